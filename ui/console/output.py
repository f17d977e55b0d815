"""What a command prints: text for people on stdout, or one JSON document and nothing else."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.visit import days_late
from casefiles.domain.words import Label, Lang
from casefiles.office import Doors, Office
from ui.console.words_next import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.problems import Problem
    from casefiles.ports import Record


@dataclass
class Call:
    """One call of the console: language, output, and the office once it is opened."""

    lang: Lang
    as_json: bool
    folder: Path
    doors: Doors
    passphrase_file: Path | None = None
    login: str | None = None
    opened: list[Office] = field(default_factory=list)

    def say(self, label: Label, **values: object) -> None:
        """A sentence for a person: stdout, or stderr when stdout belongs to JSON."""
        print(label(self.lang, **values), file=sys.stderr if self.as_json else sys.stdout)

    def note(self, text: str) -> None:
        """A line for a person, on stderr."""
        print(text, file=sys.stderr)

    def answer(self, data: object, lines: Sequence[str] = ()) -> None:
        """The answer: `data` as JSON, or `lines` for people."""
        if self.as_json:
            print(json.dumps(data, ensure_ascii=False, default=str))
        else:
            for line in lines:
                print(line)

    def joined(self, parts: Iterable[str]) -> str:
        """These in a row, as the language has it."""
        return ("、" if self.lang == "zh" else ", ").join(parts)

    def text(self, label: Label, **values: object) -> str:
        """A label in the language of the call."""
        return label(self.lang, **values)

    def headed(self, heads: Sequence[Label], rows: Sequence[Sequence[str]]) -> list[str]:
        """Lines of a table with what stands over its columns."""
        return table([self.text(head) for head in heads], rows)

    def progress(self, done: int, total: int) -> None:
        """A progress line on stderr when a person is watching."""
        if sys.stderr.isatty() and total:
            end = "\n" if done >= total else "\r"
            print(f"{done}/{total}", end=end, file=sys.stderr, flush=True)


def problem_data(problem: Problem) -> dict[str, object]:
    """One problem as scripts read it."""
    near = {"near": problem.args["near"]} if "near" in problem.args else {}
    return {
        "code": problem.code,
        "entity": problem.entity,
        "id": problem.id,
        "field": problem.field,
        "value": problem.value,
        "zh": told(problem, "zh"),
        "en": told(problem, "en"),
        **near,
    }


def record_data(record: Record) -> dict[str, object]:
    """One record as scripts read it: id, entity and the stored values by field name; of a visit also how many days
    late it was entered (0: in time)."""
    late = {"late_days": days_late(record.id, record.values.get("on"))} if record.entity == "visit" else {}
    return {"id": record.id, "entity": record.entity, **record.values, **late}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table in columns; a Chinese character takes two places."""
    every = [list(head), *[list(r) for r in rows]]
    widths = [max(_width(r[i]) for r in every) for i in range(len(head))]
    return [
        "  ".join(c + " " * (w - _width(c)) for c, w in zip(r, widths, strict=True)).rstrip() for r in every
    ]


def pairs(values: Mapping[str, str]) -> list[str]:
    """Lines "name: value"."""
    return [f"{k}: {v}" for k, v in values.items() if v != ""]


def _width(text: str) -> int:
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
