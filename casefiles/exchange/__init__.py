"""Packages to and from other offices: cards, export, import, where it stands."""

from __future__ import annotations

from casefiles.exchange.acquaintance import accept_card, card, write_card
from casefiles.exchange.comparisons import Compared, Differs, compared
from casefiles.exchange.computers import Aside, Computer, aside, blocked_here, computers
from casefiles.exchange.deliveries import part_bytes
from casefiles.exchange.enrolling import awaiting, open_invitation
from casefiles.exchange.enrolling import take as take_invitation
from casefiles.exchange.erasures import Ordered
from casefiles.exchange.erasures import settle as settle_erasure
from casefiles.exchange.finding import for_us as packages_for_us
from casefiles.exchange.finding import nothing_for_us
from casefiles.exchange.firstdata import take_first
from casefiles.exchange.helping import Given, helps
from casefiles.exchange.helping import above as office_above
from casefiles.exchange.helping import give as give_help
from casefiles.exchange.helping import look as look_at_request
from casefiles.exchange.helping import wish as wish_deposit
from casefiles.exchange.invited import Invited, invitations, withdraw
from casefiles.exchange.inviting import Invite, invite
from casefiles.exchange.joined import CameJoined
from casefiles.exchange.joined import settle as settle_joined
from casefiles.exchange.lacking import Lacking, lacking
from casefiles.exchange.noticing import doubtful, notices
from casefiles.exchange.previewing import Preview, preview
from casefiles.exchange.profiles import COUNTS, PROFILES, Profile, agree, profile
from casefiles.exchange.profiles import fields as agreed_fields
from casefiles.exchange.reaching import Beyond, adopt, beyond
from casefiles.exchange.reaching import leave as leave_beyond
from casefiles.exchange.receiving import import_file, import_files
from casefiles.exchange.refusals import Refused, refused
from casefiles.exchange.refusals import forget as forget_refused
from casefiles.exchange.renewed import Renewed, acknowledge
from casefiles.exchange.reports import ExportReport, ImportReport, Progress
from casefiles.exchange.revoking import (
    ANSWERS,
    accept_blocked,
    answer_fork,
    keep_aside,
    revoke,
)
from casefiles.exchange.sending import export, peer_of
from casefiles.exchange.slips import Slip, slip
from casefiles.exchange.slips import find as find_slip
from casefiles.exchange.standing import in_all, sync_status
from casefiles.exchange.tracing import Reach, Sent, Step, trace
from casefiles.exchange.tray import Tray, Waits, tray
from casefiles.exchange.twofold import Side, Twice, forked, former, twice
from casefiles.exchange.unsent import Unsent, unsent

__all__ = [
    "ANSWERS",
    "COUNTS",
    "PROFILES",
    "Aside",
    "Beyond",
    "CameJoined",
    "Compared",
    "Computer",
    "Differs",
    "ExportReport",
    "Given",
    "ImportReport",
    "Invite",
    "Invited",
    "Lacking",
    "Ordered",
    "Preview",
    "Profile",
    "Progress",
    "Reach",
    "Refused",
    "Renewed",
    "Sent",
    "Side",
    "Slip",
    "Step",
    "Tray",
    "Twice",
    "Unsent",
    "Waits",
    "accept_blocked",
    "accept_card",
    "acknowledge",
    "adopt",
    "agree",
    "agreed_fields",
    "answer_fork",
    "aside",
    "awaiting",
    "beyond",
    "blocked_here",
    "card",
    "compared",
    "computers",
    "doubtful",
    "export",
    "find_slip",
    "forget_refused",
    "forked",
    "former",
    "give_help",
    "helps",
    "import_file",
    "import_files",
    "in_all",
    "invitations",
    "invite",
    "keep_aside",
    "lacking",
    "leave_beyond",
    "look_at_request",
    "nothing_for_us",
    "notices",
    "office_above",
    "open_invitation",
    "packages_for_us",
    "part_bytes",
    "peer_of",
    "preview",
    "profile",
    "refused",
    "revoke",
    "settle_erasure",
    "settle_joined",
    "slip",
    "sync_status",
    "take_first",
    "take_invitation",
    "trace",
    "tray",
    "twice",
    "unsent",
    "wish_deposit",
    "withdraw",
    "write_card",
]
