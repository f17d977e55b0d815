"""A child's care: what was given, how great the risk is, what is needed and done, who agreed, what is certified, what
became of the parents. One card a kind of record; each line says what matters and opens its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.entities import ENTITIES
from ui import words_care as words
from ui import words_child
from ui.files_card import files_pill
from ui.pages.aid_cards import aid_card
from ui.pages.child_family import edit_record, spell
from ui.pages.child_parts import RISK_TONE, Line, column_of, note, shown_value
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.masked import masked
from ui.widgets.panels import scroll
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.theme import Tone
    from ui.window import Shell


class Said(NamedTuple):
    """What a line says: the strong words, what stands beside and under them, and a pill."""

    title: str
    beside: str
    under: str
    pill: tuple[str, Tone] | None


def care_tab(shell: Shell, file: Around) -> QWidget:
    """The cards of the tab, scrolling."""
    inside, column = column_of(shell)
    column.addWidget(aid_card(shell, file))
    for entity, say in SAYS.items():
        column.addWidget(_card(shell, file, entity, say))
    column.addStretch(1)
    return scroll(inside)


def _card(shell: Shell, file: Around, entity: str, say: Callable[[Record, Around, str, Lang], Said]) -> Card:
    theme, lang = shell.theme, shell.lang
    spec = ENTITIES[entity]
    add = button(theme, words_child.ADD(lang), "soft", "plus", lambda: edit_record(shell, file, entity))
    add.setAccessibleName(words_child.ADD_TO(lang, what=spec.label(lang)))
    add.setObjectName(f"add-{entity}")
    card = Card(theme, spec.plural(lang), add)
    card.setObjectName(entity)
    found = file.more.get(entity, ())
    if not found:
        card.body.addWidget(note(words.EMPTY[entity](lang)))
    today = shell.office.clock.today().isoformat()
    for place, record in enumerate(found):
        said = say(record, file, today, lang)
        right: list[QWidget] = [Pill(theme, *said.pill)] if said.pill else []
        right += files_pill(shell, record)
        name = f"{words_child.EDIT(lang)}: {said.title}"
        change = partial(edit_record, shell, file, entity, record.id)
        right.append(icon_button(theme, name, "pencil", change))
        card.body.addWidget(Line(theme, said.title, said.beside, said.under, *right, first=not place))
    return card


def _risk(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    level = str(values.get("level") or "")
    after = str(values.get("next_on") or "")
    newest = bool(file.more["risk_review"]) and file.more["risk_review"][0].id == record.id
    late = newest and after and after < today
    planned = (words.LATE if late else words.NEXT_ON)(lang, day=after) if after and newest else ""
    beside = " · ".join(p for p in (running(values.get("by")), planned) if p)
    pill: tuple[str, Tone] = (shown_value(record, "level", lang), RISK_TONE.get(level, "neutral"))
    return Said(str(values.get("on") or "?"), beside, running(values.get("reason")), pill)


def _need(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    found = words.OPEN_SINCE(lang, day=values.get("found_on") or "?")
    beside = " · ".join(p for p in (shown_value(record, "area", lang), found) if p)
    under = words.GOAL(lang, goal=running(values["goal"])) if values.get("goal") else ""
    if values.get("closed_on"):
        met: Tone = "ok" if values.get("outcome") in ("met", "partly") else "neutral"
        return Said(
            (running(values.get("what")) or "—"), beside, under, (shown_value(record, "outcome", lang), met)
        )
    urgent = values.get("priority") == "urgent"
    said = shown_value(record, "priority", lang) or words.OPEN(lang)
    return Said((running(values.get("what")) or "—"), beside, under, (said, "danger" if urgent else "info"))


def _action(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    needs = {n.id: running(n.values.get("what")) for n in file.more.get("need", ())}
    need = needs.get(str(values.get("need") or ""), "")
    who = words.BY(lang, name=values["who"]) if values.get("who") else ""
    beside = " · ".join(p for p in (who, words.FOR_NEED(lang, need=need) if need else "") if p)
    done, due = str(values.get("done_on") or ""), str(values.get("due") or "")
    pill: tuple[str, Tone] = (words.OPEN(lang), "info")
    if done:
        pill = words.DONE(lang, day=done), "ok"
    elif due:
        late = due < today
        pill = (words.OVERDUE if late else words.DUE)(lang, day=due), "danger" if late else "warn"
    return Said((running(values.get("what")) or "—"), beside, running(values.get("note")), pill)


def _consent(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    parts = (
        shown_value(record, "relation", lang),
        str(values.get("on") or ""),
        shown_value(record, "form", lang),
    )
    kept = words.KEPT_AT(lang, place=values["place"]) if values.get("place") else ""
    under = " · ".join(p for p in (shown_value(record, "scope", lang), kept) if p)
    gone = values.get("withdrawn_on")
    pill: tuple[str, Tone] = (
        (words.WITHDRAWN(lang, day=gone), "neutral") if gone else (words.VALID(lang), "ok")
    )
    return Said(str(values.get("name") or "—"), " · ".join(p for p in parts if p), under, pill)


def _parent(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    member = next((m for m in file.members if m.id == values.get("member")), None)
    who = ""
    if member is not None:
        who = f"{shown_value(member, 'relation', lang)} {member.values.get('name') or ''}".strip()
    proved = values.get("proof") not in (None, "", "none")
    proof = words.PROOF(lang, proof=shown_value(record, "proof", lang)) if proved else ""
    under = " · ".join(p for p in (proof, str(values.get("document") or "")) if p)
    beside = " · ".join(p for p in (shown_value(record, "status", lang), spell(record, lang)) if p)
    return Said(who or "—", beside, under, None if proved else (words.NO_PROOF(lang), "warn"))


def _certificate(record: Record, file: Around, today: str, lang: Lang) -> Said:
    values = record.values
    kinds = " · ".join(
        p for p in (shown_value(record, "disability", lang), shown_value(record, "level", lang)) if p
    )
    until = str(values.get("valid_until") or "")
    pill: tuple[str, Tone] | None = None
    if until and until < today:
        pill = words.EXPIRED(lang, day=until), "danger"
    elif until:
        pill = words.VALID_UNTIL(lang, day=until), "ok"
    return Said(masked(str(values.get("number") or "")), kinds, "", pill)


SAYS: dict[str, Callable[[Record, Around, str, Lang], Said]] = {
    "risk_review": _risk,
    "need": _need,
    "action": _action,
    "consent": _consent,
    "parent_spell": _parent,
    "disability_certificate": _certificate,
}
