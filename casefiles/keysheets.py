"""Recovery sheets of this office: which are valid, what was done with any, and whether a forgotten passphrase would be
the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import keysheets
from casefiles.domain.keysheets import LOG, MADE, USED, Done, Standing
from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from casefiles.office import Office


def valid(office: Office) -> Standing | None:
    """The set that is valid; None for none."""
    return office.ledger.sheets()


def done(office: Office) -> list[Done]:
    """What was done with sheets here, the newest first: what the database tells, and what stands beside it since."""
    found, beside = keysheets.log_of(office.ledger.setting(LOG)), office.ledger.sheets()
    if beside is not None:
        told = (Done(MADE, beside.set, beside.login, beside.made_ms), *beside.used)
        found += [one for one in told if one not in found]
    return sorted(found, key=lambda one: one.at_ms, reverse=True)


def used(office: Office, since_ms: int) -> list[Problem]:
    """SHEETS_USED for each time since then that sheets set a passphrase anew."""
    called = office.ledger.accounts()
    found = [one for one in done(office) if one.what == USED and one.at_ms > since_ms]
    return [
        Problem(
            "SHEETS_USED",
            args={"day": keysheets.day(one.at_ms), "login": called.get(one.login, one.login), "set": one.set},
        )
        for one in found
    ]


def no_way_back(office: Office) -> Problem | None:
    """NO_WAY_BACK where one person's memory is all that opens this office: one account, the key deposited with nobody,
    no sheets."""
    accounts, held = office.ledger.accounts(), office.ledger.deposited()
    if len(accounts) != 1 or (held is not None and held[1]) or office.ledger.sheets() is not None:
        return None
    return Problem("NO_WAY_BACK", args={"name": next(iter(accounts.values()))})
