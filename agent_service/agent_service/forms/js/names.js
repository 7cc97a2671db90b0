// What it is called: the accessible name, the section it stands in, its description, whether it is required.
const FIELDS = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]):not([type=reset]),select,textarea,[contenteditable=true],[role=combobox],[role=radiogroup]';
const GENERIC = /^(attach( file| resume.*)?|upload( a)?( file| files)?|browse|(choose|select|browse|upload|add|attach)( a| your| one)?( files?)?( here)?|files?( here)?|select one|drag (and|&) drop.*|or drag.*|click (here )?to (upload|attach|browse).*|start typing.*|type here.*|search|drop files.*|add|required|(radio|checkbox)[ -]?group|(bitte )?(eine )?datei(en)? (aus)?w[aä]hlen|datei(en)? hochladen|durchsuchen|parcourir|(choisir|s[eé]lectionner|ajouter|joindre) (un |le |votre )?fichier|(seleccionar|elegir|examinar|adjuntar|subir)( un)?( archivo)?|(wybierz|dodaj|za[lł][aą]cz|prze[sś]lij)( plik(i)?)?|przegl[aą]daj|(scegli|seleziona|carica|allega|sfoglia)( (un |il )?file)?|(escolher|selecionar|anexar|carregar|procurar)( (o )?(arquivo|ficheiro))?|(vybrat|nahr[aá]t|p[rř]ilo[zž]it|vyberte)( soubor)?|(v[aä]lj|ladda upp|bifoga)( (en )?fil)?|(v[aæ]lg|vedh[aæ]ft)( (en )?fil)?|(velg|last opp|legg ved)( (en )?fil)?|(kies|selecteer|upload)( (een )?bestand)?|bladeren|\*)?$/i;
const clean = (t) => (t || '').replace(/[\u200b\u2060\ufeff]/g, '').replace(/\s+/g, ' ').trim(); // those have no width: they say nothing
// What marks a question as one that has to be answered, or need not be.
const MUST = 'required|obligatoire|pflichtfeld|obligatorio|obbligatori[oa]|obrigat[oó]ri[oa]|wymagane|pole wymagane|povinn[eé]|povinn[yý] [uú]daj|obligatoriskt?|p[aå]kr[aæ]vet|p[aå]krevd|verplicht';
const MAY = 'optional|facultatif|facoltativ[oa]|opcional|opcjonalnie|nieobowi[aą]zkowe|nepovinn[eé]|voliteln[eé]|valfritt|frivilligt?|valgfri(tt)?|optioneel|niet verplicht|facultatief';
const STARRED = new RegExp(`[*✱∗]|\\((${MUST})\\)`, 'i');
const MARKED = new RegExp(`\\((${MUST}|${MAY})\\)`, 'gi');
const bare = (t) => clean(clean(t).replace(/[*✱∗]/g, ' ').replace(MARKED, ' '));

