"""Drives that a person may carry: what the system knows of them, behind one interface for Linux and Windows."""

from __future__ import annotations

import sys

from casefiles.edges.drives.facts import Drive, Machine, in_order

__all__ = ["Drive", "Machine", "here", "in_order"]

_here: Machine | None = None


def here() -> Machine:
    """This computer."""
    global _here
    if _here is None:
        if sys.platform == "win32":
            from casefiles.edges.drives.windows import Windows, kernel

            _here = Windows(kernel())
        else:
            from casefiles.edges.drives.linux import Linux

            _here = Linux()
    return _here
