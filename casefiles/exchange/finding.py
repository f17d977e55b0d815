"""The packages of a folder that are for this office; those that it wrote itself, or that others get, stay there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casefiles.domain.filenames import shown_path
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.stick import file_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casefiles.office import Office

_NAMED = re.compile(r"^([0-9A-Za-z]+)-([0-9A-Za-z]+)-\d{8}-\d{6}-[0-9a-f]{8}")
"""from, to, when, which: what a package is called (docs/package.md)"""


def for_us(office: Office, found: Sequence[Path]) -> list[Path]:
    """Of these packages those that are for this office by their names, and those whose name says nothing."""
    here = file_code(office.home.code)
    named = [(path, _NAMED.match(path.name)) for path in found]
    return [path for path, name in named if name is None or (name[2] == here and name[1] != here)]


def for_this_office(office: Office, path: Path) -> bool:
    """Whether by its name it is a package that another office made for this one."""
    here, name = file_code(office.home.code), _NAMED.match(path.name)
    return name is not None and name[2] == here and name[1] != here


def nothing_for_us(office: Office, folder: Path, found: Sequence[Path]) -> Refusal:
    """FOLDER_EMPTY, with what is there instead."""
    here = file_code(office.home.code)
    ours = sum(path.name.startswith(f"{here}-") for path in found)
    numbers = {"n": len(found), "ours": ours, "others": len(found) - ours, "home": office.home.name}
    return Refusal(Problem("FOLDER_EMPTY", value=shown_path(folder), args=numbers))
