"""Files of a dialog, a drop or the clipboard taken in off the GUI thread, put on record, taken out again by Undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from casefiles import attaching, undoing
from casefiles.attaching import Given, Prepared
from casefiles.domain.problems import Refusal
from ui import language
from ui import words_files as words
from ui.undoing import announce, with_undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from casefiles.recording import Saved
    from ui.jobs import Job, Step
    from ui.window import Shell

Source = Given | QImage
"""a file, or a picture of the clipboard that was never one"""
Refused = tuple[str, Refusal]


def sources_of(mime: QMimeData) -> list[Source]:
    """What a drop or the clipboard holds for us: files first, else a picture."""
    if mime.hasUrls():
        return [Given(path=Path(url.toLocalFile())) for url in mime.urls() if url.isLocalFile()]
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [image]
    return []


def prepare_all(
    shell: Shell, of: str, sources: Sequence[Source], *, shrink: bool
) -> Callable[[Step], tuple[list[Prepared], list[Refused]]]:
    """The work of a job: every file cleaned and kept, one after the other; what is refused keeps no other out."""
    office, lang = shell.office, shell.lang

    def work(step: Step) -> tuple[list[Prepared], list[Refused]]:
        prepared: list[Prepared] = []
        refused: list[Refused] = []
        for place, source in enumerate(sources):
            given = _given(source, words.PASTED(lang))
            step(place, len(sources), words.TAKING_IN(lang, name=given.called))
            try:
                prepared.append(attaching.prepare(office, of, given, shrink=shrink))
            except Refusal as refusal:
                refused.append((given.called, refusal))
        step(len(sources), len(sources))
        return prepared, refused

    return work


def take_in(
    shell: Shell,
    of: str,
    sources: Sequence[Source],
    *,
    shrink: bool,
    refused: Callable[[list[Refused]], object],
    kind: str = "",
    quiet: bool = False,
) -> Job:
    """Take files in for a record. Stopped before the end, nothing is put on record; at the end a message tells what
    was, with Undo, and `refused` hears of the rest. `quiet`: no message, so that another keeps its Undo."""

    def ready(found: tuple[list[Prepared], list[Refused]]) -> None:
        record_all(shell, of, *found, refused=refused, kind=kind, quiet=quiet)

    job = shell.jobs.read(prepare_all(shell, of, sources, shrink=shrink), done=ready)
    job.cancelled.connect(lambda: shell.toast(words.STOPPED))
    return job


def record_all(
    shell: Shell,
    of: str,
    prepared: Sequence[Prepared],
    failed: Sequence[Refused],
    *,
    refused: Callable[[list[Refused]], object],
    kind: str = "",
    quiet: bool = False,
) -> None:
    """Put kept files on record, each that can be, and tell of it."""
    office, lang = shell.office, shell.lang

    def write(_step: Step) -> tuple[list[Saved], list[Refused]]:
        saved: list[Saved] = []
        off = list(failed)
        for one in prepared:
            try:
                saved.append(attaching.record(office, of, one, kind=kind, lang=lang))
            except Refusal as refusal:
                off.append((one.name, refusal))
        return saved, off

    def told(found: tuple[list[Saved], list[Refused]]) -> None:
        saved, off = found
        for one in saved:
            announce(shell, one.touched)
        if saved and not quiet:
            said = language.counted(words.ADDED_N, len(saved), lang)
            with_undo(shell, undoing.of_saves(saved), said, words.ADDED_UNDONE(lang))
        refused(off)

    if prepared:
        shell.jobs.write(write, done=told)
    else:
        refused(list(failed))


def not_added(refused: Sequence[Refused], lang: Lang) -> str:
    """How many were not added, and why each."""
    head = language.counted(words.NOT_ADDED_N, len(refused), lang)
    return "\n".join([head, *(refusal.say(lang) for _, refusal in refused)])


def _given(source: Source, pasted: str) -> Given:
    """A picture of the clipboard as a file; packed here, because it takes its time."""
    if not isinstance(source, QImage):
        return source
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    source.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return Given(data=bytes(raw.data()), name=pasted)
