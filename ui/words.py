"""What the shell and the widgets say."""

from __future__ import annotations

from casefiles.domain.words import Label

PRODUCT = Label("进家门", "Doorstep")

TODAY = Label("今日", "Today")
WORKLISTS = Label("工作清单", "Worklists")
CHILDREN = Label("儿童档案", "Children")
CHILD = Label("儿童详情", "Child's file")
MENTORS = Label("五老", "Mentors")
MENTOR = Label("五老详情", "Mentor's file")
MATCHING = Label("结对", "Matching")
VISIT = Label("记录走访", "Record a visit")
REGISTERS = Label("台账", "Registers")
ROSTER = Label("花名册导入", "Roster import")
SURVEYS = Label("摸底排查", "Surveys")
EXCHANGE = Label("数据交换", "Data exchange")
PREVIEW = Label("打印预览", "Print preview")
UNLOCK = Label("解锁", "Unlock")
FIRST_OFFICE = Label("建立本单位", "Set up this office")

NAV = Label("主导航", "Main navigation")
FOUND = Label("搜索全部档案", "Search all files")
SEARCH_ALL = Label(
    "搜索儿童、五老、家庭：姓名、首字母、证号、电话", "Children, mentors, households: name, initials, ID, phone"
)
SEARCH_ALL_NAME = Label("搜索全部档案", "Search all files")
SEARCH_LEAST = Label("搜索", "Search")
SEARCH_IN = Label("在“{what}”中搜索；再按 Ctrl+K 搜索全部档案", "Search in {what}; Ctrl+K again: all files")
SEARCH_IN_NAME = Label("搜索：{what}", "Search: {what}")
CLEAR_SEARCH = Label("清除搜索内容", "Clear the search")
BACK = Label("返回", "Back")
LOCK = Label("锁定", "Lock")
LOCK_TIP = Label(
    "锁定窗口，未保存的内容会留作草稿 (Ctrl+L)", "Lock the window; unsaved text stays as a draft (Ctrl+L)"
)
USER = Label("当前用户：{name}", "Signed in as {name}")

THEME_NOW = Label("外观：{now}。点击换成{next}", "Appearance: {now}. Press for {next}")
SCHEMES = {
    "light": Label("浅色", "light"),
    "dark": Label("深色", "dark"),
    "contrast": Label("高对比度", "high contrast"),
}
SIZE_NOW = Label("字号：{now}。点击换成{next}", "Text size: {now}. Press for {next}")
SIZES = {
    "normal": Label("标准", "standard"),
    "large": Label("大", "large"),
    "xlarge": Label("特大", "extra large"),
}
OTHER_LANGUAGE = Label("English", "中文")
LANGUAGE_TIP = Label("Switch to English", "切换到中文")

ENCRYPTED = Label("数据已加密", "Data encrypted")
NOT_OPEN = Label("数据未打开", "No data open")
PRACTICE_DATA = Label(
    "练习数据：这里的人都是虚构的，请勿录入真实档案",
    "Practice data: these people are invented; enter no real files here",
)
BACK_UP_NOW = Label("立即备份", "Back up now")
NO_BACKUP = Label("还没有备份", "No backup yet")
BACKUP = Label("上次备份：{when}", "Backup: {when}")
TODAY_AT = Label("今天 {clock}", "today {clock}")
YESTERDAY_AT = Label("昨天 {clock}", "yesterday {clock}")

UNDO = Label("撤销", "Undo")
UNDO_TIP = Label("撤销：{what} (Ctrl+Z)", "Undo: {what} (Ctrl+Z)")
CLOSE = Label("关闭", "Close")
DISMISS = Label("关闭这条提示", "Dismiss this message")
STOP = Label("停止", "Stop")
STOPPING = Label("正在停止…", "Stopping…")
PROGRESS = Label("{text} {i} / {n}", "{text} {i} of {n}")
WORKING = Label("正在处理", "Working")
SORT_BY = Label("按“{column}”排序", "Sort by {column}")
RETRY = Label("重试", "Try again")

CHART_TABLE = Label("看数字", "Show numbers")
CHART_PICTURE = Label("看图", "Show chart")
CHART_NUMBERS = Label("{title}：数字表", "{title}: table of numbers")
CHART_POINT = Label("{label}：{value}", "{label}: {value}")
CHART_SUMMARY = Label(
    "{title}。共 {n} 项；最多：{top}；最少：{low}。用方向键逐项查看。",
    "{title}. {n} items; highest {top}; lowest {low}. Use the arrow keys to read each one.",
    one="{title}. {n} item: {top}. Use the arrow keys to read it.",
)
CHART_EMPTY = Label("还没有可以统计的数据", "Nothing to count yet")
CHART_ITEM = Label("项目", "Item")
CHART_VALUE = Label("数值", "Value")

PAGE_BROKEN = Label("这一页暂时打不开", "This page cannot be opened")
PAGE_BROKEN_HELP = Label(
    "数据没有受影响。请点“重试”，或从左侧打开别的页面；如果还是不行，请把出错报告交给技术人员。",
    "Your data is not affected. Try again, or open another page on the left; if it stays like this, "
    "give the error report to your technician.",
)
CRASH_TITLE = Label("程序出错", "Something went wrong")
CRASH = Label(
    "刚才的操作没有完成，已保存的数据不受影响。出错报告里没有任何儿童信息：\n{path}",
    "The last action was not completed; saved data is not affected. The error report holds no child's data:\n{path}",
)
CRASH_NO_FILE = Label(
    "刚才的操作没有完成，已保存的数据不受影响。出错报告未能写入磁盘，请检查剩余空间。",
    "The last action was not completed; saved data is not affected. "
    "The error report could not be written; please check the free space on the disk.",
)
PREFERENCES_BROKEN = Label(
    "界面设置文件已损坏，已另存为 {name}，现在使用默认设置。",
    "The settings file was damaged. It was kept as {name} and the standard settings are in use.",
)
BAD_QT = Label(
    "PySide6 6.12 在 Python 3.12 以下会在使用中崩溃。请改用 Python 3.12 或更新的版本，或安装 PySide6 6.11.3。",
    "PySide6 6.12 crashes in use on Python older than 3.12. Use Python 3.12 or newer, or install PySide6 6.11.3.",
)

FILE_STANDS = Label("“{name}”已经存在。要替换它吗？", '"{name}" exists already. Replace it?')
REPLACE = Label("替换", "Replace")
NOT_REPLACE = Label("不替换", "Keep the old one")
