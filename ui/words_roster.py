"""What the roster page says."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("花名册导入", "Roster import")
NOTE = Label("先试读，确认后再写入", "First a dry run, then you decide")
WHAT = Label("登记类别", "Register")
CHOOSE = Label("选择工作簿", "Choose a workbook")
TEMPLATE = Label("保存模板", "Save the template")
TEMPLATE_SAVED = Label("模板已保存：{name}", "Template saved: {name}")
FILES = Label("工作簿 (*.xlsx *.xls *.csv)", "Workbooks (*.xlsx *.xls *.csv)")
XLSX = Label("工作簿 (*.xlsx)", "Workbook (*.xlsx)")
DROP = Label("选择或拖入一个工作簿", "Choose a workbook, or drop one here")
DROP_HELP = Label(
    "支持 .xlsx、.xls、.csv。身份证号和电话请设为文本。先试读，不会写入任何内容。",
    "For .xlsx, .xls and .csv. Keep ID and phone columns as text. Nothing is written before you agree.",
)
READING = Label("正在读取并核对…", "Reading and checking…")
WRITING = Label("正在写入…", "Writing…")
NEW = Label("新增", "New")
CHANGED = Label("更新", "Changed")
SAME = Label("相同", "Same")
WRONG = Label("有误", "Wrong")
OF_ROWS = Label("共 {n} 行", "of {n} rows", "of {n} row")
APPLY = Label("写入 {n} 行", "Write {n} rows", "Write {n} row")
NOTHING = Label("没有要写入的内容", "Nothing to write")
SAVE_REPORT = Label("保存标注好的工作簿", "Save the marked workbook")
REPORT_SAVED = Label(
    "已保存：{name}。改正标红的单元格后可再次导入。",
    "Saved: {name}. Correct the red cells and import it again.",
)
APPLIED = Label("已写入：新增 {new}，更新 {changed}。", "Written: {new} new, {changed} changed.")
LEFT_OUT = Label(
    "刚才的工作簿有 {n} 行有误，没有写入。请保存标注好的工作簿，交回改正。",
    "{n} rows of that workbook are wrong and were not written. Save the marked workbook to have them corrected.",
    "{n} row of that workbook is wrong and was not written. Save the marked workbook to have it corrected.",
)
OVERTAKEN = Label(
    "另有 {n} 行没有写入：此人刚被别人登记。请重新读入文件核对。",
    "{n} rows were left out: somebody else entered these people meanwhile. Read the file again to compare.",
    one="{n} row was left out: somebody else entered this person meanwhile. Read the file again to compare.",
)
TAKEN_BACK = Label("名单的写入已撤销。", "What the roster wrote was taken back.")
STOPPED = Label("已停止，没有写入任何内容。", "Stopped; nothing was written.")
AGAIN = Label("换一个文件", "Another file")
PROBLEMS = Label("需要改正的单元格：这些行不会写入", "To put right: these rows are not written")
TO_NOTE = Label("请留意的单元格：这些行会写入", "To note: these rows are written")
CHANGES = Label("{state}：{fields}", "{state}: {fields}")
AND_MORE = Label("{fields}等（另有 {n} 项）", "{fields} and {n} more")
PREVIEW = Label("各行结果", "What each row becomes")
ROW = Label("行", "Row")
SHEET = Label("工作表", "Sheet")
COLUMN = Label("列", "Column")
VALUE = Label("内容", "Value")
REASON = Label("原因", "Reason")
NAME = Label("姓名", "Name")
RESULT = Label("结果", "Result")
IGNORED = Label("没有读取：{columns}", "Not read: {columns}")
MORE = Label(
    "还有 {n} 处，见标注好的工作簿", "{n} more: see the marked workbook", "{n} more: see the marked workbook"
)
