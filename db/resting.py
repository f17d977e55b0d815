"""Work that nobody waits for lets others go first, and ends when it is told to."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.driver import Connection

LONGEST = 0.25
"""seconds of sleep at a time"""
SHORT = 0.002
"""seconds of work that need no rest"""


class Stopped(Exception):
    """The work was to stop, as when the office is closed; it left nothing behind."""


class Rest:
    """Called between two parts of a work: sleeps as long as the part took. Raises Stopped once it was stopped.

    A lower priority of the thread would do harm: it holds Python's lock while it waits for its turn, and the window
    with it.
    """

    def __init__(self, share: float = 1.0) -> None:
        """`share` is how long it sleeps, in parts of the time that it worked; 0: it hurries."""
        self._share, self._since = share, time.monotonic()
        self._stopped = threading.Event()
        self._interrupt: Callable[[], None] | None = None

    def __call__(self) -> None:
        """Between two parts."""
        if self._stopped.is_set():
            raise Stopped
        taken = time.monotonic() - self._since
        if self._share and taken > SHORT and self._stopped.wait(min(LONGEST, taken * self._share)):
            raise Stopped
        self._since = time.monotonic()

    @contextlib.contextmanager
    def asking(self, connection: Connection) -> Iterator[None]:
        """Meanwhile whoever stops the work also interrupts what this connection is asked."""
        self._interrupt = connection.interrupt
        try:
            yield
        finally:
            self._interrupt = None

    def stop(self) -> None:
        """From another thread: end at the next part."""
        self._stopped.set()
        interrupt = self._interrupt
        if interrupt is not None:
            with contextlib.suppress(Exception):  # it was closed in this moment
                interrupt()
