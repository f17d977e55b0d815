"""What the history of one field says."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("{field}：修改记录", "{field}: history")
MENU = Label("这一项的修改记录（F4）", "History of this field (F4)")
HELP = Label(
    "最新的在最前。回车把选中一行“新值”放回表单，保存后才生效。",
    "Newest first. Enter puts the value under “To” of the chosen line back into the form; it counts once you save.",
)
PUT_BACK = Label("放回这个值", "Put back this value")
NONE = Label("这一项还没有保存过。", "This field has not been saved yet.")
PUT = Label("已放回“{field}”，尚未保存。", "“{field}” is put back. It is not saved yet.")
