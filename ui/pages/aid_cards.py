"""What a child, a household or a mentor was given: a card with the sum, on their pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles.domain import aid_steps
from ui import words_aid
from ui import words_child as words
from ui.pages.child_parts import Line, note, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.theme import Tone
    from ui.window import Shell

WHOSE = ("child", "household", "mentor")


def edit_aid(shell: Shell, whose: str, person: str, row: str = "") -> RecordDrawer:
    """The drawer for one piece of aid; whose it is stands already."""
    start = {} if row else {"on": shell.office.clock.today().isoformat()}
    fixed = {} if row else {whose: person}
    return open_record(shell, lambda: RecordDrawer(shell, "aid", row, fixed=fixed, start=start, hide=WHOSE))


def given_card(shell: Shell, whose: str, person: str, records: Sequence[Record], title: str = "") -> Card:
    """Money, goods, jobs, services, newest first, with the sum of what was not cancelled."""
    theme, lang = shell.theme, shell.lang
    title = title or words.AID(lang)
    add = button(theme, words.ADD(lang), "soft", "plus", lambda: edit_aid(shell, whose, person))
    add.setAccessibleName(words.ADD_TO(lang, what=title))
    add.setObjectName("add-aid" if whose == "child" else f"add-aid-{whose}")
    counted = [a for a in records if aid_steps.state_of(a.values) != aid_steps.CANCELLED]
    total = sum(int(a.values.get("value") or 0) for a in counted)
    said = words.AID_TOTAL(lang, n=len(counted), sum=f"{total / 100:,.2f}") if counted else ""
    card = Card(theme, title, add, note=said)
    if not records:
        stop = "。" if lang == "zh" else ". "
        card.body.addWidget(note(f"{words.NO_AID(lang)}{stop}{words.NO_AID_HELP(lang)}"))
    for place, one in enumerate(records):
        card.body.addWidget(_line(shell, whose, person, one, first=not place))
    return card


def _line(shell: Shell, whose: str, person: str, one: Record, *, first: bool) -> Line:
    theme, lang = shell.theme, shell.lang
    what = running(one.values.get("what")) or shown_value(one, "kind", lang)
    value = shown_value(one, "value", lang)
    parts = [str(one.values.get("on") or ""), shown_value(one, "kind", lang), f"¥{value}" if value else ""]
    under = [shown_value(one, "occasion", lang), str(one.values.get("donor") or "")]
    right: list[QWidget] = []
    state = _state(one, lang)
    if state is not None:
        right.append(Pill(theme, *state))
    batch = one.values.get("batch")
    if batch:
        opened = f"{words_aid.OPEN_LIST(lang)}: {what}"
        right.append(
            icon_button(theme, opened, "table", lambda: shell.open("grid", grid="aid", id=str(batch)))
        )
    name = f"{words.EDIT(lang)}: {what}"
    right.append(icon_button(theme, name, "pencil", partial(edit_aid, shell, whose, person, one.id)))
    beside, below = " · ".join(p for p in parts if p), " · ".join(p for p in under if p)
    return Line(theme, what, beside, below, *right, first=first)


def _state(one: Record, lang: Lang) -> tuple[str, Tone] | None:
    """The step, or on older records whether it was taken."""
    handed = one.values.get("handed_over")
    if one.values.get("step"):
        state = aid_steps.state_of(one.values)
        tone: Tone = words_aid.STEP_TONE.get(state, "neutral")  # type: ignore[assignment]
        return words_aid.STEPS[state](lang), tone
    if handed is None:
        return None
    return (words.HANDED if handed else words.NOT_HANDED)(lang), "ok" if handed else "warn"


def aid_card(shell: Shell, file: Around) -> QWidget:
    """What the child was given, and below it what the family was."""
    mine = given_card(shell, "child", file.child.id, file.aid)
    house = file.household
    if house is None:
        return mine
    records = shell.office.queries.select("aid", {"household": house.id}, "-on")
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(shell.theme.px(12))
    column.addWidget(mine)
    column.addWidget(given_card(shell, "household", house.id, records, words_aid.OF_HOUSEHOLD(shell.lang)))
    return both
