"""A small made-up dataset with rows in every table: offsets, counts and references all hold.

Articles are composed sentence by sentence, so that every quote stands where its statement says.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES, arrow_schema

HOSTILE = (
    "</script><script>alert('x')</script><img src=x onerror=alert(1)> \u2028 & \"quoted\" 'DROP TABLE meetings;--'"
)

COUNTRIES = {
    "USA": "United States", "CHN": "China", "AUS": "Australia", "JPN": "Japan", "KAZ": "Kazakhstan", "COD": "Congo",
    "CHL": "Chile", "IND": "India", "DEU": "Germany", "SAU": "Saudi Arabia",
}  # fmt: skip
CITIES = {"USA": "Washington", "CHN": "Beijing", "AUS": "Perth", "JPN": "Tokyo", "KAZ": "Astana", "CHL": "Santiago"}
PEOPLE = [("Ana Reyes", "CHL", "Mining Minister"), ("Tom Hale", "USA", "Energy Secretary"),
          ("Aigerim Sadykova", "KAZ", "Industry Minister"), ("Ken Mori", "JPN", "Trade Minister")]  # fmt: skip
COMPANIES = [("Northfold Lithium", "AUS"), ("Meridian Rare Earths", "USA"), ("Katanga Cobalt", "COD"),
             ("Aurora Graphite", None), (f"Odd {HOSTILE} Metals", None)]  # fmt: skip
MINERALS = [("lithium", "lithium", "Li", "other"), ("cobalt", "cobalt", "Co", "other"),
            ("rare_earths", "rare earths", None, "rare_earth"), ("graphite", "graphite", None, "other"),
            ("neodymium", "neodymium", "Nd", "light_rare_earth"), ("tungsten", "tungsten", "W", "other")]  # fmt: skip


@dataclass
class Dataset:
    """Rows by table, and the raw text of each article."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})
    texts: dict[str, str] = field(default_factory=dict)

    def table(self, name: str) -> pa.Table:
        """The rows of a table, with the declared Arrow schema."""
        return pa.Table.from_pylist(self.rows[name], schema=arrow_schema(name))

    def write(self, folder: Path) -> Path:
        """Write `<table>.parquet` files, as the step before publishing does."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            pq.write_table(self.table(name), folder / f"{name}.parquet")
        return folder


class _Draft:
    """An article being composed: sentences go in, spans come out."""

    def __init__(self, number: int, published: date | None, publisher: str) -> None:
        self.number, self.published, self.publisher = number, published, publisher
        self.text = f"Report {number} on minerals\n"
        self.spans: list[tuple[int, int]] = [(0, len(self.text) - 1)]
        self.id = hashlib.sha256(f"article {number}".encode()).hexdigest()[:16]

    def say(self, sentence: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += sentence + "\n"
        self.spans.append((start, start + len(sentence)))
        return start, start + len(sentence)


def synthetic_dataset(seed: int = 7, articles: int = 36) -> Dataset:
    """Make a dataset; the same arguments give the same rows."""
    rng = random.Random(seed)
    made = Dataset()
    rows = made.rows
    publishers = ["Harbour Wire", "Ore & Metal Weekly", "Capital Gazette", HOSTILE]
    drafts = [
        _Draft(n, None if n == 5 else date(2025, 1, 6) + timedelta(days=11 * n), publishers[n % len(publishers)])
        for n in range(articles)
    ]
    mentions: dict[str, list[tuple[str, int]]] = defaultdict(list)
    entity_articles: dict[str, set[str]] = defaultdict(set)

    def mention(draft: _Draft, mineral: str) -> None:
        words = mineral.replace("_", " ")
        start, _ = draft.say(f"Output of {words} rose.")
        start += len("Output of ")
        rows["mineral_mentions"].append(
            {"article_id": draft.id, "start": start, "mineral_id": mineral, "end": start + len(words), "text": words}
        )
        mentions[mineral].append((draft.id, draft.number))

    def state(draft: _Draft, kind: str, record: str, name: str, value: str | None, chosen: bool, words: str) -> None:
        start, end = draft.say(words)
        rows["statements"].append(
            {"statement_id": f"s-{len(rows['statements']):05d}", "record_type": kind, "record_id": record,
             "field": name, "value": value, "article_id": draft.id, "start": start, "end": end, "quote": words,
             "rule": f"says_{name}", "confidence": round(rng.uniform(0.5, 1), 3), "chosen": chosen}
        )  # fmt: skip

    def country(code: str) -> tuple[str, str, str, str | None, str | None]:
        return f"country-{code}", COUNTRIES[code], "country", code, None

    people = [(f"person-{n.split()[1].lower()}", n, "person", c, office) for n, c, office in PEOPLE]
    companies = [(f"company-{i}", n, "company", c, None) for i, (n, c) in enumerate(COMPANIES)]
    bloc = ("bloc-g7", "G7", "bloc", None, None)
    body = ("body-dfc", "Development Finance Corporation", "government_body", "USA", None)
    everyone = [country(c) for c in COUNTRIES] + people + companies + [bloc, body]

    for n in range(articles):
        tellers = [drafts[n]] + ([drafts[n + 1]] if n % 3 == 0 and n + 1 < articles else [])
        dated = [d.published for d in tellers if d.published]
        reported = {"article_count": len(tellers), "first_reported": min(dated, default=None),
                    "last_reported": max(dated, default=None)}  # fmt: skip
        mineral = MINERALS[n % 5][0]
        mention(drafts[n], mineral)
        codes = rng.sample(list(COUNTRIES), 2)
        if n % 3 != 2:
            meeting, day = f"m-{n:03d}", (drafts[n].published or date(2025, 3, 1)) - timedelta(days=1)
            undated = n % 13 == 7
            place = codes[0] if codes[0] in CITIES else None
            status = ["held", "held", "planned", "postponed", "cancelled"][n % 5]
            kind = ["bilateral", "ministerial", "summit", "call", "conference", "visit"][n % 6]
            rows["meetings"].append(
                {"meeting_id": meeting, "title": HOSTILE if n == 4 else f"{codes[0]}–{codes[1]} talks {n}",
                 "meeting_type": kind, "status": status, "start_date": None if undated else day,
                 "end_date": day + timedelta(days=2) if n % 10 == 1 else None,
                 "date_precision": "unknown" if undated else "day", "city": CITIES.get(place or ""),
                 "country_code": place, "confidence": round(rng.uniform(0.4, 1), 3), **reported}
            )  # fmt: skip
            for i, draft in enumerate(tellers):
                state(draft, "meeting", meeting, "record", None, True, f"{codes[0]} and {codes[1]} met in round {n}.")
                if not undated:
                    told = day + timedelta(days=i)
                    state(draft, "meeting", meeting, "start_date", told.isoformat(), i == 0, f"They met on {told}.")
            who = (
                [country(codes[0]), country(codes[1])]
                + ([people[n % 4]] if n % 2 else [])
                + ([bloc] if n % 6 == 2 else [])
            )
            for i, (entity, name, kind_of, code, office) in enumerate(who):
                rows["participants"].append(
                    {"meeting_id": meeting, "entity_id": entity, "name": name, "participant_type": kind_of,
                     "role": "host" if i == 0 else "attendee", "office": office, "country_code": code,
                     "article_count": 1, "confidence": 0.9}
                )  # fmt: skip
                state(drafts[n], "participant", f"{meeting}/{entity}", "role", "host" if i == 0 else "attendee", True,
                      f"{kind_of} {i} was there.")  # fmt: skip
                entity_articles[entity].add(drafts[n].id)
            rows["meeting_minerals"].append({"meeting_id": meeting, "mineral_id": mineral, "article_count": 1})
        if n % 2 == 0:
            deal, day = f"d-{n:03d}", drafts[n].published
            value = None if n % 8 == 6 else float(rng.choice([50, 120, 900, 8500])) * 1e6
            currency = None if value is None else ["USD", "AUD", "EUR"][n % 3]
            rows["deals"].append(
                {"deal_id": deal, "title": HOSTILE if n == 8 else f"{mineral} deal {n}",
                 "deal_type": ["offtake", "mou", "joint_venture", "financing", "acquisition"][n % 5],
                 "status": ["agreed", "proposed", "completed", "negotiating", "terminated"][n % 5],
                 "date": day, "date_precision": "day" if day else "unknown", "value_amount": value,
                 "value_currency": currency, "confidence": 0.8, **reported}
            )  # fmt: skip
            for i, draft in enumerate(tellers):
                state(draft, "deal", deal, "record", None, True, f"A deal numbered {n} was told of.")
                if value is not None:
                    told_value = value * (1 + i)
                    state(draft, "deal", deal, "value_amount", f"{told_value:.0f}", i == 0,
                          f"It is worth {told_value:.0f} {currency}.")  # fmt: skip
            parties = [(companies[n % 5], "buyer"), (country(codes[0]), "seller")] + (
                [(body, "lender")] if n % 4 == 0 else []
            )
            for (entity, name, kind_of, code, _), role in parties:
                rows["deal_parties"].append(
                    {"deal_id": deal, "entity_id": entity, "role": role, "name": name, "party_type": kind_of,
                     "country_code": code, "article_count": 1}
                )  # fmt: skip
                state(drafts[n], "deal_party", f"{deal}/{entity}", "role", role, True, f"The {role} signed.")
                entity_articles[entity].add(drafts[n].id)
            rows["deal_minerals"].append({"deal_id": deal, "mineral_id": mineral, "article_count": 1})

    for draft in drafts:
        _finish(made, draft, drafts)
    for entity, name, kind_of, code, _ in everyone:
        rows["entities"].append(
            {"entity_id": entity, "name": name, "entity_type": kind_of, "country_code": code,
             "aliases": ["US", "U.S."] if code == "USA" and kind_of == "country" else [],
             "article_count": len(entity_articles[entity])}
        )  # fmt: skip
    for mineral, name, symbol, group in MINERALS:
        said = mentions[mineral]
        days = [d for _, i in said if (d := drafts[i].published)]
        rows["minerals"].append(
            {"mineral_id": mineral, "name": name, "symbol": symbol, "group": group, "usgs_2025": True,
             "eu_crm_2024": mineral != "neodymium", "article_count": len({a for a, _ in said}),
             "mention_count": len(said), "first_reported": min(days, default=None),
             "last_reported": max(days, default=None)}
        )  # fmt: skip
    rows["superseded_ids"].append(
        {"old_id": "m-old", "new_id": "m-000", "record_type": "meeting", "reason": "merged", "since": date(2025, 6, 1)}
    )
    return made


def _finish(made: Dataset, draft: _Draft, drafts: list[_Draft]) -> None:
    for start, end in [draft.say("Subscribe to our newsletter")]:
        removed = end - start
    made.texts[draft.id] = draft.text
    for i, (start, end) in enumerate(draft.spans):
        kind = "title" if i == 0 else "subscription" if i == len(draft.spans) - 1 else "body"
        made.rows["segments"].append(
            {"article_id": draft.id, "segment": i, "start": start, "end": end, "kind": kind,
             "kept": kind != "subscription", "rule": f"looks_like_{kind}"}
        )  # fmt: skip
    made.rows["articles"].append(
        {"article_id": draft.id, "file": f"report-{draft.number:02d}.txt",
         "url": "javascript:alert(1)" if draft.number == 3 else f"https://news.example/{draft.number}",
         "publisher": draft.publisher, "title": HOSTILE if draft.number == 3 else f"Report {draft.number} on minerals",
         "authors": ["A. Writer"] if draft.number % 2 else [], "agency": None, "dateline_city": None,
         "published_date": draft.published, "published_date_source": "metadata" if draft.published else "unknown",
         "locale": "en-AU", "language": "en", "relevant": True, "raw_chars": len(draft.text),
         "clean_chars": len(draft.text) - removed, "removed_share": round(removed / len(draft.text), 4),
         "duplicate_of": drafts[0].id if draft.number == 9 else None, "similar_group": None}
    )  # fmt: skip
