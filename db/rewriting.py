"""What a damaged database showed of records whose changes cannot be read, as edits of the new one (db.salvage)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefiles.domain import ranges
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from db import erasing, schema, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.salvaged import Salvaged
    from db.damaged import Damaged
    from db.driver import Database
    from db.relogging import Relogged


def again(database: Database, torn: Damaged, relogged: Sequence[Relogged], found: Salvaged) -> list[Edit]:
    """Records of which this office's own changes are missing, as the tables showed them: what differs now."""
    rows: dict[str, None] = {}
    for one in relogged:
        rows.update(dict.fromkeys(one.beyond.values()))
        nameless = [n for n in range(one.last + 1, one.known + 1) if n not in one.beyond]
        back = sum(ranges.within(one.elsewhere, n) for n in nameless)
        found.unknown += len(nameless) - back
        found.back += back
    with database.reading() as connection:
        erased = erasing.erased(connection)
    edits: dict[str, Edit] = {}
    for row in rows:
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is None or row in erased:
            continue
        shown = _row(torn, entity.name, row, found)
        here = [one.written(row, here=True) for one in relogged]
        unsure = (shown is None or found.others) and not all(every for _, every in here)
        if unsure and entity.name != "office":  # its name stands in the settings, too
            found.lost.append((entity.name, row, ""))
        if shown is None:  # what others have comes back from there; said again, an older word would stand over theirs
            shown = {name: value for fields, _ in here for name, value in fields.items()}
            found.back += sum(one.back(row) for one in relogged)
        elif found.others:  # what another office wrote comes back from there, and is not this office's to say again
            ours = {name for one in relogged for name in one.written(row)[0]}
            shown = {name: value for name, value in shown.items() if name in ours}
        edits |= _differing(database, entity, row, shown)
    for row in dict.fromkeys(row for one in relogged for row in one.textless):
        if (entity := BY_PREFIX.get(row.partition("-")[0])) is not None and row not in edits:
            found.lost.append((entity.name, row, ""))
    if (found.unknown or found.back) and not found.others:
        before = torn.bad
        for entity in ENTITIES.values():
            columns = torn.columns(entity.name)
            for _, *values in torn.each(entity.name, columns) if columns else ():
                shown = _said(torn, entity.name, dict(zip(columns, values, strict=True)), found)
                row = str(shown["id"])
                if row not in edits and row not in erased:
                    edits |= _differing(database, entity, row, shown)
        if torn.bad == before:  # whatever these changes were, what they led to was shown
            found.unknown = found.back = 0
    found.again = len(edits)
    return list(edits.values())


def _differing(database: Database, entity: Entity, row: str, shown: Mapping[str, Stored]) -> dict[str, Edit]:
    """{row: the edit that makes a record what was shown}; nothing when it is."""
    names = [name for name in shown if name in entity.fields or name == DELETED]
    listed = ", ".join(texts.column(entity.name, name) for name in names or ["id"])
    now = database.one(f"SELECT {listed} FROM {schema.quoted(entity.name)} WHERE id=?", (row,))  # noqa: S608
    stands = dict(zip(names, now, strict=True)) if now else {}
    fields = {name: shown[name] for name in names if shown[name] != stands.get(name)}
    return {row: Edit(entity.name, row, fields, None if now else ())} if fields else {}


def called(database: Database, entity: str, row: str) -> str:
    """The name of the person whose record it is, as far as it is known again."""
    for name in ("child", "mentor", "household"):
        if name == entity or name in ENTITIES[entity].fields:
            whose = "?1" if name == entity else f"(SELECT {name} FROM {schema.quoted(entity)} WHERE id=?1)"  # noqa: S608
            found = database.one(f"SELECT name FROM {name} WHERE id={whose}", (row,))  # noqa: S608
            if found and found[0]:
                return str(found[0])
    return ""


def _row(torn: Damaged, entity: str, row: str, found: Salvaged) -> dict[str, Stored] | None:
    """A record as its table shows it; None when that page is damaged too."""
    columns = torn.columns(entity)
    listed = ", ".join(schema.quoted(name) for name in columns)
    for way in ("", " NOT INDEXED") if columns else ():
        rows = torn.ask(f"SELECT {listed} FROM {schema.quoted(entity)}{way} WHERE id=?", (row,))  # noqa: S608
        if rows:
            return _said(torn, entity, dict(zip(columns, rows[0], strict=True)), found)
    return None


def _said(torn: Damaged, entity: str, shown: dict[str, Any], found: Salvaged) -> dict[str, Stored]:
    """What a row shows, its running text read where it stands (db.texts); what cannot be read there is lost."""
    shown.pop("_h", None)
    for name in texts.KEPT.get(entity, frozenset()):
        if isinstance(shown.get(name), bytes):
            told = torn.ask("SELECT told(?, ?)", (shown.pop(name), name))
            if told and told[0][0] is not None:
                shown[name] = told[0][0]
            else:
                found.lost.append((entity, str(shown["id"]), ""))
    return shown
