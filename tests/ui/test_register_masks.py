"""Phone numbers stay masked in lists and beside them; the eye shows one while it is held down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from ui.widgets.masked import Masked, masked

if TYPE_CHECKING:
    from desk import Desk
    from PySide6.QtWidgets import QWidget

PHONE, HIDDEN = "10012345678", "100****5678"


def read(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def eye_works(desk: Desk, panel: QWidget) -> None:
    desk.until(lambda: HIDDEN in read(panel))
    assert PHONE not in read(panel)
    asked = next(one for one in panel.findChildren(Masked) if one.value == PHONE)
    assert "电话" in asked.eye.accessibleName()
    desk.bot.mousePress(asked.eye, Qt.MouseButton.LeftButton)
    assert PHONE in read(panel)
    desk.bot.mouseRelease(asked.eye, Qt.MouseButton.LeftButton)
    assert PHONE not in read(panel)


def test_the_mentors_list_and_its_panel_mask_phones(desk: Desk) -> None:
    desk.shell.resize(1366, 768)
    mentor = desk.office.queries.register_ids("mentor")[0]
    save(desk.office, ENTITIES["mentor"], {"phone": PHONE}, mentor)
    page = desk.open("mentors", chosen=mentor)
    shown = [
        str(page.model.data(page.model.index(row, column), Qt.ItemDataRole.DisplayRole))
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
    ]
    phones = [str(r.values["phone"]) for r in desk.office.queries.select("mentor") if r.values.get("phone")]
    assert HIDDEN in shown
    assert len(phones) > 1
    for phone in phones:
        assert phone not in shown
        assert masked(phone) in shown
    eye_works(desk, page.panel)


def test_the_panel_of_a_child_masks_the_guardians_phone(desk: Desk) -> None:
    desk.shell.resize(1366, 768)
    child = desk.office.queries.register_ids("child")[0]
    spell = desk.office.queries.select("guardianship_spell", {"child": child}, "-start", 1)
    if spell:
        save(desk.office, ENTITIES["guardianship_spell"], {"phone": PHONE}, spell[0].id)
    else:
        values = {"child": child, "relation": "grandparent", "name": "王例", "phone": PHONE, "start": "2025-01-01"}
        save(desk.office, ENTITIES["guardianship_spell"], values)
    page = desk.open("children", chosen=child)
    eye_works(desk, page.panel)
