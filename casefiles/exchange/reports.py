"""What an export and an import say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from casefiles.domain.changes import Touched
from casefiles.domain.filenames import shown_path
from casefiles.domain.problems import Problem
from casefiles.exchange.comparisons import Compared

Progress = Callable[[int, int], None]
"""(done, total); what it raises cancels, and nothing half-done stays."""


class Attached(NamedTuple):
    """Photos and scans that came with a package: kept here, damaged, and the bytes of those kept."""

    here: int = 0
    bad: int = 0
    bytes: int = 0


NOTHING = Attached()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A package that was written and read back. `first`..`last` are this device's own changes in it, or 0."""

    path: Path
    package: str
    to: str
    count: int
    first: int
    last: int
    bytes: int
    paths: tuple[Path, ...] = ()
    """all files, when one would have been too long"""
    attachments: int = 0
    """photos and scans whose bytes are in it"""
    attachments_left: int = 0
    """those that had no room; they go with the next packages"""
    attachments_damaged: int = 0
    """those whose file here is damaged"""
    counted: bool = False
    """it counts the records that both offices hold, for the reader to compare"""
    repairs: int = 0
    """records that differed, whose changes it carries whole"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "path": shown_path(self.path),
            "package": self.package,
            "to": self.to,
            "count": self.count,
            "first": self.first,
            "last": self.last,
            "bytes": self.bytes,
            "paths": [shown_path(path) for path in self.paths],
            "attachments": self.attachments,
            "attachments_left": self.attachments_left,
            "attachments_damaged": self.attachments_damaged,
            "counted": self.counted,
            "repairs": self.repairs,
        }


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of one file.

    `state`: "done"; "same" (nothing new in it); "waiting" (an earlier package is missing; a copy is kept
    and taken in by itself when the gap closes); "aside" (it is of a blocked computer: what it wrote is kept and not
    shown); "refused" (nothing was written; `import_file` raises the
    Refusal, `import_files` reports it). `problems` say why it waits or was refused.
    """

    file: Path
    sender: str
    package: str
    state: str
    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: int = 0
    waiting: int = 0
    quarantined: int = 0
    again: bool = False
    """this very package had been taken in before"""
    taken_ms: int = 0
    """when that was"""
    newer: int = 0
    """records that came with fields of a later version: kept, passed on, shown once this program has them"""
    receipt: Mapping[str, int] = field(default_factory=dict)
    """what the sender says it has of this device's log: `acknowledged` of `of` changes, at `made` (ms)"""
    problems: tuple[Problem, ...] = ()
    touched: Touched = field(default_factory=Touched)
    """what stands otherwise now, also by what was written here for its sake and by the packages that `followed`"""
    forked: tuple[str, ...] = ()
    """branches of logs that came with it: two computers had used one identity, what both wrote is kept"""
    renewed: bool = False
    """this computer's own log had been written elsewhere too: it goes on as a new device"""
    attached: Attached = NOTHING
    enrolled: tuple[str, str] | None = None
    """an office whose new computer answered our invitation, and the six digits that its screen shows too"""
    files: tuple[Path, ...] = ()
    """all parts of the delivery that were taken in, or wait, together; more than one"""
    compared: Compared | None = None
    """what comparing the records of both offices came to, when the package had counted them"""
    mended: int = 0
    """changes that were gone here and came back"""
    followed: tuple[ImportReport, ...] = ()
    """packages that had waited for this one and were taken in after it"""

    def data(self) -> dict[str, object]:
        """For scripts; the names of the console's `import`."""
        found: dict[str, object] = {
            "file": shown_path(self.file),
            "from": self.sender,
            "package": self.package,
            "state": self.state,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "conflicts": self.conflicts,
            "waiting": self.waiting,
            "quarantined": self.quarantined,
            "receipt": dict(self.receipt),
        }
        if self.again:
            found["again"] = True
            found["taken"] = self.taken_ms
        if self.newer:
            found["newer"] = self.newer
        if self.attached != NOTHING:
            found["attachments"] = self.attached._asdict()
        if self.compared is not None:
            found["compared"] = self.compared.data()
        if self.mended:
            found["mended"] = self.mended
        if self.forked:
            found["forks"] = list(self.forked)
        if self.renewed:
            found["renewed"] = True
        if self.enrolled:
            found["enrolled"] = {"name": self.enrolled[0], "check": self.enrolled[1]}
        if self.problems:
            found["problems"] = [
                {"code": p.code, "zh": p.say("zh"), "en": p.say("en")} for p in self.problems
            ]
        if self.followed:
            found["followed"] = [f.data() for f in self.followed]
        return found


def readings(path: Path, progress: Progress | None) -> tuple[Callable[[int], None] | None, ...]:
    """Progress of the readings, for verifying and for changes, and for photos once more, in bytes out of twice the
    file."""
    if progress is None:
        return None, None, None
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # the first reading says what is wrong

    def first(done: int) -> None:
        progress(done, 2 * size)

    def again(done: int) -> None:
        progress(size + done, 2 * size)

    return first, again, again
