"""A county of twenty townships on the exchange page: who is late is the first line; keys choose, sort and export."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import offices
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from desk import Desk, Key
from looks import assert_every_look
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.edges.package.identity import recipient_of
from casefiles.exchange import rhythm
from casefiles.ports import Parcel, Peer
from casefiles.recording import save
from db import opening
from ui import words_exchange, words_rhythm, words_trip
from ui.offices_card import OfficesCard
from ui.week_strip import paint_strip

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from ui.theme import Theme

TOWNS = ("青石", "白水", "柳树", "云岭", "太平", "石门", "长河", "松坪", "桃源", "南沟", "北坡", "大湾", "小河", "马店",
         "龙潭", "双河", "清泉", "红岩", "金竹", "望山")  # fmt: skip
SILENT = (3, 45, 1, 12, None, 20, 2, 0, 6, 33, 9, 4, 16, 80, 5, 11, None, 7, 13, 8)
"""days since the last package of each; None: never came"""


def town(at: int) -> str:
    return f"9999011{at + 1:02}"


def day_ms(days: int) -> int:
    return int((offices.NOW - dt.timedelta(days=days)).timestamp() * 1000)


def twenty(office: Office) -> None:
    """Twenty townships whose cards were accepted, each with its packages both ways."""
    last = office.ledger.vector()
    for at, (name, silent) in enumerate(zip(TOWNS, SILENT, strict=True)):
        seed = hashlib.sha256(name.encode()).digest()
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        receipt = last if silent is not None and silent < 14 else None
        peer = Peer(
            town(at), f"{name}镇人民政府", "township", public, recipient_of(seed), receipt,
            day_ms(silent) if silent is not None else 0,
        )  # fmt: skip
        office.ledger.keep_peer(peer)
        for n, days in enumerate(range(silent, 90, 11 + at % 5) if silent is not None else ()):
            package = hashlib.sha256(f"{name} {n}".encode()).hexdigest()[:32]
            office.ledger.keep_parcel(Parcel(package, "in", town(at), "done", day_ms(days), 40 + at))
            state = "received" if days > 14 else "written"
            office.ledger.keep_parcel(Parcel(package[::-1], "out", town(at), state, day_ms(max(0, days - 1)), 3))


@pytest.fixture
def county_desk(locked_desk: Desk, tmp_path: Path, qtbot: QtBot) -> Desk:
    home = tmp_path / "county"
    opening.new_office(
        home, name="青石县民政局（演示）", code="999901", level="county", login="clerk", user_name="赵经办",
        passphrase=offices.PASSPHRASE, clock=offices.FixedClock(), cost=offices.CHEAP,
    )  # fmt: skip
    office = offices.open_at(home)
    twenty(office)
    for n in range(3):
        save(office, ENTITIES["child"], {"name": f"张{'一二三'[n]}例", "area": town(0)})
    locked_desk.session.opened(office)
    locked_desk.settle()
    return locked_desk


def board(desk: Desk) -> OfficesCard:
    found: OfficesCard | None = desk.shell.page.findChild(OfficesCard)
    assert found is not None
    return found


def listed(card: OfficesCard) -> list[int | None]:
    return [card.rhythms[code].days for code in card.model.ids]


def test_who_never_came_and_who_is_silent_longest_stand_first(county_desk: Desk) -> None:
    desk = county_desk
    desk.open("exchange")
    card = board(desk)
    late = [None, None, 80, 45, 33, 20, 16, 13]
    assert listed(card)[:8] == late
    said = card.summary.text()
    for words, n in ((words_rhythm.OF_NEVER, 2), (words_rhythm.OF_LATE, 3), (words_rhythm.OF_DUE, 2)):
        assert words("zh", n=n) in said
    assert card.view.height() >= card.view.rowHeight(0) * 12, "most of them are seen without scrolling"
    assert card.current == town(4), "the latest is chosen"
    desk.tab_to(card.view)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.settle()
    assert card.current == town(13)
    assert words_trip.SEE_OF("zh", name="马店镇人民政府") in desk.words(), "its card is beside"


def test_other_orders_and_the_chosen_office_stay(county_desk: Desk) -> None:
    desk = county_desk
    desk.open("exchange")
    card = board(desk)
    card.view.setCurrentIndex(card.model.index(card.model.row_of(town(1)), 0))
    card.sort("division")
    assert list(card.model.ids) == [town(n) for n in range(20)]
    assert card.current == town(1)
    card.chips.chosen.emit("here")
    numbers = [int(card.rows[code]["here"] or 0) for code in card.model.ids]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) > 1
    desk.page.reload()
    desk.settle()
    assert (board(desk).order, board(desk).current) == ("here", town(1)), "it comes back as it was"


def test_enter_exports_for_the_office_in_the_line(county_desk: Desk, tmp_path: Path) -> None:
    desk, stick = county_desk, tmp_path / "stick"
    stick.mkdir()
    page = desk.open("exchange")
    page.use(stick)
    card = board(desk)
    desk.tab_to(card.view)
    desk.press(Key.Key_Return)
    desk.settle()
    assert words_trip.EXPORT_ENTER("zh") in desk.words(), "what they will see comes first"
    desk.press(Key.Key_Return)
    desk.settle()
    assert [p.name.split("-")[1] for p in stick.glob("*.tgx")] == [town(4)]


def test_one_office_keeps_its_card_and_has_its_strip(desk: Desk, tmp_path: Path) -> None:
    peer = Peer("999901", "青石县民政局", "county", bytes(32), recipient_of(bytes(range(32))))
    desk.office.ledger.keep_peer(peer)
    desk.office.ledger.keep_parcel(Parcel("ab" * 16, "in", "999901", "done", day_ms(20), 5))
    desk.open("exchange")
    assert desk.shell.page.findChild(OfficesCard) is None
    names = [w.accessibleName() for w in desk.shell.page.findChildren(QLabel) + desk.shell.page.findChildren(object)
             if hasattr(w, "accessibleName")]  # fmt: skip
    assert any("20 天前" in name and "收到 1 个" in name for name in names)
    assert words_exchange.EXPORT_FOR("zh", name="青石县民政局") in desk.words()


def test_the_gap_since_the_last_package_is_painted(theme: Theme) -> None:
    today = dt.date(2026, 11, 21)

    def painted(days: int | None) -> QImage:
        image = QImage(400, 30, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.palette.surface))
        painter = QPainter(image)
        paint_strip(painter, theme, QRectF(image.rect()), rhythm.Rhythm("1", "甲", days), today)
        painter.end()
        return image

    at = (390, 5)  # near today, above the line
    soft = {days: painted(days).pixelColor(*at).name() for days in (3, 20, 45, None)}
    assert soft[3] == QColor(theme.palette.surface).name()
    assert soft[20] == QColor(theme.palette.warn_soft).name()
    assert soft[45] == soft[None] == QColor(theme.palette.danger_soft).name()
    assert painted(20).pixelColor(250, 5).name() == QColor(theme.palette.surface).name(), "before it no gap"


def test_lateness_is_counted_in_days(county_desk: Desk) -> None:
    rows = exchange.sync_status(county_desk.office)
    assert [row["days"] for row in rows] == list(SILENT)
    assert rhythm.state_of(14) == "fresh"
    assert rhythm.state_of(15) == rhythm.state_of(31) == "due"
    assert rhythm.state_of(32) == "late"
    assert rhythm.days_since(10**20, offices.TODAY) is None, "a clock that cannot be right"


@pytest.mark.slow
def test_nothing_is_cut_with_twenty_offices(county_desk: Desk) -> None:
    county_desk.open("exchange")
    assert_every_look(county_desk.shell)
