"""The page for entering visits one after another: the form at the left, what helps at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casefiles.domain.entities import ENTITIES
from ui import words_visit as words
from ui.visit_entry import VisitEntry
from ui.widgets.buttons import button
from ui.widgets.cards import Card, rule
from ui.widgets.panels import TIGHT, scroll
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

SIDE = 272
LEAST = 420
WITH_SIDE = 780
SHOWN_VISITS = 3
SHOWN_ENTERED = 8


class VisitPage(QWidget):
    """`enter(child=id)` begins for a child; without, one types."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self._entered: list[tuple[str, str, str]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(6))
        tight = theme.scale > TIGHT  # the form has the whole width, what helps stands below it
        outer.addWidget(label(words.TITLE(lang), "section" if tight else "page"))
        if not tight:
            outer.addWidget(label(words.HOW(lang), "secondary", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        self.entry = VisitEntry(shell, self, columns=2)
        self.entry.child_chosen.connect(self._show_recent)
        self.entry.saved.connect(self._saved)
        self.entry.wants_next.connect(self.entry.focus_first)
        card = Card(theme)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4) if tight else 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.entry)
        card.body.addWidget(scroll(inside), 1)
        card.body.addWidget(rule())
        card.body.addWidget(self.entry.foot)
        row.addWidget(card, 1)
        outer.addLayout(row, 1)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, theme.px(4), 0)
        self._side.setSpacing(theme.px(12))
        self._area: QScrollArea | None = None
        if tight:
            card.body.setContentsMargins(theme.px(14), theme.px(8), theme.px(10), theme.px(8))
            column.addWidget(side)
            column.addStretch(1)
        else:
            side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            self._area = scroll(side)
            self._area.setFixedWidth(round(SIDE * (1 + (theme.scale - 1) * 0.7)))
            side.setFixedWidth(self._area.width() - 12)
            row.addWidget(self._area)
        self._show_recent("")

    def enter(self, child: str = "", **_where: Any) -> None:
        self.entry.begin(child)

    def reload(self) -> None:
        self._show_recent(self.entry.child)

    def where(self) -> dict[str, Any]:
        """The child it was opened for, so that its draft is found again."""
        keeper = self.entry.form.keeper
        child = keeper.key.removeprefix("visit:") if keeper is not None else ""
        return {"child": child} if child else {}

    def focus_first(self) -> None:
        self.entry.focus_first()

    def on_changed(self, entity: str, ids: object) -> None:
        if entity in ("visit", "child", "match"):
            self._show_recent(self.entry.child)

    def leave(self) -> None:
        self.entry.leave()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to stand beside a drawer: the right side gives way."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._area is not None:
            self._area.setVisible(self.width() >= self.shell.theme.tall(WITH_SIDE))

    def event(self, event: QEvent) -> bool:
        """Esc is ours: the window's own Esc closes drawers only."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            escape = event.key() == Qt.Key.Key_Escape and self.shell.drawn is None
            if escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_keeping()
            return
        super().keyPressEvent(event)

    def close_keeping(self) -> None:
        """Keep the draft and go back to where one came from."""
        self.entry.leave()
        here = self.shell.place
        self.shell.back()
        if self.shell.place == here:
            self.shell.open("today")

    def _saved(self, saved: Saved) -> None:
        found = self.shell.office.queries.get(saved.id)
        if found is None:
            return
        child = str(found.values.get("child") or "")
        who = self.shell.office.queries.get(child)
        name = str(who.values.get("name") or "") if who is not None else ""
        self._entered.insert(0, (saved.id, name, str(found.values.get("on") or "")))
        self._show_recent(self.entry.child)

    def _show_recent(self, child: str) -> None:
        while (item := self._side.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._side.addWidget(self._recent(child))
        self._side.addWidget(self._done())
        self._side.addStretch(1)

    def _recent(self, child: str) -> Card:
        theme, lang, office = self.shell.theme, self.shell.lang, self.shell.office
        card = Card(theme, words.RECENT(lang))
        visits = office.queries.select("visit", {"child": child}, "-on", limit=SHOWN_VISITS) if child else []
        if not visits:
            said = words.NEVER_VISITED(lang) if child else words.RECENT_NONE(lang)
            card.body.addWidget(label(said, "secondary", wrap=True))
        for visit in visits:
            card.body.addWidget(label(str(visit.values.get("on") or ""), "strong"))
            card.body.addWidget(label(_line(visit, lang), "caption", wrap=True))
            card.body.addWidget(label(str(visit.values.get("summary") or "—"), "secondary", wrap=True))
        who = office.queries.get(child) if child else None
        if who is not None:
            name = str(who.values.get("name") or "")
            go = button(theme, words.OPEN_FILE(lang, name=name), "ghost", "file-text")
            go.clicked.connect(lambda: self.shell.open("child", id=child))
            card.body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _done(self) -> Card:
        theme, lang, office = self.shell.theme, self.shell.lang, self.shell.office
        standing = []
        for visit, name, day in self._entered:
            found = office.queries.get(visit)
            if found is not None and not found.deleted:
                standing.append((name, day))
        card = Card(theme, words.ENTERED(lang, n=len(standing)))
        if not standing:
            card.body.addWidget(label(words.ENTERED_NONE(lang), "secondary", wrap=True))
        for name, day in standing[:SHOWN_ENTERED]:
            card.body.addWidget(label(f"{name}　{day}", "secondary", wrap=True))
        return card


def _line(visit: Record, lang: Lang) -> str:
    fields = ENTITIES["visit"].fields
    shown = [fields[n].kind.show(visit.values.get(n), lang) for n in ("kind", "contact", "state")]
    return " · ".join(part for part in shown if part)


def _missing(shell: Shell) -> None:
    page = shell.page
    if isinstance(page, VisitPage):
        page.entry.save()


def _for_child(shell: Shell) -> None:
    """A visit half typed, for the next child who is due."""
    page = shell.page
    if isinstance(page, VisitPage):
        rows = shell.office.queries.register_first("child", "due_or_overdue", "next_due", limit=1)
        page.entry.begin(str(rows[0]["id"]) if rows else "")
        for name, text in (("kind", "home"), ("contact", "child"), ("state", "good")):
            page.entry.form.put(name, text)


SHOTS = {"missing": _missing, "half": _for_child}
"""states worth a picture"""
