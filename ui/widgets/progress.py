"""A strip that shows a job going on, with Stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ui import language, words
from ui.widgets.buttons import button
from ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from ui.jobs import Job
    from ui.theme import Theme


class ProgressStrip(QFrame):
    """Follows one job; hides itself when the job has ended. Stop asks the job to end at its next step."""

    def __init__(self, theme: Theme, lang: Lang) -> None:
        super().__init__()
        self.lang = lang
        self.setProperty("kind", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        self.text = ElidedLabel(words.WORKING(lang), "secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.WORKING(lang))
        column.addWidget(self.text)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        self.stop = button(theme, words.STOP(lang), click=self.cancel)
        row.addWidget(self.stop)
        self._job: Job | None = None
        self.hide()

    def follow(self, job: Job, *, can_stop: bool = True) -> None:
        """Show `job` until it ends."""
        self._job = job
        self.bar.setRange(0, 0)
        self.text.set(words.WORKING(self.lang))
        self.stop.setVisible(can_stop)
        self.stop.setEnabled(True)
        job.progressed.connect(self.show_step)
        job.ended.connect(self._ended)
        self.show()

    def show_step(self, i: int, n: int, text: str) -> None:
        said = text or words.WORKING(self.lang)
        if n:
            count = {"i": language.number(i, self.lang), "n": language.number(n, self.lang)}
            said = words.PROGRESS(self.lang, text=said, **count)
        self.bar.setRange(0, n)
        self.bar.setValue(i)
        self.bar.setAccessibleName(said)
        self.text.set(said)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.text.set(words.STOPPING(self.lang))

    def _ended(self) -> None:
        self._job = None
        self.hide()
