"""The capitalised name that a noun for a gathering heads: "the Gold Conference", "the Forum on Energy"."""

from __future__ import annotations

from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import calendar_names

_NAME_LINKS = frozenset({"and", "&", "'s", "’s", "-", "–", "’", "'", "/"})


def capital(reading: Reading, i: int) -> bool:
    """Whether the word at token `i` is written with a capital, or is a year."""
    text = reading.tokens[i].text
    return text[:1].isupper() or (text[:1].isdigit() and len(text) == 4)


def proper_name(reading: Reading, i: int, title: bool) -> tuple[int, int] | None:
    """First and last token of the capitalised name that the noun at `i` is the head of, if it is one."""
    if not capital(reading, i) or title:
        return None
    first = i
    t = i - 1
    while t >= 0 and (
        capital(reading, t)
        or reading.words[t] in _NAME_LINKS
        or (t and reading.words[t] == "in" and capital(reading, t - 1) and reading.words[t - 1].endswith("ing"))
    ):
        if capital(reading, t):
            if reading.tokens[t].tag in ("IN", "CC", "RB", "PRP", "WRB", "DT") and reading.words[t] not in _NAME_LINKS:
                break
            first = t
        t -= 1
    last = i
    t = i + 1
    while t < len(reading.tokens) and (capital(reading, t) or reading.words[t] in ("of", "on", "for", "the", "&")):
        if capital(reading, t):
            if reading.words[i + 1] not in ("of", "on", "for") or reading.words[t].rstrip(".") in calendar_names():
                break
            last = t
        t += 1
    if first == last and first == 0:
        return None
    return (first, last) if first != last else None
