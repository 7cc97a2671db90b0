"""The child of the sandbox: reads one file after the other from its standard input.

It is started by `sandbox` only. It limits itself before it sees the first byte of a document.
"""

from __future__ import annotations

import gc
import json
import os
import resource
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ats_service.engine import limits, wire
from ats_service.engine.errors import EngineError, TooComplex, Unreadable
from ats_service.engine.parse import parse

_NICE = 15
_WARM_UP = b"Jane Roe\njane@example.org\n\nEXPERIENCE\nEngineer at Acme, Jan 2020 - present\n"


def main() -> None:
    """Serve requests until the standard input ends."""
    _give_way()
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    _close_standard_streams()
    parse(_WARM_UP, name="warm-up.txt", as_of=date.min)  # loads data files before they are barred
    gc.freeze()  # what is loaded now stays: collections need not look at it again
    _limit_process()
    _answer(sink, wire.READY)
    while (header := wire.read_frame(source)) is not None:
        data = wire.read_frame(source)
        if data is None:
            return
        _limit_processor_time()
        _answer(sink, _serve(json.loads(header), data))


def _give_way() -> None:
    """Let everything else run first: reading may take its time, the API may not.

    Where the system shares the processor among sessions first, nice counts only within one, and
    the session itself has to give way.
    """
    os.nice(_NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICE), encoding="ascii")


def _close_standard_streams() -> None:
    """Point the standard streams to nowhere: native libraries may print to them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _limit_process() -> None:
    _limit("RLIMIT_AS", _address_space() + limits.MEMORY_BYTES)
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_NOFILE", 32)


def _limit(name: str, value: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (ceiling, ceiling))
    except (ValueError, OSError):  # some systems know a limit but refuse to set it
        return


def _address_space() -> int:
    """Return the bytes of address space in use; half a gigabyte where it cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 * 1024 * 1024
    return pages * resource.getpagesize()


def _limit_processor_time() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + limits.CPU_SECONDS, hard))


def _serve(header: dict[str, Any], data: bytes) -> bytes:
    try:
        as_of = date.fromisoformat(header["as_of"])
        result = parse(
            data,
            name=header["name"],
            as_of=as_of,
            country=header["country"],
            ocr_seconds=header.get("ocr_seconds", 0.0),
        )
        return json.dumps({"result": result.as_dict()}).encode()
    except EngineError as error:
        return _failure(error)
    except (MemoryError, RecursionError):
        return _failure(TooComplex())
    except Exception:  # whatever a reader of hostile bytes raises is one code
        return _failure(Unreadable())


def _failure(error: EngineError) -> bytes:
    return json.dumps({"code": error.code, "message": str(error)}).encode()


def _answer(sink: BinaryIO, content: bytes) -> None:
    sink.write(wire.frame(content))
    sink.flush()


if __name__ == "__main__":
    main()
