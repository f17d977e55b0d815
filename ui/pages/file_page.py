"""What the pages of a child and of a mentor share: the way back, the head, tabs on Ctrl+1..7, editing, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui import words_child as words
from ui.pages.child_form import EditPane
from ui.pages.child_parts import clear
from ui.undoing import deleted_with_undo
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState, rule
from ui.widgets.panels import scroll
from ui.widgets.text import label
from ui.words import BACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Label
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

LEAST = 420
SIDE = 260
WITH_SIDE = 860


class FilePage(QWidget):
    """A page about one record: `enter(id=..., tab=..., new=True)`. A subclass fills head, tabs and side."""

    entity = ""
    list_page = ""
    tab_labels: Sequence[Label] = ()
    number_said: Label = words.FILE_NUMBER

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.row = ""
        self.tab = 0
        self.record: Record | None = None
        self.pane: EditPane | None = None
        self._stale = False
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(10), theme.px(20), theme.px(8))
        outer.setSpacing(theme.px(6))
        top = QHBoxLayout()
        spec = shell.specs.get(self.list_page)
        said = spec.label(lang) if spec is not None else BACK(lang)
        self.back = button(theme, said, "ghost", "chevron-left", self._to_list)
        top.addWidget(self.back)
        top.addStretch(1)
        self.number = label("", "secondary")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top.addWidget(self.number)
        outer.addLayout(top)
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.px(8))
        outer.addLayout(self._head)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(
            shell.specs[self.entity].label(lang) if self.entity in shell.specs else ""
        )
        for place, said_ in enumerate(self.tab_labels):
            self.tabs.addTab(said_(lang))
            self.tabs.setTabToolTip(place, words.TAB_TIP(lang, tab=said_(lang), n=place + 1))
        self.tabs.currentChanged.connect(self.show_tab)
        bar = QVBoxLayout()
        bar.setSpacing(0)
        bar.addWidget(self.tabs)
        self._rule = rule()
        bar.addWidget(self._rule)
        outer.addLayout(bar)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack, 1)
        for place in range(len(self.tab_labels)):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda place=place: self._tab_by_key(place))

    # what a subclass gives

    def head(self) -> Sequence[QWidget]:
        """What stands over the tabs."""
        raise NotImplementedError

    def inside(self, tab: int) -> QWidget:
        """The content of a tab."""
        raise NotImplementedError

    def load(self) -> bool:
        """Read the record and what hangs on it; False when it is gone."""
        raise NotImplementedError

    def tab_text(self, tab: int) -> str:
        """A tab's words, with a count where it helps."""
        return self.tab_labels[tab](self.shell.lang)

    def make_new(self) -> EditPane:
        """The form for a new record."""
        return EditPane(self.shell, self.entity, self, None)

    def concerns(self, entity: str, ids: Sequence[str]) -> bool:
        """Whether a change of these records shows on this page."""
        raise NotImplementedError

    # what the shell calls

    def enter(self, id: str = "", new: bool = False, tab: int = 0, edit: str = "", **_where: Any) -> None:
        """Open a file, or with `new` the form for another."""
        if self.pane is not None:
            if (self.pane.record is not None and self.row == id) or (new and not self.row):
                if self.pane.record is None and self.pane.form.keeper is not None:
                    self.pane.form.keeper.ask_about(self.pane.form.notice)  # it may be another person by now
                return  # one comes back to what one was typing
            self.pane.form.leave()
            self.shell.jobs.leave(self)  # on disk before the next draft is read
        self._drop_pane()
        self.row, self.tab = ("" if new else id), tab
        if new or not id:
            self.record = None
            self._begin_new()
        else:
            self.reload()
            draft = (
                self.record is not None and self.shell.office.ledger.draft(f"{self.entity}:{id}") is not None
            )
            if edit or draft:
                self.edit(edit)

    def reload(self) -> None:
        """Read everything again; a form that is being filled in is not touched."""
        if not self.row:
            return
        self._stale = False
        clear(self._head)
        if not self.load() or self.record is None:
            self._gone()
            return
        for widget in self.head():
            self._head.addWidget(widget)
        self._show_tabs(on=True)
        self._show_head(on=self.pane is None)
        for place in range(len(self.tab_labels)):
            self.tabs.setTabText(place, self.tab_text(place))
        blocked = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(self.tab)
        self.tabs.blockSignals(blocked)
        if self.pane is None:
            self._put(self._tab_inside())

    def number_text(self) -> str:
        """The number as it stands at the top; empty while there is no record, as over the form of a new one."""
        number = self.record.values.get("number") if self.record is not None else None
        return self.number_said(self.shell.lang, number=number) if number else ""

    def where(self) -> dict[str, Any]:
        if not self.row:
            return {"new": True}
        return {"id": self.row, **({"tab": self.tab} if self.tab else {})}

    def on_changed(self, entity: str, ids: Any) -> None:
        if self.row and (entity == "division" or self.concerns(entity, list(ids or ()))):
            self.reload()

    def focus_first(self) -> None:
        if self.pane is not None:
            self.pane.form.focus_first()
        elif self.tabs.isVisible():
            self.tabs.setFocus()
        else:
            self.back.setFocus()

    def leave(self) -> None:
        if self.pane is not None:
            self.pane.form.leave()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to stand beside a drawer."""
        return QSize(LEAST, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()

    def event(self, event: QEvent) -> bool:
        """Esc leaves the form, with the draft kept; otherwise it is the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            ours = event.key() == Qt.Key.Key_Escape and self.pane is not None and self.shell.drawn is None
            if ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane is not None:
            self.pane.cancel()
            return
        super().keyPressEvent(event)

    # tabs and forms

    def show_tab(self, tab: int) -> None:
        """Go to a tab; a form that is open is left with its draft kept."""
        if self.pane is not None:
            self.pane.form.leave()
            self._drop_pane()
        self.tab = tab
        if self.record is not None:
            self._put(self._tab_inside())

    def edit(self, section: str = "") -> None:
        """Turn the first tab into the form of the whole record."""
        if self.record is None:
            return
        self.tab = 0
        blocked = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(blocked)
        self.pane = EditPane(self.shell, self.entity, self, self.record)
        self.pane.closed.connect(self._close_pane)
        self._show_head(on=False)
        self._put(self.pane)
        self.pane.begin()
        if section:
            self.pane.focus_section(section)
        else:
            self.pane.form.focus_first()

    def delete(self) -> None:
        """Delete the record with Undo in the message, and go to the list."""
        if self.record is None:
            return
        lang, record = self.shell.lang, self.record
        name = str(record.values.get("name") or "")
        self._to_list()
        said, undone = words.DELETED(lang, name=name), words.UNDELETED(lang, name=name)
        deleted_with_undo(self.shell, record, said, undone)

    def questions(self) -> None:
        """What was sent back of this file with a question, and a new one, in the drawer."""
        from ui.question_drawer import open_questions  # not needed to show a file

        open_questions(self.shell, self.row)

    def copy_number(self) -> None:
        """Put the file number, which says nothing about anybody, on the clipboard."""
        if self.record is not None:
            QApplication.clipboard().setText(str(self.record.values.get("number") or ""))

    # inside

    def _show_head(self, *, on: bool) -> None:
        """A form needs the room: while it is open the head is one line, the name beside the number."""
        for at in range(self._head.count()):
            item = self._head.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(on)
        name = str(self.record.values.get("name") or "") if self.record is not None and not on else ""
        self.number.setText(f"{name}　{self.number_text()}".strip() if name else self.number_text())

    def _fit_tabs(self) -> None:
        """Beside a drawer the tabs stand closer together, and in smaller letters if that is not enough."""
        theme = self.shell.theme
        small = f"font-size: {theme.text_px('caption')}px;"
        for look in ("", "padding: 0 3px;", f"padding: 0 3px; {small}", f"padding: 0 1px; {small}"):
            self.tabs.setStyleSheet(f"QTabBar::tab {{ {look} }}" if look else "")
            if self.tabs.sizeHint().width() <= self.width() - 2 * theme.px(20):
                return

    def _show_tabs(self, *, on: bool) -> None:
        self.tabs.setVisible(on)
        self._rule.setVisible(on)

    def _tab_inside(self) -> QWidget:
        return self.inside(self.tab)

    def _tab_by_key(self, tab: int) -> None:
        if self.tabs.isVisible():
            self.tabs.setCurrentIndex(tab)
            self.tabs.setFocus()

    def _put(self, widget: QWidget) -> None:
        old = self.stack.currentWidget()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        if old is not None and old is not widget:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _begin_new(self) -> None:
        clear(self._head)
        self.number.setText("")
        self._show_tabs(on=False)
        self.pane = self.make_new()
        self.pane.closed.connect(self._close_new)
        self.pane.saved.connect(self._made)
        self._put(self.pane)
        self.pane.begin()

    def _made(self, saved: Saved) -> None:
        self._drop_pane()
        self.shell.open(self.entity, id=saved.id)

    def _close_new(self) -> None:
        if self.pane is not None and not self.row:
            self._to_list()

    def _close_pane(self) -> None:
        self._drop_pane()
        self.reload()
        self.focus_first()

    def _drop_pane(self) -> None:
        if self.pane is not None:
            pane, self.pane = self.pane, None
            self._show_head(on=True)
            self.stack.removeWidget(pane)
            pane.hide()
            pane.deleteLater()

    def _gone(self) -> None:
        lang = self.shell.lang
        self.record = None
        self._show_tabs(on=False)
        self.number.setText("")
        self._put(EmptyState(self.shell.theme, words.GONE(lang), words.GONE_HELP(lang), icon="circle-x"))

    def _to_list(self) -> None:
        self.leave()
        if self.list_page in self.shell.specs:
            self.shell.open(self.list_page)
        else:
            self.shell.back()


def with_side(
    page: FilePage, main: QWidget, cards: Sequence[QWidget], *first: QWidget | None
) -> QWidget:
    """Content at the left, cards at the right while there is room for them; `first` stands over the content."""
    theme = page.shell.theme
    over = [one for one in first if one is not None]
    if over:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for one in over:
            column.addWidget(one)
        column.addWidget(main)
        main = both
    return _Beside(
        main, cards, theme.px(12), round(SIDE * (1 + (theme.scale - 1) * 0.8)), theme.tall(WITH_SIDE)
    )


class _Beside(QWidget):
    """Two columns that scroll together; on a narrow page the side goes under the rest."""

    def __init__(self, main: QWidget, cards: Sequence[QWidget], gap: int, width: int, least: int) -> None:
        super().__init__()
        self._width, self._least = width, least
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, gap, 6, gap)
        self._row.setSpacing(gap)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self._row.addWidget(main, 1)
        self._row.addWidget(self._side)
        self._side.setFixedWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(inside))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= self._least)
