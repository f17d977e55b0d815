"""Commands that carry data between offices."""

from __future__ import annotations

import argparse
import dataclasses

from casefiles import exchange
from casefiles.office import Office
from ui.console import words
from ui.console.output import Call, table


def card(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write this office's card."""
    path = exchange.write_card(office, args.to)
    call.answer({"path": str(path)}, [call.text(words.CARD, path=path)])


def accept(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Accept another office's card."""
    peer, code = exchange.accept_card(office, args.file)
    call.answer(
        {"office": peer.office, "name": peer.name, "check": code},
        [call.text(words.ACCEPTED, name=peer.name, code=code)],
    )


def export(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write a package and read it back."""
    report = exchange.export(office, args.to_office, args.to, call.progress)
    data = {**dataclasses.asdict(report), "path": str(report.path)}
    call.answer(data, [call.text(words.EXPORTED, path=report.path, n=report.count)])


def bring_in(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Verify packages, then merge them."""
    reports = []
    for path in args.files:
        report = exchange.import_file(office, path, call.progress)
        reports.append(report.data())
        if not call.as_json:
            shown = report.data()
            print(call.text(words.IMPORTED, **{**shown, "sender": shown["from"]}))
    if call.as_json:
        call.answer(reports)


def sync_status(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Per office: what they have acknowledged."""
    rows = exchange.sync_status(office)
    lines = table(list(rows[0]), [[str(v) for v in r.values()] for r in rows]) if rows else []
    call.answer(rows, lines)
