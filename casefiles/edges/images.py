"""Photos as they are kept: upright, without where and with what they were taken, no larger than asked for.

Files come from strangers' phones and sticks. What a file is, its first bytes say, never its name; only the reader of
that format sees it; its size in pixels is read before any of it is unpacked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

JPEG, PNG, WEBP, PDF, HEIC = "image/jpeg", "image/png", "image/webp", "application/pdf", "image/heic"
PHOTOS = (JPEG, PNG, WEBP)
ENDINGS = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf"}
MEGAPIXELS = 120
"""what is unpacked at most: 360 MB of memory for a moment"""
MEGAPIXELS_SHRUNK = 400
"""a JPEG is unpacked at a half, a quarter or an eighth of its size where it is to be made smaller"""
LONGEST = 2000
QUALITY = 85
QUALITY_KEPT = 93
"""where a photo must be packed again and nobody asked for a smaller one"""
_READERS: dict[str, type[ImageFile]] = {JPEG: JpegImageFile, PNG: PngImageFile, WEBP: WebPImageFile}
_ORIENTATION, _TAKEN, _EXIF = 0x0112, 0x9003, 0x8769


class Photo(NamedTuple):
    """A photo as it is kept: its bytes and format, its size upright, and the day it was taken, where it said so."""

    data: bytes
    media: str
    width: int
    height: int
    taken: dt.date | None


def media_of(head: bytes) -> str:
    """The format, by the first kilobyte of a file; nothing for what is not taken in."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in head[:1024]:
        return PDF
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}:
        return HEIC
    return ""


def clean(data: bytes, name: str, *, shrink: bool = False) -> Photo:
    """The photo upright, without metadata; with `shrink` its longest side at most 2000 pixels.

    A JPEG that stands upright already keeps every pixel as it was packed. Refusals: FILE_KIND, FILE_BROKEN,
    PHOTO_TOO_LARGE.
    """
    media = media_of(data[:1024])
    image = _opened(data, media, name, shrink=shrink)
    turned, taken = _orientation(image), _taken(image)
    smaller = shrink and max(image.size) > LONGEST
    try:
        if smaller:
            image.draft(None, (LONGEST, LONGEST))
        image.load()
        if media == JPEG and not smaller and turned == 1:
            return Photo(without_metadata(data), JPEG, *image.size, taken)
        made = _upright(image, turned)
        if smaller:
            made.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
            media = media if _see_through(made) else JPEG
        return Photo(_packed(made, media, QUALITY if smaller else QUALITY_KEPT), media, *made.size, taken)
    except Exception as error:  # whatever a hostile file makes a reader do
        raise _broken(name) from error


def view(data: bytes, longest: int, turns: int = 0) -> Photo:
    """A photo to be looked at, at most this long, as a JPEG on white. Refusals as of `clean`."""
    media = media_of(data[:1024])
    image = _opened(data, media, "", shrink=True)
    turned = _orientation(image)
    try:
        image.draft(None, (longest, longest))
        image.load()
        made = _on_white(_upright(image, turned))
        made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        if turns % 4:
            made = made.rotate(-90 * turns, expand=True)
        return Photo(_packed(made, JPEG, QUALITY), JPEG, *made.size, None)
    except Exception as error:
        raise _broken("") from error


def grey(data: bytes, longest: int) -> bytes:
    """The same in shades of grey with its contrast stretched: for printers without colour."""
    seen = view(data, longest)
    with Image.open(io.BytesIO(seen.data)) as image:
        made = ImageOps.autocontrast(image.convert("L"), cutoff=1)
    return _packed(made, JPEG, QUALITY)


def _opened(data: bytes, media: str, name: str, *, shrink: bool) -> ImageFile:
    reader = _READERS.get(media)
    if reader is None:
        raise Refusal(Problem("FILE_HEIC" if media == HEIC else "FILE_KIND", "attachment", value=name))
    try:
        image = reader(io.BytesIO(data))
        width, height = image.size
    except Exception as error:
        raise _broken(name) from error
    most = MEGAPIXELS_SHRUNK if shrink and media == JPEG else MEGAPIXELS
    if width * height > most * 1_000_000:
        args = {"pixels": round(width * height / 1_000_000), "most": most}
        raise Refusal(Problem("PHOTO_TOO_LARGE", "attachment", value=name, args=args))
    return image


def _broken(name: str) -> Refusal:
    return Refusal(Problem("FILE_BROKEN", "attachment", value=name))


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # metadata that cannot be read is metadata that is dropped
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _taken(image: Image.Image) -> dt.date | None:
    with contextlib.suppress(Exception):
        said = str(image.getexif().get_ifd(_EXIF).get(_TAKEN) or "")
        return dt.datetime.strptime(said[:10], "%Y:%m:%d").date()
    return None


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(image: Image.Image, turned: int) -> Image.Image:
    made: Image.Image = image
    if image.mode in {"I;16", "I;16B", "I"}:
        made = image.point(lambda shade: shade * (1 / 256)).convert("L")
    elif image.mode in {"CMYK", "YCbCr", "LAB", "HSV", "F"}:
        made = image.convert("RGB")
    return made.transpose(_TURNS[turned]) if turned in _TURNS else made


def _see_through(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or (image.mode == "P" and "transparency" in image.info)


def _on_white(image: Image.Image) -> Image.Image:
    if not _see_through(image):
        return image if image.mode in {"RGB", "L"} else image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")


def _packed(image: Image.Image, media: str, quality: int) -> bytes:
    out = io.BytesIO()
    profile = image.info.get("icc_profile") or None
    if media == JPEG:
        _on_white(image).save(out, "JPEG", quality=quality, optimize=True, icc_profile=profile, comment=b"", exif=b"")
    elif media == PNG:
        image.save(out, "PNG", optimize=False, icc_profile=profile, pnginfo=None, exif=b"")
    else:
        image.save(out, "WEBP", quality=quality, icc_profile=profile or b"", exif=b"", xmp=b"")
    return out.getvalue()


_STANDING_ALONE = {0x01, *range(0xD0, 0xD8)}
_KEPT = {0xE0, 0xEE}
"""JFIF and Adobe: how the colours are meant. Everything else of the applications, and comments, goes."""
_PROFILE = b"ICC_PROFILE\0"


def without_metadata(data: bytes) -> bytes:
    """A JPEG's segments without what applications and cameras wrote, up to the end of the picture: what follows it
    (a second picture, a film) goes too. ValueError for what is no chain of segments."""
    out, at = bytearray(data[:2]), 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no segment")
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            out += b"\xff\xd9"
            return bytes(out)
        if marker in _STANDING_ALONE:
            out += data[at : at + 2]
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at:end]
        application = 0xE0 <= marker <= 0xEF or marker == 0xFE
        profile = marker == 0xE2 and segment[4:].startswith(_PROFILE)
        if not application or marker in _KEPT or profile:
            out += segment
        at = end
        if marker == 0xDA:
            end = _end_of_scan(data, at)
            out += data[at:end]
            at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the packed pixels end: at a marker that is neither an escaped byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at
