"""What an office has of what was written here, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import words_standing as w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.words import Lang


def have(row: Mapping[str, Any], lang: Lang, when: Callable[[int], str], number: Callable[[int], object]) -> str:
    """Of a line of `exchange.sync_status`: up to when they have everything, and how many of how many."""
    own, up_to, receipt = int(row["own"]), int(row["up_to_ms"]), int(row["receipt_ms"])
    said = {"name": row["name"], "have": number(int(row["acknowledged"])), "of": number(own)}
    if not own:
        return w.NOTHING_MADE(lang, name=row["name"])
    if up_to:
        return w.EVERYTHING(lang, **said, day=when(up_to))
    return w.LACKS(lang, **said, day=when(receipt)) if receipt else w.NEVER(lang, **said)
