"""The packages that went and came: each opens its slip, and the code on somebody's slip is checked here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit

from casefiles import exchange
from ui import words_exchange as w
from ui import words_refused as r
from ui import words_trip as t
from ui.exchange_cards import STATE_TONES, counted, moment
from ui.slip_drawer import ask_slip, open_slip
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.problems import Refusal
    from casefiles.ports import Parcel
    from ui.window import Shell

LINES = 20


class ParcelsCard(Card):
    """`parcels`, newest first; `names` are the offices by code; `there` what other offices could not take in."""

    def __init__(
        self, shell: Shell, parcels: Sequence[Parcel], names: Mapping[str, str], there: Sequence[Mapping[str, object]]
    ) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, w.LOG(lang))
        self.shell = shell
        self._there = {str(line["package"]): str(line["state"]) for line in there}
        self._row: QBoxLayout | None = None
        if not parcels:
            self.body.addWidget(label(w.LOG_EMPTY(lang), "secondary", wrap=True))
            return
        self.body.addWidget(label(t.CHECK(lang), "caption", wrap=True))
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.code = QLineEdit()
        self.code.setAccessibleName(t.CHECK(lang))
        self.code.setPlaceholderText(t.CHECK_HINT(lang))
        self.code.returnPressed.connect(self.check)
        row.addWidget(self.code, 1)
        self._button = button(theme, t.CHECK_DO(lang), "", "shield-check", self.check)
        row.addWidget(self._button)
        self.body.addLayout(row)
        self.said = label("", "error", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        for parcel in parcels[:LINES]:
            self._line(parcel, names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button goes under the field where a code would not be seen whole beside it."""
        super().resizeEvent(event)
        if self._row is not None:
            hint, margins = self.code.placeholderText(), self.body.contentsMargins()
            room = self.code.fontMetrics().horizontalAdvance(hint) + self.theme.px(40)
            room += self._button.sizeHint().width() + margins.left() + margins.right()
            kinds = QBoxLayout.Direction
            self._row.setDirection(kinds.TopToBottom if self.width() < room else kinds.LeftToRight)

    def check(self) -> None:
        """Whether the package of this code went or came here; its slip opens."""
        shell, code = self.shell, self.code.text()
        if not code.strip():
            return
        office = shell.office
        self.said.hide()

        def refused(refusal: Refusal) -> None:
            self.said.setText(refusal.say(shell.lang))
            self.said.show()

        shell.jobs.read(
            lambda _step: exchange.find_slip(office, code),
            done=lambda found: open_slip(shell, found),
            refused=refused,
            owner=shell.page,
            newest="slip",
        )

    def _line(self, parcel: Parcel, names: Mapping[str, str]) -> None:
        theme, lang, shell = self.theme, self.shell.lang, self.shell
        row = QHBoxLayout()
        said_there = self._there.get(parcel.package, "") if parcel.direction == "out" else ""
        state = r.PILLS[said_there] if said_there else w.STATES.get(parcel.state)
        tone = STATE_TONES.get(said_there or parcel.state, "neutral")
        row.addWidget(Pill(theme, state(lang) if state else parcel.state, tone))
        when = moment(shell, parcel.at_ms)
        said = w.LOG_LINE(
            lang,
            when=when,
            direction=(w.OUT if parcel.direction == "out" else w.IN)(lang),
            office=names.get(parcel.office, parcel.office),
            n=counted(parcel.count, shell),
        )
        row.addWidget(ElidedLabel(said, "secondary"), 1)
        slip = icon_button(theme, t.SLIP_OF(lang, when=when), "file-text", partial(ask_slip, shell, parcel.package))
        row.addWidget(slip)
        self.body.addLayout(row)
        reason = w.REASONS.get(parcel.reason)
        if parcel.state == "waiting" and reason is not None:
            self.body.addWidget(label(reason(lang), "caption", wrap=True))
