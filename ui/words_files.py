"""What the window and the console say of photos and scans."""

from __future__ import annotations

from casefiles.domain.words import Label

KEPT = Label("照片和扫描件 {n} 个，{mb} MB", "{n} photos and scans, {mb} MB", "1 photo or scan, {mb} MB")
LEFT_OUT = Label(
    "有 {n} 个照片或扫描件已损坏，没有备份。请运行 check。",
    "{n} photos or scans are damaged and were left out of the backup. Run check.",
    "1 photo or scan is damaged and was left out of the backup. Run check.",
)
BLOBS_MISSING = Label(
    "备份里少 {n} 个照片或扫描件。请把备份旁边的 blobs 文件夹一起拷来，再恢复一次。",
    "{n} photos or scans were not found. Bring the folder ending in “blobs” that lies beside the backup, and restore"
    " again.",
    "1 photo or scan was not found. Bring the folder ending in “blobs” that lies beside the backup, and restore again.",
)
NONE = Label("没有照片或扫描件。", "No photos or scans.")
ATTACHED = Label("已添加 {id} {name}", "Attached {id} {name}")
DETACHED = Label(
    "已删除“{name}”。文件保留到下次清理，可以恢复。", "Deleted “{name}”. Its file stays until it is cleared away."
)
COPIED = Label("已另存到 {path}", "Saved a copy to {path}")
PRIVACY = Label(
    "请注意：这份副本没有加密，含儿童个人信息。用完请删除，不要发到微信群。",
    "Mind: this copy is not encrypted and shows a child. Delete it after use, and send it to no chat group.",
)
COLLECTED = Label(
    "已清理 {n} 个文件，腾出 {mb} MB；{waiting} 个未到期限，{kept} 个仍在使用。",
    "Removed {n} files, {mb} MB; {waiting} are not old enough, {kept} are in use.",
    "Removed 1 file, {mb} MB; {waiting} are not old enough, {kept} are in use.",
)
WOULD_COLLECT = Label(
    "可清理 {n} 个文件，{mb} MB；{waiting} 个未到期限，{kept} 个仍在使用。没有删除任何文件。",
    "{n} files could be removed, {mb} MB; {waiting} are not old enough, {kept} are in use. Nothing was removed.",
    "1 file could be removed, {mb} MB; {waiting} are not old enough, {kept} are in use. Nothing was removed.",
)
STATES = {
    "here": Label("在本机", "here"),
    "to_come": Label("还未收到", "still to come"),
    "lost": Label("文件丢失", "file lost"),
}
COMMANDS: dict[str, Label] = {
    "attach": Label("添加照片或扫描件", "attach photos and scans to a record"),
    "attachments": Label("一条记录的照片和扫描件", "photos and scans of a record"),
    "detach": Label("删除一个附件", "delete an attachment"),
    "save-attachment": Label("另存一个附件", "save a copy of an attachment"),
    "collect-blobs": Label("清理没有记录再用的文件", "clear away files that no record names any more"),
}
TITLE = Label("照片和扫描件", "Photos and scans")
TAB = Label("照片扫描", "Files")
ADD = Label("添加文件", "Add files")
ADD_TIP = Label("JPG、PNG、WebP 照片或 PDF 扫描件，可一次选多个", "JPG, PNG, WebP photos or PDF scans, several at once")
PASTE = Label("粘贴", "Paste")
PASTE_TIP = Label("粘贴截图或复制的文件 (Ctrl+V)", "Paste a picture or copied files (Ctrl+V)")
SHRINK = Label("缩小大照片", "Make large photos smaller")
SHRINK_TIP = Label(
    "最长边 2000 像素，够打印和查看；原文件的校验值仍保留。",
    "Longest side 2000 pixels: enough to look at and to print. The original's checksum is kept.",
)
EMPTY = Label(
    "还没有照片或扫描件。拖到这里、粘贴，或点“添加文件”。",
    "No photos or scans yet. Drag them here, paste them, or press Add files.",
)
PHOTOS_N = Label("{n} 张照片", "{n} photos", "1 photo")
SCANS_N = Label("{n} 个扫描件", "{n} scans", "1 scan")
CHOOSE = Label("选择照片或扫描件", "Choose photos or scans")
FILES = Label("照片和 PDF", "Photos and PDF")
NOTHING_TO_PASTE = Label(
    "剪贴板里没有图片或文件。请先复制图片，或在文件夹里复制文件。",
    "There is no picture and no file to paste. Copy one first.",
)
PASTED = Label("粘贴的图片", "Pasted picture")
ADDED_N = Label("已添加 {n} 个文件", "Added {n} files", "Added 1 file")
ADDED_UNDONE = Label("已撤销添加", "The files were taken out again")
NOT_ADDED_N = Label("{n} 个文件没有添加：", "{n} files were not added:", "1 file was not added:")
STOPPED = Label("已停止，没有添加任何文件。", "Stopped. No file was added.")
TAKING_IN = Label("正在处理 {name}", "Taking in {name}")
DELETED = Label("已删除“{name}”", "Deleted “{name}”")
UNDELETED = Label("已恢复“{name}”", "Brought back “{name}”")
OPEN = Label("打开 {name}", "Open {name}")
DELETE = Label("删除 {name}", "Delete {name}")
TO_COME = Label("还未收到", "Still to come")
TO_COME_TIP = Label(
    "记录已随数据包到达，文件还没有到本机。", "The record came in a package; its file has not come yet."
)
LOST = Label("文件丢失", "File lost")
LOST_TIP = Label(
    "文件曾在本机，现在找不到。请从备份恢复，或重新添加。",
    "The file was here and is gone. Restore a backup, or add it again.",
)
BROKEN = Label("文件损坏", "Damaged")
ALL_N = Label("显示全部 {n} 张", "Show all {n}")
SCAN = Label("扫描件", "Scan")
PRINT = Label("打印照片页", "Print photos")
PRINT_TIP = Label("最近的照片，六张一页，黑白", "The newest photos, six a page, black and white")
ON_FILE_N = Label("存档 {n}", "{n} on file", "1 on file")
ADD_PHOTOS = Label("添加照片", "Add photos")
LET_GO = Label("不添加这些", "Leave them out")
WAITING_N = Label("保存后添加 {n} 个文件：", "{n} files are added when saved:", "1 file is added when saved:")
