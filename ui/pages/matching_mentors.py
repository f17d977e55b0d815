"""Mentors with room beside the children who wait: the same rules the other way round; a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import matching, recording, suggesting
from ui import words_matching as words
from ui import words_registers as w
from ui.pages.mentors import MentorsPage
from ui.pages.suggestions import Offer, SuggestionPanel
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.recording import Saved
    from casefiles.suggesting import Candidate
    from ui.jobs import Step
    from ui.table import Row
    from ui.window import Shell

SUGGESTED = 8


class MatchingMentorsPage(MentorsPage):
    """The mentors' register, only those with room, with children in the panel's place."""

    title = words.BY_MENTOR
    has_panel = False
    chips = (("free", w.FREE),)  # type: ignore[assignment]

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.bar.hide()
        self.mentor: tuple[str, str] = ("", "")
        self._asked = ""
        self.offers: dict[str, Candidate] = {}
        self.suggestions = SuggestionPanel(shell, words.CHOOSE_MENTOR(shell.lang), self._join)
        self.suggestions.back.connect(self.view.setFocus)
        self.panel.want(False)
        self.across.addWidget(self.suggestions, 1)

    def head_actions(self) -> Sequence[QPushButton]:
        by_child = button(
            self.shell.theme,
            words.BY_CHILD(self.shell.lang),
            "soft",
            "users",
            lambda: self.shell.open("matching"),
        )
        by_child.setObjectName("by-child")
        return (by_child,)

    def hits(self, text: str) -> list[str]:
        free = set(self.shell.office.queries.register_ids(self.register, "free"))
        return [id_ for id_ in super().hits(text) if id_ in free]

    def open(self, id_: str) -> None:
        """Enter on a mentor: to the children; without one, to the mentor's page."""
        if not (id_ in (self.mentor[0], self._asked) and self.suggestions.focus_best()):
            super().open(id_)

    def clear_panel(self) -> None:
        self.suggestions.clear()

    def _peek(self, row: int) -> None:
        values = self.model.values(row)
        if str(values.get("id") or "") != self.mentor[0]:
            self.mentor, self.offers, self._asked = ("", ""), {}, str(values.get("id") or "")
            self.suggestions.wait(words.CHILDREN_FOR(self.shell.lang, name=values.get("name") or ""))
        super()._peek(row)

    def show_panel(self, row: Row) -> None:
        office, mentor, name = self.shell.office, str(row["id"]), str(row.get("name") or "")

        def work(_step: Step) -> list[Candidate]:
            return suggesting.Pool(office).for_mentor(recording.record(office, mentor, "mentor"), SUGGESTED)

        self.shell.jobs.read(
            work, done=lambda found: self._show(mentor, name, found), owner=self, newest="suggest"
        )

    def _show(self, mentor: str, name: str, found: list[Candidate]) -> None:
        lang = self.shell.lang
        self.mentor, self.offers = (mentor, name), {one.child: one for one in found}
        offers = [Offer(c.child, c.name, c.village, c.score, c.reasons, c.may_match) for c in found]
        self.suggestions.show_offers(words.CHILDREN_FOR(lang, name=name), words.NO_CHILD(lang), offers)

    def _join(self, child: str, propose: bool) -> None:
        office, lang = self.shell.office, self.shell.lang
        mentor, name = self.mentor
        kid, status = self.offers[child].name, "proposed" if propose else "active"

        def done(saved: Saved) -> None:
            announce(self.shell, saved.touched)
            said = (words.PROPOSED if propose else w.MATCHED)(lang, child=kid, mentor=name)
            with_undo(self.shell, saved, said, w.UNDONE_MATCH(lang, child=kid, mentor=name))

        self.shell.jobs.write(
            lambda _step: matching.match_all(office, [child], mentor, status=status), done=done, owner=self
        )
