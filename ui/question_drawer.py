"""The questions about a file in the drawer: what was sent back and why, the answer, who settles it; and a new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QWidget

from casefiles import questioning
from casefiles.domain.codes.lists import QUESTION_REASON, QUESTION_STATE
from casefiles.domain.entities import ENTITIES
from ui import named, words_questions
from ui import words_asking as w
from ui.undoing import announce, with_undo
from ui.veiled import running
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import Pill, label
from ui.widgets.textarea import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Label
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from ui.theme import Tone
    from ui.window import Shell

TONES: Mapping[str, Tone] = {"asked": "warn", "answered": "info", "settled": "ok", "withdrawn": "neutral"}


class QuestionDrawer(DrawerFrame):
    """Of the file `row` (a child, household or mentor). What is typed is kept in `kept` over a switch of the look."""

    def __init__(self, shell: Shell, row: str, kept: dict[str, str] | None = None) -> None:
        theme, lang = shell.theme, shell.lang
        record = shell.office.queries.get(row)
        name = named.called(shell.office, record, lang).name if record is not None else ""
        super().__init__(theme, lang, w.OPEN(lang), name, close=lambda: shell.drawer(None))
        self.shell, self.row, self.kept = shell, row, kept if kept is not None else {}
        self.setObjectName("questions")
        self.first: QWidget | None = None
        self.body.addWidget(label(w.HELP(lang), "secondary", wrap=True))
        self.said = label("", "body", tone="danger", wrap=True)
        self.said.hide()
        self.body.addWidget(self.said)
        found = questioning.of_file(shell.office, row)
        for one in found:
            self.body.addWidget(self._card(one))
        if not found:
            self.body.addWidget(label(w.NONE(lang), "secondary", wrap=True))
        self.body.addWidget(self._new())
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The keyboard starts at what waits for this office, else at the new question."""
        (self.first or self.reason).setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being typed is not disturbed."""

    # inside

    def _card(self, one: Record) -> Card:
        theme, lang, office, v = self.theme, self.shell.lang, self.shell.office, one.values
        card = Card(theme)
        state, said = str(v.get("state") or ""), running(v.get("text"))
        marks = QWidget()
        pills = FlowLayout(marks, theme.px(6))
        pills.addWidget(Pill(theme, QUESTION_STATE.label(state)(lang), TONES.get(state, "neutral")))
        pills.addWidget(Pill(theme, QUESTION_REASON.label(str(v.get("reason")))(lang), "neutral"))
        card.body.addWidget(marks)
        card.body.addWidget(label(said, "strong", wrap=True))
        about = [self._about(one)] if v.get("field") else []
        about.append(w.BY(lang, office=v.get("asked_office") or "", who=v.get("asked_by") or "", day=v.get("asked_on")))
        card.body.addWidget(label("\n".join(about), "caption", wrap=True))
        if v.get("answer"):
            told = {"who": v.get("answered_by") or "", "day": v.get("answered_on") or "", "text": v["answer"]}
            card.body.addWidget(label(w.ANSWERED(lang, **told), "body", wrap=True))
        if state not in questioning.OPEN:
            return card
        if questioning.is_ours(office, one):
            buttons = QWidget()
            acts = FlowLayout(buttons, theme.px(8))
            if state == questioning.ANSWERED:
                self._act(acts, one, w.SETTLE, w.SETTLE_OF, "check", questioning.settle, words_questions.SETTLED)
            self._act(acts, one, w.WITHDRAW, w.WITHDRAW_OF, "undo-2", questioning.withdraw, words_questions.WITHDRAWN)
            card.body.addWidget(buttons)
        else:
            self._answer(card, one)
        return card

    def _about(self, one: Record) -> str:
        asked = self.shell.office.queries.get(str(one.values.get("of") or ""))
        entity = ENTITIES[asked.entity] if asked is not None else None
        field = entity.fields.get(str(one.values["field"])) if entity is not None else None
        said = field.label(self.shell.lang) if field is not None else str(one.values["field"])
        return w.FIELD(self.shell.lang, what=said)

    def _act(
        self, acts: FlowLayout, one: Record, said: Label, of: Label, icon: str, do: Callable[..., Saved], told: Label
    ) -> None:
        lang, office = self.shell.lang, self.shell.office
        made = button(self.theme, said(lang), "soft", icon, lambda: self._run(lambda: do(office, one.id), told))
        made.setAccessibleName(of(lang, text=running(one.values.get("text"))))
        acts.addWidget(made)
        self.first = self.first or made

    def _answer(self, card: Card, one: Record) -> None:
        lang, office, key = self.shell.lang, self.shell.office, f"answer {one.id}"
        area = TextArea(self.theme, w.ANSWER(lang), lines=3, placeholder=w.ANSWER(lang))
        area.setPlainText(self.kept.get(key, running(one.values.get("answer"))))
        area.edited.connect(lambda: self.kept.__setitem__(key, area.text()))

        def send() -> None:
            text = area.text()
            self._run(lambda: questioning.answer(office, one.id, text), words_questions.ANSWERED, key)

        area.submitted.connect(send)
        area.setMaximumHeight(area.minimumHeight())
        card.body.addWidget(area)
        card.body.addWidget(button(self.theme, w.DO_ANSWER(lang), "primary", "check", send, tip="Ctrl+Enter"))
        self.first = self.first or area

    def _new(self) -> Card:
        theme, lang, office = self.theme, self.shell.lang, self.shell.office
        card = Card(theme, w.NEW(lang))
        self.reason = QComboBox()
        self.reason.setAccessibleName(w.REASON(lang))
        for code in QUESTION_REASON.active:
            self.reason.addItem(code.label(lang), code.code)
        self.reason.setCurrentIndex(max(0, self.reason.findData(self.kept.get("reason", ""))))
        self.reason.currentIndexChanged.connect(lambda _at: self.kept.update(reason=self.reason.currentData()))
        self.text = TextArea(theme, w.TEXT(lang), lines=3, placeholder=w.TEXT(lang))
        self.text.setPlainText(self.kept.get("new", ""))
        self.text.edited.connect(lambda: self.kept.update(new=self.text.text()))

        def send() -> None:
            why, text = str(self.reason.currentData()), self.text.text()
            self._run(lambda: questioning.ask(office, self.row, why, text), w.SENT, "new")

        self.text.submitted.connect(send)
        card.body.addWidget(label(w.REASON(lang), "strong", wrap=True))
        card.body.addWidget(self.reason)
        card.body.addWidget(label(w.TEXT(lang), "strong", wrap=True))
        self.text.setMaximumHeight(self.text.minimumHeight())
        card.body.addWidget(self.text)
        self.send_button = button(theme, w.SEND(lang), "soft", "undo-2", send, tip="Ctrl+Enter")
        card.body.addWidget(self.send_button)
        return card

    def _run(self, work: Callable[[], Saved], told: Label, key: str = "") -> None:
        """Write it, say so, and show the questions anew."""
        shell = self.shell

        def done(saved: Any) -> None:
            self.kept.pop(key, None)
            announce(shell, saved.touched)
            with_undo(shell, saved, told(shell.lang), w.UNDONE(shell.lang))
            open_questions(shell, self.row, self.kept)

        shell.jobs.write(lambda _step: work(), done=done, refused=self._refused, owner=self)

    def _refused(self, refusal: Refusal) -> None:
        self.said.setText(refusal.say(self.shell.lang))
        self.said.show()


def open_questions(shell: Shell, row: str, kept: dict[str, str] | None = None) -> None:
    """The drawer, and made anew when the look or the language is switched."""
    typed = kept if kept is not None else {}
    make = partial(QuestionDrawer, shell, row, typed)
    shell.drawer(make(), make)
