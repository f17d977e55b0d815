"""What records are called in the window: running text in a name goes when names are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import naming
from ui.veiled import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.naming import Called
    from casefiles.office import Office
    from casefiles.ports import Record


class Names(naming.Names):
    """Names of many records at once, for showing."""

    def _text(self, spec: Entity, values: Mapping[str, Stored], name: str, depth: int) -> str:
        return told(spec.fields[name], super()._text(spec, values, name, depth))


def called(office: Office, record: Record, lang: Lang) -> Called:
    """What one record is called, for showing."""
    return Names(office, lang).of(record)
