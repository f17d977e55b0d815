"""What is to be done today, as lists: each has a count, and each of its lines opens what it speaks of.

Lines of the villages somebody answers for come first; who stands in for a colleague answers for theirs too until the
day named.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from casefiles import duplicates, homecoming, questioning, transferring
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import LANGS
from casefiles.exchange import offices, scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.duplicates import Twins
    from casefiles.homecoming import CameBack
    from casefiles.office import Office
    from casefiles.ports import Record, Task

NAMES = (
    "overdue", "due_week", "reports", "transfers", "questions", "answers", "came_back",
    "follow_ups", "reviews", "actions", "unmatched", "silent",
    "red_matches", "not_asked", "stuck", "agreements", "checks", "mentor_age", "mentor_health", "untrained",
    "unverified", "categories", "pledges", "economies", "birthdays", "coming_of_age", "grown",
    "missing_id", "missing_birth", "missing_sex", "missing_health", "missing_schooling", "missing_guardian",
    "missing_category", "twins", "tasks", "receipts",
)  # fmt: skip
"""the lists in the order in which a day is worked through"""
WEEK_DAYS = 7
SILENT_DAYS = 60
"""a mentor with a child who wrote no visit for two months"""
BIRTHDAY_DAYS = 14
COMING_DAYS = 90
AGES = (6, 16, 18)
"""school begins; may be out of work, and the ID card lasts ten years; no longer a child"""
MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `entity` and `id` are what it opens, `day` and `more` what it says; `mine`: of my villages."""

    entity: str
    id: str
    name: str
    village: str = ""
    day: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of each list are left for today, in the order of NAMES, how many that still stand there were put
    off (of the lists where there are any), and the lists whose number is still to come."""

    left: Mapping[str, int]
    away: Mapping[str, int]
    waits: frozenset[str] = frozenset()


def tally(office: Office, *, whole: bool = True) -> Tally:
    """All lists counted once; unless `whole`, what takes long is left for another time (`waits`)."""
    counted, waits = _counts(office, whole=whole)
    today = office.clock.today().isoformat()
    named = {key.partition(" ")[0] for key, day in _off(office).items() if day > today}
    away = {}
    for name in NAMES:
        if name in named and counted[name]:  # only these lists are read
            held = off(office, name)
            away[name] = sum(key(line) in held for line in lines(office, name, counted[name]))
    return Tally({name: n - away.get(name, 0) for name, n in counted.items()}, away, waits)


def counts(office: Office) -> dict[str, int]:
    """How many lines of each list are left for today, in the order of NAMES."""
    return dict(tally(office).left)


def left(office: Office, name: str, limit: int = MOST) -> list[Line]:
    """The first lines of a list without those that were put off for today. Refusal: UNKNOWN_WORKLIST."""
    held = off(office, name)
    return [line for line in lines(office, name, limit + len(held)) if key(line) not in held][:limit]


def key(line: Line) -> str:
    """What a line is put off by: the record it speaks of."""
    return line.more.get("row") or line.id


def of_day(office: Office, names: Sequence[str]) -> dict[str, list[tuple[str, Line]]]:
    """The children on these lists today and what is to be done there: id -> (list, line); of my villages, if I have
    any."""
    found: dict[str, list[tuple[str, Line]]] = {}
    villages = mine(office)
    for name in names:
        for line in left(office, name):
            if line.entity == "child" and (line.mine or not villages):
                found.setdefault(line.id, []).append((name, line))
    return found


def _counts(office: Office, *, whole: bool = True) -> tuple[dict[str, int], frozenset[str]]:
    found = dict(office.queries.worklist_counts(whole=whole))
    waits = frozenset({"categories"} - found.keys())
    away = len(transferring.merged_away(office)) + len(transferring.people_away(office))
    found["transfers"] = len(transferring.waiting(office)) + away
    found["came_back"] = len(homecoming.came_back(office))
    found["questions"] = len(questioning.to_answer(office))
    found["answers"] = len(questioning.to_settle(office))
    found["twins"] = len(duplicates.kept(office))
    found["tasks"] = len(office.queries.tasks())
    found["receipts"] = sum(1 for _, n in _without_receipt(office) if n)
    return {name: found.get(name, 0) for name in NAMES}, waits


def lines(office: Office, name: str, limit: int = MOST) -> list[Line]:
    """The first lines of a list, mine first. Refusal: UNKNOWN_WORKLIST."""
    if name not in NAMES:
        near = get_close_matches(name, NAMES, 3, 0.6)
        args = {"choices": ", ".join(near or NAMES), "near": near}
        raise Refusal(Problem("UNKNOWN_WORKLIST", value=name, args=args))
    if name == "tasks":
        return [_task(office, t) for t in office.queries.tasks()][:limit]
    if name == "transfers":
        found = [*transferring.waiting(office), *transferring.merged_away(office)]
        away = [_person(record, day) for record, day in transferring.people_away(office)]
        return [*(_transfer(office, t) for t in found), *away][:limit]
    if name == "came_back":
        return [_came_back(office, one) for one in homecoming.came_back(office)][:limit]
    if name == "questions":
        return [_question(office, q) for q in questioning.to_answer(office)][:limit]
    if name == "answers":
        return [_question(office, q) for q in questioning.to_settle(office)][:limit]
    if name == "twins":
        return [_twins(t) for t in duplicates.kept(office, limit)]
    if name == "receipts":
        called = offices.names(office)
        owed = [(code, n) for code, n in _without_receipt(office) if n]
        return [Line("office", code, called.get(code, code), more={"n": str(n)}) for code, n in owed][:limit]
    villages = mine(office)
    return [_line(row, villages) for row in office.queries.worklist(name, sorted(villages), limit)]


# put off


def put_off_today(office: Office, name: str, row: str) -> Line:
    """Leave a line out until tomorrow; `row` is its record or what it opens. Refusals: UNKNOWN_WORKLIST, NOT_FOUND."""
    whole = _counts(office)[0].get(name, 0)
    line = next((one for one in lines(office, name, max(whole, 1)) if row in (one.id, one.more.get("row"))), None)
    if line is None:
        raise Refusal(Problem("NOT_FOUND", name, row, value=row))
    put_off(office, name, key(line), office.clock.today() + dt.timedelta(days=1))
    return line


def put_off(office: Office, name: str, row: str, until: dt.date) -> None:
    """Leave a line out of a list until that day: it was seen to today, or they were called. Refusal: STAND_IN_PAST."""
    if until <= office.clock.today():
        raise Refusal(Problem("STAND_IN_PAST", value=until.isoformat()))
    held = {key: day for key, day in _off(office).items() if day > office.clock.today().isoformat()}
    held[f"{name} {row}"] = until.isoformat()
    office.ledger.keep_setting(f"put_off:{office.me.login}", json.dumps(held))


def take_up(office: Office, name: str, row: str) -> None:
    """Put it on the list again."""
    held = {key: day for key, day in _off(office).items() if key != f"{name} {row}"}
    office.ledger.keep_setting(f"put_off:{office.me.login}", json.dumps(held) if held else None)


def off(office: Office, name: str) -> dict[str, str]:
    """Lines of a list that are left out today: id -> the day they are back."""
    today = office.clock.today().isoformat()
    found = ((key.partition(" "), day) for key, day in _off(office).items() if day > today)
    return {row: day for (of, _, row), day in found if of == name}


def _off(office: Office) -> dict[str, str]:
    return dict(json.loads(office.ledger.setting(f"put_off:{office.me.login}") or "{}"))


def _line(row: Mapping[str, Stored], villages: frozenset[str]) -> Line:
    def text(key: str) -> str:
        return str(row.get(key) or "")

    more = {n: text(n) for n in ("age", "state", "mentor", "row") if row.get(n)}
    village = text("village")
    return Line(text("entity"), text("id"), text("name"), village, text("day"), more, village in villages)


TOLD = ("offices", "here", "there", "fields", "n")
"""what a line of a derived task keeps of its detail"""


def _task(office: Office, task: Task) -> Line:
    """A derived task opens the child it hangs on, where there is one."""
    detail = task.detail
    child = task.id if task.entity == "child" else detail.get("child", "")
    opens = ("child", child) if child else (task.entity, task.id)
    more = {"kind": task.kind, "of": task.entity, **{n: detail[n] for n in TOLD if n in detail}}
    name = detail.get("name", "")
    if task.kind == "fork":
        name = office.home.name if name == office.ledger.device else office.ledger.called(name)
    return Line(*opens, name, more=more)


def _transfer(office: Office, transfer: Record) -> Line:
    """A file that is on its way: for this office to answer, or from it."""
    child = office.queries.get(str(transfer.values.get("child") or ""))
    values = child.values if child is not None else {}
    gone = "stayed" if transfer.values.get("reason") == "stayed" else "gone"
    over = transfer.values.get("state") == "accepted"
    more = {"for": gone if over else "us" if transferring.is_for(office, transfer) else "", "row": transfer.id,
            "to": transferring.place(office, str(transfer.values.get("to_area") or ""))}  # fmt: skip
    name, village = str(values.get("name") or ""), str(values.get("village") or "")
    return Line("child", str(transfer.values.get("child")), name, village, str(transfer.values.get("on") or ""), more)


def _person(record: Record, day: str) -> Line:
    """A mentor or household whose file was merged into another office's."""
    name, village = (str(record.values.get(n) or "") for n in ("name", "village"))
    return Line(record.entity, record.id, name, village, day, {"for": "merged", "to": ""})


