"""Photos and scans in the window: added, seen, opened, turned, printed, saved, deleted and brought back by keyboard."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import pytest
from desk import CONTROL, Key
from looks import assert_named, assert_nothing_cut
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from casefiles import attaching, recording
from casefiles.attaching import Given
from casefiles.domain.entities import ENTITIES
from casefiles.edges import images
from tests import photos
from ui.files_card import FilesCard
from ui.pages.child_visits import edit_visit
from ui.viewer import Viewer
from ui.visit_drawer import open_visit
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk
    from pytestqt.qtbot import QtBot

FILES = 6


@pytest.fixture
def child(desk: Desk) -> str:
    return str(desk.office.queries.select("match", {"end": None}, limit=1)[0].values["child"])


def card_of(desk: Desk, child: str) -> FilesCard:
    desk.open("child", id=child, tab=FILES)
    found = desk.page.findChild(FilesCard)
    assert found is not None
    return cast("FilesCard", found)


def put(desk: Desk, of: str, data: bytes, name: str) -> str:
    return attaching.attach(desk.office, of, Given(data=data, name=name)).id


def written(folder: Path, **files: bytes) -> list[Path]:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return [folder / name.replace("__", ".") for name in files]


def viewer(desk: Desk) -> Viewer:
    """The viewer, once it shows something or says why not."""
    desk.bot.waitUntil(lambda: not desk.shell.jobs.busy, timeout=30_000)
    found = desk.shell.findChild(Viewer)
    assert found is not None
    return cast("Viewer", found)


def press(one: Viewer, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(one.stage, key, modifier)


def gone(desk: Desk) -> None:
    desk.bot.waitUntil(lambda: desk.shell.findChild(Viewer) is None, timeout=30_000)
    desk.settle()


def test_files_are_added_by_dialog_and_taken_out_again_by_undo(desk: Desk, child: str, tmp_path: Path) -> None:
    card = card_of(desk, child)
    (one, *_) = written(tmp_path, 门口__jpg=photos.jpeg(photos.arrow(2600, 1300), turned=6))
    desk.tab_to(card.add_button)
    asked = desk.answer_file_dialog(one)
    desk.press(Key.Key_Space)
    desk.settle()
    assert len(asked) == 1
    (row,) = attaching.attachments(desk.office, child)
    assert row.values["name"] == "门口"
    assert photos.opened(attaching.content(desk.office, row)).size == (2000, 1000)
    assert list(card.tiles) == [row.id]
    assert not card.tiles[row.id].picture.isNull()
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert attaching.attachments(desk.office, child) == []
    assert card.tiles == {}
    desk.swap_newest()
    assert [one.id for one in attaching.attachments(desk.office, child)] == [row.id]
    desk.swap_newest()
    assert attaching.attachments(desk.office, child) == []


def test_large_photos_keep_their_size_when_asked_and_the_choice_is_remembered(
    desk: Desk, child: str, tmp_path: Path
) -> None:
    card = card_of(desk, child)
    desk.tab_to(card.shrink)
    desk.press(Key.Key_Space)
    card.add([Given(path=p) for p in written(tmp_path, a__jpg=photos.jpeg(photos.arrow(2600, 1300)))])
    desk.settle()
    (row,) = attaching.attachments(desk.office, child)
    assert photos.opened(attaching.content(desk.office, row)).size == (2600, 1300)
    assert card_of(desk, child).shrink.isChecked() is False


def test_several_are_dropped_and_the_bad_ones_are_named(desk: Desk, child: str, tmp_path: Path) -> None:
    card = card_of(desk, child)
    paths = written(tmp_path, a__jpg=photos.jpeg(), b__pdf=photos.pdf(), c__jpg=b"no photo", d__png=b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    spot, act = QPoint(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(spot, act, mime, left, none)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(card, QDropEvent(QPointF(spot), act, mime, left, none, QEvent.Type.Drop))
    desk.settle()
    rows = attaching.attachments(desk.office, child)
    assert sorted(str(r.values["media"]) for r in rows) == ["application/pdf", "image/jpeg"]
    assert card.problem.isVisible()
    assert "2" in card.problem.text().splitlines()[0]
    assert "“c.jpg”" in card.problem.text()
    assert "“d.png”" in card.problem.text()
    card.add([Given(path=p) for p in written(tmp_path, e__jpg=photos.jpeg(photos.arrow(20, 20)))])
    desk.settle()
    assert not card.problem.isVisible()


def test_what_holds_no_file_is_not_accepted(desk: Desk, child: str) -> None:
    card = card_of(desk, child)
    mime = QMimeData()
    mime.setText("words")
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(card, enter)
    assert not enter.isAccepted()


def test_a_picture_is_pasted(desk: Desk, child: str) -> None:
    card = card_of(desk, child)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    desk.tab_to(card.paste_button)
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    (row,) = attaching.attachments(desk.office, child)
    assert photos.opened(attaching.content(desk.office, row)).getpixel((5, 5))[:3] == (255, 0, 0)  # type: ignore[index]
    QGuiApplication.clipboard().setText("words alone")
    desk.press(Key.Key_V, CONTROL)
    desk.settle()
    assert desk.shell.toasted is not None
    assert len(attaching.attachments(desk.office, child)) == 1


def test_stop_leaves_nothing_on_record(
    desk: Desk, child: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(desk, child)
    made, clean, known = [], images.clean, threading.Event()

    def slow(data: bytes, name: str, *, shrink: bool = False) -> images.Photo:
        made.append(name)
        assert known.wait(30), "the job was not handed back"
        job.cancel()
        return clean(data, name, shrink=shrink)

    monkeypatch.setattr(images, "clean", slow)
    paths = written(tmp_path, **{f"p{n}__jpg": photos.jpeg(photos.arrow(50 + n, 30)) for n in range(5)})
    read = desk.shell.jobs.read

    def watched(*given: object, **named: object) -> object:
        nonlocal job
        found = read(*given, **named)  # type: ignore[arg-type]
        job = job or found
        known.set()
        return found

    job = None  # type: ignore[assignment]
    monkeypatch.setattr(desk.shell.jobs, "read", watched)
    card.add([Given(path=p) for p in paths])
    assert card.progress.isVisible()
    desk.settle()
    assert made == ["p0.jpg"]
    assert not card.progress.isVisible()
    assert attaching.attachments(desk.office, child) == []


def test_tiles_are_walked_opened_and_deleted_by_keyboard(desk: Desk, child: str) -> None:
    for n in range(9):
        put(desk, child, photos.jpeg(photos.arrow(60 + n, 40)), f"第{n}张.jpg")
    card = card_of(desk, child)
    tiles = list(card.tiles.values())
    desk.tab_to(tiles[0])
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    assert tiles[2].hasFocus()
    desk.press(Key.Key_Down)
    below = next(t for t in tiles if t.hasFocus())
    assert below.y() > tiles[2].y()
    assert below.x() == tiles[2].x()
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Left)
    assert tiles[1].hasFocus()
    name = tiles[1].title
    desk.press(Key.Key_Delete)
    desk.settle()
    assert len(card.tiles) == 8
    assert list(card.tiles.values())[1].hasFocus()  # the keyboard stays where it was
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert name in [t.title for t in card.tiles.values()]


def test_the_viewer_by_keyboard(desk: Desk, child: str, tmp_path: Path) -> None:
    for n in range(2):
        put(desk, child, photos.jpeg(photos.arrow(400 + n, 200)), f"第{n}张.jpg")
    put(desk, child, photos.pdf(pages=3), "扫描.pdf")
    card = card_of(desk, child)
    desk.tab_to(next(iter(card.tiles.values())))
    desk.press(Key.Key_Return)
    one = viewer(desk)
    first = one.row.id
    assert one.stage.image.width() > one.stage.image.height()
    assert_named(one)
    zoom = one.stage.zoom
    press(one, Key.Key_Plus)
    assert one.stage.zoom > zoom
    press(one, Key.Key_0)
    assert one.stage.zoom == pytest.approx(zoom)
    press(one, Key.Key_R)
    assert one.stage.image.height() > one.stage.image.width()
    press(one, Key.Key_Right)
    assert viewer(desk).row.id != first
    assert one.stage.turns == 0
    press(one, Key.Key_End)
    viewer(desk)
    assert one.document is not None
    assert one.pages.isVisible()
    assert (one.page, one.document.pageCount()) == (0, 3)
    press(one, Key.Key_PageDown)
    press(one, Key.Key_PageDown)
    press(one, Key.Key_PageDown)
    assert one.page == 2
    press(one, Key.Key_Right)  # the last one: it stays
    assert one.at == 2
    press(one, Key.Key_Home)
    assert viewer(desk).row.id == first
    assert not one.pages.isVisible()
    press(one, Key.Key_Escape)
    gone(desk)


def test_the_viewer_prints_what_it_shows_and_saves_after_a_warning(
    desk: Desk, child: str, tmp_path: Path
) -> None:
    row = recording.record(desk.office, put(desk, child, photos.jpeg(photos.arrow(400, 200)), "门口.jpg"))
    scan = recording.record(desk.office, put(desk, child, photos.pdf(pages=3), "扫描.pdf"))
    one = Viewer(desk.shell, [row, scan], 0)
    one.open()
    viewer(desk)
    press(one, Key.Key_R)
    for n, pages in ((0, 1), (1, 3)):
        one.show_file(n)
        viewer(desk)
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"out{n}.pdf"))
        one.send(printer)
        from pypdf import PdfReader

        assert len(PdfReader(tmp_path / f"out{n}.pdf").pages) == pages
    one.show_file(0)
    viewer(desk)
    asked = desk.answer_question()  # Enter is on the button that changes nothing
    press(one, Key.Key_S, CONTROL)
    assert len(asked) == 1
    assert "微信" in asked[0]
    one.save_as(tmp_path / "copy.jpg")
    viewer(desk)
    assert (tmp_path / "copy.jpg").read_bytes() == attaching.content(desk.office, row)
    one.close()
    gone(desk)


def test_what_has_not_come_is_no_error_and_what_is_damaged_is_said(desk: Desk, child: str) -> None:
    draft = {"of": child, "child": child, "kind": "photo", "name": "未到", "media": "image/jpeg", "sha256": "ab" * 32}
    to_come = recording.save(desk.office, ENTITIES["attachment"], draft).id
    bad = put(desk, child, photos.jpeg(), "坏的.jpg")
    for path in (desk.home / "blobs").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3])
    card = card_of(desk, child)
    desk.settle()
    assert (card.tiles[to_come].state, card.tiles[bad].state) == ("to_come", "broken")
    assert "还未收到" in card.tiles[to_come].accessibleName()
    card.tiles[bad].click()
    one = viewer(desk)
    assert one.problem.isVisible()
    assert "坏的" in one.problem.text()
    assert not one.save_button.isEnabled()
    one.close()
    gone(desk)


def test_locking_closes_the_viewer(desk: Desk, child: str) -> None:
    put(desk, child, photos.jpeg(), "门口.jpg")
    card = card_of(desk, child)
    next(iter(card.tiles.values())).click()
    press(viewer(desk), Key.Key_L, CONTROL)
    desk.bot.waitUntil(lambda: not desk.shell.is_open, timeout=30_000)
    gone(desk)


def test_a_visits_photos_are_added_in_its_drawer_and_seen_at_child_and_mentor(
    desk: Desk, tmp_path: Path, child: str
) -> None:
    visit = next(v for v in desk.office.queries.select("visit", {"child": child}) if v.values.get("mentor"))
    desk.open("child", id=child)
    drawer = edit_visit(desk.shell, visit.id)
    card = drawer.findChild(FilesCard)
    assert card is not None
    (path,) = written(tmp_path, 家__jpg=photos.jpeg(exif=False))
    asked = desk.answer_file_dialog(path)
    desk.tab_to(card.add_button, most=200)
    desk.press(Key.Key_Space)
    desk.settle()
    assert asked
    assert desk.shell.drawn is drawer
    assert len(card.tiles) == 1
    shown = card_of(desk, child)
    assert [t.under for t in shown.tiles.values()] == [f"{visit.values['on']} · 走访"]
    page = desk.open("mentor", id=str(visit.values["mentor"]), tab=5)
    assert len(page.findChild(FilesCard).tiles) == 1


def test_lines_say_how_many_are_on_file_and_which(desk: Desk, child: str, tmp_path: Path) -> None:
    draft = {"child": child, "name": "王奶样", "on": "2026-10-01", "scope": "registration"}
    consent = recording.save(desk.office, ENTITIES["consent"], draft).id
    put(desk, consent, photos.pdf(), "签字的同意书.pdf")
    page = desk.open("child", id=child, tab=4)
    pills = [p for p in page.findChildren(Pill) if p.isVisibleTo(page) and p.text == "存档 1"]
    assert [p.toolTip() for p in pills] == ["签字的同意书"]
    visit = desk.office.queries.select("visit", {"child": child}, "-on", limit=1)[0]
    desk.open("child", id=child, tab=3)
    drawer = edit_visit(desk.shell, visit.id)
    card = drawer.findChild(FilesCard)
    assert card is not None
    card.add([Given(path=p) for p in written(tmp_path, a__jpg=photos.jpeg(), b__pdf=photos.pdf())])
    desk.settle()
    assert [p.text for p in desk.page.findChildren(Pill) if p.text.startswith("存档")] == ["存档 2"]


def test_the_photos_of_a_file_are_printed_from_its_card(desk: Desk, child: str) -> None:
    put(desk, child, photos.jpeg(), "门口.jpg")
    card_of(desk, child)
    print_button = desk.button("打印照片页")
    desk.tab_to(print_button)
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place == ("preview", {"id": child, "paper": "photos"})
    assert desk.page.printed.pages == 1


def test_photos_chosen_while_a_visit_is_typed_are_added_when_it_is_saved(
    desk: Desk, child: str, tmp_path: Path
) -> None:
    desk.open("child", id=child)
    entry = open_visit(desk.shell, child).entry
    (path, bad) = written(tmp_path, 家__jpg=photos.jpeg(exif=False), 坏__jpg=b"bad")
    asked = desk.answer_file_dialog(path)
    desk.tab_to(entry.files.add_button, most=200)
    desk.press(Key.Key_Space)
    desk.settle()
    assert asked
    assert "家.jpg" in entry.files.said.text()
    entry.files.add([Given(path=bad)])
    assert "2" in entry.files.said.text()
    assert attaching.of_person(desk.office, "child", child) == []
    entry.form.put("kind", "home")
    entry.form.put("contact", "child")
    entry.form.put("state", "good")
    entry.form.put("summary", "家里都好，作业写完了。")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    (row,) = attaching.of_person(desk.office, "child", child)
    visit = recording.record(desk.office, str(row.values["of"]), "visit")
    assert visit.values["summary"] == "家里都好，作业写完了。"
    assert row.values["kind"] == "photo"
    assert desk.shell.toasted is not None
    assert "坏.jpg" in desk.words()


def test_what_waits_can_be_left_out(desk: Desk, child: str, tmp_path: Path) -> None:
    desk.open("child", id=child)
    files = open_visit(desk.shell, child).entry.files
    files.add([Given(path=p) for p in written(tmp_path, a__jpg=photos.jpeg())])
    desk.tab_to(files.clear_button, most=200)
    desk.press(Key.Key_Space)
    assert files.sources == []
    assert not files.said.isVisible()
    assert files.add_button.hasFocus()


def test_files_go_in_although_the_page_is_left(desk: Desk, child: str, tmp_path: Path) -> None:
    card = card_of(desk, child)
    paths = written(tmp_path, a__jpg=photos.jpeg(), b__jpg=b"bad")
    card.add([Given(path=p) for p in paths])
    desk.open("children")
    desk.settle()
    assert len(attaching.attachments(desk.office, child)) == 1
    assert "b.jpg" in desk.words()


def test_many_photos_are_shown_some_at_first(desk: Desk, child: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import files_card

    monkeypatch.setattr(files_card, "MOST", 3)
    for n in range(5):
        put(desk, child, photos.jpeg(photos.arrow(60 + n, 40)), f"第{n}张.jpg")
    card = card_of(desk, child)
    assert len(card.tiles) == 3
    desk.button("显示全部 5 张").click()
    desk.settle()
    assert len(card.tiles) == 5
    assert all(not t.picture.isNull() for t in card.tiles.values())


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut(desk: Desk, child: str, lang: str, qtbot: QtBot) -> None:
    put(desk, child, photos.jpeg(), "很长很长的标题" * 8)
    put(desk, child, photos.pdf(pages=2), "知情同意书扫描件" * 6)
    for size in ("normal", "large", "xlarge"):
        desk.shell.set_look(lang=lang, size=size)
        card = card_of(desk, child)
        card._tell([("x", refused)])
        assert_nothing_cut(desk.shell)
        assert_named(desk.shell)
        next(iter(card.tiles.values())).click()
        one = viewer(desk)
        assert_named(one)
        assert_nothing_cut(one)
        one.close()
        gone(desk)


refused = attaching.Refusal(attaching.Problem("FILE_KIND", value="很长的文件名" * 10))
