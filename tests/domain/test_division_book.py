"""The table of division codes against a reading of it that is as slow as it is plain."""

from __future__ import annotations

import random

from casefiles.domain.division_book import Book, Said

DAYS = ["2024-01-01", "2024-06-30", "2024-07-01", "2025-01-01", "2025-12-31", "2026-03-05", "2026-11-27"]
CODES = ["999901", "999901101", "999901101201", "999901101202", "999901102", "999901102201"]
RANKS = [2, 4, 6, 9]


def holds(one: Said, day: str) -> bool:
    return (not one.start or one.start <= day) and (not one.end or one.end >= day)


def first(some: list[Said]) -> Said:
    """Nearest the top, then the latest start, then the greatest id."""
    best = some[0]
    for one in some[1:]:
        if one.rank != best.rank:
            best = one if one.rank < best.rank else best
        elif one.start != best.start:
            best = one if one.start > best.start else best
        else:
            best = one if one.row > best.row else best
    return best


def called(lines: list[Said], code: str, day: str, shipped: str | None) -> str | None:
    mine = [one for one in lines if one.code == code]
    now = [one for one in mine if holds(one, day)]
    past = [one for one in mine if one.end and one.end < day]
    if now:
        return first(now).name
    if past:
        last = max(one.end for one in past)
        return first([one for one in past if one.end == last]).name
    if shipped is not None or not mine:
        return shipped
    soon = min(one.start for one in mine)
    return first([one for one in mine if one.start == soon]).name


def ended(lines: list[Said], code: str, day: str) -> str:
    for at in (code, code[:9], code[:6]):
        mine = [one for one in lines if one.code == at]
        past = [one.end for one in mine if one.end and one.end < day]
        if past and not any(holds(one, day) for one in mine):
            return max(past)
    return ""


def some_lines(rng: random.Random) -> list[Said]:
    found = []
    for n in range(rng.randrange(14)):
        start, end = rng.choice(["", *DAYS]), rng.choice(["", "", *DAYS])
        if end and end < start:
            start, end = end, start
        found.append(Said(rng.choice(CODES), f"村{n % 5}", start, end, "", rng.choice(RANKS), f"di-{n:02}"))
    rng.shuffle(found)
    return found


def test_against_the_plain_reading() -> None:
    rng = random.Random(5)
    for _ in range(400):
        lines = some_lines(rng)
        book, day = Book(lines, lambda: ""), rng.choice(DAYS)
        assert bool(book) is bool(lines)
        for code in CODES:
            shipped = rng.choice([None, "旧名"])
            assert book.name(code, day, shipped) == called(lines, code, day, shipped)
            assert book.ended(code, day) == ended(lines, code, day)
        for above in ("", "9999", "999901", "999901101", "999901101201"):
            below = {c for c in CODES if c.startswith(above) and c != above}
            now = {c for c in below if any(one.code == c and holds(one, day) for one in lines)}
            now -= {c for c in now if ended(lines, c, day)}
            assert [c for c, _ in book.current(above, day)] == sorted(now)
            assert all(name == called(lines, code, day, None) for code, name in book.current(above, day))
        for n in range(5):
            same = [c for c in CODES if called(lines, c, day, None) == f"村{n}" and not ended(lines, c, day)]
            assert book.called(f"村{n}", day) == sorted(same)


def test_a_village_ends_with_its_township() -> None:
    book = Book([Said("999901101", "青石镇", end="2026-04-30"), Said("999901101201", "上湾村")], lambda: "2026-05-01")
    assert book.ended("999901101201", "2026-04-30") == ""
    assert book.ended("999901101201", "2026-05-01") == "2026-04-30"
    assert book.called("上湾村", "2026-05-01") == []
