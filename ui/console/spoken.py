"""A code that was told by telephone: from the call, standard input, the environment, or a prompt.

What stands in the call is seen by everybody who lists the computer's processes; the other ways are seen by nobody.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from casefiles.domain.words import Label
from ui.console.usage import Usage

if TYPE_CHECKING:
    from ui.console.output import Call

INPUT = "-"
"""instead of a code: it is the next line of standard input"""


def spoken(call: Call, given: str, option: str, command: str, ask: Label) -> str:
    """The code; `option` names it, as `--help-code` does, and its variable, DOORSTEP_HELP_CODE. Usage CALL_MISSING when
    nobody is there to be asked."""
    if given == INPUT:
        return sys.stdin.readline().strip()
    known = given or os.environ.get("DOORSTEP_" + option.strip("-").replace("-", "_").upper(), "")
    if known:
        return known
    if not sys.stdin.isatty():  # a script: nobody is there to answer
        hint = Label(f"见 ./run {command} --help", f"see ./run {command} --help")
        raise Usage("CALL_MISSING", "", option, names=option, hint=hint)
    return input(call.text(ask))
