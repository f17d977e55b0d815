"""Fields that two offices changed without knowing of each other: listed, decided one by one or many at once.

A decision of many is previewed first: `plan` writes nothing and says of each field which value would stay, or that it
is left for a person. `apply` writes in one transaction; `undo` puts all values beside each other again, to be decided
anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles import guarding, leaving, recording, resolving
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import ENTITIES, PLACED
from casefiles.domain.fieldtypes import Name, Notes, Text
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.exchange import scope

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.merge import Rival
    from casefiles.office import Office
    from casefiles.ports import Record

    Told = Callable[[int, int], object]

MOST = 20_000
NEWER, LONGER, OF = "newer", "longer", "of:"
"""how many are decided at once: the value written last, the longest text, or that of an office (`of:999901`)"""
EVERY = 50


@dataclass(frozen=True, slots=True)
class Dispute:
    """One field of one record with several values; `offices` are the division codes of those who wrote them, in the
    order of `rivals`, "" where the computer is nobody's that is known here."""

    record: Record
    name: str
    village: str = ""
    offices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.record.id}:{self.name}"

    @property
    def rivals(self) -> tuple[Rival, ...]:
        """The values, the one that is shown for now last."""
        return self.record.rivals[self.name]

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote them, as `login@office`: two clerks of one login in two offices are two people."""
        return tuple(f"{r.user}@{code}" for r, code in zip(self.rivals, self.offices, strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """What a decision would do with one field: `at` is the place of the value that stays, None leaves it open."""

    dispute: Dispute
    at: int | None
    problems: tuple[Problem, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether it will be written."""
        return self.at is not None and not self.problems


@dataclass(frozen=True, slots=True)
class Plan:
    """What a decision of many would do."""

    how: str
    lines: Sequence[Line] = ()

    @property
    def writing(self) -> list[Line]:
        return [line for line in self.lines if line.writes]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.problems]

    @property
    def open(self) -> list[Line]:
        """Fields that the rule does not decide."""
        return [line for line in self.lines if line.at is None and not line.problems]


