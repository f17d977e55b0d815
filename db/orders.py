"""Which orders to erase are to be looked at: those that came, and those that waited for a file that has changed.

An order that binds nothing yet waits for the files that it names, or for somebody to say whose computer gave it. So the
tables `order_waits` (what it waits for, by order) and `order_ready` make an import as dear as what it brings, however
many orders lie there that lead nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.portions import marks, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.changed import Changed
    from db.driver import Connection

MAKER = "@"
"""begins what an order waits for when nobody knows whose computer gave it, with that computer behind it"""


def note(connection: Connection, changed: Changed) -> None:
    """What was touched may make orders ready: the orders themselves, and those that wait for these files."""
    orders, files = list(changed.rows.get("erasure", ())), list(changed.rows.get("child", ()))
    if changed.beyond.get("erasure"):
        connection.execute("INSERT OR IGNORE INTO order_ready(id) SELECT id FROM erasure")
    connection.executemany("INSERT OR IGNORE INTO order_ready(id) VALUES(?)", [(one,) for one in orders])
    if files and connection.execute("SELECT 1 FROM order_waits LIMIT 1").fetchone() is not None:
        _wake(connection, files)


def everything(connection: Connection) -> None:
    """All orders are to be looked at once more."""
    connection.execute("INSERT OR IGNORE INTO order_ready(id) SELECT id FROM erasure")


def ready(connection: Connection) -> list[str]:
    """The orders that are to be looked at, also those that somebody deleted: an order is not taken back."""
    sql = "SELECT id FROM order_ready WHERE id IN (SELECT id FROM erasure) ORDER BY id"
    return [row for (row,) in connection.execute(sql)]


def makers(connection: Connection) -> list[str]:
    """The computers that gave orders and are nobody's as far as is known."""
    sql = "SELECT DISTINCT key FROM order_waits WHERE key >= ? AND key < ?"
    found = connection.execute(sql, (MAKER, chr(ord(MAKER) + 1)))
    return [key.removeprefix(MAKER) for (key,) in found]


def known(connection: Connection, devices: Iterable[str]) -> None:
    """It is known by now whose computers these are."""
    _wake(connection, [MAKER + device for device in devices])


def looked_at(connection: Connection, waits: Mapping[str, Sequence[str]]) -> None:
    """These orders were looked at: for what each waits from now on; for nothing when nothing can change it."""
    connection.executemany("DELETE FROM order_ready WHERE id=?", [(one,) for one in waits])
    # one of a blocked computer comes again when it is shown again
    connection.execute("DELETE FROM order_ready WHERE id NOT IN (SELECT id FROM erasure)")
    connection.executemany("DELETE FROM order_waits WHERE id=?", [(one,) for one in waits])
    lines = [(key, one) for one, keys in waits.items() for key in dict.fromkeys(keys)]
    connection.executemany("INSERT INTO order_waits(key, id) VALUES(?, ?)", lines)


def _wake(connection: Connection, keys: Sequence[str]) -> None:
    for part in parts(keys):
        sql = f"INSERT OR IGNORE INTO order_ready(id) SELECT id FROM order_waits WHERE key IN ({marks(part)})"  # noqa: S608
        connection.execute(sql, part)
