"""Taking a closed file out for good: asked once with what goes, then the reason; the page leaves the file behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import erasing
from casefiles.erasable import may
from ui import words_closing as words
from ui.asking import ask_verb
from ui.record_drawer import RecordDrawer, open_record

if TYPE_CHECKING:
    from casefiles.recording import Saved
    from casefiles.registers import Around
    from ui.pages.child_header import Act
    from ui.window import Shell


def erasing_acts(shell: Shell, file: Around) -> list[Act]:
    """The entry of a closed file's menu, in an office that may order it."""
    if not file.child.values.get("closed_on") or not may(shell.office):
        return []
    return [(words.ERASE(shell.lang), "trash-2", lambda: ask(shell, file))]


def ask(shell: Shell, file: Around) -> None:
    """Say what goes; then the drawer for the reason."""
    lang, child = shell.lang, file.child

    def read(_step: object) -> tuple[int, dict[str, str]]:
        going = erasing.rows_of(shell.office, child.id)
        return sum(len(rows) for rows in going.values()), erasing.stated(shell.office, child.id)

    def told(found: tuple[int, dict[str, str]]) -> None:
        number, stated = found
        said = words.ERASE_ASK(lang, name=child.values.get("name") or "", n=number)
        if ask_verb(shell.window(), said, words.ERASE(lang), words.ERASE_LEAVE(lang)):
            open_record(shell, lambda: _drawer(shell, file, number, stated))

    shell.jobs.read(read, done=told, owner=shell.window())


def _drawer(shell: Shell, file: Around, number: int, stated: dict[str, str]) -> RecordDrawer:
    def ordered(_saved: Saved) -> None:
        def work(_step: object) -> None:
            erasing.obey(shell.office)
            erasing.tidy(shell.office)

        shell.jobs.write(work, done=gone, owner=shell.window())

    def gone(_done: None) -> None:
        shell.open("children")
        said = [words.ERASED(shell.lang, n=number)]
        if shell.office.ledger.setting("last_backup"):
            said.append(words.IN_BACKUPS(shell.lang))
        shell.toast("\n".join(said))
        shell.changed.emit("child", (file.child.id,))

    start = {"on": shell.office.clock.today().isoformat()}
    fixed, title = {"record": file.child.id}, words.ERASE(shell.lang)
    hide = tuple(stated)
    drawer = RecordDrawer(
        shell, "erasure", fixed=fixed, start=start, hide=hide, title=title, can_delete=False, then=ordered
    )
    drawer.form.fixed |= stated  # beside the key of the draft, which stays the file's
    return drawer