@dataclass(frozen=True, slots=True)
class _Back:
    """One record as it was before it was decided."""

    entity: str
    row: str
    values: dict[str, tuple[Stored, ...]]
    along: dict[str, Stored]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written; `left` fields were not, because another value came in since they were looked at."""

    count: int
    left: int = 0
    touched: Touched = field(default_factory=Touched)
    back: tuple[_Back, ...] = ()
    beside: tuple[Edit, ...] = ()


def disputes(office: Office, most: int = MOST) -> list[Dispute]:
    """All fields with more than one value, by entity and record, but for those of files that another office took over:
    it decides them."""
    gone, found = leaving.given_away(office), office.queries.conflicts(most)
    return _disputes(office, [r for r in found if gone.keys().isdisjoint((r.id, str(r.values.get("child") or "")))])


def of_record(office: Office, record: Record) -> list[Dispute]:
    """The fields of one record with more than one value."""
    return _disputes(office, [record])


def _disputes(office: Office, records: Sequence[Record]) -> list[Dispute]:
    whose, villages = owners(office), _villages(office, records)
    return [
        Dispute(record, name, villages.get(record.id, ""), tuple(whose.get(r.dev, "") for r in rivals))
        for record in records
        for name, rivals in record.rivals.items()
    ]


def owners(office: Office) -> dict[str, str]:
    """Whose computers are known: device -> division code, ours and those it was before among them."""
    found = {dev: peer.office for peer in office.ledger.peers() for dev in scope.devices(office, peer.office)}
    ours = [office.ledger.device, *(device_id(link.old) for link in office.ledger.links())]
    return found | dict.fromkeys(ours, office.home.code)


def _villages(office: Office, records: Sequence[Record]) -> dict[str, str]:
    """The village of each record: its own, or that of the child, mentor or household it hangs on."""
    hangs = {
        r.id: next((str(r.values[n]) for n in PLACED if r.values.get(n)), "")
        for r in records
        if not r.values.get("village")
    }
    held = office.queries.many(sorted({row for row in hangs.values() if row}))
    found = {r.id: str(r.values["village"]) for r in records if r.values.get("village")}
    for row, owner in hangs.items():
        if owner in held:
            found[row] = str(held[owner].values.get("village") or "")
    return found


def rules(found: Sequence[Dispute]) -> list[str]:
    """By what these may be decided at once: by each office that wrote one of the values, by time, by length."""
    codes = dict.fromkeys(code for one in found for code in one.offices if code)
    return [*(OF + code for code in codes), NEWER, LONGER]


def chosen(dispute: Dispute, how: str) -> int | None:
    """The place of the value that a rule takes; None when it does not decide. Nobody's record goes, or comes back, by
    a rule: a deletion is left for a person."""
    rivals = dispute.rivals
    if dispute.name == DELETED:
        return None
    if how.startswith(OF):
        places = [n for n, code in enumerate(dispute.offices) if code == how.removeprefix(OF)]
        return places[0] if len({rivals[n].value for n in places}) == 1 else None
    if how == NEWER:
        return _most([r.ts for r in rivals])
    kind = ENTITIES[dispute.record.entity].fields[dispute.name].kind
    if not isinstance(kind, Text | Notes | Name):
        return None  # a longer code or a longer day says nothing
    return _most([len(str(r.value or "").strip()) for r in rivals])


def _most(measures: Sequence[int]) -> int | None:
    most = max(measures)
    return measures.index(most) if measures.count(most) == 1 else None


def plan(office: Office, found: Sequence[Dispute], how: str, told: Told | None = None) -> Plan:
    """What the rule makes of these fields; nothing is written."""
    lines = []
    for place, dispute in enumerate(found):
        if told is not None and not place % EVERY:
            told(place, len(found))
        lines.append(_line(office, dispute, chosen(dispute, how)))
    return Plan(how, lines)


def _line(office: Office, dispute: Dispute, at: int | None) -> Line:
    if at is not None:
        try:
            guarding.look(office, _edits(office, dispute, at, dispute.record.heads))
        except Refusal as refusal:
            return Line(dispute, at, refusal.problems)
    return Line(dispute, at)


def _edits(office: Office, dispute: Dispute, at: int, heads: tuple[bytes, ...]) -> list[Edit]:
    record, name, value = dispute.record, dispute.name, dispute.rivals[at].value
    typed = str(value or "") if name == DELETED else ENTITIES[record.entity].fields[name].kind.text(value)
    return resolving.edits(office, record.id, name, typed, heads)


def decide(office: Office, dispute: Dispute, at: int) -> Decided:
    """This value stays. Refusals: those of `resolving.resolve`."""
    return apply(office, Plan("", [Line(dispute, at)]))


def apply(office: Office, made: Plan, told: Told | None = None) -> Decided:
    """Write what was previewed, in one transaction, upon what was looked at: a field that got another value meanwhile
    is left out. What `told(done, all)` raises stops it, and nothing is written.

    Refusals: those of `resolving.resolve`."""
    lines, left = made.writing, 0
    touched: list[Touched] = []
    backs: dict[str, _Back] = {}
    beside: list[Edit] = []
    with office.ledger.together():
        for place, line in enumerate(lines):
            if told is not None and not place % EVERY:
                told(place, len(lines))
            dispute, at = line.dispute, line.at
            record = dispute.record
            now = office.queries.get(record.id)
            if at is None or now is None or _changes(now, dispute.name) != _changes(record, dispute.name):
                left += 1
                continue
            own, *others = _edits(office, dispute, at, now.heads)
            back = backs.setdefault(record.id, _Back(record.entity, record.id, {}, {}))
            back.values[dispute.name] = tuple(r.value for r in dispute.rivals)
            back.along.update({n: now.values.get(n) for n in own.fields if n not in back.values and n != DELETED})
            beside += recording.way_back(office, others)
            touched.append(guarding.write(office, [own, *others]))
    whole = _whole(touched)
    return Decided(len(touched), left, whole, tuple(backs.values()), tuple(beside))


def _changes(record: Record, name: str) -> set[bytes]:
    return {rival.change for rival in record.rivals.get(name, ())}


def undo(office: Office, done: Decided) -> Touched:
    """All values stand beside each other again. What somebody wrote into such a field since stays as it is.
    Refusals: REPORT_STANDS, ROUND_CLOSED, FILE_MOVED."""
    rounds: list[list[Edit]] = []
    for back in done.back:
        upon = (done.touched.last[back.row],)
        values = {n: v for n, v in back.values.items() if n not in _written_since(office, back.row, upon[0])}
        along = {n: v for n, v in back.along.items() if n not in back.values}
        for at in range(max(map(len, values.values()), default=0)):
            fields = {name: told[at] for name, told in values.items() if at < len(told)}
            rounds += [[]] if at == len(rounds) else []
            rounds[at].append(Edit(back.entity, back.row, {**along, **fields}, upon))
    rows = {back.row for back in done.back}
    others = {e.row: e for e in reversed(done.beside) if e.row not in rows and e.row in done.touched.last}
    rounds.append([Edit(e.entity, row, e.fields, (done.touched.last[row],)) for row, e in others.items()])
    with office.ledger.together():  # one write a value: of two edits in one write the later has seen the earlier
        return _whole([guarding.write(office, edits) for edits in rounds if edits])


def _written_since(office: Office, row: str, change: bytes) -> set[str]:
    entries = office.ledger.history(row)
    at = next((n for n, entry in enumerate(entries) if entry.change == change), len(entries))
    return {name for entry in entries[at + 1 :] for name in entry.fields}


def _whole(touched: Sequence[Touched]) -> Touched:
    """Several writes as one."""
    rows: dict[str, dict[str, None]] = {}
    fields: dict[str, frozenset[str]] = {}
    last: dict[str, bytes] = {}
    for one in touched:
        for entity, ids in one.rows.items():
            rows.setdefault(entity, {}).update(dict.fromkeys(ids))
        for row, names in one.fields.items():
            fields[row] = fields.get(row, frozenset()) | names
        last.update(one.last)
    return Touched({entity: tuple(ids) for entity, ids in rows.items()}, fields, last)
