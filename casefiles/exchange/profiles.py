"""What an office above gets of this office's register: least data, as data.

A township gives its county everything: the county answers for the files. Further up less is needed: a city gets every
record without its running text, a province what was counted. Whoever is below or beside gets what is its own, whole
(scope.py). What two offices have agreed otherwise stands in the setting `profile:CODE`; no package tells.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    Label("不含文字记录", "Without running text"),
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


class _Every(Container[str]):
    """Every computer."""

    def __contains__(self, device: object) -> bool:
        return True


def kept_whole(office: Office) -> Container[str]:
    """The computers whose changes this office is to hold with their running text: whoever reads notes those of all,
    whoever reads none its own. What comes without is taken, and asked for again."""
    whole = BY_LEVEL.get(office.home.level, FULL)
    return _Every() if whole.notes else frozenset(office.ledger.own_devices())


def agree(office: Office, code: str, name: str) -> Profile:
    """From now on this goes to the office above of this code; text that it was not to read until now goes with the
    next package. Refusals: UNKNOWN_OFFICE, NO_PROFILE (only an office
    above has one)."""
    if name not in PROFILES or not scope.above(office.home.code, code):
        raise Refusal(Problem("NO_PROFILE", value=name, args={"choices": "、".join(PROFILES)}))
    peer = next((p for p in office.ledger.peers() if p.office == code), None)
    before = profile(office, peer) if peer is not None else PROFILES[name]
    with office.ledger.together():
        office.ledger.keep_setting(f"profile:{code}", name)
        if not PROFILES[name].notes:
            owing.end(office, code)
        elif not before.notes:
            owing.begin(office, code)
    return PROFILES[name]
