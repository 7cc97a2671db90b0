// The options of the list that is open now, for the control `el`.
function openOptions(el) {
  const named = byIds(el, [el.getAttribute('aria-controls'), el.getAttribute('aria-owns')].join(' ')).filter(seen);
  const pool = named.length ? named.flatMap((n) => [...n.querySelectorAll('[role=option],[role=menuitem],[role=menuitemradio]')])
    : all('[role=option],[role=menuitem],[role=menuitemradio],[class*=dropdown-results] > *,[class*=autocomplete] li');
  return pool.filter((o) => seen(o) && !o.matches('[data-automation-id=selectedItem]') && o.getAttribute('aria-disabled') !== 'true' && clean(o.textContent));
}
const optionTexts = (el) => openOptions(el).map((o) => clean(o.textContent));
