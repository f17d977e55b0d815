"""The category that a child's facts suggest, by dated rules; a person decides.

Sources: State Council opinions of 2016 on left-behind children (国发〔2016〕13号: both parents away for work, or one
away and the other without capacity to care, under 16) and on children in difficulty (国发〔2016〕36号); the opinion of
twelve ministries on de facto unattended children (民发〔2019〕62号, from 2020: each parent severely disabled or ill,
imprisoned, in compulsory drug treatment, otherwise detained or out of contact, or one dead or declared missing and the
other so; six months for imprisonment, treatment and lost contact) and its widening (民发〔2020〕125号, from 2021:
guardianship revoked, deported). Away means six months running; severely disabled means level 1 or 2, or level 3 or 4
of intellectual or mental disability. A floating child lives away from the county of registration.

A parent missing without a court's declaration counts as out of contact. The same child is not suggested as left-behind
and floating: where it lives, it is floating. What is only a hint (“five-lost”) is shown and never listed as work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.catalogue import age_on
from casefiles.domain.norms import months_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

    Values = Mapping[str, Stored]

GONE = frozenset({"deceased", "missing_declared"})
LASTING = frozenset({"away", "lost_contact", "missing", "imprisoned", "drug_treatment", "detained"})
"""statuses that count once they have lasted"""
UNABLE_2019 = frozenset(
    {"severe_disability", "severe_illness", "imprisoned", "drug_treatment", "detained", "lost_contact", "missing"}
)
UNABLE_2020 = UNABLE_2019 | {"revoked", "deported"}
HARDSHIP: Mapping[str, str] = {
    "dibao": "dibao", "near_dibao": "near_dibao", "extreme_hardship": "extreme_hardship",
    "expense_driven": "hardship", "unstable": "hardship", "at_risk": "hardship", "sudden_hardship": "hardship",
}  # fmt: skip
"""economic type of the household -> subcategory of a child in difficulty"""
MIND = frozenset({"5", "6"})
"""intellectual and mental disability: severe at level 3 and 4 too"""


class Version(NamedTuple):
    """The rule in force from a day on."""

    name: str
    start: dt.date
    source: str
    unable: frozenset[str]
    months: int = 6
    young: int = 16
    child: int = 18


VERSIONS = (
    Version("2016", dt.date(2016, 2, 4), "国发〔2016〕13号、36号", frozenset()),
    Version("2020", dt.date(2020, 1, 1), "民发〔2019〕62号", UNABLE_2019),
    Version("2021", dt.date(2021, 1, 1), "民发〔2020〕125号", UNABLE_2020),
)


class State(NamedTuple):
    """How it stands with a parent: since when ("" unknown, a month or year may be all that is known), until when."""

    status: str
    since: str
    until: str = ""


class Parent(NamedTuple):
    """A parent as far as the file knows; without states nothing is known of the parent's whereabouts."""

    states: tuple[State, ...] = ()
    capable: bool | None = None


class Facts(NamedTuple):
    """What the categories follow from, on a day."""

    birth: str = ""
    area: str = ""
    registered_area: str = ""
    father: Parent = Parent()
    mother: Parent = Parent()
    economies: tuple[tuple[str, str], ...] = ()
    """(economic type, since) of the household on the day"""
    economy_known: bool = False
    disabilities: tuple[tuple[str, str], ...] = ()
    """(class, level)"""
    certified: bool = False
    illness: str = ""
    schooling: str = ""
    guardian: str = ""
    unguarded: bool = False


class Reason(NamedTuple):
    """A sentence of `casefiles.domain.category_words` and what is put into it."""

    code: str
    args: tuple[tuple[str, str], ...] = ()


class Suggestion(NamedTuple):
    """A category the facts speak for."""

    category: str
    subcategory: str
    reasons: tuple[Reason, ...]
    hint: bool = False
    rule: str = ""


class Spell(NamedTuple):
    """A category that is recorded and open on the day."""

    id: str
    category: str
    subcategory: str


class Finding(NamedTuple):
    """Where facts and recorded categories differ: `act` is "add" or "end"; an end names the spell."""

    act: str
    category: str
    subcategory: str
    reasons: tuple[Reason, ...]
    spell: str = ""
    hint: bool = False
    rule: str = ""

    @property
    def print(self) -> str:
        """The finding and its facts in one word: what was answered with “not so” stays answered while this is so."""
        parts = [self.act, self.category, self.subcategory, *(f"{r.code}{r.args}" for r in self.reasons)]
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def version_on(day: dt.date) -> Version:
    """The rule in force on a day; before the first one, the first."""
    return next((v for v in reversed(VERSIONS) if v.start <= day), VERSIONS[0])


