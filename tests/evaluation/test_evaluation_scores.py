import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation import (
    GoldError,
    Outcome,
    Scores,
    as_rich_table,
    calibration_error,
    evaluate,
    read_gold,
    reliability,
    write_parquet,
)
from pipeline.evaluation.matching import same_name
from pipeline.extraction.json_lines import as_json
from pipeline.records import (
    KEPT_KINDS,
    Article,
    CleanArticle,
    CleanText,
    Deal,
    Evidence,
    Extraction,
    Meeting,
    MineralMention,
    Participant,
    Party,
    Segment,
)

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("train-press", "train-wire", "seeds")

TEXT = """Ministers meet

Ada Lovelace of Britain received Jean Doe of France in London on Monday.
They signed a lithium pact worth $5 million.

Subscribe now!
"""
ANNOTATION = {
    "file": "a.txt",
    "relevant": True,
    "segments": [[1, 1, "title"], [2, 3, "body"], [4, 4, "subscription"]],
    "minerals": ["lithium"],
    "meetings": [
        {
            "title": "Lovelace and Doe",
            "meeting_type": "bilateral",
            "status": "held",
            "start_date": "2026-03-09",
            "end_date": None,
            "date_precision": "day",
            "city": "London",
            "country_code": "GBR",
            "quote": "Ada Lovelace of Britain received Jean Doe",
            "participants": [
                {"name": "Ada Lovelace", "participant_type": "person", "role": "host", "country_code": "GBR"},
                {"name": "Jean Doe", "participant_type": "person", "role": "attendee", "country_code": "FRA"},
            ],
        }
    ],
    "deals": [
        {
            "title": "Lithium pact",
            "deal_type": "intergovernmental_agreement",
            "status": "agreed",
            "date": "2026-03-09",
            "date_precision": "day",
            "value_amount": 5e6,
            "value_currency": "USD",
            "minerals": ["lithium"],
            "quote": "They signed a lithium pact",
            "parties": [
                {"name": "United Kingdom", "party_type": "country", "role": "party", "country_code": "GBR"},
                {"name": "France", "party_type": "country", "role": "party", "country_code": "FRA"},
            ],
        }
    ],
}


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def as_extraction(annotation: dict, text: str) -> Extraction:
    """An extraction that says just what the annotation says."""
    kinds = [kind for first, last, kind in annotation["segments"] for _ in range(first, last + 1)]
    segments, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            kind = kinds[len(segments)]
            left = start + len(line) - len(line.lstrip())
            segments.append(Segment(left, start + len(line.rstrip()), kind, kind in KEPT_KINDS, "test"))
        start += len(line) + 1

    def shown(record: dict) -> tuple[Evidence, ...]:
        at = text.find(record.get("quote") or "\0")
        return (Evidence("record", at, at + len(record["quote"]), "test"),) if at >= 0 else ()

    meetings = tuple(
        Meeting(
            m["title"], m["meeting_type"], m["status"], day(m["start_date"]), day(m["end_date"]), m["date_precision"],
            m["city"], m["country_code"], 0.9, shown(m),
            tuple(
                Participant(w["name"], w["participant_type"], w["role"], w.get("office"), w["country_code"], 0.9)
                for w in m["participants"]
            ),
        )
        for m in annotation["meetings"]
    )  # fmt: skip
    deals = tuple(
        Deal(
            d["title"], d["deal_type"], d["status"], day(d["date"]), d["date_precision"], d["value_amount"],
            d["value_currency"], tuple(d["minerals"]), 0.9, shown(d),
            tuple(Party(w["name"], w["party_type"], w["role"], w["country_code"], 0.9) for w in d["parties"]),
        )
        for d in annotation["deals"]
    )  # fmt: skip
    source = CleanArticle(Article("0" * 16, annotation["file"], text), tuple(segments), CleanText("", (), ()))
    minerals = tuple(MineralMention(mineral, 0, 1) for mineral in annotation["minerals"])
    return Extraction(source, annotation["relevant"], minerals, meetings, deals)


