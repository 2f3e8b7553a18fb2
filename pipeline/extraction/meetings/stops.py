"""The stops of a trip, each told as a town with its country: "visited Vienna, Austria and Prague, Czechia"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.document import Document, NameMention, Place
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.reading import Reading


def stops(document: Document, reading: Reading, goals: Sequence[int], found: Sequence[Found]) -> list[Found]:
    """The countries that a trip goes to: those found by grammar, and the further ones of a list of towns with their
    countries in which the parse finds the first only, or takes a comma for the end of it.

    `goals` are the tokens that the grammar gives as the trip's goals, `found` the parties that it finds there.
    """
    out = list(found)
    starts = [reading.tokens[g].start for g in goals] + [f.start for f in found]
    places = [p for p in document.places if reading.sentence.start <= p.start and p.end <= reading.sentence.end]
    run: list[Place] = []
    for place in places:
        if not run:
            if place.city and any(place.start <= start < place.end for start in starts):
                run = [place]
            continue
        between = document.text[run[-1].end : place.start].replace(",", " ").replace(";", " ").split()
        if not place.city or any(word not in cues("stop_after_stop") for word in between):
            break
        run.append(place)
    told = [country for place in run if (country := _country_of(document, place)) is not None]
    if len(told) < 2 or len(told) < len(run):
        return out
    have = {f.start for f in out}
    return out + [Found(m.entities, m.start, m.end, "stop") for m in told if m.start not in have]


def _country_of(document: Document, place: Place) -> NameMention | None:
    """The country that is named behind a town: "Vienna, Austria"."""
    return next(
        (
            m
            for m in document.mentions
            if place.start < m.start < place.end
            and len(m.entities) == 1
            and document.entities[m.entities[0]].entity_type == "country"
        ),
        None,
    )
