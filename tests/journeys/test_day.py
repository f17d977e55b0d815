"""The day of the demo on real files: every step leaves what it says, and other programs can read it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

import main

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A small demo, played once."""
    root = tmp_path_factory.mktemp("demo") / "day"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DOORSTEP_PASSPHRASE", raising=False)
        import contextlib
        import io

        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            assert (
                main.main(["--json", "demo", str(root), "--children", "60", "--seed", "3", "--no-window"])
                == 0
            )
    return root, json.loads(out.getvalue())


def ask(root: Path, office: str, *argv: str) -> Any:
    """A question to one of the two offices, in a process of its own, as a script asks."""
    import os
    import sys

    program = Path(main.__file__)
    done = subprocess.run(
        [sys.executable, str(program), "--office", str(root / office), "--json", *argv],
        env={**os.environ, "DOORSTEP_PASSPHRASE": "doorstep-demo"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_says_where_everything_lies(day: tuple[Path, dict[str, Any]]) -> None:
    root, told = day
    assert told["passphrase"] == "doorstep-demo"
    assert all(Path(p).exists() for p in told["files"].values())
    assert {"township", "county", "papers", "stick"} <= {p.name for p in root.iterdir()}
    assert all(step["seconds"] >= 0 and step["text"] for step in told["steps"])


def test_the_county_has_everything_and_the_township_its_receipt(day: tuple[Path, dict[str, Any]]) -> None:
    root, _ = day
    here, there = (ask(root, office, "status") for office in ("township", "county"))
    for entity in ("child", "household", "member", "mentor", "match", "visit", "aid"):
        assert here["counts"][entity] == there["counts"][entity] > 0, entity
    assert here["counts"]["child"] == 60
    status = ask(root, "township", "sync-status")
    assert [(s["office"], s["here_only"]) for s in status] == [("999901", 0)]
    assert status[0]["acknowledged"] == status[0]["own"]


def test_the_survey_round_finds_what_happened_and_not_the_whole_register(day: tuple[Path, dict[str, Any]]) -> None:
    root, _ = day
    (round_,) = ask(root, "township", "survey", "list")
    found = ask(root, "township", "survey", "differences")
    children = {d["id"] for d in found if d["entity"] == "child"}
    assert 0 < len(found) < round_["doors"] / 2
    news = {d["id"] for d in found if d["kind"] == "new" and d["entity"] == "child"}
    opened = {c["id"]: c["opened_on"] for c in ask(root, "township", "list", "child")}
    assert all(opened[row] >= round_["start"] for row in news)
    assert all(opened[row] < round_["start"] for row in children - news)


def test_both_values_of_the_conflict_stand_at_the_county_and_one_can_be_chosen(
    day: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    root, _ = day
    copy = tmp_path / "day"
    shutil.copytree(root, copy)
    found = ask(copy, "county", "conflicts")
    assert len(found) == 1
    values = {v["value"] for v in found[0]["fields"]["school_class"]}
    assert values == {"五年级（1）班", "五年级（3）班"}
    ask(copy, "county", "resolve", found[0]["id"], "school_class", "五年级（3）班")
    assert ask(copy, "county", "conflicts") == []
    assert ask(copy, "county", "show", found[0]["id"])["school_class"] == "五年级（3）班"


def test_log_and_tables_agree_on_both_sides(day: tuple[Path, dict[str, Any]]) -> None:
    root, _ = day
    assert ask(root, "township", "check")["ok"]
    assert ask(root, "county", "check")["ok"]


def test_the_roster_came_in_without_its_wrong_row_which_is_marked(day: tuple[Path, dict[str, Any]]) -> None:
    root, told = day
    sheet = openpyxl.load_workbook(told["files"]["roster"]).active
    rows = sheet.max_row - 1
    listed = ask(root, "township", "list", "child")
    ids = {r["id_number"] for r in listed}
    column = [c.value for c in sheet[1]].index("身份证号 (id_number)")
    numbers = [row[column].value for row in sheet.iter_rows(min_row=2)]
    assert len(numbers) == rows
    assert sum(n in ids for n in numbers) == rows - 1
    marked = openpyxl.load_workbook(told["files"]["roster_report"]).active
    assert any(cell.comment for row in marked.iter_rows() for cell in row)


def test_the_dossier_opens_in_other_readers_and_names_the_child(day: tuple[Path, dict[str, Any]]) -> None:
    root, told = day
    found = ask(root, "township", "find", "欧阳䶮例")
    child = ask(root, "township", "show", found[0]["id"])
    reader = pypdf.PdfReader(told["files"]["dossier"])
    text = "".join(p.extract_text() for p in reader.pages)
    assert child["number"] in text
    assert "欧阳䶮例" in text.replace(" ", "").replace("\n", "")
    assert child["id_number"] not in text
    assert child["id_number"][-4:] in text
    if shutil.which("pdftotext"):
        poppler = subprocess.run(
            ["pdftotext", told["files"]["dossier"], "-"], capture_output=True, text=True, check=True
        ).stdout
        assert child["number"] in poppler


def test_the_package_is_sealed_and_says_nothing(day: tuple[Path, dict[str, Any]]) -> None:
    _, told = day
    raw = Path(told["files"]["package"]).read_bytes()
    assert raw.startswith(b"age-encryption.org/v1\n")
    assert "欧阳".encode() not in raw
    database = (day[0] / "township" / "office.db").read_bytes()
    assert not database.startswith(b"SQLite format 3")
    assert "欧阳".encode() not in database


def test_a_second_demo_replaces_the_first_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "mine"
    taken.mkdir()
    (taken / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main.main(["--json", "demo", str(taken), "--no-window"]) == 3
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "FOLDER_NOT_EMPTY"
    assert (taken / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_demo_in_which_somebody_works_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "day"
    assert main.main(["--json", "demo", str(root), "--children", "16", "--no-window"]) == 0
    office = main.Doors().open_office(root / "township", "doorstep-demo")
    capsys.readouterr()
    try:
        assert main.main(["--json", "demo", str(root), "--children", "16", "--no-window"]) == 3
        assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "LOCKED"
        assert office.queries.count("child") == 16
    finally:
        office.ledger.close()
