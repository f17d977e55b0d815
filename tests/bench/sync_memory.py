"""Peak memory of one package, in a process of its own: `python -m tests.bench.sync_memory OFFICE WORK PATH`.

WORK is the code of the office to write a package for, into the folder PATH, or `import`, of the package PATH. Prints
two numbers, the peak in KiB when the office was open and when the work was done, and the package.
"""

from __future__ import annotations

import contextlib
import re
import sys
from pathlib import Path
from typing import Any

from casefiles import exchange
from tests.package import offices


def peak() -> int:
    """The most memory that this process ever had, in KiB."""
    with contextlib.suppress(OSError):  # Linux; what getrusage says there is the parent's when that had more
        return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0])
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // 1024 if sys.platform == "darwin" else most


def main(folder: str, work: str, path: str) -> None:
    """Open, note the peak, work, note it again."""
    office = offices.opened(Path(folder))
    base: Any = office.ledger
    base.database.saving()  # as the thread of the program that writes: it has two connections
    before, package = peak(), Path(path)
    if work == "import":
        exchange.import_file(office, package)
    else:
        package = exchange.export(office, work, package).path
    after = peak()
    office.ledger.close()
    print(before, after, package)


if __name__ == "__main__":
    main(*sys.argv[1:])
