"""Reports of several articles brought to events, and what records show of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reported import CHINA, INDIA, JAPAN, US, Dataset, article, deal, meeting, party, who

from pipeline.records import Deal, Meeting, Participant
from pipeline.resolution import explain_link, resolve
from schemas import cross_checks

Resolved = Callable[..., Dataset]
Report = Meeting | Deal

TRUMP = who("Donald Trump", "person", "USA", "host", "President")
XI = who("Xi Jinping", "person", "CHN", office="President")
LI, LEE = (who(name, "person", "CHN", office="Premier") for name in ("Li Qiang", "Li Tschang"))
EU, AU, G7, G20 = (who(name, "bloc") for name in ("European Union", "African Union", "G7", "G20"))
COSTA = who("António Costa", "person", None, "host", "European Council president")
US_P, CHINA_P, JAPAN_P, INDIA_P = (party(p.name, code=p.country_code) for p in (US, CHINA, JAPAN, INDIA))
ACME, ZENITH = party("Acme Lithium", "company", role="buyer"), party("Zenith Copper", "company", role="seller")
OTHER = party("Borealis Nickel", "company", role="buyer")
BLUE_RIVER = party("Blue River", "company", role="buyer")
BLUE_RIVER_MINING = party("Blue River Mining Ltd", "company", role="buyer")
AT_PARIS = {"city": "Paris", "country_code": "FRA"}

ONE_EVENT: dict[str, tuple[Report, Report]] = {
    "same day and parties": (meeting([US, CHINA], "2026-01-11"), meeting([CHINA, US], "2026-01-11")),
    "a day apart at one place": (
        meeting([TRUMP, XI], "2026-01-11", **AT_PARIS), meeting([TRUMP, XI], "2026-01-12", **AT_PARIS)),
    "day and month": (
        meeting([US, CHINA, INDIA], "2026-01-11"), meeting([US, CHINA, INDIA], "2026-01-01", date_precision="month")),
    "several days and the first of them": (
        meeting([US, CHINA, G7], "2026-01-11", end_date="2026-01-12", meeting_type="ministerial"),
        meeting([US, CHINA, G7], "2026-01-11", meeting_type="ministerial")),
    "country and person for it": (
        meeting([US, CHINA, INDIA], "2026-01-11", **AT_PARIS), meeting([TRUMP, XI, INDIA], "2026-01-11", **AT_PARIS)),
    "a bloc with and without its members": (
        meeting([G7], "2026-01-01", date_precision="month", meeting_type="summit"),
        meeting([G7, US, JAPAN, EU], "2026-01-11", meeting_type="summit")),
    "two cities for one talk": (
        meeting([TRUMP, XI], "2026-01-11", city="Paris", country_code="FRA"),
        meeting([TRUMP, XI], "2026-01-11", city="Versailles", country_code="FRA", meeting_type="summit")),
    "an open event with other guests": (
        meeting([US], "2026-01-11", meeting_type="conference", title="Zephyrland Mining Week", **AT_PARIS),
        meeting([JAPAN], "2026-01-11", meeting_type="conference", title="Zephyrland Mining Week 2026", **AT_PARIS)),
    "planned and held": (
        meeting([US, CHINA], "2026-01-11", status="planned"), meeting([US, CHINA], "2026-01-11")),
    "undated pact and dated pact": (
        deal([US_P, JAPAN_P], deal_type="intergovernmental_agreement"),
        deal([US_P, JAPAN_P], "2026-01-01", date_precision="month", deal_type="intergovernmental_agreement",
             value_amount=8.5e9, value_currency="USD")),
    "two kinds of pact on a day": (
        deal([US_P, JAPAN_P], "2026-01-10"), deal([US_P, JAPAN_P], "2026-01-11", deal_type="partnership")),
    "agreed and completed later": (
        deal([ACME, ZENITH], "2025-12-01", deal_type="acquisition", value_amount=5e7, value_currency="USD"),
        deal([ACME, ZENITH], "2026-01-12", deal_type="acquisition", status="completed", value_amount=5e7,
             value_currency="USD")),
    "two sums on one day with the same words": (
        deal([US_P, JAPAN_P], "2026-01-11", title="Pact on gallium smelters", value_amount=1.5e8, value_currency="EUR"),
        deal([US_P, JAPAN_P], "2026-01-11", title="Gallium smelters pact", value_amount=3.5e8, value_currency="EUR")),
}  # fmt: skip

# Reports that differ in what one of them may have wrong.
ONE_EVENT |= {
    "two countries as place on one day": (
        meeting([US, CHINA, INDIA], "2026-01-11", country_code="FRA"),
        meeting([US, CHINA, INDIA], "2026-01-11", country_code="CHE")),
    "two spellings of a minister": (
        meeting([TRUMP, LI], "2026-01-11", **AT_PARIS), meeting([TRUMP, LEE], "2026-01-11", **AT_PARIS)),
    "a company by its short name": (
        deal([BLUE_RIVER, ZENITH], "2026-01-11", deal_type="offtake"),
        deal([BLUE_RIVER_MINING, ZENITH], "2026-01-11", deal_type="offtake")),
}  # fmt: skip

TWO_EVENTS: dict[str, tuple[Report, Report]] = {
    "days apart": (meeting([TRUMP, XI], "2026-01-09", **AT_PARIS), meeting([TRUMP, XI], "2026-01-12", **AT_PARIS)),
    "successive days in two cities": (
        meeting([TRUMP, XI], "2026-01-11", city="Geneva"), meeting([TRUMP, XI], "2026-01-12", city="London")),
    "successive days and nothing more": (meeting([US, CHINA], "2026-01-11"), meeting([US, CHINA], "2026-01-12")),
    "no party in common": (
        meeting([US, CHINA], "2026-01-11", **AT_PARIS), meeting([INDIA, JAPAN], "2026-01-11", **AT_PARIS)),
    "one party in common": (
        meeting([US, CHINA], "2026-01-11", **AT_PARIS), meeting([US, JAPAN], "2026-01-11", **AT_PARIS)),
    "two countries as place on two days": (
        meeting([US, CHINA, INDIA], "2026-01-11", country_code="FRA"),
        meeting([US, CHINA, INDIA], "2026-01-12", country_code="CHE")),
    "two countries as place for others": (
        meeting([US, CHINA, INDIA], "2026-01-11", country_code="FRA"),
        meeting([US, CHINA, JAPAN], "2026-01-11", country_code="CHE")),
    "another minister on the same day": (
        meeting([TRUMP, XI], "2026-01-11", **AT_PARIS), meeting([TRUMP, LI], "2026-01-11", **AT_PARIS)),
    "a bloc among its members and with another": (
        meeting([COSTA, EU], "2026-01-11", meeting_type="summit", **AT_PARIS),
        meeting([EU, AU, COSTA], "2026-01-11", meeting_type="summit", **AT_PARIS)),
    "members of a bloc beside its summit": (
        meeting([G20], "2026-01-11", meeting_type="summit", **AT_PARIS),
        meeting([INDIA, JAPAN, US], "2026-01-11", meeting_type="summit", **AT_PARIS)),
    "held before it was planned": (meeting([US, CHINA]), meeting([US, CHINA], status="planned")),
    "other kind of deal": (
        deal([ACME, ZENITH], "2026-01-11", deal_type="offtake"),
        deal([ACME, ZENITH], "2026-01-11", deal_type="acquisition")),
    "rival buyers": (
        deal([ACME, ZENITH], "2026-01-11", deal_type="acquisition"),
        deal([OTHER, ZENITH], "2026-01-11", deal_type="acquisition")),
    "other sum and no common date": (
        deal([ACME, ZENITH], "2025-11-21", deal_type="financing", value_amount=4.65e8, value_currency="USD"),
        deal([ACME, ZENITH], deal_type="financing", value_amount=5.65e8, value_currency="USD")),
    "sums far apart": (
        deal([ACME, ZENITH], "2026-01-11", value_amount=1e6, value_currency="USD"),
        deal([ACME, ZENITH], "2026-01-11", value_amount=5e8, value_currency="USD")),
    "weeks apart at one stage": (
        deal([ACME, ZENITH], "2025-12-01", deal_type="financing"),
        deal([ACME, ZENITH], "2026-01-12", deal_type="financing")),
    "agreed after it was completed": (
        deal([ACME, ZENITH], "2025-12-01", deal_type="financing", status="completed"),
        deal([ACME, ZENITH], "2026-01-12", deal_type="financing")),
}  # fmt: skip


def _events(dataset: Dataset) -> int:
    return len(dataset.rows("meetings")) + len(dataset.rows("deals"))


@pytest.mark.parametrize(("one", "other"), ONE_EVENT.values(), ids=ONE_EVENT.keys())
def test_one_event(resolved: Resolved, one: Report, other: Report) -> None:
    dataset = resolved(article("a", "2026-01-12", one), article("b", "2026-01-13", other))
    assert _events(dataset) == 1
    assert (dataset.rows("meetings") or dataset.rows("deals"))[0]["article_count"] == 2


@pytest.mark.parametrize(("one", "other"), TWO_EVENTS.values(), ids=TWO_EVENTS.keys())
def test_two_events(resolved: Resolved, one: Report, other: Report) -> None:
    assert _events(resolved(article("a", "2026-01-05", one), article("b", "2026-01-13", other))) == 2


def test_one_article_tells_two_events(resolved: Resolved) -> None:
    talk = meeting([TRUMP, XI], "2026-01-11", **AT_PARIS)
    assert _events(resolved(article("a", "2026-01-12", talk, replace(talk, title="Dinner")))) == 2


def test_a_vague_report_does_not_chain_two_meetings(resolved: Resolved) -> None:
    dataset = resolved(
        article("a", "2026-01-06", meeting([TRUMP, XI], "2026-01-05")),
        article("b", "2026-01-20", meeting([TRUMP, XI], "2026-01-01", date_precision="month")),
        article("c", "2026-01-17", meeting([TRUMP, XI], "2026-01-16")),
    )
    starts = sorted(str(row["start_date"]) for row in dataset.rows("meetings"))
    assert starts == ["2026-01-05", "2026-01-16"]
    assert sum(row["article_count"] for row in dataset.rows("meetings")) == 3


def test_chosen_values_and_what_they_were_chosen_from(resolved: Resolved) -> None:
    first = meeting(
        [TRUMP, CHINA], "2026-01-11", end_date="2026-01-12", status="planned", city="Paris", country_code="FRA"
    )
    dataset = resolved(
        article("a", "2026-01-09", first),
        article("b", "2026-01-12", meeting([US, XI], "2026-01-11", city="Paris", title="Paris talks")),
        article("c", "2026-01-20", meeting([TRUMP, XI], "2026-01-12", city="Paris", title="Paris talks")),
        article("d", None, meeting([TRUMP, XI], "2026-01-01", date_precision="month", status="planned", city="Paris")),
    )
    (row,) = dataset.rows("meetings")
    assert (str(row["start_date"]), str(row["end_date"]), row["date_precision"]) == ("2026-01-11", "2026-01-12", "day")
    assert (row["status"], row["city"], row["country_code"]) == ("held", "Paris", "FRA")
    assert (row["article_count"], str(row["first_reported"]), str(row["last_reported"])) == (
        4,
        "2026-01-09",
        "2026-01-20",
    )
    assert 0.95 < row["confidence"] < 1
    starts = {(s["value"], s["chosen"]) for s in dataset.rows("statements", record_type="meeting", field="start_date")}
    assert starts == {("2026-01-11", True), ("2026-01-12", False), ("2026-01-01", False)}
    people = {who["name"]: who for who in dataset.rows("participants")}
    assert set(people) == {"Donald Trump", "Xi Jinping"}, "countries that persons speak for are those persons"
    assert people["Donald Trump"]["role"] == "host"
    assert people["Donald Trump"]["article_count"] == 4
    assert not [check for check in cross_checks(dataset.folder) if not check.passed]


def test_status_of_a_deal_moves_on(resolved: Resolved) -> None:
    sum_ = {"value_amount": 5e7, "value_currency": "USD", "deal_type": "acquisition"}
    dataset = resolved(
        article("a", "2025-11-02", deal([ACME, ZENITH], "2025-11-01", status="proposed", **sum_)),
        article("b", "2025-12-02", deal([ACME, ZENITH], "2025-12-01", **sum_)),
        article("c", "2026-02-02", deal([ACME, ZENITH], "2026-02-01", status="completed", **sum_)),
    )
    (row,) = dataset.rows("deals")
    assert row["status"] == "completed"
    assert {p["role"] for p in dataset.rows("deal_parties")} == {"buyer", "seller"}


def test_copies_count_once(resolved: Resolved, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    articles = [article(name, "2026-01-12", meeting([US, CHINA], "2026-01-11")) for name in "abc"]
    ids = sorted(a.source.article.article_id for a in articles)
    copies = tmp_path / "copies.parquet"
    pq.write_table(
        pa.table({"article_id": ids[:2], "duplicate_of": [None, ids[0]], "similar_group": [ids[0], ids[0]]}), copies
    )
    dataset = resolved(*articles, copies=copies)
    assert dataset.rows("meetings")[0]["article_count"] == 2
    assert {row["article_count"] for row in dataset.rows("entities")} == {2}
    told = {row["article_id"] for row in dataset.rows("statements", record_type="meeting")}
    assert told == set(ids), "copies stay as sources"


def test_a_family_name_joins_the_one_person_of_its_event(resolved: Resolved) -> None:
    dataset = resolved(
        article("a", "2026-01-12", meeting([TRUMP, XI], "2026-01-11", **AT_PARIS)),
        article("b", "2026-01-12", meeting([TRUMP, who("Xi", "person", "CHN")], "2026-01-11", **AT_PARIS)),
        article("c", "2026-01-12", meeting([JAPAN, who("Xi", "person", "USA")], "2026-01-03")),
    )
    names = {(row["name"], row["country_code"]) for row in dataset.rows("entities", entity_type="person")}
    assert names == {("Donald Trump", "USA"), ("Xi Jinping", "CHN"), ("Xi", "USA")}


@pytest.mark.parametrize(
    ("full", "short", "one"),
    [
        (("Xi Jinping", "CHN", "President"), ("Xi", "CHN", "President"), True),
        (("Luiz Inácio Lula da Silva", "BRA", "President"), ("Lula", "BRA", "President"), True),
        (("Chris Wright", "USA", "Secretary of Energy"), ("Wright", "USA", "Secretary"), True),
        (("Anna Wright", "USA", "Senator"), ("Wright", "USA", "Secretary"), False),
        (("Vladimir Putin", "RUS", "President"), ("Putin", "RUS", "Vice President"), False),
        (("Vladimir Putin", "RUS", "President"), ("Putin", "RUS", None), False),
        (("Turki bin Salman", "SAU", "King"), ("Salman", "SAU", "King"), False),
        (("Felipe González", "ESP", "Prime Minister"), ("González", "PHL", "Prime Minister"), False),
    ],
)
def test_state_and_office_tell_whom_a_family_name_means(
    resolved: Resolved, full: tuple[str, str, str], short: tuple[str, str, str | None], one: bool
) -> None:
    def person(name: str, country: str, office: str | None) -> Participant:
        return replace(who(name, "person", country), office=office)

    dataset = resolved(
        article("a", "2026-01-12", meeting([JAPAN, person(*full)], "2026-01-11")),
        article("b", "2026-03-12", meeting([US, person(*short)], "2026-03-03")),
    )
    assert len(dataset.rows("entities", entity_type="person")) == (1 if one else 2)


@pytest.mark.parametrize(("office", "persons"), [("President", 2), ("Secretary", 3)])
def test_an_office_of_one_tells_namesakes_apart(resolved: Resolved, office: str, persons: int) -> None:
    dataset = resolved(
        article("a", "2026-01-12", meeting([JAPAN, replace(who("Ann Lee", "person", "KOR"), office=office)], None)),
        article("b", "2026-02-12", meeting([US, replace(who("Bo Lee", "person", "KOR"), office="Senator")], None)),
        article("c", "2026-03-12", meeting([CHINA, replace(who("Lee", "person", "KOR"), office=office)], None)),
    )
    assert len(dataset.rows("entities", entity_type="person")) == persons


def test_an_article_that_came_twice_counts_once(resolved: Resolved) -> None:
    one = article("a", "2026-01-12", meeting([US, CHINA], "2026-01-11"), deal([US_P, CHINA_P], "2026-01-11"))
    once, twice = resolved(one), resolved(one, one)
    assert once.bytes() == twice.bytes()


def test_a_party_in_two_roles_has_each_statement_once(resolved: Resolved) -> None:
    both = deal([ACME, replace(ACME, role="recipient"), ZENITH], "2025-11-01")
    rows = resolved(article("a", "2025-11-02", both)).rows("statements")
    ids = [row["statement_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    roles = {row["value"] for row in rows if row["record_type"] == "deal_party" and row["field"] == "role"}
    assert "recipient" in roles


def test_nothing_in_nothing_out(resolved: Resolved) -> None:
    dataset = resolved(article("a", None))
    assert dataset.report.mentions == 0
    assert not [check for check in cross_checks(dataset.folder) if not check.passed]


def test_no_articles_at_all(resolved: Resolved, tmp_path: Path) -> None:
    dataset = resolved()
    assert dataset.rows("articles") == []
    assert len(dataset.rows("minerals")) > 50
    with pytest.raises(ValueError, match="no extractions"):
        resolve([], tmp_path / "nothing")
    with pytest.raises(FileNotFoundError, match="absent"):
        resolve([tmp_path / "absent.parquet"], tmp_path / "nothing")


def test_hostile_words_are_only_words(resolved: Resolved) -> None:
    evil = "'; DROP TABLE x; -- \x00\u202e" + "<b>" * 2000
    nobody = who(evil, "company")
    dataset = resolved(
        article("a", "2026-01-12", meeting([nobody, US], "2026-01-11", title=evil, city=evil)),
        article("b", "2026-01-12", meeting([nobody, US], "2026-01-11", title=evil, city=evil)),
    )
    assert [row["title"] for row in dataset.rows("meetings")] == [evil.strip()]


def test_explained_links(resolved: Resolved, tmp_path: Path) -> None:
    dataset = resolved(
        article("a", "2026-01-05", meeting([TRUMP, XI], "2026-01-04", **AT_PARIS)),
        article("b", "2026-01-13", meeting([TRUMP, XI], "2026-01-12", **AT_PARIS)),
    )
    first, second = sorted(dataset.ids()["meetings"])
    found = explain_link(first, second, [tmp_path / "articles-1.parquet"], dataset.folder)
    assert not found.linked
    assert not found.one_record
    assert found.contradiction == "days apart"
    assert found.total == found.start + sum(c.weight for c in found.compared)
    assert any("same_city" in line for line in found.lines())
    with pytest.raises(KeyError, match="nothing"):
        explain_link(first, "nothing", [tmp_path / "articles-1.parquet"], dataset.folder)
