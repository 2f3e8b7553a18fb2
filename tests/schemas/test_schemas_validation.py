"""Rows that break a rule are taken out with the rule's name, and no row gets lost."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from synthetic_dataset import Dataset

from schemas import TABLES, TableFailed, arrow_schema, cross_checks, text_checks, validate
from schemas.validation import BATCH_ROWS


@pytest.mark.parametrize("name", TABLES)
def test_good_rows_pass_unchanged(dataset: Dataset, name: str):
    table = dataset.table(name)
    result = validate(name, table)
    assert result.rejected.num_rows == 0
    assert result.valid.equals(table)
    assert result.valid.schema.equals(arrow_schema(name), check_metadata=True)


BAD_ROWS = [
    ("articles", {"article_id": "not hex"}, "article_id: str_matches"),
    ("articles", {"article_id": None}, "article_id: not_nullable"),
    ("articles", {"removed_share": 1.5}, "removed_share: less_than"),
    ("articles", {"published_date": None}, "date_has_source"),
    ("articles", {"published_date_source": "guess"}, "published_date_source: isin"),
    ("segments", {"kind": "poem"}, "kind: isin"),
    ("segments", {"kept": False}, "kept_by_kind"),
    ("segments", {"start": 90_000}, "start_before_end"),
    ("meetings", {"meeting_type": "party"}, "meeting_type: isin"),
    ("meetings", {"country_code": "XYZ"}, "country_code: isin"),
    ("meetings", {"end_date": date(2001, 1, 1)}, "end_after_start"),
    ("meetings", {"start_date": None, "end_date": date(2025, 1, 1), "date_precision": "unknown"}, "end_after_start"),
    ("meetings", {"start_date": date(2025, 5, 3), "date_precision": "month"}, "date_fits_precision"),
    ("meetings", {"start_date": date(2025, 5, 1), "date_precision": "year"}, "date_fits_precision"),
    ("meetings", {"date_precision": "unknown"}, "date_fits_precision"),
    ("meetings", {"article_count": 0}, "article_count: greater_than"),
    ("meetings", {"first_reported": date(2030, 1, 1)}, "reports_in_order"),
    ("meetings", {"title": "  "}, "title: str_matches"),
    ("meetings", {"meeting_id": "a b"}, "meeting_id: str_matches"),
    ("participants", {"office": "Minister"}, "office_of_person"),
    ("participants", {"participant_type": "bloc"}, "bloc_without_country"),
    ("participants", {"role": "guest"}, "role: isin"),
    ("deals", {"value_currency": None}, "value_has_currency"),
    ("deals", {"value_currency": "BTC"}, "value_currency: isin"),
    ("deals", {"value_amount": -1.0}, "value_amount: greater_than"),
    ("minerals", {"mention_count": 0}, "mentions_in_articles"),
    ("mineral_mentions", {"text": "much longer than that"}, "length_of_text"),
    ("entities", {"aliases": None}, "aliases: not_nullable"),
    ("statements", {"quote": "word " * 26, "start": 0, "end": 130}, "quote: at_most_25_words"),
    ("statements", {"quote": "shorter"}, "length_of_quote"),
    ("statements", {"record_type": "deal", "field": "city"}, "field_of_record_type"),
    ("statements", {"field": "record", "value": "something"}, "record_without_value"),
    ("statements", {"confidence": 1.01}, "confidence: less_than"),
    ("superseded_ids", {"new_id": "m-old"}, "another_id"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "reason"), BAD_ROWS)
def test_a_bad_row_is_rejected_with_its_reason(dataset: Dataset, name: str, change: dict, reason: str):
    rows = dataset.rows[name]
    rows[0].update(change)
    relaxed = pa.schema([field.with_nullable(True) for field in arrow_schema(name)])
    result = validate(name, pa.Table.from_pylist(rows, schema=relaxed))
    assert (result.valid.num_rows, result.rejected.num_rows) == (len(rows) - 1, 1)
    (bad,) = result.rejected.to_pylist()
    assert any(check.startswith(reason) for check in bad["failed_checks"]), bad
    kept = json.loads(bad["input"])
    assert set(kept) == set(arrow_schema(name).names)


def test_a_quote_of_25_words_passes(dataset: Dataset):
    quote = " ".join(["word"] * 25)
    dataset.rows["statements"][0].update(quote=quote, start=0, end=len(quote))
    assert validate("statements", dataset.table("statements")).rejected.num_rows == 0


def test_repeated_keys_keep_the_first_row_across_batches(dataset: Dataset):
    one = dataset.table("superseded_ids")
    many = pa.Table.from_pylist(
        [{**one.to_pylist()[0], "old_id": f"m-{i}", "new_id": "x"} for i in range(BATCH_ROWS + 2)], schema=one.schema
    )
    again = pa.concat_tables([many, many.slice(1, 2)])
    result = validate("superseded_ids", again)
    assert result.valid.equals(many)
    assert result.rejected.column("failed_checks").to_pylist() == [["unique_key"], ["unique_key"]]


def test_wider_types_and_other_column_orders_are_taken(dataset: Dataset):
    table = dataset.table("segments")
    wide = table.set_column(1, "segment", table.column("segment").cast(pa.int64()))
    shuffled = wide.select(list(reversed(wide.column_names)))
    assert validate("segments", shuffled).valid.equals(table)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop_columns(["kind"]), "missing columns: kind"),
        (lambda t: t.append_column("mood", t.column("kind")), "unknown columns: mood"),
        (lambda t: t.set_column(1, "segment", pa.array(["x"] * t.num_rows)), "column 'segment' is string, not int32"),
        (lambda t: t.set_column(1, "segment", pa.array([2**40] * t.num_rows)), "column 'segment' is int64"),
    ],
)
def test_a_table_of_another_shape_fails_as_a_whole(dataset: Dataset, change, message: str):
    with pytest.raises(TableFailed, match=message):
        validate("segments", change(dataset.table("segments")))


def test_the_good_dataset_passes_all_cross_checks(dataset: Dataset, staged):
    assert [r for r in cross_checks(staged) if not r.passed] == []
    assert [r for r in text_checks(staged, dataset.texts.get) if not r.passed] == []


CROSS_BREAKS = [
    ("participants", {"entity_id": "nobody"}, {"participants.entity_id_in_entities", "participants.has_evidence",
                                               "statements.participant_exists"}),
    ("articles", {"duplicate_of": "0" * 16}, {"articles.duplicate_of_in_articles"}),
    ("articles", {"raw_chars": 1}, {"segments.span_in_article", "mineral_mentions.span_in_article",
                                    "statements.span_in_article"}),
    ("meeting_minerals", {"mineral_id": "unobtainium"}, {"meeting_minerals.mineral_id_in_minerals"}),
    ("statements", {"record_id": "m-none"}, {"statements.meeting_exists"}),
    ("superseded_ids", {"new_id": "m-none"}, {"superseded_ids.new_id_exists"}),
    ("superseded_ids", {"old_id": "m-001"}, {"superseded_ids.old_id_is_gone"}),
    ("deals", {"status": "completed", "value_amount": 1.0, "value_currency": "USD"},
     {"statements.chosen_shows_in_deal"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "broken"), CROSS_BREAKS)
def test_cross_checks_find_what_breaks(dataset: Dataset, tmp_path, name: str, change: dict, broken: set):
    dataset.rows[name][0].update(change)
    results = cross_checks(dataset.write(tmp_path))
    assert {r.check.name for r in results if not r.passed} == broken
    assert all(r.examples for r in results if not r.passed)


def test_a_record_without_evidence_is_found(dataset: Dataset, tmp_path):
    dataset.rows["statements"] = [s for s in dataset.rows["statements"] if s["record_id"] != "d-000"]
    (broken,) = [r for r in cross_checks(dataset.write(tmp_path)) if not r.passed]
    assert (broken.check.name, broken.failures, broken.examples) == ("deals.has_evidence", 1, ("d-000",))


def test_text_checks_compare_quotes_with_the_articles(dataset: Dataset, staged):
    changed = {key: text.replace("met on", "met in") for key, text in dataset.texts.items()}
    failures = {r.check.name: r.failures for r in text_checks(staged, changed.get)}
    told = sum(s["field"] == "start_date" for s in dataset.rows["statements"])
    assert failures == {
        "segments.text_at_offsets": 0,
        "mineral_mentions.text_at_offsets": 0,
        "statements.text_at_offsets": told,
    }
    assert all(r.passed for r in text_checks(staged, lambda _: None))


def test_a_missing_table_is_told(staged):
    (staged / "deals.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"lacks deals\.parquet"):
        cross_checks(staged)


def test_descriptions_survive_in_parquet(staged):
    schema = pq.read_schema(staged / "deals.parquet")
    assert schema.field("value_amount").metadata[b"unit"] == b"units of value_currency"
