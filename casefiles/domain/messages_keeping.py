"""The sentences about backups that are made by themselves."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "BACKUP_PLACE_SAME": Label(
        "“{value}”就在本机数据的文件夹里，那里已经有备份。请选另一个盘、U盘或共享文件夹。",
        "“{value}” lies in the folder of the data itself, where there are backups already. Choose another drive, a "
        "stick or a shared folder.",
    ),
}
