"""What else comes from outside: office cards, the file of wrapped keys, rosters, photos, scans, sealed pieces."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from casefiles import roster
from casefiles.edges import images, scans
from casefiles.edges.package import cards
from casefiles.edges.package.writing import Key
from db import keyslots, pieces
from tests import photos
from tests.fuzz.mutation import altered, mutated, nasty
from tests.fuzz.target import CORPUS, Target, outcome
from tests.package.parts import TOWN
from tests.roster.books import BOY, GIRL

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

KEY = bytes(range(32))
NAME = b"ab/cdef"
FAST = keyslots.Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "correct horse"
_strict = msgspec.json.Decoder(dict[str, str | int])


def targets(folder: Path) -> list[Target]:
    """The targets; files are written into `folder`."""
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    card = folder / "a.card"

    def read_card(raw: bytes) -> None:
        card.write_bytes(_signed(raw))
        found = cards.read_card(card)
        assert found.office.isprintable()
        assert len(found.name) <= 200

    def read_keys(raw: bytes) -> None:
        for name in (keyslots.FILE, keyslots.SECOND):
            (keys / name).write_bytes(raw)
        people = keyslots.users(keys)
        assert all(isinstance(shown, str) for shown in people.values())
        key, login = keyslots.unlock(keys, None, PASSPHRASE)
        assert (len(key), login in people) == (32, True)

    def read_photo(raw: bytes) -> None:
        media = images.media_of(raw[:1024])
        if media == images.PDF:
            scans.clean(raw, "a")
            return
        images.clean(raw, "a", shrink=len(raw) % 2 == 0)
        images.view(raw, 64)

    photo = "FILE_KIND FILE_HEIC FILE_BROKEN FILE_LOCKED PHOTO_TOO_LARGE"
    return [
        _target("card", _card, read_card, 2400, "EMPTY NOT_A_CARD"),
        _target("keys", _keys, read_keys, 1500, "WRONG_PASSPHRASE KEYS_DAMAGED", 600),
        _target("workbook", _workbook, roster.read, 1000, "NOT_A_WORKBOOK WORKBOOK_PASSWORD WORKBOOK_EMPTY", 600),
        _target("photo", _photo, read_photo, 700, photo, 600),
        _target("pieces", _pieces, _open_pieces, 1000, ""),
    ]


def _target(
    name: str,
    make: Callable[[random.Random], bytes],
    read: Callable[[bytes], object],
    share: int,
    may: str,
    mib: int = 96,
) -> Target:
    made = Target(name, make, lambda raw: outcome(made, lambda: read(raw)), share, frozenset(may.split()), mib)
    return made


# cards


@cache
def _right_card() -> bytes:
    fields = cards.Card("999001001", "云台镇（演示）", "township", "abcdefgh234567ab", TOWN.public, TOWN.recipient, 1)
    return cards.card_bytes(fields, TOWN.seed)


def _card(rng: random.Random) -> bytes:
    return mutated(rng, _right_card()) if rng.random() < 0.85 else altered(rng, _right_card())


def _signed(raw: bytes) -> bytes:
    """The card signed anew where its form allows it: a liar signs what it likes."""
    try:
        fields = _strict.decode(raw)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return raw
    if len(raw) % 3 == 0 or "sig" not in fields or fields.get("sign_pub") != TOWN.public.hex():
        return raw
    del fields["sig"]
    form = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    fields["sig"] = Key(TOWN.seed).sign(b"TGXC1\n" + form.encode("utf-8", "surrogatepass")).hex()
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


# keys


@cache
def _right_keys() -> bytes:
    return (CORPUS / "keys" / "whole.bin").read_bytes()


def _keys(rng: random.Random) -> bytes:
    def value(rng: random.Random) -> object:
        return rng.choice((1, 8, 64, 128, 1 << 19, 1 << 20, "", "AAAA", [], None)) if rng.random() < 0.3 else nasty(rng)

    return mutated(rng, _right_keys(), value=value) if rng.random() < 0.85 else altered(rng, _right_keys())


# rosters


ROWS = (
    ("姓名", "性别", "身份证号", "出生日期"),
    ("王小样", "男", BOY, "2014-03-07"),
    ("李小例", "女", GIRL, 41705),
)


@cache
def _books() -> tuple[bytes, ...]:
    lines = "\n".join(",".join(map(str, row)) for row in ROWS)
    page = "<table><tr>" + "</tr><tr>".join("".join(f"<td>{c}</td>" for c in row) for row in ROWS) + "</tr></table>"
    first = (CORPUS / "workbook" / "whole.bin").read_bytes()
    return (first, lines.encode(), lines.encode("gb18030"), lines.encode("utf-16"), f"<html>{page}</html>".encode())


def _workbook(rng: random.Random) -> bytes:
    raw = rng.choice(_books())
    if not raw.startswith(b"PK") or rng.random() < 0.3:
        return altered(rng, raw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        aim = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name == aim or rng.random() < 0.05:
                part = _altered_xml(rng, part)
            if rng.random() > 0.03:
                new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
        if rng.random() < 0.1:
            name = rng.choice(("xl/../x", "a" * 300, "xl/worksheets/sheet9.xml"))
            new.writestr(zipfile.ZipInfo(name), rng.randbytes(50))
    return out.getvalue()


def _altered_xml(rng: random.Random, part: bytes) -> bytes:
    if rng.random() < 0.3:
        return altered(rng, part)
    words = (b'r="XFD1048576"', b'r="A99999999"', b'r="A0"', b'r=""', b't="s"', b't="e"', b't="d"', b't="inlineStr"')
    inside = (b"-1", b"99999999999", b"1e308", b"NaN", b"&bomb;", b"", b"9" * 400, b"\xff", "长".encode() * 40_000)
    for _ in range(rng.randint(1, 4)):
        marks = [n for n, c in enumerate(part) if c == 0x3E]  # >
        if not marks:
            break
        at = rng.choice(marks)
        match rng.randrange(3):
            case 0:
                part = part[:at] + b" " + rng.choice(words) + part[at:]
            case 1:
                part = part[: at + 1] + rng.choice(inside) + part[at + 1 :]
            case _:
                end = part.find(b"<", at)
                part = part[: at + 1] + rng.choice(inside) + part[end:]
    return part


# photos and scans


@cache
def _pictures() -> tuple[bytes, ...]:
    import pikepdf

    scan = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(scan)
    picture = photos.arrow()
    return (
        photos.jpeg(turned=6, taken="2026:11:01 08:00:00"),
        photos.jpeg(),
        photos.saved(picture, "PNG"),
        photos.saved(picture, "WEBP"),
        scan.getvalue(),
    )


def _photo(rng: random.Random) -> bytes:
    return altered(rng, rng.choice(_pictures()), 3)


# sealed pieces


@cache
def _sealed() -> bytes:
    return (CORPUS / "pieces" / "whole.bin").read_bytes()


def _pieces(rng: random.Random) -> bytes:
    """A file of pieces altered, or one that is sealed rightly around a stream that lies."""
    if rng.random() < 0.5:
        return altered(rng, _sealed(), 3)
    content = rng.randbytes(rng.choice((0, 1, 40, 3000)))
    sha = rng.choice((bytes(32), hashlib.sha256(content).digest()))
    size = rng.choice((len(content), 0, len(content) + 1, 2**40, 2**40 + 1, 2**64 - 1))
    return b"\1" + (sha + size.to_bytes(8, "big") + content)[: rng.choice((10, 39, 40, 5000))]


def _open_pieces(raw: bytes) -> None:
    if raw[:1] == b"\1":
        header = pieces.MAGIC + bytes(pieces.SALT)
        cipher = pieces._cipher(KEY, header)
        raw = header + cipher.encrypt(pieces._nonce(0, last=True), raw[1:], header + NAME)
    try:
        found = pieces.open_bytes(raw, KEY, NAME)
    except pieces.Bad:
        return
    assert len(found) <= len(raw)


