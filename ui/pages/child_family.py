"""Family and care: household, members, who looks after the child, and the categories it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.codes.codelist import CodeList, choice
from casefiles.domain.entities import ENTITIES
from ui import words_child as words
from ui import words_household
from ui.fields_choices import ListEditor
from ui.fields_lines import Place
from ui.form_body import Group
from ui.pages.child_away import WRITES
from ui.pages.child_categories import suggested_card
from ui.pages.child_parts import Facts, Line, column_of, note, shown_value
from ui.pages.person_roles import RolesCard
from ui.record_drawer import RecordDrawer, open_record
from ui.undoing import announce
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from casefiles.registers import Around
    from ui.window import Shell

SPELL_END = {"category_spell": ("end", "end_reason"), "guardianship_spell": ("end", "end_reason")}


def family_tab(shell: Shell, file: Around) -> QWidget:
    """The cards of the tab, scrolling."""
    inside, column = column_of(shell)
    column.addWidget(_guardianship(shell, file))
    column.addWidget(_members(shell, file))
    column.addWidget(_categories(shell, file))
    suggested = suggested_card(shell, file)
    if suggested is not None:  # in sight at once when something is to be decided
        column.insertWidget(0 if suggested.property("undecided") else column.count(), suggested)
    column.addWidget(_household(shell, file))
    column.addWidget(RolesCard(shell, [*file.members, *file.guardianship], file.child.id))
    column.addStretch(1)
    return scroll(inside)


def edit_record(
    shell: Shell,
    file: Around,
    entity: str,
    row: str = "",
    *,
    end: bool = False,
    filled: Mapping[str, str] | None = None,
) -> RecordDrawer:
    """The drawer for a record that hangs on the child; `end` shows only what ends it; `filled` is proposed."""
    child = file.child.id

    def make() -> RecordDrawer:
        spec = ENTITIES[entity]
        editors = {}
        hide: Sequence[str] = ("child", "household", *(("visit",) if entity == "report" else ()))
        groups: Sequence[Group] = ()
        start: dict[str, str] = {}
        if entity in ("guardianship_spell", "parent_spell") and not end:
            editors["member"] = _member_list(shell, file, entity)
        if entity == "action":
            editors["need"] = _need_list(shell, file)
        if entity in SPELL_END and (end or not row):
            groups = (
                [Group(SPELL_END[entity])]
                if end
                else [Group([n for n in spec.fields if n not in (*SPELL_END[entity], *hide)])]
            )
        today = shell.office.clock.today().isoformat()
        if end:
            start["end"] = today
        elif not row and "start" in spec.fields:
            start["start"] = today
        elif not row and "on" in spec.fields:
            start["on"] = today
        elif not row and "found_on" in spec.fields:
            start["found_on"] = today
        start |= filled or {}
        title = (words.END_OF if end else words.ADD_TO)(shell.lang, what=spec.label(shell.lang))
        return RecordDrawer(
            shell, entity, row, fixed={} if row else {"child": child}, start=start, hide=hide, groups=groups,
            editors=editors, title=title if end else "", can_delete=not end and entity != "report",
        )  # fmt: skip

    return open_record(shell, make)


def _need_list(shell: Shell, file: Around) -> ListEditor:
    """The child's needs, to choose from."""
    items = [choice(n.id, said := (running(n.values.get("what")) or "—"), said) for n in file.more.get("need", ())]
    name = ENTITIES["action"].fields["need"].label(shell.lang)
    return ListEditor(Place(shell.theme, shell.lang), name, CodeList("needs_of_one_child", tuple(items)))


def _member_list(shell: Shell, file: Around, entity: str) -> ListEditor:
    """The members of the family, or its parents, to choose from; names twice in a family get a number."""
    seen: dict[str, int] = {}
    items = []
    for member in file.members:
        if entity == "parent_spell" and str(member.values.get("relation") or "")[:1] != "5":
            continue
        said = f"{shown_value(member, 'relation', shell.lang)} {member.values.get('name') or ''}".strip()
        seen[said] = seen.get(said, 0) + 1
        said = said if seen[said] == 1 else f"{said} {seen[said]}"
        items.append(choice(member.id, said, said))
    place = Place(shell.theme, shell.lang)
    name = ENTITIES[entity].fields["member"].label(shell.lang)
    return ListEditor(place, name, CodeList("members_of_one_child", tuple(items)))


def _add(shell: Shell, file: Around, entity: str) -> QWidget:
    made = button(
        shell.theme, words.ADD(shell.lang), "soft", "plus", lambda: edit_record(shell, file, entity)
    )
    made.setAccessibleName(words.ADD_TO(shell.lang, what=ENTITIES[entity].label(shell.lang)))
    made.setObjectName(f"add-{entity}")
    return made


def _change(shell: Shell, file: Around, record: Record, said: str) -> QWidget:
    name = f"{words.EDIT(shell.lang)}: {said}"
    return icon_button(
        shell.theme, name, "pencil", lambda: edit_record(shell, file, record.entity, record.id)
    )


def _end(shell: Shell, file: Around, record: Record, said: str) -> list[QWidget]:
    if record.values.get("end") is not None:
        return [Pill(shell.theme, words.ENDED(shell.lang), "neutral")]
    end = button(
        shell.theme, words.END_IT(shell.lang), "ghost", click=lambda: edit_record(
            shell, file, record.entity, record.id, end=True
        )
    )  # fmt: skip
    end.setAccessibleName(words.END_OF(shell.lang, what=said))
    end.setProperty(WRITES, True)
    return [Pill(shell.theme, words.CURRENT(shell.lang), "ok"), end]


