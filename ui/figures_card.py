"""What offices below have counted, as a picture: one figure at a time, a bar for each division."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from casefiles.domain import agreeing, areas
from casefiles.domain.entities import BY_PREFIX
from ui import language
from ui import words_trip as w
from ui.charts import ChartCard, Item, RankedBars
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.words import Lang
    from ui.window import Shell

    Received = tuple[str, str, Mapping[str, Mapping[str, int]]]

KIND = "category:"


def figure_name(name: str, lang: Lang) -> str:
    """A figure in words."""
    agreed = agreeing.words(name, lang)
    if agreed is not None:
        return agreed
    if name.startswith(KIND):
        return BY_PREFIX["k"].fields["category"].kind.show(name.removeprefix(KIND), lang)
    known = w.FIGURE_NAMES.get(name)
    return known(lang) if known is not None else name


def _agreed_last(name: str) -> tuple[int, int]:
    """Agreed fields follow the counts, in their order, their values as in the list."""
    found = agreeing.parted(name)
    if found is None:
        return 0, 0
    field, value = found
    listed = agreeing.values(agreeing.FIELDS[field].field.kind)
    return 1 + list(agreeing.FIELDS).index(field), listed.index(value) if value in listed else len(listed)


def _speaks_of(told: Mapping[str, int], name: str) -> bool:
    """Whether a division's figures say anything of this one: an agreed value that is not there may be few, not none."""
    return name in told or agreeing.parted(name) is None


class FiguresCard(QWidget):
    """`found` are (office, day, division -> name -> number)."""

    def __init__(self, shell: Shell, found: Sequence[Received], names: Mapping[str, str]) -> None:
        super().__init__()
        self.shell, self.found = shell, found
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.which = QComboBox()
        self.which.setAccessibleName(w.FIGURE(lang))
        self.which.setMaximumWidth(theme.tall(320))
        kinds = dict.fromkeys(name for _, _, told in found for numbers in told.values() for name in numbers)
        order = [*(n for n in w.FIGURE_NAMES if n in kinds), *(n for n in kinds if n not in w.FIGURE_NAMES)]
        order.sort(key=_agreed_last)
        for name in order:
            self.which.addItem(figure_name(name, lang), name)
        self.chart = RankedBars(theme, lang, w.FIGURES(lang), [])
        days = ((names.get(c, c), language.short_date(dt.date.fromisoformat(day), lang)) for c, day, _ in found)
        said = "; ".join(w.FIGURES_OF(lang, office=office, day=day) for office, day in days)
        card = ChartCard(theme, lang, self.chart, "")
        card.body.insertWidget(1, self.which)
        card.body.addWidget(label(said, "caption", wrap=True))
        self.apart = label(w.NOT_APART(lang, n=agreeing.LEAST), "caption", wrap=True)
        card.body.addWidget(self.apart)
        column.addWidget(card)
        self.card = card
        self.which.currentIndexChanged.connect(lambda _at: self._fill())
        self._fill()

    def _fill(self) -> None:
        name, lang = str(self.which.currentData() or ""), self.shell.lang
        numbers: dict[str, int] = {}
        for _, _, told in self.found:
            for area, held in told.items():
                if _speaks_of(held, name):
                    numbers[area] = numbers.get(area, 0) + int(held.get(name, 0))
        ranked = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
        items = [Item(areas.name_of(a) or a or w.NO_DIVISION(lang), n) for a, n in ranked]
        self.chart.set_items(items)
        self.apart.setVisible(agreeing.parted(name) is not None)
        self.card.refresh()
