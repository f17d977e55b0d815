"""Two files of one child (mentor, household) are put together, and taken apart again; nothing is lost either way.

One transaction: `merged_into` on the file that is given up, the chosen values on the one that stays. What hangs on the
first is not rewritten; every view goes through `casefiles.domain.canon`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from casefiles import recording, transferring, undoing
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Notes, Ref, Text
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal, refuse
from casefiles.domain.words import Label
from casefiles.exchange import dwelling
from casefiles.parting import MARK, given_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record

Choice = Literal["left", "right", "both"]
LEFT: Final = "left"
RIGHT: Final = "right"
BOTH: Final = "both"
KEPT_APART = frozenset({"number", "merged_into"})
"""fields that a merge does not decide: a number stays with its file and goes on being found"""
RISKIEST = ("red", "yellow", "blue", "green")
TOWNSHIP = 9
"""digits of a township's code"""
KEPT_THERE = Label(
    "县里核实为同一个孩子，档案已合并，现以编号 {number}（{name}）保管。新的情况请告知接收单位；合并有误请告知县里。",
    "The county found both to be one child; the file is kept under number {number} ({name}). Tell that office what is "
    "new, and the county where this is wrong.",
)
_TOLD = re.compile("县里核实为同一个孩子.*?编号 (?P<number>.*?)（(?P<name>.*?)）保管")
FROM_FILE = Label("{field}（{number}）：{value}", "{field} ({number}): {value}")
"""what is kept of the other file's text, in the notes"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two files differ: what may be chosen, and what is proposed."""

    name: str
    left: Stored
    right: Stored
    choices: tuple[Choice, ...]
    proposed: Choice


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both files side by side: `left` is given up, `right` stays. `same` are the fields that agree and hold something;
    `hangs` counts what hangs on each, by entity."""

    left: Record
    right: Record
    differing: tuple[Difference, ...]
    same: tuple[str, ...]
    hangs: tuple[Mapping[str, int], Mapping[str, int]]

    @property
    def entity(self) -> Entity:
        """What kind of file they are."""
        return ENTITIES[self.right.entity]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge or its undoing wrote, and what stood before it."""

    loser: str
    survivor: str
    before: Mapping[str, Mapping[str, Stored]]
    touched: Touched = field(default_factory=Touched)

    @property
    def fields(self) -> list[str]:
        """The fields that changed on the file that stays."""
        return sorted(set(self.before.get(self.survivor, ())) - KEPT_APART)


def compare(office: Office, loser: str, survivor: str) -> Comparison:
    """The two files, field by field. Refusals: NOT_FOUND, MERGE_KINDS, MERGE_SELF, MERGE_ALREADY."""
    left, right = recording.record(office, loser), recording.record(office, survivor)
    if left.entity != right.entity or "merged_into" not in ENTITIES[left.entity].fields:
        raise Refusal(Problem("MERGE_KINDS", left.entity, loser, value=loser))
    heads = office.queries.shown([loser, survivor])
    if heads.get(loser, loser) == heads.get(survivor, survivor):
        raise Refusal(Problem("MERGE_SELF", left.entity, loser))
    refuse(
        Problem("MERGE_ALREADY", left.entity, row, args=named(office, heads[row]))
        for row in (loser, survivor)
        if heads.get(row, row) != row
    )
    differing, same = [], []
    for name in ENTITIES[left.entity].fields:
        a, b = left.values.get(name), right.values.get(name)
        if name in KEPT_APART or (a is None and b is None):
            continue
        if a == b:
            same.append(name)
        else:
            differing.append(_difference(ENTITIES[left.entity], name, a, b))
    return Comparison(left, right, tuple(differing), tuple(same), (hanging(office, loser), hanging(office, survivor)))


def hanging(office: Office, row: str) -> dict[str, int]:
    """How many records of each kind hang on a file."""
    of = recording.record(office, row).entity
    found = {}
    for name, entity in ENTITIES.items():
        at = next((f for f, spec in entity.fields.items() if isinstance(spec.kind, Ref) and spec.kind.entity == of), "")
        if at and at != "merged_into" and name != "not_same":
            n = office.queries.count(name, {at: row})
            if n:
                found[name] = n
    return found


