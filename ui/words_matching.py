"""What the matching page says beside the words of the registers."""

from __future__ import annotations

from casefiles.domain.words import Label

PROPOSE = Label("拟结对", "Propose")
PROPOSE_WITH = Label("拟与 {name} 结对", "Propose {name}")
PROPOSED_SO_FAR = Label(
    "已拟与 {names} 结对：下一步在孩子档案的“帮扶导师”里办。",
    "{names} is proposed already: the next step is in the child's file, under Mentors.",
)
PROPOSED = Label("已拟结对：{child} 与 {mentor}", "Proposed: {child} and {mentor}")
BY_MENTOR = Label("为五老找孩子", "Children for a mentor")
BY_CHILD = Label("为孩子找五老", "Mentors for a child")
CHOOSE_MENTOR = Label("请选择一位五老", "Choose a mentor")
CHILDREN_FOR = Label("适合 {name} 的孩子", "Children for {name}")
NO_CHILD = Label("没有等待结对的孩子。", "No child is waiting for a mentor.")
LOOKING = Label("正在找合适的人…", "Looking for who fits…")
TOGETHER = Label("连同同户的 {names} 一起结对", "Match {names} of the same household too")
MATCHED_ALL = Label("已结对 {n} 个孩子：{mentor}", "{n} children matched with {mentor}")
KEYS = Label(
    "上下键选人，回车看推荐，再按回车结对，左键返回。",
    "Arrows choose, Enter goes to the suggestions, Enter again joins, Left goes back.",
)
