"""The PDF file itself: reportlab's document objects, with pages, fonts and pictures written by us.

reportlab keeps the file structure, outline and information dictionary. Its own text and font code is
passed by: it knows no glyph fallback, cuts a face into many small fonts, loses characters beyond the BMP
when text is copied, and always names an un-embedded Helvetica. The private parts used here are guarded by
tests/paper/test_writer.py.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from casefiles.edges.paper.fonts import Face, Fonts
    from casefiles.edges.paper.pictures import Ready

PRODUCER = "Doorstep 进家门"


class _Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A finished stream object, with the line end before `endstream` that PDF/A asks for."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: str = "", *, packed: bool = False) -> None:
        body = (
            content if packed else zlib.compress(content, 4)
        )  # 2 % larger than level 6, in two thirds of the time
        how = "" if packed else "/Filter/FlateDecode"
        self._made = (
            f"<<{entries}{how}/Length {len(body)}>>\nstream\n".encode("latin-1") + body + b"\nendstream"
        )

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self._made


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object already in PDF syntax."""

    __RefOnly__ = 1

    def __init__(self, syntax: str) -> None:
        self.syntax = syntax

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self.syntax.encode("latin-1")


class _Canvas(Canvas):  # type: ignore[misc]
    def _make_preamble(self) -> None:
        self._preamble = ""  # reportlab would name Helvetica here


class Writer:
    """Collects pages and writes one PDF file."""

    def __init__(
        self,
        fonts: Fonts,
        *,
        title: str,
        lang: str,
        author: str = "",
        subject: str = "",
        keywords: str = "",
        made: datetime | None = None,
    ) -> None:
        self._fonts = fonts
        self._sink = io.BytesIO()
        self._canvas = _Canvas(
            self._sink,
            invariant=1,
            lang="zh-CN" if lang == "zh" else "en",
            pageCompression=1,
            pdfVersion=(1, 7),
        )
        self._doc = self._canvas._doc  # noqa: SLF001
        info = self._doc.info
        info.title, info.author, info.subject, info.keywords = title, author, subject, keywords
        info.creator = info.producer = PRODUCER
        self._doc._timeStamp = _stamp(made)  # noqa: SLF001
        self._used: dict[int, set[int]] = {}
        self._objects: dict[str, str] = {}
        self._lettering = self._reference(_Written(""), "Lettering")
        self._reference(_Written(""), "Resources")
        self._pages = 0

    def use(self, uses: Iterable[tuple[int, frozenset[int]]]) -> None:
        """Note the codes that a line writes, so that their glyphs are embedded."""
        for face, codes in uses:
            self._used.setdefault(face, set()).update(codes)

    def picture(self, ready: Ready) -> str:
        """Put a picture into the file once; the name to paint it by."""
        name = f"I{ready.digest[:12]}"
        if name not in self._objects:
            entries = (
                f"/Type/XObject/Subtype/Image/Width {ready.width}/Height {ready.height}"
                f"/ColorSpace/{ready.space}/BitsPerComponent 8/Filter/{ready.filter}"
            )
            self._objects[name] = self._reference(_Stream(ready.data, entries, packed=True), name)
        return name

    def drawing(self, code: str, width: float, height: float) -> str:
        """Put a drawing into the file that many pages share; the name to paint it by."""
        name = f"X{hashlib.sha256(code.encode()).hexdigest()[:12]}"
        if name not in self._objects:
            # Fonts only: a form that names the page's resources would name itself.
            fonts = f"/Resources<</Font {self._lettering}>>"
            entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.2f} {height:.2f}]{fonts}"
            self._objects[name] = self._reference(_Stream(code.encode("latin-1"), entries), name)
        return name

    def page(self, code: str, width: float, height: float, bookmark: str = "") -> None:
        """Add a page with this content; `bookmark` names it in the outline."""
        self._reference(_Stream(code.encode("latin-1")), f"Contents{self._pages}")
        page = pdfdoc.PDFPage()
        page.Override_default_compilation = 1
        page.MediaBox = pdfdoc.PDFArray([0, 0, round(width, 2), round(height, 2)])
        page.Contents = pdfdoc.PDFObjectReference(f"Contents{self._pages}")
        page.Resources = pdfdoc.PDFObjectReference("Resources")
        page.Parent = self._doc.Reference(self._doc.Pages)
        if bookmark:
            key = f"page{self._pages}"
            self._canvas.bookmarkPage(key)
            self._canvas.addOutlineEntry(bookmark, key)
        self._doc.addPage(page)
        self._canvas._code = []  # noqa: SLF001
        self._pages += 1

    def finish(self) -> bytes:
        """The whole file."""
        faces = self._fonts.faces
        names = [f"/F{n} {self._embed(faces[n], codes)}" for n, codes in sorted(self._used.items())]
        drawn = "".join(f"/{name} {reference}" for name, reference in self._objects.items())
        self._doc.idToObject["Lettering"].syntax = f"<<{''.join(names)}>>"
        syntax = f"<</Font {self._lettering}" + (f"/XObject<<{drawn}>>" if drawn else "") + ">>"
        self._doc.idToObject["Resources"].syntax = syntax
        self._doc.SaveToFile(self._sink, self._canvas)
        return self._sink.getvalue()

    def _reference(self, thing: pdfdoc.PDFObject, name: str) -> str:
        self._doc.Reference(thing, name)
        number, version = self._doc.idToObjectNumberAndVersion[name]
        return f"{number} {version} R"

    def _embed(self, face: Face, codes: set[int]) -> str:
        """One composite font with exactly the glyphs used; the reference to it."""
        used = sorted(codes)
        glyphs = {code: face.codes[code][0] for code in used}
        data, moved = face.subset(set(glyphs.values()))
        to_glyph = bytearray(2 * (used[-1] + 1))
        for code, glyph in glyphs.items():
            to_glyph[2 * code : 2 * code + 2] = moved[glyph].to_bytes(2, "big")
        widths = [(code, face.advance(glyph)) for code, glyph in glyphs.items()]
        tag = hashlib.sha256(repr((face.stem, used)).encode()).digest()
        name = "".join(chr(65 + b % 26) for b in tag[:6]) + "+" + face.title
        f = f"Font{face.number}"
        program = self._reference(_Stream(data, f"/Length1 {len(data)}"), f"{f}File")
        corners, ascent, descent = face.box()
        descriptor = self._reference(
            _Written(
                f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{' '.join(map(str, corners))}]/ItalicAngle 0"
                f"/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80/FontFile2 {program}>>"
            ),
            f"{f}Descriptor",
        )
        mapping = self._reference(_Stream(bytes(to_glyph)), f"{f}Map")
        unicode_map = self._reference(_Stream(_to_unicode(face, used)), f"{f}Unicode")
        inner = self._reference(
            _Written(
                f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                f"/Supplement 0>>/FontDescriptor {descriptor}/DW 1000/W[{_widths(widths)}]/CIDToGIDMap {mapping}>>"
            ),
            f"{f}Inner",
        )
        return self._reference(
            _Written(
                f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{inner}]"
                f"/ToUnicode {unicode_map}>>"
            ),
            f,
        )


