"""What a household lives on and what was promised to it: recognitions with their review, pledges with their result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles.domain import promises
from casefiles.domain.entities import ENTITIES
from ui import words_household as words
from ui.form_body import Group
from ui.pages.child_parts import Line, column_of, note, person_name, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.households import Home
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell

END = ("end", "end_reason", "note")
RESULT_TONE: dict[str, Tone] = {"kept": "ok", "partly": "warn", "not_kept": "danger", "removed": "neutral"}


def economy_tab(shell: Shell, home: Home) -> QWidget:
    """Two cards, scrolling."""
    inside, column = column_of(shell)
    column.addWidget(_economies(shell, home))
    column.addWidget(_pledges(shell, home))
    column.addStretch(1)
    return scroll(inside)


def _add(shell: Shell, home: Home, entity: str) -> QWidget:
    made = button(shell.theme, words.ADD(shell.lang), "soft", "plus", partial(edit, shell, home, entity))
    made.setAccessibleName(words.ADD_TO(shell.lang, what=ENTITIES[entity].label(shell.lang)))
    made.setObjectName(f"add-{entity}")
    return made


def edit(shell: Shell, home: Home, entity: str, row: str = "", *, end: bool = False) -> RecordDrawer:
    """The form of a recognition or a pledge of the household; `end` shows only what ends it."""
    today = shell.office.clock.today().isoformat()
    house = home.household.id

    def make() -> RecordDrawer:
        start: dict[str, str] = {}
        if end:
            start["end"] = today
        elif not row:
            start = {"start": today} if entity == "economic_spell" else {"signed_on": today, "result": "running"}
        groups = [Group(END)] if end else []
        fixed = {} if row else {"household": house}
        title = words.END_OF(shell.lang, what=ENTITIES[entity].label(shell.lang)) if end else ""
        return RecordDrawer(
            shell, entity, row, fixed=fixed, start=start, hide=("household",), groups=groups, title=title,
            can_delete=not end,
        )  # fmt: skip

    return open_record(shell, make)


def _economies(shell: Shell, home: Home) -> Card:
    theme, lang = shell.theme, shell.lang
    today = shell.office.clock.today()
    card = Card(theme, words.ECONOMIES(lang), _add(shell, home, "economic_spell"))
    card.setObjectName("economic_spell")
    if not home.economies:
        card.body.addWidget(note(words.NO_ECONOMIES(lang)))
    for place, spell in enumerate(home.economies):
        values = spell.values
        kind = shown_value(spell, "kind", lang) or "—"
        document = words.DOCUMENT(lang, document=values["document"]) if values.get("document") else ""
        checked = words.CHECKED(lang, day=values["checked_on"]) if values.get("checked_on") else ""
        right: list[QWidget] = []
        if values.get("end"):
            right.append(Pill(theme, words.ENDED(lang, day=values["end"]), "neutral"))
        else:
            late = promises.review_due(values, today)
            right.append(Pill(theme, (words.REVIEW if late else words.CURRENT)(lang), "warn" if late else "ok"))
            over = partial(edit, shell, home, "economic_spell", spell.id, end=True)
            end = button(theme, words.END_IT(lang), "ghost", "", over)
            end.setAccessibleName(words.END_OF(lang, what=kind))
            right.append(end)
        change = partial(edit, shell, home, "economic_spell", spell.id)
        right.append(icon_button(theme, words.EDIT_PERSON(lang, name=kind), "pencil", change))
        beside = " · ".join(p for p in (str(values.get("start") or ""), document, checked) if p)
        reason = shown_value(spell, "end_reason", lang)
        card.body.addWidget(Line(theme, kind, beside, reason, *right, first=not place))
    return card


def _pledges(shell: Shell, home: Home) -> Card:
    theme, lang = shell.theme, shell.lang
    today = shell.office.clock.today()
    card = Card(theme, words.PLEDGES(lang), _add(shell, home, "pledge"))
    card.setObjectName("pledge")
    if not home.pledges:
        card.body.addWidget(note(words.NO_PLEDGES(lang)))
    for place, pledge in enumerate(home.pledges):
        values = pledge.values
        who = str(values.get("who") or "—")
        parts = [shown_value(pledge, "route", lang), person_name(shell.office, values.get("mentor"))]
        signed = words.SIGNED(lang, day=values.get("signed_on") or "?")
        under = "\n".join(p for p in (running(values.get("measures")), _stable(pledge, shell)) if p)
        right: list[QWidget] = [_pill(shell, pledge, today.isoformat())]
        page = partial(shell.open, "preview", id=pledge.id, paper="pledge")
        printed = icon_button(theme, words.PRINT_OF(lang, who=who), "printer", page)
        printed.setObjectName("print-pledge")
        change = partial(edit, shell, home, "pledge", pledge.id)
        right += [printed, icon_button(theme, words.EDIT_PERSON(lang, name=who), "pencil", change)]
        beside = " · ".join(p for p in (signed, *parts) if p)
        card.body.addWidget(Line(theme, who, beside, under, *right, first=not place))
    return card


def _pill(shell: Shell, pledge: Record, today: str) -> Pill:
    lang, values = shell.lang, pledge.values
    result = str(values.get("result") or "running")
    if result != "running":
        return Pill(shell.theme, shown_value(pledge, "result", lang), RESULT_TONE.get(result, "neutral"))
    due = str(values.get("due") or "")
    if due and due < today:
        return Pill(shell.theme, words.LATE(lang, day=due), "danger")
    return Pill(shell.theme, words.DUE(lang, day=due) if due else shown_value(pledge, "result", lang) or "—", "info")


def _stable(pledge: Record, shell: Shell) -> str:
    """The stability checks that were answered, and the one that is to be made."""
    lang, fields = shell.lang, ENTITIES["pledge"].fields
    said = [
        f"{fields[name].label(lang)}：{shown_value(pledge, name, lang)}"
        for name in ("stable_6", "stable_12")
        if pledge.values.get(name) is not None
    ]
    months = promises.stability_due(pledge.values, shell.office.clock.today())
    if months:
        said.append(words.STABLE_DUE(lang, n=months))
    return " · ".join(said)
