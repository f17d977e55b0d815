"""The slip of an invitation: half a sheet, the code large, and no person of any file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from casefiles.domain.document import Paragraph
from casefiles.domain.words import LANGS, Lang
from casefiles.edges import paper as press
from casefiles.exchange import ExportReport, Given, Invite
from casefiles.papers import code_slip

OFFICE: Any = SimpleNamespace(
    home=SimpleNamespace(name="青石县（演示）民政局"), me=SimpleNamespace(name="赵经办"),
    clock=SimpleNamespace(now_ms=lambda: 1_795_000_000_000),
)  # fmt: skip
FIRST = ExportReport(Path("/stick/999901-999901101-1.tgx"), "0" * 32, "999901101", 312, 1, 312, 10_000, ())
MADE = Invite(
    Path("/stick/999901101-01234567.invitation"), "ABCDE-FGHJK", "999901101", "云台镇（演示）", "township",
    "0123456789abcdef" * 2, 1_795_000_000_000, FIRST,
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_the_slip_of_an_invitation(lang: Lang) -> None:
    document = code_slip.invitation(OFFICE, MADE, lang)
    large = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.style == "title"]
    assert large == ["ABCDE-FGHJK"]
    texts = document.texts()
    assert {"云台镇（演示）", "青石县（演示）民政局", "999901101", MADE.path.name} <= set(texts)
    assert any("312" in text and FIRST.path.name in text for text in texts)
    assert any(code_slip.DIGITS in text for text in texts), "room for the six digits"
    printed = press.print_out([document])
    assert (printed.pages, printed.missing) == (1, ())
    assert b"419.5" in printed.pdf, "A5"


def test_an_invitation_without_records_says_so() -> None:
    bare = Invite(MADE.path, MADE.code, MADE.office, MADE.name * 4, MADE.level, MADE.mark, MADE.made_ms)
    for lang in LANGS:
        document = code_slip.invitation(OFFICE, bare, lang)
        assert code_slip.NONE(lang) in document.texts()
        assert press.print_out([document]).pages == 1


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_on_the_slip_of_a_help(lang: Lang) -> None:
    given = Given(
        Path("/stick/999901101-01234567.unlock"), "LMNPQ-RSTUV", "999901101", "云台镇（演示）", "123456",
        "0123456789abcdef" * 2, 1_795_000_000_000,
    )  # fmt: skip
    document = code_slip.answer(OFFICE, given, lang)
    large = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.style == "title"]
    assert large == ["LMNPQ-RSTUV"]
    assert {"123456", given.path.name} <= set(document.texts())
    printed = press.print_out([document])
    assert (printed.pages, printed.missing) == (1, ())
