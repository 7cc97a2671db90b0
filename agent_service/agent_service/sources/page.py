"""Any web page: JobPosting JSON-LD, else the page's own embedded JSON, else what a person sees.

Source: schema.org JobPosting. Large boards (LinkedIn, SEEK, application forms) carry none of it,
so the visible text has to do there; title and text are then all that is claimed.
"""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from agent_service.openings.addresses import Reference
from agent_service.openings.identity import canonical_url
from agent_service.openings.language import language_of
from agent_service.sources._contract import (
    NotHtml,
    PostingAmbiguous,
    PostingBehindLogin,
    PostingEmpty,
    PostingGone,
    PostingSnapshot,
)
from agent_service.sources._html import one_line, page_text, parsed, text_of, unescape_twice
from agent_service.sources._jsonld import (
    body_of,
    hydrated_postings,
    job_postings,
    places_of,
    salary_of,
    title_of,
)
from agent_service.sources._values import (
    distinct,
    mapping,
    moment,
    sha256,
    string,
    workplace_of,
)

_EXPIRED = re.compile(
    r"no longer (?:accepting applications|available|open|active)|has (?:expired|been filled)"
    r"|(?:position|job|posting|vacancy) (?:is |was )?(?:closed|filled|expired|not found)"
    r"|nicht mehr (?:verfügbar|aktiv|online)|bereits besetzt|abgelaufen"
    r"|n['’]est plus (?:disponible|en ligne|active)|offre (?:pourvue|expirée)"
    r"|ya no (?:está|se encuentra) (?:disponible|activa)|oferta (?:cerrada|caducada)",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"(?:sign|log) ?in|join now|einloggen|anmelden|connexion|se connecter|iniciar sesión"
    r"|verify you are (?:a )?human|enable javascript and cookies|are you a robot|captcha",
    re.IGNORECASE,
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"\xd0\xcf\x11",
)
MIN_TEXT = 300  # characters; less is a notice, not a posting
SHORT = 800  # characters; a sign-in notice on a longer page is only its furniture


class Page:
    """Any page of the web; asked last."""

    name = "page"
    general = True

    def matches(self, url: str) -> Reference | None:
        """Return a reference to any http(s) page."""
        try:
            return Reference("page", "", canonical_url(url))
        except ValueError:
            return None

    def api_url(self, reference: Reference) -> str:
        """Return the page's own address."""
        return reference.job

    def parse(self, payload: bytes, reference: Reference, url: str) -> PostingSnapshot:
        """Return the posting; see ``Source.parse``."""
        tree = parsed(decoded(payload))
        page = _blank(url, sha256(payload))
        page = replace(page, title=_title(tree), employer=_employer(tree))
        stated, hydrated = job_postings(tree), hydrated_postings(tree, page.title)
        wall = tree.css_first("input[type=password]") is not None
        text = page_text(tree)
        _refuse_notices(text, wall=wall, whole=bool(stated or hydrated))
        if stated:
            found = _from_jsonld(_subject(stated, page), page, text)
        elif hydrated:
            found = _from_embedded(_subject(hydrated, page), page)
        else:
            found = _from_text(page, text, tree)
        hint = (tree.css_first("html") or tree.body).attributes.get("lang") if tree.body else ""
        return replace(
            found, language=found.language or language_of(found.text) or str(hint or "")[:2]
        )

    def parse_board(self, payload: bytes) -> list[PostingSnapshot]:
        """Return the postings that a page states as JSON-LD, each by its own address."""
        tree = parsed(decoded(payload))
        return [
            _from_jsonld(job, _blank(string(job.get("url")), sha256(job)), "")
            for job in job_postings(tree)
        ]


