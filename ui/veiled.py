"""Whether names are hidden now: what is painted by hand, and models of lists, show text through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.veil import Veil

_drawn: list[Veil] = []


def put(veil: Veil | None) -> None:
    """Hide with this veil from now on; None hides nothing."""
    _drawn[:] = [veil] if veil is not None else []


def shown(text: str) -> str:
    """The text as it may be shown now."""
    return _drawn[0].shown(text) if _drawn and text else text


def also(names: Iterable[str] = (), places: Iterable[str] = ()) -> None:
    """Hide these too while names are hidden: they stand on no file, or not any more."""
    for veil in _drawn:
        veil.add(names)
        veil.add_places(places)
