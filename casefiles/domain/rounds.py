"""What a survey round found out: who is new on the list of its villages, who left, grew up or is not as at the start.

Pure rules on the values at the start and now; `casefiles.differing` reads both from the log. What has a day of its own
counts by that day: a file opened in spring is not new in autumn because it was typed in autumn. Only what bears no day
counts by when it was written down. Source: the city's
report of 2023 (排查 ... 摸清变动情况,登记造册).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from casefiles.domain.catalogue import age_on
from casefiles.domain.checks import ADULT
from casefiles.domain.fieldtypes import Stored
from casefiles.domain.ids import base32
from casefiles.domain.survey import SURVEY_LINE

Values = Mapping[str, Stored]
KINDS = ("new", "changed", "left", "aged_out")
"""in the order of the difference list"""
OUTCOMES = ("not_yet", "seen", "nobody_home", "moved", "refused")
DIFFERING = (
    "child", "member", "category_spell", "guardianship_spell", "parent_spell", "household", "economic_spell",
)  # fmt: skip
"""whose changes a difference list tells"""


class What(NamedTuple):
    """One thing that differs: a field of a record with both values; a whole record has no `field` and its title."""

    entity: str
    field: str
    before: Stored
    after: Stored


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the list: a child, or a household without a child that differs. `line` is the door."""

    kind: str
    entity: str
    id: str
    name: str
    village: str
    line: str = ""
    what: tuple[What, ...] = ()
    note: str = field(default="")
    """what was noted at the door"""


def line_id(round_: str, target: str) -> str:
    """The id of the door of a household or child in a round: two computers that make it make one record.

    The round's time first, so that a round's doors lie together in the table's tree.
    """
    digest = int.from_bytes(hashlib.sha256(f"{round_}|{target}".encode()).digest()[:10], "big")
    return f"{SURVEY_LINE.prefix}-{round_.partition('-')[2][:9]}{base32(digest, 16)}"


def villages_of(round_: Values) -> tuple[str, ...]:
    """The villages of a round, one a line; none means all of them."""
    return tuple(dict.fromkeys(v.strip() for v in str(round_.get("villages") or "").splitlines() if v.strip()))


def on_list(child: Values | None, villages: Collection[str], day: dt.date) -> bool:
    """Whether a child stands on the register of these villages on a day."""
    if child is None or child.get("merged_into") or (villages and child.get("village") not in villages):
        return False
    opened, closed = child.get("opened_on"), child.get("closed_on")
    return not (opened and str(opened) > day.isoformat()) and not (closed and str(closed) <= day.isoformat())


def was_on_list(
    before: Values | None, now: Values | None, villages: Collection[str], start: dt.date, *, walked: bool = False
) -> bool:
    """Whether a child stood on the register on the day before a round began.

    A file that was not written then (`before` is None) is asked for the day it was opened; one without that day stood
    there if it was on file when the walk list was made (`walked`).
    """
    eve = start - dt.timedelta(days=1)
    if before is not None:
        return on_list(before, villages, eve)
    return on_list(now, villages, eve) and (walked or bool((now or {}).get("opened_on")))


def judge(
    before: Values | None,
    now: Values | None,
    villages: Collection[str],
    start: dt.date,
    end: dt.date,
    *,
    differs: bool,
    walked: bool = False,
) -> str:
    """What became of a child between the start of a round and its end: a code of KINDS, or '' for no difference.

    `differs` says that something of the file, or of what hangs on it, is not as it was; `walked` as in `was_on_list`.
    """
    if now is not None and now.get("merged_into"):
        return ""  # one child with two files: the other one tells of it
    was, is_ = was_on_list(before, now, villages, start, walked=walked), on_list(now, villages, end)
    if not (was or is_):
        return ""
    age = age_on(str((now or before or {}).get("birth_date") or ""), end)
    if was and age is not None and age >= ADULT:
        return "aged_out"
    if was != is_:
        return "left" if was else "new"
    return "changed" if differs else ""


def mark_of(line: Values) -> str:
    """What was marked at a door, as a code of KINDS; who moved away has left."""
    mark = str(line.get("change") or "")
    if line.get("outcome") == "moved" and mark in ("", "same", "changed"):
        return "left"
    return mark if mark in KINDS else ""


_CONTRADICTS: dict[str, frozenset[str]] = {
    "not_yet": frozenset(("same", *KINDS)),
    "moved": frozenset(("same", "new", "changed")),
    "nobody_home": frozenset(("same",)),
    "refused": frozenset(("same",)),
}
"""outcome -> marks that cannot be true beside it: who was not met cannot be said to be as before"""


def contradicts(outcome: str, change: str) -> bool:
    """Whether a mark at a door cannot stand beside its outcome."""
    return change in _CONTRADICTS.get(outcome or "not_yet", ())


def yields(kind: str) -> bool:
    """Whether a mark at the door says more than what the files say."""
    return kind in ("", "changed")


def came(entity: str, now: Values, start: dt.date, title: str, *, owner_came: bool) -> list[What]:
    """What a record tells that hangs on a child or household and was written since a round began.

    One that began before the round was there and is only written late: it tells its end, if that is of these days. One
    without a day came with the file it hangs on, if that was written late too (`owner_came`).
    """
    day = str(now.get("start") or now.get("since") or "")
    if day and day < start.isoformat()[: len(day)]:
        ended = str(now.get("end") or "")
        return [What(entity, "end", None, ended)] if ended >= start.isoformat() else []
    return [] if owner_came and not day else [What(entity, "", None, now.get(title))]


def compared(entity: str, before: Values | None, now: Values | None, fields: Collection[str]) -> list[What]:
    """What differs in a record's fields; all of a record that came or went is one line."""
    old, new = before or {}, now or {}
    return [What(entity, n, old.get(n), new.get(n)) for n in fields if old.get(n) != new.get(n)]
