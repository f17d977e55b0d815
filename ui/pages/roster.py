"""A roster workbook: choose, dry run, see what is wrong, write what is good, take the marked workbook back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from casefiles import roster, undoing
from casefiles.domain.entities import ENTITIES
from ui import language, veiled
from ui import words_roster as w
from ui.asking import ask_files, ask_target
from ui.boards import put_board
from ui.undoing import with_undo
from ui.veiled import running
from ui.whole import write_whole
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, SectionHeader, StatTile
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Label, Lang
    from casefiles.roster import Applied, Plan
    from casefiles.roster.outcome import Outcome
    from ui.jobs import Step
    from ui.theme import Tone
    from ui.window import Shell

MOST = 200
"""lines shown in a table; the marked workbook has all of them"""
SEEN = 7
"""lines in sight; the others are scrolled to"""
MOST_HIGH = 10_000
"""px, more than any text needs"""
MOST_NAMED = 6
"""changed fields a row names"""
STATES = {"new": w.NEW, "changed": w.CHANGED, "same": w.SAME, "wrong": w.WRONG}


def result(outcome: Outcome, entity: str, lang: Lang) -> str:
    """What becomes of a row; of one that changes a record also which fields change."""
    state = STATES[outcome.state](lang)
    if outcome.state != "changed":
        return state
    comma, parts = ("、" if lang == "zh" else ", "), []
    for edit in outcome.edits:
        spec = ENTITIES[edit.entity]
        named = [spec.fields[name].label(lang) for name in edit.fields if name in spec.fields]
        if edit.entity == entity:
            parts += named
        else:
            parts.append(spec.label(lang))
    shown = list(dict.fromkeys(parts))
    more = len(shown) - MOST_NAMED
    said = comma.join(shown[:MOST_NAMED])
    return w.CHANGES(lang, state=state, fields=w.AND_MORE(lang, fields=said, n=more) if more > 0 else said)


class Wrapped(QStyledItemDelegate):
    """Makes a row as high as its texts need within the padding of their cells, which the style does not reckon with."""

    def __init__(self, table: QTableWidget, across: int, down: int) -> None:
        super().__init__(table)
        self.table, self.across, self.down = table, across, down

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        margin = self.table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self.table) + 1
        room = QRect(0, 0, max(1, self.table.columnWidth(index.column()) - 2 * (self.across + margin)), MOST_HIGH)
        text = self.table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(size.width(), max(size.height(), text.height() + 2 * self.down))


class RosterPage(QWidget):
    """Nothing is written before the person has seen what would be written."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.plan: Plan | None = None
        self.returned: Plan | None = None
        """the one that was written but for its wrong rows: the workbook with their marks can be saved still"""
        self.apply_button: QPushButton
        self.file: Path | None = None
        theme, lang = shell.theme, shell.lang
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), 0)
        outer.setSpacing(theme.px(12))
        self.what = QComboBox()
        self.what.setAccessibleName(w.WHAT(lang))
        for name in roster.IMPORTABLE:
            self.what.addItem(ENTITIES[name].plural(lang), name)
        template = button(theme, w.TEMPLATE(lang), "", "file-down", self.save_template)
        self.choose_button = button(theme, w.CHOOSE(lang), "primary", "file-spreadsheet", self.choose)
        self.choose_button.setObjectName("choose")
        outer.addWidget(
            SectionHeader(
                theme, w.TITLE(lang), self.what, template, self.choose_button, note=w.NOTE(lang), kind="page"
            )
        )
        self.progress = ProgressStrip(theme, lang)
        outer.addWidget(self.progress)
        self.holder = QVBoxLayout()
        outer.addLayout(self.holder, 1)
        self.board: QScrollArea | None = None

    def reload(self) -> None:
        """The plan stays as long as the page does; without one the page says what to do."""
        if self.board is None:
            self._nothing_yet()

    def on_changed(self, entity: str, ids: object) -> None:
        """A plan is about the moment it was made; writing merges, so nothing needs to be done."""

    def where(self) -> dict[str, Any]:
        """What brings this page back after a switch of language: the file is read again."""
        return {"file": str(self.file) if self.file and self.plan else "", "entity": self.entity}

    def enter(self, file: str = "", entity: str = "") -> None:
        """Open the page for a register, with a file to read."""
        if (at := self.what.findData(entity)) >= 0:
            self.what.setCurrentIndex(at)
        if file and self.plan is None:
            self.read(Path(file))
        self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the choice of a file, or at what is to be decided."""
        (self.apply_button if self.plan and self.apply_button.isEnabled() else self.choose_button).setFocus()

    @property
    def entity(self) -> str:
        """The register the roster is for."""
        return str(self.what.currentData())

    def choose(self) -> None:
        """Ask for a workbook and read it."""
        lang, start = self.shell.lang, self.file.parent if self.file else Path.home()
        for file in ask_files(self, w.CHOOSE(lang), start, w.FILES(lang)):
            self.read(file)

    def read(self, path: Path) -> None:
        """The dry run, off the GUI thread."""
        office, entity, text = self.shell.office, self.entity, w.READING(self.shell.lang)
        self.file, self.returned = path, None

        def work(step: Step) -> Plan:
            return roster.plan(office, roster.read(path), entity, lambda i, n: step(i, n, text))

        self._follow(
            self.shell.jobs.read(work, done=self._planned, refused=self._refused, owner=self, newest="plan")
        )

    def _planned(self, plan: Plan) -> None:
        self.plan = plan
        self._show(plan)

    def _refused(self, refusal: Refusal) -> None:
        self.plan = None
        self._nothing_yet(refusal.say(self.shell.lang))

    def apply(self) -> None:
        """Write all good rows, or none."""
        plan, office, text = self.plan, self.shell.office, w.WRITING(self.shell.lang)
        if plan is None:
            return

        def work(step: Step) -> Applied:
            return roster.apply(office, plan, lambda i, n: step(i, n, text))

        self._follow(self.shell.jobs.write(work, done=self._applied, owner=self))

    def _applied(self, applied: Applied) -> None:
        lang = self.shell.lang
        numbers = {
            "new": language.number(applied.new, lang),
            "changed": language.number(applied.changed, lang),
        }
        said = w.APPLIED(lang, **numbers)
        if applied.overtaken:
            said += ("" if lang == "zh" else " ") + language.counted(w.OVERTAKEN, applied.overtaken, lang)
        if applied.back:
            with_undo(self.shell, undoing.of_many(applied.back, applied.touched), said, w.TAKEN_BACK(lang))
        else:
            self.shell.toast(said)
        for entity, ids in applied.touched.rows.items():
            self.shell.changed.emit(entity, ids)
        self.returned = self.plan if self.plan is not None and self.plan.wrong else None
        self.plan = None
        self._nothing_yet()

    def _follow(self, job: Any) -> None:
        job.cancelled.connect(lambda: self.shell.toast(w.STOPPED(self.shell.lang)))
        job.ended.connect(self._find_keyboard)
        self.progress.follow(job)

    def _find_keyboard(self) -> None:
        """The strip with Stop has gone; the keyboard may have gone with it."""
        if QApplication.focusWidget() is None:
            self.focus_first()

    def save_template(self) -> None:
        """Save an empty workbook to fill in."""
        entity, lang = self.entity, self.shell.lang
        self._save(
            w.TEMPLATE(lang),
            f"{ENTITIES[entity].plural('zh')}-模板.xlsx",
            lambda: roster.template(entity, lang),
            w.TEMPLATE_SAVED,
        )

    def save_report(self) -> None:
        """Save the workbook with its wrong cells marked."""
        plan, lang = self.plan or self.returned, self.shell.lang
        if plan is not None and self.file is not None:
            name = f"{self.file.stem}-核对.xlsx"
            self._save(w.SAVE_REPORT(lang), name, lambda: roster.report(plan, lang), w.REPORT_SAVED)

    def _save(self, title: str, name: str, make: Callable[[], bytes], said: Label) -> None:
        start = self.file.parent if self.file else Path.home()
        path = ask_target(self, title, start, name, w.XLSX(self.shell.lang), "xlsx", self.shell.lang)
        if path is not None:
            self._save_as(path, make, said)

    def _save_as(self, path: Path, make: Callable[[], bytes], said: Label) -> None:
        def work(_step: Step) -> Path:
            return write_whole(path, make())

        def saved(path: Path) -> None:
            self.shell.toast(said(self.shell.lang, name=path.name))

        self._follow(self.shell.jobs.read(work, done=saved, owner=self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        if files:
            self.read(files[0])

    # the picture

    def _put(self, inside: QWidget) -> None:
        self.board = put_board(self, self.holder, self.board, inside)

    def _nothing_yet(self, problem: str = "") -> None:
        theme, lang = self.shell.theme, self.shell.lang
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, theme.px(16))
        card = Card(theme)
        if problem:
            said = label(problem, "strong", tone="danger", wrap=True)
            said.setObjectName("problem")
            card.body.addWidget(said)
        if self.returned is not None:
            left_out = language.counted(w.LEFT_OUT, self.returned.wrong_rows, lang)
            card.body.addWidget(label(left_out, "body", tone="warn", wrap=True))
            card.body.addWidget(button(theme, w.SAVE_REPORT(lang), "", "file-down", self.save_report))
        chosen = button(theme, w.CHOOSE(lang), "soft", "folder-open", self.choose)
        card.body.addWidget(
            EmptyState(theme, w.DROP(lang), w.DROP_HELP(lang), chosen, icon="file-spreadsheet"), 1
        )
        column.addWidget(card, 1)
        self._put(inside)

    def _show(self, plan: Plan) -> None:
        theme, lang = self.shell.theme, self.shell.lang
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), theme.px(16))
        column.setSpacing(theme.px(12))
        tiles = QHBoxLayout()
        tiles.setSpacing(theme.px(12))
        rows = language.counted(w.OF_ROWS, plan.rows, lang)
        toned: tuple[tuple[int, Any, str, Tone], ...] = (
            (plan.new, w.NEW, "user-plus", "ok"),
            (plan.changed, w.CHANGED, "pencil", "info"),
            (plan.same, w.SAME, "check", "neutral"),
            (plan.wrong_rows, w.WRONG, "circle-alert", "danger" if plan.wrong_rows else "neutral"),
        )
        for n, name, icon, tone in toned:
            tile = StatTile(theme, name(lang), language.number(n, lang), rows, icon, tone)
            tile.setFocusPolicy(tile.focusPolicy().NoFocus)
            tiles.addWidget(tile)
        column.addLayout(tiles)
        column.addLayout(self._decide_row(plan))
        if plan.ignored:
            said = "、".join(dict.fromkeys(i.caption or i.sheet for i in plan.ignored))
            column.addWidget(label(w.IGNORED(lang, columns=said), "secondary", wrap=True))
        for title, remarks in ((w.PROBLEMS, plan.wrong), (w.TO_NOTE, plan.warnings)):
            if remarks:
                head = [t(lang) for t in (w.SHEET, w.ROW, w.COLUMN, w.VALUE, w.REASON)]
                lines = [[r.sheet, str(r.row), r.column, running(r.value), r.label(lang)] for r in remarks[:MOST]]
                column.addWidget(self._table(title(lang), head, lines, len(remarks)))
        veiled.also(names=(o.name for o in plan.outcomes[:MOST]))  # most are on no file yet
        head = [t(lang) for t in (w.SHEET, w.ROW, w.NAME, w.RESULT)]
        lines = [[o.sheet, str(o.row), o.name, result(o, plan.entity, lang)] for o in plan.outcomes[:MOST]]
        column.addWidget(self._table(w.PREVIEW(lang), head, lines, len(plan.outcomes)))
        column.addStretch(1)
        self._put(inside)
        self.focus_first()

    def _decide_row(self, plan: Plan) -> QHBoxLayout:
        theme, lang = self.shell.theme, self.shell.lang
        n = plan.new + plan.changed
        row = QHBoxLayout()
        row.addWidget(button(theme, w.SAVE_REPORT(lang), "", "file-down", self.save_report))
        row.addWidget(button(theme, w.AGAIN(lang), "ghost", "refresh-cw", self.choose))
        row.addStretch(1)
        text = language.counted(w.APPLY, n, lang) if n else w.NOTHING(lang)
        self.apply_button = button(theme, text, "primary", "check", self.apply)
        self.apply_button.setObjectName("apply")
        self.apply_button.setEnabled(n > 0)
        row.addWidget(self.apply_button)
        return row

    def _table(self, title: str, head: list[str], lines: list[list[str]], total: int) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme, title, note=language.number(total, lang))
        table = QTableWidget(len(lines), len(head))
        table.setAccessibleName(title)
        table.setHorizontalHeaderLabels(head)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        for at, line in enumerate(lines):
            for place, text in enumerate(line):
                table.setItem(at, place, QTableWidgetItem(text))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(head) - 1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.setItemDelegate(Wrapped(table, theme.px(8), theme.px(4)))
        table.setShowGrid(False)
        table.setStyleSheet(f"QTableWidget::item {{ padding: {theme.px(4)}px {theme.px(8)}px }}")
        table.setFixedHeight(theme.tall(52) * min(len(lines), SEEN) + theme.tall(44) + theme.px(12))
        card.body.addWidget(table)
        if total > len(lines):
            card.body.addWidget(
                label(language.counted(w.MORE, total - len(lines), lang), "caption", wrap=True)
            )
        return card
