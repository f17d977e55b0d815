"""What the people of other offices are called, whose logins stand in changes.

A package says it in its header: the accounts of its writer, login and name and nothing else, and to an office above
what those below are called, to one below what those above are. So a name goes where the changes go. What an office says
of itself goes before what others say. Names stay when an account is taken away: its changes stay too. `workers:CODE`
in the settings keeps them.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from casefiles.domain import areas
from casefiles.domain.words import Label
from casefiles.edges.package.heading import MOST_LOGINS, MOST_OFFICES
from casefiles.exchange import claiming, offices, profiles, scope

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Peer

LONGEST = 64
SOMEBODY = Label("经办人", "a worker")
SOMEBODY_OF = Label("{office}的经办人", "a worker of {office}")
NAMED = Label("{name}（{office}）", "{name} ({office})")
ELSEWHERE = Label("其他单位的经办人", "a worker of another office")



def told(office: Office, peer: Peer) -> dict[str, dict[str, str]]:
    """What a package to this office says: nothing to one that gets figures alone."""
    if not profiles.profile(office, peer).records:
        return {}
    home = office.home.code
    found = {home: office.ledger.accounts()}
    upwards, downwards = scope.above(home, peer.office), scope.above(peer.office, home)
    for code in _kept(office):
        passed = (upwards and scope.above(code, home)) or (downwards and scope.above(home, code))
        if passed and code not in (home, peer.office):
            found[code] = known(office, code)
    some = {code: _short(names) for code, names in found.items()}
    return {code: names for code, names in list(some.items())[:MOST_OFFICES] if names}


def hear(office: Office, sender: str, people: Mapping[str, Mapping[str, str]], offices_: Container[str]) -> None:
    """Keep what an office says of itself, and of those in its line; `offices_` are those of which a computer is known:
    of others it could name as many as it likes, and there is nothing to be shown of them."""
    for code, names in people.items():
        in_line = code == sender or (code in offices_ and (scope.above(code, sender) or scope.above(sender, code)))
        if code == office.home.code or not in_line:
            continue
        kept = json.loads(office.ledger.setting(f"workers:{code}") or "{}")
        first, before = bool(kept.get("first")), dict(kept.get("names") or {})
        own = code == sender
        whole = {**names, **before} if first and not own else {**before, **names}
        now = {"names": _short(whole), "first": first or own}
        if now != kept:
            office.ledger.keep_setting(f"workers:{code}", json.dumps(now, ensure_ascii=False))
            listed = _kept(office)
            if code not in listed:
                office.ledger.keep_setting("workers", json.dumps(sorted({*listed, code})[: 4 * MOST_OFFICES]))


def known(office: Office, code: str) -> dict[str, str]:
    """Login -> name in another office."""
    return dict(json.loads(office.ledger.setting(f"workers:{code}") or "{}").get("names") or {})


def everybody(office: Office) -> set[str]:
    """The names of all whom this office knows to work here or elsewhere."""
    elsewhere = (known(office, code).values() for code in _kept(office))
    return {*office.ledger.accounts().values(), office.me.name}.union(*elsewhere)


class Workers:
    """Who wrote something, by login and computer or office. It reads what it is asked for, once."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._known: dict[str, dict[str, str]] = {}

    @cached_property
    def _own(self) -> dict[str, str]:
        return {**self.office.ledger.accounts(), self.office.me.login: self.office.me.name}

    @cached_property
    def _maker(self) -> Callable[[str], str]:
        return claiming.owners(self.office)

    @cached_property
    def _offices(self) -> dict[str, str]:
        return offices.names(self.office)

    def name(self, login: str, code: str) -> str:
        """The person's name; "" where it is not known."""
        if code == self.office.home.code:
            return self._own.get(login, login)
        if code not in self._known:
            self._known[code] = known(self.office, code) if code else {}
        return self._known[code].get(login, "")

    def of(self, login: str, code: str, lang: Lang) -> str:
        """The person, and of another office whose; `code` is "" where nobody knows whose computer it was."""
        name = self.name(login, code)
        if code == self.office.home.code:
            return name
        where = self._offices.get(code) or areas.name_of(code) or code
        if not where:
            return ELSEWHERE(lang)
        return NAMED(lang, name=name, office=where) if name else SOMEBODY_OF(lang, office=where)

    def by(self, login: str, device: str, lang: Lang, *, own: bool) -> str:
        """The same by the computer that wrote it."""
        return self.of(login, self.office.home.code if own else self._maker(device), lang)


def _kept(office: Office) -> list[str]:
    return list(json.loads(office.ledger.setting("workers") or "[]"))


def _short(names: Mapping[str, str]) -> dict[str, str]:
    some = ((login, name.strip()) for login, name in names.items())
    fit = {login: name for login, name in some if login and name and len(login) <= LONGEST and len(name) <= LONGEST}
    return dict(list(fit.items())[-MOST_LOGINS:])
