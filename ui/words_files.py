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
