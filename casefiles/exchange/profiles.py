"""What an office above gets of this office's register: least data, as data.

A township gives its county everything: the county answers for the files. Further up less is needed: a city gets every
record without its running text, a province what was counted. Whoever is below or beside gets what is its own, whole
(scope.py). What two offices have agreed otherwise stands in the setting `profile:CODE`; no package tells.
Beside the counts they may agree on fields whose values are counted (`fields:CODE`, casefiles.domain.agreeing).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import agreeing
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.exchange import owing, scope

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Peer


@dataclass(frozen=True, slots=True)
class Profile:
    """`records`: files travel, else stubs alone; `notes`: with their running text (private parts of changes)."""

    name: str
    label: Label
    says: Label
    records: bool
    notes: bool
    figures: bool


FULL = Profile(
    "full",
    Label("完整档案", "Whole files"),
    Label(
        "档案、走访、结对、帮扶的全部内容，包括文字记录。", "All of every file, visit, match and aid, running text too."
    ),
    records=True,
    notes=True,
    figures=False,
)
NO_NOTES = Profile(
    "no_notes",
    Label("不含文字记录", "No running text"),
    Label(
        "档案、走访、结对、帮扶的各项内容；走访情况、备注等文字记录不随包。",
        "Every file, visit, match and aid by its fields; what was written about visits and in notes stays here.",
    ),
    records=True,
    notes=False,
    figures=True,
)
COUNTS = Profile(
    "counts",
    Label("只有统计数", "Counts alone"),
    Label(
        "只有各乡镇的人数、次数；没有任何姓名、证件号码和档案内容。",
        "How many, by township; no name, no number of a document, nothing of any file.",
    ),
    records=False,
    notes=False,
    figures=True,
)
PROFILES = {one.name: one for one in (FULL, NO_NOTES, COUNTS)}
BY_LEVEL = {"city": NO_NOTES, "province": COUNTS}
"""what an office of this level gets from one below it"""


def profile(office: Office, peer: Peer) -> Profile:
    """What goes to an office."""
    if not scope.above(office.home.code, peer.office):
        return FULL
    agreed = office.ledger.setting(f"profile:{peer.office}")
    return PROFILES.get(agreed or "") or BY_LEVEL.get(peer.level, FULL)


def fields(office: Office, peer: Peer) -> tuple[str, ...]:
    """The fields that are counted by value for an office that gets counts alone; () for every other."""
    if profile(office, peer) is not COUNTS:
        return ()
    return agreeing.known((office.ledger.setting(f"fields:{peer.office}") or "").split(","))


class _Every(Container[str]):
    """Every computer."""

    def __contains__(self, device: object) -> bool:
        return True


def kept_whole(office: Office) -> Container[str]:
    """The computers whose changes this office is to hold with their running text: whoever reads notes those of all,
    whoever reads none its own. What comes without is taken, and asked for again."""
    whole = BY_LEVEL.get(office.home.level, FULL)
    return _Every() if whole.notes else frozenset(office.ledger.own_devices())


def agree(office: Office, code: str, name: str, counted: Iterable[str] | None = None) -> Profile:
    """From now on this goes to the office above of this code; text that it was not to read until now goes with the
    next package. `counted` are the fields whose values are counted from now on beside the counts; without it those that
    were agreed on stay, and another profile ends them. Refusals: UNKNOWN_OFFICE, NO_PROFILE (only an office above has
    one), NOT_AGREEABLE, FIELDS_WITH_COUNTS."""
    if name not in PROFILES or not scope.above(office.home.code, code):
        raise Refusal(Problem("NO_PROFILE", value=name, args={"choices": "、".join(PROFILES)}))
    named = None if counted is None else _agreeable(name, counted)
    peer = next((p for p in office.ledger.peers() if p.office == code), None)
    before = profile(office, peer) if peer is not None else PROFILES[name]
    with office.ledger.together():
        office.ledger.keep_setting(f"profile:{code}", name)
        if named is not None or PROFILES[name] is not COUNTS:
            office.ledger.keep_setting(f"fields:{code}", ",".join(named or ()) or None)
        if not PROFILES[name].notes:
            owing.end(office, code)
        elif not before.notes:
            owing.begin(office, code)
    return PROFILES[name]


def _agreeable(name: str, counted: Iterable[str]) -> tuple[str, ...]:
    asked = list(counted)
    for one in asked:
        if one not in agreeing.FIELDS:
            raise Refusal(Problem("NOT_AGREEABLE", value=one, args={"choices": "、".join(agreeing.FIELDS)}))
    if asked and PROFILES[name] is not COUNTS:
        raise Refusal(Problem("FIELDS_WITH_COUNTS", value=name))
    return agreeing.known(asked)
