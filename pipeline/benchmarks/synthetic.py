"""Made-up extractions for measuring resolution: many reports of fewer events, varied as newsrooms vary them.

Nothing here is meant to be true: states and blocs are real names so that the lexicons are exercised,
persons and companies are put together from syllables. Each event is told by one to many articles, which
differ over the day, its precision, the place, the type, the sum and the spelling of names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_records import EXTRACTION_SCHEMA, record_batch
from pipeline.lexicons import table, values
from pipeline.records import (
    Article,
    CleanArticle,
    CleanText,
    DatePrecision,
    Deal,
    DealType,
    Evidence,
    Extraction,
    Meeting,
    MeetingType,
    MineralMention,
    Participant,
    Party,
    Segment,
)

_FIRST_DAY = date(2015, 1, 1)
_DAYS = 4000
_BATCH = 1000
_REPORTS_IN_ARTICLE = 2.5
"""Meetings and deals that one article tells on average."""


_OF_TWO: tuple[MeetingType, ...] = ("bilateral", "call", "visit")
_OF_MANY: tuple[MeetingType, ...] = ("summit", "ministerial", "conference", "other")
_PACTS: tuple[DealType, ...] = ("mou", "intergovernmental_agreement")
_BUSINESS: tuple[DealType, ...] = ("offtake", "acquisition", "financing", "joint_venture")


@dataclass(frozen=True, slots=True)
class SyntheticEvent:
    """One made-up event, as it is; `weight` is how many articles tell of it."""

    key: str
    record: Meeting | Deal
    day: date
    weight: int


def _word(random: Random, syllables: int) -> str:
    return "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(syllables)).capitalize()


class _World:
    """The parties that take part in events."""

    def __init__(self, random: Random, size: int) -> None:
        self.states = [
            (row["code"], row["name"], row["capital"], values(row["other_names"])) for row in table("countries")
        ]
        self.blocs = [(row["name"], values(row["other_names"])) for row in table("blocs")]
        self.minerals = [row["mineral_id"] for row in table("minerals")]
        offices = ("foreign minister", "mines minister", "trade minister", "President", "energy secretary")
        self.persons = [
            (f"{_word(random, 2)} {_word(random, 3)}", random.choice(self.states)[0], random.choice(offices))
            for _ in range(max(50, size // 20))
        ]
        heads = ("Lithium", "Resources", "Mining", "Metals", "Energy", "Minerals", "Copper")
        self.companies = [
            f"{_word(random, random.randint(2, 4))} {random.choice(heads)}" for _ in range(max(50, size // 15))
        ]
        # A few states and companies are in the news far more often than the others.
        self.state_weights = [1 / (rank + 3) for rank in range(len(self.states))]
        random.shuffle(self.state_weights)


def _participants(random: Random, world: _World) -> tuple[Participant, ...]:
    found: dict[str, Participant] = {}
    for _ in range(random.choice((2, 2, 2, 3, 4, 7))):
        pick = random.random()
        if pick < 0.45:
            name, code, office = random.choice(world.persons)
            found[name] = Participant(name, "person", "attendee", office, code, 0.9)
        elif pick < 0.8:
            code, name, _, _ = random.choices(world.states, world.state_weights)[0]
            found[name] = Participant(name, "country", "attendee", None, code, 0.85)
        elif pick < 0.88:
            name = random.choice(world.blocs)[0]
            found[name] = Participant(name, "bloc", "attendee", None, None, 0.85)
        else:
            name = random.choice(world.companies)
            found[name] = Participant(name, "company", "attendee", None, None, 0.8)
    return tuple(found.values())


def _meeting(random: Random, world: _World, number: int, day: date) -> Meeting:
    who = _participants(random, world)
    code, _, city, _ = random.choices(world.states, world.state_weights)[0]
    two = len(who) == 2
    kind: MeetingType = random.choice(_OF_TWO if two else _OF_MANY)
    title = f"{_word(random, 3)} {'talks' if two else 'gathering'} on {_word(random, 3)} {number % 97}"
    return Meeting(title, kind, "held", day, None, "day", city, code, 0.9, participants=who)


def _deal(random: Random, world: _World, number: int, day: date) -> Deal:
    minerals = tuple(sorted(random.sample(world.minerals, random.randint(0, 3))))
    if random.random() < 0.4:
        states = {name: code for code, name, _, _ in random.choices(world.states, world.state_weights, k=2)}
        parties = tuple(Party(name, "country", "party", code, 0.9) for name, code in states.items())
        pact: DealType = random.choice(_PACTS)
        title = f"{_word(random, 3)} pact {number % 89}"
        return Deal(title, pact, "agreed", day, "day", minerals=minerals, confidence=0.9, parties=parties)
    buyer, seller = random.sample(world.companies, 2)
    parties = (Party(buyer, "company", "buyer", None, 0.9), Party(seller, "company", "seller", None, 0.9))
    kind: DealType = random.choice(_BUSINESS)
    amount = float(random.randint(1, 900) * 10 ** random.randint(5, 7)) if random.random() < 0.6 else None
    currency = "USD" if amount else None
    return Deal(f"{_word(random, 3)} {kind}", kind, "agreed", day, "day", amount, currency, minerals, 0.9, (), parties)


def _events(random: Random, world: _World, reports: int) -> Iterator[SyntheticEvent]:
    """Events that are told `reports` times in all: most of them once or twice, a few by dozens of articles."""
    told = number = 0
    while told < reports:
        weight = min(reports - told, 60, int(random.paretovariate(1.3)))
        day = _FIRST_DAY + timedelta(days=random.randrange(_DAYS))
        record = _meeting(random, world, number, day) if random.random() < 0.55 else _deal(random, world, number, day)
        yield SyntheticEvent(f"event-{number}", record, day, weight)
        told += weight
        number += 1


def _varied_name(random: Random, world: _World, name: str, kind: str) -> str:
    if random.random() > 0.3:
        return name
    if kind == "company":
        return f"{name} {random.choice(('Ltd.', 'Corp.', 'Inc.', 'plc', 'Group'))}"
    if kind == "person":
        given, _, family = name.partition(" ")
        return f"{given} {random.choice('ABC')}. {family}"
    if kind == "bloc":
        others = next((others for bloc, others in world.blocs if bloc == name), ())
        return random.choice(others) if others else name
    others = next((others for _, state, _, others in world.states if state == name), ())
    return random.choice(others) if others else name


def _varied_date(random: Random, day: date) -> tuple[date | None, DatePrecision]:
    pick = random.random()
    if pick < 0.7:
        return day, "day"
    if pick < 0.78:
        return day + timedelta(days=random.choice((-1, 1))), "day"
    if pick < 0.88:
        return day.replace(day=1), "month"
    return None, "unknown"


def _told(random: Random, world: _World, record: Meeting | Deal, start: int) -> Meeting | Deal:
    """A record as one more article tells it; its quotation starts at `start`."""
    day = record.start_date if isinstance(record, Meeting) else record.date
    when, precision = _varied_date(random, day or _FIRST_DAY)
    words = (
        Evidence("record", start, start + 60, "synthetic", 0.9),
        Evidence("date", start, start + 20, "synthetic", 0.8),
    )
    name_words = (Evidence("name", start + 5, start + 25, "synthetic", 0.9),)
    if isinstance(record, Meeting):
        kept = [who for who in record.participants if random.random() < 0.9] or list(record.participants)
        people = tuple(
            replace(who, name=_varied_name(random, world, who.name, who.participant_type), evidence=name_words)
            for who in kept
        )
        placed = random.random() < 0.7
        return replace(
            record, start_date=when, date_precision=precision, city=record.city if placed else None,
            country_code=record.country_code if placed or random.random() < 0.5 else None, evidence=words,
            participants=people,
        )  # fmt: skip
    parties = tuple(
        replace(party, name=_varied_name(random, world, party.name, party.party_type), evidence=name_words)
        for party in record.parties
    )
    known = random.random() < 0.7
    return replace(
        record, date=when, date_precision=precision, value_amount=record.value_amount if known else None,
        value_currency=record.value_currency if known else None, evidence=words, parties=parties,
    )  # fmt: skip


def synthetic_extractions(reports: int, seed: int = 1) -> Iterator[tuple[Extraction, list[str]]]:
    """Made-up extractions that tell of meetings and deals `reports` times in all, each with the keys of its events.

    The keys come meetings first, then deals, as the records do. The same arguments give the same articles.
    """
    random = Random(seed)  # noqa: S311  no secret depends on it
    world = _World(random, reports)
    tellings = [event for event in _events(random, world, reports) for _ in range(event.weight)]
    tellings.sort(key=lambda event: (event.day, event.key))
    articles = max(1, int(len(tellings) / _REPORTS_IN_ARTICLE))
    # An article tells of events of one time; events told often land in different articles.
    shelves: list[list[SyntheticEvent]] = [[] for _ in range(articles)]
    for position, event in enumerate(tellings):
        near = int(position / _REPORTS_IN_ARTICLE) + random.randint(0, 80)
        for step in range(articles):
            shelf = shelves[(near + step) % articles]
            if event not in shelf:
                shelf.append(event)
                break
    for number, shelf in enumerate(shelves):
        if shelf:
            yield _article(random, world, number, shelf)


def _article(random: Random, world: _World, number: int, shelf: list[SyntheticEvent]) -> tuple[Extraction, list[str]]:
    text = " ".join(f"{_word(random, 3)} {_word(random, 2).lower()}" for _ in range(40))
    published = max(event.day for event in shelf) + timedelta(days=random.randint(0, 3))
    ordered = sorted(shelf, key=lambda event: isinstance(event.record, Deal))
    told = [_told(random, world, event.record, 10 + 3 * place) for place, event in enumerate(ordered)]
    article = Article(
        article_id=hashlib.sha256(f"{number}|{text}".encode()).hexdigest()[:16],
        file=f"synthetic-{number:07d}.txt",
        text=text,
        published_date=published,
        published_date_source="metadata",
        publisher=f"Outlet {number % 200}",
        title=text[:40],
    )
    source = CleanArticle(
        article, (Segment(0, len(text), "body", True, "synthetic"),), CleanText(text, ((0, 0, len(text)),), ())
    )
    minerals = tuple(
        MineralMention(mineral, 30 * place, 30 * place + 8)
        for place, mineral in enumerate(sorted(random.sample(world.minerals, 2)))
    )
    extraction = Extraction(
        source,
        relevant=True,
        minerals=minerals,
        meetings=tuple(record for record in told if isinstance(record, Meeting)),
        deals=tuple(record for record in told if isinstance(record, Deal)),
    )
    return extraction, [event.key for event in ordered]


def write_synthetic(file: Path, reports: int, seed: int = 1) -> dict[tuple[str, str, int], str]:
    """Write made-up extractions to a Parquet file; the event key of each (article id, kind, place from 1)."""
    keys: dict[tuple[str, str, int], str] = {}
    waiting: list[Extraction] = []
    with pq.ParquetWriter(file, EXTRACTION_SCHEMA, compression="zstd", compression_level=1) as writer:
        for extraction, events in synthetic_extractions(reports, seed):
            article_id, meetings = extraction.source.article.article_id, len(extraction.meetings)
            for place, event in enumerate(events):
                kind = "meeting" if place < meetings else "deal"
                keys[article_id, kind, 1 + (place if place < meetings else place - meetings)] = event
            waiting.append(extraction)
            if len(waiting) == _BATCH:
                writer.write_table(pa.Table.from_batches([record_batch(waiting)]))
                waiting = []
        if waiting:
            writer.write_table(pa.Table.from_batches([record_batch(waiting)]))
    return keys
