"""Corrections: applied where what they expect holds, reported where it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reported import CHINA, US, Dataset, article, deal, meeting, party, write

from pipeline.resolution import read_corrections, resolve

Resolved = Callable[..., Dataset]

HEADER = "record,field,value,reason,who,date,expected\n"
ARTICLES = (
    article(
        "a", "2026-01-12", meeting([US, CHINA], "2026-01-11", city="Paris", country_code="FRA"),
        deal([party("Acme Lithium", "company")], "2026-01-11", value_amount=5e6, value_currency="USD"),
    ),
)  # fmt: skip


def corrections(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "corrections.csv"
    file.write_text(HEADER + "".join(line + "\n" for line in lines))
    return file


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The ids of what the articles tell, by the letters that stand for them in the cases."""
    folder = tmp_path_factory.mktemp("known")
    dataset = Dataset(folder, resolve([write(folder / "articles.parquet", ARTICLES).rename(folder / "in.pq")], folder))
    (meeting_id,), (deal_id,) = dataset.ids()["meetings"], dataset.ids()["deals"]
    entity_id = dataset.rows("entities", name="China")[0]["entity_id"]
    return {"M": meeting_id, "D": deal_id, "E": entity_id, "P": f"{meeting_id}/{entity_id}", "X": "m-unknown"}


@pytest.mark.parametrize(
    ("line", "result", "table", "shown"),
    [
        ("M,city,Lyon,seen it,R,2026-02-01,Paris", "applied", "meetings", {"city": "Lyon"}),
        ("M,city,,not stated,R,2026-02-01,Paris", "applied", "meetings", {"city": None}),
        ("M,start_date,2026-01-12,eve,R,2026-02-01,2026-01-11", "applied", "meetings", {"start_date": "2026-01-12"}),
        ("M,city,Lyon,seen it,R,2026-02-01,Nice", "not_as_expected", "meetings", {"city": "Paris"}),
        ("M,status,over,seen it,R,2026-02-01,held", "bad_value", "meetings", {"status": "held"}),
        ("M,status,,seen it,R,2026-02-01,held", "bad_value", "meetings", {"status": "held"}),
        ("M,start_date,soon,seen it,R,2026-02-01,2026-01-11", "bad_value", "meetings", {"start_date": "2026-01-11"}),
        ("M,meeting_id,m-1,seen it,R,2026-02-01,", "unknown_field", "meetings", {"city": "Paris"}),
        ("M,colour,red,seen it,R,2026-02-01,", "unknown_field", "meetings", {"city": "Paris"}),
        ("X,city,Lyon,seen it,R,2026-02-01,Paris", "unknown_record", "meetings", {"city": "Paris"}),
        ("D,value_amount,6000000,filing,R,2026-02-01,5000000", "applied", "deals", {"value_amount": 6e6}),
        ("P,role,host,notice,R,2026-02-01,attendee", "applied", "participants", {"role": "host"}),
        ("E,name,People's Republic,style,R,2026-02-01,China", "applied", "entities", {"name": "People's Republic"}),
        ("M,same,X,one,R,2026-02-01,", "unknown_record", "meetings", {"city": "Paris"}),
        ("M,same,M,one,R,2026-02-01,", "bad_value", "meetings", {"city": "Paris"}),
    ],
)
def test_correction(
    resolved: Resolved,
    known: dict[str, str],
    tmp_path: Path,
    line: str,
    result: str,
    table: str,
    shown: dict[str, object],
) -> None:
    cells = line.split(",")
    cells = [known.get(cell, cell) if place in (0, 2) else cell for place, cell in enumerate(cells)]
    dataset = resolved(*ARTICLES, corrections=corrections(tmp_path, ",".join(cells)))
    (outcome,) = dataset.report.corrections
    assert (outcome.result, outcome.correction.line) == (result, 2)
    assert (outcome in dataset.report.not_applied) == (result != "applied")
    ((name, value),) = shown.items()
    values = [row[name] for row in dataset.rows(table)]
    assert value in values or value in map(str, values)
    for statement in dataset.rows("statements", record_type="meeting", field="city"):
        assert statement["chosen"] == (dataset.rows("meetings")[0]["city"] == statement["value"])


def test_ruled_apart_and_together(resolved: Resolved, tmp_path: Path) -> None:
    first = article("a", "2026-01-12", meeting([US, CHINA], "2026-01-11"))
    second = article("b", "2026-01-13", meeting([US, CHINA], "2026-01-11"))
    one = resolved(first, second)
    (together,) = one.ids()["meetings"]
    told = [row["statement_id"] for row in one.rows("statements", record_type="meeting", field="record")]
    apart = resolved(
        first, second, previous=one.folder,
        corrections=corrections(tmp_path, f"{told[0]},different,{told[1]},two sittings,R,2026-02-01,"),
    )  # fmt: skip
    assert len(apart.ids()["meetings"]) == 2
    (row,) = apart.rows("superseded_ids", record_type="meeting")
    assert row["old_id"] == together
    assert row["reason"].startswith("split into ")
    assert row["new_id"] in apart.ids()["meetings"]


def test_entities_ruled_together(resolved: Resolved, tmp_path: Path) -> None:
    articles = [
        article(name, "2026-01-12", deal([party(of, "company")], "2026-01-11"))
        for name, of in (("a", "Acme Lithium"), ("b", "Zenith Copper"))
    ]
    first, second = sorted(resolved(*articles).ids()["entities"])
    line = f"{first},same,{second},renamed,R,2026-02-01,"
    dataset = resolved(*articles, corrections=corrections(tmp_path, line))
    assert len(dataset.ids()["entities"]) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("record,field,value\nm-1,city,Lyon\n", "lacks reason, who, date, expected"),
        (HEADER + "m-1,city,Lyon,,R,2026-02-01,\n", "line 2: no reason"),
        ("# a comment\n" + HEADER + "m-1,city,Lyon,why,R,yesterday,\n", "line 3: 'yesterday' is no date"),
    ],
)
def test_corrections_that_cannot_be_read(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(text)
    with pytest.raises(ValueError, match=complaint):
        read_corrections(file)
