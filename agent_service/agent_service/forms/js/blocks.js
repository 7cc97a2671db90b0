// Buttons that add one more block of questions: a job, or a course of study.
const ADDS = /\b(add|a[nñ]adir|agregar|ajouter|toevoegen)\b|hinzuf[uü]gen/i;
const BLOCKS = {
  work: /\b(experience|job|role|position|employment|employer|work)\b|berufserfahrung|berufsstation|exp[eé]rience|experiencia|\b(emploi|empleo|puesto|werkervaring|functie)\b/i,
  education: /\b(education|school|degree|qualification|studies)\b|ausbildung|studium|\bformation\b|dipl[oô]me|[eé]tudes|estudios|formaci[oó]n|educaci[oó]n|opleiding/i,
};
const NO_BLOCK = /alert|file|upload|note|skill|letter|link|language|refer|photo|bewerbung|datei|fichier|archivo/i;

function adders(kind) {
  const says = (b) => { const t = words(b); return Object.values(BLOCKS).some((k) => k.test(t)) ? t : `${t} ${sectionOf(b, '')}`; };
  return all('button,[role=button],input[type=button],a[href="#"]').filter((b) => isButton(b) && !sendsForm(b) && ADDS.test(words(b)) && words(b).length < 40 && !NO_BLOCK.test(words(b)) && BLOCKS[kind].test(says(b))).slice(0, 1);
}
// Windows and small forms within the form that have to be saved by themselves: a block is not added by opening one.
const SAVES = /^\W*(save|done|speichern|[uü]bernehmen|enregistrer|valider|guardar|hecho|opslaan)\b/i;
const editors = () => all('[role=dialog],dialog[open],[class*=modal i]').filter(seen).length + all('button,[role=button]').filter((b) => seen(b) && SAVES.test(words(b))).length;
// What takes a block back.
const UNDOES = /^\W*(cancel|close|remove|delete|abbrechen|schlie[sß]en|entfernen|l[oö]schen|annuler|fermer|supprimer|retirer|cancelar|cerrar|eliminar|quitar|borrar|annuleren|sluiten|verwijderen)\b/i;
// That of the block which `el` stands in: the only one around it, short of the form.
function undoerOf(el) {
  for (let a = parentOf(el), i = 0; a && i < 8 && !/^(FORM|BODY|MAIN)$/.test(a.tagName) && !a.querySelector('input[type=file]'); i++, a = parentOf(a)) {
    const found = [...a.querySelectorAll('button,[role=button]')].filter((b) => isButton(b) && !sendsForm(b) && UNDOES.test(words(b)));
    if (found.length) return found.length === 1 ? found : [];
  }
  return [];
}
