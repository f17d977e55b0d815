"""The format as docs/package.md tells it, and what reading and writing it takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from casefiles.edges.package import attached, cards, frames, heading, runs, seal
from casefiles.edges.package.identity import secret_text
from tests.package import parts

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "package.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader that the page prints, as a program."""
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    path = tmp_path_factory.mktemp("page") / "reader.py"
    path.write_text(code[1], encoding="utf-8")
    return path


def test_the_reader_on_the_page_reads_a_package(reader: Path, tmp_path: Path) -> None:
    block = parts.log("abcdefgh234567ab", 2500, size=40)
    path = parts.put(tmp_path, parts.package(block))
    key = parts.put(tmp_path, secret_text(parts.COUNTY.secret).encode(), "key.txt")
    said = subprocess.run([sys.executable, reader, path, key], check=True, capture_output=True)
    header, changes = json.loads(said.stdout)
    assert header["from"] == parts.TOWN.office
    assert [c[:2] for c in changes] == [[block.dev, n] for n in range(1, 2501)]
    assert [c[2] for c in changes] == [json.loads(b) for b in block.bodies]


def test_the_page_names_what_the_header_holds() -> None:
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    written = json.loads(heading.header_bytes(parts.header(5)))
    assert list(json.loads(example[1])) == list(written)


def test_the_page_tells_the_limits() -> None:
    assert frames.MAX_PLAIN == 4 << 20
    assert frames.MAX_PACKED == (4 << 20) + (64 << 10)
    assert frames.END.size == 104
    assert runs.MAX_BODY == 1 << 20
    assert seal.CHUNK == 65_536
    assert cards.FORMAT == heading.MIN_READER == heading.SUITE == 1
    assert heading.FORMAT == 4
    assert attached.MOST_WANTED == 2000
    assert attached.MOST_BYTES == 200 << 20
    for code in re.findall(r"`([A-Z_]{5,})`", PAGE):
        from casefiles.domain.messages import MESSAGES

        assert code in MESSAGES or code in {"O_DIRECT", "POSIX_FADV_DONTNEED", "DOORSTEP_MARKS"}, code


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 13, 100, 321])
def test_every_package_is_whole_chunks_long(count: int) -> None:
    for size in range(0, 40, 7):
        raw = parts.package(*([parts.log("d", count, size=size)] if count else []))
        payload = len(raw) - raw.index(b"\n--- ") - 49 - 16
        assert payload % 65_552 == 0
    opened = pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(secret_text(parts.COUNTY.secret))])
    assert opened.startswith(b"TGXB1\nH")


PEAK = """
import resource, sys
from pathlib import Path
from casefiles.edges.package.reading import runs, verify
from casefiles.edges.package.writing import write_package
from tests.package.parts import COUNTY, TOWN, header, log
from casefiles.domain.changes import START

def blocks(count):
    first, prev = 1, START
    while first <= count:
        block = log("abcdefgh234567ab", 1000, first, prev, 150)
        yield block
        first, prev = first + 1000, block.end

count, path = int(sys.argv[1]), Path(sys.argv[2])
with path.open("wb") as out:
    write_package(out, header(count), blocks(count), TOWN.seed)
seen = verify(path, COUNTY.secret, lambda header, _: {TOWN.public: TOWN.office}.get(header.key))
assert sum(len(run.bodies) for run in runs(seen, COUNTY.secret)) == count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_memory_does_not_grow_with_the_package(tmp_path: Path) -> None:
    """100,000 changes are 70 MB plain."""
    peaks = []
    for count in (10_000, 100_000):
        run = [sys.executable, "-c", PEAK, str(count), str(tmp_path / "a.tgx")]
        peaks.append(int(subprocess.run(run, check=True, capture_output=True, cwd=ROOT).stdout))
    assert peaks[1] < peaks[0] + 10, f"{peaks} MiB"
