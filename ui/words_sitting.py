"""What is said of the last changes, of recent files, and of what others changed meanwhile."""

from __future__ import annotations

from casefiles.domain.words import Label

CHANGES = Label("本次的修改", "Changes of this sitting")
CHANGES_HELP = Label(
    "空格选一条或几条，回车撤回；再按一次恢复。别人之后的修改会保留。",
    "Space chooses one or several, Enter takes them back; once more does them again. What others changed since stays.",
)
CHANGES_NONE = Label("这次打开后还没有修改。", "Nothing has been changed since the office was opened.")
LINE = Label("{clock}　{who}　{what}", "{clock}, {who}: {what}")
TAKEN_BACK = Label("（已撤回）{line}", "(taken back) {line}")
TAKE_BACK = Label("撤回或恢复", "Take back or do again")
TAKEN_N = Label("已撤回 {n} 条", "{n} changes taken back", one="{n} change taken back")
AGAIN_N = Label("已恢复 {n} 条", "{n} changes done again", one="{n} change done again")
RECENT = Label("最近打开", "Recent files")
RECENT_HELP = Label(
    "回车打开，P 固定在最前。", "Enter opens, P keeps one at the top."
)
RECENT_NONE = Label("打开过的儿童、五老会列在这里。", "Children and mentors you opened are listed here.")
PINNED = Label("★ {name}", "★ {name}")
MEANWHILE = Label("有人刚刚改过同一处", "Changed by two people")
MEANWHILE_HELP = Label(
    "你打开之后，下面这些内容也被别人改了。两个值都已保留，请选一个；不选也不会丢。",
    "Since you opened this, others changed the same. Both values are kept: choose one. Nothing is lost if you do not.",
)
