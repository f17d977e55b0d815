"""What the window says of files that were erased here by order of another office."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("已按令抹去的档案", "Files erased by order")
SEARCHED = Label("查找的档案已按规定抹去", "What you search was erased by order")
STATE = Label("已抹去", "Erased")
FROM = Label("{office} · {when}", "{office} · {when}")
DONE = Label("已处理", "Dealt with")
DONE_OF = Label(
    "{office} {on} 决定抹去的 {n} 份档案，纸质材料等已处理",
    "The papers of the {n} files that {office} ordered erased on {on} were dealt with",
    "The papers of the {n} file that {office} ordered erased on {on} were dealt with",
)
IS_DONE = Label("已从名单去掉。", "It is off the list.")
