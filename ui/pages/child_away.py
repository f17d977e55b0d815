"""A file that another office took over is read here and no more: what would be refused at the end is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from casefiles import leaving

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.office import Office

WRITING = ("plus", "pencil", "trash-2", "check", "circle-check", "unlink", "heart-handshake", "copy")
"""the pictures of buttons that begin a change in the tabs of a file"""
WRITES = "writes"
"""a property of those that have no picture"""


def away(office: Office, child: str) -> bool:
    """Whether another office took this file over."""
    return leaving.taken_over(office, child) is not None


def read_only(content: QWidget) -> QWidget:
    """The same, without the buttons that would change something."""
    for one in content.findChildren(QPushButton):
        if one.property("picture") in WRITING or one.property(WRITES):
            one.hide()
    return content
