"""House-to-house survey rounds (摸底): the walk list, what was found at each door, the difference list, the closing.

A door's id is made of the round's and of the household's or child's: two computers that make the same door make one
record, whose changes are merged. What a round changed is not typed: it is read from the log, as every file was before
the round began and as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import freezing, guarding, recording
from casefiles.domain import rounds
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.conditions import IS
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse
from casefiles.domain.survey import SURVEY_LINE, SURVEY_ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casefiles.domain.conditions import Condition
    from casefiles.domain.doors import Door, LineRow
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.recording import Saved

    Told = Callable[[int, int], object]

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Village:
    """How far a round is in one village: doors by outcome."""

    name: str
    counts: Mapping[str, int]

    @property
    def doors(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Those where somebody has been."""
        return self.doors - self.counts.get("not_yet", 0)


def rounds_of(office: Office) -> list[Record]:
    """All rounds, the newest first."""
    return office.queries.select("survey_round", None, "-start")


def named(office: Office, text: str) -> Record:
    """The round of this id or name, or name and first day; '' is the newest of all. Refusals: NO_ROUND, WHICH_ROUND."""
    found = rounds_of(office)
    if not text:
        if found:
            return found[0]
        raise Refusal(Problem("NO_ROUND", "survey_round", value=text))
    for calls in (lambda r: r.id, called, lambda r: str(r.values.get("name") or "")):
        some = [one for one in found if calls(one) == text.strip()]
        if some:
            return _only(some, text)
    raise Refusal(Problem("NO_ROUND", "survey_round", value=text))


def only_open(office: Office, text: str) -> Record:
    """The round that is meant by a command that writes: as `named`, but '' is the one open round there is.

    Refusals: NO_ROUND, NO_OPEN_ROUND, WHICH_ROUND.
    """
    if text:
        return named(office, text)
    some = [r for r in rounds_of(office) if not r.values.get("closed_on")]
    if not some:
        raise Refusal(Problem("NO_OPEN_ROUND", "survey_round"))
    return _only(some, "")


def only_closed(office: Office, text: str) -> Record:
    """As `named`, but '' is the one closed round there is. Refusals: NO_ROUND, ROUND_NOT_CLOSED, WHICH_ROUND."""
    round_ = named(office, text)
    some = [r for r in rounds_of(office) if r.values.get("closed_on")]
    return round_ if text or not some else _only(some, "")


def called(round_: Record) -> str:
    """A round's name with its first day: what tells two of one name apart."""
    return f"{round_.values.get('name') or round_.id} {round_.values.get('start') or ''}".strip()


def _only(some: Sequence[Record], text: str) -> Record:
    """The one of these rounds; with several somebody has to say which."""
    if len(some) == 1:
        return some[0]
    choices = "\n".join(f"  {called(one)}  {one.id}" for one in some)
    raise Refusal(Problem("WHICH_ROUND", "survey_round", value=text, args={"n": len(some), "choices": choices}))


def make(office: Office, draft: Mapping[str, str], told: Told | None = None) -> tuple[str, int]:
    """A new round with its walk list, in one transaction: its id and how many doors it has. `told(done, all)` follows
    it; what it raises stops it, and nothing is written.

    Refusals: those of the form, ROUND_EMPTY.
    """
    checked = recording.check(SURVEY_ROUND, draft, office.clock.today())
    refuse(checked.problems)
    row = new_id(SURVEY_ROUND.prefix, office.clock.now_ms())
    values = {n: v for n, v in checked.values.items() if v is not None}
    lines = _lines(office, row, values, _before(office, str(values["start"]), row), told)
    if not lines:
        raise Refusal(Problem("ROUND_EMPTY", "survey_round", field="villages", value=str(values["name"])))
    guarding.keep(office, [Edit("survey_round", row, values, ()), *lines], told)
    return row, len(lines)


def more_doors(office: Office, round_: Record) -> int:
    """Doors for what was registered since the walk list was made; how many. Refusals: NO_ROUND, ROUND_CLOSED."""
    round_ = freezing.as_it_stands(office, round_.id)
    lines = _lines(office, round_.id, round_.values, _before(office, str(round_.values.get("start") or ""), round_.id))
    if lines:
        guarding.write(office, lines)
    return len(lines)


def found(office: Office, round_: Record, row: str, on: str, by: str) -> str:
    """A household or child that was registered on the way stands on the walk list, as new and seen; its door.

    Refusals: NO_ROUND, ROUND_CLOSED, NOT_FOUND, FILE_MOVED.
    """
    round_ = freezing.as_it_stands(office, round_.id)
    record = recording.record(office, row)
    home = record.values.get("household") if record.entity == "child" else row
    door = home if home and (h := office.queries.get(str(home))) and not h.deleted else row
    line = rounds.line_id(round_.id, str(door))
    seen = {"outcome": "seen", "change": "new", "on": on, "by": by or None}
    stands = office.queries.get(line)
    if stands is not None and not stands.deleted:
        kept = {} if stands.values.get("outcome") else seen
        if record.entity == "child" and not stands.values.get("change"):
            kept = {**seen, "change": "changed"}
        if kept:
            guarding.write(office, [Edit("survey_line", line, kept, stands.heads)])
        return line
    behind = record if door == row else recording.record(office, str(door))
    held = _rows(office, round_.id, str(behind.values.get("village") or ""))
    place = 1 + max((int(r.place or 0) for r in held), default=0)
    values = {**_door_values(round_.id, behind), **seen, "place": place}
    guarding.write(office, [Edit("survey_line", line, values, ())])
    return line


