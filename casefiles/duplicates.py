"""Maybe the same: the files that look like a child who is being entered, and those of the whole register that look
alike, ranked, each with its reasons.

What a search of the register found is kept in this office's database (never merged: every office can search for
itself) and read against the files as they stand: what was merged, told apart or corrected since is no longer in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import leaving, merging
from casefiles.domain import blocking, pinyin
from casefiles.domain.likeness import MAYBE, Likeness, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casefiles.domain.blocking import Pair
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

LOOKED_AT = 40
"""files the search may bring by the sound of the name"""
KEPT = "duplicates"
KEPT_ON = "duplicates.on"
MOST = 500
"""pairs kept of a search, the likeliest first"""
SINGLY = 300
"""so many files are looked for one by one; with more the register is read through"""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two files that may be one child's: `one` is the older."""

    one: Record
    other: Record
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """A file, and how much it looks like the one being entered."""

    record: Record
    likeness: Likeness


def maybe_same(
    office: Office, values: Mapping[str, Stored], but: Iterable[str] = (), limit: int = 5
) -> list[MaybeSame]:
    """Children who may be the one of these values, most alike first; `but` are ids left out. Looked for by ID number
    and by the sound of the name, so an office of 100,000 answers while somebody types."""
    left_out = set(but)
    for row in but:
        left_out |= {*office.queries.files_of(row), *merging.told_apart(office, row)}
    found: dict[str, Record] = {}
    card, name = values.get("id_number"), str(values.get("name") or "")
    if card:
        same = office.queries.select("child", {"id_number": card}, limit=LOOKED_AT, hidden=True)
        heads = office.queries.shown([r.id for r in same])
        found |= {r.id: r for r in same if r.id not in heads}
        found |= {r.id: r for head in heads.values() if (r := office.queries.get(head)) is not None}
    if name:
        reading = values.get("reading")
        asked = {name, *("".join(said) for said in pinyin.name_readings(name, str(reading) if reading else None))}
        for text in sorted(asked):
            for hit in office.queries.find(text, ["child"], LOOKED_AT):
                if hit.id not in found and (record := office.queries.get(hit.id)) is not None:
                    found[hit.id] = record
    ranked = [
        MaybeSame(record, alike)
        for row, record in found.items()
        if row not in left_out and not record.deleted and (alike := likeness(values, record.values)).points >= MAYBE
    ]
    ranked.sort(key=lambda one: (-one.likeness.points, one.record.id))
    return ranked[:limit]


def look_through(office: Office, step: Callable[[int, int], object] | None = None) -> list[Twins]:
    """Compare the whole register, keep what was found, and answer with it."""
    keep(office, compare_all(office, step), whole=True)
    return kept(office)


def look_for(office: Office, ids: Iterable[str]) -> list[Twins]:
    """Compare these files, which were just imported, with everybody, and keep what was found beside what was kept;
    the pairs in which one of them stands."""
    wanted = set(ids)
    if not wanted:
        return []
    keep(office, compare(office, wanted))
    return [t for t in kept(office) if wanted & {t.one.id, t.other.id}]


def compare_all(office: Office, step: Callable[[int, int], object] | None = None) -> list[tuple[str, str]]:
    """The pairs of the whole register that look alike, the likeliest first. `step(done, all)`; what it raises stops
    the work. Writes nothing."""
    return [(p.one, p.other) for p in blocking.alike(office.queries.alike_values(), step=step)]


def compare(
    office: Office, ids: Iterable[str], step: Callable[[int, int], object] | None = None
) -> list[tuple[str, str]]:
    """The pairs in which one of these files stands. Writes nothing."""
    wanted = set(ids)
    queries = office.queries
    if len(wanted) > SINGLY:
        rows = dict(queries.alike_values())
        fresh = {row: rows.pop(row) for row in wanted if row in rows}
        found = [(p.one, p.other) for p in blocking.alike(rows, fresh, step)]
    else:
        found = []
        for at, (row, record) in enumerate(sorted(queries.many(sorted(wanted)).items())):
            if step:
                step(at, len(wanted))
            if record.entity == "child" and not record.deleted:
                found += [(row, one.record.id) for one in maybe_same(office, record.values, (row,))]
    return found


def keep(office: Office, pairs: Sequence[tuple[str, str]], *, whole: bool = False) -> None:
    """Keep what was found: of the whole register in the place of what was kept, else beside it."""
    every = pairs if whole else [*pairs, *_held(office)]
    some = list(dict.fromkeys((min(p), max(p)) for p in every))[:MOST]
    office.ledger.keep_setting(KEPT, json.dumps(some) if some else None)
    if whole:
        office.ledger.keep_setting(KEPT_ON, office.clock.today().isoformat())


def kept(office: Office, limit: int = MOST) -> list[Twins]:
    """What the last searches found and still holds, most alike first; nothing of files that another office took over:
    they are merged, or told apart, there."""
    gone = leaving.given_away(office)
    pairs = [pair for pair in _held(office) if gone.keys().isdisjoint(pair)]
    if not pairs:
        return []
    ids = sorted({row for pair in pairs for row in pair})
    heads = office.queries.shown(ids)
    files = office.queries.many(sorted({heads.get(row, row) for row in ids}))
    apart = {
        frozenset((str(r.values.get("child")), str(r.values.get("other")))) for r in office.queries.select("not_same")
    }
    found: dict[tuple[str, str], Twins] = {}
    for pair in pairs:
        one, other = sorted(heads.get(row, row) for row in pair)
        if one == other or frozenset(pair) in apart or frozenset((one, other)) in apart or (one, other) in found:
            continue
        a, b = files.get(one), files.get(other)
        if a is not None and b is not None and not (a.deleted or b.deleted):
            said = likeness(a.values, b.values)
            if said.points >= MAYBE:
                found[one, other] = Twins(a, b, said)
    return sorted(found.values(), key=lambda t: (-t.likeness.points, t.one.id, t.other.id))[:limit]


def looked_on(office: Office) -> str:
    """The day on which the whole register was last looked through; nothing when it never was."""
    return office.ledger.setting(KEPT_ON) or ""


def among(office: Office, fresh: Mapping[str, Mapping[str, Stored]]) -> list[Pair]:
    """The pairs of files not yet written (id -> values) with each other and with the register."""
    return blocking.alike(dict(office.queries.alike_values()), fresh) if fresh else []


def _held(office: Office) -> list[tuple[str, str]]:
    held = json.loads(office.ledger.setting(KEPT) or "[]")
    return [(str(a), str(b)) for a, b in held]
