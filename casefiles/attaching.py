"""Attaching: a photo or scan taken in, cleaned, kept, and put on record with what it belongs to."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import os
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casefiles import accessing, recording
from casefiles.domain.access import COPY
from casefiles.domain.codes.lists import ATTACHMENT_KIND
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.papers.photos import Shown
    from casefiles.ports import Record
    from casefiles.recording import Saved

MOST_BYTES = 100 << 20
ENTITY = ENTITIES["attachment"]
KIND_OF: Mapping[str, str] = {
    "visit": "photo",
    "visit_finding": "photo",
    "consent": "consent",
    "match": "agreement",
    "match_event": "agreement",
    "disability_certificate": "certificate",
    "mentor_check": "certificate",
    "mentor_skill_proof": "proof",
    "mentor_training": "proof",
    "parent_spell": "proof",
    "economic_spell": "proof",
    "guardianship_spell": "proof",
    "verification": "proof",
    "aid": "receipt",
    "aid_batch": "receipt",
    "donation": "receipt",
    "report": "report",
}
"""what a file of this record most probably is; for others a picture is a photo and a scan something else"""
NOT_TO = ("attachment", "office", "norm")
LONGEST_NAME = 80
THUMBNAIL = 320
"""pixels of the longest side: twice what a tile shows, for dense screens"""
MOST_PRINTED = 60
PRINTED_PIXELS = 900
"""of the longest side: 75 mm at 300 dpi"""
_CAMERA = re.compile(
    r"(?i)^(img|dsc[fn]?|dcim|pxl|p|vid|mvimg|wx|mmexport|microsoft|scan|image|photo|wechat|微信图片|照片|扫描)?"
    r"[\s_\-()]*[\d\s_\-()]*$"
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was cleaned and is kept; nothing names it yet."""

    name: str
    media: str
    size: int
    sha256: str
    original: str
    taken: dt.date | None
    small: bool
    """whether it was made smaller"""


class Given(NamedTuple):
    """A file as somebody gives it: where it lies, or its bytes (pasted) and what to call it."""

    path: Path | None = None
    data: bytes = b""
    name: str = ""

    @property
    def called(self) -> str:
        """Its name as it came, for sentences about it."""
        return shown_name(self.name or (self.path.name if self.path else ""))


def prepare(office: Office, of: str, given: Given, *, shrink: bool = False) -> Prepared:
    """Read, check, clean and keep a file for a record: the slow part, which writes no record.

    Refusals: NOT_FOUND, NOT_A_PLACE, FILE_TWICE, CANNOT_READ, FILE_EMPTY, FILE_TOO_BIG, FILE_KIND, FILE_HEIC,
    FILE_BROKEN, FILE_LOCKED, PHOTO_TOO_LARGE, DISK_FULL, CANNOT_WRITE.
    """
    from casefiles.edges import images, scans

    owner(office, of)
    called = given.called
    data = given.data if given.path is None else _read(given.path)
    if not data:
        raise Refusal(Problem("FILE_EMPTY", "attachment", value=called))
    if len(data) > MOST_BYTES:
        raise Refusal(Problem("FILE_TOO_BIG", "attachment", value=called, args={"most": MOST_BYTES >> 20}))
    original, media, taken = hashlib.sha256(data).hexdigest(), images.media_of(data[:1024]), None
    _refuse_twice(office, of, original, called)
    small = False
    if media == images.PDF:
        kept = scans.clean(data, called).data
    else:
        photo = images.clean(data, called, shrink=shrink)
        kept, media, taken = photo.data, photo.media, photo.taken
        small = shrink and len(kept) < len(data) and max(photo.width, photo.height) <= images.LONGEST
    blob = office.blobs.put(io.BytesIO(kept))
    return Prepared(called, media, blob.size, blob.sha256, original, taken, small)


