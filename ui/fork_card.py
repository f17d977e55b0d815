"""Two computers used one identity: what happened is asked once, and what both wrote is kept whatever the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from casefiles import exchange
from ui import language, words_identity
from ui import words_trip as w
from ui.asking import ask_verb
from ui.exchange_cards import moment
from ui.record_list_drawer import RecordListDrawer
from ui.undoing import announce
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.exchange import Twice
    from ui.theme import Theme
    from ui.window import Shell


class ForkBar(QWidget):
    """One line that parts in two, each as long as its share of the changes."""

    def __init__(self, theme: Theme, here: int, there: int, said: str) -> None:
        super().__init__()
        self.theme, self.here, self.there = theme, here, there
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(200), self.theme.tall(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(120), self.theme.tall(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption", bold=True))
        room = painter.fontMetrics().horizontalAdvance("0" * len(str(max(self.here, self.there)))) + theme.px(10)
        thick, stem = theme.tall(12), theme.tall(36)
        high = self.height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette.chart_pale))
        painter.drawRoundedRect(QRectF(0, (high - thick) / 2, stem, thick), thick / 2, thick / 2)
        full = max(1.0, self.width() - stem - room)
        most = max(self.here, self.there, 1)
        for at, number in enumerate((self.here, self.there)):
            y = high * (0.25 if not at else 0.75) - thick / 2
            length = max(float(thick), full * number / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.palette.chart[at]))
            painter.drawRoundedRect(QRectF(stem - thick / 2, y, length, thick), thick / 2, thick / 2)
            painter.setPen(theme.color("text"))
            place = QRectF(stem + length - thick / 2 + theme.px(6), y - thick, room, 3 * thick)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(number))


def fork_card(shell: Shell, one: Twice, owner: QWidget, done: Callable[[], object]) -> Card:
    """The question, its three answers, and the records on both sides; `done` after an answer."""
    theme, lang = shell.theme, shell.lang
    card = Card(theme)
    card.setObjectName("fork")
    since = moment(shell, one.since_ms)
    card.body.addWidget(label(w.FORK(lang, name=one.name, since=since), "section", tone="danger", wrap=True))
    numbers = {"here": language.number(one.here.changes, lang), "there": language.number(one.there.changes, lang)}
    card.body.addWidget(label(w.FORK_KEPT(lang, **numbers), "body", wrap=True))
    card.body.addWidget(ForkBar(theme, one.here.changes, one.there.changes, w.FORK_BAR(lang, **numbers)))
    holder = QWidget()
    flow = FlowLayout(holder, theme.px(8))
    for answer, said in w.ANSWERS.items():
        kind = "danger" if answer == "blocked" else "soft"
        made = button(theme, said(lang), kind, "", partial(_answer, shell, one, answer, owner, done))
        made.setAccessibleDescription(w.FORK(lang, name=one.name, since=since))
        flow.addWidget(made)
    flow.addWidget(button(theme, w.FORK_LOOK(lang), "ghost", "list-filter", partial(open_sides, shell, one)))
    card.body.addWidget(holder)
    return card


def _answer(shell: Shell, one: Twice, answer: str, owner: QWidget, done: Callable[[], object]) -> None:
    lang, office = shell.lang, shell.office
    if answer == "blocked":
        asked = w.BLOCK_ASK(lang, name=one.name)
        if not ask_verb(owner, asked, w.BLOCK_DO(lang), w.BLOCK_NOT(lang)):
            return

    def told(touched: object) -> None:
        if touched is not None:
            announce(shell, touched)  # type: ignore[arg-type]
        shell.toast(words_identity.ANSWERED(lang, answer=words_identity.ANSWERS[answer](lang)))
        done()

    log = one.fork.log
    shell.jobs.write(lambda _step: exchange.answer_fork(office, log, answer), done=told, owner=owner)


class SidesDrawer(RecordListDrawer):
    """The records on both sides of a fork."""

    def __init__(self, shell: Shell, one: Twice) -> None:
        lang = shell.lang
        super().__init__(shell, one.name, w.FORK_LOOK(lang))
        groups = []
        for side, words in ((one.here, w.FORK_FIRST), (one.there, w.FORK_SECOND)):
            said = language.counted(words, side.changes, lang)
            if side.first_ms:
                span = w.FORK_SPAN(lang, first=moment(shell, side.first_ms), last=moment(shell, side.last_ms))
                said = f"{said}\n{span}"
            groups.append((said, side.rows))
        self.fill(groups)


def open_sides(shell: Shell, one: Twice) -> None:
    """Open it, and make it anew when the look or the language is switched."""
    shell.drawer(SidesDrawer(shell, one), lambda: SidesDrawer(shell, one))
