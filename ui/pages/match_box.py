"""One match on the page of a child or a mentor: who, how far it has come, what happened, and what to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casefiles import matching
from casefiles.domain import matchlife
from casefiles.domain.codes.lists import MATCH_STATUS
from casefiles.domain.entities import ENTITIES
from ui import words_child
from ui import words_matches as words
from ui.pages.child_family import spell
from ui.pages.child_parts import Line, shown_value
from ui.record_drawer import RecordDrawer, open_record
from ui.step_drawer import open_step
from ui.undoing import announce, with_undo
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import rule
from ui.widgets.flow import FlowLayout
from ui.widgets.stepper import Stepper
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.theme import Tone
    from ui.window import Shell

SHOWN = 3
STATE_TONE: dict[str, Tone] = {
    "proposed": "info", "approved": "info", "introduced": "primary", "active": "ok", "paused": "warn",
    "closing": "warn", "closed": "neutral", "mistaken": "neutral",
}  # fmt: skip
GOES_TONE: dict[str, Tone] = {"green": "ok", "yellow": "warn", "red": "danger"}


class Happened(NamedTuple):
    """One line of a match's time line."""

    day: str
    row: str
    what: str
    note: str
    tone: Tone | None
    entity: str


class MatchBox(QWidget):
    """`other` is the name of who is at the other end. The buttons carry the match's id in their object name."""

    def __init__(
        self, shell: Shell, match: Record, name: str, other: str, happened: Sequence[Record],
        *, edit: Callable[[], object], end: Callable[[], object], several: bool, first: bool,
        marks: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        theme, lang = shell.theme, shell.lang
        self.shell, self.match, self.name = shell, match, name
        self.state = matchlife.status_of(match.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        if not first:
            column.addWidget(rule())
        column.addWidget(self._line(other, edit, marks))
        if self.state not in matchlife.OVER:
            column.addWidget(self._stepper())
        column.addWidget(self._buttons(end, several=several))
        self.lines = QWidget()
        self.column = QVBoxLayout(self.lines)
        self.column.setContentsMargins(theme.px(12), 0, 0, 0)
        self.column.setSpacing(theme.px(2))
        column.addWidget(self.lines)
        self.happened = _timeline(happened, lang)
        self._tell(SHOWN)

    def step(self) -> None:
        """The drawer of what usually comes next."""
        open_step(self.shell, self.match, self.name, matchlife.NEXT.get(self.state, ""))

    def _line(self, other: str, edit: Callable[[], object], marks: Sequence[QWidget]) -> Line:
        shell, match = self.shell, self.match
        theme, lang, today = shell.theme, shell.lang, shell.office.clock.today().isoformat()
        values = match.values
        right: list[QWidget] = [*marks]
        if values.get("lead"):
            right.append(Pill(theme, words_child.LEAD(lang), "primary"))
        until = str(values.get("agreed_until") or "")
        if until and self.state not in matchlife.OVER:
            said = (words.RAN_OUT if until < today else words.AGREED)(lang, day=until)
            right.append(Pill(theme, said, "danger" if until < today else "neutral"))
        right.append(Pill(theme, MATCH_STATUS.label(self.state)(lang), STATE_TONE.get(self.state, "neutral")))
        change = icon_button(theme, f"{words_child.EDIT(lang)}: {self.name}", "pencil", edit)
        change.setObjectName(f"edit-{match.id}")
        page = "mentor" if other.startswith(ENTITIES["mentor"].prefix + "-") else "child"
        go = icon_button(
            theme,
            words_child.OPEN_MENTOR(lang, name=self.name),
            "file-text",
            lambda: shell.open(page, id=other),
        )
        parts = (spell(match, lang), shown_value(match, "form", lang))
        under = (running(values.get("terms")), shown_value(match, "end_reason", lang))
        return Line(
            theme, self.name, " · ".join(p for p in parts if p), " · ".join(p for p in under if p),
            *right, change, go, first=True,
        )  # fmt: skip

    def _stepper(self) -> Stepper:
        lang = self.shell.lang
        paused = self.state == "paused"
        at = matchlife.PATH.index("active" if paused else self.state)
        names = [MATCH_STATUS.label(code)(lang) for code in matchlife.PATH]
        if paused:
            names[at] = MATCH_STATUS.label("paused")(lang)
        said = words.PROGRESS(lang, state=MATCH_STATUS.label(self.state))
        return Stepper(self.shell.theme, said, names, at, "warn" if paused else "primary")

    def _buttons(self, end: Callable[[], object], *, several: bool) -> QWidget:
        shell, match, name = self.shell, self.match, self.name
        theme, lang = shell.theme, shell.lang
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(6))

        def put(text: str, named: str, kind: str, icon: str, act: Callable[[], object], called: str) -> None:
            made = button(theme, text, kind, icon, act)
            made.setAccessibleName(named)
            made.setObjectName(f"{called}-{match.id}")
            flow.addWidget(made)

        over = self.state in matchlife.OVER
        if over:
            said = words.STEP_OF(lang, what=words.REOPEN(lang), name=name)
            put(
                words.REOPEN(lang),
                said,
                "ghost",
                "undo-2",
                partial(open_step, shell, match, name, "active"),
                "step",
            )
            return holder
        after = matchlife.NEXT[self.state]
        said = words.NEXT(lang, state=MATCH_STATUS.label(after))
        put(said, words.STEP_OF(lang, what=said, name=name), "soft", "check", self.step, "next")
        flow.itemAt(0).widget().setToolTip(words.NEXT_TIP(lang))  # type: ignore[union-attr]
        other = words.STEP_OF(lang, what=words.OTHER_STEP(lang), name=name)
        put(words.OTHER_STEP(lang), other, "ghost", "clock", partial(open_step, shell, match, name), "step")
        put(
            words.ASK(lang),
            words.ASK_OF(lang, name=name),
            "ghost",
            "phone",
            partial(ask, shell, match, name),
            "ask",
        )
        paper = partial(shell.open, "preview", id=match.id, paper="agreement")
        put(words.AGREEMENT(lang), words.AGREEMENT_OF(lang, name=name), "ghost", "printer", paper, "paper")
        if several and not match.values.get("lead"):
            lead = words.TAKE_LEAD_OF(lang, name=name)
            put(words.TAKE_LEAD(lang), lead, "ghost", "user-check", self._take_lead, "lead")
        ending = f"{words_child.END_MATCH(lang)}: {name}"
        put(words_child.END_MATCH(lang), ending, "ghost", "unlink", end, "end")
        return holder

    def _take_lead(self) -> None:
        shell, name, match = self.shell, self.name, self.match

        def done(saved: Saved) -> None:
            announce(shell, saved.touched)
            with_undo(shell, saved, words.LEADS_NOW(shell.lang, name=name), words.LEAD_UNDONE(shell.lang))

        shell.jobs.write(lambda _step: matching.take_lead(shell.office, match.id), done=done)

    def _tell(self, most: int) -> None:
        """The time line, the newest first; the rest behind a button."""
        theme, lang = self.shell.theme, self.shell.lang
        while (item := self.column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in self.happened[:most]:
            self.column.addWidget(self._event(one))
        n = len(self.happened)
        if n > SHOWN:
            fewer = most >= n
            said = (words.FEWER if fewer else words.ALL)(lang, n=n)
            more = button(theme, said, "ghost", "chevron-up" if fewer else "chevron-down",
                          partial(self._unfold, SHOWN if fewer else n))  # fmt: skip
            more.setAccessibleName(words.STEP_OF(lang, what=said, name=self.name))
            more.setObjectName(f"more-{self.match.id}")
            self.column.addWidget(more)
        self.lines.setVisible(bool(self.happened))

    def _unfold(self, most: int) -> None:
        self._tell(most)
        again = self.lines.findChildren(QWidget, f"more-{self.match.id}")
        if again:
            again[-1].setFocus()  # the one that was pressed is about to go

    def _event(self, one: Happened) -> QWidget:
        shell = self.shell
        right: list[QWidget] = [Pill(shell.theme, one.what, one.tone or "neutral")]
        name = words.STEP_OF(shell.lang, what=words_child.EDIT(shell.lang), name=f"{one.day} {one.what}")
        change = icon_button(
            shell.theme, name, "pencil", partial(edit_happened, shell, one.entity, one.row, self.name)
        )
        change.setObjectName(f"edit-{one.row}")
        return Line(shell.theme, one.day, one.note, "", *right, change, first=True)


def _timeline(records: Sequence[Record], lang: Lang) -> list[Happened]:
    """Steps and support contacts, the newest first."""
    found = []
    for one in records:
        values = one.values
        on = str(values.get("on") or "?")
        if one.entity == "match_event":
            state = str(values.get("status") or "")
            said, tone = shown_value(one, "status", lang), STATE_TONE.get(state)
            note = running(values.get("note"))
        else:
            goes = shown_value(one, "goes", lang)
            whom = words.TALKED(lang, whom=shown_value(one, "talked_to", lang))
            said, tone = goes or words.ASK(lang), GOES_TONE.get(str(values.get("goes") or ""))
            note = " · ".join(p for p in (whom, running(values.get("said"))) if p)
        found.append(Happened(on, one.id, said, note, tone, one.entity))
    return sorted(found, key=lambda h: (h.day, h.row), reverse=True)


def ask(shell: Shell, match: Record, name: str) -> RecordDrawer:
    """The drawer for a talk of the clerk about this match."""
    hangs = {n: str(match.values[n]) for n in ("child", "mentor") if match.values.get(n)}
    start = {
        "on": shell.office.clock.today().isoformat(), "talked_to": "mentor", "how": "phone", "goes": "green",
        "by": shell.office.me.name,
    }  # fmt: skip

    def make() -> RecordDrawer:
        return RecordDrawer(
            shell, "support_contact", fixed={"match": match.id, **hangs}, hide=("match", "child", "mentor"),
            start=start, title=words.STEP_OF(shell.lang, what=words.ASK(shell.lang), name=name),
        )  # fmt: skip

    return open_record(shell, make)


def edit_happened(shell: Shell, entity: str, row: str, name: str) -> RecordDrawer:
    """The drawer for a step or a support contact that is on record; deleting it has its way back."""

    def make() -> RecordDrawer:
        what = ENTITIES[entity].label(shell.lang)
        title = words.STEP_OF(shell.lang, what=what, name=name)
        return RecordDrawer(shell, entity, row, hide=("match", "child", "mentor"), title=title)

    return open_record(shell, make)
