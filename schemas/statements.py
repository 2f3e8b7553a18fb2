"""Table `statements`: what each article says, value by value, with the words it was read from."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.columns import (
    IDENTIFIER,
    RECORD_ID,
    SOME_TEXT,
    Count,
    Flag,
    Real,
    TableModel,
    Text,
    article_reference,
    column,
    probability,
    whole_number,
)
from schemas.enumerations import RECORD_TYPE, STATEMENT_FIELD, STATEMENT_FIELDS

MAX_QUOTE_WORDS = 25
"""The most words of an article that a quote may hold (words are separated by white space)."""


class Statements(TableModel):
    """One value of one field of one record, as one article gives it, with the quoted words.

    Where articles disagree, every value is kept here; `chosen` marks the one that the record shows.
    """

    statement_id: Text = column("Id of the statement.", str_matches=IDENTIFIER)
    record_type: Text = column("Which kind of record it is about.", values=RECORD_TYPE)
    record_id: Text = column(
        "The record: `meeting_id`, `deal_id`, or for participants and parties that id and `entity_id` joined by `/`.",
        str_matches=RECORD_ID,
    )
    field: Text = column("Which field of the record.", values=STATEMENT_FIELD)
    value: Text = column(
        "The value in text form (ISO dates, plain numbers, ids and codes as in the tables); null for `record`, and "
        "where the article gives the field no value.",
        nullable=True,
        example="2025-10-20",
    )
    article_id: Text = article_reference("The article that says so.", references="articles.article_id")
    start: Count = whole_number("Where the quoted words start in the article's raw text.", unit="Unicode code points")
    end: Count = whole_number("Where they end (the first character after).", unit="Unicode code points", least=1)
    quote: Text = column("The words, at most 25, exactly as they stand there.", str_matches=SOME_TEXT)
    rule: Text = column("The rule that read them.", str_matches=SOME_TEXT, example="met_with")
    confidence: Real = probability("the value is right")
    chosen: Flag = column("Whether this is the value that the record shows.")

    @pandera.dataframe_check(name="start_before_end", description="start < end")
    def _start_before_end(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["start"] < rows["end"]

    @pandera.dataframe_check(name="length_of_quote", description="end - start is the length of the quote")
    def _length_of_quote(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["quote"].str.len() == rows["end"] - rows["start"]

    @pandera.check("quote", name="at_most_25_words")
    def _short_quote(cls, quote: pd.Series[str]) -> pd.Series[bool]:
        return quote.str.count(r"\S+") <= MAX_QUOTE_WORDS

    @pandera.dataframe_check(name="field_of_record_type", description="the record type has such a field")
    def _field_of_record_type(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        fits = pd.Series(False, index=rows.index)
        for record_type, fields in STATEMENT_FIELDS.items():
            fits |= (rows["record_type"] == record_type) & rows["field"].isin(fields)
        return fits

    @pandera.dataframe_check(name="record_without_value", description="field `record` has no value")
    def _record_without_value(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["value"].isna() | (rows["field"] != "record")

    class Config:
        """Key, order and title of the table."""

        name = "statements"
        title = "Statements"
        unique = ("statement_id",)
        metadata = {  # noqa: RUF012
            "row": "value of a field of a record, as one article gives it",
            "sort": ("record_type", "record_id", "field", "article_id", "start", "statement_id"),
        }
