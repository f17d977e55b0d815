"""Briefly about many people at once, and whole groups of them: a village, a class, the recipients of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX
from db import merged
from db.projection import CHUNK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

_BRIEF = {
    "child": "name, village, number, id_number, birth_date, sex, school, school_class, phone",
    "mentor": "name, village, number, id_number, birth_date, sex, NULL, NULL, phone",
    "household": "name, village, number, id_number, NULL, NULL, NULL, NULL, phone",
    "donor": "name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, phone",
}
_ALIKE = ("name", "reading", "id_number", "birth_date", "sex", "village", "phone")
NAMES = ("name", "village", "number", "id_number", "birth_date", "sex", "school", "school_class", "phone")
_OPEN_CHILD = "_del IS NULL AND closed_on IS NULL"
_OF = {
    "village": "SELECT id FROM child_state WHERE village=? AND closed=0 ORDER BY name_key, id",
    "class": f"SELECT c.id FROM child c JOIN child_state s ON s.id=c.id WHERE {_OPEN_CHILD.replace('_del', 'c._del')}"  # noqa: S608
    " AND s.closed=0 AND coalesce(c.school, '') || char(9) || coalesce(c.school_class, '')=? ORDER BY s.name_key, c.id",
    "category": "SELECT id FROM child_state WHERE ',' || categories || ',' LIKE '%,' || ? || ',%' AND closed=0"
    " ORDER BY village, name_key, id",
    "mentors": "SELECT s.id FROM mentor_state s JOIN mentor m ON m.id=s.id WHERE s.village=? AND m.left_on IS NULL"
    " ORDER BY s.name_key, s.id",
    "households": "SELECT id FROM household WHERE village=? AND _del IS NULL ORDER BY name, id",
    "batch": "SELECT coalesce(child, household, mentor) FROM aid WHERE batch=? AND _del IS NULL"
    " AND step IS NOT 'cancelled' ORDER BY id",
    "session": "SELECT child FROM attendance WHERE session=? AND _del IS NULL ORDER BY id",
    "round": "SELECT child FROM screening_result WHERE round=? AND _del IS NULL ORDER BY id",
    "fund": "SELECT DISTINCT donor FROM donation WHERE fund=? AND _del IS NULL ORDER BY donor",
}
_GROUPS = {
    "village": "SELECT village, count(*) FROM child_state WHERE village IS NOT NULL AND closed=0 GROUP BY village",
    "class": "SELECT coalesce(school, '') || char(9) || coalesce(school_class, '') AS k, count(*) FROM child"  # noqa: S608
    f" WHERE {_OPEN_CHILD} AND id NOT IN ({merged.LOSERS})"
    " AND (school IS NOT NULL OR school_class IS NOT NULL) GROUP BY k",
    "mentors": "SELECT s.village, count(*) FROM mentor_state s JOIN mentor m ON m.id=s.id"
    " WHERE s.village IS NOT NULL AND m.left_on IS NULL GROUP BY s.village",
    "households": "SELECT village, count(*) FROM household WHERE village IS NOT NULL AND _del IS NULL GROUP BY village",
    "batch": "SELECT b.id, count(*) FROM aid_batch b JOIN aid a ON a.batch=b.id AND a._del IS NULL"
    ' WHERE b._del IS NULL GROUP BY b.id ORDER BY max(b."on") DESC',
    "session": "SELECT s.id, count(*) FROM session s JOIN attendance a ON a.session=s.id AND a._del IS NULL"
    ' WHERE s._del IS NULL GROUP BY s.id ORDER BY max(s."on") DESC',
    "round": "SELECT r.id, count(*) FROM screening_round r JOIN screening_result e ON e.round=r.id AND e._del IS NULL"
    ' WHERE r._del IS NULL GROUP BY r.id ORDER BY max(r."on") DESC',
    "fund": "SELECT f.id, count(DISTINCT d.donor) FROM fund f JOIN donation d ON d.fund=f.id AND d._del IS NULL"
    " WHERE f._del IS NULL GROUP BY f.id ORDER BY f.name",
}


class PeopleQuestions:
    """The questions about people in numbers; a part of `db.queries.Queries`."""

    _database: Database

    def people(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Stored]]:
        """Name, village, number, id_number, birth_date, sex, school, school_class and phone of these children,
        households, mentors and donors, as far as they stand."""
        found: dict[str, Mapping[str, Stored]] = {}
        by_entity: dict[str, list[str]] = {}
        for row in dict.fromkeys(ids):
            entity = BY_PREFIX.get(row.partition("-")[0])
            if entity is not None and entity.name in _BRIEF:
                by_entity.setdefault(entity.name, []).append(row)
        for name, rows in by_entity.items():
            for at in range(0, len(rows), CHUNK):
                part = rows[at : at + CHUNK]
                marks = ",".join("?" * len(part))
                sql = f"SELECT id, {_BRIEF[name]} FROM {name} WHERE _del IS NULL AND id IN ({marks})"  # noqa: S608
                for row, *values in self._database.read(sql, part):
                    found[row] = dict(zip(NAMES, values, strict=True))
        return found

    def alike_values(self) -> dict[str, dict[str, Stored]]:
        """Of every child's file what likeness compares, by id; files that were merged are left out."""
        sql = f"SELECT id, {', '.join(_ALIKE)} FROM child WHERE _del IS NULL AND id NOT IN ({merged.LOSERS})"  # noqa: S608
        return {row: dict(zip(_ALIKE, values, strict=True)) for row, *values in self._database.read(sql)}

    def groups(self, what: str) -> list[tuple[str, int]]:
        """The groups of a kind that one adds at once, with how many are in each: 'village', 'class' (school, tab,
        class), 'mentors' and 'households' by village, earlier 'batch', 'session', 'round', 'fund' by id."""
        return [(str(key), int(n)) for key, n in self._database.read(_GROUPS[what])]

    def group(self, what: str, key: str) -> list[str]:
        """The ids of such a group, in the order of a list; also of a 'category' of children."""
        found = [str(row) for (row,) in self._database.read(_OF[what], (key,)) if row]
        heads = merged.shown(self._database, found)
        return list(dict.fromkeys(heads.get(row, row) for row in found))
