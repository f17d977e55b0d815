"""A whole import into a real encrypted office: header and bodies of an enrolled sender who means harm.

The input is pieces behind their lengths: the header's JSON, in which the keys of this run's offices are put in, and
bodies, which are made into a log of a device of its own. After a refusal nothing has been committed; after an import
everything that the windows ask can still be asked, and the next package can still be written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

from casefiles import exchange, registers, worklists
from casefiles.domain.changes import START, Block, chain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.trust import Checkpoint, checkpoint_bytes, device_id
from casefiles.edges.package import frames as f
from casefiles.edges.package.heading import header_bytes
from casefiles.edges.package.proofs import packed_checkpoints
from casefiles.edges.package.runs import packed_runs
from casefiles.edges.package.writing import Key
from db.registers import DEFAULT, LISTED
from tests.fuzz.mutation import WORDS, Members, altered, mutated, nasty, packed, unpacked, written
from tests.fuzz.target import Target, outcome
from tests.package import offices
from tests.package.parts import Side, by_hand, header

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from casefiles.office import Office

TOWN, COUNTY, CITY = "999901101", "999901", "9999"
MAY = frozenset(
    {"BAD_FRAME", "BAD_CHAIN", "TOO_BIG", "TOO_NEW", "NOT_FOR_US", "UNKNOWN_SENDER", "FORGED", "WAITING", "FORKED"}
)
FRESH = 50
"""imports into one office before it is checked whole and another one is taken: each may bring a computer that nobody
vouches for (exchange.logs.FEW_NOBODYS)"""
THOROUGH = 20
"""imports from one look at all lists to the next"""
KEY, RECIPIENT, PACKAGE, DEVICE = "0" * 64, "age1RECIPIENT", "0" * 32, "d" * 16
MOST_BODIES = 400


class County:
    """The receiving office, taken fresh from a template now and then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = folder / "made"
        for name, code in (("town", TOWN), ("county", COUNTY), ("city", CITY)):
            offices.make(self._made / name, code)
        met = [offices.opened(self._made / name) for name in ("town", "county", "city")]
        offices.meet(self._made, *met)
        self.town = Side(TOWN, *met[0].ledger.keys())
        child = offices.add(met[1], "child", name="石小例", area="999901101201")
        offices.add(met[1], "visit", child=child, on="2026-11-01", summary="家访")
        mine = Side(COUNTY, *met[1].ledger.keys())
        for office in met:
            office.ledger.close()
        self.mine = mine
        self.office = self._fresh()
        self.taken = 0

    def _fresh(self) -> Office:
        home = self._folder / "county"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._made / "county", home)
        return offices.opened(home)

    def again(self) -> None:
        """Another office; this one must be whole."""
        self.taken = 0
        found = self.office.queries.check()
        self.office.ledger.close()
        self.office = self._fresh()
        assert found["ok"], found

    def close(self) -> None:
        self.office.ledger.close()


def targets(folder: Path) -> list[Target]:
    """The target, with an office in `folder`."""
    home = folder / "import"
    home.mkdir(exist_ok=True)
    county: list[County] = []
    path = home / "a.tgx"

    def check(raw: bytes) -> str:
        if not county:
            county.append(County(home))
        at = county[0]
        try:
            path.write_bytes(_package(at, raw))
        except ValueError:  # nothing that can be put into frames
            return "no package"
        before = _stands(at.office)
        found = outcome(made, lambda: exchange.import_file(at.office, path))
        if found != "fine":
            assert _stands(at.office) == before, "a refused package left a trace"
            return found
        at.taken += 1
        rows = [_row(body) for body in unpacked(raw)[1:]]
        _ask(at.office, home, rows, thorough=at.taken % THOROUGH == 1)
        if at.taken >= FRESH:
            at.again()
        return found

    made = Target("import", _make, check, 400, MAY, 200)
    return [made]


def _stands(office: Office) -> tuple[object, ...]:
    """What changes when anything at all is committed."""
    ledger: Any = office.ledger
    version = ledger.database.read("PRAGMA data_version")
    return (version, office.ledger.vector(), office.ledger.parcels(), office.ledger.peers())


def _ask(office: Office, folder: Path, rows: list[str], *, thorough: bool) -> None:
    """What windows and papers ask of a record, in both languages; the lists that it may stand in, and packages."""
    for row in dict.fromkeys(rows[:20]):
        office.ledger.history(row)
        found = office.queries.get(row)
        if found is None:
            continue
        registers.shown(found, "zh")
        registers.shown(found, "en")
        if found.entity in (*DEFAULT, *LISTED):
            office.queries.register_rows(found.entity, [row])
        if found.entity == "child":
            registers.around(office, row)
        office.queries.shown([row])
        office.queries.files_of(row)
    if not thorough:
        return
    for name in (*DEFAULT, *LISTED):
        office.queries.register_rows(name, office.queries.register_ids(name)[:50])
        office.queries.chip_counts(name)
    registers.today(office)
    for name in worklists.counts(office):
        worklists.lines(office, name)
    office.queries.tasks()
    office.queries.conflicts()
    office.queries.find("石小例")
    exchange.sync_status(office)
    for to in (TOWN, CITY):
        exchange.export(office, to, folder)


