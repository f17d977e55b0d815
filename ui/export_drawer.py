"""What a register lists, written to an Excel sheet: after a warning, with numbers hidden unless they are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox

from casefiles import listings
from ui import language
from ui import words_filters as w
from ui.asking import ask_target
from ui.whole import write_whole
from ui.widgets.buttons import button
from ui.widgets.panels import DrawerFrame
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.jobs import Step
    from ui.register_page import RegisterPage


class ExportDrawer(DrawerFrame):
    """For what is listed now; what is marked, when something is."""

    def __init__(self, page: RegisterPage) -> None:
        shell = page.shell
        lang, theme = shell.lang, shell.theme
        listed = list(page.model.ids)
        self.ids = [row for row in listed if row in page.model.marked] or listed
        said = language.counted(w.EXPORT_OF, len(self.ids), lang)
        super().__init__(theme, lang, said, page.title(lang), close=lambda: shell.drawer(None))
        self.page, self.shell, self.lang = page, shell, lang
        self.body.addWidget(label(w.EXPORT_WARNING(lang), "body", wrap=True))
        self.hide_numbers = QCheckBox(w.MASK(lang))
        self.hide_numbers.setChecked(True)
        self.hide_numbers.toggled.connect(self._masked)
        self.body.addWidget(self.hide_numbers)
        self.open_ = label(w.MASK_OFF(lang), "strong", tone="danger", wrap=True)
        self.open_.hide()
        self.body.addWidget(self.open_)
        self.strip = ProgressStrip(theme, lang)
        self.body.addWidget(self.strip)
        self.body.addStretch(1)
        self.go = button(theme, w.EXPORT_WRITE(lang), "primary", "file-down", self.write)
        self.go.setEnabled(bool(self.ids))
        self.foot.addWidget(self.go)

    def focus_first(self) -> None:
        self.hide_numbers.setFocus()

    def leave(self) -> None:
        """Writing goes on only while somebody looks."""

    def on_changed(self, entity: str, ids: object) -> None:
        """What was asked for is written."""

    def write(self) -> None:
        """Ask where, and write it there whole or not at all."""
        lang, office = self.lang, self.shell.office
        where = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or ".")
        name = f"{self.page.title(lang)}-{office.clock.today():%Y%m%d}.xlsx"
        path = ask_target(self, w.EXPORT_TO(lang), where, name, w.SHEETS(lang), "xlsx", lang)
        if path is None:
            return
        ids, register, masked = self.ids, self.page.register, self.hide_numbers.isChecked()

        def work(step: Step) -> Path:
            told = lambda i, n: step(i, n, w.EXPORT(lang))  # noqa: E731
            data = listings.sheet(office, register, ids, lang, masked=masked, told=told)
            step()
            write_whole(path, data)
            return path

        self.go.setEnabled(False)
        job = self.shell.jobs.read(work, done=self._written, owner=self)
        job.ended.connect(lambda: self.go.setEnabled(True))
        self.strip.follow(job)

    def _written(self, path: Path) -> None:
        lang = self.lang
        self.shell.drawer(None)
        self.shell.toast(w.EXPORTED(lang, n=language.number(len(self.ids), lang), path=path))

    def _masked(self, on: bool) -> None:
        self.open_.setVisible(not on)
