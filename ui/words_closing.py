"""What the window and the console say about closing and reopening a file."""

from __future__ import annotations

from casefiles.domain.words import Label

CLOSE = Label("结案…", "Close the file…")
REOPEN = Label("重新启用…", "Reopen the file…")
CLOSE_TITLE = Label("结案", "Close the file")
REOPEN_TITLE = Label("重新启用", "Reopen the file")
EVENTS = Label("结案与启用", "Closing and reopening")
CLOSED = Label("已结案。", "The file is closed.")
REOPENED = Label("档案已重新启用。", "The file is open again.")
BY = Label("经办：{name}", "By {name}")
TOLD = Label("已告知：{who}", "Told: {who}")
