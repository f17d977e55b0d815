"""What was copied in this window does not outlive it: the clipboard is emptied when the window is locked or closed, and
the system is asked to keep no history of what a grid copies."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

APART = (
    "ExcludeClipboardContentFromMonitorProcessing",
    "CanIncludeInClipboardHistory",
    "CanUploadToCloudClipboard",
)
"""what Windows looks for (the last two: a number, 0 is no)"""


_last: list[str] = []
"""what was put there last: not every system says whose a clipboard's content is"""


def put(text: str) -> None:
    """Put a text about people on the clipboard."""
    data = QMimeData()
    data.setText(text)
    if sys.platform == "win32":
        for name in APART:
            data.setData(f'application/x-qt-windows-mime;value="{name}"', bytes(4))
    else:
        data.setData("x-kde-passwordManagerHint", b"secret")  # KDE's clipboard keeps no history of it
    QGuiApplication.clipboard().setMimeData(data)
    _last[:] = [text]


def forget() -> None:
    """Empty the clipboard if what it holds was copied here."""
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None and (clipboard.ownsClipboard() or clipboard.text() in _last):
        clipboard.clear()
        _last.clear()
    if clipboard is not None and clipboard.ownsSelection():
        clipboard.clear(clipboard.Mode.Selection)
