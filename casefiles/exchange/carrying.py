"""The bytes of photos and scans in packages: which go, and what comes.

They go only to an office that gets whole files (profiles.py), and only what it lacks: it says so in the header of its
packages, or the record goes in this very package. Newest first, and as many as a package may carry; the rest goes next
time. `wants:CODE` in the settings are the contents an office asked for last, `carried:CODE` those that went to it
since, which come after the others.

What comes is kept when it is what its hash says and a record here names it. The changes are in by then, and do not
depend on it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.attached import MOST_BYTES, MOST_WANTED, PIECE, content_frames
from casefiles.edges.package.parting import Unit
from casefiles.edges.package.reading import attached
from casefiles.exchange import profiles, scope
from casefiles.exchange.reports import Attached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from casefiles.edges.package.attached import Piece
    from casefiles.edges.package.heading import Header
    from casefiles.edges.package.reading import Verified
    from casefiles.exchange.cargo import Cargo
    from casefiles.exchange.reports import ImportReport
    from casefiles.office import Office
    from casefiles.ports import Peer, Record

MOST = 256 << 20
"""bytes of photos and scans in one package, unless the setting `most_attached` says another number"""
NAMED = 3
"""damaged contents whose titles are told"""
LOOKED_AT = 20_000
"""records looked at for what a header may ask for"""


class Content(NamedTuple):
    """A content that goes."""

    sha256: str
    size: int


@dataclass(slots=True)
class Freight:
    """What goes into a package, and how many had no room in it. `damaged` is known when it was written."""

    office: Office
    contents: tuple[Content, ...] = ()
    left: int = 0
    damaged: int = 0

    @property
    def size(self) -> int:
        """The bytes of all contents."""
        return sum(one.size for one in self.contents)

    def units(self, passed: Callable[[int], None], room: int = PIECE) -> Iterator[Unit]:
        """The frames; a content that cannot be read to its end stays unfinished. `passed` is told the bytes."""
        done = 0
        self.damaged = 0
        for sha256, size in self.contents:
            begun = 1
            for frame in content_frames(sha256, size, self._chunks(sha256, size), room):
                yield Unit((frame,), begun=begun)
                begun = 0
            done += size
            passed(done)

    def _chunks(self, sha256: str, size: int) -> Iterator[bytes]:
        left = size
        try:
            for chunk in self.office.blobs.pieces(sha256):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
        except Refusal:
            left = -1
        self.damaged += left != 0


def wants(office: Office, peer: Peer) -> tuple[tuple[str, ...], int]:
    """What the header for an office asks for, and how many contents are missing here in all."""
    number = office.blobs.number_wanted()
    if not number:
        return (), 0
    may = scope.Scope(office, peer)
    asked = (sha for sha, row in office.blobs.wanted(LOOKED_AT) if may(row))
    return tuple(sha for sha, _ in zip(asked, range(MOST_WANTED), strict=False)), number


def freight(office: Office, peer: Peer, load: Cargo) -> Freight:
    """The contents that the office lacks, may see and gets this time."""
    if profiles.profile(office, peer) is not profiles.FULL:
        return Freight(office)
    most = int(office.ledger.setting("most_attached") or MOST)
    carried = set(_setting(office, f"carried:{peer.office}"))
    found = _named(office.queries.many(load.attachments).values())
    for sha in _setting(office, f"wants:{peer.office}"):
        rows = office.queries.select("attachment", {"sha256": sha})
        found |= _named(row for row in rows if load.may(row.id))
    order = sorted(found, key=lambda sha: (found[sha], sha), reverse=True)
    order.sort(key=lambda sha: sha in carried)
    there = [Content(sha, size) for sha in order if (size := office.blobs.length(sha)) is not None]
    taken, room = 0, most
    for one in there:
        if taken and one.size > room:
            break
        taken, room = taken + 1, room - one.size
    return Freight(office, tuple(there[:taken]), len(there) - taken)


def went(office: Office, peer: Peer, gone: Freight) -> None:
    """These contents are on their way."""
    if gone.contents:
        known = _setting(office, f"carried:{peer.office}")
        now = [one.sha256 for one in gone.contents]
        _keep(office, f"carried:{peer.office}", [sha for sha in known if sha not in set(now)] + now)


def asked(office: Office, code: str, header: Header) -> None:
    """Note what an office asks for; what went to it before is among it, or has arrived."""
    _keep(office, f"wants:{code}", list(header.wants))
    _keep(office, f"carried:{code}", [])


ENDED = {"DISK_FULL": "PHOTOS_NO_ROOM", "STICK_PULLED": "PHOTOS_PULLED", "CANNOT_READ": "PHOTOS_PULLED"}
"""what ends the photos alone: the changes are in"""


def take(office: Office, pieces: Iterable[Piece]) -> tuple[Attached, tuple[Problem, ...]]:
    """Keep the contents that come and are missing here; what came of them, and what is wrong.

    Nothing is raised: the changes are in. What could not be kept is asked for again by the next package.
    """
    here = bad = size = 0
    titles: list[str] = []
    problems: list[Problem] = []
    try:
        coming = Contents(pieces)
        while (piece := coming.begin()) is not None:
            row = _missing(office, piece)
            if row is None:
                continue
            if office.blobs.take(piece.sha256, piece.size, cast("BinaryIO", coming)):
                here, size = here + 1, size + piece.size
            else:
                bad += 1
                titles.append(str(row.values.get("name") or row.id))
    except Refusal as refusal:
        problems += [Problem(ENDED[p.code]) if p.code in ENDED else p for p in refusal.problems]
    problems = [Problem("BLOB_CAME_BAD", "attachment", value=title) for title in titles[:NAMED]] + problems
    return Attached(here, bad, size), tuple(problems)


def with_photos(
    office: Office,
    report: ImportReport,
    parts: Sequence[Verified],
    secret: bytes,
    passed: Callable[[int], None] | None,
) -> ImportReport:
    """The report with the photos and scans that a delivery brings: the changes are in, so a stop ends only this."""
    if not any(part.header.attachments for part in parts):
        return report
    until = Until(passed)
    pieces = (piece for part in parts for piece in attached(part, secret, until.passed))
    found, problems = take(office, until.stopped(pieces))
    return replace(report, attached=found, problems=(*report.problems, *problems))


class Until:
    """Lets pieces through until somebody stops the work. The changes are in, so that is no error: what did not come
    is asked for again."""

    def __init__(self, told: Callable[[int], None] | None) -> None:
        self._told, self._over = told, False

    def passed(self, done: int) -> None:
        """So many bytes were read."""
        if self._told is not None and not self._over:
            try:
                self._told(done)
            except Exception:  # whatever the listener raises means stop (reports.Progress)
                self._over = True

    def stopped(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces as long as nobody stops."""
        for piece in pieces:
            if self._over:
                return
            yield piece


