"""The record of access: what an act leaves there, and what is asked of it (casefiles/domain/access.py).

Noting never stops what somebody does: on a full disk files can still be read and printed, and the entry is missing;
every other act leaves one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import TYPE_CHECKING

from casefiles import naming
from casefiles.domain import access, keysheets
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.exchange import offices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.access import Access, Doubt
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record

FILES = ("child", "mentor", "household")
"""whose files are looked at when a record that names them is opened: the first that it names"""
SAYS = {
    access.CUT: "ACCESS_CUT", access.ALTERED: "ACCESS_ALTERED", access.FORMER: "ACCESS_FORMER",
    access.TWICE: "ACCESS_TWICE",
}  # fmt: skip
DOUBTS = "access_doubts_known"
"""setting: the marks of doubts that somebody has looked into"""
YEAR_MS = 366 * 86_400_000


def note(office: Office, act: str, rows: Sequence[str] = (), *, n: int = 0, detail: str = "") -> None:
    """Leave an entry, one for each file: see `Ledger.accessed`."""
    with contextlib.suppress(Refusal):
        office.ledger.accessed(office.me.login, act, rows, n=n, detail=detail)


def opened(office: Office, row: str) -> None:
    """Somebody opened a file: an entry, unless the same person did within ten minutes, or it is no longer here."""
    if not _just_now(office, access.OPEN, row=row) and office.queries.get(row) is not None:
        note(office, access.OPEN, [row])


def listed(office: Office, what: str, n: int | None = None) -> None:
    """Somebody looks at a register, or a list of `access.LISTS`: an entry, unless the same person did within ten
    minutes. `n` records; for a register all that there are."""
    if all(one.detail != what for one in _just_now(office, access.LIST)):
        held = office.queries.count(what) if n is None and what in ENTITIES else n or 0
        note(office, access.LIST, n=held, detail=what)


def account(office: Office, what: str, login: str) -> None:
    """An account was added, taken away, or has a new passphrase."""
    note(office, access.ACCOUNT, detail=f"{what} {login}")


def _just_now(office: Office, act: str, row: str = "") -> list[Access]:
    now = office.clock.now_ms()
    return office.ledger.accesses(
        row=row, user=office.me.login, act=act, since_ms=max(1, now - access.AGAIN_MS + 1), until_ms=now + 1
    )


def printed(office: Office, paper: str, ids: Sequence[str]) -> None:
    """These papers went to a printer or into a file."""
    files = [row for row in ids if row.partition("-")[0] in BY_PREFIX]
    note(office, access.PRINT, files, n=0 if files else len(ids), detail=paper)


def opened_record(office: Office, record: Record) -> None:
    """Somebody opened a record: the file that it hangs on is noted, or itself."""
    opened(office, next((str(v) for n in FILES if (v := record.values.get(n))), record.id))


def unlocked(office: Office) -> int:
    """Somebody unlocked the office; how many attempts before failed. Once a month entries that were kept their time
    go, unless the clock says that nobody has worked here for a year: it may be ahead."""
    failed, now = 0, office.clock.now_ms()
    with contextlib.suppress(Refusal):
        last = office.ledger.accesses(limit=1)
        failed = office.ledger.unlocked(office.me.login)
        month = f"{office.clock.today():%Y-%m}"
        likely = not last or abs(now - last[0].at_ms) < YEAR_MS
        if likely and office.ledger.setting("access_kept") != month:
            office.ledger.drop_old_accesses(now - access.KEPT_MS)
            office.ledger.keep_setting("access_kept", month)
    return failed


def of_day(day: dt.date | None, *, after: bool = False) -> int:
    """The first millisecond of a day by local time, with `after` that of the day after; 0 for no day, and for what no
    clock can say."""
    if day is None:
        return 0
    with contextlib.suppress(OverflowError, OSError, ValueError):
        return int(dt.datetime.combine(day + dt.timedelta(days=after), dt.time()).timestamp() * 1000)
    return 0


def doubts(office: Office, *, known: bool = False, whole: bool = True) -> list[Doubt]:
    """Where a record of access is not what it was; with `known` also what somebody has looked into. Without `whole`
    this computer's own entries are not read, which takes a second for years of them."""
    seen = set() if known else _known(office)
    return [one for one in office.ledger.access_doubts(whole=whole) if one.mark not in seen]


def told(found: Sequence[Doubt]) -> list[Doubt]:
    """These as people are told them: of one record what one office (or its own chain) shows of a kind is one thing,
    from the first entry on."""
    first: dict[tuple[str, str, str], Doubt] = {}
    for one in found:
        kind = (one.device, one.office, one.what)
        if kind not in first or one.seq < first[kind].seq:
            first[kind] = one
    return list(first.values())


def acknowledge(office: Office) -> int:
    """Somebody has looked into all doubts there are, which leaves an entry; how many things that were."""
    found = doubts(office)
    if found:
        marks = sorted({*_known(office), *(one.mark for one in found)})
        office.ledger.keep_setting(DOUBTS, json.dumps(marks))
        note(office, access.KNOWN, n=len(told(found)))
    return len(told(found))


def problems(office: Office, *, whole: bool = False, known: bool = False) -> tuple[Problem, ...]:
    """What is to be said of doubts. When an office is opened that is what others witnessed, and not `whole`."""
    return tuple(problem(office, one) for one in told(doubts(office, whole=whole, known=known)))


def problem(office: Office, doubt: Doubt) -> Problem:
    """A doubt as a sentence."""
    code = SAYS[doubt.what]
    if not doubt.office:
        return Problem("ACCESS_BROKEN", args={"seq": doubt.seq})
    who = office.home.name if doubt.ours else office.ledger.called(doubt.device)
    witness = offices.name(office, doubt.office) if doubt.ours else office.home.name
    return Problem(code, args={"office": who, "seq": doubt.seq, "witness": witness})


def detail(office: Office, entry: Access, lang: Lang) -> str:
    """What else an entry tells, for people."""
    if entry.detail in ENTITIES:
        return ENTITIES[entry.detail].plural(lang)
    if entry.act == access.PRINT:
        from casefiles import printing  # printing leaves entries itself

        paper = printing.PAPERS.get(entry.detail)
        return paper.label(lang) if paper else entry.detail
    if entry.act in (access.EXPORT, access.IMPORT, access.HELP):
        code, _, package = entry.detail.partition(" ")
        return f"{offices.name(office, code)} {package}".strip()
    if entry.act == access.ACCOUNT:
        what, _, login = entry.detail.partition(" ")
        return f"{access.WITH_ACCOUNTS[what](lang)} {login}" if what in access.WITH_ACCOUNTS else entry.detail
    if entry.act == access.SHEETS:
        what, _, number = entry.detail.partition(" ")
        return f"{keysheets.WHAT[what](lang)} {number}" if what in keysheets.WHAT else entry.detail
    return access.LISTS[entry.detail](lang) if entry.detail in access.LISTS else entry.detail


def called(office: Office, entries: Sequence[Access], lang: Lang) -> Mapping[str, str]:
    """The names of the files that entries are about, by id; of those that are gone none."""
    names = naming.Names(office, lang)
    return {row: names.by_id(row) for row in {entry.row for entry in entries if entry.row}}


def name(office: Office, row: str, lang: Lang) -> str:
    """What a file is called; "" for none."""
    return naming.Names(office, lang).by_id(row) if row else ""


def _known(office: Office) -> set[str]:
    return set(json.loads(office.ledger.setting(DOUBTS) or "[]"))
