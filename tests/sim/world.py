"""One world: a city, a county and three townships, and whatever happens to their computers and sticks.

A world is made by its seed alone. What happens is drawn first, each happening with a seed of its own, so that any part
of a history can be played by itself. The world keeps its own account (account.py); at the end everybody meets everybody
through the real protocol, and judge.py compares.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import msgspec

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.edges.package.identity import recipient_of
from casefiles.exchange import acquaintance, sealing, trust
from db import keyslots, opening
from tests.sim import chance, deck, hearing, judge, replay
from tests.sim.account import Account, Written
from tests.sim.computers import CODES, DAY, HOME, OFFICES, PASSPHRASE, Clock, Computer, PowerCut
from tests.sim.course import Step, history, offices
from tests.sim.judge import Broken
from tests.sim.kinds import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored

COST = keyslots.Cost(memory=64, passes=1)
ROUNDS = 10


@dataclass
class Stick:
    """A package that lies about: for which office, who wrote it, and how it looked."""

    to: str
    by: str
    path: Path
    sealed: frozenset[str] = frozenset()


@dataclass
class World:
    """Computers by name, sticks, old copies, and the account."""

    root: Path
    seed: int
    pcs: dict[str, Computer] = field(default_factory=dict)
    sticks: list[Stick] = field(default_factory=list)
    archive: list[Stick] = field(default_factory=list)
    """every honest package that was ever written"""
    sealed: dict[Path, frozenset[str]] = field(default_factory=dict)
    """for which keys each of them is sealed"""
    told: dict[Path, hearing.Told] = field(default_factory=dict)
    """what its writer knew of the addressee's logs"""
    account: Account = field(default_factory=Account)
    copies: dict[str, Path] = field(default_factory=dict)
    """folders put aside while the program was closed, by computer"""
    backups: dict[str, Path] = field(default_factory=dict)
    restored: Counter[str] = field(default_factory=Counter)
    """how often each computer's backup was restored: a late package of the one before still counts as the office's"""
    done: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    chance: Random = field(default_factory=Random)
    met: bool = False
    """at the end, when everybody has met everybody"""
    _made: int = 0

    def folder(self, name: str) -> Path:
        """A new empty folder."""
        self._made += 1
        path = self.root / f"{name}{self._made}"
        path.mkdir()
        return path

    def founded(self, letter: str, root: Path) -> Computer:
        """A computer in the folder of this letter below `root`, as it was when the office was founded."""
        return _computer(letter, root)

    def some(self, rng: Random) -> Computer:
        """Any computer."""
        return self.pcs[rng.choice(sorted(self.pcs))]

    def writer(self, rng: Random, *, files: bool = False) -> Computer:
        """A computer that people write at (a province has no files); one that has files already, if there is any."""
        names = [name for name in sorted(self.pcs) if name[0] != "V"]
        if files:
            names = [n for n in names if self.pcs[n].database.one("SELECT 1 FROM child")] or names
        return self.pcs[rng.choice(names)]

    def of(self, code: str) -> list[Computer]:
        """An office's computers."""
        return [pc for _, pc in sorted(self.pcs.items()) if pc.code == code]

    def twins(self) -> bool:
        """Whether some office has more than one computer."""
        return any(len(name) > 1 for name in self.pcs)

    # writing

    def write(self, pc: Computer, edits: Sequence[Edit]) -> None:
        """Somebody saves: it returns, and is in the account."""
        before = pc.own_seq()
        pc.office.ledger.write(edits, "clerk")
        assert self.note(pc, before, edits) == len(edits), "a save wrote less than all: "

    def note(self, pc: Computer, before: int, edits: Sequence[Edit]) -> int:
        """Take into the account what a save wrote (all of it, or after a power cut perhaps nothing)."""
        lines = pc.own_since(before)
        if len(lines) not in (0, len(edits)):
            raise Broken(f"half a save stands: {len(lines)} of {len(edits)} changes on {pc.name}")
        last: dict[str, bytes] = {}
        for (seq, id_, row, body), edit in zip(lines, edits, strict=False):
            if row != edit.row:
                raise Broken(f"a save wrote another record: {row} for {edit.row}")
            self._enter(pc, edit.entity, row, dict(edit.fields), (seq, id_, body))
            self._says_what_was_seen(id_, (last[row],) if row in last else edit.parents)
            last[row] = id_
        return len(lines)

    def _says_what_was_seen(self, id_: bytes, screen: Sequence[bytes] | None) -> None:
        """A change names what was on its writer's screen, and is later than what was written here of that."""
        made = self.account.written[id_]
        if screen is not None and set(made.parents) != set(screen):
            raise Broken(f"a save names something else than what was on the screen: {made.row}")
        before = [self.account.written[one] for one in made.parents if one in self.account.written]
        by_newer = any(name.startswith("zz_") for name in made.fields)  # the world writes it itself, by its own clock
        if not by_newer and any(one.dev == made.dev and one.ts >= made.ts for one in before):  # of others stubs may do
            raise Broken(f"a save is older than what was on the screen: {made.row}")

    def _enter(
        self,
        pc: Computer,
        entity: str,
        row: str,
        fields: Mapping[str, Stored],
        line: tuple[int, bytes, bytes],
    ) -> None:
        seq, id_, body = line
        said = msgspec.json.decode(body)
        parents = tuple(bytes.fromhex(p) for p in said["p"])
        self.account.written[id_] = Written(
            id_, entity, row, said["ts"], dict(fields), parents, pc.code, pc.device, seq
        )

    def enter_first(self, pc: Computer) -> None:
        """What the program itself wrote when the office was founded."""
        self.enter_own(pc, "", 0)

    def enter_own(self, pc: Computer, device: str, seq: int) -> None:
        """What the program itself wrote beyond this number of this device's log: an office above puts a file back where
        it belongs while it takes a package in. It counts like what a person writes."""
        after = seq if pc.device == device else 0
        if pc.own_seq() == after:
            return
        for at, id_, body, private in pc.own_bodies(after):
            if id_ not in self.account.written:
                said = msgspec.json.decode(body)
                text = private.get(said.get("x", ""))
                fields = said["f"] | (msgspec.json.decode(text)["f"] if text is not None else {})
                self._enter(pc, said["t"], said["r"], fields, (at, id_, body))

    # exchanging

    def export(self, pc: Computer, code: str, folder: Path | None = None) -> Stick:
        """A package for an office, by the real protocol."""
        told = hearing.knows(self, pc, code)
        report = exchange.export(pc.office, code, folder or self.folder("stick"))
        judge.receipt_is_true(pc)
        self.told[report.path] = told
        peer = next(peer for peer in pc.office.ledger.peers() if peer.office == code)
        sealed = sealing.recipients(pc.office, trust.standing(pc.office), peer)
        stick = Stick(code, pc.name, report.path, frozenset(sealed))
        self.sealed[report.path] = stick.sealed
        self.archive.append(stick)
        return stick

    def take_in(self, pc: Computer, path: Path, by: str = "") -> exchange.ImportReport:
        """A package (of the computer `by`) is imported; a refusal must leave every byte as it was."""
        before, own, stood = pc.files(), (pc.device, pc.own_seq()), hearing.registers(pc)
        try:
            report = exchange.import_file(pc.office, path)
        except Refusal as refusal:
            judge.refusal_is_said(refusal)
            if self.locked(pc, path):
                self.done["sealed for a key that died"] += 1
                return exchange.ImportReport(path, "", "", "refused", problems=refusal.problems)
            if pc.files() != before:
                code = refusal.problems[0].code
                raise Broken(f"a refused package changed the database: {code} on {pc.name}") from None
            raise
        self.enter_own(pc, *own)
        hearing.windows_are_told(pc, stood, report)
        if report.state == "done" and path in self.told:
            hearing.hears_of_its_own(self, pc, own[0], self.told[path])
        self.done[f"import {report.state}"] += 1
        self.done["fork shown"] += len(report.forked)
        self.done["new identity"] += report.renewed
        return report

    def locked(self, pc: Computer, path: Path) -> bool:
        """Whether an honest package is sealed for keys alone that died with a disk: an old backup was restored after an
        office had got another key. Its next package says which key it has."""
        ledger = pc.office.ledger
        keys = {recipient_of(secret) for secret in (ledger.keys()[1], *ledger.former_keys())}
        return path in self.sealed and not self.sealed[path] & keys

    def lost(self, had: set[bytes], read: set[bytes]) -> None:
        """The disk of a computer that had these changes, and could read the text of those, is another now: what it
        alone had may be lost from here on."""
        for other in self.pcs.values():
            had, read = had - other.held(), read - other.readable()
        self.account.may_be_lost |= had
        self.account.text_may_be_lost |= read

    # the end

    def meet(self) -> None:
        """Everybody meets their neighbours through the real protocol until nothing new comes: brings a package, and
        takes one home. Of two computers of one office the one that speaks last is heard, so each must begin at times.
        """
        settled: dict[tuple[str, str], tuple[object, ...]] = {}
        quiet = 0
        for turn in range(ROUNDS):
            moved = False
            for pair in self._trips():
                one, other = pair if turn % 2 else pair[::-1]
                for giver, taker in ((one, other), (other, one)):
                    before = taker.content()
                    state = giver.content(), giver.believes(taker.code), before
                    alone = len(self.of(giver.code)) == len(self.of(taker.code)) == 1
                    if alone and settled.get((giver.name, taker.name)) == state:
                        continue
                    self.take_in(taker, self.export(giver, taker.code).path, giver.name)
                    after = taker.content()
                    moved = moved or alone or before != after
                    settled[giver.name, taker.name] = (*state[:2], after)
            quiet = 0 if moved else quiet + 1
            if quiet == (2 if self.twins() else 1):
                return
        raise Broken("the offices never come to rest: something is sent again and again")

    def _trips(self) -> Iterable[tuple[Computer, Computer]]:
        """Who goes to whom: every computer of a township and of the city to the county's, the province's to the
        city's."""
        for letter in "PTNWV":
            for pc in self.of(CODES[letter]):
                for other in self.of(CODES[HOME[letter]]):
                    yield pc, other

    def close(self) -> None:
        """Switch every computer off."""
        for pc in self.pcs.values():
            pc.close()


