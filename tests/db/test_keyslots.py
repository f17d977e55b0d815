"""The wrapped key: who opens it, who does not, and what a damaged file means."""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Refusal
from db import keyslots
from db.keyslots import Cost
from tests.disk import Disk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Dear

FAST = Cost(memory=256, passes=1, lanes=1)


@pytest.fixture
def key(tmp_path: Path) -> bytes:
    return keyslots.create(tmp_path, "999901101", "wang", "王示例", "correct horse", FAST)


def code_of(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.problems[0].code


def test_the_right_passphrase_opens_and_a_wrong_one_does_not(tmp_path: Path, key: bytes) -> None:
    assert len(key) == 32
    assert keyslots.unlock(tmp_path, "wang", "correct horse") == (key, "wang")
    assert keyslots.unlock(tmp_path, None, "correct horse") == (key, "wang")
    for login, passphrase in (("wang", "correct horsf"), ("li", "correct horse"), (None, "")):
        with pytest.raises(Refusal) as refusal:
            keyslots.unlock(tmp_path, login, passphrase)
        assert code_of(refusal) == "WRONG_PASSPHRASE"


def test_full_width_and_composed_letters_are_the_same_passphrase(tmp_path: Path, key: bytes) -> None:
    keyslots.put(tmp_path, key, "li", "李样本", "ａｂｃ１２３ｄｅé", FAST)
    assert keyslots.unlock(tmp_path, "li", "abc123dee\u0301")[0] == key


def test_the_file_says_neither_key_nor_passphrase(tmp_path: Path, key: bytes) -> None:
    text = (tmp_path / keyslots.FILE).read_text("utf-8")
    assert "correct horse" not in text
    assert key.hex() not in text


def test_short_passphrases_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        keyslots.create(tmp_path, "999901101", "wang", "王", "12345", FAST)
    assert code_of(refusal) == "WEAK_PASSPHRASE"
    assert list(tmp_path.iterdir()) == []


def test_a_second_user_and_a_change_rewrite_one_slot(tmp_path: Path, key: bytes) -> None:
    keyslots.put(tmp_path, key, "li", "李样本", "second one", FAST)
    slots = json.loads((tmp_path / keyslots.FILE).read_bytes())["slots"]
    keyslots.change(tmp_path, "wang", "correct horse", "brand new", FAST)
    after = json.loads((tmp_path / keyslots.FILE).read_bytes())["slots"]
    assert after["li"] == slots["li"]
    assert after["wang"] != slots["wang"]
    assert keyslots.unlock(tmp_path, None, "brand new") == (key, "wang")
    assert keyslots.unlock(tmp_path, None, "second one") == (key, "li")
    with pytest.raises(Refusal):
        keyslots.unlock(tmp_path, "wang", "correct horse")
    assert keyslots.users(tmp_path) == {"wang": "王示例", "li": "李样本"}
    keyslots.remove(tmp_path, "wang")
    with pytest.raises(Refusal):
        keyslots.unlock(tmp_path, "wang", "brand new")
    with pytest.raises(ValueError, match="last"):
        keyslots.remove(tmp_path, "li")


def test_an_old_passphrase_that_is_wrong_changes_nothing(tmp_path: Path, key: bytes) -> None:
    before = (tmp_path / keyslots.FILE).read_bytes()
    with pytest.raises(Refusal):
        keyslots.change(tmp_path, "wang", "not it at all", "brand new", FAST)
    assert (tmp_path / keyslots.FILE).read_bytes() == before


@pytest.mark.parametrize("damage", [None, b"", b"{}", b"\0" * 300, b'{"format": 1, "office": "x", "slots": {"a": {}}}'])
def test_a_damaged_or_missing_file_is_restored_from_the_second_copy(
    tmp_path: Path, key: bytes, damage: bytes | None
) -> None:
    first, second = tmp_path / keyslots.FILE, tmp_path / keyslots.SECOND
    whole = first.read_bytes()
    assert second.read_bytes() == whole
    for path in (first, second):
        if damage is None:
            path.unlink()
        else:
            path.write_bytes(damage)
        assert keyslots.unlock(tmp_path, "wang", "correct horse")[0] == key
        assert path.read_bytes() == whole
    for path in (first, second):
        path.write_bytes(damage or b"?")
    with pytest.raises(Refusal) as refusal:
        keyslots.unlock(tmp_path, "wang", "correct horse")
    assert code_of(refusal) == "KEYS_DAMAGED"


@pytest.mark.parametrize("change", ["office", "login", "memory", "huge", "salt"])
def test_a_slot_cannot_be_moved_or_weakened(tmp_path: Path, key: bytes, change: str) -> None:
    document = json.loads((tmp_path / keyslots.FILE).read_bytes())
    slot = document["slots"]["wang"]
    if change == "office":
        document["office"] = "999901102"
    elif change == "login":
        document["slots"] = {"li": slot}
    elif change == "memory":
        slot["parameters"]["memory"] = 128
    elif change == "huge":
        slot["parameters"]["memory"] = 2**40
    else:
        slot["salt"] = slot["nonce"][:4] + slot["salt"][4:]
    for name in (keyslots.FILE, keyslots.SECOND):
        (tmp_path / name).write_text(json.dumps(document))
    with pytest.raises(Refusal) as refusal:
        keyslots.unlock(tmp_path, None, "correct horse")
    assert code_of(refusal) == "WRONG_PASSPHRASE"


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be flushed there")
def test_both_copies_are_on_the_disk_before_and_after_they_get_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    keyslots.create(tmp_path, "999901101", "wang", "王示例", "correct horse", FAST)
    folder = tmp_path.stat().st_ino
    files = [(tmp_path / name).stat() for name in (keyslots.FILE, keyslots.SECOND)]
    expected = [
        step
        for found in files
        for step in (*((what, found.st_ino, found.st_size) for what in ("flush", "name")), ("flush", folder, 0))
    ]
    assert [(what, inode, size if inode != folder else 0) for what, inode, size in disk.events] == expected


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "DISK_FULL"), (errno.EACCES, "CANNOT_WRITE")])
def test_a_file_that_cannot_be_flushed_leaves_the_old_one(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    before = (tmp_path / keyslots.FILE).read_bytes()

    def broken(_: int) -> None:
        raise OSError(number, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Refusal) as refusal:
        keyslots.put(tmp_path, key, "li", "李样本", "second one", FAST)
    assert code_of(refusal) == code
    assert (tmp_path / keyslots.FILE).read_bytes() == before


def test_the_real_cost_is_not_below_the_floor(light_secrets: Dear) -> None:
    assert keyslots.STRONG.memory >= 64 * 1024
    assert keyslots.STRONG.passes >= 3
    assert light_secrets.passphrase == (keyslots.STRONG,)


@pytest.mark.parametrize(("memory", "passes"), [(1 << 20, 1), (1 << 18, 64), (256, 65), (4, 1)])
def test_a_foreign_file_cannot_ask_for_hours_or_gigabytes(tmp_path: Path, memory: int, passes: int) -> None:
    keyslots.create(tmp_path, "999901101", "wang", "王示例", "correct horse", FAST)
    document = json.loads((tmp_path / keyslots.FILE).read_bytes())
    document["slots"]["wang"]["parameters"] |= {"memory": memory, "passes": passes}
    for name in (keyslots.FILE, keyslots.SECOND):
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        keyslots.unlock(tmp_path, "wang", "correct horse")
    assert code_of(refusal) == "WRONG_PASSPHRASE"


def test_a_passphrase_changed_while_something_else_is_written_stays(tmp_path: Path) -> None:
    """The window renews the deposit by itself while a console may change a passphrase."""
    keyslots.create(tmp_path, "999901101", "clerk", "示例", "old passphrase", FAST)
    begun, failed = threading.Event(), []

    def change() -> None:
        begun.set()
        try:
            keyslots.change(tmp_path, "clerk", "old passphrase", "new passphrase", FAST)
        except Refusal as refusal:  # pragma: no cover
            failed.append(refusal)

    other = threading.Thread(target=change)
    with keyslots.changing(tmp_path) as found:
        other.start()
        assert begun.wait(5)
        other.join(0.3)
        assert other.is_alive(), "it waits until this one has written"
        found["deposit"] = {"office": "999901"}
    other.join(20)
    assert not failed
    assert keyslots.unlock(tmp_path, "clerk", "new passphrase")[1] == "clerk"
    assert keyslots.document(tmp_path)["deposit"] == {"office": "999901"}