def suggestions(facts: Facts, on: dt.date) -> list[Suggestion]:
    """What the facts speak for on a day, the weightiest first. Without a birth date nothing is suggested."""
    rule, age = version_on(on), age_on(facts.birth, on)
    if age is None or age >= rule.child:
        return []
    found = [*_unparented(facts, rule, on), *_hardship(facts), *_body(facts)]
    if age < rule.young:
        found = [*found, *(_floating(facts) or _left_behind(facts, rule, on))]
    found += _five_lost(facts, age, rule, on)
    return [s._replace(rule=rule.source) for s in found]


def findings(facts: Facts, recorded: Sequence[Spell], on: dt.date) -> list[Finding]:
    """Where the facts and what is recorded differ."""
    found: list[Finding] = []
    suggested = suggestions(facts, on)
    for s in suggested:
        same = [k for k in recorded if k.category == s.category]
        if not any(k.subcategory in ("", s.subcategory) for k in same):
            found.append(Finding("add", s.category, s.subcategory, s.reasons, "", s.hint, s.rule))
    for spell in recorded:
        reasons = _against(facts, spell, suggested, on)
        if reasons:
            rule = version_on(on).source
            found.append(Finding("end", spell.category, spell.subcategory, tuple(reasons), spell.id, False, rule))
    return found


def _lasted(state: State, rule: Version, on: dt.date) -> bool:
    """Whether a status has lasted its months, or is known to last them."""
    first = _first(state.since)
    if first is None:
        return False
    full = months_on(first, rule.months)
    until = _first(state.until)
    return full is not None and (full <= on or (state.status != "away" and until is not None and full <= until))


def _first(text: str) -> dt.date | None:
    """The first day a partly known date may be."""
    try:
        return dt.date.fromisoformat(f"{text}-01-01"[:10] if len(text) in (4, 7) else text) if text else None
    except ValueError:
        return None


def _state(parent: Parent, among: frozenset[str], rule: Version, on: dt.date) -> State | None:
    """The first status of a kind that counts on the day."""
    for state in parent.states:
        if state.status in among and (state.status not in LASTING or _lasted(state, rule, on)):
            return state
    return None


_AWAY = frozenset({"away"})
_SIDES = (("father", "mother"), ("mother", "father"))


def _unparented(facts: Facts, rule: Version, on: dt.date) -> Iterator[Suggestion]:
    gone = {side: _state(getattr(facts, side), GONE, rule, on) for side in ("father", "mother")}
    lost = {
        side: gone[side] or _state(getattr(facts, side), rule.unable, rule, on) for side in ("father", "mother")
    }
    reasons = tuple(_stands(side, state) for side, state in lost.items() if state)
    if all(gone.values()):
        yield Suggestion("difficulty", "orphan", reasons)
    elif rule.unable and all(lost.values()):
        yield Suggestion("difficulty", "unattended", reasons)
    if facts.guardian == "institution":
        yield Suggestion("difficulty", "state_guarded", (Reason("institution"),))


def _left_behind(facts: Facts, rule: Version, on: dt.date) -> list[Suggestion]:
    away = {side: _state(getattr(facts, side), _AWAY, rule, on) for side in ("father", "mother")}
    reasons = tuple(_stands(side, state) for side, state in away.items() if state)
    if all(away.values()):
        return [Suggestion("left_behind", "both_away", reasons)]
    for one, other in _SIDES:
        if away[one] and not away[other]:
            parent: Parent = getattr(facts, other)
            unable = _state(parent, GONE | UNABLE_2020, rule, on)
            if unable or parent.capable is False:
                why = _stands(other, unable) if unable else Reason("incapable", (("who", other),))
                return [Suggestion("left_behind", "one_away", (*reasons, why))]
    return []


def _floating(facts: Facts) -> list[Suggestion]:
    here, there = facts.area[:6], facts.registered_area[:6]
    if len(here) < 6 or len(there) < 6 or here == there:
        return []
    with_parents = facts.guardian in ("parents", "father", "mother") or any(
        s.status == "home" for s in (*facts.father.states, *facts.mother.states)
    )
    reason = Reason("county", (("registered", facts.registered_area), ("area", facts.area)))
    return [Suggestion("floating", "with_parents" if with_parents else "with_guardian", (reason,))]


