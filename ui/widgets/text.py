"""Words on a page: a label by kind, a pill, a person's letter, a label that shortens itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.icons import paint
from ui.veiled import shown as seen

if TYPE_CHECKING:
    from ui.theme import Theme, Tone


def label(text: str, kind: str = "body", *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """A QLabel in the look of `kind`: caption, secondary, body, strong, section, page, number, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names and notes are never markup
    made.setProperty("kind", kind)
    if tone is not None:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(
            QSizePolicy.Policy.Ignored if kind == "error" else policy.horizontalPolicy()
        )
        made.setSizePolicy(policy)
    return made


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the whole text is in the tooltip and for readers."""

    def __init__(self, text: str, kind: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.full = ""
        self.set(text)

    def set(self, text: str) -> None:
        self.full = text
        self.setAccessibleName(text)
        self.updateGeometry()  # the room it asks for is that of the whole text
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.full) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.full, Qt.TextElideMode.ElideRight, max(0, self.width()))
        if self.width() <= 0:
            shown = self.full
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self.full if shown != self.full else "")


class Pill(QWidget):
    """A short word on a coloured ground: a kind, a state. Never the only sign of anything: it has words."""

    def __init__(self, theme: Theme, text: str, tone: Tone = "neutral", icon: str = "") -> None:
        super().__init__()
        self.theme, self.text, self.tone, self.icon_name = theme, text, tone, icon
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: Tone) -> None:
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.theme, self.text, icon=bool(self.icon_name))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self.theme, QRectF(self.rect()), self.text, self.tone, self.icon_name)


def pill_size(theme: Theme, text: str, *, icon: bool = False) -> QSize:
    metrics = QFontMetrics(theme.font("caption", bold=True))
    extra = theme.icon_px(14) + 4 if icon else 0
    return QSize(metrics.horizontalAdvance(text) + 2 * theme.px(9) + extra, theme.tall(23))


def paint_pill(
    painter: QPainter,
    theme: Theme,
    rect: QRectF,
    text: str,
    tone: Tone,
    icon: str = "",
    *,
    selected: bool = False,
) -> None:
    """Draw a pill into `rect`, shortening its text when it must."""
    ground, ink = theme.tone(tone)
    if selected and tone == "primary":  # its own ground is the selection's
        ground = theme.palette.surface
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(ink) if theme.scheme == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
    if icon:
        side = theme.icon_px(14)
        paint(painter, icon, ink, QRectF(inner.x(), inner.center().y() - side / 2, side, side))
        inner.setLeft(inner.left() + side + 4)
    painter.setFont(theme.font("caption", bold=True))
    painter.setPen(QColor(ink))
    shown = painter.fontMetrics().elidedText(seen(text), Qt.TextElideMode.ElideRight, int(inner.width()) + 2)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), shown)


class Avatar(QWidget):
    """The first letter of a name in a coloured circle, `side` pixels wide at standard text size."""

    def __init__(self, theme: Theme, name: str, side: int = 32) -> None:
        super().__init__()
        self.theme, self.name, self.side = theme, name, theme.tall(side)
        self.setFixedSize(self.side, self.side)
        self.setAccessibleName(name)

    def set(self, name: str) -> None:
        self.name = name
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, self.theme, QRectF(self.rect()), self.name)


def paint_avatar(painter: QPainter, theme: Theme, rect: QRectF, name: str) -> None:
    ground, ink = theme.avatar(name)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(ink) if theme.scheme == "contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    font = theme.font("body", bold=True)
    font.setPixelSize(max(10, round(rect.height() * 0.45)))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name[:1].upper())
