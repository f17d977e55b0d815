"""A closed file is taken out for good, here and in every office that the order reaches.

A county orders it, for it answers for the files, or an office above one. Whoever gets the order obeys when the file
lies in the division of who gave it and is closed, or nothing was written here that whoever gave it had not seen, or it
has left for another division and only traces of it are here. A file that is open and was written in since stays until
a person here has closed it: here it is a task, and there they see who still has it (`obedience`). In the place of each
change stands its commitment from then on, and the chain of the log fits. What is written about the file afterwards by
somebody who has not heard goes the same way. What an order says is what its first change says, and its word is that
change's computer's: nobody else adds to it, and nobody takes it back.

An order passes where its maker is known. So whoever obeys the order of another office gives one of its own to those
below when the file was somewhere that the first need not reach: in another county before, or in one of ours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import accessing, differing, erasable, obedience, recording
from casefiles.domain.access import ERASE
from casefiles.domain.areas import root
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES, PRIVATE
from casefiles.domain.ids import new_id
from casefiles.domain.listing import MERGED
from casefiles.domain.problems import refuse
from casefiles.erasable import inside, may, orders
from casefiles.exchange import erasures, scope
from casefiles.exchange.erasures import Makers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.traces import Trace, Words
    from casefiles.office import Office
    from casefiles.ports import Record

ABOUT = ("member", "survey_line", "question")
"""records that are taken out whole where they bear the child's name"""
OVERWRITTEN = "overwritten"
"""setting: how many erased records there were when the file was last cleared of them"""
OBEYED = "obeyed"
"""setting: the orders that need not be looked at again"""
MOST_NAMED = 256
"""files of an order for which it waits"""
LOOKED = "orders_looked_for"
"""setting: the code of the office for which the orders were looked at"""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out: records by entity, and how many changes lost their content."""

    order: str
    records: Mapping[str, int]
    changes: int


def files_of(office: Office, child: str) -> list[str]:
    """The file and those that were merged into it."""
    return list(dict.fromkeys([child, *office.queries.files_of(child)]))


def rows_of(office: Office, child: str) -> dict[str, list[str]]:
    """The records that go with a child's file, by entity, the file itself and deleted records among them."""
    return office.ledger.hanging(files_of(office, child))


def preview(office: Office, child: str, reason: str, paper: str) -> dict[str, int]:
    """What an order would take out, by entity; nothing is written. A reason that was not given yet may come later.
    Refusals: as `order`."""
    erasable.ordered(office, "", {"record": child}, None)
    draft = {"record": child, "reason": reason, "on": office.clock.today().isoformat(), "paper": paper}
    found = recording.check(ENTITIES["erasure"], draft, office.clock.today()).problems
    refuse(one for one in found if reason or one.field != "reason")
    return {entity: len(rows) for entity, rows in rows_of(office, child).items()}


def stated(office: Office, child: str) -> dict[str, str]:
    """What an order says of the file: which it is, what was merged into it, and how far it was read here."""
    files = files_of(office, child)
    rows = [row for found in office.ledger.hanging(files).values() for row in found]
    return {"record": child, "files": " ".join(files), "seen": obedience.seen(office, files, rows)}


def order(office: Office, child: str, reason: str, paper: str = "") -> Erased:
    """Order that a closed file be erased, and do it here. Refusals: those of `erasable.ordered`, and the form's."""
    draft = {"reason": reason, "on": office.clock.today().isoformat(), "paper": paper, **stated(office, child)}
    going = {entity: len(rows) for entity, rows in rows_of(office, child).items()}
    office.ledger.safeguard(always=True)
    with office.ledger.together():
        saved = recording.save(office, ENTITIES["erasure"], {name: text for name, text in draft.items() if text})
        changes = obey(office)
        accessing.note(office, ERASE, [saved.id])
    tidy(office)
    return Erased(saved.id, going, changes)


