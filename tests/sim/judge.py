"""The promises of sync.md 8.1, held against a world. Whatever is compared comes from the account, never from the merge.

Every computer at any moment shows what its changes make (`shows_what_it_holds`: shown values stand, flags are exact,
the rows are what the log folds to, fields of newer versions survive). So at the end it is enough to compare which
changes everybody holds.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.messages import MESSAGES
from casefiles.edges import codec
from casefiles.exchange import sync_status, trust, unsent
from tests.sim.account import expected
from tests.sim.computers import CODES, HOME, SHOWN, TOWNS

if TYPE_CHECKING:
    from typing import Any

    from casefiles.domain.problems import Refusal
    from tests.sim.account import Written
    from tests.sim.computers import Computer
    from tests.sim.world import World

THOROUGH = 8
"""one world in so many has its files checked page by page"""


class Broken(AssertionError):
    """Something was lost, invented or shown wrongly; the text before the colon says which promise was broken."""


def must(holds: object, promise: str, what: object = "") -> None:
    """Raise Broken with this promise and what breaks it, unless it holds."""
    if not holds:
        raise Broken(f"{promise}: {what}" if what else promise)


# at any moment


def refusal_is_said(refusal: Refusal) -> None:
    """I11: a code of the table, in both languages."""
    for problem in refusal.problems:
        must(problem.code in MESSAGES, "a refusal without words", problem.code)
        must(problem.say("zh") and problem.say("en"), "a refusal without words", problem.code)


def receipt_is_true(pc: Computer) -> None:
    """I10: what a receipt claims stands in the file, number by number."""
    read = pc.database.read
    for lid, name, seq, fork in read("SELECT lid, name, seq, coalesce(fork_seq, 0) FROM log"):
        bodies, numbers = read("SELECT count(*) - count(com), count(*) FROM change WHERE lid=?", (lid,))[0]
        holes = read("SELECT coalesce(sum(last-first+1), 0) FROM hole WHERE lid=?", (lid,))[0][0]
        must(numbers == seq - fork, "a receipt claims more than stands", f"{pc.name} {name}")
        bare = read("SELECT coalesce(sum(last-first+1), 0) FROM bare WHERE lid=?", (lid,))[0][0]
        must(bodies == seq - fork - holes + bare, "holes are not what is missing", f"{pc.name} {name}")


def text_is_asked_for(pc: Computer) -> None:
    """I10: whoever is to have running text says in the receipt where it is missing, and nowhere else."""
    receipt, mine = pc.office.ledger.vector(), pc.office.ledger.own_devices()
    for name, seq, _, body, private in pc.bodies():
        lacks = bool(mark := codec.mark_of(body)) and mark not in private
        meant = pc.level in {"township", "county"} or name.partition("~")[0] in mine
        said = not receipt[name].full(seq)
        must(said is (lacks and meant), "missing text is not said to be missing", f"{pc.name} {name} {seq}")


def shows_what_it_holds(world: World, pc: Computer) -> None:
    """I3, I4, I7, I8: rows are what the changes held here make, by the account."""
    held, readable = pc.held(), pc.readable()
    must(held <= world.account.written.keys(), "a change was invented", pc.name)
    private = {i for i in held if world.account.written[i].private()}
    must(readable <= private, "a private part where there is none", pc.name)
    by_row = world.account.rows(held, kept_aside(world, pc) | without_a_say(world, pc))
    for entity in SHOWN:
        rows = {line["id"]: line for line in pc.shown(entity)}
        should = {row for row, changes in by_row.items() if changes[0].entity == entity}
        must(rows.keys() == should, "records are not those of the log", f"{pc.name} {rows.keys() ^ should}")
        for row, line in rows.items():
            _row(pc, entity, line, by_row[row], readable)


def without_a_say(world: World, pc: Computer) -> set[bytes]:
    """What is here of offices that had no say in the record, by the account; the program hides just that. (Nobody
    judges what it wrote or made up itself, and of computers that it has not heard of yet it waits for who vouches for
    them: at the end for none.)"""
    hidden = pc.ids("EXISTS(SELECT 1 FROM trespass t WHERE t.lid = change.lid AND t.seq = change.seq)")
    should = world.account.trespasses(pc.held(), pc.ids("1"))
    written = world.account.written
    whose = trust.standing(pc.office).offices if hidden - should else {}
    early = {i for i in hidden - should if written[i].dev not in whose}
    must(hidden - should <= early, "what somebody had a say in is kept aside", tell(world, hidden - should, pc))
    must(not (early and world.met), "a computer is left that nobody vouches for", tell(world, early, pc))
    made_up = world.account.nobodys
    open_ = {i for i in should - hidden if pc.code not in (written[i].by, made_up.get(written[i].dev))}
    must(not open_, "what nobody had a say in is shown", tell(world, open_, pc))
    return hidden


def kept_aside(world: World, pc: Computer) -> set[bytes]:
    """What is here of blocked computers and not shown: all beyond what stands by the word that this computer has heard.
    (Until the end of what stands has come, what was shown before is shown, and anything new waits.)"""
    beyond = "seq > (SELECT cut_seq FROM log WHERE log.lid = change.lid)"
    hidden, known = pc.ids(beyond), pc.ids("1")
    if not (hidden or world.account.stands):
        return hidden
    written, blocked = world.account.written, trust.standing(pc.office).blocked()
    must(
        {written[i].dev for i in hidden} <= blocked.keys(),
        "records of nobody blocked are kept aside",
        pc.name,
    )
    for device, [word] in blocked.items():
        if device != pc.device and {id_ for _, id_ in word.upto} <= known:
            should = {i for i in known if written[i].dev == device} - world.account.stands[device, word.upto]
            now = {i for i in hidden if written[i].dev == device}
            must(
                now == should,
                "what a blocked computer wrote is shown, or too much hidden",
                f"{pc.name} {device}",
            )
    return hidden


def _row(
    pc: Computer, entity: str, line: dict[str, Any], changes: list[Written], readable: set[bytes]
) -> None:
    should = expected(changes, readable)
    aside = json.loads(line["_x"] or "{}")
    where = f"{line['id']} on {pc.name}"
    known = ENTITIES[entity].fields
    for name in known:
        must(
            line[name] == should.values.get(name), "a value nobody wrote last is shown", f"{name} of {where}"
        )
    newer = {n: v for n, v in should.values.items() if n not in known}
    must(aside.get("u", {}) == newer, "a field of a newer version is lost", where)
    flagged = {name: {r[0] for r in found} for name, found in aside.get("c", {}).items()}
    must(flagged == should.rivals, "flags are not exact", f"{flagged} for {should.rivals} of {where}")
    for name, found in aside.get("c", {}).items():
        writers = {(r[0], bytes.fromhex(r[1])) for r in found}
        standing = {(w.fields[name], w.id) for w in should.standing[name]}
        must(writers <= standing, "a rival is not who wrote it", f"{name} of {where}")
        if name != DELETED:
            must(
                found[-1][0] == should.values[name], "the shown rival is not the last", f"{name} of {where}"
            )
    must(bool(line["_del"]) is should.deleted, "a deletion hid an edit it had not seen, or none", where)
    heads = tuple(line["_h"][at : at + 20] for at in range(0, len(line["_h"]), 20))
    must(heads == should.heads, "heads are not those of the log", where)
    missing = tuple(bytes.fromhex(m) for m in aside.get("m", ()))
    must(missing == should.missing, "what is still to come is not said", where)


def forks_are_shown(world: World, pc: Computer) -> None:
    """I5: a fork is shown where two contents share a number, and nowhere else."""
    known = pc.ids("1") & world.account.written.keys()
    shown = {fork.dev for fork in pc.office.ledger.forks()}
    twice = world.account.twice(known)
    must(shown == twice, "forks are not those that happened", f"{pc.name}: {shown} for {twice}")


# at the end


def at_the_end(world: World) -> None:
    """Everybody meets everybody; then nothing is lost, nothing invented, and all that should be alike is."""
    if world.seed % THOROUGH == 0:
        for pc in world.pcs.values():
            _adds_up(world, pc)
    world.meet()
    world.met = True
    for pc in world.pcs.values():
        shows_what_it_holds(world, pc)
        receipt_is_true(pc)
        text_is_asked_for(pc)
        forks_are_shown(world, pc)
        if world.seed % THOROUGH == 0:
            _whole(pc)
    _nothing_lost(world)
    for code in TOWNS:
        for pc in world.of(code):
            _town(world, pc, code)
    _books_agree(world)
    if world.seed % THOROUGH == 1:
        _left_alone(world)


def _adds_up(world: World, pc: Computer) -> None:
    """What an office lacks, counted change by change, is what its line says: of everybody, as far as each is. (Where a
    computer was copied some may not be ready to go: the line counts that already, and what would go does not.)"""
    alone = all(len(world.of(one.code)) == 1 for one in world.pcs.values())
    for row in sync_status(pc.office):
        if row["blocked"]:
            continue
        found = unsent(pc.office, str(row["office"]))
        counted, told = (found.lacks, found.of("way").lacks), (row["here_only"], row["on_way"])
        where = f"{pc.name} to {row['office']}: {counted} {told}"
        less = not alone and all(a <= b for a, b in zip(counted, told, strict=True))
        must(counted == told or less, "the numbers of an office do not add up", where)


def _whole(pc: Computer) -> None:
    """I7 once more, by the program's own check: every page, every chain, the rows against the log."""
    found = pc.office.queries.check()
    must(found["ok"], "the program's own check finds something", f"{pc.name}: {found}")


