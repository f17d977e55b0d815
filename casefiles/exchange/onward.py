"""From which key a computer went on to which (domain/trust): kept as it was signed, and carried with the logs.

A package's header names the keys that its own computer had. Whoever gets that computer's log from somebody else hears
of them too, so that everybody knows whose log it is. `onward` in the settings holds [old, new, signature] in hex, of
the computers alone whose logs are here: how many of these one office may bring is bounded (logs.py).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import Link, device_id
from casefiles.edges.package.proofs import holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.vouching import Standing
    from casefiles.office import Office

SETTING = "onward"


def kept(office: Office) -> tuple[Link, ...]:
    """The links that were found good."""
    lines = json.loads(office.ledger.setting(SETTING) or "[]")
    return tuple(Link(*map(bytes.fromhex, line)) for line in lines)


def proven(known: Iterable[Link], carried: Iterable[Link], own: Iterable[Link]) -> tuple[Link, ...]:
    """The links of a package that are new and hold: those that it `carried` of others (Refusal FORGED when one does not
    hold) and its computer's `own`."""
    before = set(known)
    fresh = [link for link in dict.fromkeys(carried) if link not in before]
    if not all(map(holds, fresh)):
        raise Refusal(Problem("FORGED"))
    more = dict.fromkeys(link for link in own if link not in before)
    return (*fresh, *(link for link in more if link not in fresh and holds(link)))


def learn(office: Office, who: Standing) -> None:
    """Keep what leads to the computers whose logs are here."""
    needed: dict[Link, None] = {}
    for log in office.ledger.vector():
        device = device_of(log)
        while device in who.links and who.links[device] not in needed:
            needed[who.links[device]] = None
            device = device_id(who.links[device].old)
    before = kept(office)
    fresh = [link for link in needed if link not in before]
    if fresh:
        lines = [[link.old.hex(), link.new.hex(), link.sig.hex()] for link in (*before, *fresh)]
        office.ledger.keep_setting(SETTING, json.dumps(lines))
