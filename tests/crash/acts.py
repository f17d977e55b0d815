"""What is interrupted: each act runs on a disk that was made for it and tells what returned; `look` says what is wrong.

An act is given a folder that is the disk, and `told`, to which it reports each thing that returned. After the blow
`look` is asked in a process of its own: everything told must be there, everything else whole or not begun.
"""

from __future__ import annotations

import io
import shutil
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

from casefiles import exchange
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.keysheets import Drawn
from casefiles.domain.problems import Refusal
from casefiles.domain.sheetcode import Sheet
from casefiles.edges.package.reading import verify
from casefiles.edges.package.stick import UNFINISHED
from casefiles.edges.package.writing import SUFFIX, Key
from db import backups, keysheets, keyslots, opening, safekeeping
from db.keyslots import Cost
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"
LATER = offices.START_MS + 9_000_000_000
FAST = Cost(memory=64, passes=1, lanes=1)
Told = "Callable[[str], None]"


class Act(Protocol):
    """One thing that people do, and how it is judged when it was interrupted."""

    name: str

    def make(self, disk: Path) -> None:
        """Prepare the disk."""

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        """Do it; a Refusal comes through."""

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        """AssertionError unless everything told is there and the rest is whole or was not begun."""


def whole(office: Office) -> None:
    """File, chain and log against tables."""
    found = office.queries.check()
    assert found["ok"], found


def goes_on(office: Office, disk: Path) -> None:
    """After whatever happened people go on: save, and export a package that can be read."""
    child = offices.add(office, "child", name="吴小样")
    assert office.queries.get(child) is not None
    stick = disk / "later"
    stick.mkdir(exist_ok=True)
    for peer in office.ledger.peers():
        sent = exchange.export(office, peer.office, stick)
        assert readable(sent.path)


def readable(path: Path) -> bool:
    """Whether this is a whole package for the county or the town of these tests."""
    senders = {Key(seed).public: office for office, (seed, _) in KEYS.items()}
    for _, secret in KEYS.values():
        with suppress(Refusal):
            verify(path, secret, lambda header, _: senders.get(header.key))
            return True
    return False


KEYS: dict[str, tuple[bytes, bytes]] = {}
"""the offices' secret keys, noted when they were made"""


def found_offices(folder: Path) -> None:
    """A township and its county, acquainted; once for all acts."""
    for name, code in (("town", TOWN), ("county", COUNTY)):
        offices.make(folder / name, code)
    met = [offices.opened(folder / name) for name in ("town", "county")]
    offices.meet(folder, *met)
    for office in met:
        KEYS[office.home.code] = office.ledger.keys()
        for n in range(8):
            child = offices.add(office, "child", name="石小例", number=f"{n}")
            offices.add(office, "visit", child=child, on="2026-11-01", summary="家访")
        office.ledger.close()


def batch(office: Office, word: str) -> list[Edit]:
    """A child and two visits: one save."""
    row = new_id("c", office.clock.now_ms(), 1)
    edits = [Edit("child", row, {"name": "赵小样", "note": word}, ())]
    for n in (2, 3):
        visit = new_id("v", office.clock.now_ms(), n)
        edits.append(Edit("visit", visit, {"child": row, "on": "2026-11-01", "summary": word}, ()))
    return edits


OPEN: list[Office] = []
"""Offices of an act that failed: whoever is not closed brings nothing of its log in"""


