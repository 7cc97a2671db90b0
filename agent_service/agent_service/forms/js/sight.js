// Who can see it: visibility is judged on what a person would click, not on the input itself.
const parentOf = (n) => n.parentElement || (n.getRootNode() instanceof ShadowRoot ? n.getRootNode().host : null);

function boxGone(el) {
  const r = el.getBoundingClientRect();
  if (r.width < 2 || r.height < 2) return true;
  return r.right + scrollX < 0 || r.bottom + scrollY < 0;
}

function styleHides(n) {
  const s = getComputedStyle(n);
  if (s.display === 'none' || s.visibility === 'hidden' || s.visibility === 'collapse') return true;
  if (parseFloat(s.opacity) < 0.05 || n.getAttribute('aria-hidden') === 'true') return true;
  const r = n.getBoundingClientRect();
  return s.overflow !== 'visible' && s.display !== 'contents' && (r.height < 2 || r.width < 2);
}

function seen(el) {
  if (!el || boxGone(el)) return false;
  for (let n = el; n; n = parentOf(n)) if (styleHides(n)) return false;
  return true;
}

// The visible stand-in of a hidden file input, checkbox or radio: its label, or the button beside it.
function proxyOf(el) {
  const box = el.closest('[role=checkbox],[role=radio]');
  if (box && seen(box)) return box;
  for (const l of el.labels || []) if (seen(l) && l !== el) return l;
  if (el.type !== 'file') return null;
  let a = parentOf(el);
  if (!a || !a.getClientRects().length) return null;
  for (let i = 0; a && i < 4; i++, a = parentOf(a)) {
    if (a.querySelectorAll('input[type=file]').length > 1) return null;
    const b = [...a.querySelectorAll('button,[role=button],a,label')].find(seen);
    if (b) return b;
  }
  return null;
}

const standsIn = (el) => (seen(el) ? el : ['file', 'checkbox', 'radio'].includes(el.type) ? proxyOf(el) : null);

const TRAP_WORDS = /leave (this|it)?\s*(field|box)?\s*(blank|empty)|do(n't| not) fill|if you are (a )?human|(laissez|laisser).{0,20}vide|leer lassen/i;
const TRAP_NAMES = /honey.?pot|bot.?field|no.?bots?\b|anti.?spam|(^|[_-])hp([_-]|$)/i;

function trapOf(el, label) {
  if (TRAP_WORDS.test(label)) return 'its label asks to leave it empty';
  if (TRAP_NAMES.test(el.name || '') || TRAP_NAMES.test(el.id || '')) return 'its name says honeypot';
  return '';
}
