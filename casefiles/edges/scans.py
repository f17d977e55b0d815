"""Scans in PDF: opened to see that they are whole, without a password, and kept without scripts and what tells who
made them. The pages stay as they are."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import images

MOST_PAGES = 500


class Scan(NamedTuple):
    """A scan as it is kept, and its pages."""

    data: bytes
    pages: int


def clean(data: bytes, name: str) -> Scan:
    """The scan without scripts, files inside it and notes about its maker. Refusals: FILE_LOCKED, FILE_BROKEN."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
            if not 0 < pages <= MOST_PAGES:
                raise ValueError("no pages, or too many")
            for key in ("/Metadata", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo", "/Collection"):
                if key in pdf.Root:
                    del pdf.Root[key]
            if "/Names" in pdf.Root:
                for key in ("/JavaScript", "/EmbeddedFiles"):
                    if key in pdf.Root.Names:
                        del pdf.Root.Names[key]
            for page in pdf.pages:
                for key in ("/AA", "/Metadata", "/PieceInfo"):
                    if key in page.obj:
                        del page.obj[key]
                _without_actions(page.obj)
            if "/Outlines" in pdf.Root:
                del pdf.Root["/Outlines"]
            for thing in pdf.objects:
                _without_camera(thing)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refusal(Problem("FILE_LOCKED", "attachment", value=name)) from error
    except Exception as error:  # whatever a hostile file makes a reader do
        raise Refusal(Problem("FILE_BROKEN", "attachment", value=name)) from error
    return Scan(out.getvalue(), pages)


def _without_actions(page: Any) -> None:
    """Annotations stay as they look; what they would do, and files in them, does not."""
    kept = []
    for note in page.get("/Annots", ()):
        if note.get("/Subtype") in ("/FileAttachment", "/Movie", "/Screen", "/RichMedia", "/Sound", "/3D"):
            continue
        for key in ("/A", "/AA", "/FS"):
            if key in note:
                del note[key]
        kept.append(note)
    if "/Annots" in page:
        page.Annots = kept


def _without_camera(thing: Any) -> None:
    """A photo inside a scan loses place and camera like any other; one that cannot be read stays as it is."""
    import pikepdf

    if not isinstance(thing, pikepdf.Stream):
        return
    if "/Metadata" in thing:
        del thing["/Metadata"]
    if thing.get("/Filter") == pikepdf.Name("/DCTDecode"):
        raw = thing.read_raw_bytes()
        try:
            plain = images.without_metadata(raw)
        except (ValueError, IndexError):
            return
        if plain != raw:
            thing.write(plain, filter=pikepdf.Name("/DCTDecode"))
