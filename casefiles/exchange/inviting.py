"""Inviting a new computer of an office below: the invitation, its code, and the records that go along on the stick."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casefiles.domain import areas
from casefiles.domain.areas import AreaCode
from casefiles.domain.entities import ENTITIES
from casefiles.domain.office import misfit
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.vouching import over
from casefiles.edges.package.identity import recipient_of
from casefiles.edges.package.invitations import SUFFIX, invitation_bytes, new_code, spelled
from casefiles.edges.package.stick import file_code, put, write_safely
from casefiles.exchange import certifying, enrolling, invited, sending, trust
from casefiles.ports import Peer

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.exchange.reports import ExportReport, Progress
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation on a stick, and its code as it is read aloud; the code is kept nowhere. `first` is the package with
    the office's records that lies beside it, None when none were to go along."""

    path: Path
    code: str
    office: str
    name: str
    level: str
    mark: str
    made_ms: int
    first: ExportReport | None = None
    doubt: Problem | None = None
    """INVITE_NAME where the table of divisions calls the code otherwise"""


def doubt(area: str, name: str) -> Problem | None:
    """INVITE_NAME where a division is called quite otherwise than the office that is invited for it."""
    known = areas.name_of(area)
    if not known or known in name or name.split("（")[0].strip() in known:
        return None
    return Problem("INVITE_NAME", "office", field="name", value=name, args={"code": area, "known": known})


def invite(
    office: Office,
    code: str,
    name: str,
    level: str,
    folder: Path,
    *,
    records: bool = True,
    progress: Progress | None = None,
) -> Invite:
    """Write an invitation for a computer of an office below, and with `records` a package with all that is that
    office's own, so that one trip suffices. What could not be finished leaves nothing on the stick.

    Refusals: INVITE_NOT_BELOW, AREA_LEVEL, those of `name` and `level`, and those of `export`.
    """
    area = code.strip()
    with contextlib.suppress(Refusal):  # codes of cities and provinces have fewer digits
        area = AreaCode.parse(area).code
    if not area.isdecimal() or not over(office.home.code, area):
        raise Refusal(Problem("INVITE_NOT_BELOW", "code", value=code))
    if not name.strip():
        raise Refusal(Problem("REQUIRED", "name"))
    kind = str(ENTITIES["office"].fields["level"].kind.parse(level, office.clock.today()))
    if (wrong := misfit(area, kind)) is not None:
        raise Refusal(wrong)
    called, secret, opens = name.strip(), new_code(), None
    first: ExportReport | None = None
    if records:
        opens = X25519PrivateKey.generate().private_bytes_raw()
        peer = Peer(area, called, kind, b"", recipient_of(opens))
        first = sending.first_data(office, peer, folder, progress)
    try:
        chain = certifying.chain(trust.standing(office), office.ledger.device)
        raw, mark, key = invitation_bytes(
            area, called, kind, enrolling.own_signed(office), chain, secret,
            first=opens, package=first.package if first is not None else "",
        )  # fmt: skip
        path = folder / f"{file_code(area)}-{mark[:8]}{SUFFIX}"
        write_safely(folder, path.name, lambda out: put(out, raw))
    except BaseException:
        for file in first.paths if first is not None else ():
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
        raise
    made = office.clock.now_ms()
    invited.note(office, {"mark": mark, "office": area, "name": called, "key": key.hex(), "made": made, "used": ""})
    return Invite(path, spelled(secret), area, called, kind, mark, made, first, doubt(area, called))
