"""The command `status`: how much is here, what every other office has of it, how many tasks wait."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from ui import words_backups, words_files, words_tasks
from ui import words_standing as w
from ui.console import backups, words
from ui.console.output import Call, pairs, problem_data
from ui.console.tracing import have
from ui.console.words_next import told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from casefiles.office import Office

KEPT = ("office", "name", "acknowledged", "own", "here_only", "on_way", "up_to_ms", "up_to_n", "receipt_ms", "blocked")


def status(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Counts, last backup, records without a receipt, open tasks."""
    counts = {name: office.queries.count(name) for name in ENTITIES}
    rows = exchange.sync_status(office)
    waiting = {str(row["office"]): office.queries.unacknowledged(str(row["office"])) for row in rows}
    backup, files = office.ledger.setting("last_backup"), office.blobs.counts()
    kept = call.doors.kept(office)
    tasks, notices = office.queries.tasks(), exchange.notices(office)
    kinds = dict(Counter(task.kind for task in tasks).most_common())
    data = {
        "office": {"name": office.home.name, "code": office.home.code, "level": office.home.level},
        "device": office.ledger.device,
        "counts": counts,
        "last_backup": backup,
        "backups": backups.data(kept),
        "files": {"number": files.number, "bytes": files.size},
        "without_receipt": waiting,
        "tasks": len(tasks),
        "task_kinds": kinds,
        "offices": [_data(row) for row in rows],
        "notices": [problem_data(p) for p in notices],
    }
    lines = [f"{office.home.name} ({office.home.code})"]
    lines += [told(p, call.lang) for p in notices]
    lines += pairs({ENTITIES[n].plural(call.lang): str(v) for n, v in counts.items()})
    lines.append(call.text(words_files.KEPT, n=files.number, mb=f"{files.size / 1e6:.1f}"))
    lines.append(call.text(w.BACKUP, when=backup.replace("T", " ")) if backup else call.text(words.BACKUP_NONE))
    if kept.places and (calm := words_backups.calmly(kept, office.clock.today(), call.lang)):
        lines.append(calm)
    if kept.places:
        lines.append(words_backups.tried(kept, office.clock.today(), call.lang))
    for row in rows:
        lines += said(call, row)
    if not rows:
        lines.append(call.text(w.NO_OFFICES))
    lines.append(_tasks(call, kinds) if kinds else call.text(words.NO_TASKS))
    call.answer(data, lines)


def said(call: Call, row: dict[str, Any]) -> Iterator[str]:
    """What an office has, in a sentence; below it what is here only, what waits and what is missing."""
    yield have(call, row)
    for words_, n in (
        (w.HERE_ONLY_BELOW if row["below"] else w.HERE_ONLY, row["here_only"] - row["on_way"]),
        (w.ON_WAY, row["on_way"] - row["way_refused"]),
        (w.WAITS_HERE, len(row["waiting"])),
        (w.REFUSED_THERE, len(row["refused_there"])),
        (w.THERE_ONLY, sum(gap["n"] for gap in row["there_only"])),
    ):
        if n > 0:
            yield call.text(words_, n=n, office=row["office"])


def _data(row: dict[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {name: row[name] for name in KEPT}
    numbers = {"waiting": len(row["waiting"]), "refused_there": len(row["refused_there"])}
    return found | numbers | {"there_only": sum(gap["n"] for gap in row["there_only"])}


def _tasks(call: Call, kinds: dict[str, int]) -> str:
    told = [call.text(w.KIND, kind=_kind(call, kind), n=n) for kind, n in kinds.items()]
    joined = "、".join(told) if call.lang == "zh" else ", ".join(told)
    return call.text(w.TASKS, n=sum(kinds.values()), kinds=joined)


def _kind(call: Call, kind: str) -> str:
    known = words_tasks.KINDS.get(kind)
    return call.text(known) if known is not None else kind
