"""Which office's table of divisions this process speaks by.

Names of divisions are shown everywhere: in forms, lists, on papers, in sentences. What shows them has no office in
hand, so the table of the office that is open is known to the whole process, as the shipped table is. It says nothing
of anybody. A table is made when it is first asked for, and anew after somebody wrote a line (`forget`).

A long table takes seconds. A window does not stand still for them (`spare`): its thread is answered by the table as it
was told last, before that by the shipped one, while another thread makes it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from casefiles.domain.division_book import EMPTY, Book

if TYPE_CHECKING:
    from collections.abc import Callable

    Step = Callable[[], object]
    """called now and then while a table is made; what it raises ends that"""


class _Maker(NamedTuple):
    make: Callable[[Step], Book]
    long: Callable[[], bool]
    lock: threading.Lock
    """whoever needs a table that is being made waits for it instead of making a second one"""


class _Spared(NamedTuple):
    thread: int
    ask: Callable[[], object]
    told: Callable[[], object]


_makers: WeakKeyDictionary[object, _Maker] = WeakKeyDictionary()
_books: WeakKeyDictionary[object, Book] = WeakKeyDictionary()
_before: WeakKeyDictionary[object, Book] = WeakKeyDictionary()
"""as it was told last, while it is made anew"""
_shown: Callable[[], object | None] = lambda: None  # noqa: E731
_held: Book | None = EMPTY
_turns = 0
"""how often something was forgotten: what was read before is not kept after"""
_tellings = 0
_spared: _Spared | None = None
_asked = -1
"""the turn in which the spared thread was answered by something else and `ask` was called"""


def _go_on() -> None:
    """Nobody wants to end it."""


def tell(owner: object, make: Callable[[Step], Book], long: Callable[[], bool] = lambda: False) -> None:
    """From now on names are those of this office; `owner` is its ledger, which forgets what is no longer so. `long`
    says, quickly, whether it takes long to make the table."""
    global _shown
    _makers[owner] = _Maker(make, long, threading.Lock())
    _books.pop(owner, None)
    _before.pop(owner, None)
    _shown = ref(owner)
    _reset()


def forget(owner: object, *, closed: bool = False) -> None:
    """The table of an office is made anew when it is asked for next; never again once the office is closed."""
    old = _books.pop(owner, None)
    if closed:
        _makers.pop(owner, None)
        _before.pop(owner, None)
    elif old is not None:
        _before[owner] = old
    _reset()


def spare(ask: Callable[[], object] | None, told: Callable[[], object] = _go_on) -> None:
    """The thread that calls this is not made to wait for a long table any more: `ask` is called in it, once, to have
    the table made in another (`of`), and `told` in that one when it is made. None: no thread is spared."""
    global _spared, _asked
    _spared, _asked = _Spared(threading.get_ident(), ask, told) if ask is not None else None, -1


def book() -> Book:
    """The table that names are shown by."""
    held = _held
    return held if held is not None else _look()


def turns() -> int:
    """Grows whenever the table may say something else than before."""
    return _turns + _tellings


def of(owner: object, step: Step = _go_on) -> Book | None:
    """The table of one office; None for one that nobody told of."""
    global _tellings, _asked
    made, maker = _books.get(owner), _makers.get(owner)
    if made is not None or maker is None:
        return made
    with maker.lock:
        made = _books.get(owner)
        if made is None:
            turn, spared = _turns, _spared
            made = maker.make(step)
            if turn == _turns:
                _books[owner] = made
                _tellings += 1
            if spared is not None and _asked >= turn:  # it was shown something else meanwhile
                if turn != _turns:
                    _asked = -1  # this one is out of date already: it asks again
                spared.told()
    return made


def _reset() -> None:
    global _held, _turns
    _turns += 1
    _held = None


def _look() -> Book:
    global _held
    turn, owner = _turns, _shown()
    if owner is not None and _must_not_wait(owner):
        return _before.get(owner, EMPTY)
    found = of(owner) if owner is not None else None
    held = found if found is not None else EMPTY
    if turn == _turns:
        _held = held
    return held


def _must_not_wait(owner: object) -> bool:
    """Whether whoever asks is the spared thread, and the table is neither made nor made quickly."""
    global _asked
    spared, maker = _spared, _makers.get(owner)
    if spared is None or maker is None or owner in _books or threading.get_ident() != spared.thread:
        return False
    if _asked != _turns:
        if not maker.long():
            return False
        _asked = _turns
        if not maker.lock.locked():
            spared.ask()
    return True