def spoiled(extraction: Extraction, turn: int) -> Extraction:
    """The extraction with mistakes of every kind, other ones for each `turn`."""
    meetings = [m for i, m in enumerate(extraction.meetings) if (i + turn) % 5]
    for i, meeting in enumerate(meetings):
        match (i + turn) % 6:
            case 0:
                meetings[i] = replace(meeting, participants=meeting.participants[1:], city=None)
            case 1:
                meetings[i] = replace(meeting, start_date=date(2019, 1, 1), status="cancelled")
            case 2:
                extra = Participant("Nobody Known", "company", "invitee")
                meetings[i] = replace(meeting, participants=(extra, *meeting.participants), meeting_type="other")
            case 3:
                meetings[i] = replace(meeting, evidence=(), country_code="ATA")
    deals = [d for i, d in enumerate(extraction.deals) if (i + turn) % 4]
    for i, deal in enumerate(deals):
        match (i + turn) % 5:
            case 0:
                deals[i] = replace(deal, parties=deal.parties[:1], value_amount=7.0, minerals=("gold",))
            case 1:
                deals[i] = replace(deal, deal_type="other", date=date(2020, 5, 5), evidence=())
    if turn % 3 == 0 and deals:
        deals.append(replace(deals[0], parties=(Party("Some Company Ltd", "company"),), evidence=(), date=None))
    segments = tuple(
        s._replace(kind="ad", kept=False) if (i + turn) % 9 == 0 else s
        for i, s in enumerate(extraction.source.segments)
    )
    minerals = extraction.minerals[turn % 2 :]
    source = replace(extraction.source, segments=segments)
    relevant = extraction.relevant if turn % 11 else not extraction.relevant
    return Extraction(source, relevant, minerals, tuple(meetings), tuple(deals))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    (folder / "ann").mkdir(parents=True)
    (folder / "articles").mkdir()
    (folder / "ann" / "a.txt.json").write_text(json.dumps(ANNOTATION))
    (folder / "articles" / "a.txt").write_text(TEXT)
    return folder


def test_a_perfect_extraction_scores_one(gold):
    scores = evaluate(gold, [as_extraction(ANNOTATION, TEXT)])
    assert scores.documents == 1
    assert {kind: counts.f1 for kind, counts in scores.found.items()} == dict.fromkeys(scores.found, 1.0)
    assert {name: values.accuracy for name, values in scores.fields.items()} == dict.fromkeys(scores.fields, 1.0)
    assert scores.mistakes == []


def test_no_extraction_misses_everything(gold):
    scores = evaluate(gold, [])
    assert scores.of("meetings").missed == 1
    assert scores.of("participants").missed == 2
    assert scores.of("deal parties").missed == 2
    assert scores.of("relevant").recall == 0
    assert scores.of("meetings").precision == 1


def test_a_wrong_date_is_a_wrong_field_of_a_found_record(gold):
    found = as_extraction(ANNOTATION, TEXT)
    late = replace(found, meetings=(replace(found.meetings[0], start_date=date(2026, 4, 1)),))
    scores = evaluate(gold, [late])
    assert scores.of("meetings").right == 1
    assert scores.field_of("meetings: start_date").right == 0
    assert [(m.what, m.gold, m.found) for m in scores.mistakes] == [("start_date", "2026-03-09", "2026-04-01")]


def test_a_meeting_of_others_is_missed_and_spurious_with_its_parties(gold):
    found = as_extraction(ANNOTATION, TEXT)
    strangers = (
        Participant("Some Body", "person"),
        Participant("Any One", "person"),
        Participant("Who Else", "person"),
    )
    other = Meeting("Other", "call", "planned", date(2020, 1, 1), participants=strangers)
    scores = evaluate(gold, [replace(found, meetings=(other,))])
    assert (scores.of("meetings").missed, scores.of("meetings").spurious) == (1, 1)
    assert (scores.of("participants").missed, scores.of("participants").spurious) == (2, 3)


