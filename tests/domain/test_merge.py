"""The merge against a brute-force reading of its rules: any order, any repetition, any cutting gives one state."""

from __future__ import annotations

import hashlib
import random  # noqa: TC003  (the annotations of given() are read)
import time
import tracemalloc
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles.domain.changes import DELETED, Body, Change
from casefiles.domain.merge import SOME, fold

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored

FIELDS = ("a", "b", DELETED)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """The changes of one record by three devices: each is written on top of some earlier ones, clocks lie."""
    changes: list[Change] = []
    for at in range(draw(st.integers(1, 9))):
        seen = draw(st.lists(st.sampled_from(changes), unique_by=lambda c: c.id, max_size=3)) if changes else []
        if draw(st.integers(0, 9)) == 0:
            parents = (*(c.id for c in seen), bytes([200 + at]) * 20)  # a parent that has not arrived
        else:
            parents = tuple(c.id for c in seen)
        names = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=2, unique=True))
        fields: dict[str, Stored] = {}
        for name in names:
            fields[name] = draw(st.sampled_from((0, 1) if name == DELETED else ("x", "y", None)))
        dev = draw(st.sampled_from(("d1", "d2", "d3")))
        body = Body("c-00000000", "child", draw(st.integers(0, 5)), fields, tuple(p.hex() for p in parents), "u", "n")
        changes.append(Change(dev, at + 1, bytes([at + 1]) * 20, body))
    return changes


def ancestors(changes: list[Change]) -> dict[bytes, set[bytes]]:
    """Everything that each change's writer had on the screen, found by walking."""
    known = {c.id: c for c in changes}
    found: dict[bytes, set[bytes]] = {}
    for change in changes:
        reached: set[bytes] = set()
        todo = [bytes.fromhex(p) for p in change.body.p]
        while todo:
            at = todo.pop()
            if at in known and at not in reached:
                reached.add(at)
                todo += [bytes.fromhex(p) for p in known[at].body.p]
        found[change.id] = reached
    return found


def last_writers(changes: list[Change], name: str) -> list[Change]:
    """Those who wrote the field and whom nobody that wrote it later had seen."""
    before = ancestors(changes)
    writers = [c for c in changes if name in c.body.f]
    return [w for w in writers if not any(w.id in before[other.id] for other in writers)]


def deletion_met_an_unseen_edit(changes: list[Change]) -> bool:
    before = ancestors(changes)
    return any(
        other.id != gone.id
        and other.id not in before[gone.id]
        and gone.id not in before[other.id]
        and any(name != DELETED for name in other.body.f)
        for gone in last_writers(changes, DELETED)
        if gone.body.f[DELETED]
        for other in changes
    )


