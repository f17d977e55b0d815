"""A child's file goes to another office as a parcel: matches closed or handed over, a record of the transfer, and the
area changed, in one save.

The area sends it there: by the county's next package the whole file belongs to the office it names. That office
accepts, and from then on the old one only reads; or it sends the file back with a reason. Until the transfer was
exported it can be withdrawn, and later where nobody answers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles import destinations, recording, steps
from casefiles.domain import areas
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.codes.lists import TRANSFER_STATE
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse
from casefiles.exchange import dwelling, offices
from casefiles.leaving import open_matches, still_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Entry, Record

TRANSFER = ENTITIES["transfer"]
MOVED = "child_moved"
"""why a match ends that is not handed over"""
GONE = ("merged", "stayed")
"""why an office above says that a file is another office's: merged into one of theirs, or claimed and left there"""
WAITS = 30
"""days after which an office that did not answer no longer keeps the sender from taking the file back"""


@dataclass(frozen=True, slots=True)
class Transferred:
    """What a transfer, an answer or a withdrawal wrote, and what stood before it (None: the record is new)."""

    id: str
    child: str
    to_area: str
    ended: int = 0
    handed_over: int = 0
    before: Mapping[str, tuple[str, Mapping[str, Stored] | None]] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)
    reopened: int = 0


def place(office: Office, code: str) -> str:
    """What the office of a division is called: by its own name where it is known here."""
    return offices.name(office, code)


def waiting(office: Office) -> list[Record]:
    """The transfers that wait for an answer and are for this office or from it, the oldest first."""
    found = office.queries.select("transfer", {"state": "prepared"}, "on")
    return [t for t in found if is_for(office, t) or is_ours(office, str(t.values.get("from_area") or ""))]


def merged_away(office: Office) -> list[Record]:
    """The files that this office had, or put its division into, and that by the county's word are another office's,
    since the last WAITS days, newest first."""
    select = office.queries.select
    found = [t for why in GONE for t in select("transfer", {"state": "accepted", "reason": why}, "-answered_on")]
    since = (office.clock.today() - dt.timedelta(days=WAITS)).isoformat()
    ours = [t for t in found if is_ours(office, str(t.values.get("from_area") or "")) and not _to_us(office, t)]
    return [t for t in ours if str(t.values.get("answered_on") or "") >= since]


def people_away(office: Office) -> list[tuple[Record, str]]:
    """The mentors and households of this office that an office above merged into another office's file since WAITS
    days, and the day, newest first. (A child's file says so by a transfer.)"""
    since = (office.clock.today() - dt.timedelta(days=WAITS)).isoformat()
    found = []
    for entity in ("mentor", "household"):
        for record in office.queries.many(office.queries.merged_elsewhere(entity)).values():
            told = [e for e in office.ledger.history(record.id) if e.fields.get("merged_into")]
            day = _day_of(told[-1].ts, office.clock.today()) if told else ""
            if day >= since and not told[-1].own:
                found.append((record, day))
    return sorted(found, key=lambda one: (one[1], one[0].id), reverse=True)


def _day_of(ms: int, today: dt.date) -> str:
    """The day of a time stamp; one that no calendar has is today's: what somebody else's clock says stops nothing."""
    try:
        return min(dt.datetime.fromtimestamp(ms / 1000).date(), today).isoformat()
    except (ValueError, OverflowError, OSError):
        return today.isoformat()


def _to_us(office: Office, transfer: Record) -> bool:
    return is_ours(office, str(transfer.values.get("to_area") or ""))


def is_for(office: Office, transfer: Record) -> bool:
    """Whether this office is the one to answer; the county, whose both are, only looks on."""
    to, from_ = (str(transfer.values.get(n) or "") for n in ("to_area", "from_area"))
    return is_ours(office, to) and not (from_ and is_ours(office, from_))


def running(office: Office, child: str) -> Record | None:
    """The transfer of a child that waits for an answer."""
    found = [t for t in office.queries.select("transfer", {"child": child}) if t.values.get("state") == "prepared"]
    return max(found, key=lambda t: (str(t.values.get("on")), t.id), default=None)


