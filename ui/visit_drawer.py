"""The visit entry in the drawer, for a child chosen in a list; and on to the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui import words_visit as words
from ui.visit_entry import VisitEntry
from ui.widgets.panels import DrawerFrame

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.window import Shell

Next = Callable[[str], str | None]


class VisitDrawer(DrawerFrame):
    """What `open_visit` puts into the drawer."""

    def __init__(self, shell: Shell, child: str = "", following: Next | None = None) -> None:
        found = shell.office.queries.get(child) if child else None
        name = str(found.values.get("name") or "") if found is not None else ""
        lang = shell.lang
        title, over = (name, words.TITLE(lang)) if name else (words.TITLE(lang), "")
        super().__init__(shell.theme, lang, title, over, close=lambda: shell.drawer(None), avatar=bool(name))
        self.shell, self.following = shell, following
        self.close_button.setToolTip(words.CLOSE_TIP(lang))
        self.entry = VisitEntry(shell, self, child)
        self.body.addWidget(self.entry, 1)
        self.foot.addWidget(self.entry.foot)
        self.entry.wants_next.connect(self._next)
        self.entry.begin()

    def focus_first(self) -> None:
        self.entry.focus_first()

    def leave(self) -> None:
        self.entry.leave()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being typed is not disturbed by what others saved."""

    def _next(self) -> None:
        after = self.following(self.entry.given_child) if self.following is not None else None
        if self.entry.given_child:
            open_visit(self.shell, after or "", self.following)
        else:
            self.entry.focus_first()


def open_visit(shell: Shell, child: str = "", following: Next | None = None) -> VisitDrawer:
    """Open the drawer for a child. `following(child)` names whom "save and next" goes on to, None when nobody."""

    def make() -> QWidget:
        return VisitDrawer(shell, child, following)

    made = VisitDrawer(shell, child, following)
    shell.drawer(made, make)
    return made


def open_visit_beside(shell: Shell, child: str) -> VisitDrawer:
    """Open the drawer beside a list; "save and next" goes on to whom the list in sight names: `following(child)`."""

    def following(child: str) -> str | None:
        ask = getattr(shell.page, "following", None)  # the page may have been built again meanwhile
        return ask(child) if ask is not None else None

    return open_visit(shell, child, following)
