"""Bytes to text: UTF-8 wherever that is nearly right, a detected encoding where it clearly is not."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from functools import cache

from charset_normalizer import from_bytes

from pipeline.lexicons import table, values

_SAMPLE_BYTES = 65_536
"""As much text outside ASCII as detection gets to see; more does not change its mind."""
_FEW_STRAY = 4
"""Fewer undecodable bytes than this tell nothing about an encoding."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])


@cache
def _encodings() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["encoding"], frozenset(values(row["languages"]))) for row in table("encodings"))


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(row["prefix"]), row["what"]) for row in table("file_signatures"))


def signature(data: bytes) -> str | None:
    """What kind of binary file begins with these bytes (`"a PDF document"`), or None."""
    return next((what for prefix, what in _signatures() if data.startswith(prefix)), None)


def looks_binary(text: str) -> bool:
    """Whether decoded text is no text at all: full of control or replacement characters.

    A few odd ones are let through, as scrapers leave them in good articles.
    """
    data = text.encode("utf-8", "surrogatepass")
    control = len(data) - len(data.translate(None, _CONTROLS))
    if control * 50 > len(text) and (control > 4 or control * 5 > len(text)):
        return True
    return text.count("\ufffd") * 3 > len(text)


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced by U+FFFD one for one."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def encoding_of(data: bytes, *, cut: bool = False) -> str:
    """The name of the codec to decode `data` with (`errors="replace"` may still be needed).

    UTF-8 wherever the bytes are UTF-8 or nearly so, since offsets of records count in the text
    decoded as UTF-8. Another encoding is looked for only where a byte-order mark names it, every
    second byte is null, or bytes that are no UTF-8 far outnumber the characters that are.
    `cut` says that `data` is the beginning of something longer.
    """
    for mark, codec in (
        (BOM_UTF32_LE, "utf-32"),
        (BOM_UTF32_BE, "utf-32"),
        (BOM_UTF16_LE, "utf-16"),
        (BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return codec
    if cut:
        data = data[: data.rfind(b"\n") + 1] or data
    nulls = data[:_SAMPLE_BYTES]
    if nulls.count(0) * 4 > len(nulls) > 3:
        odd, even = nulls[1::2].count(0), nulls[0::2].count(0)
        if odd > 9 * even:
            return "utf-16-le"
        if even > 9 * odd:
            return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy_encoding(data) or "utf-8"
    return "utf-8"


def _legacy_encoding(data: bytes) -> str | None:
    """The encoding of bytes that are not valid UTF-8, or None where they are nearly UTF-8 or nothing known."""
    text = data.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    valid = sum(not char.isascii() for char in text) - stray
    if stray < _FEW_STRAY or stray <= 2 * valid:
        return None
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE_BYTES]
    matches = list(from_bytes(telling, cp_isolation=[encoding for encoding, _ in _encodings()]))
    if not matches:
        return None
    # Neighbouring code pages read the same bytes equally well: then the language decides, else the usual one.
    best = min(match.chaos for match in matches)
    languages: dict[str, str] = {}
    for match in matches:
        if match.chaos <= best + 0.01:
            for name in (match.encoding, *match.could_be_from_charset):
                languages.setdefault(name, match.language)
    fitting = [(encoding, usual) for encoding, usual in _encodings() if encoding in languages]
    usual_here = [encoding for encoding, usual in fitting if languages[encoding] in usual]
    return (usual_here or [encoding for encoding, _ in fitting] or [matches[0].encoding])[0]


def decode(data: bytes) -> str:
    """The text of `data`, line ends and a UTF-8 byte-order mark untouched, undecodable bytes as U+FFFD.

    The mark stays (as U+FEFF) because offsets count in the raw text decoded as UTF-8.
    """
    return without_surrogates(data.decode(encoding_of(data), "replace"))
