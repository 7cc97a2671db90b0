// Who can see it: visibility is judged on what a person would click, not on the input itself.
const parentOf = (n) => n.parentElement || (n.getRootNode() instanceof ShadowRoot ? n.getRootNode().host : null);

function boxGone(el) {
  const r = el.getBoundingClientRect();
  if (r.width < 2 || r.height < 2) return true;
  return r.right + scrollX < 0 || r.bottom + scrollY < 0 || r.left + scrollX > 2 * document.documentElement.clientWidth;
}

const CUT = /^(inset\((100|[5-9]\d)(\.\d+)?%|circle\(0(px|%)?[ )]|polygon\((0(px|%)? 0(px|%)?,? ?)+\))/;
function styleHides(n, s) {
  if (s.display === 'none' || s.visibility === 'hidden' || s.visibility === 'collapse') return true;
  if (n.getAttribute('aria-hidden') === 'true' || /opacity\(0(%|\))/.test(s.filter) || CUT.test(s.clipPath)) return true;
  if (s.position === 'absolute' && /^rect\(0px, ?0px, ?0px, ?0px\)/.test(s.clip)) return true;
  const r = n.getBoundingClientRect();
  return s.overflow !== 'visible' && s.display !== 'contents' && (r.height < 2 || r.width < 2);
}

// Whether a box that hides what flows over it shows nothing of `r`.
function cutsOff(n, s, r) {
  if (n === document.body || n === document.documentElement || !/hidden|clip/.test(s.overflowX) || !/hidden|clip/.test(s.overflowY)) return false;
  const b = n.getBoundingClientRect();
  return r.right <= b.left || r.left >= b.right || r.bottom <= b.top || r.top >= b.bottom;
}

const looked = new Map(); // what was found within this call, in which the page stands still
function seen(el) {
  if (!el) return false;
  if (!looked.has(el)) looked.set(el, isSeen(el));
  return looked.get(el);
}
function isSeen(el) {
  if (boxGone(el)) return false;
  const r = el.getBoundingClientRect();
  let shine = 1, loose = false, moved = false; // loose: taken out of the boxes around it, up to one that holds it
  for (let n = el; n; n = parentOf(n)) {
    const s = getComputedStyle(n);
    if (styleHides(n, s) || (shine *= parseFloat(s.opacity)) < 0.05) return false;
    if (n !== el && loose !== 'fixed') {
      if (loose && s.position !== 'static') loose = false;
      if (!loose && cutsOff(n, s, r)) return false;
    }
    moved = moved || n.scrollTop > 0 || n.scrollLeft > 0;
    if (s.position === 'fixed' && !moved && (r.right <= 0 || r.bottom <= 0)) return false; // no scrolling brings it in
    if (s.position === 'fixed') loose = 'fixed';
    else if (s.position === 'absolute' && loose !== 'fixed') loose = true;
  }
  return true;
}

// What covers a file input says that one picks a file there.
const PICKS = /^.{0,12}(file|datei|fichier|archivo|upload|browse|attach|durchsuchen|hochladen|parcourir|examinar)/i;
// A list that is drawn around a see-through input.
function drawnBox(el) {
  for (let a = parentOf(el), i = 0; a && i < 3; i++, a = parentOf(a))
    if (/select|combo|dropdown/i.test(a.className) && seen(a)) return a.querySelectorAll('input,select,textarea').length > 1 ? null : a;
  return null;
}

// The track that is drawn for a see-through slider.
function trackOf(el) {
  for (let a = parentOf(el), i = 0; a && i < 4; i++, a = parentOf(a)) if (/slider|range|track/i.test(a.className) && seen(a)) return a;
  return null;
}

// A file input that a script keeps at the end of the page, and the one zone to drop files into that it serves.
const ZONES = '[class*=dropzone i],[class*=drop-zone i],[class*=droparea i],[class*=drop-area i]';
function zoneOf(el) {
  if (el.type !== 'file' || el.parentElement !== document.body || seen(el)) return null;
  const strays = [...document.querySelectorAll('body > input[type=file]')].filter((i) => !seen(i));
  const zones = all(ZONES).filter((z) => seen(z) && !z.querySelector('input[type=file]') && !z.parentElement.closest(ZONES));
  return strays.length === 1 && zones.length === 1 ? zones[0] : null;
}

// A file input that stands elsewhere, and the button that picks its file beside the words that name it.
function pickerOf(el) {
  const mine = labelled(el).filter(seen);
  for (let a = mine[0], i = 0; a && i < 3 && !(el.form || el.parentElement).contains(a); i++, a = parentOf(a)) {
    const b = [...a.querySelectorAll('button,[role=button],a')].find((e) => seen(e) && PICKS.test(clean(e.textContent)));
    if (b) return b;
  }
  return null;
}

// The visible stand-in of a hidden file input, checkbox or radio: its label, or the button beside it.
function proxyOf(el) {
  if (el.getAttribute('role') === 'combobox' && el.tagName !== 'INPUT') return seen(parentOf(el)) && clean(parentOf(el).textContent) && !others(parentOf(el), [el]) ? parentOf(el) : null;
  if (el.getAttribute('role') === 'combobox') return drawnBox(el);
  if (inCombobox(el)) return inCombobox(el);
  const box = el.closest('[role=checkbox],[role=radio]');
  if (box && seen(box)) return box;
  for (const l of el.labels || []) if (seen(l) && l !== el) return l;
  if (el.getAttribute('role') === 'switch' && seen(parentOf(el)) && !clean(parentOf(el).textContent)) return parentOf(el);
  if (el.type === 'range') return trackOf(el);
  if (el.type !== 'file') return null;
  if (zoneOf(el)) return zoneOf(el);
  if (pickerOf(el)) return pickerOf(el);
  let a = parentOf(el);
  if (!a || !a.getClientRects().length) return null;
  for (let i = 0; a && i < 4; i++, a = parentOf(a)) {
    const inside = a.shadowRoot?.contains(el) ? a.shadowRoot : a;
    if (inside.querySelectorAll('input[type=file]').length > 1) return null;
    const b = [...inside.querySelectorAll('*')].find((e) => (e.matches('button,[role=button],a,label') || e.shadowRoot?.querySelector('button,[role=button]')) && seen(e));
    if (b) return b;
    if (i < 2 && seen(a) && PICKS.test(clean(a.textContent))) return a;
  }
  return null;
}

// The list drawn around a box that only takes its keys.
const inCombobox = (el) => { const c = el.tagName === 'INPUT' && el.readOnly && el.parentElement?.closest('[role=combobox]'); return c && c.querySelectorAll('input').length === 1 && seen(c) ? c : null; };
const standsIn = (el) => (seen(el) ? el : ['file', 'checkbox', 'radio', 'range'].includes(el.type) || (/^(INPUT|DIV|SPAN)$/.test(el.tagName) && el.getAttribute('role') === 'combobox') || inCombobox(el) ? proxyOf(el) : null);

const TRAP_WORDS = /leave (this|it)?\s*(field|box)?\s*(blank|empty)(?!,? (if|when|unless|where)\b)|do(n't| not) fill|if you('re| are) (a )?human|(laissez|laisser).{0,20}vide|leer lassen/i;
const TRAP_NAMES = /honey.?pot|bot.?field|no.?bots?\b|anti.?spam|(^|[_-])hp([_-]|$)/i;

function trapOf(el, label) {
  if (TRAP_WORDS.test(label)) return 'its label asks to leave it empty';
  if (TRAP_NAMES.test(el.name || '') || TRAP_NAMES.test(el.id || '')) return 'its name says honeypot';
  return '';
}

// A box whose text nobody could read is no question: it has the colour of its ground.
const TYPED = /^(text|email|tel|url|number|search|textarea|)$/;
const rgba = (c) => { const n = (c.match(/[\d.]+/g) || []).map(Number); return n.length < 3 ? null : [n[0], n[1], n[2], n[3] ?? 1]; };
function groundOf(el) {
  for (let n = el; n; n = parentOf(n)) {
    const s = getComputedStyle(n), c = rgba(s.backgroundColor);
    if (s.backgroundImage !== 'none' || !c) return null;
    if (c[3] > 0.5) return c;
  }
  return /dark/.test(getComputedStyle(document.documentElement).colorScheme) ? null : [255, 255, 255, 1];
}
function unreadable(el) {
  const ink = rgba(getComputedStyle(el).color);
  if (!ink) return false;
  if (ink[3] < 0.05) return true;
  const ground = groundOf(el);
  return !!ground && Math.abs(ink[0] - ground[0]) + Math.abs(ink[1] - ground[1]) + Math.abs(ink[2] - ground[2]) < 24;
}
// What lies over the whole of a box: something opaque that is no part of it and none of its labels.
function coverOf(el) {
  const r = el.getBoundingClientRect();
  if (r.top + r.height / 2 < 0 || r.top + r.height / 2 > innerHeight) scrollBy({ top: r.top - innerHeight / 2, behavior: 'instant' });
  const b = el.getBoundingClientRect(), t = el.getRootNode().elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
  if (!t || t === el || el.contains(t) || t.contains(el) || [...(el.labels || [])].some((l) => l.contains(t))) return null;
  const o = t.getBoundingClientRect(), s = getComputedStyle(t), c = rgba(s.backgroundColor);
  const opaque = (c && c[3] > 0.9) || s.backgroundImage !== 'none';
  return opaque && o.left <= b.left + 2 && o.right >= b.right - 2 && o.top <= b.top + 2 && o.bottom >= b.bottom - 2 ? t : null;
}
// Marks boxes for typing that nobody can use; what covers most of them is a notice, and no trap.
function markUnusable(found) {
  const boxes = found.map(([d, els]) => [d, els[0]]).filter(([d, el]) => d.visible && !d.trap && !d.readonly && d.kind !== 'combobox' && /^(INPUT|TEXTAREA)$/.test(el.tagName) && TYPED.test(el.type) && seen(el));
  const at = [scrollX, scrollY], covers = boxes.map(([, el]) => coverOf(el));
  if (scrollX !== at[0] || scrollY !== at[1]) scrollTo({ left: at[0], top: at[1], behavior: 'instant' });
  boxes.forEach(([d, el], i) => {
    if (unreadable(el)) d.trap = 'what is typed into it cannot be seen';
    else if (covers[i] && covers.filter((c) => c === covers[i]).length <= boxes.length / 2) d.trap = 'something lies over it';
  });
}
// Whether a click on it sends the form that it stands in.
const sendsForm = (b) => !!b.form && b.matches('button:not([type]),[type=submit],[type=image]');
