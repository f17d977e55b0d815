"""Children without a mentor beside mentors with room: a suggestion that explains itself; a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from casefiles import matching, recording, suggesting
from ui import language
from ui import words_registers as w
from ui.pages.children import ChildrenPage
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.panels import scroll
from ui.widgets.text import Avatar, ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self.suggestions = Card(theme)
        self.suggestions.setMinimumWidth(theme.tall(380))
        self.heading = label(w.CHOOSE_CHILD(lang), "section", wrap=True)
        self.suggestions.body.addWidget(self.heading)
        self.suggestions.body.addWidget(label(w.WHY(lang), "caption", wrap=True))
        self.lines = QVBoxLayout()
        self.suggestions.body.addLayout(self.lines, 1)
        self.list: QWidget | None = None
        self.panel.want(False)
        self.across.addWidget(self.suggestions, 1)
        self.all_matched = EmptyState(
            theme, w.ALL_MATCHED(lang), w.ALL_MATCHED_HELP(lang), icon="circle-check"
        )
        self.stack.addWidget(self.all_matched)

    def head_actions(self) -> Sequence[QPushButton]:
        return ()

    def hits(self, text: str) -> list[str]:
        waiting = set(self.shell.office.queries.register_ids(self.register, "unmatched"))
        return [id_ for id_ in super().hits(text) if id_ in waiting]

    def nothing_here(self) -> QWidget:
        return self.nobody if self.text else self.all_matched

    def clear_panel(self) -> None:
        self.heading.setText(w.CHOOSE_CHILD(self.shell.lang))
        self._put(None)

    def _show_rest(self, answer: tuple[list[str], dict[str, int]]) -> None:
        super()._show_rest(answer)
        self.head.note.set(language.counted(w.CHILDREN_COUNT, len(answer[0]), self.shell.lang))

    def show_panel(self, row: Row) -> None:
        office, child, name = self.shell.office, str(row["id"]), str(row.get("name") or "")
        self.heading.setText(w.SUGGESTED_FOR(self.shell.lang, name=name))

        def work(_step: Step) -> list[Suggestion]:
            return suggesting.suggest(office, child, SUGGESTED)

        self.shell.jobs.read(
            work, done=lambda found: self._show(child, name, found), owner=self, newest="suggest"
        )

    def _show(self, child: str, name: str, found: list[Suggestion]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, self.shell.theme.px(4), 0)
        column.setSpacing(self.shell.theme.px(12))
        if not found:
            column.addWidget(label(w.NONE_SUGGESTED(self.shell.lang), "secondary", wrap=True))
        for suggestion in found:
            column.addWidget(self._line(child, name, suggestion))
        column.addStretch(1)
        self._put(scroll(inside))

    def _put(self, found: QWidget | None) -> None:
        old, self.list = self.list, found
        if old is not None:
            if old.isAncestorOf(self.focusWidget()):
                self.view.setFocus()  # the button that was pressed goes; the next child is in the list
            old.hide()
            old.deleteLater()
        if found is not None:
            self.lines.addWidget(found)

    def _line(self, child: str, name: str, suggestion: Suggestion) -> QWidget:
        theme, lang = self.shell.theme, self.shell.lang
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(Avatar(theme, suggestion.name, 36))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        top = QHBoxLayout()
        top.addWidget(ElidedLabel(suggestion.name, "strong"), 1)
        top.addWidget(Pill(theme, w.SCORE(lang, n=suggestion.score), "primary"))
        words.addLayout(top)
        why = ("、" if lang == "zh" else ", ").join(
            text(lang, **values) for text, values in suggestion.reasons
        )
        words.addWidget(label(why, "caption", wrap=True))
        row.addLayout(words, 1)
        join = button(
            theme, w.MATCH(lang), "soft", "heart-handshake", lambda: self.match(child, name, suggestion)
        )
        join.setAccessibleName(w.MATCH_WITH(lang, name=suggestion.name))
        row.addWidget(join)
        return line

    def match(self, child: str, name: str, suggestion: Suggestion) -> None:
        """Join them; the toast can take it back."""
        office = self.shell.office

        def done(saved: Saved) -> None:
            said = w.MATCHED(self.shell.lang, child=name, mentor=suggestion.name)
            self.shell.toast(said, undo=lambda: self._undo(saved))
            self.shell.changed.emit("match", (saved.id,))

        self.shell.jobs.write(
            lambda _step: matching.match(office, child, suggestion.mentor), done=done, owner=self
        )

    def _undo(self, saved: Saved) -> None:
        office = self.shell.office
        self.shell.jobs.write(
            lambda _step: recording.undo(office, saved),
            done=lambda _t: self.shell.changed.emit("match", (saved.id,)),
            owner=self,
        )