def test_scores_add_up(gold):
    total = Scores()
    total.add(evaluate(gold, [as_extraction(ANNOTATION, TEXT)]))
    total.add(evaluate(gold, []))
    assert total.documents == 2
    assert total.of("meetings").recall == 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Scott Bessent", "Bessent", True),
        ("Treasury Secretary Scott Bessent", "Scott Bessent", True),
        ("Lynas Rare Earths Ltd", "Lynas Rare Earths", True),
        ("the EU", "European Union", True),
        ("U.S.", "United States", True),
        ("Türkiye", "Turkey", True),
        ("Teck Resources Ltd.", "Teck", True),
        ("Guinea", "Papua New Guinea", True),
        ("China", "Chile", False),
        ("South Korea", "North Korea", False),
        ("Ministry of Mines", "Ministry of Trade", False),
        ("", "China", False),
    ],
)
def test_same_name(one, other, same):
    assert same_name(one, other) is same_name(other, one) is same


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda folder: (folder / "articles" / "a.txt").unlink(), "missing"),
        (lambda folder: (folder / "ann" / "a.txt.json").write_text("{"), "expected form"),
        (lambda folder: (folder / "ann" / "a.txt.json").write_text('{"file": "a.txt"}'), "expected form"),
        (lambda folder: (folder / "ann" / "a.txt.json").unlink(), "no annotations"),
    ],
)
def test_an_unreadable_gold_folder_is_a_clear_error(gold, break_it, says):
    break_it(gold)
    with pytest.raises(GoldError, match=says):
        list(read_gold(gold))


def test_parquet_and_table(gold, tmp_path):
    scores = {"mine": evaluate(gold, [spoiled(as_extraction(ANNOTATION, TEXT), 1)])}
    write_parquet(scores, tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "scores.parquet").to_pylist()
    figures = {(row["measure"], row["subject"]): row for row in rows}
    assert figures["records", "meetings"]["f1"] == scores["mine"].of("meetings").f1
    assert pq.read_table(tmp_path / "out" / "mistakes.parquet").num_rows == len(scores["mine"].mistakes) > 0
    assert pq.read_table(tmp_path / "out" / "reliability.parquet").num_rows > 0
    assert as_rich_table(scores["mine"]).row_count == len(scores["mine"].found) + len(scores["mine"].fields)


@given(st.lists(st.builds(Outcome, st.just("meeting"), st.floats(0, 1), st.booleans())))
def test_reliability_counts_every_outcome_once(outcomes):
    rows = reliability(outcomes)
    assert sum(row.count for row in rows) == len(outcomes)
    assert all(row.lower - 1e-9 <= row.stated <= row.upper + 1e-9 and 0 <= row.right <= 1 for row in rows)
    assert 0 <= calibration_error(rows) <= 1


def test_calibration_error_of_a_sure_liar():
    assert calibration_error(reliability([Outcome("meeting", 1.0, False)])) == 1.0


@pytest.mark.skipif(not (SHARED / "score" / "score.py").exists(), reason="the reference scorer is not here")
@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("name", SETS)
def test_figures_agree_with_the_reference_scorer(name, turn):
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "score" / "score.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    folder = SHARED / "gold" / name
    extractions = []
    for number, path in enumerate(sorted((folder / "ann").glob("*.json"))):
        annotation = json.loads(path.read_text())
        text = (folder / "articles" / annotation["file"]).read_bytes().decode("utf-8", "replace")
        extractions.append(spoiled(as_extraction(annotation, text), turn + number))
    _, tallies, fields, _ = reference.score(folder, {e.source.article.file: as_json(e) for e in extractions})
    mine = evaluate(folder, extractions)
    for kind, tally in tallies.items():
        counts = mine.of(kind.removeprefix("cleaning: "))
        assert (counts.right, counts.spurious, counts.missed) == (tally.tp, tally.fp, tally.fn), kind
    for key, (right, total) in fields.items():
        values = mine.field_of("segments: kind" if key == "segment kind" else key)
        assert (values.right, values.total) == (right, total), key
