"""What a page must keep in every language, theme and text size; `from looks import assert_nothing_cut`."""

from __future__ import annotations

import time
from itertools import combinations, product
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)
from untranslated import sentences

from ui.widgets import ElidedLabel, StatTile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.window import Shell

LOOKS = [
    (lang, ("light", "dark", "contrast")[at % 3], size)
    for at, (lang, size) in enumerate(product(("zh", "en"), ("normal", "large", "xlarge")))
]
"""every language in every size, and with each of them one theme: colours take no room"""
NORMAL = [look for look in LOOKS if look[2] == "normal"]
SCREEN, LOW = (1366, 768), (1024, 600)
"""the usual window, and the smallest one"""


PATIENCE = 30
"""seconds after which a page that still reads is an error"""
TURNS = 60
"""turns of the loop after which a page that still moves is taken as it is"""


def pending() -> bool:
    """Whether a panel is still to follow its list."""
    return any(getattr(w, "pending", False) is True for w in QApplication.allWidgets() if w.isVisible())


def settle(*, reading: bool = False) -> None:
    """What is read in the background has come (but where it is to be `reading` still), what was dropped is gone, and
    nothing moves any more."""
    late = time.monotonic() + PATIENCE
    while pending() or (_reading() and not reading):
        assert time.monotonic() < late, "a page is still reading"
        turn = QEventLoop()
        QTimer.singleShot(5, turn.quit)
        turn.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(4):  # layouts settle over several turns
        QApplication.processEvents()
    before = None
    for _ in range(TURNS):
        if (now := _places()) == before:
            break
        before = now
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # each restyling would polish them again


def _reading() -> bool:
    return any(w.jobs.busy for w in QApplication.topLevelWidgets() if w.isVisible() and hasattr(w, "jobs"))


def _places() -> list[tuple[int, ...]]:
    return [
        (id(w), *w.geometry().getRect())
        for top in QApplication.topLevelWidgets()
        if top.isVisible()
        for w in top.findChildren(QWidget)
    ]


def assert_nothing_cut(window: QWidget, *, reading: bool = False) -> None:
    """No visible words are wider or higher than the place they have, and none stick out sideways; with `reading` also
    while something is still to come."""
    settle(reading=reading)
    cut = [found for widget in window.findChildren(QWidget) if widget.isVisible() for found in _cuts(widget)]
    assert not cut, "\n".join(cut)


def assert_named(window: QWidget) -> None:
    """Everything the keyboard can reach has a name for a screen reader."""
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert not nameless, nameless


def assert_every_look(
    shell: Shell,
    again: Callable[[], object] | None = None,
    *,
    looks: Sequence[tuple[str, str, str]] = LOOKS,
    sizes: Sequence[tuple[int, int]] = (SCREEN,),
    given: Sequence[str] = (),
) -> None:
    """What is in sight in both languages and all three sizes of text, the three themes in turn, in windows of these
    `sizes`: nothing is cut, lies over another, is nameless or not translated. `again` brings back what a page does not
    keep over a switch; `given` are words out of somebody's file, which stand there as they are."""
    for lang, scheme, size in looks:
        shell.set_look(lang=lang, scheme=scheme, size=size)
        settle()
        if again is not None:
            again()
        for wide, high in sizes:
            shell.resize(wide, high)
            try:
                assert_looks_well(shell, lang, given)
                least = shell.minimumSizeHint().width()
                assert least <= wide, f"the page asks for {least} px"
            except AssertionError as error:
                raise AssertionError(f"{lang} {scheme} {size} {wide}x{high}: {error}") from error


def assert_looks_well(window: QWidget, lang: str, given: Sequence[str] = ()) -> None:
    """Nothing is cut, lies over another, is nameless or stands in another language, but for words that were `given`."""
    assert_nothing_cut(window)
    assert_nothing_overlaps(window)
    assert_named(window)
    foreign = set(sentences().untranslated(window, lang)) - set(given)
    assert not foreign, f"not translated: {foreign}"


