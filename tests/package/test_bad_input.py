"""What may come on a stick and is no good, row by row: refused with its code, every byte of the office as it was.

The rows and where the others are tested stand in docs/reliability.md.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pyrage
import pytest

from casefiles import exchange
from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Refusal
from casefiles.edges.package import frames as f
from casefiles.edges.package.cards import Card, card_bytes
from casefiles.edges.package.heading import FORMAT, header_bytes
from casefiles.edges.package.identity import secret_text
from casefiles.edges.package.runs import packed_runs
from casefiles.edges.package.writing import signed
from tests.package import parts
from tests.package.offices import add, dump, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"
YEAR_1970, YEAR_2099 = 86_400_000, 4_080_000_000_000


def side(office: Office) -> parts.Side:
    seed, secret = office.ledger.keys()
    return parts.Side(office.home.code, seed, secret)


def good(world: SimpleNamespace) -> bytes:
    """A package of the town for the county, whole."""
    add(world.town, "child", name="石小雨例")
    return exchange.export(world.town, COUNTY, world.stick).path.read_bytes()


def opened(world: SimpleNamespace, raw: bytes) -> bytes:
    """What is inside, as its addressee may read it."""
    return pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(secret_text(side(world.county).secret))])


def of_town(world: SimpleNamespace, *frames: bytes) -> bytes:
    """Any frames, rightly signed by the town and sealed for the county."""
    return parts.sealed(signed(frames, side(world.town).seed), side(world.county))


def head(world: SimpleNamespace, changes: int = 0, **other: Any) -> bytes:
    told = json.loads(header_bytes(parts.header(changes, sender=side(world.town), to=side(world.county))))
    return f.framed(f.HEADER, json.dumps({**told, **other}).encode())


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :]


def book() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def broken_chain(world: SimpleNamespace) -> bytes:
    plain = next(packed_runs([parts.log(parts.device(), 3)]))[0]
    return of_town(world, head(world, 3), f.framed(f.BLOCKS, flipped(plain, len(plain) - 8)))


ROWS: dict[str, tuple[Callable[[SimpleNamespace], bytes], str]] = {
    "1 no byte": (lambda _w: b"", "EMPTY"),
    "2 zeros alone": (lambda w: bytes(len(good(w))), "ZEROS"),
    "3 cut in the middle": (lambda w: good(w)[:3000], "TRUNCATED"),
    "3 cut at the last byte": (lambda w: good(w)[:-1], "TRUNCATED"),
    "4 one bit": (lambda w: flipped(good(w), 5000), "DAMAGED"),
    "5 a workbook": (lambda _w: book(), "NOT_A_BUNDLE"),
    "6 an age file": (lambda w: parts.sealed([b"a letter"], side(w.county)), "NOT_A_BUNDLE"),
    "6 an age file with a passphrase": (lambda _w: pyrage.passphrase.encrypt(b"a letter", "x"), "NOT_A_BUNDLE"),
    "7 for another office": (lambda w: parts.sealed([opened(w, good(w))], parts.OTHER), "NOT_FOR_US"),
    "9 a stranger": (
        lambda w: parts.package(parts.log(parts.device(), 3), sender=parts.side("999901109"), to=side(w.county)),
        "UNKNOWN_SENDER",
    ),
    "11 the signature": (lambda w: parts.sealed([flipped(opened(w, good(w)), -10)], side(w.county)), "FORGED"),
    "11 another office's name": (lambda w: of_town(w, head(w, **{"from": "999901102"})), "FORGED"),
    "17 a newer format": (lambda w: of_town(w, head(w, min_reader=FORMAT + 1)), "TOO_NEW"),
    "17 another suite": (lambda w: of_town(w, head(w, suite=2)), "TOO_NEW"),
    "19 a frame of 4 GB": (lambda w: of_town(w, head(w), f.FRAME.pack(b"B", 5, 2**32 - 1) + b"a\0b\0c"), "TOO_BIG"),
    "20 no JSON": (lambda w: of_town(w, f.framed(f.HEADER, b"{")), "BAD_FRAME"),
    "20 NaN": (lambda w: of_town(w, head(w, created=float("nan"))), "BAD_FRAME"),
    "20 depth 10,000": (lambda w: of_town(w, f.framed(f.HEADER, b"[" * 10_000)), "BAD_FRAME"),
    "20 a name of 1 MB": (lambda w: of_town(w, head(w, app="x" * (1 << 20))), "BAD_FRAME"),
    "20 a count that is not so": (lambda w: of_town(w, head(w, 3)), "BAD_FRAME"),
    "21 a chain": (broken_chain, "BAD_CHAIN"),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_bad_file_is_refused_and_leaves_every_byte(world: SimpleNamespace, row: str) -> None:
    make, code = ROWS[row]
    path = parts.put(world.stick, make(world), "a.tgx")
    is_refused(world, world.county, path, code)
    assert [one.code for one in exchange.refused(world.county)] == [code]
    add(world.town, "child", name="石小满例")
    assert exchange.import_file(world.county, exchange.export(world.town, COUNTY, world.stick).path).state == "done"


def is_refused(world: SimpleNamespace, office: Office, path: Path, code: str) -> None:
    folder = world.home / {COUNTY: "county", TOWN: "town"}.get(office.home.code, "city")
    was = dump(office), as_it_was(office, folder)
    with pytest.raises(Refusal) as refusal:
        exchange.import_file(office, path)
    (problem,) = refusal.value.problems
    assert problem.code == code
    said = problem.say("zh"), problem.say("en")
    assert said[0] != said[1]
    assert all(text and "{" not in text for text in said)
    assert problem.code in MESSAGES
    assert (dump(office), as_it_was(office, folder)) == was


def as_it_was(office: Office, folder: Path) -> dict[str, str]:
    """Every file, but the package itself that is kept for a later version."""
    return {name: digest for name, digest in files(office, folder).items() if not name.startswith("inbox/later-")}


def test_sealed_anew_for_another_office(world: SimpleNamespace) -> None:
    """Row 8: the recipients are part of what is signed."""
    raw = parts.sealed([opened(world, good(world))], side(world.city))
    is_refused(world, world.city, parts.put(world.stick, raw), "NOT_FOR_US")


def test_a_clock_that_cannot_be_right_stops_nothing(world: SimpleNamespace) -> None:
    """Rows 24 and 25: ours, and the sender's."""
    add(world.town, "child", name="石小雨例")
    world.town.clock.at = YEAR_2099
    path = exchange.export(world.town, COUNTY, world.stick).path
    report = exchange.import_file(world.county, path)
    assert (report.state, [p.code for p in report.problems]) == ("done", ["CLOCK_THEIRS"])
    world.county.clock.at = YEAR_1970
    sent = exchange.export(world.city, COUNTY, world.stick).path
    report = exchange.import_file(world.county, sent)
    assert (report.state, [p.code for p in report.problems]) == ("done", ["CLOCK"])
    assert [p.code for p in exchange.notices(world.county)] == ["CLOCK"]
    for problem in report.problems:
        assert problem.say("zh") != problem.say("en")
    assert world.county.queries.count("child") == 1


def test_an_office_that_was_renamed(world: SimpleNamespace) -> None:
    """Row 44, the name alone: a new card under the same key, and packages before and after it."""
    before = good(world)
    town = side(world.town)
    card = Card(TOWN, "云台街道（演示）", "township", world.town.ledger.device, town.public, town.recipient, 1)
    peer, _ = exchange.accept_card(world.county, parts.put(world.stick, card_bytes(card, town.seed), "new.card"))
    assert peer.name == "云台街道（演示）"
    report = exchange.import_file(world.county, parts.put(world.stick, before, "a.tgx"))
    assert report.state == "done"
    assert exchange.slip(world.county, report.package).name == "云台街道（演示）"
