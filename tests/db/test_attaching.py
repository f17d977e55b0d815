"""Photos and scans taken in: upright, without where they were taken, named, refused in a sentence when they do harm."""

from __future__ import annotations

import hashlib
import io
import random
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from casefiles import attaching, recording
from casefiles.attaching import Given
from casefiles.domain.problems import Refusal
from casefiles.edges import images
from casefiles.office import Home, Me, Office
from tests import photos

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.ports import Record
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home(desk.ledger.office, "云台镇", "township", str(desk.folder))
    return Office(desk.ledger, desk.queries, desk.clock, Me("tester", "甲例"), home)


@pytest.fixture
def child(desk: Desk) -> str:
    return desk.add("child", name="张小例", birth_date="2014-09-16")


def take(office: Office, of: str, data: bytes, name: str = "门口.jpg", **words: object) -> Record:
    saved = attaching.attach(office, of, Given(data=data, name=name), **words)  # type: ignore[arg-type]
    return recording.record(office, saved.id)


def refused(office: Office, of: str, data: bytes, name: str = "门口.jpg", **words: object) -> str:
    with pytest.raises(Refusal) as found:
        take(office, of, data, name, **words)
    assert name.rpartition("/")[2][:4] in found.value.say("zh") or found.value.problems[0].code == "FILE_TOO_BIG"
    assert office.blobs.counts().number == office.queries.count("attachment")
    return found.value.problems[0].code


