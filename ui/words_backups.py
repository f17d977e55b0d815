"""What window and console say of the backups that make themselves, and of what can be put back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.keeping import STALE_DAYS
from casefiles.domain.words import Label
from ui import words

if TYPE_CHECKING:
    from casefiles.domain.keeping import Keeping, Offered, Place
    from casefiles.domain.words import Lang

PAGE = Label("数据备份", "Backups")
HELP = Label(
    "每天自动做一份备份，做完会打开核对；之后每次保存的内容，一秒左右也补进备份里。"
    "旧备份自动清理，留最近 7 天、4 周和 12 个月的。备份和数据一样加密，用你的密码打开。",
    "A backup makes itself every day and is opened and checked; what is saved later follows into it within about a "
    "second. Old ones are cleared by themselves: 7 days, 4 weeks and 12 months stay. Backups are encrypted like the "
    "data and open with your passphrase.",
)
OWN = Label("这台电脑上", "On this computer")
SECOND = Label("另一个地方", "In a second place")
NO_SECOND = Label(
    "现在只有这台电脑上有备份：电脑坏了或丢了，备份也就没了。请插上一个U盘或移动硬盘，或选一个共享文件夹。",
    "Only this computer has backups: if it breaks or is stolen, they go with it. Plug in a stick or a drive, or "
    "choose a shared folder.",
)
LAST = Label("最近一份：{when}，已核对。", "The last one, checked: {when}.")
NONE_YET = Label("还没有备份，今天会自动做。", "None yet; one is made today by itself.")
KEPT = Label("共保存 {n} 份。", "{n} backups are kept.", one="1 backup is kept.")
SINCE = Label(
    "之后保存的 {n} 条变更也在里面。",
    "{n} changes saved since are in it, too.",
    one="1 change saved since is in it, too.",
)
AWAY = Label(
    "{place}现在不在。最近一份备份是 {when} 的；接上以后会自动补做，不影响工作。",
    "{place} is not there just now. Its last backup is of {when}; once it is back one makes itself. Work goes on.",
)
AWAY_NONE = Label(
    "{place}现在不在，那里还没有备份；接上以后会自动做，不影响工作。",
    "{place} is not there just now, and has no backup yet; once it is back one makes itself. Work goes on.",
)
TRIED = Label(
    "上次试恢复：{when}，内容与数据完全一致。", "Last put back on trial: {when}; it was the same as the data."
)
TRIED_BADLY = Label(
    "上次试恢复：{when}，内容与数据不一致。请到“数据备份”点“现在备份”，并换一个盘作为另一个地方。",
    "Last put back on trial: {when}; it was not the same as the data. Choose “Back up now” on the page of backups, and "
    "take another drive as the second place.",
)
ELSEWHERE = Label(
    "最近另存的一份：{when}，在您选的文件夹里。请自己保管，旧的也请自己清理。",
    "The last one written elsewhere: {when}, into a folder that you chose. Keep it, and clear old ones, yourself.",
)
NOT_TRIED = Label(
    "还没有试恢复过，程序每月会自动试一次。", "None was put back on trial yet; it happens every month by itself."
)
NOW = Label("现在备份", "Back up now")
MAKING = Label("正在备份…", "Backing up…")
MADE = Label("备份已做好并核对。", "The backup was made and checked.")
MADE_ALREADY = Label("今天的备份已经有了。", "There is a backup of today already.")
DUE = Label(
    "今天还没有自动备份；现在做：./run backups --due", "There is no backup of today yet; make it: ./run backups --due"
)
USE = Label("用“{name}”", "Use “{name}”")
CHOOSE = Label("选择文件夹…", "Choose a folder…")
OTHER = Label("换一个地方…", "Choose another place…")
STOP = Label("不再备份到这里", "No longer back up here")
STOPPED = Label("以后不再备份到那里；已有的备份还在。", "No more backups go there; those that are there stay.")
CHOSEN = Label("以后也备份到：{path}", "Backups also go to {path} from now on.")
ANYWHERE = Label("另存一份到别处…", "Write one elsewhere…")
LOOK = Label("备份…", "Backups…")
FAILED = Label("{place}的备份没有做成：{why}", "The backup on {place} could not be made: {why}")
OLD = Label("{place}的最近一份备份是 {when} 的。", "The last backup on {place} is of {when}.")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ONLY_HERE = Label(
    "备份都在这台电脑上，电脑坏了就没有了。请选第二个地方。",
    "All backups are on this computer and would break with it. Choose a second place.",
)
SETTLED = 3
"""backups after which an office is asked for a second place"""
THIS_COMPUTER = Label("这台电脑", "this computer")

FOUND = Label("找到这些备份，最新的在上面：", "These backups were found, the newest first:")
FOUND_NONE = Label("没有自动找到备份，请自己选。", "No backup was found by itself; choose one.")
FILES = Label("{n} 份儿童档案", "{n} files of children", one="1 file of a child")
AND_SINCE = Label("加上之后的 {n} 条变更", "and {n} changes since", one="and 1 change since")
UP_TO = Label("到{when}", "up to {when}")
RESTORED_SINCE = Label(
    "已恢复：{children} 名儿童、{visits} 次走访，其中有备份以后保存的 {n} 条变更。这台电脑有了新的编号；"
    "备份以后没保存的草稿、改过的设置和收到的回执不在里面。下一步：登录，核对最近的记录，再给上级导出一个数据包。",
    "Put back: {children} children, {visits} visits, with {n} changes that were saved after the backup was made. This "
    "computer has a new number; drafts, settings and receipts that came after the backup are not in it. Next: log in, "
    "look at the latest records, and export for the office above.",
)
MADE_SINCE = Label(
    "备份做于 {when}；之后保存的 {n} 条变更也恢复了，没保存的草稿、改过的设置和收到的回执不在里面。",
    "The backup is of {when}; {n} changes saved since are there, too, but no drafts, settings and receipts.",
    one="The backup is of {when}; 1 change saved since is there, too, but no drafts, settings and receipts.",
)
JOURNAL_CUT = Label(
    "备份以后保存的变更有一部分读不出来：最后写的可能不在里面，请对照纸质材料核对。",
    "A part of what was saved after the backup cannot be read: what was written last may be missing, so compare with "
    "the papers.",
)


def place_name(place: Place, lang: Lang) -> str:
    """What a place is called: its drive or folder."""
    return THIS_COMPUTER(lang) if place.own else f"“{place.path.parent}”"


def day(moment: dt.datetime, today: dt.date, lang: Lang) -> str:
    """When a backup was made, as near as the reader needs."""
    clock = f"{moment:%H:%M}"
    if moment.date() == today:
        return words.TODAY_AT(lang, clock=clock)
    if moment.date() == today - dt.timedelta(days=1):
        return words.YESTERDAY_AT(lang, clock=clock)
    if moment.year != today.year:
        return f"{moment:%Y-%m-%d}"
    on = f"{moment.month}月{moment.day}日" if lang == "zh" else f"{moment.day} {MONTHS[moment.month - 1]}"
    return f"{on} {clock}"


def counted(said: Label, n: int, lang: Lang) -> str:
    """The sentence with a number that can be read."""
    return said(lang, n=n if n == 1 else f"{n:,}")


def said(place: Place, today: dt.date, lang: Lang) -> list[str]:
    """How a place stands, a sentence a line."""
    lines = []
    if place.problems:
        why = " ".join(problem.say(lang) for problem in place.problems)
        lines.append(FAILED(lang, place=place_name(place, lang), why=why))
    if not place.there:
        lines.append(away(place, today, lang))
        return lines
    if place.last is None:
        return [*lines, NONE_YET(lang)]
    lines.append(LAST(lang, when=day(place.last, today, lang)) + _gap(lang) + counted(KEPT, place.number, lang))
    if place.since:
        lines.append(counted(SINCE, place.since, lang))
    return lines


def away(place: Place, today: dt.date, lang: Lang) -> str:
    """That a place is not there, and of when its last backup is."""
    named = place_name(place, lang)
    if place.last is None:
        return AWAY_NONE(lang, place=named)
    return AWAY(lang, place=named, when=day(place.last, today, lang))


def tried(keeping: Keeping, today: dt.date, lang: Lang) -> str:
    """When a backup was last put back on trial."""
    if keeping.tried is None:
        return NOT_TRIED(lang)
    return (TRIED if keeping.tried_well else TRIED_BADLY)(lang, when=day(keeping.tried, today, lang))


def calmly(keeping: Keeping, today: dt.date, lang: Lang) -> str:
    """What Today says of backups, in a line; "" when all is well."""
    for place in keeping.places:
        if place.problems:
            return said(place, today, lang)[0]
        if not place.there and (place.last is None or (today - place.last.date()).days >= 1):
            return away(place, today, lang)
        if place.there and place.last is not None and (today - place.last.date()).days >= STALE_DAYS:
            return OLD(lang, place=place_name(place, lang), when=day(place.last, today, lang))
    if keeping.tried is not None and not keeping.tried_well:
        return tried(keeping, today, lang)
    alone = len(keeping.places) == 1 and keeping.places[0].number >= SETTLED
    return ONLY_HERE(lang) if alone else ""


def offered(one: Offered, today: dt.date, lang: Lang) -> str:
    """A backup that can be put back, in a line."""
    parts = [day(one.made, today, lang)]
    if one.files is not None:
        parts.append(counted(FILES, one.files, lang))
    if one.since:
        parts.append(counted(AND_SINCE, one.since, lang))
    if one.seen is not None:
        parts.append(UP_TO(lang, when=day(one.last, today, lang)))
    return " · ".join(parts)


def _gap(lang: Lang) -> str:
    return "" if lang == "zh" else " "
