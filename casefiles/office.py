"""The open office: the first argument of every service."""

from __future__ import annotations

from dataclasses import dataclass

from casefiles.ports import Clock, Ledger, Queries


@dataclass(frozen=True, slots=True)
class Me:
    """Who is working: the account's login and the name shown on papers."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Home:
    """This office: its division code, name and level (county, township ...)."""

    code: str
    name: str
    level: str
    folder: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office that was unlocked."""

    ledger: Ledger
    queries: Queries
    clock: Clock
    me: Me
    home: Home
