"""Packages that were refused here, and what other offices could not take in of ours.

Anybody can put a file on a stick that says it is of somebody. So what is proven (`tagging`) and what is not have each a
bound of their own, the proven ones for every office, and nobody is told of what is not proven.

A refusal leaves the database as it was, to the byte. So what was refused stands in a sealed file of its own beside it,
until the package, or a later one of the same computer, has come; a person may take it off the list too. The next
package to the office that made it tells of it (`notices`), and there it stands beside the package (`heard`).
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain import filenames
from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.refusing import next_step
from casefiles.edges.package import sheet
from casefiles.edges.package.notices import Notice
from casefiles.edges.package.reading import peek
from casefiles.edges.package.stick import file_code
from casefiles.edges.package.writing import SUFFIX
from casefiles.exchange import inbox, scope, tagging

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.words import Label
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office
    from casefiles.ports import Consignment

FILE = "refused.list"
MOST = 200
"""that nobody is proven to have made"""
EACH = 50
"""of one office"""
DAY_MS = 86_400_000
FORGOTTEN_MS = 366 * DAY_MS
_OURS = re.compile(r"^([0-9A-Za-z]+)-([0-9A-Za-z]+)-(\d{8}-\d{6})-([0-9a-f]{8})(?![0-9a-f])")
_PURPOSE = b"doorstep refused packages"
_PLAIN = 28
"""digits of a package's id that all its parts share"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in. `office`, `device`, `package` and `made_ms` are what it says of itself, or its name
    does, "" and 0 where nothing does; `proven` tells whether it is that office's. `package` may be the first eight
    digits of the id alone."""

    file: str
    at_ms: int
    size: int
    code: str
    office: str = ""
    device: str = ""
    package: str = ""
    made_ms: int = 0
    value: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    kept: str = ""
    """what it is called in the inbox, when it is kept for a later version of the program"""
    proven: bool = False

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.package[:8] or f"{self.file} {self.size}"

    @property
    def problem(self) -> Problem:
        """Why, in a sentence."""
        return Problem(self.code, value=self.value, args=self.args)

    @property
    def next(self) -> Label:
        """What is to be done, in a sentence."""
        return next_step(self.code, kept=bool(self.kept), known=self.proven)

    def data(self) -> dict[str, object]:
        """For scripts."""
        step = self.next
        return {
            "key": self.key, "file": self.file, "at": self.at_ms, "bytes": self.size, "office": self.office or None,
            "package": self.package or None, "made": self.made_ms or None, "code": self.code,
            "zh": self.problem.say("zh"), "en": self.problem.say("en"), "next": {"zh": step.zh, "en": step.en},
            "kept": bool(self.kept), "proven": self.proven,
        }  # fmt: skip


def refused(office: Office) -> list[Refused]:
    """What was refused here and has not come since, newest first."""
    raw = sheet.read(_place(office), office.ledger.derived(_PURPOSE))
    try:
        lines = json.loads(raw) if raw else []
        return [one for line in lines if (one := Refused(**line)).code in MESSAGES]
    except (ValueError, TypeError):
        return []


def note(office: Office, path: Path, refusal: Refusal) -> None:
    """Put it on the list, unless it is no package at all, is our own, or has come since. Never fails."""
    problem = refusal.problems[0]
    one = _told(office, path, problem)
    if one is None or _came_since(office, one):
        return
    listed = refused(office)
    if not one.proven and any(other.proven and other.key == one.key for other in listed):
        return  # a copied name
    found = [other for other in listed if other.key != one.key]
    if problem.code == "TOO_NEW":
        before = next((other.kept for other in listed if other.key == one.key), "")
        one = replace(one, kept=before or _kept(office, path, one))
    with contextlib.suppress(Refusal, OSError):
        _keep(office, [one, *found])


def came(office: Office, header: Header, *, waits: bool = False) -> None:
    """A package was taken in: it, and what it makes good, is off the list; if it `waits`, itself alone. Never fails."""
    found = refused(office)
    if not found:
        return
    several = len(scope.devices(office, header.from_office)) > 1
    left = [one for one in found if not _heals(header, one, several=several, waits=waits)]
    if len(left) < len(found):
        with contextlib.suppress(Refusal, OSError):
            _keep(office, left)


def forget(office: Office, key: str) -> Refused:
    """Take one off the list, by its key, its package's id or its file's name. Refusal NOT_REFUSED."""
    found = refused(office)
    wanted = next((one for one in found if key in (one.key, one.package, one.file)), None)
    if wanted is None:
        raise Refusal(Problem("NOT_REFUSED", value=key))
    _keep(office, [one for one in found if one != wanted])
    return wanted


def kept(office: Office) -> list[tuple[Refused, Path]]:
    """What is kept for a later version of the program, with its file."""
    return [(one, _place(office).with_name(one.kept)) for one in refused(office) if one.kept]


def tried_again(office: Office, one: Refused, refusal: Refusal | None) -> None:
    """What was kept was read once more: it was taken in (None), is refused for another reason now, or is still too new
    and stays. Never fails."""
    problem = refusal.problems[0] if refusal is not None else None
    if problem is not None and problem.code == one.code:
        return
    found = [other for other in refused(office) if other.key != one.key]
    if problem is not None:
        found.insert(0, replace(one, code=problem.code, value=one.file, args=_plain(problem.args), kept=""))
    with contextlib.suppress(Refusal, OSError):
        _keep(office, found)


def notices(office: Office, code: str) -> tuple[Notice, ...]:
    """What an office is to be told of its packages: refused here (those proven to be theirs), or waiting, and why."""
    found = [
        Notice(one.package, "refused", one.code, _carried(one.args), one.at_ms)
        for one in refused(office)
        if one.proven and one.office == code and one.package
    ]
    waits = {c.package: c.told for c in office.ledger.consignments(code) if c.direction == "in"}
    for parcel in inbox.waiting(office):
        if parcel.office == code and parcel.reason in MESSAGES:
            told = waits.get(parcel.package, {})
            args = {"sender": str(told.get("log", "")), "n": int(told.get("n", 0) or 0)}
            shown = args if parcel.reason == "WAITING" else {}
            found.append(Notice(parcel.package, "waiting", parcel.reason, _carried(shown), parcel.at_ms))
    return tuple(found)


def heard(office: Office, code: str, told: Sequence[Notice]) -> None:
    """What an office says of our packages; of what it says nothing any more, nothing stands."""
    told = [notice for notice in told if notice.state in ("refused", "waiting")]
    for one in office.ledger.consignments(code):
        if one.direction != "out":
            continue
        said = None if one.received_ms else next((n for n in told if _is(one, n)), None)
        now = _words(said) if said is not None else {}
        if now != one.told:
            office.ledger.keep_consignment(replace(one, told=now))


def said_of(one: Consignment) -> Problem | None:
    """Why the other office has not taken in a package of ours, in a sentence; None for nothing known, or in words that
    this version does not have."""
    code = one.told.get("reason", "")
    if not one.told.get("state") or code not in MESSAGES:
        return None
    problem = Problem(code, value=one.file, args=json.loads(one.told.get("args", "{}")))
    try:
        problem.say("zh"), problem.say("en")
    except (KeyError, IndexError, ValueError, TypeError):
        return None
    return problem


def there(office: Office, code: str) -> list[dict[str, object]]:
    """Our packages that an office refused or keeps waiting, by what it said last; newest first."""
    found = []
    for one in office.ledger.consignments(code):
        if one.direction == "out" and one.told.get("state") and not one.received_ms:
            why = said_of(one)
            found.append(
                {
                    "package": one.package, "file": one.file, "state": one.told["state"], "made": one.at_ms,
                    "at": int(one.told.get("at", 0)), "code": one.told.get("reason", ""),
                    "zh": why.say("zh") if why else "", "en": why.say("en") if why else "",
                }
            )  # fmt: skip
    return found


def _is(one: Consignment, notice: Notice) -> bool:
    """A delivery is named by its first part; a notice may be of any part, or have the beginning of the id alone."""
    return one.package.startswith(notice.package[:_PLAIN])


def _words(notice: Notice) -> dict[str, str]:
    args = json.dumps(notice.args, ensure_ascii=False)
    return {"state": notice.state, "reason": notice.code, "args": args, "at": str(notice.at)}


def _plain(args: Mapping[str, object]) -> dict[str, object]:
    """What fills a sentence, as JSON keeps it."""
    return {name: value if isinstance(value, int) else filenames.shown(str(value)) for name, value in args.items()}


def _carried(args: Mapping[str, object]) -> dict[str, str | int]:
    """What fills a sentence, as it travels: short, and no more than that."""
    return {name: value if isinstance(value, int) else str(value)[:200] for name, value in args.items()}


def _told(office: Office, path: Path, problem: Problem) -> Refused | None:
    """What is known of a file; None when it is none of our kind, or one that this office made itself."""
    name = filenames.shown(path.name)
    named = _OURS.match(path.name)
    if named is None and (path.suffix.lower() != SUFFIX or problem.code in ("CANNOT_READ", "STICK_PULLED")):
        return None
    size = inbox.size_of(path)
    one = Refused(
        file=name, at_ms=office.clock.now_ms(), size=size, code=problem.code, value=filenames.shown(problem.value),
        args=_plain(problem.args),
    )  # fmt: skip
    header = _peeked(office, path) if size else None
    if header is not None:
        one = replace(
            one, office=header.from_office, device=header.device, package=header.package, made_ms=header.created,
            proven=tagging.proves(office, header.from_office, header.package, tagging.moment(header.created)),
        )  # fmt: skip
    elif named is not None:
        peers = {file_code(p.office): p.office for p in office.ledger.peers()}
        peers[file_code(office.home.code)] = office.home.code
        code = peers.get(named[1], "")
        shown = tagging.proves(office, code, named[4], named[3])
        one = replace(one, office=code, package=named[4], made_ms=_moment(named[3]), proven=shown)
    return None if one.office == office.home.code else one


def _peeked(office: Office, path: Path) -> Header | None:
    """What it says of itself, sealed for a key that this office has or had."""
    ours = [office.ledger.keys()[1], *office.ledger.former_keys()]
    return next((header for secret in ours if (header := peek(path, secret)) is not None), None)


def _came_since(office: Office, one: Refused) -> bool:
    """Whether the package, or one that its computer made later, has been taken in already."""
    if one.package and any(
        p.direction == "in" and p.state == "done" and p.package.startswith(one.package) for p in office.ledger.parcels()
    ):
        return True
    if not one.office or not one.made_ms or len(scope.devices(office, one.office)) > 1:
        return False
    return any(p.office == one.office and p.receipt_ms > one.made_ms for p in office.ledger.peers())


def _heals(header: Header, one: Refused, *, several: bool, waits: bool) -> bool:
    """Whether this package holds all that a refused one held: it is the same, or was made later by the same computer,
    which cannot have been told that the refused one arrived."""
    if one.package and header.package.startswith(one.package):
        return True
    if waits or one.office != header.from_office or not 0 < one.made_ms <= header.created:
        return False
    return one.device == header.device or (not one.device and not several)


def _kept(office: Office, path: Path, one: Refused) -> str:
    """Keep a package that only a later version can read, if there is room; what it is called."""
    if not one.size or not inbox.room_for(office, one.size):
        return ""
    return inbox.keep_for_later(office, path, one.key)


def _keep(office: Office, found: Sequence[Refused]) -> None:
    """The list as it is to be. Refusals: those of `write_safely`."""
    since = office.clock.now_ms() - FORGOTTEN_MS
    lines = [asdict(one) for one in _bounded(found) if one.at_ms >= since]
    place = _place(office)
    if lines:
        sheet.keep(place, office.ledger.derived(_PURPOSE), json.dumps(lines, ensure_ascii=False).encode())
    else:
        place.unlink(missing_ok=True)
    spared = {str(line["kept"]) for line in lines}
    inbox.sweep_later(office, spared)


def _bounded(found: Sequence[Refused]) -> Iterator[Refused]:
    """The newest of every office that is proven, and of all others together."""
    left = Counter[str]()
    for one in found:
        whose = one.office if one.proven else ""
        left[whose] += 1
        if left[whose] <= (EACH if whose else MOST):
            yield one


def _place(office: Office) -> Path:
    return Path(office.home.folder) / inbox.INBOX / FILE


def _moment(text: str) -> int:
    """The end of the second in a file's name, which its writer's clock said (ms); 0 when it cannot be right."""
    try:
        return int(time.mktime(time.strptime(text, "%Y%m%d-%H%M%S"))) * 1000 + 999
    except (ValueError, OverflowError):
        return 0
