"""A file of corrections beside the articles is no article."""

from pathlib import Path

from pipeline.ingest import CORRECTIONS_NAME, batches, read_articles
from pipeline.records import Article


def test_corrections_are_neither_articles_nor_a_batch(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Lithium talks were held in Perth on Monday.\n")
    (tmp_path / CORRECTIONS_NAME).write_text("record,field,value,reason,who,date,expected\n")
    assert [type(item) for item in read_articles(tmp_path)] == [Article]
    assert CORRECTIONS_NAME not in {path.name for _, path in batches(tmp_path)}
