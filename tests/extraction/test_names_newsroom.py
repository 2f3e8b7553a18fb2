"""Names as newsrooms and ministries write them: appositions, lists, fields of bodies, joint holders of an office."""

from __future__ import annotations

import pytest

from tests.extraction.test_names import entities, read


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        (
            "Peru's state miner, Quillamin, agreed on Friday to buy back the mine.",
            "Quillamin",
            "company",
            "PER",
        ),
        ("It was attended by Rio Tinto and Holtgren as well as the Dutch.", "Holtgren", "company", None),
        ("The port's owner, Severn Black Sand, signs today.", "Severn Black Sand", "company", None),
        ("Shares were bought by Osmium Partners, a Zurich-based investment firm.", "Osmium Partners", "company", "CHE"),
        ("A deal was struck with Karoo PGM Smelting plc yesterday.", "Karoo PGM Smelting plc", "company", None),
        ("It partnered with North 5 Technologies on a contract.", "North 5 Technologies", "company", None),
        ("Vendrell's C$310m cash offer for Probe Gold was agreed.", "Vendrell", "company", None),
        ("Cobalt One signed a contract with Glencore on Monday.", "Cobalt One", "company", None),
        ("Peru's PERUMIN and Chile's ENAMEX signed an agreement.", "ENAMEX", "company", "CHL"),
        (
            "Talks were held with Australia's Department of Climate Change, Energy, the Environment and Water.",
            "Department of Climate Change, Energy, the Environment and Water",
            "government_body",
            "AUS",
        ),
        (
            "The Center for Strategic and International Studies hosted the ministers.",
            "Center for Strategic and International Studies",
            "organisation",
            None,
        ),
        (
            "The Bureau of Educational and Cultural Affairs spoke with India.",
            "Bureau of Educational and Cultural Affairs",
            "government_body",
            "IND",
        ),
        ("It was read by the Trade and Technology Council.", "Trade and Technology Council", "organisation", None),
        (
            "The loan came from the US International Development Finance Corp. on Monday.",
            "US International Development Finance Corp.",
            "government_body",
            "USA",
        ),
        ("The mayor of Los Angeles Karen Webb received Albemarle.", "Karen Webb", "person", "USA"),
        ("President Tshisekedi's adviser Paul Mbaya and Rwanda's Jean Nkusi met.", "Paul Mbaya", "person", "COD"),
        ("Scott Bessent met He Lifeng in Madrid.", "He Lifeng", "person", "CHN"),
        ("BHP's head of potash, Karin Gestelink, spoke to Canada's minister.", "Karin Gestelink", "person", None),
        ("Councillor Ivan Dunne said the county had heard it.", "Ivan Dunne", "person", None),
        ("Pope Francis received President Emmanuel Macron of France.", "Francis", "person", "VAT"),
    ],
)
def test_kind_and_country(text: str, name: str, kind: str, country: str | None) -> None:
    found = entities(text)
    assert name in found
    assert (found[name].entity_type, found[name].country_code) == (kind, country)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Massachusetts General Hospital signed an accord with Tesla.", "Hospital"),
        ("The envoy visited the Aurora Gold and Critical Minerals Project in Alaska.", "Aurora Gold"),
        ("Acme Lithium Corp. will work on Fair Competition and Oil and Gas.", "Oil and Gas"),
        ("The United States thanked the Kingdom of Cambodia.", "Saudi Arabia"),
        ("It won a grant of the Department of Defense.Industry leaders cheered.", "Department of Defense.Industry"),
        ("She will address the Nickel Council on Friday.", "Nickel Council on Friday"),
        ("He met students of Wexford College on May 19.", "Wexford College on May"),
    ],
)
def test_nobody(text: str, absent: str) -> None:
    assert absent not in entities(text)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        (
            "Prime Minister Donald Tusk met Prime Minister Yulia Svyrydenko. Jan Kot and Olha Sych signed. "
            "The two prime ministers talked for an hour.",
            "The two prime ministers",
            {"Donald Tusk", "Yulia Svyrydenko"},
        ),
        (
            "National Security Advisor Jake Sullivan received National Security Advisor Ajit Doval. "
            "Both national security advisors spoke.",
            "Both national security advisors",
            {"Jake Sullivan", "Ajit Doval"},
        ),
        ("Kazatomprom and Orano Mining signed. The French company will pay.", "The French company", {"Orano Mining"}),
        ("Codelco and Glencore signed. The Swiss trader will pay.", "The Swiss trader", {"Glencore"}),
        ("Support came from the United States to Ukraine and its people.", "its", {"Ukraine"}),
        (
            "A dialogue was held between Tony Blinken and Egypt's foreign minister.",
            "Egypt's foreign minister",
            {"Egypt"},
        ),
        ("Minister Pieter De Crem met Ana Rey in Lima. De Crem spoke about tungsten.", "De Crem", {"Pieter De Crem"}),
        (
            "Minister Ana Rey met her Indonesian counterpart, Sugiono, in Lima. Sugiono spoke about tungsten.",
            "Sugiono",
            {"Sugiono"},
        ),
        (
            "Premier Ana Rey spoke in Lima on Monday. After meeting President Ulf Lund, she flew home.",
            "she",
            {"Ana Rey"},
        ),
    ],
)
def test_who_is_meant(text: str, word: str, meant: set[str]) -> None:
    found, mentions = read(text)
    at = text.index(word)
    near = [mention for mention in mentions if mention.start <= at and mention.end >= at + len(word)]
    assert {found[index].name for mention in near for index in mention.entities} == meant
