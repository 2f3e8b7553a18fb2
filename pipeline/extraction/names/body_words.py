"""The nouns that point back to a body, as the lexicon gives them."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.names.gazetteer import fold
from pipeline.lexicons import table, values


@cache
def body_nouns() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Nouns that stand for a body, lower case: words of which its name holds one, and the types it may have."""
    return {
        row["word"]: (frozenset(fold(word) for word in values(row["names"])), frozenset(values(row["kinds"])))
        for row in table("body_nouns")
    }
