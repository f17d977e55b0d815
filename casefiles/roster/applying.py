"""The import itself: every good row of a plan, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles import guarding, undoing
from casefiles.domain.changes import Touched
from casefiles.domain.entities import ENTITIES
from casefiles.roster.columns import PEOPLE
from casefiles.roster.known import Known
from casefiles.roster.outcome import Applied, Outcome, Plan
from casefiles.roster.planning import STEP, Progress
from casefiles.roster.records import SAME, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office

UNDONE = 20_000
"""records of which it is remembered what stood in them"""


def apply(office: Office, plan: Plan, progress: Progress | None = None) -> Applied:
    """Write all good rows at once, or none; wrong rows are left out.

    An edit carries the heads that the plan saw: a record that somebody changed since is merged, not overwritten.
    A new person whom somebody entered since is left out (`overtaken`). New records get their file numbers now.
    `progress` may raise to stop: until it was called with (n, n) nothing is written but numbers that stay unused.
    Applying the same plan twice writes nothing the second time.
    Refusals: FILE_MOVED, REPORT_STANDS, ROUND_CLOSED, DISK_FULL, CANNOT_WRITE.
    """
    office.ledger.safeguard()
    kind = ENTITIES[plan.entity]
    fresh = [o for o in plan.outcomes if o.state == "new"]
    if fresh and office.queries.get(fresh[0].id) is not None:
        return Applied(0, 0, plan.new + plan.changed + plan.same, plan.wrong_rows, Touched())
    overtaken = _overtaken(office, plan, fresh)
    good = [o for o in plan.outcomes if o.edits and o.id not in overtaken]
    year = office.clock.today().year
    numbered = sum(o.state == "new" for o in good) if kind.numbered else 0
    numbers = iter(office.ledger.issue_numbers(kind.name, year, numbered))
    edits = []
    for done, outcome in enumerate(good):
        if progress and done % STEP == 0:
            progress(done, len(good))
        own, *related = outcome.edits
        if outcome.state == "new" and kind.numbered:
            own = replace(own, fields={**own.fields, "number": next(numbers)})
        edits += [own, *related]
    before = _before(office, edits)
    touched = guarding.write(office, edits) if edits else Touched()
    if progress:
        progress(len(good), len(good))
    new = plan.new - len(overtaken)
    back = undoing.way_back(before, touched)
    return Applied(new, plan.changed, plan.same, plan.wrong_rows, touched, len(overtaken), tuple(back))


def _before(office: Office, edits: list[Edit]) -> dict[str, tuple[str, Mapping[str, Stored] | None]]:
    """What stands in the records that are about to be written, so that it can be put back; nothing for too many."""
    rows = {edit.row: edit.entity for edit in edits}
    if len(rows) > UNDONE:
        return {}
    held = office.queries.many([edit.row for edit in edits if edit.parents != ()])
    fields: dict[str, dict[str, Stored]] = {}
    for edit in edits:
        stands = held.get(edit.row)
        if stands is not None:
            fields.setdefault(edit.row, {}).update({name: stands.values.get(name) for name in edit.fields})
    return {row: (entity, fields.get(row)) for row, entity in rows.items()}


def _overtaken(office: Office, plan: Plan, fresh: list[Outcome]) -> set[str]:
    """New rows whose person stands by now; asked only if anything was written since the plan."""
    if not fresh or office.ledger.vector() == plan.seen:
        return set()
    if plan.entity not in PEOPLE:
        standing = Standing(office.queries, plan.entity, len(fresh))
        told = SAME[plan.entity]
        return {o.id for o in fresh if standing.like(o.edits[0].fields, told)}
    known = Known(office.queries, ENTITIES[plan.entity], len(fresh))
    found = set()
    for outcome in fresh:
        values = outcome.edits[0].fields
        if known.by_id(values.get("id_number")) or known.alike(values):
            found.add(outcome.id)
    return found
