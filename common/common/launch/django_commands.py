"""Runs several Django commands in one process, since loading Django takes longer than they do.

python -m common.launch.django_commands "migrate --noinput" ensure_staff
"""

import shlex
import sys
from collections.abc import Iterable

import django
from django.core.management import call_command


def run(lines: Iterable[str]) -> None:
    """Run each command line in turn with the settings of DJANGO_SETTINGS_MODULE."""
    django.setup()
    for line in lines:
        call_command(*shlex.split(line))


if __name__ == "__main__":
    run(sys.argv[1:])
