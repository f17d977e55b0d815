"""What a person should know before the exchange goes on: an older database, a copy, a clock that cannot be right."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from casefiles import keysheets
from casefiles.domain.problems import Problem
from casefiles.exchange import helping, offices
from casefiles.exchange.lacking import lacking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.edges.package.heading import Header
    from casefiles.office import Office

DAY_MS = 86_400_000
SHOWN_MS = 30 * DAY_MS
EARLIEST_MS = int(dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp() * 1000)
LATEST_MS = int(dt.datetime(2060, 1, 1, tzinfo=dt.UTC).timestamp() * 1000)
"""no time before this program was made, or so long after it, is right"""
NOTICED = "noticed"
"""setting: what became of this computer's identity, and when; it is said for `SHOWN_MS`"""
ONCE = "HELP_TAKEN"
KEPT = 20
_TOLD = "help_told"
"""setting: login -> the passphrases set anew that its user was told of, the last `KEPT`"""


def doubtful(ms: int) -> bool:
    """Whether a time cannot be right."""
    return not EARLIEST_MS <= ms < LATEST_MS


def notices(office: Office) -> tuple[Problem, ...]:
    """What to say when an office is opened, on the exchange page and in `status`."""
    found = []
    told = json.loads(office.ledger.setting(NOTICED) or "{}")
    if told and office.clock.now_ms() - int(told["at"]) < SHOWN_MS:
        backup = (office.ledger.setting("last_backup") or "—").replace("T", " ")
        found.append(Problem(str(told["code"]), args={"n": int(told["n"]), "backup": backup}))
    now, called = office.clock.now_ms(), office.ledger.accounts()
    found += [
        Problem(
            "HELP_TAKEN",
            args={
                "day": _day(one.at_ms), "login": called.get(one.login, one.login), "office": one.name or one.office,
            },
        )
        for one in helping.helps(office)[:3]
        if one.what == "taken" and now - one.at_ms < SHOWN_MS
    ]
    found += _accesses(office)
    found += keysheets.used(office, now - SHOWN_MS)[:3]
    later = (*_incomplete(office), *_joined(office), *_divisions(office), *_backups(office), *clock(office))
    forgetting = keysheets.no_way_back(office)
    return (*found, *later, *((forgetting,) if forgetting is not None else ()))


def unheard(office: Office, found: Sequence[Problem]) -> list[Problem]:
    """These without what whoever is here was told before (`heard`): that a passphrase was set anew is said once to
    everybody, and stays on the exchange page and in `status`."""
    mine = _heard(office).get(office.me.login, [])
    return [p for p in found if p.code != ONCE or _mark(p) not in mine]


def heard(office: Office, found: Sequence[Problem]) -> None:
    """Whoever is here has been told these."""
    told, fresh = _heard(office), {_mark(p) for p in found if p.code == ONCE}
    mine = told.get(office.me.login, [])
    if fresh - set(mine):
        office.ledger.keep_setting(_TOLD, json.dumps({**told, office.me.login: sorted({*mine, *fresh})[-KEPT:]}))


def _heard(office: Office) -> dict[str, list[str]]:
    kept = office.ledger.setting(_TOLD)
    return dict(json.loads(kept)) if kept else {}


def _mark(problem: Problem) -> str:
    return json.dumps(problem.args, sort_keys=True, default=str)


def _incomplete(office: Office) -> tuple[Problem, ...]:
    """INCOMPLETE and its like when an earlier change of a record is not here."""
    found = lacking(office)
    return (found.problem(),) if found else ()


def _joined(office: Office) -> tuple[Problem, ...]:
    """OFFICE_JOINED when this office's division is no more."""
    from casefiles import redividing  # a service that asks where offices lie

    line = redividing.joined(office).get(office.home.code)
    if line is None:
        return ()
    return (Problem("OFFICE_JOINED", args={"name": offices.name(office, line.new), "month": line.on[:7]}),)


def _divisions(office: Office) -> tuple[Problem, ...]:
    """DIVISION_IGNORED when an office wrote lines of division codes that it may not."""
    from casefiles import divisions

    return divisions.stray(office)


def _accesses(office: Office) -> tuple[Problem, ...]:
    """ACCESS_CUT and its like when a record of access is not what an office witnessed."""
    from casefiles import accessing

    return accessing.problems(office)


def _backups(office: Office) -> tuple[Problem, ...]:
    """ERASED_IN_BACKUPS when backups were written before something was erased: they hold it until they are renewed."""
    folders = json.loads(office.ledger.setting("backup_folders") or "{}")
    erased = office.ledger.erased_ms() if folders else 0
    old = [folder for folder, ms in folders.items() if int(ms) < erased]
    return (Problem("ERASED_IN_BACKUPS", value="、".join(old), args={"n": len(old)}),) if old else ()


def clock(office: Office) -> tuple[Problem, ...]:
    """CLOCK when this computer's date cannot be right: work goes on, and times are not to be relied on."""
    now = office.clock.now_ms()
    return (Problem("CLOCK", args={"day": _day(now)}),) if doubtful(now) else ()


def clocks(office: Office, header: Header) -> tuple[Problem, ...]:
    """What is to be said of times when a package was taken in: of our clock, and of the sender's."""
    now, ours = office.clock.now_ms(), clock(office)
    ahead = not ours and header.created > now + 2 * DAY_MS
    theirs = doubtful(header.created) or ahead
    return (*ours, *((Problem("CLOCK_THEIRS", args={"day": _day(header.created)}),) if theirs else ()))


def _day(ms: int) -> str:
    try:
        return dt.datetime.fromtimestamp(ms / 1000).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return "—"
