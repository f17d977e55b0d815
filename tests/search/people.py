"""Invented people for the search tests and the bench. None can be real: the ID numbers are of region 999xxx,
which does not exist, and the telephone numbers begin with 100, which is never given out.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from db.search import Findable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Surnames by their weight in per mille (the order of the 2020 census report, rounded), then polyphonic ones.
_COMMON = (
    "王72 李72 张68 刘54 陈46 杨31 黄22 赵20 吴20 周19 徐15 孙14 马13 朱12 胡12 "
    "郭11 何11 林11 高10 罗10 郑9 梁9 谢8 宋8 唐8 许7 韩7 邓7 冯7 曹7 彭7 曾6 肖6 田6 "
    "董6 潘6 袁6 蔡5 蒋5 余5 于5 杜5 叶5 程5 魏5 苏4 吕4 丁4 任4 卢4 姚4 沈4 钟4 姜4 崔4 "
    "谭4 陆4 范3 汪3 廖3 石3 金3 韦3 贾3 夏3 付3 方3 邹3 熊3 白3 孟3 秦3 邱3 侯3 江3 尹2 "
    "薛2 闫2 段2 雷2 龙2 黎2 史2 陶2 贺2 毛2 郝2 顾2 龚2 邵2 万2 覃2 武2 钱2 戴2 严2 莫2 "
    "孔2 向2 常2 单1 仇1 解1 查1 盖1 区1 朴1 乐1 缪1 翟1 宁1 柏1 华1 纪1 欧阳1 上官1 尉迟1 "
    "万俟1 令狐1 诸葛1 司马1 长孙1 单于1"
)
_WEIGHTS = {item.rstrip("0123456789"): int(item[len(item.rstrip("0123456789")) :]) for item in _COMMON.split()}
_GIVEN = (
    "明华英秀红丽军平芳伟文玉杰敏艳娟静强磊洋勇小志国建海春梅桂兰金玲燕霞涛波辉刚鹏飞宇浩子涵欣怡梓轩雨晨思佳"
    "嘉琪诗雅婷雪梦瑶琳倩颖洁超龙凤珍荣贵福成林祥安康乐天泽宏博睿晓东南北山川江河月星云雷石松竹菊莲花香美"
    "慧聪智仁义礼信忠孝德善良正义长永恒远新生庆胜利全富昌盛兴旺发达学勤俭女妹娃娜露茜莎晟行重朝柏单曾吕绿"
)
_WEIGHT_OF_GIVEN = [1000 // (n + 8) for n in range(len(_GIVEN))]
_DOTTED_HEADS = ("阿依古丽", "买买提", "古丽娜尔", "阿卜杜拉", "热依汗", "扎西")
_DOTTED_TAILS = ("买买提", "艾合买提", "吐尔逊", "卓玛", "玉素甫")
_RARE = "𠮷𬀩𫖯㛃䶮\U0003134a龘"
_HAMLETS = "青石白水东塘西坪南山北岭上河下寨石门龙潭马家杨柳大湾小坝红旗新桥老街花溪双井高坡"
_FIRST_OF_PLACE = "长永安平金银玉兴文武凤虎竹松梅桃李柏云雾清泉沙泥岩洞天太中大老新高低黄黑"
_LAST_OF_PLACE = "溪河湖塘井坝岭坡坪冲沟湾滩桥场店铺屯营寨堡关庙寺塔园林田地池"


def villages(count: int) -> list[str]:
    """The first `count` village names, all different."""
    heads = [_HAMLETS[n : n + 2] for n in range(0, len(_HAMLETS), 2)]
    names = [f"{head}村" for head in heads] + [f"{head}{side}村" for side in "上下东西" for head in heads[:8]]
    names += [f"{a}{b}村" for a in _FIRST_OF_PLACE for b in _LAST_OF_PLACE if a + b not in heads]
    return names[:count]


def name(chance: random.Random) -> str:
    """A name: mostly three characters, some of two, some with a compound surname, a dot or a rare character."""
    kind = chance.random()
    if kind < 0.01:
        return f"{chance.choice(_DOTTED_HEADS)}·{chance.choice(_DOTTED_TAILS)}"
    (surname,) = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
    given = "".join(chance.choices(_GIVEN, _WEIGHT_OF_GIVEN, k=1 if kind < 0.2 else 2))
    return surname + (given[0] + chance.choice(_RARE) if kind > 0.99 else given)


def id_number(chance: random.Random, years: range) -> str:
    """An 18-digit number of a region that does not exist, with its right last place (GB 11643)."""
    day = f"{chance.choice(years)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"999{chance.randint(101, 140)}{day}{chance.randint(1, 999):03}"
    return body + "10X98765432"[sum((1 << (17 - n)) % 11 * int(digit) for n, digit in enumerate(body)) % 11]


def people(children: int, mentors: int, households: int = 0, seed: int = 1) -> Iterator[Findable]:
    """Children with numbers and villages, mentors with telephones, households with addresses."""
    chance = random.Random(seed)
    places = villages(max(8, min(1200, (children + mentors) // 250)))
    for n in range(children + mentors + households):
        entity = "child" if n < children else "mentor" if n < children + mentors else "household"
        village = chance.choice(places)
        years = range(2008, 2026) if entity == "child" else range(1950, 2004)
        yield Findable(
            entity=entity,
            id=f"{entity}-{n:07}",
            name=name(chance),
            id_number=id_number(chance, years) if entity != "household" else "",
            phone=f"100{chance.randint(0, 99_999_999):08}" if entity != "child" or n % 3 == 0 else "",
            number=f"DS-{999_101 + n % 40}-{n:06}" if entity != "mentor" else "",
            village=village,
            address=f"{village}{chance.randint(1, 9)}组{chance.randint(1, 80)}号" if entity == "household" else "",
            active=chance.random() < 0.85,
        )
