"""What stands at the foot of every paper: whether it is to be kept confidential, the page, who printed it and when.

The office stands at the head of each page; between the two texts the drawing writes the page number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from datetime import datetime

    from casefiles.domain.words import Lang

CONFIDENTIAL = Label("含个人信息，注意保密", "Personal data: keep confidential")
PUBLIC = Label("可以公开", "May be shown to anybody")
SECRET = Label("一次性密码，用后销毁", "Destroy after use")
PRINTED = Label("{who}　{at:%Y-%m-%d %H:%M} 打印", "Printed by {who}, {at:%Y-%m-%d %H:%M}")


def foot(
    lang: Lang, who: str, at: datetime, *, public: bool = False, secret: bool | Label = False
) -> tuple[str, str]:
    """The two texts; `public` is a paper that is meant to be put up or given away, `secret` one with a code on it (or
    what is to be said of that)."""
    kept = secret if isinstance(secret, Label) else SECRET if secret else PUBLIC if public else CONFIDENTIAL
    return kept(lang), PRINTED(lang, who=who, at=at)
