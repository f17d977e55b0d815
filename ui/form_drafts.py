"""Drafts: what was typed and not saved is on disk within two seconds, and comes back after a power cut."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import language
from ui import words_forms as words
from ui.widgets.buttons import button
from ui.widgets.cards import picture
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.jobs import Step
    from ui.window import Shell

EVERY_MS = 2000


class DraftKeeper(QObject):
    """Keeps what `source()` gives under `key`, in the writer lane: 2 s after a change, and when the page is left."""

    kept = Signal(object)  # datetime

    def __init__(
        self, shell: Shell, owner: QObject, key: str, source: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__(owner)
        self._shell, self._owner, self.key, self._source = shell, owner, key, source
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._last: dict[str, str] | None = None

    def touch(self) -> None:
        """Something changed: keep it soon. The clock is not set back by further changes."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now, if it differs from what was kept."""
        self._timer.stop()
        draft = dict(self._source())
        if draft == (self._last or {}):
            return
        self._last = draft
        ledger, key, shell = self._shell.office.ledger, self.key, self._shell

        def write(_step: Step) -> bool:
            ledger.keep_draft(key, draft)
            return bool(draft)

        shell.jobs.write(write, done=self._done, owner=self._owner)

    def found(self) -> tuple[dict[str, str], dt.datetime] | None:
        """The draft that was kept, and when; None when there is none."""
        got = self._shell.office.ledger.draft(self.key)
        if got is None:
            return None
        fields, at_ms = got
        self._last = dict(fields)
        return fields, dt.datetime.fromtimestamp(at_ms / 1000)

    def rename(self, key: str) -> None:
        """From now on keep under another key; what was kept under the old one stays there."""
        self._timer.stop()
        self.key, self._last = key, None

    def forget(self) -> None:
        """It is saved or discarded: nothing is kept any more. The caller removes the stored one, or `drop` does."""
        self._timer.stop()
        self._last = None

    def drop(self) -> None:
        """Discard the kept draft."""
        self.forget()
        ledger, key = self._shell.office.ledger, self.key
        self._shell.jobs.write(lambda _step: ledger.keep_draft(key, {}), owner=self._owner)

    def leave(self) -> None:
        """The page goes: keep what is there. The shell waits for the writing."""
        self.keep()

    def _done(self, kept: object) -> None:
        if kept:
            self.kept.emit(self._shell.now())


class DraftNotice(QFrame):
    """Says that a draft came back, of when, and asks: continue or discard."""

    go_on = Signal()
    discard = Signal()

    def __init__(self, shell: Shell, *, narrow: bool = False) -> None:
        super().__init__()
        self._shell = shell
        theme, lang = shell.theme, shell.lang
        self.setProperty("kind", "strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(picture(theme, "history", theme.palette.info, 18))
        self.said = label("", "secondary", wrap=True)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.continue_button = button(theme, words.DRAFT_CONTINUE(lang), "soft", click=self._continue)
        self.discard_button = button(theme, words.DRAFT_DISCARD(lang), "ghost", click=self._discard)
        buttons = row
        if narrow:
            buttons = QHBoxLayout()
            buttons.addStretch(1)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.continue_button)
        if narrow:
            column.addLayout(buttons)
        self.hide()

    def tell(self, at: dt.datetime) -> None:
        """Show it for a draft kept at `at`."""
        lang = self._shell.lang
        self.said.setText(words.DRAFT_FOUND(lang, when=language.moment(at, self._shell.now(), lang)))
        self.show()

    def _continue(self) -> None:
        self.hide()
        self.go_on.emit()

    def _discard(self) -> None:
        self.hide()
        self.discard.emit()
