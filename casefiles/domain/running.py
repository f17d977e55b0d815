"""Running text: notes, reasons, answers. It tells of people in its own words, also of some who stand on no file.

While names are hidden it goes whole. What shows such a text says so (`Running.add`); where it stands inside a sentence,
or was cut off by …, it is found again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.fieldtypes import Notes, Text

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Field

GONE = "***"
_WHOLE_TEXT = 200
"""a line of text that may be as long as this is running text"""
_TITLES = ("name", "document", "purpose", "topic", "proof", "availability")
"""long lines that say what a thing is, not what is told of people"""
_KEPT = ("result", "frozen", "files", "seen", "villages")
"""long texts that the program writes for itself, and lists of places"""
_TOLD = ("others", "met", "by", "closed_reason", "examiner")
"""short lines in which people are told of by name"""


def is_running(field: Field) -> bool:
    """Whether a field holds text that tells of people in its own words."""
    kind = field.kind
    if field.name in _KEPT:
        return False
    if isinstance(kind, Notes):
        return True
    return type(kind) is Text and (field.name in _TOLD or (kind.limit >= _WHOLE_TEXT and field.name not in _TITLES))


class Running:
    """Running texts that are shown, the last `MOST` of them; `hidden(text)` is a text without them."""

    MOST = 4000
    HEAD = 4
    ALONE = 6
    """shorter ones may be a word of the program: they are hidden only where they stand alone"""
    ENOUGH = 12
    """so much of the beginning of one is that text, whatever follows"""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self._single: set[str] = set()
        self._heads: dict[str, list[str]] = {}

    def add(self, text: str) -> None:
        """This text tells of people: as it is, and as one line. One of a single letter goes only where it is all that
        stands there, or all that stands behind a colon."""
        if len(text.strip()) == 1:
            self._single.add(text.strip())
        for one in {text.strip(), " ".join(text.split())}:
            if len(one) > 1 and one not in self._texts:
                self._texts[one] = None
                self._heads.setdefault(one[: self.HEAD], []).append(one)
        if len(self._texts) > self.MOST:
            kept = [*self._single, *list(self._texts)[-self.MOST // 2 :]]
            self.clear()
            for one in kept:
                self.add(one)

    def clear(self) -> None:
        """Forget all."""
        self._texts.clear()
        self._single.clear()
        self._heads.clear()

    def hidden(self, text: str) -> str:
        """The text with *** for every running text in it, also for what is left of one before …."""
        if self._single and (said := text.rstrip())[-1:] in self._single:
            before = said[:-1].rstrip()
            if not before or before[-1] in "：:":
                text = f"{said[:-1]}{GONE}"
        if not self._heads or not text:
            return text
        out, at = [], 0
        while at < len(text):
            found = self._at(text, at)
            out.append(GONE if found else text[at])
            at += found or 1
        return "".join(out)

    def _at(self, text: str, at: int) -> int:
        """How long the running text is that begins here, 0 for none."""
        best = 0
        for size in range(2, self.HEAD + 1):
            for one in self._heads.get(text[at : at + size], ()) if len(text) - at >= size else ():
                best = max(best, self._covers(one, text, at))
        return best or self._short(text, at)

    def _covers(self, one: str, text: str, at: int) -> int:
        n = next((n for n, (a, b) in enumerate(zip(one, text[at : at + len(one)], strict=False)) if a != b), None)
        if n is None:
            n = min(len(one), len(text) - at)
        cut = text[at + n : at + n + 1] == "…"
        if n == len(one) and n < self.ALONE:
            return n if not (text[at - 1 : at].isalnum() and at) and not text[at + n : at + n + 1].isalnum() else 0
        return n if n == len(one) or n >= self.ENOUGH or (cut and n >= self.HEAD) else 0

    def _short(self, text: str, at: int) -> int:
        """What is left of one before …, shorter than what texts are known by."""
        end = text.find("…", at, at + self.HEAD)
        rest = text[at:end] if end > at + 1 else ""
        alone = rest and not (at and text[at - 1].isalnum())
        return len(rest) if alone and any(head.startswith(rest) for head in self._heads) else 0
