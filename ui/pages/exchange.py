"""The exchange by stick: per office what they have, export, import, what came of it, conflicts, the package log."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from casefiles import exchange
from casefiles.exchange import offices, rhythm
from ui import computers_card, drives, language
from ui import words_computers as computers
from ui import words_exchange as w
from ui import words_trip as t
from ui.asking import ask_files, ask_verb
from ui.boards import put_board
from ui.erased_card import ErasedCard
from ui.exchange_cards import counted, nobody_card, results_card, summary
from ui.exchange_notices import notice_card
from ui.figures_card import FiguresCard
from ui.fork_card import fork_card
from ui.jobs import Cancelled
from ui.joined_card import JoinedCard
from ui.office_card import office_card
from ui.offices_card import MANY, ORDERS, OfficesCard
from ui.pages.child_parts import clear
from ui.parcels_card import ParcelsCard
from ui.preview_drawer import PreviewDrawer, wants_look
from ui.refused_card import RefusedCard
from ui.renewed_card import RenewedCard
from ui.stick_box import StickBox
from ui.twins_search import look_after_import
from ui.widgets.buttons import button
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from casefiles.domain.problems import Problem, Refusal
    from casefiles.exchange import ExportReport, ImportReport, Preview, Tray, Twice
    from casefiles.exchange.rhythm import Rhythm
    from casefiles.office import Office
    from casefiles.ports import Parcel, Peer
    from ui.jobs import Step
    from ui.window import Shell


SIDE_BY_SIDE = 1.2  # above this text scale the two columns stand below each other


@dataclass(frozen=True)
class Board:
    """What the page shows, read in one job."""

    notices: tuple[Problem, ...]
    status: list[dict[str, object]]
    forks: list[Twice]
    conflicts: int
    parcels: list[Parcel]
    peers: list[Peer]
    tray: Tray
    figures: list[tuple[str, str, dict[str, dict[str, int]]]]
    computers: computers_card.Computers


class ExchangePage(QWidget):
    """Everything the trip to the county needs, on one page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        theme, lang = shell.theme, shell.lang
        self.results: list[ImportReport] = []
        self._arrived = False
        """whether `results` are of an import that was not shown yet"""
        self.at, self.order = "", ORDERS[0]
        """the office that is chosen where there are many, and how they are sorted"""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), 0)
        outer.setSpacing(theme.px(12))
        self.import_button = button(theme, w.IMPORT(lang), "primary", "download", self.import_found)
        self.import_button.setObjectName("import")
        card_out = button(theme, w.WRITE_CARD(lang), "", "file-down", self.write_card)
        card_in = button(theme, w.ACCEPT_CARD(lang), "", "user-check", self.accept_card)
        go, tip = partial(shell.open, "computers"), computers.OPEN_TIP(lang)
        invite = button(theme, computers.OPEN(lang), "", "key-round", go, tip=tip)
        acts = (invite, card_out, card_in, self.import_button)
        outer.addWidget(SectionHeader(theme, w.TITLE(lang), *acts, kind="page"))
        self.sticks = StickBox(shell)
        outer.addWidget(self.sticks)
        self.progress = ProgressStrip(theme, lang)
        outer.addWidget(self.progress)
        self.holder = QVBoxLayout()
        outer.addLayout(self.holder, 1)
        self.board: QScrollArea | None = None

    def reload(self) -> None:
        """Sticks, offices, conflicts and log afresh."""
        self.sticks.fill()
        office = self.shell.office
        self.shell.jobs.read(lambda _step: _read(office), done=self._show, owner=self, newest="board")

    def focus_first(self) -> None:
        """The keyboard starts at the import."""
        self.import_button.setFocus()

    @property
    def folder(self) -> Path | None:
        """Where packages are read and written."""
        return self.sticks.folder

    def use(self, folder: Path) -> None:
        """Take this folder as the stick."""
        self.sticks.use(folder)

    # what the buttons do

    def export(self, code: str) -> None:
        """Show what this office will see and export with Enter; at once when it was seen and is of the same kinds."""
        office = self.shell.office
        if self._target() is None:
            return
        if office.ledger.setting(f"seen:{code}") is None:
            self.look(code)
            return
        text = t.READING(self.shell.lang)

        def work(step: Step) -> Preview:
            step(0, 0, text)
            return exchange.preview(office, code)

        def counted_up(found: Preview) -> None:
            if wants_look(office, code, found):
                self.look(code, found)
            else:
                self.write(code)

        job = self.shell.jobs.read(work, done=counted_up, owner=self, newest="preview")
        job.ended.connect(self._find_keyboard)
        self.progress.follow(job)

    def look(self, code: str, found: Preview | None = None) -> None:
        """What this office will see, in the drawer. `found`: something of another kind than the last time."""
        name = offices.name(self.shell.office, code)

        def go() -> None:
            wanted = w.EXPORT_FOR(self.shell.lang, name=name)
            here = next((b for b in self.findChildren(QPushButton) if b.accessibleName() == wanted), None)
            if here is not None:
                here.setFocus()  # back where one came from
            self.write(code)

        def make() -> PreviewDrawer:
            return PreviewDrawer(self.shell, code, name, go, found, again=found is not None)

        self.shell.drawer(make(), make)

    def write(self, code: str) -> None:
        """Write a package for this office to the stick, and read it back."""
        target, office, text = self._target(), self.shell.office, w.EXPORTING(self.shell.lang)
        if target is None:
            return

        def work(step: Step) -> ExportReport:
            return exchange.export(office, code, target, lambda i, n: step(i, n, text))

        self._run(work, self._exported)

    def _target(self) -> Path | None:
        """Where to write; asked for when there is no stick."""
        if self.folder is None:
            self.sticks.choose()
        return self.folder

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
        others = [p for p in found if not p.name.startswith(mine)]  # what we wrote ourselves is for others
        packages = exchange.packages_for_us(self.shell.office, found) or others  # of which each says why not
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
        lang = self.shell.lang
        self._arrived = True
        if stopped:
            n = sum(report.state == "done" for report in self.results)
            self.shell.toast(language.counted(w.STOPPED_AFTER, n, lang) if n else w.STOPPED(lang))
        else:
            self.shell.toast(summary(self.results, lang))
        for report in self.results:
            for entity, ids in report.touched.rows.items():
                self.shell.changed.emit(entity, ids)
        look_after_import(self.shell, self.results)
        self.reload()

    def write_card(self) -> None:
        """Write our card to the stick."""
        target, office = self._target(), self.shell.office
        if target is not None:
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

    def _show(self, found: Board) -> None:
        theme, lang = self.shell.theme, self.shell.lang
        inside = QWidget()
        beside = theme.scale <= SIDE_BY_SIDE
        across = QHBoxLayout(inside) if beside else QVBoxLayout(inside)
        across.setContentsMargins(0, 0, theme.px(4), theme.px(16))
        across.setSpacing(theme.px(12))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.px(12))
            across.addLayout(column, 3 if column is left and len(found.status) >= MANY else 2)
        if self.results:
            noticed = {problem.code for problem in found.notices}
            (right if beside else left).addWidget(results_card(self.shell, self.results, noticed))
        if found.notices:
            left.addWidget(notice_card(self.shell, found.notices))
        for one in found.forks:
            left.addWidget(fork_card(self.shell, one, self, self.reload))
        if not found.status:
            left.addWidget(nobody_card(self.shell))
        rhythms = {one.office: one for one in rhythm.rhythms(found.status, found.parcels)}
        cards = {
            str(row["office"]): partial(self._office, row, rhythms[str(row["office"])]) for row in found.status
        }
        if len(cards) < MANY:
            for make in cards.values():
                left.addWidget(make())
        else:
            left.addWidget(self._many(found.status, list(rhythms.values()), cards, right))
        left.addWidget(computers_card.ComputersCard(self.shell, found.computers, self.reload))
        left.addStretch(1)
        names = {p.office: p.name for p in found.peers}
        if found.tray.refused:
            right.addWidget(RefusedCard(self.shell, found.tray.refused, names, self.reload))
        if found.tray.renewed:
            right.addWidget(RenewedCard(self.shell, found.tray.renewed, self.reload))
        if found.tray.joined:
            right.addWidget(JoinedCard(self.shell, found.tray.joined, self.reload))
        if found.tray.erased:
            right.addWidget(ErasedCard(self.shell, found.tray.erased, self.reload))
        if found.conflicts:
            show = partial(self.shell.open, "conflicts")
            choose = button(theme, w.CONFLICTS_OPEN(lang), "soft", "arrow-left-right", show)
            card = Card(theme, language.counted(w.CONFLICTS, found.conflicts, lang), choose)
            card.body.addWidget(label(w.CONFLICT_HELP(lang), "secondary", wrap=True))
            right.addWidget(card)
        if found.figures:
            right.addWidget(FiguresCard(self.shell, found.figures, names))
        right.addWidget(ParcelsCard(self.shell, found.parcels, names, found.tray.there))
        right.addStretch(1)
        self.board = put_board(self, self.holder, self.board, inside)
        if self._arrived:  # what came stands at the head, wherever one had gone to
            self._arrived = False
            self.board.verticalScrollBar().setValue(0)

    def _office(self, row: dict[str, object], one: Rhythm) -> Card:
        code = str(row["office"])
        return office_card(self.shell, row, one, partial(self.export, code), partial(self.look, code))

    def _many(
        self,
        rows: Sequence[dict[str, object]],
        rhythms: Sequence[Rhythm],
        cards: Mapping[str, Callable[[], Card]],
        right: QVBoxLayout,
    ) -> OfficesCard:
        """A line each; the card of the chosen one stands beside them."""
        made, place = OfficesCard(self.shell, self.order), QVBoxLayout()
        right.addLayout(place)

        def show(code: str) -> None:
            self.at, self.order = code, made.order
            clear(place)
            if code in cards:
                place.addWidget(cards[code]())

        made.chosen.connect(show)
        made.opened.connect(self.export)
        made.chips.chosen.connect(lambda _order: show(made.current))
        made.set(rows, rhythms, self.at)
        show(made.current)
        return made


def _read(office: Office) -> Board:
    ledger = office.ledger
    return Board(
        notices=exchange.notices(office),
        status=exchange.sync_status(office),
        forks=exchange.twice(office),
        conflicts=office.queries.disputed(),
        parcels=ledger.parcels(),
        peers=ledger.peers(),
        tray=exchange.tray(office),
        figures=ledger.figures_of(),
        computers=computers_card.read(office),
    )
