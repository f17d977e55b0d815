"""The command with which a mentor leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import handover
from casefiles.domain.entities import ENTITIES
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
    plan = handover.proposed(office, mentor) if args.propose else {}
    if args.to:
        to = id_of(office, args.to, "mentor")
        plan = {one.id: to for one in open_matches(office, "mentor", mentor)}
    left = handover.leave(office, mentor, day_of(args.on) or today, reason, plan)
    data = {"id": left.mentor, "handed_over": left.handed_over, "waiting": left.waiting}
    call.answer(data, [call.text(words.LEFT, n=left.handed_over, m=left.waiting)])
