"""What whoever ordered an erasure had seen of the file, and which offices still hold it.

The change that closed a file goes with the file, so an office may get the order without ever having heard that the file
is closed. Therefore an order says how far its maker had read (`seen`): an office that knows nothing beyond that may
obey, because its file is the one that was closed. Who has written since is asked first (`WAITING`).

A package's receipt names what the sender holds in full. So an office that knows the order by its receipt and holds what
was ordered away still has the file (`STILL`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Seen, device_of
from casefiles.domain.erasure import STILL, WAITING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from casefiles.domain.changes import Vector
    from casefiles.domain.ranges import Ranges
    from casefiles.office import Office

MOST = 40
"""logs that an order tells of; what stands in others was not seen as far as anybody knows"""


def seen(office: Office, files: Collection[str], rows: Sequence[str]) -> str:
    """What is to stand in an order: how far the changes of `rows` reach in every log, and of these, of `files`."""
    last: dict[str, Seen] = {}
    own: dict[str, int] = {}
    for row in rows:
        for entry in office.ledger.history(row):
            if entry.log not in last or last[entry.log].seq < entry.seq:
                last[entry.log] = Seen(entry.seq, entry.change)
            if row in files:
                own[entry.log] = max(own.get(entry.log, 0), entry.seq)
    logs = sorted(last, key=lambda log: (log not in own, log))[:MOST]  # where the file itself stands comes first
    return " ".join(f"{log}:{last[log].seq}:{last[log].head.hex()}:{own.get(log, 0)}" for log in logs)


def read(text: str) -> tuple[Vector, Mapping[str, int]]:
    """What an order says: how far its maker had read, and the last number of the file itself, by log in the maker's
    names. What makes no sense is left out."""
    last: dict[str, Seen] = {}
    own: dict[str, int] = {}
    for word in text.split()[:MOST]:
        log, *rest = word.split(":")
        try:
            seq, head, file = rest
            last[log] = Seen(int(seq), bytes.fromhex(head))
            own[log] = int(file)
        except ValueError:
            last.pop(log, None)
    return last, {log: seq for log, seq in own.items() if log in last}


def knew(office: Office, text: str, file: str) -> bool:
    """Whether the maker of an order had seen all that stands here of a file and of what hangs on it."""
    if not text:
        return False
    have = office.ledger.vector()
    told = office.ledger.recognised(read(text)[0])
    # only where its last change stands here: else it may speak of another branch
    reached = {log: far for log, far in told.items() if log in have and far.seq <= have[log].seq}
    rows = [row for found in office.ledger.hanging([file]).values() for row in found]
    return all(
        entry.log in reached and entry.seq <= reached[entry.log].seq
        for row in rows
        for entry in office.ledger.history(row)
    )


def keep_waiting(office: Office, waiting: Mapping[str, str]) -> None:
    """Note the open files whose erasure was ordered, each with its order."""
    _keep(office, WAITING, waiting)


def hear(office: Office, code: str, obeyed: Sequence[str]) -> None:
    """Note by an office's last receipt of which of these orders it still holds the file."""
    ledger = office.ledger
    noted: dict[str, list[str]] = json.loads(ledger.setting(STILL) or "{}")
    holds = _holding(office, code, obeyed)
    for order in {*noted, *holds}:
        there = {*noted.get(order, ())} - {code} | ({code} if order in holds else set())
        noted[order] = sorted(there)
    _keep(office, STILL, {order: codes for order, codes in sorted(noted.items()) if codes})


def _holding(office: Office, code: str, obeyed: Sequence[str]) -> set[str]:
    ledger = office.ledger
    peer = next((p for p in ledger.peers() if p.office == code), None)
    gone = ledger.erased_numbers()
    if peer is None or not peer.receipt or not gone:
        return set()
    receipt = ledger.recognised(peer.receipt)
    if not any(ranges.common(_here(told), gone.get(log, ())) for log, told in receipt.items()):
        return set()  # as a rule they have obeyed
    forked = {device_of(log) for log in ledger.vector() if log != device_of(log)}
    found = set()
    for order, record in office.queries.many(obeyed).items():
        last, own = read(str(record.values.get("seen") or ""))
        held = False
        for log, seq in own.items():
            here = _named(office, log, last[log]) if device_of(log) in forked else log
            held = held or (seq > 0 and here in receipt and receipt[here].here(seq))
        if held and _knows(office, receipt, order):
            found.add(order)
    return found


def _here(told: Seen) -> Ranges:
    """The numbers that are held, if need be without their running text."""
    return ranges.without([(1, told.seq)], ranges.stubs(told))


def _named(office: Office, log: str, told: Seen) -> str:
    """What a log that was written twice is called here."""
    found = office.ledger.recognised({log: told})
    return max(found, key=lambda name: found[name].seq, default=log)


def _knows(office: Office, receipt: Vector, order: str) -> bool:
    """Whether an order is there by its office's receipt."""
    first = next(iter(office.ledger.history(order)), None)
    return first is not None and first.log in receipt and receipt[first.log].here(first.seq)


def _keep(office: Office, key: str, kept: Mapping[str, object]) -> None:
    value = json.dumps(kept, sort_keys=True) if kept else None
    if office.ledger.setting(key) != value:
        office.ledger.keep_setting(key, value)
