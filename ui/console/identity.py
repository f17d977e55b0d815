"""Commands on computers: inviting, blocking, identities used twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.vouching import REASONS
from ui import computer_names, words_computers
from ui import words_identity as w
from ui.console import words_identity
from ui.console.output import Call, problem_data, table
from ui.console.spoken import spoken
from ui.console.words_next import told

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from casefiles.edges.package.invitations import Invitation
    from casefiles.office import Office


def invitation_of(call: Call, file: Path, code: str) -> Invitation:
    """The invitation, opened with the code of the call or the one that is typed."""
    told = spoken(call, code, "--invite-code", "take-invitation", words_identity.ASK_CODE)
    return exchange.open_invitation(file, told)


def invite(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write an invitation; its code is shown this once."""
    made = exchange.invite(
        office, args.to_office, args.name, args.level, args.to, records=not args.without_records, progress=call.progress
    )
    data: dict[str, object] = {"path": str(made.path), "code": made.code, "office": made.office, "name": made.name}
    data["first"] = made.first.data() if made.first is not None else None
    lines = [call.text(w.INVITED, path=made.path, code=made.code), call.text(words_identity.INVITED_NEXT)]
    if made.first is not None:
        lines.append(call.text(w.FIRST_WENT, n=made.first.count, path=made.first.path))
    if made.doubt is not None:
        call.note(told(made.doubt, call.lang))
    data["doubt"] = problem_data(made.doubt) if made.doubt is not None else None
    call.answer(data, lines)


