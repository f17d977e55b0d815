"""Commands that carry data between offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import duplicates, exchange
from casefiles.domain import agreeing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.filenames import shown_path
from casefiles.domain.words import Label
from casefiles.edges.package.writing import SUFFIX
from casefiles.exchange import offices
from ui import drives, words_identity, words_imported, words_trip, words_twins
from ui.console import words, words_carry, words_trace
from ui.console.output import Call, problem_data, table
from ui.console.tracing import compared_lines
from ui.console.usage import Usage
from ui.console.words_next import told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from casefiles.office import Office


def card(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write this office's card."""
    path = exchange.write_card(office, args.to)
    call.answer({"path": shown_path(path)}, [call.text(words.CARD, path=shown_path(path))])


def accept(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Accept another office's card."""
    peer, code = exchange.accept_card(office, args.file, replace_known=args.replace)
    call.answer(
        {"office": peer.office, "name": peer.name, "check": code},
        [call.text(words.ACCEPTED, name=peer.name, code=code)],
    )


def export(call: Call, office: Office, args: argparse.Namespace) -> None:
    """Write a package and read it back."""
    code = offices.meant(office, args.to_office)
    if args.dry_run:
        _preview(call, exchange.preview(office, code))
        return
    if args.to is None:
        see = Label("写明 --to 文件夹，只看不写用 --dry-run", "Give --to DIR, or --dry-run to look only")
        raise Usage("CALL_MISSING", "", "--to", names="--to", hint=see)
    size = exchange.part_bytes(args.part_size) if args.part_size is not None else None
    report = exchange.export(
        office, code, args.to, call.progress, part_size=size, compare=args.compare, repair=args.repair
    )
    lines = [call.text(words.EXPORTED, path=shown_path(report.path), n=report.count)]
    if len(report.paths) > 1:
        lines.append(call.text(words.IN_PARTS, n=len(report.paths)))
    lines += [call.text(words_trace.REPAIRS, n=report.repairs)] if report.repairs else []
    for text, n in (
        (words.PHOTOS_WENT, report.attachments),
        (words.PHOTOS_LEFT, report.attachments_left),
        (words.PHOTOS_DAMAGED, report.attachments_damaged),
    ):
        lines += [call.text(text, n=n)] if n else []
    call.answer(report.data(), lines)


def _preview(call: Call, found: exchange.Preview) -> None:
    """What the office would see."""
    lang = call.lang
    lines = [call.text(words_carry.SEES, name=found.peer.name, profile=found.profile.label(lang))]
    lines.append(found.profile.says(lang))
    for name, number in found.records.items():
        label = ENTITIES[name].plural(lang) if name in ENTITIES else name
        lines.append(call.text(words_carry.RECORDS, entity=label, n=number))
    if found.notes:
        lines.append(call.text(words_carry.NOTES, n=found.notes))
    if found.hidden:
        lines.append(call.text(words_carry.HIDDEN, n=found.hidden))
    if found.figures:
        lines.append(call.text(words_carry.FIGURES, n=len(found.figures)))
    lines += _agreed(call, found.fields)
    call.answer(found.data(), lines)


def profile(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What goes to an office, or from now on goes."""
    code = offices.meant(office, args.to_office)
    peer = exchange.peer_of(office, code)
    found = exchange.profile(office, peer)
    if args.name or args.fields is not None:
        found = exchange.agree(office, code, args.name or found.name, _named(args.fields))
    fields = exchange.agreed_fields(office, peer)
    data = {"office": peer.office, "name": peer.name, "profile": found.name, "fields": list(fields)}
    said = call.text(words_carry.SEES, name=peer.name, profile=found.label(call.lang))
    call.answer(data, [said, found.says(call.lang), *_agreed(call, fields)])


def _named(fields: str | None) -> list[str] | None:
    """The fields that were typed; [] for `none`."""
    if fields is None:
        return None
    typed = [one.strip() for one in fields.replace("，", ",").split(",")]
    return [one for one in typed if one and one != "none"]


def _agreed(call: Call, fields: Sequence[str]) -> list[str]:
    """The line that names the agreed fields."""
    if not fields:
        return []
    return [call.text(words_carry.FIELDS, fields=agreeing.labels(fields, call.lang), n=agreeing.LEAST)]


def figures_received(call: Call, office: Office, args: argparse.Namespace) -> None:
    """What offices below have counted."""
    names = offices.names(office)
    rows = [
        {"office": code, "day": day, "area": area, **numbers}
        for code, day, areas in office.ledger.figures_of()
        for area, numbers in areas.items()
    ]
    head = list(dict.fromkeys(name for row in rows for name in row))
    named = [{**row, "office": names.get(str(row["office"]), row["office"])} for row in rows]
    shown = [[str(row.get(n, "")) for n in head] for row in named]
    call.answer(rows, table(head, shown) if rows else [call.text(words_carry.NO_FIGURES)])


def bring_in(call: Call, office: Office, args: argparse.Namespace) -> int:
    """Verify packages, then merge them. A refused file does not keep the others out; the exit code is then 3."""
    reports = exchange.import_files(office, _files(office, args.files), call.progress)
    refused = [p for r in reports if r.state == "refused" for p in r.problems]
    lines = []
    names = offices.names(office)
    for report in reports:
        shown = report.data()
        if report.state == "refused":
            call.note(f"{shown_path(report.file.name)}: " + " ".join(told(p, call.lang) for p in report.problems))
        else:
            state = words_imported.state(report, call.lang)
            sender = names.get(report.sender, report.sender)
            about = {**shown, "sender": sender, "state": state, "file": shown_path(report.file.name)}
            if report.state == "aside":
                lines.append(call.text(words.IMPORTED_ASIDE, n=report.quarantined, **about))
            else:
                lines.append(call.text(words.IMPORTED, **about))
            more = words_imported.more(report, call.lang)
            lines += [f"  {more}"] if more else []
            more = words_imported.newer(report, call.lang)
            lines += [f"  {more}"] if more else []
            if any(report.attached):
                lines.append(call.text(words.PHOTOS_CAME, **report.attached._asdict()))
            if report.enrolled is not None:
                name, code = report.enrolled
                lines.append(call.text(words_identity.ENROLLED, name=name, code=code))
            if report.state == "done" and report.quarantined:
                lines.append(call.text(words_identity.ASIDE, n=report.quarantined))
            lines += [told(p, call.lang) for p in report.problems]
            lines += [call.text(words_trace.MENDED, n=report.mended)] if report.mended else []
            lines += compared_lines(call, report.compared.data()) if report.compared else []
            lines += _of_identities(call, office, report)
    data = [r.data() for r in reports]
    twins = duplicates.look_for(office, {i for r in reports for i in r.touched.rows.get("child", ())})
    if twins:
        call.note(call.text(words_twins.IMPORTED, n=len(twins)))
    if refused:
        call.answer({"problems": [problem_data(p) for p in refused], "reports": data}, lines)
        return 3
    call.answer(data, lines)
    return 0


def _of_identities(call: Call, office: Office, report: exchange.ImportReport) -> list[str]:
    """That this computer goes on as a new one, and which identities two computers used, as a package showed it or one
    that had waited for it."""
    every = (report, *report.followed)
    lines = [call.text(words_trip.RENEWED)] if any(one.renewed for one in every) else []
    logs = [log for one in every for log in one.forked]
    return lines + [told(problem, call.lang) for problem in exchange.forked(office, logs)]


def _files(office: Office, named: list[Path]) -> list[Path]:
    """The files that were named, and of a folder the packages for this office, oldest first. Refusal FOLDER_EMPTY."""
    files = []
    for path in named:
        if not path.is_dir():
            files.append(path)
            continue
        found = drives.files_with(path, SUFFIX)
        ours = exchange.packages_for_us(office, found)
        if not ours:
            raise exchange.nothing_for_us(office, path, found)
        files += drives.oldest_first(ours)
    return files
