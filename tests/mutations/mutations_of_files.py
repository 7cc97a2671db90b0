"""Files that are broken in their structure, not only in their bytes, drawn from a seed."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

_TAG = re.compile(rb"<[^<>]{1,400}>")
_NUMBER = re.compile(rb"\d+")
_OBJECT = re.compile(rb"\d+ \d+ obj.*?endobj", re.DOTALL)
_NAME = re.compile(rb"/[A-Za-z]{2,20}")
_ODD_NUMBERS = (b"0", b"-1", b"4294967296", b"99999999999999999999", b"1e308", b"65535")

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return a file with one to four of its parts changed, as its format has parts."""
    for _ in range(dice.randint(1, 4)):
        data = _one(data, dice)
    return data


def _one(data: bytes, dice: random.Random) -> bytes:
    if data.startswith(b"PK"):
        return _in_archive(data, dice)
    ways = PDF_WAYS if data[:1024].find(b"%PDF-") >= 0 else TEXT_WAYS
    return dice.choice((*ways, *BYTE_WAYS))(data, dice)


def _in_archive(data: bytes, dice: random.Random) -> bytes:
    """Change one member of a container, or its directory where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as given:
            members = {name: given.read(name) for name in given.namelist()}
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
        NotImplementedError,
    ):
        return dice.choice(BYTE_WAYS)(data, dice)
    if not members:
        return dice.choice(BYTE_WAYS)(data, dice)
    name = dice.choice(sorted(members))
    members[name] = dice.choice((*TEXT_WAYS, *BYTE_WAYS))(members[name], dice)
    if dice.random() < 0.2:
        del members[dice.choice(sorted(members))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for key, value in members.items():
            made.writestr(key, value)
    return out.getvalue()


def _pick(pattern: re.Pattern[bytes], data: bytes, dice: random.Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return dice.choice(found) if found else None


def _spliced(data: bytes, hit: re.Match[bytes] | None, put: bytes) -> bytes:
    return data if hit is None else data[: hit.start()] + put + data[hit.end() :]


def gone(part: re.Pattern[bytes]) -> Mutation:
    """Return what takes one part away, so that others no longer fit."""
    return lambda data, dice: _spliced(data, _pick(part, data, dice), b"")


def moved(part: re.Pattern[bytes]) -> Mutation:
    """Return what writes one part in the place of another."""

    def move(data: bytes, dice: random.Random) -> bytes:
        one, two = _pick(part, data, dice), _pick(part, data, dice)
        return data if one is None or two is None else _spliced(data, one, two[0])

    return move


def tag_deep(data: bytes, dice: random.Random) -> bytes:
    """Open one tag hundreds of times."""
    hit = _pick(_TAG, data, dice)
    return data if hit is None else _spliced(data, hit, hit[0] * dice.choice((2, 50, 2000)))


def odd_number(data: bytes, dice: random.Random) -> bytes:
    """Put a number that nobody expects."""
    return _spliced(data, _pick(_NUMBER, data, dice), dice.choice(_ODD_NUMBERS))


def cut_short(data: bytes, dice: random.Random) -> bytes:
    """End the file early."""
    return data[: dice.randrange(1, max(2, len(data)))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Change a few bytes."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 30) if changed else 0):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def repeated(data: bytes, dice: random.Random) -> bytes:
    """Write one stretch many times."""
    start = dice.randrange(max(1, len(data)))
    part = data[start : start + dice.randint(1, 400)]
    return data[:start] + part * dice.choice((2, 30, 300)) + data[start:]


TEXT_WAYS: tuple[Mutation, ...] = (gone(_TAG), tag_deep, moved(_TAG), odd_number)
PDF_WAYS: tuple[Mutation, ...] = (
    gone(_OBJECT), moved(_OBJECT), moved(_NAME), odd_number,
)  # fmt: skip
BYTE_WAYS: tuple[Mutation, ...] = (cut_short, flipped, repeated)
