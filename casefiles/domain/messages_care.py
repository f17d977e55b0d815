"""The sentences of consents and needs."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "CONSENT_NOT_WITHDRAWN": Label(
        "写了撤回原因，请填写撤回日期。", "A reason for withdrawing is given: enter the day it was withdrawn."
    ),
    "NEED_NO_OUTCOME": Label("已填了结日期，请选择结果。", "It is closed: choose what came of it."),
    "NEED_NO_END": Label("已选结果，请填写了结日期。", "An outcome is given: enter the day it was closed."),
}
