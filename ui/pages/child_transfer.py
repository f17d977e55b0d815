"""Where a transfer of this file stands, over the file: accept, send back, withdraw, or only to be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from casefiles import homecoming, leaving, merging, transferring
from casefiles.domain.entities import ENTITIES
from ui import language
from ui import words_transfer as words
from ui.fields_lines import LineEditor, Place
from ui.homecoming import buttons as homecoming_buttons
from ui.undoing import announce
from ui.veiled import FIELD, running
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from casefiles.domain.words import Label
    from casefiles.homecoming import CameBack
    from casefiles.ports import Record
    from casefiles.transferring import Transferred
    from ui.window import Shell


def transfer_card(shell: Shell, child: str, owner: QWidget) -> Card | None:
    """The transfer that waits, or what became of the last one; None when there was none or it is this office's."""
    office, lang = shell.office, shell.lang
    found = office.queries.select("transfer", {"child": child})
    if not found:
        return None
    last = max(found, key=lambda t: (str(t.values.get("on") or ""), t.id))
    values = last.values
    to, from_ = (transferring.place(office, str(values.get(n) or "")) for n in ("to_area", "from_area"))
    day, state = values.get("answered_on") or values.get("on"), values.get("state")
    if state == "prepared":
        mine = transferring.is_for(office, last)
        said = (words.OFFERED if mine else words.WAITS)(lang, to=to, from_=from_, day=values.get("on"))
        return _Card(shell, said, last, owner, mine=mine)
    if state == "declined":
        said = words.SENT_BACK(lang, to=to, day=day, answer=running(values.get("answer")))
        return _Card(shell, said, last, owner, back=homecoming.asked(office, child))
    if leaving.taken_over(office, child) is not None:
        gone = {"merged": words.MERGED_AWAY, "stayed": words.STAYED}.get(str(values.get("reason")), words.TAKEN)
        return _Card(shell, gone(lang, to=to, day=day), last, owner)
    return None


class _Card(Card):
    def __init__(self, shell: Shell, said: str, transfer: Record, owner: QWidget, *, mine: bool | None = None,
                 back: CameBack | None = None) -> None:  # fmt: skip
        super().__init__(shell.theme)
        self.shell, self.transfer, self.owner = shell, transfer, owner
        self.setObjectName("transfer-card")
        theme, lang = shell.theme, shell.lang
        self.body.addWidget(label(said, "strong", wrap=True))
        reason = ENTITIES["transfer"].fields["reason"].kind.show(transfer.values.get("reason"), lang)
        told = [words.REASON_IS(lang, reason=reason), merging.kept_there(transfer, lang)]
        self.body.addWidget(label("\n".join(t for t in told if t), "secondary", wrap=True))
        self.said = label("", "error", wrap=True)
        if mine is None and back is None:
            return
        row = QHBoxLayout()
        office, id_ = shell.office, transfer.id
        if back is not None:
            n, day = len(back.matches), transfer.values.get("answered_on")
            to = transferring.place(office, str(transfer.values.get("to_area") or ""))
            self.body.addWidget(label(language.counted(words.BACK_LINE, n, lang, to=to, day=day), "body", wrap=True))
            child = office.queries.get(str(transfer.values.get("child") or ""))
            name = str(child.values.get("name") or "") if child is not None else ""
            for answer in homecoming_buttons(shell, id_, name, owner, self._refused):
                row.addWidget(answer)
        elif mine:
            kind = ENTITIES["transfer"].fields["answer"].kind
            self.why = LineEditor(Place(theme, lang), words.DECLINE_WHY(lang), kind)
            self.why.box.setProperty(FIELD, True)
            take = partial(transferring.accept, office, id_)
            yes = button(theme, words.ACCEPT(lang), "primary", "check", partial(self._do, take, words.ACCEPTED))
            no = button(theme, words.DECLINE(lang), "", "undo-2", self._decline)
            self.body.addWidget(label(words.DECLINE_WHY(lang), "caption"))
            self.body.addWidget(self.why)
            row.addWidget(yes)
            row.addWidget(no)
        else:
            home = partial(transferring.withdraw, office, id_)
            row.addWidget(
                button(theme, words.WITHDRAW(lang), "", "undo-2", partial(self._do, home, words.WITHDRAWN))
            )
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        self.said.hide()

    def _decline(self) -> None:
        self._do(partial(transferring.decline, self.shell.office, self.transfer.id, self.why.text()), words.DECLINED)

    def _do(self, act: Callable[[], Transferred], said: Label) -> None:
        shell = self.shell

        def done(answer: Any) -> None:
            announce(shell, answer.touched)
            shell.toast(said)

        shell.jobs.write(lambda _step: act(), done=done, refused=self._refused, owner=self.owner)

    def _refused(self, refusal: Any) -> None:
        self.said.setText(refusal.say(self.shell.lang))
        self.said.show()
