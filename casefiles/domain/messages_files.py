"""The sentences of photos and scans."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "BLOB_BAD": Label(
        "附件“{value}”的文件已损坏，其他内容不受影响。请重新添加这个文件，或从备份恢复。",
        "The file of attachment “{value}” is damaged; everything else is as it was. Add the file again, or restore a"
        " backup.",
    ),
    "BLOB_MISSING": Label(
        "附件“{value}”的文件还没有到本机。请等下一个数据包，或重新添加这个文件。",
        "The file of attachment “{value}” is not on this computer yet. Wait for the next package, or add the file"
        " again.",
    ),
    "BLOB_CAME_BAD": Label(
        "附件“{value}”在数据包里已损坏，其余已导入；下一个数据包会请求对方重发。",
        "Attachment “{value}” came damaged; the rest was imported. The next package asks for it again.",
    ),
    "PHOTOS_NO_ROOM": Label(
        "磁盘空间不足，有照片或扫描件没有存下；其余已导入。请清理磁盘，下一个数据包会请求对方重发。",
        "The disk is full: some photos or scans were not kept; the rest was imported. Free some space; the next"
        " package asks for them again.",
    ),
    "FILE_TOO_BIG": Label(
        "文件太大：最多 {most} MB。请压缩照片，或把扫描件分成几个文件。",
        "The file is too big: at most {most} MB. Make the photo smaller, or split the scan into several files.",
    ),
    "FILE_EMPTY": Label(
        "文件“{value}”是空的，拷贝没有完成。请重新拷贝后再添加。",
        "The file “{value}” is empty: copying it was not finished. Copy it again, then add it.",
    ),
    "FILE_KIND": Label(
        "“{value}”不是照片（JPG、PNG、WebP）或 PDF。请另存为其中一种再添加。",
        "“{value}” is not a photo (JPG, PNG, WebP) or a PDF. Save it as one of these, then add it.",
    ),
    "FILE_HEIC": Label(
        "“{value}”是苹果手机的 HEIC 照片，本程序还打不开。请在手机上选“兼容性最佳”，或另存为 JPG 再添加。",
        "“{value}” is an HEIC photo of an iPhone, which this program cannot read yet. Choose “Most Compatible” on the"
        " phone, or save it as JPG, then add it.",
    ),
    "FILE_BROKEN": Label(
        "“{value}”打不开，文件不完整或已损坏。请重新拷贝或重新扫描。",
        "“{value}” cannot be read: the file is cut short or damaged. Copy it or scan it again.",
    ),
    "PHOTO_TOO_LARGE": Label(
        "“{value}”有 {pixels} 百万像素，超过 {most} 百万。请先缩小再添加。",
        "“{value}” has {pixels} megapixels, more than {most}. Make it smaller first, then add it.",
    ),
    "FILE_LOCKED": Label(
        "PDF“{value}”有密码。请去掉密码后再添加。",
        "The PDF “{value}” has a password. Remove the password, then add it.",
    ),
    "FILE_TWICE": Label(
        "“{value}”已经在这里了，没有再加一次。可以直接打开它。",
        "“{value}” is here already and was not added again. Open the one that is here.",
    ),
    "NOT_A_PLACE": Label(
        "“{value}”不能附加文件。请写一个孩子、五老、家庭、走访等记录的编号。",
        "Nothing can be attached to “{value}”. Give the id of a child, a mentor, a household, a visit or another"
        " record.",
    ),
}
