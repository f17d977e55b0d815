"""What the window says of one person in several roles."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("其他登记", "Also on file as")
HELP = Label(
    "同一身份证号，或姓名和电话都相同的人，还出现在这些档案里。",
    "The same ID number, or the same name and phone, stands in these files too.",
)
OF = Label("{name}（{role}）", "{name} ({role})")
IN_FILE = Label("{file}的档案", "in the file of {file}")
ITSELF = Label("本人档案", "own file")
OPEN = Label("打开{file}的档案", "Open the file of {file}")
ALSO = Label(
    "此人已登记：{roles}。可以直接填入已知内容。",
    "This person is on file: {roles}. What is known can be filled in.",
)
AND = Label("；", "; ")
FILL_IN = Label("填入已知内容", "Fill in what is known")
FILLED_IN = Label("已填入 {n} 项，请核对。", "{n} fields were filled in. Check them.")
NOTHING = Label("没有空着的项可填。", "There is no empty field to fill in.")
