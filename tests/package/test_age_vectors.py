"""The sealed file against CCTV's age test vectors: those of X25519 without armour, from npm's cctv-age 0.2.0.

Their licence (0BSD, CC0-1.0 or Unlicense) lets them be copied. Each file is a few lines of what is expected, an empty
line, and the age file, some of it packed with zlib.
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from casefiles.domain.problems import Refusal
from casefiles.edges.package import identity, seal

VECTORS = sorted((Path(__file__).parent / "cctv").iterdir())
REFUSED = {
    "no match": {"NOT_FOR_US"},
    "HMAC failure": {"DAMAGED"},
    "header failure": {"DAMAGED", "TRUNCATED", "NOT_A_BUNDLE"},
    "payload failure": {"DAMAGED", "TRUNCATED"},
}
LENIENT = {"stanza_missing_body", "stanza_missing_final_line"}
"""The library takes stanzas without their empty last line, which older writers left out; the MAC covers them."""


def test_there_are_as_many_as_were_copied() -> None:
    assert len(VECTORS) == 67


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: p.name)
def test_vector(tmp_path: Path, path: Path) -> None:
    head, _, body = path.read_bytes().partition(b"\n\n")
    said = dict(line.split(": ", 1) for line in reversed(head.decode().splitlines()))  # the first of several keys
    file = tmp_path / "a.age"
    file.write_bytes(zlib.decompress(body) if said.get("compressed") == "zlib" else body)
    secret = identity._unbech32("age-secret-key-", said["identity"].lower())
    got, refused = hashlib.sha256(), ""
    try:
        with closing(seal.unsealed(file, secret)) as pieces:
            for piece in pieces:
                got.update(piece)
    except Refusal as refusal:
        refused = refusal.problems[0].code
    if path.name in LENIENT or said["expect"] == "success":
        assert not refused
    else:
        assert refused in REFUSED[said["expect"]]
    if "payload" in said:
        assert got.hexdigest() == said["payload"], "what was handed over before the failure was right"
