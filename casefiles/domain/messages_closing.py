"""The sentences of closing and reopening files, and of norms."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "FILE_CLOSED_ALREADY": Label(
        "这份档案已于 {day} 结案。要改原因，请打开那次结案修改。",
        "This file was closed on {day} already. To change the reason, open that closing.",
    ),
    "FILE_NOT_CLOSED": Label(
        "这份档案没有结案，不需要重新启用。", "This file is not closed; there is nothing to reopen."
    ),
    "CLOSING_NO_OUTCOME": Label("请选择结案结果。", "Choose the outcome of the closing."),
}
