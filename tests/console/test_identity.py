"""Inviting, blocking, and answering for identities on the command line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

TOWN = "999901101"


def exported(call: Call, giver: Path, to: str, stick: Path) -> str:
    answer = call("--json", "export", "--for", to, "--to", stick, office=giver)
    assert answer.code == 0, answer.err
    return str(answer.data["path"])


def test_a_new_office_in_one_trip(call: Call, county: Path, tmp_path: Path) -> None:
    stick, town = tmp_path / "stick", tmp_path / "town"
    stick.mkdir()
    asked = ("--for", TOWN, "--name", "青石镇（测试）", "--level", "township", "--to", stick)
    made = call("--json", "invite", *asked, office=county)
    assert made.code == 0, made.err
    file, code = made.data["path"], made.data["code"]
    assert code not in (stick / file).read_text(encoding="utf-8")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert call("--json", "new-office", "--invitation", file, "--invite-code", wrong, office=town).codes == [
        "INVITE_TYPO"
    ]
    assert not town.exists()
    done = call("--json", "new-office", "--invitation", file, "--invite-code", code, office=town)
    assert (done.code, done.data["office"], done.data["name"]) == (0, "999901", "青山县（测试）")
    status = call("--json", "status", office=town).data["office"]
    assert (status["code"], status["name"], status["level"]) == (TOWN, "青石镇（测试）", "township")
    call("add", "child", "name=张小例", f"area={TOWN}", office=town)
    report = call("--json", "import", exported(call, town, "999901", stick), office=county)
    assert report.data[0]["enrolled"] == {"name": "青石镇（测试）", "check": done.data["check"]}
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 1}
    assert call("import", exported(call, county, TOWN, stick), office=town).code == 0
    late = call("--json", "take-invitation", file, "--invite-code", code, office=county)
    assert late.codes == ["NOT_FOR_US"]


def test_the_screens_say_the_digits(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    asked = ("--for", TOWN, "--name", "青石镇（测试）", "--level", "township", "--to", tmp_path)
    said = call("invite", *asked, office=county).out
    code = call("--json", "invite", *asked, office=county)
    assert "只显示这一次" in said
    words = ("--lang", "en", "take-invitation", code.data["path"], "--invite-code", code.data["code"])
    taken = call(*words, office=office)
    digits = taken.out.rsplit(":", 1)[1].strip()
    assert len(digits) == 6
    assert digits in call("import", exported(call, office, "999901", tmp_path), office=county).out


def test_a_computer_is_blocked_and_what_came_of_it_taken_in(
    call: Call, county: Path, office: Path, tmp_path: Path
) -> None:
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    [one] = call("--json", "computers", office=county).data
    assert (one["office"], one["blocked"], one["ours"]) == (TOWN, False, True)
    assert call("--json", "block", one["device"], office=office).codes == ["CANNOT_BLOCK"]
    assert call("--json", "block", "nobody", office=county).codes == ["UNKNOWN_DEVICE"]
    assert call("--json", "block", "999901", office=office).codes == ["CANNOT_BLOCK"]
    assert "隔离" in call("block", TOWN, office=county).out
    call("add", "child", "name=张小例", f"area={TOWN}", office=office)
    report = call("--json", "import", exported(call, office, "999901", tmp_path), office=county)
    assert (report.code, report.data[0]["state"]) == (0, "aside")
    assert report.data[0]["quarantined"] == 2
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 0}
    assert call("--json", "export", "--for", TOWN, "--to", tmp_path, office=county).codes == ["BLOCKED_OFFICE"]
    [standing] = call("--json", "sync-status", office=county).data
    assert standing["blocked"]
    assert "都已停用" in call("sync-status", office=county).out
    assert "已停用" in call("computers", office=county).out
    assert call("leave-aside", one["device"], office=county).code == 0
    assert call("--json", "computers", office=county).data[0]["answered"] is True
    assert call("--json", "accept-blocked", one["device"], office=county).data["changed"] == 2
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 1}


def test_an_identity_that_two_computers_used(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    assert "没有" in call("forks", office=county).out
    shutil.copytree(office, tmp_path / "twin")
    for folder, name in ((office, "张一例"), (tmp_path / "twin", "张二例")):
        call("add", "child", f"name={name}", f"area={TOWN}", office=folder)
        call("import", exported(call, folder, "999901", tmp_path), office=county)
    [fork] = call("--json", "forks", office=county).data
    assert (fork["name"], fork["here"], fork["there"], fork["answer"]) == ("青石镇（测试）", 1, 1, "")
    said = call("sync-status", office=county).out
    assert "青石镇（测试）的一台电脑的记录分成了两支" in said
    assert f"fork-answer {fork['log']} copied" in said, "what to do about it"
    device = fork["device"]
    for command in (("tasks",), ("worklist", "tasks")):
        told = call(*command, office=county).out
        assert f"青石镇（测试）（{TOWN}）" in told
        assert device not in told, "nobody knows a computer by its id"
    assert f"青石镇（测试） ({TOWN})" in call("--lang", "en", "tasks", office=county).out
    assert fork["log"] in {t["id"] for t in call("--json", "tasks", office=county).data}
    assert call("--json", "fork-answer", "x", "copied", office=county).codes == ["NO_FORK"]
    assert call("fork-answer", fork["log"], "stolen", office=county).code == 2
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 2}
    assert call("fork-answer", fork["log"], "blocked", office=county).code == 0
    assert call("--json", "forks", office=county).data[0]["answer"] == "blocked"
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 0}


def test_the_records_of_an_office_go_along_with_its_invitation(call: Call, county: Path, tmp_path: Path) -> None:
    stick, town = tmp_path / "stick", tmp_path / "town"
    stick.mkdir()
    call("add", "child", "name=张小例", f"area={TOWN}", office=county)
    asked = ("invite", "--for", TOWN, "--name", "青石镇（测试）", "--level", "township", "--to", stick)
    said = call("--lang", "en", *asked, office=county)
    assert "records" in said.out
    bare = call("--json", *asked, "--without-records", office=county)
    assert (bare.code, bare.data["first"]) == (0, None)
    made = call("--json", *asked, office=county)
    assert made.data["first"]["count"] > 0
    code = ("--invitation", made.data["path"], "--invite-code", made.data["code"])
    done = call("--json", "new-office", *code, office=town)
    assert (done.code, done.data["first"][0]["state"]) == (0, "done")
    assert call("--json", "list", "child", "--count", office=town).data == {"count": 1}
    gone = call("--json", *asked, office=county).data
    (stick / gone["first"]["path"]).unlink()
    late = call("take-invitation", gone["path"], "--invite-code", gone["code"], office=town)
    assert late.code == 0
    assert "数据包不在" in late.err


def test_a_block_says_why_and_since_when(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    assert call("--json", "block", TOWN, "--reason", "magic", office=county).codes == ["BLOCK_REASON"]
    assert "lost 丢失" in call("block", TOWN, "--reason", "magic", office=county).err
    for day in ("2199-01-01", "yesterday"):
        assert call("--json", "block", TOWN, "--reason", "lost", "--on", day, office=county).codes == ["BLOCK_DAY"]
    assert call("block", TOWN, "--reason", "stolen", "--on", "2026-01-02", office=county).code == 0
    call("add", "child", "name=张小例", f"area={TOWN}", office=office)
    call("import", exported(call, office, "999901", tmp_path), office=county)
    [one] = call("--json", "computers", office=county).data
    assert (one["blocked"], one["reason"], one["on"], one["blocked_by"]) == (True, "stolen", "2026-01-02", "999901")
    assert one["heard_ms"] > 0
    assert "被盗 2026-01-02" in call("computers", office=county).out
    waits = call("--json", "aside", one["device"], office=county).data
    assert waits["number"] == one["aside"] == sum(waits["entities"].values())
    for word in (one["office"], one["name"]):
        assert call("--json", "aside", word, office=county).data == waits
    assert call("--json", "aside", "zzz", office=county).codes == ["UNKNOWN_DEVICE"]
    assert waits["entities"]["child"] == 1
    assert call("--lang", "en", "aside", one["device"], office=county).out.count("\n") >= 3
    call("accept-blocked", one["device"], office=county)
    [again] = call("--json", "computers", office=county).data
    assert (again["reason"], again["on"], again["aside"]) == ("stolen", "2026-01-02", 0), "why stays known"


def test_what_an_office_had_no_say_in(call: Call, county: Path) -> None:
    assert call("--json", "out-of-scope", office=county).data == []
    for wish in ("--adopt", "--leave"):
        assert call("--json", "out-of-scope", "c-nothing", wish, office=county).codes == ["NOTHING_BEYOND"]
    assert call("--json", "out-of-scope", "c-nothing", "--adopt", "--leave", office=county).code == 2


def test_lists_without_a_line_say_so_and_what_to_do(call: Call, county: Path, tmp_path: Path) -> None:
    """On an office that knows nobody yet, and with an invitation that waits."""
    new = tmp_path / "alone"
    made = call("new-office", "--name", "白水县（测试）", "--code", "999902", "--level", "county", office=new)
    assert made.code == 0, made.err
    for command, word in (("computers", "card"), ("invitations", "invite --for"), ("out-of-scope", "没有超出权限")):
        assert word in call(command, office=new).out
    asked = ("invite", "--for", "999902101", "--name", "白水镇", "--level", "township", "--to", tmp_path)
    said = call(*asked, "--without-records", office=new).out
    assert "new-office --invitation" in said
    assert "withdraw-invitation" in call("invitations", office=new).out
    wrong = call("import", next(tmp_path.glob("*.invitation")), office=new)
    assert "take-invitation" in wrong.err, "a file of another kind: which command takes it"
    card = call("card", "--to", tmp_path, office=new).out
    assert "accept" in card
