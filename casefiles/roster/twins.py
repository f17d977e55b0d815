"""Rows that become new files and look like a child on file, or like another row: said, never merged in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import duplicates
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label
from casefiles.roster.outcome import MAYBE_SAME, Remark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.blocking import Pair
    from casefiles.domain.fieldtypes import Stored
    from casefiles.edges.workbook import Sheet
    from casefiles.office import Office
    from casefiles.roster.heading import Heading
    from casefiles.roster.outcome import Outcome


def remarks(
    office: Office, outcomes: Sequence[Outcome], sheets: Sequence[Sheet], headings: Mapping[int, Heading]
) -> list[Remark]:
    """One for each such row: the likeliest other, and why."""
    new = {o.id: o for o in outcomes if o.state == "new"}
    fresh: dict[str, Mapping[str, Stored]] = {}
    for row, outcome in new.items():
        fresh[row] = next((e.fields for e in outcome.edits if e.row == row), {})
    best: dict[str, Pair] = {}
    for pair in duplicates.among(office, fresh):  # most alike first
        for row in (pair.one, pair.other):
            if row in fresh:
                best.setdefault(row, pair)
    stand = office.queries.many([r for p in best.values() for r in (p.one, p.other) if r not in fresh])
    columns = {sheets[at].name: heading.column_of("name") for at, heading in headings.items()}
    captions = {sheets[at].name: heading.captions for at, heading in headings.items()}
    found = []
    for row, outcome in new.items():
        if row not in best:
            continue
        pair = best[row]
        other = pair.other if pair.one == row else pair.one
        values = fresh[other] if other in fresh else stand[other].values
        where: object = values.get("number") or values.get("village") or ""
        if other in new:
            where = f"{new[other].sheet} {new[other].row}"
        reasons = pair.likeness.reasons
        why = Label("、".join(r.zh for r in reasons), ", ".join(r.en for r in reasons))
        args = {"name": values.get("name") or "", "where": where, "why": why}
        column = columns.get(outcome.sheet)
        caption = captions[outcome.sheet][column] if column is not None else ""
        label = Problem(MAYBE_SAME, "child", other, "name", outcome.name, args).label
        found.append(Remark(outcome.sheet, outcome.row, caption, outcome.name, MAYBE_SAME, label, column))
    return found
