"""A sentence one can press: it takes as many lines as it needs, and never makes its page wider than the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from ui.widgets.buttons import PressButton
from ui.widgets.cards import picture
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.theme import Theme


class LineButton(PressButton):
    """A picture and a sentence; `urgent` ones stand in the colour of danger."""

    def __init__(self, theme: Theme, text: str, click: Callable[[], object], *, urgent: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(7), theme.px(12), theme.px(7))
        row.setSpacing(theme.px(8))
        icon, color = ("triangle-alert", theme.accent("danger")) if urgent else ("circle-alert", theme.palette.text2)
        row.addWidget(picture(theme, icon, color), 0, Qt.AlignmentFlag.AlignTop)
        self.said = label(text, "body", tone="danger" if urgent else None, wrap=True)
        row.addWidget(self.said, 1)
        for part in self.findChildren(type(self.said)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: click())

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its lines; its width is what there is."""
        return QSize(0, self.heightForWidth(self.width()) if self.width() > 0 else self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return inside.totalHeightForWidth(width) if inside is not None else -1