def _row(body: bytes) -> str:
    try:
        found = json.loads(body)["r"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def _package(at: County, raw: bytes) -> bytes:
    """The input as a package: bodies chained, header with the right keys, all signed."""
    first, *bodies = unpacked(raw)[: MOST_BODIES + 1] or [b""]
    signing = Key(hashlib.sha256(raw).digest())
    dev = device_id(signing.public)
    head = START
    for body in bodies:
        head = chain(head, body)
    block = Block(dev, 1, START, head, tuple(bodies))
    proof = Checkpoint(dev, len(bodies), head, signing.public, signing.sign(checkpoint_bytes(dev, len(bodies), head)))
    text = first.replace(DEVICE.encode(), device_id(Key(at.town.seed).public).encode())
    text = text.replace(KEY.encode(), Key(at.town.seed).public.hex().encode())
    text = text.replace(RECIPIENT.encode(), at.mine.recipient.encode())
    text = text.replace(PACKAGE.encode(), hashlib.sha256(raw).hexdigest()[:32].encode())
    text = text.replace(b'"changes":777', b'"changes":%d' % len(bodies))
    parts = [f.framed(b"K", packed_checkpoints([proof]))] if bodies else []
    parts += [f.framed(b"B", plain) for plain, _, _ in packed_runs([block])] if bodies else []
    return by_hand(f.framed(b"H", text), *parts, seed=at.town.seed, to=at.mine)


def _make(rng: random.Random) -> bytes:
    first = _header()
    if rng.random() < 0.08:
        first = mutated(rng, first, most=1)
    count = rng.choice((1, 1, 1, 2, 3, 8)) if rng.random() < 0.99 else MOST_BODIES
    row = _new_row(rng, entity := rng.choice(LIKELY))
    bodies: list[bytes] = []
    for _ in range(count):
        if rng.random() < 0.4:
            row = _new_row(rng, entity := rng.choice(LIKELY))
        parents = [_id(bodies)] if bodies and rng.random() < 0.5 else []
        body = _body(rng, entity, row, parents)
        if rng.random() < 0.2 / count:
            body = mutated(rng, body, most=2)
        elif rng.random() < 0.03 / count:
            body = altered(rng, body, 2)
        bodies.append(body or b"{}")
    return packed([first, *bodies])


def _header() -> bytes:
    town = Side(TOWN, bytes(32), bytes(32))
    found = header_bytes(header(777, sender=town, to=town, package=PACKAGE))
    text = json.loads(found)
    text |= {"key": KEY, "device": DEVICE, "recipients": [RECIPIENT], "from": TOWN, "to": COUNTY}
    return json.dumps(text, separators=(",", ":")).encode()


def _id(bodies: list[bytes]) -> str:
    head = START
    for body in bodies:
        head = chain(head, body)
    return head.hex()


LIKELY = tuple(ENTITIES) + ("child", "mentor", "visit", "office") * 8


def _new_row(rng: random.Random, entity: str) -> str:
    prefix = ENTITIES[entity].prefix if rng.random() < 0.97 else rng.choice("abcdxyz")
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    return prefix + "-" + "".join(rng.choice(alphabet) for _ in range(26))


def _odd(rng: random.Random) -> Any:
    """A value of a type that a body may hold, and now and then none of these."""
    if rng.random() < 0.03:
        return nasty(rng)
    whole = rng.choice((0, 1, -1, 7, 2**31, 2**53 + 1, 2**62, 2**63 - 1, -(2**63) + 1))
    return rng.choice((rng.choice(WORDS), rng.choice(WORDS), whole, None))


def _body(rng: random.Random, entity: str, row: str, parents: list[str]) -> bytes:
    """A rightly made body whose fields hold what nobody would enter."""
    spec = ENTITIES[entity]
    fields = Members()
    for name in rng.sample(list(spec.fields), rng.randint(1, min(6, len(spec.fields)))):
        kind = spec.fields[name].kind
        value: Any = kind.sample(rng) if rng.random() < 0.4 else _odd(rng)
        if isinstance(kind, Ref) and rng.random() < 0.5:
            value = rng.choice((row, _new_row(rng, kind.entity), "x", ""))
        fields.append((name, value))
    if rng.random() < 0.1:
        name = rng.choice(("_del", "_h", "_x", "id", "rowid", "new_in_v9", "select"))
        fields.append((name, rng.choice((1, 0, "x", None))))
    stamp = rng.choice((0, 1, 1_770_000_000_000, 4_070_908_800_000, 2**58, 2**53))
    whole = Members(
        [("r", row), ("t", entity), ("ts", stamp), ("f", fields), ("p", parents), ("u", "clerk"), ("n", "ab" * 9)]
    )
    return written(whole)
