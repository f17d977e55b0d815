"""The sentences of visits."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "VISIT_SAME_DAY": Label(
        "这个孩子 {value} 已有一条走访记录。请核对是不是录了两次。",
        "There is a visit to this child on {value} already. Check that it was not entered twice.",
    ),
}
