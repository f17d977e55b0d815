"""What a line of a table says that travels downwards (division, redivision): the word of those who may write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.changes import DELETED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored


def heard(
    entries: Iterable[tuple[str, Mapping[str, Stored]]],
    fields: Collection[str],
    begins: Collection[str],
    may: Callable[[str, Mapping[str, str], Mapping[str, str]], bool],
) -> tuple[dict[str, str], str]:
    """By its changes, oldest first, each with the code of the office that made it: what stands of `fields` and DELETED
    ("" for nothing), and the office that said so. Who says nothing new is not who said it.

    `begins` are the fields that a change names by which a line is made. `may(maker, said, whole)`: whether the office
    may make `whole` of what was `said`."""
    said: dict[str, str] = {}
    by = ""
    every = (*fields, DELETED)
    for maker, changed in entries:
        spoken = {name: str(value or "") for name, value in changed.items() if name in every}
        before = dict(said)
        if len(root(maker)) < len(root(by)) and spoken.keys() >= set(begins):
            before[DELETED] = ""  # made here: an office below that dates its change back does not delete it
        whole = {**before, **spoken}
        if may(maker, said, whole) and any(whole.get(name, "") != said.get(name, "") for name in every):
            said, by = whole, maker
    return said, by
