"""Children as offices write them down, labelled with who is who: the same child twice with the slips that clerks make,
and those who only look alike (twins, brothers and sisters, namesakes)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id

if TYPE_CHECKING:
    from random import Random

    from casefiles.domain.fieldtypes import Stored

    Values = dict[str, Stored]

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
GIVEN = (
    "小明芳秀英静军杰晨玉建华国强丽娟涛超雪梅兰刚勇艳红霞平辉鹏飞宇浩轩子涵梓萱欣怡雨桐思远佳琪文博志伟海燕春生秋月冬冰天佑安"
    "宁乐康福贵金银宝珠庆祥瑞丰"
)
SOUNDS = dict(zip("小明芳秀英静军杰晨玉华伟", "晓鸣方绣瑛敬君洁辰育骅炜", strict=True))
"""other characters of the same sound"""
LOOKS = dict(zip("天未日小子文军英明平", "夭末曰少孑又车央朋乎", strict=True))
"""characters that look alike and sound different"""
SLIPS = (
    "sound", "look", "no_id", "id_digit", "id_swapped", "birth_part", "birth_swapped", "birth_gone", "village", "phone",
    "no_phone", "sex_gone", "short_id",
)  # fmt: skip
FIRST = dt.date(2009, 1, 1)


def number_of(rng: Random, born: dt.date, sex: str, given: set[str]) -> str:
    """A number that nobody has yet."""
    while True:
        region = rng.choice(("999901", "999901", "999902", "999903"))
        card = citizen_id.make(region, born, rng.randrange(500), sex)
        if card not in given:
            given.add(card)
            return card


def person(rng: Random, villages: int, given: set[str]) -> Values:
    """A child who is on file once."""
    born = FIRST + dt.timedelta(days=rng.randrange(5800))
    sex = rng.choice("12")
    name = rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))
    return {
        "name": name + "例",
        "birth_date": born.isoformat(),
        "sex": sex,
        "village": f"第{rng.randrange(villages)}村",
        "phone": f"100{rng.randrange(10**8):08d}",
        "id_number": number_of(rng, born, sex, given) if rng.random() < 0.9 else None,
    }


def again(child: Values, rng: Random, most: int = 3) -> Values:
    """The same child as another clerk would have written it down: one to three slips."""
    other = dict(child)
    card, born, name = str(child.get("id_number") or ""), str(child["birth_date"]), str(child["name"])
    for slip in rng.sample(SLIPS, rng.randint(1, most)):
        if slip == "sound":
            other["name"] = "".join(SOUNDS.get(c, c) for c in name)
        elif slip == "look":
            other["name"] = "".join(LOOKS.get(c, c) for c in name)
        elif slip == "no_id":
            other["id_number"] = None
        elif slip == "id_digit" and card:
            at = rng.randrange(6, 17)
            other["id_number"] = card[:at] + str((int(card[at]) + rng.randint(1, 8)) % 10) + card[at + 1 :]
        elif slip == "id_swapped" and card:
            at = rng.randrange(6, 16)
            other["id_number"] = card[:at] + card[at + 1] + card[at] + card[at + 2 :]
        elif slip == "birth_part":
            other["birth_date"] = rng.choice((born[:7], born[:4]))
        elif slip == "birth_swapped" and int(born[8:]) <= 12:
            other["birth_date"] = f"{born[:4]}-{born[8:]}-{born[5:7]}"
        elif slip == "birth_gone":
            other["birth_date"] = None
        elif slip == "village":
            other["village"] = "别的村"
        elif slip == "phone":
            other["phone"] = f"100{rng.randrange(10**8):08d}"
        elif slip == "no_phone":
            other["phone"] = None
        elif slip == "sex_gone":
            other["sex"] = None
        elif slip == "short_id" and card:
            other["id_number"] = card[:6] + card[8:17]
    return other


def hard(child: Values, rng: Random, given: set[str]) -> Values:
    """Somebody else who looks like this child: a twin, a brother or sister, a namesake elsewhere or next door."""
    kind = rng.choice(("twin", "sibling", "sibling", "namesake", "namesake", "neighbour"))
    other = dict(child)
    name, born = str(child["name"]), dt.date.fromisoformat(str(child["birth_date"]))
    if kind in ("twin", "sibling"):
        other["name"] = name[:-2] + rng.choice([c for c in GIVEN if c not in name]) + "例"
    if kind in ("sibling", "namesake", "neighbour"):
        born += dt.timedelta(days=rng.choice((-1, 1)) * rng.randint(300, 2500))
        other["birth_date"] = born.isoformat()
    if kind == "namesake":
        other |= {"village": "远处的村", "phone": f"100{rng.randrange(10**8):08d}"}
    if kind == "neighbour":
        other["phone"] = f"100{rng.randrange(10**8):08d}"
    other["id_number"] = number_of(rng, born, str(child["sex"]), given) if child["id_number"] else None
    return other


def labelled(rng: Random, number: int) -> tuple[dict[str, Values], dict[str, int]]:
    """id -> values, and id -> who it is: `number` children, a tenth of them written down twice, a tenth with somebody
    who looks like them."""
    rows: dict[str, Values] = {}
    who: dict[str, int] = {}
    given: set[str] = set()

    def put(values: Values, is_: int) -> None:
        row = f"c-{len(rows):08d}"
        rows[row], who[row] = values, is_

    for n in range(number):
        child = person(rng, max(10, number // 200), given)
        put(child, n)
        if n % 10 == 0:
            put(again(child, rng), n)
        elif n % 10 == 5:
            put(hard(child, rng, given), number + n)
    return rows, who


def measured(pairs: list[tuple[str, str]], who: dict[str, int]) -> tuple[float, float]:
    """(precision, recall) of the pairs that were said to be one child."""
    right = sum(who[a] == who[b] for a, b in pairs)
    count: dict[int, int] = {}
    for is_ in who.values():
        count[is_] = count.get(is_, 0) + 1
    true = sum(n * (n - 1) // 2 for n in count.values())
    return right / len(pairs) if pairs else 1.0, right / true
