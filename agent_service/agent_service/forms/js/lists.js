// Lines of a list that offer nothing: what to do, or that there is nothing.
const SAYS = /^((please )?(type|enter)\b.*|(searching|loading)\b.*|no (results|options|matches|data|items)\b.*)$/i;
// The rows of the grid of one column that opened beside the control `el`.
function rowsBeside(el) {
  for (let a = parentOf(el), i = 0; a && i < 4; i++, a = parentOf(a)) {
    const grid = [...byIds(el, el.getAttribute('aria-controls')), ...a.querySelectorAll('[role=grid]')].find(seen);
    if (grid) return [...grid.querySelectorAll('[role=row]')].filter((r) => r.querySelectorAll('[role=gridcell]').length < 2);
  }
  return [];
}
// What a closed list shows of what was chosen is no suggestion of another box.
const ofAnother = (o, el) => [o.closest('[role=listbox][aria-expanded=false]')].some((list) => list && !list.contains(el) && !byIds(el, el.getAttribute('aria-controls')).includes(list));
// The options of the list that is open now, for the control `el`.
function openOptions(el) {
  const named = [...new Set(byIds(el, [el.getAttribute('aria-controls'), el.getAttribute('aria-owns')].join(' ')))].filter((n) => seen(n) && !el.contains(n));
  const grid = el.getAttribute('aria-haspopup') === 'grid' ? rowsBeside(el) : [];
  const pool = grid.length ? grid : named.length ? named.flatMap((n) => [...n.querySelectorAll('[role=option],[role=menuitem],[role=menuitemradio]')])
    : all('[role=option],[role=menuitem],[role=menuitemradio],[class*=dropdown-results] > *,[class*=autocomplete] li,[class*=results] > li,[class*=item-option i]:not([class*=content i])');
  return pool.filter((o) => seen(o) && o.getAttribute('role') !== 'alert' && !ofAnother(o, el) && !SAYS.test(clean(o.textContent)) && !o.matches('[data-automation-id=selectedItem]') && o.getAttribute('aria-disabled') !== 'true' && !o.querySelector('[role=option]') && clean(o.textContent));
}
// Shows the next part of a list that holds only what is in sight; whether there was more.
function scrollOn(el) {
  const last = openOptions(el).pop();
  let box = last && parentOf(last);
  while (box && (box.scrollHeight <= box.clientHeight + 8 || getComputedStyle(box).overflowY === 'visible')) box = parentOf(box);
  if (!box || box === document.documentElement || box === document.body) return false;
  const end = last.getBoundingClientRect().bottom - box.getBoundingClientRect().top + box.scrollTop;
  if (end > box.scrollHeight - 8) return false;
  box.scrollTop += box.clientHeight * 0.8;
  return true;
}
// The box to search in that an opened list shows, where the typing goes by itself.
function innerSearch(el) {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at && at !== el && at.matches('input') && TYPED.test(at.type) && seen(at) ? [at] : [];
}
// The arrow beside a box that opens its list, where a click into the box does not.
const ARROW = 'button,[role=button],[class*=arrow i],[class*=caret i],[class*=toggle i],[class*=chevron i]';
const CLEARS = /clear|reset|remove|delete|l[oö]sch|effacer|vider|borrar|limpiar|wis/i;
function arrowOf(el) {
  for (let a = parentOf(el), i = 0; a && i < 3 && !others(a, [el]); i++, a = parentOf(a)) {
    const found = [...a.querySelectorAll(ARROW)].filter((b) => b !== el && seen(b) && !b.contains(el) && !sendsForm(b) && !b.closest('a[href]') && !CLEARS.test([b.className, b.getAttribute('aria-label'), b.title].join(' ')));
    if (found.length) return found.slice(0, 1);
  }
  return [];
}
// What a person would click; a see-through box that lies over all that is drawn for it gets the click itself.
function handOf(el) {
  const hand = standsIn(el) || el;
  if (hand === el || !/^(radio|checkbox)$/.test(el.type) || boxGone(el)) return hand;
  hand.scrollIntoView({ block: 'center', behavior: 'instant' });
  const r = el.getBoundingClientRect();
  return el.getRootNode().elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === el ? el : hand;
}
const optionTexts = (el) => openOptions(el).map((o) => clean(o.textContent).replace(/[\s›»❯▸▶→]+$/, '')); // an arrow says that more is within
