"""What the exchange page says."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("数据交换", "Data exchange")
STICK = Label("U盘或文件夹", "Stick or folder")
CHOOSE = Label("选择文件夹", "Choose a folder")
NO_STICK = Label("请插入U盘", "Plug in a stick")
NO_STICK_NEXT = Label(
    "没有发现U盘。请插入U盘，几秒后会自动列出；光盘、共享文件夹请点“选择文件夹”。",
    "No stick was found. Plug one in, it appears within seconds; for a disc or a shared folder use “Choose a folder”.",
)
IMPORT = Label("导入数据包", "Import packages")
IMPORT_HINT = Label(
    "在U盘上发现 {n} 个数据包", "{n} packages found", "{n} package found"
)
IMPORT_NONE = Label("U盘上没有数据包", "No packages on the stick")
IMPORT_OTHERS = Label("U盘上没有给本单位的数据包", "No package for this office on the stick")
CHOOSE_PACKAGES = Label("选择数据包文件", "Choose package files")
PACKAGES = Label("数据包 (*.tgx)", "Packages (*.tgx)")
CARDS = Label("单位名片 (*.card)", "Office cards (*.card)")
WRITE_CARD = Label("写出本单位名片", "Write our card")
ACCEPT_CARD = Label("导入对方名片", "Accept a card")
CARD_WRITTEN = Label(
    "名片已写到 {name}，请对方导入。", "The card was written as {name}. Let the other office accept it."
)
CARD_LATER = Label("先不替换", "Not now")
CARD_REPLACE = Label("已电话核实，替换", "Replace, they confirmed")
ACCEPTED = Label(
    "已登记“{name}”。核对码 {code}：请与对方电话核对，两边应相同。",
    'Accepted "{name}". Check number {code}: read it to them on the phone; both sides must show the same.',
)
NO_OFFICES = Label("还没有往来单位", "No other office yet")
NO_OFFICES_HELP = Label(
    "上级邀请下级，一趟U盘就够：上级在“电脑与邀请”里写邀请，下级建单位时打开它。"
    "也可以互换名片：把本单位名片写到U盘交给对方，再导入对方的名片。",
    "An office invites those below it in one trip of the stick: it writes the invitation under Computers and"
    " invitations, and they open it when they set up. Or exchange office cards: write this office's card to the"
    " stick for them, and accept theirs.",
)
NO_OFFICES_BELOW = Label(
    "先邀请下级单位：一份邀请写到U盘，可以连同它的档案，一趟就够。已经在用本软件的单位，互换单位名片即可。",
    "Invite the offices below first: an invitation on a stick, with their records if you like, takes one trip. With an "
    "office that uses this program already, exchange office cards.",
)
EXPORT = Label("导出给该单位", "Export for this office")
EXPORT_FOR = Label("导出给{name}", "Export for {name}")
EXPORTING = Label("正在写入并读回校验…", "Writing and reading back…")
IMPORTING = Label("正在校验并合并…", "Verifying and merging…")
EXPORTED = Label(
    "已写入 {n} 条变更并读回校验，可以拔出U盘。文件：{name}",
    "{n} changes written and read back. You may remove the stick. File: {name}",
    "{n} change written and read back. You may remove the stick. File: {name}",
)
IN_PARTS = Label("已自动分为 {n} 个文件，请一起交给对方。", "It became {n} files; hand all of them over together.")
PHOTOS_WENT = Label("含照片和扫描件 {n} 个。", "With {n} photos and scans.", "With {n} photo or scan.")
PHOTOS_LEFT = Label(
    "还有 {n} 个放不下，下次导出再带。",
    "{n} more had no room; export again later.",
    "{n} more had no room; export again later.",
)
PHOTOS_DAMAGED = Label(
    "{n} 个在本机已损坏，没有带上。",
    "{n} are damaged here and were left out.",
    "{n} is damaged here and was left out.",
)
PHOTOS_CAME = Label("照片和扫描件：收到 {here} 个，损坏 {bad} 个", "Photos and scans: {here} came, {bad} damaged")
UNRELIABLE = Label("{when}（不可靠）", "{when} (unreliable)")
REASONS = {
    "WAITING": Label(
        "等更早的数据包，到齐后自动导入", "waits for an earlier package; taken in by itself when it is there"
    ),
    "PART_MISSING": Label(
        "等其余的文件，到齐后自动导入", "waits for its other files; taken in by itself when all are there"
    ),
}
RECEIPT_ONLY = Label(
    "没有新变更，已写入回执，可以拔出U盘。",
    "No new changes; a receipt was written. You may remove the stick.",
)
THEY_HAVE = Label("对方已收到 {have} / {of} 条", "They have {have} of {of}")
UP_TO = Label("截至 {when}", "as of {when}")
NEVER = Label("还没有收到过对方回执", "no receipt from them yet")
HERE_ONLY = Label(
    "{n} 条还没写进数据包", "{n} changes are in no package yet", "{n} change is in no package yet"
)
ON_WAY = Label("{n} 条已写出，等回执", "{n} changes written, no receipt yet", "{n} change written, no receipt yet")
ON_WAY_NEXT = Label(
    "{n} 条已写进给它的数据包：把U盘交去，它的下一个数据包带来回执。",
    "{n} changes are in a package for it: take the stick there; its next package brings the receipt.",
    "{n} change is in a package for it: take the stick there; its next package brings the receipt.",
)
ALL_THERE = Label("全部已有回执", "everything acknowledged")
BEHIND = Label(
    "对方的记录比本机新：本机可能恢复过旧数据",
    "They know more of us than we do: this data may have been restored",
)
LAST_OUT = Label(
    "最近导出：{when}，{n} 条", "Last export: {when}, {n} changes", "Last export: {when}, {n} change"
)
LAST_IN = Label(
    "最近导入：{when}，{n} 条", "Last import: {when}, {n} changes", "Last import: {when}, {n} change"
)
WAITS = Label(
    "{n} 个数据包在等待更早的包",
    "{n} packages wait for an earlier one",
    "{n} package waits for an earlier one",
)
RESULTS = Label("导入结果", "Import results")
RESULT = Label(
    "新的变更 {new} 条，已有 {same} 条；涉及 {changed} 份记录",
    "New changes {new}, known here before {same}; records touched {changed}",
)
RESULT_BOTH = Label(
    "{said}，两边改了同一内容 {n} 处",
    "{said}, {n} fields changed on both sides",
    "{said}, {n} field changed on both sides",
)
STATES = {
    "done": Label("已合并", "Merged"),
    "same": Label("已导入过", "Imported before"),
    "waiting": Label("等待", "Waiting"),
    "aside": Label("已隔离", "Kept aside"),
    "refused": Label("已拒收", "Refused"),
    "written": Label("已写出", "Written"),
    "received": Label("对方已收", "Received"),
}
LOG = Label("往来记录", "Packages")
LOG_EMPTY = Label("还没有数据包往来。", "No packages yet.")
OUT = Label("导出", "out")
IN = Label("导入", "in")
LOG_LINE = Label(
    "{when} {direction} {office} · {n} 条",
    "{when} {direction} {office} · {n} changes",
    "{when} {direction} {office} · {n} change",
)
CONFLICTS = Label("两边改了同一内容：{n} 处", "Changed on both sides: {n} fields", "Changed on both sides: {n} field")
CONFLICT_HELP = Label("两个值都保留着，等人选定。", "Both values were kept and wait for somebody to choose.")
CONFLICTS_OPEN = Label("逐条选定", "Choose")
STOPPED = Label("已停止，没有写入任何内容。", "Stopped; nothing was written.")
STOPPED_AFTER = Label(
    "已停止。此前的 {n} 个数据包已合并，其余没有写入。",
    "Stopped. {n} packages had been merged; nothing of the others was written.",
    "Stopped. {n} package had been merged; nothing of the others was written.",
)
