"""Words of a call that are off: said in the language asked for, with the nearest word, as JSON where that was asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.words import LANGS
from ui.console import words_help
from ui.console.grammar import Parser, tidy
from ui.console.parser import build

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.words import Lang
    from tests.console.conftest import Call

HAN = re.compile(r"[一-鿿]")
OFF: list[tuple[list[str], str, str, list[str]]] = [
    (["lst"], "CALL_COMMAND", "COMMAND", ["list", "set"]),
    (["qqqqqqq"], "CALL_COMMAND", "COMMAND", []),
    (["list"], "CALL_MISSING", "ENTITY", []),
    (["close", "c-1"], "CALL_MISSING", "--outcome", []),
    (["list", "child", "--limt", "3"], "CALL_OPTION", "--limt", ["--limit"]),
    (["status", "--nothing-like-it"], "CALL_OPTION", "--nothing-like-it", []),
    (["list", "child", "--limit", "x"], "CALL_NUMBER", "--limit", []),
    (["list", "child", "--limit", "-1"], "CALL_NUMBER", "--limit", []),
    (["age-limit", "abc"], "CALL_NUMBER", "N", []),
    (["list", "child", "--limit"], "CALL_VALUE", "--limit", []),
    (["list", "child", "--count=3"], "CALL_FLAG", "--count", []),
    (["list", "child", "mentor"], "CALL_WORD", "", []),
    (["screening", "--by", "schol"], "CALL_CHOICE", "--by", ["school"]),
    (["survey", "lst"], "CALL_CHOICE", "action", ["list"]),
    (["leave", "m-1", "--reason", "age", "--to", "m-2", "--propose"], "CALL_BOTH", "--propose", []),
    (["add", "child", "name"], "CALL_FIELD", "field=value", []),
    (["print", "dossier", "--out", "x.pdf"], "CALL_PRINT", "ID", []),
    (["roster"], "CALL_ROSTER", "FILE", []),
    (["aid-batch", "add"], "CALL_BATCH", "BATCH", []),
    (["find", ""], "CALL_FIND", "TEXT", []),
    (["find", " ", " "], "CALL_FIND", "TEXT", []),
    (["sheet", "child", "--chip", "clsed", "--out", "x.xlsx"], "CALL_CHIP", "--chip", ["closed"]),
]


@pytest.mark.parametrize(("argv", "code", "field", "near"), OFF, ids=[" ".join(a) for a, *_ in OFF])
def test_what_is_off_is_said_in_the_language_of_the_call(
    call: Call, office: Path, argv: list[str], code: str, field: str, near: list[str]
) -> None:
    answer = call("--json", *argv, office=office)
    assert answer.code == 2
    (problem,) = answer.data["problems"]
    assert (problem["code"], problem["field"]) == (code, field)
    assert problem.get("near", [])[: len(near)] == near
    assert HAN.search(problem["zh"])
    zh, en = (call("--lang", lang, *argv, office=office) for lang in LANGS)
    assert (zh.code, en.code, zh.out, en.out) == (2, 2, "", "")
    assert zh.err.strip() == problem["zh"]
    assert en.err.strip() == problem["en"]
    assert not HAN.search(en.err.replace("张三例", ""))
    if near and code != "CALL_CHOICE" and code != "CALL_CHIP":
        assert all(word in zh.err and word in en.err for word in near)


def test_options_for_every_command_stand_before_it_or_after_it(call: Call, office: Path) -> None:
    first = call("--json", "--lang", "en", "list", "child", "--count", office=office)
    last = call("list", "child", "--count", "--lang", "en", "--json", "--office", str(office))
    assert first.data == last.data == {"count": 0}
    assert tidy(["find", "--", "--json"]) == ["find", "--", "--json"]
    assert tidy(["list", "child", "--where", "a=1", "b~2", "--sort", "-on"]) == [
        *("list", "child", "--where", "a=1", "--where", "b~2", "--sort=-on")
    ]
    assert tidy(["bulk", "child", "--where", "a=1", "b=2"]) == ["bulk", "child", "--where", "a=1", "b=2"]


def parsers(lang: Lang) -> dict[str, Parser]:
    top = build(lang)
    sub = next(action for action in top._actions if action.dest == "command")
    return {"": top, **dict(sub.choices or {})}  # type: ignore[call-overload]


@pytest.mark.parametrize("command", list(parsers("zh")))
def test_help_tells_what_every_argument_is_for(command: str) -> None:
    for lang in LANGS:
        parser = parsers(lang)[command]
        page = parser.format_help()
        for action in parser.shown():
            said = parser.said(action)
            assert said is not None, f"{command} {action.dest}"
            assert said("zh") != said("en")
            assert "".join(said(lang).split())[:12] in "".join(page.split())
        if lang == "en":
            assert not HAN.search(page), page
        else:
            assert "Usage" not in page
            assert "Options" not in page
    if command:
        assert command in words_help.ANSWERS


def test_no_argument_is_explained_that_there_is_not() -> None:
    used = set()
    for command, parser in parsers("zh").items():
        for action in parser.shown():
            name = max(action.option_strings, key=len, default="") or str(action.metavar or action.dest)
            used |= {name, f"{command} {name}"}
    assert not set(words_help.ARGUMENTS) - used
    assert not set(words_help.ANSWERS) - set(parsers("zh"))
    grouped = [name for _, names in words_help.GROUPS for name in names]
    assert sorted(grouped) == sorted(set(parsers("zh")) - {""})
