"""A child's whole file, as the papers need it: typed records, who prints it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from casefiles import visiting
from casefiles.domain.child import CategorySpell, Child, GuardianshipSpell, Member
from casefiles.domain.entities import ENTITIES
from casefiles.domain.household import Household
from casefiles.domain.mentor import Match, Mentor
from casefiles.domain.visit import Aid, Visit, VisitFinding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.ports import Record
    from casefiles.registers import Around

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFile:
    """What hangs on a child. Matches and visits come with their mentor, None when that record is not here."""

    child: Child
    household: Household | None = None
    members: tuple[Member, ...] = ()
    categories: tuple[CategorySpell, ...] = ()
    guardianship: tuple[GuardianshipSpell, ...] = ()
    matches: tuple[tuple[Match, Mentor | None], ...] = ()
    visits: tuple[tuple[Visit, Mentor | None], ...] = ()
    late: tuple[int, ...] = ()
    """for each visit how many days late it was entered; 0 in time. Empty: not known"""
    found: tuple[tuple[VisitFinding, ...], ...] = ()
    """for each visit what was found by area of life. Empty: not known"""
    aid: tuple[Aid, ...] = ()
    office: str
    printed_by: str
    printed_at: datetime
    photo: bytes | None = None

    @property
    def today(self) -> date:
        """The day of printing: what is open then is shown as current."""
        return self.printed_at.date()

    @property
    def guardian(self) -> GuardianshipSpell | None:
        """The guardianship that is open today, the latest if several are."""
        return current(self.guardianship, self.today)

    @property
    def open_categories(self) -> tuple[CategorySpell, ...]:
        """The categories the child belongs to today."""
        return tuple(s for s in self.categories if _open(s.end, self.today))

    @property
    def open_matches(self) -> tuple[tuple[Match, Mentor | None], ...]:
        """The matches of today, the lead first."""
        found = [pair for pair in self.matches if _open(pair[0].end, self.today)]
        return tuple(sorted(found, key=lambda pair: not pair[0].lead))

    def kin(self, *relations: str) -> Member | None:
        """The first member with one of these relations to the child (codes of GB/T 4761)."""
        return next((m for code in relations for m in self.members if m.relation == code), None)


def current(spells: Sequence[GuardianshipSpell], on: date) -> GuardianshipSpell | None:
    """The latest spell that is open on a day."""
    found = [s for s in spells if _open(s.end, on)]
    return max(found, key=lambda s: s.start or date.min, default=None)


def _open(end: date | None, on: date) -> bool:
    return end is None or end > on


def child_file(
    around: Around, *, office: str, printed_by: str, printed_at: datetime, photo: bytes | None = None
) -> ChildFile:
    """The file made of the records that `registers.around` found."""

    def typed(cls: type[T], row: Record) -> T:
        found = ENTITIES[row.entity].typed(row.values)
        if not isinstance(found, cls):
            raise TypeError(f"{row.id} is a {row.entity}")
        return found

    mentors = {key: typed(Mentor, row) for key, row in around.mentors.items()}
    matches = tuple(typed(Match, row) for row in around.matches)
    visits = tuple(typed(Visit, row) for row in around.visits)
    found = visiting.by_visit(around.more.get("visit_finding", ()))
    return ChildFile(
        child=typed(Child, around.child),
        household=typed(Household, around.household) if around.household is not None else None,
        members=tuple(typed(Member, row) for row in around.members),
        categories=tuple(typed(CategorySpell, row) for row in around.categories),
        guardianship=tuple(typed(GuardianshipSpell, row) for row in around.guardianship),
        matches=tuple((m, mentors.get(m.mentor)) for m in matches),
        visits=tuple((v, mentors.get(v.mentor)) for v in visits),
        late=tuple(visiting.late(row) for row in around.visits),
        found=tuple(tuple(typed(VisitFinding, one) for one in found.get(row.id, ())) for row in around.visits),
        aid=tuple(typed(Aid, row) for row in around.aid),
        office=office,
        printed_by=printed_by,
        printed_at=printed_at,
        photo=photo,
    )
