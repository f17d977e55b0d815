"""Printing: which papers there are, and a batch of them as PDF files, with progress, masked or in full."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from casefiles import (
    accessing,
    attaching,
    balance,
    differing,
    merging,
    naming,
    recording,
    registers,
    surveying,
    worklists,
)
from casefiles.domain.document import Document
from casefiles.domain.entities import ENTITIES, absent
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label, Lang
from casefiles.edges import paper as press
from casefiles.office import Office
from casefiles.papers import access_report as accesses
from casefiles.papers import agreement, daylist, dossier, giving, ledger, photos, transfer_sheet, walking
from casefiles.papers import balance as balances
from casefiles.papers import exchange_receipt as receipts
from casefiles.papers import pledge as pledges
from casefiles.papers.childfile import child_file

Progress = Callable[[int, int], None]
LEDGER = "ledger-"
"""begins the name of a register's ledger: `ledger-child`"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed document: `compose(office, id, lang, masked)` gives its content as data. A paper over several records
    has `together(office, ids, lang, masked, filters)`, which makes one document of them all."""

    name: str
    label: Label
    entity: str
    compose: Callable[[Office, str, Lang, bool], Document]
    together: Callable[[Office, Sequence[str], Lang, bool, str], Document] | None = None
    usual: Callable[[Office], Sequence[str]] | None = None
    """the records it is of when none is named"""


@dataclass(frozen=True, slots=True)
class Done:
    """What was printed: the files, their pages, and characters that had to be drawn as a box."""

    out: Path
    files: tuple[Path, ...]
    pages: int
    missing: tuple[str, ...]


def _dossier(office: Office, child: str, lang: Lang, masked: bool) -> Document:
    file = child_file(
        registers.around(office, child),
        office=office.home.name,
        printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
        photo=attaching.portrait(office, child),
    )
    return dossier.compose(file, lang, masked=masked)


def _agreement(office: Office, match: str, lang: Lang, masked: bool) -> Document:
    return agreement.compose(agreement.pair(office, match), lang, masked=masked)


def _balance(office: Office, year: str, lang: Lang, _masked: bool) -> Document:
    if not year.isdecimal():
        raise Refusal(Problem("NOT_A_NUMBER", "mentor", value=year))
    return balances.compose(balance.balance(office, int(year)), office, lang)


def _walk_list(office: Office, ids: Sequence[str], lang: Lang, masked: bool, _filters: str = "") -> Document:
    """Of rounds, all their doors; of doors that somebody chose, a village perhaps, these. Refusal: NOT_FOUND."""
    surveys = office.queries.surveys
    doors_of: dict[str, list[str]] = {}
    held = office.queries.many(list(ids))
    for row in ids:
        record = held.get(row)
        if record is None or record.deleted or record.entity not in ("survey_round", "survey_line"):
            raise Refusal(Problem("NOT_FOUND", "survey_round", row, value=row))
        if record.entity == "survey_round":
            doors_of.setdefault(row, []).extend(surveys.line_ids(row))
        else:
            doors_of.setdefault(str(record.values.get("round") or ""), []).append(row)
    walks = [
        (recording.record(office, round_, "survey_round").values, surveys.line_rows(list(dict.fromkeys(doors))))
        for round_, doors in doors_of.items()
    ]
    return walking.walk_lists(walks, _hand(office), lang, masked=masked)


def _day_list(office: Office, ids: Sequence[str], lang: Lang, masked: bool, _filters: str = "") -> Document:
    found = worklists.of_day(office, tuple(daylist.TO_DO))
    lacks = worklists.of_day(office, tuple(daylist.ASK))
    files, errands = office.queries.many(list(ids)), []
    for row in ids:
        values = files[row].values if row in files else {}
        name, village, address, phone = (str(values.get(n) or "") for n in ("name", "village", "address", "phone"))
        lines = found.get(row, [])
        errands.append(
            daylist.Errand(
                name, village, address, phone,
                next((line.more["mentor"] for _, line in lines if line.more.get("mentor")), ""),
                tuple((name, line.day, line.more.get("state", "")) for name, line in lines),
                tuple(name for name, _ in lacks.get(row, ())),
            )
        )
    return daylist.day_list(errands, _hand(office), lang, masked=masked)


def _round_differences(office: Office, round_: str, lang: Lang, masked: bool) -> Document:
    record = recording.record(office, round_, "survey_round")
    found = differing.differences(office, record)
    counts = surveying.told(surveying.progress(office, round_))
    return walking.difference_list(record.values, found, counts, _hand(office), lang, masked=masked)


def ledger_document(
    office: Office, entity: str, ids: Sequence[str], lang: Lang, *, masked: bool = True, filters: str = ""
) -> Document:
    """The ledger (台账) of these records of a register, in this order; `filters` says in words what was chosen.
    Refusal: NOT_FOUND for what is none of the register."""
    held = office.queries.many(ids)
    strange = next((i for i in ids if i not in held or held[i].entity != entity), None)
    if strange is not None:
        raise Refusal(absent(entity, strange))
    records = [r for i in ids if not (r := held[i]).deleted]
    refs = [n for n, f in ENTITIES[entity].fields.items() if isinstance(f.kind, Ref)]
    around = {str(v) for r in records for n in refs if (v := r.values.get(n))}
    names = naming.Names(office, lang)
    names.gather(office.queries.many(sorted(around)).values())
    return ledger.compose(entity, records, names.by_id, _hand(office), lang, masked=masked, filters=filters)


def _ledger(entity: str) -> Paper:
    label = ENTITIES[entity].plural

    def together(office: Office, ids: Sequence[str], lang: Lang, masked: bool, filters: str) -> Document:
        return ledger_document(office, entity, ids, lang, masked=masked, filters=filters)

    def compose(office: Office, row: str, lang: Lang, masked: bool) -> Document:
        return together(office, [recording.record(office, row, entity).id], lang, masked, "")

    said = Label(ledger.TITLE("zh", what=label.zh), ledger.TITLE("en", what=label.en))
    return Paper(f"{LEDGER}{entity}", said, entity, compose, together)


def _hand(office: Office) -> walking.Hand:
    return walking.Hand(office.home.name, office.me.name, datetime.fromtimestamp(office.clock.now_ms() / 1000))


def _photos(office: Office, child: str, lang: Lang, masked: bool) -> Document:
    record = recording.record(office, child, "child")
    found, left_out = attaching.printable(office, child, lang)
    return photos.compose(
        found, lang, name=str(record.values.get("name") or ""), number=str(record.values.get("number") or ""),
        office=office.home.name, printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
        left_out=left_out, masked=masked,
    )  # fmt: skip


def _transfer_sheet(office: Office, child: str, lang: Lang, masked: bool) -> Document:
    """Of the child's last transfer. Refusal: TRANSFER_NONE."""
    file = registers.around(office, child).child
    found = office.queries.select("transfer", {"child": file.id})
    if not found:
        raise Refusal(Problem("TRANSFER_NONE", "child", child))
    last = max(found, key=lambda t: (str(t.values.get("on") or ""), t.id))
    from_, to, on = (str(last.values.get(n) or "") for n in ("from_area", "to_area", "on"))
    counts = merging.hanging(office, file.id)
    sheet = transfer_sheet.Sheet(
        child=ENTITIES["child"].typed(file.values),
        transfer=ENTITIES["transfer"].typed(last.values),
        from_=transfer_sheet.office_of(office, from_, lang, on),
        to=transfer_sheet.office_of(office, to, lang, on),
        counts={n: (ENTITIES[n].plural, count) for n, count in counts.items() if n != "transfer"},
        office=office.home.name,
        printed_by=office.me.name,
        printed_at=datetime.fromtimestamp(office.clock.now_ms() / 1000),
    )
    return transfer_sheet.compose(sheet, lang, masked=masked)


