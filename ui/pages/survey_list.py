"""The difference list of a round: new, changed, left, aged out; Enter opens the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefiles import differing
from casefiles.domain import rounds
from casefiles.papers import differences as said
from ui import language
from ui import words_surveys as words
from ui.table import RegisterModel, TableColumn
from ui.widgets.buttons import ChipBar
from ui.widgets.cards import Card, EmptyState
from ui.widgets.register import Column, RegisterView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.rounds import Difference
    from casefiles.ports import Record
    from ui.theme import Tone
    from ui.window import Shell

TONES: dict[str, Tone] = {"new": "ok", "changed": "info", "left": "warn", "aged_out": "violet"}


class DifferencesView(QWidget):
    """The list of one round."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.round: Record | None = None
        self.kind = ""
        self.found: list[Difference] = []
        theme, lang = shell.theme, shell.lang
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        chips = [("", words.ALL(lang)), *((k, said.KINDS[k](lang)) for k in rounds.KINDS)]
        self.chips = ChipBar(theme, chips, name=words.KIND(lang))
        self.chips.chosen.connect(self.choose)
        column.addWidget(self.chips)
        columns = (
            TableColumn(
                words.KIND, lambda r: said.KINDS[str(r["kind"])](lang), Column(92 if lang == "zh" else 110), "pill",
                tone=lambda r: TONES[str(r["kind"])],
            ),
            TableColumn(words.NAME, lambda r: str(r["name"]), Column(140, 1), "avatar"),
            TableColumn(words.VILLAGE, lambda r: str(r["village"]), Column(110, 1, 2)),
            TableColumn(words.WHAT, lambda r: str(r["what"]), Column(300, 6, 1)),
        )  # fmt: skip
        self.rows: dict[str, dict[str, Stored]] = {}
        self.model = RegisterModel(columns, lang, lambda ids: [self.rows[i] for i in ids], self)
        self.view = RegisterView(theme, [c.column for c in columns], words.DIFFERENCES(lang))
        self.view.setObjectName("differences")
        self.view.setModel(self.model)
        self.view.opened.connect(self.open)
        frame = Card(theme)
        frame.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        nothing = EmptyState(theme, words.NO_DIFFERENCE(lang), words.NO_DOOR_HELP(lang), icon="circle-check")
        self.stack.addWidget(nothing)
        frame.body.addWidget(self.stack)
        column.addWidget(frame, 1)

    def show_round(self, round_: Record) -> None:
        """The list of this round."""
        self.round = round_
        self.reload()

    def reload(self) -> None:
        """Read the log again."""
        if self.round is None:
            return
        office, round_ = self.shell.office, self.round
        self.shell.jobs.read(
            lambda _step: differing.differences(office, round_), done=self._show, owner=self, newest="differences"
        )

    def choose(self, kind: str) -> None:
        """Only one kind; '' is all."""
        self.kind = kind
        self._fill()

    def open(self, row: int) -> None:
        """The file a line speaks of."""
        one = self.rows.get(self.model.id_at(row))
        if one is None:
            return
        if one["entity"] == "child":
            self.shell.open("child", id=str(one["record"]))
        else:
            from ui.record_drawer import RecordDrawer, open_record  # the forms are not needed to show a list

            open_record(self.shell, lambda: RecordDrawer(self.shell, str(one["entity"]), str(one["record"])))

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.view.setFocus()

    def _show(self, found: list[Difference]) -> None:
        self.found = found
        lang = self.shell.lang
        counts = differing.counted(found)
        self.chips.set_text("", f"{words.ALL(lang)} {language.number(len(found), lang)}")
        for kind in rounds.KINDS:
            self.chips.set_text(kind, f"{said.KINDS[kind](lang)} {language.number(counts[kind], lang)}")
        self._fill()

    def _fill(self) -> None:
        lang = self.shell.lang
        between = "；" if lang == "zh" else "; "
        some: Sequence[Difference] = [d for d in self.found if self.kind in ("", d.kind)]
        self.rows = {
            str(n): {
                "id": str(n), "kind": d.kind, "entity": d.entity, "record": d.id, "name": d.name, "village": d.village,
                "what": between.join(said.said(d, lang, masked=True)),
            }
            for n, d in enumerate(some)
        }  # fmt: skip
        self.model.start(list(self.rows.values()))
        self.stack.setCurrentIndex(0 if some else 1)
        if some:
            self.view.setCurrentIndex(self.model.index(0, 0))
