"""Packages to and from other offices: cards, export, import, where it stands."""

from __future__ import annotations

from casefiles.exchange.acquaintance import accept_card, card, write_card
from casefiles.exchange.compared import Compared, Differs, compared
from casefiles.exchange.previewing import Preview, preview
from casefiles.exchange.profiles import PROFILES, Profile, agree, profile
from casefiles.exchange.receiving import import_file, import_files
from casefiles.exchange.reports import ExportReport, ImportReport, Progress
from casefiles.exchange.sending import export, peer_of
from casefiles.exchange.slips import Slip, slip
from casefiles.exchange.slips import find as find_slip
from casefiles.exchange.standing import sync_status
from casefiles.exchange.tracing import Reach, Sent, Step, trace

__all__ = [
    "PROFILES",
    "Compared",
    "Differs",
    "ExportReport",
    "ImportReport",
    "Preview",
    "Profile",
    "Progress",
    "Reach",
    "Sent",
    "Slip",
    "Step",
    "accept_card",
    "agree",
    "card",
    "compared",
    "export",
    "find_slip",
    "import_file",
    "import_files",
    "peer_of",
    "preview",
    "profile",
    "slip",
    "sync_status",
    "trace",
    "write_card",
]
