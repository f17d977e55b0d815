"""One encrypted file of any size: authenticated pieces of 256 KiB, so that neither writing nor reading holds it whole.

    8 bytes   DSBLOB01
    16 bytes  salt; with the store's key it makes the key of this file alone (HKDF-SHA256)
    pieces    each 256 KiB of the stream below under ChaCha20-Poly1305; the last one may be shorter

The stream is 32 bytes SHA-256 of the content, 8 bytes its length, the content, and zeros up to a length that says
little about the content's (Padmé, at most 12 % more). The nonce is the number of the piece and whether it is the last
one, so that pieces cannot be cut off, doubled or put in another order; the associated data are the header and the
name of the file, so that a file under another's name is seen.
"""

from __future__ import annotations

import hashlib
import io
import os
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAGIC = b"DSBLOB01"
SALT = 16
PIECE = 256 * 1024
TAG = 16
INSIDE = 32 + 8
"""bytes of the stream before the content: its hash and its length"""
LONGEST = 1 << 40


class Bad(Exception):
    """A byte is not as it was written, or the file is cut short."""


class Content(NamedTuple):
    """What a file holds: the SHA-256 of its content and the content's length in bytes."""

    sha: bytes
    size: int


def derive(key: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    """A key of 32 bytes for one purpose."""
    return HKDF(hashes.SHA256(), 32, salt, purpose).derive(key)


def padded(length: int) -> int:
    """Padmé: the length written for a stream of this length; it keeps only the upper bits (Nikitin et al., 2019)."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    loose = exponent - exponent.bit_length()
    mask = (1 << loose) - 1
    return (length + mask) & ~mask


def look_at(source: BinaryIO) -> Content:
    """Hash and length of a source, which is read to its end and stands at its beginning again."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(PIECE):
        digest.update(piece)
        size += len(piece)
    source.seek(0)
    return Content(digest.digest(), size)


def seal(source: BinaryIO, target: BinaryIO, content: Content, key: bytes, name: bytes) -> None:
    """Write the source into the target. Bad when the source no longer holds what was looked at."""
    header = MAGIC + os.urandom(SALT)
    cipher = _cipher(key, header)
    target.write(header)
    total = padded(INSIDE + content.size)
    stream = _stream(source, content, total)
    last = max(1, -(-total // PIECE)) - 1
    for number in range(last + 1):
        sealed = cipher.encrypt(_nonce(number, last=number == last), next(stream), header + name)
        target.write(sealed)
    if next(stream, b"") or source.read(1):
        raise Bad


def open_pieces(file: BinaryIO, key: bytes, name: bytes) -> Iterator[bytes]:
    """The content, piece by piece, each authenticated before it is handed on; the hash is compared at the end. Bad."""
    content, header, cipher = begin(file, key, name)
    digest, left = hashlib.sha256(), content.size
    for number, plain in _pieces(file, header, cipher, name):
        piece = plain[INSIDE if number == 0 else 0 :][:left]
        left -= len(piece)
        digest.update(piece)
        if piece:
            yield piece
    if left or digest.digest() != content.sha:
        raise Bad


def begin(file: BinaryIO, key: bytes, name: bytes) -> tuple[Content, bytes, ChaCha20Poly1305]:
    """What the file says it holds, from its first piece; the file stands behind the header again. Bad."""
    header = file.read(len(MAGIC) + SALT)
    if len(header) != len(MAGIC) + SALT or not header.startswith(MAGIC):
        raise Bad
    cipher = _cipher(key, header)
    for _, plain in _pieces(file, header, cipher, name):
        if len(plain) < INSIDE:
            break
        content = Content(plain[:32], int.from_bytes(plain[32:INSIDE], "big"))
        if content.size > LONGEST:
            break
        file.seek(len(header))
        return content, header, cipher
    raise Bad


def on_disk(size: int) -> int:
    """How long the file of a content of this size is."""
    total = padded(INSIDE + size)
    return len(MAGIC) + SALT + total + TAG * max(1, -(-total // PIECE))


def _cipher(key: bytes, header: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive(key, b"doorstep blob pieces", header[len(MAGIC) :]))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(file: BinaryIO, header: bytes, cipher: ChaCha20Poly1305, name: bytes) -> Iterator[tuple[int, bytes]]:
    """The decrypted pieces of the stream, numbered."""
    number, sealed = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG) if len(sealed) == PIECE + TAG else b""
        try:
            yield number, cipher.decrypt(_nonce(number, last=not following), sealed, header + name)
        except InvalidTag:
            raise Bad from None
        if not following:
            return
        number, sealed = number + 1, following


def _stream(source: BinaryIO, content: Content, total: int) -> Iterator[bytes]:
    """The stream in pieces; Bad when the source is shorter or longer than it was, or another."""
    digest, left = hashlib.sha256(), content.size
    made = 0
    piece = content.sha + content.size.to_bytes(8, "big")
    while made < total:
        wanted = min(PIECE - len(piece), left)
        while wanted:
            read = source.read(wanted)
            if not read:
                raise Bad
            digest.update(read)
            piece += read
            left -= len(read)
            wanted -= len(read)
        if not left and digest.digest() != content.sha:
            raise Bad
        piece += bytes(min(PIECE, total - made) - len(piece))
        made += len(piece)
        yield piece
        piece = b""


def seal_bytes(plain: bytes, key: bytes, name: bytes) -> bytes:
    """A short content as such a file."""
    out = io.BytesIO()
    seal(io.BytesIO(plain), out, Content(hashlib.sha256(plain).digest(), len(plain)), key, name)
    return out.getvalue()


def open_bytes(sealed: bytes, key: bytes, name: bytes) -> bytes:
    """Back to the content. Bad."""
    return b"".join(open_pieces(io.BytesIO(sealed), key, name))
