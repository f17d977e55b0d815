"""One call of the console: parse, open the office, run the command, say what came of it.

Exit codes: 0 done, 2 the words of the call are off, 3 refused (a person can put it right, nothing was written),
1 our bug.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from ui import words_backups
from ui.console import words, words_next
from ui.console.grammar import tidy
from ui.console.keeping import passphrase
from ui.console.output import Call, problem_data
from ui.console.parser import build
from ui.console.unlocking import there, unlocked
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from casefiles.domain.words import Lang
    from casefiles.office import Doors, Office

# command -> (module, function); loaded when it is called, so that a quick command starts quickly
WITH_OFFICE = {
    "status": ("standing", "status"),
    "add": ("records", "add"),
    "set": ("records", "change"),
    "show": ("showing", "show"),
    "list": ("lists", "listing"),
    "find": ("records", "find"),
    "roles": ("persons", "roles"),
    "leave": ("leaving", "leave"),
    "norm": ("lifecycle", "norm"),
    "categories": ("lifecycle", "categories"),
    "move": ("lifecycle", "move"),
    "head": ("lifecycle", "head"),
    "verify": ("lifecycle", "verify"),
    "close": ("lifecycle", "close"),
    "erase": ("lifecycle", "erase"),
    "reopen": ("lifecycle", "reopen"),
    "duplicates": ("duplicates", "duplicates"),
    "transfer": ("transferring", "transfer"),
    "accept-transfer": ("transferring", "accept"),
    "decline-transfer": ("transferring", "decline"),
    "withdraw-transfer": ("transferring", "withdraw"),
    "reopen-matches": ("transferring", "reopen"),
    "merge": ("merging", "merge"),
    "unmerge": ("merging", "unmerge"),
    "not-same": ("merging", "not_same"),
    "worklist": ("worklists", "worklist"),
    "survey": ("surveys", "survey"),
    "aid-batch": ("giving", "aid_batch"),
    "fund": ("giving", "fund"),
    "screening": ("giving", "screening"),
    "bulk": ("registers", "bulk"),
    "sheet": ("registers", "sheet"),
    "match": ("records", "match"),
    "unmatch": ("records", "unmatch"),
    "step": ("matches", "step"),
    "lead": ("matches", "lead"),
    "suggest": ("matches", "suggest"),
    "balance": ("matches", "balance"),
    "age-limit": ("matches", "age_limit"),
    "attach": ("attachments", "attach"),
    "attachments": ("attachments", "attachments"),
    "detach": ("attachments", "detach"),
    "save-attachment": ("attachments", "save_attachment"),
    "collect-blobs": ("attachments", "collect_blobs"),
    "conflicts": ("deciding", "conflicts"),
    "resolve": ("deciding", "resolve"),
    "resolve-many": ("deciding", "resolve_many"),
    "tasks": ("records", "tasks"),
    "roster": ("sheets", "rosters"),
    "print": ("sheets", "print_papers"),
    "card": ("carry", "card"),
    "accept": ("carry", "accept"),
    "export": ("carry", "export"),
    "profile": ("carry", "profile"),
    "figures-received": ("carry", "figures_received"),
    "import": ("carry", "bring_in"),
    "invite": ("identity", "invite"),
    "take-invitation": ("identity", "take"),
    "computers": ("identity", "computers"),
    "block": ("identity", "block"),
    "aside": ("identity", "aside"),
    "out-of-scope": ("identity", "out_of_scope"),
    "accept-blocked": ("identity", "accept"),
    "leave-aside": ("identity", "leave"),
    "forks": ("identity", "forks"),
    "give-help": ("helping", "give"),
    "deposit": ("helping", "deposit"),
    "invitations": ("identity", "invitations"),
    "withdraw-invitation": ("identity", "withdraw"),
    "fork-answer": ("identity", "fork_answer"),
    "sync-status": ("tracing", "sync_status"),
    "inbox": ("inbox", "inbox"),
    "trace": ("tracing", "trace"),
    "receipt-check": ("tracing", "receipt_check"),
    "ask": ("questions", "ask"),
    "questions": ("questions", "questions"),
    "answer": ("questions", "answer"),
    "settle": ("questions", "settle"),
    "access": ("accesses", "access"),
    "check": ("keeping", "check"),
    "backup": ("keeping", "backup"),
    "backups": ("backups", "backups"),
    "new-device": ("keeping", "new_device"),
}
LISTS = {
    "worklist": "worklists", "tasks": "tasks", "conflicts": "conflicts", "duplicates": "duplicates",
    "suggest": "matching",
}  # fmt: skip
"""commands that list people, and what their entry in the record of access is called"""
WITHOUT_OFFICE = {
    "new-office": ("keeping", "new_office"),
    "restore": ("restoring", "restore"),
    "salvage": ("keeping", "salvage"),
    "users": ("keeping", "users"),
    "user-add": ("keeping", "user_add"),
    "user-remove": ("keeping", "user_remove"),
    "passphrase": ("keeping", "change_passphrase"),
    "ask-help": ("helping", "ask"),
    "take-help": ("helping", "take"),
    "sheets": ("keysheets", "sheets"),
}


WHOLE = {"FILE_HAS_MENTOR", "FILE_HAS_REPORT", "ERASE_ABOVE", "ERASE_ELSEWHERE", "ERASE_OPEN"}
"""what stands in a form beside a field that nobody types at the console"""


def language(argv: Sequence[str]) -> Lang:
    """The language asked for before anything is parsed: --lang, else DOORSTEP_LANG, else Chinese."""
    for at, word in enumerate(argv):
        if word == "--lang" and at + 1 < len(argv) and argv[at + 1] == "en":
            return "en"
        if word == "--lang=en":
            return "en"
        if word.startswith("--lang"):
            return "zh"
    return "en" if os.environ.get("DOORSTEP_LANG") == "en" else "zh"


def default_folder() -> Path:
    """The platform's own data folder."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Doorstep" / "office"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "doorstep" / "office"


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The words of a call, understood. Words that are off are told, and the process ends with 2 (SystemExit)."""
    words_ = tidy(argv)
    lang = language(words_)
    try:
        found: argparse.Namespace = build(lang).parse_args(words_)
    except Usage as usage:
        raise SystemExit(told(usage, lang, as_json="--json" in words_)) from None
    return found


def told(usage: Usage, lang: Lang, *, as_json: bool) -> int:
    """Say what is off in the words of the call; the exit code."""
    if as_json:
        print(json.dumps({"problems": [problem_data(usage.problem)]}, ensure_ascii=False))
    print(usage.problem.say(lang), file=sys.stderr)
    return 2


def run(args: argparse.Namespace, doors: Doors) -> int:
    """Run one parsed command; the exit code."""
    folder = (args.office or default_folder()).expanduser()
    call = Call(args.lang, args.json, folder, doors, args.passphrase_file, args.login)
    try:
        code = _dispatch(call, args)
        for office in call.opened:
            if doors.after_call(office):
                call.note(call.text(words_backups.DUE))
        return code
    except Refusal as refusal:
        if call.as_json:
            call.answer({"problems": [problem_data(p) for p in refusal.problems]})
        call.note("\n".join(said(call, p) for p in refusal.problems))
        return 3
    except Usage as usage:
        return told(usage, args.lang, as_json=args.json)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        call.note(call.text(words.BUG, kind=type(error).__name__, path=_report(error)))
        return 1
    finally:
        for office in call.opened:
            office.ledger.close()


def said(call: Call, problem: Problem) -> str:
    """The sentence, with the field it is about and, in a list, the record's place before it."""
    text = words_next.told(problem, call.lang)
    entity = ENTITIES.get(problem.entity)
    if entity is not None and problem.field in entity.fields and problem.code not in WHOLE:
        field = entity.fields[problem.field].label(call.lang)
        named = text.casefold().removeprefix("a ").startswith(field.casefold())
        text = text if named else call.text(words.FIELD_SAYS, field=field, text=text)
    if problem.id.isdecimal():
        text = call.text(words.RECORD_NO, n=problem.id) + text
    return text