def record(
    office: Office,
    of: str,
    prepared: Prepared,
    *,
    kind: str = "",
    name: str = "",
    on: str = "",
    note: str = "",
    lang: Lang = "zh",
) -> Saved:
    """Put what was kept on record. Refusals: NOT_FOUND, NOT_A_PLACE, FILE_TWICE, and what is wrong with a field."""
    place = owner(office, of)
    _refuse_twice(office, of, prepared.original, prepared.name)
    picture = prepared.media.startswith("image/")
    kind = kind or KIND_OF.get(place.entity, "photo" if picture else "other")
    hangs = about(place)
    day = on or _taken(office, hangs.get("child", ""), prepared.taken) or _day_of(place)
    called = clean_name(name or prepared.name)
    if not name and _CAMERA.match(called):
        called = " ".join(p for p in (ATTACHMENT_KIND.label(kind)(lang), day) if p)
    draft = {
        "of": of,
        **hangs,
        "kind": kind,
        "name": called,
        "on": day,
        "note": note,
        "media": prepared.media,
        "size": str(prepared.size),
        "sha256": prepared.sha256,
        "original": prepared.original,
    }
    return recording.save(office, ENTITY, {n: v for n, v in draft.items() if v})


def attach(
    office: Office,
    of: str,
    given: Given,
    *,
    shrink: bool = False,
    kind: str = "",
    name: str = "",
    note: str = "",
    lang: Lang = "zh",
) -> Saved:
    """Take a file in and put it on record."""
    return record(office, of, prepare(office, of, given, shrink=shrink), kind=kind, name=name, note=note, lang=lang)


def _refuse_twice(office: Office, of: str, original: str, called: str) -> None:
    there = attachments(office, of)
    if any(original in (r.values.get("original"), r.values.get("sha256")) for r in there):
        raise Refusal(Problem("FILE_TWICE", "attachment", value=called))


def owner(office: Office, of: str) -> Record:
    """The record that files are to belong to. Refusals: NOT_FOUND, NOT_A_PLACE."""
    entity = BY_PREFIX.get(of.partition("-")[0])
    if entity is None or entity.name in NOT_TO:
        raise Refusal(Problem("NOT_A_PLACE", "attachment", field="of", value=of))
    return recording.record(office, of)


def about(place: Record) -> dict[str, str]:
    """The child, mentor and household that a file of this record is about."""
    names = ("child", "mentor", "household")
    found = {n: str(place.values[n]) for n in names if n in ENTITIES[place.entity].fields and place.values.get(n)}
    return {place.entity: place.id} if place.entity in names else found


def attachments(office: Office, of: str) -> list[Record]:
    """The files of one record, newest first."""
    return office.queries.select("attachment", {"of": of}, "-on")


def of_person(office: Office, entity: str, row: str) -> list[Record]:
    """Every file that is about a child, a mentor or a household, newest first."""
    return office.queries.select("attachment", {entity: row}, "-on")


def is_picture(row: Record) -> bool:
    """Whether it is shown as a picture; a scan is a line."""
    return str(row.values.get("media") or "").startswith("image/")


def state(office: Office, row: Record) -> str:
    """'here', 'to_come' or 'lost': whether the bytes are on this computer."""
    return office.blobs.state(str(row.values.get("sha256") or ""))


def content(office: Office, row: Record) -> bytes:
    """The bytes, verified. Refusals: BLOB_MISSING, BLOB_BAD, with the file's title."""
    with _named(row):
        return office.blobs.read(str(row.values.get("sha256") or ""), MOST_BYTES * 2)


def thumbnail(office: Office, row: Record) -> bytes:
    """A small JPEG of a photo: the one that was kept, or made now and kept. Refusals as of `content`, FILE_BROKEN."""
    from casefiles.edges import images

    sha, kind = str(row.values.get("sha256") or ""), str(THUMBNAIL)
    found = office.blobs.thumbnail(sha, kind)
    if found is None:
        with _named(row):
            found = images.view(content(office, row), THUMBNAIL).data
        office.blobs.keep_thumbnail(sha, kind, found)
    return found


def save_copy(office: Office, row: Record, out: Path) -> Path:
    """Write the bytes into a file that is whole or not there; without an ending it gets its own.

    Refusals: BLOB_MISSING, BLOB_BAD, CANNOT_WRITE, DISK_FULL.
    """
    from casefiles.edges import images

    path = out if out.suffix else out.with_name(out.name + images.ENDINGS.get(str(row.values.get("media")), ""))
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with _named(row), unfinished.open("wb") as file:
            for piece in office.blobs.pieces(str(row.values.get("sha256") or "")):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise Refusal(Problem("DISK_FULL" if error.errno == 28 else "CANNOT_WRITE", value=str(path))) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    accessing.opened_record(office, row)
    accessing.note(office, COPY, [row.id])
    return path


