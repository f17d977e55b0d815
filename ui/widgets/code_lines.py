"""Lines of a code that is typed from paper: in groups as they are printed, each judged when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.theme import Theme

GAP = " "


class CodeLines(QWidget):
    """`judge(place, line)` says what is wrong with a line, "" for nothing. A whole line that is well typed leads to the
    next one; what is too long for a line goes on in the next, as a scanner types it. `whole` when all are well typed,
    `broken` when they were and are no longer."""

    whole = Signal()
    broken = Signal()

    def __init__(
        self,
        theme: Theme,
        names: Sequence[str],
        right: str,
        *,
        length: int,
        group: int,
        tidy: Callable[[str], str],
        judge: Callable[[int, str], str],
    ) -> None:
        super().__init__()
        self.theme, self._right, self._length, self._group = theme, right, length, group
        self._tidy, self._judge, self._good = tidy, judge, False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        fixed = QFont(theme.font())
        fixed.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 112)
        self.lines: list[QLineEdit] = []
        self.marks, self.said = [], []
        for place, name in enumerate(names):
            line = QLineEdit()
            line.setObjectName("code-line")
            line.setAccessibleName(name)
            line.setFont(fixed)
            line.setInputMethodHints(
                Qt.InputMethodHint.ImhLatinOnly
                | Qt.InputMethodHint.ImhUppercaseOnly
                | Qt.InputMethodHint.ImhNoPredictiveText
                | Qt.InputMethodHint.ImhSensitiveData
            )
            line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters, also while pinyin is on
            line.textEdited.connect(lambda _text, at=place: self._edited(at))
            line.editingFinished.connect(lambda at=place: self._say(at))
            line.installEventFilter(self)
            mark, said = label(str(place + 1), "caption"), label("", "caption", tone="danger", wrap=True)
            mark.setFixedWidth(theme.px(20))
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            said.hide()
            grid.addWidget(mark, 2 * place, 0)
            grid.addWidget(line, 2 * place, 1)
            grid.addWidget(said, 2 * place + 1, 1)
            self.lines.append(line)
            self.marks.append(mark)
            self.said.append(said)

    def texts(self) -> list[str]:
        """The lines as they are typed, without gaps."""
        return [self._tidy(line.text()) for line in self.lines]

    def good(self) -> bool:
        """Whether every line is well typed."""
        return all(not self._judge(place, text) for place, text in enumerate(self.texts()))

    def first_wrong(self) -> QLineEdit | None:
        """The first line that is not well typed, with what is wrong said beside it; None for none."""
        wrong = [place for place, text in enumerate(self.texts()) if self._judge(place, text)]
        for place in wrong:
            self._say(place, empty_too=True)
        return self.lines[wrong[0]] if wrong else None

    def focus_first(self) -> None:
        """The keyboard starts in the first line."""
        self.lines[0].setFocus()

    def put(self, lines: Sequence[str]) -> None:
        """Show what was typed before."""
        for place, text in enumerate(lines[: len(self.lines)]):
            self._put(place, text, len(text))
            self._say(place, only_whole=True)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty line goes back to the one before; Enter goes on, and after the last is the page's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.lines:
            place = self.lines.index(watched)
            if event.key() == Qt.Key.Key_Backspace and place and not self.lines[place].text():
                self.lines[place - 1].setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._good:
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not self._judge(place, self._tidy(self.lines[place].text())):
                    self._next(place)
                return True
        return super().eventFilter(watched, event)

    def _edited(self, place: int) -> None:
        line = self.lines[place]
        at_end = line.cursorPosition() == len(line.text())
        before = len(self._tidy(line.text()[: line.cursorPosition()]))
        text = self._tidy(line.text())
        over = ""
        if len(text) > self._length + 1 and at_end and place + 1 < len(self.lines):  # one too many is a slip
            text, over = text[: self._length], text[self._length :]
        self._put(place, text, min(before, len(text)))
        if over:
            self.lines[place + 1].setFocus()
            self._put(place + 1, over + self._tidy(self.lines[place + 1].text()), len(over))
            self._edited(place + 1)
            return
        self._say(place, only_whole=True)
        self._tell()
        if at_end and not self._judge(place, text):
            self._next(place)

    def _put(self, place: int, text: str, cursor: int) -> None:
        spaced = GAP.join(text[at : at + self._group] for at in range(0, len(text), self._group))
        line = self.lines[place]
        if spaced != line.text():
            line.setText(spaced)
        line.setCursorPosition(cursor + max(0, cursor - 1) // self._group)

    def _next(self, place: int) -> None:
        """On to the next line that is not well typed."""
        for later in range(place + 1, len(self.lines)):
            if self._judge(later, self._tidy(self.lines[later].text())):
                self.lines[later].setFocus()
                return

    def _say(self, place: int, *, only_whole: bool = False, empty_too: bool = False) -> None:
        """What is wrong beside the line; while it is typed only when it is as long as a line."""
        text = self._tidy(self.lines[place].text())
        wrong = self._judge(place, text)
        quiet = (not text and not empty_too) or (only_whole and len(text) < self._length)
        self.said[place].setText("" if quiet else wrong)
        self.said[place].setVisible(bool(wrong) and not quiet)
        self.marks[place].setText("✓" if text and not wrong else str(place + 1))
        tone = self.theme.accent("ok") if text and not wrong else self.theme.palette.text2
        self.marks[place].setStyleSheet(f"color: {tone}")
        self.lines[place].setAccessibleDescription(self._right if text and not wrong else "" if quiet else wrong)

    def _tell(self) -> None:
        good = self.good()
        if good != self._good:
            self._good = good
            (self.whole if good else self.broken).emit()
