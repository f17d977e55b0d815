"""What was refused, on the exchange page of both offices and in the history of a field; by keyboard alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import offices
from desk import Desk, Key
from looks import assert_every_look
from PySide6.QtWidgets import QApplication, QPushButton
from test_exchange_trip import CHILD, COUNTY, child_of, county, met, stick

from casefiles import exchange
from casefiles.domain.problems import Problem
from casefiles.domain.refusing import AGAIN, WHOSE
from casefiles.recording import save
from ui import words_exchange as w
from ui import words_reach
from ui import words_refused as r
from ui.field_history import WHERE, FieldHistory

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

__all__ = ["county", "met", "stick"]


def later(*offices_: Office) -> None:
    """An hour passes."""
    for one in offices_:
        clock: Any = one.clock
        clock._ticks = count(one.clock.now_ms() + 3_600_000)


def refused_here(desk: Desk, county: Office, stick: Path) -> Path:
    """The county's package came damaged."""
    path = exchange.export(county, offices.TOWN, stick).path
    path.write_bytes(path.read_bytes()[:-1])
    desk.page.import_files([path])
    desk.settle()
    return path


def refused_there(desk: Desk, county: Office, stick: Path) -> Path:
    """Ours came damaged to the county, and their next package says so."""
    path = exchange.export(desk.office, "999901", stick).path
    path.write_bytes(path.read_bytes()[:-1])
    exchange.import_files(county, [path])
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    return path


def test_what_was_refused_stays_on_the_page_until_it_comes(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    path = refused_here(desk, county, stick)
    words = desk.words()
    assert r.TITLE("zh") in words
    assert Problem("TRUNCATED").say("zh") in words
    assert AGAIN("zh") in words
    desk.open("today")
    desk.open("exchange")
    assert r.TITLE("zh") in desk.words(), "it is no matter of this sitting alone"
    off = desk.button(r.OFF_OF("zh", file=path.name))
    desk.tab_to(off)
    desk.press(Key.Key_Space)
    desk.settle()
    assert r.TITLE("zh") not in desk.words()
    refused_here(desk, county, stick)
    assert r.TITLE("zh") in desk.words()
    later(county)
    desk.page.import_files([exchange.export(county, offices.TOWN, stick).path])
    desk.settle()
    assert r.TITLE("zh") not in desk.words(), "the next package healed it"


def test_whose_nobody_can_tell_is_not_said_to_be_told(met: Desk, stick: Path) -> None:
    desk = met
    (stick / "bad.tgx").write_bytes(b"age-encryption.org/v1\n-> X25519 ")
    desk.page.import_files([stick / "bad.tgx"])
    desk.settle()
    words = desk.words()
    assert r.TITLE("zh") in words
    assert WHOSE("zh") in words
    assert AGAIN("zh") not in words


def test_what_they_refused_is_said_with_reason_and_next_step(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    save(desk.office, CHILD, {"village": "柳树村"}, child_of(desk.office))
    path = refused_there(desk, county, stick)
    desk.open("today")
    desk.open("exchange")
    words = desk.words()
    assert path.name in words
    assert Problem("TRUNCATED").say("zh") in words
    assert r.THERE_NEXT("zh") in words
    assert r.PILLS["refused"]("zh") in words
    later(desk.office, county)
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    desk.open("today")
    desk.open("exchange")
    assert r.THERE_NEXT("zh") not in desk.words()


def test_f4_says_where_each_change_is(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    row = child_of(desk.office)
    save(desk.office, CHILD, {"school": "一校"}, row)
    refused_there(desk, county, stick)
    save(desk.office, CHILD, {"school": "二校"}, row)
    page = desk.open("child", id=row)
    page.edit()
    page.pane.form.focus("school")
    desk.press(Key.Key_F4)
    desk.until(lambda: isinstance(QApplication.activeModalWidget(), FieldHistory))
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, FieldHistory)
    desk.until(lambda: shown.table.item(0, WHERE) is not None)
    here, refused, received = (shown.table.item(at, WHERE).text() for at in range(3))
    assert here == words_reach.AT("zh", office=COUNTY, said=words_reach.STATES["here_only"]("zh"))
    assert words_reach.STATES["refused"]("zh") in refused
    assert Problem("TRUNCATED").say("zh") in refused
    assert words_reach.STATES["received"]("zh") in received
    assert shown.table.horizontalHeaderItem(WHERE).text() == words_reach.WHERE("zh")
    desk.press(Key.Key_Escape)
    desk.settle()
    page.pane.form.discard_draft()


def test_the_page_fits_every_look(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    save(desk.office, CHILD, {"village": "柳树村"}, child_of(desk.office))
    refused_there(desk, county, stick)
    refused_here(desk, county, stick)
    assert desk.page.findChildren(QPushButton)
    assert w.STATES["refused"]("zh") in desk.words()
    assert_every_look(desk.shell)