def named(office: Office, row: str) -> dict[str, object]:
    """A file's name and number, for a sentence."""
    found = office.queries.get(row)
    values = found.values if found else {}
    return {"name": values.get("name") or row, "number": values.get("number") or ""}


def _difference(entity: Entity, name: str, left: Stored, right: Stored) -> Difference:
    kind = entity.fields[name].kind
    texts = isinstance(kind, Text | Notes) and type(kind) in (Text, Notes) and name != "closed_reason"
    choices: tuple[Choice, ...] = (LEFT, RIGHT, BOTH) if texts and left and right else (LEFT, RIGHT)
    return Difference(name, left, right, choices, _proposed(name, isinstance(kind, Notes), left, right))


def _proposed(name: str, notes: bool, left: Stored, right: Stored) -> Choice:
    """What is most likely right: what says more, and of two that say as much the file that stays."""
    if name in ("closed_on", "closed_reason", "left_on", "left_reason"):
        return LEFT if left is None else RIGHT  # a file that is open in one office is open
    if left is None or right is None:
        return RIGHT if left is None else LEFT
    if name in ("opened_on", "joined_on"):
        return LEFT if str(left) < str(right) else RIGHT
    if name == "risk" and {left, right} <= set(RISKIEST):
        return LEFT if RISKIEST.index(str(left)) < RISKIEST.index(str(right)) else RIGHT
    if name in ("id_number", "birth_date") and len(str(left)) != len(str(right)):
        return LEFT if len(str(left)) > len(str(right)) else RIGHT
    return BOTH if notes else RIGHT


def outcome(office: Office, both: Comparison, choices: Mapping[str, str]) -> dict[str, Stored]:
    """The stays file's fields as they would change. A choice is left, right, both (texts: the other one's goes into
    the notes), or what is typed instead. Refusals: UNKNOWN_FIELD and those of the form."""
    entity = both.entity
    values = dict(both.right.values)
    aside: list[str] = []
    typed: dict[str, str] = {}
    for one in both.differing:
        chosen = choices.get(one.name, one.proposed)
        if chosen == LEFT:
            values[one.name] = one.left
        elif chosen == BOTH and BOTH in one.choices:
            if isinstance(entity.fields[one.name].kind, Notes):
                values[one.name] = f"{one.right}\n{one.left}"
            else:
                spec, number = entity.fields[one.name], both.left.values.get("number") or ""
                aside.append(FROM_FILE("zh", field=spec.label.zh, number=number, value=spec.kind.show(one.left, "zh")))
        elif chosen not in (RIGHT, BOTH):
            typed[one.name] = chosen
    differ = {d.name for d in both.differing}
    typed |= {n: v for n, v in choices.items() if n not in differ and v not in (LEFT, RIGHT, BOTH)}
    if aside:
        values["note"] = "\n".join([*([str(values["note"])] if values.get("note") else []), *aside])
        typed.setdefault("note", str(values["note"]))
    checked = recording.check(entity, typed, office.clock.today(), stands=values)
    refuse(checked.problems)
    values |= checked.values
    return {n: v for n, v in values.items() if v != both.right.values.get(n) and n not in KEPT_APART}


def merge(office: Office, loser: str, survivor: str, choices: Mapping[str, str] | None = None) -> Merged:
    """Put the file `loser` into `survivor`, in one transaction. Refusals: those of `compare` and `outcome`,
    FILE_MOVED."""
    both = compare(office, loser, survivor)
    values = outcome(office, both, choices or {})
    patches: dict[str, Mapping[str, Stored]] = {loser: {"merged_into": survivor}, survivor: values}
    return _written(office, loser, survivor, patches, _told_by(office, both))


def _told_by(office: Office, both: Comparison) -> list[Edit]:
    """Of two townships' files: the transfer by which the office of the one that is given up learns that another office
    keeps the file now, and under which number; from then on it only reads."""
    from_, to = (dwelling.division(office, file)[:TOWNSHIP] for file in (both.left, both.right))
    if both.entity.name != "child" or from_ == to or not all(len(one) == TOWNSHIP for one in (from_, to)):
        return []
    if not all(transferring.is_ours(office, one) for one in (from_, to)):
        return []
    today = office.clock.today().isoformat()
    note = "{number} {name}".format(**named(office, both.right.id)).strip()
    says: dict[str, Stored] = {"child": both.left.id, "on": today, "answered_on": today, "from_area": from_,
                               "to_area": to, "reason": "merged", "state": "accepted", "note": note}  # fmt: skip
    return [Edit("transfer", new_id(ENTITIES["transfer"].prefix, office.clock.now_ms()), says, ())]


