"""Who may call what, as ``ownership.yaml`` says it."""

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("ownership.yaml")
#: public: anybody. person: whoever is signed in, about themselves. owner: names an object, which
#: is there for its owner alone. link: who holds a single-use link to a review page. service: the
#: suite's own services, never from outside. staff: the admin sites.
KINDS = {"public", "person", "owner", "link", "service", "staff"}


def read() -> Any:
    """Return ``operations`` and ``elsewhere``, each with who may call what."""
    return yaml.safe_load(FILE.read_text())
