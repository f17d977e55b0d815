"""A mentor's service: checks before matching, proofs of skills, training, posts, times in the team. One card a kind of
record; each line says what matters and opens its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from casefiles import service
from casefiles.domain import clearance, tenure
from casefiles.domain.entities import ENTITIES
from ui import language, words_child
from ui import words_service as words
from ui.form_body import Group
from ui.pages.child_family import spell
from ui.pages.child_parts import Line, column_of, note, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.panels import scroll
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.clearance import Clearance
    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell


class Said(NamedTuple):
    """What a line says: the strong words, what stands beside and under them, and a pill."""

    title: str
    beside: str
    under: str
    pill: tuple[str, Tone] | None


def hanging(shell: Shell, mentor: str) -> dict[str, Sequence[Record]]:
    """What is kept of a mentor's service, by entity."""
    queries = shell.office.queries
    return {name: queries.select(name, {"mentor": mentor}, sort) for name, sort in service.HANGING.items()}


def clearance_pill(found: Clearance, today: str, soon: str, lang: Lang) -> tuple[str, Tone]:
    """How the record check stands, as a pill; `soon` is the day before which one that runs out is said in time."""
    if found.state == "valid":
        if found.until < soon:
            return words.SOON(lang, day=found.until), "warn"
        return words.VALID(lang, day=found.until), "ok"
    said = {"expired": words.EXPIRED, "failed": words.FAILED, "none": words.NONE}[found.state]
    return said(lang, day=found.until), "warn" if found.state == "none" else "danger"


def service_tab(shell: Shell, mentor: Record, found: Mapping[str, Sequence[Record]]) -> QWidget:
    """The cards of the tab, scrolling."""
    inside, column = column_of(shell)
    for entity, say in SAYS.items():
        column.addWidget(_card(shell, mentor, entity, found[entity], say))
    column.addStretch(1)
    return scroll(inside)


def edit_service(shell: Shell, mentor: str, entity: str, row: str = "") -> RecordDrawer:
    """The drawer for one of a mentor's records."""
    spec = ENTITIES[entity]
    today = shell.office.clock.today().isoformat()
    start = {
        "mentor_check": {"kind": "record", "on": today, "result": "pass"},
        "mentor_skill": {"since": today},
        "mentor_training": {"on": today},
        "mentor_post": {"start": today},
        "mentor_spell": {"start": today},
    }[entity]

    def make() -> RecordDrawer:
        groups = [Group([n for n in spec.fields if n != "mentor"])]
        return RecordDrawer(
            shell, entity, row, fixed={"mentor": mentor}, hide=("mentor",), groups=groups,
            start=None if row else start,
        )  # fmt: skip

    return open_record(shell, make)


def _card(
    shell: Shell,
    mentor: Record,
    entity: str,
    found: Sequence[Record],
    say: Callable[[Record, str, Lang], Said],
) -> Card:
    theme, lang = shell.theme, shell.lang
    spec = ENTITIES[entity]
    add = button(theme, words_child.ADD(lang), "soft", "plus", lambda: edit_service(shell, mentor.id, entity))
    add.setAccessibleName(words_child.ADD_TO(lang, what=spec.label(lang)))
    add.setObjectName(f"add-{entity}")
    card = Card(theme, spec.plural(lang), add)
    card.setObjectName(entity)
    today = shell.office.clock.today().isoformat()
    if not found:
        told = words.EMPTY[entity](lang)
        if entity == "mentor_spell" and tenure.times(mentor.values, {}):
            told = words.FROM_FILE(lang, day=mentor.values["joined_on"])
        if entity == "mentor_check" and mentor.values.get("checked_on"):
            told = words.FROM_FILE(lang, day=mentor.values["checked_on"])
        card.body.addWidget(note(told))
    for place, record in enumerate(found):
        said = say(record, today, lang)
        right: list[QWidget] = [Pill(theme, *said.pill)] if said.pill else []
        change = partial(edit_service, shell, mentor.id, entity, record.id)
        edit = icon_button(theme, f"{words_child.EDIT(lang)}: {said.title}", "pencil", change)
        edit.setObjectName(f"edit-{record.id}")
        card.body.addWidget(Line(theme, said.title, said.beside, said.under, *right, edit, first=not place))
    return card


def _joined(*parts: str) -> str:
    return " · ".join(p for p in parts if p)


def _check(record: Record, today: str, lang: Lang) -> Said:
    values = record.values
    number = words.NUMBER(lang, number=values["number"]) if values.get("number") else ""
    by = words.BY(lang, name=running(values["by"])) if values.get("by") else ""
    result, on = str(values.get("result") or ""), str(values.get("on") or "")
    pill: tuple[str, Tone] = (
        shown_value(record, "result", lang),
        {"pass": "ok", "fail": "danger"}.get(result, "warn"),
    )  # type: ignore[assignment]
    until = str(values.get("valid_until") or "")
    if not until and values.get("kind") == "record":
        until = clearance.year_after(on)
    if result == "pass" and until:
        pill = (
            (words.RAN_OUT(lang, day=until), "danger")
            if until < today
            else (words.UNTIL(lang, day=until), "ok")
        )
    return Said(shown_value(record, "kind", lang), _joined(on, number), by, pill)


def _skill(record: Record, today: str, lang: Lang) -> Said:
    values = record.values
    proof = words.PROOF(lang, proof=values["proof"]) if values.get("proof") else ""
    beside = _joined(shown_value(record, "level", lang), str(values.get("since") or ""))
    return Said(
        shown_value(record, "skill", lang), beside, proof, None if proof else (words.NO_PROOF(lang), "warn")
    )


def _training(record: Record, today: str, lang: Lang) -> Said:
    values = record.values
    hours = values.get("hours")
    said = language.counted(words.HOURS, int(hours), lang) if hours else ""
    paper = words.CERTIFICATE(lang, number=values["certificate"]) if values.get("certificate") else ""
    beside = _joined(str(values.get("on") or ""), said, str(values.get("organiser") or ""))
    return Said(str(values.get("topic") or "—"), beside, paper, None)


def _post(record: Record, today: str, lang: Lang) -> Said:
    values = record.values
    letter = words.LETTER(lang, number=values["document"]) if values.get("document") else ""
    ended = values.get("end")
    pill: tuple[str, Tone] = (words.OVER(lang), "neutral") if ended else (words.STILL(lang), "ok")
    beside = _joined(str(values.get("place") or ""), spell(record, lang))
    return Said(shown_value(record, "post", lang), beside, letter, pill)


def _spell(record: Record, today: str, lang: Lang) -> Said:
    values = record.values
    ended = values.get("end")
    pill: tuple[str, Tone] = (words.HAS_LEFT(lang), "neutral") if ended else (words.IN_TEAM(lang), "ok")
    under = _joined(running(values.get("start_note")), running(values.get("note")))
    return Said(spell(record, lang), shown_value(record, "reason", lang), under, pill)


SAYS: dict[str, Callable[[Record, str, Lang], Said]] = {
    "mentor_check": _check,
    "mentor_skill": _skill,
    "mentor_training": _training,
    "mentor_post": _post,
    "mentor_spell": _spell,
}
