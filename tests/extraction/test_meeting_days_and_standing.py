"""Days, standings and towns of meetings that more than one clause tells: put off, going on, in brackets, told there."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article, Meeting

FRIDAY = date(2025, 6, 20)


def meetings(text: str) -> list[Meeting]:
    article = Article("0" * 16, "a.txt", f"Critical minerals in the news\n\n{text}\n", FRIDAY, "metadata")
    return list(extract(clean(article)).meetings)


@pytest.mark.parametrize(
    ("text", "status", "first", "last"),
    [
        ("The summit, which Ruto is chairing, goes on tomorrow at nine in Nairobi.", "held", "20", "21"),
        (
            "The forum, which ends tomorrow in Lomé, was opened on Tuesday by Togo's Faure Gnassingbé.",
            "held",
            "17",
            "21",
        ),
        ("The summit chaired by Ruto began in Nairobi on Thursday and continues until Saturday.", "held", "19", "21"),
        (
            "The Steppe Forum, hosted by Kazakhstan, opens in Almaty on Monday and lasts until Friday.",
            "planned",
            "23",
            "27",
        ),
        ("The talks between Chile and Bolivia began in Arica on Tuesday and ended on Thursday.", "held", "17", "19"),
        ("The talks between Chile and Bolivia were held in Arica on Tuesday.", "held", "17", None),
        (
            "India's Farah Sheikh had been due in Quito on Wednesday to meet Ecuador's Inés Paz, but her trip has been "
            "postponed.",
            "postponed",
            "18",
            None,
        ),
        (
            "Mali's Issa Keita had been expected in Quito on Wednesday for talks with Ecuador's Inés "
            "Paz. The visit was "
            "put off, and nobody gave a date.",
            "postponed",
            "18",
            None,
        ),
        (
            "Austria's Eva Wolf, expected in Quito yesterday for talks with Ecuador's Inés Paz, has put them off.",
            "postponed",
            "19",
            None,
        ),
        (
            "Peru's Luis Campos and Vale's Rui Prado were to sign a nickel contract in Lima on "
            "Thursday. The signing was put off on Wednesday evening.",
            "postponed",
            "19",
            None,
        ),
        (
            "The trip that Austria's minister, Uwe Harms, was to make to Windhoek on Wednesday to see Namibia's "
            "minister, Selma Nangolo, was cancelled.",
            "cancelled",
            "18",
            None,
        ),
        ("Finland's Aino Laine has called the Nordic leaders to a meeting in Oulu on Monday.", "planned", "23", None),
        ("Finland's Aino Laine called the Nordic leaders to a meeting in Oulu on Monday.", "held", "16", None),
        ("Mali's Issa Keita was expected in Quito on Tuesday, and met Ecuador's Inés Paz there.", "held", "17", None),
    ],
)
def test_how_it_stands_and_from_when_to_when(text: str, status: str, first: str, last: str | None) -> None:
    found = meetings(text)
    told = [(m.status, str(m.start_date)[-2:], str(m.end_date)[-2:] if m.end_date else None) for m in found]
    assert told == [(status, first, last)]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Mali's Issa Keita met Ecuador's Inés Paz in Quito the prior week.", "2025-06-01"),
        ("On 3 June Issa Keita of Mali spoke. The prior week he had met Ecuador's Inés Paz in Quito.", "2025-05-01"),
    ],
)
def test_a_week_before_gives_its_month(text: str, month: str) -> None:
    (found,) = meetings(text)
    assert (str(found.start_date), found.date_precision) == (month, "month")


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        (
            "Both spoke at the Light Metals Forum (Munich, 18-19 June). The forum, which the German Foundry Institute "
            "organised, drew Kazakh minister Aslan Bekov.",
            ["Munich"],
        ),
        (
            "Mali's Issa Keita met Ecuador's Inés Paz in Quito on Wednesday. Tomorrow Keita meets Cuba's Raúl Ortiz.",
            ["Quito", None],
        ),
        ("Mali's Issa Keita said in Quito on Monday that he had met Cuba's Raúl Ortiz.", [None]),
        ("Mali's Issa Keita met Cuba's Raúl Ortiz in the hall, which Ottawa had paid for, on Monday.", [None]),
        (
            "Monday 23: ACCRA - Ghana's Kofi Mensah receives Mali's Issa Keita.\n\nTuesday 24: LUANDA - Angola's Ana "
            "Neto receives Gabon's Abel Ndong.\n\nJune 25, Quito: Ecuador's Inés Paz meets Cuba's Raúl Ortiz.",
            ["Accra", "Luanda", "Quito"],
        ),
    ],
)
def test_in_which_town(text: str, cities: list[str | None]) -> None:
    assert [m.city for m in meetings(text)] == cities


def test_a_stay_does_not_date_what_was_done_there() -> None:
    (found,) = meetings(
        "In the Kazakh capital, where Mali's Issa Keita arrived on Tuesday, he met Aslan Bekov on Wednesday."
    )
    assert (found.city, str(found.start_date)) == ("Astana", "2025-06-18")


def test_who_meets_at_a_gathering_meets_when_and_where_it_is_held() -> None:
    told = meetings("President Javier Milei will meet Prime Minister Kenji Sato at the G20 Summit in Oslo next month.")
    (pair,) = [m for m in told if m.meeting_type == "bilateral"]
    assert (pair.city, str(pair.start_date)) == ("Oslo", "2025-07-01")


def test_who_meets_before_a_gathering_meets_elsewhere() -> None:
    told = meetings("President Javier Milei met Prime Minister Kenji Sato in Paris ahead of the G20 Summit in Oslo.")
    assert [m.city for m in told if m.meeting_type == "bilateral"] == ["Paris"]
