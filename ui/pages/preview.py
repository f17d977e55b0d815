"""The printed page before it is printed: the very PDF, shown by QtPdf, saved or sent to the printer."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from casefiles import accessing, printing
from ui import language
from ui import words_preview as w
from ui.asking import ask_target, ending
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import SectionHeader
from ui.widgets.panels import TIGHT
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.document import Document
    from casefiles.domain.words import Label, Lang
    from casefiles.edges.paper import Printed
    from ui.jobs import Step
    from ui.window import Shell

ZOOM = 1.2
DPI = 300
OF_THE_EXCHANGE = ("exchange-receipt", "access-report")
"""papers of no file: the page of the exchange stays lit"""
LONG = 200
"""records on one paper that take long enough to say how far it is"""


class PreviewPage(QWidget):
    """Opened with `id` (a record) or `ids` (several, for one paper over them) and `paper` (its name)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.rows: list[str] = []
        self.filters, self.paper = "", printing.PAPERS["dossier"]
        self.printed: Printed | None = None
        self.slip: Callable[[Lang], Document] | None = None
        self.caution: Label | None = None
        theme, lang = shell.theme, shell.lang
        self._tight = theme.scale > TIGHT  # pictures instead of words, the page's number beside the title
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(12))
        outer.setSpacing(theme.px(10))
        self.save_button = button(theme, w.SAVE(lang), "", "file-down", self.save)
        self.print_button = button(theme, w.PRINT(lang), "primary", "printer", self.print)
        self.head = SectionHeader(theme, w.TITLE(lang), self.save_button, self.print_button, kind="page")
        outer.addWidget(self.head)
        outer.addLayout(self._tools())
        self.progress = ProgressStrip(theme, lang)
        outer.addWidget(self.progress)
        self.problem = label("", "secondary", tone="warn", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self.document = QPdfDocument(self)
        self.buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setAccessibleName(w.VIEW(lang))
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_page())
        outer.addWidget(self.view, 1)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        QShortcut(QKeySequence("Ctrl++"), self).activated.connect(lambda: self._zoom(ZOOM))
        QShortcut(QKeySequence("Ctrl+-"), self).activated.connect(lambda: self._zoom(1 / ZOOM))

    def _tools(self) -> QHBoxLayout:
        theme, lang = self.shell.theme, self.shell.lang
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.masked = QCheckBox(w.MASKED(lang))
        self.masked.setChecked(True)
        self.masked.toggled.connect(lambda _on: self.make())
        row.addWidget(self.masked)
        self.speech = QComboBox()
        self.speech.setAccessibleName(w.LANGUAGE(lang))
        for code, name in (("zh", w.ZH), ("en", w.EN)):
            self.speech.addItem(name(lang), code)
        self.speech.setCurrentIndex(self.speech.findData(lang))
        self.speech.currentIndexChanged.connect(lambda _at: self.make())
        row.addWidget(self.speech)
        row.addStretch(1)
        self.page_label = label("", "secondary")
        if not self._tight:
            row.addWidget(self.page_label)
        modes = QPdfView.ZoomMode
        fits = [
            (w.FIT_WIDTH(lang), "arrow-left-right", lambda: self.view.setZoomMode(modes.FitToWidth)),
            (w.FIT_PAGE(lang), "file-text", lambda: self.view.setZoomMode(modes.FitInView)),
        ]
        self._looks = (
            icon_button(theme, w.ZOOM_OUT(lang), "zoom-out", lambda: self._zoom(1 / ZOOM)),
            icon_button(theme, w.ZOOM_IN(lang), "zoom-in", lambda: self._zoom(ZOOM)),
            *(
                icon_button(theme, said, icon, act) if self._tight else button(theme, said, "ghost", "", act)
                for said, icon, act in fits
            ),
        )
        for look in self._looks:
            row.addWidget(look)
        return row

    def enter(
        self,
        id: str = "",
        paper: str = "dossier",
        ids: Sequence[str] = (),
        filters: str = "",
        slip: Callable[[Lang], Document] | None = None,
        caution: Label | None = None,
    ) -> None:
        """Show this paper of this record, or of these; or a slip that is made while it is looked at, kept nowhere, and
        over it what to take care of."""
        self.slip, self.caution = slip, caution
        self.masked.setVisible(slip is None)
        if slip is not None or paper in OF_THE_EXCHANGE:
            self.shell.nav.light("exchange")
        if slip is not None:
            self.head.title.setText(slip(self.shell.lang).title)
            self.make()
            return
        self.rows, self.paper = list(ids) or ([id] if id else []), printing.paper_named(paper)
        self.filters = filters
        called = self.paper.label(self.shell.lang)
        self.head.title.setText(called if self._tight else f"{w.TITLE(self.shell.lang)} · {called}")
        self.make()

    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        if self.slip is not None:
            return {"slip": self.slip, "caution": self.caution}
        if self.paper.together is None:
            return {"id": self.row, "paper": self.paper.name}
        return {"ids": self.rows, "paper": self.paper.name, "filters": self.filters}

    @property
    def row(self) -> str:
        """The record, or the first of several."""
        return self.rows[0] if self.rows else ""

    def reload(self) -> None:
        """Lay it out again."""
        self.make()

    def on_changed(self, entity: str, ids: object) -> None:
        """Whatever was saved may stand on the paper."""
        self.make()

    def focus_first(self) -> None:
        """The keyboard starts in the pages: arrows and page keys turn them."""
        self.view.setFocus()

    def event(self, event: QEvent) -> bool:
        """Esc is ours while no drawer is open: back to where the paper was asked for."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            escape = event.key() == Qt.Key.Key_Escape and self.shell.drawn is None
            if escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shell.back()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The pages come first, Tab goes on to what is done with them: set here, as joining a window resets it."""
        super().showEvent(event)
        stops = (self.view, self.save_button, self.print_button, self.masked, self.speech, *self._looks)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def leave(self) -> None:
        """Let go of the document before its buffer goes."""
        self.document.close()

    def make(self) -> None:
        """Lay the paper out off the GUI thread."""
        if self.slip is not None:
            document = self.slip("en" if self.speech.currentData() == "en" else "zh")
            self.shell.jobs.read(
                lambda _step: printing.slip(document), done=self._show, owner=self, newest="paper"
            )
            return
        if not self.row:
            return
        office, paper, rows, masked = self.shell.office, self.paper, self.rows, self.masked.isChecked()
        speech: Lang = "en" if self.speech.currentData() == "en" else "zh"
        filters = self.filters

        def work(step: Step) -> Printed:
            return printing.preview(office, paper, rows, speech, masked=masked, filters=filters, told=step)

        job = self.shell.jobs.read(work, done=self._show, owner=self, newest="paper")
        if len(rows) >= LONG:
            self.progress.follow(job)

    def _show(self, printed: Printed) -> None:
        self.printed = printed
        self.document.close()
        self.buffer.close()
        self.buffer.setData(QByteArray(printed.pdf))
        self.buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self.buffer)
        if printed.missing:
            n = len(printed.missing)
            self.problem.setText(w.MISSING(self.shell.lang, n=n, text=w.characters(printed.missing, self.shell.lang)))
        elif self.caution is not None:
            self.problem.setText(self.caution(self.shell.lang))
        self.problem.setVisible(bool(printed.missing) or self.caution is not None)
        self._say_page()

    def _say_page(self) -> None:
        n = self.document.pageCount()
        page = self.view.pageNavigator().currentPage() + 1
        said = w.PAGE_OF(self.shell.lang, page=page, n=n) if n else ""
        (self.head.note.set if self._tight else self.page_label.setText)(said)

    def _zoom(self, by: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() != QPdfView.ZoomMode.Custom:
            size = self.document.pagePointSize(0)
            now = self.view.viewport().width() / max(1.0, size.width() * self.view.logicalDpiX() / 72)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(6.0, max(0.2, now * by)))

    def save(self) -> None:
        """Save the PDF where the person says."""
        if self.slip is not None:
            name, lang = f"{self.slip('zh').title}.pdf", self.shell.lang
            path = ask_target(self, w.SAVE(lang), Path.home(), name, w.PDF(lang), "pdf", lang)
            if path is not None:
                self.save_as(path)
            return
        record = self.shell.office.queries.get(self.row)
        number = str(record.values.get("number") or self.row) if record else self.row
        several = self.paper.together is not None
        name, lang = f"{self.paper.name if several else f'{number}-{self.paper.name}'}.pdf", self.shell.lang
        path = ask_target(self, w.SAVE(lang), Path.home(), name, w.PDF(lang), "pdf", lang)
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """Save the PDF as this file."""
        if self.slip is not None:
            document, file = self.slip("en" if self.speech.currentData() == "en" else "zh"), ending(path, "pdf")
            self.shell.jobs.read(
                lambda _step: printing.slip(document, file),
                done=lambda _printed: self.shell.toast(w.SAVED(self.shell.lang, name=file.name)),
                owner=self,
            )
            return
        office, paper, rows, masked = self.shell.office, self.paper, self.rows, self.masked.isChecked()
        speech: Lang = "en" if self.speech.currentData() == "en" else "zh"
        target, filters = ending(path, "pdf"), self.filters
        job = self.shell.jobs.read(
            lambda _step: printing.print_to(
                office, paper, rows, target, lang=speech, masked=masked, filters=filters
            ),
            done=lambda done: self.shell.toast(w.SAVED(self.shell.lang, name=done.files[0].name)),
            owner=self,
        )
        self.progress.follow(job, can_stop=False)

    def print(self) -> None:
        """Choose a printer and send every page of the preview to it."""
        if self.printed is None:
            return
        if not QPrinterInfo.availablePrinters():
            self.shell.toast(w.NO_PRINTER(self.shell.lang))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.send(printer)

    def send(self, printer: QPrinter) -> None:
        """Paint the pages on this printer, in black on its paper."""
        painter = QPainter(printer)
        sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        margin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
        n = self.document.pageCount()
        for page in range(n):
            if page:
                printer.newPage()
            size = self.document.pagePointSize(page)
            dots = QSize(round(size.width() * DPI / 72), round(size.height() * DPI / 72))
            target = sheet.translated(-margin.x(), -margin.y())
            painter.drawImage(target, self.document.render(page, dots))
        painter.end()
        if self.slip is None:
            office, paper, rows = self.shell.office, self.paper, self.rows
            self.shell.jobs.write(lambda _step: accessing.printed(office, paper.name, rows))
        self.shell.toast(language.counted(w.PRINTED, n, self.shell.lang))
