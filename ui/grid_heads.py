"""What stands above a grid: of a batch its steps, people and money; of a fund, a session, a screening their own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casefiles import aiding, funds, undoing
from casefiles.domain import aid_steps, eyesight
from casefiles.domain.catalogue import age_on
from ui import language, words_gathering
from ui import words_aid as words
from ui.record_drawer import RecordDrawer, open_record
from ui.step_bar import StepBar
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import is_low
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.aiding import Stepped
    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Record
    from ui.grid_model import Row
    from ui.pages.grid import GridPage
    from ui.theme import Tone


class Figure(QWidget):
    """A number with its name above it."""

    def __init__(self, page: GridPage, title: str) -> None:
        super().__init__()
        low = is_low(page.shell, page.shell.theme)
        column = QHBoxLayout(self) if low else QVBoxLayout(self)
        column.setContentsMargins(0, 0, page.shell.theme.px(18), 0)
        column.setSpacing(page.shell.theme.px(6) if low else 0)
        self.title = title
        column.addWidget(label(title, "caption"))
        self.value = label("—", "section")
        column.addWidget(self.value)

    def set(self, value: str, tone: Tone = "neutral") -> None:
        self.value.setText(value)
        self.value.setProperty("tone", tone)
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.setAccessibleName(f"{self.title}: {value}")


class GridHead(QWidget):
    """The part all heads share. `record` is what the grid is of; `live(rows)` counts what is on the screen."""

    edits = ""
    """entity of the record that the button for changing it opens"""

    def __init__(self, page: GridPage) -> None:
        super().__init__()
        self.page, self.shell, self.lang = page, page.shell, page.shell.lang
        self.record: Record | None = None
        theme = page.shell.theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(6))
        self.holder = QWidget()
        self.figures = FlowLayout(self.holder, theme.px(4))
        self.row = QHBoxLayout()
        self.row.addWidget(self.holder, 3)
        self.column.addLayout(self.row)

    def figure(self, title: str) -> Figure:
        made = Figure(self.page, title)
        self.figures.addWidget(made)
        return made

    def buttons(self) -> Sequence[QPushButton]:
        """Buttons beside the title."""
        return ()

    def heading(self, record: Record) -> str:
        return str(record.values.get("name") or "")

    def note(self, record: Record) -> str:
        """What stands after the title."""
        return ""

    def show_record(self, record: Record) -> None:
        """What the record itself says."""
        self.record = record

    def live(self, rows: Sequence[Row]) -> None:
        """Count the rows on the screen."""

    def go_on(self) -> None:
        """What Ctrl+G does."""

    def edit(self) -> None:
        """The drawer for the record itself."""
        row, entity = self.page.row, self.edits
        open_record(self.shell, lambda: RecordDrawer(self.shell, entity, row, can_delete=False))

    def _edit_button(self) -> QPushButton:
        return icon_button(self.shell.theme, words.EDIT(self.lang), "pencil", self.edit)

    def value(self, row: Row, name: str) -> Stored:
        """The stored value of a field as it would be saved."""
        return self.page.panel.model.stored_at(row, name)


class AidHead(GridHead):
    """Steps as a picture; recipients as distinct persons, yuan, who signed, and what is left in the fund."""

    edits = "aid_batch"

    def __init__(self, page: GridPage) -> None:
        super().__init__(page)
        lang = self.lang
        self.people = self.figure(words.RECIPIENTS(lang))
        self.sum = self.figure(words.SUM(lang))
        self.handed = self.figure(words.STEPS["handed_over"](lang))
        self.signed = self.figure(words.SIGNED(lang))
        self.fund = self.figure(words.FUND_AFTER(lang))
        self.fund.hide()
        self.bar = StepBar(self.shell.theme, lang)
        self.row.addWidget(self.bar, 2)
        self.bar.setHidden(is_low(self.shell, self.shell.theme))  # the figures say it too
        self.step = ""
        self.left: int | None = None
        self.recipients = aiding.Recipients(self.shell.office)

    def buttons(self) -> Sequence[QPushButton]:
        theme, lang, page = self.shell.theme, self.lang, self.page
        self.next = button(theme, words.STEPS["promised"](lang), "soft", "check", self.go_on, tip=words.NEXT_TIP(lang))
        return (
            self._edit_button(),
            icon_button(theme, words.COPY(lang), "copy", self.copy),
            button(theme, words.PUBLICITY(lang), "", "printer", lambda: page.preview("publicity")),
            button(theme, words.SHEET(lang), "", "printer", lambda: page.preview("signing")),
            self.next,
        )

    def note(self, record: Record) -> str:
        fields = self.page.panel.grid.spec.fields
        parts = [
            str(record.values.get("on") or ""),
            fields["occasion"].kind.show(record.values.get("occasion"), self.lang),
            fields["kind"].kind.show(record.values.get("kind"), self.lang),
        ]
        return " · ".join(p for p in parts if p)

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        self.recipients = aiding.Recipients(self.shell.office)  # files may have been merged since
        fund = record.values.get("fund")
        self.fund.setVisible(bool(fund))
        if fund:
            office = self.shell.office
            self.shell.jobs.read(
                lambda _step: funds.balance(office, str(fund)), done=self._balance, owner=self.page, newest="fund"
            )

    def _balance(self, left: int) -> None:
        self.left = left
        self.live(self.page.panel.model.rows)

    def live(self, rows: Sequence[Row]) -> None:
        lang = self.lang
        here = [(row, self._values(row)) for row in rows if not row.gone]
        standing = [(row, v) for row, v in here if aid_steps.state_of(v) != aid_steps.CANCELLED]
        people, houses = self.recipients.count(row.person for row, _ in standing)
        said = language.counted(words.PEOPLE_N, people, lang)
        self.people.set(words.AND_HOUSEHOLDS(lang, people=said, n=houses) if houses else said)
        total = sum(int(v.get("value") or 0) for _, v in standing)
        self.sum.set(funds.yuan(total))
        states = Counter(aid_steps.state_of(v) for _, v in standing)
        self.handed.set(words.DONE_OF(lang, n=states["handed_over"], of=len(standing)))
        self.signed.set(words.DONE_OF(lang, n=sum(bool(v.get("signed_by")) for _, v in standing), of=len(standing)))
        self.bar.set(states)
        self._fund(standing)
        own = str(self.record.values.get("step") or "") if self.record is not None else ""
        self.step = aid_steps.next_step(aid_steps.state_of_all(states, own))
        said = words.NEXT_STEP(lang, step=words.STEPS[self.step]) if self.step else words.STEPS["handed_over"](lang)
        self.next.setText(f" {said}")
        self.next.setAccessibleName(said)
        self.next.setEnabled(bool(self.step and standing))

    def _values(self, row: Row) -> dict[str, Stored]:
        found: dict[str, Stored] | None = row.memo.get("aid")
        if found is None:
            names = ("value", "step", "handed_over", "signed_by", "allotted_on", "handed_on", "on")
            found = row.memo["aid"] = {**{n: self.value(row, n) for n in names}, "batch": self.page.row}
        return found

    def _fund(self, standing: Sequence[tuple[Row, dict[str, Stored]]]) -> None:
        """The balance once everybody on the list has theirs."""
        if self.left is None:
            return
        coming = 0
        for row, values in standing:
            before = row.stands.values if row.stands is not None else {}
            if not (row.stands is not None and aid_steps.spent_on(before)):
                coming += int(values.get("value") or 0)
        after = self.left - coming
        lang, left = self.lang, funds.yuan(self.left)
        if not coming:
            self.fund.set(left, "danger" if after < 0 else "neutral")
            return
        over, rest = funds.yuan(-after), funds.yuan(after)
        said = words.FUND_OVER(lang, over=over) if after < 0 else words.FUND_LEFT(lang, left=rest)
        text = f"{left}（{said}）" if lang == "zh" else f"{left} ({said})"
        self.fund.set(text, "danger" if after < 0 else "neutral")

    def go_on(self) -> None:
        """Bring everybody to the next step, today."""
        shell, page = self.shell, self.page
        if not self.step or not self.next.isEnabled():
            return
        if page.panel.dirty:
            shell.toast(words.SAVE_FIRST)
            return
        office, row, step = shell.office, page.row, self.step
        today = office.clock.today()
        shell.jobs.write(lambda _step: aiding.step_batch(office, row, step, today), done=self._stepped, owner=page)

    def _stepped(self, done: Stepped) -> None:
        shell, lang = self.shell, self.lang
        announce(shell, done.touched)
        said = language.counted(words.STEPPED, done.n, lang, step=words.STEPS[done.step])
        said = "\n".join([*(w.say(lang) for w in done.warnings), said])

        if done.back:
            with_undo(shell, undoing.of_many(done.back, done.touched), said, words.STEPPED_BACK(lang))
        else:
            shell.toast(said)

    def copy(self) -> None:
        """A new batch for the same people, opened."""
        shell, page, record = self.shell, self.page, self.record
        if record is None:
            return
        office, name = shell.office, words.COPY_NAME(self.lang, name=record.values.get("name") or "")
        today = office.clock.today()

        def told(row: str) -> None:
            shell.changed.emit("aid_batch", [row])
            shell.open("grid", grid="aid", id=row)
            n = len(office.queries.group("batch", row))
            shell.toast(language.counted(words.COPIED, n, self.lang))

        shell.jobs.write(lambda _step: aiding.copy_batch(office, page.row, name, today), done=told, owner=page)


class DonationsHead(GridHead):
    """Of a fund: what came, what went, what is left."""

    edits = "fund"

    def __init__(self, page: GridPage) -> None:
        super().__init__(page)
        self.came = self.figure(words.CAME(self.lang))
        self.left = self.figure(words.LEFT(self.lang))

    def buttons(self) -> Sequence[QPushButton]:
        return (self._edit_button(),)

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        office, row = self.shell.office, record.id
        self.shell.jobs.read(
            lambda _step: funds.balance(office, row),
            done=lambda left: self.left.set(funds.yuan(left), "danger" if left < 0 else "neutral"),
            owner=self.page,
            newest="fund",
        )

    def live(self, rows: Sequence[Row]) -> None:
        came = sum(
            int(self.value(row, "value") or 0)
            for row in rows
            if not row.gone and self.value(row, "received_on") and self.value(row, "kind") == "money"
        )
        self.came.set(funds.yuan(came))


class AttendanceHead(GridHead):
    """Of a session: who came of those listed."""

    edits = "session"

    def __init__(self, page: GridPage) -> None:
        super().__init__(page)
        self.came = self.figure(words_gathering.CAME(self.lang))
        self.warning = Pill(self.shell.theme, "", "warn", "triangle-alert")
        self.warning.hide()
        self.figures.addWidget(self.warning)

    def buttons(self) -> Sequence[QPushButton]:
        theme, lang = self.shell.theme, self.lang
        sheet = button(theme, words_gathering.SIGN_IN(lang), "", "printer", lambda: self.page.preview("sign-in"))
        return (self._edit_button(), sheet)

    def heading(self, record: Record) -> str:
        from casefiles.domain.entities import ENTITIES

        kind = ENTITIES["session"].fields["kind"].kind.show(record.values.get("kind"), self.lang)
        return " · ".join(str(p) for p in (record.values.get("on"), kind, record.values.get("topic")) if p)

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        from casefiles.staffing import staff_warning

        office, values = self.shell.office, record.values
        self.shell.jobs.read(
            lambda _step: staff_warning(office, values), done=self._staff, owner=self.page, newest="staff"
        )

    def _staff(self, problem: object) -> None:
        said = problem.say(self.lang) if problem is not None else ""  # type: ignore[attr-defined]
        self.warning.set(said, "warn")
        self.warning.setVisible(bool(said))

    def live(self, rows: Sequence[Row]) -> None:
        here = [row for row in rows if not row.gone]
        came = {row.person for row in here if self.value(row, "came") == 1}
        self.came.set(words.DONE_OF(self.lang, n=len(came), of=len(here)))


class ScreeningHead(GridHead):
    """Of a screening: the two rates as they come in, each with its own base."""

    edits = "screening_round"

    def __init__(self, page: GridPage) -> None:
        super().__init__(page)
        lang = self.lang
        self.done = self.figure(words_gathering.SCREENED(lang))
        self.poor = self.figure(words_gathering.POOR(lang))
        self.myopia = self.figure(words_gathering.MYOPIA(lang))
        self.ortho = self.figure(words_gathering.ORTHO_K(lang))

    def buttons(self) -> Sequence[QPushButton]:
        theme, lang = self.shell.theme, self.lang
        letter = button(theme, words_gathering.REFER(lang), "", "printer", lambda: self.page.preview("referrals"))
        return (self._edit_button(), letter)

    def note(self, record: Record) -> str:
        parts = (record.values.get("on"), record.values.get("school"), record.values.get("school_class"))
        return " · ".join(str(p) for p in parts if p)

    def live(self, rows: Sequence[Row]) -> None:
        if self.record is None:
            return
        lang, on = self.lang, self.record.values.get("on")
        day = self.page.panel.model.today.fromisoformat(str(on)) if on else self.page.panel.model.today
        looks = [self._look(row, day) for row in rows if not row.gone]
        enrolled = self.record.values.get("enrolled")
        found = eyesight.summary(looks, enrolled if isinstance(enrolled, int) else None)
        of = "?" if found.poor.enrolled is None else found.poor.enrolled
        self.done.set(words.DONE_OF(lang, n=found.poor.screened, of=of))
        self.poor.set(words_gathering.rate_text(found.poor, lang))
        self.myopia.set(words_gathering.rate_text(found.myopia, lang))
        self.ortho.set(str(found.ortho_k))

    def _look(self, row: Row, day: dt.date) -> eyesight.Look:
        found: eyesight.Look | None = row.memo.get(day.isoformat())
        if found is None:
            values = {n: self.value(row, n) for n in self.page.panel.grid.columns}
            found = row.memo[day.isoformat()] = eyesight.look(row.person, values, age_on(row.birth, day))
        return found


HEADS: dict[str, type[GridHead]] = {
    "aid": AidHead,
    "donations": DonationsHead,
    "attendance": AttendanceHead,
    "screening": ScreeningHead,
}

__all__ = ["HEADS", "GridHead"]
