"""A child's file, a mentor's, the forms and the visit entry: nothing is cut, in any language, theme and size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import looks
import offices
import pytest
from looks import assert_every_look

from casefiles.domain.changes import Edit
from ui.pages import PAGES
from ui.pages.child import ChildPage
from ui.pages.child_family import edit_record
from ui.preferences import Preferences
from ui.visit_drawer import open_visit
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office

SHOWN = tuple(spec for spec in PAGES if spec.name in ("children", "child", "mentors", "mentor", "visit"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=SHOWN, now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def page(window: Shell, office: Office) -> ChildPage:
    child = str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    window.open("child", id=child)
    found = window.page
    assert isinstance(found, ChildPage)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("tab", range(7))
def test_nothing_is_cut_in_any_look(page: ChildPage, window: Shell, tab: int) -> None:
    window.open("child", id=page.row, tab=tab)
    assert_every_look(window)


@pytest.mark.slow
def test_nothing_is_cut_in_the_form(page: ChildPage, window: Shell) -> None:
    window.open("child", new=True)
    assert_every_look(window)


@pytest.mark.slow
@pytest.mark.parametrize("tab", [0, 1])
def test_nothing_is_cut_for_a_mentor(window: Shell, office: Office, tab: int) -> None:
    match = office.queries.select("match", {"end": None}, limit=1)[0]
    window.open("mentor", id=str(match.values["mentor"]), tab=tab)
    assert_every_look(window)


@pytest.mark.slow
@pytest.mark.parametrize("entity", ["member", "category_spell", "guardianship_spell", "aid"])
def test_nothing_is_cut_in_a_drawer_with_problems(page: ChildPage, window: Shell, entity: str) -> None:
    for lang, size in (("zh", "normal"), ("en", "xlarge"), ("zh", "xlarge"), ("en", "large")):
        window.set_look(lang=lang, size=size)
        found = window.page
        assert isinstance(found, ChildPage)
        drawer = edit_record(window, found.file, entity)  # type: ignore[arg-type]
        drawer.save()
        looks.assert_nothing_cut(window)
        looks.assert_named(window)
        window.drawer(None)


def test_both_values_of_a_conflict_fit_in_the_largest_english(
    page: ChildPage, window: Shell, office: Office
) -> None:
    heads = page.record.heads  # type: ignore[union-attr]
    for user, text in (
        ("clerk", "父亲已返乡，准备在镇上找工作。" * 5),
        ("other", "父亲仍在外地，春节前不回来。" * 5),
    ):
        office.ledger.write([Edit("child", page.row, {"situation": text}, heads)], user)
    window.set_look(lang="en", size="xlarge")
    looks.assert_nothing_cut(window)


@pytest.mark.slow
def test_nothing_is_cut_in_the_visit_entry(window: Shell, office: Office, page: ChildPage) -> None:
    window.open("visit", child=page.row)
    assert_every_look(window)
    window.page.entry.form.save(lambda _saved: None)  # type: ignore[union-attr]
    assert_every_look(window)


@pytest.mark.slow
def test_nothing_is_cut_in_the_drawer(window: Shell, office: Office, page: ChildPage) -> None:
    window.open("visit")
    open_visit(window, page.row)
    assert_every_look(window)