def _nothing_lost(world: World) -> None:
    """I1 and I2: the county's computers hold every change that survives, the city's too without running text, the
    province's none. (What one of two computers of the county wrote into a file of a township that has no computer, the
    other has from the city alone, without running text; where there is no city it does not get it.)"""
    account = world.account
    everything: set[bytes] = set()
    for pc in world.pcs.values():
        everything |= pc.held()
    gone = account.written.keys() - everything
    must(gone <= account.may_be_lost, "a change that was on a surviving disk is lost", tell(world, gone))
    private = set[bytes]().union(*(pc.readable() for pc in world.pcs.values()))
    unread = {i for i in everything if account.written[i].private()} - private
    must(
        unread <= account.text_may_be_lost,
        "running text that was on a surviving disk is lost",
        tell(world, unread),
    )
    carried = {i for pc in world.pcs.values() if pc.level != "county" for i in pc.readable()}
    alone = len(world.of(CODES["C"])) == 1
    reach = {i for pc in world.pcs.values() if alone or pc.level != "county" for i in pc.held()}
    for pc in world.of(CODES["C"]):
        lacks = reach - pc.held()
        must(not lacks, "the county lacks a change", tell(world, lacks, pc))
        must(
            carried <= pc.readable(),
            "the county lacks running text",
            tell(world, carried - pc.readable(), pc),
        )
    for pc in world.of(CODES["P"]):
        must(pc.held() == everything, "the city lacks a change", tell(world, everything - pc.held(), pc))
        other = {i for i in pc.readable() if account.written[i].by != pc.code}
        must(not other, "running text went up to the city", tell(world, other, pc))
        lacks = {i for i in private if account.written[i].by == pc.code} - pc.readable()
        must(not lacks, "the city lacks running text of its own", tell(world, lacks, pc))
    for pc in world.of(CODES["V"]):
        files = {i for i in pc.held() if account.written[i].entity != "office"}
        must(not files, "a file went up to the province", tell(world, files, pc))