class Writing:
    """Saves, one after another, some with their draft."""

    name = "write"
    SAVES = 5

    def make(self, disk: Path) -> None:
        shutil.copytree(offices_made() / "town", disk / "town")

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        OPEN.append(office)
        told("opened")
        for n in range(self.SAVES):
            office.ledger.keep_draft(f"d{n}", {"name": f"w{n}"})
            told(f"kept {n}")
            office.ledger.write(batch(office, f"w{n}"), "clerk", draft=f"d{n}", settings={"last": str(n)})
            told(f"saved {n}")
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + 10**9)
        whole(office)
        stands = 0
        for n in range(self.SAVES):
            children = [r for r in office.queries.select("child") if r.values.get("note") == f"w{n}"]
            visits = [r for r in office.queries.select("visit") if r.values.get("summary") == f"w{n}"]
            assert (len(children), len(visits)) in ((0, 0), (1, 2)), "half a save"
            draft = office.ledger.draft(f"d{n}")
            if children:
                stands += 1
                assert draft is None, "saved and still a draft"
            elif f"kept {n}" in told:
                assert draft is not None, "neither saved nor a draft"
            assert children or f"saved {n}" not in told, "a save that returned is lost"
        assert stands <= sum(line.startswith("saved") for line in told) + (not refused), "a refused save stands"
        last = office.ledger.setting("last")
        assert last == (str(stands - 1) if stands else None), "a setting without its save"
        goes_on(office, disk)
        office.ledger.close()


class Importing:
    """Two packages, the later one first, so that it waits and is taken in from the inbox."""

    name = "import"

    def make(self, disk: Path) -> None:
        made = offices_made()
        for name in ("town", "county"):
            shutil.copytree(made / name, disk / name)
        (disk / "stick").mkdir()
        town, county = (offices.opened(disk / n, LATER - 10**9) for n in ("town", "county"))
        town.ledger.write(batch(town, "first"), "clerk")
        first = exchange.export(town, COUNTY, disk / "stick").path
        first.rename(disk / "stick" / "first.tgx")
        for office in (town, county):
            office.ledger.close()
        shutil.copytree(disk / "county", disk / "spare")
        spare = offices.opened(disk / "spare", LATER - 9 * 10**8)
        exchange.import_file(spare, disk / "stick" / "first.tgx")
        back = exchange.export(spare, TOWN, disk / "stick").path
        town = offices.opened(disk / "town", LATER - 8 * 10**8)
        exchange.import_file(town, back)
        town.ledger.write(batch(town, "second"), "clerk")
        exchange.export(town, COUNTY, disk / "stick").path.rename(disk / "stick" / "second.tgx")
        for office in (town, spare):
            office.ledger.close()
        back.unlink()
        shutil.rmtree(disk / "spare")

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "county", LATER)
        for name in ("second", "first"):
            report = exchange.import_file(office, disk / "stick" / f"{name}{SUFFIX}")
            told(f"{name} {report.state}")
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "county", LATER + 10**9)
        whole(office)
        self.both_or_none(office)
        here = {w for w in ("first", "second") if self.holds(office, w)}
        assert here >= ({"first"} if "first done" in told else set()), "an import that returned is lost"
        if refused and not told:
            assert not here, "refused, and yet taken in"
        if refused:
            self.bookkept(office)
        assert all(readable(p) for p in (disk / "county").glob(f"inbox/*{SUFFIX}")), "a half package waits"
        states = [exchange.import_file(office, disk / "stick" / f"{n}{SUFFIX}").state for n in ("first", "second")]
        assert set(states) <= {"done", "same", "waiting"}, states
        assert {w for w in ("first", "second") if self.holds(office, w)} == {"first", "second"}
        self.bookkept(office)
        whole(office)
        assert not list((disk / "county").glob("inbox/*")), "a package waits for ever"
        goes_on(office, disk)
        office.ledger.close()

    @staticmethod
    def holds(office: Office, word: str) -> bool:
        return any(r.values.get("note") == word for r in office.queries.select("child"))

    @staticmethod
    def both_or_none(office: Office) -> None:
        for word in ("first", "second"):
            visits = [r for r in office.queries.select("visit") if r.values.get("summary") == word]
            assert len(visits) in ((0, 2) if not Importing.holds(office, word) else (2,)), "half an import"
        if Importing.holds(office, "second"):
            assert Importing.holds(office, "first"), "a gap"

    @staticmethod
    def bookkept(office: Office) -> None:
        """What is noted as taken in is what is in the log: neither is without the other."""
        town = next(p for p in office.ledger.peers() if p.office == TOWN)
        theirs = [p for p in office.ledger.parcels() if (p.direction, p.state) == ("in", "done")]
        held = [w for w in ("first", "second") if Importing.holds(office, w)]
        assert len(theirs) == len(held), f"{len(theirs)} packages noted, {len(held)} taken in"
        assert town.receipt or not held, "a package without its receipt"  # one that waits has brought a receipt too


