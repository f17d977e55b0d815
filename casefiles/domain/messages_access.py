"""The sentences about records of access: who looked at what (domain/access.py)."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "ACCESS_CUT": Label(
        "“{office}”的访问记录从第 {seq} 条起少了（“{witness}”见过更多）。"
        "请查明谁动过数据库文件，再在“访问记录”页点“已查明”。",
        "Entries are missing from the record of access of “{office}”, from no. {seq} on; “{witness}” has seen more. "
        "Find out who had the database in hand, then acknowledge it on the page “Record of access”.",
    ),
    "ACCESS_ALTERED": Label(
        "“{office}”的访问记录从第 {seq} 条起被改过（“{witness}”见过的不是这样）。"
        "请查明谁动过数据库文件，再在“访问记录”页点“已查明”。",
        "The record of access of “{office}” was altered from entry no. {seq} on; “{witness}” has seen another one. "
        "Find out who had the database in hand, then acknowledge it on the page “Record of access”.",
    ),
    "NO_SUCH_YEAR": Label(
        "没有 {value} 年的访问记录。请写 {first} 到 {last} 之间的年份。",
        "There is no record of access of {value}. Name a year from {first} to {last}.",
    ),
    "ACCESS_BROKEN": Label(
        "本机的访问记录从第 {seq} 条起前后接不上。请查明谁动过数据库文件，再在“访问记录”页点“已查明”。",
        "The record of access of this computer does not hold together from entry no. {seq} on. Find out who had the "
        "database in hand, then acknowledge it on the page “Record of access”.",
    ),
    "ACCESS_TWICE": Label(
        "“{office}”的访问记录从第 {seq} 条起有两份，“{witness}”见过另一份：这台电脑被复制过（或恢复过旧数据），"
        "两边用同一身份各记各的，不说明有人改动过。请问清两边是不是都在用，再在“访问记录”页点“已查明”。",
        "There are two records of access of “{office}” from entry no. {seq} on, and “{witness}” has seen the other: "
        "two copies of that computer went on side by side under one identity (it was copied, or old data was put "
        "back), which does not mean that anybody altered anything. Ask which of them is in use, then acknowledge it on "
        "the page “Record of access”.",
    ),
    "ACCESS_FORMER": Label(
        "这台电脑是从备份恢复或复制来的：以前的访问记录从第 {seq} 条起不在这里（“{witness}”见过）。"
        "知道了，请在“访问记录”页点“已查明”。",
        "This computer was restored from a backup or copied: of its record of access before, the entries from "
        "no. {seq} on are not here; “{witness}” has seen them. Acknowledge it on the page “Record of access”.",
    ),
}
