"""Jobs: in order, off the GUI thread, heard in it; stopped by a step; never lost when the owner goes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem, Refusal
from ui.jobs import Jobs, Step
from ui.widgets import ProgressStrip

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.theme import Theme


def here() -> int:
    return threading.get_ident()


def a_refusal() -> Refusal:
    code = next(code for code, text in MESSAGES.items() if "{" not in text.zh)
    return Refusal(Problem(code))


def test_work_is_elsewhere_and_the_answer_here(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[tuple[object, int]] = []
    job = jobs.read(lambda step: here(), done=lambda value: heard.append((value, here())))
    with qtbot.waitSignal(job.ended):
        pass
    assert heard[0][0] != here()
    assert heard[0][1] == here()
    assert not jobs.busy


def test_the_writer_lane_keeps_the_order(qtbot: QtBot, jobs: Jobs) -> None:
    written: list[int] = []
    threads = set()

    def write(n: int) -> None:
        threads.add(here())
        written.append(n)

    for n in range(50):
        jobs.write(lambda step, n=n: write(n))
    with qtbot.waitSignal(jobs.idle):
        pass
    assert written == list(range(50))
    assert len(threads) == 1


def test_a_reader_does_not_wait_for_the_writer(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    writer = jobs.write(lambda step: gate.wait(20))
    reader = jobs.read(lambda step: "read")
    with qtbot.waitSignal(reader.ended):
        pass
    assert not writer.over
    gate.set()


def test_progress_is_told_in_order(qtbot: QtBot, jobs: Jobs, theme: Theme) -> None:
    strip = ProgressStrip(theme, "zh")
    qtbot.addWidget(strip)
    steps: list[tuple[int, int, str]] = []
    gate = threading.Event()

    def work(step: Step) -> None:
        gate.wait(20)
        for i in range(1, 4):
            step(i, 3, "正在导入")

    job = jobs.read(work)
    job.progressed.connect(lambda i, n, text: steps.append((i, n, text)))
    strip.follow(job)
    assert strip.isVisibleTo(None) or not strip.isHidden()
    gate.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert steps == [(i, 3, "正在导入") for i in (1, 2, 3)]
    assert "3 / 3" in strip.text.full
    assert strip.isHidden()


def test_stop_ends_it_at_the_next_step(qtbot: QtBot, jobs: Jobs, theme: Theme) -> None:
    strip = ProgressStrip(theme, "zh")
    qtbot.addWidget(strip)
    begun, done = threading.Event(), []

    def work(step: Step) -> None:
        while True:
            begun.set()
            step(1, 2, "")

    job = jobs.write(work, done=done.append)
    strip.follow(job)
    assert begun.wait(20)
    with qtbot.waitSignals([job.cancelled, job.ended]):
        strip.stop.click()
    assert done == []


def test_a_refusal_and_an_error_come_back_as_what_they_are(qtbot: QtBot, jobs: Jobs) -> None:
    refusal, error = a_refusal(), ValueError("x")

    def raising(what: Exception) -> None:
        raise what

    refused: list[object] = []
    failed: list[object] = []
    jobs.write(lambda step: raising(refusal), refused=refused.append)
    jobs.write(lambda step: raising(error), failed=failed.append)
    with qtbot.waitSignal(jobs.idle):
        pass
    assert refused == [refusal]
    assert failed == [error]


def test_what_nobody_listens_to_is_sent_on(qtbot: QtBot, jobs: Jobs) -> None:
    def raising(what: Exception) -> None:
        raise what

    with qtbot.waitSignal(jobs.refused):
        jobs.read(lambda step: raising(a_refusal()))
    with qtbot.waitSignal(jobs.failed) as failed:
        jobs.read(lambda step: raising(KeyError("张小明")))
    assert isinstance(failed.args[0], KeyError)


def test_only_the_newest_answer_is_heard(qtbot: QtBot, jobs: Jobs) -> None:
    gate, heard = threading.Event(), []
    for word in ("z", "zx", "zxm"):
        jobs.read(lambda step, word=word: gate.wait(20) and word, done=heard.append, newest="search")
    gate.set()
    with qtbot.waitSignal(jobs.idle):
        pass
    assert heard == ["zxm"]


def test_leaving_finishes_the_writing_and_tells_it(jobs: Jobs) -> None:
    owner, heard, begun = QObject(), [], threading.Event()

    def read(step: Step) -> None:
        while True:
            begun.set()
            step()

    jobs.read(read, done=heard.append, owner=owner)
    assert begun.wait(20)
    jobs.write(lambda step: "saved", done=heard.append, owner=owner)
    jobs.leave(owner)
    assert heard == ["saved"]
    assert not jobs.busy


def test_closing_writes_what_is_waiting(qapp: object, tmp_path: Path) -> None:
    jobs = Jobs()
    for n in range(20):
        jobs.write(lambda step, n=n: (tmp_path / str(n)).write_text("x"))
    jobs.close()
    assert len(list(tmp_path.iterdir())) == 20
    assert not jobs.busy


def test_a_waiting_gui_leaves_the_interpreter_to_the_worker(qapp: object, jobs: Jobs) -> None:
    """Waiting on a lock that held the interpreter would never end here."""
    job = jobs.read(lambda step: sum(range(200_000)))
    job.wait()
    assert job.over
    assert QThread.currentThread().isMainThread()


def test_lanes_begin_again_after_closing(qtbot: QtBot) -> None:
    jobs = Jobs()
    for _ in range(3):
        job = jobs.read(lambda step: 1)
        with qtbot.waitSignal(job.done):
            pass
        jobs.close()


class _Slow(threading.Event):
    """Once set it holds up who set it until it is let go, as a busy machine does."""

    def __init__(self, gate: threading.Event) -> None:
        super().__init__()
        self._gate = gate

    def set(self) -> None:
        super().set()
        self._gate.wait(20)


def test_a_job_that_was_told_lives_until_its_thread_let_go_of_it(jobs: Jobs, qapp: object) -> None:
    owner, gate, began = QObject(), threading.Event(), threading.Event()
    job = jobs.write(lambda step: began.wait(20), owner=owner)
    job._over = _Slow(gate)
    began.set()
    job.wait()  # its thread stands between "over" and telling
    threading.Timer(0.2, gate.set).start()
    jobs.leave(owner)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gate.is_set(), "it was deleted under its thread's hands"
    after = jobs.write(lambda step: "the lane goes on", owner=owner)
    jobs.leave(owner)
    assert after.over
