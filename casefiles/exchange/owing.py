"""Running text that an office above was not to read when its records went there, and is to read now.

`owed:CODE` in the settings is what had gone without text when both offices agreed on more: how far each log, and the
package that made up for it. It stays until the office names that package as taken in, so that a lost one heals itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.changes import Block, Stub, chain
from casefiles.edges import codec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.changes import Vector
    from casefiles.office import Office


def begin(office: Office, code: str) -> None:
    """From now on the office reads running text: what went there without it is owed."""
    peer = next((p for p in office.ledger.peers() if p.office == code), None)
    have = office.ledger.recognised((peer.receipt if peer else None) or {})
    _keep(office, code, {log: seen.seq for log, seen in have.items() if seen.seq}, "")


def end(office: Office, code: str) -> None:
    """The office reads no running text any more: nothing is owed."""
    office.ledger.keep_setting(f"owed:{code}", None)


def owed(office: Office, code: str) -> dict[str, int]:
    """How far each log went without text; nothing as a rule."""
    found = _kept(office, code).get("logs")
    return {str(log): int(seq) for log, seq in found.items()} if isinstance(found, dict) else {}


def blocks(office: Office, logs: dict[str, int], base: Vector) -> Iterator[Block]:
    """The changes of these logs that have text, as far as they went and the reader holds them, with it."""
    if not logs:
        return
    for block in office.ledger.since({}):
        reached = min(logs.get(block.name, 0), base[block.name].seq if block.name in base else 0)
        if block.first <= reached and block.private:
            yield from _with_text(block, reached)


def went(office: Office, code: str, package: str) -> None:
    """It was written into this package."""
    logs = owed(office, code)
    if logs:
        _keep(office, code, logs, package)


def confirmed(office: Office, code: str, package: str) -> None:
    """The office named this package as the last it took in."""
    kept = _kept(office, code)
    if package and kept.get("package") == package:
        end(office, code)


def _with_text(block: Block, reached: int) -> Iterator[Block]:
    """The runs of a block whose changes have private parts here."""
    run: list[bytes] = []
    head, prev, first = block.prev, block.prev, block.first
    for seq, body in enumerate(block.bodies, block.first):
        mark = codec.mark_of(body) if seq <= reached and not isinstance(body, Stub) else ""
        after = chain(head, body)
        if mark in block.private and not isinstance(body, Stub):
            if not run:
                prev, first = head, seq
            run.append(body)
        elif run:
            yield _run(block, first, prev, head, run)
            run = []
        head = after
    if run:
        yield _run(block, first, prev, head, run)


def _run(block: Block, first: int, prev: bytes, end_: bytes, run: list[bytes]) -> Block:
    private = {mark: block.private[mark] for mark in map(codec.mark_of, run)}
    return Block(block.dev, first, prev, end_, tuple(run), private, block.log)


def _kept(office: Office, code: str) -> dict[str, object]:
    return dict(json.loads(office.ledger.setting(f"owed:{code}") or "{}"))


def _keep(office: Office, code: str, logs: dict[str, int], package: str) -> None:
    office.ledger.keep_setting(f"owed:{code}", json.dumps({"logs": logs, "package": package}) if logs else None)
