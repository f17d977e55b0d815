"""Survey rounds from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def test_a_round_from_its_making_to_its_closing(call: Call, office: Path) -> None:
    house = call("--json", "add", "household", "name=王老例", "village=石门村", "address=2号", office=office).data["id"]
    draft = ("name=王小样", "village=石门村", f"household={house}", "birth_date=2015-05-05")
    child = call("--json", "add", "child", *draft, office=office).data["id"]
    assert call("--json", "survey", "make", "摸底", "--village", "空村", office=office).codes == ["ROUND_EMPTY"]
    made = call("--json", "survey", "make", "春季摸底", "--village", "石门村", "--start", "2026-01-05", office=office)
    assert made.data["doors"] == 1
    doors = call("--json", "survey", "doors", "春季摸底", office=office).data
    assert [(d["name"], d["children"], d["outcome"], d["place"]) for d in doors] == [("王老例", "王小样", "", 1)]
    other = call("--json", "add", "household", "name=赵老样", "village=石门村", office=office).data["id"]
    assert call("--json", "survey", "more", "春季摸底", office=office).data == {"doors": 1}
    third = call("--json", "add", "household", "name=孙老样", "village=石门村", office=office).data["id"]
    door = call("--json", "survey", "found", "春季摸底", f"household={third}", office=office).data["id"]
    assert [d["change"] for d in call("--json", "survey", "doors", office=office).data if d["id"] == door] == ["new"]
    set_ = call("--json", "survey", "set", doors[0]["id"], "outcome=家中无人", "by=李走样", office=office)
    assert set_.data["changed"] == ["by", "on", "outcome"]
    kept = call("--json", "survey", "doors", "--outcome", "nobody_home", "--village", "石门村", office=office).data
    assert [d["id"] for d in kept] == [doors[0]["id"]]
    found = call("--json", "survey", "differences", office=office).data
    assert {(d["kind"], d["id"]) for d in found} >= {("new", child), ("new", other), ("new", third)}
    lines = call("--lang", "en", "survey", "differences", office=office).out
    assert "New" in lines
    assert "王小样" in lines
    closed = call("--json", "survey", "close", "春季摸底", office=office).data
    assert closed["differences"] == len(found)
    assert closed["result"]["outcomes"]["nobody_home"] == 1
    assert call("--json", "survey", "set", door, "outcome=moved", office=office).codes == ["ROUND_CLOSED"]
    assert call("--json", "set", door, "note=x", office=office).codes == ["ROUND_CLOSED"]
    assert call("--json", "survey", "differences", office=office).data == found
    noted = call("--json", "survey", "noted", office=office)
    assert (noted.code, noted.data["doors"]) == (0, 0)
    assert "nothing was kept" in call("--lang", "en", "survey", "noted", office=office).out
    listed = call("--json", "survey", "list", office=office).data
    assert [(r["name"], r["doors"], r["done"]) for r in listed] == [("春季摸底", 3, 2)]


def test_words_that_are_off(call: Call, office: Path) -> None:
    assert call("survey", "list", office=office).code == 0
    assert call("--json", "survey", "doors", "没有的", office=office).codes == ["NO_ROUND"]
    assert call("survey", "set", "sl-00000000", office=office).code == 2
    assert call("survey", "nonsense", office=office).code == 2
    call("add", "household", "name=王老例", "village=石门村", office=office)
    assert call("survey", "make", "摸底", office=office).code == 0
    assert call("survey", "found", "摸底", office=office).code == 2
    assert call("survey", "doors", "--outcome", "asleep", office=office).code == 3


def test_the_walk_list_of_one_village(call: Call, office: Path, tmp_path: Path) -> None:
    for name, village in (("王老例", "石门村"), ("赵老样", "河东村"), ("孙老样", "河东村")):
        call("add", "household", f"name={name}", f"village={village}", office=office)
    call("survey", "make", "摸底", office=office)
    doors = call("--json", "survey", "doors", "--village", "河东村", office=office).data
    call("survey", "set", doors[0]["id"], "outcome=seen", office=office)

    def names(*words: str) -> set[str]:
        out = tmp_path / "walk.pdf"
        assert call("print", "walk-list", *words, "--out", str(out), office=office).code == 0
        text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
        return {name for name in ("王老例", "赵老样", "孙老样") if name in text}

    assert names("摸底") == {"王老例", "赵老样", "孙老样"}
    assert names("摸底", "--where", "village=河东村") == {"赵老样", "孙老样"}
    assert names("摸底", "--where", "village=河东村", "--where", "outcome=not_yet") == {doors[1]["name"]}
    assert names("--where", "name=王老例") == {"王老例"}  # the one open round
    assert names(doors[0]["id"]) == {doors[0]["name"]}
    nowhere = ("--where", "village=没有的村", "--out", str(tmp_path / "x.pdf"))
    assert call("--json", "print", "walk-list", "摸底", *nowhere, office=office).codes == ["NOTHING_TO_PRINT"]


def test_a_round_that_could_be_another_one_is_asked_for(call: Call, office: Path, tmp_path: Path) -> None:
    call("add", "household", "name=王老例", "village=石门村", office=office)
    assert call("--json", "survey", "close", office=office).codes == ["NO_OPEN_ROUND"]
    made = [
        call("--json", "survey", "make", "摸底", "--start", day, office=office).data["id"]
        for day in ("2026-03-01", "2026-09-01")
    ]
    for words in (("survey", "close"), ("survey", "more"), ("survey", "doors", "摸底"), ("survey", "close", "摸底")):
        asked = call("--json", *words, office=office)
        assert asked.codes == ["WHICH_ROUND"]
        assert all(row in asked.data["problems"][0]["en"] for row in made)
    assert call("--json", "survey", "noted", "摸底 2026-09-01", office=office).codes == ["ROUND_NOT_CLOSED"]
    assert call("--json", "survey", "close", "摸底 2026-09-01", office=office).data["id"] == made[1]
    assert call("--json", "survey", "close", office=office).data["id"] == made[0]
    out = tmp_path / "walk.pdf"
    assert call("--json", "print", "walk-list", "摸底", "--out", str(out), office=office).codes == ["WHICH_ROUND"]
    assert call("print", "walk-list", "摸底 2026-03-01", "--out", str(out), office=office).code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert call("--json", "print", "walk-list", "没有的", "--out", str(out), office=office).codes == ["NO_ROUND"]
