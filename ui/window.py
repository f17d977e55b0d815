"""The window: navigation, top bar, pages made when first opened, drawer, messages, the way back."""

from __future__ import annotations

import importlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.focus import focus_on
from ui.ground import Ground
from ui.places import Places
from ui.theme import Scheme, Size, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget

    from casefiles.domain.words import Label, Lang
    from casefiles.office import Office
    from ui.frame import Frame
    from ui.jobs import Jobs
    from ui.keys import Keys
    from ui.language import Language
    from ui.pages import PageSpec
    from ui.preferences import Preferences
    from ui.session import Session
    from ui.widgets.nav import Nav
    from ui.widgets.status import StatusStrip
    from ui.widgets.toast import Toast
    from ui.widgets.topbar import TopBar


class Shell(Ground):
    """What a page gets: office, jobs, theme, lang, open, toast, drawer, changed.

    With `bare` it is only the ground until `furnish()`: what it is made of is imported after the first paint.
    """

    jobs: Jobs
    language: Language
    nav: Nav
    top: TopBar
    status: StatusStrip
    content: QWidget
    stack: QStackedWidget
    drawer_host: QWidget
    band: QWidget
    frame: Frame
    _keys: Keys

    changed = Signal(str, object)  # entity, ids: something was saved
    lock_asked = Signal()
    backup_asked = Signal()
    opened = Signal(str)

    def __init__(
        self,
        office: Office | None,
        preferences: Preferences,
        *,
        pages: Sequence[PageSpec] | None = None,
        user: str = "",
        now: Callable[[], datetime] = datetime.now,
        bare: bool = False,
    ) -> None:
        super().__init__(preferences)
        self.user, self.now = user, now
        self._office = office
        self.session: Session | None = None  # set by ui.session; tests of single pages do without
        self.theme = Theme(cast("Scheme", preferences.scheme), cast("Size", preferences.size))
        self._app = cast("QApplication", QApplication.instance())
        self.specs: dict[str, PageSpec] = {}
        self._pages: dict[str, QWidget] = {}
        self._places = Places()
        self.backup: datetime | None = None
        self._practice = False
        self._toast: Toast | None = None
        self._drawn: QWidget | None = None
        self._again: Callable[[], QWidget] | None = None
        self._opener: QWidget | None = None
        self._furnished = False
        if not bare:
            self.furnish(pages)

    def furnish(self, pages: Sequence[PageSpec] | None = None) -> None:
        """Put everything into the window that a page needs."""
        from PySide6.QtWidgets import QVBoxLayout

        from ui import words
        from ui.broken import report
        from ui.fonts import load_rare
        from ui.jobs import Jobs
        from ui.keys import Keys
        from ui.language import Language
        from ui.pages import PAGES

        self._furnished = True
        self.jobs = Jobs(self)
        self.language = Language(self._app, cast("Lang", self.preferences.lang))
        self.specs = {spec.name: spec for spec in (PAGES if pages is None else pages)}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._restyle()
        self._keys = Keys(self)
        self._build()
        self.changed.connect(self._on_changed)
        self.jobs.refused.connect(lambda refusal: self.toast(refusal.say(self.lang)))
        self.jobs.failed.connect(report)
        QTimer.singleShot(0, self, load_rare)  # after the first paint
        kept_aside = self.preferences.kept_aside
        if kept_aside is not None:
            self.toast(words.PREFERENCES_BROKEN(self.lang, name=kept_aside.name))

    # what pages use

    @property
    def office(self) -> Office:
        """The open office. Pages before unlocking must not ask."""
        if self._office is None:
            raise RuntimeError("no office is open")
        return self._office

    @property
    def is_open(self) -> bool:
        return self._office is not None

    @property
    def lang(self) -> Lang:
        return self.language.code

    @property
    def page(self) -> QWidget | None:
        """The page in sight."""
        return self.stack.currentWidget()

    @property
    def place(self) -> tuple[str, dict[str, Any]]:
        """Name of the page in sight and what it was opened with; ("", {}) before the first."""
        return self._places.here or ("", {})

    def open(self, page_name: str, **where: Any) -> None:
        """Go to a page; the place one leaves can be gone back to."""
        if page_name not in self.specs:
            raise KeyError(page_name)
        self._note_place()
        self._places.go(page_name, where)
        self._show(page_name, where)

    def back(self, steps: int = -1) -> None:
        """To the place before, or after with 1."""
        if self._places.reaches(steps):
            self._note_place()
            self._show(*self._places.step(steps))

    def toast(self, text: str | Label, undo: Callable[[], object] | None = None) -> Toast:
        """Say it at the foot of the window for some seconds; `undo` gives it a button and Ctrl+Z."""
        from ui.widgets.toast import Toast

        if self._toast is not None:
            self._toast.dismiss()
        said = text if isinstance(text, str) else text(self.lang)
        toast = Toast(self.theme, self.lang, said, undo)
        toast.gone.connect(lambda: self._forget_toast(toast))
        self._toast = toast
        self.frame.status.say(toast)
        return toast

    def drawer(self, widget: QWidget | None, again: Callable[[], QWidget] | None = None) -> None:
        """Show `widget` at the right; None closes and goes back to what opened it. A new look makes it `again`."""
        old, self._drawn, self._again = self._drawn, widget, again
        opener = self._opener if old is not None and widget is None else None
        if old is None:
            self._opener = self._app.focusWidget()
        else:
            self._drop(old)
        if widget is not None:
            self.frame.drawer_column.addWidget(widget)
            widget.show()
        self.frame.share_width(drawn=self._drawn is not None)
        focus_on(widget if widget is not None else self.page, opener)

    @property
    def toasted(self) -> Toast | None:
        """The message in sight."""
        return self._toast

    @property
    def drawn(self) -> QWidget | None:
        """What is in the drawer."""
        return self._drawn

    def note_search(self, text: str) -> None:
        """The page in sight searches for `text`: coming back leads there."""
        kept = {key: value for key, value in self.place[1].items() if key != "find"}
        self._places.note({**kept, "find": text} if text else kept)

    # what main uses

    def set_office(self, office: Office | None, user: str = "", *, practice: bool = False) -> None:
        """Another office, or none: all pages are dropped, and the way back is forgotten.

        `practice` puts a band over the window: nobody shall take invented people for real ones.
        """
        self.drawer(None)
        self._drop_pages()
        self._office, self.user, self._practice = office, user, practice
        self._places.clear()
        self._clear()
        self._build()

    def set_backup(self, at: datetime | None) -> None:
        """When the last backup was made, for the foot of the window."""
        from ui import language, words

        self.backup = at
        if not self.is_open:
            said = ""
        elif at is None:
            said = words.NO_BACKUP(self.lang)
        else:
            said = words.BACKUP(self.lang, when=language.moment(at, self.now(), self.lang))
        self.status.show_state(is_open=self.is_open, backup=said)

    def set_look(self, *, lang: str = "", scheme: str = "", size: str = "") -> None:
        """Switch language, theme or text size: remembered, and the page in sight is built again."""
        if lang:
            self.preferences.lang = lang
        if scheme:
            self.preferences.scheme = scheme
        if size:
            self.preferences.size = size
        self.theme = Theme(cast("Scheme", self.preferences.scheme), cast("Size", self.preferences.size))
        self._note_place()
        focused = self._app.focusWidget()
        focused_name = focused.objectName() if focused is not None else ""
        again = self._again
        self.drawer(None)
        self._drop_pages()
        self.language.set(cast("Lang", self.preferences.lang))
        self._clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or the new look would style it, too
        if scheme or size:
            self._restyle()
        self._build()
        if self._places.here is not None:
            self._show(*self._places.here)
        if again is not None:
            self.drawer(again(), again)
        same = self.findChild(QWidget, focused_name) if focused_name else None
        if same is not None:
            same.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_place()
        if self._furnished:
            self.drawer(None)
            self._drop_pages()
            self.jobs.close()
            self.language.end()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self.frame.share_width(drawn=self._drawn is not None)

    # inside

    def _restyle(self) -> None:
        from ui.sheet import apply

        self.setStyleSheet("")  # the application's knows the colours from here on
        apply(self._app, self.theme)

    def _clear(self) -> None:
        """Take everything out again."""
        if self._toast is not None:
            self._toast.dismiss()
        while (item := self._outer.takeAt(0)) is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()

    def _build(self) -> None:
        """Make nav, top bar, stack and drawer."""
        from ui import words
        from ui.frame import Frame
        from ui.widgets.band import practice_band

        frame = Frame(self.theme, self.lang, tuple(self.specs.values()), self.user, self.open)
        self.nav, self.top, self.content, self.stack = frame.nav, frame.top, frame.content, frame.stack
        self.drawer_host, self.status, self.frame = frame.drawer, frame.status, frame
        self.band = practice_band(self.theme, self.lang)
        self._outer.addWidget(self.band)
        self.band.setVisible(self._practice)  # not before it has its place: it would be a window of its own
        self._outer.addWidget(frame, 1)
        self.status.backup_asked.connect(self.backup_asked)
        self.status.backups_asked.connect(lambda: self.open("backups"))
        self.top.back.connect(self.back)
        later = Qt.ConnectionType.QueuedConnection  # the switch deletes the button that asked for it
        self.top.scheme_asked.connect(lambda value: self.set_look(scheme=value), later)
        self.top.size_asked.connect(lambda value: self.set_look(size=value), later)
        self.top.lang_asked.connect(lambda value: self.set_look(lang=value), later)
        self.top.lock.connect(self.lock_asked)
        self.top.search.asked.connect(self._search)
        self.top.search.entered.connect(self._keys.into_results)
        self.set_backup(self.backup)
        self.setWindowTitle(words.PRODUCT(self.lang))
        if self.isVisible():
            frame.show()

    def _show(self, name: str, where: dict[str, Any]) -> None:
        from ui import words
        from ui.searching import say

        spec = self.specs[name]
        if self._drawn is not None:
            self.drawer(None)
        page = self._pages.get(name)
        if page is None:
            page = self._make(spec, where)
        self.frame.bare(bare=spec.bare)
        self.stack.setCurrentWidget(page)
        self.nav.light(spec.under or name)
        self.top.back_button.setEnabled(self._places.can_go_back)
        self.top.search.set(str(where.get("find", "")))
        enter = getattr(page, "enter", None)
        if enter is not None:
            enter(**where)
        else:
            cast("Any", page).reload()
        say(self)
        self.setWindowTitle(f"{spec.label(self.lang)} - {words.PRODUCT(self.lang)}")
        if not self.top.search.hasFocus():
            focus_on(page)
        self.opened.emit(name)

    def _make(self, spec: PageSpec, where: dict[str, Any]) -> QWidget:
        try:
            module, _, kind = spec.path.partition(":")
            page = cast("QWidget", getattr(importlib.import_module(module), kind)(self))
        except Exception as error:  # one broken page must not take the window with it
            from ui.broken import BrokenPage, report

            report(error)
            broken = BrokenPage(self.theme, self.lang, lambda: self._show(spec.name, where))
            self.stack.addWidget(broken)
            return broken
        page.setObjectName(page.objectName() or "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if not page.accessibleName():
            page.setAccessibleName(spec.label(self.lang))
        self._pages[spec.name] = page
        self.stack.addWidget(page)
        return page

    def _note_place(self) -> None:
        where = getattr(self.page, "where", None)
        if where is not None:
            self._places.note(dict(where()))

    def _drop(self, widget: QWidget) -> None:
        leave = getattr(widget, "leave", None)
        if leave is not None:
            leave()
        self.jobs.leave(widget)
        widget.hide()
        host = widget.parentWidget()
        if host is not None and (place := host.layout()) is not None:
            place.removeWidget(widget)  # it keeps its parent: without one it would be styled anew, only to be deleted
        widget.deleteLater()

    def _drop_pages(self) -> None:
        pages, self._pages = self._pages, {}
        for page in pages.values():
            self._drop(page)

    def _search(self, text: str) -> None:
        from ui.searching import search

        search(self, text)

    def _on_changed(self, entity: str, ids: object) -> None:
        # pages out of sight read afresh when they are opened again
        for widget in (self.page, self._drawn):
            heard = getattr(widget, "on_changed", None)
            if heard is not None:
                heard(entity, ids)
            elif widget is not None and widget is self.page:
                cast("Any", widget).reload()

    def _forget_toast(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None
