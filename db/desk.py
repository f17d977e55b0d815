"""What lies on this desk and is never merged: drafts, settings, peers with their receipts, parcels, keys."""

from __future__ import annotations

import contextlib
import functools
import json
from typing import TYPE_CHECKING

from casefiles.domain.changes import Seen, Vector
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import device_id
from casefiles.ports import Clock, Consignment, Parcel, Peer
from db import consignments, identity
from db.access import AccessRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.keysheets import Standing
    from casefiles.ports_exchange import Line
    from db.driver import Connection, Database

WORDS = ("certificate", "revocation")
PUT_SETTING = (  # what stands already is not written again
    "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value"
    " WHERE value <> excluded.value"
)


def forget_draft(connection: Connection, key: str) -> None:
    """Remove a draft inside the caller's transaction."""
    connection.execute("DELETE FROM draft WHERE key=?", (key,))


def put_setting(connection: Connection, key: str, value: str | None) -> None:
    """Write a setting inside the caller's transaction; None removes it."""
    if value is None:
        connection.execute("DELETE FROM setting WHERE key=?", (key,))
    else:
        connection.execute(PUT_SETTING, (key, value))


class Desk(AccessRecord):
    """The part of the ledger that belongs to this computer alone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self._accounts: tuple[int, dict[str, str]] | None = None

    def safeguard(self, *, always: bool = False) -> None:
        """Nobody keeps copies of a database that is not an opened office (see `OpenLedger.safeguard`)."""

    def keep_draft(self, key: str, draft: Mapping[str, str]) -> None:
        """Keep what was typed and not saved; an empty draft removes it."""
        with self.database.writing() as connection:
            if not draft:
                forget_draft(connection, key)
                return
            line = (key, json.dumps(dict(draft), ensure_ascii=False), self.clock.now_ms())
            connection.execute("INSERT OR REPLACE INTO draft(key, fields, at_ms) VALUES(?, ?, ?)", line)

    def draft(self, key: str) -> tuple[dict[str, str], int] | None:
        """The kept draft and when it was kept (ms)."""
        row = self.database.one("SELECT fields, at_ms FROM draft WHERE key=?", (key,))
        return (dict(json.loads(row[0])), int(row[1])) if row else None

    def peers(self) -> list[Peer]:
        """The offices whose card was accepted, by division code."""
        rows = self.database.read(
            "SELECT office, name, level, sign_pub, recipient, receipt, receipt_ms FROM peer ORDER BY office"
        )
        return [Peer(o, n, lv, key, to, _vector(told), ms) for o, n, lv, key, to, told, ms in rows]

    def keep_peer(self, peer: Peer) -> None:
        """Accept or update another office's card or receipt."""
        receipt = None if peer.receipt is None else _told(peer.receipt)
        line = (peer.office, peer.name, peer.level, peer.sign_pub, peer.recipient, receipt, peer.receipt_ms)
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO peer(office, name, level, sign_pub, recipient, receipt, receipt_ms)"
                " VALUES(?, ?, ?, ?, ?, ?, ?)",
                line,
            )

    def called(self, device: str) -> str:
        """What people call a device: its office's name if a card of this or a later computer of it was accepted, with
        the code behind where two offices have that name; else its id."""
        peers = self.peers()
        found = next((p for p in peers if device_id(p.sign_pub) == device), None) or next(
            (p for p in peers if device in (self.setting(f"devices:{p.office}") or "").split(",")), None
        )
        if found is None:
            return device
        return found.name if sum(p.name == found.name for p in peers) == 1 else f"{found.name}（{found.office}）"

    def accounts(self) -> dict[str, str]:
        """Who has an account on this computer: login -> the person's name; nothing where that cannot be read."""
        from db import keyslots

        folder = self.database.path.parent
        with contextlib.suppress(Refusal, OSError):
            written = (folder / keyslots.FILE).stat().st_mtime_ns
            if self._accounts is None or self._accounts[0] != written:  # lists ask for every line
                self._accounts = written, keyslots.users(folder)
            return self._accounts[1]
        return {}

    def sheets(self) -> Standing | None:
        """The recovery sheets that are valid for this database; None for none, or where that cannot be read."""
        from db import keysheets

        with contextlib.suppress(Refusal, OSError):
            return keysheets.standing(self.database.path.parent)
        return None

    def keys(self) -> tuple[bytes, bytes]:
        """This device's secret keys: Ed25519 seed (32 bytes) and X25519 secret (32 bytes)."""
        return identity.keys(self.database)

    def former_keys(self) -> list[bytes]:
        """The X25519 secrets that packages for this office were sealed for before, the newest first."""
        return identity.former_receiving(self.database)

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes that follows from the database's, for what lies beside it."""
        return self.database.derived(purpose)

    def words(self) -> tuple[list[bytes], list[bytes]]:
        """The certificates and revocations that are kept, as they are signed."""
        kept = [self.database.read(f"SELECT body FROM {name} ORDER BY device, issuer") for name in WORDS]  # noqa: S608
        certificates, revocations = ([bytes(body) for (body,) in rows] for rows in kept)
        return certificates, revocations

    def keep_words(self, certificates: Iterable[Line], revocations: Iterable[Line]) -> None:
        """Keep certificates and revocations: (device, issuing office, as it is signed), one of each kind."""
        with self.database.writing() as connection:
            for name, lines in zip(WORDS, (certificates, revocations), strict=True):
                sql = f"INSERT OR REPLACE INTO {name}(device, issuer, body) VALUES(?, ?, ?)"
                connection.executemany(sql, list(lines))

    def keep_parcel(self, parcel: Parcel) -> None:
        """Note a package written, imported, waiting or refused; a later note of the same package replaces it."""
        line = (
            parcel.package,
            parcel.direction,
            parcel.office,
            parcel.state,
            parcel.at_ms,
            parcel.count,
            parcel.reason,
        )
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO parcel(package, direction, office, state, at_ms, count, reason)"
                " VALUES(?, ?, ?, ?, ?, ?, ?)",
                line,
            )

    def parcels(self) -> list[Parcel]:
        """The packages noted, newest first."""
        rows = self.database.read(
            "SELECT package, direction, office, state, at_ms, count, reason FROM parcel ORDER BY at_ms DESC, package"
        )
        return [Parcel(*row) for row in rows]

    def keep_figures(self, office: str, day: str, areas: Mapping[str, Mapping[str, int]]) -> None:
        """Keep what an office below has counted: of each day the last."""
        with self.database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO figure(office, day, data) VALUES(?, ?, ?)", (office, day, json.dumps(areas))
            )

    def figures_of(self) -> list[tuple[str, str, dict[str, dict[str, int]]]]:
        """(office, day, division -> name -> number), the newest of each office."""
        rows = self.database.read("SELECT office, max(day), data FROM figure GROUP BY office ORDER BY office")
        return [(office, day, json.loads(data)) for office, day, data in rows]

    def keep_consignment(self, consignment: Consignment) -> None:
        """Note what a package carried; a later note of the same package replaces it."""
        with self.database.writing() as connection:
            consignments.keep(connection, consignment)

    def consignments(self, office: str = "") -> list[Consignment]:
        """What the packages carried, to and from an office or all, newest first."""
        with self.database.reading() as connection:
            return consignments.kept(connection, office)

    def setting(self, key: str) -> str | None:
        """A setting of this database (never merged)."""
        row = self.database.one("SELECT value FROM setting WHERE key=?", (key,))
        return str(row[0]) if row else None

    def settings(self, beginning: str) -> dict[str, str]:
        """The settings whose keys begin so, by the rest of the key."""
        rows = self.database.read(
            "SELECT substr(key, length(?1) + 1), value FROM setting WHERE key >= ?1 AND key < ?1 || char(1114111)",
            (beginning,),
        )
        return {rest: str(value) for rest, value in rows}

    def keep_setting(self, key: str, value: str | None) -> None:
        """Write a setting; None removes it."""
        with self.database.writing() as connection:
            put_setting(connection, key, value)


def _told(vector: Vector) -> str:
    return json.dumps({dev: [s.seq, s.head.hex(), s.holes, s.bare] for dev, s in vector.items()})


def _vector(text: str | None) -> Vector | None:
    return None if text is None else dict(_read(text))


@functools.lru_cache(maxsize=64)
def _read(text: str) -> Vector:
    """The receipt of a peer: asked for many times between two packages, which alone change it."""
    found = json.loads(text)
    return {
        dev: Seen(seq, bytes.fromhex(head), *(tuple((a, b) for a, b in spans) for spans in rest))
        for dev, (seq, head, *rest) in found.items()
    }
