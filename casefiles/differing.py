"""The difference list of a survey round, and its closing: new, changed, left, aged out, each with what changed."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles import freezing, guarding
from casefiles.domain import rounds
from casefiles.domain.changes import Edit
from casefiles.domain.checks import ADULT
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.ids import made_ms
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.rounds import Difference, What
from casefiles.surveying import progress, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.doors import LineRow
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.surveying import Told

MOST = 60_000
"""characters of what is frozen in one door"""
_SHORT = (400, 60, 0)
"""how much of a value is kept when a door has too much to tell"""
_FIELDS = {
    name: tuple(n for n, f in ENTITIES[name].fields.items() if not isinstance(f.kind, Ref)) for name in rounds.DIFFERING
}
"""what is compared: references would be told by ids that nobody knows"""


@dataclass(slots=True)
class _Since:
    """What was written since the round began: values before and now by record, what differs by child or household."""

    before: dict[str, Mapping[str, Stored] | None] = field(default_factory=dict)
    now: dict[str, Mapping[str, Stored] | None] = field(default_factory=dict)
    what: defaultdict[str, list[What]] = field(default_factory=lambda: defaultdict(list))


def differences(office: Office, round_: Record) -> list[Difference]:
    """The list of a round: as it is today, or as it was frozen when the round was closed."""
    return _thawed(office, round_) if round_.values.get("closed_on") else _List(office, round_).made()


class _List:
    """The difference list of an open round."""

    def __init__(self, office: Office, round_: Record) -> None:
        self._office, self._round = office, round_.id
        self._day = office.clock.today()
        self._start = dt.date.fromisoformat(str(round_.values.get("start") or self._day))
        self._villages = rounds.villages_of(round_.values)
        self._made_ms = made_ms(round_.id) or 0
        self._since = _since(office, self._start, self._made_ms)
        self._marks = {row.household or row.child: row for row in office.queries.surveys.marked(round_.id)}
        self._kinds: dict[str, str] = {}
        self._values: dict[str, Mapping[str, Stored]] = {}
        self._here: set[str] = set()
        """children who stand on the list today"""
        self._were: set[str] = set()
        """homes of children who stood on it before the round began"""

    def made(self) -> list[Difference]:
        """All of it, in the order in which it is read."""
        doors = self._office.queries.surveys.children_at([t for t, row in self._marks.items() if row.household])
        children = {row for row in (*self._since.before, *self._since.what) if _is(row, "child")}
        children.update(self._office.queries.surveys.born_by(_born_by(self._day), self._villages))
        children.update(c for some in doors.values() for c in some)
        children.update(row.child for row in self._marks.values() if row.child)
        for child in sorted(children):
            self._judge(child)
        found = [d for target, row in self._marks.items() if (d := self._marked(row, doors.get(target, [target])))]
        found += [self._difference(kind, "child", child) for child, kind in self._kinds.items() if kind]
        found += self._households({d.id for d in found})
        order = {kind: n for n, kind in enumerate(rounds.KINDS)}
        return sorted(found, key=lambda d: (order[d.kind], d.village, d.name, d.id))

    def _judge(self, child: str) -> None:
        now = self._standing(child)
        before = self._since.before.get(child, now)
        differs = bool(self._since.what.get(child))
        walked, villages, start = self._walked(child), self._villages, self._start
        self._kinds[child] = rounds.judge(
            before, now, villages, start, self._day, differs=differs, walked=walked
        )
        self._values[child] = now or before or {}
        if rounds.was_on_list(before, now, villages, start, walked=walked):
            self._were.add(str(self._values[child].get("household") or ""))
        if rounds.on_list(now, self._villages, self._day):
            self._here.add(child)

    def _walked(self, row: str) -> bool:
        """Whether a record was on file when the walk list was made."""
        return (made_ms(row) or self._made_ms) < self._made_ms

    def _standing(self, row: str) -> Mapping[str, Stored] | None:
        if row in self._since.now:
            return self._since.now[row]
        found = self._office.queries.get(row)
        return None if found is None or found.deleted else found.values

    def _marked(self, row: LineRow, children: Sequence[str]) -> Difference | None:
        """Put the mark of a door on its children: who moved, all of them; else the only one. When none bears it, it
        is a difference of the door itself."""
        mark = rounds.mark_of({"outcome": row.outcome, "change": row.change})
        here = [c for c in children if c in self._here]
        if mark and (mark == "left" or len(here) == 1):
            for child in here:
                if rounds.yields(self._kinds[child]):
                    self._kinds[child] = mark
        if not mark or any(self._kinds.get(c) == mark for c in children):
            return None
        entity, target = ("household", row.household) if row.household else ("child", row.child)
        what = tuple(self._since.what.get(target, ()))
        return Difference(mark, entity, target, row.name, row.village, row.id, what, row.note)

    def _households(self, told_of: set[str]) -> list[Difference]:
        """Households whose own record differs, unless a child of theirs tells the same."""
        with_child = {(str(self._values[c].get("household") or ""), kind) for c, kind in self._kinds.items()}
        found = []
        for home in {row for row in (*self._since.before, *self._since.what) if _is(row, "household")} - told_of:
            now = self._standing(home)
            before = self._since.before.get(home, now)
            self._values[home] = now or before or {}
            there = before is not None or self._walked(home) or home in self._were
            kind = "new" if not there else "left" if now is None else "changed"
            if kind == "changed" and not self._since.what.get(home):
                continue  # written late, and as it was
            scope = not self._villages or self._values[home].get("village") in self._villages
            if scope and (before or now) and (kind == "changed" or (home, kind) not in with_child):
                found.append(self._difference(kind, "household", home))
        return found

    def _difference(self, kind: str, entity: str, row: str) -> Difference:
        values = self._values[row]
        home = str(values.get("household") or "")
        mark = self._marks.get(row) or self._marks.get(home)
        line = mark.id if mark else rounds.line_id(self._round, self._door(home) or row)
        what = tuple(self._since.what.get(row, ()))
        name, village = str(values.get("name") or ""), str(values.get("village") or "")
        return Difference(kind, entity, row, name, village, line, what, mark.note if mark else "")

    def _door(self, home: str) -> str:
        return home if home and self._standing(home) is not None else ""


def _is(row: str, entity: str) -> bool:
    return row.startswith(f"{ENTITIES[entity].prefix}-")


def _born_by(day: dt.date) -> str:
    """The last birth date of somebody who is grown up on a day (who was born on 29 February is a day later)."""
    try:
        return day.replace(year=day.year - ADULT).isoformat()
    except ValueError:
        return day.replace(year=day.year - ADULT, day=28).isoformat()


def _since(office: Office, start: dt.date, made: int) -> _Since:
    found = _Since()
    ms = int(dt.datetime.combine(start, dt.time()).timestamp() * 1000)
    touches = [t for t in office.queries.surveys.changed_since(ms, rounds.DIFFERING, made) if t.before or t.now]
    for touch in touches:
        if touch.entity in ("child", "household"):
            found.before[touch.id], found.now[touch.id] = touch.before, touch.now
    for touch in touches:
        before, now = touch.before, touch.now
        hangs = touch.entity not in ("child", "household")
        values = now or before or {}
        owner = str(values.get("child") or values.get("household") or "") if hangs else touch.id
        title = ENTITIES[touch.entity].title
        if not owner:
            continue
        if before is not None and now is not None:
            found.what[owner] += rounds.compared(touch.entity, before, now, _FIELDS[touch.entity])
            continue
        if hangs and now is None:
            found.what[owner].append(What(touch.entity, "", values.get(title), None))
            continue
        tells: list[What] = []
        if hangs and now is not None:
            owner_came = found.before.get(owner, now) is None
            tells = rounds.came(touch.entity, now, start, title, owner_came=owner_came)
        if not tells and now is not None and touch.walked is not None:  # written late, and changed since the walk list
            tells = rounds.compared(touch.entity, touch.walked, now, _FIELDS[touch.entity])
        found.what[owner] += tells
    found.what = defaultdict(list, {row: what for row, what in found.what.items() if what})
    return found


# the closing


def close(office: Office, round_: Record, step: Told | None = None) -> int:
    """Freeze a round: every difference in its door, the figures and how far every log is known in the round; how many
    differences. Refusals: ROUND_CLOSED, ROUND_NOT_BEGUN.

    In one transaction; `step(done, all)` follows it, and what it raises stops it with the round open as before.
    """
    round_ = freezing.as_it_stands(office, round_.id)
    villages = progress(office, round_.id)
    if not villages:
        raise Refusal(Problem("ROUND_NOT_BEGUN", "survey_round", round_.id, value=str(round_.values.get("name") or "")))
    if step is not None:
        step(0, 0)
    found = differences(office, round_)
    by_door: defaultdict[str, list[Difference]] = defaultdict(list)
    for one in found:
        by_door[one.line].append(one)
    held = _held(office, by_door)
    edits = [_in_door(held, round_.id, line, some) for line, some in by_door.items()]
    stale = [line for line, _ in office.queries.surveys.frozen(round_.id) if line not in by_door]
    edits += [Edit("survey_line", line, {"frozen": None}) for line in stale]
    seen = _seen(office)
    own = office.ledger.device
    seen[own] = seen.get(own, 0) + len(edits)  # what is written into the doors here has been seen too
    day = office.clock.today().isoformat()
    result = {
        "on": day,
        "doors": sum(v.doors for v in villages),
        "outcomes": told(villages),
        "kinds": counted(found),
        "villages": [[v.name, v.doors, v.done] for v in villages][:1000],
        "seen": seen,
    }
    fields: dict[str, Stored] = {"closed_on": day, "closed_by": office.me.name, "result": _json(result)}
    if not round_.values.get("end"):
        fields["end"] = day
    edits.append(Edit("survey_round", round_.id, fields, round_.heads))
    guarding.keep(office, edits, step)
    return len(found)


def take_note(office: Office, round_: Record) -> int:
    """Somebody has looked at what came in after the closing: it is no task any more. What was frozen stays. At how many
    doors; where nothing came in nothing is written. Refusals: NO_ROUND, ROUND_NOT_CLOSED.
    """
    stands = office.queries.get(round_.id)
    if stands is None or stands.deleted:
        raise Refusal(Problem("NO_ROUND", "survey_round", value=round_.id))
    if not stands.values.get("closed_on"):
        name = str(stands.values.get("name") or "")
        raise Refusal(Problem("ROUND_NOT_CLOSED", "survey_round", stands.id, value=name))
    doors = came_late(office, stands.id)
    if not doors:
        return 0
    result = frozen_result(stands)
    noted = result.get("noted")
    held = noted if isinstance(noted, list) else []
    result |= {"seen": _seen(office), "noted": [*held, [office.clock.today().isoformat(), office.me.name]][-50:]}
    edit = Edit("survey_round", stands.id, {"result": _json(result)}, stands.heads)
    guarding.keep(office, [edit])
    return doors


def seen_too(office: Office, edits: Sequence[Edit]) -> list[Edit]:
    """What is to be written with these edits so that doors of closed rounds among them, written anew when a file is
    erased, are not taken for something that came in after the closing."""
    doors = [edit.row for edit in edits if edit.entity == "survey_line"]
    rounds_ = {str(line.values.get("round") or "") for line in office.queries.many(doors).values()} - {""}
    own, found = office.ledger.device, []
    for row, round_ in office.queries.many(sorted(rounds_)).items():
        result = frozen_result(round_)
        seen = result.get("seen")
        if isinstance(seen, dict):
            stands = office.ledger.vector().get(own)
            reached = (stands.seq if stands else 0) + len(edits)
            result["seen"] = {**seen, own: max(int(seen.get(own, 0)), reached)}
            found.append(Edit("survey_round", row, {"result": _json(result)}, round_.heads))
    return found


def came_late(office: Office, round_: str) -> int:
    """How many doors of a closed round have results that came in after the closing and nobody has looked at."""
    return sum(int(t.detail["n"]) for t in office.queries.tasks() if t.id == round_ and t.kind == "round_late")


def counted(found: Iterable[Difference]) -> dict[str, int]:
    """Differences by kind, in the order of the list."""
    counts = dict.fromkeys(rounds.KINDS, 0)
    for one in found:
        counts[one.kind] += 1
    return counts


def frozen_result(round_: Record) -> dict[str, object]:
    """The figures of a closed round as they were; {} for an open one."""
    try:
        found = json.loads(str(round_.values.get("result") or "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seen(office: Office) -> dict[str, int]:
    return {dev: seen.seq for dev, seen in office.ledger.vector().items()}


def _held(office: Office, by_door: Mapping[str, Sequence[Difference]]) -> Mapping[str, Record]:
    """The doors, and of those that are not on the walk list what is behind them; read at once."""
    doors = office.queries.many(list(by_door))
    behind = [some[0].id for line, some in by_door.items() if line not in doors or doors[line].deleted]
    return {**office.queries.many(behind), **doors}


def _in_door(held: Mapping[str, Record], round_: str, line: str, some: Sequence[Difference]) -> Edit:
    """What is frozen in a door; one that was not on the walk list is made."""
    stands = held.get(line)
    kept = next(text for most in _SHORT if len(text := _json([_plain(d, most) for d in some])) <= MOST or not most)
    if stands is not None and not stands.deleted:
        return Edit("survey_line", line, {"frozen": kept}, stands.heads)
    first = some[0]
    behind = held.get(first.id)
    home = str(behind.values.get("household") or "") if behind else ""
    target = home if home and rounds.line_id(round_, home) == line else first.id
    entity = "household" if _is(target, "household") else "child"
    values: dict[str, Stored] = {"round": round_, entity: target, "name": first.name or None, "frozen": kept}
    return Edit("survey_line", line, values | ({"village": first.village} if first.village else {}), ())


def _plain(one: Difference, most: int) -> list[object]:
    what = [[w.entity, w.field, _cut(w.before, most), _cut(w.after, most)] for w in one.what] if most else []
    return [one.kind, one.entity, one.id, one.name, one.village, what, one.note]


def _cut(value: Stored, most: int) -> Stored:
    return value[:most] + "…" if isinstance(value, str) and len(value) > most else value


def _json(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def _thawed(office: Office, round_: Record) -> list[Difference]:
    found = []
    for line, text in office.queries.surveys.frozen(round_.id):
        try:
            for kind, entity, row, name, village, what, note in json.loads(text):
                told_ = tuple(What(*one) for one in what)
                found.append(Difference(kind, entity, row, name, village, line, told_, note))
        except (ValueError, TypeError):
            continue  # not written by this program: it stays in the door, but is no line
    order = {kind: n for n, kind in enumerate(rounds.KINDS)}
    found = [d for d in found if d.kind in order]
    return sorted(found, key=lambda d: (order[d.kind], d.village, d.name, d.id))
