"""Packages to and from other offices: cards, export, import, where it stands."""

from __future__ import annotations

from casefiles.exchange.acquaintance import accept_card, card, write_card
from casefiles.exchange.previewing import Preview, preview
from casefiles.exchange.profiles import PROFILES, Profile, agree, profile
from casefiles.exchange.receiving import import_file, import_files
from casefiles.exchange.reports import ExportReport, ImportReport, Progress
from casefiles.exchange.sending import export, peer_of
from casefiles.exchange.standing import sync_status

__all__ = [
    "PROFILES",
    "ExportReport",
    "ImportReport",
    "Preview",
    "Profile",
    "Progress",
    "accept_card",
    "agree",
    "card",
    "export",
    "import_file",
    "import_files",
    "peer_of",
    "preview",
    "profile",
    "sync_status",
    "write_card",
]
