// What the page says about itself: challenges, errors, thanks.
const big = (e) => { const r = e.getBoundingClientRect(); return seen(e) && r.width > 60 && r.height > 40; };
const THANKS = /thank(s| you) for (applying|your (application|interest|submission))|application (has been |was |is )?(successfully )?(received|submitted|sent|complete)|(successfully|already) (submitted|applied)|we('ve| have) received your application|merci pour votre candidature|candidature (a (bien )?[eé]t[eé] )?(envoy|re[cç]u)|(vielen )?dank f[uü]r (deine|ihre) bewerbung|bewerbung (wurde )?(erfolgreich )?(gesendet|eingegangen|[uü]bermittelt)|d[eě]kujeme za (va[sš]i )?odpov[eě][dď]|gracias por (tu|su) (solicitud|candidatura|inter[eé]s)|bedankt voor je sollicitatie|grazie per (la tua )?candidatura/i;
const AGAIN = /already applied|previously applied|duplicate application|bereits beworben|d[eé]j[aà] postul/i;
const TROUBLE = /\b(error|invalid|required|please (complete|fill|enter|select|correct|check|verify|attach)|is missing|cannot be blank|can't be blank|not valid|problem|went wrong|try again|too many|obligatoire|pflichtfeld|erforderlich|robot)\b/i;

function challenge() {
  const widgets = all('.g-recaptcha,.h-captcha,.cf-turnstile,[data-sitekey]').filter((w) => !w.closest('.grecaptcha-badge') && w.getAttribute('data-size') !== 'invisible');
  if (widgets.some((w) => [...w.querySelectorAll('iframe')].some(big))) return 'a captcha widget asks to be solved';
  const frames = all('iframe').filter((f) => /bframe|hcaptcha\.com\/captcha|challenges\.cloudflare\.com|arkoselabs|datadome/.test(f.src) && !f.closest('.grecaptcha-badge'));
  return frames.some((f) => big(f) && !/size=invisible/.test(f.src)) ? 'a captcha challenge is open' : '';
}

function spoken() {
  const t = clean(roots().map((r) => (r.body ? r.body.innerText : [...r.children].map((c) => c.innerText).join(' '))).join(' '));
  const alerts = all('[role=alert],[aria-live=assertive],[class*=error i],[class*=alert i]').filter((e) => seen(e) && TROUBLE.test(e.textContent)).map((e) => clean(e.textContent)).filter((x) => x.length < 400);
  const invalid = all('input,select,textarea').filter((e) => e.getAttribute('aria-invalid') === 'true' || (e.willValidate && !e.checkValidity() && !(e.form && e.form.noValidate))).map((e) => nameOf(e, [e]).label).filter(Boolean);
  return { thanks: (t.match(THANKS) || [''])[0], again: (t.match(AGAIN) || [''])[0], alerts: [...new Set(alerts)].slice(0, 5), invalid: [...new Set(invalid)].slice(0, 10),
    challenge: challenge(), text: t.slice(0, 2000), fields: all('input:not([type=hidden]),select,textarea').filter((e) => seen(e)).length,
    password: all('input[type=password]').filter(seen).length, code: all('input[autocomplete=one-time-code],input[name*=security_code i],input[name*=verification i],input[id*=security-input i]').filter(seen).length,
    busy: /(uploading|analy[sz]ing|parsing|processing|reading) ?(your |the )?(resume|r[eé]sum[eé]|cv|file|document)?[^.]{0,40}(\.\.\.|…)/i.test(t) };
}
