import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extraction.minerals import find_minerals, is_relevant, minerals_in
from pipeline.lexicons import table, values
from pipeline.records import Article, CleanArticle, CleanText


def article(text: str) -> CleanArticle:
    return CleanArticle(Article("0" * 16, "a.txt", text), (), CleanText(text, ((0, 0, len(text)),), ()))


def named(text: str) -> set[str]:
    return {mention.mineral_id for mention in find_minerals(article(text))}


@pytest.mark.parametrize("row", table("minerals"), ids=lambda row: row["mineral_id"])
def test_every_form_of_the_vocabulary_is_found(row):
    for form in (row["name"], *values(row["other_names"])):
        context = f"The mine ships zinc, {form} and other ores." if form == "lead" else f"The mine sells {form} abroad."
        assert row["mineral_id"] in named(context), form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spodumene and lithium carbonate", {"lithium"}),
        ("bauxite, alumina and aluminum", {"aluminium"}),
        ("NdPr oxide output", {"neodymium", "praseodymium"}),
        ("rare-earth magnets", {"rare_earths"}),
        ("dysprosium exports", {"dysprosium"}),
        ("a copper-gold porphyry", {"copper", "gold"}),
        ("zinc, lead and silver", {"zinc", "lead", "silver"}),
        ("a lead-zinc mine", {"lead", "zinc"}),
        ("tonnes of lead", {"lead"}),
        ("lead prices rose", {"lead"}),
        ("a cut in lead production", {"lead"}),
        ("a Ni-Cu-Co target", {"nickel", "copper", "cobalt"}),
        ("2.1 g/t Au over 3 m of mineralised copper", {"gold", "copper"}),
        ("0.82% WO₃ in the tungsten zone", {"tungsten"}),
        ("U3O8 from uranium ore", {"uranium"}),
        ("sintered neodymium-iron-boron magnets", {"neodymium"}),
        ("iron ore and coking coal", {"iron_ore", "metallurgical_coal"}),
        ("the Bougouni Lithium Project", {"lithium"}),
        ("the Gold Bar Mine Complex", {"gold"}),
        ("its Red Hill Silver-Lead Project", {"silver", "lead"}),
        ("the Thacker Pass lithium mine", {"lithium"}),
        ("Lithium prices fell.", {"lithium"}),
        ("Nickel - A Metal in Need of Friends", {"nickel"}),
        ("lithium metal extraction", {"lithium"}),
        ("mercury from artisanal mining", {"mercury"}),
    ],
)
def test_commodities(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the gold standard",
        "a silver lining",
        "to lead the talks",
        "its lead negotiator",
        "he will lead production at the plant",
        "the lead producer of the film",
        "a tin of sardines",
        "a copper-bottomed promise",
        "a tin-pot ruler",
        "no silver bullet",
        "the mercury climbed to 40 degrees",
        "a platinum album",
        "won gold medals",
        "the Iron Dome",
        "lithium-ion cells",
        "a lithium battery",
        "lithium iron phosphate",
        "lead-acid batteries",
        "Silicon Valley",
        "silicon chips",
        "cobalt-free cathodes",
        "rare earth-free motors",
        "diamond drilling began",
        "the diamond jubilee",
        "Google Chrome",
        "copper cables",
        "lead pipes",
        "full of omega-3 and selenium",
        "liver copper levels",
        "zinc supplements",
        "a visit to the Lynas Rare Earths offices in Perth",
        "shares of Standard Lithium Ltd. rose",
        "in Silver Spring, Maryland",
        "the World Gold Council",
        "they said that the Rare Earth Strategy Act had passed again",
        "and then Jeremy Diamond asked about it",
        "the members Manning, Foushee, and Nickel came too",
        "the $APT token",
        "Portland General Electric (PGE) and PGE crews",
        "a diamond engagement ring",
        "10% more phosphorus in the soil",
        "cobalt-blue silk",
        "meeting, setting, sitting",
        "low in impurities such as arsenic",
        "https://x.org/news/gold-price-rises-again",
        "the TIN number of a firm",
        "steel and iron",
        "30% of U.S. lands drilled",
        "prices at the drill went up 30%. In the last year",
        "a drill target and the TREE grant for Suite 3E",
        "nickel-manganese-cobalt (NMC) cells",
    ],
)
def test_homonyms_figures_and_names(text):
    assert named(text) == set()


def test_short_form_of_a_company_is_its_name_in_the_headline_too():
    body = "Pure Lithium Corp. said on Monday that the Pure Lithium site is open."
    assert named(f"Pure Lithium Opens Plant\n\n{body}") == set()
    assert named("Copper Climbs as Buyers Return\n\nThe price of copper rose.") == {"copper"}


def test_list_of_projects():
    text = "Projects are:\n\nBlue River Copper Mine\n\nWestern Potash\n\nRed Dog Zinc Mine"
    assert named(text) == {"copper", "potash", "zinc"}


def test_word_that_is_a_maker_throughout():
    text = "Copper Signs Client\n\nCopper, a digital bank, has signed a client. “With Copper we feel safe,” it said."
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("The Critical Minerals Strategy was adopted.", True),
        ("supply of critical raw materials", True),
        ("battery-metal producers", True),
        ("Lynas Rare Earths hired a cook.", True),
        ("Tungsten Corp. hired a cook.", False),
        ("The nickel price rose.", True),
        ("A silver lining for the lead singer.", False),
        ("", False),
    ],
)
def test_relevance(text, relevant):
    source = article(text)
    assert is_relevant(source, find_minerals(source)) is relevant


def test_minerals_in_a_range():
    text = "Lithium and cobalt. Then gold and cobalt."
    mentions = find_minerals(article(text))
    assert minerals_in(mentions, 0, 19) == ("lithium", "cobalt")
    assert minerals_in(mentions, 19, len(text)) == ("gold", "cobalt")


# fmt: off
PARTS = st.sampled_from(
    [
        "lead", "zinc", ",", "and", "Gold", "Project", "Corp.", "LITHIUM", "rare earths", "Ni-Cu", "%",
        "2 g/t Au", "İ", "₃", "WO₃", "-", ".", "\n", "\x00", "the", "Lynas Rare Earths Ltd", "(ASX: X)",
        "Silver-Lead", "TIN", "ß",
    ]
)
# fmt: on


@settings(max_examples=120, deadline=None)
@given(st.lists(PARTS, max_size=25).map(" ".join) | st.text(max_size=60))
def test_mentions_lie_in_the_text_in_order(text):
    ids = {row["mineral_id"] for row in table("minerals")}
    mentions = find_minerals(article(text))
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.mineral_id in ids
    assert find_minerals(article(text)) == mentions


def test_tables_name_only_minerals_of_the_vocabulary():
    ids = {row["mineral_id"] for row in table("minerals")}
    for name in ("mineral_forms", "mineral_formulas"):
        for row in table(name):
            assert set(values(row["minerals"])) <= ids
