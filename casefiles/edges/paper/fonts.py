"""The carried fonts: which face draws a character, with which code, and how wide it is.

A role (song, hei, kai, black) is a chain of faces; the first that can draw the character does. Faces are
memory mapped and opened when a character first needs them. A character is written in the PDF by its code,
which is its glyph number; a second character that shares the glyph gets a code of its own, so that copied
text stays true.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import uharfbuzz as hb

from casefiles.edges.paper import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["song", "hei", "kai", "black"]

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"
BOX = "□"
"""Drawn in the place of a character that no carried font has."""
_ALIASES = 0xF000
_LAST_CODE = 0xFFFE

_DROPPED = ("GSUB", "GPOS", "GDEF", "OS/2", "name", "post", "cmap", "vhea", "vmtx", "BASE", "STAT", "gasp",
            "VORG", "DSIG", "kern", "prep", "fpgm", "cvt")  # fmt: skip


class Glyph(NamedTuple):
    """How one character is written: face number, code as hex, advance in 1/1000 em, stroke in 1/1000 em,
    class.
    """

    face: int
    code: str
    advance: int
    stroke: int
    kind: int
    missing: bool = False


@dataclass
class Face:
    """One font file. `codes` maps each code handed out so far to its glyph number and its text."""

    number: int
    stem: str
    title: str
    folder: Path
    codes: dict[int, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._owner: dict[int, str] = {}
        self._alias: dict[tuple[int, str], int] = {}
        self._font: hb.Font | None = None
        self._source: hb.Face | None = None
        self._subsets = 0

    @property
    def font(self) -> hb.Font:
        """The HarfBuzz font, opened on first use."""
        if self._font is None:
            self._font = hb.Font(hb.Face(hb.Blob.from_file_path(str(self.folder / f"{self.stem}.ttf"))))
        return self._font

    def advance(self, glyph: int) -> int:
        """The advance of a glyph in 1/1000 em."""
        wide, upem = int(self.font.get_glyph_h_advance(glyph)), int(self.font.face.upem)
        return round(wide * 1000 / upem)

    def find(self, char: str) -> int | None:
        """The glyph of a character, or None if the face has none or only an empty one.

        Private-use characters count as missing: the shapes these fonts keep there mean something else.
        """
        point = ord(char)
        if 0xE000 <= point <= 0xF8FF or point >= 0xF0000 or 0xD800 <= point <= 0xDFFF:
            return None
        glyph = self.font.get_nominal_glyph(point)
        if not glyph:
            return None
        if not char.isspace() and wrap.class_of(char) != wrap.GLUED:
            extents = self.font.get_glyph_extents(glyph)
            if extents is None or (extents.width == 0 and extents.height == 0):
                return None
        return int(glyph)

    def shaped(self, text: str, feature: str) -> int | None:
        """The one glyph into which the face turns `text` with a feature switched on, or None."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "zh-Hans"
        hb.shape(self.font, buffer, {feature: True})
        infos = buffer.glyph_infos
        return int(infos[0].codepoint) if len(infos) == 1 and infos[0].codepoint else None

    def code_for(self, glyph: int, text: str) -> int:
        """The code under which `glyph` is written when it stands for `text`."""
        owner = self._owner.setdefault(glyph, text)
        code = glyph
        if owner != text:
            code = self._alias.get((glyph, text), 0)
            if not code:
                code = _ALIASES + len(self._alias)
                if code > _LAST_CODE:
                    return glyph
                self._alias[(glyph, text)] = code
        self.codes[code] = (glyph, text)
        return code

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType file with these glyphs only, and where each of them went.

        From the third document on a pre-digested copy of the face is used (20 MB more, and 20 times faster).
        """
        self._subsets += 1
        if self._subsets == 3:
            self._source = hb.subset_preprocess(self.font.face)
        request = hb.SubsetInput()
        chosen = request.glyph_set
        for glyph in glyphs:
            chosen.add(glyph)
        request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        dropped = request.drop_table_tag_set
        for tag in _DROPPED:
            dropped.add(int.from_bytes(tag.ljust(4).encode("ascii"), "big"))
        plan = hb.SubsetPlan(self._source or self.font.face, request)
        moved = dict(plan.old_to_new_glyph_mapping)
        return bytes(plan.execute().blob.data), moved

    def box(self) -> tuple[list[int], int, int]:
        """Bounding box, ascent and descent in 1/1000 em, as the font's own header says."""
        face = self.font.face
        head = bytes(face.reference_table("head").data)
        scale = 1000 / face.upem
        corners = [
            round(int.from_bytes(head[i : i + 2], "big", signed=True) * scale) for i in (36, 38, 40, 42)
        ]
        extents = self.font.get_font_extents("ltr")
        return corners, round(extents.ascender * scale), round(extents.descender * scale)


