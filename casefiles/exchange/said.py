"""What an office has of what was written here, in one sentence: for the window, the console and the printed slip."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from casefiles.domain.words import Label
from casefiles.exchange import gaps, scope
from casefiles.exchange.standing import sync_status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.words import Lang
    from casefiles.exchange.slips import Slip
    from casefiles.office import Office

EVERYTHING = Label(
    "{name} 已有截至 {day} 的全部内容：{have} / {of}", "{name} has everything up to {day}: {have} of {of}"
)
SINCE = Label(
    "；本机此后写的 {n} 条还没有回执",
    "; {n} changes made here since then have no receipt",
    "; {n} change made here since then has no receipt",
)
OF_SINCE = Label(
    "；本机此后写的 {since} 条里，{n} 条还没有回执",
    "; of {since} made here since then {n} have no receipt",
    "; of {since} made here since then {n} has no receipt",
)
LACKS = Label(
    "{name} {day} 的回执里，本机写的只有 {have} / {of}",
    "By its receipt of {day} {name} has {have} of {of} changes made here",
)
COUNTED = Label(
    "{name} 只收统计数，不收档案；{day} 已收到本机的数据包",
    "{name} gets counts alone, no files; by its receipt of {day} it has our packages",
)
HELD = Label(
    "{home} 已有{name}截至 {day} 的全部内容：{have} / {of}",
    "{home} has everything of {name} up to {day}: {have} of {of}",
)
HELD_PART = Label(
    "{home} 有{name}写的 {have} / {of}，其余的随它以后的数据包来",
    "{home} has {have} of {of} changes of {name}; its next packages bring the others",
)
NEVER = Label("还没有收到过{name}的回执：{have} / {of}", "No receipt from {name} yet: {have} of {of}")
NOTHING_MADE = Label(
    "这台电脑上还没有写过要交给{name}的内容", "Nothing was written on this computer yet for {name}"
)
ALL_BEFORE = Label(
    "这台电脑用现在的编号还没有写过内容；以前写的{name}都有了",
    "Nothing was written on this computer under its present number; {name} has all from before",
)
NOTHING_SINCE = Label(
    "这台电脑用现在的编号还没有写过内容；这里有 {n} 条{name}还没有的变更",
    "Nothing was written on this computer under its present number; {name} lacks {n} changes that are here",
    "Nothing was written on this computer under its present number; {name} lacks {n} change that is here",
)


def have(
    row: Mapping[str, Any],
    lang: Lang,
    when: Callable[[int], str],
    on: Callable[[int], str],
    number: Callable[[int], object] = str,
) -> str:
    """Of a line of `exchange.sync_status`: up to when they have everything, how many that are, how many came since.

    `on` says a day, `when` a moment, of a stored time; `number` a count."""
    own, up_to, receipt = int(row["own"]), int(row["up_to_ms"]), int(row["receipt_ms"])
    name, there = row["name"], int(row["acknowledged"])
    if not own:
        lacks = int(row["here_only"])
        if lacks:
            return NOTHING_SINCE(lang, name=name, n=lacks)
        return (ALL_BEFORE if row["last_out"] and receipt else NOTHING_MADE)(lang, name=name)
    if row["gets"] == "counts" and receipt and own == there:
        return COUNTED(lang, name=name, day=when(receipt))
    if not up_to:
        said = LACKS if receipt else NEVER
        return said(lang, name=name, have=number(there), of=number(own), day=when(receipt) if receipt else "")
    whole = _whole_day(up_to, int(row["lacks_ms"]))
    until, all_there = on(whole) if whole else when(up_to), int(row["up_to_n"])
    said_ = EVERYTHING(lang, name=name, day=until, have=number(all_there), of=number(all_there))
    since, lacks = own - all_there, own - there
    if not lacks:
        return said_
    n = 1 if lacks == 1 else number(lacks)
    more = SINCE(lang, n=n) if since == lacks else OF_SINCE(lang, since=number(since), n=n)
    return said_ + more


def on_slip(office: Office, one: Slip, lang: Lang) -> str:
    """What the slip of a package says of where both offices stand when it is printed: of one that went, what the other
    side has by its receipt; of one that came from below, what is here. Empty where nothing is known."""
    if one.direction == "in":
        if not scope.above(one.office, office.home.code):
            return ""
        there, known, newest = gaps.holding(office, one.office)
        said = HELD if there == known else HELD_PART
        about = {"home": office.home.name, "name": one.name, "day": moment(newest)}
        return said(lang, **about, have=there, of=known) if known else ""
    row = next((row for row in sync_status(office) if row["office"] == one.office), None)
    return have(row, lang, moment, day) if row is not None else ""


def moment(ms: int) -> str:
    """A stored time, local; a dash for one that no calendar has."""
    try:
        return f"{datetime.fromtimestamp(ms / 1000):%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):
        return "—"


def day(ms: int) -> str:
    """The day of a stored time."""
    return moment(ms)[: len("2026-11-03")]


def _whole_day(last: int, lacks: int) -> int:
    """A moment of the last day of which they have everything, when the first change that they lack is of a later day
    than the last before it; 0 when both are of one day, or nothing is missing."""
    try:
        one, next_ = (datetime.fromtimestamp(ms / 1000) for ms in (last, lacks))
    except (OverflowError, OSError, ValueError):
        return 0
    if not lacks or one.date() >= next_.date():
        return 0
    return int((next_ - timedelta(days=1)).timestamp() * 1000)
