"""The database key, wrapped once for every user, in `keys.json` beside the database.

The key is 32 random bytes. A slot holds it under a user's passphrase: Argon2id (parameters in the slot, floor
64 MiB, 3 passes, 1 lane; OWASP's minimum is 19 MiB and 2) makes a key for ChaCha20-Poly1305, whose associated
data are the office, the user and the parameters, so that a slot cannot be weakened or moved. A change of
passphrase rewrites one slot and nothing of the database. The file is written to a temporary name, synced and
renamed; a second copy stands in for a damaged first one.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casefiles.domain import passphrases
from casefiles.domain.problems import Problem, Refusal
from db import durable, lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "keys.json"
SECOND = "keys.json.bak"
ASKED = "asked"
"""in it: what opens the answer to a request for help that is open (db.deposits); it is this computer's alone"""
LOCK = "keys.lock"
"""held while the file of keys is altered"""
FORMAT = 1
MOST_MEMORY = 512 * 1024
"""KiB that a slot may ask for, and with its passes four times that: a foreign file must not stop the computer"""
MOST_PASSES = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs: memory in KiB, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


STRONG = Cost()


def create(folder: Path, office: str, login: str, name: str, passphrase: str, cost: Cost = STRONG) -> bytes:
    """A new database key in a new file with one slot. Refusals: WEAK_PASSPHRASE, CANNOT_WRITE."""
    key = os.urandom(32)
    slot = _wrap(key, office, login, name, passphrase, cost)
    write(folder, {"format": FORMAT, "office": office, "slots": {login: slot}})
    return key


def unlock(folder: Path, login: str | None, passphrase: str) -> tuple[bytes, str]:
    """The database key and the user whose slot opened; without a login every slot is tried.

    Refusals: WRONG_PASSPHRASE, KEYS_DAMAGED.
    """
    found = document(folder)
    slots: dict[str, Any] = found["slots"]
    for user in [login] if login else list(slots):
        if user in slots:
            with contextlib.suppress(InvalidTag, ValueError):  # ValueError: parameters nobody would write
                return _unwrap(found["office"], user, slots[user], passphrase), user
    raise Refusal(Problem("WRONG_PASSPHRASE"))


def users(folder: Path) -> dict[str, str]:
    """The users that have a slot: login -> name shown. Refusal: KEYS_DAMAGED."""
    return {login: str(slot.get("name", login)) for login, slot in document(folder)["slots"].items()}


def put(folder: Path, key: bytes, login: str, name: str, passphrase: str, cost: Cost = STRONG) -> None:
    """Add a user's slot or give it a new passphrase; the other slots stay as they are."""
    with changing(folder) as found:
        place(found, key, login, name, passphrase, cost)


def place(document: dict[str, Any], key: bytes, login: str, name: str, passphrase: str, cost: Cost) -> None:
    """Do so in a file of keys that is being altered, together with something else. Refusal: WEAK_PASSPHRASE."""
    document["slots"][login] = _wrap(key, document["office"], login, name, passphrase, cost)


def change(folder: Path, login: str, old: str, new: str, cost: Cost = STRONG) -> None:
    """A new passphrase for whoever knows the old one. Refusals: WRONG_PASSPHRASE, WEAK_PASSPHRASE."""
    key, _ = unlock(folder, login, old)
    put(folder, key, login, users(folder)[login], new, cost)


def remove(folder: Path, login: str) -> None:
    """Take a user's slot away. The last one stays: without it nobody could open the office (ValueError)."""
    with changing(folder) as found:
        if login in found["slots"]:
            if len(found["slots"]) == 1:
                raise ValueError("the last slot stays")
            del found["slots"][login]


def check(passphrase: str) -> None:
    """Refusals WEAK_PASSPHRASE, PASSPHRASE_DIGITS, PASSPHRASE_EASY: see `passphrases.weak`."""
    found = passphrases.weak(passphrase)
    if found is not None:
        raise Refusal(found)


def _associated(office: str, login: str, parameters: dict[str, int]) -> bytes:
    return json.dumps(["doorstep-slot", FORMAT, office, login, parameters], sort_keys=True).encode()


