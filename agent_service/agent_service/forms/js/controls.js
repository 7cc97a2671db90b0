// Every control of this frame, open shadow roots included, one entry a question.
const EMPTY = /^[\s\-–—.…]*((please )?(select|choose|pick|make a selection)\b.*|(nothing|none|not|no) (selected|specified|selection|chosen)|veuillez.*|s[eé]lectionn.*|choisi.*|bitte.*w[aä]hlen.*|vyberte.*|seleccion.*|eli(ja|ge|gir)\b.*|(prosz[eę] )?wyb(ierz|ra[cć]).*|wska[zż].*|selecion(e|a|ar)\b.*|escolh(a|e|er)\b.*|scegli.*|seleziona(re)?\b.*|(pros[ií]m )?zvolte.*|v[aä]lj(?!a\b|are\b).*|v[aæ]lg( .*|[.…]*)|velg.*|(maak een keuze|kies|selecteer|nie wybrano|nic nevybr[aá]no|nessuna selezione|nenhum selecionado|inget valt|intet valgt|ingenting valgt)\b.*|(dd|tt|jj|mm|yyyy|jjjj|aaaa)|[\s\-–—.…]*)$/i;
const YESNO = /^(yes|no|oui|non|ja|nein|nee|ano|ne|s[iíì]|n[aã]o|sim|tak|nie|nej|nei)$/i;

function roots() {
  const out = [document];
  for (let i = 0; i < out.length; i++) for (const e of out[i].querySelectorAll('*')) if (e.shadowRoot) out.push(e.shadowRoot);
  return out;
}
const all = (sel) => roots().flatMap((r) => [...r.querySelectorAll(sel)]);

function optionLabel(el) {
  const l = (el.labels && [...el.labels].find((x) => textOf(x))) || null;
  return bare(l ? textOf(l) : el.getAttribute('aria-label') || textOf(labelled(el)[0]) || textOf(el) || (el.nextSibling?.nodeType === 3 && clean(el.nextSibling.data)) || textOf(el.nextElementSibling) || el.value || '');
}

// What a box shows while nothing is chosen; some keep its class when something is, and say by another that it is gone.
const HINT = '[class*=placeholder i]:not([class*=selected-item i]),[class*=placeholder i][class*=transparent i],[data-placeholder]';
const heldText = (n) => { const c = n.cloneNode(true); c.querySelectorAll(HINT + ',[role=listbox],[role=option],input,select').forEach((x) => x.remove()); return clean(c.textContent); };

function shown(el) {
  if (el.value && el.tagName !== 'BUTTON') return el.value;
  let a = parentOf(el);
  for (let i = 0; a && i < 4; i++, a = parentOf(a)) {
    if ([...a.querySelectorAll('[role=combobox],input:not([type=hidden]):not([aria-hidden=true])')].some((o) => o !== el)) break;
    const many = [...a.querySelectorAll('[class*="ulti-value__label"],[class*="ultiValue"] > [class*="abel"],[role=listitem][class*=chip i],[class*=chip i] > [class*=label i],[class*=tag i] > [class*=text i],[class*=multiple] [class*=selection-item i][title]')].map((n) => clean(n.textContent)).filter(Boolean);
    if (many.length) return many;
    const v = [...a.querySelectorAll('[class*="ingle-value"],[class*="ingleValue"],[class*="ultiValue"],[class*=selection-item i],[class*=select__selection i],[data-automation-id=selectedItem]')].filter((n, _, own) => !n.matches(HINT) && !own.some((o) => o !== n && o.contains(n))).map((n) => heldText(n).replace(/\s*[×✕✖]$/, ''));
    if (v.length > 1 && a.querySelector('[data-automation-id=selectedItem]')) return v;
    if (v.join('')) return v.join(', ');
  }
  return '';
}

const lit = (b) => ['aria-checked', 'aria-pressed', 'aria-selected', 'data-selected'].some((a) => b.getAttribute(a) === 'true') || /^(on|checked|active)$/.test(b.dataset.state || '') || /(^|[_\s-])(active|selected|checked)([_\s-]|$)/i.test(b.className);

