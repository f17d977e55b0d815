"""Help from above with a forgotten passphrase: the key of an office's database is deposited with the office above,
sealed for its computers; it never sees the database, and each help is written down on both sides.

`deposit` in the settings is "off" where an office does not want that.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.access import HELP
from casefiles.domain.areas import root
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.vouching import over
from casefiles.edges.package import helping
from casefiles.edges.package.helping import HELPS, Help, Request
from casefiles.edges.package.invitations import new_code, spelled
from casefiles.edges.package.stick import file_code, put, write_safely
from casefiles.exchange import scope, sealing, trust

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casefiles.office import Office
    from casefiles.ports import Peer

OFF = "deposit"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer on a stick, and its code as it is read aloud; the code is kept nowhere."""

    path: Path
    code: str
    office: str
    name: str
    check: str
    mark: str
    made_ms: int


def above(office: Office) -> Peer | None:
    """The office that helps this one: the nearest above that is known."""
    uppers = [p for p in office.ledger.peers() if scope.above(office.home.code, p.office)]
    return max(uppers, key=lambda p: len(root(p.office)), default=None)


def deposit(office: Office) -> None:
    """See to it that the key is deposited with the office above as it is known now: for all its computers, none that is
    blocked; with nobody where the office does not want it, or nobody is above."""
    nearest = above(office)
    wanted: tuple[str, ...] = ()
    if nearest is not None and office.ledger.setting(OFF) is None:
        wanted = sealing.recipients(office, trust.standing(office), nearest)
    kept = office.ledger.deposited()
    if nearest is None or not wanted:
        if kept is not None:
            office.ledger.deposit(office.home.name, ("", ""), ())
        return
    if kept != (nearest.office, nearest.name, wanted):
        office.ledger.deposit(office.home.name, (nearest.office, nearest.name), wanted)


def wish(office: Office, *, on: bool) -> None:
    """Whether the key shall be deposited with the office above."""
    office.ledger.keep_setting(OFF, None if on else "off")
    deposit(office)


def look(office: Office, path: Path) -> Request:
    """Who asks for help, before it is given. Refusals: CANNOT_READ, EMPTY, NOT_A_HELP; HELP_NOT_BELOW; HELP_NOT_OURS;
    HELP_BLOCKED when it is of a blocked computer."""
    return _opened(office, path)[0]


def give(office: Office, path: Path, folder: Path) -> Given:
    """Write the answer to a request, and write down that it was given. Refusals as `look`, CANNOT_WRITE, DISK_FULL,
    STICK_GONE, STICK_BAD."""
    request, key = _opened(office, path)
    code, now = new_code(), office.clock.now_ms()
    raw = helping.answer_bytes(request, key, code)
    target = folder / f"{file_code(request.office)}-{request.mark[:8]}{helping.ANSWER}"
    write_safely(folder, target.name, lambda out: put(out, raw))
    one = Help("given", request.office, request.name, office.me.login, request.mark, now)
    office.ledger.keep_setting(HELPS, helping.with_help(office.ledger.setting(HELPS), one))
    office.ledger.accessed(office.me.login, HELP, detail=request.office)
    return Given(target, spelled(code), request.office, request.name, request.check, request.mark, now)


def helps(office: Office) -> list[Help]:
    """Every help that was given or taken here, the newest first."""
    return list(reversed(helping.helps_of(office.ledger.setting(HELPS))))


def _opened(office: Office, path: Path) -> tuple[Request, bytes]:
    request = helping.read_request(path)
    if not over(office.home.code, request.office):
        raise Refusal(Problem("HELP_NOT_BELOW", value=request.name or request.office))
    found = _with_any(request.sealed, (office.ledger.keys()[1], *office.ledger.former_keys()))
    if found.office != request.office:
        raise Refusal(Problem("HELP_NOT_OURS"))
    if found.device in trust.standing(office).blocked():
        raise Refusal(Problem("HELP_BLOCKED", value=request.name or request.office))
    return request, found.key


def _with_any(sealed: bytes, keys: Sequence[bytes]) -> helping.Deposit:
    """A deposit opened with the key of today, or one from before a restore. Refusal: HELP_NOT_OURS."""
    for secret in keys[:-1]:
        with contextlib.suppress(Refusal):
            return helping.open_deposit(sealed, secret)
    return helping.open_deposit(sealed, keys[-1])
