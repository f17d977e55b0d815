"""What became of changes and packages, and questions, on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles.exchange.consignments import file_hash
from casefiles.exchange.slips import code_of
from db import keyslots, opening
from tests.console.conftest import PASSPHRASE

if TYPE_CHECKING:
    from tests.console.conftest import Call


@pytest.fixture
def county(tmp_path: Path, office: Path, call: Call) -> Path:
    """The county of the office, both acquainted."""
    folder = tmp_path / "county"
    opening.new_office(
        folder,
        name="青山县（测试）",
        code="999901",
        level="county",
        login="li",
        user_name="样例",
        passphrase=PASSPHRASE,
        cost=keyslots.Cost(memory=64, passes=1),
    )
    cards = tmp_path / "cards"
    cards.mkdir()
    for one, other in ((office, folder), (folder, office)):
        path = call("--json", "card", "--to", cards, office=one).data["path"]
        assert call("accept", path, office=other).code == 0
    return folder


def carry(call: Call, here: Path, there: Path, code: str, stick: Path) -> dict[str, str]:
    sent = call("--json", "export", "--for", code, "--to", stick, office=here).data
    assert call("import", sent["path"], office=there).code == 0
    return dict(sent)


def test_a_record_is_traced(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data
    (step,) = call("--json", "trace", child["number"], office=office).data
    assert step["offices"][0]["state"] == "here_only"
    assert "还没有导出，只在本单位" in call("trace", child["id"], office=office).out
    sent = carry(call, office, county, "999901", tmp_path)
    (step,) = call("--json", "trace", child["id"], office=county).data
    assert (step["came"], step["office"]) == (sent["package"], "999901101")
    said = call("--lang", "en", "trace", child["id"], office=office).out
    assert "on its way, no receipt yet" in said
    assert "、" not in said
    assert sent["package"][:8] in said
    carry(call, county, office, "999901101", tmp_path)
    (step,) = call("--json", "trace", child["id"], office=office).data
    assert step["offices"][0]["state"] == "received"
    assert "已收到并合并，回执" in call("trace", child["id"], office=office).out
    assert call("--json", "trace", "c-00000000000000", office=office).codes == ["NOT_FOUND"]


def test_where_an_office_stands_in_words(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    call("add", "child", "name=赵小样", "area=999901101", office=office)
    assert "还没有收到过青山县（测试）的回执：0 / 2" in call("sync-status", office=office).out
    detail = call("--json", "sync-status", "--detail", office=office).data[0]
    assert detail["waits_here"]["records"] == {"office": 1, "child": 1}
    assert "下一个数据包要送去 2 条变更" in call("sync-status", "--detail", office=office).out
    carry(call, office, county, "999901", tmp_path)
    carry(call, county, office, "999901101", tmp_path)
    assert "的全部内容：2 / 2" in call("sync-status", office=office).out
    assert "has everything up to" in call("--lang", "en", "sync-status", office=office).out


def test_a_code_finds_its_package(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    call("add", "child", "name=赵小样", "area=999901101", office=office)
    sent = carry(call, office, county, "999901", tmp_path)
    code = code_of(file_hash(Path(sent["path"]))[0])
    for where, direction in ((office, "out"), (county, "in")):
        found = call("--json", "receipt-check", *code.lower().split("-"), office=where).data
        assert (found["package"], found["direction"], found["changes"]) == (sent["package"], direction, 2)
    assert "收到" in call("receipt-check", code, office=county).out
    for where, wanted in ((office, sent["package"]), (county, code)):
        paper = tmp_path / f"{where.name}.pdf"
        done = call("--json", "print", "exchange-receipt", wanted, "--out", paper, office=where)
        assert done.code == 0, done.err
        assert done.data["pages"] == 1
        assert paper.read_bytes().startswith(b"%PDF")
    nothing = call("--json", "print", "exchange-receipt", "deadbeef", "--out", tmp_path / "x.pdf", office=office)
    assert nothing.codes == ["NO_PACKAGE"]
    assert call("--json", "receipt-check", "0000-0000-0000", office=office).codes == ["RECEIPT_UNKNOWN"]
    assert call("--json", "receipt-check", "nonsense", office=office).codes == ["RECEIPT_CODE"]


def test_a_question_is_asked_answered_and_settled(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data
    carry(call, office, county, "999901", tmp_path)
    said = ("出生日期", "没有填", "--reason", "缺项", "--field", "birth_date")
    asked = call("--json", "ask", child["number"], *said, office=county)
    assert asked.code == 0, asked.err
    assert call("--json", "questions", office=county).data == []
    carry(call, county, office, "999901101", tmp_path)
    (waiting,) = call("--json", "questions", office=office).data
    assert (waiting["text"], waiting["reason"], waiting["field"]) == ("出生日期 没有填", "missing", "birth_date")
    assert call("--json", "worklist", office=office).data["questions"] == 1
    assert "信息缺失" in call("questions", child["id"], office=office).out
    question = asked.data["id"]
    for said in (call("questions", office=office).out, call("worklist", "questions", office=office).out):
        for word in ("赵小样", "出生日期", "信息缺失", "青山县（测试）", question):
            assert word in said, "of whom, of which field, why, by whom, and what `answer` takes"
        for raw in ("birth_date", "missing", "999901"):
            assert raw not in said
    assert "Birth date" in call("--lang", "en", "worklist", "questions", office=office).out
    assert call("--json", "answer", question, "已补填", office=office).data == {"id": question, "state": "answered"}
    assert call("--json", "settle", question, office=office).codes == ["QUESTION_NOT_OURS"]
    assert "青山县（测试）" in (owed := call("worklist", "receipts", office=office).out)
    assert "1 条没有回执" in owed
    carry(call, office, county, "999901", tmp_path)
    answered = call("worklist", "answers", office=county).out
    for word in ("赵小样", "出生日期", "出生日期 没有填 → 已补填", question):
        assert word in answered
    assert "已了结" in call("settle", question, office=county).out
    assert call("--json", "settle", question, "--withdraw", office=county).codes == ["QUESTION_CLOSED"]
    assert call("--json", "ask", child["id"], "x", "--reason", "nonsense", office=county).codes == ["NOT_A_CHOICE"]
