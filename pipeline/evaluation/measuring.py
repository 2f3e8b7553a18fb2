"""All figures of one gold folder: its articles are read, their records compared, and the links between them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cleaning import clean
from pipeline.evaluation import linking
from pipeline.evaluation.gold import GoldError, read_gold
from pipeline.evaluation.linking import BCubed, LinkingScores
from pipeline.evaluation.report import as_arrow
from pipeline.evaluation.scores import Scores, evaluate
from pipeline.extraction.article import extract
from pipeline.extraction.document import Parser
from pipeline.ingest import read_articles
from pipeline.publishing.swap import written_aside
from pipeline.records import Extraction, Rejection

Progress = Callable[[int, int], None]
"""Called with how many articles have been read and how many there are."""

GIVEN_GOLD = "given annotated records"
END_TO_END = "end to end"


@dataclass(frozen=True, slots=True)
class Linked:
    """B-cubed of one kind of record (`meetings` or `deals`), measured in one way.

    `way` is `GIVEN_GOLD` (the annotated records are linked: what linking alone is answerable for)
    or `END_TO_END` (the extracted ones are: a missed record counts against recall, a spurious one
    against precision).
    """

    kind: str
    way: str
    figures: BCubed
    wrong_merges: tuple[tuple[str, ...], ...]
    """Event keys that stand in one record."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one gold folder."""

    scores: Scores
    linking: tuple[Linked, ...] = ()
    """Empty where no event key stands in two articles, so that there is nothing to link."""
    refused: tuple[Rejection, ...] = ()
    """Files of the folder that could not be read as articles; they count as if nothing had been found in them."""
    note: str = ""
    """Why linking was not measured although event keys are there."""


def _silent(done: int, total: int) -> None:
    return None


def measure(
    folder: Path, progress: Progress = _silent, *, parser: Parser | None = None, with_linking: bool = True
) -> Measured:
    """Read the annotated articles of a gold folder and measure what was read.

    The annotations are checked before the first article is read. `parser` stands in for the
    default language model. Raises GoldError where the folder is no gold folder or can't be read.
    """
    wanted = {article.file for article in read_gold(folder)}
    extractions: list[Extraction] = []
    refused: list[Rejection] = []
    progress(0, len(wanted))
    for item in read_articles(folder / "articles"):
        if isinstance(item, Rejection):
            refused.append(item)
        elif PurePosixPath(item.file).name in wanted:
            extractions.append(extract(clean(item), parser))
            progress(len(extractions), len(wanted))
    scores = evaluate(folder, extractions)
    if not with_linking:
        return Measured(scores, refused=tuple(refused))
    try:
        links, note = _links(folder, extractions), ""
    except (KeyError, TypeError, ValueError, OSError) as problem:
        # What is only needed to link (a sidecar, offices, precisions) may be missing from a folder
        # whose records can be compared all the same.
        links, note = (), f"links were not measured: {type(problem).__name__} {problem}"
    return Measured(scores, links, tuple(refused), note)


def _links(folder: Path, extractions: list[Extraction]) -> tuple[Linked, ...]:
    try:
        _, reports = linking.read_gold([folder])
    except FileNotFoundError as problem:
        raise GoldError(f"{problem.filename} is missing") from problem
    told: dict[tuple[str, str], set[str]] = {}
    for report in reports:
        told.setdefault((report.kind, report.event), set()).add(report.article_id)
    if not any(len(articles) > 1 for articles in told.values()):
        return ()

    def rows(way: str, scores: list[LinkingScores], strict: bool) -> list[Linked]:
        return [Linked(s.kind, way, s.strict if strict else s.linked, s.wrong_merges) for s in scores]

    return (
        *rows(GIVEN_GOLD, linking.score_linking([folder]), strict=False),
        *rows(END_TO_END, linking.score_linking([folder], extractions), strict=True),
    )


_LINKING: list[tuple[str, pa.DataType]] = [
    ("gold", pa.string()),
    ("kind", pa.string()),
    ("way", pa.string()),
    ("precision", pa.float64()),
    ("recall", pa.float64()),
    ("f1", pa.float64()),
    ("reports", pa.int64()),
]
LINKING = pa.schema(_LINKING)
"""One row for each kind of record and way of measuring its links."""


def figures(measured: dict[str, Measured]) -> dict[str, pa.Table]:
    """The tables `scores`, `reliability`, `mistakes` and `linking` of gold folders by name."""
    links = [
        {
            "gold": gold,
            "kind": linked.kind,
            "way": linked.way,
            "precision": linked.figures.precision,
            "recall": linked.figures.recall,
            "f1": linked.figures.f1,
            "reports": linked.figures.items,
        }
        for gold, one in measured.items()
        for linked in one.linking
    ]
    tables = as_arrow({gold: one.scores for gold, one in measured.items()})
    return {**tables, "linking": pa.Table.from_pylist(links, LINKING)}


def check_free(folder: Path) -> None:
    """Raise FileExistsError where a folder for figures is a file or holds anything that is not such figures."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FileExistsError(f"{folder} is a file: name a folder for the figures")
    mine = {f"{name}.parquet" for name in ("scores", "reliability", "mistakes", "linking")}
    strange = sorted({path.name for path in folder.iterdir()} - mine)
    if strange:
        raise FileExistsError(f"{folder} holds other things ({strange[0]}): name a folder of its own")


def write_figures(measured: dict[str, Measured], folder: Path) -> None:
    """Write the tables of `figures` as Parquet files into `folder`, which they replace as a whole or not at all.

    Raises FileExistsError as `check_free` does.
    """
    check_free(folder)
    with written_aside(folder) as aside:
        for name, table in figures(measured).items():
            pq.write_table(table, aside / f"{name}.parquet", compression="zstd")
