"""Doorstep (进家门). argv -> console or window: the one place that knows all rooms.

Order of a start: parse the words of the call; a command runs without Qt; without one the window opens, paints, and
asks for the passphrase.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from casefiles.office import DATABASE, Me, Office

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from casefiles.domain.keeping import Keeping, Offered
    from casefiles.domain.keysheets import Drawn, Standing
    from casefiles.domain.salvaged import Salvaged
    from casefiles.domain.sheetcode import Sheet
    from casefiles.ports import Clock


class Doors:
    """Making, opening and keeping offices: `casefiles.office.Doors` on `db`, imported when it is used."""

    def new_office(
        self, folder: Path, *, name: str, code: str, level: str, login: str, user_name: str, passphrase: str
    ) -> None:
        """Make the encrypted database and the first user."""
        import datetime as dt

        from casefiles import recording
        from casefiles.domain.entities import ENTITIES
        from casefiles.domain.office import misfit
        from db import opening

        draft = {"name": name, "code": code, "level": level}
        checked = recording.check(ENTITIES["office"], draft, dt.date.today())
        if checked.problems:
            raise Refusal(*checked.problems)
        if (wrong := misfit(str(checked.values["code"]), str(checked.values["level"]))) is not None:
            raise Refusal(wrong)
        opening.new_office(
            folder,
            name=str(checked.values["name"]),
            code=str(checked.values["code"]),
            level=str(checked.values["level"]),
            login=login,
            user_name=user_name,
            passphrase=passphrase,
        )

    def open_office(
        self, folder: Path, passphrase: str, login: str | None = None, clock: Clock | None = None
    ) -> Office:
        """Unlock an office; with the computer's clock unless another one is given."""
        from casefiles import divisions
        from db import keysheets, keyslots, marks, opening

        if login and self.holds_office(folder) and login not in keyslots.users(folder):
            raise Refusal(Problem("NO_SUCH_USER", value=login))
        clock = clock or opening.SystemClock()
        ledger, queries, home, me = opening.open_office(folder, login, passphrase, clock)
        ledger.watch(marks.place())
        ledger.keep()
        with contextlib.suppress(Refusal):  # what was done with sheets while the database could not be opened
            keysheets.settle(ledger, folder)
        office = Office(ledger, queries, clock, me, home)
        divisions.tell(office)
        return office

    def holds_office(self, folder: Path) -> bool:
        """Whether the folder holds an office; quick, because the first window asks."""
        return (folder / DATABASE).exists()

    def in_use(self, folder: Path) -> bool:
        """Whether a window or command has the office in this folder open."""
        from db.lock import OfficeLock

        if not (folder / DATABASE).exists():
            return False
        try:
            OfficeLock(folder).release()
        except Refusal:
            return True
        return False

    def warm(self) -> None:
        """Load the database's code, and the pages seen first, while somebody types the passphrase."""
        from importlib import import_module

        for name in ("db.opening", "db.keeper", "db.following", "ui.pages.today", "ui.pages.children"):
            import_module(name)

    def users(self, folder: Path) -> list[Me]:
        """The accounts of an office."""
        from db import keyslots

        return [Me(login, name) for login, name in keyslots.users(folder).items()]

    def add_user(self, folder: Path, passphrase: str, login: str, name: str, theirs: str) -> None:
        """Give another person an account."""
        from db import keyslots, opening, tried

        key, _ = tried.unlock(folder, None, passphrase, opening.SystemClock().now_ms())
        if login in keyslots.users(folder):  # whoever has it would be locked out
            raise Refusal(Problem("LOGIN_TAKEN", value=login))
        keyslots.put(folder, key, login, name, theirs)

    def remove_user(self, folder: Path, passphrase: str, login: str) -> None:
        """Take an account away; the last one stays."""
        from db import keyslots, opening, tried

        tried.unlock(folder, None, passphrase, opening.SystemClock().now_ms())
        known = keyslots.users(folder)
        if login not in known:
            raise Refusal(Problem("NO_SUCH_USER", value=login))
        if len(known) == 1:
            raise Refusal(Problem("LAST_USER", value=login))
        keyslots.remove(folder, login)

    def change_passphrase(self, folder: Path, login: str | None, old: str, new: str) -> None:
        """Change one's own passphrase."""
        from db import keyslots, opening, tried

        key, user = tried.unlock(folder, login, old, opening.SystemClock().now_ms())
        keyslots.put(folder, key, user, keyslots.users(folder)[user], new)

    def helper(self, folder: Path) -> str:
        """The office above that can help with a forgotten passphrase, by name."""
        from db import deposits

        found = deposits.holder(folder)
        return found.name if found is not None else ""

    def ask_help(self, folder: Path, target: Path) -> tuple[Path, str]:
        """Write a request for help."""
        from db import deposits

        path, request, _ = deposits.ask(folder, target)
        return path, request.check

    def asked_help(self, folder: Path) -> str:
        """The six digits of the request that waits for its answer."""
        from db import deposits

        return deposits.asked(folder)

    def take_help(self, folder: Path, file: Path, code: str, login: str, name: str, passphrase: str) -> None:
        """Give a user a new passphrase with the answer of the office above."""
        from db import deposits

        deposits.take(folder, file, code, login, name, passphrase)

    def sheets(self, folder: Path) -> Standing | None:
        """The recovery sheets that are valid."""
        from db import keysheets

        return keysheets.standing(folder)

    def draw_sheets(self, office: Office, passphrase: str) -> Drawn:
        """Three fresh recovery sheets."""
        from casefiles.domain import keysheets
        from db import tried

        tried.unlock(Path(office.home.folder), office.me.login, passphrase, office.clock.now_ms())
        valid = office.ledger.sheets()
        return keysheets.draw(office.clock.now_ms(), valid.set if valid is not None else "")

    def keep_sheets(self, office: Office, drawn: Drawn) -> None:
        """Make drawn sheets the valid ones."""
        from db import keysheets, safekeeping

        keysheets.replace(safekeeping.opened(office.ledger), drawn, office.me.login)

    def drop_sheets(self, office: Office, passphrase: str) -> None:
        """Give the sheets up."""
        from db import keysheets, safekeeping, tried

        tried.unlock(Path(office.home.folder), office.me.login, passphrase, office.clock.now_ms())
        keysheets.give_up(safekeeping.opened(office.ledger), office.me.login)

    def take_sheets(self, folder: Path, sheets: Sequence[Sheet], login: str, name: str, passphrase: str) -> None:
        """Give a user a new passphrase with two recovery sheets."""
        from db import keysheets

        keysheets.take(folder, sheets, login, name, passphrase)

    def backup(self, office: Office, target: Path) -> Path:
        """Write a backup and verify it by opening it."""
        from casefiles import accessing
        from casefiles.domain.access import BACKUP
        from db import safekeeping

        made = safekeeping.backup(office.ledger, target)
        accessing.note(office, BACKUP)
        return made

    def old_backups(self, office: Office, target: Path) -> list[Path]:
        """Those made before something was erased."""
        from db import outdated, safekeeping

        return outdated.outdated(safekeeping.opened(office.ledger), target)

    def drop_backups(self, office: Office, target: Path) -> int:
        """Take these away where a newer one stands."""
        from db import outdated, safekeeping

        return outdated.drop(safekeeping.opened(office.ledger), target)

    def keep(self, office: Office, told: Callable[[Keeping], object]) -> None:
        """Make the backups of today that are due, in the background."""
        from db import kept, safekeeping

        keeper = safekeeping.keeper(office.ledger)
        if keeper is not None:
            keeper.begin(lambda: told(kept.state(keeper)))

    def kept(self, office: Office) -> Keeping:
        """The places of the backups that are made by themselves."""
        from db import kept, safekeeping

        return kept.state(safekeeping.keeper(office.ledger))

    def back_up(self, office: Office, *, due: bool = False) -> Keeping:
        """Make such a backup now in every place that is there."""
        from casefiles import accessing
        from casefiles.domain.access import BACKUP
        from db import kept, safekeeping

        keeper = safekeeping.keeper(office.ledger)
        if keeper is not None:
            keeper.make_everywhere(due=due)
            accessing.note(office, BACKUP)
        return kept.state(keeper)

    def after_call(self, office: Office) -> bool:
        """A call of the console ends: its backup of today."""
        from db import safekeeping

        keeper = safekeeping.keeper(office.ledger)
        return keeper is not None and keeper.after_call()

    def choose_place(self, office: Office, folder: Path | None) -> Keeping:
        """From now on backups are also made in this folder."""
        from db import kept, safekeeping

        keeper = safekeeping.keeper(office.ledger)
        if keeper is not None:
            keeper.choose(folder)
        return kept.state(keeper)

    def found_backups(self, folder: Path, chosen: Path | None = None) -> list[Offered]:
        """The backups that can be put back, the newest first."""
        from casefiles.edges import drives
        from db import offers

        if chosen is not None:
            return offers.within([chosen])
        return offers.around(folder, [drive.path for drive in drives.here().drives()])

    def salvage(
        self,
        folder: Path,
        passphrase: str,
        login: str | None = None,
        *,
        backup: Path | None = None,
        step: Callable[[int, int], None] | None = None,
    ) -> Salvaged:
        """Make a damaged database whole again, as far as it can be read."""
        from db import opening, salvage

        return salvage.salvage(folder, login, passphrase, opening.SystemClock(), backup, step)

    def restore(
        self, backup: Path, target: Path, passphrase: str, *, beside: Path | None = None, older: bool = False
    ) -> dict[str, int]:
        """Put a backup into an empty folder."""
        from db import offers, safekeeping

        found = [] if older else [*offers.within([backup.parent]), *self.found_backups(beside or target)]
        if newer := offers.newer(backup, found):
            args = {"when": f"{newer[0].last:%Y-%m-%d %H:%M}"}
            raise Refusal(Problem("BACKUP_NEWER", value=str(newer[0].path), args=args))
        return safekeeping.restore(backup, target, passphrase)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one call; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    from ui.console.run import default_folder, parse, run

    args = parse(words)
    if not args.command:
        return open_window(args, (args.office or default_folder()).expanduser())
    if args.command == "demo":
        return demo(args)
    if args.command in {"bench", "crash", "fuzz", "mutants", "sim"}:
        return measure(args)
    return run(args, Doors())


