"""What `--json` answers, a shape a line: names as scripts read them, `...` where the list or the object goes on.

What stands before a colon says when: an option, an action, what was named, or the exit code 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.console import words_access, words_identity, words_inbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RECORD = '{"id", "entity", FIELD: VALUE, ...}'
ANSWERS: Mapping[str, Sequence[str]] = {
    "new-office": ['{"office", "name", "code", "level"}', '--invitation: {"office", "name", "check", "first"}'],
    **words_identity.ANSWERS,
    **words_access.ANSWERS,
    **words_inbox.ANSWERS,
    "status": [
        '{"office": {"name", "code", "level"}, "device", "counts": {ENTITY: N, ...}, "last_backup", '
        '"files": {"number", "bytes"}, "without_receipt": {OFFICE: N, ...}, "tasks": N, "task_kinds": {KIND: N}, '
        '"offices": [{"office", "name", "acknowledged", "own", "here_only", "on_way", "up_to_ms", "up_to_n", '
        '"receipt_ms", "blocked", "waiting": N, "refused_there": N, "there_only": N}, ...], "notices": [PROBLEM, ...]}'
    ],
    "add": ['{"id", "number", "warnings": [PROBLEM, ...]}', '--file: [{"id", "number", "warnings"}, ...]'],
    "set": ['{"id", "number", "changed": [FIELD, ...], "warnings": [PROBLEM, ...]}'],
    "show": [
        '{"id", "entity", FIELD: VALUE, ..., "conflicts": {FIELD: [{"value", "device", "user", "person", "ts"}]}, '
        '"unknown": {}, "names": {ID: NAME}, "history": [{"ts", "user", "person", "device", "change", "fields"}]}',
        'child|mentor|household: {..., "visits": [...], "matches": [...], ...}',
        'visit: {..., "late_days": N}',
    ],
    "list": [f"[{_RECORD}, ...]", '--count: {"count": N}', 'visit: [{..., "late_days": N}, ...]'],
    "find": ['[{"entity", "id", "name", "why", "matched", "via"}, ...]'],
    "leave": ['{"id", "handed_over": N, "waiting": N}'],
    "norm": [
        '{"interval", "grace", "counts": [KIND, ...], "norm", "first_within", "first_norm", "verify_months", '
        '"verify_norm", "due", "late", "verify_due", "verified"}'
    ],
    "categories": [
        '[{"code", "act", "category", "subcategory", "hint", "spell", "rule", "reasons": [TEXT, ...]}, ...]',
        '--not-so: {"id"}',
    ],
    "move": ['{"id", "household"}'],
    "head": ['{"id", "name"}'],
    "verify": ['{"id", "child", "on"}'],
    "close": ['{"id", "child", "on"}'],
    "erase": [
        '{"child", "records": {ENTITY: N, ...}, "applied": false}',
        '--apply: {"id", "child", "records": {ENTITY: N, ...}, "changes": N, "applied": true}',
    ],
    "reopen": ['{"id", "child", "on"}'],
    "duplicates": [
        'field=value: [{"id", "name", "points", "likely", "reasons": [TEXT, ...]}, ...]',
        '[{"one", "other", "names": [A, B], "points", "likely", "reasons"}, ...]',
    ],
    "transfer": ['{"id", "child", "to", "ended": N}'],
    "accept-transfer": ['{"id", "child", "to", "ended": N}'],
    "decline-transfer": ['{"id", "child", "to", "ended": N}'],
    "withdraw-transfer": ['{"id", "child", "to", "ended": N}'],
    "reopen-matches": ['{"id", "child", "reopened": N}'],
    "merge": ['{"loser", "survivor", "changed": [FIELD, ...]}'],
    "unmerge": ['{"loser", "survivor", "changed": [FIELD, ...]}'],
    "not-same": ['{"id"}'],
    "bulk": [
        '{"applied", "changed": [{"id", "before", "after"}], "same": N, "wrong": [{"id", "problems": [PROBLEM, ...]}]}'
    ],
    "sheet": ['{"count": N, "path", "masked", "closed_left_out": N}'],
    "worklist": [
        "{NAME: N, ...}",
        'NAME: [{"entity", "id", "name", "village", "day", "more", ...}, ...]',
        '--put-away: {"worklist", "put_away"}',
    ],
    "survey": [
        'list: [{"id", "name", "start", "end", "villages", "walkers", "closed_on", "closed_by", "doors", "done", '
        '"outcomes"}, ...]',
        'make: {"id", "doors": N}; more: {"doors": N}; found: {"id"}; noted: {"id", "doors": N}',
        'doors: [{"id", "household", "child", "name", "village", "address", "place", "outcome", "on", "by", "change", '
        '"note", "children"}, ...]',
        'set: {"id", "changed", "warnings"}',
        'differences: [{"kind", "entity", "id", "name", "village", "door", "what": [...], "note"}, ...]',
        'close: {"id", "name", ..., "result", "differences": N}',
    ],
    "aid-batch": [
        'list: [{"id", "on", "name", "step", "persons", "households", "sum": FEN, ...}, ...]',
        'make: {"id"}; add: {"added": N, "already": N, "warnings"}; step: {"step", "changed": N, "warnings"}',
        'copy: {"id", "recipients": N}; sheet: {"out", "pages": N}',
    ],
    "fund": [
        '[{"id", "name", "left": FEN}, ...]',
        'ID: {"id", "left": FEN, "days": [{"day", "came", "went", "left"}, ...]}',
    ],
    "screening": [
        '[{"id", "place", "on", "screened", "enrolled", "ortho_k", "poor": {"n", "valid", "share"}, "myopia", '
        '"before", "points", "same_points", "same_children", "myopia_points", "waiting"}, ...]',
        '--by: [{"school"|"grade", "screened", "enrolled", "ortho_k", "poor", "myopia"}, ...]',
        '--refer: [{"round", "result", "child", "name"}, ...]',
    ],
    "roles": ['[{"entity", "id", "file", "name"}, ...]'],
    "match": ['{"id"}'],
    "unmatch": ['{"id"}'],
    "step": ['{"id", "event", "status"}'],
    "lead": ['{"id"}'],
    "suggest": ['[{"id", "name", "score", "may_match", "reasons": [{"rule", "points", ...}]}, ...]'],
    "balance": [
        '{"year", "kinds": [{"key", "start", "joined", "left", "end"}], "total", "reasons", "waiting", ...}'
    ],
    "age-limit": ['{"limit": N}'],
    "attach": [
        '[{"id", "entity", FIELD: VALUE, ..., "state"}, ...]',
        '3: {"problems": [PROBLEM, ...], "attached": [...]}',
    ],
    "attachments": ['[{"id", "entity", FIELD: VALUE, ..., "state": "here"|"to_come"|"lost"}, ...]'],
    "detach": ['{"id"}'],
    "save-attachment": ['{"path", "size"}'],
    "collect-blobs": ['{"removed": N, "freed": BYTES, "waiting": N, "kept": N, "days": N, "dry_run"}'],
    "roster": [
        '{"rows": N, "new": N, "changed": N, "same": N, "wrong_rows": N, "wrong": [{"sheet", "row", "column", "value", '
        '"code", "zh", "en"}], ..., "applied"}',
        '--template alone: {"template"}',
        '3: {"problems": [PROBLEM], "rows": N, ...}',
    ],
    "papers": ['[{"name", "entity", "zh", "en"}, ...]'],
    "print": ['{"out", "files": [PATH, ...], "pages": N, "missing": [CHARACTER, ...]}'],
    "missing-glyphs": ['{"missing": [{"character", "code"}, ...]}'],
    "card": ['{"path"}'],
    "accept": ['{"office", "name", "check"}'],
    "export": [
        '{"path", "count": N, "attachments": N, "attachments_left": N, "attachments_damaged": N, ...}',
        '--dry-run: {"to", "name", "profile", "changes": N, "hidden": N, "notes": N, "records": {ENTITY: N}, '
        '"figures", "fields": [FIELD, ...]}',
    ],
    "profile": ['{"office", "name", "profile", "fields": [FIELD, ...]}'],
    "figures-received": ['[{"office", "day", "area", NAME: N, "FIELD:VALUE": N, ...}, ...]'],
    "import": [
        '[{"from", "package", "state", "new", "changed", "same", "conflicts", "waiting", "quarantined", '
        '"receipt", "taken": MS, "newer": N, ...}, ...]',
        '3: {"problems": [PROBLEM, ...], "reports": [...]}',
    ],
    "sync-status": [
        '[{"office", "name", "acknowledged", "own", "here_only", "blocked", "joined": {"office", "name", "on"}, '
        '"gets": PROFILE, "on_way": N, "way_refused": N, "up_to_ms", "up_to_n", "lacks_ms", '
        '"last_out": {"package", "at_ms", "code", "file", "count", "carried"}, "last_in", "owes", "days", '
        '"waiting": [{"package", "file", "log", "n"}], "refused_there": [{"package", "file", "state", '
        '"code", "zh", "en", ...}], "there_only": [{"log", "name", "n", "ranges"}], "holes": N, "erased": N, '
        '"forks": [...], "compared", ...}, ...]',
        '--detail: {..., "waits_here": {"changes": N, "records": {ENTITY: N}, "oldest_ms"}}',
    ],
    "trace": [
        '[{"change", "device", "seq", "ts", "user", "person", "office", "name", "own", "fields", "came": PACKAGE, '
        '"offices": [{"office", "name", "state", "since", "reason", "zh", "en", "packages": [{"package", "at", "file", '
        '"received"}]}]}, ...]'
    ],
    "receipt-check": [
        '{"package", "direction", "office", "name", "state", "at", "file", "bytes", "sha256", "code", "changes", '
        '"records": {ENTITY: N}, "first", "last", "received", "whole"}'
    ],
    "ask": ['{"id", "of"}'],
    "questions": [f"[{_RECORD}, ...]"],
    "answer": ['{"id", "state"}'],
    "settle": ['{"id", "state"}'],
    "conflicts": ['[{"entity", "id", "name", "fields": {FIELD: [{"value", "device", "user", "person", "ts"}]}}, ...]'],
    "resolve": ['{"id", "field"}', 'a third value: {..., "neither": true}'],
    "resolve-many": [
        '{"written": N, "left": N, "fields": [{"id", "field", "stays", "values": [...], "decided", "problems"}, ...]}'
    ],
    "tasks": ['[{"kind", "entity", "id", "detail": {...}}, ...]'],
    "check": ['{"ok": true, ..., "incomplete": as inbox says it, if any}', '3: {"ok": false, ...}'],
    "backup": ['{"path", "verified", "left_out": N, "old": N, "deleted": N}'],
    "backups": [
        '{"places": [{"path", "own", "there", "last", "backups": N, "since": N, "problems": []}, ...], "tried", '
        '"tried_well"}'
    ],
    "salvage": [
        '{"folder", "backup", "changes", "all", "again", "others", "back", "unknown", "blind",'
        ' "lost": [{"entity", "id", "name"}], "tables": []}'
    ],
    "restore": [
        '{"path", "counts": {...}, "device", "made", "offices": [{"office", "name", "acknowledged", "own"}, ...], '
        '"aside": N, "waiting": N}',
        'without a folder: [{"path", "made", "files", "since", "by_itself"}, ...]',
    ],
    "new-device": ['{"device"}'],
    "users": ['[{"login", "name"}, ...]'],
    "user-add": ['{"login"}'],
    "user-remove": ['{"login"}'],
    "passphrase": ['{"changed"}'],
    "demo": [],
    "sim": [],
    "mutants": [],
    "crash": [],
    "fuzz": [],
    "bench": ["[{...}, ...]"],
}
"""PROBLEM is {"code", "entity", "id", "field", "value", "zh", "en"}; a refusal (exit code 3) and words that are off (2)
answer {"problems": [PROBLEM, ...]} from every command"""
