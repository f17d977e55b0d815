"""Packages to and from other offices: cards, export, import, where it stands."""

from __future__ import annotations

from casefiles.exchange.acquaintance import accept_card, card, write_card
from casefiles.exchange.receiving import import_file, import_files
from casefiles.exchange.reports import ExportReport, ImportReport, Progress
from casefiles.exchange.sending import export
from casefiles.exchange.standing import sync_status

__all__ = [
    "ExportReport",
    "ImportReport",
    "Progress",
    "accept_card",
    "card",
    "export",
    "import_file",
    "import_files",
    "sync_status",
    "write_card",
]
