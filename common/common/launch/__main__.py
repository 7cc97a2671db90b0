"""The command line of the supervisor: ``python -m common.launch run | servers | status``."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from common.launch import CannotStart
from common.launch.datadir import DataDirectory, launch_id, who_runs
from common.launch.leftovers import memory, stop_leftovers
from common.launch.members import find_workspace, read_members
from common.launch.servers import embedded
from common.launch.suite import Options, Suite
from common.launch.supervisor import Stopped, Supervisor


def main() -> int:
    """Run the chosen command and return its exit status."""
    arguments = _parser().parse_args()
    try:
        arguments.workspace = find_workspace((arguments.workspace or Path()).absolute())
        status: int = arguments.command(arguments)
    except CannotStart as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return status


def run(arguments: argparse.Namespace) -> int:
    """Start the suite and keep it running until a signal comes."""
    started_at = time.monotonic()
    data = DataDirectory(arguments.data_dir)
    supervisor = Supervisor(say)
    try:
        options = Options(arguments.workspace, data.path, arguments.port, dict(os.environ))
        suite = Suite(options, data, say)
        url = os.environ.get("PUBLIC_URL", f"http://127.0.0.1:{arguments.port}")
        data.announce(url=url, since=time.time())
        suite.start(supervisor)
        welcome(suite, url, time.monotonic() - started_at)
        supervisor.watch(suite.each_round)
    except Stopped:
        say("supervisor", "stops everything; once more to do it at once")
    finally:
        supervisor.stop()
        stop_leftovers(data.id)
        data.close()
        supervisor.close()
    say("supervisor", "everything has stopped")
    return 0


def servers(arguments: argparse.Namespace) -> int:
    """Run a command with only Postgres and Valkey beside it, and return its exit status."""
    members = read_members(arguments.workspace, environment="local")
    databases = [member.database for member in members if member.database]
    if not arguments.words:
        raise CannotStart("Name the command: python -m common.launch servers -- CMD …")
    with embedded(arguments.data_dir, databases, say=say) as variables:
        return _foreground(arguments.words, {**os.environ, **variables})


def status(arguments: argparse.Namespace) -> int:
    """Print what each part of the running suite takes; exit status 3 when none runs."""
    data_dir = arguments.data_dir.absolute()
    running = who_runs(data_dir)
    if running is None:
        print(f"Nothing runs on {data_dir}.")
        return 3
    usages = memory(launch_id(data_dir), supervisor=running.get("pid"))
    print(f"{running.get('url', '')}  (process {running.get('pid')}, {data_dir})")
    print(f"{'part':<34}{'MB':>8}{'processes':>12}")
    for usage in usages:
        print(f"{usage.part:<34}{usage.megabytes:>8.1f}{usage.processes:>12}")
    total, count = sum(u.megabytes for u in usages), sum(u.processes for u in usages)
    print(f"{'all':<34}{total:>8.1f}{count:>12}")
    return 0


def welcome(suite: Suite, url: str, seconds: float) -> None:
    """Print where everything is; on the first start also how staff sign in."""
    say("suite", f"ready in {seconds:.1f} s\n")
    words = [member.word for member in suite.members if member.word]
    lines = [f"Open {url}/", ""]
    lines += [f"  admin  {url}/admin/{word}/" for word in words]
    lines += [f"  API    {url}/api/v1/{word}/docs/" for word in words]
    if password := suite.staff_password():
        name = os.environ.get("STAFF_NAME", "staff@localhost")
        lines += ["", f"Staff sign in as {name} with the password {password}"]
        lines += ["This is shown once; write it down."]
    _print("\n".join([*lines, "", "Ctrl-C stops everything."]))


def say(part: str, what: str) -> None:
    """Print one line of progress."""
    _print(f"{part:<32} {what}")


def _print(text: str) -> None:
    """Print; when nobody reads any more, stop the suite as a signal would."""
    try:
        print(text, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        os.kill(os.getpid(), signal.SIGTERM)


def _foreground(words: list[str], environment: Mapping[str, str]) -> int:
    """Run a command that has the terminal; its Ctrl-C is its own, a SIGTERM to us is passed on."""
    signal.signal(signal.SIGINT, lambda *_: None)
    with subprocess.Popen(words, env=environment) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m common.launch", description=__doc__)
    parser.add_argument("--workspace", type=Path, default=None, help="the repository's root")
    parser.add_argument("--data-dir", type=Path, default=os.environ.get("DATA_DIR") or ".data")
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("run", help="start everything and keep it running")
    one.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000")
    one.set_defaults(command=run)
    one = commands.add_parser("servers", help="run a command beside Postgres and Valkey")
    one.add_argument("words", nargs="*", metavar="CMD")
    one.set_defaults(command=servers)
    commands.add_parser("status", help="memory of each part").set_defaults(command=status)
    return parser


if __name__ == "__main__":
    sys.exit(main())
