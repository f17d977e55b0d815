"""What the window says about visit norms and verification."""

from __future__ import annotations

from casefiles.domain.words import Label

GRACE_LEFT = Label("宽限还剩 {n} 天", "{n} days of grace", "{n} day of grace")
GRACE_ENDS = Label("宽限今天截止", "Grace ends today")
