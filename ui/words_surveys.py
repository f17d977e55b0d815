"""What the window and the console say of survey rounds."""

from __future__ import annotations

from casefiles.domain.words import Label

NTH = Label("第 {n} 轮", "no. {n}")
PAGE = Label("摸底排查", "Survey rounds")
ROUND = Label("排查", "Round")
START = Label("开始", "From")
DONE = Label("已走访", "Done")
CLOSED = Label("封存", "Closed")
ID = Label("编号", "Id")
PLACE = Label("顺序", "Order")
DOOR = Label("户", "Door")
CHILDREN = Label("孩子", "Children")
VILLAGE = Label("村（社区）", "Village")
ADDRESS = Label("住址", "Address")
PHONE = Label("电话", "Phone")
OUTCOME = Label("走访结果", "Outcome")
CHANGE = Label("变动", "Change")
ON = Label("日期", "Date")
BY = Label("走访人", "By")
NOTE = Label("备注", "Notes")
NO_ROUNDS = Label("还没有排查。", "There is no round yet.")
NO_DIFFERENCE = Label("还没有变动。", "Nothing differs so far.")
MADE = Label("已新建“{name}”，走访表共 {n} 户。", "Made “{name}”; its walk list has {n} doors.")
MORE = Label("走访表补入 {n} 户。", "{n} doors were added to the walk list.")
ROUND_CLOSED = Label("“{name}”已封存，变动 {n} 条。", "“{name}” is closed, with {n} differences.")
NOTED_DOORS = Label(
    "已记录：“{name}”封存后收到的 {n} 户结果已有人看过。",
    "Kept: somebody has looked at the {n} doors of “{name}” that came in after the closing.",
)
NOTHING_LATE = Label(
    "“{name}”封存后没有收到未看过的结果，没有可记录的。",
    "Nothing came in after the closing of “{name}” that nobody has looked at; nothing was kept.",
)
NEW_ROUND = Label("新建排查", "New round")
ROUND_NAME = Label("{year}年{month}月摸底排查", "Survey {year}-{month}")
WHICH_VILLAGES = Label("排查的村（社区）", "Villages")
WHICH_VILLAGES_HELP = Label("不勾选表示全部。", "None ticked means all of them.")
MAKE = Label("生成走访表", "Make the walk list")
NOT_MADE = Label("已停止，没有新建排查。", "Stopped; no round was made.")
STILL_OPEN = Label("已停止，“{name}”没有封存。", "Stopped; “{name}” is not closed.")
UNMADE = Label("已撤销新建的排查。", "The new round was taken back.")
DOORS = Label("走访户", "Doors")
PROGRESS = Label("进度", "Progress")
DIFFERENCES = Label("变动清单", "Differences")
VIEWS = Label("查看", "View")
CLOSE = Label("封存", "Close the round")
CLOSE_ASK = Label(
    "封存“{name}”后，走访结果不能再改，变动清单按今天的样子保存。还有 {n} 户尚未走访。现在封存吗？",
    "Once “{name}” is closed, its doors cannot be changed and the list is kept as it is today. {n} doors are still to "
    "be visited. Close it now?",
)
NOT_CLOSE = Label("暂不封存", "Not yet")
IS_CLOSED = Label("已于 {day} 封存（{who}）", "Closed on {day} ({who})")
LATE = Label(
    "封存后又收到 {n} 户的走访结果，没有计入变动清单。请查看这些户；如有变动，记入下一轮。",
    "Results of {n} doors came in after the closing and are not in the list. Look at them; what changed belongs in the "
    "next round.",
    "Results of 1 door came in after the closing and are not in the list. Look at it; what changed belongs in the next "
    "round.",
)
TAKE_NOTE = Label("已看过", "I have looked")
PRINT_WALK = Label("打印走访表（按当前筛选）", "Print the walk list (as filtered)")
NOTHING_TO_WALK = Label("没有符合筛选的户，没有可打印的。", "No door fits the filter; there is nothing to print.")
PRINT_LIST = Label("打印变动清单", "Print the differences")
ADD_DOORS = Label("补入新登记的户", "Add what is newly on file")
NONE_TO_ADD = Label("登记册里没有新的户。", "Nothing new is on file.")
ACTIONS = Label("操作", "Actions")
FOUND_HOME = Label("路上新发现的户", "A household found on the way")
FOUND_CHILD = Label("路上新发现的孩子", "A child found on the way")
JOINED = Label("已列入走访表：{name}", "On the walk list now: {name}")
ALL = Label("全部", "All")
ALL_VILLAGES = Label("全部村（社区）", "All villages")
NO_VILLAGE = Label("（未填村）", "(no village)")
VILLAGE_DONE = Label("{village}　{done}/{doors}", "{village}  {done}/{doors}")
NOTE_OF_DONE = Label("已走访 {done} / {doors} 户", "{done} of {doors} doors done")
KEYS_HELP = Label(
    "上下键选户，数字键登记并到下一户，日期和走访人沿用。变动：{marks}。Enter 打开档案，F2 备注，Insert 新发现的户。",
    "Up and Down choose a door; a number key records it and goes on. Changes: {marks}. Enter: file; F2: note; "
    "Insert: a household found on the way.",
)
NO_DOOR = Label("没有符合的户", "No such door")
NO_DOOR_HELP = Label("请换一个筛选。", "Choose another filter.")
NO_ROUND = Label("还没有排查", "There is no round yet")
NO_ROUND_HELP = Label(
    "新建一轮排查，走访表会按登记册和上次的走访顺序自动生成。",
    "Make a round: its walk list comes from the register, in the order of the last walk.",
)
RECORDED = Label("{name}：{what}", "{name}: {what}")
DONE_ALREADY = Label(
    "{name}已登记为“{has}”。再按一次 {key} 改为“{what}”。",
    "{name} is recorded as “{has}”. Press {key} once more to make it “{what}”.",
)
UNDONE = Label("已撤销：{name}", "Taken back: {name}")
KIND = Label("变动", "Kind")
WHAT = Label("变动内容", "What changed")
NAME = Label("姓名", "Name")
CLOSING = Label("正在封存", "Closing")
