"""What is asked for a child: how often to visit and to verify, by which norm, and until when; verified in one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from casefiles import norming, verifying
from ui import norm_said
from ui import words_norms as words
from ui.pages.child_family import edit_record
from ui.pages.child_parts import Line, shown_value
from ui.undoing import announce, told_of
from ui.veiled import running
from ui.widgets.buttons import button, icon_button
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from casefiles.ports import Record
    from casefiles.recording import Saved
    from casefiles.registers import Around
    from ui.theme import Tone
    from ui.window import Shell

MOST = 3
"""verifications shown; older ones stand in the history"""


def rules_card(shell: Shell, file: Around) -> Card | None:
    """Visits, verification, and the last verifications; None for a closed file, of which nothing is asked."""
    if file.child.values.get("closed_on"):
        return None
    theme, lang, office = shell.theme, shell.lang, shell.office
    rule = norming.rule(office, file.child)
    today = office.clock.today().isoformat()
    see = button(theme, words.RULES(lang), "ghost", "calendar-check", lambda: shell.open("norms"))
    see.setObjectName("see-norms")
    card = Card(theme, words.CARD(lang), see)
    card.setObjectName("rules")
    match = next((m for m in file.matches if m.values.get("end") is None and m.values.get("every_days")), None)
    agreed = words.AGREED(lang, n=match.values["every_days"]) if match else ""
    under = " · ".join(p for p in (norm_said.first(rule, lang), agreed) if p)
    right: list[QWidget] = []
    if rule.due:
        tone: Tone = "danger" if rule.late < today else "warn" if rule.due < today else "ok"
        right.append(Pill(theme, norm_said.due(rule, lang), tone))
    card.body.addWidget(Line(theme, words.VISITS(lang), norm_said.visiting(rule, lang), under, *right, first=True))
    card.body.addWidget(_verifying(shell, file, rule, today))
    for record in file.more.get("verification", ())[:MOST]:
        card.body.addWidget(_verified(shell, file, record))
    return card


def verify_now(shell: Shell, child: str) -> None:
    """Nothing has changed: recorded for today, with a way back."""
    lang, office = shell.lang, shell.office

    def told(saved: Saved) -> None:
        announce(shell, saved.touched)
        told_of(shell, saved, words.VERIFIED(lang), words.UNVERIFIED(lang))

    shell.jobs.write(lambda _step: verifying.unchanged(office, child), done=told)


def _verifying(shell: Shell, file: Around, rule: norming.Rule, today: str) -> Line:
    theme, lang = shell.theme, shell.lang
    now = partial(verify_now, shell, file.child.id)
    same = button(theme, words.SAME(lang), "soft", "circle-check", now, tip=words.SAME_TIP(lang))
    same.setObjectName("verify-same")
    more = button(theme, words.VERIFY_MORE(lang), "ghost", "plus", lambda: edit_record(shell, file, "verification"))
    more.setObjectName("add-verification")
    right: list[QWidget] = []
    late = bool(rule.verify_due) and rule.verify_due < today
    if rule.verify_due:
        said = (words.VERIFY_LATE if late else words.VERIFY_BY)(lang, day=rule.verify_due)
        right.append(Pill(theme, said, "danger" if late else "ok"))
    last = words.LAST_VERIFIED(lang, day=rule.verified) if rule.verified else words.NEVER_VERIFIED(lang)
    line = Line(theme, words.CHECKS(lang), norm_said.verifying(rule, lang), last, *right)
    acts = QWidget()
    flow = FlowLayout(acts, theme.px(8))
    flow.addWidget(same)
    flow.addWidget(more)
    line.layout().addWidget(acts)  # type: ignore[union-attr]
    return line


def _verified(shell: Shell, file: Around, record: Record) -> Line:
    theme, lang = shell.theme, shell.lang
    day = str(record.values.get("on") or "?")
    parts = [shown_value(record, "how", lang), running(record.values.get("by"))]
    found = record.values.get("result") != "not_found"
    pill = Pill(theme, shown_value(record, "result", lang) or "?", "ok" if found else "warn")
    change = icon_button(
        theme, words.EDIT(lang, name=day), "pencil", lambda: edit_record(shell, file, "verification", record.id)
    )
    return Line(theme, day, " · ".join(p for p in parts if p), running(record.values.get("note")), pill, change)
