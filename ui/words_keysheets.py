"""What window and console say of recovery sheets."""

from __future__ import annotations

from casefiles.domain.words import Label

NAME = Label("恢复单", "Recovery sheets")
WITH_TWO = Label("用两张恢复单…", "With two recovery sheets…")
