"""Whose an unqualified office or ministry is: what the lines around it, and the article, are about.

"Energy Minister X" in a paragraph dated from Katowice is Poland's, whatever country the article names most; on the page
of a government it is that government's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.document import Sentence
from pipeline.extraction.names.gazetteer import city_countries, seat_countries
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.ranks import country_of_office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.speakers import publishing_country
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table, values
from pipeline.records import CleanArticle

_OWN_COUNTRY = 10_000
"""What the country of the government that publishes a document weighs: more than any number of mentions."""
_WHOLE_ARTICLE = 1.2
"""What the country that the article is most about weighs beside the cues around a name."""
_PLACE, _DATELINE, _NAMED = 0.6, 1.5, 0.5
"""What a city, the city that opens a paragraph, and a country or its people weigh in the same sentence."""
_HEARD = 0.1
"""How near a country must be told where the likelier one already has somebody in the office."""
_FADE = 0.75
"""How much of a cue is left a sentence later."""
_WINDOW = 8
"""So many sentences back a cue is still heard."""
_OPENING_PLACE = re.compile(
    r"(?:[-–—•*] )?(\w[\w’'. -]{2,28}?)(?:, [\w. ]{3,24})?(?: ?\([^()]{2,30}\))?(?: ?[–—]| -|\.|:|/)\s?"
)
_SINGLE = frozenset({"state", "royal", "minister"})
"""Kinds of office that a country gives to one person: there are many senators and governors."""
_BEFORE_PLACE = frozenset({"in", "at", "near", "from", "to", "outside", "of"})


@cache
def _systems() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {
        row["rank"]: (frozenset(values(row["only"])), frozenset(values(row["never"])))
        for row in table("office_systems")
    }


def may_have(draft: Draft, code: str) -> bool:
    """Whether a country's system has such an office or body: no ministers in the United States."""
    if draft.kind == "person":
        keys = [draft.rank or ""]
        if code == "USA" and draft.rank == "secretary" and len((draft.office or "").split()) > 1:
            return country_of_office(draft.office or "") == "USA"
        if (draft.rank or "").endswith("minister") and draft.rank != "prime minister":
            keys.append("minister")
    else:
        low = draft.name.lower()
        keys = [key for key in ("ministry", "department of") if key in low]
    for key in keys:
        only, never = _systems().get(key, (frozenset(), frozenset()))
        if code in never or (only and code not in only):
            return False
    return True


class Home:
    """What an article, and each stretch of it, is about."""

    def __init__(
        self,
        source: CleanArticle,
        text: str,
        words: Sequence[Word],
        sentences: Sequence[Sentence],
        laid_out: Sequence[NamedSentence],
        drafts: Sequence[Draft],
    ) -> None:
        """`drafts` are the entities of the article, whose countries are known as far as they are told."""
        self.sentences, self.drafts = sentences, drafts
        self.weights = _weights(source, laid_out, drafts)
        self.cues = [_cues(text, words, sentences, sentence) for sentence in laid_out]

    def local(self, sentence: int, offset: int) -> dict[str, float]:
        """How strongly the lines before an offset, in this sentence, point to each country."""
        found: dict[str, float] = {}
        here = self.sentences[sentence].paragraph
        headed = False
        for index in range(sentence, max(-1, sentence - _WINDOW - 1), -1):
            paragraph, kind = self.sentences[index].paragraph, self.sentences[index].kind
            apart = 1.0 if paragraph == here else 0.5 if kind != "heading" else 0.8
            if paragraph != here and headed:
                break  # what stands above the crosshead is another matter
            headed = headed or kind == "heading"
            for at, code, weight in self.cues[index]:
                late = 0.5 if index == sentence and at > offset else 1.0
                found[code] = found.get(code, 0.0) + weight * apart * late * _FADE ** (sentence - index)
        return found

    def country(self, draft: Draft, runs: Sequence[Run], never: frozenset[str] = frozenset()) -> str | None:
        """The country that an unqualified office or ministry, told of at `runs`, is most likely of.

        A country whose like office the article already gives to somebody else is passed over; so are those of `never`.
        """
        taken = {
            other.country
            for other in self.drafts
            if other is not draft
            and other.kind == "person"
            and draft.kind == "person"
            and draft.office_kind in _SINGLE
            and other.explicit
            and other.rank == draft.rank
            and (other.rank != "secretary" or len((draft.office or "").split()) > 1)
            and other.country
            and (
                draft.office_kind in {"state", "royal"} or (other.office or "").lower() == (draft.office or "").lower()
            )
        }
        most = max((weight for weight in self.weights.values() if weight < _OWN_COUNTRY), default=0)
        scores: dict[str, float] = {}
        for code, weight in self.weights.items():
            scores[code] = _WHOLE_ARTICLE * weight / most if weight < _OWN_COUNTRY else weight
        close: dict[str, float] = {}
        for run in sorted(runs, key=lambda run: run.start)[:1]:
            close = self.local(run.sentence, run.start)
            for code, near in close.items():
                scores[code] = scores.get(code, 0.0) + near
        passed = False
        for code, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            if code in never:
                continue
            if code in taken:
                passed = True
            elif may_have(draft, code) and (not passed or close.get(code, 0.0) >= _HEARD):
                return code
        return None


