"""A township that knows a little of its neighbour's log goes on getting packages when that log is written twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.package import offices
from tests.package.offices import add, meet
from tests.package.test_branches import send
from tests.package.test_transfer import three

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ("three",)


def test_a_branch_that_a_neighbour_does_not_get_takes_no_signature_from_the_log_that_goes_on(
    three: SimpleNamespace,
) -> None:
    """The county leaves the branch out (nothing in it is the town's), and sends the log that it left."""
    meet(three.stick, three.town, three.other)
    add(three.other, "norm", name="补贴标准")
    send(three.other, three.town, three.stick)  # handed over the fence: now the town's receipt names this log
    other = offices.put_aside(three, "other")
    add(other, "child", name="石一例", area="999901102")
    send(other, three.county, three.stick)
    offices.put_back(three, "other")
    add(three.other, "child", name="石二例", area="999901102")
    assert len(send(three.other, three.county, three.stick).forked) == 1
    send(three.town, three.county, three.stick)
    assert send(three.county, three.town, three.stick).state == "done", "no honest package is refused"
    assert send(three.county, three.town, three.stick).state in {"done", "same"}
    assert three.town.queries.check()["ok"]
