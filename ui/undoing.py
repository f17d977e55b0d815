"""After a write: telling the window what was touched, and the message that offers the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from casefiles import recording, undoing
from ui import sitting, words_reports

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
    """Say that it is saved, with a way back; when somebody else changed the same meanwhile, show both values."""
    done = sitting.note(shell, saved, said)

    def undo() -> None:
        if not done.back:
            sitting.swap(shell, [done], undone)

    shell.toast(said, undo)
    if undoing.rivals_of(shell.office, saved):
        # after those who asked for the save have closed their drawer
        QTimer.singleShot(0, shell, lambda: shell.drawer(sitting.MeanwhileDrawer(shell, saved.id)))


def told_of(shell: Shell, saved: Saved, said: str, undone: str) -> None:
    """Say that it is saved, with a way back where there is one, and what the save opened beside it.

    A danger sign opens a mandatory report: that is said first, and that the report stays when the visit is taken back.
    """
    said = _with_divisions(shell, saved, said)
    report = next((w for w in saved.warnings if w.entity == "report"), None)
    if saved.entity == "report" and saved.before is None:
        shell.toast(said)  # a report is not taken back
    elif report is None:
        with_undo(shell, saved, said, undone)
    else:
        stays = words_reports.VISIT_UNDONE(shell.lang, said=undone)
        with_undo(shell, saved, f"{report.say(shell.lang)}\n{said}", stays)


def _with_divisions(shell: Shell, saved: Saved, said: str) -> str:
    """What a line of the tables of divisions brings with it, or that a file was verified twice, is said before."""
    told = [w.say(shell.lang) for w in saved.warnings if w.entity in ("division", "redivision", "verification")]
    return "\n".join([*told, said])


def deleted_with_undo(shell: Shell, record: Record, said: str, undone: str) -> None:
    """Delete a record, say so, with a way back."""
    office = shell.office

    def told(kept: Saved) -> None:
        if not shell.is_open:
            return  # locked meanwhile: it is deleted, and nobody is there to be told
        announce(shell, kept.touched)
        with_undo(shell, kept, _with_divisions(shell, kept, said), undone)

    shell.jobs.write(lambda _step: recording.remove(office, record.id, record.heads), done=told)
