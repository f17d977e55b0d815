"""Commands that put two files together, take them apart, and remember that two are not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import merging as joining
from casefiles.domain.entities import ENTITIES, field_named
from casefiles.recording import record
from ui import words_merging as words
from ui.console.records import id_of, split

if TYPE_CHECKING:
    import argparse

    from casefiles.merging import Merged
    from casefiles.office import Office
    from ui.console.output import Call


def merge(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Put one file into another; choices are left, right, both or a value."""
    loser, survivor = id_of(office, args.loser), id_of(office, args.survivor)
    entity = ENTITIES[record(office, survivor).entity]
    choices = {field_named(entity, name): choice for name, choice in split(call, args.fields).items()}
    merged = joining.merge(office, loser, survivor, choices)
    _told(call, office, merged, merged.survivor, call.text(words.MERGED, **joining.named(office, merged.survivor)))


def unmerge(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Let a file stand by itself again."""
    merged = joining.unmerge(office, id_of(office, args.id))
    _told(call, office, merged, merged.loser, call.text(words.UNMERGED, **joining.named(office, merged.loser)))


def not_same(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Remember that two files are two children."""
    saved = joining.not_same(office, id_of(office, args.one), id_of(office, args.other), args.reason)
    call.answer({"id": saved.id}, [call.text(words.APART)])


def _told(call: Call, office: Office, merged: Merged, row: str, said: str) -> None:
    fields = ENTITIES[record(office, row).entity].fields
    lines = [said]
    if merged.fields:
        listed = ", ".join(fields[n].label(call.lang) for n in merged.fields)
        lines.append(call.text(words.MERGED_FIELDS if row == merged.survivor else words.GIVEN_BACK, fields=listed))
    call.answer({"loser": merged.loser, "survivor": merged.survivor, "changed": merged.fields}, lines)
