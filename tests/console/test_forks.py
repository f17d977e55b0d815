"""The console tells of computers that went on twice: in the county, which hears of it, and in the office itself."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.messages import MESSAGES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Answer, Call

TOWN, NAME = "999901101", "青石镇（测试）"


@pytest.fixture
def copies(call: Call, county: Path, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folder of a township, copied twice after it had met the county; each copy has a child of its own."""
    monkeypatch.setenv("DOORSTEP_MARKS", "")
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    call("add", "child", "name=王一例", f"area={TOWN}", office=office)
    call("import", exported(call, office, "999901", tmp_path), office=county)
    found = [tmp_path / "one", tmp_path / "two"]
    for folder, name in zip(found, ("张一例", "张二例"), strict=True):
        shutil.copytree(office, folder)
        call("add", "child", f"name={name}", f"area={TOWN}", office=folder)
    return found


def exported(call: Call, giver: Path, to: str, stick: Path) -> str:
    answer = call("--json", "export", "--for", to, "--to", stick, office=giver)
    assert answer.code == 0, answer.err
    return str(answer.data["path"])


def both_in(call: Call, county: Path, copies: list[Path], lang: str = "zh") -> Answer:
    """The county takes in the packages of both, as they lie on one stick."""
    stick = county.parent / "stick"
    stick.mkdir()
    for folder in copies:
        exported(call, folder, "999901", stick)
    return call("--lang", lang, "import", stick, office=county)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_county_is_told_when_the_packages_come(call: Call, county: Path, copies: list[Path], lang: str) -> None:
    said = both_in(call, county, copies, lang).out
    [fork] = call("--json", "forks", office=county).data
    sentence = MESSAGES["FORKED"](lang, sender=NAME, here=1, there=1)  # type: ignore[arg-type]
    assert said.count(sentence) == 1
    assert f"fork-answer {fork['log']} copied" in said, "and what to type"
    inbox = call("--lang", lang, "inbox", office=county).out
    assert sentence in inbox
    assert f"fork-answer {fork['log']} copied" in inbox
    [told] = call("--json", "inbox", office=county).data["forks"]
    assert (told["log"], told["here"], told["there"], told[lang]) == (fork["log"], 1, 1, sentence)
    assert call("fork-answer", fork["log"], "copied", office=county).code == 0
    assert call("--json", "inbox", office=county).data["forks"] == []
    assert sentence not in call("--lang", lang, "inbox", office=county).out, "it was answered"


def test_a_package_without_a_fork_says_nothing_of_one(call: Call, county: Path, copies: list[Path]) -> None:
    said = both_in(call, county, copies[:1]).out
    assert "同一身份" not in said
    assert call("--json", "inbox", office=county).data["forks"] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_copy_says_that_it_goes_on_as_a_new_one(
    call: Call, county: Path, copies: list[Path], lang: str, tmp_path: Path
) -> None:
    both_in(call, county, copies)
    one, sentence = copies[0], MESSAGES["IDENTITY_TWICE"](lang)  # type: ignore[arg-type]
    assert sentence not in call("--lang", lang, "status", office=one).out
    back = exported(call, county, TOWN, tmp_path)
    said = call("--lang", lang, "import", back, office=one).out
    assert said.count(sentence) == 1
    assert sentence in call("--lang", lang, "status", office=one).out
    assert "IDENTITY_TWICE" in {told["code"] for told in call("--json", "status", office=one).data["notices"]}
    assert sentence not in call("--lang", lang, "import", back, office=one).out, "it was imported before"


def test_the_copy_knows_the_computer_that_it_was(
    call: Call, county: Path, copies: list[Path], tmp_path: Path
) -> None:
    both_in(call, county, copies)
    one = copies[0]
    call("import", exported(call, county, TOWN, tmp_path), office=one)
    [fork] = call("--json", "forks", office=one).data
    for command in (("tasks",), ("worklist", "tasks"), ("forks",)):
        told = call(*command, office=one).out
        assert f"{NAME}（{TOWN}）以前的电脑身份" in told, command
        assert "没有登记" not in told
    assert fork["name"] == f"{NAME}（{TOWN}）以前的电脑身份"
    assert f"a former computer of {NAME} ({TOWN})" in call("--lang", "en", "tasks", office=one).out


def test_a_copy_is_not_told_that_somebody_altered_its_record(
    call: Call, county: Path, copies: list[Path], tmp_path: Path
) -> None:
    for folder in copies:
        for _ in range(3):
            call("list", "child", office=folder)
            call("show", "王一例", office=folder)
    both_in(call, county, copies)
    for folder in copies:
        assert call("access", "--check", office=folder).code == 0, "nothing has shown yet"
    for folder in copies:
        call("import", exported(call, county, TOWN, tmp_path), office=folder)
    found = set()
    for folder in copies:
        for command in (("access", "--check"), ("status",)):
            said = call("--lang", "en", *command, office=folder).out
            assert "database in hand" not in said
            assert "altered from entry" not in said
        found |= {one["what"] for one in call("--json", "access", "--check", office=folder).data["doubts"]}
    assert "twice" in found
    assert call("access", "--acknowledge", office=copies[0]).code == 0
    assert call("access", "--check", office=copies[0]).code == 0
