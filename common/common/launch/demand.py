"""Processes that run only while there is work for them."""

from urllib.parse import urlsplit

from common.launch.members import OnDemand
from common.launch.processes import Child, Say
from common.launch.resp import RespClient, RespError

_SECONDS_TO_FINISH = 660.0  # the longest a task may take, so that none is cut off


class Demand:
    """Starts a child when the broker's list has an entry, and stops it when it fell silent."""

    def __init__(self, child: Child, rule: OnDemand, broker_url: str, say: Say) -> None:
        """Keep child and rule; nothing runs yet."""
        self._child, self._rule, self._say = child, rule, say
        readable = urlsplit(broker_url).scheme == "redis"
        self._broker = RespClient(broker_url) if readable else None

    def look(self, at: float, *, wall: float) -> None:
        """Start or stop the child; called about once a second.

        Args:
            at: the monotonic time.
            wall: the time since 1970, to compare with the age of the child's log.
        """
        if not self._child.pid and not self._child.wanted and self._has_work():
            self._say(self._child.part, "is needed")
            self._child.start(at)
        elif self._child.ready and self._is_silent(wall) and not self._has_work():
            self._say(self._child.part, "is no longer needed")
            self._child.request_stop(at, seconds=_SECONDS_TO_FINISH)

    def _has_work(self) -> bool:
        """Return whether a message waits; True where the broker cannot be asked."""
        if self._broker is None:
            return True
        try:
            return self._broker.command("LLEN", self._rule.queue) != "0"
        except RespError:
            return False

    def _is_silent(self, wall: float) -> bool:
        """Return whether the log has not grown for the rule's time; workers log every task."""
        log = self._child.recipe.log
        return wall - log.stat().st_mtime > self._rule.idle_minutes * 60
