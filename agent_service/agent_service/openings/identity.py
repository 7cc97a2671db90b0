"""Says when two addresses mean the same opening.

A person applies to an opening once. The same opening is met under many addresses: the employer's
own page, the board's page, its embedded form, its JSON, each with tracking parameters. Here every
address becomes keys; openings that share an exact key are one, a shared soft key needs a look.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from url_normalize import url_normalize

from agent_service.openings.addresses import RULES, Reference, Rule
from agent_service.openings.language import listed

#: Parameters that say where a visitor came from and never which opening is meant.
TRACKING = frozenset(
    listed(
        "gclid dclid gbraid wbraid fbclid msclkid yclid twclid li_fat_id igshid mc_cid mc_eid "
        "mkt_tok _ga _gl _hsenc _hsmi __hssc __hstc __hsfp hsctatracking vero_id gh_src "
        "lever-source lever-origin lever-via trk trkinfo trackingid refid jobsource "
        "dmclid ttclid in_iframe needsredirect bga jan1offset jun1offset mobile width height "
        "jr_id iis iisn recommended_by referral_code share_id from_email emailtoken sessionid "
        "phpsessid"
    )
)
#: Names that mean a source on some sites and the opening itself on others.
AMBIGUOUS = frozenset(listed("ref referer referrer source src from via channel campaign medium"))
LEGAL_FORMS = frozenset(
    listed(
        "inc incorporated llc ltd limited plc corp corporation co company gmbh ag se kg ohg ug "
        "mbh ev eg sa sas sarl srl spa bv nv oy ab as aps sl slu pty pte lp llp holding group"
    )
)
TITLE_WORDS = {
    "sr": "senior",
    "jr": "junior",
    "snr": "senior",
    "mgr": "manager",
    "eng": "engineer",
}
_GENDERS = re.compile(
    r"[(\[]\s*(?:[mwfdxhai]|all genders|div)(?:\s*[/|,]\s*[\w*]+)*\s*[)\]]", re.I
)
#: The practice employer's feed and its pages, which name no board since it has only one.
_PRACTICE = re.compile(r"(?:(?:/v1)?/boards/([^/]+))?/jobs/([^/]+?)(?:/[a-z]*)?")


@dataclass(frozen=True, slots=True)
class Keys:
    """What an opening is known by: ``exact`` keys decide, the ``soft`` one asks a person."""

    exact: tuple[str, ...]
    soft: str


def reference(url: str, *, practice_origin: str = "") -> Reference | None:
    """Return the board, tenant and job that ``url`` names, or None for any other page.

    Args:
        url: an absolute http(s) address.
        practice_origin: origin of the practice employer, whose addresses look like Greenhouse's.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    query = {key.lower(): value for key, value in parse_qsl(parts.query)}
    origin = f"{parts.scheme}://{parts.netloc}"
    if practice_origin and origin == practice_origin.rstrip("/"):
        found = _PRACTICE.fullmatch(parts.path)
        if found is None:
            return None
        return Reference("practice", found[1] or "practice", found[2], origin=origin)
    for rule in RULES:
        if (found_here := _apply(rule, host, parts.path, query)) is not None:
            return found_here
    return None


def _apply(rule: Rule, host: str, path: str, query: dict[str, str]) -> Reference | None:
    """Return what one rule reads from an address."""
    if not (match := rule.pattern.fullmatch(host + path)):
        return None
    named = match.groupdict()
    job = named.get("job") or query.get(rule.job_parameter, "")
    tenant = named.get("tenant") or query.get(rule.tenant_parameter, "")
    if not job:
        return None
    return Reference(
        rule.ats, unquote(tenant).lower(), rule.tidy(job), region=named.get("region") or ""
    )


def canonical_url(url: str) -> str:
    """Return ``url`` without tracking, its query sorted, its fragment kept only as a route.

    Raises:
        ValueError: ``url`` is no absolute http(s) address.
    """
    given = urlsplit(url.strip())
    parts = urlsplit(url_normalize(url.strip()) or "")
    if given.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an absolute http(s) address: {url[:200]!r}")
    query = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(*pair)
    )
    fragment = given.fragment if given.fragment.startswith(("/", "!")) else ""
    path = parts.path.rstrip("/") or "/"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query), fragment))


def _tracks(name: str, value: str) -> bool:
    """Say whether a query parameter only tells where the visitor came from."""
    name = name.lower()
    if name.startswith(("utm_", "rx_", "pk_", "mtm_", "hsa_")) or name in TRACKING:
        return True
    # `?ref=REQ-1042` names an opening on some sites; `?ref=newsletter` never does.
    return name in AMBIGUOUS and not any(char.isdigit() for char in value)


def keys(
    url: str,
    employer: str,
    title: str,
    places: Iterable[str],
    *,
    practice_origin: str = "",
) -> Keys:
    """Return all keys of the opening behind ``url``; an empty ``url`` gives the soft key only."""
    exact: list[str] = []
    if url.strip():
        if found := reference(url, practice_origin=practice_origin):
            exact += found.keys()
        exact.append("url:" + re.sub(r"^https?://(?:www\.)?", "", canonical_url(url)))
    return Keys(tuple(exact), soft_key(employer, title, places))


def soft_key(employer: str, title: str, places: Iterable[str]) -> str:
    """Return ``soft:employer|title|places`` in normal form, empty without employer or title."""
    who = " ".join(word for word in _words(employer) if word not in LEGAL_FORMS)
    what = " ".join(TITLE_WORDS.get(word, word) for word in _words(_GENDERS.sub(" ", title)))
    where = sorted({" ".join(_words(place.split(",")[0])) for place in places} - {""})
    return (
        f"soft:{who or ' '.join(_words(employer))}|{what}|{'+'.join(where)}"
        if who and what
        else ""
    )


def employer_part(soft: str) -> str:
    """Return the start that the soft keys of all openings at one employer share; or empty."""
    return soft.split("|", 1)[0] + "|" if soft else ""


def similar_titles(left: str, right: str) -> bool:
    """Return whether two soft keys name jobs of the same or a similar title.

    Half of all words in common is enough: "Senior Backend Engineer" and "Backend Engineer".
    """
    first, second = (set(soft.split("|")[1].split()) for soft in (left, right))
    return len(first & second) * 2 >= len(first | second) > 0


def _words(text: str) -> list[str]:
    """Return the words of ``text`` without case, accents and punctuation; any script."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+(?:[+#]+)?", re.sub(r"(?<=\w)\.(?=\w\b)", "", bare))
