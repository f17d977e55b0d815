"""The sentences of what a salvage or a restore left to do."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "RENEWED": Label(
        "{office}的电脑从 {day} 起以新身份继续（抢救、恢复备份或发现被复制后会这样），由它的旧身份签字证明，"
        "以前的记录都不受影响。下一步：请打电话核实，是他们做的就点“知道了”；不是，请停用电脑 {value}。",
        "A computer of {office} goes on as a new one since {day} (as after a salvage, a restore, or a copy that was "
        "noticed). Its old identity signed for it, and nothing written before is in doubt. Next: ask them by phone. "
        "If it was they, choose “Heard”; if not, block the computer {value}.",
    ),
    "RENEWED_TWICE": Label(
        "{office}的旧电脑 {value} 在新身份开始以后（{day}）又发来了数据：可能有两台电脑在用同一份数据。"
        "双方的记录都已保留。下一步：请打电话问清哪一台还在用；不该再用的，请停用。",
        "The old computer {value} of {office} wrote again on {day}, after a new one had begun: perhaps two computers "
        "go on with the same data. The records of both are kept. Next: ask by telephone which one is in use, and block "
        "the other.",
    ),
    "BACKUP_OTHER": Label(
        "“{value}”是另一个单位（{office}）的备份，不能用来抢救本单位的数据。没有改动。"
        "请选择本单位的备份，或不指定备份再试一次。",
        "“{value}” is a backup of another office ({office}) and cannot help this one. Nothing was changed. Choose a "
        "backup of this office, or try again without one.",
    ),
    "BACKUP_OTHER_KEY": Label(
        "“{value}”是本单位另一个数据库的备份（例如重装或重新邀请以前的），或者已经损坏，用本机的密钥打不开。没有改动。"
        "请选择别的备份，或不指定备份再试一次。",
        "“{value}” is a backup of another database of this office (before it was set up anew, say) or is damaged: the "
        "key of this one does not open it. Nothing was changed. Choose another backup, or try again without one.",
    ),
    "BACKUP_NEWER": Label(
        "这不是最新的备份，有一份更新的，到 {when}：{value}。没有改动。请选择那一份；"
        "确实要恢复这份旧的，再按一次“恢复”。",
        "This is not the newest backup; there is one up to {when}: {value}. Nothing was changed. Choose that one; if "
        "it is to be the older one all the same, press “Restore” once more.",
    ),
    "BACKUP_ITSELF": Label(
        "“{value}”就是这份损坏的数据所在的文件夹，不是备份。没有改动。请选择备份文件夹，或不指定备份再试一次。",
        "“{value}” is the folder of the damaged data itself and no backup. Nothing was changed. Choose the folder of a "
        "backup, or try again without one.",
    ),
    "BACKUP_IN_USE": Label(
        "“{value}”正在另一个窗口（或由另一用户）使用，不能当作备份。没有改动。请先关闭那个窗口，或选择别的备份。",
        "“{value}” is open in another window (or by another user) and cannot serve as a backup. Nothing was changed. "
        "Close that window first, or choose another backup.",
    ),
    "INCOMPLETE": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，{offices}有。"
        "下一步：给它导出一个数据包，请它导入后再导出给你。",
        "{records} files are not complete ({names}): {n} earlier changes are not here; {offices} has them. Next: "
        "export for that office, let it import that, and import what it exports for you.",
    ),
    "INCOMPLETE_ASK": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，按回执没有哪个单位有，可能有的是：{offices}。"
        "下一步：与它交换一次；仍不完整的，请对照纸质材料补录，保存后不再列出。",
        "{records} files are not complete ({names}): {n} earlier changes are not here, and no receipt says who has "
        "them; perhaps {offices}. Next: exchange with that office; what is still missing then, enter from the papers: "
        "a file that was saved is listed no more.",
    ),
    "INCOMPLETE_LOST": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，也没有认识的单位可能有。"
        "下一步：打开这些档案，对照纸质材料补录，保存后不再列出。",
        "{records} files are not complete ({names}): {n} earlier changes are not here, and no office is known that may "
        "have them. Next: open these files and enter what is missing from the papers: a file that was saved is listed "
        "no more.",
    ),
}
