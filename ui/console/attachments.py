"""Commands on photos and scans: attach, attachments, detach, save-attachment, collect-blobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, attaching, recording
from casefiles.attaching import Given
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from ui import words_files as words
from ui.console.output import Call, problem_data, record_data, table
from ui.console.records import id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.problems import Problem
    from casefiles.office import Office
    from casefiles.ports import Record

NAMES = ("name", "kind", "on", "media", "size")


def attach(call: Call, office: Office, args: argparse.Namespace) -> int:
    """Take files in. A refused file does not keep the others out; the exit code is then 3."""
    of = id_of(office, args.id)
    fields = ENTITIES["attachment"].fields
    kind = str(fields["kind"].kind.parse(args.kind, office.clock.today())) if args.kind else ""
    taken: list[dict[str, object]] = []
    refused: list[Problem] = []
    lines: list[str] = []
    for number, path in enumerate(args.files, 1):
        try:
            saved = attaching.attach(
                office, of, Given(path=path), shrink=args.shrink, kind=kind, name=args.name, lang=call.lang
            )
        except Refusal as refusal:
            refused += refusal.problems
            call.note(f"{path.name}: {refusal.say(call.lang)}")
            continue
        finally:
            call.progress(number, len(args.files))
        row = recording.record(office, saved.id)
        taken.append({**record_data(row), "state": attaching.state(office, row)})
        lines.append(call.text(words.ATTACHED, id=saved.id, name=row.values["name"]))
    if refused:
        call.answer({"problems": [problem_data(p) for p in refused], "attached": taken}, lines)
        return 3
    call.answer(taken, lines)
    return 0


def attachments(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The files of a record; of a child, a mentor or a household also those of what hangs on it."""
    of = id_of(office, args.id)
    place = attaching.owner(office, of)
    accessing.opened_record(office, place)
    persons = ("child", "mentor", "household")
    own = attaching.attachments(office, of)
    found = attaching.of_person(office, place.entity, of) if place.entity in persons else own
    known = {row.id for row in found}
    found += [row for row in own if row.id not in known]
    data = [{**record_data(row), "state": attaching.state(office, row)} for row in found]
    fields = ENTITIES["attachment"].fields
    head = ["id", *(fields[n].label(call.lang) for n in NAMES), ""]
    shown = [[fields[n].kind.show(r.values.get(n), call.lang) for n in NAMES] for r in found]
    rows = [[r.id, *said, _state(call, office, r)] for r, said in zip(found, shown, strict=True)]
    call.answer(data, table(head, rows) if rows else [call.text(words.NONE)])


def _state(call: Call, office: Office, row: Record) -> str:
    return call.text(words.STATES[attaching.state(office, row)])


def detach(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Delete the record of a file; its bytes stay until they are collected."""
    row = recording.record(office, args.id, "attachment")
    recording.delete(office, row.id, row.heads)
    call.answer({"id": row.id}, [call.text(words.DETACHED, name=row.values.get("name") or row.id)])


def save_attachment(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write the bytes of a file."""
    row = recording.record(office, args.id, "attachment")
    out = args.to / attaching.file_name(row) if args.to.is_dir() else args.to
    path = attaching.save_copy(office, row, out)
    call.note(call.text(words.PRIVACY))
    call.answer({"path": str(path), "size": path.stat().st_size}, [call.text(words.COPIED, path=path)])


def collect_blobs(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Remove the bytes that no record has named for long."""
    found = attaching.collect(office, args.days, call.progress, dry=args.dry_run)
    said = words.WOULD_COLLECT if args.dry_run else words.COLLECTED
    line = call.text(
        said, n=found["removed"], mb=f"{found['freed'] / 1e6:.1f}", waiting=found["waiting"], kept=found["kept"]
    )
    call.answer({**found, "days": args.days, "dry_run": args.dry_run}, [line])
