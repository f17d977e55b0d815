"""Records of any entity found by what a person would call them: the title, those they hang on, a kind, a day.

Every word that was typed must fit. Persons are found as in the search box; a title is found by a part of it, by its
pinyin or initials; a choice by its label; a day by its beginning. The newest come first.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import fieldtypes as k
from casefiles.domain import pinyin
from casefiles.domain.entities import ENTITIES, check_field, entity_named
from db import merged, search
from db.conditions import escaped
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.catalogue import Entity, Field
    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

PEOPLE_AT_MOST = 200
"""persons that a word is taken for"""
HEARD_AT_MOST = 3000
"""titles that are read aloud for a word in letters"""
_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})?(?:[-./月](\d{1,2})?日?)?|年?)$|(\d{4})(\d{2})(\d{2})$")


class Part(NamedTuple):
    """A condition and its values."""

    sql: str
    values: tuple[Stored, ...]


def look_up(database: Database, entity: str, text: str, around: Mapping[str, str], limit: int) -> list[str]:
    """The ids of records that fit `text` and hang on `around` (field -> id); without words the newest."""
    spec = entity_named(entity)
    parts = ["_del IS NULL"]
    values: list[Stored] = []
    for name, row in around.items():
        check_field(spec, name)
        files = merged.group(database, row)
        parts.append(f"{quoted(name)} IN ({','.join('?' * len(files))})")
        values += files
    for word in unicodedata.normalize("NFKC", text).split():
        found = list(_ways(database, spec, word))
        parts.append("(" + (" OR ".join(p.sql for p in found) or "0") + ")")
        values += [v for p in found for v in p.values]
    sql = (
        f"SELECT id FROM {quoted(entity)} WHERE {' AND '.join(parts)}"  # noqa: S608
        f" ORDER BY {_newest(spec)} LIMIT ?"
    )
    return [row[0] for row in database.read(sql, (*values, limit))]


def _newest(spec: Entity) -> str:
    days = [f.name for f in spec.fields.values() if isinstance(f.kind, k.Day) and f.listed]
    return ", ".join([*(f"{quoted(name)} DESC" for name in days[:1]), "id DESC"])


def _ways(database: Database, spec: Entity, word: str) -> Iterator[Part]:
    """What a word may mean for a record of this entity."""
    for field in spec.fields.values():
        title = field.name == spec.title
        if isinstance(field.kind, k.Ref):
            yield from _through(database, field, word)
        elif isinstance(field.kind, k.Choice) and (title or field.listed):
            yield from _labelled(field, word)
        elif isinstance(field.kind, k.Day) and (title or field.listed):
            yield from _dated(field, word)
        elif isinstance(field.kind, (k.Text, k.Name)) and (title or field.listed) and not field.sensitive:
            yield Part(f"{quoted(field.name)} LIKE ? ESCAPE '\\'", (f"%{escaped(word)}%",))
            if title and word.isascii():
                yield from _heard(database, spec.name, field.name, word)


def _through(database: Database, field: Field, word: str) -> Iterator[Part]:
    """The record hangs on one that the word names."""
    assert isinstance(field.kind, k.Ref)  # noqa: S101 - the caller looked
    to = field.kind.entity
    if to in search.ENTITIES:
        with database.reading() as connection:
            people = [hit.id for hit in search.find(connection, word, [to], PEOPLE_AT_MOST)]
            people += [row for row in merged.members(connection, people) if row not in people]
        if people:
            yield Part(f"{quoted(field.name)} IN ({','.join('?' * len(people))})", tuple(people))
        return
    target = ENTITIES[to]
    title = target.fields[target.title]
    if isinstance(title.kind, (k.Text, k.Name)) and not title.sensitive:
        inner = f"SELECT id FROM {quoted(to)} WHERE {quoted(title.name)} LIKE ? ESCAPE '\\'"  # noqa: S608
        yield Part(f"{quoted(field.name)} IN ({inner})", (f"%{escaped(word)}%",))


def _labelled(field: Field, word: str) -> Iterator[Part]:
    assert isinstance(field.kind, k.Choice)  # noqa: S101 - the caller looked
    low = word.casefold()
    codes = [
        item.code
        for item in field.kind.codes.items
        if any(low in said.casefold() for said in (item.label.zh, item.label.en))
    ]
    if not codes:
        return
    if isinstance(field.kind, k.Choices):
        for code in codes:
            yield Part(f"','||{quoted(field.name)}||',' LIKE ?", (f"%,{code},%",))
    else:
        yield Part(f"{quoted(field.name)} IN ({','.join('?' * len(codes))})", tuple(codes))


def _dated(field: Field, word: str) -> Iterator[Part]:
    found = _DAY.match(word)
    if found is None:
        return
    year, *rest = (g for g in found.groups() if g)
    start = "-".join([year, *(f"{int(part):02d}" for part in rest)])
    yield Part(f"{quoted(field.name)} LIKE ?", (f"{start}%",))


def _heard(database: Database, entity: str, name: str, word: str) -> Iterator[Part]:
    """Titles that sound like the letters: by initials, or by the beginning of the whole pinyin."""
    letters = word.casefold()
    sql = f"SELECT id, {quoted(name)} FROM {quoted(entity)} WHERE _del IS NULL ORDER BY id DESC LIMIT ?"  # noqa: S608
    ids = [row for row, title in database.read(sql, (HEARD_AT_MOST,)) if title and _sounds(str(title), letters)]
    if ids:
        yield Part(f"id IN ({','.join('?' * len(ids))})", tuple(ids))


def _sounds(title: str, letters: str) -> bool:
    return any(
        letters in "".join(part[:1] for part in reading) or letters in "".join(reading)
        for reading in pinyin.plain_readings(title)[:2]
    )