def obey(office: Office, heard: str = "") -> int:
    """Carry out what was ordered and is not done yet; how many changes lost their content. Call `tidy` afterwards.
    `heard` is the office whose receipt has just come: of what is done here, it may still hold the file."""
    _wake(office)
    came, left = office.ledger.to_erase()
    done = set(json.loads(office.ledger.setting(OBEYED) or "[]"))
    files: dict[str, str] = {}
    theirs: dict[str, int] = {}
    waiting: dict[str, str] = {}
    looked: dict[str, list[str]] = {}
    makers = Makers(office)
    for one in came:
        some, open_, looked[one] = _binding(office, one, makers) if one not in done else ([], [], [])
        waiting |= dict.fromkeys(open_, one)
        if some:
            fresh = [row for row in some if row not in files]
            files |= dict.fromkeys(fresh, one)
            if fresh and not _own(office, one):
                theirs[one] = len(fresh)
            done.update(_passed_on(office, one, some, makers))
            if not open_:
                done.add(one)
        if open_:  # a task until somebody has closed the file, or what its maker had seen has come
            del looked[one]
        elif one in done:
            looked[one] = []
    changes = _taken_out(office, left, files) if left or files else 0
    if looked:
        office.ledger.orders_looked_at(looked)
    obedience.keep_waiting(office, waiting)
    if theirs:
        erasures.came(office, theirs)
    if heard:
        obedience.hear(office, heard, sorted(done))
    kept = json.dumps(sorted(done)) if done else None
    if office.ledger.setting(OBEYED) != kept:
        office.ledger.keep_setting(OBEYED, kept)
    return changes


def _wake(office: Office) -> None:
    """All orders are looked at when none was yet, or this office became another one's; and those of computers of which
    it is known only now whose they are."""
    if office.ledger.setting(LOOKED) != office.home.code:
        office.ledger.orders_again()
        office.ledger.keep_setting(LOOKED, office.home.code)
    strange = office.ledger.order_makers()
    if strange:
        makers = Makers(office)
        office.ledger.orders_again([device for device in strange if makers.of(device)])


def tidy(office: Office) -> None:
    """Photos and scans of what was erased go at once where no other record names them, and what lies on the disk of
    what was erased since the last time is overwritten."""
    gone = str(len(office.ledger.erased()))
    if gone != "0":
        office.ledger.drop_contents()
        if office.ledger.setting(OVERWRITTEN) != gone:
            office.ledger.leave_nothing()
            office.ledger.keep_setting(OVERWRITTEN, gone)


def _own(office: Office, order: str) -> bool:
    """Whether somebody here gave the order."""
    return next(iter(office.ledger.history(order))).own


def _taken_out(office: Office, rows: list[str], files: Mapping[str, str]) -> int:
    """Take out these records, and the files (each with its order) with all that hangs on them; what others still tell
    of them is written anew without it, and taken out too. How many changes lost their content."""
    going = office.ledger.hanging(list(files))
    gone = list(dict.fromkeys([*rows, *files, *(row for found in going.values() for row in found)]))
    if not files:
        return office.ledger.erase(gone)
    words, told = office.ledger.told_of(going)
    stay = office.queries.many(list(dict.fromkeys(one.row for one in told)))
    near = {one.row for one in told if one.near}
    about = [row for row in near if row in stay and stay[row].entity in ABOUT and _named(stay[row], words)]
    anew = {row: _anew(record, told, words) for row, record in stay.items() if row not in about}
    edits = [Edit(stay[row].entity, row, fields, stay[row].heads) for row, fields in anew.items() if fields]
    if edits:
        office.ledger.write([*edits, *differing.seen_too(office, edits)], office.me.login)
    left = [one for one in told if one.row not in about]
    return office.ledger.erase([*gone, *about], words, left, _by_order(office, files))


