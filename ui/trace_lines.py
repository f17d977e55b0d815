"""Where a change is, in sentences: for every office whether it has it, since when, in which package, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import words_reach as w
from ui.pages.child_history import moment

if TYPE_CHECKING:
    from casefiles.exchange import Reach, Step
    from ui.theme import Tone
    from ui.window import Shell

TONES: dict[str, Tone] = {
    "received": "ok", "made": "ok", "refused": "danger", "waiting": "warn", "sent": "info", "here_only": "warn",
    "not_for": "neutral",
}  # fmt: skip


def came(shell: Shell, step: Step) -> str:
    """In which package it came here; "" for what was written here."""
    if step.came is None:
        return ""
    return w.CAME(shell.lang, office=step.name, when=moment(shell, step.came.at_ms), package=step.came.package[:8])


def reach(shell: Shell, one: Reach) -> tuple[str, Tone]:
    """One office, and the tone of what became of it there."""
    lang = shell.lang
    said = w.STATES[one.state](lang)
    if one.state == "received" and one.since_ms:
        said = w.SINCE(lang, said=said, when=moment(shell, one.since_ms))
    if one.reason:
        said = w.BECAUSE(lang, said=said, why=one.why.say(lang) if one.why is not None else one.reason)
    if one.packages:
        last = one.packages[-1]
        said = w.PACKAGE(lang, said=said, package=last.package[:8], when=moment(shell, last.at_ms))
    return w.AT(lang, office=one.name, said=said), TONES[one.state]


def lines(shell: Shell, step: Step) -> list[tuple[str, Tone]]:
    """All there is to say of a change."""
    found: list[tuple[str, Tone]] = []
    arrived = came(shell, step)
    if arrived:
        found.append((arrived, "neutral"))
    return [*found, *(reach(shell, one) for one in step.reaches)]


def short(shell: Shell, step: Step) -> list[tuple[str, Tone]]:
    """The same without the offices that it is not for, and without where it was made."""
    found: list[tuple[str, Tone]] = []
    arrived = came(shell, step)
    if arrived:
        found.append((arrived, "neutral"))
    return [*found, *(reach(shell, one) for one in step.reaches if one.state not in ("not_for", "made"))]
