"""Markdown, HTML and encoding residue taken off a stretch of raw text, with every offset kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import ftfy
import ftfy.badness

from pipeline.cleaning.folding import CODING, UNKNOWN, UNKNOWN_BYTE

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_CONTROLS = "\\x00-\\x08\\x0e-\\x1b\\x7f"
_SPACES = "\\t\\r\\v\\f\\x1c-\\x1f\\x85\u2000-\u200a\u2028\u2029\u202f\u3000"
_MISREAD = "\u00c2\u00c3\u00e2\u00ef"
"""The first characters of most UTF-8 that was read as a one-byte encoding."""
_SPECIAL = re.compile(rf"[!*_\[\]\\<&#~`{_SPACES}{_INVISIBLE}{_CONTROLS}{_MISREAD}]")
"""A stretch with none of these is taken as it stands, white space aside."""

_TOKENS = {
    "image": r"(?P<image>!\[[^\[\]]{0,1000}\]\([^()\s]{0,2000}\))",
    "link": r"\[(?P<label>(?:[^\[\]\\]|\\.){1,1000})\]"
    r"\((?P<url>(?:[^()\s]|\([^()\s]{0,200}\)){0,2000})(?:\s+\"[^\"]{0,300}\")?\)",
    "comment": r"(?P<comment><!--.{0,1000}?-->)",
    "auto": r"<(?P<auto>https?://[^<>\s]{1,2000}|[\w.+-]{1,80}@[\w.-]{1,80})>",
    "tag": r"(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,1000})?/?>)",
    "entity": r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,15});)",
    "escape": r"\\(?P<escape>[!-/:-@\[-`{-~])",
    "space": r"(?P<space>[^\S ]\s*| \s+)",
    "marks": r"(?P<marks>\*+|_+|~~|`+)",
    "drop": "(?P<drop>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\x00-\\x08\\x0e-\\x1f\x7f]+)",
    "mojibake": "(?P<mojibake>(?:[\u00c2-\u00f4\u0192\u0153-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0080-\u00bf])"
    "{2,12})",
}
"""What is not taken as it stands, in the order in which it is looked for."""
_BEGUN_BY = {
    "!": ("image",),
    "[": ("link",),
    "<": ("comment", "auto", "tag"),
    "&": ("entity",),
    "\\": ("escape",),
    **dict.fromkeys("\n\t ", ("space",)),
    **dict.fromkeys("*_~`", ("marks",)),
}
"""The only tokens that some signs begin."""


def _token(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_TOKENS.__getitem__, names)), re.DOTALL)


_TOKEN = _token(_TOKENS)
_TOKEN_BEGUN_BY = {sign: _token(names) for sign, names in _BEGUN_BY.items()}
_START = re.compile(
    rf"[!\[<&\\*_~`\n\xa0{_SPACES}{_INVISIBLE}{_CONTROLS}{_MISREAD}]"
    r"(?:(?<!\n)|(?<![A-Za-z0-9.,]\n)|(?![A-Za-z0-9]))"
)
"""Where a token may start: looked for first, as it is found much faster than a token.

A line end between plain words is none: it always gives one space. Nor is a space: white space that begins with one
is found by what follows it, and where two spaces stand side by side the next pattern is used.
"""
_START_OR_GAP = re.compile(rf"{_START.pattern}| (?=\s)")
_LEAD = re.compile(r"(?:>\s?)*(?:#{1,6}\s+|(?:[-*+•●▪◦·](?:\s+|(?=\*\*)))+)?(?:\[[ xX]\]\s+)?")
LEADING_SIGNS = ">#-*+•●▪◦·["
"""What the marks of a quotation, a heading or a list item at the start of a stretch begin with."""
_TRAIL = re.compile(r"\s+#{1,6}\s*\Z")


def _work_of(byte: int) -> int:
    """1 where a byte of the folded text may stand for a character that is not taken as it stands, else 0."""
    plain = bytes([byte]).decode(CODING, "replace")
    return int(plain == "\ufffd" or any(map(_SPECIAL.match, (plain, plain.upper()))))


_WORK = bytes(map(_work_of, range(256)))
_WORK_OR_UNKNOWN = bytes(int(_WORK[byte] or byte in UNKNOWN) for byte in range(256))

Run = tuple[int, int, int]


class Pieces:
    """The clean text under construction: pieces, and the runs that map them back."""

    __slots__ = ("length", "parts", "runs")

    def __init__(self) -> None:
        """Start with an empty text."""
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.length = 0

    def add(self, piece: str, raw: int) -> None:
        """Append `piece`, which stands at raw offset `raw`."""
        if not piece:
            return
        width, length, runs = len(piece), self.length, self.runs
        clean, start, known = runs[-1] if runs else (0, -1, 0)
        if start + known == raw and clean + known == length:
            runs[-1] = (clean, start, known + width)
        else:
            runs.append((length, raw, width))
        self.parts.append(piece)
        self.length = length + width

    def gap(self, piece: str) -> None:
        """Append characters that stand nowhere in the raw text."""
        self.parts.append(piece)
        self.length += len(piece)

    def add_plain(self, flat: str, at: int, end: int, gap: int) -> tuple[int, int]:
        """Append a paragraph that is plain but for its white space; where it starts and ends in the new text.

        It stands at `at` to `end` in the text with all its white space as spaces; its first two spaces that
        stand side by side are at `gap`, which is `end` or more where there are none.
        """
        parts, runs = self.parts, self.runs
        start = self.length
        if start:
            parts.append("\n\n")
            start += 2
        length = start
        while gap < end:
            stop = gap + 1
            runs.append((length, at, stop - at))
            parts.append(flat[at:stop])
            length += stop - at
            at = stop + 1
            while flat[at] == " ":
                at += 1
            gap = flat.find("  ", at, end)
            if gap < 0:
                break
        rest = end - at
        runs.append((length, at, rest))
        parts.append(flat[at:end])
        self.length = length + rest
        return start, self.length

    def mark(self) -> tuple[int, int, int]:
        """Where the text stands now, for `back_to`."""
        return len(self.parts), len(self.runs), self.length

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Take back all that was appended since the mark was taken."""
        parts, runs, self.length = mark
        del self.parts[parts:], self.runs[runs:]

    def drop_blank_end(self, start: int) -> None:
        """Take back pieces of white space at the end, but nothing before the offset `start`."""
        while self.length > start and self.parts[-1].isspace():
            self.length -= len(self.parts.pop())
            while self.runs and self.runs[-1][0] >= self.length:
                self.runs.pop()
            if self.runs and self.runs[-1][0] + self.runs[-1][2] > self.length:
                clean, raw, _ = self.runs[-1]
                self.runs[-1] = (clean, raw, self.length - clean)


