"""One sentence laid out for reading what stands around its names: words, gazetteer hits, offices, runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extraction.names.gazetteer import Hit, WordHits, city_countries
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.words import Word

COUNTRY_KINDS = frozenset({"country", "short", "adjective", "people"})
"""Kinds of hit that tell a country."""


def country_of(hit: Hit | None) -> str | None:
    """The country that a hit by name or demonym tells."""
    return hit.key if hit is not None and hit.kind in COUNTRY_KINDS else None


class Scene:
    """The runs of one sentence and what stands between them."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        first: int,
        end: int,
        hits: WordHits,
        offices: Sequence[Office],
        runs: Sequence[Run],
    ) -> None:
        """Words `[first, end)` are the sentence; `offices` and `runs` are those in it, in order."""
        self.text, self.words, self.first, self.end, self.hits = text, words, first, end, hits
        self.ending: Mapping[int, Office] = {office.last: office for office in offices}
        self.starting: Mapping[int, Office] = {office.first: office for office in offices}
        self.runs = runs
        self.run_ending = {run.last: i for i, run in enumerate(runs)}
        self.run_starting = {run.first: i for i, run in enumerate(runs)}

    def gap(self, left: int, right: int) -> str:
        """Text between the end of word `left` and the start of word `right`."""
        return self.text[self.words[left].end : self.words[right].start]

    def title_first(self, run: Run) -> int:
        """Index of the first word of the honorifics before the run, or of the run."""
        if run.title_start is None:
            return run.first
        i = run.first
        while i > self.first and self.words[i - 1].start >= run.title_start:
            i -= 1
        return i

    def city_before(self, at: int) -> str | None:
        """Country of the city whose name ends right before word `at`."""
        for size in (3, 2, 1):
            if at - size >= self.first:
                name = self.text[self.words[at - size].start : self.words[at - 1].end]
                if name in city_countries():
                    return city_countries()[name]
        return None

    def based_country(self, at: int) -> str | None:
        """Country of the place named right before "-based" at word `at`."""
        hit = self.hits.ending.get(self.words[at].end)
        if hit is not None and hit.country:
            return hit.country
        if hit is not None and hit.kind in {"country", "short", "capital"}:
            return hit.key
        for size in (3, 2, 1):
            if at - size + 1 >= self.first:
                name = self.text[self.words[at - size + 1].start : self.words[at].end]
                if name in city_countries():
                    return city_countries()[name]
        return None

    def place_country(self, at: int) -> str | None:
        """Country of the place that starts at word `at`: a country, a division, a city (then maybe its country)."""
        if at >= self.end:
            return None
        for j in range(at, min(self.end, at + 6)):
            hit = self.hits.starting.get(self.words[j].start)
            if hit is not None and hit.kind in {"country", "short", "capital"}:
                return hit.key
            if hit is not None and hit.kind == "division" and hit.country:
                return hit.country
            if not self.words[j].text[0].isupper():
                break
        return self.city_at(at)

    def city_at(self, at: int) -> str | None:
        """Country of the city whose name starts at word `at`."""
        for size in (3, 2, 1):
            if at + size <= self.end:
                name = self.text[self.words[at].start : self.words[at + size - 1].end]
                if name in city_countries():
                    return city_countries()[name]
        return None
