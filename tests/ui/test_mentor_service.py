"""A mentor's service in the window: cards, forms by keyboard, the pill of the record check, coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from casefiles.leaving import open_matches
from ui import words_service as words
from ui.pages.mentor_service import SAYS
from ui.record_drawer import RecordDrawer
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.mentor import MentorPage

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
TAB = 3


def a_mentor(desk: Desk) -> str:
    found = desk.office.queries.select("mentor")
    return next(
        m.id for m in found if not m.values.get("left_on") and not open_matches(desk.office, "mentor", m.id)
    )


def opened(desk: Desk, mentor: str) -> MentorPage:
    page: MentorPage = desk.open("mentor", id=mentor, tab=TAB)
    return page


def pills(page: QWidget, entity: str = "") -> list[str]:
    within = page.findChild(QWidget, entity) if entity else page
    return [p.text for p in within.findChildren(Pill)]


def add(desk: Desk, page: MentorPage, entity: str, **fields: str) -> None:
    """By keyboard: the card's button, the fields, Ctrl+Enter."""
    page.findChild(QPushButton, f"add-{entity}").setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    for name, value in fields.items():
        drawer.form.put(name, value)
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert desk.shell.drawn is None, [b.problem for b in drawer.form.blocks.values() if b.problem]


def test_an_empty_service_says_so_card_by_card(desk: Desk) -> None:
    page = opened(desk, a_mentor(desk))
    for entity in ("mentor_skill", "mentor_training", "mentor_post"):
        said = [one.text() for one in page.findChild(QWidget, entity).findChildren(QLabel)]
        assert words.EMPTY[entity]("zh") in said
    told = [one.text() for one in page.findChild(QWidget, "mentor_spell").findChildren(QLabel)]
    assert any("见基本资料" in one for one in told), "the file tells of the one time there is"


def test_a_check_entered_by_keyboard_changes_the_pill_and_can_be_taken_back(desk: Desk) -> None:
    page = opened(desk, a_mentor(desk))
    before = pills(page)
    add(desk, page, "mentor_check", number="云查9号", valid_until="2027-03-31")
    assert words.VALID("zh", day="2027-03-31") in pills(page)
    assert pills(page, "mentor_check") == [words.UNTIL("zh", day="2027-03-31")]
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert pills(page) == before
    add(desk, page, "mentor_check", result="fail")
    assert words.FAILED("zh") in pills(page)


def test_leaving_and_coming_back_are_two_times_of_service(desk: Desk) -> None:
    mentor = a_mentor(desk)
    recording.save(
        desk.office, ENTITIES["mentor"], {"left_on": "2026-10-01", "left_reason": "health"}, mentor
    )
    page = opened(desk, mentor)
    assert pills(page, "mentor_spell") == [words.HAS_LEFT("zh")]
    page.come_back()
    desk.settle()
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert pills(page, "mentor_spell") == [words.IN_TEAM("zh"), words.HAS_LEFT("zh")]
    assert desk.office.queries.get(mentor).values["left_on"] is None  # type: ignore[union-attr]
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert desk.office.queries.get(mentor).values["left_on"] == "2026-10-01"  # type: ignore[union-attr]


def test_a_deleted_time_of_service_comes_back_with_the_file(desk: Desk) -> None:
    mentor = a_mentor(desk)
    recording.save(
        desk.office, ENTITIES["mentor"], {"left_on": "2026-10-01", "left_reason": "health"}, mentor
    )
    made = recording.save(desk.office, ENTITIES["mentor_spell"], {"mentor": mentor, "start": "2026-11-01"})
    page = opened(desk, mentor)
    page.findChild(QPushButton, f"edit-{made.id}").click()
    desk.settle()
    assert isinstance(desk.shell.drawn, RecordDrawer)
    desk.shell.drawn.delete()
    desk.settle()
    assert desk.office.queries.get(mentor).values["left_on"] == "2026-10-01"  # type: ignore[union-attr]
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert desk.office.queries.get(mentor).values["left_on"] is None  # type: ignore[union-attr]
    assert pills(page, "mentor_spell") == [words.IN_TEAM("zh"), words.HAS_LEFT("zh")]


def fill(desk: Desk, mentor: str) -> None:
    """One of everything, some of it late or without proof."""
    for entity, draft in (
        ("mentor_check", {"kind": "record", "on": "2026-11-02", "result": "pass", "number": "云查9号"}),
        ("mentor_check", {"kind": "health", "on": "2026-05-02", "result": "pending"}),
        ("mentor_skill", {"skill": "psychology", "level": "expert", "proof": "心理咨询师证书", "since": "2026-01-02"}),
        ("mentor_skill", {"skill": "law", "level": "basic"}),
        ("mentor_training", {"on": "2026-03-02", "topic": "走访与未成年人保护", "hours": "6", "organiser": "县关工委"}),
        ("mentor_post", {"post": "net_cafe", "place": "云台网吧", "start": "2024-01-01"}),
        ("mentor_post", {"post": "law_vice_principal", "place": "中学", "start": "2020-01-01", "end": "2023-01-01"}),
    ):  # fmt: skip
        recording.save(desk.office, ENTITIES[entity], {"mentor": mentor, **draft})


def test_every_kind_of_record_is_shown(desk: Desk) -> None:
    mentor = a_mentor(desk)
    fill(desk, mentor)
    page = opened(desk, mentor)
    assert pills(page, "mentor_skill") == [words.NO_PROOF("zh")]
    assert pills(page, "mentor_post") == [words.STILL("zh"), words.OVER("zh")]
    for entity in SAYS:
        card = page.findChild(QWidget, entity)
        edits = [b for b in card.findChildren(QPushButton) if b.objectName().startswith("edit-")]
        assert len(edits) == desk.office.queries.count(entity, {"mentor": mentor})
        assert all(b.accessibleName() for b in edits)


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    mentor = a_mentor(desk)
    fill(desk, mentor)
    opened(desk, mentor)
    assert_every_look(desk.shell)