class Exporting:
    """A package to a stick that lies on the same disk."""

    name = "export"

    def make(self, disk: Path) -> None:
        for name in ("town", "county"):
            shutil.copytree(offices_made() / name, disk / name)
        (disk / "stick").mkdir()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        for _ in range(2):
            told(exchange.export(office, COUNTY, disk / "stick").path.name)
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        stick = disk / "stick"
        for path in stick.iterdir():
            if not path.name.endswith(UNFINISHED):
                assert path.name.endswith(SUFFIX), path.name
                assert readable(path), "half a package bears the name"
        for name in told:
            assert (stick / name).is_file(), "a package that was told is gone"
        town, county = offices.opened(disk / "town", LATER + 10**9), offices.opened(disk / "county", LATER + 10**9)
        whole(town)
        sent = exchange.export(town, COUNTY, stick)
        assert not list(stick.glob(f"*{UNFINISHED}")), "what was left is not swept away"
        assert exchange.import_file(county, sent.path).new > 16
        assert offices.logs(county)[town.ledger.device] == offices.logs(town)[town.ledger.device]
        for office in (town, county):
            office.ledger.close()


class KeyChanges:
    """Passphrases given, changed and taken away."""

    name = "keys"
    STEPS = (("li", "first words"), ("wang", "second words"), ("li", "third words"))

    def make(self, disk: Path) -> None:
        (disk / "office").mkdir(parents=True)
        key = keyslots.create(disk / "office", TOWN, "wang", "王示例", "correct horse", FAST)
        (disk / "key").write_bytes(key)

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        folder, key = disk / "office", (disk / "key").read_bytes()
        for login, words in self.STEPS:
            keyslots.put(folder, key, login, login, words, FAST)
            told(f"{login} {words}")
        keyslots.change(folder, "li", "third words", "fourth words", FAST)
        told("li fourth words")
        keyslots.remove(folder, "li")
        told("li gone")

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        folder, key = disk / "office", (disk / "key").read_bytes()
        steps = [*(f"{login} {words}" for login, words in self.STEPS), "li fourth words", "li gone"]
        states: list[dict[str, str]] = [{"wang": "correct horse"}]
        for step in steps:
            login, _, words = step.partition(" ")
            state = {k: v for k, v in states[-1].items() if k != login}
            states.append(state if words == "gone" else {**state, login: words})
        allowed = states[len(told) : len(told) + (1 if refused else 2)]
        stands = {user: self.opens(folder, user, key) for user in keyslots.users(folder)}
        assert stands in allowed or (refused and stands == states[min(len(told) + 1, 5)]), (stands, allowed)
        for _ in range(2):  # each of the two copies alone
            assert keyslots.users(folder).keys() == stands.keys()
            keyslots.put(folder, key, "new", "新", "fifth words", FAST)
            assert keyslots.unlock(folder, "new", "fifth words")[0] == key
            keyslots.remove(folder, "new")
            (folder / keyslots.FILE).write_bytes(b"")

    @staticmethod
    def opens(folder: Path, login: str, key: bytes) -> str:
        known = ["correct horse", *(words for _, words in KeyChanges.STEPS), "fourth words"]
        for words in known:
            with suppress(Refusal):
                assert keyslots.unlock(folder, login, words)[0] == key
                return words
        raise AssertionError(f"nothing opens the slot of {login}")


