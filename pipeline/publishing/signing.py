"""Signing `SHA256SUMS` and checking the signature, in the format of minisign.

Ed25519 over a BLAKE2b-512 digest, keys and signatures as the `minisign` tool writes them, so that
its users can check a release without this package. It works offline and signs the same bytes with
the same signature. Needs the package `cryptography`; secret keys are those without a password
(`minisign -G -W`).
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class BadSignature(ValueError):
    """A signature that does not fit the file or the key, or a key that can't be read."""


@dataclass(frozen=True, slots=True)
class _PublicKey:
    number: bytes
    key: Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class _SecretKey:
    number: bytes
    key: Ed25519PrivateKey


def make_keys(secret: Path, public: Path) -> None:
    """Make a new pair of keys; the secret one is readable by its owner alone.

    Raises FileExistsError where one of the files is there already.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    for file in (secret, public):
        if file.exists():
            raise FileExistsError(f"{file} exists; keys are never overwritten")
    key = Ed25519PrivateKey.generate()
    number = os.urandom(8)
    seed, point = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    content = number + seed + point
    check = hashlib.blake2b(b"Ed" + content, digest_size=32).digest()
    body = b"Ed" + b"\0\0" + b"B2" + bytes(32 + 8 + 8) + content + check
    secret.touch(mode=0o600)
    secret.write_text(f"untrusted comment: minerals-diplomacy secret key\n{_armour(body)}\n", encoding="ascii")
    public.write_text(
        f"untrusted comment: minerals-diplomacy public key {number[::-1].hex().upper()}\n"
        f"{_armour(b'Ed' + number + point)}\n",
        encoding="ascii",
    )


def sign(file: Path, secret: Path, comment: str) -> str:
    """The signature of a file, as the text of a `.minisig` file; `comment` is signed with it.

    Raises BadSignature where the key can't be read.
    """
    key = _read_secret(secret)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "blake2b").digest()
    signature = key.key.sign(digest)
    whole = key.key.sign(signature + comment.encode())
    return (
        f"untrusted comment: signature by a minerals-diplomacy secret key\n{_armour(b'ED' + key.number + signature)}\n"
        f"trusted comment: {comment}\n{_armour(whole)}\n"
    )


def check_signature(file: Path, signature: Path, public: Path) -> str:
    """Check the signature of a file; returns the comment that was signed with it.

    Raises BadSignature where it does not fit the file and the key.
    """
    from cryptography.exceptions import InvalidSignature

    key = _read_public(public)
    lines = signature.read_text(encoding="utf-8", errors="replace").splitlines()
    if len(lines) < 4 or not lines[2].startswith("trusted comment: "):
        raise BadSignature(f"{signature.name} is no minisign signature")
    body, whole = _unarmour(lines[1], signature), _unarmour(lines[3], signature)
    comment = lines[2].removeprefix("trusted comment: ")
    if len(body) != 74 or body[:2] != b"ED":
        raise BadSignature(f"{signature.name} is no minisign signature over a digest")
    if body[2:10] != key.number:
        raise BadSignature(f"{signature.name} was made with another key than {public.name}")
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "blake2b").digest()
    try:
        key.key.verify(body[10:], digest)
        key.key.verify(whole, body[10:] + comment.encode())
    except InvalidSignature as problem:
        raise BadSignature(f"{signature.name} does not fit {file.name}: one of them was changed") from problem
    return comment


def _armour(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _unarmour(line: str, file: Path) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except ValueError as problem:
        raise BadSignature(f"{file.name} can't be read: {problem}") from problem


def _key_line(file: Path) -> bytes:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    if len(lines) < 2:
        raise BadSignature(f"{file.name} is no minisign key")
    return _unarmour(lines[1], file)


def _read_public(file: Path) -> _PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    body = _key_line(file)
    if len(body) != 42 or body[:2] != b"Ed":
        raise BadSignature(f"{file.name} is no minisign public key")
    return _PublicKey(body[2:10], Ed25519PublicKey.from_public_bytes(body[10:]))


def _read_secret(file: Path) -> _SecretKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    body = _key_line(file)
    if len(body) != 158 or body[:2] != b"Ed":
        raise BadSignature(f"{file.name} is no minisign secret key")
    if body[2:4] != b"\0\0":
        raise BadSignature(f"{file.name} has a password; make a key without one (minisign -G -W)")
    number, seed, check = body[54:62], body[62:94], body[126:158]
    if check != bytes(32) and hashlib.blake2b(b"Ed" + body[54:126], digest_size=32).digest() != check:
        raise BadSignature(f"{file.name} is damaged")
    return _SecretKey(number, Ed25519PrivateKey.from_private_bytes(seed))