def _town(world: World, pc: Computer, code: str) -> None:
    """I2: a township holds all of its own records, and no change of one that was never its own. (A visit that was
    deleted before its child moved need not move with it.)"""
    account, made = world.account, partial(_made, world)
    county = world.of(CODES["C"])[0]
    area = {e: {line["id"]: line["area"] or made(line["id"]) for line in county.shown(e)} for e in ("child", "mentor")}
    owner = {line["id"]: line["child"] for line in county.shown("visit") if not line["_del"]}
    own = {row for e in area for row, where in area[e].items() if where == code}
    own |= {visit for visit, child in owner.items() if child in own}
    here = {line["id"] for e in area for line in pc.shown(e) if line["area"] == code}
    everything = county.held()
    if left := here - own:
        left -= {account.written[i].row for i in account.trespasses(everything, county.ids("1"))}
        # somebody has to decide where these live before anybody is told that they left
        left -= {row for row, file in county.office.queries.many(sorted(left)).items() if "area" in file.rivals}
        must(not left, "a township shows a file as its own that has left", f"{pc.name}: {sorted(left)}")
    readable = set[bytes]().union(*(pc.readable() for pc in world.of(CODES["C"])))
    should = {i for i in everything if account.written[i].row in own}
    must(
        should <= pc.held(),
        "a township lacks a change of its own record",
        tell(world, should - pc.held(), pc),
    )
    lacks = (should & readable) - pc.readable()
    must(not lacks, "a township lacks running text of its own record", tell(world, lacks, pc))
    mine = {code, *(f"?{dev}" for dev, by in account.nobodys.items() if by == code)}
    was_here = {w.row for w in account.written.values() if w.by in mine or w.fields.get("area") == code}
    about = ("child", "mentor", "of")  # a question that comes of a dispute is of its file
    was_here |= {w.row for w in account.written.values() if any(w.fields.get(name) in was_here for name in about)}
    told = {
        i
        for i in pc.held()
        if account.written[i].row not in was_here and account.written[i].entity != "office"
    }
    must(not told, "a township was told of a record that was never there", tell(world, told, pc))


