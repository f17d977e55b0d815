"""Passphrases that somebody who has a copy of the database would try first."""

from __future__ import annotations

import pytest

from casefiles.domain import passphrases
from casefiles.domain.messages import MESSAGES


@pytest.mark.parametrize(
    "good",
    [
        "correct horse", "doorstep-demo", "青石山下三棵槐树", "8 visits a day", "longenough", "visits: 1990",
        "槐树 1990-01-01", "passwords are many", "3 doors, 14 steps", "4917 3028 5561", "861234567890", "k7-rm-2v-px",
        "二〇二六年的秋天",
    ],
)  # fmt: skip
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
        ("1990-01-01", "PASSPHRASE_DIGITS"),
        ("1990.01.01", "PASSPHRASE_DIGITS"),
        ("１９９０．０１．０１", "PASSPHRASE_DIGITS"),
        ("1990年1月1日", "PASSPHRASE_DIGITS"),
        ("1990 / 01 / 01 !", "PASSPHRASE_DIGITS"),
        ("19900101!", "PASSPHRASE_DIGITS"),
        ("#19900101", "PASSPHRASE_DIGITS"),
        ("138-1234-5678", "PASSPHRASE_DIGITS"),
        ("138 1234 5678", "PASSPHRASE_DIGITS"),
        ("(0455) 791-2345", "PASSPHRASE_DIGITS"),
        ("+86 138 1234 5678", "PASSPHRASE_EASY"),
        ("0086-13812345678", "PASSPHRASE_EASY"),
        ("123456789012", "PASSPHRASE_EASY"),
        ("1234-5678-9012", "PASSPHRASE_EASY"),
        ("password!", "PASSPHRASE_EASY"),
        ("!password", "PASSPHRASE_EASY"),
        ("pass-word", "PASSPHRASE_EASY"),
        ("Password123", "PASSPHRASE_EASY"),
        ("Password-2026!", "PASSPHRASE_EASY"),
        ("P@ssw0rd!", "PASSPHRASE_EASY"),
        ("P@ssw0rd123", "PASSPHRASE_EASY"),
        ("admin2026", "PASSPHRASE_EASY"),
        ("woaini1990", "PASSPHRASE_EASY"),
        ("qwerty1990", "PASSPHRASE_EASY"),
        ("q.w.e.r.t.y", "PASSPHRASE_EASY"),
        ("a-a-b-b-a-a", "PASSPHRASE_EASY"),
        ("!@#$%^&*", "PASSPHRASE_EASY"),
        ("--------", "PASSPHRASE_EASY"),
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