def decoded(payload: bytes) -> str:
    """Return a page's HTML.

    Raises:
        PostingEmpty: there is nothing.
        NotHtml: it is a file of another kind.
    """
    if not payload.strip():
        raise PostingEmpty("The address answers with an empty page.")
    if payload.startswith(_MAGIC) or b"\0" in payload[:1000].replace(b"\xff\xfe", b""):
        raise NotHtml("The address is a file. Download it and add the posting from the file.")
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", payload[:2048])
    for encoding in ("utf-8-sig", declared.group(1).decode("ascii") if declared else "", "cp1252"):
        try:
            return payload.decode(encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return payload.decode("latin-1")


def _blank(url: str, digest: str) -> PostingSnapshot:
    """Return a snapshot of a page of which nothing but the address is known, if that."""
    address = canonical_url(url) if urlsplit(url).scheme in {"http", "https"} else ""
    host = urlsplit(address).hostname or ""
    return PostingSnapshot("page", host, address, "", "", "", address, digest, apply_url=url)


def _title(tree: LexborHTMLParser) -> str:
    """Return the page's title: its only first-level heading, else what it calls itself."""
    headings = distinct(node.text(separator=" ") for node in tree.css("h1"))
    if len(headings) == 1:
        return headings[0]
    title = tree.css_first("title")
    return _meta(tree, "og:title") or (one_line(title.text()) if title else "")


def _employer(tree: LexborHTMLParser) -> str:
    """Return the employer that the page's title names (``Title at Employer``), else nothing.

    The site's own name is no evidence: on a job board it is the board's.
    """
    title = tree.css_first("title")
    words = re.escape(_title(tree))
    named = re.search(
        rf"{words} (?:at|@|bei|chez) (.+?)(?: [|–—-] .*)?$",
        one_line(title.text()) if title else "",
    )
    return named.group(1) if named and words else ""


def _meta(tree: LexborHTMLParser, name: str) -> str:
    """Return the content of one meta element."""
    node = tree.css_first(f'meta[property="{name}"], meta[name="{name}"]')
    return one_line(node.attributes.get("content")) if node else ""


def _subject(jobs: list[dict[str, Any]], page: PostingSnapshot) -> dict[str, Any]:
    """Return the posting that the page is about.

    Raises:
        PostingAmbiguous: the page lists several and none of them is its subject.
    """
    if len(jobs) == 1:
        return jobs[0]
    same_address = [job for job in jobs if _address(job, page.url) == page.url]
    same_title = [job for job in jobs if title_of(job).casefold() in page.title.casefold()]
    for fitting in (same_address, same_title):
        if len(fitting) == 1:
            return fitting[0]
    raise PostingAmbiguous(
        f"The page lists {len(jobs)} postings. Open the one you mean and use its own address."
    )


def _address(job: dict[str, Any], base: str) -> str:
    """Return the canonical address of an embedded posting, empty when it has none."""
    try:
        return canonical_url(urljoin(base, string(job.get("url")))) if job.get("url") else ""
    except ValueError:
        return ""


def _refuse_notices(text: str, *, wall: bool, whole: bool) -> None:
    """Refuse a page that only says that there is nothing to see.

    Raises:
        PostingGone: a line of its own says that the posting is closed.
        PostingBehindLogin: a short page asks to sign in or to prove to be human.
    """
    lines = [line for line in text.splitlines() if len(line) <= 160]
    if any(_EXPIRED.search(line) for line in lines):
        raise PostingGone("The page says that this posting is no longer open.")
    if (wall or _SIGN_IN.search(text)) and len(text) < SHORT and not whole:
        raise PostingBehindLogin(
            "The page asks to sign in. Open the posting yourself and paste its text instead."
        )


def _from_jsonld(job: dict[str, Any], page: PostingSnapshot, seen: str) -> PostingSnapshot:
    """Return a JobPosting; where it has no description the visible text takes its place."""
    markup = unescape_twice(string(job.get("description")))
    text = body_of(job) or seen
    title = one_line(text_of(string(job.get("title")))) or page.title
    if not text or not title:
        raise PostingEmpty("The page names a posting but holds no text of it.")
    employer = job.get("hiringOrganization")
    name = mapping(employer).get("name") if isinstance(employer, dict) else employer
    kinds = job.get("employmentType")
    return replace(
        page,
        title=title,
        employer=one_line(name) or page.employer,
        text=text,
        html=markup,
        places=places_of(job),
        workplace=workplace_of(job.get("jobLocationType")),
        employment_type=", ".join(distinct(kinds if isinstance(kinds, list) else [kinds])),
        salary=salary_of(job),
        posted_at=moment(job.get("datePosted")),
        closes_at=moment(job.get("validThrough")),
        language=language_of(text, string(job.get("inLanguage"))),
    )


def _from_embedded(job: dict[str, Any], page: PostingSnapshot) -> PostingSnapshot:
    """Return a posting from the page's own data."""
    employer = job.get("company") or job.get("companyName") or job.get("employer")
    name = mapping(employer).get("name") if isinstance(employer, dict) else employer
    return replace(
        page,
        title=title_of(job),
        employer=one_line(name) or page.employer,
        text=body_of(job),
        places=places_of(job),
        workplace=workplace_of(job.get("workplaceType"), job.get("jobLocationType")),
        posted_at=moment(job.get("datePosted") or job.get("publishedAt")),
        language=language_of(body_of(job)),
    )


def _from_text(page: PostingSnapshot, text: str, tree: LexborHTMLParser) -> PostingSnapshot:
    """Return a posting from what a person sees on the page."""
    links = {one_line(node.text()) for node in tree.css("main li a, table a, ul.jobs a")}
    if len(text) < MIN_TEXT or not page.title or sum(len(link) for link in links) > len(text) / 2:
        raise PostingEmpty("The page holds no text that could be a posting; paste it instead.")
    return replace(page, text=text)


SOURCE = Page()