const within = (a, el) => (a.shadowRoot?.contains(el) ? a.shadowRoot : a); // of a component, what it draws
// The name of the file that was taken: from the input, or from the chip beside an emptied one.
function heldFile(el) {
  let a = zoneOf(el) || parentOf(el), near = '';
  for (let i = 0; a && i < 4 && !others(a, [el]) && a.tagName !== 'FORM'; i++, a = parentOf(a)) near = clean([a, ...within(a, el).querySelectorAll('*')].filter((e) => !/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(e.tagName)).flatMap((e) => [...e.childNodes]).filter((n) => n.nodeType === 3).map((n) => n.data).join(' ')) || near;
  if (/upload(ing)? failed|failed to upload|could ?n.t upload|uploading /i.test(near)) return '';
  if (el.files.length) return [...el.files].map((f) => f.name).join(', ');
  return (near.match(/[^\s:]+\.(pdf|docx?|odt|rtf|txt|md|html?)\b/i) || [''])[0];
}

const showsText = (text) => all('*').some((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.includes(text)) && seen(e));

// A list that takes several answers says so itself, in the list it opens, in words beside it, or by its class.
const SEVERAL = /mehrfach(auswahl|nennung)|plusieurs (choix|r[eé]ponses)|varias (opciones|respuestas)|meerdere (opties|antwoorden)|\b(select|choose|pick|check) (all|as many|any)\b|multiple (choices?|selections?|answers?) (allowed|possible)/i;
function saysSeveral(el) {
  let a = el.parentElement;
  for (let i = 0; i < 4 && a?.parentElement && !others(a.parentElement, [el]); i++) a = a.parentElement;
  return SEVERAL.test([...(el.labels || []), ...labelled(el), ...(a ? a.querySelectorAll(HINT) : [])].map((n) => clean(n.textContent)).join(' ') + (el.placeholder || ''));
}
const takesSeveral = (el) => !!el.multiple || saysSeveral(el) || [el, ...byIds(el, el.getAttribute('aria-controls'))].some((l) => l.getAttribute('aria-multiselectable') === 'true') || (el.hasAttribute('aria-haspopup') && /(^|[_\s-])multi(ple|select)?([_\s-]|$)/i.test(el.className));

// What stands right beside a list and is said to be part of its name: its value.
const toldBeside = (el) => (el.getAttribute('role') === 'combobox' ? clean(labelled(el).filter((l) => l.parentElement === el.parentElement).map((l) => textOf(l)).join(' ')) : '');
function valueOf(kind, els) {
  const el = els[0];
  if (kind === 'segments') { const v = els.map(segmentValue); return v.some(Boolean) ? v.join('/') : ''; }
  if (kind === 'select') { const t = [...el.selectedOptions].filter((o) => o.value !== '' && !o.disabled && !EMPTY.test(o.textContent)).map((o) => clean(o.textContent)); return el.multiple ? t : t[0] || ''; }
  if (kind === 'radio') { const c = els.find((e) => e.checked); return c ? optionLabel(c) : ''; }
  if (kind === 'choice') { const c = els.find(lit); return c ? optionLabel(c) : ''; }
  if (kind === 'checkbox') return el.checked ?? el.getAttribute('aria-checked') === 'true';
  if (kind === 'checkboxes') return els.filter((e) => e.checked ?? e.getAttribute('aria-checked') === 'true').map(optionLabel);
  if (kind === 'file') return heldFile(el);
  if (kind === 'combobox') { const v = shown(el); return typeof v === 'string' && EMPTY.test(v) ? '' : v; }
  if (kind === 'listbox' && nativeOf(el)) return valueOf('select', [nativeOf(el)]);
  if (kind === 'listbox' && el.tagName === 'INPUT') { const v = shown(el); return takesSeveral(el) && v && typeof v === 'string' ? v.split(/\s*,\s*/) : v; }
  if (kind === 'listbox') { const own = el.matches('[role=listbox]') && el.querySelector('[role=option][aria-selected=true]'), t = (own ? clean(own.textContent) : heldText(standsIn(el) || el) || toldBeside(el)).replace(/[\s▾▼▿⌄⏷]+$/, ''); return EMPTY.test(t) ? '' : takesSeveral(el) ? t.split(/\s*,\s*/) : t; }
  if (kind === 'richtext') return el.innerText.trim();
  if (kind === 'range' && el.tagName !== 'INPUT') { const now = el.getAttribute('aria-valuenow'); return now && now !== el.getAttribute('aria-valuemin') ? now : ''; }
  return el.value;
}

function optionsOf(kind, els) {
  if (kind === 'segments') return els.map(partOf);
  const list = kind === 'select' ? els[0] : nativeOf(els[0]);
  if (list) return [...list.options].filter((o) => o.value !== '' && !o.disabled && !EMPTY.test(o.textContent)).map((o) => clean(o.textContent));
  return ['radio', 'choice', 'checkboxes'].includes(kind) ? els.map(optionLabel) : [];
}