def _derive(passphrase: str, salt: bytes, parameters: dict[str, int]) -> bytes:
    memory, passes, lanes = (int(parameters[n]) for n in ("memory", "passes", "lanes"))
    bounded = memory <= MOST_MEMORY and memory * passes <= 4 * MOST_MEMORY and 1 <= passes <= MOST_PASSES
    if not (bounded and 1 <= lanes <= 16 and 8 * lanes <= memory):
        raise ValueError("parameters out of bounds")
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(secret)


def _wrap(key: bytes, office: str, login: str, name: str, passphrase: str, cost: Cost) -> dict[str, Any]:
    check(passphrase)
    salt, nonce = os.urandom(16), os.urandom(12)
    parameters = {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    wrapping = ChaCha20Poly1305(_derive(passphrase, salt, parameters))
    sealed = wrapping.encrypt(nonce, key, _associated(office, login, parameters))
    return {
        "name": name,
        "kdf": "argon2id",
        "parameters": parameters,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }


def _unwrap(office: str, login: str, slot: dict[str, Any], passphrase: str) -> bytes:
    salt, nonce, sealed = (base64.b64decode(slot[n]) for n in ("salt", "nonce", "sealed"))
    wrapping = ChaCha20Poly1305(_derive(passphrase, salt, slot["parameters"]))
    return wrapping.decrypt(nonce, sealed, _associated(office, login, slot["parameters"]))


def document(folder: Path) -> dict[str, Any]:
    """What the file of keys says, from whichever copy is whole; the other one is written anew. Beside the slots it may
    hold a deposit (db.deposits). Refusal: KEYS_DAMAGED."""
    for name in (FILE, SECOND):
        found = _whole(folder / name)
        if found is not None:
            if not _alike(folder):
                with contextlib.suppress(Refusal):  # on a read-only disk reading still works
                    write(folder, found)
            return found
    raise Refusal(Problem("KEYS_DAMAGED", value=str(folder / FILE)))


def _alike(folder: Path) -> bool:
    """Whether both copies are there and say the same, byte by byte."""
    try:
        return (folder / FILE).read_bytes() == (folder / SECOND).read_bytes()
    except OSError:
        return False


def copy(folder: Path, target: Path) -> None:
    """Put the file of keys into another folder, both copies, without what this computer alone may have; where neither
    is whole, as they are. Refusals: DISK_FULL, CANNOT_WRITE."""
    for name in (FILE, SECOND):
        if (found := _whole(folder / name)) is not None:
            write(target, {key: said for key, said in found.items() if key != ASKED})
            return
    for name in (FILE, SECOND):
        if (folder / name).exists():
            write_synced(target / name, (folder / name).read_bytes())


def _whole(path: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(path.read_bytes())
        if document["format"] != FORMAT or not isinstance(document["office"], str) or not document["slots"]:
            return None
        for slot in document["slots"].values():
            sizes = [len(base64.b64decode(slot[n], validate=True)) for n in ("salt", "nonce", "sealed")]
            if sizes != [16, 12, 48] or not all(isinstance(v, int) for v in slot["parameters"].values()):
                return None
            if set(slot["parameters"]) != {"memory", "passes", "lanes"}:
                return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return dict(document)


@contextlib.contextmanager
def changing(folder: Path) -> Iterator[dict[str, Any]]:
    """What the file of keys says, to be altered in place; written at the end, if it was and nothing went wrong.

    The window renews the deposit by itself while a console may change a passphrase: one waits for the other, or what
    one of them wrote would be lost. Refusals: KEYS_DAMAGED, LOCKED, DISK_FULL, CANNOT_WRITE.
    """
    with lock.waiting(folder / LOCK):
        found = document(folder)
        before = json.dumps(found)
        yield found
        if json.dumps(found) != before:
            write(folder, found)


def write(folder: Path, whole: dict[str, Any]) -> None:
    """The file of keys anew, both copies. Refusals: DISK_FULL, CANNOT_WRITE."""
    raw = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    for name in (FILE, SECOND):
        write_synced(folder / name, raw)


def write_synced(path: Path, raw: bytes) -> None:
    """A file that is either the old one or the new one, whatever happens. Refusals: DISK_FULL, CANNOT_WRITE."""
    temporary = path.with_name(path.name + ".tmp")
    with durable.writing_to(path):
        try:
            with temporary.open("wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        durable.settle_folder(path.parent)
