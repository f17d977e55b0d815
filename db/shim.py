"""sqlite_utils on sqlcipher3: it looks for pysqlite3 before sqlite3, and must find sqlcipher3 under that name.

Otherwise it would catch the wrong exception classes and leave transactions open. To be called before the first
import of sqlite_utils; it costs nothing until then.
"""

from __future__ import annotations

import sys

import sqlcipher3
from sqlcipher3 import dbapi2


def shim_sqlite_utils() -> None:
    """Let sqlite_utils find sqlcipher3."""
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
