"""Whose recorded categories differ from what the facts suggest. It depends on the day, so it is not kept in a table:
all children are looked at once after opening, then only those that the log says were touched, or on another day. Who
asks for the first of a list waits for as many parts of it as that takes; who counts, for all of them. What hangs on a
file that was merged into another counts for the one that is shown."""

from __future__ import annotations

import threading
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from casefiles.domain import categories
from casefiles.domain.category_facts import facts_on
from casefiles.domain.entities import BY_PREFIX
from db import merged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

    Values = dict[str, Stored]

CHILD = ("birth_date", "area", "registered_area", "disability", "disability_level", "illness", "schooling", "household")
HANGING: dict[str, tuple[str, ...]] = {
    "member": ("id", "relation", "status", "since", "capable"),
    "parent_spell": ("member", "status", "start", "end"),
    "guardianship_spell": ("kind", "guardianship", "start", "end"),
    "disability_certificate": ("disability", "level", "valid_until"),
    "category_spell": ("id", "category", "subcategory", "start", "end"),
    "category_answer": ("facts",),
}
FEW = 400
"""touched records that are looked at alone; after more (an import) everybody is"""
PART = 500


class Watch:
    """Safe from any thread; the first question after opening takes longest."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gate, self._lock = threading.Lock(), threading.Lock()
        self._day: dt.date | None = None
        self._seen: dict[int, int] = {}
        self._heads: dict[str, str] = {}
        self._found: set[str] = set()
        self._waiting: dict[str, None] = {}

    def children(self, today: dt.date) -> set[str]:
        """The ids of open files with a finding that nobody has answered."""
        while True:
            with self._gate:  # who looks at the list goes first
                pass
            with self._lock:
                self._begin(today)
                if not self._waiting:
                    return set(self._found)
                self._see(list(islice(self._waiting, PART)), today)

    def known(self, today: dt.date) -> set[str] | None:
        """The same, if nobody is left to be looked at; None while that would take time."""
        with self._gate, self._lock:
            self._begin(today)
            return None if self._waiting else set(self._found)

    def first(self, ordered: Sequence[str], most: int, today: dt.date) -> set[str]:
        """At least the first `most` of these open files that have such a finding; all of them if there are fewer."""
        with self._gate, self._lock:
            self._begin(today)
            found: set[str] = set()
            for at in range(0, len(ordered), PART):
                part = ordered[at : at + PART]
                self._see([row for row in part if row in self._waiting], today)
                found |= self._found.intersection(part)
                if len(found) >= most:
                    break
            return found

    def _begin(self, today: dt.date) -> None:
        """Take note of what happened since the last look: who is to be looked at, and who no longer counts."""
        now: dict[int, int] = dict(self._database.read("SELECT lid, seq FROM log"))
        if now == self._seen and self._day == today:
            return
        before, self._heads = self._heads, dict(self._database.read("SELECT id, canon FROM merged"))
        try:
            touched = self._touched(now, before) if self._day == today else None
        except BaseException:  # stopped half way: the next one asks again
            self._heads = before
            raise
        if touched is None:
            sql = f"SELECT id FROM child WHERE _del IS NULL AND closed_on IS NULL AND id NOT IN ({merged.LOSERS})"  # noqa: S608
            self._waiting = dict.fromkeys(row for (row,) in self._database.read(sql))
            self._found = set()
        else:
            ids = {self._heads.get(row, row) for row in touched}
            self._found -= touched | ids
            for row in touched - ids:
                self._waiting.pop(row, None)
            self._waiting |= dict.fromkeys(sorted(ids))
        self._seen, self._day = now, today

    def _see(self, ids: Sequence[str], today: dt.date) -> None:
        self._found |= set(self._look(ids, today))
        for row in ids:
            self._waiting.pop(row, None)

    def _touched(self, now: dict[int, int], before: dict[str, str]) -> set[str] | None:
        """The children that changes since the last look concern; None when it is quicker to look at everybody."""
        rows: set[str] = set()
        for lid, seq in now.items():
            since = self._seen.get(lid, 0)
            if seq - since > FEW:
                return None
            sql = "SELECT row FROM change WHERE lid=? AND seq>? AND row IS NOT NULL"
            rows |= {row for (row,) in self._database.read(sql, (lid, since))} if seq > since else set()
        heads = self._heads
        for row in before.keys() | heads.keys():  # put together or taken apart since: all files of both groups
            if before.get(row) != heads.get(row):
                rows |= {row, before.get(row, row), heads.get(row, row)}
        children: set[str] = set()
        for row in rows:
            entity = BY_PREFIX.get(row.partition("-")[0])
            if entity is None:
                continue
            if entity.name == "child":
                children |= {row, heads.get(row, row)}
            elif entity.name == "economic_spell":
                if self._count(row) > 1:
                    return None  # it may have been another household's
                for house in self._ids("SELECT household FROM economic_spell WHERE id=?", row):
                    children |= self._living(house)
            elif entity.name == "household":
                children |= self._living(row)
            elif entity.name in HANGING:
                children |= self._ids(f"SELECT child FROM {entity.name} WHERE id=?", row)  # noqa: S608
        return children

    def _living(self, house: str) -> set[str]:
        """The children of a household, and of those that were merged with it."""
        found: set[str] = set()
        for one in self._group(self._heads.get(house, house)):
            found |= self._ids("SELECT id FROM child WHERE household=?", one)
        return found

    def _group(self, head: str) -> list[str]:
        """The ids that a shown file stands for; itself alone when it was never merged."""
        return [head, *(row for row, to in self._heads.items() if to == head and row != head)]

    def _count(self, row: str) -> int:
        found = self._database.one("SELECT count(*) FROM change WHERE row=?", (row,))
        return int(found[0]) if found else 0

    def _ids(self, sql: str, row: str) -> set[str]:
        return {found for (found,) in self._database.read(sql, (row,)) if found}

    def _look(self, ids: Sequence[str], today: dt.date) -> Iterator[str]:
        """Those of the children who have a finding."""
        day, heads = today.isoformat(), self._heads
        kids = dict(self._rows("child", CHILD, "id", ids, " AND closed_on IS NULL"))
        files = self._all_of(kids)
        hanging = {name: self._by(name, fields, "child", files) for name, fields in HANGING.items()}
        living = {row: heads.get(house, house) for row, c in kids.items() if (house := str(c["household"] or ""))}
        houses = self._all_of(set(living.values()))
        homes = dict(self._rows("household", ("economy",), "id", houses))
        economies = self._by("economic_spell", ("kind", "start", "end"), "household", houses)
        for row, child in kids.items():
            of = {name: found.get(row, []) for name, found in hanging.items()}
            house = living.get(row, "")
            facts = facts_on(
                child, of["member"], of["parent_spell"], of["guardianship_spell"], economies.get(house, ()),
                of["disability_certificate"], today, homes.get(house),
            )  # fmt: skip
            recorded = [
                categories.Spell(str(k["id"]), str(k["category"] or ""), str(k["subcategory"] or ""))
                for k in of["category_spell"]
                if not k["end"] or str(k["end"]) > day
            ]
            answered = {a["facts"] for a in of["category_answer"]}
            if any(not f.hint and f.print not in answered for f in categories.findings(facts, recorded, today)):
                yield row

    def _all_of(self, shown: Collection[str]) -> list[str]:
        """These and what was merged into them."""
        return sorted({*shown, *(row for row, to in self._heads.items() if to in shown)})

    def _by(self, table: str, fields: Sequence[str], key: str, ids: Sequence[str]) -> dict[str, list[Values]]:
        """What hangs on these files, by the file that is shown."""
        found: defaultdict[str, list[Values]] = defaultdict(list)
        for of, values in self._rows(table, fields, key, ids):
            found[self._heads.get(of, of)].append(values)
        return found

    def _rows(
        self, table: str, fields: Sequence[str], key: str, ids: Sequence[str], more: str = ""
    ) -> Iterable[tuple[str, Values]]:
        if not ids:
            return
        listed = ", ".join(f'"{name}"' for name in fields)
        marks = ",".join("?" * len(ids))
        sql = f"SELECT {key}, {listed} FROM {table} WHERE {key} IN ({marks}) AND _del IS NULL{more}"  # noqa: S608
        for of, *values in self._database.read(sql, ids):
            yield of, dict(zip(fields, values, strict=True))
