"""Leaving in good order: no mentor leaves, and no file is closed, while a child still counts on the match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import matchlife
from casefiles.domain.areas import root
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, refuse
from casefiles.exchange import offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

ENDING = frozenset({"end", "end_reason", "end_note", "status"})
"""what the end of a match says of it"""
ORDER = frozenset({"lead", "form"})
"""what it may change in the child's other matches"""
NAMED = 5
"""children that a refusal names"""


def mentor_stays(
    office: Office,
    row: str,
    fields: Mapping[str, Stored],
    before: Mapping[str, Stored] | None,
    at: tuple[str, str, str] | None = None,
) -> None:
    """Refuse a mentor's day of leaving while matches are open; `at` is entity, record and field where it was typed.
    Refusal: MENTOR_HAS_CHILDREN."""
    still_shown(office, row, fields, before)
    if before is not None and fields.get("left_on"):
        children = [str(m.values.get("child") or "") for m in open_matches(office, "mentor", row)]
        if children:
            args = {"n": len(children), "names": _names(office, children)}
            where = at or ("mentor", row, "left_on")
            refuse([Problem("MENTOR_HAS_CHILDREN", *where, str(fields["left_on"]), args)])


def file_stays(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse the closing of a file while a match or a mandatory report is open, or without a reason.
    Refusals: FILE_HAS_MENTOR, FILE_HAS_REPORT, FILE_NO_REASON."""
    still_shown(office, row, fields, before)
    if before is None or not fields.get("closed_on"):
        return [], ()
    found = []
    mentors = [str(m.values.get("mentor") or "") for m in open_matches(office, "child", row)]
    if mentors:
        args: dict[str, object] = {"n": len(mentors), "names": _names(office, mentors)}
        found.append(Problem("FILE_HAS_MENTOR", "child", row, "closed_on", args=args))
    running = [r for r in office.queries.select("report", {"child": row}) if not r.values.get("closed_on")]
    if running:
        found.append(Problem("FILE_HAS_REPORT", "child", row, "closed_on", args={"n": len(running)}))
    if not ({**before, **fields}).get("closed_reason"):
        found.append(Problem("FILE_NO_REASON", "child", row, "closed_reason"))
    refuse(found)
    return [], ()


def still_shown(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse changes of a file that was merged into another, but for the merge itself. Refusal: MERGED_FILE."""
    if before is not None and before.get("merged_into") and set(fields) - {"merged_into"}:
        head = office.queries.shown([row]).get(row, row)
        stays = office.queries.get(head) if head != row else None
        if stays is not None:
            args = {n: stays.values.get(n) or "" for n in ("name", "number")}
            refuse([Problem("MERGED_FILE", stays.entity, row, args=args)])
    return [], ()


def taken_over(office: Office, child: str) -> tuple[str, str] | None:
    """The division of the office that took this child's file over from this one, and the day; None while it is here."""
    return office.queries.taken_over(root(office.home.code), child).get(child)


def given_away(office: Office) -> Mapping[str, tuple[str, str]]:
    """Every file that another office took over from this one: child -> (its division, the day)."""
    return office.queries.taken_over(root(office.home.code))


def still_here(office: Office, child: str) -> None:
    """Refuse what would be written on a file that another office took over. Refusal: FILE_MOVED."""
    if child:
        refuse(against(office, child))


def against(office: Office, child: str) -> list[Problem]:
    """FILE_MOVED, where another office took this child's file over."""
    gone = taken_over(office, child)
    return [_moved(office, child, gone)] if gone is not None else []


def is_ending(entity: str, fields: Mapping[str, object]) -> bool:
    """Whether this ends a match and says nothing else of it. The mentor's place is this office's own, so that may be
    written even where the child's file is another office's by now."""
    return entity == "match" and "end" in fields and set(fields) <= ENDING | ORDER


def _goes_along(edit: Edit, ended: set[str], held: Mapping[str, Record]) -> bool:
    """Whether an edit is the end of one of these matches, the step of it, or what it changes in the child's others."""
    if edit.entity == "match_event":
        match = edit.fields.get("match") or (held[edit.row].values.get("match") if edit.row in held else None)
        return match in ended
    return edit.row in ended or (edit.entity == "match" and bool(ended) and set(edit.fields) <= ORDER)


def moved(office: Office, edits: Iterable[Edit]) -> dict[str, Problem]:
    """Record -> FILE_MOVED, of the edits that change a file that another office took over or what hangs on it; the end
    of a match does not."""
    gone = given_away(office)
    if not gone:
        return {}
    edits = list(edits)
    ended = {e.row for e in edits if e.parents != () and is_ending(e.entity, e.fields)}
    about = [e for e in edits if e.entity == "child" or "child" in ENTITIES[e.entity].fields]
    held = office.queries.many([e.row for e in about if e.entity != "child" and e.parents != ()])
    found = {}
    for edit in about:
        if _goes_along(edit, ended, held):
            continue
        stood = held[edit.row].values.get("child") if edit.row in held else None
        children = (edit.row,) if edit.entity == "child" else (edit.fields.get("child"), stood)
        for child in children:
            if child in gone:
                found[edit.row] = _moved(office, str(child), gone[str(child)])
    return found


def all_here(office: Office, edits: Iterable[Edit]) -> None:
    """Refuse edits of files that another office took over. Refusal: FILE_MOVED, for each file once."""
    refuse({problem.id: problem for problem in moved(office, edits).values()}.values())


def _moved(office: Office, child: str, gone: tuple[str, str]) -> Problem:
    to, day = gone
    return Problem("FILE_MOVED", "child", child, args={"to": offices.name(office, to), "day": day})


def open_matches(office: Office, side: str, row: str) -> list[Record]:
    """The matches of a mentor or a child ("mentor", "child") that have not ended, the oldest first: those that take one
    of the mentor's places, see `casefiles.domain.matchlife.counts_as`."""
    found = [m for m in office.queries.select("match", {side: row}) if matchlife.counts_as(m.values).holds_room]
    return sorted(found, key=lambda m: (str(m.values.get("start") or ""), m.id))


def _names(office: Office, rows: list[str]) -> str:
    found = [office.queries.get(row) for row in rows[:NAMED]]
    names = [str(one.values.get("name") or one.id) for one in found if one is not None]
    return "、".join(names) + ("…" if len(rows) > NAMED else "")
