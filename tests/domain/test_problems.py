"""Every problem code is a sentence in both languages, with the same placeholders, and says something to do."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem, Refusal, refuse
from casefiles.domain.words import Label

HOLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", MESSAGES)
def test_message(code: str) -> None:
    label = MESSAGES[code]
    assert set(HOLE.findall(label.zh)) == set(HOLE.findall(label.en))
    args = {name: "7" for name in HOLE.findall(label.zh) if name != "value"}
    problem = Problem(code, value="例", args=args)
    for lang in ("zh", "en"):
        said = problem.say(lang)
        assert said
        assert "{" not in said
        if code != "USAGE":
            assert said[-1] in "。.？?", said


def test_an_unknown_code_is_our_bug() -> None:
    with pytest.raises(KeyError):
        Problem("NO_SUCH_CODE")


def test_a_label_inside_a_message_speaks_the_language() -> None:
    problem = Problem("NOT_A_CHOICE", value="x", args={"choices": Label("甲", "first")})
    assert "甲" in problem.say("zh")
    assert "first" in problem.say("en")


def test_refuse_raises_all_at_once_and_nothing_for_none() -> None:
    refuse([])
    with pytest.raises(Refusal) as refused:
        refuse([Problem("EMPTY"), Problem("DAMAGED")])
    assert [p.code for p in refused.value.problems] == ["EMPTY", "DAMAGED"]
    assert refused.value.say("en").count("\n") == 1


def _labels() -> list[tuple[str, Label]]:
    """Every Label of the modules whose business is words."""
    import importlib
    import pkgutil

    import casefiles
    import ui

    found = defaultdict(list)
    for package in (casefiles, ui):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if "words" in info.name or info.name.endswith("wording"):
                module = importlib.import_module(info.name)
                for name, value in vars(module).items():
                    values = value.values() if isinstance(value, dict) else [value]
                    found[info.name] += [(f"{info.name}.{name}", v) for v in values if isinstance(v, Label)]
    return [pair for pairs in found.values() for pair in pairs]


@pytest.mark.parametrize(("name", "label"), _labels())
def test_both_languages_name_the_same_placeholders(name: str, label: Label) -> None:
    assert label.zh, name
    assert label.en, name
    assert set(HOLE.findall(label.zh)) == set(HOLE.findall(label.en)), name
    if label.one:
        assert set(HOLE.findall(label.one)) <= set(HOLE.findall(label.en)), name
