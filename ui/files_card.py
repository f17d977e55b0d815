"""Photos and scans of a record: added by dialog, drop or paste; photos as tiles, scans as lines."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from casefiles import attaching
from casefiles.attaching import Given
from casefiles.domain.entities import BY_PREFIX
from casefiles.domain.problems import Refusal
from ui import language
from ui import words_files as words
from ui.asking import ask_files
from ui.files_tiles import PATTERNS, STATES, PhotoGrid, PhotoTile, ScanLine
from ui.taking_in import Refused, Source, not_added, sources_of, take_in
from ui.undoing import deleted_with_undo
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.ports import Record
    from ui.jobs import Step
    from ui.window import Shell

AT_ONCE = 4
"""small pictures made before they are shown"""
MOST = 48
"""tiles before the rest is asked for"""
Made = list[tuple[str, "QImage | str"]]


class FilesCard(Card):
    """The files of the record `of`. With `person` ("child", "mentor") also those of all that hangs on it."""

    def __init__(self, shell: Shell, of: str, *, person: str = "") -> None:
        theme, lang = shell.theme, shell.lang
        self.add_button = button(theme, words.ADD(lang), "soft", "plus", None, tip=words.ADD_TIP(lang))
        self.paste_button = button(theme, words.PASTE(lang), "", "copy", None, tip=words.PASTE_TIP(lang))
        acts = [self.paste_button, self.add_button]
        if person == "child":
            page = partial(shell.open, "preview", id=of, paper="photos")
            acts.insert(0, button(theme, words.PRINT(lang), "", "printer", page, tip=words.PRINT_TIP(lang)))
        super().__init__(theme, words.TITLE(lang), *acts, note=" ")
        self.shell, self.of, self.person = shell, of, person
        self.rows: Sequence[Record] = ()
        self.tiles: dict[str, PhotoTile] = {}
        self._pictures: dict[str, QImage] = {}
        self._later: Sequence[Record] = ()
        self._all = False
        self.setObjectName("files")
        self.setAcceptDrops(True)
        self.add_button.clicked.connect(lambda _on=False: self.choose())
        self.paste_button.clicked.connect(lambda _on=False: self.paste())
        self.add_button.setObjectName("add-files")
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.shrink = QCheckBox(words.SHRINK(lang))
        self.shrink.setToolTip(words.SHRINK_TIP(lang))
        self.shrink.setChecked(shell.preferences.shrink_photos)
        self.shrink.toggled.connect(self._prefer)
        self.body.addWidget(self.shrink)
        self.progress = ProgressStrip(theme, lang)
        self.body.addWidget(self.progress)
        self.problem = label("", "secondary", tone="warn", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.holder = QWidget()
        self.body.addWidget(self.holder)
        shell.changed.connect(self._heard)
        self.load()

    # what is there

    def load(self) -> None:
        """Read the records again; pictures that are known stay."""
        office = self.shell.office
        own = attaching.attachments(office, self.of)
        found = attaching.of_person(office, self.person, self.of) if self.person else own
        known = {row.id for row in found}
        self.rows = [*found, *(row for row in own if row.id not in known)]
        photos, scans = attaching.sums(self.rows)
        lang = self.shell.lang
        header = self.body.itemAt(0)
        note = getattr(header.widget() if header is not None else None, "note", None)
        if note is not None:
            counts = ((words.PHOTOS_N, photos), (words.SCANS_N, scans))
            note.set(" · ".join(language.counted(said, n, lang) for said, n in counts if n))
        self._build()

    @property
    def photos(self) -> list[Record]:
        """The rows shown as tiles."""
        return [row for row in self.rows if attaching.is_picture(row)]

    def _build(self) -> None:
        focused = next((row for row, tile in self.tiles.items() if tile.hasFocus()), "")
        place = list(self.tiles).index(focused) if focused else 0
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(10))
        lang = self.shell.lang
        photos = self.photos
        shown = photos if self._all else photos[:MOST]
        self.tiles = {row.id: self._tile(row) for row in shown}
        if self.tiles:
            column.addWidget(PhotoGrid(self.theme, list(self.tiles.values())))
        if len(shown) < len(photos):
            column.addWidget(button(self.theme, words.ALL_N(lang, n=len(photos)), "ghost", "", self.show_all))
        scans = [row for row in self.rows if not attaching.is_picture(row)]
        for n, row in enumerate(scans):
            column.addWidget(self._line(row, first=not n))
        if not self.rows:
            column.addWidget(label(words.EMPTY(lang), "secondary", wrap=True))
        self.body.replaceWidget(self.holder, made)
        old, self.holder = self.holder, made
        old.hide()
        old.deleteLater()
        made.show()
        if focused and self.tiles:
            list(self.tiles.values())[min(place, len(self.tiles) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        self._picture([row for row in shown if row.id not in self._pictures])

    def show_all(self) -> None:
        """Tiles for every photo."""
        self._all = True
        self._build()

    def _tile(self, row: Record) -> PhotoTile:
        tile = PhotoTile(self.theme, self.shell.lang, row, self._about(row))
        tile.clicked.connect(lambda _on=False: self.open(row.id))
        tile.delete_asked.connect(lambda: self.delete(row))
        if row.id in self._pictures:
            tile.show_picture(self._pictures[row.id])
        return tile

    def _about(self, row: Record) -> str:
        """The day, and where it comes from when it is not the person's own."""
        of = str(row.values.get("of") or "")
        entity = BY_PREFIX.get(of.partition("-")[0])
        whence = entity.label(self.shell.lang) if entity is not None and of != self.of else ""
        return " · ".join(p for p in (str(row.values.get("on") or ""), whence) if p)

    def _line(self, row: Record, *, first: bool) -> QWidget:
        lang, theme = self.shell.lang, self.theme
        name = str(row.values.get("name") or "")
        right: list[QWidget] = []
        state = attaching.state(self.shell.office, row)
        if state in STATES:
            pill = Pill(theme, STATES[state][1](lang), "neutral" if state == "to_come" else "warn")
            pill.setToolTip(STATES[state][2](lang))
            right.append(pill)
        opener = icon_button(theme, words.OPEN(lang, name=name), "eye", lambda: self.open(row.id))
        opener.setObjectName(f"scan-{row.id}")
        opener.setEnabled(state == "here")
        right += [opener, icon_button(theme, words.DELETE(lang, name=name), "trash-2", partial(self.delete, row))]
        size = _size(int(row.values.get("size") or 0))
        kind = attaching.ENTITY.fields["kind"].kind.show(row.values.get("kind"), lang)
        parts = (kind, self._about(row), size, running(row.values.get("note")))
        return ScanLine(theme, name, " · ".join(p for p in parts if p), right, first=first)

    def _picture(self, rows: Sequence[Record]) -> None:
        """Make or fetch the small pictures, some at a time, in the order they stand."""
        now, self._later = rows[:AT_ONCE], rows[AT_ONCE:]
        if not now:
            return
        office = self.shell.office

        def work(step: Step) -> Made:
            made: Made = []
            for row in now:
                step()
                state = attaching.state(office, row)
                if state != "here":
                    made.append((row.id, state))
                    continue
                try:
                    made.append((row.id, QImage.fromData(attaching.thumbnail(office, row))))
                except Refusal:
                    made.append((row.id, "broken"))
            return made

        self.shell.jobs.read(work, done=self._pictured, owner=self, newest="pictures")

    def _pictured(self, made: Made) -> None:
        for row, found in made:
            tile = self.tiles.get(row)
            if isinstance(found, QImage):
                self._pictures[row] = found
                if tile is not None:
                    tile.show_picture(found)
            elif tile is not None:
                tile.show_state(found)
        self._picture(self._later)

    # adding

    def choose(self) -> None:
        """Files from a dialog."""
        lang = self.shell.lang
        paths = ask_files(self, words.CHOOSE(lang), Path.home(), f"{words.FILES(lang)} ({PATTERNS})", many=True)
        self.add([Given(path=path) for path in paths])

    def paste(self) -> None:
        """A picture or files from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        found = sources_of(mime) if mime is not None else []
        if not found:
            self.shell.toast(words.NOTHING_TO_PASTE)
        self.add(found)

    def add(self, sources: Sequence[Source]) -> None:
        """Take files in, with progress and Stop."""
        if not sources:
            return
        self._tell([])
        shell, lang = self.shell, self.shell.lang

        def refused(off: list[Refused]) -> None:
            if isValid(self):
                self._tell(off)
            elif off:  # somebody went on to another page meanwhile
                shell.toast(not_added(off, lang))

        job = take_in(shell, self.of, sources, shrink=self.shrink.isChecked(), refused=refused)
        self.progress.follow(job)

    def delete(self, row: Record) -> None:
        """Delete with Undo; the bytes stay until they are collected."""
        lang, name = self.shell.lang, str(row.values.get("name") or "")
        deleted_with_undo(self.shell, row, words.DELETED(lang, name=name), words.UNDELETED(lang, name=name))

    def open(self, row: str) -> None:
        """The viewer on this file; from there to all others of the card."""
        from ui.viewer import Viewer  # QtPdf and printing are not needed to show a card

        order = [*self.photos, *(r for r in self.rows if not attaching.is_picture(r))]
        at = next(n for n, one in enumerate(order) if one.id == row)
        Viewer(self.shell, order, at).open()

    def _tell(self, refused: Sequence[Refused]) -> None:
        """The files that were not added stay written here until others are added."""
        self.problem.setText(not_added(refused, self.shell.lang))
        self.problem.setVisible(bool(refused))

    def _prefer(self, on: bool) -> None:
        self.shell.preferences.shrink_photos = on

    def _heard(self, entity: str, _ids: object) -> None:
        if entity == "attachment":
            self.load()

    # drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if sources_of(event.mimeData()):
            event.acceptProposedAction()
            self.setStyleSheet(f'QFrame[kind="card"] {{ border: 2px dashed {self.theme.palette.primary}; }}')

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.setStyleSheet("")

    def dropEvent(self, event: QDropEvent) -> None:
        self.setStyleSheet("")
        event.acceptProposedAction()
        self.add(sources_of(event.mimeData()))


def _size(n: int) -> str:
    return f"{n / 1e6:.1f} MB" if n >= 100_000 else f"{max(1, round(n / 1000))} KB"


def files_pill(shell: Shell, record: Record) -> list[QWidget]:
    """How many photos and scans of a record are on file, and which; nothing when there is none."""
    if record.entity not in attaching.KIND_OF:
        return []
    rows = attaching.attachments(shell.office, record.id)
    if not rows:
        return []
    pill = Pill(shell.theme, language.counted(words.ON_FILE_N, len(rows), shell.lang), "info", "file-text")
    pill.setToolTip("\n".join(str(row.values.get("name") or "") for row in rows))
    pill.setAccessibleDescription(pill.toolTip())
    return [pill]


def files_tab(shell: Shell, of: str, person: str) -> QWidget:
    """A tab of a person's page: the card, scrolling."""
    from ui.pages.child_parts import column_of

    inside, column = column_of(shell)
    column.addWidget(FilesCard(shell, of, person=person))
    column.addStretch(1)
    return scroll(inside)
