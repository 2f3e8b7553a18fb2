"""How well extraction does on annotated articles; the UI keeps the history of its numbers."""

import re
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa

from pipeline.assets.batches import CODE_OR_MISSING, OWNER
from pipeline.cleaning import clean
from pipeline.engine.code_version import code_version
from pipeline.evaluation import GoldError, Scores, as_arrow, calibration_error, evaluate, reliability
from pipeline.extraction.article import extract
from pipeline.ingest import read_articles, samples
from pipeline.presentation import markdown_table, stage_columns
from pipeline.records import Extraction, Rejection
from pipeline.resources import Workspace

_MISTAKES_SHOWN = 30
_NO_WORD = re.compile(r"\W+")


@dg.asset(
    group_name="quality",
    kinds={"python", "spacy", "parquet"},
    owners=[OWNER],
    code_version=code_version("extraction"),
    metadata={"dagster/column_schema": stage_columns("extraction_quality")},
    automation_condition=CODE_OR_MISSING,
)
def extraction_quality(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[pa.Table]:
    """Precision, recall and F1 of extraction, and the accuracy of each field, on articles annotated by people.

    Measured on the embedded samples, or on the gold folder that the workspace names.
    """
    gold = Path(workspace.gold) if workspace.gold else samples().parent
    try:
        scores = evaluate(gold, _read(gold / "articles"))
    except (GoldError, FileNotFoundError) as problem:
        raise dg.Failure(f"nothing to measure on: {problem}", allow_retries=False) from problem
    context.log.info(f"measured on {scores.documents} annotated articles of {gold}")
    shown = scores.mistakes[:_MISTAKES_SHOWN]
    return dg.MaterializeResult(
        value=as_arrow({gold.name: scores})["scores"],
        metadata={
            **_numbers(scores),
            "gold": dg.MetadataValue.path(str(gold)),
            "mistakes": markdown_table(
                ["file", "subject", "what", "expected", "found"],
                [[each.file, each.subject, each.what, each.gold, each.found] for each in shown],
            ),
        },
    )


def _read(articles: Path) -> Iterator[Extraction]:
    for item in read_articles(articles):
        if not isinstance(item, Rejection):
            yield extract(clean(item))


def _name(words: str) -> str:
    return _NO_WORD.sub("_", words)


def _numbers(scores: Scores) -> dict[str, int | float]:
    """The figures that the UI plots over time."""
    numbers: dict[str, int | float] = {"annotated_articles": scores.documents}
    for subject, counts in scores.found.items():
        name = _name(subject)
        numbers |= {
            f"{name}_precision": round(counts.precision, 4),
            f"{name}_recall": round(counts.recall, 4),
            f"{name}_f1": round(counts.f1, 4),
        }
    for field, values in sorted(scores.fields.items()):
        numbers[f"{_name(field)}_accuracy"] = round(values.accuracy, 4)
    numbers["calibration_error"] = round(calibration_error(reliability(scores.outcomes)), 4)
    return numbers
