// What it is called: the accessible name, the section it stands in, its description, whether it is required.
const FIELDS = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]),select,textarea,[contenteditable=true],[role=combobox],[role=radiogroup]';
const GENERIC = /^(attach( file| resume.*)?|upload( a)?( file| files)?|browse|(choose|select|browse|upload|add|attach)( a| your| one)?( files?)?( here)?|files?( here)?|select one|drag (and|&) drop.*|or drag.*|click (here )?to (upload|attach|browse).*|start typing.*|type here.*|search|drop files.*|add|required|\*)?$/i;
const clean = (t) => (t || '').replace(/\s+/g, ' ').trim();
const bare = (t) => clean(clean(t).replace(/[*✱∗]/g, ' ').replace(/\((required|optional|obligatoire|facultatif|pflichtfeld)\)/gi, ' '));

function textOf(el, keepHidden) {
  if (!el) return '';
  let t = '';
  for (const n of el.childNodes) {
    if (n.nodeType === 3) t += n.data;
    else if (n.nodeType === 1) {
      if (/^(INPUT|SELECT|TEXTAREA|BUTTON|SCRIPT|STYLE|SVG|OPTION|IFRAME|TEMPLATE)$/i.test(n.tagName)) continue;
      if (/^(listbox|option|menu)$/.test(n.getAttribute('role') || '')) continue;
      if (!keepHidden && n.getAttribute('aria-hidden') === 'true') continue;
      if (getComputedStyle(n).display === 'none') continue;
      t += ' ' + textOf(n, keepHidden) + ' ';
    }
  }
  return clean(t);
}

const byIds = (el, ids) => (ids || '').split(/\s+/).filter(Boolean).map((i) => el.getRootNode().getElementById?.(i)).filter(Boolean);
const labelled = (el) => byIds(el, el.getAttribute('aria-labelledby'));

function labelsOf(el) {
  const own = [...(el.labels || [])].filter((l) => !GENERIC.test(bare(textOf(l))));
  if (own.length || !el.id) return own;
  return [...el.getRootNode().querySelectorAll('label[for="' + CSS.escape(el.id) + '"]')].filter((l) => !GENERIC.test(bare(textOf(l))));
}

const others = (a, mine) => [...a.querySelectorAll(FIELDS)].some((f) => !mine.includes(f) && (f.type === 'file' || seen(standsIn(f))));

// The nearest text above or before the control that belongs to nobody else.
function nearby(el, mine) {
  let a = parentOf(el), from = el;
  for (let i = 0; a && i < 6 && !/^(FORM|BODY|MAIN)$/.test(a.tagName); i++, from = a, a = parentOf(a)) {
    if (others(a, mine)) break;
    for (const l of a.querySelectorAll('legend,label,[class*=label i],[class*=question i],[role=heading],h2,h3,h4,h5,p'))
      if (!l.contains(el) && !mine.some((m) => l.contains(m)) && !optionText(l, mine)
        && (l.compareDocumentPosition(el) & 4) && !GENERIC.test(bare(textOf(l)))) return l;
    for (let p = from.previousElementSibling; p; p = p.previousElementSibling)
      if (!p.querySelector(FIELDS) && !p.matches(FIELDS) && !GENERIC.test(bare(textOf(p))) && textOf(p).length < 300) return p;
  }
  let p = from.previousElementSibling;
  return p && !p.matches(FIELDS + ',fieldset') && !p.querySelector(FIELDS) && textOf(p).length < 200 ? p : null;
}

const optionText = (l, mine) => mine.length > 1 && mine.some((m) => [...(m.labels || [])].includes(l));

function groupNames(el, mine) {
  const out = [];
  for (let a = parentOf(el); a; a = parentOf(a)) {
    if (!/^(group|radiogroup)$/.test(a.getAttribute('role') || '') && a.tagName !== 'FIELDSET') continue;
    if (others(a, mine)) break;
    const legend = a.tagName === 'FIELDSET' ? a.querySelector('legend') : null;
    const named = legend ? [legend] : labelled(a);
    if (named.length) return named;
    if (a.getAttribute('aria-label')) out.push(a);
  }
  return out;
}

// Elements that together name the control; `mine` are all inputs of the same question.
function namers(el, mine) {
  const many = mine.length > 1 || el.matches('[role=radio]');
  const own = many ? [] : labelled(el).filter((l) => !GENERIC.test(bare(textOf(l))));
  if (own.length) return own;
  const labels = many ? [] : labelsOf(el);
  if (labels.length) return labels.slice(0, 1);
  const group = groupNames(el, mine);
  if (group.length) return group;
  if (!many && el.getAttribute('aria-label') && !/haspopup/.test(el.getAttributeNames().join()) && !GENERIC.test(el.getAttribute('aria-label'))) return [el];
  const near = nearby(el, mine);
  return near ? [near] : [];
}

// A label around its control often holds buttons and progress too: only what stands beside counts.
function besideOf(label, el) {
  const kept = [...label.childNodes].filter((n) => !n.contains(el)).map((n) => (n.nodeType === 3 ? n.data : n.nodeType === 1 && getComputedStyle(n).display !== 'none' ? textOf(n) : ''));
  return clean(kept.join(' '));
}

function nameOf(el, mine) {
  const by = namers(el, mine);
  const text = (n) => (n === el || (n.getAttribute('aria-label') && !textOf(n)) ? n.getAttribute('aria-label') : (n.contains(el) && besideOf(n, el)) || textOf(n));
  const label = bare(by.map(text).join(' ')) || bare(el.getAttribute('aria-label')) || bare(el.getAttribute('placeholder')) || bare(el.title);
  return { label, raw: by.map((n) => textOf(n, true)).join(' '), by };
}

function requiredOf(el, mine, name) {
  if (mine.some((m) => m.required || m.getAttribute('aria-required') === 'true')) return true;
  const group = el.closest('[role=group],[role=radiogroup],fieldset');
  if (group && group.getAttribute('aria-required') === 'true' && !others(group, mine)) return true;
  if (/[*✱∗]|\((required|obligatoire|pflichtfeld)\)/i.test(name.raw)) return true;
  return name.by.some((n) => /(^|[_\s-])required([_\s-]|$)/i.test(n.className?.toString?.() || '')
    || n.querySelector('[title=required i],[aria-label*="required" i]') || /^[*✱]/.test(clean(n.nextElementSibling?.textContent)));
}

function sectionOf(el, label) {
  for (let f = el.closest('fieldset'); f; f = f.parentElement?.closest('fieldset')) {
    const t = bare(textOf(f.querySelector('legend')));
    if (t && t !== label) return t.slice(0, 120);
  }
  const heads = [...(el.getRootNode().querySelectorAll?.('h1,h2,h3,h4,h5,[role=heading]') || [])];
  const before = heads.filter((h) => h.compareDocumentPosition(el) & 4 && bare(textOf(h)) && bare(textOf(h)) !== label && (seen(h)));
  return before.length ? bare(textOf(before[before.length - 1])).slice(0, 120) : '';
}

const descriptionOf = (el) => clean(byIds(el, el.getAttribute('aria-describedby')).map((n) => textOf(n)).join(' ')).slice(0, 500);