def signs_of_work(text: str, looked_up: bytes) -> bytes:
    """A byte for each character: 1 where it may be one that is not taken as it stands, else 0.

    Found for all of an article at once, by its folded text, as most paragraphs have none.
    """
    all_known = UNKNOWN_BYTE not in looked_up or looked_up.count(UNKNOWN) == text.count("?")
    return looked_up.translate(_WORK if all_known else _WORK_OR_UNKNOWN)


def lead_end(text: str, start: int, end: int) -> int:
    """Where the marks of a quotation, a heading or a list item end that a raw range begins with."""
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start


def take(text: str, start: int, end: int, out: Pieces) -> None:
    """Append the plain text of the raw range to `out`: markup off, white space evened, characters mended.

    Every other character is appended as it stands, so that it can be traced to its raw offset.
    """
    stretch = text[start:end]
    at = 0 if stretch[0].isalnum() else lead_end(stretch, 0, len(stretch))
    if not _SPECIAL.search(stretch, at):
        stretch = stretch.replace("\n", " ").replace("\xa0", " ")
        if "  " in stretch:
            while (gap := stretch.find("  ", at)) >= 0:
                out.add(stretch[at : gap + 1], start + at)
                at = gap + 2
                while stretch.startswith(" ", at):
                    at += 1
        out.add(stretch[at:], start + at)
        return
    start += at
    trail = _TRAIL.search(text, max(start, end - 12), end) if text[end - 1] == "#" else None
    if trail:
        end = trail.start()
    _tokens(text, start, end, out, out.length)


def _tokens(text: str, start: int, end: int, out: Pieces, opened: int) -> None:
    at = shown = start
    search = (_START if text.find("  ", start, end) < 0 else _START_OR_GAP).search
    while found := search(text, at, end):
        here = found.start()
        if here > at and text[here - 1] == " " and text[here].isspace():
            here -= 1
        match = _TOKEN_BEGUN_BY.get(text[here], _TOKEN).match(text, here, end)
        if match is None:
            at = here + 1
            continue
        if here > shown:
            out.add(text[shown:here].replace("\n", " "), shown)
        at = shown = match.end()
        group = match.lastgroup
        if group == "space":
            if out.length > opened and at < end and not (out.parts and out.parts[-1][-1:] == " "):
                out.add(" ", here)
        elif group in ("url", "label"):
            _tokens(text, match.start("label"), match.end("label"), out, opened)
        elif group == "auto":
            out.add(match["auto"], match.start("auto"))
        elif group == "escape":
            out.add(match["escape"], match.start("escape"))
        elif group == "entity":
            mended = html.unescape(match["entity"])
            if mended == match["entity"]:
                out.add(mended, here)
            else:
                out.add("" if mended == "\u200b" else mended.replace("\xa0", " ")[:1], here)
        elif group == "tag":
            if match["tag"].lower().startswith(("<br", "<p", "</p", "<li", "<td", "<div")) and out.length > opened:
                out.gap(" ")
        elif group == "marks":
            if not _is_mark(text, here, at, start, end):
                out.add(text[here:at], here)
        elif group == "mojibake":
            _mend(text, here, at, out)
    if shown < end:
        out.add(text[shown:end].replace("\n", " "), shown)


def _is_mark(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether asterisks, underscores or backticks are emphasis marks rather than characters of the text."""
    sign = text[start]
    if sign in "~`":
        return True
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    if sign == "*":
        if end - start > 1:
            return True
        return (not before.isalnum() or not after.isalnum()) and not (before.isspace() and after.isspace())
    return not (before.isalnum() and after.isalnum()) and not (before in "/:." or after in "/:")


def _mend(text: str, start: int, end: int, out: Pieces) -> None:
    """Append a stretch that may be UTF-8 read as a one-byte encoding; each mended character stands for all of it."""
    stretch = text[start:end]
    if ftfy.badness.is_bad(stretch) or stretch[0] in "ÂÃâ":
        mended = ftfy.fix_encoding(stretch)
        if mended != stretch and len(mended) < len(stretch):
            _align(stretch, mended, start, out)
            return
    out.add(stretch.replace("\xa0", " "), start)


def _align(stretch: str, mended: str, start: int, out: Pieces) -> None:
    """Map each mended character to the raw characters whose bytes it was made of."""
    at = 0
    for character in mended:
        if at < len(stretch) and stretch[at] == character:
            out.add(character, start + at)
            at += 1
            continue
        out.add(" " if character == "\xa0" else character, start + min(at, len(stretch) - 1))
        at += len(character.encode("utf-8"))
