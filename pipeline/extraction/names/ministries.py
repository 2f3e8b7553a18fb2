"""Ministries told apart by their fields and countries: "the commerce ministry" is China's "Ministry of Commerce"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.runs import Run

WHOSE = frozenset({"possessive", "demonym", "of"})
"""Rules that tell whose a ministry is."""
_BETWEEN = frozenset({"of", "for", "and", "the", "&"})


@lru_cache(maxsize=4096)
def ministry_fields(name: str) -> frozenset[str] | None:
    """The fields in the name of a ministry or department; None for names of other bodies."""
    words = name.lower().replace(",", " ").split()
    if not words or not ({words[0], words[-1]} & name_cues("ministry")):
        return None
    fields = frozenset(word for word in words if word not in name_cues("ministry") and word not in _BETWEEN)
    return fields if fields and fields <= portfolio_words() else None


def of_one_country(group: Sequence[Run]) -> list[list[Run]]:
    """Runs of one name by the country whose body each is told to be; one that tells none goes with the last before."""
    told = {run.country for run in group if run.country and run.country_rule in WHOSE}
    if len(told) < 2 or ministry_fields(group[0].text) is None:
        return [list(group)]
    parts: dict[str, list[Run]] = {}
    current = next(run.country for run in group if run.country and run.country_rule in WHOSE)
    for run in group:
        if run.country and run.country_rule in WHOSE:
            current = run.country
        parts.setdefault(current or "", []).append(run)
    return list(parts.values())
