"""A computer by its office, for people: nobody knows one by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import device_of
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from casefiles.office import Office

OF = Label("{name}（{office}）", "{name} ({office})")
UNKNOWN = Label("一台没有登记的电脑", "a computer that is not known here")
FORMER = Label("{name}（{office}）以前的电脑身份", "a former computer of {name} ({office})")
OF_COMPUTERS = ("fork", "renewed")
"""kinds of derived tasks whose id is that of a computer, or of a log of one"""


def called(office: Office, device: str, lang: Lang) -> str:
    """The name and code of the office whose computer it is, this one's too."""
    from casefiles.exchange import computers, former  # which read the proofs: only where one is named

    if device == office.ledger.device:
        return OF(lang, name=office.home.name, office=office.home.code)
    if device in former(office):
        return FORMER(lang, name=office.home.name, office=office.home.code)
    found = next((one for one in computers(office) if one.device == device), None)
    return OF(lang, name=found.name, office=found.office) if found is not None else UNKNOWN(lang)


def of_task(office: Office, kind: str, task: str, lang: Lang) -> str:
    """Whose computer the derived task with this id is about; "" for one of another kind."""
    return called(office, device_of(task), lang) if kind in OF_COMPUTERS else ""
