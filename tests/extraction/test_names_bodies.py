"""Bodies named without capitals, nouns and pronouns that point back to bodies and companies, envoys, joint bodies."""

from __future__ import annotations

import pytest

from tests.extraction.test_names import entities, mentions


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Norway's oil and energy ministry signed a pact.", "oil and energy ministry", "government_body", "NOR"),
        ("The Peruvian mines ministry signed a pact.", "mines ministry", "government_body", "PER"),
        ("She saw Kenya's central bank on Monday.", "central bank", "government_body", "KEN"),
        ("Chile's chamber of mines invited her.", "chamber of mines", "organisation", "CHL"),
        ("They met the mining authority in Freiberg.", "mining authority", "government_body", "DEU"),
        ("The U.S.-ASEAN Center hosted a dinner.", "U.S.-ASEAN Center", "organisation", None),
        ("The Senate's Armed Services Committee met.", "Armed Services Committee", "government_body", None),
        ("They met the dockworkers' union DOKAR.", "DOKAR", "organisation", None),
        ("Boliden Borealis sold its mine.", "Boliden Borealis", "company", None),
        ("Boliden Borealis, a smelter in Ulsan, paid.", "Boliden Borealis", "company", "KOR"),
        ("Ambassador Ana Reis headed the Brazilian delegation.", "Ana Reis", "person", "BRA"),
        ("The Council on Supply Chain Resilience met.", "Council on Supply Chain Resilience", "organisation", None),
        (
            "She saw the Coalition for Disaster Resilient Infrastructure.",
            "Coalition for Disaster Resilient Infrastructure",
            "organisation",
            None,
        ),
        ("They held a Strategic Consultative Group.", "Strategic Consultative Group", "organisation", None),
        ("They met US Ambassador to China Peter Holm.", "Peter Holm", "person", "USA"),
        ("They met US Representative to the United Nations Mary Holm.", "Mary Holm", "person", "USA"),
    ],
)
def test_who_is_named(text: str, name: str, kind: str, country: str | None) -> None:
    found = entities(text)
    assert name in found
    assert found[name].entity_type == kind
    assert country is None or found[name].country_code == country


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The Water Resources Reform and Development Act pays for it.", "Water Resources Reform"),
        ("See the fact sheet: President Anna Holm Announces New Plans for Lithium.", "Anna Holm Announces New Plans"),
        ("The Italian development bank, Cassa Depositi e Prestiti, lent the money.", "development bank"),
        ("KfW, the German development bank, lent the money.", "development bank"),
        ("The company's exploration department found more.", "exploration department"),
        ("Lithium Norte Forum Select 2026 returns this July.", "Lithium Norte Forum Select"),
        ("They join Boliden Borealis Show, which will now take place in Ulsan.", "Boliden Borealis Show"),
    ],
)
def test_common_noun_beside_the_name_is_nobody_else(text: str, absent: str) -> None:
    assert absent not in entities(text)


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "The Ministry of Mines of Chile met the Bank of Finland. The ministry signed.",
            "Ministry of Mines",
            "The ministry",
        ),
        ("The Ministry of Mines met the Bank of Finland. The Bank signed.", "Bank of Finland", "The Bank"),
        ("Acme Lithium Ltd spoke to Cogne Acciai, the steelmaker from Aosta.", "Cogne Acciai", "the steelmaker"),
        ("Acme Lithium Ltd makes salt. Zenith Metals Ltd lends it money.", "Acme Lithium Ltd", "it"),
    ],
)
def test_what_points_back(text: str, name: str, words: str) -> None:
    found = [key for key in entities(text) if key.startswith(name)]
    assert any(words in [span for span, _ in mentions(text, key)] for key in found)


def test_one_ministry_by_two_names() -> None:
    text = "China's commerce ministry agreed. The Ministry of Commerce gave no date. Peru's commerce ministry did."
    found = [(e.name, e.country_code) for e in entities(text).values() if e.entity_type == "government_body"]
    assert sorted(found) == [("Ministry of Commerce", "CHN"), ("commerce ministry", "PER")]
