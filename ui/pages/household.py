"""A household: members and their relation to the head, the children in it, what it lives on, pledges, visits, aid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles import households
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from ui import words_asking, words_child
from ui import words_household as words
from ui.pages.child_header import PersonHeader
from ui.pages.child_history import history_tab
from ui.pages.child_parts import Facts, Line, column_of, note, shown_value
from ui.pages.child_visits import visits_tab
from ui.pages.file_page import FilePage
from ui.pages.household_economy import economy_tab
from ui.record_drawer import RecordDrawer, open_record
from ui.undoing import announce, with_undo
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.households import Home, Person
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.window import Shell

CONCERNS = ("household", "child", "member", "economic_spell", "pledge", "aid", "visit")
RELATION = ENTITIES["member"].fields["relation"].kind


class HouseholdPage(FilePage):
    """`shell.open("household", id=..., tab=0..3)`."""

    entity = "household"
    list_page = "children"
    tab_labels = words.TABS
    number_said = words.NUMBER

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.home: Home | None = None

    def load(self) -> bool:
        try:
            self.home = households.home(self.shell.office, self.row)
        except Refusal:
            self.home = None
            return False
        self.record = self.home.household
        return True

    def head(self) -> Sequence[QWidget]:
        lang, home = self.shell.lang, self._home()
        members = sum(p.record.entity == "member" for p in home.people)
        economy = shown_value(home.household, "economy", lang)
        room = f"{words.N_CHILDREN(lang, n=len(home.children))} · {words.N_PEOPLE(lang, n=members)}"
        pills = [(room, "neutral"), *([(economy, "info")] if economy else [])]
        values = home.household.values
        place = " ".join(str(values.get(n)) for n in ("village", "hamlet", "address") if values.get(n))
        phone = ENTITIES["household"].fields["phone"].label(lang)
        facts = [("map-pin", place, ""), ("phone", str(values.get("phone") or ""), phone)]
        acts = [(words.EDIT_HOUSE(lang), "pencil", self.change)]
        more = [
            (words_child.COPY_ID(lang), "copy", self.copy_number),
            (words_asking.OPEN(lang), "undo-2", self.questions),
        ]
        return [PersonHeader(self.shell, home.household, pills, [f for f in facts if f[1]], None, acts, more)]  # type: ignore[arg-type]

    def inside(self, tab: int) -> QWidget:
        shell, home = self.shell, self._home()
        if tab == 1:
            return economy_tab(shell, home)
        if tab == 2:
            return visits_tab(shell, home.visits, of_child=False, over=_aid(shell, home))
        if tab == 3:
            return history_tab(shell, [r for r in home.records if r.entity != "visit"], self)
        inside, column = column_of(shell)
        for card in (_children(shell, home), _people(shell, home, self), _facts(shell, home)):
            column.addWidget(card)
        column.addStretch(1)
        return scroll(inside)

    def tab_text(self, tab: int) -> str:
        said, home = super().tab_text(tab), self._home()
        n = {1: len(home.pledges), 2: len(home.visits) + len(home.aid)}.get(tab, 0)
        return f"{said} {n}" if n else said

    def concerns(self, entity: str, ids: Sequence[str]) -> bool:
        return entity in CONCERNS

    def change(self) -> None:
        """The form of the household."""
        shell, row = self.shell, self.row
        open_record(shell, lambda: RecordDrawer(shell, "household", row, hide=("number",), can_delete=False))

    def make_head(self, person: Person) -> None:
        """The member becomes the head, with a way back."""
        lang, office, row = self.shell.lang, self.shell.office, self.row

        def told(saved: Saved) -> None:
            announce(self.shell, saved.touched)
            with_undo(self.shell, saved, words.NEW_HEAD(lang, name=person.name), words.HEAD_UNDONE(lang))

        self.shell.jobs.write(lambda _step: households.lead(office, row, person.record.id), done=told)

    def _home(self) -> Home:
        if self.home is None:
            raise RuntimeError("no household is open")
        return self.home


def _children(shell: Shell, home: Home) -> Card:
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.CHILDREN(lang))
    card.setObjectName("children")
    if not home.children:
        card.body.addWidget(note(words.NO_CHILDREN(lang)))
    for place, child in enumerate(home.children):
        name = str(child.values.get("name") or "—")
        parts = [shown_value(child, n, lang) for n in ("sex", "birth_date", "schooling")]
        relation = str(child.values.get("head_relation") or "")
        right: list[QWidget] = []
        if child.values.get("closed_on"):
            right.append(Pill(theme, words.CLOSED(lang), "neutral"))
        show = partial(shell.open, "child", id=child.id)
        go = icon_button(theme, words.OPEN_FILE(lang, name=name), "file-text", show)
        go.setObjectName("open-child")
        under = words.TO_HEAD(lang, relation=RELATION.show(relation, lang)) if relation else words.TO_HEAD_UNKNOWN(lang)
        card.body.addWidget(
            Line(theme, name, " · ".join(p for p in parts if p), under, *right, go, first=not place)
        )
    return card


def _people(shell: Shell, home: Home, page: HouseholdPage) -> Card:
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.PEOPLE(lang))
    card.setObjectName("people")
    members = [p for p in home.people if p.record.entity == "member"]
    if not members:
        card.body.addWidget(note(words.NO_PEOPLE(lang)))
    for place, person in enumerate(members):
        of = [words.TO_CHILD(lang, child=c, relation=RELATION.show(code, lang)) for c, code in person.of]
        stands = [shown_value(person.record, n, lang) for n in ("status", "place")]
        right: list[QWidget] = []
        if person.is_head:
            right.append(Pill(theme, words.HEAD(lang), "primary"))
        else:
            head = button(theme, words.MAKE_HEAD(lang), "ghost", "", partial(page.make_head, person))
            head.setAccessibleName(words.MAKE_HEAD_OF(lang, name=person.name))
            head.setObjectName("make-head")
            right.append(head)
        change = partial(_edit_member, shell, person.record)
        right.append(icon_button(theme, words.EDIT_PERSON(lang, name=person.name), "pencil", change))
        to_head = (
            "" if person.is_head
            else words.TO_HEAD(lang, relation=RELATION.show(person.to_head, lang)) if person.to_head
            else words.TO_HEAD_UNKNOWN(lang)
        )  # fmt: skip
        beside = " · ".join(p for p in (*of, *stands) if p)
        card.body.addWidget(Line(theme, person.name or "—", beside, to_head, *right, first=not place))
    return card


def _edit_member(shell: Shell, member: Record) -> RecordDrawer:
    return open_record(shell, lambda: RecordDrawer(shell, "member", member.id, hide=("child", "household")))


def _facts(shell: Shell, home: Home) -> Card:
    card = Card(shell.theme, words.FACTS(shell.lang))
    names = [n for n in ENTITIES["household"].fields if n not in ("number", "name", "merged_into")]
    card.body.addWidget(Facts(shell.theme, shell.lang, home.household, names))
    return card


def _aid(shell: Shell, home: Home) -> Card:
    theme, lang = shell.theme, shell.lang
    add = button(theme, words.ADD(lang), "soft", "plus", partial(_add_aid, shell, home))
    add.setAccessibleName(words.ADD_TO(lang, what=ENTITIES["aid"].label(lang)))
    add.setObjectName("add-aid")
    card = Card(theme, words.AID(lang), add)
    card.setObjectName("aid")
    if not home.aid:
        card.body.addWidget(note(words.NO_AID(lang)))
    names = {c.id: str(c.values.get("name") or "") for c in home.children}
    for place, aid in enumerate(home.aid):
        child = names.get(str(aid.values.get("child") or ""), "")
        parts = [shown_value(aid, n, lang) for n in ("on", "kind", "value", "donor")]
        said = [*parts, words.FOR_CHILD(lang, name=child) if child else ""]
        what = running(aid.values.get("what")) or shown_value(aid, "kind", lang) or "—"
        card.body.addWidget(Line(theme, what, " · ".join(p for p in said if p), first=not place))
    return card


def _add_aid(shell: Shell, home: Home) -> RecordDrawer:
    today = shell.office.clock.today().isoformat()
    fixed, hide = {"household": home.household.id}, ("child", "mentor", "batch")
    return open_record(shell, lambda: RecordDrawer(shell, "aid", fixed=fixed, start={"on": today}, hide=hide))


def _tab(tab: int) -> object:
    def go(shell: Shell) -> None:
        if isinstance(shell.page, HouseholdPage):
            shell.page.tabs.setCurrentIndex(tab)

    return go


SHOTS = {"economy": _tab(1), "visits": _tab(2), "history": _tab(3)}
"""states worth a picture"""
