"""Reads an opening from its address, or from text that a person pasted."""

from agent_service.openings.addresses import Reference
from agent_service.openings.identity import canonical_url
from agent_service.openings.language import language_of
from agent_service.sources._contract import (
    Fetch,
    PostingEmpty,
    PostingGone,
    PostingSnapshot,
    Response,
    Source,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from agent_service.sources._html import one_line, tidy
from agent_service.sources._values import sha256
from common.plugins import load


def read(url: str, fetch: Fetch) -> PostingSnapshot:
    """Return the posting at ``url``, from the board's data where it has some, else from the page.

    A page that embeds a known board is followed to that board.

    Raises:
        ValueError: ``url`` is no absolute http(s) address.
        SourceError: there is no posting to be had; the subclass says why.
    """
    address = canonical_url(url)
    sources: dict[str, Source] = load("agent_service.sources", "SOURCE")
    page = next(source for source in sources.values() if source.general)
    for source in sources.values():
        if not source.general and (found := source.matches(url)):
            return _from_board(source, found, address, fetch)
    response = checked(fetch(url))
    for source in sources.values():
        if not source.general and (found := _embedded(source, response, url)):
            return _from_board(source, found, address, fetch)
    final = str(response.url)
    return page.parse(response.content, Reference("page", "", canonical_url(final)), final)


def board_of(url: str) -> str:
    """Return the board that the postings of an address come from; "" where it is any page."""
    sources: dict[str, Source] = load("agent_service.sources", "SOURCE")
    for source in sources.values():
        if not source.general and (found := source.matches(url)):
            return found.ats
    return ""


def _from_board(source: Source, reference: Reference, url: str, fetch: Fetch) -> PostingSnapshot:
    """Return a posting from the data of its board."""
    payload = checked(fetch(source.api_url(reference))).content
    return source.parse(payload, reference, url)


def _embedded(source: Source, response: Response, url: str) -> Reference | None:
    """Return what a page of the employer's own site embeds from this board."""
    finder = getattr(source, "embedded", None)
    return finder(response.content, url) if finder else None


def checked(response: Response) -> Response:
    """Return ``response`` when it carries an answer.

    Raises:
        PostingGone: status 404 or 410.
        SourceRefused: status 401, 403, 451 or another 4xx.
        SourceUnavailable: status 408, 429 or 5xx; trying again may help.
    """
    status = response.status
    if 200 <= status < 300:
        return response
    if status in (404, 410):
        raise PostingGone("The address answers that the posting is not there (any more).")
    if status in (408, 425, 429) or status >= 500:
        raise SourceUnavailable(f"The job board answered {status}; it is asked again later.")
    raise SourceRefused(
        f"The site answered {status}. Open the posting yourself and paste its text instead."
    )


def pasted(text: str, *, title: str = "", employer: str = "", url: str = "") -> PostingSnapshot:
    """Return a posting from text that a person pasted or that was read from a file.

    Without a title the first line of the text serves, as postings start with it.

    Raises:
        PostingEmpty: the text is too short to be a posting.
    """
    body = tidy(text)
    if len(body) < 40:
        raise PostingEmpty("The text is too short for a posting; paste all of it.")
    first = one_line(body.splitlines()[0])[:200]
    digest = sha256(text.encode("utf-8", errors="surrogatepass"))
    return PostingSnapshot(
        ats="pasted",
        tenant="",
        job=digest[:16],
        title=one_line(title) or first,
        employer=one_line(employer),
        text=body,
        url=canonical_url(url) if url.strip() else "",
        apply_url=url.strip(),
        sha256=digest,
        language=language_of(body),
    )


__all__ = ["SourceError", "board_of", "checked", "pasted", "read"]
