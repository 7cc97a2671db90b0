"""A thing that a person may own and a worker may lease."""

from django.db import models
from uuid_utils.compat import uuid7

from common.leases import Leased


class Thing(Leased):
    """Something with a name."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user_id = models.UUIDField()
    name = models.CharField(max_length=100)
    notes = models.JSONField(default=dict)
    objects: "models.Manager[Thing]" = models.Manager()