def _pledge(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    pledge = recording.record(office, row, "pledge")
    household = recording.record(office, str(pledge.values.get("household") or ""), "household")
    children = office.queries.select("child", {"household": household.id, "closed_on": None}, "birth_date")
    at = datetime.fromtimestamp(office.clock.now_ms() / 1000)
    return pledges.compose(pledge, household, children, office.home.name, office.me.name, at, lang, masked=masked)


PAPERS: dict[str, Paper] = {
    p.name: p
    for p in (
        Paper("dossier", Label("儿童档案", "Child's dossier"), "child", _dossier),
        Paper("photos", Label("照片页", "Photos"), "child", _photos),
        Paper("agreement", Label("结对协议", "Agreement of a match"), "match", _agreement),
        Paper("balance", Label("五老进退平衡表", "Mentors in and out of a year"), "mentor", _balance),
        Paper(
            "walk-list",
            Label("摸底走访表", "Walk list of a survey round"),
            "survey_round",
            lambda office, row, lang, masked: _walk_list(office, [row], lang, masked),
            _walk_list,
        ),
        Paper(
            "round-differences",
            Label("摸底变动清单", "Differences of a survey round"),
            "survey_round",
            _round_differences,
        ),
        Paper(
            "day-list",
            daylist.TITLE,
            "child",
            lambda office, row, lang, masked: _day_list(office, [row], lang, masked),
            _day_list,
            lambda office: list(worklists.of_day(office, tuple(daylist.TO_DO))),
        ),
        Paper("transfer-sheet", Label("档案移交单", "Transfer sheet"), "child", _transfer_sheet),
        Paper("pledge", Label("责任状", "Pledge"), "pledge", _pledge),
        *(_ledger(entity) for entity in ENTITIES),
        *(Paper(*one) for one in (*giving.PAPERS, *receipts.PAPERS, *accesses.PAPERS)),
    )
}


def paper_named(name: str) -> Paper:
    """The paper of this name, or the refusal UNKNOWN_PAPER."""
    found = PAPERS.get(name)
    if found is None:
        near = get_close_matches(name, PAPERS, 3, 0.6)
        plain = [*(p for p in PAPERS if not p.startswith(LEDGER)), f"{LEDGER}ENTITY"]
        raise Refusal(Problem("UNKNOWN_PAPER", value=name, args={"choices": ", ".join(near or plain), "near": near}))
    return found


def preview(
    office: Office,
    paper: Paper,
    row: str | Sequence[str],
    lang: Lang,
    *,
    masked: bool,
    filters: str = "",
    told: Progress | None = None,
) -> press.Printed:
    """One paper in memory, as the printed one will be: of a record, or of several in one document. `told(done, all)`
    follows a long list; what it raises stops the work."""
    rows = [row] if isinstance(row, str) else row
    return press.print_out(_documents(office, paper, rows, lang, masked, filters), told=told)


def slip(document: Document, path: Path | None = None) -> press.Printed:
    """A slip that is of no record, in memory, and as a file that is for nobody else who works at the computer: it bears
    a code. Refusals: CANNOT_WRITE, DISK_FULL."""
    printed = press.print_out([document])
    if path is not None:
        _write(path, printed.pdf, 0o600)
    return printed


def _documents(
    office: Office, paper: Paper, ids: Sequence[str], lang: Lang, masked: bool, filters: str
) -> Iterator[Document]:
    if paper.together is not None:
        yield paper.together(office, ids, lang, masked, filters)
        return
    for row in ids:
        yield paper.compose(office, row, lang, masked)


def print_to(
    office: Office,
    paper: Paper,
    ids: Sequence[str],
    out: Path,
    *,
    lang: Lang = "zh",
    masked: bool = True,
    archive: bool = False,
    password: str = "",
    progress: Progress | None = None,
    filters: str = "",
) -> Done:
    """Print papers: into one file when `out` ends in .pdf, else one file each into the folder `out`. A paper over
    several records is one document and one file; `filters` says on it what was chosen.

    Every file is written under a temporary name and renamed when it is whole; when one is refused, those before it go
    again. Refusals: NOT_FOUND, WRONG_KIND, CANNOT_WRITE, DISK_FULL.
    """

    def documents() -> Iterator[Document]:
        for at, document in enumerate(_documents(office, paper, ids, lang, masked, filters)):
            if progress:
                progress(at, len(ids))
            yield document

    files: list[Path] = []
    pages = 0
    missing: dict[str, None] = {}
    if paper.together is not None and out.suffix.lower() != ".pdf":
        out = out / f"{paper.name}.pdf"
    alone = out.suffix.lower() == ".pdf"
    with _all_or_none(out.parent if alone else out, files):
        if alone:
            printed = press.print_out(documents())
            files.append(_write(out, _finish(printed.pdf, archive=archive, password=password)))
            pages = printed.pages
            missing.update(dict.fromkeys(printed.missing))
        else:
            for row, document in zip(ids, documents(), strict=True):
                printed = press.print_out([document])
                path = out / f"{_name(office, row)}-{paper.name}.pdf"
                files.append(_write(path, _finish(printed.pdf, archive=archive, password=password)))
                pages += printed.pages
                missing.update(dict.fromkeys(printed.missing))
    if progress:
        progress(len(ids), len(ids))
    accessing.printed(office, paper.name, ids)
    return Done(out, tuple(files), pages, tuple(missing))


@contextlib.contextmanager
def _all_or_none(folder: Path, files: Sequence[Path]) -> Iterator[None]:
    """After a refusal the new files go again, with the folders made for them; what stood before stays."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    stood = set() if made or not folder.is_dir() else set(folder.iterdir())
    try:
        yield
    except Refusal:
        for file in files:
            if file not in stood:
                file.unlink(missing_ok=True)
        for one in made:
            with contextlib.suppress(OSError):  # somebody else has put something there meanwhile, or it was never made
                one.rmdir()
        raise


def missing_glyphs(office: Office | None, text: str | None) -> list[str]:
    """Characters that no carried font can draw: in `text`, or in every record of the office."""
    if text is not None or office is None:
        return press.missing(text or "")
    found: dict[str, None] = {}
    for entity in ENTITIES.values():
        for record in office.queries.select(entity.name):
            words = "".join(v for v in record.values.values() if isinstance(v, str))
            found.update(dict.fromkeys(press.missing(words)))
    return list(found)


def _finish(pdf: bytes, *, archive: bool, password: str) -> bytes:
    if archive:
        pdf = press.archive(pdf)
    return press.encrypt(pdf, password) if password else pdf


def _name(office: Office, row: str) -> str:
    """The file number without what a file system refuses; never a child's name: folders are seen by others."""
    record = office.queries.get(row)
    number = str(record.values.get("number") or row) if record else row
    return re.sub(r"[^0-9A-Za-z-]", "_", number)


def _write(path: Path, pdf: bytes, mode: int = 0o666) -> Path:
    unfinished = path.with_name(path.name + ".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)  # one left by a power cut would keep its mode
        with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        code = "DISK_FULL" if error.errno == 28 else "CANNOT_WRITE"
        raise Refusal(Problem(code, value=str(path))) from error
    return path
