"""Who looked at what: the record of access that every computer keeps of itself, entry by entry in a chain.

The files are about minors: whoever opens, lists, prints or carries away what stands in them leaves an entry
(Regulations on the Protection of Minors in Cyberspace, Art. 36: each access of staff to minors' data is recorded; PIPL
Art. 51). Entries stay on their computer. How many there are, and the end of the chain, goes with every package, so that
the offices above and below can witness that nothing was taken out or put in afterwards.

An entry is bound by the digest of what it is about, not by that itself: when a child's file is erased, its entries
forget whose they were, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

UNLOCK, WRONG, LOCK = "unlock", "wrong", "lock"
OPEN, LIST, PRINT, SHEET, COPY = "open", "list", "print", "sheet", "copy"
EXPORT, IMPORT, BACKUP, HELP, ERASE = "export", "import", "backup", "help", "erase"
KNOWN = "known"
"""somebody has looked into what is doubtful of a record"""
ACCOUNT = "account"
"""an account was added, taken away, or its passphrase changed: its `detail` is which of these, and the login"""
SHEETS = "sheets"
"""recovery sheets were made, given up or used: its `detail` is which, and the set's number"""

ACTS: Mapping[str, Label] = {
    UNLOCK: Label("解锁", "unlocked the office"),
    WRONG: Label("密码输错", "typed a wrong passphrase"),
    LOCK: Label("锁定", "locked the office"),
    OPEN: Label("打开档案", "opened a file"),
    LIST: Label("查看名单", "looked at a list"),
    PRINT: Label("打印", "printed"),
    SHEET: Label("导出表格", "made a sheet"),
    COPY: Label("另存附件", "saved an attachment outside"),
    EXPORT: Label("导出数据包", "exported a package"),
    IMPORT: Label("导入数据包", "took in a package"),
    BACKUP: Label("备份", "made a backup"),
    HELP: Label("帮助重设密码", "helped with a passphrase"),
    SHEETS: Label("恢复单", "recovery sheets"),
    ACCOUNT: Label("账号", "accounts"),
    ERASE: Label("彻底删除档案", "erased a file"),
    KNOWN: Label("查明疑点", "looked into a doubt"),
}
"""What an entry can say, in the order in which people are shown them."""

ADDED, REMOVED, CHANGED = "added", "removed", "passphrase"
WITH_ACCOUNTS: Mapping[str, Label] = {
    ADDED: Label("新增", "added"),
    REMOVED: Label("删除", "taken away"),
    CHANGED: Label("修改密码", "passphrase changed"),
}
"""what was done with an account"""
CUT, ALTERED, FORMER, TWICE = "cut", "altered", "former", "twice"

COUNTED = frozenset({LIST, SHEET, EXPORT, IMPORT})
"""acts of which it is said how many records they were about"""
SEARCH = "search"
LISTS: Mapping[str, Label] = {
    SEARCH: Label("查找", "a search"),
    "worklists": Label("工作清单", "worklists"),
    "tasks": Label("待核对", "tasks"),
    "conflicts": Label("两边不同的值", "values of which both were kept"),
    "duplicates": Label("可能重复的档案", "files that may be the same"),
    "matching": Label("结对", "matching"),
}
"""what a list can be that is no register, by the `detail` of its entry"""
START = bytes(32)
"""before the first entry of a computer"""
AGAIN_MS = 600_000
"""the same person opening the same file once more within ten minutes is the same look at it"""
MOST_ROWS = 500
"""files that one act names one by one (a batch of papers); of more only their number is kept"""
KEPT_MS = 3 * 366 * 86_400_000
"""how long entries are kept: PIPL Art. 56 asks three years of what shows how personal data was handled"""


@dataclass(frozen=True, slots=True)
class Access:
    """One entry. `row` is the file it is about, "" for none, or where that file was erased since; `n` how many records
    a list, a sheet, a paper or a package held; `detail` what else is known of it (a paper's or register's name, a
    package): never anything of a person."""

    device: str
    seq: int
    at_ms: int
    user: str
    act: str
    row: str = ""
    n: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """What an office said of how far a computer's record of access went: that entry, and the end of its chain."""

    device: str
    seq: int
    head: bytes
    office: str
    at_ms: int
    """by the clock of this computer"""
    log: int = 0
    """how far the computer's own log of changes went then: what it says later goes further; 0 where another says it"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where a record of access is not what it was: from this entry on. `what` is CUT (entries are gone), ALTERED (an
    entry or its chain is another), FORMER (of a computer that was restored from a backup or copied: its last entries
    went with what it had been), TWICE (two copies of the computer went on side by side: its log of changes shows it,
    and so there are two records)."""

    device: str
    seq: int
    what: str
    office: str = ""
    """who bears witness; "" where the chain itself shows it"""
    mark: str = ""
    """what contradicts, so that it is known again: that entry or word"""
    ours: bool = False
    """whether it is this computer's record, or that of what it was before"""


def bound(nonce: bytes, row: str) -> bytes:
    """What stands for a file in the chain; nothing for none."""
    return hashlib.sha256(nonce + row.encode()).digest() if row else b""


def head(before: bytes, entry: Access, com: bytes) -> bytes:
    """The end of the chain after this entry."""
    said = json.dumps(
        [entry.device, entry.seq, entry.at_ms, entry.user, entry.act, entry.n, entry.detail, com.hex()],
        ensure_ascii=False,
    )
    return hashlib.sha256(b"TGXA1\n" + before + said.encode()).digest()
