"""What an office would see of the next package, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.changes import Stub
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec
from casefiles.exchange import cargo, profiles
from casefiles.exchange.sending import peer_of

if TYPE_CHECKING:
    from casefiles.exchange.profiles import Profile
    from casefiles.office import Office
    from casefiles.ports import Peer


@dataclass(frozen=True, slots=True)
class Preview:
    """`records` are numbers of records by entity that would be new or changed for the office, `notes` of how many of
    them running text goes along; `hidden` changes would be stubs; `figures` are counts by division, those of the agreed
    `fields` by value among them."""

    peer: Peer
    profile: Profile
    changes: int
    hidden: int
    notes: int
    records: dict[str, int] = field(default_factory=dict)
    figures: dict[str, dict[str, int]] = field(default_factory=dict)
    fields: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "to": self.peer.office,
            "name": self.peer.name,
            "profile": self.profile.name,
            "changes": self.changes,
            "hidden": self.hidden,
            "notes": self.notes,
            "records": self.records,
            "figures": self.figures,
            "fields": list(self.fields),
        }


def preview(office: Office, code: str) -> Preview:
    """What a package for this office would hold now; nothing is written. Refusal UNKNOWN_OFFICE."""
    peer = peer_of(office, code)
    goes = profiles.profile(office, peer)
    load = cargo.load(office, peer)
    rows: dict[str, set[str]] = {}
    notes: set[str] = set()
    for block in load.blocks():
        for body in block.bodies:
            if isinstance(body, Stub):
                continue
            wire = codec.wire(body)
            entity = BY_PREFIX.get(wire.r.partition("-")[0])
            rows.setdefault(entity.name if entity is not None else wire.t, set()).add(wire.r)
            if wire.x in block.private:
                notes.add(wire.r)
    counted = {name: len(found) for name, found in sorted(rows.items())}
    fields = profiles.fields(office, peer)
    figures = {area: dict(n) for area, n in office.queries.figures(fields).items()} if goes.figures else {}
    return Preview(peer, goes, load.changes, load.stubs, len(notes), counted, figures, fields)
