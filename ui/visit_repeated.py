"""What a visit takes over from the last paper: shown as repeated until the keyboard has gone on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from casefiles.domain.entities import ENTITIES
from ui import words_stack as words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from casefiles.office import Office
    from ui.form import Form
    from ui.form_rows import FieldBlock

LAST = "visit.last"
"""desk setting: the id of the visit entered last, for repeating (this computer only, never merged); what it said stands
in the visit alone"""
CARRIED = ("on", "kind")
"""what a new paper begins with as the last one had it"""
REPEATED = (
    "on",
    "kind",
    "contact",
    "no_contact",
    "met",
    "place",
    "minutes",
    "state",
    "areas",
    "summary",
    "given",
)
_INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QPushButton)


def last_visit(office: Office) -> dict[str, str]:
    """What the visit entered last says, field by field; nothing when it is gone or there was none on this computer."""
    record = office.queries.get(office.ledger.setting(LAST) or "")
    if record is None or record.deleted or record.entity != "visit":
        return {}
    fields, values = ENTITIES["visit"].fields, record.values
    return {n: text for n in REPEATED if (text := fields[n].kind.text(values.get(n)))}


class Repeated(QObject):
    """The fields of a form that hold what the last paper said and nobody has looked at yet.

    They have a tint and a note. Going on from one (Enter, a digit, Tab) confirms it, changing it makes it one's own.
    """

    def __init__(self, form: Form, *, pinnable: bool) -> None:
        super().__init__(form)
        self._form, self._pinnable = form, pinnable
        self._texts: dict[str, str] = {}
        self._filled: dict[str, str] = {}
        form.body.left.connect(self._left)
        form.edited.connect(self._edited)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are shown as repeated, in the form's order."""
        return tuple(name for name in self._form.blocks if name in self._texts)

    def mark(self, names: Iterable[str]) -> None:
        """These hold what the last paper said; the others do not."""
        blocks = self._form.blocks
        wanted = {n: text for n in names if n in blocks and (text := blocks[n].editor.text())}
        for name in [n for n in self._texts if n not in wanted]:
            self.confirm(name)
        self._filled.clear()
        for name, text in wanted.items():
            self._texts[name] = text
            self._show(blocks[name], on=True)

    def confirm(self, name: str) -> None:
        """It was looked at, or is somebody's own now."""
        if self._texts.pop(name, None) is not None:
            self._filled.pop(name, None)
            self._show(self._form.blocks[name], on=False)

    def fill(self, last: Mapping[str, str], pinned: Collection[str]) -> None:
        """What the last visit said, where nothing was typed; once more takes back what is still shown as repeated."""
        form = self._form
        if self._filled:
            for name, text in list(self._filled.items()):
                form.put(name, text)
                self.confirm(name)
            return
        before = {n: form.blocks[n].editor.text() for n in REPEATED if n in form.blocks and n not in pinned}
        filled = {n: t for n, t in before.items() if last.get(n) and (not t or (n in CARRIED and t != last[n]))}
        for name in filled:
            form.put(name, last[name])
        still = self.names
        self.mark((*still, *filled))
        self._filled = filled

    def _edited(self) -> None:
        blocks = self._form.blocks
        for name in [n for n, text in self._texts.items() if blocks[n].editor.text() != text]:
            self.confirm(name)

    def _left(self, name: str) -> None:
        """Only when the keyboard went on to a field after it: not to another window, nor back."""
        at, order = QApplication.focusWidget(), list(self._form.blocks)
        if name in self._texts and at is not None:
            after = order[order.index(name) + 1 :]
            if any(self._form.blocks[one].isAncestorOf(at) for one in after):
                self.confirm(name)

    def _show(self, block: FieldBlock, *, on: bool) -> None:
        lang = block.place.lang
        block.mention(words.REPEATED(lang) if on else "")
        block.note.setToolTip((words.REPEATED_TIP if self._pinnable else words.REPEATED_TIP_ALONE)(lang))
        block.editor.setProperty("repeated", on)
        inputs: list[QWidget] = [one for kind in _INPUTS for one in block.editor.findChildren(kind)]
        for one in inputs:
            if bool(one.property("repeated")) != on:
                one.setProperty("repeated", on)
                one.setAccessibleDescription(block.note.toolTip() if on else "")
                one.style().unpolish(one)
                one.style().polish(one)
