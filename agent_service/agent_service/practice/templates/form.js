// Suggestions of the location box and the buttons that stand for the file inputs.
const PLACES = ['Amsterdam, Netherlands', 'Austin, Texas, United States', 'Barcelona, Spain', 'Berlin, Germany', 'Boston, Massachusetts, United States', 'Bristol, United Kingdom', 'Chicago, Illinois, United States', 'Cologne, Germany', 'Dublin, Ireland', 'Hamburg, Germany', 'Lisbon, Portugal', 'London, United Kingdom', 'Lyon, France', 'Madrid, Spain', 'Manchester, United Kingdom', 'Munich, Germany', 'New York, New York, United States', 'Paris, France', 'Prague, Czechia', 'San Francisco, California, United States', 'Seattle, Washington, United States', 'Toronto, Ontario, Canada', 'Vienna, Austria', 'Zurich, Switzerland'];

for (const box of document.querySelectorAll('[role=combobox]')) {
  const list = document.getElementById(box.getAttribute('aria-controls'));
  const close = () => { list.hidden = true; box.setAttribute('aria-expanded', 'false'); };
  box.addEventListener('input', () => {
    const typed = box.value.trim().toLowerCase();
    const found = typed.length < 2 ? [] : PLACES.filter((p) => p.toLowerCase().startsWith(typed));
    list.replaceChildren(...found.map((p) => Object.assign(document.createElement('li'), { textContent: p, role: 'option' })));
    list.hidden = !found.length;
    box.setAttribute('aria-expanded', String(found.length > 0));
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    if (event.target.matches('[role=option]')) { box.value = event.target.textContent; close(); }
  });
  box.addEventListener('blur', close);
}

for (const button of document.querySelectorAll('[data-for]')) {
  const input = document.getElementById(button.dataset.for);
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    document.getElementById(button.dataset.for + '-chosen').textContent = [...input.files].map((f) => f.name).join(', ');
  });
}
