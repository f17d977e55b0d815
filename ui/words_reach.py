"""What the history of a record says of where each change is."""

from __future__ import annotations

from casefiles.domain.words import Label

AT = Label("{office}：{said}", "{office}: {said}")
CAME = Label("{when} 随“{office}”的数据包 {package} 到本机", "Came here from {office} in package {package}, {when}")
STATES: dict[str, Label] = {
    "received": Label("已收到并合并", "has it, merged"),
    "made": Label("由它登记", "made there"),
    "refused": Label("已拒收", "refused it"),
    "waiting": Label("已保存，在等更早的数据包", "keeps it until an earlier package comes"),
    "sent": Label("在路上，还没有回执", "on its way, no receipt yet"),
    "here_only": Label("还没有导出，只在本机", "in no package yet, here only"),
    "not_for": Label("不在它的范围内", "not for it"),
}
SINCE = Label("{said}（{when} 的回执）", "{said} (receipt of {when})")
BECAUSE = Label("{said}：{why}", "{said}: {why}")
PACKAGE = Label("{said}，数据包 {package}（{when}）", "{said}, package {package} ({when})")
WHERE = Label("在哪里", "Where it is")
OPEN_TIP = Label("Enter 查看这次变更在哪里", "Enter shows where this change is")
