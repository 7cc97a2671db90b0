"""Web addresses of the person: the site and the profiles on networks.

In go lines, out come addresses, each once: those behind links first, then those printed as text.
The host names the network; what is the host of the e-mail address only is no site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from ats_service.engine.chunk import Chunk
from ats_service.engine.cleaning import words
from ats_service.engine.fields.found import Found, found
from ats_service.engine.lines import Line

_NETWORKS = {
    "linkedin.com": "LinkedIn", "github.com": "GitHub", "gitlab.com": "GitLab",
    "twitter.com": "Twitter", "x.com": "Twitter", "bitbucket.org": "Bitbucket",
    "stackoverflow.com": "Stack Overflow", "xing.com": "XING", "medium.com": "Medium",
    "facebook.com": "Facebook", "instagram.com": "Instagram", "youtube.com": "YouTube",
    "dribbble.com": "Dribbble", "behance.net": "Behance", "kaggle.com": "Kaggle",
    "orcid.org": "ORCID", "scholar.google.com": "Google Scholar", "dev.to": "DEV",
    "soundcloud.com": "SoundCloud", "leetcode.com": "LeetCode", "hackerrank.com": "HackerRank",
    "researchgate.net": "ResearchGate", "mastodon.social": "Mastodon", "t.me": "Telegram",
    "hachyderm.io": "Mastodon", "fosstodon.org": "Mastodon", "bsky.app": "Bluesky",
    "codepen.io": "CodePen", "npmjs.com": "npm", "huggingface.co": "Hugging Face",
    "pinterest.com": "Pinterest", "vimeo.com": "Vimeo", "reddit.com": "Reddit",
    "tiktok.com": "TikTok", "skype.com": "Skype", "wa.me": "WhatsApp", "threads.net": "Threads",
}  # fmt: skip
_TEXT_URL = re.compile(
    r"(?<![@\w.-])(?:https?://)?(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}(?::\d+)?(?:/[^\s|•,;<>\"]*)?"
    r"(?![@\w])"
)
_HANDLE = re.compile(r"^@?[\w.-]{2,40}$")
#: Endings that make a dotted word an address even without scheme and path.
_DOMAINS = words(
    "com org net io dev me co ai app de ch at fr es it uk eu us ca au in nl be se no dk fi pl "
    "pt br mx info tech blog site xyz page example test online design studio cloud work works"
)


def find_links(lines: Sequence[Line], email: str) -> dict[str, Any]:
    """Return ``url`` and ``profiles`` out of the lines about contact."""
    seen: dict[str, Found] = {}
    for chunk, address in _addresses(lines):
        key = _key(address)
        if key and key not in seen and not _is_mail_host(address, email):
            seen[key] = found(chunk, 0.95 if chunk.links else 0.8, address)
    profiles, sites = [], []
    for value in seen.values():
        network = network_of(value.value)
        if network:
            profiles.append(_profile(value, network))
        else:
            sites.append(value)
    profiles += [_profile(value, "") for value in sites[1:]]
    return {"url": sites[0] if sites else None, "profiles": profiles}


def _addresses(lines: Sequence[Line]) -> Iterator[tuple[Chunk, str]]:
    for line in lines:
        for cell in line.cells:
            yield from _linked(cell)
            yield from _printed(cell)


def _linked(cell: Chunk) -> Iterator[tuple[Chunk, str]]:
    for start, end, span in cell.marks:
        if span.link.lower().startswith("http"):
            ends = [b for _, b, other in cell.marks if other.link == span.link]
            yield cell.cut(start, max([end, *ends])), span.link


def _printed(cell: Chunk) -> Iterator[tuple[Chunk, str]]:
    for hit in _TEXT_URL.finditer(cell.text):
        address = hit[0].rstrip(".,;:)")
        part = cell.cut(hit.start(), hit.start() + len(address))
        if not part.links and _is_address(address):
            yield part, address


def _is_address(text: str) -> bool:
    host = text.partition("//")[2] if "//" in text else text
    host = host.partition("/")[0].partition(":")[0]
    ending = host.rpartition(".")[2].lower()
    return text.startswith("http") or ("/" in text and len(ending) <= 4) or ending in _DOMAINS


def _key(address: str) -> str:
    return re.sub(r"^(?:https?:)?(?://)?(?:www\.)?|/+$", "", address.strip().lower())


def _is_mail_host(address: str, email: str) -> bool:
    return bool(email) and _key(address) in (email.rpartition("@")[2].lower(), email.lower())


def network_of(address: str) -> str:
    """Return the name of the network an address leads to, or an empty string."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    parts = host.lower().split(".")
    for start in range(len(parts) - 1):
        name = _NETWORKS.get(".".join(parts[start:]))
        if name:
            return name
    return "Mastodon" if "/@" in address else ""


def _profile(value: Found, network: str) -> dict[str, Any]:
    handle = value.value.rstrip("/").rpartition("/")[2].lstrip("@")
    name = value._replace(value=network) if network else None
    username = value._replace(value=handle) if network and _HANDLE.match(handle) else None
    return {"network": name, "username": username, "url": value}
