"""The budget: 20 dossiers a CPU second on a quiet desk. The bar here is lower, because a busy machine is slower."""

from __future__ import annotations

import threading
import time

from casefiles.domain.document import Column, Document, Grid
from casefiles.edges.paper import render
from casefiles.papers.dossier import compose
from tests.paper import files
from tests.yardstick import Stopwatch

BAR = 8.0


def test_dossiers_per_cpu_second() -> None:
    papers = [files.rich("欧阳龑颍", seed=n) for n in range(12)]
    for paper in papers[:4]:
        render(compose(paper, "zh", masked=True))
    with Stopwatch(8 / BAR) as watch:
        for paper in papers[4:]:
            render(compose(paper, "zh", masked=True))
    assert watch.in_time, watch


def test_two_threads_print_what_one_prints() -> None:
    """The preview and a print job may run at the same time."""
    papers = [compose(files.rich(f"王{chr(0x20000 + n)}", seed=n), "zh", masked=True) for n in range(8)]
    alone = [len(render(p)) for p in papers]
    found: dict[int, list[int]] = {}

    def work(number: int) -> None:
        found[number] = [len(render(p)) for p in papers]

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: alone, 1: alone}


def test_a_long_list_takes_time_by_its_length() -> None:
    """Four times the rows take about four times as long, not sixteen times."""

    def seconds(rows: int) -> float:
        columns = tuple(Column(title=str(n), width=1) for n in range(8))
        block = Grid(columns=columns, rows=(("1", "2", "3", "4", "5", "6", "7", "8"),) * rows)
        start = time.process_time()
        render(Document(title="a", lang="zh", blocks=(block,)))
        return time.process_time() - start

    seconds(50)
    assert seconds(4000) < 9 * seconds(1000)
