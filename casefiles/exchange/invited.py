"""Whom this office invited: kept in its settings, so that a code serves one computer and no second one."""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.invitations import proof
from casefiles.edges.package.proofs import holds

if TYPE_CHECKING:
    from casefiles.edges.package.cards import Card
    from casefiles.edges.package.certificates import Enrolment
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office

MOST = 400
"""invitations that are remembered"""


class Invited(TypedDict):
    """An invitation that was written. `used` is the device that answered it, "" for none yet."""

    mark: str
    office: str
    name: str
    key: str
    made: int
    used: str


def invitations(office: Office) -> list[Invited]:
    """Those written here, the oldest first."""
    found: list[Invited] = json.loads(office.ledger.setting("invitations") or "[]")
    return found


def note(office: Office, one: Invited) -> None:
    """Remember an invitation; the oldest are forgotten, and then open nothing any more."""
    _keep(office, [*invitations(office), one][-MOST:])


def withdraw(office: Office, mark: str) -> None:
    """No computer is known by this invitation any more. Refusals: NO_INVITATION; INVITE_DONE when one is already."""
    one = next((one for one in invitations(office) if one["mark"].startswith(mark or "-")), None)
    if one is None:
        raise Refusal(Problem("NO_INVITATION", value=mark))
    if one["used"]:
        raise Refusal(Problem("INVITE_DONE", value=one["name"]))
    _keep(office, [other for other in invitations(office) if other["mark"] != one["mark"]])


def use(office: Office, mark: str, device: str) -> None:
    """The invitation was answered by this device."""
    _keep(office, [{**one, "used": device} if one["mark"] == mark else one for one in invitations(office)])


def answered(office: Office, header: Header, enrolment: Enrolment | None) -> Card | None:
    """The card of a new computer that answers one of our invitations; None when it answers none.

    Refusals: INVITE_STRANGER when whoever made the card did not know the code or has another office's name on it,
    INVITE_USED when another computer was quicker.
    """
    if enrolment is None:
        return None
    one = next((one for one in invitations(office) if one["mark"] == enrolment.invitation), None)
    if one is None:
        return None
    card = enrolment.card
    right = hmac.compare_digest(proof(bytes.fromhex(one["key"]), one["mark"], card), enrolment.proof)
    if not right or card.office != one["office"]:
        raise Refusal(Problem("INVITE_STRANGER", value=one["name"]))
    if one["used"]:
        raise Refusal(Problem("INVITE_USED", value=one["name"]))
    keys = {card.sign_pub}
    for link in header.links:
        if link.old in keys and holds(link):
            keys.add(link.new)
    return replace(card, sign_pub=header.key) if header.key in keys else None


def _keep(office: Office, kept: list[Invited]) -> None:
    office.ledger.keep_setting("invitations", json.dumps(kept, ensure_ascii=False))
