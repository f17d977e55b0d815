"""Which office's table of divisions this process speaks by.

Names of divisions are shown everywhere: in forms, lists, on papers, in sentences. What shows them has no office in
hand, so the table of the office that is open is known to the whole process, as the shipped table is. It says nothing
of anybody. A table is made when it is first asked for, and anew after somebody wrote a line (`forget`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, ref

from casefiles.domain.division_book import EMPTY, Book

if TYPE_CHECKING:
    from collections.abc import Callable

_makers: WeakKeyDictionary[object, Callable[[], Book]] = WeakKeyDictionary()
_books: WeakKeyDictionary[object, Book] = WeakKeyDictionary()
_shown: Callable[[], object | None] = lambda: None  # noqa: E731
_held: Book | None = EMPTY
_turns = 0
"""how often something was forgotten: what was read before is not kept after"""


def tell(owner: object, make: Callable[[], Book]) -> None:
    """From now on names are those of this office; `owner` is its ledger, which forgets what is no longer so."""
    global _shown
    _makers[owner] = make
    _books.pop(owner, None)
    _shown = ref(owner)
    _reset()


def forget(owner: object, *, closed: bool = False) -> None:
    """The table of an office is made anew when it is asked for next; never again once the office is closed."""
    _books.pop(owner, None)
    if closed:
        _makers.pop(owner, None)
    _reset()


def book() -> Book:
    """The table that names are shown by."""
    held = _held
    return held if held is not None else _look()


def turns() -> int:
    """Grows whenever a table may say something else than before."""
    return _turns


def of(owner: object) -> Book | None:
    """The table of one office; None for one that nobody told of."""
    made = _books.get(owner)
    if made is None and (make := _makers.get(owner)) is not None:
        turn, made = _turns, make()
        if turn == _turns:
            _books[owner] = made
    return made


def _reset() -> None:
    global _held, _turns
    _turns += 1
    _held = None


def _look() -> Book:
    global _held
    turn, owner = _turns, _shown()
    found = of(owner) if owner is not None else None
    held = found if found is not None else EMPTY
    if turn == _turns:
        _held = held
    return held
