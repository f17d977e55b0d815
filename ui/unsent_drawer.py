"""Why the numbers of an office's card are what they are, in the drawer: the sum, and the records behind each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.exchange import adding
from ui import language
from ui import words_trip as w
from ui.exchange_cards import moment
from ui.record_list_drawer import RecordListDrawer, heading
from ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from casefiles.exchange import Unsent
    from ui.jobs import Step
    from ui.window import Shell


class UnsentDrawer(RecordListDrawer):
    """For one office; counting can be stopped."""

    def __init__(self, shell: Shell, code: str, name: str) -> None:
        super().__init__(shell, name, w.LOOK(shell.lang))
        office, text = shell.office, w.READING(shell.lang)
        self.strip = ProgressStrip(shell.theme, shell.lang)
        self.body.insertWidget(0, self.strip)

        def work(step: Step) -> Unsent:
            return exchange.unsent(office, code, lambda i, n: step(i, n, text))

        self.strip.follow(shell.jobs.read(work, done=self._counted, owner=self, newest="unsent"))

    def _counted(self, found: Unsent) -> None:
        shell, lang = self.shell, self.shell.lang
        if not found.parts:
            self.say(w.HERE_NONE(lang))
            return
        said = adding.why(found, lang, lambda n: language.number(n, lang))
        when = moment(shell, found.oldest_ms)
        help_ = language.counted(w.HERE_HELP, found.changes, lang, when=when) if found.changes else ""
        self.say("\n".join(one for one in (said, help_) if one))
        groups: list[tuple[str, tuple[str, ...]]] = []
        for part in found.parts:
            groups.append((adding.heading(part, lang, lambda n: language.number(n, lang)), ()))
            groups += [(heading(entity, len(rows), shell), rows) for entity, rows in part.rows.items()]
        self.fill(groups)


def open_unsent(shell: Shell, code: str, name: str) -> None:
    """Open it, and make it anew when the look or the language is switched."""
    shell.drawer(UnsentDrawer(shell, code, name), lambda: UnsentDrawer(shell, code, name))