def transfer(
    office: Office,
    child: str,
    to_area: str,
    reason: str,
    *,
    on: dt.date | None = None,
    contact: str = "",
    phone: str = "",
    note: str = "",
    plan: Mapping[str, str] | None = None,
) -> Transferred:
    """Hand a child's file over; `to_area` is a division's code, or its name where one around is called so. `plan` is
    match -> new mentor; the other open matches end that day. One transaction. Refusals: NOT_FOUND, TRANSFER_NOWHERE,
    TRANSFER_ABOVE, TRANSFER_HERE, TRANSFER_RUNNING, TRANSFER_HAS_REPORT, FILE_MOVED, MATCH_EXISTS and those of the
    form."""
    file = recording.record(office, child, "child")
    still_here(office, child)
    today = office.clock.today()
    day = (on or today).isoformat()
    from_ = dwelling.division(office, file) or office.home.code
    draft = {"child": child, "on": day, "to_area": destinations.meant(office, to_area), "from_area": from_,
             "reason": reason, "contact": contact, "phone": phone, "note": note, "state": "prepared"}  # fmt: skip
    checked = recording.check(TRANSFER, draft, today)
    problems = list(checked.problems)
    to = str(checked.values.get("to_area") or "")
    problems += destinations.against(office, to, from_) if to else []
    if to and is_ours(office, to) and office.home.level != "county":
        problems.append(Problem("TRANSFER_HERE", "transfer", field="to_area", value=place(office, to)))
    if (before := running(office, child)) is not None:
        where = place(office, str(before.values.get("to_area") or ""))
        problems.append(Problem("TRANSFER_RUNNING", "transfer", before.id, args={"to": where}))
    reports = [r for r in office.queries.select("report", {"child": child}) if not r.values.get("closed_on")]
    if reports:
        problems.append(Problem("TRANSFER_HAS_REPORT", "transfer", child, args={"n": len(reports)}))
    refuse(problems)
    writing = Writing(office)
    over = 0
    matches = open_matches(office, "child", child)
    for one in matches:
        over += writing.end(one, day, (plan or {}).get(one.id, ""))
    writing.arrange(child)
    made = new_id(TRANSFER.prefix, office.clock.now_ms())
    writing.put(Edit("transfer", made, {n: v for n, v in checked.values.items() if v is not None}, ()))
    writing.put(Edit("child", child, {"area": to}, file.heads))
    before_, touched = writing.write()
    return Transferred(made, child, to, len(matches) - over, over, before_, touched)


def accept(office: Office, row: str, note: str = "") -> Transferred:
    """Take the file over; from now on it is this office's. Refusals: NOT_FOUND, TRANSFER_NOT_OURS,
    TRANSFER_ANSWERED."""
    found = _answerable(office, row)
    return _answer(office, found, {"state": "accepted", "answer": note})


def decline(office: Office, row: str, reason: str) -> Transferred:
    """Send the file back to where it came from, with a reason. Refusals: as `accept`, and TRANSFER_NO_REASON."""
    found = _answerable(office, row)
    if not reason.strip():
        raise Refusal(Problem("TRANSFER_NO_REASON", "transfer", row, "answer"))
    back = str(found.values.get("from_area") or "") or None
    return _answer(office, found, {"state": "declined", "answer": reason}, area=back)


def withdraw(office: Office, row: str) -> Transferred:
    """Take a transfer back: the matches it ended are open again, those it began with a new mentor are gone. Once a
    package has carried it only where nobody will answer: the division is none, or WAITS days went by without a word.
    Refusals: NOT_FOUND, TRANSFER_ANSWERED, TRANSFER_SENT, TRANSFER_NOT_FROM_HERE."""
    found = recording.record(office, row, "transfer")
    _still_waiting(found)
    made = office.ledger.history(row)[0]
    to = str(found.values.get("to_area") or "")
    if not is_ours(office, str(found.values.get("from_area") or "")):
        raise Refusal(Problem("TRANSFER_NOT_FROM_HERE", "transfer", row, args={"to": place(office, to)}))
    ours = made.dev == office.ledger.device
    sent = any(p.direction == "out" and _last_own(p.reason) >= made.seq for p in office.ledger.parcels())
    until = dt.date.fromisoformat(str(found.values.get("on") or _today(office))) + dt.timedelta(days=WAITS)
    if (sent or not ours) and office.clock.today() < until and not destinations.against(office, to, ""):
        args = {"to": place(office, to), "day": until.isoformat()}
        raise Refusal(Problem("TRANSFER_SENT", "transfer", row, args=args))
    writing = Writing(office)
    writing.put(Edit("transfer", row, {"state": "withdrawn", "answered_on": _today(office)}, found.heads))
    child = recording.record(office, str(found.values["child"]), "child")
    writing.put(Edit("child", child.id, {"area": found.values.get("from_area")}, child.heads))
    along = written_with(office, child.id, made)
    for one in office.queries.select("match", {"child": child.id}):
        first = office.ledger.history(one.id)[0]
        if first.dev == made.dev and first.seq in along:
            writing.put(Edit("match", one.id, {DELETED: 1}, one.heads))
            events = office.queries.select("match_event", {"match": one.id})
            writing.put(*(Edit("match_event", e.id, {DELETED: 1}, e.heads) for e in events))
        elif any(e.log == made.log and e.seq in along and e.fields.get("end") for e in office.ledger.history(one.id)):
            writing.reopen(one)
    before, touched = writing.write()
    return Transferred(row, child.id, str(found.values["to_area"]), before=before, touched=touched)


def written_with(office: Office, child: str, made: Entry) -> set[int]:
    """The numbers of the changes of the child's matches that stand right before the transfer in our log: what it ended
    and began in the same write."""
    matches = [r.id for r in office.queries.select("match", {"child": child})]
    events = [e.id for row in matches for e in office.queries.select("match_event", {"match": row})]
    places = office.ledger.places([*matches, *events])
    known = {seq for where in places.values() for log, seq in where if log == made.log}
    found: set[int] = set()
    at = made.seq - 1
    while at in known:
        found.add(at)
        at -= 1
    return found


