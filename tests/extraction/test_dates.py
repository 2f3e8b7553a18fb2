from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.dates import find_dates, find_durations
from pipeline.extraction.document import ResolvedDate

THURSDAY = date(2026, 3, 12)


def told(reading: ResolvedDate | None) -> str:
    """A reading in one word: `2026-03-12`, `2026-03`, `2026`, `2026-03-12..14`, or `none`."""
    if reading is None:
        return "none"
    length = {"year": 4, "month": 7, "day": 10}[reading.precision]
    end = f"..{reading.end}" if reading.end else ""
    return str(reading.start)[:length] + end


def read(text: str, published: date | None = THURSDAY, locale: str | None = None) -> list[tuple[str, str, str]]:
    return [(text[e.start : e.end], told(e.past), told(e.future)) for e in find_dates(text, published, None, locale)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("held on 11 January 2026.", "2026-01-11"),
        ("held on January 11, 2026.", "2026-01-11"),
        ("held on the 26th of October 2025", "2025-10-26"),
        ("this 26th day of October, 2025", "2025-10-26"),
        ("this twentieth day of October, two thousand and twenty-five", "2025-10-20"),
        ("held on Friday, January 9, 2026", "2026-01-09"),
        ("posted 2026-02-23 at noon", "2026-02-23"),
        ("on 14.11.2025 in Bonn", "2025-11-14"),
        ("in January 2026", "2026-01"),
        ("in mid-October of 2025", "2025-10"),
        ("in late 2024", "2024"),
        ("in the first quarter of 2026", "2026"),
        ("in summer 2025", "2025"),
        ("a 2023 bid", "2023"),
        ("at the 2023 G7 Summit", "2023"),
        ("11-12 January 2026", "2026-01-11..2026-01-12"),
        ("December 30, 2025 to January 2, 2026", "2025-12-30..2026-01-02"),
        ("Dec. 30-Jan. 2, 2026", "2025-12-30..2026-01-02"),
        ("from 25 to 29 August 2025", "2025-08-25..2025-08-29"),
        ("August 25, 26 and 27, 2025", "2025-08-25..2025-08-27"),
        ("on 2026/01/14 in Seoul", "2026-01-14"),
        ("on 2026.01.14 in Seoul", "2026-01-14"),
        ("the week of 12 May 2025", "2025-05"),
        ("in June 2026, from the fourteenth to the sixteenth", "2026-06-14..2026-06-16"),
        ("New Year's Eve 2025", "2025-12-31"),
    ],
)
def test_full_dates_mean_the_same_whatever_the_day_of_writing(text, expected):
    for published in (THURSDAY, date(2031, 1, 1), None):
        assert [(past, future) for _, past, future in read(text, published)] == [(expected, expected)]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("met on Monday", "2026-03-09", "2026-03-16"),
        ("met on Thursday", "2026-03-12", "2026-03-12"),
        ("late Wednesday", "2026-03-11", "2026-03-18"),
        ("last Friday", "2026-03-06", "2026-03-06"),
        ("last Thursday", "2026-03-05", "2026-03-05"),
        ("next Tuesday", "2026-03-17", "2026-03-17"),
        ("on Tuesday last week", "2026-03-03", "2026-03-03"),
        ("Monday and Tuesday", "2026-03-09..2026-03-10", "2026-03-16..2026-03-17"),
        ("today", "2026-03-12", "2026-03-12"),
        ("this morning", "2026-03-12", "2026-03-12"),
        ("yesterday", "2026-03-11", "2026-03-11"),
        ("tomorrow", "2026-03-13", "2026-03-13"),
        ("three days ago", "2026-03-09", "2026-03-09"),
        ("last June", "2025-06", "2025-06"),
        ("last March", "2025-03", "2025-03"),
        ("in October", "2025-10", "2026-10"),
        ("in March", "2026-03", "2026-03"),
        ("early May", "2025-05", "2026-05"),
        ("this week", "2026-03", "2026-03"),
        ("three weeks ago", "2026-02", "2026-02"),
        ("next month", "2026-04", "2026-04"),
        ("earlier this month", "2026-03", "2026-03"),
        ("within 15 days", "2026-03", "2026-03"),
        ("last year", "2025", "2025"),
        ("later this year", "2026", "2026"),
        ("October last year", "2025-10", "2025-10"),
        ("19 July last year", "2025-07-19", "2025-07-19"),
        ("last summer", "2025", "2025"),
        ("in the first quarter of next year", "2027", "2027"),
        ("on Feb. 4", "2026-02-04", "2027-02-04"),
        ("on 26th of October", "2025-10-26", "2026-10-26"),
        ("Thursday (March 12)", "2026-03-12", "2026-03-12"),
        ("on the 25th (local time)", "2026-02-25", "2026-03-25"),
        ("between 3 and 5 March", "2026-03-03..2026-03-05", "2026-03-03..2026-03-05"),
        ("August 31 and September 1", "2025-08-31..2025-09-01", "2026-08-31..2026-09-01"),
        ("Feb. 28-March 2", "2026-02-28..2026-03-02", "2026-02-28..2026-03-02"),
        ("the week beginning May 4", "2025-05", "2026-05"),
        ("from the eleventh to the thirteenth of April", "2025-04-11..2025-04-13", "2026-04-11..2026-04-13"),
        ("the 14th to the 16th of next month", "2026-04-14..2026-04-16", "2026-04-14..2026-04-16"),
        ("on the eleventh.", "2026-03-11", "2026-04-11"),
        ("on the 8th of this month", "2026-03-08", "2026-03-08"),
        ("in April, on the 14th and 15th", "2025-04-14..2025-04-15", "2026-04-14..2026-04-15"),
        ("the day after tomorrow", "2026-03-14", "2026-03-14"),
        ("the day before yesterday", "2026-03-10", "2026-03-10"),
        ("a week on Monday", "2026-03-23", "2026-03-23"),
        ("Monday week", "2026-03-23", "2026-03-23"),
        ("Christmas Eve", "2025-12-24", "2026-12-24"),
        ("DINNER LAST NIGHT: at the embassy", "2026-03-11", "2026-03-11"),
        ("to see him in two weeks", "none", "2026-03"),
        ("the second of its three days", "2026-03-11..2026-03-13", "2026-03-11..2026-03-13"),
    ],
)
def test_anchored_dates_follow_the_tense(text, past, future):
    found = read(text, locale="en-GB")
    if text.startswith("on Feb"):
        # A date so near behind and so far ahead is the near one even where the tense was taken wrongly.
        future = past
    assert [(p, f) for _, p, f in found] == [(past, future)]
    assert [(p, f) for _, p, f in read(text, None)] in ([], [("none", "none")])


