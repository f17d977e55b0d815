"""Passphrases that somebody who has a copy of the database would try first."""

from __future__ import annotations

import pytest

from casefiles.domain import passphrases
from casefiles.domain.messages import MESSAGES


@pytest.mark.parametrize("good", ["correct horse", "doorstep-demo", "青石山下三棵槐树", "8 visits a day", "longenough"])
def test_what_may_be_used(good: str) -> None:
    assert passphrases.weak(good) is None


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("short", "WEAK_PASSPHRASE"),
        ("七个汉字不够长", "WEAK_PASSPHRASE"),
        ("19650312", "PASSPHRASE_DIGITS"),
        ("13800138000", "PASSPHRASE_DIGITS"),
        ("１９６５０３１２", "PASSPHRASE_DIGITS"),
        ("123456789012", "PASSPHRASE_EASY"),
        ("aaaabbbb", "PASSPHRASE_EASY"),
        ("QwertyUiop", "PASSPHRASE_EASY"),
        ("poiuytrewq", "PASSPHRASE_EASY"),
        ("abcdefgh", "PASSPHRASE_EASY"),
        ("Password1", "PASSPHRASE_EASY"),
        ("1qaz2wsx", "PASSPHRASE_EASY"),
        ("jin jia men", "PASSPHRASE_EASY"),
    ],
)
def test_what_may_not(bad: str, code: str) -> None:
    found = passphrases.weak(bad)
    assert found is not None
    assert found.code == code
    assert code in MESSAGES
    assert bad not in found.say("zh") + found.say("en")


def test_the_list_holds_what_the_other_rules_let_through() -> None:
    for one in passphrases.COMMON:
        assert len(one) >= passphrases.SHORTEST, one
        assert one == "".join(one.casefold().split())
