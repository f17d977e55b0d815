"""Offices and dated spells: the level of an office, why a spell ended."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

OFFICE_LEVEL = CodeList(
    "office_level",  # from the top down
    (
        choice("nation", "全国", "Nation"),
        choice("province", "省级", "Province", "省"),
        choice("city", "地市级", "Prefecture city", "市", "市级", "地级"),
        choice("county", "县级", "County", "县", "区", "区县"),
        choice("township", "乡镇（街道）", "Township or subdistrict", "乡", "镇", "乡镇", "街道", "乡级"),
        choice("village", "村（社区）", "Village or community", "村", "社区"),
        choice("school", "学校", "School"),
        choice("enterprise", "企业", "Enterprise"),
    ),
)

SPELL_END = CodeList(
    "spell_end",
    (
        choice("changed", "情况变化", "Circumstances changed", "变化"),
        choice("checked_out", "复核不再符合", "No longer eligible on review", "不再符合"),
        choice("moved", "迁出", "Moved away"),
        choice("aged_out", "达到年龄", "Reached the age limit", "超龄"),
        choice("transferred", "移交其他单位", "Transferred to another office", "移交"),
        choice("died", "死亡", "Died", "去世"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)
