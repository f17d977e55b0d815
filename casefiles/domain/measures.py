"""The kind of field for a measured number: eyesight, refraction (docs/decisions/0007)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casefiles.domain.fieldtypes import Count, Stored, fail, narrow

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

    from casefiles.domain.words import Lang


class Measure(Count):
    """A measured number with a fixed number of decimal places, stored as a whole number of the last place.

    `low` and `high` are stored values: with one place 4.8 is 48. A sign is shown on request (+1.25 dioptres).
    `bare` also takes it written without its point, as many do (48 for 4.8), where it could not be meant otherwise.
    """

    name = "measure"

    def __init__(self, places: int, low: int, high: int, *, signed: bool = False, bare: bool = False) -> None:
        super().__init__(low, high)
        self.places, self.signed, self.bare = places, signed, bare

    def parse(self, text: str, today: dt.date) -> Stored:
        raw = narrow(text).replace("−", "-").replace(" ", "")
        found = re.fullmatch(r"([+-]?)(\d{1,6})(?:\.(\d+))?", raw)
        if not found or len((found[3] or "").rstrip("0")) > self.places:
            raise fail("NOT_A_MEASURE", text.strip(), places=self.places)
        value = int(found[2] + (found[3] or "")[: self.places].ljust(self.places, "0"))
        value = -value if found[1] == "-" else value
        if self.bare and not found[1] and found[3] is None and self.low <= int(found[2]) <= self.high < value:
            return int(found[2])
        if not self.low <= value <= self.high:
            raise fail("OUT_OF_RANGE", text.strip(), low=self._written(self.low), high=self._written(self.high))
        return value

    def _written(self, value: int) -> str:
        whole, rest = divmod(abs(value), 10**self.places)
        sign = "-" if value < 0 else "+" if self.signed and value else ""
        return f"{sign}{whole}.{rest:0{self.places}d}"

    def show(self, value: Stored, lang: Lang) -> str:
        return "" if value is None else self._written(int(value))

    def text(self, value: Stored) -> str:
        return "" if value is None else self._written(int(value))

    def sample(self, rng: Random) -> Stored:
        return rng.randint(self.low, self.high)
