"""Children without a mentor beside mentors with room: a suggestion that explains itself; a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import matching, recording, suggesting
from ui import language
from ui import words_matching as words
from ui import words_registers as w
from ui.pages.children import ChildrenPage
from ui.pages.suggestions import Offer, SuggestionPanel
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton, QWidget

    from casefiles.ports import Record
    from casefiles.recording import Saved
    from casefiles.suggesting import Suggestion
    from ui.jobs import Step
    from ui.table import Row
    from ui.window import Shell

SUGGESTED = 8


class MatchingPage(ChildrenPage):
    """The children's register, only those without a mentor, with suggestions in the panel's place."""

    title = w.MATCHING
    counted = w.WAITING
    has_panel = False
    chips = (("unmatched", w.WAITING),)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        theme, lang = shell.theme, shell.lang
        self.bar.hide()
        self.child: tuple[str, str] = ("", "")
        self._asked = ""
        self.siblings: tuple[str, ...] = ()
        self.offers: dict[str, Suggestion] = {}
        self.suggestions = SuggestionPanel(shell, w.CHOOSE_CHILD(lang), self._join)
        self.suggestions.back.connect(self.view.setFocus)
        self.panel.want(False)
        self.across.addWidget(self.suggestions, 1)
        self.all_matched = EmptyState(
            theme, w.ALL_MATCHED(lang), w.ALL_MATCHED_HELP(lang), icon="circle-check"
        )
        self.stack.addWidget(self.all_matched)

    @property
    def offered(self) -> QWidget | None:
        """The suggestions in sight."""
        return self.suggestions.list

    def head_actions(self) -> Sequence[QPushButton]:
        by_mentor = button(
            self.shell.theme, words.BY_MENTOR(self.shell.lang), "soft", "hand-heart",
            lambda: self.shell.open("matching_mentors"),
        )  # fmt: skip
        by_mentor.setObjectName("by-mentor")
        return (by_mentor,)

    def hits(self, text: str) -> list[str]:
        waiting = set(self.shell.office.queries.register_ids(self.register, "unmatched"))
        return [id_ for id_ in super().hits(text) if id_ in waiting]

    def nothing_here(self) -> QWidget:
        return self.nobody if self.text else self.all_matched

    def open(self, id_: str) -> None:
        """Enter on a child: to the suggestions; without one, to the file."""
        if not (id_ in (self.child[0], self._asked) and self.suggestions.focus_best()):
            super().open(id_)

    def clear_panel(self) -> None:
        self.suggestions.clear()

    def _show_rest(self, answer: tuple[list[str], dict[str, int]]) -> None:
        super()._show_rest(answer)
        self.head.note.set(language.counted(w.CHILDREN_COUNT, len(answer[0]), self.shell.lang))

    def _peek(self, row: int) -> None:
        values = self.model.values(row)
        if str(values.get("id") or "") != self.child[0]:
            self.child, self.offers, self._asked = ("", ""), {}, str(values.get("id") or "")
            self.suggestions.wait(w.SUGGESTED_FOR(self.shell.lang, name=values.get("name") or ""))
        super()._peek(row)

    def show_panel(self, row: Row) -> None:
        office, child, name = self.shell.office, str(row["id"]), str(row.get("name") or "")

        def work(_step: Step) -> tuple[list[Suggestion], list[Record], list[str]]:
            file = recording.record(office, child, "child")
            found = suggesting.Pool(office).for_child(file, SUGGESTED)
            return found, suggesting.waiting_siblings(office, file), matching.proposed_to(office, child)

        self.shell.jobs.read(
            work, done=lambda found: self._show(child, name, *found), owner=self, newest="suggest"
        )

    def _show(
        self, child: str, name: str, found: list[Suggestion], siblings: list[Record], proposed: list[str]
    ) -> None:
        lang = self.shell.lang
        comma = "、" if lang == "zh" else ", "
        self.child, self.siblings = (child, name), tuple(s.id for s in siblings)
        self.offers = {one.mentor: one for one in found}
        offers = [
            Offer(
                s.mentor, s.name, w.LOAD_OF(lang, n=s.load, limit=s.capacity), s.score, s.reasons, s.may_match
            )
            for s in found
        ]
        names = comma.join(str(s.values.get("name") or "") for s in siblings)
        together = words.TOGETHER(lang, names=names) if siblings and found else ""
        so_far = words.PROPOSED_SO_FAR(lang, names=comma.join(proposed)) if proposed else ""
        self.suggestions.show_offers(
            w.SUGGESTED_FOR(lang, name=name), w.NONE_SUGGESTED(lang), offers, together, so_far
        )

    def _join(self, mentor: str, propose: bool) -> None:
        self.match(*self.child, self.offers[mentor], propose=propose)

    def match(self, child: str, name: str, suggestion: Suggestion, *, propose: bool = False) -> None:
        """Join them, or propose it; with the box ticked the brothers and sisters too, in the same save."""
        office, lang, mentor = self.shell.office, self.shell.lang, suggestion.name
        children = [child, *(self.siblings if self.suggestions.together.isChecked() else ())]
        status = "proposed" if propose else "active"

        def done(saved: Saved) -> None:
            said = (words.PROPOSED if propose else w.MATCHED)(lang, child=name, mentor=mentor)
            if len(children) > 1:
                said = words.MATCHED_ALL(lang, n=len(children), mentor=mentor)
            announce(self.shell, saved.touched)
            with_undo(self.shell, saved, said, w.UNDONE_MATCH(lang, child=name, mentor=mentor))

        self.shell.jobs.write(
            lambda _step: matching.match_all(office, children, suggestion.mentor, status=status),
            done=done,
            owner=self,
        )
