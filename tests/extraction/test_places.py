import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.places import find_places


def places(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(place.city, place.country_code, place.rule) for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("met in Washington on Friday", "Washington", "USA"),
        ("met in Santiago, Chile, on Friday", "Santiago", "CHL"),
        ("met in Perth", "Perth", "AUS"),
        ("flew to Lima", "Lima", "PER"),
        ("met in Perth, Scotland", "Perth", "GBR"),
        ("a plant in Paris, Texas", "Paris", "USA"),
        ("met in Paris", "Paris", "FRA"),
        ("from Toronto", "Toronto", "CAN"),
        ("in Mexico City", "Mexico City", "MEX"),
        ("in Sao Paulo", "São Paulo", "BRA"),
        ("in Kiev", "Kyiv", "UKR"),
        ("a gathering in Davos", "Davos", "CHE"),
        ("at Nusa Dua", "Nusa Dua", "IDN"),
        ("in New York City", "New York", "USA"),
        ("in Wilmington, Delaware", "Wilmington", "USA"),
        ("in Central London", "London", "GBR"),
        ("at the Munich Security Conference", "Munich", "DEU"),
        ("opens in San Juan, the Argentine ministry said", "San Juan", "ARG"),
        ("a Canadian firm met him in London", "London", "GBR"),
        ("visited Kiruna with his staff", "Kiruna", "SWE"),
        ("in the Polish town of Lubin", "Lubin", "POL"),
        ("a summit in Cebu on May 8", "Cebu City", "PHL"),
    ],
)
def test_towns(text, city, country):
    assert (city, country, "city") in places(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at the White House", ("Washington", "USA", "venue")),
        ("at the State Department", ("Washington", "USA", "venue")),
        ("in Downing Street", ("London", "GBR", "venue")),
        ("at the Elysee Palace", ("Paris", "FRA", "venue")),
        ("in the Kremlin", ("Moscow", "RUS", "venue")),
        ("at La Moneda", ("Santiago", "CHL", "venue")),
        ("in the Great Hall of the People", ("Beijing", "CHN", "venue")),
        ("at the Blue House", ("Seoul", "KOR", "venue")),
        ("in the Japanese capital", ("Tokyo", "JPN", "capital")),
        ("Zambia's president spoke at State House", ("Lusaka", "ZMB", "seat")),
        ("Kenyan officials were received at State House", ("Nairobi", "KEN", "seat")),
        ("Mexico said the two would meet in the capital on Monday", ("Mexico City", "MEX", "seat")),
        ("THUNDER BAY — Visitors came.", ("Thunder Bay", "CAN", "dateline")),
        ("SANTIAGO, March 12 (Wire) - It was late.", ("Santiago", "CHL", "dateline")),
        ("in Malaysia", (None, "MYS", "country")),
        ("In Jakarta, Indonesia's minister spoke", ("Jakarta", "IDN", "city")),
        ("to the People's Republic of China", (None, "CHN", "country")),
        ("to the People’s Republic of China", (None, "CHN", "country")),
        ("in Western Australia", (None, "AUS", "region")),
        ("a London-based trader", ("London", "GBR", "adjectival")),
    ],
)
def test_what_implies_a_place(text, expected):
    assert expected in places(text)


@pytest.mark.parametrize(
    "text",
    [
        "the London Metal Exchange", "the New York Times", "Victoria Nuland spoke", "Jackson said",
        "Michael Jordan said",
        "the Paris Club", "Nancy agreed", "reading the text", "Stockholm Syndrome",
    ],
)  # fmt: skip
def test_names_that_are_no_place(text):
    assert places(text) == []


WORDS = ["in", "at", "the", "London", "Paris", ",", "Texas", "White", "House", "-", "based", "capital", "Lusaka", "\n"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_spans_do_not_overlap(words):
    text = " ".join(words)
    end = 0
    for place in find_places(text):
        assert end <= place.start < place.end <= len(text)
        end = place.end
