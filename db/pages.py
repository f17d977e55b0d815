"""The pages of an encrypted file, read and written one by one: what SQLite does not open is not lost for that.

A page of SQLCipher 4 is sealed by itself: AES-256-CBC with the database's key, its vector behind it, and an HMAC-SHA512
over both and the page's number, whose key follows from the database's and from the 16 bytes at the head of the file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

SIZE, SALT, VECTOR, MAC = 4096, 16, 16, 64
USABLE = SIZE - VECTOR - MAC
"""bytes of a page that hold something"""
MAGIC = b"SQLite format 3\0"
_MASK, _ROUNDS = 0x3A, 2
_WAL_HEAD, _FRAME_HEAD = 32, 24


class Pages:
    """A file of which nobody else is writing."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("r+b")
        self._key = key
        self.number = path.stat().st_size // SIZE
        self._salt = self._file.read(SALT)
        masked = bytes(byte ^ _MASK for byte in self._salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def plain(self, page: int) -> bytes | None:
        """What a page holds, USABLE bytes, from 1 on; None when it is damaged."""
        self._file.seek((page - 1) * SIZE)
        raw = self._file.read(SIZE)
        if len(raw) < SIZE:
            return None
        body = raw[SALT if page == 1 else 0 : USABLE + VECTOR]
        if not hmac.compare_digest(self._mac(page, body), raw[USABLE + VECTOR :]):
            return None
        opened = self._cipher(body[-VECTOR:]).decryptor().update(body[:-VECTOR])
        return MAGIC + opened if page == 1 else opened

    def put(self, page: int, plain: bytes) -> None:
        """Put a page of USABLE bytes in its place."""
        vector = os.urandom(VECTOR)
        body = self._cipher(vector).encryptor().update(plain[SALT if page == 1 else 0 :]) + vector
        self._file.seek((page - 1) * SIZE)
        self._file.write((self._salt if page == 1 else b"") + body + self._mac(page, body))

    def apply(self, beside: Path) -> None:
        """Put in what the log beside the file has of finished transactions."""
        for page, raw in _frames(beside):
            self._file.seek((page - 1) * SIZE)
            self._file.write(raw)
            self.number = max(self.number, page)
        self._file.flush()

    def _cipher(self, vector: bytes) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(vector))

    def _mac(self, page: int, body: bytes) -> bytes:
        return hmac.digest(self._mac_key, body + struct.pack("<I", page), "sha512")


def _frames(beside: Path) -> Iterator[tuple[int, bytes]]:
    """(page, as it is sealed) of the finished transactions of a log, oldest first."""
    if not beside.exists():
        return
    with beside.open("rb") as file:
        head = file.read(_WAL_HEAD)
        if len(head) < _WAL_HEAD:
            return
        magic, _, size, _ = struct.unpack(">4I", head[:16])
        order = ">" if magic & 1 else "<"
        sums = _sums(order, head[:24], (0, 0))
        if size != SIZE or magic >> 1 != 0x377F0682 >> 1 or sums != struct.unpack(">2I", head[24:]):
            return
        waiting: list[tuple[int, bytes]] = []
        while len(frame := file.read(_FRAME_HEAD + SIZE)) == _FRAME_HEAD + SIZE:
            page, ends = struct.unpack(">2I", frame[:8])
            sums = _sums(order, frame[:8] + frame[_FRAME_HEAD:], sums)
            if frame[8:16] != head[16:24] or sums != struct.unpack(">2I", frame[16:24]):
                return
            waiting.append((page, frame[_FRAME_HEAD:]))
            if ends:
                yield from waiting
                waiting.clear()


def _sums(order: str, data: bytes, begun: tuple[int, int]) -> tuple[int, int]:
    one, two = begun
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
