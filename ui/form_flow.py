"""How the keyboard goes through a form, and what one field fills into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words_forms as words
from ui.fields_choices import OptionsEditor

if TYPE_CHECKING:
    from casefiles.recording import Checked
    from ui.form import Form


def next_after(form: Form, name: str) -> None:
    """Enter or a digit goes on: back to a choice before it that was skipped and is needed, or to the next field.

    Fields of `form.passed` are gone past, unless they are what is needed.
    """
    names = [n for n, b in form.blocks.items() if b.isVisibleTo(form)]
    at = names.index(name) if name in names else len(names)
    wrong = {problem.field for problem in form.check().problems}
    choices = (n for n in names[:at] if isinstance(form.blocks[n].editor, OptionsEditor))
    skipped = next((n for n in choices if n in wrong), None)
    ahead = next((n for n in names[at + 1 :] if n not in form.passed or n in wrong), None)
    if skipped is not None:
        form.focus(skipped)
    elif ahead is not None:
        form.focus(ahead)
    else:
        form.submit()


class FromId:
    """Birth date and sex as the ID number says them, shown at once and taken back when the number changes."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._filled: dict[str, str] = {}

    def forget(self) -> None:
        """Another record is shown."""
        self._filled.clear()

    def take_back(self) -> None:
        """What an earlier number filled in goes before the new one is read."""
        blocks = self._form.blocks
        for name, text in self._filled.items():
            if blocks[name].editor.text() == text:
                blocks[name].editor.set_text(self._form.loaded.get(name, ""))
                blocks[name].mention("")
        self._filled.clear()

    def show(self, checked: Checked) -> None:
        """Fill in what the number says where nobody typed."""
        draft = self._form.draft()
        for name, value in checked.values.items():
            block = self._form.blocks.get(name)
            if block is not None and value is not None and not draft.get(name, "").strip():
                block.editor.set(value)
                block.mention(words.FROM_ID(self._form.place.lang))
                self._filled[name] = block.editor.text()
