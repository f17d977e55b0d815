"""A file is whole or as it was before."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> Path:
    """Write under a temporary name, on to the disk, and only then in the place of what was there.

    Refusals: DISK_FULL, CANNOT_WRITE; then the file that was there is untouched.
    """
    unfinished = path.with_name(path.name + ".tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        code = "DISK_FULL" if error.errno == errno.ENOSPC else "CANNOT_WRITE"
        raise Refusal(Problem(code, value=str(path))) from error
    return path