@settings(max_examples=400, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(changes: list[Change], chance: random.Random) -> None:
    expected = fold(changes)
    again = changes + chance.sample(changes, chance.randint(0, len(changes)))
    chance.shuffle(again)
    assert fold(again) == expected


@settings(max_examples=400, deadline=None)
@given(histories())
def test_the_state_is_what_the_rules_say(changes: list[Change]) -> None:
    state = fold(changes)
    before = ancestors(changes)
    seen = set().union(*before.values())
    known = {c.id for c in changes}
    named = {bytes.fromhex(p) for c in changes for p in c.body.p}
    assert set(state.heads) == known - seen
    assert list(state.heads) == sorted(state.heads)
    assert set(state.missing) == named - known
    written = {name for c in changes for name in c.body.f}
    assert set(state.values) == written - {DELETED}
    for name in written - {DELETED}:
        values = {w.body.f[name] for w in last_writers(changes, name)}
        assert state.values[name] in values
        flagged = {r.value for r in state.rivals.get(name, ())}
        assert flagged == (values if len(values) > 1 else set())
        if flagged:
            assert state.rivals[name][-1].value == state.values[name]
            assert len(state.rivals[name]) == len(flagged)


@settings(max_examples=400, deadline=None)
@given(histories())
def test_a_deletion_never_hides_an_edit_it_had_not_seen(changes: list[Change]) -> None:
    state = fold(changes)
    said = {bool(w.body.f[DELETED]) for w in last_writers(changes, DELETED)}
    if state.deleted:
        assert True in said
        assert not deletion_met_an_unseen_edit(changes)
    if said == {True}:
        assert state.deleted != deletion_met_an_unseen_edit(changes)
        assert (DELETED in state.rivals) == deletion_met_an_unseen_edit(changes)
    if said <= {False}:
        assert not state.deleted


@settings(max_examples=200, deadline=None)
@given(histories())
def test_a_change_that_saw_everything_decides(changes: list[Change]) -> None:
    state = fold(changes)
    body = Body("c-00000000", "child", 0, {"a": "decided"}, tuple(h.hex() for h in state.heads), "u", "n")
    after = fold([*changes, Change("d1", 99, bytes([99]) * 20, body)])
    assert after.values["a"] == "decided"
    assert "a" not in after.rivals
    assert after.heads == (bytes([99]) * 20,)
    assert {n: v for n, v in after.values.items() if n != "a"} == {n: v for n, v in state.values.items() if n != "a"}


def test_a_clock_in_2099_does_not_win_over_whoever_saw_it() -> None:
    wrong = Change("d1", 1, b"1" * 20, Body("c-00000000", "child", 4_000_000_000_000, {"a": "wrong"}, (), "u", "n"))
    right = Change("d2", 1, b"2" * 20, Body("c-00000000", "child", 5, {"a": "right"}, (wrong.id.hex(),), "u", "n"))
    state = fold([right, wrong])
    assert (state.values["a"], state.rivals) == ("right", {})


def test_two_devices_that_say_the_same_are_no_conflict() -> None:
    one = Change("d1", 1, b"1" * 20, Body("c-00000000", "child", 5, {"a": "x"}, (), "u", "n"))
    two = Change("d2", 1, b"2" * 20, Body("c-00000000", "child", 9, {"a": "x"}, (), "u", "n"))
    assert fold([one, two]).rivals == {}


def test_two_deletions_are_no_conflict() -> None:
    one = Change("d1", 1, b"1" * 20, Body("c-00000000", "child", 5, {"a": "x"}, (), "u", "n"))
    gone = [
        Change(dev, 1, mark * 20, Body("c-00000000", "child", 9, {DELETED: 1}, (one.id.hex(),), "u", "n"))
        for dev, mark in (("d2", b"2"), ("d3", b"3"))
    ]
    state = fold([one, *gone])
    assert (state.deleted, state.rivals) == (True, {})


def test_who_saw_a_change_saw_all_that_it_had_seen() -> None:
    """A grandchild's value replaces the first one although it names only the change between them as its parent."""

    def change(number: int, parents: tuple[int, ...], **fields: Stored) -> Change:
        seen = tuple((bytes([p]) * 20).hex() for p in parents)
        return Change("d1", number, bytes([number]) * 20, Body("c-00000000", "child", 5, fields, seen, "u", "n"))

    chain = [change(1, (), a="x"), change(2, (1,), b="y"), change(3, (2,), b="z"), change(4, (3,), a="y")]
    state = fold(chain)
    assert (state.values, state.rivals, state.heads) == ({"a": "y", "b": "z"}, {}, (chain[-1].id,))
    gone = [*chain[:3], change(4, (3,), **{DELETED: 1})]
    assert fold(gone).deleted


@given(histories())
@settings(max_examples=300)
def test_a_deletion_stands_unless_somebody_wrote_data_apart_from_it(changes: list[Change]) -> None:
    """Pair by pair, as the rule says it."""
    before = ancestors(changes)
    every = last_writers(changes, DELETED)
    standing = [c for c in every if c.body.f[DELETED]]
    apart = any(
        d.id not in before[other.id] and other.id not in before[d.id] and set(other.body.f) != {DELETED}
        for d in standing
        for other in changes
        if other is not d
    )
    found = fold(changes)
    if apart or not standing:
        assert not found.deleted
    elif standing == every:
        assert found.deleted


def crowd(count: int) -> list[Change]:
    """So many changes of one record that know nothing of each other."""
    first = Change("d0", 1, bytes(20), Body("c-00000000", "child", 0, {"a": "x"}, (), "u", "n"))
    fields: tuple[dict[str, Stored], ...] = ({"a": "y"}, {"a": "z", "b": "x"}, {DELETED: 1})
    rest = (
        Change(f"d{n}", 1, n.to_bytes(20), Body("c-00000000", "child", n, fields[n % 3], (first.id.hex(),), "u", "n"))
        for n in range(1, count)
    )
    return [first, *rest]


def test_eight_times_as_many_at_once_is_not_sixty_times_the_work() -> None:
    took = {}
    for count in (1000, 8000):
        changes = crowd(count)
        runs = []
        for _ in range(3):
            began = time.process_time()
            state = fold(changes)
            runs.append(time.process_time() - began)
        took[count] = min(runs)
        assert len(state.heads) == count - 1
        assert not state.deleted
    assert took[8000] < 30 * took[1000], took


def chained(count: int) -> list[Change]:
    """So many changes of one record, each on the one before, by a clock that runs backwards."""
    found: list[Change] = []
    for n in range(count):
        parents = (found[-1].id.hex(),) if found else ()
        body = Body("c-00000000", "child", count - n, {"a": "x"}, parents, "u", "n")
        found.append(Change("d1", n + 1, n.to_bytes(20), body))
    return found


def test_a_long_history_takes_memory_by_its_length_alone() -> None:
    """Whoever writes one record a hundred thousand times fills nobody's memory."""
    changes, last = [], ""
    for n in range(30_000):
        id_ = hashlib.sha256(str(n).encode()).digest()[:20]
        body = Body("c-00000000000", "child", n, {"school": f"{n}"}, (last,) if last else (), "clerk", "")
        changes.append(Change("a", n + 1, id_, body))
        last = id_.hex()
    tracemalloc.start()
    state = fold(changes)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert state.values == {"school": "29999"}
    assert [one.hex() for one in state.heads] == [last]
    assert most < 30_000 * 1000


def test_many_deletions_that_stand_beside_one_another() -> None:
    """They are asked for some at a time: whoever has seen all of them but one has not seen all."""
    first = Change("a", 1, b"\1" * 20, Body("c-00000000000", "child", 1, {"school": "一"}, (), "clerk", ""))
    gone = [
        Change("b", n, n.to_bytes(20), Body("c-00000000000", "child", 2, {DELETED: 1}, (first.id.hex(),), "clerk", ""))
        for n in range(1, 2 * SOME + 50)
    ]
    assert fold([first, *gone]).deleted
    for left_out in (0, SOME - 1, SOME, 2 * SOME, len(gone) - 1):
        seen = tuple(one.id.hex() for n, one in enumerate(gone) if n != left_out)
        knew = Change("c", 1, b"\2" * 20, Body("c-00000000000", "child", 3, {"school": "二"}, seen, "clerk", ""))
        state = fold([first, *gone, knew])
        assert not state.deleted
        assert DELETED in state.rivals
    every = tuple(one.id.hex() for one in gone)
    last = Change("c", 1, b"\2" * 20, Body("c-00000000000", "child", 3, {"school": "二"}, every, "clerk", ""))
    assert fold([first, *gone, last]).deleted


def decided_and_taken_back(times: int) -> list[Change]:
    """Two devices write a field apart; the second decides and takes it back so often, with a save of others between."""

    def written(dev: str, value: Stored, *upon: Change, name: str = "a") -> Change:
        at = len(made) + 1
        body = Body("c-00000000", "child", at, {name: value}, tuple(c.id.hex() for c in upon), f"of {dev}", "n")
        made.append(Change(dev, at, at.to_bytes(20), body))
        return made[-1]

    made: list[Change] = []
    first = written("d1", "old")
    apart = [written("d1", "x", first), written("d2", "y", first)]
    for _ in range(times):
        choice = written("d2", "x", *apart)
        seen = written("d2", "other", choice, name="b")
        apart = [written("d2", "x", seen), written("d2", "y", seen)]
    return made


def test_values_put_back_beside_each_other_are_of_those_who_wrote_them() -> None:
    told = [
        [(r.value, r.dev, r.user, r.ts) for r in fold(decided_and_taken_back(times)).rivals["a"]] for times in (0, 1, 5)
    ]
    assert told[0] == told[1] == told[2] == [("x", "d1", "of d1", 2), ("y", "d2", "of d2", 3)]


def test_what_was_put_back_in_a_very_long_history_is_found_in_bounded_time() -> None:
    history = decided_and_taken_back(4000)
    began = time.process_time()
    assert [r.value for r in fold(history).rivals["a"]] == ["x", "y"]
    assert time.process_time() - began < 3
