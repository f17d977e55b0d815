"""Commands on computers: inviting, blocking, identities used twice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.words import Label
from ui import words_identity as w
from ui.console import words_identity
from ui.console.output import Call, table
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from casefiles.edges.package.invitations import Invitation
    from casefiles.office import Office


def invitation_of(call: Call, file: Path, code: str) -> Invitation:
    """The invitation, opened with the code of the call or the one that is typed."""
    if not code:
        if not sys.stdin.isatty():  # a script: nobody is there to answer
            name = "--invite-code"
            hint = Label("见 ./run take-invitation --help", "see ./run take-invitation --help")
            raise Usage("CALL_MISSING", "", name, names=name, hint=hint)
        code = input(call.text(words_identity.ASK_CODE))
    return exchange.open_invitation(file, code)


def invite(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write an invitation; its code is shown this once."""
    made = exchange.invite(office, args.to_office, args.name, args.level, args.to)
    data = {"path": str(made.path), "code": made.code, "office": made.office, "name": made.name}
    call.answer(data, [call.text(w.INVITED, path=made.path, code=made.code)])


def take(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Take an invitation in this office."""
    taken(call, office, invitation_of(call, args.file, args.invite_code))


def taken(call: Call, office: Office, invitation: Invitation) -> None:
    """Take an invitation that was opened, and say so."""
    peer, code = exchange.take_invitation(office, invitation)
    data = {"office": peer.office, "name": peer.name, "check": code}
    call.answer(data, [call.text(w.TAKEN, name=peer.name, code=code)])


def computers(call: Call, office: Office, args: argparse.Namespace) -> None:
    """The computers of other offices."""
    found = exchange.computers(office)
    rows = []
    for one in found:
        state = w.STATES["open" if not one.blocked else "answered" if one.answered else "blocked"]
        rows.append([one.device, one.name, str(one.changes), call.text(state), str(one.aside or "")])
    if exchange.blocked_here(office):
        call.note(call.text(w.HERE))
    call.answer([one.data() for one in found], table([call.text(h) for h in w.HEAD.values()], rows) if rows else [])


def block(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Block a computer."""
    touched = exchange.revoke(office, args.device)
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
        name = names.get(fork.dev, fork.dev)
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
