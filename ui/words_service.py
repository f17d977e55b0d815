"""What the window says of a mentor's service: checks, skills, training, posts, times in the team."""

from __future__ import annotations

from casefiles.domain.words import Label

TAB = Label("服务", "Service")
EMPTY: dict[str, Label] = {
    "mentor_check": Label(
        "还没有上岗审核。结对前须通过入职查询，只登记结果和文号。",
        "No check yet. Before a match the record check must be passed; only result and document number are kept.",
    ),
    "mentor_skill": Label("还没有专长证明。", "No proof of a skill yet."),
    "mentor_training": Label("还没有培训记录。", "No training yet."),
    "mentor_post": Label("没有任职岗位。", "No post."),
    "mentor_spell": Label("还没有进退记录。", "No time of service on record."),
}
FROM_FILE = Label("{day} 起，见基本资料", "From {day}, as the details say")
VALID = Label("入职查询有效至 {day}", "Record check valid until {day}")
SOON = Label("入职查询 {day} 到期", "Record check runs out {day}")
EXPIRED = Label("入职查询 {day} 已到期", "Record check ran out {day}")
FAILED = Label("入职查询未通过", "Record check not passed")
NONE = Label("尚未做入职查询", "No record check yet")
UNTIL = Label("有效至 {day}", "Valid until {day}")
RAN_OUT = Label("{day} 到期", "Ran out {day}")
NUMBER = Label("文号 {number}", "No. {number}")
BY = Label("{name} 审核", "By {name}")
PROOF = Label("证明：{proof}", "Proof: {proof}")
NO_PROOF = Label("缺证明", "No proof")
HOURS = Label("{n} 学时", "{n} hours", "1 hour")
CERTIFICATE = Label("证书 {number}", "Certificate {number}")
LETTER = Label("聘书 {number}", "Letter {number}")
IN_TEAM = Label("在队", "In the team")
HAS_LEFT = Label("已退出", "Left")
STILL = Label("现任", "In office")
OVER = Label("已卸任", "Ended")
COME_BACK = Label("重新加入", "Came back")
