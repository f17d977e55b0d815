"""Photos as tiles: the picture, its title and day, and a word in its place while or where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, veiled
from ui import words_files as words
from ui.sheet import RADIUS
from ui.widgets.buttons import PressButton
from ui.widgets.cards import picture, rule
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Label, Lang
    from casefiles.ports import Record
    from ui.theme import Theme

PATTERNS = "*.jpg *.jpeg *.png *.webp *.pdf *.JPG *.JPEG *.PNG *.WEBP *.PDF"
"""what a dialog offers"""
WIDTH, PICTURE = 150, 112
STATES: dict[str, tuple[str, Label, Label]] = {
    "to_come": ("clock", words.TO_COME, words.TO_COME_TIP),
    "lost": ("triangle-alert", words.LOST, words.LOST_TIP),
    "broken": ("triangle-alert", words.BROKEN, words.LOST_TIP),
}
"""what stands in the place of the picture: icon, word, tooltip"""


class PhotoTile(PressButton):
    """One photo. Enter opens it, Delete asks to delete it, arrows go to its neighbours."""

    delete_asked = Signal()

    def __init__(self, theme: Theme, lang: Lang, row: Record, under: str) -> None:
        super().__init__()
        self.theme, self.lang, self.row, self.under = theme, lang, row, under
        self.state = ""
        self.picture = QPixmap()
        self.title = str(row.values.get("name") or "")
        self.setObjectName(f"photo-{row.id}")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self._size())
        self._say()

    def show_picture(self, image: QImage) -> None:
        """The small picture has been made."""
        self.state, self.picture = "", QPixmap.fromImage(image)
        self._say()
        self.update()

    def show_state(self, state: str) -> None:
        """There is no picture to show, and why."""
        self.state = state
        self._say()
        self.update()

    def _say(self) -> None:
        said = ", ".join(p for p in (words.OPEN(self.lang, name=self.title), self.under) if p)
        missing = STATES.get(self.state)
        self.setAccessibleName(f"{said}: {missing[1](self.lang)}" if missing else said)
        self.setToolTip(missing[2](self.lang) if missing else self.title)

    def _size(self) -> QSize:
        theme = self.theme
        return QSize(theme.tall(WIDTH), theme.tall(PICTURE) + theme.tall(46))

    def sizeHint(self) -> QSize:
        return self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the grid's: a button would hand the keyboard on by itself
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, p = self.theme, self.theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outer = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(outer, RADIUS, RADIUS)
        painter.fillPath(shape, QColor(p.hover if self.underMouse() else p.surface))
        above = QRect(1, 1, self.width() - 2, theme.tall(PICTURE))
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter, above)
        painter.restore()
        self._paint_words(painter, QRect(1, above.bottom() + 1, above.width(), self.height() - above.height()))
        pen = QPen(QColor(p.focus), 3) if self.hasFocus() else QPen(QColor(p.border), 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outer, RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, at: QRect) -> None:
        theme, p = self.theme, self.theme.palette
        painter.fillRect(at, QColor(p.sunken))
        if not self.picture.isNull():
            scale = max(at.width() / self.picture.width(), at.height() / self.picture.height())
            width, height = at.width() / scale, at.height() / scale
            source = QRectF((self.picture.width() - width) / 2, (self.picture.height() - height) / 2, width, height)
            painter.drawPixmap(QRectF(at), self.picture, source)
            return
        icon, word, _ = STATES.get(self.state, ("image", None, None))
        side = theme.icon_px(28)
        ink = p.warn if self.state in ("lost", "broken") else p.text3
        top = at.center().y() - (side / 2 if word is None else side)
        icons.paint(painter, icon, ink, QRectF(at.center().x() - side / 2, top, side, side))
        if word is not None:
            painter.setFont(theme.font("caption", bold=True))
            painter.setPen(QColor(ink))
            below = QRect(at.left() + 4, at.center().y() + 4, at.width() - 8, theme.tall(24))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), word(self.lang))

    def _paint_words(self, painter: QPainter, at: QRect) -> None:
        theme, p = self.theme, self.theme.palette
        inner = at.adjusted(theme.px(8), theme.px(4), -theme.px(8), -theme.px(6))
        half = inner.height() // 2
        lines = ((self.title, "secondary", p.text, 0), (self.under, "caption", p.text3, half))
        for text, role, ink, down in lines:
            painter.setFont(theme.font("secondary" if role == "secondary" else "caption"))
            painter.setPen(QColor(ink))
            shown = painter.fontMetrics().elidedText(veiled.shown(text), Qt.TextElideMode.ElideRight, inner.width())
            box = QRect(inner.left(), inner.top() + down, inner.width(), half)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class ScanLine(QWidget):
    """One scan: its title, shortened where there is no room, what it is under it, and buttons."""

    def __init__(self, theme: Theme, title: str, under: str, right: Sequence[QWidget], *, first: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        if not first:
            column.addWidget(rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(picture(theme, "file-text", theme.palette.text2, 22))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        name = ElidedLabel(title, "strong")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        texts.addWidget(name)
        texts.addWidget(label(under, "secondary", wrap=True))
        row.addLayout(texts, 1)
        for one in right:
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)


class PhotoGrid(QWidget):
    """Tiles in lines as the width allows. Tab goes through them, arrows too, up and down by where they stand."""

    def __init__(self, theme: Theme, tiles: Sequence[PhotoTile]) -> None:
        super().__init__()
        self.tiles = list(tiles)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, theme.px(10))
        for tile in self.tiles:
            flow.addWidget(tile)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a tile left: the arrows."""
        at = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        target: int | None = None
        if at is not None and event.key() in keys:
            target = at + keys[Qt.Key(event.key())]
        elif at is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            target = self._across(at, down=event.key() == Qt.Key.Key_Down)
        if target is not None and 0 <= target < len(self.tiles):
            self.tiles[target].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _across(self, at: int, *, down: bool) -> int | None:
        here = self.tiles[at].geometry()
        beyond = [t for t in self.tiles if (t.y() > here.y() if down else t.y() < here.y())]
        if not beyond:
            return None
        line = min(t.y() for t in beyond) if down else max(t.y() for t in beyond)
        there = [t for t in beyond if t.y() == line]
        return self.tiles.index(min(there, key=lambda t: abs(t.geometry().center().x() - here.center().x())))
