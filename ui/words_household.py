"""What the window and the console say about a household."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("家庭", "Household")
TABS = (
    Label("家庭成员", "Members"),
    Label("经济与责任状", "Livelihood and pledges"),
    Label("走访与帮扶", "Visits and aid"),
    Label("修改历史", "History"),
)
OPEN = Label("打开家庭", "Open the household")
FACTS = Label("户情", "The household")
EDIT = Label("修改", "Change")
EDIT_HOUSE = Label("修改家庭信息", "Change the household")
CHILDREN = Label("家中儿童", "Children in it")
NO_CHILDREN = Label("还没有儿童登记在这一户。", "No child is registered in this household.")
PEOPLE = Label("家庭成员", "Members")
NO_PEOPLE = Label("儿童档案里还没有登记家庭成员。", "No family member is on the children's files yet.")
HEAD = Label("户主", "Head")
TO_HEAD = Label("与户主关系：{relation}", "To the head: {relation}")
TO_HEAD_UNKNOWN = Label("与户主关系未填", "Relation to the head not entered")
TO_CHILD = Label("{child}的{relation}", "{relation} of {child}")
MAKE_HEAD = Label("设为户主", "Make the head")
MAKE_HEAD_OF = Label("设为户主：{name}", "Make the head: {name}")
NEW_HEAD = Label(
    "户主已改为{name}，请重新填写与户主关系。", "{name} is the head now. Enter the relations to the head anew."
)
HEAD_UNDONE = Label("户主已改回。", "The head was changed back.")
OPEN_FILE = Label("打开{name}的档案", "Open the file of {name}")
EDIT_PERSON = Label("修改：{name}", "Change: {name}")
CLOSED = Label("已结案", "File closed")
ECONOMIES = Label("经济类型认定", "Economic types")
NO_ECONOMIES = Label("还没有经济类型认定。", "No economic type was recognised yet.")
DOCUMENT = Label("文号 {document}", "Document {document}")
CHECKED = Label("{day} 复核", "Reviewed {day}")
REVIEW = Label("应复核", "To be reviewed")
CURRENT = Label("现行", "Current")
ENDED = Label("{day} 终止", "Ended {day}")
END_IT = Label("终止…", "End it…")
END_OF = Label("终止：{what}", "End: {what}")
PLEDGES = Label("责任状", "Pledges")
NO_PLEDGES = Label("还没有签订责任状。", "No pledge was signed yet.")
SIGNED = Label("{day} 签订", "Signed {day}")
DUE = Label("期限 {day}", "Due {day}")
LATE = Label("已超期 {day}", "Overdue since {day}")
STABLE_DUE = Label("应核对满 {n} 个月是否稳定", "Check stability after {n} months")
PRINT = Label("打印责任状", "Print the pledge")
PRINT_OF = Label("打印责任状：{who}", "Print the pledge of {who}")
AID = Label("对这一户的帮扶", "Aid to the household")
NO_AID = Label("还没有帮扶记录。", "No aid was recorded yet.")
FOR_CHILD = Label("给{name}", "For {name}")
ADD = Label("添加", "Add")
ADD_TO = Label("添加：{what}", "Add: {what}")
N_CHILDREN = Label("{n} 名儿童", "{n} children", "1 child")
N_PEOPLE = Label("{n} 名家人", "{n} members", "1 member")
NUMBER = Label("户编号 {number}", "Household no. {number}")
MOVE = Label("转到另一户…", "Move to another household…")
MOVE_TITLE = Label("转到另一户", "Move to another household")
MOVED = Label("已转到{name}家，家庭成员一并转入。", "Moved to the household of {name}, the family members too.")
NOT_MOVED = Label("已撤回，仍在原来的家庭。", "Taken back; the child is in its old household.")
WORK_PLEDGE = Label("责任人：{who}，期限 {day}", "{who}, due {day}")
WORK_ECONOMY = Label("{kind}，最近复核 {day}", "{kind}, last reviewed {day}")
