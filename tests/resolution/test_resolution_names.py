"""Names of articles brought to entities."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resolution.entities import resolve_names
from pipeline.resolution.names_in_use import NameForm
from pipeline.resolution.normal_forms import fold, organisation_name, person_name

Given = tuple[str, str, str | None, str | None]


def form(name: str, kind: str, code: str | None = None, office: str | None = None) -> NameForm:
    return NameForm(name, kind, code, office, 1, (0, "a"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Maroš Šefčovič", "maros sefcovic"),
        ("The U.S.", "the us"),
        ("Zambia's Ministry", "zambia ministry"),
        ("Zambia’s Ministry", "zambia ministry"),
        ("Łódź & Ørsted", "lodz and orsted"),
        ("D.R.C.", "drc"),
        ("株式会社", "株式会社"),
        ("  ", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=80))
def test_folding_of_any_text_leaves_words(text: str) -> None:
    assert fold(text).split() == fold(f" {text} ").split()
    assert "  " not in fold(text)


@pytest.mark.parametrize(
    ("one", "other", "of_state"),
    [
        ("Ganfeng Lithium Group Co. Ltd.", "Ganfeng Lithium", False),
        ("Lynas Rare Earths Limited", "Lynas Rare Earths", False),
        ("REalloys Inc.", "RE Alloys", False),
        ("Acme Resources Corp. (NYSE: ACM)", "Acme Resource", False),
        ("Ministry of Finance", "Finance Ministry", True),
        ("Zambia's Ministry of Mines", "Ministry of Mines of Zambia", True),
        ("Department of Defence", "Department of Defense", True),
    ],
)
def test_organisations_under_one_form(one: str, other: str, of_state: bool) -> None:
    assert organisation_name(one, of_state=of_state).key == organisation_name(other, of_state=of_state).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bannerman Energy", "Bannerman Energy (UK)"), ("Vale", "Vale Indonesia"), ("The Metals Company", "Metals Group")],
)
def test_organisations_under_two_forms(one: str, other: str) -> None:
    assert organisation_name(one, of_state=False).key != organisation_name(other, of_state=False).key


def test_person_without_initials_and_suffix() -> None:
    assert person_name("Robert M. Friedland Jr.").key == person_name("Robert Friedland").key
    assert not person_name("Xi").is_full


ONE_ENTITY: list[tuple[Given, Given]] = [
    (("South Korea", "country", "KOR", None), ("Republic of Korea", "country", "KOR", None)),
    (("G7", "bloc", None, None), ("Group of Seven", "bloc", None, None)),
    (("EU", "bloc", None, None), ("European Union", "organisation", None, None)),
    (("U.S. DFC", "government_body", "USA", None),
     ("US International Development Finance Corporation", "government_body", "USA", None)),
    (("Pentagon", "government_body", "USA", None), ("Department of War", "government_body", "USA", None)),
    (("Maroš Šefčovič", "person", None, "European Commission vice-president"),
     ("Maros Sefcovic", "person", None, "EU trade commissioner")),
    (("Donald J. Trump", "person", "USA", "President"), ("Donald Trump", "person", "USA", None)),
    (("Chris Wright", "person", "USA", "Energy Secretary"), ("Christopher Wright", "person", "USA", None)),
    (("Volodymyr Zelensky", "person", "UKR", None), ("Volodymyr Zelenskyy", "person", "UKR", None)),
    (("Mohammed bin Salman", "person", "SAU", "Crown Prince"), ("Mohamed bin Salman", "person", "SAU", None)),
    (("Félix Antoine Tshisekedi", "person", "COD", None), ("Felix Tshisekedi", "person", "COD", None)),
    (("Lee Jae-myung", "person", "KOR", None), ("Lee Jae Myung", "person", "KOR", None)),
    (("Jane Okoro", "person", "NGA", "mines minister"), ("Jane Okoro", "person", None, None)),
    (("Gécamines", "company", "COD", None), ("Gecamines SA", "company", None, None)),
    (("Vizsla", "company", None, None), ("Vizsla Silver Corp.", "company", None, None)),
    (("Africa Development Metals Trust", "organisation", None, None), ("ADMT", "organisation", None, None)),
    (("Danantara", "government_body", "IDN", None), ("Danantara", "company", None, None)),
]  # fmt: skip

TWO_ENTITIES: list[tuple[Given, Given]] = [
    (("Guinea", "country", "GIN", None), ("Papua New Guinea", "country", "PNG", None)),
    (("John Smith", "person", "AUS", "energy minister"), ("John Smith", "person", "USA", "senator")),
    (("John Smith", "person", "AUS", "energy minister"), ("John Smith", "person", None, "CEO of Acme Lithium")),
    (("John Smith", "person", "AUS", "energy minister"), ("Smith", "person", "AUS", None)),
    (("John Smith", "person", "AUS", None), ("Jane Smith", "person", "AUS", None)),
    (("Jean Martin", "person", "CAN", None), ("Jane Martin", "person", "CAN", None)),
    (("Ministry of Mines", "government_body", "ZMB", None), ("Ministry of Mines", "government_body", "COD", None)),
    (("Ministry of Mines", "government_body", "ZMB", None), ("Ministry of Mines", "government_body", None, None)),
    (("Vale", "company", None, None), ("Vale Indonesia", "company", None, None)),
    (("GEM", "company", "CHN", None), ("Gem Diamonds", "company", "GBR", None)),
    (("Minerals Council South Africa", "organisation", "ZAF", None),
     ("Minerals Council of Australia", "organisation", "AUS", None)),
    (("European Union", "bloc", None, None), ("European Commission", "government_body", None, None)),
    (("Lynas Rare Earths", "company", None, None), ("Lithium Americas", "company", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE_ENTITY)
def test_one_entity(one: Given, other: Given) -> None:
    found = resolve_names([form(*one), form(*other)])
    assert len(found.entities) == 1
    entity = found.entities[0]
    assert {one[0], other[0]} <= {entity.name, *entity.aliases}


@pytest.mark.parametrize(("one", "other"), TWO_ENTITIES)
def test_two_entities(one: Given, other: Given) -> None:
    assert len(resolve_names([form(*one), form(*other)]).entities) == 2


def test_a_name_that_may_mean_two_is_left_alone() -> None:
    forms = [
        form("Atlantic", "company"),
        form("Atlantic Lithium", "company"),
        form("Atlantic Copper Smelting", "company"),
    ]
    assert len(resolve_names(forms).entities) == 3


ALL = sorted({given for pair in [*ONE_ENTITY, *TWO_ENTITIES] for given in pair}, key=str)


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_order_of_names_does_not_count(seed: int) -> None:
    forms = [form(*given) for given in ALL]
    shuffled = Random(seed).sample(forms, len(forms))

    def partition(forms: list[NameForm]) -> set[tuple[str, frozenset[NameForm]]]:
        found = resolve_names(forms)
        return {(entity.key, frozenset(forms[i] for i in entity.forms)) for entity in found.entities}

    assert partition(shuffled) == partition(forms)


def test_ruled_names() -> None:
    forms = [form("Acme Lithium", "company"), form("Acme Lithium Ltd.", "company"), form("Zenith Copper", "company")]
    assert len(resolve_names(forms, same=[(0, 2)]).entities) == 1
    forms = [form("Jane Okoro", "person", "NGA", "mines minister"), form("Jane Okoro", "person", None, None)]
    assert len(resolve_names(forms, different=[(0, 1)]).entities) == 2
