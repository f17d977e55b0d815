"""From records to the facts that a category follows from (casefiles.domain.categories)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.categories import Facts, Parent, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

    Values = Mapping[str, Stored]

_FATHER, _MOTHER = ("51", "57"), ("52", "58")


def facts_on(
    child: Values,
    members: Iterable[Values],
    spells: Iterable[Values],
    guardians: Iterable[Values],
    economies: Iterable[Values],
    certificates: Iterable[Values],
    on: dt.date,
    household: Values | None = None,
) -> Facts:
    """The facts of a day from the stored values of a child and what hangs on it. Members need their `id`."""
    day = on.isoformat()
    people = list(members)
    stands: dict[str, list[Values]] = {}
    for spell in spells:
        if _holds(spell, day):
            stands.setdefault(str(spell.get("member")), []).append(spell)
    held = [e for e in economies if e.get("kind")]
    kinds = sorted((str(e["kind"]), str(e.get("start") or "")) for e in held if _holds(e, day))
    plain = str(household.get("economy") or "") if household and not held else ""
    valid = [c for c in certificates if not c.get("valid_until") or str(c["valid_until"]) >= day]
    own = (str(child.get("disability") or ""), str(child.get("disability_level") or ""))
    bodies = {(str(c.get("disability") or ""), str(c.get("level") or "")) for c in valid if c.get("disability")}
    if own[0] and not any(kind == own[0] for kind, _ in bodies):
        bodies.add(own)
    care = [g for g in guardians if _holds(g, day)]
    return Facts(
        str(child.get("birth_date") or ""), str(child.get("area") or ""), str(child.get("registered_area") or ""),
        _parent(people, stands, _FATHER, day), _parent(people, stands, _MOTHER, day),
        tuple(kinds) or (((plain, ""),) if plain else ()), bool(held or plain), tuple(sorted(bodies)), bool(valid),
        str(child.get("illness") or ""), str(child.get("schooling") or ""),
        str(care[0].get("kind") or "") if len(care) == 1 else "",
        any("none" in (g.get("kind"), g.get("guardianship")) for g in care),
    )  # fmt: skip


def _holds(spell: Values, day: str) -> bool:
    start, end = spell.get("start"), spell.get("end")
    return (not start or str(start) <= day) and (not end or str(end) > day)


def _parent(members: Sequence[Values], spells: Mapping[str, list[Values]], codes: tuple[str, str], day: str) -> Parent:
    for code in codes:
        for member in members:
            if member.get("relation") == code:
                found = [
                    State(str(s.get("status") or ""), str(s.get("start") or ""), str(s.get("end") or ""))
                    for s in sorted(spells.get(str(member.get("id")), ()), key=lambda s: str(s.get("start") or ""))
                ]
                status, since = str(member.get("status") or ""), str(member.get("since") or "")
                if status and status not in [s.status for s in found] and not (found and not _telling(status)):
                    found.append(State(status, since))
                capable = member.get("capable")
                return Parent(tuple(found), None if capable is None else bool(capable))
    return Parent()


def _telling(status: str) -> bool:
    """A family page's “at home” or “unknown” says nothing beside a proved status."""
    return status not in ("home", "unknown")
