"""What the window and the console say about suggested categories."""

from __future__ import annotations

from casefiles.domain.words import Label

CARD = Label("类别建议", "Suggested categories")
HELP = Label(
    "按档案里的情况推算，供参考；认定由工作人员决定。", "Worked out from the facts on file; a person decides."
)
AGREE = Label("现有认定与档案里的情况一致。", "What is recorded agrees with the facts on file.")
ADD = Label("建议增加：{what}", "Add: {what}")
END = Label("建议终止：{what}", "End: {what}")
HINT = Label("提示：{what}", "Maybe: {what}")
RULE = Label("依据 {rule}", "Under {rule}")
ADOPT = Label("采纳", "Adopt")
ADOPT_IT = Label("采纳：{what}", "Adopt: {what}")
NOT_SO = Label("不采纳，因为…", "Not so, because…")
NOT_SO_IT = Label("不采纳：{what}", "Not so: {what}")
ANSWERED = Label("已说明：{reason}（{day}）", "Answered on {day}: {reason}")
ANSWERED_PILL = Label("不采纳", "Not so")
LACKING = Label("要判断得更准，还缺：{what}", "To say more, this is missing: {what}")
KEPT = Label(
    "已记下原因；情况变化后会再提示。", "The reason is kept. It will be suggested again when the facts change."
)
NOTHING = Label("没有类别建议。", "No category is suggested.")
