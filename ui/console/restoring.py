"""The command `restore`: what is back, what is not, and what to do about it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.words import Label
from ui import words_backups, words_files
from ui import words_standing as w
from ui.console import words
from ui.console.backups import offered
from ui.console.keeping import passphrase
from ui.console.unlocking import unlocked
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office
    from ui.console.output import Call

_WRITTEN = re.compile(r"-(\d{8}-\d{6})$")
"""ends the name of a backup's folder: when it was made"""


def restore(call: Call, args: argparse.Namespace) -> None:
    """Put a backup into an empty folder, and say what comes next; without one, say which there are."""
    if args.file is None:
        _offer(call)
        return
    if args.to is None:
        see = Label("见 ./run restore --help", "see ./run restore --help")
        raise Usage("CALL_MISSING", "", "--to", names="--to", hint=see)
    secret = passphrase(call)
    counts = call.doors.restore(args.file, args.to, secret, beside=call.folder, older=args.yes)
    office = unlocked(call, args.to, secret)
    made, rows = _made(args.file), exchange.sync_status(office)
    aside = sum(held.number for held in office.ledger.kept_aside())
    waited = sum(len(row["waiting"]) for row in rows if isinstance(row["waiting"], list))
    data = {
        "path": str(args.to),
        "counts": counts,
        "device": office.ledger.device,
        "made": made,
        "offices": [
            {"office": row["office"], "name": row["name"], "acknowledged": have, "own": of}
            for row in rows
            for have, of in [exchange.in_all(office, str(row["office"]))]
        ],
        "aside": aside,
        "waiting": waited,
    }
    lines = [call.text(words.RESTORED, path=args.to)]
    if since := counts.get("journal"):
        lines.append(call.text(words_backups.MADE_SINCE, when=made or "—", n=since))
    else:
        lines.append(call.text(w.MADE, when=made) if made else call.text(w.MADE_UNKNOWN))
    if counts.get("journal_cut"):
        lines.append(call.text(words_backups.JOURNAL_CUT))
    lines += _next(call, office, rows)
    for said, n in ((w.WAITED, waited), (w.ASIDE, aside)):
        lines += [call.text(said, n=n)] if n else []
    call.answer(data, lines)
    if counts.get("blobs_missing"):
        call.note(call.text(words_files.BLOBS_MISSING, n=counts["blobs_missing"]))


def _offer(call: Call) -> None:
    """The backups that are found, the newest first."""
    found = call.doors.found_backups(call.folder)
    today = dt.date.today()
    lines = [call.text(words_backups.FOUND if found else words_backups.FOUND_NONE)]
    lines += [f"{words_backups.offered(one, today, call.lang)}\n  {one.path}" for one in found]
    call.answer([offered(one) for one in found], lines)


def _next(call: Call, office: Office, rows: list[dict[str, object]]) -> Iterator[str]:
    yield call.text(w.NEW_NUMBER, device=office.ledger.device)
    for row in rows:
        have, of = exchange.in_all(office, str(row["office"]))
        yield call.text(w.ASK_OFFICE, name=row["name"], office=row["office"], have=have, of=of)
    yield call.text(w.NOBODY_HAS)


def _made(backup: Path) -> str:
    """When the backup was made, by its folder's name; "" where somebody renamed it."""
    found = _WRITTEN.search(backup.resolve().name)
    if found is None:
        return ""
    try:
        return f"{dt.datetime.strptime(found[1], '%Y%m%d-%H%M%S'):%Y-%m-%d %H:%M}"
    except ValueError:
        return ""
