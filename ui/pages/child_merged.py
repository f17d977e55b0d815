"""The files that were merged into a child's: a card to take them apart, and a mark on what came from them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles import merging
from ui import words_merging as words
from ui.pages.child_parts import Line, note
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.merging import Merged
    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.window import Shell


def merged_card(shell: Shell, files: Sequence[Record], owner: QWidget) -> Card | None:
    """Each file with a button that takes it apart; None when nothing was merged."""
    if not files:
        return None
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.FILES(lang))
    card.setObjectName("merged")
    card.body.addWidget(note(words.FILES_HELP(lang)))
    for place, file in enumerate(files):
        name, number = str(file.values.get("name") or ""), str(file.values.get("number") or "")
        go = button(theme, words.TAKE_APART(lang), "", "unlink", partial(take_apart, shell, file, owner))
        go.setAccessibleName(words.TAKE_APART_OF(lang, name=name, number=number))
        card.body.addWidget(Line(theme, name, number, "", go, first=not place))
    return card


def take_apart(shell: Shell, file: Record, owner: QWidget) -> None:
    """The file stands by itself again, with a way back in the message."""
    office, lang = shell.office, shell.lang

    def done(merged: Merged) -> None:
        announce(shell, merged.touched)
        said = words.UNMERGED(lang, name=file.values.get("name") or "")
        with_undo(shell, merging.as_saved(merged), said, words.UNMERGE_UNDONE(lang))

    shell.jobs.write(lambda _step: merging.unmerge(office, file.id), done=done, owner=owner)


def origins(office: Office, records: Iterable[Record]) -> dict[str, Record]:
    """For each record that hangs on a merged file: that file. One question where nothing was merged."""
    held = {r.id: str(r.values.get("child") or "") for r in records}
    heads = office.queries.shown(sorted({child for child in held.values() if child}))
    files = {row: found for row, head in heads.items() if row != head and (found := office.queries.get(row))}
    return {row: files[child] for row, child in held.items() if child in files}


def origin_pill(shell: Shell, file: Record | None) -> list[QWidget]:
    """The mark of a record that came from another file."""
    if file is None:
        return []
    lang, number = shell.lang, file.values.get("number") or file.values.get("name") or ""
    pill = Pill(shell.theme, words.FROM_FILE(lang, number=number), "neutral")
    pill.setToolTip(words.FROM_FILE_TIP(lang, number=number, name=file.values.get("name") or ""))
    return [pill]
