"""find() against a plain look at every person, and the promises of order, limit, plans and interruption."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlcipher3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.domain import pinyin
from db import search_sources
from db.search import ENTITIES, Findable, clear, find, index_many, install, remove
from db.search_keys import text_keys
from tests.search.bench_search import main, opened, typed
from tests.search.oracle import expected
from tests.search.people import people

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYBODY = 100_000
"""A limit that is none."""

SPECIAL = [
    Findable(entity="child", id="s1", name="张小明", id_number="99910120150412123X", number="DS-2026-000123"),
    Findable(entity="child", id="s2", name="单小明", village="青石村", phone="10012345678"),
    Findable(entity="mentor", id="s3", name="赵晓敏", village="白水村", phone="100-8765-4321、010 5555 1234"),
    Findable(entity="child", id="s4", name="张小明", active=False, village="青石村"),
    Findable(entity="household", id="s5", name="吕万俟", address="青石村 3组12号", village="青石村"),
    Findable(entity="mentor", id="s6", name="阿依古丽·买买提", aka="阿依古丽"),
    Findable(entity="mentor", id="s7", name="王𠮷", aka="王吉, 王铁柱"),
    Findable(entity="child", id="s8", name="盖\U0003134a", reading="ge ji"),
    Findable(entity="child", id="s9", name="单于", reading="Chán Yú"),
    Findable(entity="mentor", id="s10", name="John Smith 李", id_number="H1234567"),
    Findable(entity="child", id="s11", name="万俟雪", number="QX2024C0007"),
    Findable(entity="household", id="s12", name="欧阳　女", village="石门村"),
    Findable(entity="child", id="s13", name="解", number="7"),
    Findable(entity="child", id="s14", name=""),
    Findable(entity="child", id="s15", name="乐乐", village="ＡＢ村"),
]


@pytest.fixture(scope="module")
def everyone() -> list[Findable]:
    return [*SPECIAL, *people(500, 600, 200, seed=5)]


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory, everyone: list[Findable]) -> Iterator[Any]:
    conn = opened(tmp_path_factory.mktemp("search") / "people.db")
    assert install(conn) is True
    index_many(conn, everyone)
    yield conn
    conn.close()


def ids(conn: Any, text: str, **how: Any) -> list[str]:
    return [hit.id for hit in find(conn, text, **how)]


def well_found(conn: Any, text: str, **how: Any) -> set[str]:
    return {hit.id for hit in find(conn, text, limit=EVERYBODY, **how) if hit.why != "misspelt"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("zxm", ["s1", "s3", "s4"]),
        ("ZXM", ["s1", "s3", "s4"]),
        ("ｚｘｍ", ["s1", "s3", "s4"]),
        ("zhxm", ["s1", "s3", "s4"]),
        ("zhangxiaoming", ["s1", "s4"]),
        ("zhang xiao ming", ["s1", "s4"]),
        ("Zhāng Xiǎomíng", ["s1", "s4"]),
        ("zhangxm", ["s1", "s4"]),
        ("zxming", ["s1", "s4"]),
        ("zhangxiaom", ["s1", "s4"]),
        ("zhangxming", ["s1", "s4"]),
        ("小明", ["s2", "s1", "s4"]),
        ("xiaoming", ["s2", "s1", "s4"]),
        ("danxm", ["s2"]),
        ("shanxm", ["s2"]),
        ("dan xiao ming", ["s2"]),
        ("zxm 青石", ["s4"]),
        ("青石 zxm", ["s4"]),
        ("张xm", ["s1", "s4"]),
        ("lvmq", []),
        ("lvwanqi", ["s5"]),
        ("luwq", ["s5"]),
        ("lyuwq", ["s5"]),
        ("12号", ["s5"]),
        ("阿依古丽·买买提", ["s6"]),
        ("阿依古丽买买提", ["s6"]),
        ("古丽买", ["s6"]),
        ("ayglmmt", ["s6"]),
        ("ayigulimmt", ["s6"]),
        ("𠮷", ["s7"]),
        ("王铁柱", ["s7"]),
        ("gejiyou", []),
        ("gaij", []),
        ("geji", ["s8"]),
        ("\U0003134a", ["s8"]),
        ("chanyu", ["s9"]),
        ("danyu", ["s9"]),
        ("john", ["s10"]),
        ("johnsl", ["s10"]),
        ("h1234567", ["s10"]),
        ("H123", ["s10"]),
        ("234567", ["s2", "s10"]),
        ("mqx", ["s11"]),
        ("moqixue", ["s11"]),
        ("wanqix", ["s11"]),
        ("C0007", ["s11"]),
        ("QX-2024-C0007", ["s11"]),
        ("2024c", ["s11"]),
        ("欧阳女", ["s12"]),
        ("ouyangnv", ["s12"]),
        ("ouyangnu", ["s12"]),
        ("000123", ["s1"]),
        ("123", ["s1", "s10", "s2", "s3"]),
        ("20150412", ["s1"]),
        ("123x", ["s1"]),
        ("９９９１０１２０１５", ["s1"]),
        ("9120150", []),
        ("0120150412", ["s1"]),
        ("8765", ["s3"]),
        ("55551234", ["s3"]),
        ("100-8765-4321", ["s3"]),
        ("100 8765", ["s3"]),
        ("7", ["s11", "s13"]),
        ("解", ["s13"]),
        ("abcun", ["s15"]),
        ("ab村", ["s15"]),
        ("", []),
        (" · ", []),
        ("'\"%_*", []),
    ],
)
def test_what_people_type(text: str, wanted: list[str], tmp_path: Any) -> None:
    conn = opened(tmp_path / "few.db")
    install(conn)
    index_many(conn, SPECIAL)
    found = [hit.id for hit in find(conn, text) if hit.why != "misspelt"]
    if text in ("7", "123"):  # the number in question first, those who have the digit anywhere after
        exact = 2 if text == "7" else 1
        assert set(found[:exact]) == set(wanted[:exact])
        assert set(found) >= set(wanted)
    else:
        assert found == wanted
    conn.close()


def test_each_hit_says_why_and_what_fits(conn: Any) -> None:
    def told(text: str, id_: str) -> tuple[str, str]:
        return next((hit.why, hit.matched) for hit in find(conn, text, limit=EVERYBODY) if hit.id == id_)

    assert told("小明", "s1") == ("name", "小明")
    assert told("xm", "s1") == ("initials", "小明")
    assert told("zhangxm", "s1") == ("pinyin", "张小明")
    assert told("20150412", "s1") == ("id_number", "20150412")
    assert told("8765-43", "s3") == ("phone", "8765-43")
    assert told("000123", "s1") == ("number", "000123")
    assert told("2026000", "s1") == ("number", "2026-000")
    assert told("青石", "s2") == ("village", "青石村")
    assert told("3组", "s5") == ("address", "3组")
    assert told("古丽买", "s6") == ("name", "古丽·买")
    assert told("zangxiaomin", "s1") == ("misspelt", "张小明")
    assert told("zangxiaomin 青石", "s4") == ("misspelt", "张小明")
    assert told("青石 zxm", "s4") == ("initials", "张小明")


def question(chance: random.Random, everyone: list[Findable]) -> str:
    """Something a person may type, whole or broken off, alone or with another word."""
    makers = list(typed(chance, [each for each in everyone if len(each.name) > 1]).values())
    asked = chance.choice(makers)()
    if chance.random() < 0.4 and len(asked) > 1:
        asked = asked[: chance.randint(1, len(asked))]
    if chance.random() < 0.2:
        asked += " " + chance.choice(makers)()
    return asked.upper() if chance.random() < 0.1 else asked


@pytest.mark.parametrize("seed", range(8))
def test_finds_exactly_whom_a_plain_look_finds(conn: Any, everyone: list[Findable], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        text = question(chance, everyone)
        entities = ENTITIES if chance.random() < 0.7 else tuple(chance.sample(ENTITIES, 1))
        assert well_found(conn, text, entities=entities) == expected(text, everyone, entities), text


@given(text=st.text("zhangxioumlvwyuej 张小明青石村·1230x9é-", max_size=9))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_finds_whom_a_plain_look_finds_for_any_text(conn: Any, text: str) -> None:
    assert {id_ for id_ in well_found(conn, text) if id_.startswith("s")} == expected(text, SPECIAL, ENTITIES)


def test_the_best_come_first(conn: Any, everyone: list[Findable]) -> None:
    person = {each.id: each for each in everyone}
    for text in ("z", "wm", "李", "zhang", "明", "99910", "liming"):
        hits = find(conn, text, limit=EVERYBODY)
        exact = [hit for hit in hits if hit.rank < 64]
        assert hits[: len(exact)] == exact
        for tier in range(4):
            some = [person[hit.id] for hit in hits if hit.rank // 64 == tier]
            order = [(not each.active, ENTITIES.index(each.entity)) for each in some]
            assert order == sorted(order), text
        assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
        assert find(conn, text, limit=EVERYBODY) == hits


def test_a_whole_name_is_exact(conn: Any) -> None:
    for text in ("张小明", "zhangxiaoming", "zxm", "zhangxming"):
        assert next(hit.rank for hit in find(conn, text, limit=EVERYBODY) if hit.id == "s1") < 64


def test_the_limit_takes_the_best(conn: Any) -> None:
    for text in ("z", "王", "wang", "1", "9991", "石"):
        ranks = [hit.rank for hit in find(conn, text, limit=EVERYBODY)]
        for limit in (1, 7, 50):
            few = find(conn, text, limit=limit)
            assert [hit.rank for hit in few] == ranks[:limit], text
    assert find(conn, "z", limit=0) == []
    assert find(conn, "z", entities=[]) == []


def test_misspelt_pinyin_finds_the_person_meant(conn: Any, everyone: list[Findable]) -> None:
    chance = random.Random(11)
    children = [each for each in everyone if each.entity == "child" and len(each.name) == 3 and each.active]
    met = 0
    for person in chance.sample(children, 60):
        letters = "".join(pinyin.name_readings(person.name)[0])
        at = chance.randrange(1, len(letters))
        wrong = chance.choice(
            [
                letters.replace("zh", "z").replace("ang", "an").replace("ing", "in").replace("sh", "s"),
                letters[:at] + letters[at + 1 :],
                letters[: at - 1] + letters[at] + letters[at - 1] + letters[at + 1 :],
            ]
        )
        met += person.id in ids(conn, wrong)
    assert met >= 51


def test_plans_search_and_never_sort(conn: Any, everyone: list[Findable]) -> None:
    """Whatever SQL really runs, SQLite plans it without reading a whole big table and without sorting."""
    ran: set[str] = set(search_sources.STATEMENTS)
    conn.set_trace_callback(ran.add)
    chance = random.Random(3)
    for _ in range(150):
        find(conn, question(chance, everyone))
    conn.execute("BEGIN")
    index_many(conn, [replace(SPECIAL[0], village="别处村", id_number="", name="张大明")])
    remove(conn, "s1")
    conn.execute("ROLLBACK")
    conn.set_trace_callback(None)
    assert len(ran) > 200
    small = {"json_each", "find_region", "v", "r", "(subquery-1)", "(subquery-2)"}
    for sql in ran:
        if not sql.startswith(("BEGIN", "ROLLBACK", "--")):
            for *_, detail in conn.execute("EXPLAIN QUERY PLAN " + sql, ("[]",) * sql.count("?")).fetchall():
                assert "TEMP B-TREE" not in detail, (sql, detail)
                assert not detail.startswith("SCAN") or detail.split()[1] in small, (sql, detail)


def test_words_too_broad_to_read_find_nobody_wrong(
    conn: Any, everyone: list[Findable], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_sources, "KEYS_AT_MOST", 40)
    monkeypatch.setattr(search_sources, "READ_AT_MOST", 40)
    chance = random.Random(9)
    met = 0
    for _ in range(20):
        text = f"{question(chance, everyone)} {chance.choice(everyone[len(SPECIAL) :]).name[0]}"
        found = well_found(conn, text)
        assert found <= expected(text, everyone, ENTITIES), text
        met += len(found)
    assert met


def test_any_text_at_all_is_only_text(conn: Any) -> None:
    for text in ("\ud800张", "\x00", "a" * 5000, "张 " * 500, "%' OR 1=1 --", "\U0010ffff", "１" * 80, "é ü ǚ"):
        assert isinstance(find(conn, text), list)


def test_the_bench_runs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--children", "80", "--mentors", "60", "--asked", "3"])
    told = capsys.readouterr().out
    assert "140 people indexed" in told
    assert "misspelt pinyin" in told


def test_another_thread_can_interrupt(tmp_path: Any) -> None:
    conn = sqlcipher3.connect(str(tmp_path / "a.db"), isolation_level=None, check_same_thread=False)
    conn.execute("PRAGMA key=\"x'" + "11" * 32 + "'\"")
    install(conn)
    index_many(conn, people(3000, 0))
    seen: list[BaseException] = []
    started = threading.Event()

    def ask() -> None:
        try:
            for _ in range(20_000):
                started.set()
                find(conn, "z", limit=EVERYBODY)
        except sqlcipher3.OperationalError as error:
            seen.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    started.wait(10)
    while asking.is_alive():
        conn.interrupt()
        asking.join(0.001)
    assert "interrupted" in str(seen[0])
    assert ids(conn, "z")
    conn.close()


def dump(conn: Any) -> dict[str, list[Any]]:
    """The tables with row numbers replaced by ids."""
    names = dict(conn.execute("SELECT pid, id FROM find_person").fetchall())
    mask = (1 << 31) - 1
    return {
        "key": sorted((rank, key, names[pid]) for rank, key, pid in conn.execute("SELECT * FROM find_key")),
        "digit": sorted((packed >> 31, names[packed & mask]) for (packed,) in conn.execute("SELECT * FROM find_digit")),
        "person": sorted(tuple(row[1:]) for row in conn.execute("SELECT * FROM find_person")),
        "place": sorted(map(tuple, conn.execute("SELECT * FROM find_place"))),
        "region": sorted(map(tuple, conn.execute("SELECT * FROM find_region"))),
    }


@pytest.mark.parametrize("seed", range(3))
def test_changes_leave_what_a_fresh_index_would_hold(tmp_path: Any, seed: int) -> None:
    chance = random.Random(seed)
    now = {each.id: each for each in [*SPECIAL, *people(60, 60, 30, seed=seed)]}
    fresh = {each.id: each for each in people(200, 100, 50, seed=seed + 50)}
    conn = opened(tmp_path / "changed.db")
    install(conn)
    index_many(conn, now.values())
    for _ in range(60):
        id_ = chance.choice(list(now))
        other = chance.choice(list(fresh.values()))
        act = chance.random()
        if act < 0.25:
            remove(conn, id_, "nobody")
            del now[id_]
            continue
        changes = {
            "name": other.name, "village": other.village, "id_number": other.id_number, "phone": other.phone,
            "number": other.number, "active": not now[id_].active, "reading": "ge ji", "aka": other.name,
            "address": other.address,
        }  # fmt: skip
        some = {field: changes[field] for field in chance.sample(list(changes), chance.randint(1, 4))}
        now[id_] = replace(now[id_], **some)
        if act > 0.9:
            now[other.id] = other
        index_many(conn, [now[id_], *([other] if act > 0.9 else [])])
    rebuilt = opened(tmp_path / "rebuilt.db")
    install(rebuilt)
    index_many(rebuilt, now.values())
    assert dump(conn) == dump(rebuilt)
    remove(conn, *now)
    assert all(rows == [] for rows in dump(conn).values())
    clear(rebuilt)
    assert dump(rebuilt) == dump(conn)
    assert not install(rebuilt)
    conn.close()
    rebuilt.close()


def test_indexing_is_part_of_the_callers_transaction(tmp_path: Any) -> None:
    conn = opened(tmp_path / "a.db")
    install(conn)
    conn.execute("BEGIN IMMEDIATE")
    index_many(conn, SPECIAL)
    assert conn.in_transaction
    conn.execute("ROLLBACK")
    assert ids(conn, "zxm") == []
    index_many(conn, SPECIAL)
    assert not conn.in_transaction
    assert ids(conn, "zxm")

    def broken() -> Iterator[Findable]:
        yield Findable(entity="child", id="new", name="赵新")
        raise ValueError("the roster broke off")

    with pytest.raises(ValueError, match="broke off"):
        index_many(conn, broken())
    assert not conn.in_transaction
    assert ids(conn, "赵新") == []
    conn.close()


def test_an_index_of_another_edition_is_made_anew(tmp_path: Any) -> None:
    conn = opened(tmp_path / "a.db")
    assert install(conn)
    index_many(conn, SPECIAL)
    assert not install(conn)
    assert ids(conn, "zxm")
    conn.execute("UPDATE find_state SET version = 'older'")
    assert install(conn)
    assert ids(conn, "zxm") == []
    conn.close()


def test_it_runs_on_plain_sqlite_connections_too(tmp_path: Any) -> None:
    import sqlite3

    conn = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    install(conn)
    index_many(conn, SPECIAL)
    assert ids(conn, "zxm") == ["s1", "s3", "s4"]
    conn.close()


def test_a_name_that_is_a_novel_costs_no_more_than_a_long_one() -> None:
    long = Findable(entity="child", id="c-1", name="长" * 100_000, aka="石" * 100_000)
    assert len(text_keys(long)) < 10_000
    assert text_keys(long) == text_keys(replace(long, name="长" * 50, aka="石" * 50))
