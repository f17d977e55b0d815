"""What is said of a code that was mistyped names the place where the slip is."""

from __future__ import annotations

import random

import pytest

from casefiles.domain import misspelt
from casefiles.domain.problems import Refusal
from casefiles.domain.words import LANGS
from casefiles.edges.package.invitations import LENGTH, LETTERS, new_code, read_code


def said(typed: str, lang: str = "en") -> str:
    with pytest.raises(Refusal) as refused:
        read_code(typed)
    return refused.value.say(lang)  # type: ignore[arg-type]


def test_what_is_off_is_named() -> None:
    code = "ABCDEFGHJ" + next(c for c in LETTERS if _right("ABCDEFGHJ" + c))
    assert "9 characters were typed, 1 too few" in said(code[:-1])
    assert "11 characters were typed, 1 too many" in said(code + "2")
    assert "“O” in place 3 never stands in a code; it may be Q / D" in said(code[:2] + "O" + code[3:])
    assert "“村” in place 2 is no letter of a code" in said("a村" + code[2:])
    assert "nothing was typed" in said(" - ")
    assert "还没有输入" in said("", "zh")
    for lang in LANGS:
        assert {"zh": "不会作废邀请", "en": "does not use the invitation up"}[lang] in said(code[:-1], lang)


def _right(code: str) -> bool:
    try:
        read_code(code)
    except Refusal:
        return False
    return True


def test_the_place_of_a_slip_is_named_as_a_rule() -> None:
    """Against slips made on purpose: exchanged neighbours, and a letter taken for one that looks or sounds like it."""
    chance = random.Random(11)
    named = tried = 0
    for _ in range(120):
        code = new_code()
        at = chance.randrange(LENGTH - 1)
        if code[at] != code[at + 1]:
            typed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            tried += 1
            named += f"places {at + 1} and {at + 2}" in said(typed)
        alike = [o for group in misspelt.ALIKE if code[at] in group for o in group if o != code[at]]
        if alike:
            typed = code[:at] + chance.choice(alike) + code[at + 1 :]
            tried += 1
            named += f"place {at + 1}: “{typed[at]}” may be “{code[at]}”" in said(typed)
    assert named / tried > 0.85


def test_codes_that_differ_in_one_place() -> None:
    assert misspelt.between("AB8D", "ABBD").en == "place 3: “8” may be “B”"
    assert misspelt.between("ACBD", "ABCD").zh == "第 2、3 位“CB”可能前后颠倒了，应为“BC”"
