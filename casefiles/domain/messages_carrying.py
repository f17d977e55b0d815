"""The sentences of carrying packages: room on a stick, parts, an older database, a clock that cannot be right."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "ROLLED_BACK": Label(
        "数据库比上次使用时旧（少 {n} 条记录）。本机已换用新身份，不会覆盖任何记录。"
        "如有更新的备份，请从备份恢复（最近一次备份：{backup}）；已交给上级的记录会随下一个数据包回来。",
        "The database is older than when it was last used ({n} records fewer). This computer goes on under a new"
        " identity; nothing is overwritten. If there is a newer backup, restore it (last backup: {backup}); what other"
        " offices have comes back with their next package.",
    ),
    "COPIED": Label(
        "这份数据是另一台电脑或另一处的副本。本机已换用新身份，两边的记录都会保留。请只在一处继续使用。",
        "These data are a copy of another computer's, or of another place. This computer goes on under a new identity;"
        " the records of both are kept. Go on working in one place only.",
    ),
    "IDENTITY_TWICE": Label(
        "本机的身份在另一台电脑上也用过（电脑被复制，或恢复过旧数据）。两边的记录都已保留，本机已自动换用新身份，"
        "不用做任何事。",
        "This computer's identity was used on another computer, too (it was copied, or an old database was put back). "
        "All records of both are kept, and this computer goes on under a new identity by itself. There is nothing to "
        "do.",
    ),
    "CLOCK": Label(
        "本机日期是 {day}，请确认今天的日期并改正电脑时间。可以继续工作，但时间显示为“不可靠”。",
        "This computer says that today is {day}. Check the date and set the clock. Work can go on; times are marked as"
        " unreliable.",
    ),
    "CLOCK_THEIRS": Label(
        "对方电脑的日期（{day}）明显不对。已导入，时间显示为“不可靠”。请对方校正电脑时间。",
        "The date of the other office's computer ({day}) cannot be right. The package was imported; its times are"
        " marked as unreliable. Let them set their clock.",
    ),
    "STICK_FULL": Label(
        "空间不足：需要 {needs} MB，只剩 {has} MB。没有写入任何内容。请清理或换一个U盘。",
        "Not enough room: {needs} MB are needed, {has} MB are free. Nothing was written. Free some, or use another"
        " stick.",
    ),
    "PART_SIZE": Label(
        "每个文件的大小应在 {least} 到 {most} MB 之间。",
        "A file may be from {least} to {most} MB long.",
    ),
    "PART_MISSING": Label(
        "还缺第 {missing} 部分（共 {of} 部分），收到的已保存。请把 {of} 个文件放在同一个U盘导入；到齐后自动合并。",
        "Part {missing} of {of} is missing; what came is kept. Put all {of} files on one stick and import them; they"
        " are merged when all are there.",
    ),
    "ROOM_SHORT": Label(
        "磁盘空间不足：导入大约需要 {needs} MB，只剩 {has} MB，还需清理 {short} MB。没有写入任何内容。",
        "Not enough room on the disk: taking this in needs about {needs} MB, {has} MB are free. Free {short} MB more."
        " Nothing was written.",
    ),
    "NOT_REFUSED": Label(
        "已拒收的名单里没有“{value}”。用 inbox 查看名单。",
        "Nothing on the list of what was refused is called “{value}”. See it with: inbox.",
    ),
    "SEALED_BEFORE": Label(
        "这个数据包是给本单位的，但封给了本单位另一台（更换前的）电脑，本机打不开。没有写入任何内容。"
        "请先从本机给对方导出一个数据包；对方导入以后再给本单位重新导出。",
        "This package is for this office, but it was sealed for another computer of it (one that was replaced) and "
        "cannot be opened on this one. Nothing was written. Export a package for the sender from this computer; once it"
        " was imported there, let them export again.",
    ),
    "ZEROS": Label(
        "文件内容全是零，U盘拔得太早。没有写入任何内容。请重新拷贝，等到可以安全弹出再拔。",
        "The file holds nothing but zeros: the stick was pulled out too early. Nothing was written. Copy it again, and"
        " wait until the stick may be taken out.",
    ),
    "STICK_PULLED": Label(
        "读取“{value}”时U盘断开了，导入没有完成，没有写入任何内容。请插好U盘后再导入一次。",
        "The stick was lost while “{value}” was read; the import is not complete and nothing was written. Plug it in"
        " and import the file again.",
    ),
    "STICK_HELD": Label(
        "“{value}”正被别的程序占用（多半是杀毒软件在检查U盘），导出没有完成。请等它查完再导出一次。",
        "Another program holds “{value}” (most likely an antivirus that looks at the stick); the export is not"
        " complete. Wait until it is done, then export again.",
    ),
    "PHOTOS_PULLED": Label(
        "记录已全部导入。照片和扫描件还没读完，U盘就断开了；没到的会再向对方要。",
        "All records are in. The stick was lost before all photos and scans were read; what did not come is asked for"
        " again.",
    ),
}
