"""The sentences of the table of division codes."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "DIVISION_ABOVE": Label(
        "区划代码 {value} 只能由管辖它的上级单位登记。请上级登记，登记后随数据包下发。",
        "Only an office above the division {value} writes its line. Ask the office above; its next package brings it.",
    ),
    "DIVISION_NAME": Label(
        "区划名称“{value}”里没有文字。请核对名称和代码是否填反了列。",
        "The name “{value}” has no letters. Check whether name and code stand in each other's column.",
    ),
    "DIVISION_HOLDS": Label(
        "“{name}”停用后，仍有 {n} 份档案（儿童、家庭、五老）在这个区划里。并入别处的，请再登记“区划变更”，"
        "档案会随之转入；否则请逐份修改所在区划。",
        "Files that lie in {name}, which ends: {n} (children, households, mentors). Where it was joined to another "
        "division, enter that under “Division joined” and they move; else change the division of each.",
    ),
    "DIVISION_OTHERWISE": Label(
        "更上级的单位已为 {value} 登记为“{name}”，以上级登记的为准。要改请联系上级。",
        "An office further up calls {value} “{name}”, and its line counts. Ask that office to change it.",
    ),
    "DIVISION_IGNORED": Label(
        "有 {n} 行区划代码是无权登记的单位写的，没有采用：{names}。请由管辖它的上级在“区划代码”登记表里删除，"
        "并与写的单位核对。",
        "Lines of division codes that an office had no right to write, and that are not used: {n} ({names}). An office "
        "above them deletes them in the register of division codes, and asks who wrote them.",
    ),
    "DIVISION_RIGHTED": Label(
        "有 {n} 行区划代码被无权登记的单位改过，已改回原样。请与该单位核对；确需改的，请在“区划代码”登记表里改。",
        "Lines of division codes that an office changed that has no right to, and that were put back: {n}. Ask that "
        "office; what is to change, change in the register of division codes.",
    ),
    "AREA_ENDED": Label(
        "“{name}”（{value}）已于 {day} 停用。请核对所在区划。",
        "The division {name} ({value}) ended on {day}. Check where this lies.",
    ),
    "AREA_JOINED": Label(
        "“{name}”（{value}）已于 {day} 并入{to}。请改填新代码 {new}。",
        "The division {name} ({value}) was joined to {to} on {day}. Enter its new code: {new}.",
    ),
    "CAME_JOINED": Label(
        "原{name}（{old}）自 {day} 起并入，{n} 份档案转到本单位。下一步：在名册里按原村核对，补上走访和结对的责任人。",
        "Files that came from {name} ({old}), joined to this office's division on {day}: {n}. Next: look through them "
        "in the registers, and say who visits and mentors there.",
    ),
    "AREA_NOT_LISTED": Label(
        "区划代码表里没有 {value}（{name}已登记了下辖区划）。请核对代码；确是新设的，请上级登记区划代码。",
        "The table of division codes lists what lies in {name}, and {value} is not there. Check the code; where it is "
        "new, ask the office above to enter it.",
    ),
    "AREA_SEVERAL": Label(
        "叫“{value}”的区划不止一个：{codes}。请填写代码。",
        "Several divisions are called “{value}”: {codes}. Enter the code.",
    ),
}
