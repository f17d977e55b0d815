"""Keeps the search box's tables in step with the rows: who was touched is indexed anew, who is gone is removed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from db import search
from db.projection import CHUNK
from db.schema import quoted
from db.search_keys import ENTITIES, Findable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from db.driver import Connection

BATCH = 4000
"""people indexed at a time: each has some thirty keys in memory"""
LONGEST = 300
"""characters of each text that are indexed; no form takes more, but a package from elsewhere might bring a novel"""

_ASKED = {
    "child": "id, name, reading, '', id_number, phone, number, village, address, closed_on",
    "mentor": "id, name, reading, '', id_number, phone, number, village, address, left_on",
    "household": "id, name, '', '', id_number, phone, number, village, address, NULL",
}


def install(connection: Connection) -> None:
    """Make the tables if they are missing or of an older kind, and fill them."""
    if search.install(connection):
        for entity in ENTITIES:
            search.index_many(connection, _findable(entity, connection.execute(_sql(entity)).fetchall()))


def refresh(connection: Connection, rows: Mapping[str, Iterable[str]]) -> None:
    """Index the touched children, mentors and households; those that are deleted or without a name are removed."""
    for entity in ENTITIES:
        touched = dict.fromkeys(rows.get(entity, ()))
        present = _present(connection, entity, touched)
        while people := list(islice(present, BATCH)):
            search.index_many(connection, people)
        if touched:  # what is left was not found present
            search.remove(connection, *touched)


def _present(connection: Connection, entity: str, touched: dict[str, None]) -> Iterator[Findable]:
    """The people among the touched that can be found; they are taken out of `touched`."""
    ids = list(touched)
    for at in range(0, len(ids), CHUNK):
        part = ids[at : at + CHUNK]
        sql = f"{_sql(entity)} AND id IN ({','.join('?' * len(part))})"
        for person in _findable(entity, connection.execute(sql, part).fetchall()):
            del touched[person.id]
            yield person


def clear(connection: Connection) -> None:
    """Forget everything, so that a rebuild makes it anew."""
    search.clear(connection)


def _sql(entity: str) -> str:
    return f"SELECT {_ASKED[entity]} FROM {quoted(entity)} WHERE _del IS NULL AND name <> ''"  # noqa: S608


def _findable(entity: str, rows: Iterable[tuple[str | None, ...]]) -> Iterator[Findable]:
    for row in rows:
        texts = ((value or "")[:LONGEST] for value in row[:9])
        id_, name, reading, aka, card, phone, number, village, address = texts
        yield Findable(
            entity=entity,
            id=id_,
            name=name,
            reading=reading,
            aka=aka,
            id_number=card,
            phone=phone,
            number=number,
            village=village,
            address=address,
            active=row[9] is None,
        )
