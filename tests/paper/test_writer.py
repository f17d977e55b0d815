"""The file: text comes out as it went in, every font is embedded, nothing is left out silently.

This guards the private parts of reportlab that the writer leans on.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from casefiles.domain.document import Card, Cell, Document, Form, Paragraph, Row, Section, label
from casefiles.edges.paper import print_out, render, render_each, render_many
from tests.paper.sample import dossier

if TYPE_CHECKING:
    from pathlib import Path

RARE = "𬀩䶮㛃𠀀𪚥𫝆𫠝𬺰㐂龑颍鹢"  # extensions A to F beside ordinary ones
NAMES = ["欧阳𬀩", "买买提·阿不都热合曼", "𠀀明", "张㛃", "王䶮", "丨⼀一"]


def words(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages)


def poppler(pdf: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout


def small(*blocks: object, **more: object) -> Document:
    return Document(title="样张", lang="zh", blocks=tuple(blocks), **more)  # type: ignore[arg-type]


def table(text: str, kind: str) -> Form:
    return Form(columns=(1, 3), rows=(Row(cells=(label("姓名"), Cell(text=text, kind=kind))),))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["value", "name", "label", "total", "opinion", "small"])
def test_rare_characters_come_out_in_every_face(kind: str, tmp_path: Path) -> None:
    pdf = render(small(table(RARE, kind)))
    assert RARE in words(pdf).replace("\n", "").replace(" ", "")
    if shutil.which("pdftotext"):
        assert RARE in poppler(pdf, tmp_path).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("name", NAMES)
def test_names_come_out_whole(name: str, tmp_path: Path) -> None:
    pdf = render(small(table(name, "name"), Paragraph(text=f"儿童{name}的档案。")))
    assert words(pdf).count(name) == 2
    if shutil.which("pdftotext"):
        assert name in poppler(pdf, tmp_path)


def test_every_font_is_embedded_once_and_nothing_else_is_named() -> None:
    with pikepdf.open(io.BytesIO(render(dossier()))) as file:
        fonts = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        outer = [f for f in fonts if f.Subtype == "/Type0"]
        inner = [f for f in fonts if f.Subtype == "/CIDFontType2"]
        assert len(fonts) == len(outer) + len(inner)
        assert len({str(f.BaseFont).split("+")[1] for f in inner}) == len(inner)
        for font in inner:
            assert len(font.FontDescriptor.FontFile2.read_bytes()) > 500
        for font in outer:
            assert b"beginbfchar" in font.ToUnicode.read_bytes()
        assert b"Helvetica" not in b"".join(str(f.BaseFont).encode() for f in fonts)


def test_the_file_is_sound() -> None:
    with pikepdf.open(io.BytesIO(render(dossier()))) as file:
        assert file.check_pdf_syntax() == []
        forms = [o for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
        assert forms, "the watermark is one drawing that the pages share"
        assert all("/XObject" not in form.Resources for form in forms)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(dossier(3)) == render(dossier(3))


def test_what_is_said_about_the_file() -> None:
    info = pypdf.PdfReader(io.BytesIO(render(dossier(0, "王䶮")))).metadata
    assert info is not None
    assert info.title == "关爱服务档案 王䶮"
    assert info.author == "云台县未成年人保护工作委员会办公室"
    assert info.creation_date is not None
    assert info.creation_date.isoformat() == "2026-10-31T14:22:00+08:00"
    with pikepdf.open(io.BytesIO(render(dossier()))) as file:
        assert str(file.Root.Lang) == "zh-CN"


def test_pages_are_counted() -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(dossier()))).pages]
    assert "共" not in pages[0].split("YT-2026-00001")[0]  # the cover has no number
    for number, text in enumerate(pages[1:], 2):
        line = text.replace("\u3000", " ").replace(" ", "")
        assert f"第{number}页共{len(pages)}页" in line


def test_a_missing_character_is_a_box_and_is_reported() -> None:
    done = print_out([small(table("张\ue000\U00031350", "name"), watermark="经办人\ue001")])
    assert set(done.missing) == {"\ue000", "\U00031350", "\ue001"}
    with pikepdf.open(io.BytesIO(done.pdf)) as file:
        body = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert body.count(b"Tj") >= 3
    clean = print_out([small(table("张明", "name"))])
    assert clean.missing == ()


def test_text_that_could_break_the_file() -> None:
    nasty = "a\\b(c)d<e>f\r\n%PDF \x00\x07\u202e\ud800end ) Tj ET Q"
    pdf = render(
        small(Paragraph(text=nasty), Section(text=nasty), Card(date=nasty, year="", title=nasty, text=nasty))
    )
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
    assert "Tj ET Q" in words(pdf)


def test_many_papers_in_one_file_count_their_own_pages() -> None:
    papers = [dossier(k) for k in range(3)]
    seen: list[int] = []
    pdf = render_many(papers, progress=seen.append)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    single = [len(pypdf.PdfReader(io.BytesIO(one)).pages) for one in render_each(papers)]
    assert len(reader.pages) == sum(single)
    assert seen == [1, 2, 3]
    assert len(reader.outline) == 3
    text = "".join(page.extract_text() for page in reader.pages).replace("\u3000", "").replace(" ", "")
    for count in set(single):
        assert text.count(f"第2页共{count}页") == single.count(count)
    assert len(pdf) < sum(len(render(p)) for p in papers)


def test_no_paper_is_no_file() -> None:
    with pytest.raises(ValueError, match="no document"):
        render_many([])


def test_an_empty_paper_is_one_page() -> None:
    assert len(pypdf.PdfReader(io.BytesIO(render(small()))).pages) == 1
