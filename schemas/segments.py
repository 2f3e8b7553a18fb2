"""Table `segments`: the lines of the articles and what each is."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.columns import SOME_TEXT, Count, Flag, TableModel, Text, article_reference, column, whole_number
from schemas.enumerations import KEPT_SEGMENT_KINDS, SEGMENT_KIND


class Segments(TableModel):
    """Lines of the articles, told apart: which were read, which were removed, and by which rule."""

    article_id: Text = article_reference("The article.", references="articles.article_id")
    segment: Count = whole_number("Number of the line among the article's non-blank lines, from 0.", unit="lines")
    start: Count = whole_number("Where the line starts in the raw text.", unit="Unicode code points")
    end: Count = whole_number("Where it ends (the first character after it).", unit="Unicode code points", least=1)
    kind: Text = column("What the line is.", values=SEGMENT_KIND)
    kept: Flag = column("Whether its text was read: true for title, heading and body.")
    rule: Text = column("The rule that decided.", str_matches=SOME_TEXT, example="recurs_at_publisher")

    @pandera.dataframe_check(name="start_before_end", description="start < end")
    def _start_before_end(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["start"] < rows["end"]

    @pandera.dataframe_check(name="kept_by_kind", description="kept exactly where kind is title, heading or body")
    def _kept_by_kind(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["kept"] == rows["kind"].isin(KEPT_SEGMENT_KINDS)

    class Config:
        """Key, order and title of the table."""

        name = "segments"
        title = "Lines of the articles"
        unique = ("article_id", "segment")
        metadata = {"row": "line of an article", "sort": ("article_id", "segment")}  # noqa: RUF012
