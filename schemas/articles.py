"""Table `articles`: the source articles."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.columns import Count, Day, Flag, Real, TableModel, Text, Texts, article_reference, column, whole_number
from schemas.enumerations import PUBLISHED_DATE_SOURCE


class Articles(TableModel):
    """Source articles with their metadata; their texts are not published."""

    article_id: Text = article_reference("Id of the article: the first 16 hex digits of the SHA-256 of its raw bytes.")
    file: Text = column(
        "Name of the file that it came in, with `#n` for the nth record of a file of several.",
        str_length={"min_value": 1},
        example="miningwatch-2025-10-21.html",
    )
    url: Text = column("Web address of the article.", nullable=True, example="https://news.example/lithium-pact")
    publisher: Text = column("Who published it.", nullable=True, example="Example Mining News")
    title: Text = column("Its headline.", nullable=True)
    authors: Texts = column("Names of its authors, in the order given; empty where none is named.")
    agency: Text = column("News agency that the article credits.", nullable=True, example="Reuters")
    dateline_city: Text = column("City of the dateline that opens the text.", nullable=True, example="London")
    published_date: Day = column("Day of publication, in the publisher's time.", nullable=True)
    published_date_source: Text = column("Where the publication date comes from.", values=PUBLISHED_DATE_SOURCE)
    locale: Text = column(
        "The publisher's locale, as a language and country tag; it decides how `11/1` is read.",
        nullable=True,
        example="en-AU",
    )
    language: Text = column("Language of the text, ISO 639-1.", str_matches=r"^[a-z]{2,3}$", example="en")
    relevant: Flag = column("Whether the kept text names a mineral of the vocabulary or one of the generic phrases.")
    raw_chars: Count = whole_number("Length of the raw text.", unit="Unicode code points")
    clean_chars: Count = whole_number("Length of the text that was kept and read.", unit="Unicode code points")
    removed_share: Real = column(
        "Share of the raw text's characters, white space aside, that stand in removed lines.", unit="share", ge=0, le=1
    )
    duplicate_of: Text = article_reference(
        "The first copy of the same text, where this article is a later copy; else null.",
        nullable=True,
        references="articles.article_id",
    )
    similar_group: Text = column(
        "Group of articles that share much of their text (one wire report in several outlets): the smallest "
        "`article_id` of the group; null for an article on its own.",
        nullable=True,
    )

    @pandera.dataframe_check(name="date_has_source", description="published_date is null exactly where its source is")
    def _date_has_source(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["published_date"].isna() == (rows["published_date_source"] == "unknown")

    @pandera.dataframe_check(name="no_copy_of_itself", description="an article is no copy of itself")
    def _no_copy_of_itself(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return (rows["duplicate_of"] != rows["article_id"]).fillna(True)

    class Config:
        """Key, order and title of the table."""

        name = "articles"
        title = "Source articles"
        unique = ("article_id",)
        metadata = {"row": "source article", "sort": ("published_date", "article_id")}  # noqa: RUF012
