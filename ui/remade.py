"""Answers for a page that a switch of language or theme may have made anew meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.window import Shell

Page = TypeVar("Page", bound="QWidget")


def here(shell: Shell, page: Page) -> Page | None:
    """The page of this kind that is in sight, else the one that asked; None when it is gone and none took its place."""
    if isinstance(shell.page, type(page)):
        return shell.page
    return page if isValid(page) and shell.stack.indexOf(page) >= 0 else None


def telling(shell: Shell, page: Page, act: Callable[[Page, Any], object]) -> Callable[[Any], None]:
    """What does `act` with an answer and the page that is there when it comes; nothing when none is."""

    def tell(answer: Any) -> None:
        if (now := here(shell, page)) is not None:
            act(now, answer)

    return tell


def failing(shell: Shell, page: Page, ready: Callable[[Page], object]) -> Callable[[BaseException], None]:
    """What has the page that is there then be as before the attempt, and lets the error be reported."""

    def fail(error: BaseException) -> None:
        telling(shell, page, lambda now, _: ready(now))(error)
        shell.jobs.failed.emit(error)

    return fail
