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
KNOWN = "access_doubts_known"
"""setting: doubts that somebody has acknowledged"""


def note(office: Office, act: str, rows: Sequence[str] = (), *, n: int = 0, detail: str = "") -> None:
    """Leave an entry, one for each file: see `Ledger.accessed`."""
    with contextlib.suppress(Refusal):
        office.ledger.accessed(office.me.login, act, rows, n=n, detail=detail)


def opened(office: Office, row: str) -> None:
    """Somebody opened a file: an entry, unless the same person did within ten minutes."""
    now = office.clock.now_ms()
    last = office.ledger.accesses(row=row, user=office.me.login, act=access.OPEN, limit=1)
    if not last or not 0 <= now - last[0].at_ms < access.AGAIN_MS:
        note(office, access.OPEN, [row])


def listed(office: Office, register: str) -> None:
    """Somebody looks at a register: an entry, unless the same person did within ten minutes."""
    now, user = office.clock.now_ms(), office.me.login
    recent = office.ledger.accesses(user=user, act=access.LIST, since_ms=max(1, now - access.AGAIN_MS))
    if all(one.detail != register for one in recent):
        note(office, access.LIST, n=office.queries.count(register), detail=register)


def printed(office: Office, paper: str, ids: Sequence[str]) -> None:
    """These papers went to a printer or into a file."""
    files = [row for row in ids if row.partition("-")[0] in BY_PREFIX]
    note(office, access.PRINT, files, n=0 if files else len(ids), detail=paper)


def opened_record(office: Office, record: Record) -> None:
    """Somebody opened a record: the file that it hangs on is noted, or itself."""
    opened(office, next((str(v) for n in FILES if (v := record.values.get(n))), record.id))


def unlocked(office: Office) -> int:
    """Somebody unlocked the office; how many attempts before failed. Once a month entries that were kept their time
    go."""
    failed = 0
    with contextlib.suppress(Refusal):
        failed = office.ledger.unlocked(office.me.login)
        month = f"{office.clock.today():%Y-%m}"
        if office.ledger.setting("access_kept") != month:
            office.ledger.drop_old_accesses(office.clock.now_ms() - access.KEPT_MS)
            office.ledger.keep_setting("access_kept", month)
    return failed


def of_day(day: dt.date | None, *, after: bool = False) -> int:
    """The first millisecond of a day by local time, with `after` that of the day after; 0 for no day."""
    if day is None:
        return 0
    return int(dt.datetime.combine(day + dt.timedelta(days=after), dt.time()).timestamp() * 1000)


def doubts(office: Office, *, known: bool = False, whole: bool = True) -> list[Doubt]:
    """Where a record of access is not what it was; with `known` also what somebody has acknowledged. Without `whole`
    this computer's own entries are not read, which takes a second for years of them."""
    seen = set() if known else set(json.loads(office.ledger.setting(KNOWN) or "[]"))
    return [one for one in office.ledger.access_doubts(whole=whole) if _key(one) not in seen]


def acknowledge(office: Office) -> int:
    """Somebody has looked at all doubts there are; how many were new."""
    found = doubts(office)
    if found:
        every = sorted(_key(one) for one in doubts(office, known=True))
        office.ledger.keep_setting(KNOWN, json.dumps(every))
    return len(found)


def problems(office: Office) -> tuple[Problem, ...]:
    """What is to be said of what others witnessed, when an office is opened."""
    return tuple(problem(office, one) for one in doubts(office, whole=False))


def problem(office: Office, doubt: Doubt) -> Problem:
    """A doubt as a sentence."""
    code = {access.CUT: "ACCESS_CUT", access.ALTERED: "ACCESS_ALTERED", access.FORMER: "ACCESS_FORMER"}[doubt.what]
    if not doubt.office:
        return Problem("ACCESS_BROKEN", args={"seq": doubt.seq})
    ours = doubt.device == office.ledger.device or doubt.what == access.FORMER
    who = office.home.name if ours else office.ledger.called(doubt.device)
    witness = offices.name(office, doubt.office) if ours else office.home.name
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
    if entry.act == access.SHEETS:
        what, _, number = entry.detail.partition(" ")
        return f"{keysheets.WHAT[what](lang)} {number}" if what in keysheets.WHAT else entry.detail
    return access.SEARCHED(lang) if entry.detail == access.SEARCH else entry.detail


def called(office: Office, entries: Sequence[Access], lang: Lang) -> Mapping[str, str]:
    """The names of the files that entries are about, by id; of those that are gone none."""
    names = naming.Names(office, lang)
    return {row: names.by_id(row) for row in {entry.row for entry in entries if entry.row}}


def name(office: Office, row: str, lang: Lang) -> str:
    """What a file is called; "" for none."""
    return naming.Names(office, lang).by_id(row) if row else ""


def _key(doubt: Doubt) -> str:
    return f"{doubt.device}:{doubt.seq}:{doubt.what}:{doubt.office}"
