"""What the words around a name, and the lines around an office, tell: kind, country, who is meant."""

from __future__ import annotations

import pytest

from tests.extraction.test_names import entities, mentions


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Volframkraft of Norway will take the ore.", "Volframkraft", "company", "NOR"),
        ("The mine was sold to Lumevia in 2021.", "Lumevia", "company", None),
        ("They visited the works of the toolmaker Hallbergwerk.", "Hallbergwerk", "company", None),
        ("Minas del Robledo, which owns the pit, has a lender.", "Minas del Robledo", "company", None),
        ("South Korea's Namhae Cathode is winding up the venture.", "Namhae Cathode", "company", "KOR"),
        ("State lender BOLF will finance the plant.", "BOLF", "government_body", None),
        ("BOLF, the export credit agency, will guarantee it.", "BOLF", "government_body", None),
        ("It supplies AS Tamme Keemia of Estonia.", "AS Tamme Keemia", "company", "EST"),
        ("It agreed to buy 83 Metals Limited.", "83 Metals Limited", "company", None),
        ("It agreed to buy 1190077 B.C. Ltd., a private firm.", "1190077 B.C. Ltd.", "company", None),
        ("It works with Orrin 7 Technologies on cells.", "Orrin 7 Technologies", "company", None),
        ("Premier Baltic Minerals Ltd sold its mine.", "Premier Baltic Minerals Ltd", "company", None),
        ("It signed with Lake Partners Holdings.", "Lake Partners Holdings", "company", None),
        ("First Fluorspar Corp chief executive Ann Berg spoke.", "First Fluorspar Corp", "company", None),
        (
            "American Brines drilled. Later American Brines sold it. Now American Brines will pay.",
            "American Brines",
            "company",
            None,
        ),
        (
            "The award came from the Office of Energy Storage and Renewable Energy.",
            "Office of Energy Storage and Renewable Energy",
            "government_body",
            None,
        ),
        ("The DOE will fund it.", "DOE", "government_body", "USA"),
        ("The Quarry Safety Working Group met.", "Quarry Safety Working Group", "organisation", None),
        ("Panelists Ann Berg and Tim Holt spoke.", "Ann Berg", "person", None),
        ("On the Canadian side, Lac Aurore Lithium signed.", "Lac Aurore Lithium", "company", "CAN"),
        ("Korea Tellurium Corp. signed it.", "Korea Tellurium Corp.", "company", None),
        ("The Polish Chamber of Glass spoke.", "Polish Chamber of Glass", "organisation", "POL"),
        ("Oriel Copper chief executive Jonathan Price spoke.", "Jonathan Price", "person", None),
    ],
)
def test_kind_and_country_by_the_words_around(text: str, name: str, kind: str, country: str | None) -> None:
    entity = entities(text)[name]
    assert (entity.entity_type, entity.country_code) == (kind, country)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("It kept its 90% stake in the Solaria Lithium Brine Project.", "Solaria Lithium Brine Project"),
        ("We celebrate the Independence of Peru.", "Independence"),
        ("They agreed a lease on a shed in Birkenhead, which is not our business.", "Birkenhead"),
        ("He toured Warren County and the Rowan Property.", "Warren County"),
        ("Orrin Lithium (ASX: ORR; OTCQX: ORRNF) signed a deal.", "ORRNF"),
        ("Luckily, the company signed a deal.", "Luckily"),
        ("The vendor keeps a 2% NSR on the claims.", "NSR"),
        ("It signed with South Lake Holdings. The Holdings will pay.", "Holdings"),
        ("Gathering Broad Local Input: the town will hold hearings.", "Gathering Broad Local Input"),
        ("REMARKS BY PRESIDENT QUIST AND PRIME MINISTER BERG OF THE ISLES", "Quist And"),
    ],
)
def test_places_and_things_are_nobody(text: str, absent: str) -> None:
    assert absent not in entities(text)


DIARY = (
    "KATOWICE, Poland - Energy Minister Jan Wrona opens the fair.\n\n"
    "MADRID - Industry Minister Pilar Otero attends the signing.\n\n"
    "Norway, Norway and Norway again: Norway's week was long."
)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (DIARY, "Jan Wrona", "POL"),
        (DIARY, "Pilar Otero", "ESP"),
        ("Brazil sent its vice-president, Rui Falcone.", "Rui Falcone", "BRA"),
        ("She met her counterparts from Canada and Sweden, Tim Holt and Eva Lind.", "Eva Lind", "SWE"),
        ("It was chaired by South Australia's Tom Karras.", "Tom Karras", "AUS"),
        ("Madeleine King landed in Perth. The minister praised King.", "Madeleine King", "AUS"),
    ],
)
def test_whose_an_unqualified_office_is(text: str, name: str, country: str | None) -> None:
    assert entities(text)[name].country_code == country


def test_surname_that_is_a_rank() -> None:
    text = "Angus King flew to Lima. Hours later King met the governor. King Charles stayed at home."
    assert ("King", "short") in mentions(text, "Angus King")
    assert entities(text)["Charles"].office == "King"


THREE = (
    "The United States, Mexico and Canada met on Monday. The three governments founded a forum. "
    "Each country will report. All three countries agreed."
)


@pytest.mark.parametrize("words", ["The three governments", "Each country", "All three countries"])
@pytest.mark.parametrize("name", ["United States", "Mexico", "Canada"])
def test_plural_nouns_point_to_the_list(words: str, name: str) -> None:
    assert (words, "nominal") in mentions(THREE, name)


def test_short_names_given_together() -> None:
    text = (
        'Orrin Lithium Corp. (TSXV: ORR) (OTCQB: ORRF) ("Orrin" or the "Company") has an agreement with '
        'Fenwick Bay Inc. (the "Purchaser"). The Purchaser will pay the Company $5 million.'
    )
    assert ("the Company", "nominal") in mentions(text, "Orrin Lithium Corp.")
    assert ("Purchaser", "short") in mentions(text, "Fenwick Bay Inc.")


def test_what_a_quoted_word_defines_is_not_the_party_before_it() -> None:
    text = 'It signed an accord with Fenwick Bay Inc. (the "Agreement"). The Agreement runs for five years.'
    assert [words for words, _ in mentions(text, "Fenwick Bay Inc.")] == ["Fenwick Bay Inc."]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Joe Holm met Xi Lin. Joseph R. Holm signed it.", "Joseph R. Holm"),
        ("Mike Berg came first. Later Michael Berg signed it.", "Mike Berg"),
    ],
)
def test_short_forms_of_given_names_are_one_person(text: str, name: str) -> None:
    people = [entity.name for entity in entities(text).values() if entity.name.split()[-1] == name.split()[-1]]
    assert people == [name]


def test_leaders_of_a_continent_are_not_its_union() -> None:
    assert mentions("Anna Berg saw European leaders in Oslo.", "European Union") == []
    assert mentions("Anna Berg saw European negotiators in Oslo.", "European Union") == [("European", "demonym")]