def _last_own(span: str) -> int:
    """The last of our own changes that a package holds ("first-last"); 0 for none."""
    last = span.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0


def _answerable(office: Office, row: str) -> Record:
    found = recording.record(office, row, "transfer")
    _still_waiting(found)
    if not is_for(office, found):
        where = place(office, str(found.values.get("to_area") or ""))
        raise Refusal(Problem("TRANSFER_NOT_OURS", "transfer", row, args={"to": where}))
    return found


def _still_waiting(found: Record) -> None:
    state = str(found.values.get("state") or "prepared")
    if state != "prepared":
        said = next(i.label for i in TRANSFER_STATE.items if i.code == state)
        raise Refusal(Problem("TRANSFER_ANSWERED", "transfer", found.id, args={"state": said}))


def _answer(office: Office, found: Record, draft: Mapping[str, str], area: str | None = None) -> Transferred:
    answer = {**draft, "answered_on": _today(office)}
    checked = recording.check(TRANSFER, answer, office.clock.today(), stands=found.values)
    refuse(checked.problems)
    writing = Writing(office)
    writing.put(Edit("transfer", found.id, checked.values, found.heads))
    child = str(found.values.get("child") or "")
    stands = office.queries.get(child)
    if area is not None and stands is not None:
        writing.put(Edit("child", child, {"area": area}, stands.heads))
    before, touched = writing.write()
    return Transferred(found.id, child, str(found.values.get("to_area") or ""), before=before, touched=touched)


def is_ours(office: Office, area: str) -> bool:
    """Whether a division is this office's own or lies in it."""
    return bool(area) and area.startswith(areas.root(office.home.code))


def _today(office: Office) -> str:
    return office.clock.today().isoformat()


class Writing:
    """The edits of one transaction; two of one record are one."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.edits: dict[str, Edit] = {}

    def put(self, *more: Edit) -> None:
        for edit in more:
            held = self.edits.get(edit.row)
            self.edits[edit.row] = edit if held is None else replace(held, fields={**held.fields, **edit.fields})

    def end(self, match: Record, day: str, mentor: str) -> int:
        """A match ends; with a new mentor another begins on the same day (1), else none does (0)."""
        office = self.office
        ends: dict[str, Stored] = {"end": day, "end_reason": MOVED}
        self.put(Edit("match", match.id, ends, match.heads), *steps.life(office, match.id, ends, match.values))
        if not mentor:
            return 0
        recording.record(office, mentor, "mentor")
        child = str(match.values.get("child") or "")
        if any(m.values.get("mentor") == mentor for m in open_matches(office, "child", child)):
            raise Refusal(Problem("MATCH_EXISTS", "match", field="mentor", value=mentor))
        refuse(steps.unchecked(office, mentor, day, "mentor"))
        made = new_id(ENTITIES["match"].prefix, office.clock.now_ms())
        kept = {n: match.values[n] for n in ("form", "lead", "every_days", "terms") if match.values.get(n) is not None}
        fields: dict[str, Stored] = {**kept, "child": child, "mentor": mentor, "start": day, "status": "active"}
        self.put(Edit("match", made, fields, ()), steps.step_edit(office, made, fields, on=day, status="active"))
        return 1

    def arrange(self, child: str) -> None:
        """Of the matches that are left one leads, as after any other save."""
        found = [edit for edit in self.edits.values() if edit.entity == "match"]
        held = self.office.queries.many([edit.row for edit in found])
        changed = {e.row: {**(held[e.row].values if e.row in held else {}), **e.fields} for e in found}
        self.put(*steps.order(self.office, child, changed))

    def reopen(self, match: Record) -> None:
        """The end was never so: the match is what it was, and the step of its end is taken out."""
        history = self.office.ledger.history(match.id)
        ended = max(n for n, e in enumerate(history) if e.fields.get("end"))
        before = history[:ended]
        back = {n: next((e.fields[n] for e in reversed(before) if n in e.fields), None) for n in history[ended].fields}
        self.put(Edit("match", match.id, back, match.heads))
        found = self.office.queries.select("match_event", {"match": match.id, "on": match.values.get("end")}, "-id")
        self.put(*(Edit("match_event", e.id, {DELETED: 1}, e.heads) for e in found[:1]))

    def write(self) -> tuple[dict[str, tuple[str, Mapping[str, Stored] | None]], Touched]:
        before = {row: (edit.entity, self._stood(edit)) for row, edit in self.edits.items()}
        return before, self.office.ledger.write(list(self.edits.values()), self.office.me.login)

    def _stood(self, edit: Edit) -> Mapping[str, Stored] | None:
        held = self.office.queries.get(edit.row)
        return None if held is None else {name: held.values.get(name) for name in edit.fields}
