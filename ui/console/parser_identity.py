"""The words of the commands on computers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.access import ACTS
from casefiles.domain.vouching import REASONS
from ui.console.grammar import natural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.words import Label
    from ui.console.grammar import Parser

SHEETS = ("make", "status", "drop", "open")
ANSWERS = ("copied", "restored", "blocked")


def add(command: Callable[[str], Parser]) -> None:
    """The words of these commands."""
    c = command("invite")
    c.add_argument("--for", dest="to_office", required=True, metavar="AREA")
    c.add_argument("--name", required=True)
    c.add_argument("--level", required=True)
    c.add_argument("--to", type=Path, required=True, metavar="DIR")
    c.add_argument("--without-records", action="store_true")
    c = command("take-invitation")
    c.add_argument("file", type=Path, metavar="FILE")
    c.add_argument("--invite-code", default="", metavar="CODE")
    command("computers")
    c = command("block")
    c.add_argument("device", metavar="DEVICE")
    c.add_argument("--reason", default="", metavar="REASON", type=_code_of(REASONS))
    c.add_argument("--on", default="", metavar="DAY")
    for name in ("aside", "accept-blocked", "leave-aside"):
        command(name).add_argument("device", metavar="DEVICE")
    c = command("out-of-scope")
    c.add_argument("row", nargs="?", metavar="ID", default="")
    which = c.add_mutually_exclusive_group()
    which.add_argument("--adopt", action="store_true")
    which.add_argument("--leave", dest="leave_it", action="store_true")
    command("ask-help").add_argument("--to", type=Path, required=True, metavar="DIR")
    c = command("give-help")
    c.add_argument("file", type=Path, metavar="FILE")
    c.add_argument("--to", type=Path, metavar="DIR")
    c = command("take-help")
    c.add_argument("file", type=Path, metavar="FILE")
    c.add_argument("--help-code", default="", metavar="CODE")
    c.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    command("deposit").add_argument("wish", nargs="?", choices=("on", "off"))
    c = command("sheets")
    c.add_argument("action", choices=SHEETS)
    c.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    c.add_argument("--out", type=Path, metavar="FILE.pdf")
    c.add_argument("--force", action="store_true")
    c.add_argument("--user", default="", metavar="LOGIN")
    c.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    command("invitations")
    command("withdraw-invitation").add_argument("mark", metavar="MARK")
    c = command("access")
    c.add_argument("id", nargs="?", default="", metavar="ID")
    c.add_argument("--user", default="", metavar="LOGIN")
    c.add_argument("--act", choices=[*ACTS], type=_code_of(ACTS))
    c.add_argument("--since", default="", metavar="DAY")
    c.add_argument("--until", default="", metavar="DAY")
    c.add_argument("--limit", type=natural, default=100)
    which = c.add_mutually_exclusive_group()
    which.add_argument("--check", action="store_true")
    which.add_argument("--acknowledge", action="store_true")
    command("forks")
    c = command("fork-answer")
    c.add_argument("log", metavar="LOG")
    c.add_argument("answer", choices=ANSWERS)


def _code_of(known: Mapping[str, Label]) -> Callable[[str], str]:
    """Reads a code, or what it is called in either language; another word stays what it is, and is refused later."""

    def read(text: str) -> str:
        said = text.strip().casefold()
        return next((code for code, name in known.items() if said in (name.zh, name.en.casefold())), text)

    return read
