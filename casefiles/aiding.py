"""Aid in numbers: batches and their steps, totals with the records behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import funds, guarding, leaving, recording
from casefiles.domain import aid_steps
from casefiles.domain.changes import Edit, Touched
from casefiles.domain.entities import ENTITIES, absent
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office

_PASSED_ON = {
    "occasion": "occasion", "kind": "kind", "what": "what", "value": "value", "donor": "giver", "fund": "fund",
}  # fmt: skip
"""field of a batch -> field of its lines"""
_HOUSE = f"{ENTITIES['household'].prefix}-"
EVER = ("1900-01-01", "9999-12-31")


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with what its lines come to; `step` is where it stands, `at` how many of its lines stand at each step,
    sums are fen."""

    id: str
    name: str
    on: str
    occasion: str
    kind: str
    what: str
    value: int | None
    donor: str
    fund: str
    fund_name: str
    step: str
    lines: int
    persons: int
    households: int
    sum: int
    handed: int
    handed_sum: int
    signed: int
    at: dict[str, int]


def batches(office: Office) -> list[Batch]:
    """All batches, newest first."""
    return [_batch(row) for row in office.queries.aid_batches()]


def batch(office: Office, row: str) -> Batch:
    """One batch. Refusal: NOT_FOUND."""
    found = office.queries.aid_batches(row)
    if not found:
        raise Refusal(absent("aid_batch", row))
    return _batch(found[0])


def _batch(row: Mapping[str, Stored]) -> Batch:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    def number(name: str) -> int:
        return int(row.get(name) or 0)

    at = {step: n for step in aid_steps.ORDER if (n := number(f"at_{step}"))}
    value = row.get("value")
    return Batch(
        id=text("id"),
        name=text("name"),
        on=text("on"),
        occasion=text("occasion"),
        kind=text("kind"),
        what=text("what"),
        value=value if isinstance(value, int) else None,
        donor=text("donor_name"),
        fund=text("fund"),
        fund_name=text("fund_name"),
        step=aid_steps.state_of_all(at, text("step")),
        lines=number("lines"),
        persons=number("persons"),
        households=number("households"),
        sum=number("sum"),
        handed=number("handed"),
        handed_sum=number("handed_sum"),
        signed=number("signed"),
        at=at,
    )


def line_start(office: Office, row: str) -> dict[str, str]:
    """The texts of a new line of a batch: what the batch says of each recipient."""
    found = recording.record(office, row, "aid_batch")
    entity = ENTITIES["aid"]
    start = {
        to: entity.fields[to].kind.text(found.values[name])
        for name, to in _PASSED_ON.items()
        if found.values.get(name) is not None
    }
    today = office.clock.today().isoformat()
    on = str(found.values.get("on") or today)
    step = str(found.values.get("step") or "promised")
    start |= {"on": min(on, today), "step": step, "batch": row}
    if step in aid_steps.STEPS:
        start[aid_steps.DAY_OF[step]] = start["on"]
    if step == "handed_over":
        start["handed_over"] = "1"
    return start


@dataclass(frozen=True, slots=True)
class Stepped:
    """What bringing recipients one step on came to, and what takes it back."""

    step: str
    n: int
    touched: Touched
    warnings: tuple[Problem, ...] = ()
    back: tuple[Edit, ...] = ()


def step_batch(
    office: Office, row: str, step: str, day: dt.date, lines: Sequence[str] | None = None
) -> Stepped:
    """Bring all recipients of a batch (or these lines) to a step, in one transaction; those further on stay.

    A fund that would be overdrawn is a warning, not a wall; so is a recipient whose file another office took over,
    unless nobody else is asked for. Refusals: NOT_FOUND, UNKNOWN_STEP, NO_RECIPIENTS, DATE_IN_FUTURE, FILE_MOVED.
    """
    if step not in aid_steps.STEPS:
        raise Refusal(Problem("UNKNOWN_STEP", value=step, args={"choices": ", ".join(aid_steps.STEPS)}))
    if day > office.clock.today():
        raise Refusal(Problem("DATE_IN_FUTURE", "aid", field=aid_steps.DAY_OF[step], value=day.isoformat()))
    found = recording.record(office, row, "aid_batch")
    records = office.queries.select("aid", {"batch": row})
    if not records:
        raise Refusal(Problem("NO_RECIPIENTS", "aid_batch", row))
    if lines is not None:
        records = [r for r in records if r.id in set(lines)]
    edits = [
        Edit("aid", r.id, fields, r.heads)
        for r in records
        if (fields := aid_steps.stepped(r.values, step, day))
    ]
    gone = leaving.moved(office, edits)
    if gone and len(gone) == len(edits):
        refuse(gone.values())
    edits = [e for e in edits if e.row not in gone]
    changed = {e.row: e.fields for e in edits}
    pairs = [(r.values, {**r.values, **changed[r.id]}) for r in records if r.id in changed]
    warnings = (*funds.overdrafts(office, pairs), *gone.values())
    if lines is None and found.values.get("step") != step:
        edits.append(Edit("aid_batch", row, {"step": step}, found.heads))
    if not edits:
        return Stepped(step, 0, Touched())
    touched = guarding.write(office, edits)
    held = {r.id: r.values for r in (*records, found)}
    back = tuple(
        Edit(e.entity, e.row, {n: held[e.row].get(n) for n in e.fields}, (touched.last[e.row],))
        for e in edits
    )
    return Stepped(step, sum(e.entity == "aid" for e in edits), touched, warnings, back)


