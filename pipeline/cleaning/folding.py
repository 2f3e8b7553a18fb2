"""A text as words are looked up in it: one byte for each character, so that a place in one is that place in the other.

Lower case, quotes plain, white space a space. Windows-1252 has a byte for nearly every sign that English
articles are set in; what it lacks stands as a question mark, so that a find which rests on one must be
looked up in the text itself. Bytes are searched, and looked through for signs, several times as fast as text.
"""

from __future__ import annotations

import re
from functools import cache

CODING = "cp1252"
UNKNOWN = b"?"
"""Stands for every character that the coding lacks."""
UNKNOWN_BYTE = UNKNOWN[0]
"""The same as a number: to ask whether bytes stand `in` others raises and drops an error inside Python first."""
_ALL = bytes(range(256))


def in_bytes(text: str) -> bytes:
    """The text with one byte for each character, `UNKNOWN` where there is none for it; nothing is folded."""
    return text.encode(CODING, "replace")


def _folded_bytes() -> bytes:
    """What each byte is folded to; bytes that stand for no character stay as they are."""
    plain = (_ALL[n : n + 1].decode(CODING, "ignore") for n in range(256))
    return b"".join(in_bytes(folded(sign)) if sign else _ALL[n : n + 1] for n, sign in enumerate(plain))


def folded(text: str) -> str:
    """The text with its case, quotes and spaces set aside; of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("‘", "'").replace("\xa0", " ").replace("\n", " ")


def _letter_of(byte: int) -> int:
    """The byte itself where it stands for a letter of the folded text, else that of a space."""
    return byte if re.match(r"[^\W\d_]", _ALL[byte : byte + 1].decode(CODING, "replace")) else ord(" ")


_FOLDED = _folded_bytes()
_LETTERS = bytes(map(_letter_of, _ALL))


def folded_bytes(text: str) -> bytes:
    """The folded text, one byte for each character."""
    if text.isascii():
        return text.encode("ascii").translate(_FOLDED)
    return in_bytes(text).translate(_FOLDED)


def words_looked_up(text: str) -> list[bytes]:
    """The words of a text, each folded; a character that the coding lacks parts them."""
    return words_of(folded_bytes(text))


def words_of(looked_up: bytes) -> list[bytes]:
    """The words of a folded text."""
    return looked_up.translate(_LETTERS).split()


@cache
def is_rough(word: str) -> bool:
    """Whether the bytes of a folded word may stand for other characters as well."""
    return UNKNOWN in in_bytes(word)
