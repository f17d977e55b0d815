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
