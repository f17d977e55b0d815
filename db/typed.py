"""Drafts, when a file is erased: what was typed and not saved about the child goes, and nobody else's.

A draft tells of the child when it names one of the erased records or a number of the child. A name may be others' too:
it counts where the draft is of the child's neighbourhood, or of nobody that is known, and not as the name in somebody
else's own file. Of a list (`grid:`) that line goes, and the other people's stay.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX
from casefiles.domain.traces import OWN_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.traces import Words
    from db.driver import Connection

_ID = re.compile(r"(?<![0-9a-z])([a-z]{1,3})-[0-9a-z]{19}(?![0-9a-z])")
LIST = "grid:"


def forget(connection: Connection, words: Words, rows: Iterable[str]) -> None:
    """Take the drafts, and the lines of lists, away that tell of the child or of these records."""
    ids = frozenset((*words.files, *rows))
    for key, raw in connection.execute("SELECT key, fields FROM draft").fetchall():
        fields: dict[str, str] = json.loads(raw)
        listed = _lines(fields) if key.startswith(LIST) and not _named(key) & ids else None
        if listed is None:
            left = {} if _tells(words, ids, key, fields) else fields
        else:
            lines = [one for one in listed if not _tells(words, ids, "", {"line": json.dumps(one, ensure_ascii=False)})]
            left = {**fields, "lines": json.dumps(lines, ensure_ascii=False)} if lines else {}
        if not left:
            connection.execute("DELETE FROM draft WHERE key=?", (key,))
        elif left != fields:
            said = json.dumps(left, ensure_ascii=False)
            connection.execute("UPDATE draft SET fields=? WHERE key=?", (said, key))


def _tells(words: Words, ids: frozenset[str], key: str, fields: Mapping[str, str]) -> bool:
    entity, named = key.partition(":")[0], _named(" ".join((key, *fields.values())))
    if named & ids:
        return True
    if not named and any(number in value for number in words.numbers for value in fields.values()):
        return True  # not even in a file that is being made: nobody knows of it yet
    own = entity in OWN_NAME and fields.get("name") in words.names
    near = not own and (not named or bool(named & words.around))
    return any(words.says(entity, name, value, near=near) for name, value in fields.items())


def _lines(fields: Mapping[str, str]) -> list[object] | None:
    """The lines of a list; None when it is none."""
    try:
        found = json.loads(fields["lines"])
    except (KeyError, ValueError):
        return None
    return found if isinstance(found, list) else None


def _named(text: str) -> set[str]:
    """The records that are named."""
    return {found[0] for found in _ID.finditer(text) if found[1] in BY_PREFIX}
