"""Commands on records: add, set, show, list, find, match, conflicts, tasks, status."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles import accessing, duplicates, matching, recording, surveying
from casefiles.domain.access import LIST, SEARCH
from casefiles.domain.changes import ROW
from casefiles.domain.entities import BY_PREFIX, ENTITIES, entity_named, field_named, fields_called
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.owned import leave_alone
from casefiles.domain.problems import Problem, Refusal
from ui import computer_names, words_merging, words_task, words_twins
from ui.console import words, words_heads
from ui.console.output import Call, problem_data
from ui.console.parser import day
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from casefiles.domain.catalogue import Entity
    from casefiles.office import Office
    from casefiles.ports import Record, Task
    from casefiles.recording import Saved


def split(call: Call, parts: Sequence[str]) -> dict[str, str]:
    """`field=value` words as a draft."""
    draft = {}
    for part in parts:
        name, sign, value = part.partition("=")
        if not sign:
            raise Usage("CALL_FIELD", part, "field=value")
        draft[name.strip()] = value
    return draft


def add(call: Call, office: Office, args: argparse.Namespace) -> None:
    """A new record, or several from a JSON file."""
    entity = entity_named(args.entity)
    drafts = _from_file(args.file, entity) if args.file else [split(call, args.fields)]
    try:
        saved = recording.save_all(office, entity, [with_ids(office, entity, draft) for draft in drafts])
    except Refusal as refusal:
        if args.file:
            raise
        raise Refusal(*(replace(p, id="") for p in refusal.problems)) from None  # one record needs no number
    for one in saved:
        warn(call, one)
    if entity.name == "child":
        _alike(call, office, [one.id for one in saved])
    data = [
        {"id": s.id, "number": s.number, "warnings": [problem_data(w) for w in s.warnings]} for s in saved
    ]
    lines = [call.text(words.ADDED, id=s.id, number=s.number) for s in saved]
    call.answer(data if len(data) != 1 else data[0], lines)


def _alike(call: Call, office: Office, rows: list[str]) -> None:
    """Say of new children which files look like them; what looks so is kept for the worklist."""
    for pair in duplicates.look_for(office, rows):
        new, other = (pair.one, pair.other) if pair.one.id in rows else (pair.other, pair.one)
        if other.id in rows:
            new, other = other, new  # both are new: the younger is spoken of
        why = call.joined(reason(call.lang) for reason in pair.likeness.reasons)
        about = {"row": new.id, "other": other.id, "name": other.values.get("name") or "", "why": why}
        call.note(call.text(words_twins.ADDED, **about))


def id_of(office: Office, text: str, *entities: str) -> str:
    """The record's id: what was given, or the record that has it as its file number, also a merged one; a survey
    round's name does too. A number of another kind of file is found as well, so that a refusal can say so.
    Refusals: NO_ROUND, WHICH_ROUND."""
    text = text.strip()
    if ROW.match(text) or not text:
        return text
    for entity in dict.fromkeys((*entities, "child", "mentor", "household")):
        if entity == "survey_round":
            return surveying.named(office, text).id
        if "number" in ENTITIES[entity].fields:
            found = office.queries.select(entity, {"number": text}, limit=1, hidden=True)
            if found:
                return found[0].id
    return text


def with_ids(office: Office, entity: Entity, draft: Mapping[str, str]) -> dict[str, str]:
    """The draft by the names of its fields, which may be given as the window calls them; file numbers in its references
    made ids. Refusals: UNKNOWN_FIELD, FIELD_ELSEWHERE."""
    made = {_field_named(entity, name): typed for name, typed in draft.items()}
    for name, typed in made.items():
        field = entity.fields[name]
        if isinstance(field.kind, Ref) and typed:
            made[name] = id_of(office, typed, field.kind.entity)
    return made


def _field_named(entity: Entity, typed: str) -> str:
    if not fields_called(entity, typed):
        hanging = (e for e in ENTITIES.values() if entity.name in e.fields and e is not entity)
        found = [(e, names[0]) for e in hanging if len(names := fields_called(e, typed)) == 1]
        found.sort(key=lambda one: not one[0].name.startswith(one[1]))  # a category is told by category_spell
        if found:
            other, name = found[0]
            args = {"of": entity.label, "where": other.label, "entity": other.name, "ref": entity.name, "name": name}
            raise Refusal(Problem("FIELD_ELSEWHERE", entity.name, field=typed, value=typed, args=args))
    return field_named(entity, typed)


def _from_file(path: Path, entity: Entity) -> list[dict[str, str]]:
    try:
        raw = path.read_bytes()
    except OSError:
        raise Refusal(Problem("CANNOT_READ", entity.name, value=str(path))) from None
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except ValueError:
        raise Refusal(Problem("NOT_JSON", entity.name, value=path.name)) from None
    records = found if isinstance(found, list) else [found]
    if not records or not all(isinstance(r, dict) for r in records):
        raise Refusal(Problem("NOT_JSON", entity.name, value=path.name))
    return [{str(k): "" if v is None else str(v) for k, v in r.items()} for r in records]


def warn(call: Call, saved: Saved) -> None:
    for warning in saved.warnings:
        call.note(call.text(words.WARNING, text=warning.say(call.lang)))


def change(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Change fields of one record."""
    found = recording.record(office, id_of(office, args.id))
    entity = ENTITIES[found.entity]
    draft = with_ids(office, entity, split(call, args.fields))
    leave_alone(entity, draft)
    saved = recording.save(office, entity, draft, found.id, stands=found)
    warn(call, saved)
    fields = sorted(saved.before or {})
    line = call.text(words.CHANGED, n=len(fields)) if fields else call.text(words.NOTHING_CHANGED)
    data = {"id": saved.id, "number": saved.number, "changed": fields}
    call.answer(data | {"warnings": [problem_data(w) for w in saved.warnings]}, [line])


