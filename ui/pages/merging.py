"""Two files of one child (mentor, household) side by side: a choice for each field that differs, then one file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from casefiles import duplicates, merging, recording
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from ui import language, words_child
from ui import words_merging as words
from ui.fields import about, person_picker
from ui.merge_lines import ChoiceLine, same_line, share
from ui.named import Names
from ui.pages.child_parts import Line, clear
from ui.undoing import announce, with_undo
from ui.veiled import told
from ui.widgets.buttons import button
from ui.widgets.cards import Card, EmptyState, SectionHeader, is_low, rule
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import lay_out, scroll
from ui.widgets.text import Avatar, Pill, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.problems import Refusal
    from casefiles.duplicates import MaybeSame
    from casefiles.merging import Comparison, Merged
    from casefiles.ports import Record
    from ui.window import Shell

MOST = 5


class MergingPage(QWidget):
    """`shell.open("merge", stays=ID, gone=ID)`; without `gone` one chooses the other file first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.stays = self.gone = ""
        self.both: Comparison | None = None
        self.lines: list[ChoiceLine] = []
        self._chosen: dict[str, Any] = {}
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        outer.setSpacing(theme.px(10))
        self.swap = button(theme, words.CHANGE_SIDES(lang), "", "arrow-left-right", self.change_sides)
        self.apart = button(theme, words.NOT_SAME(lang), "", "unlink", self.not_same)
        outer.addWidget(SectionHeader(theme, words.PAGE(lang), self.swap, self.apart, kind="page"))
        low = is_low(shell, theme)  # the files have the room; what one is to do scrolls away with them
        if not low:
            outer.addWidget(label(words.HELP(lang), "secondary", wrap=True))
        inside = QWidget()
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.px(10))
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, theme.px(4), 0)
        whole.setSpacing(theme.px(10))
        if low:
            whole.addWidget(label(words.HELP(lang), "secondary", wrap=True))
        whole.addLayout(self.column)
        self.area = scroll(inside)
        outer.addWidget(self.area, 1)
        if not low:
            outer.addWidget(rule())
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        self.said = label("", "body", tone="danger", wrap=True)
        foot.addWidget(self.said, 1)
        self.do = button(theme, words.DO(lang), "primary", "check", self.merge, tip="Ctrl+Enter")
        foot.addWidget(self.do)
        outer.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.merge)

    # what the shell calls

    def enter(self, stays: str = "", gone: str = "", **_where: Any) -> None:
        """Put these two side by side."""
        if (stays, gone) != (self.stays, self.gone):
            self._chosen = {}
        self.stays, self.gone = stays, gone
        self.reload()

    def where(self) -> dict[str, str]:
        """What to open again when one comes back."""
        self._chosen = {line.difference.name: line.choice for line in self.lines}
        return {"stays": self.stays, "gone": self.gone}

    def reload(self) -> None:
        """Read both files again; choices that were made stay."""
        office, stays, gone = self.shell.office, self.stays, self.gone
        self.said.setText("")
        if not gone:
            self.shell.jobs.read(
                lambda _step: maybe(self.shell, stays), done=self._choose_other, owner=self, newest="merge"
            )
            return
        self.shell.jobs.read(
            lambda _step: merging.compare(office, gone, stays),
            done=self._show,
            refused=self._gone,
            owner=self,
            newest="merge",
        )

    def on_changed(self, entity: str, ids: Any) -> None:
        """Somebody saved one of the two."""
        if {self.stays, self.gone} & set(ids or ()):
            self._chosen = {line.difference.name: line.choice for line in self.lines}
            self.reload()

    def focus_first(self) -> None:
        """The keyboard starts at the first field that differs."""
        picker = self.findChild(QWidget, "other")
        target = self.lines[0] if self.lines else picker if picker is not None else self.do
        target.setFocus()
        if self.lines:
            QTimer.singleShot(0, self.lines[0], self._into_sight)  # when it is known where it stands

    def _into_sight(self) -> None:
        lay_out()
        at = next((line for line in self.lines if line.hasFocus()), None)
        if at is not None:
            self.area.ensureWidgetVisible(at)

    # what one does

    def change_sides(self) -> None:
        """The other file stays; what was chosen stays chosen."""
        turned = {"left": "right", "right": "left", "both": "both"}
        self._chosen = {line.difference.name: turned[line.choice] for line in self.lines}
        kept = self._chosen
        self.shell.open("merge", stays=self.gone, gone=self.stays)
        self._chosen = kept

    def merge(self) -> None:
        """One file from here on, with a way back in the message."""
        if self.both is None:
            return
        office, gone, stays = self.shell.office, self.gone, self.stays
        choices = {line.difference.name: line.choice for line in self.lines}
        self.shell.jobs.write(
            lambda _step: merging.merge(office, gone, stays, choices),
            done=self._merged,
            refused=self._refused,
            owner=self,
        )

    def not_same(self) -> None:
        """Remember that these are two children, and go back."""
        if self.both is None or self.both.entity.name != "child":
            return
        shell, lang, office = self.shell, self.shell.lang, self.shell.office

        def done(saved: recording.Saved) -> None:
            announce(shell, saved.touched)
            with_undo(shell, saved, words.APART(lang), words.APART_UNDONE(lang))
            shell.open("child", id=self.stays)

        gone, stays = self.gone, self.stays
        shell.jobs.write(lambda _step: merging.not_same(office, gone, stays), done=done, owner=self)

    # inside

    def _ready(self, *, on: bool) -> None:
        for one in (self.swap, self.apart, self.do):
            one.setEnabled(on)
        self.apart.setVisible(not on or (self.both is not None and self.both.entity.name == "child"))

    def _choose_other(self, found: list[MaybeSame]) -> None:
        self.both, self.lines = None, []
        clear(self.column)
        self._ready(on=False)
        theme, lang, office = self.shell.theme, self.shell.lang, self.shell.office
        record = office.queries.get(self.stays)
        if record is None:
            self._gone(None)
            return
        card = Card(theme, words.CHOOSE(lang), note=str(record.values.get("name") or ""))
        for place, one in enumerate(found):
            why = words_child.AND(lang).join(reason(lang) for reason in one.likeness.reasons)
            name = str(one.record.values.get("name") or "")
            go = button(theme, words.LOOK_AT_BOTH(lang), "soft", "users", partial(self._other, one.record.id))
            go.setAccessibleName(words.LOOK_AT_BOTH_OF(lang, name=name))
            beside = about(one.record.values, office.clock.today())
            card.body.addWidget(Line(theme, name, beside, why, go, first=not place))
        card.body.addWidget(label(words.CHOOSE_HELP(lang), "secondary", wrap=True))
        picker = person_picker(self.shell, words.CHOOSE(lang), record.entity)
        picker.setObjectName("other")
        picker.chosen.connect(self._other)
        card.body.addWidget(picker)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.focus_first()

    def _other(self, row: str) -> None:
        head = self.shell.office.queries.shown([row]).get(row, row)
        self.shell.open("merge", stays=self.stays, gone=head)

    def _gone(self, _refusal: Refusal | None) -> None:
        self.both, self.lines = None, []
        clear(self.column)
        self._ready(on=False)
        said = _refusal.say(self.shell.lang) if _refusal is not None else ""
        self.column.addWidget(EmptyState(self.shell.theme, words.GONE(self.shell.lang), said, icon="circle-check"))

    def _show(self, both: Comparison) -> None:
        at = next((n for n, line in enumerate(self.lines) if line.hasFocus()), 0)
        fresh = not self.lines
        self.both, self.lines = both, []
        clear(self.column)
        self._ready(on=True)
        theme, lang = self.shell.theme, self.shell.lang
        self.column.addWidget(self._heads(both))
        card = Card(theme)
        card.body.setSpacing(theme.px(2))
        if not both.differing:
            card.body.addWidget(label(words.NOTHING_DIFFERS(lang), "secondary", wrap=True))
        names = Names(self.shell.office, lang)
        card.body.addWidget(label(words.KEYS(lang), "caption", wrap=True))
        for one in sorted(both.differing, key=lambda d: d.left is None or d.right is None):  # real differences first
            field = both.entity.fields[one.name]
            left, right = (self._text(names, both.entity.name, one.name, v) for v in (one.left, one.right))
            line = ChoiceLine(theme, lang, one, field.label(lang), left, right)
            line.choose(self._chosen.get(one.name, one.proposed))
            line.moved.connect(partial(self._move, len(self.lines)))
            self.lines.append(line)
            card.body.addWidget(line)
        self.column.addWidget(card)
        if both.same:
            self.column.addWidget(self._same(both, names))
        self.column.addStretch(1)
        if fresh:
            self.focus_first()
        elif self.lines:
            self.lines[min(at, len(self.lines) - 1)].setFocus()

    def _heads(self, both: Comparison) -> Card:
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        share(grid)
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(label(words.HANGS(lang), "secondary", wrap=True), 1, 0, Qt.AlignmentFlag.AlignTop)
        for place, (record, hangs, role) in enumerate(
            ((both.left, both.hangs[0], words.GIVEN_UP), (both.right, both.hangs[1], words.STAYS)), 1
        ):
            grid.addWidget(self._head(record, role(lang)), 0, place)
            grid.addWidget(self._pills(hangs), 1, place)
        total: dict[str, int] = {}
        for hangs in both.hangs:
            for name, n in hangs.items():
                total[name] = total.get(name, 0) + n
        grid.addWidget(self._head(None, words.RESULT(lang)), 0, 3)
        grid.addWidget(self._pills(total), 1, 3)
        card.body.addLayout(grid)
        return card

    def _head(self, record: Record | None, role: str) -> QWidget:
        theme = self.shell.theme
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label(role, "caption", wrap=True))
        if record is not None:
            name = str(record.values.get("name") or "")
            row = QHBoxLayout()
            row.addWidget(Avatar(theme, name, 32))
            row.addWidget(label(name, "section", wrap=True), 1)
            column.addLayout(row)
            column.addWidget(label(str(record.values.get("number") or ""), "secondary", wrap=True))
        column.addStretch(1)
        return made

    def _pills(self, hangs: Mapping[str, int]) -> QWidget:
        """What hangs on a file, counted."""
        theme, lang = self.shell.theme, self.shell.lang
        pills = QWidget()
        flow = FlowLayout(pills, theme.px(4))
        for name, n in hangs.items():
            said = words.COUNTED(lang, what=ENTITIES[name].plural(lang), n=language.number(n, lang))
            flow.addWidget(Pill(theme, said, "neutral"))
        if not hangs:
            flow.addWidget(Pill(theme, words.NOTHING_HANGS(lang), "neutral"))
        return pills

    def _same(self, both: Comparison, names: Names) -> Card:
        """What agrees, folded."""
        theme, lang = self.shell.theme, self.shell.lang
        card = Card(theme)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for name in both.same:
            text = self._text(names, both.entity.name, name, both.right.values.get(name))
            column.addWidget(same_line(theme, both.entity.fields[name].label(lang), text))
        said = language.counted(words.SHOW_SAME, len(both.same), lang)
        fold = button(theme, said, "ghost", "chevron-down")
        fold.setObjectName("fold")

        def turn() -> None:
            inside.setVisible(inside.isHidden())
            text = said if inside.isHidden() else words.HIDE_SAME(lang)
            fold.setText(f" {text}")
            fold.setAccessibleName(text)

        fold.clicked.connect(turn)
        card.body.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(inside)
        inside.hide()
        return card

    def _text(self, names: Names, entity: str, name: str, value: Any) -> str:
        kind = ENTITIES[entity].fields[name].kind
        if isinstance(kind, Ref) and value:
            return names.by_id(str(value), kind.entity)
        return told(ENTITIES[entity].fields[name], kind.show(value, self.shell.lang))

    def _move(self, at: int, step: int) -> None:
        to = at + step
        if 0 <= to < len(self.lines):
            self.lines[to].setFocus()
            self.area.ensureWidgetVisible(self.lines[to])
        elif to >= len(self.lines):
            self.do.setFocus()

    def _merged(self, merged: Merged) -> None:
        shell, lang, office = self.shell, self.shell.lang, self.shell.office
        both, self.both, self.lines = self.both, None, []
        announce(shell, merged.touched)
        said = words.MERGED(lang, **merging.named(office, merged.survivor))
        with_undo(shell, merging.as_saved(merged), said, words.MERGE_UNDONE(lang))
        if both is not None and both.entity.name in shell.specs:
            shell.open(both.entity.name, id=merged.survivor)
        else:
            shell.back()

    def _refused(self, refusal: Refusal) -> None:
        fields = self.both.entity.fields if self.both is not None else {}
        lang = self.shell.lang
        said = [
            f"{fields[p.field].label(lang)}：{p.say(lang)}" if p.field in fields else p.say(lang)
            for p in refusal.problems
        ]
        self.said.setText("\n".join(said))
        first = next((line for line in self.lines if line.difference.name == refusal.problems[0].field), None)
        if first is not None:
            first.setFocus()


def maybe(shell: Shell, row: str) -> list[MaybeSame]:
    """The files that look like this child's; nothing for other registers."""
    record = shell.office.queries.get(row)
    if record is None or record.entity != "child":
        return []
    return duplicates.maybe_same(shell.office, record.values, but=(row,), limit=MOST)


def _pair(shell: Shell) -> None:
    ids = shell.office.queries.register_ids("child")
    shell.open("merge", stays=ids[0], gone=ids[1])


SHOTS = {"pair": _pair}
"""states worth a picture"""
