"""What a person can put right: a Problem with a code, and the Refusal that carries it.

The sentence for every code stands in `MESSAGES`, in both languages, and says the next step. A room that needs a
new code adds a line there; a test renders each of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casefiles.domain.messages import MESSAGES
from casefiles.domain.words import Label, Lang


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `args` fill the placeholders of the message."""

    code: str
    entity: str = ""
    id: str = ""
    field: str = ""
    value: str = ""
    args: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in MESSAGES:
            raise KeyError(self.code)

    def say(self, lang: Lang) -> str:
        """The sentence for a person, with the next step."""
        return MESSAGES[self.code](lang, **{"value": self.value, **self.args})

    @property
    def label(self) -> Label:
        """Both languages, already filled in."""
        return Label(self.say("zh"), self.say("en"))


class Refusal(Exception):
    """Raised when nothing was written and a person can put it right."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(p.code for p in problems))
        self.problems: tuple[Problem, ...] = problems

    def say(self, lang: Lang) -> str:
        """All sentences, one a line."""
        return "\n".join(p.say(lang) for p in self.problems)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise a Refusal if there is any problem."""
    found = tuple(problems)
    if found:
        raise Refusal(*found)
