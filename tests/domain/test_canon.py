"""Which file is shown after merging: any pointers, any order, always one answer for a group."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain.canon import canon

NAMES = tuple("abcdefg")
POINTERS = st.dictionaries(st.sampled_from(NAMES), st.none() | st.sampled_from(NAMES), max_size=7)
STANDING = st.sets(st.sampled_from(NAMES))


def test_a_chain_leads_to_its_end() -> None:
    assert canon({"a": "b", "b": "c"}, "abc") == {"a": "c", "b": "c", "c": "c"}


def test_a_circle_made_by_two_offices_is_its_smallest_id() -> None:
    assert canon({"b": "a", "a": "b"}, "ab") == {"a": "a", "b": "a"}
    assert canon({"c": "b", "b": "d", "d": "b"}, "bcd") == dict.fromkeys("bcd", "b")


def test_the_survivor_was_deleted_or_never_arrived() -> None:
    assert canon({"a": "b"}, "a") == {"a": "a", "b": "a"}
    assert canon({"a": "b", "b": "c"}, "ab") == dict.fromkeys("abc", "b"), "the last that was merged into it"
    assert canon({"a": "c", "b": "c"}, "ab") == dict.fromkeys("abc", "a")
    assert canon({"a": "b", "b": "a"}, "b") == {"a": "b", "b": "b"}, "of a circle whoever is left"


def test_a_file_alone_is_not_spoken_of() -> None:
    assert canon({"a": None, "b": "b"}, "ab") == {}
    assert canon({"a": "b", "c": "d"}, "abcd", among=["c"]) == {"c": "d", "d": "d"}


def walked(into: dict[str, str | None], start: str) -> list[str]:
    """The pointers followed by hand."""
    path = [start]
    while (to := into.get(path[-1])) and to not in path:
        path.append(to)
    return path


@given(POINTERS, STANDING)
def test_every_group_has_one_head_that_stands_if_anybody_does(into: dict[str, str | None], up: set[str]) -> None:
    found = canon(into, up)
    groups: dict[str, set[str]] = {}
    for one, head in found.items():
        groups.setdefault(head, set()).add(one)
    for head, group in groups.items():
        assert head in group
        assert found[head] == head
        assert len(group) > 1
        assert head in up or not group & up
    for one, to in into.items():
        if to and to != one:
            assert found[one] == found[to], "two files joined by a pointer are one"
        elif one in found:
            assert any(other == one for other in into.values())


@given(POINTERS)
def test_the_head_is_where_the_pointers_lead(into: dict[str, str | None]) -> None:
    found = canon(into, NAMES)
    for one in found:
        path = walked(into, one)
        end = path[-1]
        to = into.get(end)
        circle = path[path.index(to) :] if to and to in path else [end]
        assert found[one] == min(circle)


@given(POINTERS, STANDING, st.randoms())
def test_the_order_does_not_matter(into: dict[str, str | None], up: set[str], chance: object) -> None:
    turned = list(into.items())
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert canon(dict(turned), set(up)) == canon(into, up)


@given(POINTERS, STANDING)
def test_whom_one_asks_for_changes_nothing(into: dict[str, str | None], up: set[str]) -> None:
    whole = canon(into, up)
    for one in whole:
        some = canon(into, up, among=[one])
        assert some[one] == whole[one]
        assert some == {k: v for k, v in whole.items() if k in some}


def test_two_offices_that_merge_apart_agree_whoever_comes_first() -> None:
    merges = [("a", "b"), ("b", "c"), ("d", "a"), ("c", "d")]
    seen = set()
    for order in itertools.permutations(merges):
        into: dict[str, str | None] = dict(order)
        seen.add(tuple(sorted(canon(into, "abcd").items())))
    assert seen == {tuple((k, "a") for k in "abcd")}
