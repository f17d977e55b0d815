"""A visit of as many fields and indexes as ours."""

import uuid

from django.db import models
from morango.models.core import SyncableModel

TEXTS = (
    "child",
    "mentor",
    "on",
    "kind",
    "contact",
    "no_contact",
    "met",
    "place",
    "state",
    "summary",
    "given",
)


class Visit(SyncableModel):
    """One visit. A field that may be empty must also be `blank`, else Morango leaves its records in the store."""

    morango_profile = "offices"
    morango_model_name = "visit"
    minutes = models.IntegerField(null=True, blank=True)
    for _name in TEXTS:
        locals()[_name] = models.TextField(null=True, blank=True)
    del _name

    class Meta:
        app_label = "register"
        indexes = (
            models.Index(fields=["child", "on"], name="by_child"),
            models.Index(fields=["mentor", "on"], name="by_mentor"),
            models.Index(fields=["on"], name="by_day"),
        )

    def calculate_source_id(self, *_args):
        """Anything that nobody else has."""
        return uuid.uuid4().hex

    def calculate_partition(self, *_args):
        """Everything is the township's."""
        return "town"