def take(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take an invitation in this office."""
    taken(call, office, invitation_of(call, args.file, args.invite_code), args.file.parent)


def taken(call: Call, office: Office, invitation: Invitation, folder: Path) -> None:
    """Take an invitation that was opened, and the records that came along with it in `folder`; say so."""
    peer, code = exchange.take_invitation(office, invitation)
    reports = exchange.take_first(office, invitation, folder, call.progress)
    data = {"office": peer.office, "name": peer.name, "check": code, "first": [one.data() for one in reports]}
    lines = [call.text(w.FIRST_CAME, n=one.new) for one in reports if one.state == "done"]
    lines.append(call.text(words_identity.TAKEN, name=peer.name, office=peer.office, code=code))
    for one in reports:
        for problem in one.problems:
            call.note(told(problem, call.lang))
    call.answer(data, lines)


def invitations(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The invitations that were written; what opens them is told to nobody."""
    rows = [{n: one[n] for n in ("mark", "office", "name", "made", "used")} for one in exchange.invitations(office)]
    lines = [
        f"{str(row['mark'])[:8]}  {_day(int(row['made']))}  {row['office']} {row['name']}  "
        + call.text(words_computers.USED if row["used"] else words_computers.WAITS)
        for row in rows
    ]
    if any(not row["used"] for row in rows):
        lines.append(call.text(words_identity.WITHDRAW))
    call.answer(rows, lines or [call.text(words_identity.NO_INVITATIONS)])


def withdraw(call: Call, office: Office, args: argparse.Namespace) -> None:
    """No computer is known by this invitation any more."""
    exchange.withdraw(office, args.mark)
    call.answer({"mark": args.mark}, [call.text(words_computers.WITHDRAWN, name=args.mark)])


def out_of_scope(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What an office had no say in: all of it, or a decision about one record."""
    if args.row and (args.adopt or args.leave_it):
        number = 0
        if args.adopt:
            number = exchange.adopt(office, args.row).number()
        else:
            exchange.leave_beyond(office, args.row)
        said = words_computers.ADOPTED if args.adopt else words_computers.BEYOND_LEFT
        call.answer({"row": args.row, "changed": number}, [call.text(said, name=args.row)])
        return
    found = [one for one in exchange.beyond(office) if args.row in ("", one.row)]
    lines = [
        call.text(
            words_computers.BEYOND_LINE,
            when=_day(one.last_ms),
            by=one.by or call.text(words_computers.NOBODYS),
            name=one.name or one.row,
            n=one.number,
        )
        + f"  {one.row}"
        for one in found
    ]
    lines.append(call.text(words_identity.BEYOND_NEXT if lines else words_identity.NO_BEYOND))
    call.answer([one.data() for one in found], lines)


def computers(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The computers of other offices."""
    found = exchange.computers(office)
    rows = []
    for one in found:
        state = w.STATES["open" if not one.blocked else "answered" if one.answered else "blocked"]
        why = call.text(REASONS[one.reason]) if one.reason in REASONS else one.reason
        said = f"{call.text(state)} {why} {one.on}".strip() if one.blocked else call.text(state)
        said = call.text(words_computers.WROTE_ON) if one.wrote_on and not one.blocked else said
        times = [_day(one.since_ms), _day(one.heard_ms)]
        rows.append([one.device, one.name, str(one.changes), *times, said, str(one.aside or "")])
    if exchange.blocked_here(office):
        call.note(call.text(w.HERE))
    lines = table([call.text(h) for h in w.HEAD.values()], rows) if rows else [call.text(w.NO_COMPUTERS)]
    call.answer([one.data() for one in found], lines)


def block(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Block a computer."""
    touched = exchange.revoke(office, args.device, args.reason, args.on)
    call.answer(
        {"device": args.device, "changed": touched.number()}, [call.text(w.BLOCKED, name=args.device)]
    )


def accept(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take in what was kept aside."""
    number = exchange.accept_blocked(office, args.device).number()
    call.answer({"device": args.device, "changed": number}, [call.text(w.ACCEPTED, n=number)])


def leave(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Leave aside what was kept aside."""
    exchange.keep_aside(office, args.device)
    call.answer({"device": args.device}, [call.text(w.LEFT_ASIDE)])


def forks(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Logs that were written twice."""
    names = {one.device: one.name for one in exchange.computers(office)}
    rows, lines = [], []
    for fork in office.ledger.forks():
        name = names.get(fork.dev) or computer_names.called(office, fork.dev, call.lang)
        row = {"log": fork.log, "device": fork.dev, "name": name, "after": fork.seq}
        rows.append({**row, "here": fork.here, "there": fork.there, "seen": fork.seen_ms, "answer": fork.answer})
        said = call.text(w.ANSWERS.get(fork.answer, w.UNANSWERED))
        about = {"log": fork.log, "name": name, "seq": fork.seq, "here": fork.here, "there": fork.there}
        lines.append(call.text(w.FORK, **about, answer=said))
    call.answer(rows, lines or [call.text(w.NO_FORKS)])


def fork_answer(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Say what happened to a log that was written twice."""
    exchange.answer_fork(office, args.log, args.answer)
    said = call.text(w.ANSWERS[args.answer])
    call.answer({"log": args.log, "answer": args.answer}, [call.text(w.ANSWERED, answer=said)])


def aside(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What waits of a blocked computer."""
    device = _called(office, args.device)
    found = exchange.aside(office, device)
    lines = [call.text(w.ASIDE_NUMBER, n=found.number)]
    for entity, number in found.entities.items():
        lines.append(f"{ENTITIES[entity].plural(call.lang) if entity in ENTITIES else entity}  {number}")
    if found.number:
        lines.append(call.text(w.ASIDE_SPAN, first=_day(found.first_ms), last=_day(found.last_ms)))
        lines.append(call.text(words_identity.ASIDE_NEXT, name=args.device))
    call.answer({"device": device, **found.data()}, lines)


def _called(office: Office, word: str) -> str:
    """The computer of this id, or of the office of this code or name; a blocked one first. Refusal: UNKNOWN_DEVICE."""
    found = [one for one in exchange.computers(office) if word in (one.device, one.office, one.name)]
    if not found:
        raise Refusal(Problem("UNKNOWN_DEVICE", value=word))
    return min(found, key=lambda one: not one.blocked).device


def _day(ms: int) -> str:
    """The day of a time; one that cannot be right is a dash."""
    return f"{dt.datetime.fromtimestamp(ms / 1000):%Y-%m-%d}" if ms and not exchange.doubtful(ms) else "—"