def template(root: Path) -> Path:
    """The offices, acquainted, made once and copied for every world."""
    with chance.drawn_from(Random(0)):
        pcs = []
        for letter, (code, level) in OFFICES.items():
            opening.new_office(
                root / letter,
                name=letter,
                code=code,
                level=level,
                login="clerk",
                user_name="示例",
                passphrase=PASSPHRASE,
                clock=Clock(),
                cost=COST,
            )
            pcs.append(_computer(letter, root))
        cards = root / "cards"
        cards.mkdir()
        for pc in pcs:
            pc.open()
        for pc in pcs:
            path = acquaintance.write_card(pc.office, cards)
            for other in pcs:
                if other is not pc:
                    acquaintance.accept_card(other.office, path)
        for pc in pcs:
            pc.close()
    return root


def _computer(letter: str, root: Path) -> Computer:
    code, level = OFFICES[letter]
    key, _ = keyslots.unlock(root / letter, None, PASSPHRASE)
    return Computer(letter, code, level, root / letter, key)


def play(
    seed: int, made: Path, folder: Path, steps: Sequence[Step] | None = None, said: list[str] | None = None
) -> World:
    """One world from its seed, or this part of its history. Raises Broken when a promise was broken. What happens is
    told to `said` as it happens."""
    steps = history(seed) if steps is None else steps
    world = World(folder, seed, said=[] if said is None else said)
    folder.mkdir()
    with chance.drawn_from(world.chance):
        try:
            _begin(world, made)
            for step in steps:
                _step(world, step)
            world.chance.seed(seed)
            judge.at_the_end(world)
            if seed % replay.OFTEN == 0 and not world.account.stands:
                replay.any_order(world, made, Random(seed))
        except Broken:
            raise
        except Refusal as refusal:
            raise Broken(f"refused where nothing is wrong: {refusal.problems[0].code}") from refusal
        except (Exception, PowerCut) as error:
            raise Broken(f"{type(error).__name__}: {error}") from error
        finally:
            world.close()
    return world


def _begin(world: World, made: Path) -> None:
    for letter in OFFICES:
        if letter not in offices(world.seed):
            continue
        shutil.copytree(made / letter, world.root / letter)
        pc = _computer(letter, world.root)
        world.pcs[letter] = pc
        pc.open()
        world.enter_first(pc)


def _step(world: World, step: Step) -> None:
    rng = Random(step.seed)
    world.chance.seed(step.seed)
    for pc in world.pcs.values():
        pc.clock.ms += rng.randrange(DAY)
    outcome = deck.HAPPENINGS[step.name](world, rng)
    world.done[step.name if outcome else f"{step.name}: nothing to do"] += 1
    world.said.append(f"{step.name}: {outcome or 'nothing to do'}")
    if outcome:
        world.done.update(kinds_of(world.said[-1]))
