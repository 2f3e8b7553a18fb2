"""Which sentences hold a name that the lexicons alone can't place: only there is the entity model worth its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extraction.names.gazetteer import find_hits, fold, given_names, officeholders
from pipeline.extraction.names.name_words import company_heads, form_words, function_words, heads, honorific_words
from pipeline.lexicons import table

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w’'&-]*\.?"
_NAME = re.compile(rf"{_CAPITALISED}(?: (?:de|da|la|del|von|van|der|bin|al|el) )?(?: ?{_CAPITALISED})+")
_OWNER = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’]) ")
_WORD_BEFORE = re.compile(r"([\w.’'-]+) $")


@cache
def _titles() -> frozenset[str]:
    """Last words of offices and honorifics, lower case."""
    ranks = {row["rank"].split()[-1] for row in table("office_ranks")}
    return frozenset(ranks | {words[-1].lower() for words in honorific_words()})


def _placed(name: str) -> bool:
    """Whether the words of a name tell what it is."""
    words = name.split()
    while words and words[0].lower() in function_words():
        words.pop(0)
    if len(words) < 2:
        return True
    first, last = words[0], words[-1].rstrip(".")
    return (
        first in given_names()
        or words[-1] in form_words()
        or last in company_heads()
        or last in heads()
        or fold(" ".join(words)) in officeholders()
        or any(word.lower().rstrip("s.") in _titles() for word in words)
    )


def needs_labels(text: str) -> bool:
    """Whether `text` (a sentence) holds a name of two or more words that no lexicon and no title places."""
    known: list[tuple[int, int, bool]] | None = None
    for first, last in _names(text):
        if _placed(text[first:last]):
            continue
        before = _WORD_BEFORE.search(text, max(0, first - 24), first)
        if before and before.group(1).lower() in _titles():
            continue
        if known is None:
            known = [(hit.start, hit.end, hit.kind == "division") for hit in find_hits(text)]
        if any(
            start < last and first < end and (not part or start <= first)
            for start, end, part in known  # "Estaños de Galicia" is not told by its province
        ):
            continue
        return True
    return False


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names of two or more words; an owner's apart from what is owned: "Arab Potash's | Maen Nsour"."""
    for match in _NAME.finditer(text):
        first = match.start()
        for owner in _OWNER.finditer(text, *match.span()):
            yield first, owner.start()
            first = owner.end()
        yield first, match.end()
