"""The stage of the viewer: one picture, fitted, zoomed, turned, moved by arrows, wheel and hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

if TYPE_CHECKING:
    from ui.theme import Theme

STEP = 1.25
MOST, LEAST = 8.0, 0.05


class Stage(QGraphicsView):
    """`show_image(image)`; `moved(-1 or 1)` when an arrow key means another file."""

    moved = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self.setBackgroundBrush(QColor("#1B2126" if theme.scheme != "contrast" else "#000000"))
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setStyleSheet(
            f"QGraphicsView {{ border: 2px solid {theme.palette.border}; }}"
            f"QGraphicsView:focus {{ border: 2px solid {theme.palette.focus}; }}"
        )
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.turns = 0
        self.fitted = True

    @property
    def zoom(self) -> float:
        """Screen pixels for a pixel of the picture."""
        t = self.transform()
        return float((t.m11() ** 2 + t.m12() ** 2) ** 0.5)

    @property
    def image(self) -> QImage:
        """The picture as it is turned now."""
        return self._item.pixmap().toImage().transformed(QTransform().rotate(90 * self.turns))

    def show_image(self, image: QImage) -> None:
        """Another picture, fitted and not turned."""
        self.turns = 0
        self._item.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(self._item.boundingRect())
        self.fit()

    def clear(self) -> None:
        """Nothing."""
        self._item.setPixmap(QPixmap())

    def fit(self) -> None:
        """As large as the window allows; small pictures are not blown up."""
        self.fitted = True
        box = self._item.boundingRect()
        if box.isEmpty():
            return
        wide, high = (box.height(), box.width()) if self.turns % 2 else (box.width(), box.height())
        room = self.contentsRect()
        self._set(min((room.width() - 4) / wide, (room.height() - 4) / high, 2.0))

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self.fitted = False
        self._set(max(LEAST, min(MOST, self.zoom * factor)))

    def turn(self) -> None:
        """A quarter to the right."""
        self.turns = (self.turns + 1) % 4
        if self.fitted:
            self.fit()
        else:
            self._set(self.zoom)

    def _set(self, zoom: float) -> None:
        self.setTransform(QTransform().rotate(90 * self.turns).scale(zoom, zoom))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right are another file while the whole picture is in sight, else they move it."""
        bar = self.horizontalScrollBar()
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ways and (self.fitted or bar.maximum() == bar.minimum()):
            self.moved.emit(ways[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
