"""The building bricks of the models: Arrow column types and the ways to declare a column.

A column is declared once, in the model of its table, with `column(...)`; everything that names
it elsewhere (Arrow schema, DuckDB comment, data dictionary, data package) reads it from there.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from schemas.enumerations import Enumeration

Text = Annotated[pd.ArrowDtype, pa.string()]
Texts = Annotated[pd.ArrowDtype, pa.list_(pa.string())]
Day = Annotated[pd.ArrowDtype, pa.date32()]
Flag = Annotated[pd.ArrowDtype, pa.bool_()]
Count = Annotated[pd.ArrowDtype, pa.int32()]
Real = Annotated[pd.ArrowDtype, pa.float64()]

Declared: TypeAlias = Any
"""What a declaration returns to a type checker: it stands on the right of a column of any type."""

ARTICLE_ID = r"^[0-9a-f]{16}$"
IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9._:-]*$"
"""An id without white space and without `/`, which joins two ids in `statements.record_id`."""
RECORD_ID = r"^[A-Za-z0-9][A-Za-z0-9._:-]*(?:/[A-Za-z0-9][A-Za-z0-9._:-]*)?$"
SOME_TEXT = r"^(?s:.*)\S"


def column(
    description: str,
    *,
    nullable: bool = False,
    values: Enumeration | None = None,
    references: str | None = None,
    unit: str | None = None,
    example: str | None = None,
    **checks: Declared,
) -> Declared:
    """Declare a column of a model.

    `values` is the enumeration it takes; `references` names the column of another table that it
    points to, as `"table.column"`; `unit` says what a number counts. Further keyword arguments
    are pandera's own checks (`ge`, `le`, `str_matches` …).
    """
    if values is not None:
        checks["isin"] = list(values.values)
    metadata = {"enumeration": values, "references": references, "unit": unit, "example": example}
    return pandera.Field(description=description, nullable=nullable, metadata=metadata, **checks)


class TableModel(pandera.DataFrameModel):
    """What all table models share: exactly the declared columns, in their order, no coercion."""

    class Config:
        """Pandera's settings: a frame with other columns, or in another order, is another table."""

        strict = True
        ordered = True
        coerce = False


def article_reference(description: str, **rest: Declared) -> Declared:
    """A column that holds the id of an article."""
    return column(description, str_matches=ARTICLE_ID, example="9f2c4b1d0a7e6358", **rest)


def probability(what: str) -> Declared:
    """A column that holds a probability."""
    return column(f"Probability that {what}, as the extractor estimates it.", unit="probability", ge=0.0, le=1.0)


def whole_number(description: str, *, least: int = 0, unit: str = "articles") -> Declared:
    """A column that holds a whole number, `least` or more."""
    return column(description, unit=unit, ge=least)
