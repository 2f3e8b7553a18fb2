from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.money import find_money, home_currency
from pipeline.lexicons import table, values
from pipeline.records import Article, CleanArticle, CleanText


def sums(text: str, home: str | None = None) -> list[tuple[float, str, str | None]]:
    return [(money.amount, money.currency, money.qualifier) for money in find_money(text, home)]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$8.5 billion", 8.5e9, "USD"),
        ("a $50m loan", 5e7, "USD"),
        ("$3bn", 3e9, "USD"),
        ("$100K", 1e5, "USD"),
        ("$50,000,000 of gross proceeds", 5e7, "USD"),
        ("$4.5-billion", 4.5e9, "USD"),
        ("US$1.42 billion", 1.42e9, "USD"),
        ("US $25 million", 2.5e7, "USD"),
        ("USD2.5bn", 2.5e9, "USD"),
        ("3.2 billion USD", 3.2e9, "USD"),
        ("$20 million CAD", 2e7, "CAD"),
        ("CAD $20 million", 2e7, "CAD"),
        ("2 billion pounds of public money", 2e9, "GBP"),
        ("970 million dollars", 9.7e8, "USD"),
        ("the Danish fund lends 300 million kroner", 3e8, "DKK"),
        ("for 410 million crowns, the Czech firm said", 4.1e8, "CZK"),
        ("Mexico and the Mexican miner pay Chile 200 million pesos", 2e8, "MXN"),
        ("a 290-million-dollar issue", 2.9e8, "USD"),
        ("half a billion dollars", 5e8, "USD"),
        ("five billion dollars", 5e9, "USD"),
        ("A$1.2bn", 1.2e9, "AUD"),
        ("1.2 billion Australian dollars", 1.2e9, "AUD"),
        ("AUD 20 million", 2e7, "AUD"),
        ("C$7.0M upsized placement", 7e6, "CAD"),
        ("CDN$15.3 million", 1.53e7, "CAD"),
        ("NZ$5m", 5e6, "NZD"),
        ("NT$20 billion", 2e10, "TWD"),
        ("HK$3bn", 3e9, "HKD"),
        ("S$40 million", 4e7, "SGD"),
        ("R$ 1.5 billion", 1.5e9, "BRL"),
        ("50 million euros", 5e7, "EUR"),
        ("€216mn", 2.16e8, "EUR"),
        ("€2,5 billion", 2.5e9, "EUR"),
        ("£20m", 2e7, "GBP"),
        ("2 billion pounds sterling", 2e9, "GBP"),
        ("the mine was sold for 12 million pounds", 12e6, "GBP"),
        ("¥500 billion", 5e11, "JPY"),
        ("20 billion yen", 2e10, "JPY"),
        ("RMB 2.6 billion", 2.6e9, "CNY"),
        ("3 billion yuan", 3e9, "CNY"),
        ("140 billion won", 1.4e11, "KRW"),
        ("Rs 34,300 crore", 3.43e11, "INR"),
        ("₹500 crore", 5e9, "INR"),
        ("1 lakh crore rupees", 1e12, "INR"),
        ("1.038 billion zlotys", 1.038e9, "PLN"),
        ("R500 million", 5e8, "ZAR"),
        ("100 million CFA francs", 1e8, "XOF"),
        ("CHF 5 million", 5e6, "CHF"),
    ],
)
def test_one_sum(text, amount, currency):
    ((found, code, _),) = sums(text)
    assert found == pytest.approx(amount)
    assert code == currency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up to C$300 million", [(3e8, "CAD", "up_to")]),
        ("more than $1bn", [(1e9, "USD", "over")]),
        ("about $1bn", [(1e9, "USD", "about")]),
        ("$1.5-2 billion", [(2e9, "USD", "range")]),
        ("$300 to $400 million", [(4e8, "USD", "range")]),
        ("between $1m and $2m", [(2e6, "USD", "range")]),
        ("$75 million and $30 million", [(7.5e7, "USD", None), (3e7, "USD", None)]),
        ("Rp 50 trillion (US$3.06 billion)", [(5e13, "IDR", None), (3.06e9, "USD", None)]),
        ("US$14.8 million (C$20 million)", [(1.48e7, "USD", None), (2e7, "CAD", None)]),
        ("$15,000 a tonne", [(15000, "USD", "per_unit")]),
        ("$90/lb", [(90, "USD", "per_unit")]),
        ("A$9.50 a share", [(9.5, "AUD", "per_unit")]),
        ("$0.0025 per common share", [(0.0025, "USD", "per_unit")]),
    ],
)
def test_qualifiers_ranges_and_prices(text, expected):
    assert sums(text) == [(pytest.approx(amount), currency, qualifier) for amount, currency, qualifier in expected]


