"""The letters of the window: the system's Chinese family, our own file when there is none, rare names last."""

from __future__ import annotations

import functools
import sys

from PySide6.QtGui import QFontDatabase

from ui.resources import FONTS

CJK = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
OWN = "NotoSansSC_500Medium.ttf"
RARE = "HanaMinB.ttf"
RARE_FAMILY = "HanaMinB"  # asked for by name from the start, loaded after the first paint


@functools.cache
def families() -> tuple[str, ...]:
    """Family names in the order Qt shall try them. Needs a QGuiApplication; asked once a run."""
    found: tuple[str, ...]
    if sys.platform in ("win32", "darwin"):
        found = CJK[:3]  # part of the system; asking for the whole list of fonts costs start time
    else:
        here = set(QFontDatabase.families())
        found = tuple(f for f in CJK if f in here) or _load(OWN)
    return (*found, RARE_FAMILY) if (FONTS / RARE).is_file() else found


@functools.cache
def load_rare() -> bool:
    """Load the 30 MB of rare characters, once. True if they are there; widgets find them at their next paint."""
    return bool(_load(RARE))


def _load(name: str) -> tuple[str, ...]:
    path = FONTS / name
    if not path.is_file():
        return ()
    number = QFontDatabase.addApplicationFont(str(path))
    return tuple(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else ()
