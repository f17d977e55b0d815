"""What the page of fields with several values says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED as DELETION_NAME
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang

PAGE = Label("待选定的内容", "Values to choose")
COUNT = Label(
    "{n} 处待选定", "{n} fields", "{n} field"
)
COUNT_OF = Label("{n} / {of} 处", "{n} of {of} fields")
HELP = Label(
    "↑↓ 换一条，1 / 2 选用，H 看历史，Enter 打开档案，空格标记，B 批量选定。",
    "Up and Down move, 1 or 2 choose, H shows the history, Enter opens the record, Space marks, B decides many.",
)
LIST = Label("有几个值的内容", "Fields with several values")
RECORD = Label("档案", "Record")
FIELD = Label("内容", "Field")
VILLAGE = Label("村（居）", "Village")
VALUES = Label("几个值", "Values")
FILTER_ENTITY = Label("登记册", "Register")
FILTER_FIELD = Label("内容", "Field")
FILTER_VILLAGE = Label("村（居）", "Village")
FILTER_AUTHOR = Label("填写人", "Author")
ALL = Label("全部{what}", "{what}: all")
ONE_OF = Label("{what}（{n}）", "{what} ({n})")
NONE = Label("没有待选定的内容", "Nothing to choose")
NONE_HELP = Label(
    "两个单位改了同一内容时，两个值都会保留，并列在这里等人选定。",
    "When two offices change the same field, both values are kept and wait here for somebody to choose.",
)
TO_EXCHANGE = Label("回到数据交换", "Back to the exchange")
NONE_LEFT = Label("没有符合这些条件的内容", "Nothing fits these filters")
FILTERS = Label("筛选（F）", "Filter (F)")
CLEAR = Label("清除筛选", "Clear the filters")
MANY = Label("批量选定", "Decide many")
MANY_TIP = Label("B：标记的，或列出的全部", "B: those marked, or all that are listed")
USE = Label("选用（{key}）", "Use this ({key})")
USE_SHORT = Label("选用{key}", "Use {key}")
USE_VALUE = Label("{field} 选用“{value}”", '{field}: use "{value}"')
BY = Label("{who}\n{when}", "{who}\n{when}")
OURS = Label("本单位", "this office")
UNKNOWN_OFFICE = Label("未登记的单位", "an office not known here")
SHOWN_NOW = Label("目前显示", "Shown now")
HISTORY = Label("这项内容的历史（H）", "History of this field (H)")
HISTORY_HIDE = Label("收起历史（H）", "Hide the history (H)")
STEP = Label("{when} · {who}：{before} → {after}", "{when} · {who}: {before} → {after}")
OPEN = Label("打开档案（Enter）", "Open the record (Enter)")
DELETION = Label("是否删除", "Deletion")
DELETED = Label("删除", "deleted")
KEPT = Label("保留", "kept")
EMPTY_VALUE = Label("（空）", "(empty)")
CHOSEN = Label("{name} · {field}：已选用“{value}”", '{name} · {field}: "{value}" was chosen')
UNDONE = Label("已撤销，几个值又都在，待选定。", "Taken back: the values stand beside each other again.")
CAME_IN = Label(
    "这项内容刚收到新的值，没有写入，请再看一遍。",
    "Another value of this field has just come in; nothing was written. Look at it again.",
)

# many at once
OF_THESE = Label("这 {n} 处内容", "These {n} fields", "This {n} field")
RULE = Label("选用哪一个？先预览，不会直接写入。", "Which value stays? It is previewed first; nothing is written yet.")
TAKE_OF = Label("选用{office}的", "Take those of {office}")
TAKE_NEWER = Label("选用较晚写的", "Take the newer")
TAKE_LONGER = Label("选用较长的", "Take the longer")
DELETIONS = Label(
    "删除与否不能批量选定，请逐条决定。", "Whether a record is deleted is never decided in bulk; choose each by itself."
)
LOOKING = Label("正在预览…", "Previewing…")
WRITING = Label("正在写入…", "Writing…")
WILL = Label("将写入 {n} 处", "{n} will be written")
WILL_LEAVE = Label("{n} 处无法按此选定、留待逐条处理", "{n} left open by this rule")
WILL_NOT = Label("{n} 处不能写入", "{n} cannot be written")
WRITE = Label("写入这 {n} 处", "Write these {n}", "Write this {n}")
STAYS = Label("选用", "Stays")
GOES = Label("不选用", "Goes")
LEFT_OPEN = Label("留待逐条处理", "left open")
ONLY_FIRST = Label("只列出前 {n} 处，其余同样写入。", "Only the first {n} are listed; the others are written as well.")
DONE = Label("已选定 {n} 处。", "{n} fields decided.", "{n} field decided.")
DONE_LEFT = Label(
    "已选定 {n} 处；{left} 处刚收到新的值，没有写入。",
    "{n} decided; {left} got another value meanwhile and were not written.",
)


def field_label(entity: str, name: str, lang: Lang) -> str:
    """What a field with several values is called; that a record was deleted is one too."""
    if name == DELETION_NAME:
        return DELETION(lang)
    field = ENTITIES[entity].fields.get(name)
    return field.label(lang) if field is not None else name