class Fonts:
    """The carried faces and the roles made of them; one for the whole program is enough (`FONTS`)."""

    def __init__(self, folder: Path = FOLDER) -> None:
        names = (
            ("NotoSerifSC_400Regular", "NotoSerifSC-Regular"),
            ("NotoSerifSC_900Black", "NotoSerifSC-Black"),
            ("NotoSansSC_500Medium", "NotoSansSC-Medium"),
            ("LXGWWenKai-Regular", "LXGWWenKai-Regular"),
            ("HanaMinB", "HanaMinB"),
        )
        self.faces = tuple(Face(i, stem, title, folder) for i, (stem, title) in enumerate(names))
        song, black, hei, kai, rare = self.faces
        # A fallback glyph inside heavier text is thickened by a stroke, in 1/1000 em.
        self._chains: dict[Role, tuple[tuple[Face, int], ...]] = {
            "song": ((song, 0), (rare, 0), (hei, 0), (kai, 0)),
            "hei": ((hei, 0), (song, 18), (rare, 10), (kai, 10)),
            "kai": ((kai, 0), (song, 0), (rare, 0), (hei, 0)),
            "black": ((black, 0), (song, 28), (rare, 28), (hei, 18), (kai, 28)),
        }
        self.glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in self._chains}
        self.narrow: dict[Role, dict[str, Glyph]] = {role: {} for role in self._chains}
        self._lock = threading.RLock()

    def glyph(self, role: Role, char: str) -> Glyph:
        """How `char` is written in `role`; a character that no face has becomes a box that still copies as
        itself.
        """
        known = self.glyphs[role].get(char)
        if known is None:
            with self._lock:
                known = self.glyphs[role][char] = self._look_up(role, char)
        return known

    def narrow_glyph(self, role: Role, char: str) -> Glyph:
        """The proportional form of a quotation mark, for use among Latin letters."""
        known = self.narrow[role].get(char)
        if known is None:
            with self._lock:
                known = self.narrow[role][char] = self._proportional(role, char)
        return known

    def long_dash(self, role: Role) -> Glyph:
        """The unbroken dash of two em that stands for a pair of em dashes."""
        known = self.glyphs[role].get("——")
        if known is None:
            with self._lock:
                known = self.glyph(role, "—")
                for face in (self._chains[role][0][0], self.faces[0]):
                    found = face.shaped("——", "ccmp")
                    if found is not None and face.advance(found) == 2000:
                        code = face.code_for(found, "——")
                        known = Glyph(face.number, f"{code:04X}", 1000, 0, wrap.MIDDLE)
                        break
                self.glyphs[role]["——"] = known
        return known

    def has(self, char: str) -> bool:
        """Whether any carried face can draw the character."""
        return any(face.find(char) is not None for face, _ in self._chains["song"])

    def _look_up(self, role: Role, char: str) -> Glyph:
        kind = wrap.class_of(char)
        if wrap.invisible(char):
            return Glyph(0, "", 0, 0, wrap.GLUED)
        if char in "\t\u00a0\u2002\u2009\u202f":
            return self.glyph(role, " ")
        if char == "\u3000":
            kind = wrap.HAN
        chain = self._chains[role]
        if role == "kai" and (ord(char) < 0x2E80 and char not in "·①②③④⑤⑥⑦⑧⑨⑩"):
            chain = chain[1:]  # digits, Latin and quotation marks of the song face read better
        for face, stroke in chain:
            glyph = face.find(char)
            if glyph is not None:
                return Glyph(
                    face.number, f"{face.code_for(glyph, char):04X}", face.advance(glyph), stroke, kind
                )
        face = self.faces[0]
        glyph = face.find(BOX) or 0
        return Glyph(0, f"{face.code_for(glyph, char):04X}", face.advance(glyph), 0, wrap.HAN, missing=True)

    def _proportional(self, role: Role, char: str) -> Glyph:
        wide = self.glyph(role, char)
        face = self.faces[wide.face]
        glyph = face.shaped(char, "pwid")
        if glyph is None or wide.missing:
            return wide
        kind = {"“": wrap.OPEN_NARROW, "‘": wrap.OPEN_NARROW, "”": wrap.CLOSE_NARROW, "’": wrap.LATIN}[char]
        return Glyph(
            face.number,
            f"{face.code_for(glyph, char):04X}",
            face.advance(glyph),
            wide.stroke,
            kind,
            missing=False,
        )


FONTS = Fonts()


def missing(text: str | Iterable[str], fonts: Fonts = FONTS) -> list[str]:
    """The characters of `text` that no carried font can draw, each once, in order of appearance."""
    found: dict[str, None] = {}
    for part in [text] if isinstance(text, str) else text:
        for char in part:
            if char not in found and not char.isspace() and not wrap.invisible(char) and not fonts.has(char):
                found[char] = None
    return list(found)
