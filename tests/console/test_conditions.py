"""Conditions of list, print and the rest; sorting; what is said of unknown names and of ids of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

PEOPLE = (
    ("张小例", "石门村", "2", "2014-09-16", "父亲在外务工"),
    ("王小例", "双桥村", "1", "2012-03-01", "爱读书|画画"),
    ("李小例", "石门社区", "1", "2016-12-31", ""),
    ("赵小例", "", "", "", ""),
)
BORN = {name: born for name, _, _, born, _ in PEOPLE}


@pytest.fixture
def peopled(call: Call, office: Path) -> Path:
    """An office with four children."""
    for name, village, sex, born, note in PEOPLE:
        said = (f"name={name}", f"village={village}", f"sex={sex}", f"birth_date={born}", f"note={note}")
        assert call("add", "child", *(s for s in said if not s.endswith("=")), office=office).code == 0
    return office


@pytest.mark.parametrize(
    ("where", "who"),
    [
        (["village=石门村"], "张"),
        (["village!=石门村"], "王李赵"),
        (["village=石门村|双桥村"], "张王"),
        (["village!=石门村|双桥村"], "李赵"),
        (["village~石门"], "张李"),
        (["village~石门|双桥"], "张王李"),
        (["village="], "赵"),
        (["village!="], "张王李"),
        (["birth_date>=2014-09-16"], "张李"),
        (["birth_date<=2014-09-16"], "张王"),
        (["birth_date=2014|2012"], "张王"),
        (["birth_date!=2014"], "王李赵"),
        (["sex=男"], "王李"),
        (["sex=1|2", "village~石门"], "张李"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_conditions(call: Call, peopled: Path, where: list[str], who: str) -> None:
    asked = [word for one in where for word in ("--where", one)]
    names = {f"{one}小例" for one in who}
    assert {c["name"] for c in call("--json", "list", "child", *asked, office=peopled).data} == names
    at_once = call("--json", "list", "child", "--where", *where, office=peopled).data
    assert {c["name"] for c in at_once} == names
    assert call("--json", "list", "child", *asked, "--count", office=peopled).data == {"count": len(names)}


def test_sorting_down_without_an_equals_sign(call: Call, peopled: Path) -> None:
    def names(*sort: str) -> list[str]:
        return [c["name"] for c in call("--json", "list", "child", *sort, office=peopled).data]

    by_birth = sorted(BORN, key=lambda name: BORN[name])
    assert names("--sort", "birth_date") == by_birth
    assert names("--sort", "-birth_date") == by_birth[::-1] == names("--sort=-birth_date")
    assert call("--json", "list", "child", "--sort", "-nmae", office=peopled).data["problems"][0]["near"][0] == "name"


def test_an_unknown_name_is_answered_with_the_nearest(call: Call, office: Path) -> None:
    def near(*argv: str) -> list[str]:
        (problem,) = call("--json", *argv, office=office).data["problems"]
        assert len(problem["near"]) <= 3
        return list(problem["near"])

    assert near("list", "child", "--where", "vilage=x")[0] == "village"
    assert near("list", "child", "--where", "出生日=x")[0] == "birth_date"
    assert near("list", "child", "--sort", "-birth_dat")[0] == "birth_date"
    assert near("list", "visit", "--where", "儿童.村x=y")
    assert near("add", "child", "zzzzzzzz=x")
    assert near("list", "chil")[0] == "child"
    assert near("list", "儿童")[0] == "child"
    said = call("--lang", "en", "list", "child", "--where", "vilage=x", office=office)
    assert said.code == 3
    assert len(said.err) < 150


def test_fields_are_called_as_in_the_window(call: Call, peopled: Path, tmp_path: Path) -> None:
    def names(*argv: str) -> list[str]:
        return [c["name"][0] for c in call("--json", "list", "child", *argv, office=peopled).data]

    for where in ("出生日期>=2014-09-16", "出生年月>=2014-09-16", "Birth date >= 2014-09-16", "birth date>=2014-09-16"):
        assert sorted(names("--where", where)) == sorted("张李"), where
    for sort in ("birth_date", "出生日期", "Birth date"):
        assert names("--where", "出生日期!=", "--sort", sort) == list("王张李"), sort
        assert names("--where", "birth_date!=", "--sort", f"-{sort}") == list("李张王"), sort
    (zhang,) = call("--json", "list", "child", "--where", "姓名=张小例", office=peopled).data
    call("add", "visit", f"child={zhang['id']}", "on=2026-01-05", "kind=home", "contact=child", office=peopled)
    child, village = (ENTITIES[e].fields[f].label for e, f in (("visit", "child"), ("child", "village")))
    number = ENTITIES["child"].fields["number"].label
    for lang in ("zh", "en"):
        for inner in (village(lang), "village"):
            for head in (child(lang), "child"):
                where = f"{head}.{inner}=石门村"
                assert call("--json", "list", "visit", "--where", where, "--count", office=peopled).data["count"] == 1
        where = f"{child(lang)}.{number(lang)}={zhang['number']}"
        assert call("--json", "list", "visit", "--where", where, "--count", office=peopled).data["count"] == 1, where
        by = ("--where", f"{village(lang)}=石门村")
        plan = call("--json", "bulk", "child", *by, "school=镇小学", office=peopled).data
        assert [one["id"] for one in plan["changed"]] == [zhang["id"]]
        out = ("--out", tmp_path / f"{lang}.xlsx")
        assert call("--json", "sheet", "child", *by, *out, office=peopled).data["count"] == 1
        pdf = call("--json", "print", "dossier", *by, "--out", tmp_path / f"{lang}.pdf", office=peopled)
        assert (pdf.code, (tmp_path / f"{lang}.pdf").exists()) == (0, True)
    assert call("--json", "list", "visit", "--where", "走访方式.村=x", office=peopled).codes == ["UNKNOWN_FIELD"]
    assert call("--json", "list", "child", "--where", "村 村=x", office=peopled).codes == ["UNKNOWN_FIELD"]


def test_conditions_that_do_not_fit(call: Call, office: Path) -> None:
    def codes(where: str) -> list[str]:
        return call("--json", "list", "child", "--where", where, office=office).codes

    assert codes("village") == ["BAD_CONDITION"]
    assert codes("sex~男") == ["CONDITION_FIT"]
    assert codes("birth_date~2014") == ["CONDITION_FIT"]
    assert codes("birth_date>=soon") == ["NOT_A_DATE"]
    assert codes("sex=moon") == ["NOT_A_CHOICE"]
    assert codes("household=h-00000000000000000") == ["NOT_FOUND"]


def test_an_id_of_another_kind_is_said_to_be_one(call: Call, office: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data
    mentor = call("--json", "add", "mentor", "name=王老样", "kind=teacher", office=office).data
    for wrong in (mentor["id"], mentor["number"]):
        for argv in (
            ["norm", wrong], ["verify", wrong], ["close", wrong, "--outcome", "x", "--reason", "y"],
            ["match", wrong, mentor["id"]], ["print", "dossier", wrong, "--out", tmp_path / "out.pdf"],
            ["add", "visit", f"child={wrong}", "on=2026-01-01", "kind=home"],
            ["list", "visit", "--where", f"child={wrong}"],
            ["transfer", wrong, "--to", "999901102", "--reason", "move"],
        ):  # fmt: skip
            answer = call("--json", *argv, office=office)
            found = [p for p in answer.data["problems"] if p["code"] == "WRONG_KIND"]
            assert found or argv[0] in {"close", "transfer"}, (argv, answer.out)
            if found:
                assert "五老" in found[0]["zh"]
                assert "儿童" in found[0]["zh"]
    (problem,) = call("--json", "leave", child["number"], "--reason", "age", office=office).data["problems"]
    assert problem["code"] == "WRONG_KIND"
    assert call("--json", "norm", "E999999", office=office).codes == ["NOT_FOUND"]


def test_people_read_names_and_a_fitting_sentence_when_there_is_nothing(call: Call, office: Path) -> None:
    none = call("list", "visit", office=office)
    assert "没有符合条件的记录" in none.out
    child = call("--json", "add", "child", "name=张小例", office=office).data["id"]
    call("add", "visit", f"child={child}", "on=2026-01-05", "kind=home", "contact=child", office=office)
    said = call("list", "visit", office=office).out
    assert "张小例" in said
    assert child not in said
    for argv in (["suggest", child], ["roles", child], ["duplicates", "name=钱小例"], ["worklist", "unmatched"]):
        answer = call(*argv, office=office)
        assert answer.code == 0, answer.err
        assert "拼音首字母" not in answer.out


def test_visits_entered_late_are_marked(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data["id"]
    draft = (f"child={child}", "on=2026-01-05", "kind=home", "contact=child")
    row = call("--json", "add", "visit", *draft, office=office).data["id"]
    assert call("--json", "list", "visit", office=office).data[0]["late_days"] > 200
    shown = call("--json", "show", child, office=office).data
    assert shown["visits"][0]["late_days"] == call("--json", "show", row, office=office).data["late_days"] > 200
    for argv in (["list", "visit"], ["show", child], ["show", row]):
        assert "补录，晚" in call(*argv, office=office).out
        assert "days late" in call("--lang", "en", *argv, office=office).out


def test_a_month_or_a_year_of_a_day(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data["id"]
    for on in ("2026-01-05", "2026-01-31", "2026-02-01"):
        call("add", "visit", f"child={child}", f"on={on}", "kind=home", "contact=child", office=office)
    for where, n in (("on=2026-01", 2), ("on=2026", 3), ("on>=2026-02", 1), ("on<=2026-01", 2), ("on!=2026-01", 1)):
        assert call("--json", "list", "visit", "--where", where, "--count", office=office).data == {"count": n}, where
