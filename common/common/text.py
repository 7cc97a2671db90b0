"""Cleaning of untrusted text and JSON before it is stored, shown, exported or named.

Postgres refuses U+0000 and lone surrogates in ``text`` and ``jsonb``; real PDF files and
request bodies hold both. Nothing here needs Django, so the document engine may use it too.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Never
from urllib.parse import quote

_NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
#: Marks that let a name read differently from what it is: "gpj.exe" shown as "exe.jpg".
_DIRECTIONS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\n\t]')
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
#: First characters that make a spreadsheet compute a cell; the last four are their wide forms.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
#: Integers beyond 64 bits are no quantity of ours, and reading them costs quadratic time.
_INT_DIGITS = 19


class JsonRefused(ValueError):
    """The bytes are not JSON that can be stored; the message says how to go on."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the stable code: malformed-json, unstorable-text or json-too-large."""
        super().__init__(message)
        self.code = code


def clean(text: str) -> str:
    """Return the text without what cannot be stored or shown.

    U+0000, the other C0 controls but newline and tab, DEL and lone surrogates go; every kind of
    line end becomes a newline; two surrogates that form a pair become their character.
    """
    text = _CONTROLS.sub("", _NEWLINES.sub("\n", text))
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def clean_json(value: Any) -> Any:
    """Return a JSON value with every string, keys included, passed through :func:`clean`.

    Raises:
        RecursionError: the value is nested deeper than about 1,000; use :func:`loads` to read
            what comes from outside, which refuses that.
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): clean_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(item) for item in value]
    return value


def loads(
    data: bytes, *, max_depth: int = 50, max_bytes: int = 1_000_000, max_values: int = 20_000
) -> Any:
    """Return the value of strict JSON that Postgres can store.

    Args:
        data: UTF-8; a byte order mark is passed over, as RFC 8259 allows.
        max_depth: how many arrays and objects may stand inside one another.
        max_bytes: longest input.
        max_values: how many values the whole may hold, containers included.

    Raises:
        JsonRefused: it is no JSON, it is too large, or it holds NaN, Infinity, a number beyond
            64 bits, U+0000 or a lone surrogate.
    """
    if len(data) > max_bytes:
        raise JsonRefused("json-too-large", f"Send at most {max_bytes:,} bytes of JSON at once.")
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_constant,
        )
    except RecursionError:
        raise _too_deep(max_depth) from None
    except UnicodeDecodeError as error:
        raise _malformed(f"Byte {error.start} is not UTF-8; send the text as UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _malformed(f"{error.msg} at {where}; correct it and send it again.") from None
    _check(value, max_depth=max_depth, max_values=max_values)
    return value


def _malformed(message: str) -> JsonRefused:
    return JsonRefused("malformed-json", message)


def _too_deep(max_depth: int) -> JsonRefused:
    return _malformed(f"Values are nested deeper than {max_depth} levels; send a flatter one.")


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > _INT_DIGITS:
        raise _malformed("A whole number has more than 19 digits; send it as a string.")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _malformed("A number is too large to be kept; send it as a string.")
    return number


def _constant(name: str) -> Never:
    raise _malformed(f"{name} is not JSON; leave the field out or send null.")


def _check(value: Any, *, max_depth: int, max_values: int) -> None:
    """Refuse a value that is too deep, too wide or cannot be stored."""
    level, depth, seen = [value], 0, 1
    while level:
        containers = [item for item in level if isinstance(item, dict | list)]
        depth += bool(containers)
        if depth > max_depth:
            raise _too_deep(max_depth)
        for text in _strings(level):
            if _UNSTORABLE.search(text):
                message = "Remove U+0000 and unpaired surrogates from the text and send it again."
                raise JsonRefused("unstorable-text", message)
        level = [inner for item in containers for inner in _inside(item)]
        seen += len(level)
        if seen > max_values:
            message = f"Send at most {max_values:,} values at once."
            raise JsonRefused("json-too-large", message)


def _strings(level: list[Any]) -> Iterator[str]:
    """Yield the strings among some values and the keys of the objects among them."""
    for item in level:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from item


def _inside(container: dict[str, Any] | list[Any]) -> list[Any]:
    return list(container.values()) if isinstance(container, dict) else container


def safe_filename(name: str, *, fallback: str = "file", longest: int = 150) -> str:
    """Return a name that is safe to save under on any system and shows what it is.

    Args:
        name: what a stranger called the file; a path counts by its last part.
        fallback: the name where nothing is left.
        longest: most UTF-8 bytes of the answer; the ending is kept.
    """
    name = unicodedata.normalize("NFC", clean(name)).replace("\\", "/").rstrip("/")
    name = _DIRECTIONS.sub("", _UNSAFE_IN_NAMES.sub("_", name.rpartition("/")[2]))
    name = name.strip(" .")
    if not name:
        return fallback
    if _WINDOWS_DEVICES.match(name):
        name = f"_{name}"
    suffix = PurePosixPath(name).suffix[:20]
    stem = name.removesuffix(suffix).encode()[: longest - len(suffix.encode())]
    return stem.decode(errors="ignore") + suffix


def content_disposition(name: str, *, inline: bool = False) -> str:
    """Return the value of a Content-Disposition header for a file of that name.

    Source: RFC 6266, sections 4.3 and 5: an ASCII name for old clients, the true one beside it.
    """
    kind, name = "inline" if inline else "attachment", safe_filename(name)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain == name:
        return f'{kind}; filename="{name}"'
    if not PurePosixPath(plain).stem.strip(" ."):
        plain = "file" + PurePosixPath(plain).suffix
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def csv_cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula; numbers stay numbers.

    Source: OWASP, CSV Injection: text that starts like a formula gets a leading apostrophe.
    """
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
