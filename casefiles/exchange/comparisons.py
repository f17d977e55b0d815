"""What came of comparing the records that this office and another one both hold, kept until the next comparison."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Differs:
    """The records of one kind in one village that are not the same on both sides. `here` and `there` count them.

    `what`: "records" when some are missing or have other changes, "values" when the same changes read differently
    (a table was damaged)."""

    area: str
    village: str
    entity: str
    here: int
    there: int
    what: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The last comparison with an office.

    `stage`: "equal"; "differs" (the next package names the records of these villages); "asked" (that package was
    written); "repairing" (known which records differ; the next package carries their changes, `rows` of them)."""

    office: str
    at_ms: int
    """when the other office had counted"""
    records: int
    stage: str
    differs: tuple[Differs, ...] = ()
    rows: int = 0
    aside: int = 0
    """changes of blocked computers that one of both shows and the other does not, left out of what was compared"""

    @property
    def equal(self) -> bool:
        """Whether everything that both should hold is the same."""
        return self.stage == "equal"

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "office": self.office, "at": self.at_ms, "records": self.records, "stage": self.stage, "equal": self.equal,
            "rows": self.rows, "aside": self.aside,
            "differs": [
                {"area": d.area, "village": d.village, "entity": d.entity, "here": d.here, "there": d.there,
                 "what": d.what}
                for d in self.differs
            ],
        }  # fmt: skip


def compared(office: Office, code: str) -> Compared | None:
    """The last comparison with an office; None when there was none."""
    kept = office.ledger.setting(f"compared:{code}")
    if kept is None:
        return None
    said = json.loads(kept)
    differs = tuple(Differs(*one) for one in said["differs"])
    return Compared(code, said["at"], said["records"], said["stage"], differs, said["rows"], said.get("aside", 0))


def keep(office: Office, found: Compared) -> None:
    """Keep what came of it."""
    said = {
        "at": found.at_ms, "records": found.records, "stage": found.stage, "rows": found.rows,
        "aside": found.aside,
        "differs": [[d.area, d.village, d.entity, d.here, d.there, d.what] for d in found.differs],
    }  # fmt: skip
    office.ledger.keep_setting(f"compared:{found.office}", json.dumps(said, ensure_ascii=False))
