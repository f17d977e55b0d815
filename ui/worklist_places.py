"""Where a line of a worklist leads: to the field, the drawer or the tab that it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.child_side import ELSEWHERE

if TYPE_CHECKING:
    from casefiles.worklists import Line
    from ui.window import Shell

PAGES = {"child": "child", "mentor": "mentor", "household": "household", "survey_round": "surveys"}
FIELDS = {
    "missing_id": "id_number", "missing_birth": "birth_date", "missing_sex": "sex", "missing_health": "health",
    "missing_schooling": "schooling", "missing_guardian": "guardianship", "missing_category": "category",
    "grown": "birth_date",
}  # fmt: skip
"""what a list asks to be filled in"""
TABS = {
    "unmatched": 2, "reviews": 4, "unverified": 3, "follow_ups": 3, "red_matches": 2, "not_asked": 2, "stuck": 2,
    "agreements": 2, "checks": 3, "untrained": 3,
}  # fmt: skip
"""where the child's or the mentor's page shows what the list speaks of"""
RECORDS = {"reports": "report", "actions": "action"}
"""lists that speak of one record"""


def open_line(shell: Shell, name: str, line: Line) -> None:
    """Open what the line speaks of, at the right place."""
    if name == "twins":
        shell.open("merge", stays=line.id, gone=line.more["other"])
        return
    page = PAGES.get(line.entity)
    if page is None:
        shell.open("exchange")
        return
    row = line.more.get("row", "")
    shell.open(page, id=line.id, **({"tab": TABS[name]} if name in TABS else {}))
    if name in ("questions", "answers"):
        from ui.question_drawer import open_questions

        open_questions(shell, line.id)
        return
    from ui.pages.child import ChildPage  # the forms are not needed to show the lists

    opened = shell.page
    if not isinstance(opened, ChildPage) or opened.file is None:
        return
    if name in FIELDS:
        opened.complete(FIELDS[name], ELSEWHERE.get(FIELDS[name], (None, 0))[1])
    elif name == "follow_ups":
        from ui.pages.child_visits import edit_visit

        edit_visit(shell, row, "follow_done")
    elif name in RECORDS and row:
        from ui.pages.child_family import edit_record

        edit_record(shell, opened.file, RECORDS[name], row)
    elif name in ("overdue", "due_week"):
        opened.record_visit()
