"""Morango taking in records of another instance: `python morango_app.py VISITS.jsonl FOLDER`, in Morango's own venv.

Two instances are made, each an SQLite file. The first saves the records and serialises them into its store; the second
gets its store's records as buffers, five hundred at a time through `validate_and_create_buffer_data` as its web API
does, merges them into its store and deserialises them into the table. What the second does is timed, in processor
time; HTTP and the sending side are not in it.
"""

# ruff: noqa: E402  (Django wants its settings before its models)
from __future__ import annotations

import json
import sys
import time
import uuid
from pathlib import Path

visits, folder = Path(sys.argv[1]), Path(sys.argv[2])

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["morango", "register"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ""}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MORANGO_PROFILES=["offices"],
    USE_TZ=True,
    SECRET_KEY="a benchmark",
)
settings.DATABASES["default"]["NAME"] = str(folder / "sender.db")

django.setup()

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from morango.models.core import (
    Buffer,
    InstanceIDModel,
    RecordMaxCounter,
    Store,
    SyncSession,
    TransferSession,
)
from morango.sync.operations import _dequeue_into_store, _deserialize_from_store, _serialize_into_store
from morango.sync.utils import validate_and_create_buffer_data
from register.models import TEXTS, Visit

CHUNK = 500


def made(name):
    """An empty instance."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(folder / name)
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Visit)
    InstanceIDModel.get_or_create_current_instance(clear_cache=True)


def sent():
    """The store of an instance that saved the visits."""
    made("sender.db")
    rows = [json.loads(line) for line in visits.read_text().splitlines()]
    fresh = [Visit(**{n: row.get(n) for n in (*TEXTS, "minutes")}) for row in rows]
    for visit in fresh:
        visit.pre_save_id = None
        visit.id = visit.calculate_uuid()
    Visit.objects.bulk_create(fresh, batch_size=CHUNK)
    Visit.objects.update(_morango_dirty_bit=True)
    _serialize_into_store("offices")
    counters = {}
    for one in RecordMaxCounter.objects.all().values("store_model_id", "instance_id", "counter"):
        counters.setdefault(one["store_model_id"], []).append(one)
    return list(Store.objects.all().values()), counters


def main():
    """Both instances; the figures as JSON."""
    store, counters = sent()
    made("receiver.db")
    now = timezone.now()
    session = SyncSession.objects.create(id=uuid.uuid4().hex, profile="offices", last_activity_timestamp=now)
    transfer = TransferSession.objects.create(
        id=uuid.uuid4().hex, filter="town", push=True, sync_session=session, last_activity_timestamp=now
    )
    both = {f.attname for f in Store._meta.concrete_fields} & {
        f.attname for f in Buffer._meta.concrete_fields
    }
    buffered = both - {"id"}
    coming = []
    for one in store:
        row = one["id"]
        kept = {name: one[name] for name in buffered}
        kept |= {"model_uuid": row, "transfer_session": transfer.id}
        mark = {"transfer_session": transfer.id, "model_uuid": row}
        kept["rmcb_list"] = [
            {**mark, "instance_id": c["instance_id"], "counter": c["counter"]} for c in counters[row]
        ]
        coming.append(kept)
    began = time.process_time()
    for at in range(0, len(coming), CHUNK):
        validate_and_create_buffer_data(coming[at : at + CHUNK], transfer)
    _dequeue_into_store(transfer, "{}")
    _deserialize_from_store("offices")
    took = time.process_time() - began
    assert Visit.objects.count() == len(store) > 0, "not all records arrived"
    print(json.dumps({"rows": len(store), "seconds": took}))


main()
