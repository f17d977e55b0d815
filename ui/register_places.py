"""The pages of their own that records of a register have: a household, a batch, a round, a session, a screening."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.window import Shell


class Own(NamedTuple):
    """The page, and what it is opened with beside the id."""

    page: str
    where: Mapping[str, str] = {}


OWN = {
    "household": Own("household"),
    "aid_batch": Own("grid", {"grid": "aid"}),
    "fund": Own("grid", {"grid": "donations"}),
    "session": Own("grid", {"grid": "attendance"}),
    "screening_round": Own("grid", {"grid": "screening"}),
    "survey_round": Own("surveys"),
}


def has_own(shell: Shell, entity: str) -> bool:
    """Whether records of this entity have a page of their own in this window."""
    return entity in OWN and OWN[entity].page in shell.specs


def open_own(shell: Shell, entity: str, row: str) -> bool:
    """Open the record's own page; False when it has none."""
    if not has_own(shell, entity):
        return False
    shell.open(OWN[entity].page, id=row, **OWN[entity].where)
    return True
