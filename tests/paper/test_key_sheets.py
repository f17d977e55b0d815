"""The paper of recovery sheets: what stands on each, and another reader finds the codes in the file."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from casefiles.domain import keysheets, sheetcode
from casefiles.domain.document import Form, QRCode
from casefiles.domain.words import LANGS, Lang
from casefiles.edges import paper as press
from casefiles.papers import key_sheets
from tests.paper.squares import decoded
from ui import words_help_above, words_keysheets

if TYPE_CHECKING:
    from pathlib import Path

AT = 1_795_000_000_000
NAME = "青石县（演示）民政局"


def office(name: str = NAME) -> Any:
    return SimpleNamespace(
        home=SimpleNamespace(name=name, code="999901"), me=SimpleNamespace(name="赵经办"),
        clock=SimpleNamespace(now_ms=lambda: AT),
    )  # fmt: skip


@pytest.fixture
def drawn() -> keysheets.Drawn:
    return keysheets.draw(AT)


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_them(drawn: keysheets.Drawn, lang: Lang) -> None:
    document = key_sheets.compose(office(), drawn, lang)
    squares = [block.text for block in document.blocks if isinstance(block, QRCode)]
    assert [sheetcode.read_text(square) for square in squares] == list(drawn.sheets)
    forms = [block for block in document.blocks if isinstance(block, Form) and len(block.rows) > 3]
    for sheet, form in zip(drawn.sheets, forms, strict=True):
        groups = [[cell.text.replace(" ", "") for cell in row.cells[1:]] for row in form.rows[-4:]]
        assert sheetcode.read(["".join(line) for line in groups]) == sheet
    texts = document.texts()
    assert {NAME, "999901", drawn.set, "2026-11-18"} <= set(texts)
    for n in (1, 2, 3):
        assert key_sheets.TITLE(lang, n=n) in texts
    for both in LANGS:
        assert all(any(step(both) in text for text in texts) for step in key_sheets.STEPS)
    assert document.title.endswith(drawn.set)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [NAME, "青石土家族苗族自治县（演示）民政局儿童福利和未成年人保护工作领导小组办公室"])
def test_a_page_each_in_any_language(drawn: keysheets.Drawn, lang: Lang, name: str) -> None:
    printed = press.print_out([key_sheets.compose(office(name), drawn, lang)])
    assert (printed.pages, printed.missing) == (3, ())
    assert b"595.2" in printed.pdf, "A4"


def test_the_words_on_paper_are_the_words_on_the_screen() -> None:
    for lang in LANGS:
        assert words_help_above.FORGOT(lang) in key_sheets.STEPS[2](lang)
        assert words_keysheets.WITH_TWO(lang).rstrip("….") in key_sheets.STEPS[2](lang)


def _text_of_pages(pdf: Path, reader: str) -> list[str]:
    if reader == "pypdf":
        return [page.extract_text() for page in PdfReader(pdf).pages]
    if not shutil.which("pdftotext"):
        pytest.skip("no poppler here")
    found = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return found.stdout.split("\f")[:3]


@pytest.mark.parametrize("reader", ["pypdf", "poppler"])
def test_another_reader_finds_the_same(drawn: keysheets.Drawn, tmp_path: Path, reader: str) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(press.print_out([key_sheets.compose(office(), drawn, "zh")]).pdf)
    for n, page in enumerate(_text_of_pages(path, reader), 1):
        bare = "".join(page.split())
        for line in drawn.lines(n):
            assert line in bare
        for other in {1, 2, 3} - {n}:
            assert drawn.lines(other)[1] not in bare, "no sheet tells of another"


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no poppler here")
def test_the_square_is_read_from_the_printed_page(drawn: keysheets.Drawn, tmp_path: Path) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(press.print_out([key_sheets.compose(office(), drawn, "zh")]).pdf)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", str(path), str(tmp_path / "p")], check=True)
    for sheet, picture in zip(drawn.sheets, sorted(tmp_path.glob("p-*.pgm")), strict=True):
        assert sheetcode.read_text(decoded(picture)) == sheet