@pytest.mark.parametrize(
    "text",
    [
        "10 million tonnes",
        "50 million pounds of antimony",
        "sold about 50,000 pounds on the spot market",
        "output priced by the pound, a pound at a time, will be 160,000 pounds in the last quarter",
        "hole K12",
        "MT 50",
        "TOP 10",
        "Section 5 million",
        "1.5 million workers",
        "$ABC",
        "5G",
    ],
)
def test_no_sum(text):
    assert sums(text) == []


@pytest.mark.parametrize(
    ("home", "currency"), [(None, "USD"), ("AUD", "AUD"), ("CAD", "CAD"), ("EUR", "USD"), ("CLP", "USD")]
)
def test_bare_dollar_means_the_dollar_of_the_place(home, currency):
    assert sums("$2 million", home) == [(2e6, currency, None)]


def test_bare_pesos_need_a_place():
    assert sums("500 million pesos") == []
    assert sums("500 million pesos", "CLP") == [(5e8, "CLP", None)]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Alpha Ltd (ASX: ALP) raised $2 million.", "en-US", "AUD"),
        ("Alpha Corp. (TSX-V: ALP) raised $2 million.", None, "CAD"),
        ("Alpha Corp. (NYSE: ALP) (TSX: ALP) raised $2 million.", "en-US", None),
        ("Alpha Ltd (ASX: ALP) raised $2 million, or US$1.3 million.", "en-US", None),
        ("The fund paid $2 million.", "en-AU", "AUD"),
        ("Chile said the fund paid $2 million.", "en-AU", None),
        ("Canberra said the fund paid $2 million.", "en-AU", "AUD"),
        ("The fund paid $2 million, about A$3 million.", "en-AU", None),
        ("The fund paid $2 million, about US$1.3 million.", "en-AU", "AUD"),
        ("The fund paid $2 million.", "en-TW", None),
        ("The fund paid $2 million.", "en-CA", "CAD"),
        ("The fund paid $2 million.", "en-GB", None),
        ("The fund paid $2 million.", None, None),
    ],
)
def test_home_currency(text, locale, expected):
    article = Article("0" * 16, "a.txt", text, date(2026, 1, 1), locale=locale)
    assert home_currency(CleanArticle(article, (), CleanText(text, ((0, 0, len(text)),), ()))) == expected


@pytest.mark.parametrize(
    ("text", "city", "expected"),
    [
        ("Alpha Corp. (TSXV: ALP) (OTCQB: ALPF) raised $2 million at CAD $0.60 a unit.", "Vancouver", "CAD"),
        ("Alpha Corp. (CSE: ALP, OTC: ALPF) raised $2 million, or US$1.5 million.", "Toronto", "CAD"),
        ("Alpha Corp. (TSX: ALP) (NYSE: ALP) raised $2 million at C$0.60 a unit.", "Toronto", None),
        ("Alpha Corp. (TSXV: ALP) (OTCQB: ALPF) raised $2 million.", "New York City", None),
        ("Alpha Corp. (OTCQB: ALPF) raised $2 million.", "Vancouver", None),
    ],
)
def test_currency_of_a_companys_own_paper(text, city, expected):
    article = Article("0" * 16, "a.txt", text, date(2026, 1, 1))
    clean = CleanArticle(article, (), CleanText(text, ((0, 0, len(text)),), ()), dateline_city=city)
    assert home_currency(clean) == expected


def test_lexicon_is_sound():
    codes = [row["code"] for row in table("currencies")]
    assert len(codes) == len(set(codes)) > 140
    assert all(len(code) == 3 and code.isupper() for code in codes)
    territories = [place for row in table("currencies") for place in values(row["territories"])]
    assert len(territories) > 230
    countries = {row["currency"] for row in table("countries") if row["currency"]}
    assert countries <= set(codes)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="$€AUSC0123456789.,- mbnillokRs()\n/", max_size=60))
def test_spans_do_not_overlap(text):
    end = 0
    for money in find_money(text, "AUD"):
        assert end <= money.start < money.end <= len(text)
        assert money.amount >= 0
        end = money.end