function kindOf(el) {
  const t = el.tagName, role = el.getAttribute('role');
  if (t === 'SELECT') return 'select';
  if (t === 'TEXTAREA') return 'textarea';
  if (t === 'INPUT' && ['radio', 'checkbox', 'file', 'password'].includes(el.type)) return el.type;
  const calendar = el.getAttribute('aria-haspopup') === 'dialog' && !el.readOnly; // its days may be typed too
  const opening = t === 'INPUT' && !calendar && (role === 'combobox' || el.getAttribute('aria-haspopup') === 'listbox' || !!el.closest('[role=combobox]'));
  if (opening && el.readOnly) return 'listbox';
  if (t === 'INPUT' && (opening || el.getAttribute('aria-autocomplete') === 'list' || el.matches('[data-uxi-widget-type=selectinput]') || /^search\b/i.test(el.placeholder))) return 'combobox';
  if (t === 'INPUT') return ['email', 'tel', 'url', 'number', 'date', 'month', 'range', 'color', 'time', 'datetime-local', 'week'].includes(el.type) ? el.type : 'text';
  if (role === 'checkbox' || role === 'switch') return 'checkbox';
  if (role === 'slider') return 'range';
  return el.isContentEditable ? 'richtext' : 'listbox';
}

// Native lists that a script hid behind a box of its own; what is sent, and asked, is theirs.
const natives = new Map();
const nativeOf = (el) => natives.get(el);
function pair(list) {
  if (list.multiple || standsIn(list) || list.closest('[class*=iti__]') || !parentOf(list) || !parentOf(list).getClientRects().length) return null;
  const handle = (n) => [n, ...n.querySelectorAll('*')].find((b) => b.matches('button,a,[role=combobox],[aria-haspopup],[tabindex]') && (b.getAttribute('role') === 'combobox' || !b.matches('input,select')) && !(b.type === 'submit' && b.form) && seen(b)); // never what sends the form
  const beside = [...list.parentElement.children].filter((n) => n !== list && n.compareDocumentPosition(list) & 2 && !n.querySelector('select,textarea'));
  const before = [list.previousElementSibling].filter((n) => n?.querySelector('input') && !n.querySelector('select,textarea') && ![...n.querySelectorAll(FIELDS)].some(standsIn));
  const found = [...beside.slice(0, 2), ...before].map(handle).find(Boolean);
  if (found && !natives.has(found)) natives.set(found, list);
  return natives.get(found) === list ? found : null;
}

const formOf = (el) => { for (let n = el; n; n = parentOf(n)) if (n.tagName === 'FORM') return n; return null; };

// A custom list box: a button or box that opens a list and shows what was chosen.
function opens(el) {
  if (!(seen(el) || (el.matches('[role=combobox]:not(input,button)') && standsIn(el))) || el.closest('nav,[class*=iti__]')) return false;
  if (el.tagName === 'BUTTON' && el.getAttribute('role') !== 'combobox' && [...el.parentElement.querySelectorAll('input[role=combobox]')].some(seen)) return false; // the arrow of that box
  const twin = () => [...el.parentElement.querySelectorAll('select,input')].some((i) => i.type !== 'file' && !seen(i));
  if (el.tagName === 'BUTTON') return el.getAttribute('aria-haspopup') === 'listbox' || el.getAttribute('role') === 'combobox' || EMPTY.test(clean(el.textContent)) || (el.getAttribute('aria-haspopup') === 'dialog' && /\b20\d\d\b/.test(el.textContent)) || twin();
  return el.tagName !== 'INPUT' && el.hasAttribute('aria-expanded') && el.hasAttribute('tabindex');
}

// A date in several boxes: which part one box holds, and the boxes that belong together.
const PARTS = [['MM', /^(mm|mon?|(birth |start |end )?(month|monat|mois|mes))$/], ['DD', /^(dd|tt|jj|day|tag|jour|d[ií]a)$/], ['YYYY', /^(yyyy|jjjj|aaaa|yr|year|jahr|ann[ée]e|a[ñn]o)$/]];
function partOf(el) {
  if (!el.matches('select,[role=spinbutton],input:not([type=checkbox]):not([type=radio]):not([type=file])')) return '';
  const says = [el.getAttribute('aria-label'), el.placeholder, ...[...(el.labels || [])].map((l) => textOf(l)), el.tagName === 'SELECT' ? el.options[0]?.textContent : ''].map((t) => bare(t).toLowerCase().replace(/[^a-zéñí ]/g, '').trim());
  return (PARTS.find(([, shape]) => says.some((t) => shape.test(t))) || [''])[0];
}
function segmentsOf(el) {
  if (!partOf(el)) return [];
  for (let a = parentOf(el), i = 0; a && i < 4; i++, a = parentOf(a)) {
    const fields = [...a.querySelectorAll(FIELDS + ',[role=spinbutton]')].filter((e) => !e.querySelector('[role=spinbutton]')), parts = fields.map(partOf);
    if (fields.length > 3 || parts.some((p) => !p) || new Set(parts).size < parts.length) return [];
    if (fields.length > 1) return fields;
  }
  return [];
}
const segmentValue = (e) => (e.tagName === 'SELECT' ? valueOf('select', [e]) : e.value !== undefined ? e.value : e.getAttribute('aria-valuenow') ? clean(e.textContent) : '');

