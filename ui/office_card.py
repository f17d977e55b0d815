"""An office on the exchange page: what it has as a picture, what is here only, what is missing, what waits for what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casefiles.domain import areas
from casefiles.domain.changes import device_of
from casefiles.domain.entities import ENTITIES
from casefiles.exchange import adding
from casefiles.exchange import said as standing
from ui import language, words_computers, words_identity
from ui import words_exchange as w
from ui import words_refused as r
from ui import words_trip as t
from ui.exchange_cards import counted, day, moment
from ui.unsent_drawer import open_unsent
from ui.week_strip import WeekStrip
from ui.widgets.buttons import button
from ui.widgets.cards import Card, is_low
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Pill, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from casefiles.domain.words import Lang
    from casefiles.exchange.rhythm import Rhythm
    from ui.theme import Theme, Tone
    from ui.window import Shell

PLACES = 3
"""places of a comparison that are named"""


class HaveBar(QWidget):
    """What they have of what was made here: full when nothing is missing."""

    def __init__(self, theme: Theme, have: int, own: int, said: str) -> None:
        super().__init__()
        self.theme, self.have, self.own = theme, have, own
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.tall(160), self.theme.tall(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.tall(60), self.theme.tall(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.theme.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        round_ = room.height() / 2
        painter.setPen(QColor(palette.warn if self.have < self.own else palette.ok))
        painter.setBrush(QColor(palette.warn_soft if self.have < self.own else palette.ok_soft))
        painter.drawRoundedRect(room, round_, round_)
        if self.have and self.own:
            length = max(room.height(), room.width() * min(1.0, self.have / self.own))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.ok))
            painter.drawRoundedRect(QRectF(room.x(), room.y(), length, room.height()), round_, round_)


def office_card(
    shell: Shell, row: Mapping[str, Any], one: Rhythm, export: Callable[[], object], look: Callable[[], object]
) -> Card:
    """One office; `row` is its line of `exchange.sync_status`, `one` when its packages came and went."""
    theme, lang = shell.theme, shell.lang
    name = str(row["name"])
    card = Card(theme)
    head = QHBoxLayout()
    head.addWidget(label(name, "section", wrap=True), 1)
    here_only = int(row["here_only"])
    done = here_only == 0 and not row["behind"]
    if row["blocked"]:
        head.addWidget(Pill(theme, words_computers.BLOCKED(lang), "danger"))
    else:
        head.addWidget(_pill(theme, lang, row, done=done))
    card.body.addLayout(head)
    own, have = int(row["own"]), int(row["acknowledged"])
    at = partial(moment, shell)
    told = standing.have(row, lang, at, partial(day, shell), lambda n: language.number(n, lang))
    if row["joined"]:
        gone = row["joined"]
        said = t.JOINED(lang, name=gone["name"], month=gone["on"][:7])
        card.body.addWidget(label(said, "secondary", tone="info", wrap=True))
    card.body.addWidget(label(told, "body", wrap=True))
    if own:
        card.body.addWidget(HaveBar(theme, have, own, told))
    if here_only and not row["blocked"]:
        summed = adding.adds_up(row, lang, lambda n: language.number(n, lang))
        card.body.addWidget(label(summed, "secondary", wrap=True))
    if one.marks:
        card.body.addWidget(WeekStrip(theme, lang, one, shell.now().date()))
    for key, words in (("last_out", w.LAST_OUT), ("last_in", w.LAST_IN)):
        last = row[key]
        if last and not is_low(shell, theme):  # the list of packages has it too
            said = words(lang, when=moment(shell, last["at_ms"]), n=counted(last["count"], shell))
            if last.get("code"):
                said = t.WITH_CODE(lang, said=said, code=last["code"])
            card.body.addWidget(label(said, "caption", wrap=True))
    lines = QVBoxLayout()
    lines.setSpacing(theme.px(4))
    for said, tone in _lines(shell, row):
        lines.addWidget(label(said, "secondary", tone=tone, wrap=True))
    card.body.addLayout(lines)
    foot = QWidget()
    flow = FlowLayout(foot, theme.px(8))
    if here_only:
        only = button(theme, t.LOOK(lang), "ghost", "list-filter", partial(open_unsent, shell, row["office"], name))
        only.setAccessibleName(t.LOOK_OF(lang, name=name))
        flow.addWidget(only)
    if row["blocked"]:  # nothing goes to an office whose every computer is blocked until a new one is invited
        invite = button(theme, words_computers.PAGE(lang), "soft", "lock", lambda: shell.open("computers"))
        invite.setAccessibleName(f"{words_computers.PAGE(lang)}: {name}")
        flow.addWidget(invite)
        card.body.addWidget(foot)
        return card
    see = button(theme, t.SEE(lang), "ghost", "eye", look)
    see.setAccessibleName(t.SEE_OF(lang, name=name))
    flow.addWidget(see)
    made = button(theme, w.EXPORT(lang), "primary", "upload", export)
    made.setAccessibleName(w.EXPORT_FOR(lang, name=name))
    flow.addWidget(made)
    card.body.addWidget(foot)
    return card


def _pill(theme: Theme, lang: Lang, row: Mapping[str, Any], *, done: bool) -> Pill:
    """All is there; what is in no package yet; or what is on its way, all of it."""
    only, way = int(row["here_only"]), int(row["on_way"])
    if done:
        return Pill(theme, w.ALL_THERE(lang), "ok")
    if way and way >= only:
        return Pill(theme, language.counted(w.ON_WAY, only, lang), "info")
    return Pill(theme, language.counted(w.HERE_ONLY, only - way, lang), "warn")


def _lines(shell: Shell, row: Mapping[str, Any]) -> Iterator[tuple[str, Tone]]:
    """What is missing, what waits, what a comparison found."""
    lang = shell.lang
    if row["behind"]:
        yield w.BEHIND(lang), "danger"
    if (way := row["on_way"] - row["way_refused"]) and not row["blocked"]:
        yield language.counted(w.ON_WAY_NEXT, way, lang), "info"
    if row["owes"] and not row["blocked"]:
        yield t.OWES(lang, name=row["name"]), "info"
    for kept in row["waiting"]:
        if kept.get("n"):
            who = shell.office.ledger.called(device_of(str(kept["log"])))
            yield t.WAITS_FOR(lang, file=kept["file"], who=who, n=language.number(kept["n"], lang)), "warn"
        else:
            yield t.WAITS_PLAIN(lang, file=kept.get("file") or kept["package"][:8]), "warn"
    for line in row["refused_there"]:
        when, why = moment(shell, line["made"]), line[lang] or line["code"]
        if line["state"] == "refused":
            yield r.THERE(lang, file=line["file"], when=when, why=why), "danger"
            if row["way_refused"] or not way:  # else it was exported again already
                yield r.THERE_NEXT(lang), "neutral"
        else:
            yield r.WAITS_THERE(lang, file=line["file"], when=when, why=why), "warn"
    for gap in row["there_only"]:
        yield language.counted(t.THERE_ONLY, gap["n"], lang, name=gap["name"]), "info"
    if row["holes"]:
        yield language.counted(t.HOLES, row["holes"], lang), "warn"
    if row["erased"]:
        yield language.counted(t.ERASED, row["erased"], lang), "neutral"
    for fork in row["forks"]:
        if fork["answer"]:
            what = words_identity.ANSWERS[fork["answer"]](lang)
            yield t.FORK_WAS(lang, since=moment(shell, fork["seen_ms"]), what=what), "neutral"
    yield from _compared(shell, row["compared"])


def _compared(shell: Shell, found: Mapping[str, Any] | None) -> Iterator[tuple[str, Tone]]:
    if found is None:
        return
    lang = shell.lang
    if found["aside"]:
        yield t.NOT_COMPARED(lang, n=language.number(found["aside"], lang)), "neutral"
    if found["equal"] and not found["records"]:
        return  # there was nothing yet that both should have: that says nothing
    if found["equal"]:
        n = language.number(found["records"], lang)
        yield t.SAME(lang, when=moment(shell, found["at"]), n=n), "ok"
        return
    places = [
        t.PLACE(
            lang, village=one["village"] or areas.name_of(one["area"]) or one["area"],
            entity=ENTITIES[one["entity"]].label(lang), here=one["here"], there=one["there"],
        )
        for one in found["differs"][:PLACES]
    ]  # fmt: skip
    if len(found["differs"]) > PLACES:
        places.append(t.MORE_PLACES(lang, n=len(found["differs"])))
    yield t.DIFFERS(lang, places="；".join(places) if lang == "zh" else "; ".join(places)), "warn"


