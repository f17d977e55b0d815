"""What the window says of a child's care: risk, needs, consents, certificates, parents."""

from __future__ import annotations

from casefiles.domain.words import Label

EMPTY: dict[str, Label] = {
    "risk_review": Label("还没有风险评估。", "No risk review yet."),
    "need": Label("还没有登记关爱需求。", "No need on file yet."),
    "action": Label("还没有帮扶措施。", "No action yet."),
    "consent": Label("还没有知情同意。", "No consent on file."),
    "parent_spell": Label("还没有登记父母情况的证明。", "No proof of a parent's status yet."),
    "disability_certificate": Label("没有残疾人证。", "No disability certificate."),
}
NEXT_ON = Label("下次评估 {day}", "Next review {day}")
LATE = Label("应复评 {day}", "Review was due {day}")
OPEN_SINCE = Label("{day} 提出", "Found {day}")
GOAL = Label("目标：{goal}", "Goal: {goal}")
OPEN = Label("进行中", "Open")
DUE = Label("期限 {day}", "Due {day}")
OVERDUE = Label("已超期 {day}", "Overdue since {day}")
DONE = Label("{day} 完成", "Done {day}")
FOR_NEED = Label("针对：{need}", "For: {need}")
BY = Label("责任人：{name}", "By {name}")
WITHDRAWN = Label("{day} 已撤回", "Withdrawn {day}")
VALID = Label("有效", "In force")
VALID_UNTIL = Label("有效期至 {day}", "Valid until {day}")
EXPIRED = Label("{day} 已过期", "Expired {day}")
KEPT_AT = Label("原件：{place}", "Paper: {place}")
PROOF = Label("证明：{proof}", "Proof: {proof}")
NO_PROOF = Label("缺证明", "No proof")