class Sheets:
    """Recovery sheets made, made anew, used, and given up."""

    name = "sheets"
    STEPS = ("made AAAA", "made BBBB", "used BBBB", "gone")

    def make(self, disk: Path) -> None:
        make_openable(disk / "town")

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        folder = disk / "town"
        for n, step in enumerate(self.STEPS[:2]):
            keysheets.keep(folder, offices.KEY, sheets_of(step[-4:]), "wang")
            told(self.STEPS[n])
        keysheets.take(folder, sheets_of("BBBB").sheets[1:], "wang", "王示例", "second words", FAST, LATER)
        told(self.STEPS[2])
        keysheets.drop(folder)
        told(self.STEPS[3])

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        folder = disk / "town"
        states = [("", False), ("AAAA", False), ("BBBB", False), ("BBBB", True), ("", True)]
        found = keysheets.standing(folder)
        opens = [words for words in (BackingUp.PASSPHRASE, "second words") if self.opens(folder, words)]
        assert len(opens) == 1, "one passphrase, always"
        state = (found.set if found is not None else "", opens == ["second words"])
        assert state in states[len(told) : len(told) + 2], (state, told, refused)
        if found is not None:
            assert bool(found.used) == state[1], "it is never used without being told"
            for pair in combinations(sheets_of(found.set).sheets, 2):
                assert keysheets.opened(folder, pair) == offices.KEY
        office = offices.opened(folder, LATER)
        whole(office)
        office.ledger.close()
        for _ in range(2):  # each of the two copies alone
            keysheets.keep(folder, offices.KEY, sheets_of("CCCC"), "wang")
            assert keysheets.opened(folder, sheets_of("CCCC").sheets[:2]) == offices.KEY
            (folder / keyslots.FILE).write_bytes(b"")

    @staticmethod
    def opens(folder: Path, words: str) -> bool:
        with suppress(Refusal):
            return keyslots.unlock(folder, "wang", words)[0] == offices.KEY
        return False


def sheets_of(name: str) -> Drawn:
    """A set of sheets, the same each time."""
    shares = [bytes([n]) * 32 for n in (1, 2, 3)]
    one, two, three = (Sheet(name, n, share) for n, share in enumerate(shares, 1))
    return Drawn(name, LATER, (one, two, three))


class BackingUp:
    """A backup beside an earlier one."""

    name = "backup"
    PASSPHRASE = "correct horse"

    def make(self, disk: Path) -> None:
        make_openable(disk / "town")
        office = offices.opened(disk / "town", LATER - 10**9)
        office.ledger.blobs.put(io.BytesIO(b"a photo" * 1000))
        safekeeping.backup(office.ledger, disk / "backups")
        offices.add(office, "child", name="钱小样")
        office.ledger.blobs.put(io.BytesIO(b"another" * 1000))
        office.ledger.close()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        told(safekeeping.backup(office.ledger, disk / "backups").name)
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + 10**9)
        whole(office)
        stands = backups.inside(disk / "backups")
        assert {one.path.name for one in stands} >= set(told), "a backup that returned is gone"
        assert 1 <= len(stands) <= 2
        for n, one in enumerate(stands):
            counts = safekeeping.restore(one.path, disk / f"restored{n}", self.PASSPHRASE)
            assert counts["child"] == 8 + n
            assert (counts["blobs"], counts["blobs_missing"]) == (1 + n, 0)
        again = safekeeping.backup(office.ledger, disk / "backups")
        assert not list((disk / "backups").glob(f"*/*{backups.UNFINISHED}")), "what was half written was not swept up"
        assert safekeeping.restore(again, disk / "again", self.PASSPHRASE)["blobs"] == 2
        goes_on(office, disk)
        office.ledger.close()


class Restoring:
    """A backup put into a new folder: it must never be taken for an office before it is a new device."""

    name = "restore"

    def make(self, disk: Path) -> None:
        make_openable(disk / "town")
        office = offices.opened(disk / "town", LATER - 10**9)
        safekeeping.backup(office.ledger, disk / "backups")
        office.ledger.close()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        safekeeping.restore(next((disk / "backups").iterdir()), disk / "new", BackingUp.PASSPHRASE)
        told("restored")

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        old = offices.opened(disk / "town", LATER + 10**9)
        device = old.ledger.device
        old.ledger.close()
        new = disk / "new"
        if not told:
            if new.exists() and any(new.iterdir()):
                if (new / opening.FILE).exists():
                    with suppress(Refusal):
                        ledger, _, _, _ = opening.open_office(new, None, BackingUp.PASSPHRASE)
                        assert ledger.device != device, "a half restored backup writes as the old device"
                        ledger.close()
                assert not refused, "a refused restore left something behind"
                shutil.rmtree(new)
            safekeeping.restore(next((disk / "backups").iterdir()), new, BackingUp.PASSPHRASE)
        ledger, queries, _, _ = opening.open_office(new, None, BackingUp.PASSPHRASE)
        assert ledger.device != device
        assert queries.check()["ok"]
        ledger.close()


