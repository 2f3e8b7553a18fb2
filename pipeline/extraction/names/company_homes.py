"""Which of the companies named before "the French company" means, by where well-known companies are at home."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.linking import Draft
from pipeline.lexicons import table, values

_LONGEST = 3
"""Words of a company's own name that one of its group may open with: "Orano Mining"."""


@cache
def _homes() -> dict[str, frozenset[str]]:
    return {row["name"]: frozenset(values(row["home"])) for row in table("company_homes")}


def home_of(draft: Draft) -> frozenset[str]:
    """Codes of the countries where a well-known company is at home; empty where the lexicon does not tell."""
    for name in (draft.key, *draft.names):
        words = name.split()
        for size in range(min(_LONGEST, len(words)), 0, -1):
            found = _homes().get(" ".join(words[:size]))
            if found is not None:
                return found
    return frozenset()


def of_country(drafts: Sequence[Draft], recent: Sequence[int], close: Sequence[int], code: str) -> list[int]:
    """Those of the companies that are told to be of a country, or known to be; else those near that may be of it.

    `recent` and `close` are indices of drafts, those of `close` named just before.
    """
    told = [entity for entity in recent if drafts[entity].country == code]
    known = [entity for entity in recent if code in home_of(drafts[entity])]
    if told or known:
        return told or known
    placed = _homes()  # "the Riga-based recycler" may be Boliden's Baltic company, and not Boliden
    return [e for e in close if drafts[e].country is None and not placed.keys() & {drafts[e].key, *drafts[e].names}]
