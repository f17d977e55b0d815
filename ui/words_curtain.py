"""What is said of hidden names."""

from __future__ import annotations

from casefiles.domain.words import Label

HIDE = Label("隐藏姓名 (Ctrl+Shift+H)", "Hide names (Ctrl+Shift+H)")
SHOW = Label("显示姓名 (Ctrl+Shift+H)", "Show names (Ctrl+Shift+H)")
BAND = Label(
    "姓名、年龄、出生日期、证件号、电话、学校班级、乡镇以下住址和记录文字已隐藏。照常录入；按 Ctrl+Shift+H 恢复显示。",
    "Names, ages, birth dates, ID numbers, phones, schools, places below the township and all notes are hidden. "
    "Type as usual; Ctrl+Shift+H shows them again.",
)
COVERED = Label("姓名已隐藏，这里不显示。", "Names are hidden; this is not shown.")
