"""What the exchange has not settled: refused here, waiting here, and what other offices say of our packages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem
from casefiles.exchange import erasures, inbox, joined, refusals, renewed
from casefiles.exchange.joined import CameJoined
from casefiles.exchange.lacking import Lacking, lacking
from casefiles.exchange.refusals import Refused
from casefiles.exchange.renewed import Renewed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.exchange.erasures import Ordered
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Waits:
    """A package that is kept until an earlier one or its other parts come."""

    package: str
    office: str
    file: str
    at_ms: int
    code: str
    log: str = ""
    """the computer whose change it waits for, as people call it"""
    n: int = 0
    """the number of that change"""

    @property
    def problem(self) -> Problem | None:
        """Why, in a sentence; None for an earlier version's reason."""
        if self.code == "WAITING":
            return Problem(self.code, args={"sender": self.log, "n": self.n})
        return None

    def data(self) -> dict[str, object]:
        """For scripts."""
        why = self.problem
        return {
            "package": self.package, "office": self.office, "file": self.file, "at": self.at_ms, "code": self.code,
            "log": self.log, "n": self.n, "zh": why.say("zh") if why else "", "en": why.say("en") if why else "",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tray:
    """`there`: lines of `refusals.there` with the office and its name; newest first."""

    refused: tuple[Refused, ...]
    waiting: tuple[Waits, ...]
    there: tuple[Mapping[str, object], ...]
    erased: tuple[Ordered, ...]
    """orders of other offices that took files out here, of whose papers nobody has said anything yet"""
    lacking: Lacking
    """records of which an earlier change has not come"""
    renewed: tuple[Renewed, ...] = ()
    """computers that go on as new ones, of which nobody has said that it was heard"""
    joined: tuple[CameJoined, ...] = ()
    """files that came by a joining, of which nobody has said that they were looked through"""

    def __bool__(self) -> bool:
        settled = not (self.refused or self.waiting or self.there or self.erased or self.lacking)
        return not settled or bool(self.renewed or self.joined)

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "refused": [one.data() for one in self.refused],
            "waiting": [one.data() for one in self.waiting],
            "refused_there": [dict(one) for one in self.there],
            "erased": [one.data() for one in self.erased],
            "incomplete": self.lacking.data() if self.lacking else None,
            "renewed": [one.data() for one in self.renewed],
            "joined": [one.data() for one in self.joined],
        }


def tray(office: Office) -> Tray:
    """What is not settled now."""
    carried = {c.package: c for c in office.ledger.consignments() if c.direction == "in"}
    waits = []
    for parcel in inbox.waiting(office):
        one = carried.get(parcel.package)
        told: Mapping[str, str] = one.told if one is not None else {}
        waits.append(
            Waits(
                parcel.package, parcel.office, one.file if one is not None else "", parcel.at_ms,
                parcel.reason if parcel.reason in MESSAGES else "", told.get("log", ""), int(told.get("n", 0) or 0),
            )
        )  # fmt: skip
    there = [
        {"office": peer.office, "name": peer.name, **line}
        for peer in office.ledger.peers()
        for line in refusals.there(office, peer.office)
    ]
    refused = tuple(refusals.refused(office))
    return Tray(
        refused, tuple(waits), tuple(there), erasures.here(office), lacking(office), renewed.here(office),
        joined.here(office),
    )  # fmt: skip
