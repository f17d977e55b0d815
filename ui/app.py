"""The application: input method, fonts and style before the first window; what happens when we are wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import PySide6
from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QApplication

from ui.crash import CrashHook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def make_app(argv: Sequence[str], *, crash_folder: Path | None = None) -> QApplication:
    """The QApplication, ready for a Shell. Exits with a sentence on a Qt that is known to crash."""
    refuse_bad_qt(sys.version_info[:2], PySide6.__version_info__[:2])
    os.environ.update(input_method(os.environ, sys.platform, _has_fcitx_plugin()))
    app = cast("QApplication", QApplication.instance()) or QApplication(list(argv))
    app.setApplicationName("Doorstep")
    app.setApplicationDisplayName("")  # the window writes its own title, in the language chosen
    app.setDesktopFileName("doorstep")
    app.setStyle("Fusion")
    CrashHook(crash_folder).install()
    return app


def refuse_bad_qt(python: tuple[int, ...], qt: tuple[int, ...]) -> None:
    """Exit on the pair that dies after some five thousand calls: PySide6 6.12 on Python below 3.12."""
    if python < (3, 12) and qt == (6, 12):
        from ui import words

        raise SystemExit(f"{words.BAD_QT('zh')}\n{words.BAD_QT('en')}")


def input_method(environ: Mapping[str, str], platform: str, has_fcitx_plugin: bool) -> dict[str, str]:
    """Environment to add so that Chinese can be typed.

    The wheel ships the ibus plugin and none for fcitx; fcitx5 answers as ibus, but only through the portal.
    A Qt that has the fcitx plugin, and a person's own IBUS_USE_PORTAL, are left alone.
    """
    if not platform.startswith("linux") or has_fcitx_plugin:
        return {}
    named = " ".join(environ.get(name, "") for name in ("QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE"))
    if "fcitx" not in named:
        return {}
    return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": environ.get("IBUS_USE_PORTAL", "1")}


def _has_fcitx_plugin() -> bool:
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any(plugins.glob("*fcitx*"))
