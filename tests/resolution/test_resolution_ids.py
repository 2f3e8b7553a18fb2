"""Ids, bytes and tables that neither order nor split of the input changes; ids that stay from run to run."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reported import CHINA, INDIA, JAPAN, US, Dataset, article, meeting, who, write

from pipeline.benchmarks.synthetic import synthetic_extractions
from pipeline.records import Extraction
from pipeline.resolution import resolve
from pipeline.resolution.contradictions import contradiction
from pipeline.resolution.entities import resolve_names
from pipeline.resolution.events import link_events
from pipeline.resolution.identifiers import assign_ids
from pipeline.resolution.loading import load_forms, load_mentions, load_parties, sides_of
from pipeline.resolution.working_tables import connect, flatten

Resolved = Callable[..., Dataset]

CORPUS: list[Extraction] = [extraction for extraction, _ in synthetic_extractions(120, seed=7)]


def run(folder: Path, articles: list[Extraction], files: int = 1, previous: Path | None = None) -> Dataset:
    out = folder / "out"
    paths = [write(folder / f"part-{n}.parquet", articles[n::files]) for n in range(files)]
    return Dataset(out, resolve(paths, out, previous=previous))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return run(tmp_path_factory.mktemp("whole"), CORPUS)


@given(seed=st.integers(0, 10**6), files=st.integers(1, 4))
@settings(max_examples=6, deadline=None)
def test_any_order_and_any_split_give_the_same_bytes(whole: Dataset, seed: int, files: int) -> None:
    with TemporaryDirectory() as folder:
        other = run(Path(folder), Random(seed).sample(CORPUS, len(CORPUS)), files)
        assert other.bytes() == whole.bytes()


@given(seed=st.integers(0, 10**6), share=st.floats(0.3, 0.9))
@settings(max_examples=4, deadline=None)
def test_ids_stay_when_articles_come_and_go(whole: Dataset, seed: int, share: float) -> None:
    """A record that keeps all its articles keeps its id, whichever others are there."""
    kept = [one for one in CORPUS if Random(f"{seed}{one.source.article.article_id}").random() < share]
    if not kept:
        return
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        fewer = run(Path(one), kept)
        again = run(Path(other), CORPUS, previous=fewer.folder)
        before, after = _articles_of(fewer), _articles_of(again)
        superseded = {row["old_id"] for row in again.rows("superseded_ids")}
        assert set(before) <= set(after) | superseded
        by_articles = {articles: record for record, articles in after.items()}
        for record, articles in before.items():
            if articles in by_articles and len(articles) == len(after.get(record, articles)):
                assert by_articles[articles] == record or record in superseded


def _articles_of(dataset: Dataset) -> dict[str, frozenset[tuple[str, int]]]:
    found: dict[str, set[tuple[str, int]]] = {}
    for row in dataset.rows("statements"):
        if row["record_type"] in ("meeting", "deal") and row["field"] == "record":
            found.setdefault(row["record_id"], set()).add((row["article_id"], row["start"]))
    return {record: frozenset(articles) for record, articles in found.items()}


def test_the_same_input_again_changes_nothing(whole: Dataset, tmp_path: Path) -> None:
    assert run(tmp_path, CORPUS, previous=whole.folder).bytes() == whole.bytes()


def test_no_record_contradicts_itself(tmp_path: Path) -> None:
    file = write(tmp_path / "made-up.parquet", [one for one, _ in synthetic_extractions(1500, seed=3)])
    with connect(tmp_path) as database:
        tables = flatten(database, [file], None, tmp_path)
    names = resolve_names(load_forms(tables))
    sides = sides_of(names)
    mentions = load_mentions(tables, load_parties(tables), names, sides)
    events = [event for of_kind in link_events(mentions, sides).values() for event in of_kind]
    assert sorted(number for event in events for number in event) == list(range(len(mentions)))
    assert max(map(len, events)) > 10
    for event in events:
        reports = [mentions[number] for number in event]
        assert len({report.article for report in reports}) == len(reports)
        assert not [pair for pair in combinations(reports, 2) if contradiction(*pair, sides)]


TALK = meeting([US, CHINA, INDIA], "2026-01-11")


def test_an_earlier_report_does_not_change_an_id(resolved: Resolved) -> None:
    late = article("late", "2026-01-20", TALK)
    early = article("early", "2026-01-10", TALK)
    before = resolved(late)
    after = resolved(early, late, previous=before.folder)
    assert after.ids() == before.ids()
    assert resolved(early, previous=after.folder).ids()["meetings"] == before.ids()["meetings"]
    assert after.rows("superseded_ids") == []


def test_unrelated_articles_change_no_id(resolved: Resolved) -> None:
    one = article("one", "2026-01-20", TALK)
    other = article("other", "2024-05-05", meeting([who("Acme Lithium", "company"), JAPAN], "2024-05-04"))
    assert resolved(one).ids()["meetings"] < resolved(one, other).ids()["meetings"]


def test_merged_records_lead_on(resolved: Resolved) -> None:
    """Two vague reports are two meetings until a third shows them to be one; one id goes, and says where to."""
    one = article("one", "2026-01-12", meeting([US, CHINA], "2026-01-11", city="Paris"))
    other = article("other", "2026-01-13", meeting([US, CHINA], "2026-01-12", city=None))
    apart = resolved(one, other)
    assert len(apart.ids()["meetings"]) == 2
    rule = apart.folder.parent / "corrections.csv"
    first, second = sorted(apart.ids()["meetings"])
    rule.write_text(
        f"record,field,value,reason,who,date,expected\n{first},same,{second},seen both notices,A Reader,2026-02-01,\n"
    )
    merged = resolved(one, other, previous=apart.folder, corrections=rule)
    (stays,) = merged.ids()["meetings"]
    (row,) = merged.rows("superseded_ids", record_type="meeting")
    assert {row["old_id"], stays} == {first, second}
    assert (row["new_id"], row["reason"], str(row["since"])) == (stays, "merged", "2026-01-13")
    # A later run still leads on from it, though nothing was merged then.
    later = resolved(one, other, previous=merged.folder, corrections=rule)
    assert later.rows("superseded_ids") == merged.rows("superseded_ids")
    # Once the ruling is gone the record falls apart again, and the id it had leads to its larger part.
    parted = resolved(one, other, previous=merged.folder)
    assert len(parted.ids()["meetings"]) == 2
    leads = {row["old_id"]: row["new_id"] for row in parted.rows("superseded_ids", record_type="meeting")}
    gone = {first, second} - parted.ids()["meetings"]
    assert gone <= set(leads)
    assert set(leads.values()) <= parted.ids()["meetings"]


@pytest.mark.parametrize(
    ("own", "votes", "ids", "superseded"),
    [
        (["m-1", "m-2"], [], ["m-1", "m-2"], []),
        (["m-1"], [("m-9", 0, 4)], ["m-9"], []),
        (["m-1"], [("m-9", 0, 4), ("m-8", 0, 6)], ["m-8"], [("m-9", "m-8", "merged")]),
        (["m-1", "m-2"], [("m-9", 0, 4), ("m-9", 1, 3)], ["m-9", "m-2"], []),
        (["m-1", "m-2"], [("m-9", 0, 4), ("m-9", 1, 4)], ["m-1", "m-2"], [("m-9", "m-1", "split into m-1, m-2")]),
        (["m-2", "m-1"], [("m-1", 0, 4)], ["m-1", None], []),
    ],
)
def test_assigned_ids(
    own: list[str], votes: list[tuple[str, int, int]], ids: list[str | None], superseded: list[tuple[str, str, str]]
) -> None:
    found = assign_ids("meeting", own, votes)
    assert [one if wanted else None for one, wanted in zip(found.ids, ids, strict=True)] == ids
    assert len(set(found.ids)) == len(own)
    assert [(row.old_id, row.new_id, row.reason) for row in found.superseded] == superseded
