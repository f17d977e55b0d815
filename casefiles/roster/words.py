"""What a roster says beyond the problems of the form."""

from __future__ import annotations

from casefiles.domain.words import Label

START_ASSUMED = Label(
    "没有填写“{column}”，按导入当天 {day} 记录。如有准确日期请补填。",
    "“{column}” is empty; the day of the import, {day}, is recorded. Fill in the real date if it is known.",
)
NUMBER_UNKNOWN = Label(
    "没有编号为“{value}”的档案，按其他信息查找或新建，并另发编号。",
    "No file has the number “{value}”; the row was looked up by its other data or is new, and gets a new number.",
)
STATES: dict[str, Label] = {
    "new": Label("新增", "New"),
    "changed": Label("更新", "Changed"),
    "same": Label("无变化", "Same"),
    "wrong": Label("有误，未导入", "Wrong, not imported"),
}
GUIDE_HEAD = (
    Label("列名", "Column"),
    Label("必填", "Required"),
    Label("说明", "How to fill it in"),
    Label("示例", "Example"),
)
GUIDE_SHEET = Label("填写说明", "Instructions")
CHOICES_SHEET = Label("选项", "Choices")
SHEET_NAMES = {name.casefold() for label in (GUIDE_SHEET, CHOICES_SHEET) for name in (label.zh, label.en)}
"""The template's own sheets, which hold no rows."""
CHOICE_COMPLAINT = (
    Label("不在选项中", "Not in the list"),
    Label("请从下拉列表中选择。", "Choose from the list."),
)
YES = Label("必填", "yes")
GUIDE_GENERAL = (
    Label(
        "一行一人。没有的内容留空：留空不会清除已有的数据。身份证号和电话两列已设为文本，请勿改成数字。",
        "One person a row. Leave blank what is not known: a blank never erases what is stored. "
        "ID number and phone columns are text; do not turn them into numbers.",
    ),
    Label(
        "同一份表可以反复导入：先按身份证号，再按档案编号，再按姓名、出生日期和村查找已有的人。",
        "The same workbook can be imported again: a person is found by ID number, then by file number, "
        "then by name, birth date and village.",
    ),
)
GUIDE_RECORDS = (
    Label(
        "一行一条记录。没有的内容留空：留空不会清除已有的数据。证号和电话列已设为文本，请勿改成数字。",
        "One record a row. Leave blank what is not known: a blank never erases what is stored. "
        "ID number and phone columns are text; do not turn them into numbers.",
    ),
    Label(
        "说明属于谁的几列填一列就够：证号最可靠，其次是编号；只填姓名时请加上出生日期或村，以免重名。"
        "找不到或对上不止一人时，该行不导入，结果里会写明。",
        "One of the columns that say whom a row belongs to is enough: an ID number is best, then a file number; with a "
        "name give the birth date or the village too. A row whose owner is not found, or could be two, is not imported "
        "and the result says so.",
    ),
    Label(
        "同一份表可以反复导入：属于同一人、日期和类型相同的行就是同一条记录。",
        "The same workbook can be imported again: rows of the same person, day and kind are the same record.",
    ),
)
OWNER = Label("用来找到已有的{what}：证号、编号，或姓名加出生日期、村。", "Finds the {what} on file.")
OWNER_CALLED = Label("用来找到已有的{what}，与登记的名称相同。", "Finds the {what} on file, as it is called there.")
KINDS: dict[str, Label] = {
    "id_number": Label(
        "18 位（旧证 15 位），文本格式。没有身份证号时留空。",
        "18 digits (old cards 15), as text. Leave blank if there is none.",
    ),
    "phone": Label(
        "手机 11 位，或带区号的固定电话，文本格式。",
        "A mobile of 11 digits, or a landline with its area code, as text.",
    ),
    "day": Label("年-月-日，例如 2014-09-16 或 2014年9月16日。", "Year-month-day, such as 2014-09-16."),
    "partial_day": Label(
        "年-月-日；不知道日或月时可只填 2014-09 或 2014。",
        "Year-month-day; 2014-09 or 2014 if the rest is not known.",
    ),
    "choice": Label("从下拉列表中选择一项。", "Choose one from the list."),
    "choices": Label("可填多项，用顿号隔开：{choices}。", "One or several, separated by commas: {choices}."),
    "yesno": Label("填“是”或“否”；没有问过则留空。", "Yes or no; blank if nobody asked."),
    "count": Label("整数。", "A whole number."),
    "measure": Label("数字，可带小数。", "A number, decimals allowed."),
    "money": Label("金额，单位：元。", "An amount in yuan."),
    "area": Label("区划代码：6、9 或 12 位数字。", "Division code: 6, 9 or 12 digits."),
    "text": Label("文字，最多 {limit} 个字。", "Text, at most {limit} characters."),
    "notes": Label("文字，可换行，最多 {limit} 个字。", "Text, several lines, at most {limit} characters."),
    "name": Label("汉字、字母和间隔号“·”。", "Chinese characters, letters and ·."),
}
COLUMNS: dict[str, Label] = {
    "number": Label(
        "由软件发给。新登记的人留空；填写时用来找到已有的档案。",
        "Issued by the program. Blank for a new person; when given it finds the file that stands.",
    ),
    "category": Label(
        "可填多项，用顿号隔开，每项成为一条类别认定。",
        "One or several, separated by commas; each becomes a recognised category.",
    ),
    "subcategory": Label(
        "可填多项，用顿号隔开；细类所属的类别会自动补上。",
        "One or several, separated by commas; the category a subcategory belongs to is added by itself.",
    ),
    "category_start": Label(
        "年-月-日。新认定的类别留空时按导入当天记录，并在结果中提示。",
        "Year-month-day. Blank for a new category means the day of the import; the result says so.",
    ),
    "guardian_kind": Label(
        "从列表中选择；留空时按“监护人关系”推定。",
        "Choose from the list; blank means it follows from the guardian's relation.",
    ),
    "guardian_start": Label(
        "年-月-日。新登记的监护人留空时按导入当天记录，并在结果中提示。",
        "Year-month-day. Blank for a new guardian means the day of the import; the result says so.",
    ),
}