// Drawn checkboxes of one question: a group or list that holds nothing else.
function ticksOf(el) {
  const own = (a) => [...a.querySelectorAll('[role=checkbox]')];
  if (!el.matches('[role=checkbox]:not(input)') || el.querySelector('input')) return [];
  const a = el.closest('[role=group],[role=list],fieldset');
  return a && own(a).length > 1 && own(a).every((t) => !t.querySelector('input')) && ![...a.querySelectorAll(FIELDS)].some((f) => !own(a).includes(f)) ? own(a) : [];
}
// Buttons that stay pressed, side by side, are one question; a toolbar is none.
function pillsOf(el) {
  if (!el.matches('button[aria-pressed]') || !seen(el) || el.closest('[role=toolbar],[contenteditable],nav')) return [];
  const own = el.parentElement.matches('li:has(> :only-child)') ? [...el.parentElement.parentElement.querySelectorAll(':scope > li > button[aria-pressed]')] : [...el.parentElement.children].filter((b) => b.matches('button[aria-pressed]'));
  return own[0] === el && own.length > 1 && own.length < 12 && own.every((b) => clean(b.textContent)) ? own : [];
}

// The one thumb of a slider that is drawn; one with two means a span, and a player's is no question.
const thumbOf = (el) => el.matches('[role=slider]') && el.parentElement.parentElement.querySelectorAll('[role=slider]').length === 1 && !el.closest('[class*=player i],video,audio');

// Buttons that say yes and no, side by side.
const plain = (b) => b.matches('button:not([aria-pressed]):not([aria-haspopup]):not([role])');
function yesNoOf(el) {
  if (!plain(el) || !seen(el) || el.parentElement?.querySelector('input')) return [];
  const own = [...el.parentElement.children];
  return own.length > 1 && own.every((b) => plain(b) && YESNO.test(clean(b.textContent))) ? own : [];
}
// What stands in `el`, also in components within it; and what of this kind `el` stands in.
const inside = (el, sel) => [el, ...el.querySelectorAll('*')].flatMap((e) => [...(e !== el && e.matches(sel) ? [e] : []), ...(e.shadowRoot ? [...e.shadowRoot.children].flatMap((c) => [...(c.matches(sel) ? [c] : []), ...inside(c, sel)]) : [])]);
const upTo = (el, sel) => { for (let n = el; n; n = parentOf(n)) if (n.matches(sel)) return n; return null; };

// Radio buttons without a name belong together by the group they stand in.
function unnamed(el) {
  const group = el.closest('[role=radiogroup],[class*=radio-group i],[class*=radiogroup i],fieldset');
  const own = group ? [...group.querySelectorAll('input[type=radio]')] : [];
  return own.length > 1 && own.every((r) => !r.name) ? own : [el];
}

// A page that adds questions for ever is told by the first of them: looking at all would never end.
const ENDLESS = 1000;

