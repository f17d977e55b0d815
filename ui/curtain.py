"""Names hidden while visitors stand by: one place through which every text on the screen passes while it is drawn.

The key covers every window at once; the names and places on file are read meanwhile, and when they are known the sheets
go and everything shows and tells screen readers what visitors may know. An event filter looks at each widget when it
comes in sight and before it is painted; what is painted by hand asks `veiled.shown`. When the curtain is opened each
widget gets its text back. What is being typed keeps its value: a sheet with the hidden text lies over the field.

A widget is never changed while it is being painted: it is left unpainted, changed right after, and painted then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from casefiles.domain.veil import Blank, Veil, names_in, places_in
from casefiles.exchange.workers import everybody
from ui import curtain_sheets as sheets
from ui import curtain_texts as texts
from ui import veiled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.window import Shell

MOST = 500
"""records whose names are read at once after a save"""
_COMES = (QEvent.Type.Show, QEvent.Type.Resize)
"""when a window may show more than it did"""
_ENDS = (QEvent.Type.Close, QEvent.Type.DeferredDelete)
_LOOKED_AT = (QEvent.Type.Paint, QEvent.Type.ToolTip, QEvent.Type.Show)


class Curtain(QObject):
    """Made once for a shell. `toggle()` hides and shows; it stays drawn over changes of page and look."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.shell = shell
        self.veil: Veil | None = None
        self.reading = False
        """the names are not known yet: every window is covered as a whole"""
        self._busy = False
        self._again = False
        self._office: object = None
        shell.changed.connect(self._learn)
        shell.destroyed.connect(lambda: veiled.put(None))

    def toggle(self) -> None:
        """Hide the names, or show them again."""
        if self.veil is None:
            self.draw()
        else:
            self.open()

    def draw(self) -> None:
        """Hide every name: the windows are covered as a whole until the names on file are read."""
        shell = self.shell
        self._office = office = shell.office if shell.is_open else None
        self.veil = veil = Veil({shell.user}, running=veiled.RUNS)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        if office is None:
            self._known()
            return
        self.reading = True
        veiled.put(Blank(veil))
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                sheets.cover_window(window, shell)
        self._tell()

        def read(found: tuple[set[str], set[str]]) -> None:
            if self.veil is veil:  # not opened again, and no other office meanwhile
                veil.add(found[0])
                veil.add_places(found[1])
                self._known()

        def known(_step: object) -> tuple[set[str], set[str]]:
            names, places = office.queries.names()
            return names | everybody(office), places

        shell.jobs.read(known, done=read, owner=self, newest="names")

    def open(self) -> None:
        """Show every name again."""
        self._end()
        for widget in QApplication.allWidgets():
            texts.give_back(widget)
            sheets.uncover(widget)
            widget.update()
        for window in QApplication.topLevelWidgets():
            sheets.uncover_window(window)
        self._tell()

    def furnish(self) -> None:
        """The window was built anew, or another office was opened: button and band say how it is."""
        now = self.shell.office if self.shell.is_open else None
        if self.veil is not None and now is not self._office and (now is not None or self.reading):
            self.draw()
        elif self.reading:
            sheets.cover_window(self.shell, self.shell)  # what was built anew lies above
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ENDS:
            if watched is self.shell:
                self._end()  # nothing is looked at while the window is taken apart
            return False
        if self.reading:
            if kind in _COMES and isinstance(watched, QWidget) and watched.isWindow():
                sheets.cover_window(watched, self.shell)
            return kind == QEvent.Type.ToolTip
        if kind not in _LOOKED_AT or self._busy or not isinstance(watched, QWidget):
            return False
        found = self._to_do(watched)
        above = watched.parentWidget()
        if above is not None and watched.objectName() == "qt_scrollarea_viewport":
            found += self._to_do(above)
        if not found:
            return False
        if kind == QEvent.Type.Paint:
            if not self._again:
                self._again = True
                QTimer.singleShot(0, self, self._look_again)
            return True
        self._do(found)
        return False

    # inside

    def _known(self) -> None:
        """Everything is hidden where it stands, and the sheets over the windows go."""
        self.reading = False
        veiled.put(self.veil)
        for widget in QApplication.allWidgets():
            self._do(self._to_do(widget))
            widget.update()
        for window in QApplication.topLevelWidgets():
            sheets.uncover_window(window)
        self._tell()

    def _look_again(self) -> None:
        """What was left unpainted is hidden and painted."""
        self._again = False
        if self.veil is None or self.reading:
            return
        for widget in QApplication.allWidgets():
            if widget.isVisible() and (found := self._to_do(widget)):
                self._do(found)
                (widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget).update()
                widget.update()

    def _to_do(self, widget: QWidget) -> list[Callable[[], object]]:
        if self.veil is None:
            return []
        return [*texts.to_hide(widget, self.veil), *sheets.to_cover(widget, self.veil, self.shell)]

    def _do(self, found: list[Callable[[], object]]) -> None:
        self._busy = True
        try:
            for act in found:
                act()
        finally:
            self._busy = False

    def _end(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.veil, self.reading = None, False
        veiled.put(None)

    def _tell(self) -> None:
        self.shell.top.show_hidden(hidden=self.veil is not None)

    def _learn(self, _entity: str, ids: object) -> None:
        """What is put on file while the curtain is drawn is hidden too."""
        if self.veil is not None and isinstance(ids, list) and self.shell.is_open:
            for record in self.shell.office.queries.many(ids[:MOST]).values():
                self.veil.add(names_in(record.entity, record.values))
                self.veil.add_places(places_in(record.entity, record.values))
