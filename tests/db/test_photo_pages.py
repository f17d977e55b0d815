"""The photos of a file on paper: the child's own on the cover, six of the others a page, grey, captions masked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from casefiles import attaching, printing
from casefiles.attaching import Given
from casefiles.domain.document import Cover, Paragraph, PhotoRow
from casefiles.office import Home, Me, Office
from tests import photos

if TYPE_CHECKING:
    from casefiles.domain.document import Document
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home(desk.ledger.office, "云台镇", "township", str(desk.folder))
    return Office(desk.ledger, desk.queries, desk.clock, Me("tester", "甲例"), home)


@pytest.fixture
def child(desk: Desk) -> str:
    return desk.add("child", name="张小例", number="999901101-2026-00001", birth_date="2014-09-16")


def put(office: Office, of: str, data: bytes, name: str = "门口.jpg") -> str:
    return attaching.attach(office, of, Given(data=data, name=name)).id


def composed(office: Office, child: str, paper: str = "photos", *, masked: bool = True) -> Document:
    return printing.PAPERS[paper].compose(office, child, "zh", masked)


def captions(document: Document) -> list[str]:
    return [p.caption for b in document.blocks if isinstance(b, PhotoRow) for p in b.pictures]


def test_six_a_page_newest_first_in_grey(office: Office, desk: Desk, child: str) -> None:
    visit = desk.add("visit", child=child, on="2026-11-02", contact="child")
    for n in range(7):
        put(office, visit, photos.jpeg(photos.arrow(60 + n, 40), exif=False), f"第{n}张.jpg")
    put(office, child, photos.jpeg(photos.arrow(30, 50), taken="2026:11:09 08:00:00"))
    put(office, child, photos.pdf(), "扫描.pdf")
    document = composed(office, child)
    assert captions(document)[0] == "2026-11-09　门口"
    assert captions(document)[1].startswith("2026-11-02　走访　第")
    assert len(captions(document)) == 8
    first = document.blocks[1]
    assert isinstance(first, PhotoRow)
    data = first.pictures[0].data
    assert data is not None
    red, green, blue = photos.opened(data).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    printed = printing.preview(office, printing.PAPERS["photos"], child, "zh", masked=True)
    drawn = [page.get_contents() for page in PdfReader(io.BytesIO(printed.pdf)).pages]
    assert [content.get_data().count(b" Do") for content in drawn if content is not None] == [6, 2]


def test_numbers_in_captions_are_masked(office: Office, child: str) -> None:
    put(office, child, photos.jpeg(exif=False), "奶奶电话10012345678.jpg")
    assert "10012345678" not in captions(composed(office, child))[0]
    assert "10012345678" in captions(composed(office, child, masked=False))[0]


def test_what_cannot_be_printed_is_counted(office: Office, desk: Desk, child: str) -> None:
    put(office, child, photos.jpeg(exif=False))
    desk.add("attachment", of=child, child=child, kind="photo", name="未到", media="image/jpeg", sha256="ab" * 32)
    notes = [b.text for b in composed(office, child).blocks if isinstance(b, Paragraph)]
    assert len(captions(composed(office, child))) == 1
    assert any("1" in text and "未到" in text for text in notes)


def test_a_file_without_photos_says_so(office: Office, child: str) -> None:
    document = composed(office, child)
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["档案里没有照片。"]


def test_the_cover_has_the_childs_photo(office: Office, child: str) -> None:
    cover = composed(office, child, "dossier").blocks[0]
    assert isinstance(cover, Cover)
    assert cover.picture is not None
    assert cover.picture.data is None
    row = put(office, child, photos.jpeg(photos.arrow(30, 50), exif=False))
    cover = composed(office, child, "dossier").blocks[0]
    assert isinstance(cover, Cover)
    assert cover.picture is not None
    found = office.queries.get(row)
    assert found is not None
    assert cover.picture.data == attaching.content(office, found)
