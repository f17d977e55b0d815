"""With which key a package opens: this computer's, one that it had before, or the one of the first records of its
invitation; and what it means to a person that none does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.reading import Verified, peek, verify
from casefiles.exchange import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casefiles.exchange.trust import Judge
    from casefiles.office import Office

FIRST = "first_data"
"""the setting with the key of the records that came along with this office's invitation (firstdata.py)"""


def opened(
    office: Office, path: Path, judge: Judge, passed: Callable[[int], None] | None
) -> tuple[Verified, bytes]:
    """A package, verified, and the secret that opens it. Refusals: those of `reading.verify`; SEALED_BEFORE for one
    that by its name is for this office and that none of its keys opens."""
    told = Refusal(Problem("NOT_FOR_US"))
    for secret in _secrets(office):
        try:
            return verify(path, secret, judge, passed), secret
        except Refusal as e:
            if e.problems[0].code != "NOT_FOR_US":
                raise
            told = e
    if finding.for_this_office(office, path) and not any(peek(path, secret) for secret in _secrets(office)):
        raise Refusal(Problem("SEALED_BEFORE")) from told
    raise told


def _secrets(office: Office) -> Iterator[bytes]:
    yield office.ledger.keys()[1]
    yield from office.ledger.former_keys()
    if (kept := office.ledger.setting(FIRST)) is not None:
        yield bytes.fromhex(json.loads(kept)["key"])
