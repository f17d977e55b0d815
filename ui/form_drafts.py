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
from ui.widgets.panels import area_over
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.problems import Refusal
    from ui.jobs import Step
    from ui.window import Shell

EVERY_MS = 2000
HEADS = "_heads"
"""in a kept draft: the heads that were on the screen, so that a restored draft still says what it had seen"""
SHOWN = "_shown"
"""in a kept draft: the fields whose problems were shown; a switch of language makes the form anew from its draft"""


class DraftKeeper(QObject):
    """Keeps what `source()` gives under `key`, in the writer lane: 2 s after a change, and when the page is left.

    Nothing is kept while `source()` is None. What could not be written is tried again 2 s later, and said once.
    """

    kept = Signal(object)  # datetime
    not_kept = Signal(object)  # Refusal

    def __init__(
        self, shell: Shell, owner: QObject, key: str, source: Callable[[], Mapping[str, str] | None]
    ) -> None:
        super().__init__(owner)
        self._shell, self._owner, self.key, self._source = shell, owner, key, source
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._last: dict[str, str] | None = None
        """what is on disk"""
        self._asked: dict[str, str] | None = None
        """what is being written"""
        self._ticket = 0
        self._told = False

    def touch(self) -> None:
        """Something changed: keep it soon. The clock is not set back by further changes."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep it now, if it differs from what was kept."""
        self._timer.stop()
        source = self._source()
        if source is None:
            return
        draft = dict(source)
        if draft == ((self._last if self._asked is None else self._asked) or {}):
            return
        self._asked = draft
        self._ticket += 1
        ledger, key, shell, ticket = self._shell.office.ledger, self.key, self._shell, self._ticket

        def write(_step: Step) -> int:
            ledger.keep_draft(key, draft)
            return ticket

        shell.jobs.write(
            write, done=self._done, refused=self._refused, failed=self._failed, owner=self._owner
        )

    def found(self) -> tuple[dict[str, str], dt.datetime] | None:
        """The draft that was kept, and when; None when there is none."""
        got = self._shell.office.ledger.draft(self.key)
        if got is None:
            return None
        fields, at_ms = got
        self._last = dict(fields)
        return fields, dt.datetime.fromtimestamp(at_ms / 1000)

    def ask_about(self, notice: DraftNotice) -> None:
        """The page is entered again: what was typed before and not saved is still here, which is said."""
        if self._source():
            got = self._shell.office.ledger.draft(self.key)
            notice.ask(self._shell.now() if got is None else dt.datetime.fromtimestamp(got[1] / 1000))

    def rename(self, key: str) -> None:
        """From now on keep under another key; what was kept under the old one stays there."""
        self.forget()
        self.key = key

    def forget(self) -> None:
        """It is saved or discarded: nothing is kept any more. The caller removes the stored one, or `drop` does."""
        self._timer.stop()
        self._last = self._asked = None
        self._ticket += 1  # an answer that is still to come is not about what comes next

    def drop(self) -> None:
        """Discard the kept draft."""
        self.forget()
        ledger, key = self._shell.office.ledger, self.key
        self._shell.jobs.write(lambda _step: ledger.keep_draft(key, {}), owner=self._owner)

    def leave(self) -> None:
        """The page goes: keep what is there. The shell waits for the writing."""
        self._asked = None  # whether that one gets to the disk is not known yet
        self.keep()

    def _done(self, ticket: int) -> None:
        if ticket != self._ticket or self._asked is None:
            return
        self._last, self._asked, self._told = self._asked, None, False
        if self._last:
            self.kept.emit(self._shell.now())

    def _refused(self, refusal: Refusal) -> None:
        self._asked = None
        self.touch()
        if not self._told:
            self._told = True
            self.not_kept.emit(refusal)

    def _failed(self, error: BaseException) -> None:
        self._asked = None
        if not self._told:
            self._told = True
            self._shell.jobs.failed.emit(error)


class DraftNotice(QFrame):
    """Says that a draft came back, of when, and asks: continue or discard."""

    go_on = Signal()
    discard = Signal()

    def __init__(self, shell: Shell, *, narrow: bool = False) -> None:
        super().__init__()
        self._shell, self._asks = shell, False
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
        for one in (self.continue_button, self.discard_button):
            one.setAutoDefault(True)  # the keyboard may be brought here: Enter answers
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

    def ask(self, at: dt.datetime) -> None:
        """Show it before anything is typed: whoever means somebody else must not write into what is there."""
        self.tell(at)
        self._asks = True

    def takes_keyboard(self) -> bool:
        """Bring the keyboard here once, if it is asked whether to go on."""
        asks, self._asks = self._asks and not self.isHidden(), False
        if asks:
            self.continue_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            area = area_over(self)
            if area is not None:
                area.ensureWidgetVisible(self, 20, 40)
        return asks

    def _continue(self) -> None:
        self.hide()
        self.go_on.emit()

    def _discard(self) -> None:
        self.hide()
        self.discard.emit()
