"""Keys in age's spelling, office cards, and the number both screens show."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
from typing import TYPE_CHECKING

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.problems import Refusal
from casefiles.edges.package import cards
from casefiles.edges.package.cards import Card, card_bytes, check_number, read_card
from casefiles.edges.package.identity import recipient_key, recipient_of, secret_text
from tests.package.parts import COUNTY, OTHER, TOWN, Side, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Dear


def card(who: Side, name: str = "清溪镇（演示）") -> Card:
    return Card(who.office, name, "township", "dev-1", who.public, who.recipient, 1_770_000_000_000)


@given(secret=st.binary(min_size=32, max_size=32))
def test_keys_are_spelled_as_age_spells_them(secret: bytes) -> None:
    theirs = pyrage.x25519.Identity.from_str(secret_text(secret))
    assert str(theirs) == secret_text(secret)
    assert str(theirs.to_public()) == recipient_of(secret)
    assert secret_text(secret).startswith("AGE-SECRET-KEY-1")


def test_the_age_tool_agrees(tmp_path: Path) -> None:
    keygen = shutil.which("age-keygen")
    if keygen is None:
        pytest.skip("age-keygen is not installed")
    secret = secrets.token_bytes(32)
    path = put(tmp_path, (secret_text(secret) + "\n").encode(), "key.txt")
    said = subprocess.run([keygen, "-y", str(path)], check=True, capture_output=True, text=True)
    assert said.stdout.strip() == recipient_of(secret)


def test_a_misspelled_recipient() -> None:
    good = COUNTY.recipient
    assert len(recipient_key(good)) == 32
    for at in range(4, len(good)):
        bad = good[:at] + ("q" if good[at] != "q" else "p") + good[at + 1 :]
        with pytest.raises(ValueError, match="key"):
            recipient_key(bad)
    for bad in ("", "age1", good.upper(), secret_text(COUNTY.secret), good + "q"):
        with pytest.raises(ValueError, match="key"):
            recipient_key(bad)


def test_a_card_comes_back(tmp_path: Path) -> None:
    sent = card(TOWN)
    raw = card_bytes(sent, TOWN.seed)
    assert read_card(put(tmp_path, raw)) == sent
    assert "清溪镇" in raw.decode(), "a person can read it"


def test_a_newer_card_with_more_in_it(tmp_path: Path) -> None:
    from casefiles.edges.package import cards

    fields = json.loads(card_bytes(card(TOWN), TOWN.seed))
    del fields["sig"]
    fields |= {"certificate": "later", "doorstep_card": 2}
    fields["sig"] = cards.Key(TOWN.seed).sign(cards._SIGNED + cards._canonical(fields)).hex()
    assert read_card(put(tmp_path, json.dumps(fields).encode())) == card(TOWN)


FIELDS = ["office", "name", "level", "device", "sign_pub", "recipient", "made", "sig"]


@pytest.mark.parametrize("field", FIELDS)
def test_an_altered_card(tmp_path: Path, field: str) -> None:
    fields = json.loads(card_bytes(card(TOWN), TOWN.seed))
    other = json.loads(card_bytes(card(OTHER, "别的镇"), OTHER.seed))
    for value in (other[field], None, [], -1 if field != "made" else "x", "", "x" * 300):
        if value == fields[field]:
            continue
        with pytest.raises(Refusal, match="NOT_A_CARD"):
            read_card(put(tmp_path, json.dumps({**fields, field: value}).encode()))
    del fields[field]
    with pytest.raises(Refusal, match="NOT_A_CARD"):
        read_card(put(tmp_path, json.dumps(fields).encode()))


JUNK = [b"{", b"\xff", b"[]", b"{}", b"PK\3\4", b"[" * 60_000, b" " * 70_000, bytes(500)]


@pytest.mark.parametrize("raw", JUNK)
def test_what_is_no_card(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(Refusal, match="NOT_A_CARD"):
        read_card(put(tmp_path, raw))


def test_no_card_at_all(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="EMPTY"):
        read_card(put(tmp_path, b""))
    with pytest.raises(Refusal, match="CANNOT_READ"):
        read_card(tmp_path / "gone.card")


@pytest.mark.parametrize("name", ["", "a\nb", "x" * 201, "镇\u202e"])
def test_a_name_that_cannot_be_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="NOT_A_CARD"):
        read_card(put(tmp_path, card_bytes(card(TOWN, name), TOWN.seed)))


def test_both_sides_see_the_same_digits(monkeypatch: pytest.MonkeyPatch, light_secrets: Dear) -> None:
    """At full cost: an office of another release shows these for these keys."""
    monkeypatch.setattr(cards, "WORK", light_secrets.check_number)
    here, there = card(TOWN), card(COUNTY, "青山县")
    number = check_number(here, there)
    assert number == check_number(there, here)
    assert number == "978501"
    assert number != check_number(here, card(OTHER))
    assert number == check_number(card(TOWN, "改名"), there), "only keys and codes count"
