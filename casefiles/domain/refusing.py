"""What is to be done about a package that was refused."""

from __future__ import annotations

from casefiles.domain.words import Label

AGAIN = Label(
    "不用单独补：对方会从本单位的下一个数据包得知，下次导出会把缺的一起带来。等不及的，请对方马上重新导出。",
    "Nothing is lost: they learn of it with the next package from here, and their next export brings all that is"
    " missing. If you cannot wait, ask them to export again now.",
)
WHOSE = Label(
    "无法证实是谁的数据包：请交来的人重新拷贝；还是不行，请对方重新导出。不再需要的可以移出清单。",
    "It is not proven whose it is: ask whoever brought it to copy it again, or to export anew. Take it off the list"
    " once it is not needed.",
)
HERE = Label(
    "在本机处理好以后，把同一个文件再导入一次。",
    "Put that right on this computer, then import the same file again.",
)
KEPT = Label(
    "数据包已保存在本机。升级本软件后会自动导入，不用再要一次。",
    "The package is kept on this computer. It is taken in by itself once the program is upgraded.",
)
ELSEWHERE = Label("把文件交给收件单位。", "Give the file to the office that it is for.")
ANEW = Label(
    "先从本机给对方导出一个数据包（对方还不认识本机时，再交上本机的名片）；对方导入后重新导出。",
    "Export a package for them from this computer (with its card, if they do not know it yet); once it was imported"
    " there, they export again.",
)
REPORT = Label(
    "请打电话告诉对方和县级；文件先不要删。", "Call that office and the county, and do not delete the file yet."
)
NOT_OURS = Label("请核对文件，确认是否拿错。", "Look at the file again: it may be the wrong one.")

NEXT: dict[str, Label] = {
    "EMPTY": AGAIN,
    "ZEROS": AGAIN,
    "DAMAGED": AGAIN,
    "TRUNCATED": AGAIN,
    "CANNOT_READ": HERE,
    "STICK_PULLED": HERE,
    "BAD_FRAME": AGAIN,
    "BAD_CHAIN": AGAIN,
    "TOO_BIG": AGAIN,
    "DISK_FULL": HERE,
    "ROOM_SHORT": HERE,
    "UNKNOWN_SENDER": HERE,
    "TOO_NEW": HERE,
    "NOT_FOR_US": ELSEWHERE,
    "SEALED_BEFORE": ANEW,
    "FORGED": REPORT,
    "NOT_A_BUNDLE": NOT_OURS,
}


def next_step(code: str, *, kept: bool = False, known: bool = True) -> Label:
    """The sentence for a problem's code; `known`: it is proven whose package it is, so they are told of it."""
    found = KEPT if kept else NEXT.get(code, HERE)
    return WHOSE if found is AGAIN and not known else found