def _came_back(office: Office, back: CameBack) -> Line:
    """A file that was sent back, and how many of its matches the transfer ended."""
    values = back.transfer.values
    child = office.queries.get(str(values.get("child") or ""))
    name, village = (str(child.values.get(n) or "") if child is not None else "" for n in ("name", "village"))
    to = transferring.place(office, str(values.get("to_area") or ""))
    more = {"n": str(len(back.matches)), "row": back.transfer.id, "to": to}
    return Line("child", str(values.get("child")), name, village, str(values.get("answered_on") or ""), more)


def _question(office: Office, question: Record) -> Line:
    """A question that was sent back opens the file that it is about."""
    entity, row = questioning.owner_of(question) or ("question", question.id)
    file = office.queries.get(row)
    values = file.values if file is not None else {}
    said = question.values
    more = {"row": question.id, **{n: str(said[n]) for n in ("reason", "text", "answer", "asked_office", "field", "of")
            if said.get(n)}}  # fmt: skip
    day = str(said.get("answered_on" if said.get("answer") else "asked_on") or "")
    return Line(entity, row, str(values.get("name") or ""), str(values.get("village") or ""), day, more)


def _twins(found: Twins) -> Line:
    """Two files that may be one child's; the older stands first."""
    values, other = found.one.values, found.other.values
    more = {"other": found.other.id, "name": str(other.get("name") or ""), "points": str(found.likeness.points)}
    more |= {f"why_{lang}": "、".join(reason(lang) for reason in found.likeness.reasons) for lang in LANGS}
    return Line("child", found.one.id, str(values.get("name") or ""), str(values.get("village") or ""), more=more)


