"""After a write: telling the window what was touched, and the message that offers the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording
from ui import words_reports

if TYPE_CHECKING:
    from casefiles.domain.changes import Touched
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell


def announce(shell: Shell, touched: Touched) -> None:
    """Tell the window what was written."""
    for entity, ids in touched.rows.items():
        shell.changed.emit(entity, list(ids))


def with_undo(shell: Shell, saved: Saved, said: str, undone: str) -> None:
    """Say that it is saved, with a way back."""

    def undo() -> None:
        office = shell.office

        def told(touched: Touched) -> None:
            announce(shell, touched)
            shell.toast(undone)

        shell.jobs.write(lambda _step: recording.undo(office, saved), done=told)

    shell.toast(said, undo)


def told_of(shell: Shell, saved: Saved, said: str, undone: str) -> None:
    """Say that it is saved, with a way back where there is one, and what the save opened beside it.

    A danger sign opens a mandatory report: that is said first, and that the report stays when the visit is taken back.
    """
    report = next((w for w in saved.warnings if w.entity == "report"), None)
    if saved.entity == "report" and saved.before is None:
        shell.toast(said)  # a report is not taken back
    elif report is None:
        with_undo(shell, saved, said, undone)
    else:
        stays = words_reports.VISIT_UNDONE(shell.lang, said=undone)
        with_undo(shell, saved, f"{report.say(shell.lang)}\n{said}", stays)


def deleted_with_undo(shell: Shell, record: Record, said: str, undone: str) -> None:
    """Delete a record, say so, with a way back."""
    office = shell.office

    def told(kept: Saved) -> None:
        announce(shell, kept.touched)
        with_undo(shell, kept, said, undone)

    shell.jobs.write(lambda _step: recording.remove(office, record.id, record.heads), done=told)
