"""Visits as a timeline with a chart of the months."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefiles import visiting
from casefiles.domain.entities import ENTITIES
from ui import icons, language, words_findings, words_stack
from ui import words_child as words
from ui.areas_picture import TONES, areas_card
from ui.charts import BarChart, ChartCard, Item
from ui.files_card import files_pill
from ui.pages.child_merged import origin_pill, origins
from ui.pages.child_parts import STATE_TONE, column_of, person_name, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.veiled import running
from ui.visit_findings import FindingsPanel
from ui.widgets.buttons import icon_button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import scroll
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from ui.form import Form
    from ui.theme import Theme
    from ui.window import Shell

KIND_ICON = {
    "home": "house", "school": "school", "phone": "phone", "video": "video", "family_call": "users",
    "other": "message-square",
}  # fmt: skip
MONTHS = 12
MOST = 60
"""lines of the timeline; older visits stand in the printed file"""


def visits_tab(
    shell: Shell, visits: Sequence[Record], *, of_child: bool = True, over: QWidget | None = None
) -> QWidget:
    """The chart of twelve months, and the visits, newest first; `over` stands above them."""
    inside, column = column_of(shell)
    if over is not None:
        column.addWidget(over)
    lang = shell.lang
    if not visits:
        said, help_ = words.NO_VISITS(lang), words.NO_VISITS_HELP(lang)
        column.addWidget(EmptyState(shell.theme, said, help_, icon="notebook-pen"))
        return scroll(inside)
    chart = BarChart(
        shell.theme, lang, words.VISITS_CHART(lang), _months(visits, shell.office.clock.today(), lang)
    )
    chart.setFixedHeight(shell.theme.tall(150))
    found = visiting.findings(shell.office, visits[:MOST])
    column.addWidget(ChartCard(shell.theme, lang, chart, words.LAST_12(lang)))
    areas = areas_card(shell, visits, found) if of_child else None
    if areas is not None:
        column.addWidget(areas)
    line = QVBoxLayout()
    line.setSpacing(0)
    came = origins(shell.office, visits[:MOST]) if of_child else {}
    for place, visit in enumerate(visits[:MOST]):
        last = place == min(len(visits), MOST) - 1
        line.addWidget(
            _Moment(
                shell, visit, found.get(visit.id, ()), last=last, of_child=of_child, came=came.get(visit.id)
            )
        )
    column.addLayout(line)
    column.addStretch(1)
    return scroll(inside)


def _months(visits: Sequence[Record], today: dt.date, lang: Lang) -> list[Item]:
    counted = Counter(str(v.values.get("on") or "")[:7] for v in visits)
    found = []
    for back in range(MONTHS - 1, -1, -1):
        at = today.year * 12 + today.month - 1 - back
        first = today.replace(year=at // 12, month=at % 12 + 1, day=1)
        found.append(Item(language.month(first, lang), counted[f"{first:%Y-%m}"], f"{first:%Y-%m}"))
    return found


class _Moment(QWidget):
    """One visit on the line: its sign at the left, a card at the right."""

    def __init__(
        self,
        shell: Shell,
        visit: Record,
        found: Sequence[Record],
        *,
        last: bool,
        of_child: bool,
        came: Record | None,
    ) -> None:
        super().__init__()
        theme, lang, values = shell.theme, shell.lang, visit.values
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, theme.px(10))
        row.setSpacing(theme.px(10))
        row.addWidget(_Sign(theme, KIND_ICON.get(str(values.get("kind")), "message-square"), last=last))
        card = Card(theme)
        card.body.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(10))
        card.body.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(label(str(values.get("on") or ""), "strong"))
        who = person_name(shell.office, values.get("mentor" if of_child else "child"))
        parts = [shown_value(visit, "kind", lang), shown_value(visit, "contact", lang), who]
        head.addWidget(label(" · ".join(p for p in parts if p), "secondary", wrap=True), 1)
        for pill in origin_pill(shell, came):
            head.addWidget(pill)
        if days := visiting.late(visit):
            head.addWidget(Pill(theme, words_stack.LATE(lang, n=days), "warn"))
        if values.get("danger"):
            head.addWidget(Pill(theme, words.DANGER(lang), "danger", "triangle-alert"))
        if values.get("state"):
            tone = STATE_TONE.get(str(values["state"]), "neutral")
            head.addWidget(Pill(theme, shown_value(visit, "state", lang), tone))
        for pill in files_pill(shell, visit):
            head.addWidget(pill)
        name = words.EDIT_VISIT(lang, day=values.get("on"))
        head.addWidget(icon_button(theme, name, "pencil", lambda: edit_visit(shell, visit.id)))
        card.body.addLayout(head)
        if values.get("follow_up"):
            done, by = values.get("follow_done"), values.get("follow_by")
            said = words_findings.FOLLOW_DONE(lang, day=done) if done else words_findings.FOLLOW_OPEN(lang)
            head.insertWidget(2, Pill(theme, said, "ok" if done else "warn"))
            if by and not done:
                card.body.addWidget(label(words_findings.FOLLOW_BY(lang, day=by), "caption"))
        for text in _texts(visit, lang):
            card.body.addWidget(label(text, "body", wrap=True))
        if found:
            card.body.addWidget(_found(theme, found, lang))
        row.addWidget(card, 1)


def _found(theme: Theme, found: Sequence[Record], lang: Lang) -> QWidget:
    """What was found by area: what is not good each for itself with its reason, what is good in one line."""
    fields = ENTITIES["visit_finding"].fields
    holder = QWidget()
    flow = FlowLayout(holder, theme.px(6))
    good = []
    for one in found:
        area, level = (fields[n].kind.show(one.values.get(n), lang) for n in ("area", "level"))
        if one.values.get("level") == "good":
            good.append(area)
            continue
        why = running(one.values.get("note"))
        said = words_findings.WITH_NOTE if why else words_findings.WITHOUT_NOTE
        tone = TONES.get(str(one.values.get("level")), "neutral")
        flow.addWidget(Pill(theme, said(lang, area=area, level=level, note=why), tone))
    if good:
        flow.addWidget(label(words_findings.GOOD(lang, areas=words_findings.AND(lang).join(good)), "caption"))
    return holder


def _texts(visit: Record, lang: Lang) -> list[str]:
    values = visit.values
    found = [running(values.get("summary")), shown_value(visit, "no_contact", lang)]
    if values.get("called"):
        found.append(words_findings.CALLED(lang, who=shown_value(visit, "called", lang)))
    if values.get("others"):
        found.append(words_findings.OTHERS(lang, text=running(values["others"])))
    if values.get("given"):
        found.append(words.GIVEN(lang, text=running(values["given"])))
    if values.get("follow_up"):
        found.append(words.FOLLOW_UP(lang, text=running(values["follow_up"])))
    if values.get("follow_result"):
        found.append(words_findings.FOLLOW_RESULT(lang, text=running(values["follow_result"])))
    return [text for text in found if text]


class _Sign(QWidget):
    """The icon of a visit in a circle, and the line down to the next."""

    def __init__(self, theme: Theme, icon: str, *, last: bool) -> None:
        super().__init__()
        self.theme, self.icon, self.last = theme, icon, last
        self.setFixedWidth(theme.tall(34))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(theme.tall(34))
        if not self.last:
            painter.setPen(QPen(theme.color("input_border"), 2))
            painter.drawLine(int(side / 2), int(side + 4), int(side / 2), self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        painter.drawEllipse(QRectF(1, 5, side - 2, side - 2))
        inner = side * 0.52
        at = (side - inner) / 2
        icons.paint(painter, self.icon, theme.palette.on_soft, QRectF(at, at + 4, inner, inner))


def edit_visit(shell: Shell, row: str, focus: str = "") -> RecordDrawer:
    """The drawer to correct a visit with what it found, or delete it; `focus` is the field to begin at."""

    def hang(form: Form, drawer: RecordDrawer) -> None:
        child = str(drawer.record.values.get("child") or "") if drawer.record is not None else ""
        panel = FindingsPanel(shell, form, drawer, lambda: child)
        panel.stand_between("areas", "summary")
        form.hang(panel)

    made = open_record(shell, lambda: RecordDrawer(shell, "visit", row, hide=("child",), hang=hang))
    if focus in made.form.blocks:
        made.form.focus(focus)
    return made
