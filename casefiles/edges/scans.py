"""Scans in PDF: opened to see that they are whole, without a password, and kept without scripts and what tells who
made them. The pages stay as they are."""

from __future__ import annotations

import io
from typing import NamedTuple

from casefiles.domain.problems import Problem, Refusal

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
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refusal(Problem("FILE_LOCKED", "attachment", value=name)) from error
    except Exception as error:  # whatever a hostile file makes a reader do
        raise Refusal(Problem("FILE_BROKEN", "attachment", value=name)) from error
    return Scan(out.getvalue(), pages)