def kept_there(transfer: Record, lang: Lang) -> str:
    """What the transfer of a file that was merged into another office's says of where it is kept, in the reader's
    language; of any other its note."""
    note = str(transfer.values.get("note") or "")
    if transfer.values.get("reason") != "merged":
        return note
    told = _TOLD.match(note)  # older ones hold the whole sentence
    number, _, name = (told["number"], "", told["name"]) if told else note.partition(" ")
    return KEPT_THERE(lang, number=number, name=name)


def _written(
    office: Office, loser: str, survivor: str, patches: Mapping[str, Mapping[str, Stored]], told: Sequence[Edit] = ()
) -> Merged:
    """The changes of a merge or a parting, that of the file that stays right after that of the other, both marked."""
    edits, before = [], {}
    for row, patch in patches.items():
        stands = recording.record(office, row)
        fields = {**patch, MARK: stands.values.get(MARK)} if patch else {}
        edits.append(Edit(stands.entity, row, fields, stands.heads))
        before[row] = {n: stands.values.get(n) for n in fields}
    for edit in told:  # after the two, which stand next to each other
        edits.append(edit)
        before[edit.row] = {DELETED: None if edit.fields.get(DELETED) else 1}
    return Merged(loser, survivor, before, recording.save_many(office, edits))


def as_saved(merged: Merged) -> recording.Saved:
    """A merge or a parting as one save, so that it is taken back and done again like any other."""
    before = {row: (BY_PREFIX[row.partition("-")[0]].name, held) for row, held in merged.before.items()}
    return undoing.of_records(before, merged.touched)


def unmerge(office: Office, row: str) -> Merged:
    """The file stands by itself again, with all that hangs on it and what was written since; what the merge put into
    the other file, and nobody changed since, is given back. Refusals: NOT_FOUND, NOT_MERGED."""
    found = recording.record(office, row)
    head = office.queries.shown([row]).get(row, row)
    to = str(found.values.get("merged_into") or "")
    if not to or (head == row and len(office.queries.files_of(row)) == 1):
        raise Refusal(Problem("NOT_MERGED", found.entity, row))
    patches: dict[str, dict[str, Stored]] = {row: {"merged_into": None}}
    if back := given_back(office, row, to):
        patches[to] = back
    if _leads(office, head, row) and head != row:  # two offices had pointed the files at each other
        patches[head] = {**patches.get(head, {}), "merged_into": None}
    told = office.queries.select("transfer", {"child": row, "reason": "merged", "state": "accepted"})
    gone = [Edit("transfer", t.id, {DELETED: 1}, t.heads) for t in told if t.values.get("child") == row]
    return _written(office, row, to, patches, gone)


def _leads(office: Office, start: str, to: str) -> bool:
    """Whether the pointers from a file lead to another."""
    seen: set[str] = set()
    at = start
    while at and at not in seen:
        seen.add(at)
        found = office.queries.get(at)
        at = str(found.values.get("merged_into") or "") if found else ""
        if at == to:
            return True
    return False


def not_same(office: Office, one: str, other: str, reason: str = "") -> recording.Saved:
    """Remember that two files are two children, so that it is not asked again. Refusals: NOT_FOUND, NOT_SAME_KINDS."""
    files = [recording.record(office, row) for row in (one, other)]
    if any(f.entity != "child" for f in files) or one == other:
        raise Refusal(Problem("NOT_SAME_KINDS", value=other))
    a, b = sorted((one, other))
    draft = {"child": a, "other": b, "on": office.clock.today().isoformat(), "reason": reason}
    return recording.save(office, ENTITIES["not_same"], draft)


def told_apart(office: Office, row: str) -> set[str]:
    """The files that somebody said are not this child's."""
    found = office.queries.select("not_same", {"child": row})
    found += office.queries.select("not_same", {"other": row})
    own = set(office.queries.files_of(row))
    named_ = {str(r.values.get(n) or "") for r in found for n in ("child", "other")} - own
    heads = office.queries.shown(sorted(named_))
    return {heads.get(one, one) for one in named_}
