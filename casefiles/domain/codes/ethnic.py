"""Ethnic groups: GB/T 3304-1991, names and numeric codes (its romanised names in English)."""

from __future__ import annotations

from casefiles.domain.codes.codelist import Code, CodeList, choice

_GROUPS = (
    "汉 Han,蒙古 Mongol,回 Hui,藏 Tibetan,维吾尔 Uygur,苗 Miao,彝 Yi,壮 Zhuang,布依 Buyei,朝鲜 Korean,"
    "满 Manchu,侗 Dong,瑶 Yao,白 Bai,土家 Tujia,哈尼 Hani,哈萨克 Kazak,傣 Dai,黎 Li,傈僳 Lisu,"
    "佤 Va,畲 She,高山 Gaoshan,拉祜 Lahu,水 Sui,东乡 Dongxiang,纳西 Naxi,景颇 Jingpo,柯尔克孜 Kirgiz,土 Tu,"
    "达斡尔 Daur,仫佬 Mulao,羌 Qiang,布朗 Blang,撒拉 Salar,"
    "毛南 Maonan,仡佬 Gelao,锡伯 Xibe,阿昌 Achang,普米 Pumi,"
    "塔吉克 Tajik,怒 Nu,乌孜别克 Uzbek,俄罗斯 Russ,鄂温克 Ewenki,"
    "德昂 Deang,保安 Bonan,裕固 Yugur,京 Gin,塔塔尔 Tatar,"
    "独龙 Derung,鄂伦春 Oroqen,赫哲 Hezhen,门巴 Monba,珞巴 Lhoba,基诺 Jino"
)
# Spellings met in rosters: the standard's other romanisations and older or clipped Chinese names.
_ALIASES: dict[str, tuple[str, ...]] = {
    "02": ("蒙",),
    "04": ("Zang",),
    "05": ("维", "Uyghur"),
    "09": ("Bouyei",),
    "10": ("朝", "Chosen"),
    "11": ("Man",),
    "17": ("Kazakh",),
    "21": ("Wa",),
    "25": ("Shui",),
    "29": ("Kyrgyz",),
    "31": ("Daghur",),
    "36": ("毛难", "毛难族"),
    "44": ("Russian",),
    "46": ("崩龙", "崩龙族"),
    "47": ("Bao'an",),
    "49": ("Jing",),
}


def _group(number: int, entry: str) -> Code:
    zh, en = entry.split(" ")
    code = f"{number:02}"
    return choice(code, f"{zh}族", en, zh, *_ALIASES.get(code, ()))


ETHNIC = CodeList(
    "ethnic",
    (
        *(_group(number, entry) for number, entry in enumerate(_GROUPS.split(","), 1)),
        choice("97", "其他", "Other", "未识别民族", "其他民族", "穿青人", "穿青人族"),
        choice("98", "外国血统中国籍人士", "Chinese citizen of foreign descent", "入籍", "外国血统"),
    ),
    padded=True,
)
