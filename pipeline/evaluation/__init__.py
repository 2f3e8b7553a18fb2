"""How well the extractor reads: its records against a folder of articles annotated by people.

A gold folder holds `articles/` (raw files, with a sidecar `articles.csv` of their metadata) and
`ann/` (one JSON annotation for each article, as `gold.read_gold` describes).
"""

from pipeline.evaluation.gold import GoldError, read_gold
from pipeline.evaluation.reliability import Bin, calibration_error, reliability
from pipeline.evaluation.report import as_arrow, as_rich_table, write_parquet
from pipeline.evaluation.scores import Counts, FieldCounts, Mistake, Outcome, Scores, evaluate

__all__ = [
    "Bin",
    "Counts",
    "FieldCounts",
    "GoldError",
    "Mistake",
    "Outcome",
    "Scores",
    "as_arrow",
    "as_rich_table",
    "calibration_error",
    "evaluate",
    "read_gold",
    "reliability",
    "write_parquet",
]
