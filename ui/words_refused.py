"""What the window says of packages that were refused, here or at another office."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("已拒收的数据包", "Refused packages")
FROM = Label("{office} · {when}", "{office} · {when}")
SAYS = Label("自称 {office}，未证实 · {when}", "Says it is of {office}, not proven · {when}")
SOMEBODY = Label("发件单位不明", "Sender not known")
OFF = Label("从名单去掉", "Take off the list")
OFF_OF = Label("把 {file} 从名单去掉", "Take {file} off the list")
IS_OFF = Label("已从名单去掉。", "It is off the list.")
THERE = Label("对方拒收了 {file}（{when} 写出）：{why}", "They refused {file} (written {when}): {why}")
THERE_NEXT = Label("再导出一次即可，缺的会一起带去。", "Export once more: it takes along all that is missing.")
WAITS_THERE = Label("对方暂存着 {file}（{when} 写出）：{why}", "They keep {file} waiting (written {when}): {why}")
PILLS = {
    "refused": Label("对方拒收", "Refused there"),
    "waiting": Label("对方暂存", "Waits there"),
}