def file_name(row: Record) -> str:
    """What a copy of it is called: the title, without what file systems refuse."""
    from casefiles.edges import images

    title = re.sub(r'[<>:"/\\|?*]', "_", clean_name(str(row.values.get("name") or ""))).strip(" .") or row.id
    return title + images.ENDINGS.get(str(row.values.get("media")), "")


def portrait(office: Office, child: str) -> bytes | None:
    """The newest photo of the child's own, for the cover of the file; photos of visits are not meant."""
    for row in attachments(office, child):
        if row.values.get("kind") == "photo" and is_picture(row):
            with contextlib.suppress(Refusal):
                return content(office, row)
    return None


def printable(office: Office, child: str, lang: Lang) -> tuple[list[Shown], int]:
    """The newest photos of a child's file for a printer without colour, and how many more there are."""
    from casefiles.edges import images
    from casefiles.papers.photos import Shown

    rows = [row for row in of_person(office, "child", child) if is_picture(row)]
    found: list[Shown] = []
    for row in rows:
        if len(found) == MOST_PRINTED:
            break
        with contextlib.suppress(Refusal):
            of = BY_PREFIX.get(str(row.values.get("of") or "").partition("-")[0])
            at = of.label(lang) if of is not None and row.values.get("of") != child else ""
            data = images.grey(content(office, row), PRINTED_PIXELS)
            found.append(Shown(data, str(row.values.get("name") or ""), str(row.values.get("on") or ""), at))
    return found, len(rows) - len(found)


def collect(
    office: Office, days: int, progress: Callable[[int, int], None] | None = None, *, dry: bool = False
) -> dict[str, int]:
    """Remove the bytes that no record has named for more than `days` days: {removed, freed, waiting, kept}."""
    return office.blobs.collect(days, progress, dry=dry)._asdict()


def shown_name(name: str) -> str:
    """A file's name as it is put into a sentence."""
    return clean_name(name, stem=False)


def clean_name(name: str, *, stem: bool = True) -> str:
    """A title of a file's name: no folders, no ending, no signs that cannot be seen or that turn the text around."""
    last = re.split(r"[/\\]", name)[-1] if stem else name
    if stem:
        last = re.sub(r"(?i)\.(jpe?g|png|webp|heic|heif|pdf|jfif)$", "", last)
    seen = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Zs"} else c
        for c in unicodedata.normalize("NFC", last)
        if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(seen.split())[:LONGEST_NAME].strip()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                args = {"most": MOST_BYTES >> 20}
                raise Refusal(Problem("FILE_TOO_BIG", "attachment", value=shown_name(path.name), args=args))
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal(Problem("CANNOT_READ", "attachment", value=shown_name(path.name))) from error


def _taken(office: Office, child: str, day: dt.date | None) -> str:
    """The day a photo was taken, unless the camera's clock cannot be right."""
    if day is None or not dt.date(2000, 1, 2) <= day <= office.clock.today():
        return ""
    birth = office.queries.standing([("child", child)]).get(child) if child else None
    return "" if birth and day.isoformat() < birth else day.isoformat()


def _day_of(place: Record) -> str:
    """The day of what a file hangs on, where it has one."""
    for name in ("on", "issued_on", "given_on", "start"):
        field = ENTITIES[place.entity].fields.get(name)
        found = str(place.values.get(name) or "") if field is not None else ""
        if re.fullmatch(r"\d{4}-\d\d-\d\d", found):
            return found
    return ""


@contextlib.contextmanager
def _named(row: Record) -> Iterator[None]:
    """Refusals about the bytes say the title, not the hash."""
    try:
        yield
    except Refusal as refusal:
        said = str(row.values.get("name") or row.id)
        raise Refusal(*(Problem(p.code, p.entity, row.id, p.field, said, p.args) for p in refusal.problems)) from None


def sums(rows: Sequence[Record]) -> tuple[int, int]:
    """(photos, scans) among these."""
    photos = sum(is_picture(r) for r in rows)
    return photos, len(rows) - photos
