"""What the demo says while it plays the day."""

from __future__ import annotations

from casefiles.domain.words import Label

BEGIN = Label(
    "演示：虚构的青石镇与云台县过一个工作日。人名以“例”“样”结尾，证号以 999901 开头，电话以 100 开头，都不可能是真人。",
    "A practice day of an invented township and county. Names end in 例 or 样 (“example”, “sample”), ID numbers begin "
    "with the non-existent region 999901, phones with the unassigned 100: none of them can be real.",
)
OFFICES = Label("新建两个加密的单位数据库", "made two encrypted offices")
CARDS = Label(
    "镇、县互换单位名片，核对码 {code}", "township and county exchanged office cards, check number {code}"
)
REGISTER = Label(
    "写入两年来的登记：{child} 名儿童、{mentor} 名五老、{match} 对结对、{visit} 次走访",
    "wrote two years of records: {child} children, {mentor} mentors, {match} matches, {visit} visits",
)
SURVEY = Label(
    "摸底排查走到一半：{doors} 户，已走 {seen} 户", "a survey round is half walked: {doors} doors, {seen} of them done"
)
ROSTER = Label(
    "导入花名册 {rows} 行：新增 {new}，更新 {changed}，相同 {same}，有误 {wrong}（见报告）",
    "imported a roster of {rows} rows: {new} new, {changed} changed, {same} same, {wrong} wrong (see the report)",
)
CHILD = Label("登记儿童 {name}，档案号 {number}", "registered the child {name}, file {number}")
MATCH = Label("结对五老 {name}（{why}）", "matched the mentor {name} ({why})")
VISITS = Label("录入 {n} 次走访", "entered {n} visits")
DOSSIER = Label("打印档案 {file}，{pages} 页", "printed the dossier {file}, {pages} pages")
EXPORT = Label(
    "导出数据包到U盘：{n} 条变更，{kb} KB，已读回校验",
    "wrote the package to the stick: {n} changes, {kb} KB, read back",
)
IMPORT = Label(
    "县里合并：新 {new} 条，涉及 {changed} 份记录，两边改了同一内容 {conflicts} 处",
    "the county merged it: {new} new changes, {changed} records, {conflicts} fields changed on both sides",
)
BOTH = Label(
    "镇、县各改了同一字段：两个值都保留，{n} 处",
    "township and county changed the same field: both values kept, fields {n}",
)
RECEIPT = Label(
    "县里回执带回镇里：未回执 {n} 条", "the county's receipt came back: {n} changes without a receipt"
)
FILES = Label("文件：", "Files:")
OPEN = Label("打开窗口：{command}", "Open the window: {command}")
PASSPHRASE = Label("密码：{passphrase}", "Passphrase: {passphrase}")
NAMES = {
    "roster": Label("花名册", "roster"),
    "roster_report": Label("标注好的花名册", "marked roster"),
    "dossier": Label("儿童档案", "dossier"),
    "package": Label("数据包", "package"),
    "receipt": Label("回执", "receipt"),
    "township": Label("镇的数据", "township's office"),
    "county": Label("县的数据", "county's office"),
}