class Contents:
    """Pieces one content after the other, each to be read like a file."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._now: Piece | None = None
        self._rest = b""
        self._next: Piece | None = next(self._pieces, None)

    def begin(self) -> Piece | None:
        """The first piece of the next content; what was not read of the one before is passed over."""
        while self._next is not None and (self._next.at or self._follows(self._next)):
            self._step(self._next)  # of a content that an earlier part began nothing can be made without that part
        if self._next is None:
            return None
        self._now = None
        return self._step(self._next)

    def read(self, size: int) -> bytes:
        """Up to so many bytes; b"" at the end, also of a content that its writer left unfinished."""
        while not self._rest and self._next is not None and self._follows(self._next):
            self._step(self._next)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _follows(self, piece: Piece) -> bool:
        now = self._now
        return now is not None and not now.last and piece.sha256 == now.sha256 and piece.at == now.at + len(now.data)

    def _step(self, piece: Piece) -> Piece:
        self._now, self._rest, self._next = piece, piece.data, next(self._pieces, None)
        return piece


def _missing(office: Office, piece: Piece) -> Record | None:
    """The record that names a content which is not here; None when it is, or nobody asked."""
    if piece.size > MOST_BYTES or office.blobs.length(piece.sha256) is not None:
        return None
    return next(iter(office.queries.select("attachment", {"sha256": piece.sha256}, limit=1)), None)


def _named(rows: Iterable[Record]) -> dict[str, str]:
    """hash -> day of the records that stand."""
    found: dict[str, str] = {}
    for row in rows:
        sha, day = str(row.values.get("sha256") or ""), str(row.values.get("on") or "")
        if sha and not row.deleted:
            found[sha] = max(found.get(sha, ""), day)
    return found


def _setting(office: Office, key: str) -> list[str]:
    return [str(one) for one in json.loads(office.ledger.setting(key) or "[]")]


def _keep(office: Office, key: str, shas: list[str]) -> None:
    value = json.dumps(shas) if shas else None
    if office.ledger.setting(key) != value:
        office.ledger.keep_setting(key, value)
