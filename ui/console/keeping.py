"""Commands that keep the office: making it, accounts, backup, check."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

from casefiles import accessing, exchange
from casefiles.domain.access import ADDED, CHANGED, REMOVED
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from ui import words_closing, words_files, words_rescue
from ui.console import words
from ui.console.output import Call, table
from ui.console.unlocking import there, unlocked
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from casefiles.office import Office


def passphrase(call: Call, file: Path | None = None, *, new: bool = False) -> str:
    """The passphrase: from the file, the environment, or a prompt that does not echo."""
    file = file or (None if new else call.passphrase_file)
    if file:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise Refusal(Problem("CANNOT_READ", value=str(file))) from None
    known = os.environ.get("DOORSTEP_PASSPHRASE")
    if known and not new:
        return known
    if not sys.stdin.isatty():  # a script: nobody is there to answer
        raise Usage("CALL_NEW_PASSPHRASE" if new else "CALL_PASSPHRASE", field="--passphrase-file")
    typed = getpass.getpass(call.text(words.ASK_NEW if new else words.ASK))
    if new and getpass.getpass(call.text(words.ASK_AGAIN)) != typed:
        raise Usage("CALL_DIFFER")
    return typed


def new_office(call: Call, args: argparse.Namespace) -> None:
    """Make an office; with an invitation, the one that it names."""
    from ui.console import identity  # the exchange is not needed to begin

    opened = identity.invitation_of(call, args.invitation, args.invite_code) if args.invitation else None
    name, code, level = args.name, args.code, args.level
    if opened is not None:
        name, code, level = args.name or opened.name, opened.office, opened.level
    missing = [f"--{n}" for n, value in (("name", name), ("code", code), ("level", level)) if not value]
    if missing:
        see = Label("见 ./run new-office --help", "see ./run new-office --help")
        raise Usage("CALL_MISSING", "", missing[0], names=", ".join(missing), hint=see)
    given = call.passphrase_file or os.environ.get("DOORSTEP_PASSPHRASE")
    secret = passphrase(call) if given else passphrase(call, new=True)
    call.doors.new_office(
        call.folder,
        name=name,
        code=code,
        level=level,
        login=call.login or "clerk",
        user_name=args.user or call.login or "clerk",
        passphrase=secret,
    )
    if opened is not None:
        office = unlocked(call, call.folder, secret)
        identity.taken(call, office, opened, args.invitation.parent)
        return
    data = {"office": str(call.folder), "name": name, "code": code, "level": level}
    call.answer(data, [call.text(words.MADE, name=name, folder=call.folder)])


def check(call: Call, office: Office, args: argparse.Namespace) -> int:
    """Integrity, chain, and log against tables."""
    found = office.queries.check()
    lists = {kind: bad for kind, bad in found.items() if isinstance(bad, list) and bad}
    told = [call.text(said, n=len(lists[kind])) for kind, said in words.CHECK_KINDS.items() if kind in lists]
    joined = ("、" if call.lang == "zh" else ", ").join(told)
    lines = [call.text(words.CHECK_OK) if found["ok"] else call.text(words.CHECK_BAD, found=joined)]
    if found["ok"] and (lacking := exchange.lacking(office)):  # nothing is wrong here, and something is still to come
        found["incomplete"] = lacking.data()
        lines.append(lacking.problem().say(call.lang))
    call.answer(found, lines)
    return 0 if found["ok"] else 3


def backup(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write a backup and verify it."""
    path = call.doors.backup(office, args.to)
    left_out = int(office.ledger.setting("last_backup_left_out") or 0)
    old = len(call.doors.old_backups(office, args.to))
    deleted = call.doors.drop_backups(office, args.to) if args.renew else 0
    data = {"path": str(path), "verified": True, "left_out": left_out, "old": old - deleted, "deleted": deleted}
    lines = [call.text(words.BACKED_UP, path=path)]
    if deleted:
        lines.append(call.text(words_closing.OLD_DELETED, n=deleted))
    call.answer(data, lines)
    if old > deleted:
        call.note(call.text(words_closing.OLD_BACKUPS, n=old - deleted))
    if left_out:
        call.note(call.text(words_files.LEFT_OUT, n=left_out))


def new_device(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Make this folder a device of its own: it was copied from another computer."""
    device = office.ledger.new_identity()
    call.answer({"device": device}, [call.text(words.NEW_DEVICE, device=device)])


def salvage(call: Call, args: argparse.Namespace) -> None:
    """Make a damaged database whole again."""
    found = call.doors.salvage(
        call.folder, passphrase(call), call.login, backup=args.backup, step=call.progress
    )
    lost = [{"entity": entity, "id": row, "name": name} for entity, row, name in found.lost]
    data = {
        "folder": str(found.folder),
        "backup": str(found.backup) if found.backup else None,
        "changes": found.changes,
        "all": found.all,
        "again": found.again,
        "others": found.others,
        "back": found.back,
        "unknown": found.unknown,
        "lost": lost,
        "blind": found.blind,
        "tables": found.tables,
    }
    call.answer(data, words_rescue.told(found, call.lang))


def users(call: Call, args: argparse.Namespace) -> None:
    """The accounts."""
    found = call.doors.users(there(call))
    call.answer(
        [{"login": u.login, "name": u.name} for u in found],
        table(["", ""], [[u.login, u.name] for u in found])[1:],
    )


def user_add(call: Call, args: argparse.Namespace) -> None:
    """Add an account."""
    theirs, secret = passphrase(call, args.their_passphrase_file, new=True), passphrase(call)
    office = unlocked(call, call.folder, secret, call.login)
    call.doors.add_user(call.folder, secret, args.login_name, args.name, theirs)
    accessing.account(office, ADDED, args.login_name)
    call.answer({"login": args.login_name}, [call.text(words.USER_ADDED, login=args.login_name)])


def user_remove(call: Call, args: argparse.Namespace) -> None:
    """Remove an account."""
    secret = passphrase(call)
    office = unlocked(call, call.folder, secret, call.login)
    call.doors.remove_user(call.folder, secret, args.login_name)
    accessing.account(office, REMOVED, args.login_name)
    call.answer({"login": args.login_name}, [call.text(words.USER_REMOVED, login=args.login_name)])


def change_passphrase(call: Call, args: argparse.Namespace) -> None:
    """Change one's own passphrase."""
    old, new = passphrase(call), passphrase(call, args.new_passphrase_file, new=True)
    office = unlocked(call, call.folder, old, call.login)
    call.doors.change_passphrase(call.folder, office.me.login, old, new)
    accessing.account(office, CHANGED, office.me.login)
    call.answer({"changed": True}, [call.text(words.PASSPHRASE_CHANGED)])
