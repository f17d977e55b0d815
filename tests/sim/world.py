"""One world: a city, a county and two townships write, carry, lose and damage packages, move children, restore
backups, mistrust clocks.

A world is made by its seed alone. It keeps its own account of every change whose commit returned, of what was on the
writer's screen, and of what was destroyed; at the end everybody meets everybody through the real protocol, and the
account is compared with the offices.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.office import Me, Office
from db import keyslots, opening, safekeeping

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored

PASSPHRASE = "a small world"
COST = keyslots.Cost(memory=64, passes=1)
OFFICES = {
    "P": ("9999", "city"),
    "C": ("999901", "county"),
    "N": ("999901102", "township"),
    "T": ("999901101", "township"),
}
TOWNS = {code: letter for letter, (code, level) in OFFICES.items() if level == "township"}
FIELDS = ("school", "phone", "village", "note")
START = int(dt.datetime(2026, 3, 1, tzinfo=dt.UTC).timestamp() * 1000)


class Clock:
    """A computer's clock that may lie."""

    def __init__(self) -> None:
        self.ms = START

    def today(self) -> dt.date:
        """The local date as this computer believes it."""
        return dt.datetime.fromtimestamp(self.ms / 1000, dt.UTC).date()

    def now_ms(self) -> int:
        """Each look takes a millisecond."""
        self.ms += 1
        return self.ms


@dataclass(frozen=True)
class Written:
    """A change as the world remembers it: what it wrote, and everything its writer could see of the record."""

    id: bytes
    row: str
    fields: dict[str, Stored]
    seen: frozenset[bytes]
    by: str = ""


