"""All offices at once, for whom has many: a line each with its packages as a strip, the longest silent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from casefiles.exchange.rhythm import lateness
from ui import language
from ui import words_rhythm as w
from ui.table import RegisterModel, TableColumn
from ui.week_strip import TONES, last_said, near, paint_strip, said
from ui.widgets.buttons import ChipBar
from ui.widgets.cards import Card, is_low
from ui.widgets.register import Column, RegisterDelegate, RegisterView
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QHelpEvent, QPainter

    from casefiles.domain.fieldtypes import Stored
    from casefiles.exchange.rhythm import Rhythm
    from ui.window import Shell

    Index = QModelIndex | QPersistentModelIndex

MANY = 4
"""offices from which they are listed, and one card is shown, instead of a card each"""
ROW = 30
STRIP = "strip"
ORDERS = ("late", "division", "here")


class StripDelegate(RegisterDelegate):
    """Paints the cell of kind "strip" as a picture; its words are the cell's text."""

    def __init__(self, shell: Shell, view: RegisterView, of: Callable[[int], Rhythm | None]) -> None:
        super().__init__(shell.theme, view)
        self.shell, self._of = shell, of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:
        size = super().sizeHint(option, index)
        size.setHeight(self.theme.tall(ROW))
        return size

    def _content(self, painter: QPainter, rect: QRectF, index: Index, *, selected: bool) -> None:
        one = self._of(index.row()) if index.data(Qt.ItemDataRole.UserRole + 1) == STRIP else None
        if one is None:
            super()._content(painter, rect, index, selected=selected)
        else:
            paint_strip(painter, self.theme, rect, one, self.shell.now().date())

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        one = self._of(index.row()) if index.data(Qt.ItemDataRole.UserRole + 1) == STRIP else None
        if one is None or event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        today, lang = self.shell.now().date(), self.shell.lang
        rect = QRectF(option.rect).adjusted(self.theme.px(8), 0, -self.theme.px(6), 0)
        QToolTip.showText(event.globalPos(), near(one, rect, event.pos().x(), today, lang) or said(one, today, lang))
        return True


class OfficesCard(Card):
    """`set(rows, rhythms)`; `chosen(code)` when another office is chosen, `opened(code)` on Enter."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, shell: Shell, order: str = ORDERS[0]) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme)
        self.shell, self.order = shell, order
        self.rows: dict[str, dict[str, Stored]] = {}
        self.rhythms: dict[str, Rhythm] = {}
        self.body.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(8))
        self.body.setSpacing(theme.px(6))
        self.summary = label("", "strong", wrap=True)
        self.body.addWidget(self.summary)
        self.chips = ChipBar(
            theme, [("late", w.SORT_LATE(lang)), ("division", w.SORT_NAME(lang)), ("here", w.SORT_HERE(lang))], order,
            name=w.LIST(lang),
        )  # fmt: skip
        self.chips.chosen.connect(self.sort)
        self.body.addWidget(self.chips)
        columns = [
            TableColumn(w.NAME, lambda r: str(r["name"]), Column(116, 2), "strong"),
            TableColumn(w.STRIP, lambda r: str(r["said"]), Column(100, 6, 1), STRIP),
            TableColumn(w.LAST, lambda r: str(r["last"]), Column(108, 1), "pill", lambda r: TONES[str(r["state"])]),
            TableColumn(w.HERE, lambda r: str(r["here"] or ""), Column(84, 0, 2)),
        ]
        self.model = RegisterModel(columns, lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in columns], w.LIST(lang))
        self.view.verticalHeader().setMinimumSectionSize(theme.tall(24))
        self.view.verticalHeader().setDefaultSectionSize(theme.tall(ROW))
        self.view.horizontalHeader().setFixedHeight(theme.tall(34))
        self.view.setItemDelegate(StripDelegate(shell, self.view, self._rhythm))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setModel(self.model)
        self.view.peeked.connect(lambda row: self.chosen.emit(self.model.id_at(row)))
        self.view.opened.connect(lambda row: self.opened.emit(self.model.id_at(row)))
        self.body.addWidget(self.view)
        self.help = label(w.HELP(lang), "caption", wrap=True)
        self.body.addWidget(self.help)

    def set(self, rows: Sequence[Mapping[str, Any]], rhythms: Sequence[Rhythm], chosen: str = "") -> None:
        """Show these offices; the chosen one stays so, else the first is."""
        lang, today = self.shell.lang, self.shell.now().date()
        self.rhythms = {one.office: one for one in rhythms}
        for row in rows:
            one = self.rhythms[str(row["office"])]
            self.rows[one.office] = {
                "id": one.office, "name": one.name, "said": said(one, today, lang), "state": one.state,
                "last": last_said(one.days, lang), "here": int(row["here_only"]),
            }  # fmt: skip
        self.summary.setText(summary(rhythms, lang))
        theme = self.theme
        high = theme.tall(34) + theme.tall(ROW) * len(self.rows) + 4
        self.view.setFixedHeight(min(high, max(theme.tall(ROW) * 5, self.shell.height() - theme.tall(372))))
        self.help.setVisible(not is_low(self.shell, theme))
        self.sort(self.order, chosen)

    def sort(self, order: str, chosen: str = "") -> None:
        """Another order; the chosen office stays chosen."""
        wanted, self.order = chosen or self.current, order
        keys: dict[str, Callable[[str], Any]] = {
            "late": lambda code: lateness(self.rhythms[code]),
            "division": lambda code: code,
            "here": lambda code: (-int(self.rows[code]["here"] or 0), code),
        }
        self.model.start([self.rows[code] for code in sorted(self.rows, key=keys[order])])
        at = max(0, self.model.row_of(wanted)) if wanted else 0
        self.view.setCurrentIndex(self.model.index(at, 0))

    @property
    def current(self) -> str:
        """The code of the chosen office."""
        return self.model.id_at(self.view.currentIndex().row())

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        return [self.rows[one] for one in ids if one in self.rows]

    def _rhythm(self, row: int) -> Rhythm | None:
        return self.rhythms.get(self.model.id_at(row))


def summary(rhythms: Sequence[Rhythm], lang: Any) -> str:
    """How many offices there are, and how many of them are late."""
    counts = [(words, sum(one.state == state for one in rhythms)) for words, state in (
        (w.OF_NEVER, "never"), (w.OF_LATE, "late"), (w.OF_DUE, "due"),
    )]  # fmt: skip
    told = [words(lang, n=n) for words, n in counts if n] or [w.ALL_FRESH(lang)]
    gap = "，" if lang == "zh" else ", "
    return language.counted(w.SUMMARY, len(rhythms), lang) + ("：" if lang == "zh" else ": ") + gap.join(told)
