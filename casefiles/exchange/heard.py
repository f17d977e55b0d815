"""When each computer of other offices was last heard of: a package that it signed was taken in here.

`heard` in the settings is device -> milliseconds by this computer's clock. It is for people; nothing is decided by it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casefiles.office import Office

MOST = 2000
"""computers that are remembered, those heard of last"""


def heard(office: Office) -> dict[str, int]:
    """Device -> when it was last heard of."""
    return dict(json.loads(office.ledger.setting("heard") or "{}"))


def note(office: Office, device: str) -> None:
    """A package of this computer was taken in."""
    found = heard(office)
    found.pop(device, None)
    found[device] = office.clock.now_ms()
    office.ledger.keep_setting("heard", json.dumps(dict(list(found.items())[-MOST:])))
