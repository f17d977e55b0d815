"""A mandatory report: to whom it was made, and what came of it."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

REPORT_TO = CodeList(
    "report_to",
    (
        choice("police", "公安机关", "Police", "公安", "派出所", "110"),
        choice("civil_affairs", "民政部门", "Civil affairs", "民政"),
        choice("education", "教育部门或学校", "Education office or school", "教育", "学校"),
        choice("women", "妇联", "Women's federation", "妇女联合会"),
        choice("township", "乡镇人民政府（街道办事处）", "Township government", "乡镇政府", "街道"),
        choice("other", "其他", "Other"),
    ),
)

REPORT_OUTCOME = CodeList(
    "report_outcome",
    (
        choice("open", "尚无结果", "No outcome yet", "处理中"),
        choice("accepted", "已受理", "Accepted", "立案"),
        choice("not_substantiated", "查证不属实", "Not substantiated", "不属实"),
        choice("referred", "已转其他部门", "Referred to another authority", "转办"),
        choice("closed", "已办结", "Dealt with and closed", "办结"),
    ),
)
