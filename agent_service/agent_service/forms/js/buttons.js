// The button that sends the form, and links that lead to it.
const SENDS = /\b(submit|apply|send|finish|envoyer|postuler|soumettre|bewerben|bewerbung|absenden|senden|odeslat|enviar|solicitar|postular|verstuur|solliciteer|verzend|versturen|verzenden|invia|inviare|candidati|candidatar|aplikuj|wy[sś]lij|odeslat|odesl[aá]n[ií]|send|skicka|ans[oø]g|ans[oö]k|sende|send inn)(?![\p{L}])/iu;
const NOT_SENDS = /\b(save|draft|back|previous|upload|attach|choose|browse|linkedin|indeed|xing|seek|auto.?fill|import|cancel|clear|add|remove|search|subscribe|sign.?in|log.?in|parse|dropbox|drive|filter|copy|share|wstecz|anuluj|usu[nń]|zapisz|wr[oó][cć]|indietro|annulla|salva|rimuovi|voltar|cancelar|salvar|remover|zp[eě]t|zru[sš]it|ulo[zž]it|tillbaka|avbryt|spara|tilbage|tilbake|annuller|gem|lagre|fjern|vorige|terug|annuleren|opslaan|verwijder(en)?)(?![\p{L}])/iu;
const NEXT = /\b(next|continue|weiter|suivant|continuer|siguiente|pokra[cč]ovat|dal[sš][ií]|volgende|verder|avanti|prosegui|continua|dalej|nast[eę]pn[ey]|kontynuuj|pr[oó]ximo|avan[cç]ar|continuar|seguinte|n[aä]sta|forts[aä]tt|n[aæ]ste|neste|forts[aæ]t|fortsett)(?![\p{L}])/iu;
const OK = /^ok(ay)?\W*$/i; // goes on where a single question is shown
const words = (b) => clean(b.getAttribute('aria-label') || b.value || b.alt || textOf(b) || b.textContent || b.title).replace(/’/g, "'").replace(/[\s→›»>!]+$/, '');
const isButton = (b) => seen(b) && !b.disabled && b.getAttribute('aria-disabled') !== 'true' && b.getAttribute('aria-haspopup') !== 'listbox';

function weigh(b, home) {
  const t = words(b);
  if (NOT_SENDS.test(t) || t.length > 60) return 0;
  let n = SENDS.test(t) ? 4 : 0;
  if (b.type === 'submit' && b.matches('button[type=submit],input[type=submit]')) n += 2;
  if (home && formOf(b) === home) n += 2;
  else if (home && formOf(b)) return 0;
  if (NEXT.test(t)) n = Math.min(n, 2);
  return n;
}

// `fields` are the controls that were filled: the button must belong to their form.
function sender(fields) {
  const forms = fields.map(formOf).filter(Boolean), count = (f) => forms.filter((g) => g === f).length;
  const home = forms.reduce((best, f) => (best && count(best) >= count(f) ? best : f), null); // not the search of the page's head
  const found = all('button,input[type=submit],input[type=image],input[type=button],[role=button],a[class*=btn]').filter(isButton).map((b) => [weigh(b, home), b]).filter(([n]) => n > 2);
  found.sort((a, b) => b[0] - a[0]);
  return found.slice(0, 1).map(([, b]) => b);
}
// Menus that hold the box for a résumé, on a page that has no such box until they are open.
const fileMenus = () => (all('input[type=file]').length ? [] : all('button,[role=button]').filter((b) => isButton(b) && /^(true|menu|dialog)$/.test(b.getAttribute('aria-haspopup') || '') && RESUME.test(words(b)) && !ELSEWHERE.test(words(b))));
const RESUME = /\b(upload|attach|add|hochladen|anh[aä]ngen|joindre|ajouter|subir|adjuntar|dodaj|za[lł][aą]cz|prze[sś]lij|carica|allega|anexar|carregar|nahr[aá]t|ladda upp|bifoga|last opp)\b.*(r[eé]sum[eé]|\bcv\b|curriculum|lebenslauf)|(r[eé]sum[eé]|\bcv\b|lebenslauf).*\b(upload|attach|hochladen|anh[aä]ngen)\b/i;
const ELSEWHERE = /linkedin|indeed|xing|seek|auto.?fill|import|parse|dropbox|drive\b/i;
// Buttons that lead to the next page: below the form's questions, never those of a calendar.
// Whether a bar is one of links, or turns the pages of a list; a form may have one of its own.
const leadsAway = (nav) => !!nav && (!!nav.querySelector('a[href]') || /pag(e|ination|er)\b/i.test([nav.getAttribute('aria-label'), nav.className].join(' ')));
function steps() {
  const last = all(FIELDS).filter((e) => standsIn(e)).pop();
  const few = all(FIELDS).filter((e) => standsIn(e)).length < 3;
  const fits = (b) => isButton(b) && (NEXT.test(words(b)) || (few && OK.test(words(b)))) && words(b).length < 40 && !NOT_SENDS.test(words(b).replace(/(save|zapisz|salva|salvar|ulo[zž]it|spara|gem|lagre|opslaan) (and|&|i|e|a|och|og|en) /i, '')) && !b.closest('[role=grid],[role=dialog][class*=picker]') && !leadsAway(b.closest('nav'));
  return all('button,[role=button],input[type=submit],input[type=button]').filter((b) => fits(b) && (!last || b.getRootNode() !== last.getRootNode() || last.compareDocumentPosition(b) & 4));
}
const APPLY = /^(apply( now| here| online| manually)?|apply (for|to) (this|the) (job|role|position)|i'?m interested|postuler( maintenant)?|(jetzt |hier |online )?bewerben|odpov[eě]d[eě]t.*|solicitar( empleo)?|start (your )?application|solliciteer.*|aplikuj( teraz)?|candidati( ora| subito)?|candidatar( me|-me|-se)?( agora)?|quero me candidatar|ans[oö]k( nu| h[aä]r)?|ans[oø]g( nu| her| stillingen)?|s[oø]k (n[aå]|her|stillingen)|(start|begin)( now| here)?|(let'?s )?get started|let'?s (go|start|begin)|los geht'?s|commencer|empezar|comenzar)$/i;
const doors = () => all('a[href],button,[role=button]').filter((b) => seen(b) && APPLY.test(words(b)) && !/^(mailto|javascript):/.test(b.getAttribute('href') || ''));
// Whether the page asks one question at a time, and tells how far one has come; a way to sign in does not.
function asksOneByOne() {
  const told = roots().map((r) => (r.body ? r.body.innerText : [...r.children].map((c) => c.innerText).join(' '))).join(' ');
  const counts = all('[role=progressbar],progress').length > 0 || /press enter|enter ↵|\b\d+ ?(\/|→|of|von|de|sur|z|di|av|af|van) ?\d*/i.test(told);
  return counts && steps().length > 0 && !/\b(sign|log) ?in\b|anmelden|se connecter|iniciar sesi[oó]n/i.test(told);
}
