"""Filters that a person keeps by name: a chip, an order and conditions of one register.

They are settings of this office's database, one list for each person and register, and never merged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import conditions as c
from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import MERGED
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.catalogue import Field
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter under its name."""

    name: str
    chip: str
    sort: str
    where: tuple[c.Condition, ...]

    def same(self, chip: str, where: Sequence[c.Condition]) -> bool:
        """Whether this is what the list is filtered by; the order is no filter."""
        return self.chip == chip and c.key(self.where) == c.key(where)


def kept(office: Office, register: str) -> list[Kept]:
    """This person's filters of a register, by name; what this version does not understand of one is left out."""
    try:
        found = json.loads(office.ledger.setting(_key(office, register)) or "[]")
    except ValueError:
        return []
    made = []
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and one.get("name"):
            where = c.loads(ENTITIES[register], one.get("where"))
            made.append(Kept(str(one["name"]), str(one.get("chip") or "all"), str(one.get("sort") or ""), where))
    return sorted(made, key=lambda f: f.name)


def keep(office: Office, register: str, made: Kept) -> None:
    """Keep a filter; one of this name is replaced. Refusal: FILTER_NAME."""
    name = made.name.strip()
    if not name:
        raise Refusal(Problem("FILTER_NAME", register))
    others = [f for f in kept(office, register) if f.name != name]
    _write(office, register, [*others, Kept(name, made.chip, made.sort, made.where)])


def forget(office: Office, register: str, name: str) -> None:
    """Keep the filter of this name no longer."""
    _write(office, register, [f for f in kept(office, register) if f.name != name])


def fields(register: str) -> dict[str, tuple[Field, Field | None]]:
    """What a register can be filtered by: its own fields, and those of the people its records hang on.

    Name -> the field, and the reference it is seen through.
    """
    spec = ENTITIES[register]
    own: dict[str, tuple[Field, Field | None]] = {
        f.name: (f, None) for f in spec.fields.values() if f.name != MERGED
    }
    for field in spec.fields.values():
        if isinstance(field.kind, k.Ref) and field.kind.entity in c.THROUGH and field.name != MERGED:
            for inner in ENTITIES[field.kind.entity].fields.values():
                if inner.listed and not inner.sensitive and inner.name != "number":
                    own[f"{field.name}.{inner.name}"] = (inner, field)
    return own


def _key(office: Office, register: str) -> str:
    return f"filters:{office.me.login}:{register}"


def _write(office: Office, register: str, filters: Sequence[Kept]) -> None:
    text = [{"name": f.name, "chip": f.chip, "sort": f.sort, "where": c.dumps(f.where)} for f in filters]
    office.ledger.keep_setting(_key(office, register), json.dumps(text, ensure_ascii=False) if text else None)
