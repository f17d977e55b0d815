"""An office typed its own division into a file that is not its own: the file stays where it is, and both are told.

The office above both puts the division back. The one that keeps the file finds a question about it; the one that would
have it learns by a transfer record that the file stayed. See domain/owning.py for who may say what.

Or it says that it made a file that stands here already: an id is one computer's own, so it did not. The office above
both says at once where the file lies by what it held before, and by that word it is judged everywhere
(domain/trespass.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import areas
from casefiles.domain.changes import Edit, Touched
from casefiles.domain.entities import ENTITIES, PLACED
from casefiles.domain.ids import new_id
from casefiles.domain.owning import Placed, owned
from casefiles.domain.words import Label
from casefiles.exchange import offices, scope, trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from casefiles.domain.changes import Vector
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Entry, Record

STAYED = "stayed"
"""why a transfer record was written: somebody else's division stands in the file"""
ASKS = Label(
    "{who}在这份档案里填了自己的区划。档案仍归你单位。如孩子确已搬到那里，请办理移交；否则请答复“仍在本地”。",
    "{who} typed its own division into this file. The file is still yours. Hand it over if they moved there; else"
    " answer that they still live here.",
)


def heard(office: Office, sender: str, touched: Touched, *, conflicts: bool) -> Touched:
    """Put right where files lie of which a package of `sender`, an office below, says something; what was written for
    it. These are the files that it moved, those of which other changes count by now, and those that lie elsewhere
    although `sender` wrote of them: who took one back may not have known that. Of files that it only says it made those
    are looked at that have two divisions by now (`conflicts`)."""
    if not scope.above(sender, office.home.code):
        return Touched()
    rows = dict.fromkeys((*touched.moved, *office.ledger.lying_elsewhere(touched.about, areas.root(sender))))
    if conflicts:
        both = (r for r in office.queries.conflicts() if r.entity in PLACED and "area" in r.rivals)
        rows.update(dict.fromkeys(r.id for r in both))
    return put_back(office, rows)


def put_back(office: Office, rows: Iterable[str]) -> Touched:
    """Put right where these files lie, those that were claimed; what was written for it."""
    rows, told = list(rows), Touched()
    if not rows:
        return told
    maker = makers(office)
    for row, record in office.queries.many(rows).items():
        entries = office.ledger.history(row)
        placed = list(_placed(entries, maker))
        writers = _writers(office, row, entries, maker) if len(placed) > 1 else set()
        if len(writers) < 2 and all(maker(e) for e in entries):  # nobody but one office wrote of it
            continue
        judged = owned(placed, writers)
        claim = judged.claim
        if claim is None or record.deleted or record.values.get("area") == judged.area:
            continue
        if all(code.startswith(areas.root(office.home.code)) for code in (judged.area, claim.maker)):
            told = told.also(_tell(office, record, judged.area, claim))
    return told


def confirm(office: Office, sender: str, before: Vector) -> tuple[Touched, int]:
    """Of the records that a package of `sender` brings a second beginning of, say where they lie by what was here
    `before`; what was written for it, and how many changes come to be hidden by that."""
    twice = office.ledger.two_makers() if scope.above(sender, office.home.code) else []
    twice = _brought(office, twice, before) if twice else []
    if not twice:
        return Touched(), 0
    maker, said = makers(office), []
    for row, record in office.queries.many(twice).items():
        entries = office.ledger.history(row)
        here = [e for e in entries if e.log in before and before[e.log].full(e.seq)]
        new = {maker(e) for e in entries if e not in here}
        area = next((str(e.fields["area"]) for e in reversed(here) if e.fields.get("area")), "")
        area = area or (maker(here[0]) if here else "")  # without a division it lies where it was made
        if not new or not all(code.startswith(areas.root(office.home.code)) for code in (area, *new)):
            continue
        fresh = {e.change for e in entries} - {e.change for e in here}
        heads = tuple(head for head in record.heads if head not in fresh)
        parents = heads or tuple(e.change for e in here[-1:])
        said.append(Edit(record.entity, row, {"area": area}, parents))
    if not said:
        return Touched(), 0
    hidden = _hidden(office)
    told = office.ledger.write(said, office.me.login)
    return told, len(_hidden(office) - hidden)


def _brought(office: Office, rows: list[str], before: Vector) -> list[str]:
    """Of these records those of which a change is here that was not `before`: as a rule none of all that wait."""
    places = office.ledger.places(rows)
    return [
        row for row in rows if any(log not in before or not before[log].full(seq) for log, seq in places.get(row, ()))
    ]


def _hidden(office: Office) -> set[tuple[str, int]]:
    return {(one.log, one.seq) for one in office.ledger.out_of_scope()}


def _tell(office: Office, record: Record, area: str, claim: Placed) -> Touched:
    today = office.clock.today().isoformat()
    who = offices.name(office, claim.maker)
    question: dict[str, Stored] = {
        "of": record.id, record.entity: record.id, "field": "area", "reason": "contradiction", "state": "asked",
        "text": ASKS("zh", who=who), "asked_by": office.me.name, "asked_office": office.home.name,
        "asked_code": office.home.code, "asked_on": today,
    }  # fmt: skip
    edits = [
        Edit(record.entity, record.id, {"area": area}, record.heads),
        Edit("question", new_id(ENTITIES["question"].prefix, office.clock.now_ms()), question, ()),
    ]
    if record.entity == "child":
        stays: dict[str, Stored] = {
            "child": record.id, "on": today, "answered_on": today, "from_area": claim.area, "to_area": area,
            "reason": STAYED, "state": "accepted",
        }  # fmt: skip
        edits.append(Edit("transfer", new_id(ENTITIES["transfer"].prefix, office.clock.now_ms()), stays, ()))
    return office.ledger.write(edits, office.me.login)


def _placed(entries: Iterable[Entry], maker: Callable[[Entry], str]) -> Iterator[Placed]:
    for entry in entries:
        if entry.fields.get("area"):
            yield Placed(maker(entry), str(entry.fields["area"]))


def _writers(office: Office, row: str, entries: Iterable[Entry], maker: Callable[[Entry], str]) -> set[str]:
    """Who wrote about the file and what hangs on it."""
    hanging = {other for rows in office.ledger.hanging([row]).values() for other in rows} - {row}
    return {maker(e) for e in (*entries, *(e for other in hanging for e in office.ledger.history(other)))} - {""}


def owners(office: Office) -> Callable[[str], str]:
    """Which office's a computer is, "" for one that is not known."""
    known = dict(trust.standing(office).offices)
    for peer in office.ledger.peers():
        known |= dict.fromkeys(scope.devices(office, peer.office), peer.office)
    return lambda device: known.get(device, "")


def makers(office: Office) -> Callable[[Entry], str]:
    """Which office wrote a change, "" for one that is not known by its computers."""
    known = owners(office)

    def maker(entry: Entry) -> str:
        return office.home.code if entry.own else known(entry.dev)

    return maker
