"""Work off the GUI thread: one writer lane, in order, and two readers; the answer comes back as a signal.

A job is a callable that takes `step`. `step(i, n, text)` reports progress and raises `Cancelled` once somebody
pressed Stop. All signals are sent in the GUI thread. Waiting is done on locks that release the interpreter.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from casefiles.domain.problems import Refusal

READERS = 2


class Cancelled(Exception):
    """Raised by `step` inside a job that somebody stopped."""


class Step(Protocol):
    """What a job calls as it goes on; all of it may be left out."""

    def __call__(self, i: int = 0, n: int = 0, text: str = "") -> None: ...


Work = Callable[[Step], Any]


class Job(QObject):
    """One piece of work. Exactly one of done, refused, failed, cancelled is sent, then `ended`."""

    done = Signal(object)
    refused = Signal(object)  # Refusal
    failed = Signal(object)  # BaseException
    cancelled = Signal()
    ended = Signal()
    progressed = Signal(int, int, str)
    _finished = Signal()
    _stepped = Signal(int, int, str)

    def __init__(self, work: Work, owner: QObject | None, key: str, *, writes: bool) -> None:
        super().__init__()
        self.owner, self.key, self.writes = owner, key, writes
        self._work = work
        self._stop = threading.Event()
        self._over = threading.Event()
        self._let_go = threading.Event()
        self._told = False
        self._value: Any = None
        self._error: BaseException | None = None
        # queued to this object, so that whoever listens hears it in the GUI thread, lambdas too
        self._finished.connect(self.tell, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask it to stop at its next step; a job that has not begun does not begin."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    @property
    def over(self) -> bool:
        return self._over.is_set()

    def wait(self) -> None:
        """Return when the work is over. Call `tell` to have its answer at once."""
        self._over.wait()

    def drop(self) -> None:
        """It was told: away with it, once the lane's thread does not touch it any more (it may still be telling)."""
        self._let_go.wait()
        self.deleteLater()

    def run(self) -> None:
        """In the lane's thread."""
        try:
            self.step()
            self._value = self._work(self.step)
        except BaseException as error:
            self._error = error
        self._work = _nothing  # lets go of whatever the callable held
        self._over.set()
        self._finished.emit()
        self._let_go.set()

    def step(self, i: int = 0, n: int = 0, text: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        if n or text:
            self._stepped.emit(i, n, text)

    @Slot(int, int, str)
    def _tell_step(self, i: int, n: int, text: str) -> None:
        if not self._told:
            self.progressed.emit(i, n, text)

    @Slot()
    def tell(self) -> None:
        """Send the answer, once."""
        if self._told or not self.over:
            return
        self._told = True
        error, value = self._error, self._value
        self._error = self._value = None
        if error is None and (self.writes or not self.stopping):
            self.done.emit(value)
        elif error is None or isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, Refusal):
            self.refused.emit(error)
        else:
            self.failed.emit(error)
        self.ended.emit()


def _nothing(_step: Step) -> None:
    return None


class _Lane:
    """Threads taking jobs from one queue in order; begun with the first job."""

    def __init__(self, name: str, threads: int) -> None:
        self._name, self._count = name, threads
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def put(self, job: Job) -> None:
        if not self._threads:
            for number in range(self._count):
                thread = threading.Thread(target=self._loop, name=f"{self._name}-{number}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._queue.put(job)

    def close(self) -> None:
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job.run()
            job = None  # so that an idle thread keeps no job alive


class Jobs(QObject):
    """Starts jobs and keeps them until told. A refusal or an error nobody listens to is sent on from here."""

    refused = Signal(object)
    failed = Signal(object)
    idle = Signal()  # the last job has been told

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = _Lane("writer", 1)
        self._readers = _Lane("reader", READERS)
        self._jobs: list[Job] = []

    def read(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        owner: QObject | None = None,
        newest: str = "",
    ) -> Job:
        """Run a question. With `newest`, an older one of the same owner and word is cancelled and never heard."""
        if newest:
            for job in self._jobs:
                if job.owner is owner and job.key == newest:
                    job.cancel()
        return self._start(Job(work, owner, newest, writes=False), self._readers, done, refused, failed)

    def write(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        refused: Callable[[Refusal], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run something that writes, after all that were asked before it."""
        return self._start(Job(work, owner, "", writes=True), self._writer, done, refused, failed)

    def leave(self, owner: QObject) -> None:
        """The owner is about to go: cancel its questions, finish its writing, and tell it everything first."""
        mine = [job for job in self._jobs if job.owner is owner]
        for job in mine:
            if not job.writes:
                job.cancel()
        for job in mine:
            job.wait()
            job.tell()

    def finish(self) -> None:
        """Finish all writing, cancel all questions, and tell everybody; the lanes go on."""
        for job in list(self._jobs):
            if not job.writes:
                job.cancel()
            job.wait()
            job.tell()

    def close(self) -> None:
        """Finish all writing, cancel all questions, end the threads."""
        jobs = list(self._jobs)
        for job in jobs:
            if not job.writes:
                job.cancel()
        self._writer.close()
        self._readers.close()
        for job in jobs:
            job.tell()

    @property
    def busy(self) -> int:
        """How many jobs have not been told yet."""
        return len(self._jobs)

    def _start(
        self,
        job: Job,
        lane: _Lane,
        done: Callable[[Any], object] | None,
        refused: Callable[[Refusal], object] | None,
        failed: Callable[[BaseException], object] | None,
    ) -> Job:
        self._jobs.append(job)
        if done is not None:
            job.done.connect(done)
        job.refused.connect(refused if refused is not None else self.refused)
        job.failed.connect(failed if failed is not None else self.failed)
        job.ended.connect(lambda: self._forget(job))
        lane.put(job)
        return job

    def _forget(self, job: Job) -> None:
        self._jobs.remove(job)
        job.drop()
        if not self._jobs:
            self.idle.emit()