def _hardship(facts: Facts) -> Iterator[Suggestion]:
    seen = set()
    for kind, since in facts.economies:
        sub = HARDSHIP.get(kind)
        if sub and sub not in seen:
            seen.add(sub)
            yield Suggestion("difficulty", sub, (Reason("economy", (("kind", kind), ("since", since))),))


def _body(facts: Facts) -> Iterator[Suggestion]:
    if facts.illness:
        yield Suggestion("difficulty", "severe_illness", (Reason("illness", (("what", facts.illness),)),))
    reasons = tuple(Reason("disability", (("kind", kind), ("level", level))) for kind, level in facts.disabilities)
    severe = tuple(r for r, d in zip(reasons, facts.disabilities, strict=True) if is_severe(*d))
    if severe:
        yield Suggestion("difficulty", "severe_disability", severe)
    if facts.disabilities:
        yield Suggestion("disabled", "certified" if facts.certified else "uncertified", reasons)


def is_severe(kind: str, level: str) -> bool:
    """Level 1 or 2, or level 3 or 4 of intellectual or mental disability."""
    return level in ("1", "2") or (level in ("3", "4") and kind in MIND)


def _five_lost(facts: Facts, age: int, rule: Version, on: dt.date) -> Iterator[Suggestion]:
    def hint(subcategory: str, *reasons: Reason) -> Suggestion:
        return Suggestion("five_lost", subcategory, reasons, hint=True)

    if facts.unguarded:
        yield hint("unsupervised", Reason("unguarded"))
    if facts.schooling == "dropped_out" or (facts.schooling == "not_in_school" and 6 <= age < rule.young):
        yield hint("out_of_school", Reason("schooling", (("kind", facts.schooling),)))
    if age >= rule.young and facts.schooling in ("finished", "not_in_school"):
        yield hint("out_of_work", Reason("schooling", (("kind", facts.schooling),)))
    both = [(side, _state(getattr(facts, side), GONE, rule, on)) for side in ("father", "mother")]
    if all(state for _, state in both):
        yield hint("bereft", *(_stands(side, state) for side, state in both if state))


def _against(facts: Facts, spell: Spell, suggested: Sequence[Suggestion], on: dt.date) -> list[Reason]:
    """What speaks against a category that is recorded; nothing where the facts are not known well enough."""
    rule, age = version_on(on), age_on(facts.birth, on)
    limit = rule.young if spell.category in ("left_behind", "floating") else rule.child
    if age is not None and age >= limit and spell.category in ("left_behind", "floating", "difficulty"):
        return [Reason("aged", (("n", str(limit)),))]
    if any(s.category == spell.category and spell.subcategory in ("", s.subcategory) for s in suggested):
        return []
    if spell.category == "left_behind" or spell.subcategory in ("orphan", "unattended"):
        if spell.category == "left_behind" and _floating(facts):
            return list(_floating(facts)[0].reasons)
        parents = (("father", facts.father), ("mother", facts.mother))
        if all(_clear(parent) for _, parent in parents):
            return [_stands(side, parent.states[0]) for side, parent in parents]
    if spell.category == "floating" and len(facts.area) >= 6 and facts.area[:6] == facts.registered_area[:6]:
        return [Reason("same_county", (("area", facts.area),))]
    if spell.subcategory in HARDSHIP.values() and facts.economy_known:
        held = facts.economies or (("ordinary", ""),)
        return [Reason("economy", (("kind", kind), ("since", since))) for kind, since in held]
    if spell.subcategory == "severe_disability" and facts.disabilities and all(d[1] for d in facts.disabilities):
        return [Reason("disability", (("kind", kind), ("level", level))) for kind, level in facts.disabilities]
    return []


def _clear(parent: Parent) -> bool:
    """Whether enough is known of a parent to speak against what is recorded: since when, where that matters."""
    return bool(parent.states) and all(
        s.status != "unknown" and (s.status not in LASTING or _first(s.since) is not None) for s in parent.states
    )


def _stands(side: str, state: State) -> Reason:
    return Reason("stands", (("who", side), ("status", state.status), ("since", state.since)))


def lacking(facts: Facts) -> list[Reason]:
    """What would have to be known before more can be said."""
    found = [] if facts.birth else [Reason("no_birth")]
    for side in ("father", "mother"):
        parent: Parent = getattr(facts, side)
        if not parent.states or any(s.status == "unknown" for s in parent.states):
            found.append(Reason("no_status", (("who", side),)))
        found += [
            Reason("no_since", (("who", side), ("status", s.status)))
            for s in parent.states
            if s.status in LASTING and _first(s.since) is None
        ]
    return found
