"""House-to-house survey rounds: the walk list, how far it is, what differs, and the closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QMenu, QStackedWidget, QVBoxLayout, QWidget

from casefiles import differing, surveying
from casefiles.domain.entities import ENTITIES
from casefiles.domain.rounds import OUTCOMES
from ui import language
from ui import words_surveys as words
from ui.asking import ask_verb
from ui.charts.kinds import ChartCard
from ui.charts.progress import ProgressBars
from ui.pages.survey_doors import DoorsView
from ui.pages.survey_list import DifferencesView
from ui.pages.survey_names import told_apart
from ui.widgets.buttons import Segmented, button
from ui.widgets.cards import Card, EmptyState, SectionHeader
from ui.widgets.panels import scroll
from ui.widgets.progress import ProgressStrip
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.ports import Record
    from casefiles.surveying import Village
    from ui.window import Shell

VIEWS = ("doors", "progress", "differences")
HEARD = ("child", "household", "member", "category_spell", "guardianship_spell", "parent_spell", "economic_spell")


class SurveysPage(QWidget):
    """One round at a time; the newest when none is asked for."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.rounds: list[Record] = []
        self.chosen, self.shown = "", "doors"
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        outer.setSpacing(theme.px(10))
        self.which = QComboBox()
        self.which.setObjectName("round")
        self.which.setAccessibleName(words.ROUND(lang))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(lambda _at: self.choose(str(self.which.currentData())))
        new = button(theme, words.NEW_ROUND(lang), "primary", "plus", self.new_round)
        new.setObjectName("new-round")
        names = {"doors": words.DOORS, "progress": words.PROGRESS, "differences": words.DIFFERENCES}
        self.views = Segmented(theme, [(v, names[v](lang)) for v in VIEWS], "doors", name=words.VIEWS(lang))
        self.views.chosen.connect(self.show_view)
        self.more = button(theme, words.ACTIONS(lang), "", "ellipsis")
        self.more.setObjectName("actions")
        self.more.setMenu(self._menu())
        self.head = SectionHeader(theme, words.PAGE(lang), self.views, self.which, self.more, new, kind="page")
        outer.addWidget(self.head)
        self.notice = Card(theme)
        self.notice_text = label("", "body", tone="warn", wrap=True)
        self.notice.body.addWidget(self.notice_text)
        self.notice_button = button(theme, words.TAKE_NOTE(lang), "soft", "check", self.take_note)
        self.notice.body.addWidget(self.notice_button)
        self.notice.hide()
        outer.addWidget(self.notice)
        self.strip = ProgressStrip(theme, lang)
        outer.addWidget(self.strip)
        self.doors, self.list = DoorsView(shell), DifferencesView(shell)
        outcome = ENTITIES["survey_line"].fields["outcome"].kind
        said = {o: outcome.show(o, lang) for o in OUTCOMES}
        self.bars = ProgressBars(theme, lang, words.PROGRESS(lang), (), said, words.NO_VILLAGE(lang))
        self.bars.picked.connect(self._into_village)
        self.picture = scroll(ChartCard(theme, lang, self.bars))
        start = button(theme, words.NEW_ROUND(lang), "primary", "plus", self.new_round)
        self.none = EmptyState(theme, words.NO_ROUND(lang), words.NO_ROUND_HELP(lang), start, icon="clipboard-pen")
        self.stack = QStackedWidget()
        for view in (self.doors, self.picture, self.list, self.none):
            self.stack.addWidget(view)
        outer.addWidget(self.stack, 1)

    def _menu(self) -> QMenu:
        """What is done now and then; the keys for it stand beside."""
        theme, lang = self.shell.theme, self.shell.lang
        menu = QMenu(self)
        found = (
            (words.FOUND_HOME, "house", lambda: self.doors.found("household")),
            (words.FOUND_CHILD, "user-plus", lambda: self.doors.found("child")),
            (words.ADD_DOORS, "refresh-cw", self.add_doors),
            (words.CLOSE, "lock", self.close_round),
        )
        self.while_open = [menu.addAction(theme.icon(icon, "text2", 18), said(lang), act) for said, icon, act in found]
        for action, keys in zip(self.while_open, ("Insert", "Shift+Insert"), strict=False):
            action.setText(f"{action.text()}\t{keys}")
        menu.addSeparator()
        printer = theme.icon("printer", "text2", 18)
        self.print_action = menu.addAction(printer, words.PRINT_WALK(lang), self.print_walk)
        menu.addAction(printer, words.PRINT_LIST(lang), lambda: self._print("round-differences"))
        return menu

    def _print(self, paper: str) -> None:
        if self.chosen:
            self.shell.open("preview", id=self.chosen, paper=paper)

    def print_walk(self) -> None:
        """The walk list: of the village or the outcome that the doors are filtered by, else of all."""
        doors, shell = self.doors, self.shell
        narrowed = doors.village is not None or bool(doors.outcome)
        if not self.chosen:
            return
        if self.shown != "doors" or not narrowed:
            self._print("walk-list")
            return
        surveys, round_, village, outcome = shell.office.queries.surveys, self.chosen, doors.village, doors.outcome

        def show(ids: list[str]) -> None:
            if ids:
                shell.open("preview", ids=ids, paper="walk-list")
            else:
                shell.toast(words.NOTHING_TO_WALK)

        shell.jobs.read(lambda _step: surveys.line_ids(round_, village, outcome), done=show, owner=self, newest="walk")

    # what the shell calls

    def enter(self, id: str = "", view: str = "") -> None:
        """Show this round, else the one shown before, else the newest."""
        self.chosen = id or self.chosen
        if view in VIEWS:
            self.shown = view
        self.reload()

    def where(self) -> dict[str, str]:
        """What brings the page back as it is."""
        return {"id": self.chosen, "view": self.shown} if self.chosen else {}

    def reload(self) -> None:
        """Read the rounds and the figures of the chosen one."""
        office, chosen = self.shell.office, self.chosen

        def ask(_step: object) -> tuple[list[Record], list[Village], int]:
            rounds = surveying.rounds_of(office)
            one = next((r.id for r in rounds if r.id == chosen), rounds[0].id if rounds else "")
            late = differing.came_late(office, one) if one else 0
            return rounds, surveying.progress(office, one) if one else [], late

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="rounds")

    def on_changed(self, entity: str, ids: object) -> None:
        """Doors are read again where they stand; a saved file may be a difference."""
        if entity == "survey_line" and isinstance(ids, list):
            self.doors.refresh(ids)
            self._count()
        elif entity == "survey_round":
            self.reload()
        if self.shown == "differences" and entity in (*HEARD, "survey_line"):
            self.list.reload()

    def focus_first(self) -> None:
        """The keyboard starts in the list of the view."""
        view = self.stack.currentWidget()
        if view is self.doors or view is self.list:
            (self.doors if view is self.doors else self.list).focus_first()
        elif view is self.picture:
            self.bars.setFocus()
        else:
            self.none.setFocus()

    # what is done

    def choose(self, round_: str) -> None:
        """Another round."""
        self.shell.open("surveys", id=round_, view=self.shown)

    def show_view(self, view: str) -> None:
        """Doors, progress or differences."""
        self.shown = view
        self._into_view()

    def new_round(self) -> None:
        """The drawer in which a round is made."""
        from ui.pages.survey_new import RoundDrawer  # not needed to show a list

        def make() -> RoundDrawer:
            return RoundDrawer(self.shell, self._made)

        self.shell.drawer(make(), make)

    def add_doors(self) -> None:
        """Doors for what was registered since the walk list was made."""
        office, round_ = self.shell.office, self.current
        if round_ is None:
            return

        def told(n: int) -> None:
            self.shell.toast(language.counted(words.MORE, n, self.shell.lang) if n else words.NONE_TO_ADD)
            self.doors.reload()
            self._count()

        self.shell.jobs.write(lambda _step: surveying.more_doors(office, round_), done=told, owner=self)

    def close_round(self) -> None:
        """Freeze the round, once it was asked for."""
        office, round_, lang = self.shell.office, self.current, self.shell.lang
        if round_ is None:
            return
        name = str(round_.values.get("name") or "")
        asked = words.CLOSE_ASK(lang, name=name, n=language.number(self.left, lang))
        if not ask_verb(self, asked, words.CLOSE(lang), words.NOT_CLOSE(lang)):
            return

        def told(n: int) -> None:
            self.shell.toast(words.ROUND_CLOSED(lang, name=name, n=n))
            self.shell.changed.emit("survey_round", [round_.id])

        job = self.shell.jobs.write(lambda step: differing.close(office, round_, step), done=told, owner=self)
        job.cancelled.connect(lambda: self.shell.toast(words.STILL_OPEN(lang, name=name)))
        self.strip.follow(job)

    def take_note(self) -> None:
        """Somebody has looked at what came in after the closing."""
        office, round_ = self.shell.office, self.current
        if round_ is not None:
            self.shell.jobs.write(
                lambda _step: differing.take_note(office, round_),
                done=lambda _none: self.shell.changed.emit("survey_round", [round_.id]),
                owner=self,
            )

    @property
    def current(self) -> Record | None:
        """The round that is shown."""
        return next((r for r in self.rounds if r.id == self.chosen), None)

    left = 0
    """doors still to be walked"""

    def _made(self, round_: str, doors: int) -> None:
        lang, office, shell = self.shell.lang, self.shell.office, self.shell
        found = office.queries.get(round_)
        name = str(found.values.get("name") or "") if found else ""

        def undo() -> None:
            def told(_none: object) -> None:
                shell.changed.emit("survey_round", [round_])
                shell.toast(words.UNMADE)

            shell.jobs.write(lambda _step: surveying.take_back(office, round_), done=told)

        shell.toast(words.MADE(lang, name=name, n=doors), undo)
        shell.open("surveys", id=round_, view="doors")

    def _show(self, answer: tuple[list[Record], list[Village], int]) -> None:
        self.rounds, villages, late = answer
        lang = self.shell.lang
        if self.current is None:
            self.chosen = self.rounds[0].id if self.rounds else ""
        self.which.clear()
        for one, called in zip(self.rounds, told_apart(self.rounds, lang), strict=True):
            self.which.addItem(called, one.id)
        self.which.setCurrentIndex(max(0, self.which.findData(self.chosen)))
        self.which.setVisible(bool(self.rounds))
        self.views.setVisible(bool(self.rounds))
        self.more.setVisible(bool(self.rounds))
        self.notice.setVisible(bool(late))
        self.notice_text.setText(language.counted(words.LATE, late, lang) if late else "")
        if not self.rounds:
            self.head.note.set("")
            self.stack.setCurrentWidget(self.none)
            return
        self._figures(villages)
        self._into_view()

    def _figures(self, villages: list[Village]) -> None:
        lang, round_ = self.shell.lang, self.current
        done, doors = sum(v.done for v in villages), sum(v.doors for v in villages)
        self.left = doors - done
        said = words.NOTE_OF_DONE(lang, done=language.number(done, lang), doors=language.number(doors, lang))
        closed = round_ is not None and round_.values.get("closed_on")
        if round_ is not None and closed:
            said += " · " + words.IS_CLOSED(lang, day=closed, who=round_.values.get("closed_by") or "")
        self.head.note.set(said)
        for action in self.while_open:
            action.setVisible(not closed)
        self.bars.show_villages(villages)
        self.doors.show_progress(villages)

    def _count(self) -> None:
        office, round_ = self.shell.office, self.chosen
        self.shell.jobs.read(
            lambda _step: surveying.progress(office, round_), done=self._figures, owner=self, newest="figures"
        )

    def _into_view(self) -> None:
        round_ = self.current
        if round_ is None:
            return
        self.views.set(self.shown)
        view = {"doors": self.doors, "progress": self.picture, "differences": self.list}[self.shown]
        self.stack.setCurrentWidget(view)
        if self.shown == "doors":
            self.doors.show_round(round_)
        elif self.shown == "differences":
            self.list.show_round(round_)

    def _into_village(self, key: str) -> None:
        """From a bar of the picture into the village's doors."""
        self.show_view("doors")
        self.doors.filter_village(key.partition(":")[2])
