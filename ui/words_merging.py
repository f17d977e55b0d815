"""What the window and the console say when files are put together or taken apart."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("合并档案", "Merge two files")
HELP = Label(
    "选择每一项以哪份为准。合并后另一份的走访、结对等记录都保留，可以随时撤销。",
    "Choose which file is right, line by line. Visits, matches and everything else of both is kept; "
    "a merge can be taken back at any time.",
)
GIVEN_UP = Label("并入的档案", "Merged file")
STAYS = Label("保留的档案", "File that stays")
CHANGE_SIDES = Label("左右对换", "Change sides")
FIELD = Label("项目", "Field")
LEFT = Label("用左边", "Left")
RIGHT = Label("用右边", "Right")
BOTH = Label("都保留", "Keep both")
CHOSEN = Label("{field}：选用“{value}”", "{field}: “{value}” is chosen")
EMPTY = Label("（空）", "(empty)")
RESULT = Label("合并后", "Result")
SAME_N = Label("相同的项目 {n} 项", "{n} fields agree", "{n} field agrees")
SHOW_SAME = Label("显示相同的 {n} 项", "Show the {n} that agree", "Show the one that agrees")
HIDE_SAME = Label("收起相同的项目", "Fold what agrees")
HANGS = Label("所属记录", "What hangs on it")
NOTHING_HANGS = Label("没有所属记录", "Nothing hangs on it")
COUNTED = Label("{what} {n}", "{what} {n}")
NOTHING_DIFFERS = Label("两份档案没有不同的内容。", "The two files say nothing different.")
KEYS = Label(
    "↑ ↓ 换行，← → 选左或右，B 都保留，Ctrl+Enter 合并", "↑ ↓ lines, ← → left or right, B both, Ctrl+Enter merges"
)
DO = Label("合并", "Merge")
NOT_SAME = Label("不是同一人", "Not the same")
REASON = Label("依据（可不填）", "How one knows (optional)")
MERGED = Label("已合并到“{name}”{number}。", "Merged into “{name}” {number}.")
MERGE_UNDONE = Label("已撤销合并，两份档案恢复原样。", "The merge was taken back; both files are as they were.")
UNMERGED = Label("已分开：“{name}”又是一份单独的档案。", "Taken apart: “{name}” is a file of its own again.")
UNMERGE_UNDONE = Label("已恢复合并。", "The files are merged again.")
GIVEN_BACK = Label("恢复原值的项目：{fields}", "Given back: {fields}")
MERGED_FIELDS = Label("改动的项目：{fields}", "Fields that changed: {fields}")
APART = Label("已记下：不是同一人，不再提示。", "Remembered: not the same. You will not be asked again.")
APART_UNDONE = Label("已撤销，会再次提示。", "Taken back; you will be asked again.")
FILES = Label("已并入的档案", "Merged into this file")
FILES_HELP = Label(
    "这些档案的记录都显示在这里。", "Everything that hangs on these files is shown here."
)
TAKE_APART = Label("分开", "Take apart")
TAKE_APART_OF = Label("把“{name}”{number} 分开", "Take “{name}” {number} apart")
FROM_FILE = Label("来自 {number}", "From {number}")
FROM_FILE_TIP = Label("原来记在档案 {number}（{name}）上", "Recorded on the file {number} ({name})")
MERGE_WITH = Label("与另一份档案合并…", "Merge with another file…")
LOOK_AT_BOTH = Label("并排核对", "Look at both")
LOOK_AT_BOTH_OF = Label("与“{name}”并排核对", "Look at both files side by side: {name}")
GONE = Label("两份档案已经是一份，或者有一份已删除。", "Both are one file by now, or one was deleted.")
CHOOSE = Label("选择另一份档案", "Choose the other file")
CHOOSE_HELP = Label(
    "输入姓名、首字母、证号或档案号。", "Type a name, initials, an ID or file number."
)
FOUND_UNDER = Label("合并前的姓名：{name}", "before merging: {name}")
