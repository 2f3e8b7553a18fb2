"""The embedded samples: readable, varied, and annotated in agreement with their text."""

import json
import re
from collections import defaultdict
from typing import get_args

import pytest

from pipeline import records
from pipeline.ingest import read_articles, samples
from pipeline.lexicons import table

ANNOTATIONS = sorted((samples().parent / "ann").glob("*.json"))
ARTICLES = {article.file: article for article in read_articles(samples())}
MEETING = {
    "meeting_type": get_args(records.MeetingType),
    "status": get_args(records.MeetingStatus),
    "date_precision": get_args(records.DatePrecision),
}
DEAL = {
    "deal_type": get_args(records.DealType),
    "status": get_args(records.DealStatus),
    "date_precision": get_args(records.DatePrecision),
}


def test_samples_are_read_without_a_rejection():
    assert len(ARTICLES) >= 17
    for article in ARTICLES.values():
        assert isinstance(article, records.Article)
        assert article.published_date is not None
        assert article.publisher
        assert article.locale
    assert {article.published_date_source for article in ARTICLES.values()} == {"metadata", "front_matter", "html"}


def test_every_text_sample_is_annotated():
    texts = {name for name in ARTICLES if name.endswith((".txt", ".md"))}
    assert {path.name.removesuffix(".json") for path in ANNOTATIONS} == texts


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_annotation_fits_its_article(path):
    gold = json.loads(path.read_text("utf-8"))
    text = ARTICLES[gold["file"]].text
    kinds = [kind for first, last, kind in gold["segments"] for _ in range(first, last + 1)]
    assert [first for first, _, _ in gold["segments"]] == [1] + [last + 1 for _, last, _ in gold["segments"][:-1]]
    assert len(kinds) == sum(bool(line.strip()) for line in text.split("\n"))
    assert set(kinds) <= set(get_args(records.SegmentKind))
    assert kinds.count("title") <= 1
    assert set(gold["minerals"]) <= {row["mineral_id"] for row in table("minerals")}
    for kind, allowed, parties, party_type, dates in (
        ("meetings", MEETING, "participants", "participant_type", ("start_date", "end_date")),
        ("deals", DEAL, "parties", "party_type", ("date",)),
    ):
        for record in gold[kind]:
            words = re.findall(r"\w+", record["quote"])
            assert 3 <= len(words) <= 25
            assert re.search(r"[\W_]+".join(words), text), record["quote"]
            assert record["event"]
            assert all(record[field] in values for field, values in allowed.items())
            assert all(record[field] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", record[field]) for field in dates)
            assert (record[dates[0]] is None) == (record["date_precision"] == "unknown")
            assert record[parties]
            for party in record[parties]:
                assert party[party_type] in get_args(records.EntityType)
                assert party["name"]
    assert all(set(deal["minerals"]) <= set(gold["minerals"]) for deal in gold["deals"])
    assert gold["relevant"] or not (gold["minerals"] or gold["meetings"] or gold["deals"])


def test_samples_disagree_on_one_event():
    told, meetings = defaultdict(list), defaultdict(list)
    for path in ANNOTATIONS:
        gold = json.loads(path.read_text("utf-8"))
        for record in gold["deals"]:
            told[record["event"]].append(record)
        for record in gold["meetings"]:
            meetings[record["event"]].append(record)
    shared = max(told.values(), key=len)
    assert len(shared) >= 4
    assert len({(record["date"], record["date_precision"]) for record in shared}) >= 3
    assert len({record["value_amount"] for record in shared}) >= 3
    held = max(meetings.values(), key=len)
    assert len(held) >= 4
    assert len({len(meeting["participants"]) for meeting in held}) > 1
    statuses = [{meeting["status"] for meeting in each} for each in meetings.values()]
    assert {"planned", "cancelled"} in statuses