@dataclass
class World:
    """Offices by letter, packages on sticks, and the account."""

    root: Path
    rng: Random
    offices: dict[str, Office] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    sticks: list[tuple[str, Path]] = field(default_factory=list)  # addressee, package
    written: dict[bytes, Written] = field(default_factory=dict)
    backups: dict[str, Path] = field(default_factory=dict)
    may_be_lost: set[bytes] = field(default_factory=set)
    """changes whose only copies were on a disk that died"""
    done: Counter[str] = field(default_factory=Counter)

    # opening and closing

    def open(self, letter: str) -> None:
        """Unlock an office's folder."""
        ledger, queries, home, me = opening.open_office(
            self.root / letter, None, PASSPHRASE, self.clocks[letter]
        )
        self.offices[letter] = Office(ledger, queries, self.clocks[letter], Me(me.login, me.name), home)

    def close(self) -> None:
        """Close every office."""
        for office in self.offices.values():
            office.ledger.close()

    # what may happen

    def step(self) -> None:
        """One thing happens somewhere."""
        happenings = (
            (self.write_new, 6),
            (self.edit, 14),
            (self.delete, 2),
            (self.move, 3),
            (self.export, 8),
            (self.carry, 12),
            (self.carry_damaged, 3),
            (self.lose_stick, 1),
            (self.clock_lies, 2),
            (self.reopen, 1),
            (self.back_up, 1),
            (self.disk_dies, 1),
        )
        happening = self.rng.choices([h for h, _ in happenings], [w for _, w in happenings])[0]
        happening()
        self.done[happening.__name__] += 1

    def some(self) -> str:
        return self.rng.choice(sorted(self.offices))

    def write_new(self) -> None:
        """A new child."""
        letter = self.some()
        row = new_id("c", self.clocks[letter].now_ms(), self.rng.getrandbits(50))
        area = OFFICES[letter][0] if OFFICES[letter][0] in TOWNS else self.rng.choice(sorted(TOWNS))
        self._write(letter, row, {"name": f"张{self.rng.choice('一二三四五')}例", "area": area}, ())

    def edit(self) -> None:
        """A field of a child that stands here, as it was on the screen."""
        letter = self.some()
        rows = self.offices[letter].queries.select("child", sort="number", limit=50)
        if rows:
            record = self.rng.choice(rows)
            names = self.rng.sample(FIELDS, self.rng.randint(1, 2))
            self._write(letter, record.id, {n: f"{n}{letter}{self.rng.randrange(9)}" for n in names}, record.heads)

    def move(self) -> None:
        """A child moves to another township, as it was on the screen."""
        letter = self.some()
        rows = self.offices[letter].queries.select("child", sort="number", limit=50)
        if rows:
            record = self.rng.choice(rows)
            self._write(letter, record.id, {"area": self.rng.choice(sorted(TOWNS))}, record.heads)

    def delete(self) -> None:
        """A child is deleted, as it was on the screen."""
        letter = self.some()
        rows = self.offices[letter].queries.select("child", limit=50)
        if rows:
            record = self.rng.choice(rows)
            self._write(letter, record.id, {DELETED: 1}, record.heads)

    def export(self) -> None:
        """A package for another office is written to a stick."""
        letter = self.some()
        other = self.rng.choice([o for o in sorted(self.offices) if o != letter])
        stick = self.root / f"stick{self.done.total()}"
        stick.mkdir()
        report = exchange.export(self.offices[letter], OFFICES[other][0], stick)
        self.sticks.append((other, report.path))

    def carry(self) -> None:
        """Any package that lies about is imported where it belongs: late, again, in any order."""
        if self.sticks:
            letter, path = self.rng.choice(self.sticks)
            exchange.import_file(self.offices[letter], path)

    def carry_damaged(self) -> None:
        """A damaged copy, or a package for somebody else: refused, and nothing is changed by it."""
        if not self.sticks:
            return
        letter, path = self.rng.choice(self.sticks)
        raw = bytearray(path.read_bytes())
        harm = self.rng.choice(("cut", "flip", "zero", "other"))
        if harm == "cut":
            raw = raw[: self.rng.randrange(len(raw))]
        elif harm == "flip":
            raw[self.rng.randrange(len(raw))] ^= 1 << self.rng.randrange(8)
        elif harm == "zero":
            at = self.rng.randrange(len(raw))
            raw[at:] = bytes(len(raw) - at)
        else:
            letter = self.rng.choice([o for o in sorted(self.offices) if o != letter])
        if bytes(raw) == path.read_bytes() and harm != "other":
            return  # a tail that was zero already
        bad = self.root / "damaged.tgx"
        bad.write_bytes(bytes(raw))
        before = self.picture(letter)
        try:
            exchange.import_file(self.offices[letter], bad)
        except Refusal:
            assert self.picture(letter) == before, "a refused package changed something"
            return
        raise AssertionError(f"a damaged package ({harm}) was taken in")

    def lose_stick(self) -> None:
        """A stick is lost."""
        if self.sticks:
            self.sticks.pop(self.rng.randrange(len(self.sticks)))

    def clock_lies(self) -> None:
        """A flat battery, a wrong year, or a step back."""
        day = 86_400_000
        self.clocks[self.some()].ms = self.rng.choice(
            (0, START - 400 * day, START + 26_000 * day, START + 10 * day)
        )

    def reopen(self) -> None:
        """The computer is switched off and on."""
        letter = self.some()
        self.offices[letter].ledger.close()
        self.open(letter)

    def back_up(self) -> None:
        """A verified backup on another disk."""
        letter = self.some()
        office = self.offices[letter]
        target = self.root / f"disk{self.done.total()}"
        self.backups[letter] = safekeeping.backup(office.ledger, self.root / letter, target, office.clock)

    def disk_dies(self) -> None:
        """The disk of an office dies; the backup is restored as a new device."""
        letter = self.some()
        if letter not in self.backups:
            return
        had = self._held(letter)
        elsewhere = set().union(*(self._held(o) for o in self.offices if o != letter))
        self.offices[letter].ledger.close()
        shutil.rmtree(self.root / letter)
        safekeeping.restore(self.backups[letter], self.root / letter, PASSPHRASE)
        self.open(letter)
        self.may_be_lost |= had - elsewhere - self._held(letter)

    # the end

    def meet(self) -> None:
        """Everybody meets everybody through the real protocol until nothing new comes."""
        before: list[object] = []
        for _ in range(8):
            for giver in sorted(self.offices):
                for taker in sorted(self.offices):
                    if giver != taker:
                        folder = self.root / f"meet{len(list(self.root.iterdir()))}"
                        folder.mkdir()
                        report = exchange.export(self.offices[giver], OFFICES[taker][0], folder)
                        exchange.import_file(self.offices[taker], report.path)
            now: list[object] = [self.offices[letter].ledger.vector() for letter in sorted(self.offices)]
            if now == before:
                return
            before = now
        raise AssertionError("the offices never come to rest")

    def judge(self) -> None:
        """Everything that survived is where it belongs and nowhere else, shown values are maximal, flags are exact,
        nothing is invented."""
        pictures = {letter: self.picture(letter) for letter in self.offices}
        above, below = ([_without(line, "note") for line in pictures[letter]] for letter in ("P", "C"))
        assert repr(above) == repr(below), "the offices above differ"
        notes = {str(w.fields["note"]) for w in self.written.values() if w.by == "P" and w.fields.get("note")}
        read = {v for line in pictures["P"] for n, v in line[1] if n == "note"}  # type: ignore[attr-defined]
        assert read <= notes, "notes went up to the city"
        for code, letter in TOWNS.items():
            self._judge_town(letter, code, pictures)
        office = self.offices["C"]
        assert all(o.queries.check()["ok"] for o in self.offices.values())
        alive = self._alive()
        lost = set(self.written) - alive
        assert lost <= self.may_be_lost, "a change that was on a surviving disk is gone"
        by_row: dict[str, list[Written]] = defaultdict(list)
        for id_ in alive:
            by_row[self.written[id_].row].append(self.written[id_])
        for row, changes in by_row.items():
            record = office.queries.get(row)
            assert record is not None, row
            self._judge_row(record, changes)

    def _judge_town(self, letter: str, code: str, pictures: dict[str, list[tuple[object, ...]]]) -> None:
        """A township holds its children as the county holds them, and no change of one that was never its own."""
        here = {line[0]: line for line in pictures[letter]}
        for line in pictures["C"]:
            record = self.offices["C"].queries.get(str(line[0]))
            if record is not None and record.values.get("area") == code:
                assert repr(here.get(line[0])) == repr(line), f"{letter} shows {line[0]} differently"
        was_here = {w.row for w in self.written.values() if w.fields.get("area") == code or w.by == letter}
        told = {w.row for w in self.written.values() if w.id in self._held(letter)}
        assert told <= was_here, f"{letter} was told of a child that was never there"

    def _judge_row(self, record, changes: list[Written]) -> None:  # type: ignore[no-untyped-def]
        names = {n for c in changes for n in c.fields}
        for name in names - {DELETED}:
            writers = [c for c in changes if name in c.fields]
            top = [c for c in writers if not any(c.id in d.seen for d in writers)]
            values = {c.fields[name] for c in top}
            assert record.values.get(name) in values, f"{record.id}.{name} shows a value nobody wrote last"
            flagged = {r.value for r in record.rivals.get(name, ())}
            assert flagged == (values if len(values) > 1 else set()), (
                f"{record.id}.{name}: {flagged} for {values}"
            )
        deciding = [c for c in changes if DELETED in c.fields]
        gone = [c for c in deciding if not any(c.id in d.seen for d in deciding)]  # the last word on deletion
        if gone:
            unseen = any(
                c.id not in d.seen and d.id not in c.seen and c is not d and set(c.fields) != {DELETED}
                for d in gone
                for c in changes
            )
            assert record.deleted is not unseen, f"{record.id}: a deletion hid an edit it had not seen"

    # the account

    def _write(self, letter: str, row: str, fields: dict[str, Stored], heads: tuple[bytes, ...]) -> None:
        office = self.offices[letter]
        touched = office.ledger.write([Edit("child", row, fields, heads)], office.me.login)
        id_ = touched.last[row]
        seen: set[bytes] = set(heads)
        for head in heads:
            seen |= self.written[head].seen
        self.written[id_] = Written(id_, row, dict(fields), frozenset(seen), letter)

    def picture(self, letter: str) -> list[tuple[object, ...]]:
        """All children of an office, deleted ones too, with heads and rivals."""
        queries = self.offices[letter].queries
        found: list[tuple[object, ...]] = []
        for row in sorted({w.row for w in self.written.values()}):
            record = queries.get(row)
            if record is not None:
                rivals = {n: sorted(map(repr, (r.value for r in rs))) for n, rs in record.rivals.items()}
                values = sorted((n, v) for n, v in record.values.items() if v is not None)
                found.append(
                    (row, tuple(values), record.heads, record.deleted, tuple(sorted(rivals.items())))
                )
        return found

    def _held(self, letter: str) -> set[bytes]:
        """The changes an office holds."""
        rows = {w.row for w in self.written.values()}
        return {e.change for row in rows for e in self.offices[letter].ledger.history(row)}

    def _alive(self) -> set[bytes]:
        found = self._held("C")
        assert found <= set(self.written), "a change was invented"
        return found

    def _exchange_cards(self) -> None:
        folder = self.root / "cards"
        folder.mkdir(exist_ok=True)
        cards = {letter: exchange.write_card(office, folder) for letter, office in self.offices.items()}
        for letter, office in self.offices.items():
            for other, path in cards.items():
                if other != letter:
                    exchange.accept_card(office, path, replace_known=True)


