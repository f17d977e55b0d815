"""Lines of eyesight rounds and of sessions: as few columns as the rates need, for a county's pupils at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

MARKS = (
    "id", "round", "child", "name", "birth_date", "school_class", "right_mark", "left_mark", "ortho_k", "way",
    "right_sphere", "right_cylinder", "left_sphere", "left_cylinder", "referred_on", "referral",
)  # fmt: skip
_EYES = ", ".join(f"e.{name}" for name in MARKS[6:])


class GatheringQuestions:
    """The questions of sessions and screenings; a part of `db.queries.Queries`."""

    _database: Database

    def screening_lines(self, rounds: Sequence[str]) -> list[dict[str, Stored]]:
        """The results of these rounds, in the order in which they were made, with the child's name, birth date and
        class as they stand."""
        found: list[dict[str, Stored]] = []
        for row in rounds:
            sql = (
                f"SELECT e.id, e.round, e.child, c.name, c.birth_date, c.school_class, {_EYES} FROM screening_result e"  # noqa: S608
                " LEFT JOIN child c ON c.id=e.child AND c._del IS NULL WHERE e.round=? AND e._del IS NULL ORDER BY e.id"
            )
            found += [dict(zip(MARKS, line, strict=True)) for line in self._database.read(sql, (row,))]
        return found

    def attendance_counts(self) -> dict[str, tuple[int, int]]:
        """session -> (children listed, children who came), each child once."""
        sql = (
            "SELECT session, count(DISTINCT child), count(DISTINCT CASE WHEN came=1 THEN child END) FROM attendance"
            " WHERE _del IS NULL AND session IS NOT NULL GROUP BY session"
        )
        return {str(row): (int(listed), int(came)) for row, listed, came in self._database.read(sql)}

    def attended(self) -> tuple[int, int]:
        """Children who came to any session (each once), and person-times."""
        sql = (
            "SELECT count(DISTINCT child), count(DISTINCT session || child) FROM attendance"
            " WHERE came=1 AND _del IS NULL AND session IS NOT NULL AND child IS NOT NULL"
        )
        children, times = self._database.read(sql)[0]
        return int(children), int(times)
