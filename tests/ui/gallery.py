"""Every widget with invented content, as pages of a real Shell: `python tests/ui/gallery.py [OUT]`.

With a folder it photographs them in both languages, all themes and sizes; without, it opens a window.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from casefiles.domain.words import Label
from ui import language
from ui.charts import BarChart, ChartCard, Donut, Item, LineChart, RankedBars, Series, percent_show
from ui.pages import PageSpec
from ui.preferences import Preferences
from ui.widgets import (
    ICON_ROLE,
    KIND_ROLE,
    TONE_ROLE,
    Card,
    ChipBar,
    Column,
    DrawerFrame,
    EmptyState,
    FactGrid,
    FlowLayout,
    PeekPanel,
    Pill,
    ProgressStrip,
    RegisterView,
    SectionHeader,
    Segmented,
    StatTile,
    TextArea,
    button,
    label,
    scroll,
)
from ui.window import Shell

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30)
MINE = "gallery" if __name__ != "__main__" else "__main__"
PEOPLE = (
    "覃敏娟",
    "魏佑涛",
    "崔子鑫",
    "周鑫超",
    "龚悦",
    "沈浩小",
    "王明宇",
    "段燕艳",
    "王霞梦",
    "程晓",
    "向俊",
    "邵勇泽",
    "唐雪",
)
KINDS: tuple[tuple[Label, str], ...] = (
    (Label("留守儿童", "Left behind"), "primary"),
    (Label("困境儿童", "In difficulty"), "info"),
    (Label("事实无人抚养", "De facto uncared for"), "violet"),
    (Label("低保家庭", "Low income"), "neutral"),
)


class HomePage(QWidget):
    """Figures, a worklist, charts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        t, lang = shell.theme, shell.lang

        def say(zh, en):
            return zh if lang == "zh" else en

        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(t.px(20), t.px(16), t.px(20), t.px(20))
        column.setSpacing(t.px(14))
        printing = button(t, say("打印", "Print"), "", "printer")
        column.addWidget(
            SectionHeader(
                t,
                say("上午好，李秀兰", "Good morning, Li Xiulan"),
                printing,
                note=language.long_date(TODAY, lang),
                kind="page",
            )
        )
        tiles = QHBoxLayout()
        tiles.setSpacing(t.px(12))
        self.tiles = [
            StatTile(
                t,
                say("在册儿童", "On the register"),
                "79,952",
                say("本月新增 126 人", "126 new this month"),
                "users",
            ),
            StatTile(
                t,
                say("已结对", "Matched"),
                "82.2%",
                say("还有 14,247 人待结对", "14,247 still waiting"),
                "heart-handshake",
            ),
            StatTile(
                t,
                say("两周内应走访", "Due in two weeks"),
                "3,479",
                say("本月已完成 9,001 次", "9,001 done this month"),
                "calendar-check",
                "warn",
            ),
            StatTile(
                t,
                say("走访逾期", "Overdue visits"),
                "26,704",
                say("请优先安排", "Please plan these first"),
                "clock",
                "danger",
            ),
            StatTile(
                t,
                say("重点关注", "Priority"),
                "4,835",
                say("每月至少走访一次", "A visit every month"),
                "triangle-alert",
            ),
        ]
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        grid = QGridLayout()
        grid.setSpacing(t.px(14))
        months = [
            Item(language.month(date(2026, m, 1), lang), v, str(m))
            for m, v in zip(
                (12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                (14410, 14300, 13200, 14350, 14180, 14340, 14010, 14420, 14390, 14100, 14410, 9001),
                strict=True,
            )
        ]
        grid.addWidget(
            ChartCard(t, lang, BarChart(t, lang, say("每月走访次数", "Visits a month"), months)), 0, 0
        )
        kinds = [Item(k(lang), v) for (k, _), v in zip(KINDS, (38120, 21400, 9300, 11132), strict=True)]
        grid.addWidget(ChartCard(t, lang, Donut(t, lang, say("儿童类别", "Groups"), kinds)), 0, 1)
        towns = [
            Item(n, v, n)
            for n, v in (
                ("白水镇", 0.44),
                ("柳树镇", 0.51),
                ("青石镇", 0.62),
                ("云岭镇", 0.78),
                ("太平镇", 0.91),
            )
        ]
        ranked = RankedBars(
            t,
            lang,
            say("各乡镇 90 天走访率", "Visited in 90 days, by town"),
            towns,
            percent_show(lang),
            top=1,
        )
        grid.addWidget(ChartCard(t, lang, ranked), 1, 0)
        lines = LineChart(
            t,
            lang,
            say("视力变化", "Eyesight"),
            ("2023.10", "2024.04", "2025.10", "2026.04"),
            (
                Series(say("左眼", "left"), (4.9, 4.7, 4.7, 4.6)),
                Series(say("右眼", "right"), (4.9, 4.8, 4.8, 4.7)),
            ),
            lambda v: f"{v:.1f}",
            band=(5.0, 5.2, say("正常 5.0 及以上", "Normal: 5.0 and above")),
            floor=None,
        )
        grid.addWidget(ChartCard(t, lang, lines), 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(inside))

    def reload(self) -> None:
        """The figures are fixed."""


class People(QAbstractTableModel):
    """A hundred invented children."""

    def __init__(self, lang: str, heads: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.lang, self.heads = lang, heads

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 100

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        row, column = index.row(), index.column()
        kind, tone = KINDS[row % 4]
        name = PEOPLE[row % len(PEOPLE)]
        texts = (
            name,
            ("女 12" if row % 2 else "男 9") if self.lang == "zh" else ("F 12" if row % 2 else "M 9"),
            "青石镇 长青村",
            kind(self.lang),
            "韩成思",
            f"逾期 {309 - row} 天" if self.lang == "zh" else f"{309 - row} days overdue",
        )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return texts[column]
        if role == KIND_ROLE:
            return ("avatar", "text", "text", "pill", "text", "due")[column]
        if role == TONE_ROLE:
            return ("neutral", "neutral", "neutral", tone, "neutral", "danger")[column]
        if role == ICON_ROLE:
            return "triangle-alert" if column == 0 and row == 5 else ""
        return None


class ListPage(QWidget):
    """A register with chips and the peek panel."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        t, lang = shell.theme, shell.lang

        def say(zh, en):
            return zh if lang == "zh" else en

        column = QVBoxLayout(self)
        column.setContentsMargins(t.px(20), t.px(16), t.px(20), t.px(16))
        column.setSpacing(t.px(14))
        load = button(t, say("导入 Excel", "Import Excel"), "", "upload")
        new = button(t, say("新建档案", "New file"), "primary", "user-plus")
        title = say("儿童档案", "Children")
        column.addWidget(
            SectionHeader(t, title, load, new, note=say("共 100 名儿童", "100 children"), kind="page")
        )
        self.chips = ChipBar(
            t,
            [
                ("all", say("全部", "All")),
                ("due", say("两周内到期", "Due in two weeks")),
                ("late", say("走访逾期", "Overdue")),
                ("free", say("尚未结对", "No mentor")),
                ("first", say("重点关注", "Priority")),
            ],
            name=say("常用筛选", "Saved filters"),
        )
        column.addWidget(self.chips)
        row = QHBoxLayout()
        row.setSpacing(t.px(12))
        holder = Card(t)
        holder.body.setContentsMargins(8, 4, 8, 8)
        heads = (
            ("姓名", "年龄", "所在村", "类别", "五老", "下次走访")
            if lang == "zh"
            else ("Name", "Age", "Village", "Group", "Mentor", "Next visit")
        )
        columns = (
            Column(150, 2, 0),
            Column(70, 0, 4),
            Column(140, 2, 3),
            Column(150, 1, 2),
            Column(90, 1, 5),
            Column(150, 0, 1),
        )
        self.view = RegisterView(t, columns, title)
        self.view.setModel(People(lang, heads, self.view))
        self.view.opened.connect(lambda _row: shell.drawer(visit(shell), again=lambda: visit(shell)))
        holder.body.addWidget(self.view)
        row.addWidget(holder, 1)
        self.peek = PeekPanel(t)
        row.addWidget(self.peek)
        column.addLayout(row, 1)
        self.view.peeked.connect(self._peek)
        record = button(t, say("记录走访", "Record visit"), "primary", "plus")
        record.clicked.connect(lambda: shell.drawer(visit(shell), again=lambda: visit(shell)))
        self.peek.foot.addWidget(record)
        self.peek.foot.addWidget(button(t, say("打开档案", "Open file"), "", "file-text"))

    def enter(self, find: str = "") -> None:
        self.asked = find
        self.reload()

    def reload(self) -> None:
        self.view.selectRow(0)

    def focus_first(self) -> None:
        self.view.setFocus()

    def search(self, text: str) -> None:
        self.asked = text

    def _peek(self, row: int) -> None:
        lang = self.shell.lang

        def say(zh, en):
            return zh if lang == "zh" else en

        self.peek.clear()
        name = PEOPLE[row % len(PEOPLE)]
        self.peek.person(
            name,
            say("女 · 12 岁", "F · 12 years old"),
            [(KINDS[row % 4][0](lang), "info"), (say("走访逾期", "Overdue"), "danger")],
        )
        self.peek.line()
        self.peek.fact("map-pin", "青石镇 长青村")
        self.peek.fact("user", say("监护人：母亲 10012345678", "Guardian: mother 10012345678"))
        self.peek.fact("heart-handshake", say("五老：韩成思", "Mentor: 韩成思"))
        self.peek.line()
        self.peek.note(
            say("最近走访", "Last visit"),
            say("孩子精神状态良好，近期成绩有进步。", "In good spirits; school results are better."),
        )
        self.peek.fill()


def visit(shell: Shell) -> QWidget:
    """A drawer with a form."""
    t, lang = shell.theme, shell.lang

    def say(zh, en):
        return zh if lang == "zh" else en

    frame = DrawerFrame(
        t, lang, "张建勇", say("记录走访", "Record a visit"), close=lambda: shell.drawer(None), avatar=True
    )
    b = frame.body
    b.addWidget(label(say("走访日期", "Date"), "label"))
    day = QDateEdit(TODAY)
    day.setCalendarPopup(True)
    day.setDisplayFormat("yyyy年M月d日" if lang == "zh" else "d MMM yyyy")
    day.setAccessibleName(say("走访日期", "Date"))
    b.addWidget(day)
    b.addWidget(label(say("走访方式", "Kind"), "label"))
    b.addWidget(
        Segmented(
            t,
            [
                ("home", say("入户", "Home")),
                ("school", say("学校", "School")),
                ("phone", say("电话", "Phone")),
                ("video", say("视频", "Video")),
            ],
            "home",
            name=say("走访方式", "Kind"),
        )
    )
    b.addWidget(label(say("孩子状态", "How the child is"), "label"))
    b.addWidget(
        Segmented(
            t,
            [
                ("well", say("良好", "Well"), "circle-check"),
                ("fair", say("一般", "Fair"), "circle-alert"),
                ("care", say("需关注", "Worry"), "triangle-alert"),
            ],
            "well",
            name=say("孩子状态", "How the child is"),
        )
    )
    b.addWidget(
        label(say("请选择孩子的状态，再保存。", "Choose how the child is, then save."), "error", wrap=True)
    )
    b.addWidget(label(say("走访情况", "What happened"), "label"))
    b.addWidget(
        TextArea(
            t,
            say("走访情况", "What happened"),
            lines=5,
            placeholder=say("写下看到和听到的", "What you saw and heard"),
        ),
        1,
    )
    holder = QWidget()
    flow = FlowLayout(holder, t.px(8))
    for zh, en in (
        ("孩子精神状态良好", "In good spirits"),
        ("成绩有进步", "Better at school"),
        ("监护人身体欠佳", "Guardian unwell"),
        ("需要学习用品", "Needs school things"),
    ):
        flow.addWidget(button(t, say(zh, en), "chip"))
    b.addWidget(holder)
    frame.foot.addWidget(label(say("草稿已保存 09:30", "Draft saved 09:30"), "caption"))
    row = QHBoxLayout()
    row.addWidget(button(t, say("取消", "Cancel"), click=lambda: shell.drawer(None)))
    row.addStretch(1)
    row.addWidget(button(t, say("保存", "Save"), "primary", "check"))
    frame.foot.addLayout(row)
    return frame


class BitsPage(QWidget):
    """Everything else: buttons, fields, pills, facts, progress."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        t, lang = shell.theme, shell.lang

        def say(zh, en):
            return zh if lang == "zh" else en

        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(t.px(20), t.px(16), t.px(20), t.px(20))
        column.setSpacing(t.px(14))
        card = Card(t, say("按钮", "Buttons"))
        holder = QWidget()
        flow = FlowLayout(holder, t.px(8))
        for kind, icon in (
            ("", "download"),
            ("primary", "check"),
            ("soft", "plus"),
            ("danger", "trash-2"),
            ("ghost", "pencil"),
        ):
            flow.addWidget(button(t, say("保存走访", "Save visit"), kind, icon))
            off = button(t, say("不可用", "Not now"), kind)
            off.setEnabled(False)
            flow.addWidget(off)
        card.body.addWidget(holder)
        pills = QWidget()
        row = FlowLayout(pills, t.px(6))
        for place, tone in enumerate(("neutral", "primary", "danger", "warn", "ok", "info", "violet")):
            row.addWidget(
                Pill(t, KINDS[place % 4][0](lang), tone, "triangle-alert" if tone == "danger" else "")
            )
        card.body.addWidget(pills)
        column.addWidget(card)
        fields = Card(t, say("字段", "Fields"))
        grid = QGridLayout()
        line = QLineEdit("张小明")
        line.setAccessibleName(say("姓名", "Name"))
        wrong = QLineEdit("1001234")
        wrong.setAccessibleName(say("电话", "Phone"))
        wrong.setProperty("wrong", "true")
        box = QComboBox()
        box.addItems([kind(lang) for kind, _ in KINDS])
        box.setAccessibleName(say("类别", "Group"))
        check = QCheckBox(say("已签监护协议", "Agreement signed"))
        check.setChecked(True)
        check.setAccessibleName(check.text())
        for place, (name, field) in enumerate(
            ((say("姓名", "Name"), line), (say("电话", "Phone"), wrong), (say("类别", "Group"), box))
        ):
            grid.addWidget(label(name, "label"), 0, place)
            grid.addWidget(field, 1, place)
        grid.addWidget(check, 2, 0)
        grid.addWidget(
            label(
                say("电话要 11 位数字，请补全。", "A phone number has 11 digits; please complete it."),
                "error",
                wrap=True,
            ),
            2,
            1,
        )
        fields.body.addLayout(grid)
        column.addWidget(fields)
        facts = Card(t, say("基本信息", "About the child"), button(t, say("修改", "Edit"), "ghost", "pencil"))
        facts.body.addWidget(
            FactGrid(
                t,
                [
                    (say("姓名", "Name"), "张建勇"),
                    (say("性别", "Sex"), say("男", "male")),
                    (say("出生日期", "Born"), "2020-10-03"),
                    (say("身份证号", "ID number"), "999722********4776"),
                    (say("民族", "Ethnic group"), say("汉族", "Han")),
                    (say("户籍地", "Registered at"), ""),
                ],
            )
        )
        column.addWidget(facts)
        self.strip = ProgressStrip(t, lang)
        self.strip.show()
        self.strip.show_step(1204, 3600, say("正在导入", "Importing"))
        column.addWidget(self.strip)
        empty = Card(t)
        empty.body.addWidget(
            EmptyState(
                t,
                say("没有找到符合条件的儿童", "No child matches"),
                say(
                    "可以只输入姓名的拼音首字母（如 zxm）、身份证后四位或电话；也可以清除筛选。",
                    "Try pinyin initials (zxm), the last four digits of the ID or a phone; or clear the filters.",
                ),
                button(t, say("清除搜索和筛选", "Clear search and filters"), "soft", "x"),
            )
        )
        column.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(inside))

    def reload(self) -> None:
        """Nothing to read."""


PAGES = (
    PageSpec("today", Label("今日", "Today"), "layout-dashboard", f"{MINE}:HomePage"),
    PageSpec("children", Label("儿童档案", "Children"), "users", f"{MINE}:ListPage"),
    PageSpec("bits", Label("零件", "Pieces"), "settings", f"{MINE}:BitsPage"),
    PageSpec("visit", Label("记录走访", "Record a visit"), "notebook-pen", f"{MINE}:BitsPage"),
    PageSpec("matching", Label("结对", "Matching"), "heart-handshake", f"{MINE}:BitsPage"),
    PageSpec("roster", Label("花名册导入", "Roster import"), "file-spreadsheet", f"{MINE}:BitsPage"),
    PageSpec("exchange", Label("数据交换", "Data exchange"), "arrow-left-right", f"{MINE}:BitsPage"),
)


def make_shell(folder: Path) -> Shell:
    """The shell on invented pages; `folder` holds its preferences."""
    shell = Shell(None, Preferences(folder), pages=PAGES, user="李秀兰", now=lambda: NOW)
    shell.set_office(object(), "李秀兰")  # type: ignore[arg-type]
    shell.set_backup(datetime(2026, 11, 20, 17, 30))
    return shell


def main(argv: list[str]) -> int:
    from ui.app import make_app

    app = make_app(argv)
    shell = make_shell(Path(tempfile.mkdtemp()))
    shell.resize(1366, 768)
    shell.show()
    shell.open("today")
    if len(argv) < 2:
        return app.exec()
    from shots import photograph

    out = Path(argv[1])
    states = {
        "1-home": lambda: shell.open("today"),
        "2-list": lambda: shell.open("children"),
        "3-drawer": lambda: shell.drawer(visit(shell)),
        "4-bits": lambda: shell.open("bits"),
        "5-toast": lambda: shell.toast(Label("走访已保存", "Visit saved"), lambda: None),
    }
    photograph(shell, states, out, quick="--quick" in argv)
    shell.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
