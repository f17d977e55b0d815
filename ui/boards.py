"""What a page shows, made anew: the keyboard and the eye stay where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout


def put(page: QWidget, column: QBoxLayout, old: QWidget | None, made: QWidget, focus: str = "") -> None:
    """Show `made` in the place of `old`.

    The keyboard goes to the control called `focus`, else to the one with the name of the one that had it; when there is
    none, or the keyboard was nowhere or at the page itself, `page.focus_first()` decides.
    """
    focused = page.window().focusWidget()
    inside = focused is not None and old is not None and old.isAncestorOf(focused)
    column.addWidget(made)
    made.show()  # what is not seen cannot have the keyboard
    if isinstance(old, QScrollArea) and isinstance(made, QScrollArea):
        made.verticalScrollBar().setValue(old.verticalScrollBar().value())
    same = made.findChild(QWidget, focus) if focus else _same(made, focused) if focused is not None and inside else None
    if same is not None and same.isEnabled():
        same.setFocus()
    elif focus or inside or focused is page or (focused is None and page.isVisible()):
        first = made.findChild(QWidget, "first")
        if first is not None:
            first.setFocus()
        else:
            getattr(page, "focus_first", page.setFocus)()
    if old is not None:
        column.removeWidget(old)
        old.hide()
        old.deleteLater()


def _same(made: QWidget, was: QWidget) -> QWidget | None:
    """What has the accessible name of `was`, of several the one with its name as an object, or where that says another
    thing now its name as an object."""
    said, name = was.accessibleName(), was.objectName()
    alike = [w for w in made.findChildren(QWidget) if said and w.accessibleName() == said]
    found = next((w for w in alike if w.objectName() == name), alike[0] if alike else None)
    return found or (made.findChild(QWidget, name) if name else None)


def put_board(page: QWidget, column: QBoxLayout, old: QScrollArea | None, inside: QWidget) -> QScrollArea:
    """`put` a board with `inside` that scrolls, as far down as `old` is; gives the new board back."""
    made = scroll(inside)
    put(page, column, old, made)
    return made
