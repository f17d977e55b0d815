"""What was refused, on the command line: why, what to do, and that the office that made it learns of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem
from casefiles.domain.refusing import AGAIN
from tests.console.test_tracing import carry, county

if TYPE_CHECKING:
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

    carry(call, county, office, "999901101", tmp_path)
    (there,) = call("--json", "inbox", office=office).data["refused_there"]
    assert (there["package"], there["state"], there["code"]) == (sent["package"], "refused", "TRUNCATED")
    for command in (("inbox",), ("trace", child), ("sync-status",)):
        said = call("--lang", "en", *command, office=office).out
        assert Problem("TRUNCATED").say("en") in said, command
    (step,) = call("--json", "trace", child, office=office).data
    assert (step["offices"][0]["state"], step["offices"][0]["zh"]) == ("refused", Problem("TRUNCATED").say("zh"))

    assert call("inbox", "--forget", "nothing", office=county).code == 3
    gone = call("--json", "inbox", "--forget", one["key"], office=county)
    assert (gone.code, gone.data["file"]) == (0, path.name)
    empty = {"refused": [], "waiting": [], "refused_there": [], "erased": []}
    assert call("--json", "inbox", office=county).data == empty
