"""What window and console say of a damaged database, and of putting a backup back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from casefiles.domain.salvaged import Salvaged
    from casefiles.domain.words import Lang

PAGE = Label("抢救或恢复数据", "Salvage or restore")
RESCUE = Label("抢救数据…", "Salvage the data…")
RESTORE_HERE = Label("从备份恢复…", "Restore a backup…")
SALVAGE_HELP = Label(
    "数据库文件坏了一部分。程序会把坏文件原样收好，不再动它，再用读得出的内容和最近的备份做出一个完好的数据库。",
    "A part of the database file is damaged. The file is set aside untouched, and a sound database is made of what can "
    "be read of it and of the newest backup.",
)
RESTORE_HELP = Label(
    "这里没有数据。选一个备份（名称以 doorstep 开头的文件夹），输入做备份时的密码，数据就恢复到：{folder}",
    "There is no data here. Choose a backup (a folder whose name begins with doorstep), type the passphrase of that "
    "time, and it is put back into: {folder}",
)
BACKUP = Label("备份", "Backup")
ITSELF = Label("自动找最新的备份", "the newest is looked for")
NO_BACKUP = Label("还没有选", "none chosen yet")
CHOOSE = Label("选择备份…", "Choose a backup…")
CHOOSE_FIRST = Label("请先选择备份文件夹。", "Choose the backup first.")
SALVAGE = Label("开始抢救", "Salvage")
RESTORE = Label("恢复", "Restore")
WORKING = Label("正在抢救", "Salvaging")
RESTORING = Label("正在恢复", "Restoring")
GO_BACK = Label("返回", "Back")
OPEN = Label("去登录", "Log in")
DONE = Label("已恢复 {n}/{all} 条记录变更。", "{n} of {all} changes are there again.")
ASIDE = Label(
    "坏文件收在：{folder}。核对无误、做了新备份以后可以删除。",
    "The damaged file lies in {folder}. Once all is well and a new backup stands, it can be deleted.",
)
WITH = Label("参考了备份“{name}”。", "The backup “{name}” was drawn on.")
WITH_SINCE = Label(
    "参考了备份“{name}”，以及备份以后保存的 {n} 条变更。",
    "The backup “{name}” was drawn on, and {n} changes that its journal has since.",
)
WITHOUT = Label("没有找到可用的备份。", "No backup was found that could be used.")
AGAIN = Label(
    "其中 {n} 份记录按坏文件里显示的内容重新写入。",
    "Of these, {n} records were written anew as the damaged file showed them.",
)
OTHERS = Label(
    "其他单位的 {n} 条变更，下次导入对方的数据包时自动补回。",
    "{n} changes of other offices come back with their next packages.",
)
BACK = Label(
    "本单位自己的 {n} 条变更读不出来，但按回执其他单位都有：下次导入对方的数据包时自动补回，不用补录。"
    "下一步：先给上级导出一个数据包，请它导入后再导出给你。",
    "{n} changes of this office cannot be read, but other offices have them all, by their receipts: they come back "
    "with their next packages, so do not enter them again. Next: export for the office above, let it import that, "
    "and import what it exports for you.",
)
LOST = Label(
    "{n} 份记录最后写的内容读不出来了，按回执也没有哪个单位收到过（{names}）。请先交换一次，"
    "仍缺的再对照纸质材料补录，以免重复。",
    "What was written last in {n} records cannot be read, and by their receipts no other office has it ({names}). "
    "Exchange first, and enter only what is still missing from the papers.",
)
NAMELESS = Label("{n} 份连姓名也读不出", "{n} of which not even the name can be read")
UNKNOWN = Label(
    "另有 {n} 条最近的变更读不出来，也不知道属于哪份记录，按回执也没有哪个单位收到过。"
    "请先交换一次，再对照最近的纸质材料核对。",
    "Of {n} more recent changes not even the record is known, and by their receipts no other office has them. Exchange "
    "first, then compare with the latest papers.",
)
BLIND = Label(
    "坏文件中最要紧的部分读不出来：备份以后写的内容可能没有恢复，请对照纸质材料补录；备份以后按规定清除的档案如果又出现，请再清除一次。",
    "The vital part of the damaged file cannot be read: what was written after the backup may be missing, so enter it "
    "again from the papers; a file that was erased after it may be there again, so erase it once more.",
)
TABLES = Label(
    "交换或设置的一部分读不出来（{names}），请重新核对“数据交换”页。",
    "A part of the exchange or the settings cannot be read ({names}); look through the exchange page.",
)
NEXT = Label(
    "下一步：登录，核对最近的记录，马上做一次备份。这台电脑以新身份继续，下次交换时上级会看到。",
    "Next: log in, look at the latest records, and make a backup at once. The computer goes on as a new device, which "
    "the office above will see at the next exchange.",
)
RESTORED = Label(
    "已恢复：{children} 名儿童、{visits} 次走访。这台电脑有了新的编号，备份以后登记的不在里面。"
    "下一步：登录，给上级导出一个数据包，"
    "请它导入后再给本机导出，导入它的数据包，备份以后交换过的内容就会回来；没有交换过的请对照纸质材料补录。",
    "Put back: {children} children, {visits} visits. This computer has a new number, and what was entered after the "
    "backup is not in it. Next: log in, export for the office above, let it import that and export for this office, "
    "then import its package: it brings what was exchanged since. Enter the rest from the papers.",
)
MOST = 12
"""records named"""


def told(found: Salvaged, lang: Lang) -> list[str]:
    """What is said after a salvage, a sentence a line."""
    def number(n: int) -> str:
        return f"{n:,}"

    lines = [DONE(lang, n=number(found.changes), all=number(found.all))]
    if found.backup and found.since:
        lines.append(WITH_SINCE(lang, name=found.backup.name, n=number(found.since)))
    else:
        lines.append(WITH(lang, name=found.backup.name) if found.backup else WITHOUT(lang))
    for label, n in ((AGAIN, found.again), (OTHERS, found.others), (BACK, found.back), (UNKNOWN, found.unknown)):
        if n:
            lines.append(label(lang, n=number(n)))
    if found.lost:
        named = [f"{ENTITIES[entity].label(lang)} {name}" for entity, _, name in found.lost if name]
        without = len(found.lost) - len(named)
        names = list(dict.fromkeys(named))[:MOST]
        names += ["…"] if len(named) > MOST else []
        names += [NAMELESS(lang, n=number(without))] if without else []
        lines.append(LOST(lang, n=number(len(found.lost)), names=("、" if lang == "zh" else ", ").join(names)))
    if found.blind:
        lines.append(BLIND(lang))
    if found.tables:
        lines.append(TABLES(lang, names=", ".join(found.tables)))
    return [*lines, ASIDE(lang, folder=found.folder), NEXT(lang)]