def assert_nothing_overlaps(window: QWidget) -> None:
    """No words lie over other words, and nothing that can be pressed over another such thing."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    shown = [one for one in window.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible() and _words(one)]
    places = [(one, _seen(one, window)) for one in shown]
    over = [
        f"{_words(a)!r} lies over {_words(b)!r}"
        for (a, at), (b, there) in combinations(places, 2)
        if _more(at.intersected(there)) and not a.isAncestorOf(b) and not b.isAncestorOf(a)
    ]
    assert not over, "\n".join(over)


def _seen(widget: QWidget, window: QWidget) -> QRect:
    part = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, part.topLeft()), part.size())


def _more(both: QRect) -> bool:
    return both.width() > 1 and both.height() > 1


def _cuts(widget: QWidget) -> list[str]:
    found = []
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel):
        found += _label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton) and not isinstance(widget, StatTile):
        found += _button(widget)
    elif isinstance(widget, QComboBox):
        found += _room(widget, widget.currentText(), widget.width() - 30)
    elif isinstance(widget, QLineEdit):
        spare = 60 if widget.actions() else 12
        found += _room(widget, widget.text() or widget.placeholderText(), widget.width() - spare)
    elif isinstance(widget, QTabBar):
        if widget.sizeHint().width() > widget.width() + 1:
            found.append(f"tabs: {widget.sizeHint().width()} in {widget.width()} px")
    elif isinstance(widget, QTableView):
        found += _headings(widget)
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        found += _sticks_out(widget)
    return found


def _label(widget: QLabel) -> list[str]:
    text, metrics = widget.text(), QFontMetrics(widget.font())
    if not text:
        return []
    box = widget.contentsRect()
    if not widget.wordWrap():
        wide = max(metrics.horizontalAdvance(line) for line in text.splitlines())
        high = metrics.height() * len(text.splitlines())
    else:
        need = metrics.boundingRect(QRect(0, 0, box.width(), 100_000), int(Qt.TextFlag.TextWordWrap), text)
        wide, high = need.width(), need.height()
    if wide > box.width() + 1 or high > box.height() + 2:
        return [f"label {text!r}: {wide}x{high} in {box.width()}x{box.height()} px"]
    return []


def _button(widget: QAbstractButton) -> list[str]:
    if not widget.text():
        return []
    metrics = QFontMetrics(widget.font())
    wide = metrics.horizontalAdvance(widget.text()) + 8
    if not widget.icon().isNull():
        wide += widget.iconSize().width() + 4
    if wide > widget.width() or metrics.height() > widget.height():
        return [f"button {widget.text()!r}: {wide} in {widget.width()} px"]
    return []


def _room(widget: QWidget, text: str, room: int) -> list[str]:
    wide = QFontMetrics(widget.font()).horizontalAdvance(text)
    return [f"field {text!r}: {wide} in {room} px"] if wide > room else []


def _headings(view: QTableView) -> list[str]:
    header, model = view.horizontalHeader(), view.model()
    if model is None or not header.isVisible():
        return []
    metrics = QFontMetrics(header.font())
    found = []
    for section in range(header.count()):
        text = str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        wide = metrics.horizontalAdvance(text) + 8
        if not header.isSectionHidden(section) and wide > header.sectionSize(section):
            found.append(f"heading {text!r}: {wide} in {header.sectionSize(section)} px")
    return found


def _sticks_out(widget: QWidget) -> list[str]:
    """Sideways out of any ancestor, or downwards out of one that does not scroll."""
    parent = widget.parentWidget()
    scrolls = False
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return []  # inside a view's own viewport
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        area = parent.rect()
        if place.left() < area.left() - 1 or place.right() > area.right() + 1:
            return [f"{type(widget).__name__} {_words(widget)!r} leaves {type(parent).__name__} sideways"]
        if not scrolls and (place.top() < area.top() - 1 or place.bottom() > area.bottom() + 1):
            outer = parent.parentWidget()
            if not isinstance(outer, QScrollArea):
                return [f"{type(widget).__name__} {_words(widget)!r} leaves {type(parent).__name__} below"]
        if isinstance(parent.parentWidget(), QScrollArea):
            scrolls = True
        parent = parent.parentWidget()
    return []


def _words(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", str)())