def corners(data: bytes) -> tuple[str, str, str]:
    """What stands bottom left, bottom right and at the top."""
    image = photos.opened(data).convert("RGB")
    width, height = image.size
    names = {(1, 0, 0): "red", (0, 0, 1): "blue", (0, 1, 0): "green"}
    spots = ((3, height - 3), (width - 3, height - 3), (width // 2, 2))
    return tuple(names[tuple(round(c / 255) for c in image.getpixel(s))] for s in spots)  # type: ignore[return-value, misc, arg-type]


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("shrink", [False, True])
def test_it_stands_upright_however_the_phone_was_held(office: Office, child: str, turned: int, shrink: bool) -> None:
    big = photos.arrow(2400, 1200) if shrink else photos.arrow()
    row = take(office, child, photos.jpeg(big, turned=turned), shrink=shrink)
    data = attaching.content(office, row)
    assert corners(data) == ("red", "blue", "green")
    assert photos.opened(data).size == ((2000, 1000) if shrink else (80, 40))
    assert corners(attaching.thumbnail(office, row)) == ("red", "blue", "green")


def test_nothing_is_left_of_place_maker_and_comments(office: Office, child: str) -> None:
    for n, turned in enumerate((1, 6)):
        given = photos.jpeg(photos.arrow(80 + n, 40), turned=turned)
        assert b"SECRET" in given
        data = attaching.content(office, take(office, child, given))
        assert b"SECRET" not in data
        assert b"Exif" not in data
        assert not photos.opened(data).getexif()


def test_an_upright_jpeg_keeps_every_pixel_and_loses_what_follows_it(office: Office, child: str) -> None:
    given = photos.jpeg()
    progressive = photos.saved(photos.arrow(90, 60), "JPEG", progressive=True, quality=90, exif=b"Exif\0\0SECRET")
    for data in (given + b"\xff\xd8SECRET FILM", progressive):
        kept = attaching.content(office, take(office, child, data))
        assert photos.opened(kept).tobytes() == photos.opened(data).tobytes()
        assert b"SECRET" not in kept
        assert kept.endswith(b"\xff\xd9")


def test_the_record_says_what_it_is(office: Office, desk: Desk, child: str) -> None:
    given = photos.jpeg(photos.arrow(3000, 1500), turned=6, taken="2026:05:04 10:00:00")
    row = take(office, child, given, "IMG_20260504_100000.jpg", shrink=True)
    data = attaching.content(office, row)
    assert row.values["original"] == hashlib.sha256(given).hexdigest()
    assert row.values["sha256"] == hashlib.sha256(data).hexdigest() != row.values["original"]
    assert (row.values["size"], row.values["media"]) == (len(data), "image/jpeg")
    assert (row.values["child"], row.values["of"], row.values["kind"]) == (child, child, "photo")
    assert (row.values["on"], row.values["name"]) == ("2026-05-04", "照片 2026-05-04")
    assert len(data) < len(given)


@pytest.mark.parametrize("taken", ["2099:01:01 00:00:00", "2000:01:01 00:00:00", "2010:01:01 00:00:00", "rubbish"])
def test_a_cameras_wrong_clock_keeps_no_photo_out(office: Office, child: str, taken: str) -> None:
    assert take(office, child, photos.jpeg(taken=taken)).values.get("on") is None


def test_what_hangs_on_a_visit_is_found_at_child_and_mentor(office: Office, desk: Desk, child: str) -> None:
    mentor = desk.add("mentor", name="王老样")
    visit = desk.add("visit", child=child, mentor=mentor, on="2026-11-02", contact="child")
    consent = desk.add("consent", child=child, on="2026-10-01")
    row = take(office, visit, photos.jpeg(exif=False))
    scan = take(office, consent, photos.pdf(), "扫描 001.pdf")
    assert (row.values["child"], row.values["mentor"], row.values["on"]) == (child, mentor, "2026-11-02")
    assert (scan.values["kind"], scan.values["media"]) == ("consent", "application/pdf")
    assert scan.values["on"] == "2026-10-01"
    assert {r.id for r in attaching.of_person(office, "child", child)} == {row.id, scan.id}
    assert [r.id for r in attaching.of_person(office, "mentor", mentor)] == [row.id]
    assert [r.id for r in attaching.attachments(office, visit)] == [row.id]
    assert attaching.is_picture(row)
    assert not attaching.is_picture(scan)


def test_a_scan_loses_scripts_and_its_maker_and_keeps_its_pages(office: Office, child: str) -> None:
    row = take(office, child, photos.pdf(pages=3, scripted=True), "同意书.pdf")
    data = attaching.content(office, row)
    assert b"SECRET" not in data
    with pikepdf.open(io.BytesIO(data)) as made:
        assert len(made.pages) == 3
        assert "/OpenAction" not in made.Root
        assert "/Info" not in made.trailer
    assert row.values["name"] == "同意书"


@pytest.mark.parametrize(("made", "media"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_other_photos(office: Office, child: str, made: str, media: str) -> None:
    clear = Image.new("RGBA", (60, 30), (255, 0, 0, 0))
    row = take(office, child, photos.saved(clear, made, exif=b"Exif\0\0SECRET"), "a.jpg")  # the name says nothing
    data = attaching.content(office, row)
    assert row.values["media"] == media
    assert b"SECRET" not in data
    assert photos.opened(data).size == (60, 30)
    assert photos.opened(attaching.thumbnail(office, row)).getpixel((5, 5)) == (255, 255, 255)  # on white
    large = take(office, child, photos.saved(photos.arrow(2600, 1300), made), "b.png", shrink=True)
    assert large.values["media"] == "image/jpeg"
    assert photos.opened(attaching.content(office, large)).size == (2000, 1000)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA"])
def test_every_kind_of_picture_can_be_seen(office: Office, child: str, mode: str) -> None:
    made = photos.saved(Image.new(mode, (50, 40)), "JPEG" if mode == "CMYK" else "PNG")
    row = take(office, child, made, shrink=True)
    assert photos.opened(attaching.thumbnail(office, row)).size == (50, 40)


GOOD = photos.jpeg(photos.arrow(300, 200))
HOSTILE = {
    "empty": (b"", "FILE_EMPTY"),
    "text": (b"hello " * 100, "FILE_KIND"),
    "program": (b"MZ" + bytes(500), "FILE_KIND"),
    "gif": (b"GIF89a" + bytes(100), "FILE_KIND"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(100), "FILE_HEIC"),
    "cut jpeg": (GOOD[: len(GOOD) // 2], "FILE_BROKEN"),
    "head alone": (b"\xff\xd8\xff\xe0", "FILE_BROKEN"),
    "cut png": (photos.saved(photos.arrow(), "PNG")[:60], "FILE_BROKEN"),
    "zeros after the head": (b"\x89PNG\r\n\x1a\n" + bytes(4000), "FILE_BROKEN"),
    "bomb": (photos.png_of_size(60_000, 60_000), "PHOTO_TOO_LARGE"),
    "page that lies about its size": (photos.png_of_size(9000, 9000), "FILE_BROKEN"),
    "cut pdf": (b"%PDF-1.7\n" + bytes(200), "FILE_BROKEN"),
    "locked pdf": (photos.pdf(password="secret"), "FILE_LOCKED"),
    "pdf without pages": (photos.pdf(pages=0), "FILE_BROKEN"),
    "cut webp": (photos.saved(photos.arrow(), "WEBP")[:40], "FILE_BROKEN"),
}


@pytest.mark.parametrize("shrink", [False, True])
@pytest.mark.parametrize("how", HOSTILE)
def test_what_is_refused_is_refused_in_a_sentence_and_leaves_nothing(
    office: Office, child: str, how: str, shrink: bool
) -> None:
    data, code = HOSTILE[how]
    assert refused(office, child, data, "门口的照片.jpg", shrink=shrink) == code


def test_too_big_is_said_before_it_is_read(office: Office, child: str, tmp_path: Path) -> None:
    big = tmp_path / "扫描.pdf"
    with big.open("wb") as file:
        file.truncate(attaching.MOST_BYTES + 1)
    with pytest.raises(Refusal) as found:
        attaching.attach(office, child, Given(path=big))
    assert found.value.problems[0].code == "FILE_TOO_BIG"
    assert "100" in found.value.say("en")


def test_any_wrong_byte_is_taken_or_refused_and_never_fails(office: Office, child: str) -> None:
    rng = random.Random(5)
    codes = set()
    for good in (GOOD, photos.saved(photos.arrow(), "PNG"), photos.saved(photos.arrow(), "WEBP"), photos.pdf()):
        for _ in range(60):
            data = bytearray(good)
            for _ in range(rng.randrange(1, 5)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            try:
                take(office, child, bytes(data), "x.jpg", shrink=bool(rng.randrange(2)))
            except Refusal as refusal:
                codes.add(refusal.problems[0].code)
    assert codes <= {"FILE_BROKEN", "FILE_KIND", "PHOTO_TOO_LARGE", "FILE_TWICE", "FILE_LOCKED"}
    assert "FILE_BROKEN" in codes
    assert office.queries.check()["ok"] is True


def test_a_jpeg_of_many_megapixels_is_taken_when_it_is_made_smaller(
    office: Office, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MEGAPIXELS", 2)
    given = photos.jpeg(photos.arrow(3000, 1500), exif=False)
    assert refused(office, child, given) == "PHOTO_TOO_LARGE"
    assert photos.opened(attaching.content(office, take(office, child, given, shrink=True))).size == (2000, 1000)


def test_the_same_file_is_attached_once_to_a_record(office: Office, desk: Desk, child: str) -> None:
    other = desk.add("child", name="李小例")
    given = photos.jpeg(photos.arrow(3000, 1500))
    take(office, child, given, shrink=True)
    assert refused(office, child, given) == "FILE_TWICE"
    take(office, other, given, shrink=True)
    assert office.blobs.counts().number == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\x\\家门口.JPG", "家门口"),
        ("../../etc/passwd.jpg", "passwd"),
        ("a\u202egpj.exe.jpg", "agpj.exe"),
        ("  张\t小\n例 .jpeg", "张 小 例"),
        ("x" * 300 + ".png", "x" * 80),
        ("IMG_0001.JPG", "照片"),
        ("微信图片_20261101.jpg", "照片"),
        ("\u200b.jpg", "照片"),
        ("𪚥😀.jpg", "𪚥😀"),
    ],
)
def test_titles(office: Office, child: str, name: str, shown: str) -> None:
    assert take(office, child, photos.jpeg(exif=False), name).values["name"] == shown


def test_where_nothing_can_be_attached(office: Office, desk: Desk, child: str) -> None:
    photo = take(office, child, photos.jpeg())
    places = {"c-none": "NOT_FOUND", "rubbish": "NOT_A_PLACE", photo.id: "NOT_A_PLACE", "": "NOT_A_PLACE"}
    for of, code in places.items():
        with pytest.raises(Refusal) as found:
            attaching.attach(office, of, Given(data=photos.jpeg(photos.arrow(10, 10)), name="a.jpg"))
        assert found.value.problems[0].code == code


def test_a_copy_is_whole_or_not_there(office: Office, child: str, desk: Desk, tmp_path: Path) -> None:
    row = take(office, child, photos.jpeg(), "家/门?.jpg")
    assert attaching.file_name(row) == "门_.jpg"
    assert attaching.save_copy(office, row, tmp_path / "copy").name == "copy.jpg"
    assert (tmp_path / "copy.jpg").read_bytes() == attaching.content(office, row)
    path = desk.folder / "blobs" / desk.ledger.blobs.name(bytes.fromhex(str(row.values["sha256"])))
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Refusal) as found:
        attaching.save_copy(office, row, tmp_path / "bad.jpg")
    assert found.value.problems[0].code == "BLOB_BAD"
    assert "门" in found.value.say("zh")
    assert sorted(p.name for p in tmp_path.glob("*.jpg*")) == ["copy.jpg"]


def test_a_small_picture_is_kept_encrypted(office: Office, child: str, desk: Desk) -> None:
    row = take(office, child, photos.jpeg())
    first = attaching.thumbnail(office, row)
    kept = [p for p in (desk.folder / "thumbnails").rglob("*") if p.is_file()]
    assert len(kept) == 1
    assert first[:100] not in kept[0].read_bytes()
    assert b"\xff\xd8\xff" not in kept[0].read_bytes()[:40]
    kept[0].write_bytes(b"damaged")
    assert attaching.thumbnail(office, row) == first


def test_the_cover_shows_the_childs_own_photo(office: Office, desk: Desk, child: str) -> None:
    assert attaching.portrait(office, child) is None
    visit = desk.add("visit", child=child, on="2026-11-02", contact="child")
    take(office, visit, photos.jpeg(photos.arrow(30, 30)))
    take(office, child, photos.pdf(), "x.pdf")
    assert attaching.portrait(office, child) is None
    row = take(office, child, photos.jpeg(photos.arrow(40, 50)))
    assert attaching.portrait(office, child) == attaching.content(office, row)


def test_a_scan_loses_what_annotations_would_do_and_the_place_of_its_photos(office: Office, child: str) -> None:
    """A phone's "scan" is a photo in a PDF; a form's link may start a script."""
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    raw = photos.jpeg(taken="2026:03:01 10:00:00")
    assert b"Exif" in raw
    image = pikepdf.Stream(pdf, raw)
    image.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.DCTDecode})
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(image)))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script)
    clip = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link), pdf.make_indirect(clip)])
    out = io.BytesIO()
    pdf.save(out)
    row = take(office, child, out.getvalue(), "扫描.pdf")
    kept = attaching.content(office, row)
    with pikepdf.open(io.BytesIO(kept)) as made:
        assert [str(note.Subtype) for note in made.pages[0].Annots] == ["/Link"]
        assert "/A" not in made.pages[0].Annots[0]
        assert b"Exif" not in made.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert b"app.alert" not in kept
