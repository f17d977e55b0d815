"""Who mentors the child: matches, their end, and whom one might ask, with reasons. A person decides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from casefiles import matching, suggesting
from casefiles.domain import matchlife
from casefiles.domain.entities import ENTITIES
from ui import words_child as words
from ui.fields import person_picker
from ui.form_body import Group
from ui.pages.child_merged import origin_pill, origins
from ui.pages.child_parts import Line, column_of, note, person_name
from ui.pages.match_box import MatchBox
from ui.record_drawer import RecordDrawer, open_record
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.ports import Record
    from casefiles.recording import Saved
    from casefiles.registers import Around
    from casefiles.suggesting import Suggestion
    from ui.window import Shell

SHOWN = 8


def mentors_tab(shell: Shell, file: Around, owner: QWidget, *, fixed: bool = False) -> QWidget:
    """The cards of the tab; suggestions come from a reader a moment later. `fixed`: nobody is to be matched."""
    inside, column = column_of(shell)
    theme, lang = shell.theme, shell.lang
    happened = [*file.more.get("match_event", ()), *file.more.get("support_contact", ())]
    column.addWidget(matches_card(shell, file.matches, happened, of_child=True))
    if fixed:
        column.addStretch(1)
        return scroll(inside)
    suggested = _Suggestions(shell, file.child.id)
    column.addWidget(suggested)
    find = Card(theme, words.FIND_MENTOR(lang))
    picker = person_picker(shell, words.FIND_MENTOR(lang), "mentor")
    picker.setParent(find)
    picker.chosen.connect(lambda mentor: match_now(shell, file.child.id, mentor))
    find.body.addWidget(picker)
    column.addWidget(find)
    column.addStretch(1)
    office, child = shell.office, file.child.id
    shell.jobs.read(
        lambda _step: suggesting.suggest(office, child, SHOWN),
        done=suggested.answer,
        owner=owner,
        newest="suggest",
    )
    return scroll(inside)


class _Suggestions(Card):
    """Mentors with room. The answer may come when the tab is gone: then this is gone too and hears nothing."""

    def __init__(self, shell: Shell, child: str) -> None:
        super().__init__(shell.theme, words.SUGGESTED(shell.lang), note=words.SUGGESTED_NOTE(shell.lang))
        self.setObjectName("suggested")
        self.shell, self.child = shell, child

    def answer(self, found: list[Suggestion]) -> None:
        if not found:
            self.body.addWidget(note(words.NO_SUGGESTION(self.shell.lang)))
        for place, one in enumerate(found):
            self.body.addWidget(_suggestion(self.shell, self.child, one, first=not place))


def _suggestion(shell: Shell, child: str, one: Suggestion, *, first: bool) -> Line:
    lang = shell.lang
    gap = "、" if lang == "zh" else ", "
    reasons = gap.join(suggesting.say(reason, lang) for reason in one.reasons)
    load = words.LOAD(lang, load=one.load, capacity=one.capacity)
    go = button(shell.theme, words.MATCH_NOW(lang), "soft", "heart-handshake")
    go.setAccessibleName(words.MATCH_WITH(lang, name=one.name))
    go.setObjectName(f"match-{one.mentor}")
    go.clicked.connect(lambda: match_now(shell, child, one.mentor))
    return Line(shell.theme, one.name, load, reasons, go, first=first)


def match_now(shell: Shell, child: str, mentor: str) -> None:
    """Join them from today on; what stands against it is said in words."""
    office, lang = shell.office, shell.lang
    name = person_name(office, mentor)

    def done(saved: Saved) -> None:
        announce(shell, saved.touched)
        with_undo(shell, saved, words.MATCHED(lang, name=name), words.UNMATCHED(lang, name=name))

    shell.jobs.write(lambda _step: matching.match(office, child, mentor), done=done)


def matches_card(shell: Shell, matches: Sequence[Record], happened: Sequence[Record], *, of_child: bool) -> Card:
    """Matches, the open ones first: of a child (the mentors' names) or of a mentor (the children's). `happened` are
    their steps and support contacts. F9 takes the next step of the first one."""
    theme, lang, office = shell.theme, shell.lang, shell.office
    card = Card(theme, (words.MATCHES if of_child else words.CHILDREN_OF)(lang))
    card.setObjectName("matches")
    found = sorted(matches, key=lambda m: matchlife.status_of(m.values) in matchlife.OVER)
    if not found:
        card.body.addWidget(note((words.NO_MATCHES if of_child else words.NO_CHILDREN)(lang)))
    came = origins(office, found) if of_child else {}
    several = of_child and sum(matchlife.counts_as(m.values).holds_room for m in found) > 1
    boxes = []
    for place, one in enumerate(found):
        other = str(one.values.get("mentor" if of_child else "child") or "")
        name = person_name(office, other) or "—"
        own = [h for h in happened if h.values.get("match") == one.id]
        box = MatchBox(
            shell, one, name, other, own, edit=partial(_edit_match, shell, one.id, name),
            end=partial(end_match, shell, one.id, name), several=several,
            first=not place, marks=origin_pill(shell, came.get(one.id)),
        )  # fmt: skip
        boxes.append(box)
        card.body.addWidget(box)
    if boxes and boxes[0].state not in matchlife.OVER:
        QShortcut(QKeySequence("F9"), card).activated.connect(boxes[0].step)
    return card


def _edit_match(shell: Shell, row: str, name: str) -> RecordDrawer:
    """The drawer for what was agreed: form, lead, interval, terms."""
    title = f"{ENTITIES['match'].label(shell.lang)}: {name}"
    return open_record(
        shell, lambda: RecordDrawer(shell, "match", row, hide=("child", "mentor", "status"), title=title)
    )


def end_match(shell: Shell, row: str, name: str) -> RecordDrawer:
    """The drawer that asks when and why a match ends."""

    def make() -> RecordDrawer:
        start = {"end": shell.office.clock.today().isoformat()}
        title = f"{words.END_MATCH(shell.lang)}: {name}"
        groups = [Group(("end", "end_reason", "end_note"))]
        return RecordDrawer(shell, "match", row, start=start, groups=groups, title=title, can_delete=False)

    return open_record(shell, make)