def spell(record: Record, lang: Lang) -> str:
    """`2024-03-12 起`, or from and to."""
    start, end = record.values.get("start") or "?", record.values.get("end")
    return words.FROM_TO(lang, start=start, end=end) if end else words.FROM_ON(lang, start=start)


def _members(shell: Shell, file: Around) -> Card:
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.MEMBERS(lang), _add(shell, file, "member"))
    if not file.members:
        card.body.addWidget(note(words.NO_MEMBERS(lang)))
    for place, member in enumerate(file.members):
        name = str(member.values.get("name") or "—")
        parts = [shown_value(member, n, lang) for n in ("relation", "status", "place", "work")]
        birth = str(member.values.get("birth_date") or "")
        under = " · ".join(p for p in (birth, shown_value(member, "health", lang)) if p)
        beside = " · ".join(p for p in parts if p)
        card.body.addWidget(
            Line(theme, name, beside, under, _change(shell, file, member, name), first=not place)
        )
    return card


def _guardianship(shell: Shell, file: Around) -> Card:
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.GUARDIANSHIP(lang), _add(shell, file, "guardianship_spell"))
    if not file.guardianship:
        card.body.addWidget(note(words.NO_GUARDIANSHIP(lang)))
    for place, one in enumerate(file.guardianship):
        kind = shown_value(one, "kind", lang) or "—"
        parts = [str(one.values.get("name") or ""), shown_value(one, "relation", lang), spell(one, lang)]
        under = " · ".join(p for n in ("guardianship", "quality") if (p := shown_value(one, n, lang)))
        right = [*_end(shell, file, one, kind), _change(shell, file, one, kind)]
        beside = " · ".join(p for p in parts if p)
        card.body.addWidget(Line(theme, kind, beside, under, *right, first=not place))
    return card


def _categories(shell: Shell, file: Around) -> Card:
    theme, lang = shell.theme, shell.lang
    card = Card(theme, words.CATEGORIES(lang), _add(shell, file, "category_spell"))
    if not file.categories:
        card.body.addWidget(note(words.NO_CATEGORIES(lang)))
    for place, one in enumerate(file.categories):
        kind = shown_value(one, "category", lang) or "—"
        parts = [shown_value(one, "subcategory", lang), spell(one, lang)]
        under = " · ".join(str(p) for p in (running(one.values.get("reason")), one.values.get("document")) if p)
        right = [*_end(shell, file, one, kind), _change(shell, file, one, kind)]
        beside = " · ".join(p for p in parts if p)
        card.body.addWidget(Line(theme, kind, beside, under, *right, first=not place))
    return card


def _household(shell: Shell, file: Around) -> Card:
    theme, lang = shell.theme, shell.lang
    house = file.household
    if house is None or house.deleted:
        add = button(theme, words.ADD(lang), "soft", "plus", lambda: _new_household(shell, file))
        add.setAccessibleName(words.ADD_TO(lang, what=words.HOUSEHOLD(lang)))
        add.setObjectName("add-household")
        card = Card(theme, words.HOUSEHOLD(lang), add)
        card.body.addWidget(note(words.NO_HOUSEHOLD(lang)))
        return card

    def make() -> RecordDrawer:
        return RecordDrawer(shell, "household", house.id, hide=("number",), can_delete=False)

    change = button(theme, words.EDIT(lang), "ghost", "pencil", lambda: open_record(shell, make))
    change.setAccessibleName(words.EDIT_SECTION(lang, section=words.HOUSEHOLD(lang)))
    move = button(theme, words_household.MOVE(lang), "ghost", "", lambda: move_child(shell, file))
    move.setProperty(WRITES, True)
    move.setObjectName("move-child")
    go = button(theme, words_household.OPEN(lang), "soft", "house", lambda: shell.open("household", id=house.id))
    go.setObjectName("open-household")
    card = Card(theme, words.HOUSEHOLD(lang), change, move, go)
    card.body.addWidget(Facts(theme, lang, house, [n for n in house.values if n not in ("number", "merged_into")]))
    return card


def move_child(shell: Shell, file: Around) -> RecordDrawer:
    """The form that puts the child, and its members with it, into another household."""
    groups = [Group(("household", "head_relation"))]
    title = words_household.MOVE_TITLE(shell.lang)

    def make() -> RecordDrawer:
        return RecordDrawer(shell, "child", file.child.id, groups=groups, title=title, can_delete=False)

    return open_record(shell, make)


def _new_household(shell: Shell, file: Around) -> RecordDrawer:
    """A household made from what the child's file says of the place; the child is put into it."""
    child, office = file.child, shell.office
    start = {
        n: str(child.values.get(n)) for n in ("area", "village", "hamlet", "address") if child.values.get(n)
    }

    def join(saved: Saved) -> None:
        edit = Edit("child", child.id, {"household": saved.id}, child.heads)
        shell.jobs.write(lambda _step: recording.save_many(office, [edit]), done=lambda t: announce(shell, t))

    def make() -> RecordDrawer:
        return RecordDrawer(shell, "household", start=start, hide=("number",), then=join)

    return open_record(shell, make)


__all__ = ["edit_record", "family_tab", "spell"]
