"""What became of a package that was imported, in a few words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.exchange import ImportReport

AGAIN = Label("以前已导入过", "Imported before")
NOTHING_NEW = Label("没有新内容", "Nothing new")
RECEIPT = Label("回执已登记", "Receipt noted")
DONE = Label("已合并", "Merged")
WAITING = Label("已保存，等待更早的数据包", "Kept, waiting for an earlier package")
ASIDE = Label("已隔离", "Kept aside")
REFUSED = Label("已拒收", "Refused")
RECEIPT_IS = Label(
    "这是回执，不带档案内容：对方已有本机的 {have} / {of} 条。",
    "A receipt without records: they have {have} of {of} changes made here.",
)
NEW_NONE = Label(
    "里面的 {n} 条变更本机都已有了（例如别的数据包带来过）；对方的回执已登记。",
    "All {n} changes in it were here already, as from another package; its receipt was noted.",
    "The {n} change in it was here already, as from another package; its receipt was noted.",
)

BEFORE = Label("{day} 已导入过这个数据包，没有新内容。", "This package was imported on {day}; nothing in it is new.")
NEWER = Label(
    "{n} 份记录带有新版本的内容：已保留并照常转交，升级本软件后可见。",
    "{n} records hold what only a newer version knows: it is kept, passed on, and seen once this program is upgraded.",
    "{n} record holds what only a newer version knows: it is kept, passed on, and seen once this program is upgraded.",
)


BEFORE_MANY = Label(
    "以前已导入过的 {n} 个数据包，没有新内容。",
    "{n} packages were imported before; nothing in them is new.",
    "{n} package was imported before; nothing in it is new.",
)
SUMMARY = Label("已导入 {n} 个数据包", "{n} packages imported", "{n} package imported")
OF_IT = Label("新的变更 {n} 条", "{n} new changes", "{n} new change")
OF_BOTH = Label("两边改了同一内容 {n} 处", "{n} fields changed on both sides", "{n} field changed on both sides")
OF_WAITING = Label("等待的 {n} 个", "{n} waiting", "{n} waiting")
OF_ASIDE = Label("隔离的 {n} 个", "{n} kept aside", "{n} kept aside")
OF_REFUSED = Label("拒收的 {n} 个", "{n} refused", "{n} refused")
NO_NEWS = Label("没有新的数据包。", "No package was new.")


def was_before(report: ImportReport) -> bool:
    """Whether this very package had been taken in before, with all that comes with it."""
    return report.state == "same" and report.again and not any(report.attached)


def is_receipt(report: ImportReport) -> bool:
    """Whether it was a package without changes: it says what they have, and no more."""
    numbers = (report.new, report.changed, report.same, report.conflicts, report.quarantined, report.mended)
    return report.state == "done" and not any((*numbers, *report.attached))


def state(report: ImportReport, lang: Lang) -> str:
    """The state."""
    if report.state == "same":
        return (AGAIN if report.again else NOTHING_NEW)(lang)
    if is_receipt(report):
        return RECEIPT(lang)
    return {"waiting": WAITING, "aside": ASIDE, "refused": REFUSED}.get(report.state, DONE)(lang)


def more(report: ImportReport, lang: Lang) -> str:
    """A sentence where the numbers alone would puzzle; else ""."""
    if is_receipt(report) and report.receipt:
        return RECEIPT_IS(lang, have=report.receipt["acknowledged"], of=report.receipt["of"])
    if report.state == "same" and not report.again:
        return NEW_NONE(lang, n=report.same)
    if report.state == "same" and report.taken_ms and not any(report.attached):
        return BEFORE(lang, day=f"{datetime.fromtimestamp(report.taken_ms / 1000):%Y-%m-%d}")
    return ""


def newer(report: ImportReport, lang: Lang) -> str:
    """A sentence where records came with fields that this version does not have; else ""."""
    return NEWER(lang, n=report.newer) if report.newer else ""
