"""Commands on a forgotten passphrase: asking the office above, helping one below, setting it anew."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

from casefiles import exchange, naming
from ui import words_help_above as w
from ui.console import words_next
from ui.console.keeping import passphrase
from ui.console.spoken import spoken
from ui.console.usage import Usage

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from casefiles.office import Office
    from ui.console.output import Call


def ask(call: Call, args: argparse.Namespace) -> None:
    """Write a request for help."""
    path, check = call.doors.ask_help(call.folder, args.to)
    helper = call.doors.helper(call.folder)
    data = {"path": str(path), "check": check, "helper": helper}
    call.answer(data, [call.text(w.ASKED, path=path, code=check, name=helper), call.text(words_next.ASKED)])


def give(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Say who asks, and with a folder write the answer."""
    if args.to is None:
        one = exchange.look_at_request(office, args.file)
        data: dict[str, object] = {"office": one.office, "name": one.name, "made": one.made, "check": one.check}
        said = call.text(w.ASKS, name=one.name, office=one.office, when=_day(one.made), code=one.check)
        call.answer(data, [said, call.text(words_next.GIVE)])
        return
    made = exchange.give_help(office, args.file, args.to)
    data = {"path": str(made.path), "code": made.code, "office": made.office, "name": made.name, "check": made.check}
    said = call.text(w.GIVEN, path=made.path, code=made.code, check=made.check)
    call.answer(data, [said, call.text(words_next.TAKE)])


def take(call: Call, args: argparse.Namespace) -> None:
    """Set a user's passphrase anew."""
    users = {one.login: one.name for one in call.doors.users(call.folder)}
    login = _whose(call, users)
    code = spoken(call, args.help_code, "--help-code", "take-help", w.ASK_CODE)
    theirs = passphrase(call, args.new_passphrase_file, new=True)
    call.doors.take_help(call.folder, args.file, code, login, users.get(login, login), theirs)
    call.answer({"login": login}, [call.text(w.TAKEN, login=login)])


def _whose(call: Call, users: Mapping[str, str]) -> str:
    """The account that is meant: of several it must be said. Usage CALL_WHOSE."""
    login = call.login or (next(iter(users)) if len(users) == 1 else "")
    choices = call.joined(f"{one}（{name}）" if name != one else one for one, name in users.items())
    if not login and sys.stdin.isatty():
        login = input(call.text(w.ASK_WHOSE, choices=choices)).strip()
    if login not in users:
        raise Usage("CALL_WHOSE", login, "--login", choices=choices)
    return login


def deposit(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Who can help, whether that is wanted, and the help there was."""
    if args.wish:
        exchange.wish_deposit(office, on=args.wish == "on")
    held, helps = office.ledger.deposited(), exchange.helps(office)
    lines = [call.text(w.HELPER, name=held[1]) if held is not None and held[1] else call.text(w.NO_HELPER)]
    for one in helps:
        words = w.GAVE if one.what == "given" else w.TOOK
        about = {"when": _day(one.at_ms), "name": one.name or one.office, "login": naming.author(office, one.login)}
        lines.append(call.text(words, **about))
    data = {"helper": held[1] if held is not None else "", "helps": [
        {name: getattr(one, name) for name in one.__struct_fields__} for one in helps
    ]}  # fmt: skip
    call.answer(data, lines)


def _day(ms: int) -> str:
    return f"{dt.datetime.fromtimestamp(ms / 1000):%Y-%m-%d %H:%M}" if not exchange.doubtful(ms) else "—"
