"""Articles to measure on: a corpus that is given, or made-up ones.

Made-up articles hold sentences put together from states, offices and minerals of the lexicons and
from syllables, so that words, lines and records vary as in the news; one in five is about minerals.
Nothing in them is meant to be true.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.lexicons import table

SCHEMA = pa.schema(
    [
        pa.field("file", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("published_date", pa.string()),
        pa.field("text", pa.string()),
    ]
)
"""A table of articles as `pipeline.ingest` reads it."""

RELEVANT_ONE_IN = 5
_FIRST_DAY = date(2024, 1, 1)
_BLOCK = 256
_PUBLISHERS = 40

_NEWS = (
    "{person}, {state}'s {office}, met {other}'s {office} {person2} in {city} on {day} to discuss {mineral} supplies.",
    "{company} has signed an offtake agreement with {company2} for {number} tonnes of {mineral} a year.",
    "{state} and {other} signed a memorandum of understanding on {mineral} in {city} on {day}.",
    "{company} will buy {share}% of {company2} for US${number} million, the {mineral} producer said on {day}.",
    "{person} said that {state} would not export {mineral} before its own refineries had enough of it.",
    "The talks in {city} are to go on in {month}, according to {person2}, who leads the delegation of {other}.",
)
_FILLING = (
    "The town council of {place} voted {number} to {share} for a new bridge over the river near {place2}.",
    "{person} won the race in {place} by {share} seconds, ahead of {person2} and {number} other runners.",
    "A spokeswoman for {company} declined to say when the shop in {place} would open again.",
    "Rain is expected in {place} until {day}, and the ferry to {place2} will not run before {month}.",
    "The choir, which {person} founded {share} years ago, sang in front of {number} people.",
    "{person2} told reporters that the library needed {number} new books and a better roof.",
    "Prices for bread rose {share}% in {month}, the statistics office in {city} said on {day}.",
)
_RESIDUE = (
    "Sign up for our newsletter",
    "Read more: {place} in pictures",
    "Share this article",
    "© {publisher}. All rights reserved.",
    "Advertisement",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("March", "June", "September", "November")
_OFFICES = ("foreign minister", "mines minister", "trade minister", "energy minister")
_TONES = ("Courier", "Post", "Gazette", "Wire", "Monitor")


def _word(random: Random, syllables: int) -> str:
    return "".join(random.choice("bdfgklmnprstvz") + random.choice("aeiou") for _ in range(syllables)).capitalize()


class _Words:
    """What fills the places in a sentence."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._states = [(row["name"], row["capital"]) for row in table("countries")]
        self._minerals = [row["name"] for row in table("minerals")]
        self._persons = [f"{_word(random, 2)} {_word(random, 3)}" for _ in range(400)]
        self._companies = [f"{_word(random, 3)} {random.choice(('Resources', 'Mining', 'Metals'))}" for _ in range(300)]
        self._places = [_word(random, random.randint(2, 3)) for _ in range(300)]

    def filled(self, sentence: str, publisher: str) -> str:
        """A sentence with something in each of its places."""
        pick = self._random.choice
        state, city = pick(self._states)
        return sentence.format(
            person=pick(self._persons),
            person2=pick(self._persons),
            state=state,
            other=pick(self._states)[0],
            city=city,
            office=pick(_OFFICES),
            company=pick(self._companies),
            company2=pick(self._companies),
            mineral=pick(self._minerals),
            place=pick(self._places),
            place2=pick(self._places),
            number=self._random.randint(20, 900),
            share=self._random.randint(2, 19),
            day=pick(_DAYS),
            month=pick(_MONTHS),
            publisher=publisher,
        )


def made_up(count: int, seed: int = 7, paragraphs: tuple[int, int] = (6, 30)) -> Iterator[dict[str, str]]:
    """`count` made-up articles as rows of `SCHEMA`; `paragraphs` is the least and the most that one has.

    The same arguments give the same articles, and a longer corpus starts with the shorter one.
    """
    random = Random(seed)  # noqa: S311 - no secret
    words = _Words(random)
    publishers = [f"{_word(random, 2)} {random.choice(_TONES)}" for _ in range(_PUBLISHERS)]
    for number in range(count):
        publisher = random.choice(publishers)
        about_minerals = number % RELEVANT_ONE_IN == 0
        day = _FIRST_DAY + timedelta(days=random.randrange(700))
        lines = [words.filled(random.choice(_NEWS if about_minerals else _FILLING), publisher).rstrip(".")]
        for _ in range(random.randint(*paragraphs)):
            news = about_minerals and random.random() < 0.4
            chosen = random.choices(_NEWS if news else _FILLING, k=random.randint(1, 4))
            paragraph = " ".join(words.filled(sentence, publisher) for sentence in chosen)
            lines.append(paragraph if number % 3 else textwrap.fill(paragraph, 80))
        lines.extend(words.filled(line, publisher) for line in random.sample(_RESIDUE, 3))
        yield {
            "file": f"{number:06d}.txt",
            "publisher": publisher,
            "published_date": day.isoformat(),
            "text": "\n\n".join(lines),
        }


def write_corpus(rows: Iterator[dict[str, str]], target: Path) -> Path:
    """Write articles to a Parquet file, a block at a time."""
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        block: list[dict[str, str]] = []
        for row in rows:
            block.append(row)
            if len(block) == _BLOCK:
                writer.write_table(pa.Table.from_pylist(block, schema=SCHEMA))
                block = []
        writer.write_table(pa.Table.from_pylist(block, schema=SCHEMA))
    return target


def given(corpus: Path) -> Iterator[dict[str, str]]:
    """The articles of a corpus that is given: a folder or file that `pipeline.ingest` reads."""
    from pipeline.ingest import read_articles
    from pipeline.records import Article

    for item in read_articles(corpus):
        if isinstance(item, Article):
            day = item.published_date.isoformat() if item.published_date else ""
            yield {"file": item.file, "publisher": item.publisher or "", "published_date": day, "text": item.text}
