"""Rows that become records of what hangs on people: visits, matches, spells, gifts, checks, results.

A row that is there already is found by whom it hangs on, its day and its kind (`SAME`), so that the same workbook can
be imported again. What a save brings with it (a mandatory report, the risk in the file) a row brings too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles import following, recording
from casefiles.domain import rounds
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.pending import Pending
from casefiles.roster.columns import OWNER, must, refs
from casefiles.roster.known import SMALL, differing
from casefiles.roster.outcome import Ignored, Outcome, State
from casefiles.roster.owners import FEW, Owners
from casefiles.roster.rows import Reading, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Queries, Record
    from casefiles.roster.heading import Heading

SAME: Mapping[str, tuple[str, ...]] = {
    "visit": ("child", "mentor", "on", "kind"),
    "visit_finding": ("visit", "area"),
    "match": ("child", "mentor", "start"),
    "match_event": ("match", "on", "status"),
    "support_contact": ("match", "on", "talked_to"),
    "aid": ("child", "household", "mentor", "batch", "on", "kind", "what"),
    "member": ("child", "relation", "name"),
    "category_spell": ("child", "category", "subcategory", "start"),
    "guardianship_spell": ("child", "kind", "name", "start"),
    "parent_spell": ("child", "member", "status", "start"),
    "economic_spell": ("household", "kind", "start"),
    "pledge": ("household", "signed_on"),
    "disability_certificate": ("child", "number"),
    "risk_review": ("child", "on"),
    "consent": ("child", "on", "name"),
    "need": ("child", "area", "what"),
    "action": ("child", "what"),
    "verification": ("child", "on"),
    "report": ("child", "on"),
    "mentor_check": ("mentor", "kind", "on"),
    "mentor_skill": ("mentor", "skill"),
    "mentor_training": ("mentor", "on", "topic"),
    "mentor_post": ("mentor", "post", "start"),
    "mentor_spell": ("mentor", "start"),
    "donor": ("name",),
    "fund": ("name",),
    "donation": ("donor", "on", "kind", "what"),
    "aid_batch": ("name", "on"),
    "session": ("on", "kind", "topic", "place"),
    "attendance": ("session", "child"),
    "screening_round": ("name", "on"),
    "screening_result": ("round", "child"),
    "survey_line": ("round", "household", "child"),
    "norm": ("name", "start"),
    "division": ("code", "start"),
}
"""Two rows in which these agree speak of the same record."""


class Standing:
    """The records that stand already, by the first field that tells them apart."""

    def __init__(self, queries: Queries, entity: str, rows: int) -> None:
        self._queries, self._entity, self._fields = queries, entity, SAME[entity]
        self._whole = queries.count(entity) <= max(SMALL, rows * FEW)
        self._by: defaultdict[Stored, list[Record]] = defaultdict(list)
        if self._whole:
            for record in queries.select(entity):
                self._by[record.values.get(self._first(record.values))].append(record)

    def _first(self, values: Mapping[str, Stored]) -> str:
        """The field a record is looked for by: the first that is not empty (aid reaches one of three)."""
        return next((n for n in self._fields if values.get(n) is not None), self._fields[0])

    def like(self, values: Mapping[str, Stored], given: Sequence[str]) -> Record | None:
        """The record of this key; fields the sheet has no column for do not tell records apart."""
        first = self._first(values)
        if values.get(first) is None:
            return None
        told = [n for n in self._fields if n in given or n == first]
        if self._whole:
            some = self._by.get(values[first], [])
        else:
            some = self._queries.select(self._entity, {first: values[first]})
        same = [r for r in some if all(r.values.get(n) == values.get(n) for n in told)]
        return same[0] if same else None


class Records(Rows):
    """One row, one record."""

    def __init__(
        self, office: Office, kind: Entity, headings: Mapping[int, Heading], rows: int, ignored: list[Ignored]
    ) -> None:
        super().__init__(office, kind, ignored)
        self._refs = refs(kind.name)
        self._rows = rows
        self._owners: dict[str, Owners] = {}
        self._standing = Standing(office.queries, kind.name, rows)
        self._earlier: dict[tuple[Stored, ...], str] = {}
        self._given = {
            s.group.removeprefix(OWNER) if s.group.startswith(OWNER) else s.field.name
            for h in headings.values()
            for s in h.columns.values()
        } | {"match", "visit"}
        self._brought: list[tuple[int, Edit]] = []
        self._pending = Pending(office)

    def judge(self, reading: Reading) -> None:
        """Whom the row hangs on, whether it stands already, what would be written."""
        own = reading.drafts.pop("", {})
        owners = self._owned(reading)
        draft = {**own, **{n: r.id for n, r in owners.items() if n in self.kind.fields}}
        for name in must(self.kind.name):
            if name not in draft and not any(k.startswith(f"{name}_") for k, _ in reading.problems):
                reading.problems.append((self._column(name), Problem("REQUIRED", self.kind.name, field=name)))
        child = owners.get("child")
        birth = str(child.values["birth_date"]) if child and child.values.get("birth_date") else None
        checked = recording.check(self.kind, draft, self.today, birth=birth)
        found = self._standing.like(checked.values, tuple(self._given)) if not reading.problems else None
        if found is not None:
            checked = recording.check(self.kind, draft, self.today, stands=found.values, birth=birth)
        damaged = {key for key, _ in reading.problems}
        for problem in checked.problems:
            key = self._column(problem.field) if problem.field in self._refs else self.key("", problem.field)
            if key not in damaged and not (problem.code == "REQUIRED" and problem.field in must(self.kind.name)):
                reading.problems.append((key, problem))
        self._double(reading, checked.values)
        name = self._named(owners, own)
        edits = [] if reading.problems else self._edits(reading, found, checked.values)
        if reading.problems:
            self.refused(reading, name)
            return
        state: State = "new" if found is None else "changed" if edits else "same"
        row = found.id if found else edits[0].row
        self.outcomes.append(Outcome(reading.sheet.name, reading.row + 1, state, name, row, tuple(edits)))
        self.odd(reading, own, checked.warnings)

    def finish(self) -> None:
        """Of what several rows would set in one record, the last row's word counts: it was judged with those before it,
        so it says what follows from all of them, in whatever order they stand in the sheet."""
        last = {(edit.row, name): at for at, edit in self._brought for name in edit.fields}
        for at, edit in self._brought:
            kept = {n: v for n, v in edit.fields.items() if last[edit.row, n] == at}
            if len(kept) != len(edit.fields):
                outcome = self.outcomes[at]
                edits = [replace(e, fields=kept) if e is edit else e for e in outcome.edits]
                self.outcomes[at] = replace(outcome, edits=tuple(e for e in edits if e.fields))

    def _owned(self, reading: Reading) -> dict[str, Record]:
        """The records that the row's columns name, by field; what is wrong goes to the report."""
        found: dict[str, Record] = {}
        groups = {g.removeprefix(OWNER): reading.drafts[g] for g in reading.drafts if g.startswith(OWNER)}
        order = sorted(groups, key=lambda n: n not in ("child", "mentor", "household"))
        for name in order:
            around = {n: r.id for n, r in found.items()}
            record, problems = self._register(name).of(groups[name], around)
            reading.problems += [(self.key(f"{OWNER}{name}", p.field), p) for p in problems]
            if record is not None:
                found[name] = record
        if "match" in self._refs and not reading.problems:
            self._match(reading, found)
        return found

    def _match(self, reading: Reading, found: dict[str, Record]) -> None:
        """The match of the row's child and mentor: the one that is open, else the last."""
        where: dict[str, Stored] = {n: found[n].id for n in ("child", "mentor") if n in found}
        some = self.office.queries.select("match", where, "-start") if "child" in where else []
        still = [m for m in some if m.values.get("end") is None]
        if len(still or some) > 1 and "mentor" not in where:
            some = []
        if not some:
            value = str(found["child"].values.get("name") or "") if "child" in found else ""
            problem = Problem("ROSTER_NO_MATCH", "match", field="mentor_name", value=value)
            reading.problems.append(("mentor_name" if "child" in found else "child_name", problem))
            return
        found["match"] = (still or some)[0]
        for name in ("child", "mentor"):
            held = found["match"].values.get(name)
            if held and name not in found and (record := self.office.queries.get(str(held))):
                found[name] = record

    def _register(self, name: str) -> Owners:
        field = self.kind.fields.get(name)
        entity = field.kind.entity if field is not None and isinstance(field.kind, Ref) else name
        if entity not in self._owners:
            self._owners[entity] = Owners(self.office.queries, entity, self._rows, self.today)
        return self._owners[entity]

    def _column(self, name: str) -> str:
        """The column in which a missing owner is spoken of."""
        if name in ("match", "visit"):
            name = "child"
        return next((s.key for s in self.slots.values() if s.group == f"{OWNER}{name}"), name)

    def _double(self, reading: Reading, values: Mapping[str, Stored]) -> None:
        told = SAME[self.kind.name]
        key = tuple(values.get(n) for n in told)
        if reading.problems or all(v is None for v in key):
            return
        where = f"{reading.sheet.name} {reading.row + 1}"
        earlier = self._earlier.setdefault(key, where)
        if earlier == where:
            return
        sheet, _, row = earlier.rpartition(" ")
        shown = row if sheet == reading.sheet.name else f"{row} ({sheet})"
        column = next((self.key("", n) for n in reversed(told) if n in self._given and n not in self._refs), "")
        column = column or self._column(told[-1])
        problem = Problem("ROSTER_DOUBLE_RECORD", self.kind.name, field=told[-1], args={"row": shown})
        reading.problems.append((column, problem))

    def _edits(self, reading: Reading, found: Record | None, values: Mapping[str, Stored]) -> list[Edit]:
        """The record's own edit and what a save of it brings with it; a refusal of that goes to the report."""
        if found is None:
            row = self._new_id(values)
            fields = {n: v for n, v in values.items() if v is not None}
            own = Edit(self.kind.name, row, fields, ())
        else:
            differs = differing(self.kind, found.values, {n: v for n, v in values.items() if v is not None})
            if not differs:
                return []
            own = Edit(self.kind.name, found.id, differs, found.heads)
        try:
            seen = self._pending.office(own.row)
            more, _ = following.follow(seen, own.entity, own.row, own.fields, found.values if found else None)
        except Refusal as refusal:
            first = next(iter(reading.heading.columns.values())).key
            for p in refusal.problems:
                key = self._column(p.field) if p.field in self._refs else self.key("", p.field)
                reading.problems.append((key if p.field else first, p))
            return [own]
        if reading.problems:
            return [own]
        self._pending.add([own, *more])
        self._brought += [(len(self.outcomes), e) for e in more]
        return [own, *more]

    def _new_id(self, values: Mapping[str, Stored]) -> str:
        if self.kind.name == "survey_line":  # the door's id follows from round and household or child
            return rounds.line_id(str(values["round"]), str(values.get("household") or values.get("child")))
        return new_id(self.kind.prefix, self.office.clock.now_ms())

    def _named(self, owners: Mapping[str, Record], own: Mapping[str, str]) -> str:
        for name in ("child", "household", "mentor", *owners):
            if name in owners and (title := owners[name].values.get(ENTITIES[owners[name].entity].title)):
                return str(title)
        return own.get(self.kind.title, "")
