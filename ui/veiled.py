"""Whether names are hidden now: what is painted by hand, and models of lists, show text through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.running import GONE, Running, is_running

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.catalogue import Field
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.veil import Veil

_drawn: list[Veil] = []
_ALSO: tuple[set[str], set[str]] = (set(), set())
"""names and places that were shown and stand on no file, or not any more"""
FIELD = "running"
"""property of a field that holds running text"""
RUNS = Running()
"""the running texts that were shown last: they go whole when names are hidden"""


def put(veil: Veil | None) -> None:
    """Hide with this veil from now on; None hides nothing."""
    _drawn[:] = [veil] if veil is not None else []
    if veil is not None:
        veil.add(_ALSO[0])
        veil.add_places(_ALSO[1])


def shown(text: str) -> str:
    """The text as it may be shown now."""
    return _drawn[0].shown(text) if _drawn and text else text


def also(names: Iterable[str] = (), places: Iterable[str] = ()) -> None:
    """Hide these too while names are hidden, now and later: they stand on no file, or not any more."""
    for kept, more in zip(_ALSO, (names, places), strict=True):
        kept |= set(more)
    for veil in _drawn:
        veil.add(_ALSO[0])
        veil.add_places(_ALSO[1])


def also_field(entity: str, name: str, told: Iterable[str]) -> None:
    """Hide these values of a field as well, where it names a person, a place or a day of birth."""
    from casefiles.domain.veil import name_fields, place_fields, places_of  # which reads the whole catalogue

    if name in name_fields(entity):
        also(names=told)
    elif name in place_fields(entity):
        also(places=(place for text in told for place in places_of(name, text)))


def forget() -> None:
    """Another office, or none: what was shown of the last one is not remembered."""
    RUNS.clear()
    for kept in _ALSO:
        kept.clear()


def running(text: Stored) -> str:
    """Running text (notes, a reason, an answer) that is about to be shown, inside a sentence or alone."""
    said = str(text or "")
    if said:
        RUNS.add(said)
    return said


def told(field: Field, text: str) -> str:
    """A field's text that is about to be shown."""
    return running(text) if is_running(field) else text


def age(years: int | None) -> str:
    """An age in a cell, where nothing around it says that it is one; "" when it is not known."""
    return "" if years is None else GONE if _drawn else str(years)


def cell(field: Field, text: str) -> str:
    """A field's text in a list of any length, as it may be shown now."""
    return GONE if _drawn and text and is_running(field) else text