def _without_receipt(office: Office) -> list[tuple[str, int]]:
    """The offices above that have not acknowledged everything made here, and how many changes they lack."""
    above = [p.office for p in office.ledger.peers() if scope.above(office.home.code, p.office)]
    return [(code, office.queries.unacknowledged(code)) for code in above]


# whose villages


def my_villages(office: Office) -> tuple[str, ...]:
    """The villages that the person at the desk answers for, in order."""
    return _kept(office, office.me.login)


def answer_for(office: Office, villages: Iterable[str]) -> None:
    """Keep them (in this office's own settings; they do not travel)."""
    wanted = sorted({v.strip() for v in villages} - {""})
    kept = json.dumps(wanted, ensure_ascii=False) if wanted else None
    office.ledger.keep_setting(f"villages:{office.me.login}", kept)


def stand_in(office: Office, colleague: str, until: dt.date | None) -> None:
    """Answer for a colleague's villages too, through the day `until`; None ends it. Refusals: NO_VILLAGES_KEPT,
    STAND_IN_PAST."""
    held = {login: day for login, day in deputies(office).items() if login != colleague}
    if until is not None:
        if not _kept(office, colleague) or colleague == office.me.login:
            raise Refusal(Problem("NO_VILLAGES_KEPT", value=colleague))
        if until < office.clock.today():
            raise Refusal(Problem("STAND_IN_PAST", value=until.isoformat()))
        held[colleague] = until.isoformat()
    office.ledger.keep_setting(f"stands_in:{office.me.login}", json.dumps(held) if held else None)


def deputies(office: Office) -> dict[str, str]:
    """Whom the person at the desk stands in for today: login -> last day."""
    kept = json.loads(office.ledger.setting(f"stands_in:{office.me.login}") or "{}")
    today = office.clock.today().isoformat()
    return {login: day for login, day in kept.items() if day >= today}


def mine(office: Office) -> frozenset[str]:
    """The villages whose lines come first today."""
    return frozenset(v for login in (office.me.login, *deputies(office)) for v in _kept(office, login))


def _kept(office: Office, login: str) -> tuple[str, ...]:
    return tuple(json.loads(office.ledger.setting(f"villages:{login}") or "[]"))


__all__: Sequence[str] = (
    "NAMES", "Line", "Tally", "answer_for", "counts", "deputies", "key", "left", "lines", "mine", "my_villages",
    "of_day", "off", "put_off", "put_off_today", "stand_in", "take_up", "tally",
)  # fmt: skip
