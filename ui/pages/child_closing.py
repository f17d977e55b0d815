"""Closing a child's file and opening it again: the drawer, and the card that says when and why it happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui import words_child
from ui import words_closing as words
from ui.pages.child_family import edit_record
from ui.pages.child_parts import Line, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Card
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from casefiles.registers import Around
    from ui.pages.child_header import Act
    from ui.window import Shell


def closing_act(shell: Shell, file: Around) -> Act:
    """The entry of the file's menu: close it, or open it again."""
    if file.child.values.get("closed_on"):
        return words.REOPEN(shell.lang), "door-open", lambda: ask(shell, file, "reopened")
    return words.CLOSE(shell.lang), "inbox", lambda: ask(shell, file, "closed")


def ask(shell: Shell, file: Around, kind: str) -> RecordDrawer:
    """The drawer that closes or reopens the file: day, outcome, reason, who was told."""
    start = {"on": shell.office.clock.today().isoformat(), "by": shell.office.me.name}
    title = words.CLOSE_TITLE if kind == "closed" else words.REOPEN_TITLE
    hide = () if kind == "closed" else ("told",)

    def make() -> RecordDrawer:
        fixed = {"child": file.child.id, "kind": kind}
        return RecordDrawer(shell, "file_event", fixed=fixed, start=start, hide=hide, title=title(shell.lang))

    return open_record(shell, make)


def events_card(shell: Shell, file: Around) -> Card | None:
    """What happened to the file, the newest first; None when it was never closed."""
    theme, lang = shell.theme, shell.lang
    found = file.more.get("file_event", ())
    if not found:
        return None
    card = Card(theme, words.EVENTS(lang))
    card.setObjectName("file_event")
    for place, event in enumerate(found):
        values = event.values
        day = str(values.get("on") or "?")
        by = words.BY(lang, name=running(values["by"])) if values.get("by") else ""
        told = words.TOLD(lang, who=running(values["told"])) if values.get("told") else ""
        beside = " · ".join(p for p in (shown_value(event, "outcome", lang), by, told) if p)
        closed = values.get("kind") == "closed"
        pill = Pill(theme, shown_value(event, "kind", lang), "neutral" if closed else "ok")
        name = f"{words_child.EDIT(lang)}: {day}"
        change = icon_button(theme, name, "pencil", partial(edit_record, shell, file, "file_event", event.id))
        reason = running(values.get("reason"))
        card.body.addWidget(Line(theme, day, beside, reason, pill, change, first=not place))
    return card
