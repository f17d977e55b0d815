"""The sentences of registers, filters and bulk edits."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "BAD_CONDITION": Label(
        "看不懂筛选条件“{value}”。写法：字段=值、字段!=值、字段>=值、字段<=值、字段~文字；等号后空着表示为空。",
        "The condition “{value}” is not understood. Write field=value, field!=value, field>=value, field<=value or "
        "field~text; nothing after the equals sign means empty.",
    ),
    "BULK_FIELD": Label(
        "“{value}”不能批量修改。请另选一个字段。", "“{value}” cannot be changed in bulk. Choose another field."
    ),
    "FIELD_KEPT": Label(
        "“{value}”由程序自己填写，不能直接修改。合并档案请用 merge，排查封存请用 survey close，附件请用 attach。",
        "“{value}” is kept by the program and cannot be typed. Use merge for files, survey close for rounds, "
        "attach for attachments.",
    ),
    "BULK_NOTHING": Label(
        "没有可以写入的行：选中的记录已是这个值，或都有问题。请换一个值，或改正列出的问题。",
        "There is nothing to write: the records hold this value already, or all of them have problems. "
        "Choose another value, or put right what is listed.",
    ),
    "FILTER_NAME": Label("请给筛选起一个名称。", "Give the filter a name."),
}
