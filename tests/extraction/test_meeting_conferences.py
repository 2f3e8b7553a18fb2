"""Companies at conferences: who presents, who hosts, on which day, and what is only a part of the programme."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article, Meeting


def meetings(text: str) -> tuple[Meeting, ...]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 11, 21), "metadata")
    return extract(clean(article)).meetings


GOES = "Norra Metals Corp. will take part in the Nordic Mining Conference in Zurich on December 4, 2025. "

CASES = [
    pytest.param(GOES + "CEO Carl Berg will present at 9 a.m.", [{"Carl Berg"}], id="who presents"),
    pytest.param(GOES + "Carl Berg, Chief Executive Officer, will give a talk.", [{"Carl Berg"}], id="a talk"),
    pytest.param(GOES + "The presentation will be delivered by Carl Berg, CEO.", [{"Carl Berg"}], id="delivered by"),
    pytest.param(
        GOES + "Carl Berg, President and CEO, will be available for one-on-one meetings.",
        [{"Carl Berg"}],
        id="who is available",
    ),
    pytest.param(GOES + "Prices will speak to demand.", [{"Norra Metals Corp."}], id="nobody speaks"),
    pytest.param(
        "Norra Metals will be exhibiting at Booth 412 at the Prospectors Convention in Toronto on March 1, 2026.",
        [{"Norra Metals"}],
        id="an exhibitor",
    ),
    pytest.param(
        "Carl Berg will take part in a panel discussion at the Arctic Forum in Oslo on December 8, alongside Ann Holm, "
        "Director of the Nordic Battery Alliance.",
        [{"Carl Berg", "Ann Holm"}],
        id="a panel at a forum is no meeting of its own",
    ),
    pytest.param(
        "Norra Metals is slated to take part in the Lynford Mining Conference in Oslo on December 4, 2025 and the "
        "Alder Lake Metals Summit in Reno on December 9, 2025. CEO Carl Berg will present at both events.",
        [{"Carl Berg"}, {"Carl Berg"}],
        id="at both events",
    ),
    pytest.param(
        "The Nordic Mining Summit, hosted by the Nordic Battery Alliance, will take place in Oslo on January 5, 2026.",
        [{"Nordic Battery Alliance"}],
        id="a host named in an aside",
    ),
    pytest.param(
        "The signing ceremony took place in Astana on November 15. The memorandum was signed by Carl Berg, CEO of "
        "Norra Metals, and Samruk Invest chairman Timur Aliev.",
        [{"Carl Berg", "Timur Aliev"}],
        id="who signed at the ceremony",
    ),
    pytest.param(
        "Norra Metals held a signing ceremony in Astana on November 15. CEO Carl Berg has since signed a lease.",
        [{"Norra Metals"}],
        id="another paper",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_takes_part(text: str, expected: list[set[str]]) -> None:
    assert [{p.name for p in m.participants} for m in meetings(text)] == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "Ann Holm will speak at the 2026 Nordic Mining Summit, taking place in Oslo on January 20-22, 2026.",
            "2026-01-20",
            "2026-01-22",
        ),
        ("The 2025 Nordic Mining Summit, held in Oslo on November 2, drew Norra Metals and Vale.", "2025-11-02", None),
        ("Norra Metals will present at the 2026 Nordic Mining Summit in Oslo.", "2026-01-01", None),
    ],
)
def test_the_day_told_counts_before_the_year_in_the_name(text: str, start: str, end: str | None) -> None:
    (told,) = meetings(text)
    assert (str(told.start_date), str(told.end_date) if told.end_date else None) == (start, end)