function groups() {
  const out = [], taken = new Set();
  const add = (kind, els) => { els.forEach((e) => taken.add(e)); out.push([kind, els]); };
  const inputs = all(FIELDS + ',[role=checkbox],[role=switch],[role=spinbutton],[role=slider]:not(input),button[aria-pressed],button[aria-haspopup],[role=listbox][aria-expanded],[role=radio]:not(input),button').filter((e) => !plain(e) || YESNO.test(clean(e.textContent)));
  const twins = (el, sel) => inputs.filter((x) => x.matches(sel) && x.name === el.name && formOf(x) === formOf(el) && x.getRootNode() === el.getRootNode());
  inputs.filter((e) => e.tagName === 'SELECT').forEach(pair);
  for (const el of inputs) {
    if (out.length === ENDLESS) break;
    if (nativeOf(el)) continue; // asked where its list stands
    if (taken.has(el) || (el.tagName !== 'INPUT' && el.closest('[class*=iti__]')) || el.matches('[role=checkbox]:has(input),label:has(input[type=checkbox]) [role=checkbox]:not(input)')) continue; // the native one is asked
    const dated = segmentsOf(el);
    if (dated.length) { add('segments', dated); continue; }
    const ticks = ticksOf(el);
    if (ticks.length) { add('checkboxes', ticks); continue; }
    const yesNo = yesNoOf(el);
    if (yesNo.length) { add('choice', yesNo); continue; }
    if (plain(el)) continue; // one that a hidden input stands for is asked there
    if (el.tagName === 'SELECT' && [...natives.values()].includes(el)) { add('listbox', [[...natives].find(([, l]) => l === el)[0]]); continue; }
    const pills = pillsOf(el);
    if (pills.length) { add('choice', pills); continue; }
    if (el.matches('[role=radiogroup]')) { const r = inside(el, '[role=radio]:not(input)'); if (r.length) add('choice', r); }
    else if (el.matches('[role=radio]:not(input)')) { const r = upTo(el, '[role=radiogroup]') ? [] : [...(el.closest('[role=group],fieldset') || el.parentElement || el.getRootNode()).querySelectorAll('[role=radio]:not(input)')]; if (r.length > 1) add('choice', r); }
    else if (el.matches('input[type=radio]')) add('radio', el.name ? twins(el, 'input[type=radio]') : unnamed(el));
    else if (el.matches('input[type=checkbox]')) {
      const buttons = [...(el.parentElement?.children || [])].filter((b) => b.tagName === 'BUTTON');
      if (!seen(el) && buttons.length > 1 && buttons.every((b) => YESNO.test(clean(b.textContent)))) { taken.add(el); add('choice', buttons); continue; }
      const same = el.name ? twins(el, 'input[type=checkbox]') : [el];
      const apart = new Set(same.map(optionLabel)).size === same.length; // else each block of the form has its own
      if (same.length > 1 && apart) add('checkboxes', same); else add('checkbox', [el]);
    } else if (el.matches('input,select,textarea') || el.isContentEditable || /^(checkbox|switch)$/.test(el.getAttribute('role')) || thumbOf(el)) add(kindOf(el), [el]);
    else if (opens(el)) add('listbox', [el]);
  }
  return out;
}

function describe([kind, els], forms) {
  const el = els[0], asks = nativeOf(el) || zoneOf(el) || el, name = nativeOf(el) && !labelsOf(asks).length && (labelled(el).length || labelsOf(el).length) ? nameOf(el, els) : nameOf(asks, asks !== el ? [asks] : els), many = els.length > 1 || kind === 'choice';
  const form = formOf(asks), box = asks !== el ? asks : kind === 'choice' && el.tagName === 'BUTTON' ? el.parentElement.querySelector('input') : el;
  if (form && !forms.includes(form)) forms.push(form);
  const label = kind === 'checkbox' && !name.label ? optionLabel(el) : name.label;
  const own = els.every((e) => e.getAttribute('name')) || (!box?.getAttribute('name') && els.every((e) => e.id));
  const parts = kind === 'segments' && own ? els.map((e) => [e.id, e.getAttribute('name') || '']) : []; // each has a name of its own
  return { kind, parts, id: box?.id || (box !== el && box?.tagName === 'SELECT' && el.id) || (kind === 'choice' || kind === 'checkboxes' ? el.closest('[role=radiogroup],[role=group]')?.id : '') || '', name: box?.getAttribute('name') || box?.closest('[data-field-path]')?.getAttribute('data-field-path') || '',
    label: label.slice(0, 400), section: sectionOf(asks, label), description: descriptionOf(el), required: requiredOf(asks, asks === el ? els : [asks], name),
    options: optionsOf(kind, els), value: valueOf(kind, els), visible: els.some((e) => !!standsIn(e)), trap: trapOf(el, label),
    disabled: els.every((e) => !!e.disabled || e.getAttribute('aria-disabled') === 'true'), readonly: !!el.readOnly, multiple: !/^(text|textarea|email|tel|url|number|date|file)$/.test(kind) && takesSeveral(el),
    autocomplete: el.getAttribute('autocomplete') || '', placeholder: el.getAttribute('placeholder') || '', accept: el.getAttribute('accept') || '',
    maxlength: el.maxLength > 0 ? el.maxLength : 0, form: form ? forms.indexOf(form) + 1 : 0, many };
}

function read() {
  const forms = [], found = groups(), controls = found.map((g) => describe(g, forms));
  markUnusable(controls.map((d, i) => [d, found[i][1]]));
  return { controls, nodes: found.map(([, els]) => els) };
}
