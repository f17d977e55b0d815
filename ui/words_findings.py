"""What is said of findings by area of life, and of follow-ups."""

from __future__ import annotations

from casefiles.domain.words import Label

FOLD = Label("逐项情况：按生活方面", "How it stands in each area of life")
FOLD_TIP = Label("逐项填写 (Ctrl+G)", "Fill in by area (Ctrl+G)")
HELP = Label(
    "1 好　2 一般　3 需要关注　4 需要立即处理；不好的写一句原因，回车到下一项。",
    "1 good, 2 fair, 3 needs attention, 4 at once; say why where it is not good; Enter goes on.",
)
ALL_GOOD = Label("其余都好", "All others good")
ALL_GOOD_TIP = Label("没有填的各项都记为“好” (Ctrl+Shift+G)", "What is empty becomes “Good” (Ctrl+Shift+G)")
NOTE = Label("{area}：为什么", "{area}: why")
NOTE_HINT = Label("原因或具体情况", "Why, or what exactly")
COUNT = Label("已填 {n} 项", "{n} areas", one="{n} area")
GOOD = Label("好：{areas}", "Good: {areas}")
AND = Label("、", ", ")
WITH_NOTE = Label("{area} {level}：{note}", "{area}, {level}: {note}")
WITHOUT_NOTE = Label("{area} {level}", "{area}, {level}")
PICTURE = Label("各方面的变化", "How each area went")
PICTURE_NOTE = Label("最近 {n} 次逐项走访", "Last {n} visits by area", one="Last visit by area")
BETTER = Label("好转", "Better")
WORSE = Label("变差", "Worse")
SAME = Label("没有变化", "Unchanged")
ONCE = Label("只有一次", "Seen once")
SHORT = {
    "good": Label("好", "Good"),
    "fair": Label("中", "Fair"),
    "concern": Label("注", "Attn"),
    "urgent": Label("急", "Now"),
}
LEVEL = {
    "good": Label("好", "Good"),
    "fair": Label("一般", "Fair"),
    "concern": Label("关注", "Watch"),
    "urgent": Label("立即", "At once"),
}
FOLLOW_OPEN = Label("后续待办", "Follow-up open")
FOLLOW_BY = Label("后续期限 {day}", "Follow-up by {day}")
FOLLOW_DONE = Label("后续 {day} 完成", "Followed up {day}")
FOLLOW_RESULT = Label("后续结果：{text}", "Came of it: {text}")
OTHERS = Label("同行：{text}", "Also went: {text}")
CALLED = Label("连线：{who}", "Called: {who}")
