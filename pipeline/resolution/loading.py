"""The working tables read into memory: name forms, and mentions as comparison needs them.

Only what is compared is read; segments, mentions of minerals and statements stay in Parquet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from pipeline.lexicons import table, values
from pipeline.resolution.comparisons import Sides
from pipeline.resolution.entities import ResolvedNames
from pipeline.resolution.mentions import Mention, bounds, name_words, particular_words
from pipeline.resolution.names_in_use import UNDATED, NameForm
from pipeline.resolution.normal_forms import fold, words
from pipeline.resolution.working_tables import WorkingTables


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party of one mention: its place in the record, name form, role and confidence."""

    party: int
    form: int
    role: str
    confidence: float


def _rows(tables: WorkingTables, name: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of a working table, in its order, a batch at a time."""
    with pq.ParquetFile(tables.file(name)) as file:
        for batch in file.iter_batches(batch_size=20_000, columns=columns):
            yield from zip(*(batch.column(column).to_pylist() for column in columns), strict=True)


def load_forms(tables: WorkingTables) -> list[NameForm]:
    """All name forms, by their number."""
    never = date(9999, 12, 31)
    return [
        NameForm(name, kind, country, office, count, (UNDATED if first["day"] == never else first["day"].toordinal(),
                                                     first["id"]))
        for name, kind, country, office, count, first in _rows(
            tables, "forms", ["name", "type", "country_code", "office", "articles", "first"]
        )
    ]  # fmt: skip


def load_parties(tables: WorkingTables) -> list[list[PartyRow]]:
    """The parties of each mention, by the mention's number."""
    found: list[list[PartyRow]] = [[] for _ in range(pq.read_metadata(tables.file("mentions")).num_rows)]
    for mention, party, form, role, confidence in _rows(
        tables, "party_forms", ["mention_no", "party", "form_no", "role", "confidence"]
    ):
        found[mention].append(PartyRow(party, form, role, confidence))
    return found


def sides_of(names: ResolvedNames) -> Sides:
    """The sides for which entities act, numbered in alphabetical order, with the members of blocs."""
    ordered = sorted({entity.side for entity in names.entities})
    numbers = {side: number for number, side in enumerate(ordered)}
    members: dict[str, set[str]] = {
        f"B:{row['name']}": set(values(row["members"])) for row in table("blocs") if row["members"]
    }
    for row in table("resolution_bloc_members"):
        members.setdefault(f"B:{row['bloc']}", set()).add(f"B:{row['member']}")
    return Sides(
        names=ordered,
        is_bloc=[side.startswith("B:") for side in ordered],
        is_state=[not side.startswith(("B:", "K:")) for side in ordered],
        members=[
            frozenset(numbers[member] for member in members.get(side, ()) if member in numbers) for side in ordered
        ],
        of_entity=[numbers[entity.side] for entity in names.entities],
        persons={
            number: fold(entity.name) for number, entity in enumerate(names.entities) if entity.entity_type == "person"
        },
        number_of=numbers,
    )


class _Shared:
    """Equal sets kept once: many reports name the same parties."""

    def __init__(self) -> None:
        self._kept: dict[frozenset[Any], frozenset[Any]] = {}

    def __call__(self, found: frozenset[Any]) -> frozenset[Any]:
        return self._kept.setdefault(found, found)


def load_mentions(
    tables: WorkingTables, parties: list[list[PartyRow]], names: ResolvedNames, sides: Sides
) -> list[Mention]:
    """All mentions, by their number."""
    shared = _Shared()
    articles: dict[str, tuple[int, int, int | None]] = {}
    groups: dict[str, int] = {}
    for article_id, copies, published in _rows(tables, "articles", ["article_id", "copies", "published_date"]):
        group = groups.setdefault(copies, len(groups))
        articles[article_id] = (len(articles), group, published.toordinal() if published else None)
    party_words = [
        frozenset(word for name in (entity.name, *entity.aliases) for word in words(name)) for entity in names.entities
    ]
    is_particular = [
        kind in ("person", "government_body") or (side.startswith("B:") and kind != "bloc")
        for kind, side in ((entity.entity_type, entity.side) for entity in names.entities)
    ]
    found: list[Mention] = []
    columns = [
        "mention_id", "kind", "article_id", "title", "type", "status", "start_date", "end_date", "date_precision",
        "city", "country_code", "value_amount", "value_currency", "minerals", "confidence", "quote",
    ]  # fmt: skip
    for number, row in enumerate(_rows(tables, "mentions", columns)):
        (mention_id, kind, article_id, title, type_, status, start, end, precision, city, country, amount, currency,
         minerals, confidence, quote) = row  # fmt: skip
        who = tuple((names.entity_of[party.form], party.role) for party in parties[number])
        own = {word for entity, _ in who for word in party_words[entity]} | set(words(city or ""))
        first, last = bounds(start, end, precision)
        article, copies, published = articles[article_id]
        found.append(
            Mention(
                number=number,
                mention_id=mention_id,
                kind=kind,
                article=article,
                copies=copies,
                published=published,
                article_id=article_id,
                title=title or "",
                type=type_,
                status=status,
                start=start.toordinal() if first is not None else None,
                end=end.toordinal() if end and first is not None else None,
                precision=precision if first is not None else "unknown",
                city=fold(city) if city else None,
                country=country,
                amount=amount,
                currency=currency,
                minerals=shared(frozenset(minerals)),
                confidence=confidence,
                parties=who,
                sides=shared(frozenset(sides.of_entity[entity] for entity, _ in who)),
                named=shared(frozenset(entity for entity, _ in who if is_particular[entity])),
                hosts=shared(frozenset(sides.of_entity[entity] for entity, role in who if role == "host")),
                words=shared(particular_words((title, quote), frozenset(own))),
                name_words=shared(name_words(title or "")),
                first_day=first if first is not None else 0,
                last_day=last if last is not None else 0,
            )
        )
    return found
