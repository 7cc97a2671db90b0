// What the page says about itself: challenges, errors, thanks.
const big = (e) => { const r = e.getBoundingClientRect(); return seen(e) && r.width > 60 && r.height > 40; };
const any = (...ways) => new RegExp(ways.join('|'), 'i');
const THANKS = any(
  /thank(s| you)[^.!?]{0,40} for (applying|your (application|interest|submission))/.source,
  /application (has been |was |is )?(now )?(successfully )?(received|submitted|sent|complete)|(successfully|already) (submitted|applied)/.source,
  /(we('ve| have)|we) (successfully )?received your (job )?application|you('ve| have) (successfully )?applied (for|to) /.source,
  /merci (pour (votre|ta) candidature|d['’]avoir postul[eé])|candidature (a (bien )?[eé]t[eé] |est )?(bien )?(envoy|re[cç]u|transmis|enregistr|prise en compte)/.source,
  /nous avons bien re[cç]u (votre|ta) candidature/.source,
  /dank[^.!?]{0,30} f[uü]r (deine|ihre|die) bewerbung|danke, dass (du dich|sie sich)[^.!?]{0,60} beworben/.source,
  /bewerbung (wurde |ist )?(erfolgreich |bei uns )*(gesendet|abgesendet|abgeschickt|verschickt|versendet|versandt|eingegangen|[uü]bermittelt)|wir haben (deine|ihre) bewerbung erhalten/.source,
  /gracias por (tu|su) (solicitud|candidatura|inter[eé]s|postulaci[oó]n|inscripci[oó]n)|gracias por (postular|inscribir)[a-z]*/.source,
  /(candidatura|solicitud|postulaci[oó]n|inscripci[oó]n) (ha sido |fue |se ha )?(correctamente |con [eé]xito )?(enviad|recibid|registrad|completad)[ao]|hemos recibido (tu|su) (candidatura|solicitud|postulaci[oó]n)/.source,
  /obrigad[oa] p(or|ela) (se candidatar|sua candidatura)|candidatura (foi )?(enviada|recebida)/.source,
  /bedankt voor (je|jouw|uw) (sollicitatie|reactie|interesse)|(sollicitatie|reactie) (is |werd )?(goed |succesvol )?(verstuurd|verzonden|ontvangen)/.source,
  /grazie per (la tua |la sua )?candidatura|candidatura ([eè] stata )?(inviata|ricevuta)/.source,
  /d[eě]kujeme[^.!?]{0,20} za (va[sš]i |tv[ou]j[i]? )?(odpov[eě][dď]|p[rř]ihl[aá][sš]k|z[aá]jem|[zž][aá]dost)|va[sš]e (odpov[eě][dď]|p[rř]ihl[aá][sš]ka|[zž][aá]dost) byla ((?!ikke |inte |ej |nie |ne )\S+ )?(odesl[aá]na|p[rř]ijata)/.source,
  /dzi[eę]kujemy[^.!?]{0,30} za (przes[lł]an\w+ |wys[lł]an\w+ |z[lł]o[zż]en\w+ |zainteresowan|aplikacj|zg[lł]oszen)|(aplikacja|zg[lł]oszenie) zosta[lł][ao] ((?!ikke |inte |ej |nie |ne )\S+ )?(wys[lł]an|przes[lł]an|przyj[eę]t|zapisan|z[lł]o[zż]on)/.source,
  /tack f[oö]r (din|ditt|att du) (ans[oö]k|intresse)|(vi har (tagit emot|mottagit) din ans[oö]kan|(din )?ans[oö]kan (har|[aä]r) ((?!ikke |inte |ej |nie |ne )\S+ )?(skickats|skickad|mottagen|mottagits))/.source,
  /tak for (din|dit) (ans[oø]gning|interesse)|(vi har modtaget din ans[oø]gning|din ans[oø]gning er ((?!ikke |inte |ej |nie |ne )\S+ )?(sendt|modtaget))/.source,
  /takk for (din |at du )?(s[oø]knad|s[oø]kte|interesse)|(vi har mottatt (din )?s[oø]knad|s[oø]knaden (din )?(er|har blitt) ((?!ikke |inte |ej |nie |ne )\S+ )?(sendt|mottatt))/.source,
  /grazie per (esserti|essersi|aver(ci)?) (candidat|inviato)|abbiamo ricevuto la (tua|sua) candidatura|a sua candidatura foi (submetida|regist(r?ada)|conclu[ií]da|efe(c?)tuada)|recebemos a sua candidatura/.source,
);
const AGAIN = any(
  /already applied|previously applied|duplicate application|bereits (auf diese stelle )?beworben|d[eé]j[aà] postul/.source,
  /ya (te has|se ha|te) (inscrito|postulado|postulaste|inscribiste)|al (eerder )?gesolliciteerd|gi[aà] candidat|ju[zż] (zaaplikowa|aplikowa)|j[aá] se candidatou|redan s[oö]kt|allerede (ans[oø]gt|s[oø]kt)/.source,
);
const TROUBLE = /\b(error|invalid|required|please (complete|fill|enter|select|correct|check|verify|attach)|is missing|cannot be blank|can't be blank|not valid|problem|went wrong|try again|too many|obligatoire|pflichtfeld|erforderlich|robot|obbligatorio|obrigat[oó]rio|wymagane|pole jest wymagane|nieprawid[lł]ow[ye]|povinn[eé]|obligatoriskt?|p[aå]kr[aæ]vet|p[aå]krevd|verplicht)(?![\p{L}])/iu;

function challenge() {
  const widgets = all('.g-recaptcha,.h-captcha,.cf-turnstile,[data-sitekey]').filter((w) => !w.closest('.grecaptcha-badge') && w.getAttribute('data-size') !== 'invisible');
  if (widgets.some((w) => [...w.querySelectorAll('iframe')].some(big))) return 'a captcha widget asks to be solved';
  const frames = all('iframe').filter((f) => /bframe|hcaptcha\.com\/captcha|challenges\.cloudflare\.com|arkoselabs|datadome/.test(f.src) && !f.closest('.grecaptcha-badge'));
  return frames.some((f) => big(f) && !/size=invisible/.test(f.src)) ? 'a captcha challenge is open' : '';
}

function spoken() {
  const t = clean(roots().map((r) => (r.body ? r.body.innerText : [...r.children].map((c) => c.innerText).join(' '))).join(' '));
  const alerts = all('[role=alert],[aria-live=assertive],[class*=error i],[class*=alert i]').filter((e) => seen(e) && TROUBLE.test(e.textContent)).map((e) => clean(e.textContent)).filter((x) => x.length < 400);
  const invalid = all('input,select,textarea').filter((e) => e.getAttribute('aria-invalid') === 'true' || (e.willValidate && !e.checkValidity() && !(e.form && e.form.noValidate))).slice(0, 20).map((e) => nameOf(e, [e]).label).filter(Boolean);
  return { thanks: (t.match(THANKS) || [''])[0], again: (t.match(AGAIN) || [''])[0], alerts: [...new Set(alerts)].slice(0, 5), invalid: [...new Set(invalid)].slice(0, 10),
    challenge: challenge(), text: t.slice(0, 2000), fields: all('input:not([type=hidden]),select,textarea').filter((e) => seen(e)).length,
    password: all('input[type=password]').filter(seen).length, code: all('input[autocomplete=one-time-code],input[name*=security_code i],input[name*=verification i],input[id*=security-input i]').filter(seen).length,
    busy: /(uploading|analy[sz]ing|parsing|processing|reading) ?(your |the )?(resume|r[eé]sum[eé]|cv|file|document)?[^.]{0,40}(\.\.\.|…)/i.test(t) };
}
