"""Lucide icons, tinted by QtSvg and kept: a name and a colour in, a QIcon at single and double density out."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSaveFile, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.resources import ICONS

STROKE = "1.75"  # Lucide's own 2 looks heavy beside 15 px text


@functools.cache
def icon(name: str, color: str, size: int = 20, checked: str = "") -> QIcon:
    """The icon `name` in `color`, `size` pixels square; `checked` is the colour while its button is on.

    Raises FileNotFoundError for a name that is not in resources/icons.
    """
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, color, size, ratio))
        if checked:
            made.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


@functools.cache
def pixmap(name: str, color: str, size: int = 20, ratio: float = 1) -> QPixmap:
    """One picture of the icon, `size` device-independent pixels square."""
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _renderer(name, color).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint(painter: QPainter, name: str, color: str, rect: QRectF) -> None:
    """Draw the icon straight into `rect`: for delegates, charts and paper."""
    _renderer(name, color).render(painter, rect)


def file_for_sheet(name: str, color: str) -> str:
    """A path to the tinted SVG in the cache folder, because a style sheet takes pictures only from files."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))
    path = folder / "Doorstep" / "icons" / f"{name}-{color.lstrip('#').lower()}.svg"
    drawing = _tinted(name, color)
    if not (path.is_file() and path.read_bytes() == drawing):
        path.parent.mkdir(parents=True, exist_ok=True)
        out = QSaveFile(str(path))  # temp and rename: another window may be reading it
        if out.open(QSaveFile.OpenModeFlag.WriteOnly):
            out.write(QByteArray(drawing))
            out.commit()
    return path.as_posix()


def _ratios() -> tuple[int, ...]:
    """1, and 2 when any screen would show it: drawing what nobody sees costs start time."""
    dense = any(screen.devicePixelRatio() > 1 for screen in QGuiApplication.screens())
    return (1, 2) if dense else (1,)


@functools.cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_tinted(name, color)))


@functools.cache
def _tinted(name: str, color: str) -> bytes:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", color)
    return drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"', 1).encode()