class Founding:
    """A new office: after whatever happened it opens, or it can be made."""

    name = "new-office"

    def make(self, disk: Path) -> None:
        disk.mkdir(parents=True, exist_ok=True)

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        self.found(disk / "office")
        told("made")

    @staticmethod
    def found(folder: Path) -> None:
        opening.new_office(
            folder,
            name="云台镇",
            code=TOWN,
            level="township",
            login="wang",
            user_name="王示例",
            passphrase="correct horse",
            clock=offices.Ticking(LATER),
            cost=FAST,
        )

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        folder = disk / "office"
        if not told:
            if refused:
                assert not folder.exists() or not any(folder.iterdir()), "a refused office left something behind"
            if not (folder / opening.FILE).exists():
                self.found(folder)
        ledger, queries, home, _ = opening.open_office(folder, "wang", "correct horse")
        assert queries.check()["ok"]
        assert queries.count("office") == 1
        assert home.code == TOWN
        ledger.close()


class Photos:
    """Photos kept, one new and one that is there already."""

    name = "photo"

    def make(self, disk: Path) -> None:
        shutil.copytree(offices_made() / "town", disk / "town")

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        for n in (1, 2, 1):
            told(office.ledger.blobs.put(io.BytesIO(bytes([n]) * 40_000)).sha256)
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + 10**9)
        whole(office)
        for sha in told:
            assert len(office.ledger.blobs.read(sha, 1 << 20)) == 40_000
        found = office.ledger.blobs.check()
        assert not found["bad_blobs"], found
        for n in (1, 2):
            kept = office.ledger.blobs.put(io.BytesIO(bytes([n]) * 40_000))
            assert office.ledger.blobs.read(kept.sha256, 1 << 20) == bytes([n]) * 40_000
        office.ledger.close()


class Upgrading:
    """Opening a database whose rows an older version made: all rows are made anew."""

    name = "upgrade"

    def make(self, disk: Path) -> None:
        shutil.copytree(offices_made() / "town", disk / "town")
        office = offices.opened(disk / "town", LATER - 10**9)
        ledger: Any = office.ledger
        with ledger.database.writing() as connection:
            connection.execute("UPDATE setting SET value='an older one' WHERE key='catalogue'")
            assert connection.execute("SELECT changes()").fetchone() == (1,)
        office.ledger.close()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        offices.opened(disk / "town", LATER).ledger.close()
        told("opened")

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + 10**9)
        whole(office)
        assert office.queries.count("child") == 8
        goes_on(office, disk)
        office.ledger.close()


ACTS: tuple[Act, ...] = (
    Writing(), Importing(), Exporting(), KeyChanges(), Sheets(), BackingUp(), Restoring(), Founding(), Photos(),
    Upgrading(),
)  # fmt: skip
_MADE: list[Path] = []


def prepare(folder: Path) -> None:
    """Make the offices that the acts copy; once a process."""
    found_offices(folder / "offices")
    _MADE.append(folder / "offices")


def offices_made() -> Path:
    """Where they are."""
    return _MADE[-1]


def make_openable(folder: Path) -> None:
    """The township with a file of keys, so that a backup of it can be opened with a passphrase."""
    shutil.copytree(offices_made() / "town", folder)
    slot = keyslots._wrap(offices.KEY, TOWN, "wang", "王示例", BackingUp.PASSPHRASE, FAST)
    keyslots.write(folder, {"format": keyslots.FORMAT, "office": TOWN, "slots": {"wang": slot}})


__all__ = ["ACTS", "ENTITIES", "prepare"]