def find(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What the search box finds. Usage: CALL_FIND."""
    typed = " ".join(args.text).strip()
    if not typed:
        raise Usage("CALL_FIND", field="TEXT")
    entities = [args.entity] if args.entity else None
    hits = office.queries.find(typed, entities, args.limit)
    accessing.note(office, LIST, n=len(hits), detail=SEARCH)
    data = [
        {"entity": h.entity, "id": h.id, "name": h.name, "why": h.why, "matched": h.matched, "via": h.via}
        for h in hits
    ]
    rows = [
        [
            BY_PREFIX[h.id.split("-")[0]].label(call.lang),
            h.name,
            call.text(words.WHY[h.why]),
            h.matched,
            words_merging.FOUND_UNDER(call.lang, name=h.via) if h.via else "",
            h.id,
        ]
        for h in hits
    ]
    gone = recording.missing(office, typed) if not hits else None
    if gone is not None:
        call.note(gone.say(call.lang))
    call.answer(data, call.headed(words_heads.FIND, rows) if rows else [call.text(words.NOTHING_FOUND)])


def match(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Join a child and a mentor."""
    child, mentor = id_of(office, args.child, "child"), id_of(office, args.mentor, "mentor")
    status = "proposed" if args.propose else "active"
    saved = matching.match(office, child, mentor, day_of(args.on), lead=args.lead, status=status)
    call.answer({"id": saved.id}, [call.text(words.ADDED, id=saved.id, number="")])


def unmatch(call: Call, office: Office, args: argparse.Namespace) -> None:
    """End a match."""
    saved = matching.unmatch(office, args.match, day_of(args.on), args.reason)
    call.answer({"id": saved.id}, [call.text(words.CHANGED, n=len(saved.before or {}))])


def day_of(text: str) -> dt.date | None:
    """A date of the command line, or the refusal NOT_A_DATE."""
    try:
        return day(text)
    except ValueError:
        raise Refusal(Problem("NOT_A_DATE", "match", field="on", value=text)) from None


def writers(office: Office) -> Callable[[str, str], str]:
    """What whoever wrote something is called, by login and computer; "" where nobody here knows."""
    from casefiles import deciding  # most commands show nobody's changes
    from casefiles.exchange import workers

    whose, people = deciding.owners(office), workers.Workers(office)
    return lambda login, device: people.name(login, whose.get(device, ""))


def rivals_data(record: Record, who: Callable[[str, str], str]) -> dict[str, list[dict[str, object]]]:
    """The values of fields that have several, for scripts; `who` as `writers` answers."""
    return {
        name: [
            {"value": r.value, "device": r.dev, "user": r.user, "person": who(r.user, r.dev), "ts": r.ts}
            for r in rivals
        ]
        for name, rivals in record.rivals.items()
    }


def tasks(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Derived tasks."""
    found = office.queries.tasks()
    data = [{"kind": t.kind, "entity": t.entity, "id": t.id, "detail": dict(t.detail)} for t in found]
    lines = [
        f"{computer_names.of_task(office, t.kind, t.id, call.lang) or t.id}  {_task_line(call, t)}" for t in found
    ]
    call.answer(data, lines or [call.text(words.NO_TASKS)])


def _task_line(call: Call, task: Task) -> str:
    name = task.detail.get("name") or ENTITIES[task.entity].label(call.lang)
    return words_task.said(task.kind, task.detail, task.entity, str(name), call.lang)
