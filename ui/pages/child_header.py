"""The head of a child's file: who it is at a glance, when to visit next, and what one does most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from ui import words_child as words
from ui import words_transfer
from ui.due import due_words
from ui.pages.child_parts import CATEGORY_TONE, RISK_TONE, shown_value
from ui.widgets.buttons import button
from ui.widgets.cards import Card, picture
from ui.widgets.flow import FlowLayout
from ui.widgets.masked import Masked
from ui.widgets.text import Avatar, ElidedLabel, Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Record
    from casefiles.registers import Around
    from ui.theme import Tone
    from ui.window import Shell

Act = tuple[str, str, "Callable[[], object]"]
"""words, icon, what to do"""


WITH_BUTTONS = 880
"""width at standard text size from which the buttons stand at the right of the facts"""
NARROW = 620
"""below this (beside a drawer) the pill at the right stands with the others"""


class PersonHeader(Card):
    """Letter, name, a line, pills, facts with icons; at the right a pill and buttons, the last one the main one."""

    def __init__(
        self,
        shell: Shell,
        record: Record,
        pills: Sequence[tuple[str, Tone]],
        facts: Sequence[tuple[str, str, str]],
        mark: tuple[str, Tone] | None,
        acts: Sequence[Act],
        more: Sequence[Act],
    ) -> None:
        super().__init__(shell.theme)
        theme, lang = shell.theme, shell.lang
        name = str(record.values.get("name") or "")
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(Avatar(theme, name, 64), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(6))
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        self.name = label(name or "—", "page")
        top.addWidget(self.name)
        top.addWidget(label(_line(shell, record), "secondary", wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        texts.addLayout(top)
        self._pills = QWidget()
        flow = FlowLayout(self._pills, theme.px(6))
        self._pill_below = Pill(theme, *mark) if mark is not None else None
        for made in (self._pill_below, *(Pill(theme, text, tone) for text, tone in pills)):
            if made is not None:
                flow.addWidget(made)
        texts.addWidget(self._pills)
        below = QWidget()
        lines = FlowLayout(below, theme.px(10))
        for icon, text, field in facts:
            lines.addWidget(_fact(shell, icon, text, field))
        if facts:
            texts.addWidget(below)
        row.addLayout(texts, 1)
        self.body.addLayout(row)
        self._foot = foot = QWidget()
        buttons = FlowLayout(foot, theme.px(8))
        self.buttons: list[QPushButton] = []
        if acts:
            words_, icon, act = acts[-1]
            self.main = button(theme, words_, "primary", icon, act)
            self.buttons.append(self.main)
        self.buttons += [button(theme, words_, "", icon, act) for words_, icon, act in acts[:-1]]
        self.more = button(theme, words.MORE(lang), "ghost", "ellipsis")
        menu = QMenu(self.more)
        for words_, icon, act in more:
            entry = menu.addAction(theme.icon(icon, "text2", 18), words_)
            entry.triggered.connect(lambda _checked=False, act=act: act())
        self.more.setMenu(menu)
        self.menu = menu
        self.buttons.append(self.more)
        self._pill = Pill(theme, *mark) if mark is not None else None
        self._buttons = buttons
        self._right = QVBoxLayout()
        self._right.setSpacing(theme.px(8))
        if self._pill is not None:
            self._right.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignRight)
        self._right.addStretch(1)
        row.addLayout(self._right)
        if self._pill_below is not None:
            self._pill_below.hide()
        self._beside: bool | None = None
        self._place_buttons(beside=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons(beside=self.width() >= self.theme.tall(WITH_BUTTONS))
        narrow = self.width() < self.theme.tall(NARROW)
        if self._pill is not None and self._pill_below is not None:
            self._pill.setVisible(not narrow)
            self._pill_below.setVisible(narrow)

    def _place_buttons(self, *, beside: bool) -> None:
        """At the right of the facts while there is room, else under them; the main one is the outermost."""
        if beside == self._beside:
            return
        self._beside = beside
        while self._buttons.takeAt(0) is not None:
            pass
        for one in reversed(self.buttons) if beside else self.buttons:
            self._buttons.addWidget(one)
        self._right.removeWidget(self._foot)
        self.body.removeWidget(self._foot)
        if beside:
            self._foot.setMinimumWidth(self._buttons.sizeHint().width())
            self._right.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        else:
            self._foot.setMinimumWidth(0)
            self.body.addWidget(self._foot)


def _line(shell: Shell, record: Record) -> str:
    values, lang = record.values, shell.lang
    if "sex" not in ENTITIES[record.entity].fields:  # a household
        return ""
    age = age_on(str(values.get("birth_date") or ""), shell.office.clock.today())
    parts = (
        shown_value(record, "sex", lang),
        "" if age is None else words.AGE(lang, n=age),
        str(values.get("birth_date") or ""),
    )
    return " · ".join(part for part in parts if part)


def _fact(shell: Shell, icon: str, text: str, field: str) -> QWidget:
    theme = shell.theme
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    row.addWidget(picture(theme, icon, theme.palette.text2, 18))
    row.addWidget(Masked(theme, shell.lang, field, text, "body") if field else ElidedLabel(text))
    return holder


def child_header(
    shell: Shell, file: Around, due: tuple[Stored, Stored], conflicts: int, acts: Sequence[Act], more: Sequence[Act],
    *, gone: bool = False,
) -> PersonHeader:
    """The head of a child's file. `due`: the next visit and the last day of grace; `conflicts`: fields with rivals;
    `gone`: another office took the file over, so nothing of it is this office's to do."""
    lang, child = shell.lang, file.child
    values = child.values
    kind = ENTITIES["category_spell"].fields["category"].kind
    pills: list[tuple[str, Tone]] = [
        (
            kind.show(s.values.get("category"), lang),
            CATEGORY_TONE.get(str(s.values.get("category")), "neutral"),
        )
        for s in file.categories
        if s.values.get("end") is None
    ]
    if conflicts and not gone:
        pills.insert(0, (words.CONFLICTS_N(lang, n=conflicts), "danger"))
    risk = values.get("risk")
    if risk:
        risk_label = ENTITIES["child"].fields["risk"].kind.show(risk, lang)
        pills.append((words.RISK(lang, risk=risk_label), RISK_TONE.get(str(risk), "neutral")))
    if not gone and not any(m.values.get("end") is None for m in file.matches):
        pills.append((words.NO_MENTOR(lang), "warn"))
    place = " ".join(str(values.get(n)) for n in ("village", "hamlet") if values.get(n))
    school = " ".join(str(values.get(n)) for n in ("school", "school_class") if values.get(n))
    phone = ENTITIES["child"].fields["phone"].label(lang)
    facts = [("map-pin", place, ""), ("school", school, ""), ("phone", str(values.get("phone") or ""), phone)]
    mark = _mark(shell, child, due, gone=gone)
    return PersonHeader(shell, child, pills, [f for f in facts if f[1]], mark, acts, more)


def _mark(shell: Shell, child: Record, days: tuple[Stored, Stored], *, gone: bool) -> tuple[str, Tone] | None:
    due, grace = days
    lang, today = shell.lang, shell.office.clock.today()
    if gone:
        return words_transfer.AWAY_READ_ONLY(lang), "neutral"
    closed = child.values.get("closed_on")
    if closed:
        return words.CLOSED(lang, day=closed), "neutral"
    if not due:
        return None
    late = (today - today.fromisoformat(str(due))).days
    if late > 0 and grace and str(grace) >= today.isoformat():
        return due_words(due, today, lang, grace)
    if late > 0:
        return words.OVERDUE(lang, n=late), "danger"
    return words.NEXT_VISIT(lang, day=due), "ok"