def _made(world: World, row: str) -> str:
    """The office that made a file, where it lies as long as it names no division; "" where several say that."""
    makers = {w.by for w in world.account.written.values() if w.row == row and not w.parents}
    return makers.pop() if len(makers) == 1 else ""


def _left_alone(world: World) -> None:
    """I2: what is written of a file after it has left is not told to the township that it left."""
    county = world.of(CODES["C"])[0]
    living = (line for line in county.shown("child") if not line["_del"])
    lives = {line["id"]: line["area"] or _made(world, line["id"]) for line in living}
    for code in TOWNS:
        for pc in world.of(code):
            had = {world.account.written[i].row for i in pc.held()}
            row = next((row for row in sorted(had & lives.keys()) if lives[row] not in ("", code)), None)
            record = county.office.queries.get(row) if row else None
            if row and record:
                world.write(county, [Edit("child", row, {"school": "elsewhere"}, record.heads)])
                world.take_in(pc, world.export(county, code).path, county.name)
                here = [world.account.written[i] for i in pc.held()]
                told = {w.id for w in here if w.row == row and w.fields.get("school") == "elsewhere"}
                must(not told, "a township is told of a file that has left it", tell(world, told, pc))


def _books_agree(world: World) -> None:
    """I10: what an office believes that another has, that one has; and nothing is left to send upwards."""
    for pc in world.pcs.values():
        for peer in pc.office.ledger.peers():
            letter = next(name for name, code in CODES.items() if code == peer.office)
            met = CODES[HOME[pc.name[0]]] == peer.office or CODES[HOME[letter]] == pc.code
            for other in world.of(peer.office) if met else ():
                stands = other.held()
                for name, seen in pc.office.ledger.recognised(peer.receipt or {}).items():
                    claimed = _claimed(pc, name, seen)
                    must(
                        claimed <= stands,
                        "a receipt claims more than stands",
                        f"{pc.name} of {other.name}, {name}",
                    )
        above = HOME.get(pc.name) if pc.name in "TNWC" else None
        if (
            above
            and not world.restored[above]
            and len(world.of(CODES[above])) == 1
            and len(world.of(pc.code)) == 1
        ):
            told = next(s for s in sync_status(pc.office) if s["office"] == CODES[above])
            must(
                told["here_only"] == 0, "what arrived is shown as here only", f"{pc.name} to {above}: {told}"
            )
            must(
                told["acknowledged"] == told["own"],
                "what arrived is not shown as received",
                f"{pc.name}: {told}",
            )


def _claimed(pc: Computer, name: str, seen: Any) -> set[bytes]:
    """The changes that this line of a receipt says are held in full, as far as they stand here."""
    lines = pc.database.read(
        "SELECT c.seq, c.id FROM change c JOIN log l ON l.lid=c.lid WHERE l.name=? AND c.seq<=?",
        (name, seen.seq),
    )
    return {id_ for seq, id_ in lines if seen.full(seq)}


def tell(world: World, ids: set[bytes], pc: Computer | None = None) -> str:
    """How many changes these are, and which the first are."""
    written = world.account.written
    some = [written[i] for i in sorted(ids)[:3]]
    said = ", ".join(f"{w.row} ({w.dev[:4]} {w.seq}, {','.join(sorted(w.fields))})" for w in some)
    return f"{pc.name + ': ' if pc else ''}{len(ids)} of {said}"
