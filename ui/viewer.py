"""The viewer of photos and scans: one after the other, by keyboard or mouse, printed, saved after a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from casefiles import attaching
from ui import words_viewer as w
from ui.asking import ask_target, ask_verb
from ui.viewer_stage import STEP, Stage
from ui.widgets.buttons import icon_button
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from casefiles.domain.problems import Refusal
    from casefiles.ports import Record
    from ui.jobs import Step
    from ui.window import Shell

LONGEST = 4096
DPI = 150
PRINT_DPI = 300


class Viewer(QDialog):
    """Over the window until Esc, a lock or another page. `rows` are the files in their order, `at` the first shown."""

    def __init__(self, shell: Shell, rows: Sequence[Record], at: int = 0) -> None:
        super().__init__(shell)
        self.shell, self.rows, self.at = shell, list(rows), at
        self.page = 0
        self.document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self.setObjectName("viewer")
        self.setWindowTitle(w.TITLE(shell.lang))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(self._tools())
        self.problem = label("", "secondary", tone="warn", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.stage = Stage(theme, self)
        self.stage.setAccessibleName(w.STAGE(lang))
        self.stage.moved.connect(self.go)
        column.addWidget(self.stage, 1)
        for key, act in self._keys():
            QShortcut(QKeySequence(key), self).activated.connect(act)
        shell.opened.connect(self._elsewhere)
        self.resize(shell.size())
        self.stage.setFocus()
        self.load()

    def _tools(self) -> QHBoxLayout:
        theme, lang = self.shell.theme, self.shell.lang
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        self.title = ElidedLabel("", "section")
        row.addWidget(self.title, 1)
        self.where = label("", "secondary")
        row.addWidget(self.where)
        row.addSpacing(theme.px(12))
        self.pages = label("", "secondary")
        row.addWidget(self.pages)
        self.page_up = icon_button(theme, w.PAGE_UP(lang), "chevron-up", lambda: self.turn_page(-1))
        self.page_down = icon_button(theme, w.PAGE_DOWN(lang), "chevron-down", lambda: self.turn_page(1))
        self.before = icon_button(theme, w.PREVIOUS(lang), "chevron-left", lambda: self.go(-1))
        self.after = icon_button(theme, w.NEXT(lang), "chevron-right", lambda: self.go(1))
        self.print_button = icon_button(theme, w.PRINT(lang), "printer", self.print)
        self.save_button = icon_button(theme, w.SAVE(lang), "save", self.save)
        self._acts = (self.print_button, self.save_button)
        for one in (
            self.page_up,
            self.page_down,
            self.before,
            self.after,
            icon_button(theme, w.ZOOM_OUT(lang), "zoom-out", lambda: self.stage.zoom_by(1 / STEP)),
            icon_button(theme, w.ZOOM_IN(lang), "zoom-in", lambda: self.stage.zoom_by(STEP)),
            icon_button(theme, w.FIT(lang), "scan-search", lambda: self.stage.fit()),
            icon_button(theme, w.TURN(lang), "refresh-cw", lambda: self.stage.turn()),
            *self._acts,
            icon_button(theme, w.CLOSE(lang), "x", self.close),
        ):
            row.addWidget(one)
        return row

    def _keys(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("PgUp", lambda: self.turn_page(-1)),
            ("PgDown", lambda: self.turn_page(1)),
            ("Home", lambda: self.show_file(0)),
            ("End", lambda: self.show_file(len(self.rows) - 1)),
            ("Alt+Left", lambda: self.go(-1)),
            ("Alt+Right", lambda: self.go(1)),
            ("+", lambda: self.stage.zoom_by(STEP)),
            ("=", lambda: self.stage.zoom_by(STEP)),
            ("-", lambda: self.stage.zoom_by(1 / STEP)),
            ("0", self.stage.fit),
            ("R", self.stage.turn),
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
            ("Ctrl+L", lambda: self.shell.lock_asked.emit()),
        ]

    @property
    def row(self) -> Record:
        """The file in sight."""
        return self.rows[self.at]

    def go(self, by: int) -> None:
        """To another file; at the ends it stays."""
        self.show_file(self.at + by)

    def show_file(self, at: int) -> None:
        """The file at this place."""
        if 0 <= at < len(self.rows) and at != self.at:
            self.at = at
            self.load()

    def load(self) -> None:
        """Fetch, check and unpack the file off the GUI thread; only the newest that was asked for is shown."""
        lang, row, office = self.shell.lang, self.row, self.shell.office
        name, day = str(row.values.get("name") or ""), str(row.values.get("on") or "")
        self.title.set(name if day in name else f"{name}　{day}")
        self.where.setText(w.PLACE(lang, at=self.at + 1, n=len(self.rows)))
        self.before.setEnabled(self.at > 0)
        self.after.setEnabled(self.at + 1 < len(self.rows))
        self._close_document()
        self.stage.clear()
        self._say(w.LOADING(lang))
        self._ready(on=False)
        picture = attaching.is_picture(row)

        def work(step: Step) -> QImage | bytes:
            data = attaching.content(office, row)
            step()
            if not picture:
                return data
            from casefiles.edges import images

            return QImage.fromData(images.view(data, LONGEST).data)

        self.shell.jobs.read(work, done=self._show, refused=self._refused, owner=self, newest="file")

    def _show(self, found: QImage | bytes) -> None:
        self._say("")
        if isinstance(found, QImage):
            self.stage.show_image(found)
            self._ready(on=True)
        else:
            self._open_document(found)

    def _refused(self, refusal: Refusal) -> None:
        self._say(refusal.say(self.shell.lang))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _ready(self, *, on: bool) -> None:
        for act in self._acts:
            act.setEnabled(on)
        pages = self.document.pageCount() if self.document is not None else 0
        several = on and pages > 1
        self.pages.setText(w.PAGE(self.shell.lang, at=self.page + 1, n=pages) if several else "")
        for one in (self.page_up, self.page_down, self.pages):
            one.setVisible(several)
        self.page_up.setEnabled(self.page > 0)
        self.page_down.setEnabled(self.page + 1 < pages)

    # pages of a scan

    def _open_document(self, pdf: bytes) -> None:
        from PySide6.QtPdf import QPdfDocument

        self.page = 0
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        self._show_page()

    def _close_document(self) -> None:
        if self.document is not None:
            self.document.close()
            self.document.deleteLater()
            self.document = None
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None

    def turn_page(self, by: int) -> None:
        """Another page of a scan."""
        if self.document is not None and 0 <= self.page + by < self.document.pageCount():
            self.page += by
            self._show_page()

    def _show_page(self) -> None:
        image = self.drawn(self.page, DPI)
        if image.isNull():
            self._say(w.CANNOT_SHOW(self.shell.lang))
        self.stage.show_image(image)
        self._ready(on=True)

    def drawn(self, page: int, dpi: int) -> QImage:
        """A page of the scan on white."""
        if self.document is None:
            return QImage()
        size = self.document.pagePointSize(page)
        scale = min(dpi / 72, LONGEST * 2 / max(size.width(), size.height(), 1))
        found = self.document.render(page, QSize(round(size.width() * scale), round(size.height() * scale)))
        if found.isNull():
            return found
        made = QImage(found.size(), QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        painter.drawImage(0, 0, found)
        painter.end()
        return made

    # out of the program

    def save(self) -> None:
        """Save a copy, after a word about who may see it."""
        lang, row = self.shell.lang, self.row
        if not self.save_button.isEnabled():
            return
        if not ask_verb(self, w.ASK_COPY(lang), w.GO_ON(lang), w.NOT_NOW(lang)):
            return
        name = attaching.file_name(row)
        suffix = name.rpartition(".")[2]
        path = ask_target(self, w.COPY_AS(lang), Path.home(), name, f"*.{suffix}", suffix, lang)
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Write the copy."""
        office, row, shell = self.shell.office, self.row, self.shell
        shell.jobs.read(
            lambda _step: attaching.save_copy(office, row, path),
            done=lambda made: shell.toast(w.SAVED(shell.lang, name=made.name)),
            refused=self._refused,
            owner=self,
        )

    def print(self) -> None:
        """Choose a printer and send the photo, or every page of the scan."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        from ui import words_preview

        if not self.print_button.isEnabled():
            return
        if not QPrinterInfo.availablePrinters():
            self._say(words_preview.NO_PRINTER(self.shell.lang))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self.send(printer)

    def send(self, printer: QPrinter) -> None:
        """Paint on this printer, each picture as large as the paper allows."""
        pages = range(self.document.pageCount()) if self.document is not None else range(1)
        painter = QPainter(printer)
        room = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        room.moveTo(0, 0)
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            image = self.drawn(page, PRINT_DPI) if self.document is not None else self.stage.image
            if image.isNull():
                continue
            scale = min(room.width() / image.width(), room.height() / image.height())
            wide, high = image.width() * scale, image.height() * scale
            painter.drawImage(QRectF((room.width() - wide) / 2, (room.height() - high) / 2, wide, high), image)
        painter.end()
        self.shell.toast(w.PRINTED)

    def done(self, result: int) -> None:
        """Esc, the button, another page: let go of everything."""
        self.shell.jobs.leave(self)
        self._close_document()
        self.stage.clear()
        super().done(result)

    def _elsewhere(self, _page: str) -> None:
        self.close()
