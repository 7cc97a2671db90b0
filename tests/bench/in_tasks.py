"""The rate of empty and of writing tasks in a real worker, from one queue filled beforehand."""

import json
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from statistics import median

from bench_tasks import QUEUE, empty, report, write, write_anew
from celery import current_app as app

ROUNDS = 5
_SIZES = {"empty": 300, "write": 300, "write_anew": 60}
_TASKS = {"empty": empty, "write": write, "write_anew": write_anew}


def measure(folder: str) -> dict[str, float]:
    """Return tasks a second by kind: medians of interleaved batches."""
    path = Path(folder) / "stamps.json"
    with app.producer_or_acquire() as producer:
        for turn in range(ROUNDS):
            for kind, size in _SIZES.items():
                for _ in range(size):
                    _TASKS[kind].apply_async(
                        kwargs={"batch": f"{kind} {turn}"}, queue=QUEUE, producer=producer
                    )
        report.apply_async(kwargs={"path": str(path)}, queue=QUEUE, producer=producer)
    stamps = json.loads(_worked(path))
    return {
        kind: median(_rate(found) for batch, found in stamps.items() if batch.split()[0] == kind)
        for kind in _SIZES
    }


def _worked(path: Path) -> str:
    """Return the stamps once a worker has emptied the queue."""
    command = [sys.executable, "-m", "celery", "-A", "bench_tasks", "worker", "-Q", QUEUE]
    command += ["-P", "threads", "-c", "4", "--without-gossip", "--without-mingle", "-l", "INFO"]
    with path.with_suffix(".log").open("wb") as log:
        worker = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for waited in count():
                if path.exists():
                    return path.read_text()
                if worker.poll() is not None or waited > 1800:
                    raise RuntimeError(path.with_suffix(".log").read_text()[-2000:])
                time.sleep(0.1)
        finally:
            worker.terminate()
            worker.wait(timeout=60)
    raise AssertionError("unreachable")


def _rate(stamps: list[float]) -> float:
    return (len(stamps) - 1) / (max(stamps) - min(stamps))
