"""A division that was joined to another: the button under its field that puts the new one in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import words_joined as w
from ui.widgets.buttons import PressButton

if TYPE_CHECKING:
    from casefiles.domain.problems import Problem
    from casefiles.domain.words import Lang
    from ui.fields_lines import Editor


class NewCode(PressButton):
    """Puts the division that is meant now into `editor`, as if somebody had typed it, and gives it the keyboard."""

    def __init__(self, editor: Editor, lang: Lang) -> None:
        super().__init__()
        self._editor, self._lang, self.code = editor, lang, ""
        self.setProperty("kind", "soft")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, self.sizePolicy().verticalPolicy())
        self.clicked.connect(self._put)

    def say(self, problem: Problem) -> None:
        """Which division it is."""
        self.code, name = str(problem.args["new"]), str(problem.args["to"])
        self.setText(w.PUT_IN(self._lang, name=name).replace("&", "&&"))
        whole = w.PUT_IN_CODE(self._lang, name=name, code=self.code)
        self.setAccessibleName(whole)
        self.setToolTip(whole)

    def _put(self) -> None:
        self._editor.set_text(self.code)
        self._editor.target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.edited.emit()


def names_new(problem: Problem | None) -> bool:
    """Whether the sentence under a field names a division to put in."""
    return problem is not None and problem.code == "AREA_JOINED"


def after(editor: Editor, made: NewCode) -> None:
    """Tab leads from the field to its button."""
    QWidget.setTabOrder(editor.target, made)
