"""The exchange by stick: per office what they have, export, import, what came of it, conflicts, the package log."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from casefiles import exchange
from ui import drives, language
from ui import words_exchange as w
from ui.asking import ask_files, ask_folder, ask_verb
from ui.boards import put_board
from ui.computers_card import ComputersCard
from ui.exchange_cards import STATE_TONES, counted, moment, office_card, result_line
from ui.jobs import Cancelled
from ui.twins_search import look_after_import
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, SectionHeader
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.problems import Refusal
    from casefiles.exchange import ExportReport, ImportReport
    from casefiles.ports import Parcel, Peer
    from ui.jobs import Step
    from ui.window import Shell

LOG_LINES = 20
SIDE_BY_SIDE = 1.2  # above this text scale the two columns stand below each other


class ExchangePage(QWidget):
    """Everything the trip to the county needs, on one page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.chosen: Path | None = None
        self.results: list[ImportReport] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), 0)
        outer.setSpacing(theme.px(12))
        self.import_button = button(theme, w.IMPORT(lang), "primary", "download", self.import_found)
        self.import_button.setObjectName("import")
        card_out = button(theme, w.WRITE_CARD(lang), "", "file-down", self.write_card)
        card_in = button(theme, w.ACCEPT_CARD(lang), "", "user-check", self.accept_card)
        outer.addWidget(
            SectionHeader(theme, w.TITLE(lang), card_out, card_in, self.import_button, kind="page")
        )
        outer.addLayout(self._stick_row())
        self.progress = ProgressStrip(theme, lang)
        outer.addWidget(self.progress)
        self.holder = QVBoxLayout()
        outer.addLayout(self.holder, 1)
        self.board: QScrollArea | None = None

    def _stick_row(self) -> QHBoxLayout:
        theme, lang = self.shell.theme, self.shell.lang
        row = QHBoxLayout()
        row.addWidget(label(w.STICK(lang), "strong"))
        self.stick = QComboBox()
        self.stick.setAccessibleName(w.STICK(lang))
        self.stick.setMinimumWidth(theme.tall(260))
        self.stick.currentIndexChanged.connect(lambda _at: self._look())
        row.addWidget(self.stick, 1)
        row.addWidget(button(theme, w.CHOOSE(lang), "", "folder-open", self._choose))
        self.found = label("", "secondary")
        row.addWidget(self.found)
        row.addStretch(1)
        return row

    def reload(self) -> None:
        """Sticks, offices, conflicts and log afresh."""
        self._sticks()
        office = self.shell.office

        def work(_step: Step) -> tuple[list[dict[str, object]], bool, list[Parcel], list[Peer]]:
            ledger = office.ledger
            return (
                exchange.sync_status(office),
                bool(office.queries.conflicts(1)),
                ledger.parcels(),
                ledger.peers(),
            )

        self.shell.jobs.read(work, done=self._show, owner=self, newest="board")

    def focus_first(self) -> None:
        """The keyboard starts at the import."""
        self.import_button.setFocus()

    @property
    def folder(self) -> Path | None:
        """Where packages are read and written."""
        data = self.stick.currentData()
        return Path(data) if data else None

    def use(self, folder: Path) -> None:
        """Take this folder as the stick."""
        self.chosen = folder
        self._sticks()
        self.stick.setCurrentIndex(self.stick.findData(str(folder)))

    def _sticks(self) -> None:
        lang, now = self.shell.lang, self.stick.currentData()
        self.stick.blockSignals(True)
        self.stick.clear()
        for drive in drives.removable():
            free = f"{drive.free / 2**30:,.1f} GB"
            self.stick.addItem(w.FREE(lang, name=drive.name, free=free), str(drive.path))
        if self.chosen is not None and self.stick.findData(str(self.chosen)) < 0:
            path = str(self.chosen)
            room = self.stick.minimumWidth() - self.shell.theme.px(50)
            shown = self.stick.fontMetrics().elidedText(path, Qt.TextElideMode.ElideMiddle, room)
            self.stick.addItem(shown, path)
            self.stick.setItemData(self.stick.count() - 1, path, Qt.ItemDataRole.ToolTipRole)
        if not self.stick.count():
            self.stick.addItem(w.NO_STICK(lang), "")
        self.stick.setCurrentIndex(max(0, self.stick.findData(now)))
        self.stick.blockSignals(False)
        self._look()

    def _look(self) -> None:
        n = len(drives.files_with(self.folder, ".tgx")) if self.folder else 0
        lang = self.shell.lang
        said = language.counted(w.IMPORT_HINT, n, lang) if n else w.IMPORT_NONE(lang) if self.folder else ""
        self.found.setText(said)
        self.stick.setToolTip(str(self.folder or ""))

    def _choose(self) -> None:
        folder = ask_folder(self, w.CHOOSE(self.shell.lang), self.folder or Path.home())
        if folder is not None:
            self.use(folder)

    # what the buttons do

    def export(self, code: str) -> None:
        """Write a package for this office to the stick."""
        folder, office = self.folder, self.shell.office
        if folder is None:
            self._choose()
            folder = self.folder
        if folder is None:
            return
        target, text = folder, w.EXPORTING(self.shell.lang)

        def work(step: Step) -> ExportReport:
            return exchange.export(office, code, target, lambda i, n: step(i, n, text))

        self._run(work, self._exported)

    def _exported(self, report: ExportReport) -> None:
        lang = self.shell.lang
        if report.count:
            said = [w.EXPORTED(lang, n=counted(report.count, self.shell), name=report.path.name)]
        else:
            said = [w.RECEIPT_ONLY(lang)]
        for words, n in (
            (w.IN_PARTS, len(report.paths) if len(report.paths) > 1 else 0),
            (w.PHOTOS_WENT, report.attachments),
            (w.PHOTOS_LEFT, report.attachments_left),
            (w.PHOTOS_DAMAGED, report.attachments_damaged),
        ):
            said += [language.counted(words, n, lang)] if n else []
        self.shell.toast(" ".join(said))
        self.reload()

    def import_found(self) -> None:
        """Import what is on the stick; ask for files when there is nothing."""
        found = drives.files_with(self.folder, ".tgx") if self.folder else []
        mine = f"{self.shell.office.home.code}-"
        packages = [p for p in found if not p.name.startswith(mine)]  # what we wrote ourselves is for others
        if packages:
            self.import_files(packages)
            return
        lang, start = self.shell.lang, self.folder or Path.home()
        chosen = ask_files(self, w.CHOOSE_PACKAGES(lang), start, w.PACKAGES(lang), many=True)
        if chosen:
            self.import_files(chosen)

    def import_files(self, paths: list[Path]) -> None:
        """Verify and merge these packages, oldest first."""
        office, text = self.shell.office, w.IMPORTING(self.shell.lang)

        def work(step: Step) -> tuple[list[ImportReport], bool]:
            reports: list[ImportReport] = []
            for path in drives.oldest_first(paths):
                if any(path in report.files for report in reports):
                    continue  # taken in with another part of its delivery
                try:
                    reports += exchange.import_files(office, [path], lambda i, n: step(i, n, text))
                except Cancelled:  # this one is out; those before it are in
                    return reports, True
            return reports, False

        self._run(work, self._imported)

    def _imported(self, answer: tuple[list[ImportReport], bool]) -> None:
        self.results, stopped = answer
        if stopped:
            n = sum(report.state == "done" for report in self.results)
            lang = self.shell.lang
            self.shell.toast(language.counted(w.STOPPED_AFTER, n, lang) if n else w.STOPPED(lang))
        for report in self.results:
            for entity, ids in report.touched.rows.items():
                self.shell.changed.emit(entity, ids)
        look_after_import(self.shell, self.results)
        self.reload()

    def write_card(self) -> None:
        """Write our card to the stick."""
        if self.folder is None:
            self._choose()
        folder, office = self.folder, self.shell.office
        if folder is not None:
            target = folder
            self._run(
                lambda _step: exchange.write_card(office, target),
                lambda path: self.shell.toast(w.CARD_WRITTEN(self.shell.lang, name=path.name)),
            )

    def accept_card(self) -> None:
        """Choose another office's card and accept it."""
        lang, start = self.shell.lang, self.folder or Path.home()
        for file in ask_files(self, w.ACCEPT_CARD(lang), start, w.CARDS(lang)):
            self.accept(file)

    def accept(self, path: Path, *, replace: bool = False) -> None:
        """Accept this card; the changed card of a known office only when somebody says so."""
        office = self.shell.office

        def told(found: tuple[Peer, str]) -> None:
            peer, code = found
            self.shell.toast(w.ACCEPTED(self.shell.lang, name=peer.name, code=code))
            self.reload()

        def refused(refusal: Refusal) -> None:
            if not replace and [p.code for p in refusal.problems] == ["CARD_CHANGED"]:
                QTimer.singleShot(0, self, lambda: self._ask_replace(path, refusal))
            else:
                self.shell.jobs.refused.emit(refusal)

        self._run(lambda _step: exchange.accept_card(office, path, replace_known=replace), told, refused)

    def _ask_replace(self, path: Path, refusal: Refusal) -> None:
        """The other office has another key: only a person who asked them can say that it is theirs."""
        lang = self.shell.lang
        if ask_verb(self, refusal.say(lang), w.CARD_REPLACE(lang), w.CARD_LATER(lang)):
            self.accept(path, replace=True)

    def _run(self, work: Any, done: Any, refused: Callable[[Refusal], object] | None = None) -> None:
        job = self.shell.jobs.write(work, done=done, refused=refused, owner=self)
        job.cancelled.connect(lambda: self.shell.toast(w.STOPPED(self.shell.lang)))
        job.ended.connect(self._find_keyboard)
        self.progress.follow(job)

    def _find_keyboard(self) -> None:
        """The strip with Stop has gone; the keyboard may have gone with it."""
        if QApplication.focusWidget() is None:
            self.focus_first()

    # the picture

    def _show(self, found: tuple[list[dict[str, object]], bool, list[Parcel], list[Peer]]) -> None:
        status, conflicts, parcels, peers = found
        theme, lang = self.shell.theme, self.shell.lang
        inside = QWidget()
        across = QHBoxLayout(inside) if theme.scale <= SIDE_BY_SIDE else QVBoxLayout(inside)
        across.setContentsMargins(0, 0, theme.px(4), theme.px(16))
        across.setSpacing(theme.px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.px(12))
            across.addLayout(column, 1)
        if not status:
            left.addWidget(self._nobody())
        for row in status:
            left.addWidget(office_card(self.shell, row, partial(self.export, str(row["office"]))))
        left.addWidget(ComputersCard(self.shell, self.reload))
        left.addStretch(1)
        if self.results:
            card = Card(theme, w.RESULTS(lang))
            for report in self.results:
                card.body.addWidget(result_line(self.shell, report))
            right.addWidget(card)
        if conflicts:
            show = partial(self.shell.open, "conflicts")
            choose = button(theme, w.CONFLICTS_OPEN(lang), "soft", "arrow-left-right", show)
            card = Card(theme, w.CONFLICTS(lang), choose)
            card.body.addWidget(label(w.CONFLICT_HELP(lang), "secondary", wrap=True))
            right.addWidget(card)
        right.addWidget(self._log(parcels, {p.office: p.name for p in peers}))
        right.addStretch(1)
        self.board = put_board(self, self.holder, self.board, inside)

    def _nobody(self) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme)
        card.body.addWidget(EmptyState(theme, w.NO_OFFICES(lang), w.NO_OFFICES_HELP(lang), icon="usb"))
        return card

    def _log(self, parcels: list[Parcel], names: dict[str, str]) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, w.LOG(lang))
        if not parcels:
            card.body.addWidget(label(w.LOG_EMPTY(lang), "secondary", wrap=True))
        for parcel in parcels[:LOG_LINES]:
            row = QHBoxLayout()
            state = w.STATES.get(parcel.state)
            row.addWidget(
                Pill(theme, state(lang) if state else parcel.state, STATE_TONES.get(parcel.state, "neutral"))
            )
            said = w.LOG_LINE(
                lang,
                when=moment(self.shell, parcel.at_ms),
                direction=(w.OUT if parcel.direction == "out" else w.IN)(lang),
                office=names.get(parcel.office, parcel.office),
                n=counted(parcel.count, self.shell),
            )
            row.addWidget(ElidedLabel(said, "secondary"), 1)
            card.body.addLayout(row)
            if parcel.reason and parcel.state in {"waiting", "refused"}:
                card.body.addWidget(label(parcel.reason, "caption", wrap=True))
        return card
