"""Registers of 100,000 rows each under SQLCipher: first screens, filters, a page while scrolling, and all ids.

The peer of a register's own first screen is the same sixty rows read by their ids, which no order can do without; that
of another order or a filter, which no index serves, is reading the table once; that of all ids is reading as many ids
from a bare encrypted table that holds nothing else. Rows are put straight into the tables: what is measured is reading
them, in the asking thread's own time on warm pages, which is what it takes where nobody else works.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from casefiles.domain import conditions as c
from casefiles.domain import fieldtypes as k
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from db.driver import Database
from db.schema import columns, quoted
from tests.bench import offices
from tests.bench.run import Figure
from tests.bench.sync_pair import visited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.office import Office

MEASURED = ("visit", "aid", "match", "survey_line", "screening_result")
BEFORE = {"survey_line": "survey_round", "screening_result": "screening_round"}
SCREEN, PAGE = 60, 100
SCREEN_MS, PAGE_MS = 100.0, 16.0


def bench(quick: bool) -> Iterator[Figure]:
    """Medians over nine asks of each, on warm pages."""
    rows, kids = (5_000, 500) if quick else (100_000, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        offices.make(root / "office")
        office = offices.unlock(root / "office")
        offices.fill(office, 60, 60)
        offices.fill_children(office, kids)
        bare = Database(root / "bare.db", bytes(32))
        fill(office, rows, bare)
        for entity in MEASURED:
            yield from _register(office, bare, entity)
        bare.close()
        office.ledger.close()
        yield from _notes(root / "notes", rows)


SELDOM = {"罕见的一句": 1000, "少有的话": 100, "不多的话": 30, "常有的话": 15}
"""words that one visit in so many holds"""


def _notes(root: Path, rows: int) -> Iterator[Figure]:
    """The first screen of the visits whose notes hold a word: the text stands in the log alone, packed as it is once
    packages were made, so these visits are written through the ledger."""
    offices.make(root)
    office = offices.unlock(root)
    offices.fill(office, 60, 30)
    offices.fill_children(office, rows // 40)
    number = 0
    for edits in visited(office, rows):
        said = []
        for edit in edits:
            number += 1
            rare = "".join(f"{word}。" for word, each in SELDOM.items() if not number % each)
            more = {"summary": f"{edit.fields.get('summary') or ''}{rare}"} if rare else {}
            said.append(replace(edit, fields={**edit.fields, **more}) if edit.entity == "visit" else edit)
        office.ledger.write(said, "clerk")
    office.ledger.pack(rows)
    queries = office.queries
    ids = queries.register_ids("visit")
    by_id = _ms(lambda: queries.register_rows("visit", ids[:SCREEN]))
    words = {"没有这句话": "no visit", **{word: f"one in {each:,}" for word, each in SELDOM.items()}, "孩子": "most"}
    for word, held in words.items():
        where = [c.Condition("summary", c.HAS, (word,))]
        took = _ms(lambda where=where: queries.register_first("visit", where=where))  # type: ignore[misc]
        yield Figure(
            "registers", f"visit: first screen, notes hold a word of {held}", took, "ms", by_id, "any rows by id",
            took / by_id, f"under {SCREEN_MS:.0f} ms", took < SCREEN_MS,
        )  # fmt: skip
    office.ledger.close()


def fill(office: Office, rows: int, bare: Database) -> None:
    """So many rows of each register, drawn by chance, one in a hundred deleted; their ids alone in the bare table."""
    rng, now = Random(3), 1_700_000_000_000
    ours: Database = office.ledger.database  # type: ignore[attr-defined]  # a port names no database
    held = {to: [str(row) for (row,) in ours.read(f"SELECT id FROM {to}")] for to in listing.PEOPLE}  # noqa: S608
    for entity in ("survey_round", "screening_round", *MEASURED):
        spec, lines = ENTITIES[entity], []
        for _ in range(rows if entity in MEASURED else 40):
            now += 1000
            values: dict[str, Any] = spec.sample(rng)
            for field in spec.fields.values():
                if isinstance(field.kind, k.Ref):
                    values[field.name] = rng.choice(held.get(field.kind.entity, [None]))  # type: ignore[list-item]
                elif isinstance(field.kind, k.Day):
                    values[field.name] = f"{rng.randint(2022, 2026)}-{rng.randint(1, 11):02d}-{rng.randint(1, 28):02d}"
            gone = 1 if rng.random() < 0.01 else None
            row = new_id(spec.prefix, now, rng.getrandbits(50))
            lines.append((row, *values.values(), gone, bytes(20), None))
        held[entity] = [line[0] for line in lines]
        names = columns(spec)
        sql = f"INSERT INTO {quoted(entity)} VALUES({','.join('?' * len(names))})"
        with ours.writing() as connection:
            connection.executemany(sql, lines)
        with bare.writing() as connection:
            connection.execute(f"CREATE TABLE {quoted(entity)}(id TEXT)")
            connection.executemany(f"INSERT INTO {quoted(entity)} VALUES(?)", [(row,) for row in held[entity]])


def _register(office: Office, bare: Database, entity: str) -> Iterator[Figure]:
    queries, spec = office.queries, ENTITIES[entity]
    ids = queries.register_ids(entity)
    by_id = _ms(lambda: queries.register_rows(entity, ids[:SCREEN]))
    asks: dict[str, Callable[[], object]] = {"in its own order": lambda: queries.register_first(entity)}
    for sort in sorted(queries.register_sorts(entity)):
        for way in (sort, f"-{sort}"):
            asks[f"by {way}"] = lambda way=way: queries.register_first(entity, "all", way)  # type: ignore[misc]
    for condition in _conditions(entity):
        said = c.say(spec, condition, "en")
        asks[f"filter {said}"] = lambda condition=condition: queries.register_first(entity, where=[condition])  # type: ignore[misc]
    took = {name: _ms(ask) for name, ask in asks.items()}
    own = took.pop("in its own order")
    peer = "the same rows by id"
    under = f"under {SCREEN_MS:.0f} ms"
    yield Figure("registers", f"{entity}: first screen", own, "ms", by_id, peer, own / by_id, under, own < SCREEN_MS)
    name, worst = max(took.items(), key=lambda item: item[1])
    what = f"{entity}: the slowest of {len(took)} other first screens ({name})"
    ours: Database = office.ledger.database  # type: ignore[attr-defined]
    whole = f"SELECT count(*) FROM {quoted(entity)} NOT INDEXED WHERE _del IS NULL"  # noqa: S608
    once = _ms(lambda: ours.read(whole))
    yield Figure(
        "registers", what, worst, "ms", once, "reading the table once", worst / once, under, worst < SCREEN_MS
    )
    at = len(ids) // 2
    page = _ms(lambda: queries.register_rows(entity, ids[at : at + PAGE]))
    fits = f"under {PAGE_MS:.0f} ms"
    yield Figure("registers", f"{entity}: a page while scrolling", page, "ms", None, "", None, fits, page < PAGE_MS)
    every = _ms(lambda: queries.register_ids(entity))
    least = _ms(lambda: bare.read(f"SELECT id FROM {quoted(entity)}"))  # noqa: S608
    yield Figure(
        "registers", f"{entity}: all ids", every, "ms", least, "bare ids", every / least, "none", True
    )


def _conditions(entity: str) -> Iterator[c.Condition]:
    """What many rows fit, few and none."""
    spec = ENTITIES[entity]
    choice = next(f for f in spec.fields.values() if isinstance(f.kind, k.Choice) and not isinstance(f.kind, k.Choices))
    yield c.Condition(choice.name, c.IS, (choice.kind.codes.active[0].code,))  # type: ignore[attr-defined]
    yield c.Condition("child", c.EMPTY)
    yield c.Condition("child.village", c.IS, ("没有这个村",))
    text = next((f for f in spec.fields.values() if isinstance(f.kind, (k.Text, k.Notes))), None)
    if text is not None:
        yield c.Condition(text.name, c.HAS, ("没有这句话",))


def _ms(ask: Callable[[], object], times: int = 9) -> float:
    ask()
    found = []
    for _ in range(times):
        began = time.thread_time()
        ask()
        found.append(time.thread_time() - began)
    return statistics.median(found) * 1000