def _cues(
    text: str, words: Sequence[Word], sentences: Sequence[Sentence], sentence: NamedSentence
) -> list[tuple[int, str, float]]:
    """Places and countries of a sentence by offset, but for those that say whose somebody else is."""
    found: list[tuple[int, str, float]] = []
    start = sentences[sentence.index].start
    first = sentence.index == 0 or sentences[sentence.index - 1].paragraph != sentences[sentence.index].paragraph
    opening = _OPENING_PLACE.match(text, start, min(len(text), start + 80)) if first else None
    if opening is not None:
        name = opening[1]
        code = seat_countries().get(name.title()) or city_countries().get(name) or city_countries().get(name.title())
        if code:
            found.append((start, code, _DATELINE))
    owned = [(words[office.first].start, words[office.last - 1].end) for office in sentence.offices]
    owned += [(run.title_start, run.start) for run in sentence.runs if run.title_start is not None]
    for run in sentence.runs:
        if any(a <= run.start < b for a, b in owned) or text.startswith(("'s ", "’s "), run.end):
            continue
        placed = run.first > sentence.first and words[run.first - 1].low in _BEFORE_PLACE
        if run.hit is None:
            if run.votes.get("place", 0) > 0 and placed:
                code = city_countries().get(run.text)
                if code:
                    found.append((run.start, code, _PLACE))
        elif (run.hit.kind in {"capital", "seat"} and run.hit.country) or (
            run.hit.kind == "division" and run.hit.country
        ):
            found.append((run.start, run.hit.country, _PLACE if placed else _NAMED))
        elif run.hit.kind in {"country", "short", "adjective", "people"}:
            found.append((run.start, run.hit.key, _NAMED))
    return found


def _weights(source: CleanArticle, laid_out: Sequence[NamedSentence], drafts: Sequence[Draft]) -> Counter[str]:
    """How much the article is about each country: mentions and cities, earlier ones counting more, and the dateline."""
    weights: Counter[str] = Counter()
    if source.dateline_city and source.dateline_city in city_countries():
        weights[city_countries()[source.dateline_city]] += 30
    publisher = publishing_country(source)
    if publisher:
        weights[publisher] += _OWN_COUNTRY
    for sentence in laid_out:
        for office in sentence.offices:
            if office.country and office.plural:
                weights[office.country] += 10
        for run in sentence.runs:
            if run.hit is None and run.text in city_countries() and run.votes.get("place", 0) > 0:
                weights[city_countries()[run.text]] += 5
            elif run.hit is not None and run.hit.kind == "division" and run.hit.country:
                weights[run.hit.country] += 5
    if not weights:  # "Premier X and Energy Minister Y": all that tells of a country is an office
        weights.update(draft.country for draft in drafts if draft.kind == "person" and draft.explicit and draft.country)
    total = max(1, len(laid_out))
    for draft in drafts:
        if draft.kind == "country" and draft.country:
            for run in draft.runs:
                weights[draft.country] += 10 + int(10 * (1 - run.sentence / total))
    return weights