function textOf(el, keepHidden) {
  if (!el) return '';
  let t = '';
  for (const n of (el.tagName === 'SLOT' && el.assignedNodes?.().length ? el.assignedNodes() : el.childNodes)) {
    if (n.nodeType === 3) t += n.data;
    else if (n.nodeType === 1) {
      if (/^(INPUT|SELECT|TEXTAREA|BUTTON|OUTPUT|SCRIPT|STYLE|SVG|OPTION|IFRAME|TEMPLATE)$/i.test(n.tagName)) continue;
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
// Those of them that name it: of a list, what stands within or right beside it is its value; a drawn tick holds its words.
function byOthers(el) {
  const tick = /^(checkbox|radio|switch)$/.test(el.getAttribute('role')), all = labelled(el).filter((l) => tick || !el.contains(l));
  const named = el.getAttribute('role') === 'combobox' ? all.filter((l) => l.parentElement !== el.parentElement) : all;
  return named.length ? named : all;
}

function labelsOf(el) {
  const own = [...(el.labels || [])].filter((l) => !GENERIC.test(bare(textOf(l))));
  if (own.length || !el.id) return own;
  return [...el.getRootNode().querySelectorAll('label[for="' + CSS.escape(el.id) + '"]')].filter((l) => !GENERIC.test(bare(textOf(l))));
}

const others = (a, mine) => [...a.querySelectorAll(FIELDS)].some((f) => !mine.includes(f) && !(f.matches('[role=radiogroup]') && f.contains(mine[0])) && (f.type === 'file' || seen(standsIn(f))));

// Whether all else in `a` says itself what it is, as the currency beside an amount does.
const besidesNamed = (a, mine) => {
  const rest = [...a.querySelectorAll(FIELDS)].filter((f) => !mine.includes(f));
  return rest.length < 3 && rest.every((f) => f.type !== 'file' && f.getAttribute('aria-label'));
};

// In a table of labels over boxes: the row of labels, and how many rows of boxes stand between it and that of `el`.
function labelRow(el) {
  const row = el.closest('td')?.parentElement;
  for (let labels = row?.previousElementSibling, between = 0; labels && between < 12; labels = labels.previousElementSibling, between++) {
    if (labels.cells?.length !== row.cells.length && between) return [null, 0];
    if (!labels.querySelector(FIELDS)) return [labels, between];
  }
  return [null, 0];
}
// The cell in that row over the one that `el` stands in.
function cellAbove(el) {
  const over = labelRow(el)[0]?.cells?.[el.closest('td').cellIndex];
  return over && !/^(checkbox|radio)$/.test(el.type) && !GENERIC.test(bare(textOf(over))) && textOf(over).length < 300 ? over : null;
}

// The nearest text above or before the control that belongs to nobody else.
function nearby(el, mine) {
  let a = parentOf(el), from = el;
  for (let i = 0; a && i < 6 && !/^(FORM|BODY|MAIN)$/.test(a.tagName); i++, from = a, a = parentOf(a)) {
    if (others(a, mine) && !(i < 2 && besidesNamed(a, mine))) break;
    for (const l of a.querySelectorAll('legend,label,[class*=label i],[class*=question i],[role=heading],h2,h3,h4,h5,p'))
      if (!l.contains(el) && !mine.some((m) => l.contains(m)) && !optionText(l, mine)
        && (l.compareDocumentPosition(el) & 4) && !GENERIC.test(bare(textOf(l)))) return l;
    for (let p = from.previousElementSibling; p; p = p.previousElementSibling)
      if (!p.querySelector(FIELDS) && !p.matches(FIELDS) && !/^(BUTTON|SUP|ABBR)$/.test(p.tagName) && !GENERIC.test(bare(textOf(p))) && textOf(p).length < 300) return p;
    const beside = el.type === 'file' ? '' : bare(besideOf(a, mine, true));
    if (/[\p{L}\d]/u.test(beside) && !GENERIC.test(beside)) return a;
  }
  const above = cellAbove(el);
  if (above) return above;
  let p = from.previousElementSibling;
  if (/^H[1-6]$/.test(p?.tagName || '') && mine.length < 2 && ownWords(el)) return null; // it heads the boxes that follow
  return p && !p.matches(FIELDS + ',fieldset') && !p.querySelector(FIELDS) && textOf(p).length < 200 ? p : null;
}

// What stands in an empty box: its placeholder, or the first line of a list that is no choice.
function ownWords(el) {
  const first = el.tagName === 'SELECT' && !el.multiple && el.options[0], none = first && (first.value === '' || first.disabled);
  return bare(el.getAttribute('placeholder')) || (none ? bare(first.textContent).replace(/^(please )?(select|choose|pick)( an?| your| the| one)?\b ?/i, '').replace(/^[\W_]+|[\W_]+$/g, '') : '');
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
    if (a.getAttribute('aria-label') && !GENERIC.test(a.getAttribute('aria-label'))) out.push(a);
  }
  return out;
}

// Elements that together name the control; `mine` are all inputs of the same question.
function namers(el, mine) {
  const many = mine.length > 1 || el.matches('[role=radio]');
  const own = many ? [] : byOthers(el).filter((l) => !GENERIC.test(bare(textOf(l))));
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
function besideOf(label, mine, before) {
  const choices = mine.length > 1 ? mine.flatMap((m) => [...(m.labels || [])]) : [];
  const own = [...label.childNodes].filter((n) => !mine.some((m) => n.contains(m)) && !choices.some((l) => n.contains(l)));
  const kept = (before || mine.length > 1 ? own.filter((n) => n.compareDocumentPosition(mine[0]) & 4 && n.nodeName !== 'BUTTON') : own).map((n) => (n.nodeType === 3 ? n.data : n.nodeType === 1 && getComputedStyle(n).display !== 'none' ? textOf(n) : ''));
  return clean(kept.join(' '));
}

// One of three boxes side by side for a number of 3, 3 and 4 digits: which of them; 0 for none.
function phonePart(el) {
  const row = el.maxLength === 3 || el.maxLength === 4 ? [...el.parentElement?.children || []].filter((e) => e.matches(FIELDS)) : [];
  return row.length === 3 && [3, 3, 4].every((n, i) => row[i].maxLength === n) ? row.indexOf(el) + 1 : 0;
}

function nameOf(el, mine) {
  const part = mine.length < 2 && phonePart(el);
  if (part) {
    const row = [...el.parentElement.children].filter((e) => e.matches(FIELDS)), whole = nearby(el, row);
    const label = bare(whole?.contains(el) ? besideOf(whole, row, true) : textOf(whole));
    if (label) return { label: `${label} (${part}/3)`, raw: textOf(whole, true), by: [whole] };
  }
  const by = namers(el, mine);
  const text = (n) => (n === el || (n.getAttribute('aria-label') && !textOf(n)) ? n.getAttribute('aria-label') : (n.contains(el) && besideOf(n, mine)) || textOf(n));
  const label = bare(by.map(text).join(' ')) || bare(el.getAttribute('aria-label')) || ownWords(el) || bare(el.title);
  return { label, raw: by.map((n) => textOf(n, true)).join(' '), by };
}

// A page may say once that everything has to be answered, and mark what has not.
const ALL_REQUIRED = /\b(all|every) (of the )?(form )?(fields?|questions?) (are|is) (required|mandatory|compulsory)\b|tous les champs sont (obligatoires|requis)|alle (felder|angaben) sind (pflicht|erforderlich|verpflichtend)|todos los campos son obligatorios|alle velden zijn verplicht|wszystkie pola s[aą] wymagane|tutti i campi sono obbligatori|todos os campos s[aã]o obrigat[oó]rios|v[sš]echna pole jsou povinn[aá]|alla f[aä]lt [aä]r obligatoriska|alle felter (er|skal) (obligatoriske|p[aå]kr[aæ]ve(t|de)|udfyldes|p[aå]krevd)/i;
const OPTIONAL = new RegExp(`\\boptional\\b|facultati[fv]|\\bfreiwillig\\b|optionnel|${MAY}`, 'i');
let allRequired = null; // as read once
const asksAll = () => (allRequired ??= ALL_REQUIRED.test(clean(document.body?.innerText)));

function requiredOf(el, mine, name) {
  if (mine.some((m) => m.required || m.getAttribute('aria-required') === 'true')) return true;
  const group = el.closest('[role=group],[role=radiogroup],fieldset');
  if (group && group.getAttribute('aria-required') === 'true' && !others(group, mine)) return true;
  if (STARRED.test(name.raw)) return true;
  if (asksAll() && el.getAttribute('aria-required') !== 'false' && !OPTIONAL.test(name.raw + ' ' + descriptionOf(el)) && !/^(checkbox|hidden)$/.test(el.type)) return true;
  return name.by.some((n) => /(^|[_\s-])required([_\s-]|$)/i.test(n.className?.toString?.() || '')
    || n.querySelector('[title=required i],[aria-label*="required" i]') || /^[*✱]/.test(clean(n.nextElementSibling?.textContent)));
}

// Whether a heading is the name of one question, and so no section of those that follow.
const namesOne = (h) => !!h.id && [...h.getRootNode().querySelectorAll('[aria-labelledby~="' + CSS.escape(h.id) + '"]')].some((e) => e.matches(FIELDS + ',[role=listbox],[role=list],[role=checkbox]'));

// Whether a heading stands in a box with questions of its own, and so says nothing of those outside it.
const headsElsewhere = (h, el) => !h.parentElement?.contains(el) && !!h.parentElement?.querySelector(FIELDS);

// What stands over a table that asks the same of each of its rows, and nothing else.
const titles = new Map();
function titleOfRows(table) {
  const asking = [...table.rows].filter((r) => r.querySelector('input')).length;
  if (asking < 2 || table.querySelector('select,textarea,input:not([type=radio]):not([type=checkbox]):not([type=hidden])')) return '';
  const p = table.previousElementSibling;
  return bare(textOf(labelled(table)[0] || table.caption || (p && !p.querySelector(FIELDS) && !p.matches(FIELDS) ? p : null)));
}
function rowsTitle(el) {
  const table = /^(radio|checkbox)$/.test(el.type) && el.closest('table');
  if (table && !titles.has(table)) titles.set(table, titleOfRows(table));
  return table ? titles.get(table) : '';
}

function sectionOf(el, label) {
  for (let f = el.closest('fieldset'); f; f = f.parentElement?.closest('fieldset')) {
    const t = bare(textOf(f.querySelector('legend')));
    if (t && t !== label) return t.slice(0, 120);
  }
  const over = rowsTitle(el);
  if (over && over !== label) return over.slice(0, 120);
  for (let at = el; at; at = at.getRootNode().host) { // what a component stands under is said outside of it
    const heads = [...(at.getRootNode().querySelectorAll?.('h1,h2,h3,h4,h5,[role=heading],caption,td[colspan]:only-child,th[colspan]:only-child') || [])];
    const before = heads.filter((h) => !h.querySelector(FIELDS) && !namesOne(h) && !headsElsewhere(h, at) && h.compareDocumentPosition(at) & 4 && bare(textOf(h)) && bare(textOf(h)) !== label && (seen(h)));
    const row = cellAbove(el) ? labelRow(el)[1] : 0; // the second row of a table is its second entry
    if (before.length) return bare(textOf(before[before.length - 1])).slice(0, 120) + (row ? ` ${row + 1}` : '');
  }
  return '';
}

// The unit that is printed beside a box: "€", "USD / year".
const UNIT = /^[\s/.()]*([€$£]|eur|usd|gbp|chf|per|pro|par|por|\/|brutto|gross|k)?[\s/.()]*([€$£]|eur|usd|gbp|chf)?[\s/.()]*(per|pro|par|por|je|an?|al)?[\s/.()]*(year|month|hour|jahr|monat|stunde|an|mois|heure|a[nñ]o|mes|hora|jaar|maand|uur)?[\s/.()]*$/i;
function unitOf(el) {
  if (!/^(number|text|tel|range)$/.test(el.type) || !el.parentElement) return '';
  return [...el.parentElement.children].filter((n) => n !== el && !n.matches(FIELDS + ',label') && !n.querySelector(FIELDS)).map((n) => textOf(n)).filter((t) => t && UNIT.test(t)).join(' ');
}

// A hint that stands with one box alone, where the box does not name it itself.
function hintOf(el) {
  if (el.hasAttribute('aria-describedby')) return '';
  let a = el;
  for (let i = 0; i < 6 && a.parentElement && !/^(FORM|BODY|MAIN|FIELDSET)$/.test(a.parentElement.tagName) && !others(a.parentElement, [el]); i++) a = a.parentElement;
  return a === el ? '' : [...a.querySelectorAll('[class*=hint i],[class*=help i],small')].filter((n) => !n.querySelector('[class*=hint i],[class*=help i],small')).map((n) => textOf(n)).join(' ');
}

const descriptionOf = (el) => clean([...byIds(el, el.getAttribute('aria-describedby')).map((n) => textOf(n)), hintOf(el), unitOf(el)].join(' ')).slice(0, 500);
