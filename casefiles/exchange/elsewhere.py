"""This computer's identity was used on another one, as a package shows: it goes on as a new device and says so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import START, Seen, device_of
from casefiles.domain.trust import device_id
from casefiles.exchange.noticing import NOTICED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.changes import MergeReport, Vector
    from casefiles.domain.trust import Checkpoint
    from casefiles.office import Office


def renewed(office: Office, merged: MergeReport, have: Vector, proofs: Sequence[Checkpoint]) -> MergeReport:
    """What taking in a package came to: with a new identity also where the sender's vector alone shows that the one
    until now was used elsewhere. That it goes on under another one is noted as what is to be told (IDENTITY_TWICE)."""
    ledger = office.ledger
    if not merged.renewed and _written(office, have, proofs):
        ledger.new_identity()
        merged = replace(merged, renewed=True)
    if merged.renewed:
        ledger.access_twice(device_id(ledger.links()[-1].old))
        ledger.keep_setting(NOTICED, json.dumps({"code": "IDENTITY_TWICE", "n": 0, "at": office.clock.now_ms()}))
    return merged


def _written(office: Office, have: Vector, proofs: Sequence[Checkpoint]) -> bool:
    """Whether the sender has something of this very device's log that does not stand here: a copy of this computer
    wrote it, or this one did before its database was put back. Only what our own key has signed counts: a receipt
    alone may say anything."""
    ledger = office.ledger
    own = ledger.vector().get(ledger.device, Seen(0, START))
    signed = {(one.seq, one.id) for one in proofs if one.dev == ledger.device}
    for log, seen in have.items():
        if device_of(log) == ledger.device and (seen.seq, seen.head) in signed:
            here = ledger.recognised({log: seen}).get(ledger.device)
            if here is None or here.seq > own.seq:
                return True
    return False
