"""What is said of records that were erased on order: once when the order came with a package, and to whoever asks.

Nothing of a record is left but what its order says (an office, a reason, a day) and a keyed digest of its file number,
so that whoever holds the paper with that number can ask. `erasures_here` in the settings is order -> how many files it
took out here, when, and by whom it was given, until a person says that the papers were dealt with.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.areas import name_of
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.erasure import HERE
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.exchange import claiming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order that was carried out here. `office` is the code of who gave it, "" where nobody knows; `files` and
    `at_ms`: how many files it took out here, and when."""

    order: str
    office: str
    name: str
    reason: Label
    on: str
    paper: str = ""
    files: int = 0
    at_ms: int = 0

    @property
    def decided(self) -> Label:
        """The day, and the document's number where there is one."""
        return Label(f"{self.on}，{self.paper}", f"{self.on}, {self.paper}") if self.paper else Label(self.on, self.on)

    @property
    def problem(self) -> Problem:
        """What came with a package: what was erased, and what is to be done with the papers."""
        args = {"office": self.name, "n": self.files, "reason": self.reason, "on": self.decided, "order": self.order}
        return Problem("ERASED_HERE", "erasure", self.order, args=args)

    def data(self) -> dict[str, object]:
        """For scripts."""
        said = self.problem
        return {
            "key": self.order, "office": self.office, "name": self.name, "files": self.files, "on": self.on,
            "paper": self.paper, "at": self.at_ms, "zh": said.say("zh"), "en": said.say("en"),
        }  # fmt: skip


class Makers:
    """Whose computers these are; asked once for many orders."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._owner: Callable[[str], str] | None = None

    def of(self, device: str) -> str:
        """The division code of the office that a device is known to be of, "" for nobody's."""
        if self._owner is None:
            self._owner = claiming.owners(self._office)
        return self._owner(device)


def came(office: Office, files: Mapping[str, int]) -> None:
    """Note orders that came with a package and how many files each took out here."""
    now, makers = office.clock.now_ms(), Makers(office)
    noted = _noted(office)
    for order, n in files.items():
        told = _of(office, order, makers)
        if told is not None:
            noted[order] = {"files": n, "at": now, "by": told.name}
    _keep(office, noted)


def here(office: Office, orders: Iterable[str] | None = None) -> tuple[Ordered, ...]:
    """The orders that nobody has said anything of yet, the newest first; of these alone, if given."""
    noted = _noted(office)
    wanted = [row for row in (noted if orders is None else orders) if row in noted]
    makers = Makers(office)
    found = [_of(office, row, makers, int(noted[row]["files"]), int(noted[row]["at"])) for row in wanted]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.at_ms, one.order)))


def settle(office: Office, order: str) -> Ordered:
    """The papers of an order were dealt with: it is off the list. Refusal NOT_REFUSED."""
    found = next((one for one in here(office) if one.order == order), None)
    if found is None:
        raise Refusal(Problem("NOT_REFUSED", value=order))
    _keep(office, {row: told for row, told in _noted(office).items() if row != order})
    return found


def asked(office: Office, text: str) -> Problem | None:
    """What is said to whoever asks for a record by its id, or for a file by its number; None when it was not erased."""
    found = office.ledger.erased_as(text.strip())
    if found is None:
        return None
    row, at_ms, order = found
    kind = BY_PREFIX.get(row.partition("-")[0])
    entity = kind.name if kind is not None else ""
    told = _of(office, order, Makers(office)) if order else None
    if told is None:
        day = f"{dt.datetime.fromtimestamp(at_ms / 1000):%Y-%m-%d}"
        return Problem("WAS_ERASED", entity, row, value=text, args={"on": day})
    args = {"office": told.name, "reason": told.reason, "on": told.decided}
    return Problem("WAS_ERASED_BY", entity, row, value=text, args=args)


def _of(office: Office, order: str, makers: Makers, files: int = 0, at_ms: int = 0) -> Ordered | None:
    """What an order says: its first change counts; None when it is not here."""
    first = next(iter(office.ledger.history(order)), None)
    if first is None:
        return None
    code = office.home.code if first.own else makers.of(first.dev)
    names = {office.home.code: office.home.name} | {p.office: p.name for p in office.ledger.peers()}
    reason = ENTITIES["erasure"].fields["reason"].kind
    why = first.fields.get("reason")
    return Ordered(
        order, code, names.get(code) or name_of(code) or code or office.ledger.called(first.dev),
        Label(reason.show(why, "zh"), reason.show(why, "en")),
        str(first.fields.get("on") or ""), str(first.fields.get("paper") or ""), files, at_ms,
    )  # fmt: skip


def _noted(office: Office) -> dict[str, dict[str, Any]]:
    return dict(json.loads(office.ledger.setting(HERE) or "{}"))


def _keep(office: Office, noted: Mapping[str, Mapping[str, Any]]) -> None:
    value = json.dumps(noted, sort_keys=True) if noted else None
    if office.ledger.setting(HERE) != value:
        office.ledger.keep_setting(HERE, value)