def _dispatch(call: Call, args: argparse.Namespace) -> int:
    name = args.command
    if name in WITHOUT_OFFICE:
        return int(_function(WITHOUT_OFFICE[name])(call, args) or 0)
    if name == "papers":
        return int(_function(("sheets", "papers"))(call, None, args) or 0)
    if name == "missing-glyphs":
        office = None if args.text else _open(call)
        return int(_function(("sheets", "missing_glyphs"))(call, office, args) or 0)
    office = _open(call)
    if name in LISTS:
        from casefiles import accessing

        accessing.listed(office, LISTS[name])
    return int(_function(WITH_OFFICE[name])(call, office, args) or 0)


def _function(where: tuple[str, str]) -> Callable[..., int | None]:
    found: Callable[..., int | None] = getattr(import_module(f"ui.console.{where[0]}"), where[1])
    return found


def _open(call: Call) -> Office:
    return unlocked(call, there(call), passphrase(call), call.login)


def _report(error: BaseException) -> Path:
    """A report without any child's data: kinds of errors and places in the code, no messages and no values."""
    lines = []
    at: BaseException | None = error
    while at is not None:
        lines.append(f"{type(at).__module__}.{type(at).__qualname__}")
        lines += [
            f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(at.__traceback__)
        ]
        at = at.__cause__ or at.__context__
    handle, path = tempfile.mkstemp(prefix="doorstep-report-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    return Path(path)


__all__ = ["build", "language", "parse", "run"]
