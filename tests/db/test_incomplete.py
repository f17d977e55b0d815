"""What is not whole is told also among very many that are not told; the stubs are read once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from db import incomplete
from tests.package import offices
from tests.package.offices import add

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

OWN, AFAR = "999901101", "999902101"
STUBS = 2000


def stubs(office: Office, log: str, own: int) -> list[str]:
    """A log of which nothing but stubs is here: their ids."""
    with office.ledger.database.writing() as w:
        w.execute("INSERT INTO log(name,dev,seq,head,own) VALUES(?,?,?,?,?)", (log, log, STUBS, bytes(20), own))
        (lid,) = w.execute("SELECT lid FROM log WHERE name=?", (log,)).fetchone()
        ids = [os.urandom(20) for _ in range(STUBS)]
        lines = [(lid, n, id_, bytes(32)) for n, id_ in enumerate(ids, 1)]
        w.executemany("INSERT INTO change(lid,seq,id,com) VALUES(?,?,?,?)", lines)
        w.execute("INSERT INTO hole(lid,first,last) VALUES(?,1,?)", (lid, STUBS))
    return [one.hex() for one in ids]


def file(office: Office, row: str, name: str | None, area: str, lacks: str) -> None:
    with office.ledger.database.writing() as w:
        line = (row, name, area, bytes(20), f'{{"m":["{lacks}"]}}')
        w.execute("INSERT INTO child(id,name,area,_h,_x) VALUES(?,?,?,?,?)", line)


def test_own_files_are_told_among_many_of_others(tmp_path: Path) -> None:
    offices.make(tmp_path / "town", OWN)
    office = offices.opened(tmp_path / "town")
    theirs, ours = stubs(office, "a" * 16, 0), stubs(office, "b" * 16, 2)
    child = add(office, "child", name="石一例", area=OWN)
    for n in range(30):
        file(office, f"c-a{n:02}", "王乙例", AFAR, ours[n])
        file(office, f"c-b{n:02}", None, AFAR, theirs[n])
    file(office, "c-y", None, AFAR, ours[0])
    file(office, "c-z", "石二例", OWN, theirs[0])
    with office.ledger.database.writing() as w:
        line = ("v-z", child, bytes(20), f'{{"m":["{theirs[1]}"]}}')
        w.execute("INSERT INTO visit(id,child,_h,_x) VALUES(?,?,?,?)", line)
    told = {one.id: (one.child, one.missing) for one in office.queries.incomplete(3)}
    assert told == {"c-y": ("c-y", (ours[0],)), "c-z": ("c-z", (theirs[0],)), "v-z": (child, (theirs[1],))}
    assert [one.id for one in office.queries.incomplete(1)] == ["c-y"]
    assert incomplete.stubs(office.ledger.database, [theirs[4], ours[7], "00"]) == {
        theirs[4]: ("a" * 16, 5), ours[7]: ("b" * 16, 8)
    }  # fmt: skip
    office.ledger.close()


def test_the_stubs_are_read_once(tmp_path: Path) -> None:
    offices.make(tmp_path / "town", OWN)
    office = offices.opened(tmp_path / "town")
    theirs = stubs(office, "a" * 16, 0)
    database = office.ledger.database
    asked: list[str] = []
    read = database.read
    database.read = lambda sql, values=(): asked.append(sql) or read(sql, values)
    counts = []
    for n in range(20):
        file(office, f"c-b{n:02}", None, AFAR, theirs[n])
        asked.clear()
        assert office.queries.incomplete(1000) == []
        counts.append(len(asked))
    assert counts[-1] == counts[0]
    office.ledger.close()
