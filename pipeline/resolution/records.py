"""One row for each meeting, deal, participant and party: the chosen values and figures of an event's reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.resolution.choice import Given, choose
from pipeline.resolution.comparisons import Sides
from pipeline.resolution.entities import ResolvedNames
from pipeline.resolution.events import Event
from pipeline.resolution.loading import PartyRow
from pipeline.resolution.mentions import Mention
from pipeline.resolution.names_in_use import NameForm

_CEILING = 0.999
"""No record is certain, however many articles tell of it."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """All that records are made from, by number of mention, form or entity."""

    mentions: Sequence[Mention]
    parties: Sequence[Sequence[PartyRow]]
    forms: Sequence[NameForm]
    names: ResolvedNames
    sides: Sides
    cities: Sequence[str | None]
    """The city of each mention as written."""
    entity_ids: Sequence[str]


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number is not None else None


def combined_confidence(given: Sequence[tuple[int, float]]) -> float:
    """The probability that at least one of several reports is right, each an article group and its confidence.

    Copies of one text are one report, with the best confidence among them; reports are taken as
    independent, and the result never reaches certainty.
    """
    best: dict[int, float] = {}
    for copies, confidence in given:
        best[copies] = max(best.get(copies, 0.0), confidence)
    wrong = 1.0
    for confidence in sorted(best.values()):
        wrong *= 1 - min(max(confidence, 0.0), 1.0)
    return round(min(1 - wrong, _CEILING), 4)


def _figures(reports: Sequence[Mention]) -> Row:
    days = [mention.published for mention in reports if mention.published is not None]
    return {
        "article_count": len({mention.copies for mention in reports}),
        "first_reported": _day(min(days, default=None)),
        "last_reported": _day(max(days, default=None)),
        "confidence": combined_confidence([(mention.copies, mention.confidence) for mention in reports]),
    }


def _chosen_date(record: str, reports: Sequence[Mention]) -> tuple[int | None, str]:
    given = [Given((m.start, m.precision), m, m.confidence) for m in reports if m.start is not None]
    return choose(record, "date", given) or (None, "unknown")


def _title(record: str, reports: Sequence[Mention], told: Told) -> str:
    given = [Given(m.title.strip(), m, m.confidence) for m in reports if re.search(r"\S", m.title)]
    title = choose(record, "title", given)
    if title:
        return title
    names = [told.names.entities[entity].name for m in reports for entity, _ in m.parties]
    return "–".join(dict.fromkeys(names)) or record.capitalize()


def _plain_choice(record: str, field: str, reports: Sequence[Mention], values: Sequence[str]) -> str | None:
    return choose(record, field, [Given(v, m, m.confidence) for v, m in zip(values, reports, strict=True)])


def meeting_row(record_id: str, event: Event, told: Told) -> Row:
    """The row of `meetings` of an event."""
    reports = [told.mentions[number] for number in event]
    start, precision = _chosen_date("meeting", reports)
    with_start = [m for m in reports if m.start == start and m.precision == precision]
    ends = [Given(m.end, m, m.confidence) for m in with_start if m.end is not None and m.end > (start or m.end)]
    city = choose(
        "meeting", "city", [Given(c, m, m.confidence) for m in reports if (c := told.cities[m.number]) and c.strip()]
    )
    of_city = [m for m in reports if city is None or told.cities[m.number] == city]
    countries = [Given(m.country, m, m.confidence) for m in of_city if m.country]
    return {
        "meeting_id": record_id,
        "title": _title("meeting", reports, told),
        "meeting_type": _plain_choice("meeting", "meeting_type", reports, [m.type for m in reports]),
        "status": _plain_choice("meeting", "status", reports, [m.status for m in reports]),
        "start_date": _day(start),
        "end_date": _day(choose("meeting", "end_date", ends)),
        "date_precision": precision,
        "city": city,
        "country_code": choose("meeting", "country_code", countries),
        **_figures(reports),
    }


def deal_row(record_id: str, event: Event, told: Told) -> Row:
    """The row of `deals` of an event."""
    reports = [told.mentions[number] for number in event]
    day, precision = _chosen_date("deal", reports)
    sums = [
        Given((m.amount, m.currency), m, m.confidence)
        for m in reports
        if m.amount is not None and m.currency is not None
    ]
    amount, currency = choose("deal", "value", sums) or (None, None)
    return {
        "deal_id": record_id,
        "title": _title("deal", reports, told),
        "deal_type": _plain_choice("deal", "deal_type", reports, [m.type for m in reports]),
        "status": _plain_choice("deal", "status", reports, [m.status for m in reports]),
        "date": _day(day),
        "date_precision": precision,
        "value_amount": amount,
        "value_currency": currency,
        **_figures(reports),
    }


def represented(event: Event, told: Told) -> dict[int, int]:
    """Countries and blocs of a meeting that stand for a person whom another article names, with that person.

    A named person who speaks for a country is one participant (codebook, section 2). Where one article
    gives the country and another the person, the country is that person, unless some article names
    both side by side.
    """
    if len(event) < 2:
        return {}
    entities, side_of = told.names.entities, told.sides.of_entity
    beside: set[int] = set()
    persons: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    whole: dict[int, set[int]] = defaultdict(set)
    for number in event:
        mention = told.mentions[number]
        here = {entity for entity, _ in mention.parties}
        for entity in here:
            kind, side = entities[entity].entity_type, side_of[entity]
            if kind in ("country", "bloc"):
                whole[side].add(entity)
                if any(entities[other].entity_type == "person" and side_of[other] == side for other in here):
                    beside.add(side)
            elif kind == "person":
                persons[side][entity].add(mention.copies)
    found: dict[int, int] = {}
    for side, countries in whole.items():
        named = persons.get(side)
        if named and side not in beside:
            best = max(len(copies) for copies in named.values())
            person = min((who for who in named if len(named[who]) == best), key=lambda who: told.entity_ids[who])
            found.update(dict.fromkeys(countries, person))
    return found


def participant_rows(record_id: str, event: Event, told: Told, stands_for: dict[int, int]) -> Iterator[Row]:
    """The rows of `participants` of an event."""
    given: dict[int, list[tuple[Mention, PartyRow]]] = defaultdict(list)
    for number in event:
        for party in told.parties[number]:
            entity = told.names.entity_of[party.form]
            given[stands_for.get(entity, entity)].append((told.mentions[number], party))
    for entity, rows in sorted(given.items(), key=lambda item: told.entity_ids[item[0]]):
        about = told.names.entities[entity]
        own = [(m, party) for m, party in rows if told.names.entity_of[party.form] == entity]
        offices = [Given(o, m, p.confidence) for m, p in own if (o := told.forms[p.form].office) and o.strip()]
        yield {
            "meeting_id": record_id,
            "entity_id": told.entity_ids[entity],
            "name": about.name,
            "participant_type": about.entity_type,
            "role": choose("participant", "role", [Given(p.role, m, p.confidence) for m, p in rows]),
            "office": choose("participant", "office", offices) if about.entity_type == "person" else None,
            "country_code": about.country,
            "article_count": len({m.copies for m, _ in rows}),
            "confidence": combined_confidence([(m.copies, p.confidence) for m, p in rows]),
        }


def deal_party_rows(record_id: str, event: Event, told: Told) -> Iterator[Row]:
    """The rows of `deal_parties` of an event. A plain `party` goes where an article gives a particular role."""
    given: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number in event:
        for party in told.parties[number]:
            given[told.names.entity_of[party.form]][party.role].add(told.mentions[number].copies)
    for entity, roles in sorted(given.items(), key=lambda item: told.entity_ids[item[0]]):
        about = told.names.entities[entity]
        shown = sorted(role for role in roles if role != "party") or ["party"]
        everyone = {copies for found in roles.values() for copies in found}
        for role in shown:
            yield {
                "deal_id": record_id,
                "entity_id": told.entity_ids[entity],
                "role": role,
                "name": about.name,
                "party_type": about.entity_type,
                "country_code": about.country,
                "article_count": len(roles[role]) if len(shown) > 1 else len(everyone),
            }


def mineral_rows(record_id: str, event: Event, told: Told) -> Iterator[Row]:
    """The rows of `deal_minerals` of an event."""
    given: dict[str, set[int]] = defaultdict(set)
    for number in event:
        for mineral in told.mentions[number].minerals:
            given[mineral].add(told.mentions[number].copies)
    for mineral, copies in sorted(given.items()):
        yield {"deal_id": record_id, "mineral_id": mineral, "article_count": len(copies)}
