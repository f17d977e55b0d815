"""The commands on a file's life: the norm that holds, verified, closed, opened again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from db import opening
from tests.console.conftest import PASSPHRASE
from tests.day import TODAY
from ui import words_closing

if TYPE_CHECKING:
    from tests.console.conftest import Call


def a_child(call: Call, office: Path) -> str:
    opened = f"opened_on={TODAY - dt.timedelta(days=300)}"
    return str(call("--json", "add", "child", "name=张小例", opened, office=office).data["id"])


def test_which_norm_holds_and_why(call: Call, office: Path) -> None:
    child = a_child(call, office)
    usual = call("--json", "norm", child, office=office).data
    assert (usual["interval"], usual["norm"], usual["verify_months"]) == (90, None, None)
    assert call("norm", child, office=office).out.startswith("没有设规则，按通行做法：每 90 天走访一次")
    said = ("name=全镇", "area=999901101", "start=2020-01-01", "interval=30", "grace=5", "verify_months=6")
    norm = call("--json", "add", "norm", *said, "document=示例办法", "counts=home,school", office=office).data["id"]
    held = call("--json", "norm", child, office=office).data
    assert (held["norm"], held["interval"], held["grace"], held["counts"]) == (norm, 30, 5, ["home", "school"])
    due = TODAY - dt.timedelta(days=270)
    assert (held["due"], held["late"]) == (due.isoformat(), (due + dt.timedelta(days=5)).isoformat())
    assert "按《示例办法》：每 30 天走访一次，宽限 5 天，只计" in call("norm", child, office=office).out
    english = call("--lang", "en", "norm", child, office=office).out
    assert "Under “示例办法”: a visit every 30 days, 5 days of grace" in english


def test_verified_closed_and_opened_again(call: Call, office: Path) -> None:
    child = a_child(call, office)
    assert call("--json", "worklist", "unverified", office=office).data[0]["id"] == child
    assert call("--json", "verify", child, office=office).data["on"] == TODAY.isoformat()
    assert call("--json", "worklist", "unverified", office=office).data == []
    assert call("close", child, "--reason", "父母返乡", "--outcome", "nonsense", office=office).code == 3
    closed = call("close", child, "--reason", "父母返乡", "--outcome", "parent_back", office=office)
    assert (closed.code, closed.out.strip()) == (0, "已结案。")
    assert call("--json", "show", child, office=office).data["closed_on"] == TODAY.isoformat()
    assert f"已结案 {TODAY.isoformat()}" in call("list", "child", office=office).out, "told from open ones"
    twice = call("--json", "close", child, "--reason", "再", "--outcome", "other", office=office)
    assert (twice.code, twice.data["problems"][0]["code"]) == (3, "FILE_CLOSED_ALREADY")
    assert call("reopen", child, "--reason", "又外出", office=office).code == 0
    assert call("--json", "show", child, office=office).data["closed_on"] is None
    assert "已结案" not in call("list", "child", office=office).out
    assert call("--json", "list", "file_event", "--count", office=office).data == {"count": 2}


def test_categories_that_the_facts_suggest_and_an_answer(call: Call, office: Path) -> None:
    child = str(call("--json", "add", "child", "name=张小例", "birth_date=2016-01-01", office=office).data["id"])
    assert call("categories", child, office=office).out.strip() == "没有类别建议。"
    for relation in ("父亲", "母亲"):
        said = ("name=某样", f"relation={relation}", "status=外出务工", "since=2025-01")
        call("add", "member", f"child={child}", *said, office=office)
    (found,) = call("--json", "categories", child, office=office).data
    assert (found["act"], found["subcategory"], found["rule"]) == ("add", "both_away", "民发〔2020〕125号")
    assert found["reasons"][0] == "父亲自 2025-01 起：外出务工"
    assert [one["id"] for one in call("--json", "worklist", "categories", office=office).data] == [child]
    wrong = call("--json", "categories", child, "--not-so", "nonsense", "--because", "不", office=office)
    assert (wrong.code, wrong.data["problems"][0]["code"]) == (3, "UNKNOWN_SUGGESTION")
    assert call("categories", child, "--not-so", found["code"], "--because", "每周回家", office=office).code == 0
    assert call("--json", "categories", child, office=office).data == []


def test_a_child_moves_and_the_head_changes(call: Call, office: Path) -> None:
    def add(entity: str, *said: str) -> str:
        return str(call("--json", "add", entity, *said, office=office).data["id"])

    one, two = add("household", "name=赵老样"), add("household", "name=王秀样")
    child = add("child", "name=张小例", f"household={one}")
    father = add("member", f"child={child}", "name=赵强样", "relation=父亲", f"household={one}")
    assert call("move", child, two, office=office).out.strip() == "已转到王秀样家，家庭成员一并转入。"
    assert call("--json", "show", father, office=office).data["household"] == two
    twice = call("--json", "move", child, two, office=office)
    assert (twice.code, twice.data["problems"][0]["code"]) == (3, "ALREADY_THERE")
    assert call("--json", "head", two, father, office=office).data["name"] == "赵强样"
    strange = call("--json", "head", one, father, office=office)
    assert (strange.code, strange.data["problems"][0]["code"]) == (3, "NOT_IN_HOUSEHOLD")
    add("economic_spell", f"household={two}", "kind=低保户", "start=2020-01-01")
    assert call("--json", "show", two, office=office).data["economy"] == "dibao"
    assert [one["id"] for one in call("--json", "worklist", "economies", office=office).data] == [two]


def test_a_county_erases_and_renews_its_backups(call: Call, tmp_path: Path) -> None:
    county, disk = tmp_path / "county", tmp_path / "disk"
    made = call("new-office", "--name", "青山县", "--code", "999901", "--level", "county", office=county)
    assert made.code == 0, made.err
    child = a_child(call, county)
    call("close", child, "--reason", "父母返乡", "--outcome", "parent_back", office=county)
    first = call("--json", "backup", "--to", str(disk), office=county).data
    assert (first["old"], first["deleted"]) == (0, 0)
    Path(first["path"]).rename(disk / "doorstep-999901-20200101-000000")
    assert call("--json", "erase", "zzz", office=county).codes == ["NOT_FOUND"]
    assert call("--json", "questions", "zzz", office=county).codes == ["NOT_FOUND"]
    told = call("erase", child, "--reason", "withdrawn", "--apply", office=county)
    assert words_closing.IN_BACKUPS("zh") in told.out
    notices = call("--json", "status", office=county).data["notices"]
    assert [n["code"] for n in notices] == ["ERASED_IN_BACKUPS", "NO_WAY_BACK"]
    ledger, _, _, _ = opening.open_office(county, None, PASSPHRASE)
    with ledger.database.writing() as connection:
        connection.execute("UPDATE erased SET at_ms=at_ms-5000")  # as if some seconds had gone by
    ledger.close()
    renewed = call("--json", "backup", "--to", str(disk), "--renew", office=county).data
    assert (renewed["old"], renewed["deleted"]) == (0, 1)
    assert [p.name for p in disk.iterdir()] == [Path(renewed["path"]).name]
    notices = call("--json", "status", office=county).data["notices"]
    assert [n["code"] for n in notices] == ["NO_WAY_BACK"], "nothing of what was erased any more"
