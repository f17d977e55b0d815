"""A suggested category in words; the window and the console say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import category_words
from casefiles.domain.entities import ENTITIES
from ui import words_categories as words

if TYPE_CHECKING:
    from casefiles.domain.categories import Finding
    from casefiles.domain.words import Lang


def what(finding: Finding, lang: Lang) -> str:
    """Category and subcategory."""
    fields = ENTITIES["category_spell"].fields
    parts = (fields[n].kind.show(getattr(finding, n) or None, lang) for n in ("category", "subcategory"))
    return " · ".join(p for p in parts if p)


def title(finding: Finding, lang: Lang) -> str:
    """What is proposed."""
    label = words.HINT if finding.hint else words.ADD if finding.act == "add" else words.END
    return label(lang, what=what(finding, lang))


def why(finding: Finding, lang: Lang) -> str:
    """The reasons, and the source of the rule."""
    said = category_words.say_all(finding.reasons, lang)
    rule = words.RULE(lang, rule=finding.rule)
    return f"{said}。{rule}" if lang == "zh" else f"{said}. {rule}"
