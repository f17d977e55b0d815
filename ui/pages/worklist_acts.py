"""What is done with a line of a worklist where it stands: a follow-up is done, or it waits until tomorrow."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import recording, worklists
from casefiles.domain.entities import ENTITIES
from ui import words_worklists as words
from ui.undoing import announce, with_undo

if TYPE_CHECKING:
    from casefiles.recording import Saved
    from casefiles.worklists import Line
    from ui.pages.worklists import WorklistsPage
    from ui.window import Shell


def done(shell: Shell, entry: Line, page: WorklistsPage) -> None:
    """The follow-up was done today; taken back by Undo."""
    lang, office, what = shell.lang, shell.office, entry.more.get("state", "")

    def write(_step: object) -> Saved:
        today = office.clock.today().isoformat()
        return recording.save(office, ENTITIES["visit"], {"follow_done": today}, entry.more["row"])

    def told(saved: Saved) -> None:
        said, undone = words.DONE_SAID(lang, what=what), words.NOT_DONE_SAID(lang, what=what)
        with_undo(shell, saved, said, undone)
        announce(shell, saved.touched)

    shell.jobs.write(write, done=told, owner=page)


def put_off(shell: Shell, name: str, entry: Line, page: WorklistsPage) -> None:
    """Out of the way until tomorrow; taken back by Undo."""
    lang, office, row = shell.lang, shell.office, worklists.key(entry)
    tomorrow = office.clock.today() + dt.timedelta(days=1)

    def again(_found: object = None) -> None:
        shell.jobs.write(
            lambda _step: worklists.take_up(office, name, row), done=lambda _n: page.reload(), owner=page
        )

    def told(_found: object) -> None:
        shell.toast(words.PUT_OFF_SAID(lang, name=entry.name), again)
        page.reload()

    shell.jobs.write(lambda _step: worklists.put_off(office, name, row, tomorrow), done=told, owner=page)
