"""Computers of offices below that go on as new ones: after a salvage, a restore, or a copy that was noticed.

The old key signed how far its log goes and the new key, so nothing is in doubt and nobody is asked: what the old
computer wrote stands, and no number can mean two things. But whoever has a copy of the old computer can do the same.
So the office above is told once, and a person there says that it was heard (docs/decisions/0012). It is told again when
the old computer writes on after the new one had begun: then there are two.

`renewed` in the settings is device -> {"of": the office's code, "at": ms of this clock, "twice": whether it is the old
one that wrote on}, until somebody acknowledges it; `renewed_made` is device -> when its first package was written;
`renewed_both` is old device -> when it was last heard of after the new one had begun. Of one pair a person is told
once: what is known last.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles.domain.problems import Problem, Refusal
from casefiles.exchange import offices, scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.edges.package.heading import Header
    from casefiles.office import Office

NOTED, MADE, BOTH = "renewed", "renewed_made", "renewed_both"
MOST = 200
"""computers that are remembered, those heard of last"""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A computer to be told of; `device` is the one that goes on as new, or the old one that wrote on (`twice`)."""

    device: str
    office: str
    name: str
    at_ms: int
    twice: bool

    @property
    def problem(self) -> Problem:
        """It in a sentence, with the next step."""
        day = dt.datetime.fromtimestamp(self.at_ms / 1000).date().isoformat()
        args = {"office": self.name, "day": day}
        return Problem("RENEWED_TWICE" if self.twice else "RENEWED", value=self.device, args=args)

    def data(self) -> dict[str, object]:
        """For scripts."""
        said = self.problem
        return {
            "key": self.device, "office": self.office, "name": self.name, "at": self.at_ms, "twice": self.twice,
            "zh": said.say("zh"), "en": said.say("en"),
        }  # fmt: skip


def heard(office: Office, code: str, header: Header, known: set[str], heirs: Mapping[str, str]) -> None:
    """A package of the office was taken in. `known` are its computers as they were known before, `heirs` says which new
    one goes on from which old one."""
    if not scope.above(code, office.home.code):
        return
    device, made = header.device, _read(office, MADE)
    fresh = device not in known and bool(_before(heirs, device) & known)
    twice = any(header.created > int(first) for new, first in made.items() if device in _before(heirs, new))
    if fresh:
        _keep(office, MADE, made | {device: header.created})
    if fresh or twice:
        told = {"of": code, "at": office.clock.now_ms(), "twice": twice}
        rest = {new: one for new, one in _read(office, NOTED).items() if device not in _before(heirs, new)}
        _keep(office, NOTED, rest | {device: told})
    if twice:
        _keep(office, BOTH, _read(office, BOTH) | {device: office.clock.now_ms()})


def wrote_on(office: Office) -> set[str]:
    """The computers that write on although another one went on from them: both are in use."""
    return set(_read(office, BOTH))


def _before(heirs: Mapping[str, str], device: str) -> set[str]:
    """The computers that this one goes on from."""
    found: set[str] = set()
    while (device := heirs.get(device, "")) and device not in found:
        found.add(device)
    return found


def here(office: Office) -> tuple[Renewed, ...]:
    """Those that nobody has acknowledged yet, the newest first."""
    found = [
        Renewed(device, str(told["of"]), offices.name(office, str(told["of"])), int(told["at"]), bool(told["twice"]))
        for device, told in _read(office, NOTED).items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.at_ms, one.device)))


def acknowledge(office: Office, device: str) -> Renewed:
    """Somebody has heard of it: it is off the list. Refusal: NOT_REFUSED."""
    found = next((one for one in here(office) if one.device == device), None)
    if found is None:
        raise Refusal(Problem("NOT_REFUSED", value=device))
    _keep(office, NOTED, {key: told for key, told in _read(office, NOTED).items() if key != device})
    return found


def blocked(office: Office, device: str) -> None:
    """It was blocked: that says enough."""
    kept = _read(office, NOTED)
    if device in kept:
        _keep(office, NOTED, {key: told for key, told in kept.items() if key != device})


def _read(office: Office, key: str) -> dict[str, Any]:
    return dict(json.loads(office.ledger.setting(key) or "{}"))


def _keep(office: Office, key: str, found: Mapping[str, Any]) -> None:
    office.ledger.keep_setting(key, json.dumps(dict(list(found.items())[-MOST:])) if found else None)
