"""What a dry run found: a state for each row, what is wrong, what looks odd, what was left out; and what to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from casefiles.domain.changes import Edit, Touched, Vector
from casefiles.domain.words import Label
from casefiles.edges.workbook import Sheet
from casefiles.roster.heading import Heading

MAYBE_SAME = "MAYBE_SAME"
"""the code of a row that looks like a child on file or like another row"""
State = Literal["new", "changed", "same", "wrong"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One cell that is wrong or looks odd. `row` counts from 1 as the spreadsheet does; `column` is the caption
    as it stands there, or the caption of the column that is missing; `at` is the column from 0, if there is one."""

    sheet: str
    row: int
    column: str
    value: str
    code: str
    label: Label
    at: int | None = None

    def as_json(self) -> dict[str, object]:
        """What `--json` prints."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "zh": self.label.zh,
            "en": self.label.en,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the roster: what becomes of it, of whom it is about, and what would be written."""

    sheet: str
    row: int
    state: State
    name: str = ""
    id: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column, row or sheet that was not read, so that nothing is left out in silence. Counted from 1; `row` or
    `column` is 0 where the whole is meant."""

    sheet: str
    row: int
    column: int
    caption: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The dry run. Nothing was written.

    `wrong` has an entry for each wrong cell, so a row may stand in it more than once; `wrong_rows` counts rows, and
    new + changed + same + wrong_rows == rows.
    """

    entity: str
    day: str
    outcomes: tuple[Outcome, ...]
    wrong: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    headings: Mapping[int, Heading] = field(default_factory=dict)
    """index in `sheets` -> where its header is"""
    seen: Vector = field(default_factory=dict)
    """how far every log was known when the plan was made"""

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows by state."""
        return Counter(o.state for o in self.outcomes)

    @property
    def rows(self) -> int:
        """Rows read."""
        return len(self.outcomes)

    @property
    def new(self) -> int:
        """Rows that become a new record."""
        return self.counts["new"]

    @property
    def changed(self) -> int:
        """Rows that change a record, or what hangs on it."""
        return self.counts["changed"]

    @property
    def same(self) -> int:
        """Rows in which nothing differs from what is stored."""
        return self.counts["same"]

    @property
    def maybe_same(self) -> int:
        """Rows that become a new file and look like a child on file or like another row."""
        return sum(r.code == MAYBE_SAME for r in self.warnings)

    @property
    def wrong_rows(self) -> int:
        """Rows with a wrong cell; they are not imported."""
        return self.counts["wrong"]

    def as_json(self) -> dict[str, object]:
        """What `--json` prints."""
        return {
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "wrong_rows": self.wrong_rows,
            "maybe_same": self.maybe_same,
            "wrong": [r.as_json() for r in self.wrong],
            "warnings": [r.as_json() for r in self.warnings],
            "ignored": [
                {"sheet": i.sheet, "row": i.row, "column": i.column, "caption": i.caption}
                for i in self.ignored
            ],
        }


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import wrote: rows by state (wrong ones were left out), and what the ledger touched.

    `overtaken` are rows whose person was entered by somebody else after the plan was made: left out, so that nobody
    stands twice; planning the workbook again takes them up. `back` are the edits that take it back (one a record), none
    for more than UNDONE records.
    """

    new: int
    changed: int
    same: int
    wrong_rows: int
    touched: Touched
    overtaken: int = 0
    back: tuple[Edit, ...] = ()

    def as_json(self) -> dict[str, object]:
        """What `--json` prints."""
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "wrong_rows": self.wrong_rows,
            "overtaken": self.overtaken,
        }
