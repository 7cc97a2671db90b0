"""Keeps children running until a signal ends them, and then leaves none behind."""

import os
import select
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from time import monotonic

from common.launch import CannotStart, logs
from common.launch.processes import Child, Recipe, Say, complaint, until_ended, until_ready

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SECONDS_BETWEEN_ROUNDS = 1.0
_ROUNDS_BETWEEN_CHECKS = 60


class Stopped(Exception):
    """A person or the system asked the suite to stop."""


class Supervisor:
    """The parent of every process; lives in the main thread, since signals arrive there."""

    def __init__(self, say: Say) -> None:
        """Take over signals; each wakes ``pause`` at once."""
        self._say = say
        self._servers: list[Child] = []
        self._others: list[Child] = []
        self._asked_to_stop = 0
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in _STOP_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, self._on_stop)

    def start(self, recipes: Iterable[Recipe], *, servers: bool = False) -> list[Child]:
        """Start processes side by side and return when all are ready.

        Args:
            recipes: what to start.
            servers: whether the others need these to the end, so that they are stopped last.

        Raises:
            CannotStart: one does not become ready.
            Stopped: a signal came.
        """
        children = [self.adopt(recipe, server=servers) for recipe in recipes]
        for child in children:
            child.start(monotonic())
        until_ready(children, pause=self._tend)
        return children

    def adopt(self, recipe: Recipe, *, server: bool = False) -> Child:
        """Return a child that does not run yet; it is watched and stopped with the others."""
        child = Child(recipe, self._say)
        (self._servers if server else self._others).append(child)
        return child

    def run_in_turn(self, queues: Iterable[Sequence[Recipe]]) -> None:
        """Run each queue's processes one after the other, the queues side by side.

        Raises:
            CannotStart: one ends with another status than 0.
            Stopped: a signal came.
        """
        turns, done = [self._in_turn(queue) for queue in queues], object()
        while turns := [turn for turn in turns if next(turn, done) is not done]:
            self._tend(0.02)

    def watch(self, each_round: Callable[[float], None]) -> None:
        """Keep all children running; never returns.

        Args:
            each_round: called about once a second with the monotonic time.

        Raises:
            Stopped: a signal came.
        """
        rounds = 0
        while True:
            now = monotonic()
            for child in self._all:
                child.tick(now)
            each_round(now)
            if (rounds := rounds + 1) % _ROUNDS_BETWEEN_CHECKS == 0:
                self._shorten_logs()
            moving = any(child.wanted and not child.ready for child in self._all)
            self.pause(0.05 if moving else _SECONDS_BETWEEN_ROUNDS)

    def stop(self) -> None:
        """Stop all children, the servers last; one more signal kills them at once."""
        asked = self._asked_to_stop
        for stage in (self._others, self._servers):
            for child in stage:
                child.request_stop(monotonic())
            until_ended(stage, pause=lambda seconds: self._pause_impatiently(seconds, asked))

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        for number in (*_STOP_SIGNALS, signal.SIGCHLD):
            default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, default)
        os.close(self._reader)
        os.close(self._writer)

    def pause(self, seconds: float) -> None:
        """Wait until a signal comes or the time is over.

        Raises:
            Stopped: the signal asks to stop.
        """
        self._wait(seconds)
        if self._asked_to_stop:
            raise Stopped

    @property
    def _all(self) -> list[Child]:
        return [*self._servers, *self._others]

    def _in_turn(self, queue: Sequence[Recipe]) -> Iterator[None]:
        for recipe in queue:
            child = self.adopt(recipe)
            child.start(monotonic())
            while child.pid:
                yield
                child.tick(monotonic())
            self._others.remove(child)
            if child.code:
                raise CannotStart(complaint(child, f"failed (exit {child.code})"))

    def _tend(self, seconds: float) -> None:
        """Keep what runs already running, then wait."""
        for child in self._all:
            child.tick(monotonic())
        self.pause(seconds)

    def _shorten_logs(self) -> None:
        for child in self._all:
            logs.shorten(child.recipe.log)

    def _pause_impatiently(self, seconds: float, asked: int) -> None:
        self._wait(seconds)
        if self._asked_to_stop > asked:
            for child in self._others:  # never the servers: they hold the data
                child.signal_group(signal.SIGKILL)

    def _wait(self, seconds: float) -> None:
        select.select([self._reader], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(self._reader, 4096)

    def _on_stop(self, *_: object) -> None:
        self._asked_to_stop += 1
