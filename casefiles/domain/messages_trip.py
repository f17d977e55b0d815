"""The sentences of a trip that went astray: codes of divisions and levels, folders without packages, rules, codes."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "AREA_LEVEL": Label(
        "区划代码 {value} 是“{true}”的代码，级别写的却是“{level}”。县（区）6 位、乡镇（街道）9 位、村（社区）12 位；"
        "请核对代码或级别。",
        "The division code {value} is one of the level “{true}”, but the level chosen is “{level}”. A county has 6 "
        "digits, a township 9, a village 12. Correct the code or the level.",
    ),
    "NO_RULE": Label(
        "没有“{value}”这条选定规则。可写：newer（选用较晚写的）、longer（选用较长的），或一个单位的代码或名称"
        "（选用它写的）：{choices}。",
        "There is no rule “{value}” for choosing. Take newer (what was written last), longer (the longer text), or an "
        "office by code or name (what it wrote): {choices}.",
    ),
    "NOTHING_ASIDE": Label(
        "“{value}”没有隔离着的记录：已经接收了，或停用以后没有再收到。已接收的内容不能再退回隔离，请逐条改正。",
        "Nothing of “{value}” is kept aside: it was taken in already, or nothing has come since the block. What was "
        "taken in stays; correct it record by record.",
    ),
    "FOLDER_EMPTY": Label(
        "文件夹“{value}”里没有给本单位（{home}）的数据包：共 {n} 个数据包，{ours} 个是本单位写出的，"
        "{others} 个是给别的单位的。请换一个文件夹，或请对方导出给本单位。",
        "In the folder “{value}” is no package for this office ({home}): of {n} packages {ours} were written by this "
        "office and {others} are for others. Choose another folder, or ask them to export for this office.",
    ),
    "INVITE_STRANGER": Label(
        "“{value}”的新电脑没有用本单位发出的邀请码，或单位名称不对，所以没有登记。请打电话问明对方用的是哪份邀请，"
        "必要时重新邀请。",
        "The new computer of “{value}” did not use the code of an invitation of this office, or bears another name, "
        "so it was not registered. Ask by telephone which invitation they took, and invite it anew if need be.",
    ),
}
