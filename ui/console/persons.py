"""The command on persons: roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import persons, recording
from casefiles.domain.entities import ENTITIES
from ui import words_persons
from ui.console import words
from ui.console.output import Call, table
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office


def roles(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Where else the person of a record is on file."""
    record = recording.record(office, id_of(office, args.id))
    found = persons.roles(office, record.values, [record.id])
    data = [{"entity": r.record.entity, "id": r.record.id, "file": r.file, "name": r.file_name} for r in found]
    rows = []
    for role in found:
        own = role.file == role.record.id
        where = words_persons.ITSELF(call.lang) if own else words_persons.IN_FILE(call.lang, file=role.file_name)
        rows.append([ENTITIES[role.record.entity].label(call.lang), where, role.file])
    call.answer(data, table(["", "", ""], rows)[1:] if rows else [call.text(words.NO_OTHER_ROLE)])
