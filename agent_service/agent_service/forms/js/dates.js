// The calendar that is open for the control `el`: its title, its arrows, its days.
const POPUPS = '[role=dialog],[role=grid],[class*=calendar i],[class*=datepicker i],[class*=date-picker i],[class*=daypicker i],table';
const MONTHS = /jan|feb|m[aä]r|apr|a[bv]r|ma[iy]|jun|jui|jul|aug|ao[uû]|ago|sep|o[ck]t|nov|de[czs]|ene|f[eé]v|sty|lut|kwi|maj|cze|lip|sie|wrz|pa[zź]|lis|gru|gen|mag|giu|lug|set|out|led|[uú]no|b[rř]e|dub|kv[eě]|[cč]er|srp|z[aá][rř]|[rř][ií]j|pro/i;
const DAYS = '[role=gridcell],td,[role=grid] button,[class*=calendar i] button,[class*=day i]';

function calendarOf(el) {
  const pools = all(POPUPS).filter((p) => seen(p) && !p.contains(el) && [...p.querySelectorAll(DAYS)].filter((d) => /^\d{1,2}$/.test(clean(d.textContent))).length > 26);
  const wide = pools.filter((p) => titleIn(p));
  return wide.length ? wide.reduce((a, b) => (b.contains(a) ? a : a.contains(b) ? b : a)) : null;
}
function titleIn(p) {
  const says = (e) => { const t = clean(e.textContent); return t.length < 30 && MONTHS.test(t) && /\b(19|20)\d\d\b/.test(t) ? t : ''; };
  for (const e of p.querySelectorAll('*')) if (says(e)) return says(e);
  const month = [...p.querySelectorAll('select,input')].map((s) => clean(s.selectedOptions ? s.selectedOptions[0]?.textContent : s.value));
  return month.some((t) => MONTHS.test(t)) && month.some((t) => /^(19|20)\d\d$/.test(t)) ? month.join(' ') : '';
}
const calendarTitle = (el) => { const c = calendarOf(el); return c ? titleIn(c) : ''; };

function calendarTurn(el, forward) {
  const c = calendarOf(el), word = forward ? /next|n[aä]chst|suivant|siguiente|forward|nast[eę]pn|successiv|pr[oó]xim|seguinte|dal[sš][ií]|n[aä]sta|n[aæ]ste|neste|volgend|^[›>»→]$/i : /prev|vorig|vorherig|pr[eé]c[eé]d|anterior|back|poprzedni|precedente|p[rř]edchoz|f[oö]reg|forrige|^[‹<«←]$/i;
  const found = [...c.querySelectorAll('button,[role=button],a,[class*=next-month i],[class*=prev-month i]')].filter((b) => seen(b) && !b.disabled && word.test(b.getAttribute('aria-label') || clean(b.textContent) || b.title || b.className) && !/year|jahr|ann[eé]e|a[nñ]o/i.test(b.getAttribute('aria-label') || ''));
  return found.slice(0, 1);
}

function calendarDays(el, day) {
  const far = (d) => { const n = d.closest('[class*=outside i],[class*=other-month i],[class*=othermonth i],[aria-disabled=true],[class*=adjacent i],[class*=muted i]'); return n && n.contains(d); };
  const found = [...calendarOf(el).querySelectorAll(DAYS)].filter((d) => seen(d) && clean(d.textContent) === String(day) && !d.disabled && !far(d));
  return found.filter((d) => !found.some((o) => o !== d && d.contains(o)));
}
