"""What filters, columns, bulk edits and exports of a register say."""

from __future__ import annotations

from casefiles.domain.words import Label

FILTER = Label("筛选", "Filter")
FILTER_TIP = Label("按字段筛选，保存常用筛选 (Ctrl+Shift+F)", "Filter by fields; keep filters (Ctrl+Shift+F)")
ON = Label("已启用筛选：隐藏 {n} 条", "Filters on: {n} hidden")
ON_NAMED = Label("已启用筛选“{name}”：隐藏 {n} 条", "Filter “{name}” on: {n} hidden")
CHANGED = Label("{said}（未保存）", "{said} (not saved)")
MERGE = Label("合并这两份", "Merge the two")
MERGE_TIP = Label("并排核对后合并已标记的两份档案 (Ctrl+Shift+M)", "Look at both and merge them (Ctrl+Shift+M)")
MERGE_TWO = Label("请先用空格标记两份档案，再合并。", "First mark two files with Space, then merge them.")
PRINT_TIP = Label("打印台账：先预览 (Ctrl+Shift+P)", "Print the ledger, preview first (Ctrl+Shift+P)")
PRINT_NONE = Label("列表是空的，没有可打印的记录。", "The list is empty: there is nothing to print.")
PRINT_TOO_LONG = Label(
    "列表有 {n} 条，超过 {most} 条不打印；请先筛选，或导出为表格。",
    "{n} are listed, too many to print (at most {most}): filter first, or write them to a sheet.",
)
SEARCH_OF = Label("搜索“{text}”", "search “{text}”")
SEARCHED = Label("搜索只在筛选内进行：{said}", "The search keeps to the filter: {said}")
CLEAR = Label("清除筛选", "Clear filters")
CLEAR_TIP = Label("清除筛选 (Ctrl+Shift+X)", "Clear filters (Ctrl+Shift+X)")
KEPT = Label("常用筛选", "Kept filters")
NONE_KEPT = Label("还没有保存的筛选。", "No filter has been kept yet.")
CONDITIONS = Label("筛选条件", "Conditions")
NO_CONDITIONS = Label("还没有条件：列表不受限制。", "No condition yet: the list is whole.")
ADD_CONDITION = Label("添加条件", "Add a condition")
FIELD = Label("字段", "Field")
COMPARED = Label("比较", "Compared")
VALUE = Label("内容", "With")
ADD = Label("添加", "Add")
REMOVE = Label("移除条件：{said}", "Remove: {said}")
FORGET = Label("删除筛选：{name}", "Delete the filter: {name}")
APPLY = Label("使用筛选：{name}", "Use the filter: {name}")
NAME = Label("筛选名称", "Name of the filter")
KEEP = Label("保存筛选", "Keep the filter")
KEPT_AS = Label("已保存筛选“{name}”。", "The filter “{name}” is kept.")
FORGOTTEN = Label("已删除筛选“{name}”。", "The filter “{name}” is no longer kept.")
CHOOSE_FIELD = Label("请先选择字段。", "Choose a field first.")
ENTER_VALUE = Label("请填写要比较的内容。", "Enter what to compare with.")

COLUMNS = Label("列", "Columns")
COLUMNS_TIP = Label("显示、隐藏、移动列 (Ctrl+Shift+L)", "Show, hide and move columns (Ctrl+Shift+L)")
COLUMNS_HELP = Label(
    "空格显示或隐藏；Alt+↑↓ 移动；+ 和 - 变宽变窄。",
    "Space shows or hides; Alt+↑↓ moves; + and - make wider and narrower.",
)
UP = Label("上移", "Up")
DOWN = Label("下移", "Down")
WIDER = Label("变宽", "Wider")
NARROWER = Label("变窄", "Narrower")
RESET = Label("恢复默认列", "Standard columns")

MARKED = Label("已标记 {n} 条", "{n} marked")
UNMARK = Label("取消标记", "Unmark all")
IS_MARKED = Label("已标记：{text}", "Marked: {text}")
BULK = Label("批量修改", "Bulk edit")
BULK_TIP = Label("批量修改已标记的记录，先预览 (Ctrl+B)", "Change the marked records, preview first (Ctrl+B)")
BULK_NONE = Label("请先用空格或 Ctrl+A 标记记录。", "First mark records with Space or Ctrl+A.")
BULK_OF = Label("批量修改 {n} 条", "Bulk edit of {n}")
NEW_VALUE = Label("新内容（空着表示清空）", "New value (empty clears it)")
PREVIEW = Label("预览", "Preview")
RECORD = Label("记录", "Record")
OLD_NEW = Label("原内容 → 新内容", "Old → new")
EMPTY = Label("（空）", "(empty)")
WILL = Label(
    "将修改 {n} 条，{same} 条已是此值，{wrong} 条有问题（不修改）。",
    "{n} will change, {same} hold it already, {wrong} have problems and stay.",
)
ONLY_FIRST = Label("只列出前 {n} 条。", "Only the first {n} are listed.")
WRITE = Label("修改 {n} 条", "Change {n} records", "Change {n} record")
DONE = Label("已修改 {n} 条：{field}", "Changed {n}: {field}")
UNDONE = Label("已撤销批量修改", "The bulk edit is undone")

EXPORT = Label("导出", "Export")
EXPORT_TIP = Label(
    "把筛选结果导出为 Excel 表 (Ctrl+Shift+E)", "Write the filtered list to an Excel sheet (Ctrl+Shift+E)"
)
EXPORT_OF = Label("导出 {n} 条到 Excel", "{n} records to Excel")
EXPORT_WARNING = Label(
    "导出的表不加密，任何人打开都能看到。只在必要时导出，用完后彻底删除，不要用网络发送。",
    "The sheet is not encrypted: whoever opens it can read it. Export only when needed, delete it afterwards, and do "
    "not send it over a network.",
)
MASK = Label("隐去身份证号、电话等号码", "Hide ID, phone and other numbers")
MASK_OFF = Label("表中将有完整的身份证号和电话。", "The sheet will hold full ID and phone numbers.")
EXPORT_WRITE = Label("选择位置并导出", "Choose where, and write")
EXPORT_TO = Label("导出到", "Write to")
SHEETS = Label("Excel 表 (*.xlsx)", "Excel sheet (*.xlsx)")
EXPORTED = Label("已导出 {n} 条到 {path}。用完请删除。", "{n} records are in {path}. Delete it when done.")
