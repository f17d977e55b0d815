"""Recovery sheets at the console: made on paper, read from paper, and never in the words of a call."""

from __future__ import annotations

import errno
import io
import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from casefiles.domain import sheetcode
from db import durable, keyslots

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

NEW = "a brand new one"


def read(pdf: Path) -> list[list[str]]:
    """The four lines of each of the three pages, as somebody copies them from the paper."""
    found = []
    for page in PdfReader(pdf).pages:
        bare = "".join(page.extract_text().split())
        marks = [bare.index(f"第{n}行") + 3 for n in range(1, 5)]
        found.append([bare[mark : mark + sheetcode.LINE] for mark in marks])
    return found


@pytest.fixture
def paper(call: Call, office: Path, tmp_path: Path) -> tuple[Path, list[list[str]]]:
    """Sheets that are valid: the file, and what stands on it."""
    out = tmp_path / "sheets.pdf"
    made = call("--json", "sheets", "make", "--out", out, office=office)
    assert made.code == 0
    assert made.data["path"] == str(out)
    return out, read(out)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new"
    path.write_text(f"{NEW}\n")
    return path


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_from_the_paper_back_in(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, pages = paper
    for text in ("\n".join([*pages[2], *pages[0]]), "".join(pages[1]) + "\n" + "".join(pages[2]).lower() + "\n"):
        given(monkeypatch, text)
        opened = call("--json", "sheets", "open", office, "--user", "clerk", "--new-passphrase-file", new)
        assert (opened.code, opened.data) == (0, {"login": "clerk"})
        assert keyslots.unlock(office, "clerk", NEW)
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", NEW)
    told = call("status", office=office)
    assert told.code == 0
    assert "用两张恢复单" in told.out
    assert "sheets make --out" in told.out, "and what to type next"
    status = call("--json", "sheets", "status", office=office).data
    assert [one["login"] for one in status["used"]] == ["clerk", "clerk"]


def test_which_are_valid_is_told_without_a_passphrase(
    call: Call, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("--json", "sheets", "status", office=office).data == {"set": "", "used": []}
    assert "没有有效的恢复单" in call("sheets", "status", office=office).out
    made = call("--json", "sheets", "make", "--out", tmp_path / "a.pdf", office=office).data
    monkeypatch.delenv("DOORSTEP_PASSPHRASE")
    told = call("--json", "sheets", "status", office=office).data
    assert (told["set"], told["made_ms"], told["login"], told["used"]) == (made["set"], made["made_ms"], "clerk", [])
    assert made["set"] in call("sheets", "status", office=office).out
    assert made["set"] in call("--lang", "en", "sheets", "status", office).out


def test_making_needs_a_place_and_a_passphrase(
    call: Call, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = call("--json", "sheets", "make", office=office)
    assert (refused.code, refused.codes) == (2, ["CALL_MISSING"])
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "not this one")
    out = tmp_path / "a.pdf"
    for words in (("make", "--out", out), ("drop",)):
        refused = call("--json", "sheets", *words, office=office)
        assert (refused.code, refused.codes) == (3, ["WRONG_PASSPHRASE"])
    assert not out.exists()
    assert "sheets" not in keyslots.document(office)
    assert call("--json", "sheets", "status", tmp_path / "nowhere").codes == ["NO_OFFICE"]


def test_nothing_of_a_code_is_printed_or_written_elsewhere(call: Call, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper" / "a.pdf"
    first = call("sheets", "make", "--out", out, office=office).out
    assert "打不开这里了" not in first, "there was no set before"
    assert "请现在再备份一次" in first
    made = call("sheets", "make", "--out", out, "--force", office=office)
    assert "打不开这里了" in made.out
    assert "删除这个文件" in made.out
    lines = [line for page in read(out) for line in page]
    for path in (path for path in tmp_path.rglob("*") if path.is_file() and path != out):
        raw = path.read_bytes()
        assert not any(line.encode() in raw for line in lines), path
    assert not any(line in made.out + made.err for line in lines)
    assert [path.name for path in out.parent.iterdir()] == ["a.pdf"]
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_paper_that_cannot_be_written_leaves_the_old_sheets_valid(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = keyslots.document(office)
    (tmp_path / "file").write_text("")
    refused = call("--json", "sheets", "make", "--out", tmp_path / "file" / "a.pdf", office=office)
    assert (refused.code, refused.codes) == (3, ["CANNOT_WRITE"])
    assert keyslots.document(office) == before
    out = tmp_path / "b.pdf"

    def full(path: Path, raw: bytes) -> None:
        with durable.writing_to(path):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(keyslots, "write_synced", full)
    refused = call("--json", "sheets", "make", "--out", out, office=office)
    monkeypatch.undo()
    assert (refused.code, refused.codes) == (3, ["DISK_FULL"])
    assert not out.exists(), "a paper that opens nothing is no paper"
    assert keyslots.document(office) == before


def test_given_up(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, pages = paper
    assert call("--json", "sheets", "drop", office=office).data["set"] == pages[0][0][:4]
    assert call("--json", "sheets", "drop", office=office).data["set"] == ""
    given(monkeypatch, "\n".join(pages[0] + pages[1]))
    refused = call("--json", "sheets", "open", office, "--new-passphrase-file", new)
    assert (refused.code, refused.codes) == (3, ["SHEETS_NONE"])


def test_what_is_off_is_said_and_nothing_changes(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    old = paper[1]
    call("sheets", "make", "--out", tmp_path / "b.pdf", office=office)
    pages = read(tmp_path / "b.pdf")
    slip = [pages[0][0], pages[0][1][:5] + ("2" if pages[0][1][5] != "2" else "3") + pages[0][1][6:], *pages[0][2:]]
    before = keyslots.document(office)
    for lines, code in (
        (pages[0] + pages[0], "SHEET_SAME"), (pages[0] + old[1], "SHEETS_MIXED"), (old[0] + old[1], "SHEET_OTHER_SET"),
        (pages[0], "SHEETS_TWO"), ([], "SHEETS_TWO"), (slip + pages[1], "SHEET_TYPO"), (pages[0][:3], "SHEET_TYPO"),
        (pages[0] + pages[1] + pages[2], "SHEETS_TWO"),
    ):  # fmt: skip
        given(monkeypatch, "\n".join(lines))
        refused = call("--json", "sheets", "open", office, "--new-passphrase-file", new)
        assert (refused.code, refused.codes) == (3, [code]), lines
        if lines[:4] == slip:
            [problem] = refused.data["problems"]
            assert "第 2 行" in problem["zh"]
            assert f"group 2, character 2: “{slip[1][5]}” should probably be “{pages[0][1][5]}”" in problem["en"]
    assert keyslots.document(office) == before


def test_typed_at_a_prompt_a_line_at_a_time(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip is asked for again; a scanner types a whole sheet into the first line."""
    pages = paper[1]
    wrong = pages[1][2][:-1]
    typed = iter([
        *pages[1][:2], wrong, sheetcode.spaced(pages[1][2]).lower(), pages[1][3],
        "".join(pages[1]), "".join(pages[0]),
    ])  # fmt: skip
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return next(typed)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    done = call("--json", "sheets", "open", office, "--new-passphrase-file", new)
    assert done.code == 0, done.err
    assert "第 3 行有误" in done.err
    assert "都是第 2 张" in done.err
    assert len(asked) == 7
    assert keyslots.unlock(office, "clerk", NEW)


def test_of_several_accounts_it_must_be_said_whose(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _ = keyslots.unlock(office, "clerk", "open sesame")
    keyslots.put(office, key, "other", "李样", "another sesame", keyslots.Cost(memory=64, passes=1))
    for user in ((), ("--user", "nobody")):
        given(monkeypatch, "\n".join(paper[1][0] + paper[1][1]))
        refused = call("--json", "sheets", "open", office, *user, "--new-passphrase-file", new)
        assert (refused.code, refused.codes) == (2, ["CALL_WHOSE"])
    given(monkeypatch, "\n".join(paper[1][0] + paper[1][1]))
    assert call("--json", "sheets", "open", office, "--user", "other", "--new-passphrase-file", new).code == 0
    assert keyslots.unlock(office, "clerk", "open sesame"), "this one is as it was"
    assert keyslots.unlock(office, "other", NEW)


def test_a_backup_of_a_lost_computer(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]], new: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    backup = call("--json", "backup", "--to", tmp_path / "safe", office=office).data["path"]
    shutil.rmtree(office)
    given(monkeypatch, "\n".join(paper[1][2] + paper[1][1]))
    assert call("--json", "sheets", "open", backup, "--new-passphrase-file", new).code == 0
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", NEW)
    assert call("restore", backup, "--to", tmp_path / "again").code == 0
    assert call("--json", "sheets", "status", tmp_path / "again").data["set"] == paper[1][0][0][:4]


def test_whose_memory_is_all_there_is_is_told(call: Call, office: Path, tmp_path: Path) -> None:
    codes = [one["code"] for one in call("--json", "status", office=office).data["notices"]]
    assert codes == ["NO_WAY_BACK"]
    assert "sheets make --out" in call("status", office=office).out
    call("sheets", "make", "--out", tmp_path / "a.pdf", office=office)
    assert call("--json", "status", office=office).data["notices"] == []


def test_a_file_that_is_there_is_not_written_over_and_its_set_stays_valid(
    call: Call, office: Path, paper: tuple[Path, list[list[str]]]
) -> None:
    out, pages = paper
    before = call("--json", "sheets", "status", office=office).data["set"]
    held = out.read_bytes()
    refused = call("--json", "sheets", "make", "--out", out, office=office)
    assert (refused.code, refused.codes) == (3, ["FILE_STANDS"])
    assert out.read_bytes() == held
    assert call("--json", "sheets", "status", office=office).data["set"] == before
    assert "--force" in call("sheets", "make", "--out", out, office=office).err
    made = call("--json", "sheets", "make", "--out", out, "--force", office=office)
    assert made.code == 0
    assert made.data["set"] != before
    assert read(out) != pages
