"""A mentor's file: the head, the details, the children, the visits, the service, the history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import matching, service
from casefiles.domain import clearance, matchlife
from casefiles.domain.entities import ENTITIES
from ui import words_aid, words_asking, words_leaving, words_merging, words_service
from ui import words_child as words
from ui.fields import person_picker
from ui.files_card import files_tab
from ui.pages.aid_cards import given_card
from ui.pages.child_form import SectionsView
from ui.pages.child_header import PersonHeader
from ui.pages.child_history import history_tab
from ui.pages.child_mentors import match_now, matches_card
from ui.pages.child_merged import merged_card
from ui.pages.child_parts import column_of
from ui.pages.child_side import changes_card, conflicts_card
from ui.pages.child_visits import visits_tab
from ui.pages.file_page import FilePage, with_side
from ui.pages.mentor_service import clearance_pill, edit_service, hanging, service_tab
from ui.pages.person_roles import RolesCard
from ui.widgets.cards import Card
from ui.widgets.panels import scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell


HANGING = ("match", "match_event", "support_contact", "visit", "child", "aid")


class MentorPage(FilePage):
    """`shell.open("mentor", id=...)`, `shell.open("mentor", new=True)`."""

    entity = "mentor"
    list_page = "mentors"
    tab_labels = words.MENTOR_TABS
    number_said = words.MENTOR_NUMBER

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.matches: Sequence[Record] = ()
        self.visits: Sequence[Record] = ()
        self.given: Sequence[Record] = ()
        self.happened: Sequence[Record] = ()
        self.service: dict[str, Sequence[Record]] = {}
        self.merged: Sequence[Record] = ()

    def load(self) -> bool:
        queries = self.shell.office.queries
        files = queries.files_of(self.row)
        self.row = files[0]  # of a file that was merged the one that stays
        found = queries.get(self.row)
        if found is None or found.deleted or found.entity != self.entity:
            return False
        self.record = found
        self.merged = [one for row in files[1:] if (one := queries.get(row)) is not None]
        self.matches = queries.select("match", {"mentor": self.row}, "-start")
        self.visits = queries.select("visit", {"mentor": self.row}, "-on")
        self.given = queries.select("aid", {"mentor": self.row}, "-on")
        self.service = hanging(self.shell, self.row)
        self.happened = [
            *queries.select("match_event", {"mentor": self.row}, "-on"),
            *queries.select("support_contact", {"mentor": self.row}, "-on"),
        ]
        return True

    def head(self) -> Sequence[QWidget]:
        shell, lang, record = self.shell, self.shell.lang, self._record()
        values = record.values
        kind = ENTITIES["mentor"].fields["kind"].kind.show(values.get("kind"), lang)
        pills: list[tuple[str, Tone]] = [(kind, "primary")] if kind else []
        today = shell.office.clock.today()
        checked = clearance.clearance(values, [c.values for c in self.service["mentor_check"]], today)
        soon = today + dt.timedelta(days=clearance.SOON_DAYS)
        pills.append(clearance_pill(checked, today.isoformat(), soon.isoformat(), lang))
        room = matching.capacity_of(record) - self._held()
        left = values.get("left_on")
        mark: tuple[str, Tone] = (
            (words.ROOM(lang, n=room), "ok") if room > 0 else (words.FULL(lang), "neutral")
        )
        if left:
            mark = (words.LEFT(lang, day=left), "neutral")
        phone = ENTITIES["mentor"].fields["phone"].label(lang)
        facts = [
            ("map-pin", str(values.get("village") or ""), ""),
            ("phone", str(values.get("phone") or ""), phone),
        ]
        more = [
            (words.COPY_ID(lang), "copy", self.copy_number),
            (words_service.COME_BACK(lang), "door-open", self.come_back)
            if left
            else (words_leaving.LEAVE(lang), "log-out", self.leave_and_hand_over),
            (words_merging.MERGE_WITH(lang), "users", lambda: shell.open("merge", stays=self.row)),
            (words_asking.OPEN(lang), "undo-2", self.questions),
            (words.DELETE_MENTOR(lang), "trash-2", self.delete),
        ]
        acts = [(words.EDIT(lang), "pencil", self.edit)]
        conflicts = sum(len(one.rivals) for one in self.records())
        if conflicts:
            pills.insert(0, (words.CONFLICTS_N(lang, n=conflicts), "danger"))
        return [PersonHeader(shell, record, pills, [f for f in facts if f[1]], mark, acts, more)]

    def inside(self, tab: int) -> QWidget:
        shell, record = self.shell, self._record()
        if tab == 1:
            return self._children()
        if tab == 2:
            return visits_tab(shell, self.visits, of_child=False)
        if tab == 3:
            return service_tab(shell, record, self.service)
        if tab == 5:
            return files_tab(shell, self.row, "mentor")
        if tab == 4:
            return history_tab(shell, self.records(), self)
        sections = SectionsView(shell, record)
        sections.edit_asked.connect(self.edit)
        conflicts = conflicts_card(shell, self.records(), self)
        elsewhere = RolesCard(shell, [record], record.id)
        given = given_card(shell, "mentor", record.id, self.given, words_aid.OF_MENTOR(shell.lang))
        merged = merged_card(shell, self.merged, self)
        return with_side(self, sections, (elsewhere, given, changes_card(shell, record)), conflicts, merged)

    def leave_and_hand_over(self) -> None:
        """The drawer in which the mentor leaves."""
        from ui.hand_over import HandOverDrawer  # not needed to show a mentor

        record = self._record()

        def make() -> HandOverDrawer:
            return HandOverDrawer(self.shell, record.id, str(record.values.get("name") or ""))

        self.shell.drawer(make(), make)

    def come_back(self) -> None:
        """The form of the time of service that begins now."""
        edit_service(self.shell, self.row, "mentor_spell")

    def records(self) -> list[Record]:
        """The mentor and everything that hangs on it."""
        served = (r for found in self.service.values() for r in found)
        return [self._record(), *self.merged, *self.matches, *self.happened, *served]

    def tab_text(self, tab: int) -> str:
        said = super().tab_text(tab)
        n = {1: self._held(), 2: len(self.visits)}.get(tab, 0)
        return f"{said} {n}" if n else said

    def concerns(self, entity: str, ids: Sequence[str]) -> bool:
        mine = {self.row, *(r.id for r in self.merged)}
        return entity in (*HANGING, *service.HANGING) or bool(mine & set(ids))

    def _children(self) -> QWidget:
        inside, column = column_of(self.shell)
        column.addWidget(matches_card(self.shell, self.matches, self.happened, of_child=False))
        lang = self.shell.lang
        find = Card(self.shell.theme, words.FIND_CHILD(lang))
        picker = person_picker(self.shell, words.FIND_CHILD(lang), "child")
        picker.chosen.connect(lambda child: match_now(self.shell, child, self.row))
        find.body.addWidget(picker)
        column.addWidget(find)
        column.addStretch(1)
        return scroll(inside)

    def _held(self) -> int:
        return sum(matchlife.counts_as(m.values).holds_room for m in self.matches)

    def _record(self) -> Record:
        if self.record is None:
            raise RuntimeError("no file is open")
        return self.record
