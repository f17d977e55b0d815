"""Looking through the register for files of the same child: the job with its progress, and what is said after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casefiles import duplicates
from ui import language, words_twins
from ui.widgets.buttons import button
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.duplicates import Twins
    from casefiles.exchange import ImportReport
    from ui.jobs import Step
    from ui.window import Shell


class SearchBar(QWidget):
    """When the register was looked through last, a button that does it now, and how far it is."""

    def __init__(self, shell: Shell, owner: QWidget, then: Callable[[], object]) -> None:
        super().__init__()
        self.shell, self.owner, self.then = shell, owner, then
        theme, lang = shell.theme, shell.lang
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        on = duplicates.looked_on(shell.office)
        said = words_twins.SEARCHED(lang, day=on) if on else words_twins.NEVER(lang)
        row.addWidget(label(said, "secondary", wrap=True), 1)
        self.go = button(theme, words_twins.SEARCH(lang), "soft", "scan-search", self.search)
        self.go.setObjectName("search-twins")
        row.addWidget(self.go)
        self.strip = ProgressStrip(theme, lang)
        row.addWidget(self.strip, 2)

    def search(self) -> None:
        """Compare everything, off the GUI thread; Stop leaves what was kept as it was."""
        office, lang = self.shell.office, self.shell.lang
        said = words_twins.LOOKING(lang)

        def work(step: Step) -> list[tuple[str, str]]:
            return duplicates.compare_all(office, lambda i, n: step(i, n, said))

        job = self.shell.jobs.read(work, done=self._keep, owner=self.owner, newest="search-twins")
        job.cancelled.connect(lambda: self.shell.toast(words_twins.STOPPED(lang)))
        self.go.hide()
        job.ended.connect(self.go.show)
        self.strip.follow(job)

    def _keep(self, pairs: list[tuple[str, str]]) -> None:
        office = self.shell.office

        def work(_step: Step) -> list[Twins]:
            duplicates.keep(office, pairs, whole=True)
            return duplicates.kept(office)

        self.shell.jobs.write(work, done=self._found, owner=self.owner)

    def _found(self, found: list[Twins]) -> None:
        lang = self.shell.lang
        said = language.counted(words_twins.FOUND, len(found), lang) if found else words_twins.NONE(lang)
        self.shell.toast(said)
        self.then()


def look_after_import(shell: Shell, reports: Sequence[ImportReport]) -> None:
    """Compare the files that packages just brought with everybody, and say so when some look alike."""
    office = shell.office
    ids = {row for report in reports for row in report.touched.rows.get("child", ())}
    if not ids:
        return

    def said(found: list[Twins]) -> None:
        if found:
            shell.toast(language.counted(words_twins.IMPORTED, len(found), shell.lang))

    def keep(pairs: list[tuple[str, str]]) -> None:
        def work(_step: Step) -> list[Twins]:
            duplicates.keep(office, pairs)
            return [t for t in duplicates.kept(office) if ids & {t.one.id, t.other.id}]

        if pairs:
            shell.jobs.write(work, done=said, owner=shell)

    shell.jobs.read(lambda step: duplicates.compare(office, ids, lambda i, n: step(i, n)), done=keep, owner=shell)