def measure(args: argparse.Namespace) -> int:
    """Benchmarks, simulations, fuzzing: they live with the tests, which the packaged program does not carry."""
    try:
        from tests.bench import run as bench
    except ImportError:
        print(Problem("NOT_HERE").say(args.lang), file=sys.stderr)
        return 3
    if args.command == "crash":
        night_ = importlib.import_module("tests.crash.night")
        return int(night_.main(args.points, args.seed, args.every))
    if args.command == "fuzz":
        longer = importlib.import_module("tests.fuzz.longer")  # by name: the types of the tests are not checked
        return int(longer.main(args.name, args.inputs, args.seed, args.first))
    if args.command == "mutants":
        mutants = importlib.import_module("tests.sim.mutating")
        return int(mutants.main(args.name, args.worlds))
    if args.command == "sim":
        sim = importlib.import_module("tests.sim.night")
        return int(sim.main(args.worlds, args.first, args.only))
    return bench.main(args.name, quick=args.quick, as_json=args.json, peers=args.with_peers)


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(args: argparse.Namespace, folder: Path) -> int:
    """The window on the office in `folder`; unlocks it at once when a passphrase is given."""
    if not has_display():
        print(Problem("NO_DISPLAY").say(args.lang), file=sys.stderr)
        return 3
    from ui.session import run_window

    secret = ""
    if args.passphrase_file:
        try:
            secret = args.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            print(Problem("CANNOT_READ", value=str(args.passphrase_file)).say(args.lang), file=sys.stderr)
            return 3
    return run_window(Doors(), folder, passphrase=secret or os.environ.get("DOORSTEP_PASSPHRASE", ""))


def demo(args: argparse.Namespace) -> int:
    """Play the practice day in a folder, then open the window there."""
    from casefiles.demo.stage import perform

    return perform(args, Doors(), open_window if has_display() else None)


if __name__ == "__main__":
    sys.exit(main())
