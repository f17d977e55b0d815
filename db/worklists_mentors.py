"""The statements of the worklists of mentors and matches; the rules stand in `casefiles.domain.asking`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import asking
from casefiles.domain.clearance import SOON_DAYS
from casefiles.domain.matchlife import MENTORED_SQL, OPEN_SQL
from db import texts
from db.merged import HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored

PAIR = (
    f'"match" t JOIN child c ON c.id = {HEAD.format("t.child")} LEFT JOIN mentor m ON m.id = t.mentor',
    "t._del IS NULL AND c._del IS NULL AND c.closed_on IS NULL",
)
SERVING = ("mentor_state s JOIN mentor m ON m.id = s.id", "m._del IS NULL AND m.left_on IS NULL")
_LATEST_CHECK = (
    "SELECT x.id FROM mentor_check x WHERE x.mentor = m.id AND x._del IS NULL AND x.kind = 'record'"
    " AND x.result IN ('pass', 'fail') AND x.\"on\" <= :today"
    " ORDER BY x.\"on\" DESC, x.result = 'fail' DESC, coalesce(x.valid_until, '') DESC LIMIT 1"
)
_UNTIL = (
    "CASE WHEN m.checked_on <= :today AND m.checked_on > coalesce(k.\"on\", '') THEN date(m.checked_on, '+1 year')"
    " WHEN k.result = 'pass' THEN coalesce(k.valid_until, date(k.\"on\", '+1 year')) END"
)
"""the last day on which the newest record check holds; NULL without one that was passed (casefiles.domain.clearance)"""
_ASKED = (
    'coalesce((SELECT max(k."on") FROM support_contact k WHERE k."match" = t.id AND k._del IS NULL'
    ' AND k."on" >= t.start), t.start)'
)
_ASK_ON = (
    f"date({_ASKED}, CASE WHEN julianday({_ASKED}) - julianday(t.start) < {asking.FIRST_DAYS}"
    f" THEN '+{asking.OFTEN_DAYS} days' ELSE '+{asking.THEN_DAYS} days' END)"
)
_MOVED = (
    'coalesce((SELECT max(e."on") FROM match_event e WHERE e."match" = t.id AND e._del IS NULL), t.start)'
)
_AGE = (
    "CAST(substr(:today, 1, 4) AS INTEGER) - CAST(substr(m.birth_date, 1, 4) AS INTEGER)"
    " - (substr(:today, 6) < substr(m.birth_date, 6))"
)
_KEPT = f"SELECT CAST(value AS INTEGER) FROM setting WHERE key = '{asking.AGE_SETTING}'"  # noqa: S608
_LIMIT = f"coalesce(({_KEPT}), {asking.AGE_LIMIT})"
_TRAINED = '(SELECT max(n."on") FROM mentor_training n WHERE n.mentor = m.id AND n._del IS NULL)'
_WITH = "NULL AS age, {} AS state, m.name AS mentor, t.id AS row"
_ALONE = "NULL AS age, {} AS state, NULL AS mentor"


class Asked(NamedTuple):
    """As in `db.worklists`: what a list reads, which lines, the day and order of each, and what else it says."""

    entity: str
    source: str
    where: str
    day: str
    order: str
    more: str
    id: str


def _pair(where: str, day: str, state: str, order: str = "") -> Asked:
    source, stands = PAIR
    return Asked("child", source, f"{stands} AND {where}", day, order or day, _WITH.format(state), "c.id")


def _mentor(where: str, day: str, order: str, state: str = "NULL", more: str = "") -> Asked:
    source, stands = SERVING
    return Asked("mentor", source + more, f"{stands} AND {where}", day, order, _ALONE.format(state), "m.id")


ASKED: Mapping[str, Asked] = {
    "red_matches": Asked(
        "child",
        'support_contact k JOIN "match" t ON t.id = k."match" JOIN child c'
        f" ON c.id = {HEAD.format('t.child')} LEFT JOIN mentor m ON m.id = t.mentor",
        f"k._del IS NULL AND k.goes = 'red' AND {PAIR[1]} AND {OPEN_SQL.format('t')} AND NOT EXISTS"  # noqa: S608
        ' (SELECT 1 FROM support_contact n WHERE n."match" = k."match" AND n._del IS NULL'
        ' AND (n."on", n.id) > (k."on", k.id))',
        'k."on"',
        'k."on"',
        _WITH.format(texts.column("support_contact", "said", "k")),
        "c.id",
    ),
    "not_asked": _pair(f"{MENTORED_SQL.format('t')} AND {_ASK_ON} <= :today", _ASK_ON, "NULL"),
    "agreements": _pair(f"{OPEN_SQL.format('t')} AND t.agreed_until < :agreed", "t.agreed_until", "NULL"),
    "stuck": _pair(
        f"{OPEN_SQL.format('t')} AND (t.status IN ('proposed', 'approved', 'introduced') AND {_MOVED} < :stuck"
        f" OR t.status IN ('paused', 'closing') AND {_MOVED} < :held)",
        _MOVED,
        "t.status",
    ),
    "checks": _mentor(
        f"s.load > 0 AND coalesce({_UNTIL}, '') < :soon", _UNTIL, f"coalesce({_UNTIL}, '')",
        more=f" LEFT JOIN mentor_check k ON k.id = ({_LATEST_CHECK})",
    ),
    "mentor_age": _mentor(
        f"{_AGE} >= {_LIMIT} - {asking.NEAR_YEARS}", "m.birth_date", "m.birth_date"
    ),
    "mentor_health": _mentor(f"m.health >= '{asking.POOR_HEALTH}'", "NULL", "s.name_key", state="m.health"),
    "untrained": _mentor(
        f"coalesce(m.joined_on, '') < :trained AND coalesce({_TRAINED}, '') < :trained", _TRAINED,
        f"coalesce({_TRAINED}, '')",
    ),
}  # fmt: skip


def given(today: dt.date) -> dict[str, Stored]:
    """The days that these statements ask for."""

    def from_today(days: int) -> str:
        return (today + dt.timedelta(days=days)).isoformat()

    return {
        "soon": from_today(SOON_DAYS), "agreed": from_today(asking.AGREEMENT_DAYS),
        "stuck": from_today(-asking.STUCK_DAYS), "held": from_today(-asking.HELD_DAYS),
        "trained": from_today(-asking.UNTRAINED_DAYS),
    }  # fmt: skip
