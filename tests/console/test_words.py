"""The words of the call: help for every command in both languages, exit code 2 for what is off, one way in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem
from casefiles.domain.words import LANGS, Lang
from ui.console import words
from ui.console.parser import build
from ui.console.run import WITH_OFFICE, WITHOUT_OFFICE
from ui.console.words_next import NEXT, told

if TYPE_CHECKING:
    from tests.console.conftest import Call

ROOT = Path(__file__).resolve().parents[2]


def commands() -> list[str]:
    actions = build("zh")._subparsers._group_actions  # type: ignore[union-attr]
    return list(actions[0].choices)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", commands())
def test_help(call: Call, command: str, lang: Lang) -> None:
    answer = call("--lang", lang, command, "--help")
    assert answer.code == 0
    assert words.COMMANDS[command](lang)[:6] in answer.out.replace("\n", " ")


def test_every_command_does_something() -> None:
    apart = {"papers", "missing-glyphs", "demo", "bench", "crash", "fuzz", "mutants", "sim"}
    assert set(commands()) == set(WITH_OFFICE) | set(WITHOUT_OFFICE) | apart


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_handbook(command: str) -> None:
    handbook = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    assert f"`{command}" in handbook


def test_the_reference_in_the_handbook_is_what_the_parser_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "resources" / "build_console.py", "--check"], check=False)
    assert done.returncode == 0, "run resources/build_console.py"


def test_the_table_in_the_handbook_names_the_options_there_are() -> None:
    handbook = (ROOT / "docs" / "console.md").read_text(encoding="utf-8").partition("<!-- made -->")[0]
    sub = build("zh")._subparsers._group_actions[0]  # type: ignore[union-attr]
    told: dict[str, set[str]] = {name: set() for name in commands()}
    for line in handbook.splitlines():
        first = line.split(" | ")[0] if line.startswith("| `") else ""
        for span in re.findall(r"`([^`]+)`", first):
            if (name := span.split()[0]) in told:
                told[name] |= set(re.findall(r"--[a-z-]+", line))
    for name, parser in sub.choices.items():  # type: ignore[union-attr]
        known = {o for o in parser.options() if o.startswith("--")}
        assert known - {"--help"} <= told[name], name
        mentioned = {o for o in told[name] if o not in known}
        assert mentioned <= {o for p in sub.choices.values() for o in p.options()}, name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "argv", [["nonsense"], ["add"], ["--lang", "fr", "status"], ["list", "child", "--limit", "x"]]
)
def test_words_that_are_off(call: Call, argv: list[str]) -> None:
    assert call(*argv).code == 2


def test_a_draft_without_a_sign_is_off(call: Call, office: Path) -> None:
    assert call("add", "child", "name", office=office).code == 2


@pytest.mark.parametrize(("lang", "part"), [("zh", "密码不正确"), ("en", "passphrase is wrong")])
def test_wrong_passphrase(
    call: Call, office: Path, monkeypatch: pytest.MonkeyPatch, lang: str, part: str
) -> None:
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "not this one")
    answer = call("--lang", lang, "status", office=office)
    assert answer.code == 3
    assert part in answer.err
    assert not answer.out


def test_passphrase_file_comes_before_the_environment(
    call: Call, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "not this one")
    file = tmp_path / "pass"
    file.write_text("open sesame\n", encoding="utf-8")
    assert call("--passphrase-file", file, "status", office=office).code == 0


def test_no_office_and_a_second_office_in_its_place(call: Call, office: Path, tmp_path: Path) -> None:
    assert call("--json", "status", office=tmp_path / "nowhere").codes == ["NO_OFFICE"]
    new = ("--json", "new-office", "--name", "青石镇", "--code", "999901101", "--level", "township")
    assert call(*new, office=office).codes == ["OFFICE_EXISTS"]
    bad = ("--json", "new-office", "--name", "青石镇", "--code", "12", "--level", "moon")
    assert call(*bad, office=tmp_path / "new").codes == ["AREA_CODE", "NOT_A_CHOICE"]
    assert not (tmp_path / "new").exists()


def test_accounts(call: Call, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("another one", encoding="utf-8")
    assert call("--json", "user-remove", "clerk", office=office).codes == ["LAST_USER"]
    assert (
        call("user-add", "deputy", "--name", "副手样", "--their-passphrase-file", theirs, office=office).code
        == 0
    )
    assert [u["login"] for u in call("--json", "users", office=office).data] == ["clerk", "deputy"]
    taken = ("--json", "user-add", "clerk", "--name", "冒名样", "--their-passphrase-file", theirs)
    assert call(*taken, office=office).codes == ["LOGIN_TAKEN"]
    said = [(e["act"], e["detail"]) for e in call("--json", "access", "--act", "account", office=office).data]
    assert said == [("account", "added deputy")]
    assert "新增 deputy" in call("access", "--act", "账号", office=office).out
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "another one")
    assert call("status", office=office).code == 0
    assert call("user-remove", "clerk", office=office).code == 0
    monkeypatch.setenv("DOORSTEP_PASSPHRASE", "open sesame")
    assert call("--json", "status", office=office).codes == ["WRONG_PASSPHRASE"]


def test_papers_are_listed_without_an_office(call: Call) -> None:
    found = [p["name"] for p in call("--json", "papers").data]
    assert {
        "dossier",
        "agreement",
        "balance",
        "pledge",
        "walk-list",
        "round-differences",
        "signing",
        "publicity",
        "thanks",
        "statement",
        "sign-in",
        "referrals",
        "transfer-sheet",
    } <= set(found)
    assert len(found) == len(set(found))
    assert call("--json", "missing-glyphs", "张䶮\U0002b7a9").data == {"missing": []}
    assert call("--json", "missing-glyphs", "\ue000").data["missing"][0]["code"] == "U+E000"


def test_a_sentence_that_leads_into_the_window_names_the_command_too() -> None:
    """Every command that is named exists; what names a page of the window has one."""
    known = {*WITH_OFFICE, *WITHOUT_OFFICE}
    for code, more in NEXT.items():
        named = set(re.findall(r"[a-z][a-z-]+", more.zh.replace("docs/fields.md", "")))
        assert named & known, code
        args = dict.fromkeys(re.findall(r"{(\w+)}", MESSAGES[code].zh), "7")
        args.pop("value", None)
        assert told(Problem(code, value="7", args=args), "zh").endswith(more("zh", value="7"))
    pages = ("“电脑与邀请”页", "“数据交换”", "电脑列表", "重复身份列表", "“帮扶导师”页", "“服务”页", "发出的邀请。")
    pages += ("“知道了”", "“已处理”")
    for code, label in MESSAGES.items():
        if any(page in label.zh for page in pages):
            assert code in NEXT or "命令" in label.zh, code