def _widths(widths: list[tuple[int, int]]) -> str:
    """The W array: only what differs from 1000, neighbouring codes in one group."""
    groups: list[tuple[int, list[int]]] = []
    for code, width in widths:
        if width == 1000:
            continue
        if groups and groups[-1][0] + len(groups[-1][1]) == code:
            groups[-1][1].append(width)
        else:
            groups.append((code, [width]))
    return "".join(f"{first}[{' '.join(map(str, row))}]" for first, row in groups)


def _to_unicode(face: Face, used: list[int]) -> bytes:
    """The map by which text is copied and searched; UTF-16 pairs beyond the BMP, blocks of at most 100."""
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange<0000><FFFF>endcodespacerange",
    ]
    for at in range(0, len(used), 100):
        block = used[at : at + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{code:04X}><{face.codes[code][1].encode('utf-16-be', 'surrogatepass').hex().upper()}>"
            for code in block
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _stamp(made: datetime | None) -> pdfdoc.TimeStamp:
    """reportlab's time stamp: a fixed one, so that the same paper gives the same bytes, unless a time is
    given.
    """
    stamp = pdfdoc.TimeStamp(1)
    if made is not None:
        local = made.astimezone() if made.tzinfo is None else made
        offset = local.utcoffset()
        seconds = int(offset.total_seconds()) if offset is not None else 0
        stamp.t = local.timestamp()
        stamp.lt = local.timetuple()
        stamp.YMDhms = tuple(stamp.lt)[:6]
        stamp.dhh, stamp.dmm = seconds // 3600, seconds % 3600 // 60
    return stamp