class Recipients:
    """How many persons and households some ids are, as the list of batches counts them: merged files are one."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._heads: dict[str, str] = {}

    def count(self, ids: Iterable[str]) -> tuple[int, int]:
        """Persons and households; whom it has not met yet it looks up at once."""
        wanted = {row for row in ids if row}
        if new := sorted(wanted - self._heads.keys()):
            self._heads |= {row: row for row in new} | dict(self._office.queries.shown(new))
        shown = {self._heads[row] for row in wanted}
        houses = sum(row.startswith(_HOUSE) for row in shown)
        return len(shown) - houses, houses


def copy_batch(office: Office, row: str, name: str, on: dt.date) -> str:
    """A new batch of the same kind for the recipients of another one, but those whose file another
    office took over; its id. Refusal: NOT_FOUND, REQUIRED."""
    found = recording.record(office, row, "aid_batch")
    entity = ENTITIES["aid_batch"]
    kept = ("occasion", "kind", "what", "value", "donor", "fund", "place")
    draft = {
        n: entity.fields[n].kind.text(found.values.get(n)) for n in kept if found.values.get(n) is not None
    }
    checked = recording.check(entity, {**draft, "name": name, "on": on.isoformat()}, office.clock.today())
    if checked.problems:
        raise Refusal(*checked.problems)
    now = office.clock.now_ms()
    made = new_id(entity.prefix, now)
    values = {n: v for n, v in checked.values.items() if v is not None}
    edits = [Edit("aid_batch", made, values, ())]
    today = office.clock.today().isoformat()
    for place, line in enumerate(office.queries.select("aid", {"batch": row}), 1):
        if aid_steps.state_of(line.values) == aid_steps.CANCELLED:
            continue
        whose = {n: line.values[n] for n in ("child", "household", "mentor") if line.values.get(n)}
        passed: dict[str, Stored] = {
            to: values[n] for n, to in _PASSED_ON.items() if values.get(n) is not None
        }
        passed |= {"what": line.values.get("what"), "value": line.values.get("value")}
        fields: dict[str, Stored] = {**whose, **passed, "batch": made, "on": min(on.isoformat(), today)}
        edits.append(
            Edit("aid", new_id("a", now + place), {n: v for n, v in fields.items() if v is not None}, ())
        )
    guarding.write(office, guarding.ours(office, edits))
    return made


# totals


@dataclass(frozen=True, slots=True)
class Total:
    """One line of a total. `key` finds the records behind it; fen."""

    key: str | None
    label: str
    persons: int
    households: int
    items: int
    sum: int
    given_persons: int
    given_sum: int


def totals(office: Office, by: str, year: str = "") -> list[Total]:
    """Aid by 'occasion', 'kind', 'donor', 'year' or 'village', of one year or of all; the most given first.

    Persons are distinct within a line, so the lines may add up to more than there are.
    """
    first, last = span(year)
    return [
        Total(
            None if row["key"] is None else str(row["key"]),
            str(row["name"] or row["key"] or ""),
            *(
                int(row[n] or 0)
                for n in ("persons", "households", "items", "sum", "given_persons", "given_sum")
            ),
        )
        for row in office.queries.aid_totals(by, first, last)
    ]


def span(year: str) -> tuple[str, str]:
    """First and last day of a year; of all time without one."""
    return (f"{year}-01-01", f"{year}-12-31") if year else EVER


def thank(office: Office, donor: str, day: dt.date) -> Stepped:
    """Note that a donor was thanked on a day for everything that came in and was not thanked for yet."""
    records = [
        r
        for r in office.queries.select("donation", {"donor": donor})
        if r.values.get("received_on") and not r.values.get("thanked_on")
    ]
    if not records:
        return Stepped("thanked", 0, Touched())
    edits = [Edit("donation", r.id, {"thanked_on": day.isoformat()}, r.heads) for r in records]
    touched = guarding.write(office, edits)
    back = tuple(Edit("donation", r.id, {"thanked_on": None}, (touched.last[r.id],)) for r in records)
    return Stepped("thanked", len(edits), touched, back=back)
