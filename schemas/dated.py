"""Checks that meetings and deals share: on dates with their precision, and on the span of reports."""

from __future__ import annotations

import pandas as pd


def fits_precision(day: pd.Series[pd.Timestamp], precision: pd.Series[str]) -> pd.Series[bool]:
    """Whether a date is null exactly at precision `unknown`, and the first day of its month or year where coarser."""
    moment = pd.to_datetime(day)
    first_of_month = moment.dt.day == 1
    first_of_year = first_of_month & (moment.dt.month == 1)
    fits = day.isna() == (precision == "unknown")
    fits &= (precision != "month") | first_of_month
    fits &= (precision != "year") | first_of_year
    return fits


def in_order(first: pd.Series[pd.Timestamp], last: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
    """Whether `first` is not after `last`; true where either is null."""
    return (first <= last).fillna(True)
