"""What a form saves with its record: the records that hang on it, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import SignalInstance

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.ports import Record

BESIDE = "_beside"
"""in a kept draft: what `Form.beside` holds"""


class Beside(Protocol):
    """Records that hang on the form's record. `edited` at each change by hand."""

    @property
    def edited(self) -> SignalInstance:
        """A person changed something."""

    def load(self, record: Record | None) -> None:
        """Show what hangs on this record."""

    def text(self) -> str:
        """All of it, for a draft; "" when there is nothing."""

    def set_text(self, text: str) -> None:
        """Show what `text()` once gave."""

    def problems(self, values: Mapping[str, Stored]) -> Sequence[Problem]:
        """What the form's values still lack beside this."""

    def edits(self) -> Callable[[str], Sequence[Edit]]:
        """What to write, given the record's id; called in the writer lane."""
