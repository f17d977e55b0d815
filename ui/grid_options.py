"""Cells of few values: what they offer, each with the digit that chooses it, and what was meant by what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import fieldtypes as k
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from casefiles.domain.words import Lang


def options(kind: k.Kind, lang: Lang) -> list[str]:
    """What a cell of few values offers, each with the digit that chooses it."""
    if isinstance(kind, k.YesNo):
        return [f"1 {kind.show(1, lang)}", f"0 {kind.show(0, lang)}"]
    if isinstance(kind, k.Choice):
        return [f"{n} {code.label(lang)}" for n, code in enumerate(kind.codes.active, 1)]
    return []


def option(kind: k.Choice, text: str) -> str:
    """The code that was meant: a digit for its place, an offered line, the beginning of one label alone."""
    head, _, rest = text.partition(" ")
    active = kind.codes.active
    if head.isdecimal() and head not in kind.codes and 1 <= int(head) <= len(active):
        code = active[int(head) - 1]
        if not rest or rest in (code.label.zh, code.label.en):
            return code.code
    try:
        return kind.codes.parse(text)
    except Refusal:
        folded = k.narrow(text).casefold()
        begun = [c.code for c in active if any(w.casefold().startswith(folded) for w in (c.label.zh, c.label.en))]
        return begun[0] if len(begun) == 1 else text
