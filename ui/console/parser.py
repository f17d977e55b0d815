"""The words of the command line."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.console import words

if TYPE_CHECKING:
    from casefiles.domain.words import Lang

SURVEY_ACTIONS = ("list", "make", "doors", "set", "found", "more", "differences", "close", "noted")
Command = Callable[[str], argparse.ArgumentParser]


def build(lang: Lang) -> argparse.ArgumentParser:
    """The parser, its help in `lang`."""
    top = argparse.ArgumentParser(prog="run", description=words.DESCRIPTION(lang))
    top.add_argument("--office", type=Path, metavar="DIR", help=words.OFFICE(lang))
    top.add_argument("--passphrase-file", type=Path, metavar="FILE", help=words.PASSPHRASE_FILE(lang))
    top.add_argument("--login", help=words.LOGIN(lang))
    top.add_argument("--lang", choices=("zh", "en"), default=lang, help=words.LANG(lang))
    top.add_argument("--json", action="store_true", help=words.JSON(lang))
    sub = top.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str) -> argparse.ArgumentParser:
        return sub.add_parser(name, help=words.COMMANDS[name](lang), description=words.COMMANDS[name](lang))

    c = command("new-office")
    c.add_argument("--name", required=True)
    c.add_argument("--code", required=True)
    c.add_argument("--level", required=True)
    c.add_argument("--user", default="")
    command("status")
    c = command("add")
    c.add_argument("entity")
    c.add_argument("fields", nargs="*", metavar="field=value")
    c.add_argument("--file", type=Path)
    c = command("set")
    c.add_argument("id")
    c.add_argument("fields", nargs="+", metavar="field=value")
    c = command("show")
    c.add_argument("id")
    c = command("list")
    c.add_argument("entity")
    c.add_argument("--where", action="append", default=[], metavar="field=value")
    c.add_argument("--sort", default="")
    c.add_argument("--limit", type=int)
    c.add_argument("--count", action="store_true")
    c = command("find")
    c.add_argument("text", nargs="+")
    c.add_argument("--entity", choices=("child", "mentor", "household"))
    c.add_argument("--limit", type=int, default=50)
    c = command("leave")
    c.add_argument("mentor")
    c.add_argument("--reason", required=True)
    c.add_argument("--on", default="")
    c.add_argument("--to", default="")
    c.add_argument("--propose", action="store_true")
    c = command("duplicates")
    c.add_argument("fields", nargs="+", metavar="field=value")
    c = command("merge")
    c.add_argument("loser")
    c.add_argument("survivor")
    c.add_argument("fields", nargs="*", metavar="field=left|right|both|value")
    c = command("unmerge")
    c.add_argument("id")
    c = command("not-same")
    c.add_argument("one")
    c.add_argument("other")
    c.add_argument("--reason", default="")
    for name in ("bulk", "sheet"):
        c = command(name)
        c.add_argument("entity")
        c.add_argument("--where", action="append", default=[], metavar="CONDITION")
        c.add_argument("--chip", default="all")
        if name == "bulk":
            c.add_argument("fields", nargs="+", metavar="field=value")
            c.add_argument("--apply", action="store_true")
        else:
            c.add_argument("--out", type=Path, required=True, metavar="FILE")
            c.add_argument("--full", dest="masked", action="store_false")
    c = command("worklist")
    c.add_argument("name", nargs="?", default="")
    c.add_argument("--limit", type=int, default=100)
    c = command("survey")
    c.add_argument("action", choices=SURVEY_ACTIONS)
    c.add_argument("what", nargs="?", default="", metavar="ROUND|DOOR|NAME")
    c.add_argument("fields", nargs="*", metavar="field=value")
    c.add_argument("--village", action="append", default=[])
    c.add_argument("--outcome", default="")
    c.add_argument("--start", default="")
    c.add_argument("--end", default="")
    c.add_argument("--walkers", default="")
    c = command("roles")
    c.add_argument("id")
    c = command("match")
    c.add_argument("child")
    c.add_argument("mentor")
    c.add_argument("--on", default="")
    c.add_argument("--lead", action="store_true")
    c = command("unmatch")
    c.add_argument("match")
    c.add_argument("--on", default="")
    c.add_argument("--reason", required=True)
    _files(command)
    _life(command)
    _giving(command)
    _sheets(command)
    _carry(command)
    _keeping(command)
    return top


def _files(command: Command) -> None:
    c = command("attach")
    c.add_argument("id")
    c.add_argument("files", type=Path, nargs="+", metavar="FILE")
    c.add_argument("--kind", default="")
    c.add_argument("--name", default="")
    c.add_argument("--shrink", action="store_true")
    c = command("attachments")
    c.add_argument("id")
    c = command("detach")
    c.add_argument("id", metavar="ATTACHMENT")
    c = command("save-attachment")
    c.add_argument("id", metavar="ATTACHMENT")
    c.add_argument("--to", type=Path, required=True, metavar="FILE")
    c = command("collect-blobs")
    c.add_argument("--days", type=int, default=30)
    c.add_argument("--dry-run", action="store_true")


def _life(command: Command) -> None:
    command("norm").add_argument("child")
    c = command("verify")
    c.add_argument("child")
    c.add_argument("--result", default="same")
    c.add_argument("--how", default="")
    c.add_argument("--note", default="")
    c.add_argument("--on", default="")
    c = command("close")
    c.add_argument("child")
    c.add_argument("--outcome", required=True)
    c.add_argument("--reason", required=True)
    c.add_argument("--told", default="")
    c.add_argument("--on", default="")
    c = command("reopen")
    c.add_argument("child")
    c.add_argument("--reason", required=True)
    c.add_argument("--on", default="")


def _giving(command: Command) -> None:
    c = command("aid-batch")
    c.add_argument("action", choices=("list", "make", "add", "step", "copy", "sheet"))
    c.add_argument("words", nargs="*", metavar="BATCH|ID|field=value")
    c.add_argument("--on", default="")
    c.add_argument("--village", default="")
    c.add_argument("--from", dest="from_batch", default="", metavar="BATCH")
    c.add_argument("--name", default="")
    c.add_argument("--out", type=Path)
    c.add_argument("--publicity", action="store_true")
    c.add_argument("--full", action="store_true")
    c = command("fund")
    c.add_argument("id", nargs="?", default="")
    c.add_argument("--on", default="")
    c = command("screening")
    c.add_argument("id", nargs="?", default="")
    c.add_argument("--by", choices=("school", "grade"))
    c.add_argument("--refer", action="store_true")


def _sheets(command: Command) -> None:
    c = command("roster")
    c.add_argument("file", type=Path, nargs="?")
    c.add_argument("--as", dest="entity", default="child")
    c.add_argument("--apply", action="store_true")
    c.add_argument("--report", type=Path)
    c.add_argument("--template", type=Path)
    command("papers")
    c = command("print")
    c.add_argument("paper")
    c.add_argument("ids", nargs="*", metavar="ID")
    c.add_argument("--all", action="store_true")
    c.add_argument("--where", action="append", default=[], metavar="field=value")
    c.add_argument("--out", type=Path, required=True)
    hide = c.add_mutually_exclusive_group()
    hide.add_argument("--mask", dest="masked", action="store_true", default=True)
    hide.add_argument("--full", dest="masked", action="store_false")
    c.add_argument("--archive", action="store_true")
    c.add_argument("--password-file", type=Path)
    c = command("missing-glyphs")
    c.add_argument("text", nargs="?")


def _carry(command: Command) -> None:
    c = command("card")
    c.add_argument("--to", type=Path, required=True, metavar="DIR")
    c = command("accept")
    c.add_argument("file", type=Path)
    c.add_argument("--replace", action="store_true")
    c = command("export")
    c.add_argument("--for", dest="to_office", required=True, metavar="OFFICE")
    c.add_argument("--to", type=Path, required=True, metavar="DIR")
    c = command("import")
    c.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command("sync-status")
    command("conflicts")
    c = command("resolve")
    c.add_argument("id")
    c.add_argument("field")
    c.add_argument("value")
    command("tasks")


def _keeping(command: Command) -> None:
    command("check")
    command("new-device")
    c = command("backup")
    c.add_argument("--to", type=Path, required=True, metavar="DIR")
    c = command("restore")
    c.add_argument("file", type=Path)
    c.add_argument("--to", type=Path, required=True, metavar="DIR")
    command("users")
    c = command("user-add")
    c.add_argument("login_name", metavar="LOGIN")
    c.add_argument("--name", required=True)
    c.add_argument("--their-passphrase-file", type=Path)
    c = command("user-remove")
    c.add_argument("login_name", metavar="LOGIN")
    c = command("passphrase")
    c.add_argument("--new-passphrase-file", type=Path)
    c = command("demo")
    c.add_argument("dir", nargs="?", type=Path, default=Path("demo"))
    c.add_argument("--children", type=int, default=300)
    c.add_argument("--seed", type=int, default=1)
    c.add_argument("--no-window", action="store_true")
    c = command("sim")
    c.add_argument("worlds", type=int)
    c.add_argument("--first", type=int, default=0)
    c = command("bench")
    c.add_argument("name", nargs="?", default="")
    c.add_argument("--quick", action="store_true")


def day(text: str) -> dt.date | None:
    """A date written on the command line; nothing is nothing. Raises ValueError."""
    return dt.date.fromisoformat(text) if text else None
