"""Matches, suggestions and the balance through the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import day

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

TODAY = day.TODAY.isoformat()
YEAR = TODAY[:4]


def pair(call: Call, office: Path) -> tuple[str, str]:
    child = call("--json", "add", "child", "name=赵小样", "village=石门村", "sex=1", office=office).data["id"]
    fields = (
        "name=王老样",
        "kind=teacher",
        "village=石门村",
        "sex=1",
        f"checked_on={TODAY}",
        f"joined_on={YEAR}-01-01",
    )
    return child, call("--json", "add", "mentor", *fields, office=office).data["id"]


def test_a_suggestion_says_its_rules_and_points(call: Call, office: Path) -> None:
    child, mentor = pair(call, office)
    (found,) = call("--json", "suggest", child, office=office).data
    assert (found["id"], found["may_match"]) == (mentor, True)
    assert found["score"] == sum(r["points"] for r in found["reasons"])
    assert {"village", "sex", "room", "checked"} <= {r["rule"] for r in found["reasons"]}
    (back,) = call("--json", "suggest", mentor, office=office).data
    assert (back["id"], back["score"]) == (child, found["score"])
    said = call("suggest", child, office=office).out
    assert "同村 +40" in said
    assert f"结对：match {child} 五老编号" in said, "what to type next"
    assert "same village +40" in call("--lang", "en", "suggest", mentor, office=office).out


def test_a_match_goes_step_by_step(call: Call, office: Path) -> None:
    child, mentor = pair(call, office)
    match = call("--json", "match", child, mentor, "--propose", office=office).data["id"]
    answer = call("--json", "step", match, "active", office=office)
    assert answer.data["status"] == "active"
    refused = call("--json", "step", match, "结束", office=office)
    assert (refused.code, refused.codes) == (3, ["MATCH_NO_END_REASON"])
    assert call("--json", "step", match, "approved", office=office).codes == ["MATCH_NO_REASON"]
    done = call("--json", "step", match, "closed", "--reason", "goal_met", "--note", "好转", office=office)
    assert done.data["status"] == "closed"
    events = call("--json", "list", "match_event", office=office).data
    assert [e["status"] for e in events] == ["proposed", "active", "closed"]
    assert call("--json", "step", match, "nonsense", office=office).codes == ["NOT_A_CHOICE"]


def test_the_lead_is_taken_over(call: Call, office: Path) -> None:
    child, mentor = pair(call, office)
    other = call(
        "--json", "add", "mentor", "name=李老样", "kind=teacher", f"checked_on={TODAY}", office=office
    ).data["id"]
    first = call("--json", "match", child, mentor, office=office).data["id"]
    call("match", child, other, "--lead", office=office)
    assert call("--json", "lead", first, office=office).code == 0
    rows = call("--json", "list", "match", office=office).data
    assert [r["mentor"] for r in rows if r["lead"]] == [mentor]


def test_a_support_contact_and_the_list_of_those_to_ask(call: Call, office: Path) -> None:
    child, mentor = pair(call, office)
    match = call("--json", "match", child, mentor, office=office).data["id"]
    fields = (f"match={match}", f"on={TODAY}", "talked_to=五老", "goes=红", "said=不愿见面")
    talk = call("--json", "add", "support_contact", *fields, office=office).data["id"]
    shown = call("--json", "show", talk, office=office).data
    assert (shown["child"], shown["mentor"]) == (child, mentor)
    assert [line["id"] for line in call("--json", "worklist", "red_matches", office=office).data] == [child]


def test_the_balance_foots_and_is_printed(call: Call, office: Path, tmp_path: Path) -> None:
    _, mentor = pair(call, office)
    call("set", mentor, f"left_on={TODAY}", "left_reason=age", office=office)
    out = tmp_path / "balance.pdf"
    found = call("--json", "balance", YEAR, "--out", out, office=office).data
    total = found["total"]
    assert total["start"] + total["joined"] - total["left"] == total["end"]
    assert (total["joined"], found["reasons"]) == (1, [["age", 1]])
    assert out.read_bytes().startswith(b"%PDF")
    assert call("--json", "balance", "2999", office=office).codes == ["OUT_OF_RANGE"]
    assert "合计" in call("balance", office=office).out


def test_the_limit_of_age(call: Call, office: Path) -> None:
    assert call("--json", "age-limit", office=office).data == {"limit": 80}
    assert call("--json", "age-limit", "75", office=office).data == {"limit": 75}
    assert call("--json", "age-limit", "12", office=office).codes == ["OUT_OF_RANGE"]
    assert call("--json", "age-limit", office=office).data == {"limit": 75}
