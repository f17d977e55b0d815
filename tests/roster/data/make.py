"""Makes the workbooks that no library of this project can write: .xls and workbooks behind a password.

Run once in an environment of its own with `pip install xlwt==1.3.0 msoffcrypto-tool==6.1.0 openpyxl`; what it made
is kept beside it. The password of password.xlsx is test1234.
"""

from __future__ import annotations

import datetime
import io
import struct
from pathlib import Path

import openpyxl
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

HERE = Path(__file__).parent


def old_xls() -> None:
    """BIFF8, as Excel 97 to 2003 and old WPS wrote it: a merged title, a date, a serial in a General cell."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("儿童")
    sheet.write_merge(0, 0, 0, 6, "云台镇儿童花名册")
    for at, header in enumerate(("姓名", "性别", "出生日期", "身份证号", "联系电话", "民族", "村（社区）")):
        sheet.write(1, at, header)
    day = xlwt.XFStyle()
    day.num_format_str = "yyyy-mm-dd"
    rows = (
        ("王小样", "男", datetime.date(2014, 3, 7), "999901201403070016", 10012345678, "汉", "东头村"),
        ("李示例", "女", 41705, "", "", "满族", "东头村"),
    )
    for down, row in enumerate(rows, 2):
        for at, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write(down, at, value, day)
            elif value != "":
                sheet.write(down, at, value)
    book.save(str(HERE / "old.xls"))


def password_xls() -> None:
    """BIFF8 with the record that says the rest is encrypted (FILEPASS, RC4)."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("儿童").write(0, 0, "姓名")
    plain = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", plain, 2)[0]
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(range(48))
    from xlwt import CompoundDoc

    CompoundDoc.XlsDoc().save(str(HERE / "password.xls"), plain[:first] + filepass + plain[first:])


def password_xlsx() -> None:
    """An xlsx encrypted as Excel does it (agile encryption in an OLE2 container)."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别"])
    book.active.append(["王小样", "男"])
    plain = io.BytesIO()
    book.save(plain)
    plain.seek(0)
    with (HERE / "password.xlsx").open("wb") as file:
        OOXMLFile(plain).encrypt("test1234", file)


if __name__ == "__main__":
    old_xls()
    password_xls()
    password_xlsx()
