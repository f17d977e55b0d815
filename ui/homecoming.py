"""The two answers to a file that came back: its matches are opened again, or they stay ended; each with a way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from casefiles import homecoming, undoing
from ui import words_transfer as words
from ui.undoing import announce, with_undo
from ui.widgets.buttons import button, icon_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from casefiles.domain.problems import Refusal
    from casefiles.domain.words import Label
    from ui.window import Shell


def buttons(
    shell: Shell,
    transfer: str,
    name: str,
    owner: QWidget,
    refused: Callable[[Refusal], object] | None = None,
    *,
    narrow: bool = False,
) -> list[QPushButton]:
    """Both answers as buttons: "reopen", then "leave"; `narrow`: as icons alone."""
    made = []
    for said, about, icon, act in (
        (words.REOPEN, words.REOPEN_OF, "undo-2", _reopen),
        (words.LEAVE, words.LEAVE_OF, "x", _leave),
    ):
        do = partial(act, shell, transfer, owner, refused)
        if narrow:
            made.append(icon_button(shell.theme, about(shell.lang, name=name), icon, do))
            continue
        one = button(shell.theme, said(shell.lang), "soft", icon, do)
        one.setAccessibleName(about(shell.lang, name=name))
        made.append(one)
    return made


def _reopen(shell: Shell, transfer: str, owner: QWidget, refused: Callable[[Refusal], object] | None) -> None:
    office = shell.office

    def done(back: Any) -> None:
        announce(shell, back.touched)
        said = words.REOPENED(shell.lang, n=back.reopened)
        with_undo(shell, undoing.of_records(back.before, back.touched), said, words.REOPEN_UNDONE(shell.lang))

    shell.jobs.write(
        lambda _step: homecoming.reopen(office, transfer), done=done, refused=refused or _say(shell), owner=owner
    )


def _leave(shell: Shell, transfer: str, owner: QWidget, refused: Callable[[Refusal], object] | None) -> None:
    office = shell.office

    def told(said: Label, way: Callable[[], None] | None = None) -> Callable[[Any], None]:
        def tell(_done: Any) -> None:
            shell.changed.emit("transfer", [transfer])
            shell.toast(said, way)

        return tell

    def again() -> None:
        shell.jobs.write(lambda _step: homecoming.ask_again(office, transfer), done=told(words.ASKED_AGAIN))

    shell.jobs.write(
        lambda _step: homecoming.leave_ended(office, transfer),
        done=told(words.LEFT, again),
        refused=refused or _say(shell),
        owner=owner,
    )


def _say(shell: Shell) -> Callable[[Refusal], object]:
    return lambda refusal: shell.toast(refusal.say(shell.lang))
