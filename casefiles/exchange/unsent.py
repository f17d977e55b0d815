"""What is here only: the records whose changes the next package for an office would carry, by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.changes import Stub
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec
from casefiles.exchange import cargo
from casefiles.exchange.sending import peer_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.exchange.reports import Progress
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Unsent:
    """`rows` are the records by entity, those changed last first; `oldest_ms` is when the oldest change was made."""

    changes: int
    oldest_ms: int
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def unsent(office: Office, code: str, progress: Progress | None = None) -> Unsent:
    """What the office of this code does not have yet and would get; nothing is written. Refusal: UNKNOWN_OFFICE."""
    load = cargo.load(office, peer_of(office, code))
    changed: dict[str, int] = {}
    changes = done = oldest = 0
    for block in load.blocks():
        for body in block.bodies:
            if isinstance(body, Stub):
                continue
            wire = codec.wire(body)
            changes += 1
            changed[wire.r] = max(changed.get(wire.r, 0), wire.ts)
            oldest = min(oldest or wire.ts, wire.ts)
        done += len(block.bodies)
        if progress is not None:
            progress(min(done, load.changes + load.stubs), load.changes + load.stubs)
    rows: dict[str, list[str]] = {}
    for row in sorted(changed, key=lambda row: -changed[row]):
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is not None:
            rows.setdefault(entity.name, []).append(row)
    ordered = sorted(rows.items(), key=lambda pair: -len(pair[1]))
    return Unsent(changes, oldest, {name: tuple(found) for name, found in ordered})
