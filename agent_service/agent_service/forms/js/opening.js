// What the page says of the opening: its title, headings, JobPosting markup, the short lines before the form.
function opening() {
  const first = all(FIELDS).find((e) => standsIn(e));
  const before = (e) => !first || (e.compareDocumentPosition(first) & 4);
  const heads = all('h1,h2').filter((e) => seen(e) && before(e)).map((e) => clean(e.textContent)).filter((t) => t && t.length < 160);
  const lines = all('p,div,span,li,dd,address').filter((e) => !e.children.length && before(e)).slice(0, 400).filter(seen).map((e) => clean(e.textContent)).filter((t) => t.length > 2 && t.length < 80);
  return { title: clean(document.title), headings: heads.slice(0, 4), lines: lines.slice(0, 60),
    markup: [...document.querySelectorAll('script[type="application/ld+json"]')].map((e) => e.textContent).slice(0, 5) };
}
