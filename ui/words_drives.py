"""What the exchange page says of sticks and other drives."""

from __future__ import annotations

from casefiles.domain.words import Label

DRIVE = Label("{name}（{size}，剩余 {free}）", "{name} ({size}, {free} free)")
READ_ONLY = Label("{name}（只读：能导入，不能导出）", "{name} (read only: import alone)")
SEARCHING = Label("正在查找U盘…", "Looking for sticks…")
CAME = Label("发现U盘“{name}”。", "A stick was found: {name}.")
GONE = Label(
    "U盘“{name}”已经拔出。没写完的数据包不算数，插回来重新导出即可。",
    "The stick {name} was removed. A package that was not finished does not count; plug it in and export again.",
)