def put(office: Office, line: str, **draft: str) -> Saved:
    """What was found at a door: outcome, on, by, change, note. Refusals: those of the form, ROUND_CLOSED,
    ROUND_NOT_HERE."""
    return recording.save(office, SURVEY_LINE, draft, line)


def take_back(office: Office, round_: str) -> None:
    """Take a round back that was just made, with its doors. Refusals: NO_ROUND, ROUND_CLOSED."""
    freezing.as_it_stands(office, round_)
    edits = [Edit("survey_line", row, {DELETED: 1}) for row in office.queries.surveys.line_ids(round_)]
    guarding.keep(office, [Edit("survey_round", round_, {DELETED: 1}), *edits])


def doors(office: Office, round_: str, fits: Sequence[Condition] = ()) -> list[str]:
    """The doors of a round that fit, in the order of the walk; one without an outcome is one not yet walked to.
    Refusal: NOT_FOUND."""
    recording.record(office, round_, "survey_round")
    wanted = [c.values for c in fits if (c.field, c.op) == ("outcome", IS)]
    others = [c for c in fits if (c.field, c.op) != ("outcome", IS)]
    chosen = {
        r.id
        for r in office.queries.select("survey_line", {"round": round_}, fits=others)
        if all((r.values.get("outcome") or "not_yet") in values for values in wanted)
    }
    return [row for row in office.queries.surveys.line_ids(round_) if row in chosen]


def progress(office: Office, round_: str) -> list[Village]:
    """How far the round is, by village."""
    counted: dict[str, dict[str, int]] = {}
    for village, outcome, n in office.queries.surveys.progress(round_):
        counted.setdefault(village, {})[outcome] = n
    return [Village(name, counts) for name, counts in counted.items()]


def told(villages: Iterable[Village]) -> dict[str, int]:
    """Doors by outcome, all villages together, in the order of the outcomes."""
    found = dict.fromkeys(rounds.OUTCOMES, 0)
    for village in villages:
        for outcome, n in village.counts.items():
            found[outcome] = found.get(outcome, 0) + n
    return found


def _before(office: Office, start: str, row: str) -> dict[str, int]:
    """The order of the walk of the last round before this one that had a walk list."""
    for one in rounds_of(office):
        if one.id != row and (str(one.values.get("start") or ""), one.id) < (start, row):
            places = office.queries.surveys.places(one.id)
            if places:
                return places
    return {}


def _lines(
    office: Office, round_: str, values: Mapping[str, Stored], last: Mapping[str, int], told: Told | None = None
) -> list[Edit]:
    """The doors that the round does not have yet, as edits, each with its place in the walk; none of a child whose file
    another office took over."""
    doors = office.queries.surveys.doors(rounds.villages_of(values))
    if told is not None:
        told(0, 2 * len(doors))
    ids = {d.target: rounds.line_id(round_, d.target) for d in doors}
    stand = office.queries.surveys.standing(list(ids.values()))
    fresh = [d for d in doors if ids[d.target] not in stand]
    at: dict[str, int] = {}
    if stand:
        for row in office.queries.surveys.line_rows(office.queries.surveys.line_ids(round_)):
            at[row.village] = max(at.get(row.village, 0), int(row.place or 0))
    edits = []
    for door in sorted(fresh, key=lambda d: _order(d, last)):
        at[door.village] = at.get(door.village, 0) + 1
        line: dict[str, Stored] = {"round": round_, "place": at[door.village]}
        line |= {n: v for n in ("household", "child", "name", "village", "address") if (v := getattr(door, n))}
        edits.append(Edit("survey_line", ids[door.target], line, ()))
    return guarding.ours(office, edits)


def _order(door: Door, last: Mapping[str, int]) -> tuple[object, ...]:
    """The way of the last walk; who was not on it follows by hamlet, house number and name."""
    place = last.get(door.target)
    address = [(int(p), "") if p.isdigit() else (-1, p) for p in _DIGITS.split(door.address) if p]
    return door.village, place is None, place or 0, not address, address, door.name, door.target


def _door_values(round_: str, record: Record) -> dict[str, Stored]:
    values: dict[str, Stored] = {"round": round_, record.entity: record.id}
    values |= {n: v for n in ("name", "village") if (v := record.values.get(n))}
    parts = [str(record.values.get(n) or "") for n in ("hamlet", "address")]
    address = parts[1] if parts[0] in parts[1] else " ".join(p for p in parts if p)
    return values | ({"address": address[:200]} if address else {})


def _rows(office: Office, round_: str, village: str) -> Sequence[LineRow]:
    return office.queries.surveys.line_rows(office.queries.surveys.line_ids(round_, village))

