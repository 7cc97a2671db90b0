"""The beat of a worker started with ``-B``, as a thread of it.

As Celery starts it, a second process, it takes 30 to 40 MB more in each worker and is started
again by nobody when it dies.
"""

import os
import signal
import sys
import threading
from functools import partial
from typing import Any

from celery import beat

_NAME = "Beat"
_embedded = beat.EmbeddedService


def ring_in_thread(**_: Any) -> None:
    """Let Celery make its beat a thread; called before a worker is put together."""
    beat.EmbeddedService = partial(_embedded, thread=True)
    threading.excepthook = _end_with_the_beat


def _end_with_the_beat(failure: threading.ExceptHookArgs) -> None:
    """End the worker whose beat failed, so that its supervisor starts both again."""
    if failure.exc_type is not SystemExit:
        sys.__excepthook__(
            failure.exc_type, failure.exc_value or SystemExit(), failure.exc_traceback
        )
        if failure.thread is not None and failure.thread.name == _NAME:
            os.kill(os.getpid(), signal.SIGTERM)
