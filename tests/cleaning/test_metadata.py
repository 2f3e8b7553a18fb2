"""Datelines, bylines and time stamps."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.cleaning.dateline import read_dateline, stamped_day
from pipeline.records import Article

PUBLISHED = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "city", "day", "agency"),
    [
        ("WASHINGTON, Jan 4 (Reuters) - The", "Washington", date(2026, 1, 4), "Reuters"),
        ("SANTIAGO, Dec. 30 - The", "Santiago", date(2025, 12, 30), None),
        ("Riyadh, January 4, 2026, NWA -- The", "Riyadh", date(2026, 1, 4), "NWA"),
        ("London, 19 March 2025: The", "London", date(2025, 3, 19), None),
        ("(Milan, 3 January) Those", "Milan", date(2026, 1, 3), None),
        ("ELKO, NV, June 27, 2025 /24-7PressRelease/ -- The", "Elko", date(2025, 6, 27), "24-7PressRelease"),
        ("DALLAS, TX -- August 20th, 2025 -- The", "Dallas", date(2025, 8, 20), None),
        ("Hanoi (VNA) – The", "Hanoi", None, "VNA"),
        ("ISLAMABAD: The", "Islamabad", None, None),
        ("MEXICO CITY — The", "Mexico City", None, None),
        ("Cairo, Feb 30 (MENA) - The", "Cairo", None, "MENA"),
    ],
)
def test_datelines(text: str, city: str, day: date | None, agency: str | None) -> None:
    found = read_dateline(text, PUBLISHED)
    assert found is not None
    assert (found.city, found.day, found.agency) == (city, day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "The March 3 summit - was",
        "Prices rose 3% - a record",
        "PILOT LINE: A plant",
        "On Monday, the ministers met",
        "Minister Ruiz visited Oslo, Norway and Quito, Ecuador on June 3-5 to",
        "Ministers gather in Oslo, Norway, June 3-5 for",
        "And on January 6th — the day of the vote — he",
        "Talks began on March 3 – and ended",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert read_dateline(text, PUBLISHED) is None


@pytest.mark.parametrize(
    ("line", "day_first", "day"),
    [
        ("Published 12 February 2026, 09:00", None, date(2026, 2, 12)),
        ("February 12, 2026 | 12:05 am", None, date(2026, 2, 12)),
        ("2026-02-12 09:40", None, date(2026, 2, 12)),
        ("12.02.2026 11:20 msk", None, date(2026, 2, 12)),
        ("23/09/2025", None, date(2025, 9, 23)),
        ("02/12/2026", None, None),
        ("02/12/2026", False, date(2026, 2, 12)),
        ("02/12/2026", True, date(2026, 12, 2)),
        ("31 February 2026", None, None),
        ("no date", None, None),
    ],
)
def test_time_stamps(line: str, day_first: bool | None, day: date | None) -> None:
    assert stamped_day(line, day_first) == day


def test_what_is_known_is_not_overwritten_and_bylines_name_persons() -> None:
    story = "The mine will reopen in May, its owner said on Tuesday, after a year of repairs to the main shaft there."
    text = f"A mine reopens\n\nBy Rosa Paz and Ana Quispe, Andes Wire\n\nMarch 3, 2026\n\n{story}"
    known = clean(Article("0" * 16, "a.txt", text, date(2026, 3, 1), "metadata", title="Known title"))
    assert (known.article.title, known.article.published_date) == ("Known title", date(2026, 3, 1))
    read = clean(Article("0" * 16, "a.txt", text)).article
    assert (read.title, read.published_date, read.published_date_source) == (
        "A mine reopens",
        date(2026, 3, 3),
        "inferred",
    )
    assert read.authors == ("Rosa Paz", "Ana Quispe")


@pytest.mark.parametrize("empty", ["author:", "author: ", "author:\n ", 'author: ""', "author: '", "author: |"])
def test_empty_fields_of_front_matter_say_nothing(empty: str) -> None:
    cleaned = clean(Article("0" * 16, "a.txt", f"---\n{empty}\ntitle: Talks on lithium\n---\n\nMinisters met.\n"))
    assert (cleaned.article.title, cleaned.article.authors) == ("Talks on lithium", ())
