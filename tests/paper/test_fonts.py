"""The carried fonts are what they say, and draw all they promise."""

from __future__ import annotations

import hashlib

import pytest

from casefiles.edges.paper import FONTS, missing
from casefiles.edges.paper.fonts import FOLDER

# GB 18030-2022 level 3: 87,887 Chinese characters.
LEVEL_3 = (
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip
COMPATIBILITY = (
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
)  # fmt: skip


def test_files_are_the_pinned_ones() -> None:
    listed = {}
    for line in (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        listed[name] = digest
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name
    carried = {p.name for p in FOLDER.iterdir() if p.name not in {"SHA256SUMS", "README.md"}}
    assert carried == set(listed)


def test_folder_stays_under_90_mb() -> None:
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 90_000_000


def test_every_font_has_its_licence_beside_it() -> None:
    licences = {p.stem.removeprefix("LICENSE-") for p in FOLDER.glob("LICENSE-*.txt")}
    for file in [*FOLDER.glob("*.ttf"), *FOLDER.glob("*.icc")]:
        assert any(file.stem.replace("_", "-").startswith(name) for name in licences), file.name


def test_all_of_gb18030_level_3_can_be_drawn() -> None:
    points = [p for low, high in LEVEL_3 for p in range(low, high + 1)]
    points += COMPATIBILITY
    assert len(points) == 87_887
    assert missing("".join(map(chr, points))) == []


@pytest.mark.parametrize("char", ["\ue000", "\U000f0000", "\U00030000", "\U00031350", "\u0f40", "😀"])
def test_what_no_font_has_is_named(char: str) -> None:
    assert missing(f"张{char}明{char}") == [char]


def test_invisible_characters_and_blanks_are_not_missing() -> None:
    assert missing("张\u200b三\ufe00\t\u3000\n李\U000e0100") == []


def test_missing_takes_many_texts() -> None:
    assert missing(["a\ue001", "b\ue002\ue001"]) == ["\ue001", "\ue002"]


def test_kai_writes_digits_in_the_song_face() -> None:
    assert FONTS.glyph("kai", "1").face == FONTS.glyph("song", "1").face
    assert FONTS.glyph("kai", "国").face != FONTS.glyph("song", "国").face


def test_two_characters_of_one_glyph_keep_codes_of_their_own() -> None:
    """The radical ⼀ and the character 一 look alike; copied text must still be what was written."""
    one, radical = FONTS.glyph("song", "一"), FONTS.glyph("song", "⼀")
    if one.face == radical.face:
        assert one.code != radical.code


def test_what_is_measured_is_what_the_file_will_say() -> None:
    """The width used in breaking lines is the width that the PDF gives the glyph; a pair of dashes shares one glyph."""
    text = "王䶮𬀩“”‘’——…·，。A1é□国\ue000"
    for role in ("song", "hei", "kai", "black"):
        made = [FONTS.glyph(role, c) for c in text] + [FONTS.narrow_glyph(role, c) for c in "“”‘’"]  # type: ignore[arg-type]
        for glyph in made:
            face = FONTS.faces[glyph.face]
            assert face.advance(face.codes[int(glyph.code, 16)][0]) == glyph.advance
        dash = FONTS.long_dash(role)  # type: ignore[arg-type]
        face = FONTS.faces[dash.face]
        assert face.advance(face.codes[int(dash.code, 16)][0]) == 2 * dash.advance
        assert face.codes[int(dash.code, 16)][1] == "——"
