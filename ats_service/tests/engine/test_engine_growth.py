"""What reading costs grows with the length of a file, not with its square (`make bench`)."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from engine_builders import DAY

from ats_service.engine.fields.rows import ends_sentence
from ats_service.engine.parse import parse
from ats_service.engine.posting import analyse

pytestmark = pytest.mark.bench

_TIMES = 16  # the square of it would be 256
_LIMIT = 3 * _TIMES
_PROJECT = "Jane Roe\n\nProjects\n\nHarbour\n"


@pytest.fixture(autouse=True)
def _without_collections() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def growth(work: Callable[[int], object]) -> float:
    """Return how many times longer the work takes on sixteen times as much."""

    def seconds(times: int) -> float:
        started = time.process_time()
        work(times)
        return time.process_time() - started

    work(1)
    few, many = (min(seconds(times) for _ in range(3)) for times in (1, _TIMES))
    sys.stdout.write(f"\n{few:.3f} s, of {_TIMES} times as much {many / few:.1f} times as long\n")
    return many / few


@pytest.mark.parametrize(
    ("head", "text", "times"),
    [
        ("Jane Roe\n", "ops\n", 500),
        ("Jane Roe\n", "ops\t", 1000),
        ("Jane Roe\n", "a\tb\tc\td\te\tf\n", 150),
        ("Jane Roe\n", "ops | ", 2000),
        (_PROJECT, "tug boat\n", 700),
    ],
    ids=["short lines", "cells of a line", "lines of cells", "parts of a line", "a title"],
)
def test_a_resume(head: str, text: str, times: int) -> None:
    def work(more: int) -> object:
        return parse(f"{head}{text * times * more}\n".encode(), name="cv.txt", as_of=DAY)

    assert growth(work) < _LIMIT


@pytest.mark.parametrize("text", ["EUR 1 ", "1", "10-", "a"])
def test_an_endless_line_of_a_posting(text: str) -> None:
    def work(more: int) -> object:
        return analyse(f"Engineer wanted\n{text * (4000 * more // len(text))}")

    assert growth(work) < _LIMIT


def test_the_end_of_an_endless_title() -> None:
    assert growth(lambda more: ends_sentence("a." * 5_000 * more + "xx.")) < _LIMIT
