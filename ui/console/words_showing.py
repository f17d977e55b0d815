"""What the console says when it shows a record."""

from __future__ import annotations

from casefiles.domain.words import Label

SEVERAL = Label(
    "有 {n} 项内容有几个值，请选定：",
    "{n} fields have several values; choose one of each:",
    "{n} field has several values; choose one:",
)
HAS_SEVERAL = Label("有几个值，请用 show 查看", "several values; see them with: show")
