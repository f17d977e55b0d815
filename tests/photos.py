"""Photos and scans for tests, made here: upright or turned, with a place written in, cut short, or made to do harm."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

GPS, TAKEN, ORIENTATION = 0x8825, 0x9003, 0x0112


def arrow(width: int = 80, height: int = 40) -> Image.Image:
    """Red at the left, blue at the right, a green stripe at the top: its corners tell how it is turned."""
    image = Image.new("RGB", (width, height), "red")
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height), fill="blue")
    draw.rectangle((0, 0, width, height // 4), fill="lime")
    return image


def jpeg(image: Image.Image | None = None, *, turned: int = 1, taken: str = "", exif: bool = True) -> bytes:
    """As a camera writes it: with orientation, place, maker, comment; the pixels are turned as the orientation says."""
    upright = image if image is not None else arrow()
    back = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turned]  # fmt: skip
    out = io.BytesIO()
    found = Image.Exif()
    found[ORIENTATION] = turned
    found[0x010F] = "SECRET PHONE"
    place = found.get_ifd(GPS)
    place[1], place[2] = "N", (30.0, 15.0, 12.5)
    if taken:
        found.get_ifd(0x8769)[TAKEN] = taken
    kept = {"exif": found.tobytes(), "comment": b"SECRET COMMENT"} if exif else {}
    (upright.transpose(back) if back is not None else upright).save(out, "JPEG", quality=95, subsampling=0, **kept)
    return out.getvalue()


def saved(image: Image.Image, media: str, **words: object) -> bytes:
    out = io.BytesIO()
    image.save(out, media, **words)  # type: ignore[arg-type]
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large: a decompression bomb."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(*, password: str = "", pages: int = 1, scripted: bool = False) -> bytes:
    import pikepdf

    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(300, 400))
    made.docinfo["/Author"] = "SECRET AUTHOR"
    if scripted:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()
