"""The command on recovery sheets: making three, which are valid, giving them up, and opening with two.

What stands on a sheet is never in the call, where everybody sees it who lists the computer's processes: it is typed, a
line at a time, or comes from standard input.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from casefiles import printing
from casefiles.domain import keysheets, sheetcode
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from casefiles.papers import key_sheets
from ui import words_keysheets as w
from ui.console.keeping import passphrase
from ui.console.unlocking import there, unlocked
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse

    from casefiles.domain.keysheets import Standing
    from casefiles.domain.sheetcode import Sheet
    from ui.console.output import Call


def sheets(call: Call, args: argparse.Namespace) -> None:
    """What is asked for. Usage CALL_MISSING: `make` without --out."""
    call.folder = args.folder or call.folder
    there(call)
    {"make": _make, "status": _status, "drop": _drop, "open": _open}[args.action](call, args)


def _make(call: Call, args: argparse.Namespace) -> None:
    """The paper first, on the disk; only then it is what opens this office. Refusal: FILE_STANDS, without --force."""
    if args.out is None:
        see = Label("见 ./run sheets --help", "see ./run sheets --help")
        raise Usage("CALL_MISSING", "", "--out", names="--out", hint=see)
    stood = args.out.exists()
    if stood and not args.force:  # a set that perhaps nobody has printed yet, and it would be void
        raise Refusal(Problem("FILE_STANDS", value=str(args.out)))
    secret = passphrase(call)
    office = unlocked(call, call.folder, secret, call.login)
    before, drawn = office.ledger.sheets(), call.doors.draw_sheets(office, secret)
    printing.slip(key_sheets.compose(office, drawn, call.lang), args.out)
    try:
        call.doors.keep_sheets(office, drawn)
    except Refusal:
        if not stood:
            with contextlib.suppress(OSError):
                args.out.unlink()
        raise
    data = {"path": str(args.out), "set": drawn.set, "made_ms": drawn.made_ms}
    void = [call.text(w.VOID, set=before.set)] if before is not None else []
    made = call.text(w.MADE, path=args.out, set=drawn.set)
    call.answer(data, [made, *void, call.text(w.DELETE_IT), call.text(w.BACK_UP)])


def _status(call: Call, _args: argparse.Namespace) -> None:
    valid = call.doors.sheets(call.folder)
    if valid is None:
        call.answer({"set": "", "used": []}, [call.text(w.NONE)])
        return
    used = [{"login": one.login, "at_ms": one.at_ms} for one in valid.used if one.set == valid.set]
    data = {"set": valid.set, "made_ms": valid.made_ms, "login": valid.login, "used": used}
    called = {user.login: user.name for user in call.doors.users(call.folder)}
    about = {"set": valid.set, "day": keysheets.day(valid.made_ms), "name": called.get(valid.login, valid.login)}
    lines = [call.text(w.VALID, **about)]
    for one in valid.used:
        if one.set == valid.set:
            told = {"day": keysheets.day(one.at_ms), "name": called.get(one.login, one.login), "set": one.set}
            lines.append(call.text(w.USED_LINE, **told))
    call.answer(data, lines)


def _drop(call: Call, _args: argparse.Namespace) -> None:
    secret = passphrase(call)
    office = unlocked(call, call.folder, secret, call.login)
    valid = office.ledger.sheets()
    call.doors.drop_sheets(office, secret)
    said = call.text(w.DROPPED, set=valid.set) if valid is not None else call.text(w.NONE)
    call.answer({"set": valid.set if valid is not None else ""}, [said])


def _open(call: Call, args: argparse.Namespace) -> None:
    """A new passphrase with two sheets."""
    valid = call.doors.sheets(call.folder)
    keysheets.check(valid)
    users = {one.login: one.name for one in call.doors.users(call.folder)}
    login = args.user or call.login or (next(iter(users)) if len(users) == 1 else "")
    if login not in users:
        choices = call.joined(f"{one}（{name}）" if name != one else one for one, name in users.items())
        raise Usage("CALL_WHOSE", login, "--user", choices=choices)
    two = _typed(call, valid) if sys.stdin.isatty() else _given(sys.stdin.read())
    keysheets.check(valid, *two)
    theirs = passphrase(call, args.new_passphrase_file, new=True)
    call.doors.take_sheets(call.folder, two, login, users[login], theirs)
    call.answer({"login": login}, [call.text(w.TAKEN, name=users[login]), call.text(w.ANEW)])


def _given(text: str) -> list[Sheet]:
    """The sheets of what came by standard input: a line each, or four."""
    lines = [sheetcode.tidied(line) for line in text.splitlines() if line.strip()]
    if lines and len(lines[0]) > sheetcode.LINE + 1:
        return [sheetcode.read_text(line) for line in lines]
    return [sheetcode.read(lines[at : at + sheetcode.LINES]) for at in range(0, len(lines), sheetcode.LINES)]


def _typed(call: Call, valid: Standing | None) -> list[Sheet]:
    """Two sheets, asked for a line at a time; what is off is said at once, and the line asked for again."""
    found: list[Sheet] = []
    while len(found) < 2:
        lines: list[str] = []
        while len(lines) < sheetcode.LINES:
            line = sheetcode.tidied(input(call.text(w.ASK_LINE, n=len(found) + 1, line=len(lines) + 1)))
            if not lines and len(line) == sheetcode.WHOLE:  # a scanner types all four
                lines = [line[at : at + sheetcode.LINE] for at in range(0, sheetcode.WHOLE, sheetcode.LINE)]
                break
            said = sheetcode.off(line, len(lines))
            if said is None:
                lines.append(line)
            else:
                call.note(Problem("SHEET_TYPO", args={"line": len(lines) + 1, "where": said}).say(call.lang))
        try:
            sheet = sheetcode.read(lines)
            keysheets.check(valid, *found, sheet)
        except Refusal as refusal:
            call.note(refusal.say(call.lang))
        else:
            found.append(sheet)
    return found
