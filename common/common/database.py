"""Connections beside Django's own, for whoever listens to the database."""

from typing import Any

from django.db import connection


def parameters(**others: Any) -> dict[str, Any]:
    """Return what psycopg needs to connect as Django does, in autocommit; ``others`` go before.

    Django's own kinds of cursor and of values are left out: they are of its connection.
    """
    known: dict[str, Any] = connection.get_connection_params()
    kept = {name: known[name] for name in known if name not in ("cursor_factory", "context")}
    return kept | {"autocommit": True} | others
