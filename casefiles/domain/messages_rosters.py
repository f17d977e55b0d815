"""The sentences of rosters whose rows hang on somebody."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "ROSTER_NO_OWNER": Label(
        "登记册里没有找到“{value}”。请核对，或先登记再导入。",
        "“{value}” is not on file. Check it, or register it first and import again.",
    ),
    "ROSTER_NO_MATCH": Label(
        "没有找到“{value}”与本行五老的结对。请核对姓名，或先登记结对再导入。",
        "“{value}” has no match with the mentor of this row. Check the names, or record the match first.",
    ),
    "ROSTER_OWNERS": Label(
        "有 {n} 份档案都叫“{value}”（{told}）。请加填证号、编号、出生日期或村。",
        "{n} files are called “{value}” ({told}). Add the ID number, file number, birth date or village.",
    ),
    "ROSTER_OWNER_DIFFERS": Label(
        "这个证号或编号属于“{name}”，与本行的姓名“{value}”不同。请核对哪一个写错了。",
        "The ID or file number belongs to “{name}”, and the row says “{value}”. Check which of them is wrong.",
    ),
    "ROSTER_SHIFTED": Label(
        "这一行像是整行错开了一列：“{cell}”应当在“{column}”一栏。请在表格里把这一行对齐，再导入。",
        "This row looks shifted by one column: “{cell}” belongs under “{column}”. Put the row straight in the workbook "
        "and import it again.",
    ),
    "ROSTER_DOUBLE_RECORD": Label(
        "与第 {row} 行是同一条记录（同一人、同一天、同一类型）。请只保留一行。",
        "The same record as in row {row} (same person, day and kind). Keep one of the two.",
    ),
}
