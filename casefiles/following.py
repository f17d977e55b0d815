"""What saving a record brings with it: more edits for the same transaction, guards, sentences that tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import (
    closing,
    divisions,
    erasable,
    freezing,
    funds,
    leaving,
    livelihoods,
    moving,
    redividing,
    risking,
    service,
    staffing,
    steps,
    supporting,
    visiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office

    Follows = Callable[
        [Office, str, Mapping[str, Stored], Mapping[str, Stored] | None], tuple[list[Edit], tuple[Problem, ...]]
    ]

FOLLOWS: Mapping[str, Follows] = {
    "visit": visiting.from_visit,
    "mentor": service.from_mentor,
    "mentor_spell": service.from_spell,
    "match": steps.from_match,
    "match_event": steps.from_event,
    "support_contact": supporting.from_contact,
    "child": livelihoods.from_child,
    "economic_spell": livelihoods.from_economy,
    "erasure": erasable.ordered,
    "redivision": redividing.from_table,
    "division": divisions.from_table,
    "file_event": closing.from_event,
    "household": leaving.still_shown,
    "risk_review": risking.from_review,
    "aid": funds.from_aid,
    "session": staffing.from_session,
    "survey_line": freezing.of_line,
    "survey_round": freezing.of_round,
    "transfer": moving.from_transfer,
    "verification": visiting.from_verification,
}
"""entity -> what saving (row, the fields that change, what stood before or None) brings with it: more edits for the
same transaction, and sentences that tell of them. It may raise Refusal; then nothing was written."""

UNSAID = ("division", "economic_spell", "file_event", "match_event", "mentor_spell", "redivision", "risk_review")
"""entities of which deleting one, too, brings something with it"""


def follow(
    office: Office, entity: str, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The same for any record, and what hangs on it goes along to another child, mentor or household."""
    own = FOLLOWS.get(entity)
    more, told = own(office, row, fields, before) if own else ([], ())
    return [*more, *moving.moved(office, entity, row, fields, before)], told
