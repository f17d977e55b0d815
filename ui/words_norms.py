"""What the window and the console say about visit norms and verification."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("走访规则", "Visit norms")
HELP = Label(
    "规则说明多久走访一次、宽限几天、新建档几天内首访、多久核实一次信息，可以按区划、类别、风险等级分别规定。"
    "同时有几条符合时：写明风险等级的优先，其次写明类别的，再次区划更具体的，最后间隔更短的。",
    "Norms say how often to visit, the days of grace, the first visit of a new file and how often to verify it; by "
    "division, category and risk. Where several hold: first the one that names the risk, then the category, then the "
    "nearer division, then the shorter interval.",
)
ADD = Label("新增规则", "Add a norm")
EDIT = Label("修改：{name}", "Change: {name}")
NONE = Label("还没有设规则", "No norms yet")
NONE_HELP = Label("在这之前按下面的默认。", "Until there is one, the usual practice below holds.")
DEFAULTS = Label("没有规则时", "Where no norm is kept")
DEFAULTS_HELP = Label(
    "红色风险每 {red} 天、黄色每 {yellow} 天、其他每 {other} 天走访一次；每 {verify} 天核实一次信息。"
    "结对时另有约定的，按约定。",
    "A visit every {red} days at red risk, {yellow} at yellow, {other} otherwise; verification every {verify} days. "
    "What the match agreed on wins.",
)
EVERYBODY = Label("所有儿童", "All children")
IN_FORCE = Label("生效中", "In force")
COMING = Label("{day} 起生效", "From {day}")
OVER = Label("{day} 已失效", "Ended {day}")
EVERY = Label("每 {n} 天走访一次", "A visit every {n} days", "A visit every day")
GRACE = Label("宽限 {n} 天", "{n} days of grace", "1 day of grace")
FIRST = Label("新建档 {n} 天内首访", "First visit within {n} days", "First visit within a day")
VERIFY = Label("每 {n} 个月核实一次", "Verified every {n} months", "Verified every month")
COUNTS = Label("只计 {kinds}", "Only these count: {kinds}")
BY_DOCUMENT = Label("按《{document}》", "Under “{document}”")
BY_NORM = Label("按规则“{name}”", "Under the norm “{name}”")
BY_DEFAULT = Label("没有设规则，按通行做法", "No norm is kept; the usual practice")
SPAN = Label("{start} 起", "From {start}")
SPAN_TO = Label("{start} 至 {end}", "{start} to {end}")

CARD = Label("走访与核实要求", "What is asked for")
VISITS = Label("走访", "Visits")
CHECKS = Label("核实", "Verification")
AGREED = Label("结对约定每 {n} 天", "The match agreed on every {n} days", "The match agreed on every day")
DUE = Label("下次走访 {day}", "Next visit {day}")
DUE_GRACE = Label("下次走访 {day}，宽限到 {late}", "Next visit {day}, grace until {late}")
VERIFY_BY = Label("{day} 前核实", "Verify by {day}")
VERIFY_LATE = Label("应在 {day} 前核实", "Was to be verified by {day}")
VERIFY_DAYS = Label("每 {n} 天核实一次", "Verified every {n} days")
LAST_VERIFIED = Label("最近核实或见面 {day}", "Last verified or met {day}")
NEVER_VERIFIED = Label("登记以来没有核实过", "Not verified since it was registered")
SAME = Label("核实：无变化", "Verified: nothing changed")
SAME_TIP = Label("记一次今天的核实（F8）", "Record a verification of today (F8)")
VERIFY_MORE = Label("记核实…", "Verification…")
VERIFIED = Label("已记录核实。", "Verification recorded.")
UNVERIFIED = Label("已撤销核实。", "Verification taken back.")
RULES = Label("查看规则", "See the norms")
VERIFICATIONS = Label("核实记录", "Verifications")
MORE_VERIFIED = Label("另有 {n} 次更早的核实", "{n} earlier ones", "1 earlier one")

GRACE_LEFT = Label("宽限还剩 {n} 天", "{n} days of grace", "{n} day of grace")
GRACE_ENDS = Label("宽限今天截止", "Grace ends today")
