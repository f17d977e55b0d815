"""Archive copies and copies behind a passphrase."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest

from casefiles.edges.paper import archive, encrypt, render
from tests.paper.sample import dossier


def test_archive_copy_says_what_pdf_a_asks_for() -> None:
    pdf = archive(render(dossier(0, "王䶮")))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []
        xmp = file.Root.Metadata.read_bytes().decode("utf-8")
        assert "<pdfaid:part>2</pdfaid:part>" in xmp
        assert "关爱服务档案 王䶮" in xmp
        assert "2026-10-31T14:22:00+08:00" in xmp
        intent = file.Root.OutputIntents[0]
        profile = intent.DestOutputProfile.read_bytes()
        assert intent.S == "/GTS_PDFA1"
        assert profile[8] == 2  # ICC version 2
        assert profile[36:40] == b"acsp"
        assert "/Trapped" not in file.docinfo
        assert not file.is_encrypted
        for thing in file.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/ExtGState":
                pytest.fail("transparency")
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "关爱服务档案 王䶮"
    assert b"\nendstream" in pdf


def test_archive_copy_has_the_same_text() -> None:
    plain = render(dossier())
    before = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(plain)).pages]
    after = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(archive(plain))).pages]
    assert before == after


@pytest.mark.parametrize("password", ["correct horse", "一人一档·2026", "𬀩"])
def test_an_encrypted_copy_opens_only_with_its_password(password: str) -> None:
    pdf = encrypt(render(dossier()), password)
    assert "关爱".encode("utf-16-be") not in pdf
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf), password="wrong")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf))
    with pikepdf.open(io.BytesIO(pdf), password=password) as file:
        assert file.encryption.R == 6
        assert file.encryption.stream_method == pikepdf.models.encryption.EncryptionMethod.aesv3
        assert len(file.pages) == 7


@pytest.mark.parametrize("password", ["", "密" * 43])
def test_a_password_that_cannot_work_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match="password"):
        encrypt(b"", password)
