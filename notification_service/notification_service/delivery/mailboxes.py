"""Where returned mails come in: a Maildir, or a mailbox reached by IMAP or POP3.

``NOTIFICATION_BOUNCES_URL`` names it: ``maildir:///var/mail/bounces``,
``imaps://user:password@host/INBOX`` or ``pop3s://user:password@host``; without the s the
connection is not encrypted, with it the certificate has to be one that the system trusts
(``SSL_CERT_FILE`` adds others). Each mail is handed out with what puts it away, and at most 200 of
them a time.
"""

import imaplib
import logging
import os
import poplib
import re
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from notification_service.delivery.reports import MOST

log = logging.getLogger(__name__)
_A_TIME = 200
_SECONDS = 20.0
#: Lines of a mail that POP3 is asked for.
_LINES = 5000
Returned = tuple[bytes, Callable[[], object]]


def returned() -> Iterator[Returned]:
    """Yield the mails that nobody has read yet; nothing where no mailbox is set up.

    A mailbox that is away is looked at again with the next tick.
    """
    where = urlsplit(settings.BOUNCES_URL)
    readers = {
        "maildir": _maildir,
        "imap": _imap, "imaps": _imap,
        "pop3": _pop3, "pop3s": _pop3,
    }  # fmt: skip
    if where.scheme not in readers:
        return
    try:
        yield from readers[where.scheme](where)
    except (OSError, imaplib.IMAP4.error, poplib.error_proto) as error:
        log.warning("the mailbox of returned mails: %s", type(error).__name__)


def _maildir(where: SplitResult) -> Iterator[Returned]:
    """Read ``new`` and put what was read into ``cur``, marked as seen."""
    folder = Path(unquote(where.path))
    (folder / "cur").mkdir(exist_ok=True)
    with os.scandir(folder / "new") as found:
        names = sorted(entry.name for entry in found if entry.is_file(follow_symlinks=False))
    for name in names[:_A_TIME]:
        place = folder / "new" / name
        try:
            with place.open("rb") as mail:
                octets = mail.read(MOST)
        except FileNotFoundError:  # another worker was quicker
            continue
        seen = folder / "cur" / f"{name.partition(':')[0]}:2,S"
        yield octets, lambda place=place, seen=seen: _move(place, seen)  # type: ignore[misc]


def _move(place: Path, seen: Path) -> None:
    if place.exists():
        place.replace(seen)


def _trusting() -> ssl.SSLContext:
    """Return what checks certificates: left alone, imaplib and poplib take any."""
    return ssl.create_default_context()


def _imap(where: SplitResult) -> Iterator[Returned]:
    """Read what is not seen, without marking it, and mark it afterwards."""
    host, port = where.hostname or "", where.port or 0
    box = (
        imaplib.IMAP4_SSL(host, port or 993, ssl_context=_trusting(), timeout=_SECONDS)
        if where.scheme == "imaps"
        else imaplib.IMAP4(host, port or 143, timeout=_SECONDS)
    )
    with box:
        box.login(unquote(where.username or ""), unquote(where.password or ""))
        folder = unquote(where.path.strip("/")) or "INBOX"
        box.select('"' + re.sub(r'(["\\])', r"\\\1", folder) + '"')
        _, found = box.uid("search", "UNSEEN")
        for number in (found[0] or b"").split()[:_A_TIME]:
            uid = number.decode()
            _, answer = box.uid("fetch", uid, f"(BODY.PEEK[]<0.{MOST}>)")
            octets = next((one[1] for one in answer if isinstance(one, tuple)), b"")
            yield octets, lambda uid=uid: box.uid("store", uid, "+FLAGS", r"(\Seen)")  # type: ignore[misc]


def _pop3(where: SplitResult) -> Iterator[Returned]:
    """Read everything and delete what was read: POP3 marks nothing."""
    host, port = where.hostname or "", where.port or 0
    box = (
        poplib.POP3_SSL(host, port or 995, context=_trusting(), timeout=_SECONDS)
        if where.scheme == "pop3s"
        else poplib.POP3(host, port or 110, timeout=_SECONDS)
    )
    try:
        box.user(unquote(where.username or ""))
        box.pass_(unquote(where.password or ""))
        for number in range(1, min(box.stat()[0], _A_TIME) + 1):
            _, lines, _ = box.top(number, _LINES)
            octets = b"\r\n".join(lines)
            yield octets, lambda number=number: box.dele(number)  # type: ignore[misc]
    finally:
        box.quit()  # what was deleted goes only now