def _by_order(office: Office, files: Mapping[str, str]) -> dict[str, str]:
    """By which order each record goes."""
    found: dict[str, str] = {}
    for order in dict.fromkeys(files.values()):
        hanging = office.ledger.hanging([file for file, its in files.items() if its == order])
        found = dict.fromkeys((row for rows in hanging.values() for row in rows), order) | found
    return found


def _named(record: Record, words: Words) -> bool:
    """Whether a record is about the child: it bears its name or its number."""
    return any(words.says(record.entity, n, record.values.get(n), near=True) for n in ("name", "id_number"))


def _anew(record: Record, told: Sequence[Trace], words: Words) -> dict[str, Stored]:
    """What is to be written so that the record says the same without the changes that are taken out."""
    whole = any(one.whole for one in told if one.row == record.id)
    near = any(one.near for one in told if one.row == record.id)
    lost = record.values if whole else PRIVATE[record.entity]
    said = {n: v for n in lost if (v := record.values.get(n)) is not None and n in ENTITIES[record.entity].fields}
    fields: dict[str, Stored] = {
        n: words.without(record.entity, n, v, near=near) if isinstance(v, str) else v for n, v in said.items()
    }
    if record.deleted and fields:
        fields[DELETED] = 1
    return fields


def _binding(office: Office, one: str, makers: Makers) -> tuple[list[str], list[str], list[str]]:
    """The files here that an order takes out, and those that it would if they were not open and written in since, none
    when whoever gave it may not; and what may change that: files that come or change, or that its maker is known."""
    first = next(iter(office.ledger.history(one)), None)  # what was written into an order later is nobody's order
    maker = office.home.code if first is None or first.own else makers.of(first.dev)
    if first is None or "record" not in first.fields or not orders(maker):
        return [], [], [f"@{first.dev}"] if first is not None and not maker else []
    target = str(first.fields["record"] or "")
    listed = dict.fromkeys([target, *str(first.fields.get("files") or "").split()])
    over = maker == office.home.code or scope.above(office.home.code, maker)
    here = {
        row: file
        for row, file in office.queries.many(list(listed)).items()
        if file.entity == "child" and (inside(maker, file, office.home.code) or (over and _left(office, file)))
    }
    said = str(first.fields.get("seen") or "")
    worked_on = [row for row, file in here.items() if _open(office, file, row == target)]
    waits = [row for row in worked_on if not obedience.knew(office, said, row)]
    may_come = list(listed)[:MOST_NAMED]
    return ([], waits, may_come) if target in waits else ([row for row in here if row not in waits], waits, may_come)


def _open(office: Office, file: Record, itself: bool) -> bool:
    """Whether a file is worked on here: the one that an order speaks of when it is not closed, one that it names beside
    that when somebody took it apart again."""
    apart = not file.deleted and not file.values.get("closed_on") and (itself or not file.values.get(MERGED))
    return apart and not _left(office, file)


def _left(office: Office, file: Record) -> bool:
    """Whether a file lives in another division now: what is here of it is what it was until it left."""
    return not inside(office.home.code, file, office.home.code)


def _passed_on(office: Office, one: str, files: Sequence[str], makers: Makers) -> list[str]:
    """An order of our own for the same files, if another office gave this one, and those who had the file need not know
    that office; its id."""
    first = next(iter(office.ledger.history(one)))
    maker = office.home.code if first.own else makers.of(first.dev)
    if not may(office) or maker == office.home.code:
        return []
    areas = {str(e.fields["area"]) for row in files for e in office.ledger.history(row) if e.fields.get("area")}
    below = maker.startswith(root(office.home.code))
    beyond = {area for area in areas if not (below and area.startswith(root(maker)))}
    if not any(area.startswith(root(office.home.code)) for area in beyond):
        return []
    row = new_id(ENTITIES["erasure"].prefix, office.clock.now_ms())
    office.ledger.write([Edit("erasure", row, dict(first.fields), ())], office.me.login)
    return [row]
