"""Words a person reads, in Chinese and English.

Every sentence shown by the window, the console or a paper is a `Label`; the language is chosen at the moment
of showing, so it can be switched while the program runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Label:
    """One text in both languages. `one` is the English form for a count of exactly one.

    Placeholders are `{name}`; Chinese and English must name the same ones (a test checks it).
    """

    zh: str
    en: str
    one: str = ""

    def __call__(self, lang: Lang, **values: object) -> str:
        """The text in `lang` with `values` put in; a value that is itself a Label is shown in `lang`."""
        text = self.zh if lang == "zh" else self.one if self.one and values.get("n") == 1 else self.en
        if not values:
            return text
        shown = {k: v(lang) if isinstance(v, Label) else v for k, v in values.items()}
        return text.format(**shown)
