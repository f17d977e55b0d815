"""The command with which a mentor leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import handover, recording
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import refuse
from casefiles.leaving import open_matches
from ui import words_leaving as words
from ui.console.records import day_of, id_of

if TYPE_CHECKING:
    import argparse

    from casefiles.office import Office
    from ui.console.output import Call


def leave(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Record the leaving and hand the children over."""
    mentor = id_of(office, args.mentor, "mentor")
    today = office.clock.today()
    reason = str(ENTITIES["mentor"].fields["left_reason"].kind.parse(args.reason, today))
    day = day_of(args.on) or today
    plan = handover.proposed(office, mentor) if args.propose else {}
    if args.to:
        recording.record(office, mentor, "mentor")
        to = id_of(office, args.to, "mentor")
        plan = {one.id: to for one in open_matches(office, "mentor", mentor)}
        if not plan:  # nobody is handed over, but a wrong name is still a wrong name
            refuse(handover.unfit(office, mentor, to, 0, day.isoformat()))
    left = handover.leave(office, mentor, day, reason, plan)
    data = {"id": left.mentor, "handed_over": left.handed_over, "waiting": left.waiting}
    call.answer(data, [call.text(words.LEFT, n=left.handed_over, m=left.waiting)])
