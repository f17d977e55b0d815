"""Where the files that ship with the program lie, run from source or frozen."""

from __future__ import annotations

import sys
from pathlib import Path

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"
ICONS = RESOURCES / "icons"
FONTS = RESOURCES / "fonts"
I18N = RESOURCES / "i18n"
