"""Names of files from elsewhere, as they may be shown, printed and kept."""

from __future__ import annotations

_JOINER = "\u200d"
"""holds the parts of an emoji together"""


def shown(name: str) -> str:
    """The name without anything that cannot be written or would deceive.

    Bytes that are no UTF-8 (an archive or a stick of another code page) are read as GB 18030 where that makes sense,
    and else escaped; so are control characters and marks that turn the direction of writing.
    """
    if not plain(name):
        name = _decoded(name)
    return "".join(c if c.isprintable() or c == _JOINER else c.encode("unicode_escape").decode() for c in name)


def shown_path(path: object) -> str:
    """A whole path, each name in it shown."""
    return "/".join(shown(part) for part in str(path).split("/"))


def plain(path: object) -> bool:
    """Whether a path can be written down as text and is the same path when it is read again."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _decoded(name: str) -> str:
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character of Windows
        return name.encode("utf-8", "backslashreplace").decode()
    try:
        found = raw.decode("gb18030")
        if found.isprintable():
            return found
    except UnicodeDecodeError:
        pass
    return raw.decode("utf-8", "backslashreplace")
