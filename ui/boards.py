"""A page's scrolling board made anew: the keyboard and the eye stay where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout, QScrollArea


def put_board(page: QWidget, column: QBoxLayout, old: QScrollArea | None, inside: QWidget) -> QScrollArea:
    """Show `inside` in the place of `old` and give the new board back.

    The keyboard goes to the control with the same accessible name; when there is none, or the keyboard was at the
    page itself, `page.focus_first()` decides.
    """
    focused = QApplication.focusWidget()
    inside_old = focused is not None and old is not None and old.isAncestorOf(focused)
    was = focused.accessibleName() if focused is not None and inside_old else ""
    made = scroll(inside)
    column.addWidget(made)
    made.show()  # what is not seen cannot have the keyboard
    if old is not None:
        made.verticalScrollBar().setValue(old.verticalScrollBar().value())
    same = next((w for w in made.findChildren(QWidget) if was and w.accessibleName() == was), None)
    if same is not None and same.isEnabled():
        same.setFocus()
    elif inside_old or focused is page:
        first = made.findChild(QWidget, "first")
        if first is not None:
            first.setFocus()
        else:
            getattr(page, "focus_first", page.setFocus)()
    if old is not None:
        column.removeWidget(old)
        old.hide()
        old.deleteLater()
    return made
