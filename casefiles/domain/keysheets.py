"""Recovery sheets: the set that is valid, a set that was just drawn, and what was done with any of them."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from casefiles.domain import sheetcode, thirds
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.sheetcode import Sheet
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

LOG = "sheets"
"""the setting that lists what was done with sheets"""
MADE, DROPPED, USED = "made", "dropped", "used"
WHAT: Mapping[str, Label] = {
    MADE: Label("制作", "made"),
    DROPPED: Label("作废", "given up"),
    USED: Label("用来重设密码", "used for a passphrase"),
}
MOST_KEPT = 400
TAIL = sheetcode.GROUP
"""characters of a printed sheet that are typed to show that it was printed"""


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did with a set: made it, gave it up, or used two of it to set the passphrase of `login` anew."""

    what: str
    set: str
    login: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The set that is valid: its number, when it was made and by whom; and when two of it were used."""

    set: str
    made_ms: int
    login: str
    used: tuple[Done, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Three sheets that were just drawn. They open nothing before they are kept (db.keysheets)."""

    set: str
    made_ms: int
    sheets: tuple[Sheet, Sheet, Sheet]

    @property
    def secret(self) -> bytes:
        """What any two of them give."""
        return joined(*self.sheets[:2])

    def lines(self, number: int) -> tuple[str, ...]:
        """What stands on sheet 1, 2 or 3."""
        return sheetcode.written(self.sheets[number - 1])

    def printed(self, number: int, typed: str) -> bool:
        """Whether somebody who has sheet `number` before him typed this: its last group."""
        return sheetcode.tidied(typed) == self.lines(number)[-1][-TAIL:]


def draw(now_ms: int, before: str = "") -> Drawn:
    """Three sheets of a fresh secret, their set's number another one than `before`."""
    name = before
    while name == before:
        name = "".join(secrets.choice(sheetcode.LETTERS) for _ in range(sheetcode.SET))
    one, two, three = thirds.split(secrets.token_bytes(sheetcode.SHARE_BYTES))
    return Drawn(name, now_ms, (Sheet(name, 1, one), Sheet(name, 2, two), Sheet(name, 3, three)))


def check(valid: Standing | None, *sheets: Sheet) -> None:
    """Whether these are of the set that is valid, and no two the same. Refusals: SHEETS_NONE, SHEET_SAME, SHEETS_MIXED,
    SHEET_OTHER_SET."""
    if valid is None:
        raise Refusal(Problem("SHEETS_NONE"))
    about = {"set": valid.set, "day": day(valid.made_ms)}
    sets = list(dict.fromkeys(sheet.set for sheet in sheets))
    if len(sets) > 1:
        raise Refusal(Problem("SHEETS_MIXED", args={**about, "one": sets[0], "other": sets[1]}))
    if sets and sets[0] != valid.set:
        raise Refusal(Problem("SHEET_OTHER_SET", value=sets[0], args=about))
    numbers = [sheet.number for sheet in sheets]
    for number in numbers:
        if numbers.count(number) > 1:
            raise Refusal(Problem("SHEET_SAME", args={"n": number}))


def day(ms: int) -> str:
    """The day of a time, as it stands on the sheets; a time that cannot be is a dash."""
    try:
        return dt.datetime.fromtimestamp(ms / 1000).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return "—"


def joined(one: Sheet, other: Sheet) -> bytes:
    """The secret of two sheets of a set. ValueError: twice the same."""
    return thirds.join((one.number, one.share), (other.number, other.share))


def log_of(kept: str | None) -> list[Done]:
    """What was done, as it is kept, the oldest first."""
    return [Done(str(what), str(name), str(login), int(at)) for what, name, login, at in json.loads(kept or "[]")]


def with_done(kept: str | None, *more: Done) -> str:
    """The list with these; what stands in it already is not written twice."""
    found = log_of(kept)
    found += [one for one in more if one not in found]
    return json.dumps([list(asdict(one).values()) for one in found[-MOST_KEPT:]])
