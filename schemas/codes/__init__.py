"""International codes that columns take: countries (ISO 3166-1 alpha-3) and currencies (ISO 4217)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _codes(table: str) -> Mapping[str, str]:
    text = files(__name__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    return {row[0]: row[1] for row in rows}


def countries() -> Mapping[str, str]:
    """Alpha-3 code of each country and territory, with its usual English name."""
    return _codes("country_codes")


def currencies() -> Mapping[str, str]:
    """ISO 4217 code of each currency, with its usual English name."""
    return _codes("currency_codes")
