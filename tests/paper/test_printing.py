"""A printed file has its name only when its whole content is on the disk."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, cast

import pytest

from casefiles import accessing, printing
from casefiles.domain.document import Document, Paragraph
from casefiles.domain.problems import Refusal
from casefiles.domain.words import Label
from tests.disk import Disk

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

NOBODY = cast("Office", None)
NOTE = printing.Paper(
    "note",
    Label("便条", "Note"),
    "child",
    lambda _office, row, lang, _masked: Document(title=row, lang=lang, blocks=(Paragraph(text=row),)),
)


def test_a_pdf_is_flushed_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    monkeypatch.setattr(accessing, "printed", lambda *_: None)  # nobody's office keeps no record
    out = tmp_path / "papers" / "notes.pdf"
    done = printing.print_to(NOBODY, NOTE, ["a", "b"], out)
    assert (done.files, done.pages) == ((out,), 2)
    found = out.stat()
    assert [e for e in disk.events if e[1] == found.st_ino] == [
        ("flush", found.st_ino, found.st_size),
        ("name", found.st_ino, found.st_size),
    ]
    assert out.read_bytes().startswith(b"%PDF")
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "DISK_FULL"), (errno.EACCES, "CANNOT_WRITE")])
def test_a_pdf_that_cannot_be_flushed_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    out = tmp_path / "notes.pdf"
    out.write_bytes(b"the old one")

    def broken(_: int) -> None:
        raise OSError(number, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Refusal) as refused:
        printing.print_to(NOBODY, NOTE, ["a"], out)
    assert refused.value.problems[0].code == code
    assert out.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [out]
