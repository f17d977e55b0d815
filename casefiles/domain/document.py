"""A printed paper as data: what stands on it, in which order, and nothing about millimetres or fonts.

`casefiles.papers` composes a Document, `casefiles.edges.paper` draws it. In between it is plain frozen
data, so a paper is tested by comparing its JSON and looked at once as a picture. Texts are already in the
language of the paper; widths are weights relative to each other; sizes are words ("normal", "tall").
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import Literal

from casefiles.domain.words import Lang

CellKind = Literal[
    "label", "value", "name", "text", "number", "small", "large", "code", "narrative", "opinion", "total"
]
Align = Literal["auto", "left", "centre", "right"]
Height = Literal["low", "normal", "writing", "tall", "signature"]
Sheet = Literal["portrait", "landscape", "letter", "half"]

BLANK = "—"
"""What stands where a value is not known, so that an empty cell is never mistaken for a forgotten one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photograph (JPEG or PNG bytes), or an empty frame with `caption` in it when there is none."""

    data: bytes | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """One or two photographs side by side, shown whole with their captions below; never cut."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QRCode:
    """A square code for a machine to read; it should carry a file number, never a person's data."""

    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a form. `cols` and `rows` are how many columns and rows it covers.

    kind: label (heading of a value), value (short, centred when it fits on a line), name (a person's),
    text (left), number (money, right), small, large (left, for old eyes), code (to be typed, letter by letter),
    narrative and opinion (paragraphs with indent), total.
    `stacked` writes one character below the other. `sign` are lines at the foot of the cell to be filled
    in by hand: `right`, `left|right` or `left|grey middle|right`.
    """

    text: str = ""
    kind: CellKind = "value"
    cols: int = 1
    rows: int = 1
    align: Align = "auto"
    stacked: bool = False
    sign: tuple[str, ...] = ()
    picture: Picture | None = None


def label(text: str, cols: int = 1, rows: int = 1, *, stacked: bool = False) -> Cell:
    """A heading cell."""
    return Cell(text=text, kind="label", cols=cols, rows=rows, stacked=stacked)


def value(text: str, cols: int = 1, rows: int = 1, kind: CellKind = "value") -> Cell:
    """A value cell; an empty text is shown as a dash."""
    return Cell(text=text or BLANK, kind=kind, cols=cols, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a form: cells from left to right, skipping the columns that a cell from above still covers.

    `group` draws a heavier line above; `grow` is the row's share of the height left over when a form is
    stretched.
    """

    cells: tuple[Cell, ...]
    height: Height = "normal"
    group: bool = False
    grow: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A framed form with merged cells. `columns` are relative widths; `stretch` fills the page down to its
    foot.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    stretch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a grid: heading, relative width, and how its values are written."""

    title: str
    width: float = 1.0
    kind: CellKind = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The last row of a grid: cells from left to right with their spans."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table whose heading repeats on every page. `empty` is said in words when there is no row; `height` is the
    least height of a row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: Total | None = None
    empty: str = ""
    height: Height = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTitle:
    """The title above a form, with a note at its left and right."""

    text: str
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading inside a paper; it never stays alone at the foot of a page."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. body: justified with indent; note: small; centred; signed: at the right; title: big,
    centred.
    """

    text: str
    style: Literal["body", "plain", "note", "centred", "signed", "title"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One event on a time line: a date at the left, a box with heading, text and lines to sign. Never cut in
    two.
    """

    date: str
    year: str
    title: str
    by: str = ""
    state: str = ""
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line or set of bars; None is a gap. The first series is drawn full, the second dashed and
    hollow.
    """

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A zone of a chart between two values, with its name at the right."""

    low: float
    high: float
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A line or bar chart that survives black-and-white printing.

    `low` and `high` None: from the values. `stacked` puts the bars of one category on top of each other.
    """

    kind: Literal["line", "bar"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    low: float | None = None
    high: float | None = None
    bands: tuple[Band, ...] = ()
    limit: float | None = None
    stacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBox:
    """Whose opinion, the opinion itself, the lines to sign, the words where the seal goes, and the
    date line.
    """

    who: str
    opinion: str = ""
    lines: tuple[str, ...] = ()
    seal: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Boxes to sign, one below the other, never cut."""

    boxes: tuple[SignatureBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The first leaf of a file: no header, no page number."""

    title: str
    over: str = ""
    motto: str = ""
    secrecy: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    code: QRCode | None = None
    issuer: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Empty room, in lines of text."""

    lines: float = 1.0


Block = (
    Cover
    | Form
    | Grid
    | FormTitle
    | Section
    | Paragraph
    | Card
    | Chart
    | Signatures
    | Picture
    | PhotoRow
    | QRCode
    | PageBreak
    | Space
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper. Header and footer texts stand on every page but a cover; an empty `watermark` draws none.

    `made` is the ISO time of printing; the same Document always gives the same file.
    """

    title: str
    lang: Lang
    blocks: tuple[Block, ...]
    author: str = ""
    subject: str = ""
    keywords: str = ""
    header: tuple[str, str] = ("", "")
    footer: tuple[str, str] = ("", "")
    watermark: str = ""
    sheet: Sheet = "portrait"
    numbered: bool = True
    made: str = ""

    def to_json(self) -> object:
        """Dicts, lists, strings and numbers only; defaults left out, a picture shown as its size and
        digest.
        """
        return _plain(self)

    def texts(self) -> list[str]:
        """Every text that will be printed, for checking that the fonts can draw all of it."""
        found: list[str] = []
        _collect(self.to_json(), found)
        return found


def _plain(thing: object) -> object:
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        shown: dict[str, object] = {"block": type(thing).__name__}
        for field in dataclasses.fields(thing):
            content = getattr(thing, field.name)
            if content != field.default:
                shown[field.name] = _plain(content)
        return shown
    if isinstance(thing, bytes):
        return {"bytes": len(thing), "sha256": hashlib.sha256(thing).hexdigest()}
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    return thing


def _collect(plain: object, found: list[str]) -> None:
    if isinstance(plain, str):
        found.append(plain)
    elif isinstance(plain, list):
        for item in plain:
            _collect(item, found)
    elif isinstance(plain, dict):
        for key, item in plain.items():
            if key not in {"block", "kind", "height", "style", "align", "sheet", "lang", "sha256", "made"}:
                _collect(item, found)