def _without(line: tuple[object, ...], name: str) -> tuple[object, ...]:
    """A record's picture as an office shows it that does not get this field."""
    row, values, heads, deleted, rivals = line
    kept = [tuple(pair for pair in pairs if pair[0] != name) for pairs in (values, rivals)]  # type: ignore[attr-defined]
    return row, kept[0], heads, deleted, kept[1]


def template(root: Path) -> Path:
    """Three offices that know each other, made once and copied for every world."""
    for letter, (code, level) in OFFICES.items():
        opening.new_office(
            root / letter,
            name=letter,
            code=code,
            level=level,
            login="clerk",
            user_name="示例",
            passphrase=PASSPHRASE,
            cost=COST,
        )
    world = World(root, Random(0))
    world.clocks = {letter: Clock() for letter in OFFICES}
    for letter in OFFICES:
        world.open(letter)
    world._exchange_cards()
    world.close()
    return root


def play(seed: int, made: Path, folder: Path, steps: int = 60) -> Counter[str]:
    """One world from its seed; raises AssertionError with the seed when something was lost or invented."""
    shutil.copytree(made, folder)
    world = World(folder, Random(seed))
    world.clocks = {letter: Clock() for letter in OFFICES}
    for letter in OFFICES:
        world.open(letter)
    try:
        for _ in range(steps):
            world.step()
        world.meet()
        world.judge()
    except (AssertionError, Refusal) as error:
        raise AssertionError(f"world {seed}: {error}") from error
    finally:
        world.close()
    return world.done
