"""What was refused, on the command line: why, what to do, and that the office that made it learns of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.changes import stub_of
from casefiles.domain.problems import Problem
from casefiles.domain.refusing import AGAIN
from casefiles.exchange.joined import NOTED
from db import opening
from tests.console.conftest import PASSPHRASE
from tests.console.test_tracing import carry, county

if TYPE_CHECKING:
    from db.ledger import Ledger
    from tests.console.conftest import Call

__all__ = ["county"]


def test_what_was_refused_is_told_on_both_sides(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    assert "没有拒收的" in call("inbox", office=county).out
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    sent = call("--json", "export", "--for", "999901", "--to", tmp_path, office=office).data
    path = Path(sent["path"])
    path.write_bytes(path.read_bytes()[:-1])
    assert call("import", path, office=county).code == 3

    (one,) = call("--json", "inbox", office=county).data["refused"]
    assert (one["file"], one["code"], one["office"]) == (path.name, "TRUNCATED", "999901101")
    for lang in ("zh", "en"):
        said = call("--lang", lang, "inbox", office=county).out
        assert path.name in said
        assert Problem("TRUNCATED").say(lang) in said
        assert AGAIN(lang) in said
        assert "inbox --forget" in said, "how to take it off the list"

    carry(call, county, office, "999901101", tmp_path)
    (there,) = call("--json", "inbox", office=office).data["refused_there"]
    assert (there["package"], there["state"], there["code"]) == (sent["package"], "refused", "TRUNCATED")
    for command in (("inbox",), ("trace", child), ("sync-status",)):
        said = call("--lang", "en", *command, office=office).out
        assert Problem("TRUNCATED").say("en") in said, command
    assert "export for it once more" in said
    assert "without a receipt yet: it imports that" not in said, "it refused it"
    assert "it imports that" not in call("--lang", "en", "status", office=office).out
    [row] = call("--json", "sync-status", office=office).data
    assert row["on_way"] == row["way_refused"] > 0
    (step,) = call("--json", "trace", child, office=office).data
    assert (step["offices"][0]["state"], step["offices"][0]["zh"]) == ("refused", Problem("TRUNCATED").say("zh"))

    again = call("--json", "export", "--for", "999901", "--to", tmp_path, office=office).data["path"]
    said = call("--lang", "en", "sync-status", office=office).out
    assert "without a receipt yet: it imports that" in said, "the new one is on its way"
    assert "export for it once more" not in said
    Path(again).unlink()

    assert call("inbox", "--forget", "nothing", office=county).code == 3
    gone = call("--json", "inbox", "--forget", one["key"], office=county)
    assert (gone.code, gone.data["file"]) == (0, path.name)
    lists = ("refused", "waiting", "refused_there", "erased", "renewed", "joined", "forks")
    empty = {**{name: [] for name in lists}, "incomplete": None}
    assert call("--json", "inbox", office=county).data == empty


def test_what_is_not_whole_is_told_until_it_came_or_was_made_good(
    call: Call, office: Path, county: Path, tmp_path: Path
) -> None:
    rows = []
    for name in ("赵小样", "钱小样"):
        rows.append(call("--json", "add", "child", f"name={name}", "area=999901101", office=county).data["id"])
        assert call("set", rows[-1], "school=石门小学", office=county).code == 0
    given, *_ = opening.open_office(county, None, PASSPHRASE)
    taken, *_ = opening.open_office(office, None, PASSPHRASE)
    first = [stub_of(b) if b'"name"' in b and b'"school"' not in b else b for b in _bodies(given)]
    taken.apply([replace(block, bodies=tuple(first)) for block in given.since({}) if block.dev == given.device])
    for ledger in (given, taken):
        ledger.close()

    assert call("--json", "status", office=office).data["task_kinds"] == {"incomplete": 2}
    for command in ("inbox", "check", "status"):
        said = call("--lang", "en", command, office=office)
        assert said.code == 0
        assert "2 files are not complete" in said.out, command
        assert "perhaps 青山县（测试）" in said.out or "青山县（测试） has them" in said.out
    lines = call("worklist", "tasks", office=office).out
    assert "更早的 1 条变更没有收到" in lines
    assert call("--json", "check", office=office).data["incomplete"]["changes"] == 2
    edited = call("set", rows[0], "name=赵小样", office=office)
    assert edited.code == 0, edited.err
    assert call("--json", "inbox", office=office).data["incomplete"]["records"] == 1
    carry(call, office, county, "999901", tmp_path)
    carry(call, county, office, "999901101", tmp_path)
    assert call("--json", "inbox", office=office).data["incomplete"] is None
    assert call("--json", "show", rows[1], office=office).data["name"] == "钱小样"

    device = call("--json", "new-device", office=office).data["device"]
    carry(call, office, county, "999901", tmp_path)
    assert "renewed" in call("--json", "status", office=county).data["task_kinds"]
    (one,) = call("--json", "inbox", office=county).data["renewed"]
    assert (one["key"], one["office"], one["twice"]) == (device, "999901101", False)
    told = call("tasks", office=county).out
    assert "（999901101）  " in told
    assert device not in told
    assert "ask them by phone" in call("--lang", "en", "inbox", office=county).out
    assert call("inbox", "--forget", device, office=county).code == 0
    assert call("--json", "inbox", office=county).data["renewed"] == []


def test_files_that_came_by_a_joining_stand_until_somebody_looked_through_them(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    ledger, *_ = opening.open_office(office, None, PASSPHRASE)
    told = {"rows": [child], "n": 1, "name": "云台镇", "on": "2026-05-01", "at": ledger.clock.now_ms()}
    ledger.keep_setting(NOTED, json.dumps({"999901102": told}))
    ledger.close()
    (one,) = call("--json", "inbox", office=office).data["joined"]
    assert (one["key"], one["rows"], one["files"]) == ("999901102", [child], 1)
    for command in ("inbox", "tasks"):
        assert "云台镇" in call(command, office=office).out, command
    assert "1 file of 云台镇" in call("--lang", "en", "tasks", office=office).out
    done = call("inbox", "--forget", "999901102", office=office)
    assert (done.code, done.out.strip()) == (0, "已从名单里去掉：原云台镇并入的档案。")
    assert call("--json", "inbox", office=office).data["joined"] == []
    assert call("--json", "inbox", "--forget", "999901102", office=office).codes == ["NOT_REFUSED"]


def _bodies(ledger: Ledger) -> list[bytes]:
    return [b for block in ledger.since({}) if block.dev == ledger.device for b in block.bodies if isinstance(b, bytes)]
