"""How well extraction does on annotated articles; a history of its numbers."""

import dagster as dg

from pipeline.assets.batches import CHANGED, OWNER
from pipeline.engine.code_version import code_version


@dg.asset(
    group_name="quality",
    kinds={"python"},
    owners=[OWNER],
    code_version=code_version("extraction"),
    automation_condition=CHANGED,
)
def extraction_quality() -> dg.MaterializeResult[None]:
    """Precision, recall and F1 of extraction on annotated articles."""
    return dg.MaterializeResult()
