"""Whether a text is a day of the calendar."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_day(value: str, partial: bool) -> bool:
    """Whether this is an ISO date, or with `partial` a year or month alone. The same few thousand days come often."""
    whole = value + "-01-01"[len(value) - 4 :] if partial and len(value) in (4, 7) else value
    try:
        return dt.date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False
