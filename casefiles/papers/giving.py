"""The papers of giving and gathering by name, as printing lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import Label
from casefiles.papers import aid_lists, donors, gatherings

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.document import Document
    from casefiles.domain.words import Lang
    from casefiles.office import Office

    Compose = Callable[[Office, str, Lang, bool], Document]


def _signing(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return aid_lists.signing(aid_lists.of_batch(office, row), lang, masked=masked)


def _publicity(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return aid_lists.publicity(aid_lists.of_batch(office, row), lang)


def _thanks(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return donors.thanks(donors.of_donor(office, row), lang, masked=masked)


def _statement(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return donors.statement(donors.of_donor(office, row), lang, masked=masked)


def _sign_in(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return gatherings.sign_in(gatherings.of_session(office, row, lang), lang, masked=masked)


def _referrals(office: Office, row: str, lang: Lang, masked: bool) -> Document:
    return gatherings.referrals(office, row, lang, masked=masked)


PAPERS: tuple[tuple[str, Label, str, Compose], ...] = (
    ("signing", Label("帮扶领取表", "Signing sheet of a batch"), "aid_batch", _signing),
    ("publicity", Label("帮扶公示名单", "Publicity list of a batch"), "aid_batch", _publicity),
    ("thanks", Label("感谢信", "Letter of thanks to a donor"), "donor", _thanks),
    ("statement", Label("捐助明细", "Statement for a donor"), "donor", _statement),
    ("sign-in", Label("活动签到表", "Sign-in sheet of a session"), "session", _sign_in),
    ("referrals", Label("视力转诊名单", "Referrals after a screening"), "screening_round", _referrals),
)
"""name, label, entity, compose"""