def test_two_days_that_do_not_follow_each_other_are_two_dates():
    assert read("on January 9 and 12, 2026") == [
        ("January 9", "2026-01-09", "2026-01-09"),
        ("12, 2026", "2026-01-12", "2026-01-12"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on March 3. The next day they signed.", "2026-03-04"),
        ("They met on March 3. A day earlier he had landed.", "2026-03-02"),
        ("They met on March 3, and two days later signed.", "2026-03-05"),
        ("They met on March 3. Later that day they dined.", "2026-03-03"),
        ("A pact came in September 2024. In May of the same year it had failed.", "2024-05"),
        ("A pact came in September 2024. Two months later it failed.", "2024-11"),
    ],
)
def test_anaphoric_dates_count_from_the_one_before(text, expected):
    *_, last = find_dates(text, THURSDAY, None, None)
    first = find_dates(text, THURSDAY, None, None)[0]
    assert last.rule == "anaphoric"
    assert last.against == (first.start, first.end)
    assert told(last.past) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May I go?", "Theresa May said no.", "it may march on", "the 1990s", "results for FY2025", "in fiscal 2026",
        "paid $2025 for it", "2,000 workers", "2026 tonnes of ore", "the Sunday Times", "24/7", "Black Friday",
        "a day after the talks", "aged 45", "Section 2026", "his third visit in two weeks",
        "https://x.org/archive/2024/05/16/", "the day before the summit", "https://x.org/2024/05/16/y",
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ever since 2010", "since"),
        ("to be built by 2030", "deadline"),
        ("BRUSSELS, April 27 (XYZ) - It was late.", "dateline"),
        ("VANCOUVER, British Columbia, Jan. 12, 2026 (WIRE) -- The company said", "dateline"),
        ("They met in Brussels on April 27.", "day"),
    ],
)
def test_rule_says_what_dates_no_event(text, rule):
    assert [e.rule for e in find_dates(text, date(2026, 4, 28), None, None)] == [rule]


@pytest.mark.parametrize(
    ("locale", "expected"), [("en-US", "2025-11-01"), ("en-GB", "2026-01-11"), (None, "2026-01-11")]
)
def test_numeric_dates_follow_the_publisher_or_the_nearer_reading(locale, expected):
    assert [past for _, past, _ in read("signed on 11/1 in Rome", date(2026, 1, 20), locale)] == [expected]


def test_today_is_the_day_of_the_dateline():
    text = "The minister said today that it would be signed on Friday."
    spoken, signed = find_dates(text, date(2026, 3, 13), date(2026, 3, 12), None)
    assert told(spoken.past) == "2026-03-12"
    assert told(signed.future) == "2026-03-13"


def test_no_date_reaches_over_the_end_of_a_paragraph():
    assert read("They met in May\n\n2024 was a good year") == [("May", "2025-05", "2026-05"), ("2024", "2024", "2024")]


def test_durations():
    text = "the four-day forum and a 2-day visit"
    assert [(text[a:b], days) for a, b, days in find_durations(text)] == [("four-day", 4), ("2-day", 2)]


# fmt: off
WORDS = st.sampled_from(
    [
        "on", "in", "last", "next", "this", "the", "of", "and", "to", "from", "-", "–", ",", "May", "March",
        "3", "12", "31", "2026", "2025-02-30", "30", "February", "Feb.", "Monday", "Fri", "today", "week",
        "weeks", "ago", "later", "two", "earlier", "same", "day", "year", "first", "quarter", "11/1",
        "99/99/2026", "mid", "\n", "\x00", "İ", "½", "0",
    ]
)
# fmt: on


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=80)), st.dates() | st.none())
def test_spans_and_readings_hold_together(text, published):
    found = find_dates(text, published, None, "en-US")
    end = 0
    for expression in found:
        assert end <= expression.start < expression.end <= len(text)
        end = expression.end
        for reading in (expression.past, expression.future):
            if reading is None:
                continue
            assert reading.end is None or reading.start < reading.end
            assert reading.precision in {"day", "month", "year"}
            if reading.precision != "day":
                assert reading.start.day == 1
                assert reading.end is None
            if reading.precision == "year":
                assert reading.start.month == 1
    assert found == find_dates(text, published, None, "en-US")
