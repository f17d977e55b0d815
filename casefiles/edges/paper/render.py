"""The doors of the room: documents to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casefiles.edges.paper.compose import lay_out
from casefiles.edges.paper.flow import watermark_code
from casefiles.edges.paper.fonts import FONTS, Fonts
from casefiles.edges.paper.paint import picture_code
from casefiles.edges.paper.typeset import Setter
from casefiles.edges.paper.writer import Writer

if TYPE_CHECKING:
    from casefiles.domain.document import Document

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file: its bytes, its number of pages, and the characters that had to be drawn as a box."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]


_SETTERS: dict[int, Setter] = {}


def _setter(fonts: Fonts) -> Setter:
    return _SETTERS.setdefault(id(fonts), Setter(fonts))


def render(document: Document, fonts: Fonts = FONTS) -> bytes:
    """The document as a PDF file."""
    return print_out([document], fonts).pdf


def render_each(documents: Iterable[Document], fonts: Fonts = FONTS) -> Iterator[bytes]:
    """One PDF file for each document, made as it is asked for; fonts and set lines are shared."""
    for document in documents:
        yield print_out([document], fonts).pdf


def render_many(
    documents: Iterable[Document], fonts: Fonts = FONTS, progress: Progress | None = None
) -> bytes:
    """One PDF file for a whole print job; each document counts its own pages and has a bookmark.

    Fonts are embedded once, so 300 files of 7 pages take about 7 MB and half the time of 300 single ones.
    Memory grows by about 0.2 MB a file: above 500 make several jobs.
    """
    return print_out(documents, fonts, progress).pdf


def print_out(
    documents: Iterable[Document],
    fonts: Fonts = FONTS,
    progress: Progress | None = None,
    told: Callable[[int, int], object] | None = None,
) -> Printed:
    """The file of `render_many` with its page count and what was missing; `progress(done)` follows each
    document, `told(done, all)` the rows of a long list in one; what they raise stops the work.

    ValueError if there is no document, or if a form's cells do not fit its columns.
    """
    setter = _setter(fonts)
    writer: Writer | None = None
    pages = 0
    absent: dict[str, None] = {}
    for done, document in enumerate(documents, 1):
        if writer is None:
            writer = Writer(
                fonts,
                title=document.title,
                lang=document.lang,
                author=document.author,
                subject=document.subject,
                keywords=document.keywords,
                made=datetime.fromisoformat(document.made) if document.made else None,
            )
        pages += _add(writer, document, setter, absent, told)
        if progress is not None:
            progress(done)
    if writer is None:
        raise ValueError("there is no document to print")
    return Printed(writer.finish(), pages, tuple(absent))


def _add(
    writer: Writer,
    document: Document,
    setter: Setter,
    absent: dict[str, None],
    told: Callable[[int, int], object] | None,
) -> int:
    flow = lay_out(document, setter, told=told)
    mark = ""
    if document.watermark:
        line = setter.line(document.watermark, "hei", 10.5)
        writer.use(line.uses)
        absent.update(dict.fromkeys(line.missing))
        name = writer.drawing(watermark_code(line, flow.geometry), flow.geometry.width, flow.geometry.height)
        mark = f"q /{name} Do Q\n"
    for number, page in enumerate(flow.pages):
        writer.use((face, frozenset(codes)) for face, codes in page.uses.items())
        absent.update(dict.fromkeys(page.missing))
        photos = "".join(
            picture_code(writer.picture(ready), ready, box, page.height) + "\n"
            for ready, box in page.pictures
        )
        fills = "\n".join(page.under)
        under = f"q\n{fills}\nQ\n" if fills else ""
        code = under + ("" if page.bare else mark) + photos + "\n".join(page.over)
        writer.page(code, page.width, page.height, document.title if number == 0 else "")
    return len(flow.pages)
