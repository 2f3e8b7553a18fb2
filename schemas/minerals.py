"""Tables `minerals` and `mineral_mentions`."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.columns import (
    IDENTIFIER,
    SOME_TEXT,
    Count,
    Day,
    Flag,
    TableModel,
    Text,
    article_reference,
    column,
    whole_number,
)
from schemas.dated import in_order
from schemas.enumerations import MINERAL_GROUP


class Minerals(TableModel):
    """The controlled vocabulary of minerals, with how often the articles name each."""

    mineral_id: Text = column("Id of the mineral.", str_matches=IDENTIFIER, example="rare_earths")
    name: Text = column("Its usual English name.", str_matches=SOME_TEXT)
    symbol: Text = column("Chemical symbol of an element.", nullable=True, example="Li")
    group: Text = column("Group of minerals it belongs to.", values=MINERAL_GROUP)
    usgs_2025: Flag = column("Whether it is on the United States' list of critical minerals of 2025.")
    eu_crm_2024: Flag = column("Whether it is on the European Union's list of critical raw materials of 2024.")
    article_count: Count = whole_number("How many articles name it.")
    mention_count: Count = whole_number("How often they name it.", unit="mentions")
    first_reported: Day = column("Publication date of the first dated article that names it.", nullable=True)
    last_reported: Day = column("Publication date of the last.", nullable=True)

    @pandera.dataframe_check(name="reports_in_order", description="first_reported <= last_reported")
    def _reports_in_order(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return in_order(rows["first_reported"], rows["last_reported"])

    @pandera.dataframe_check(name="mentions_in_articles", description="mention_count >= article_count")
    def _mentions_in_articles(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["mention_count"] >= rows["article_count"]

    class Config:
        """Key, order and title of the table."""

        name = "minerals"
        title = "Minerals of the vocabulary"
        unique = ("mineral_id",)
        metadata = {"row": "mineral of the vocabulary", "sort": ("mineral_id",)}  # noqa: RUF012


class MineralMentions(TableModel):
    """Every place where the kept text of an article names a mineral as a commodity."""

    article_id: Text = article_reference("The article.", references="articles.article_id")
    start: Count = whole_number("Where the mention starts in the raw text.", unit="Unicode code points")
    mineral_id: Text = column("The mineral.", references="minerals.mineral_id", str_matches=IDENTIFIER)
    end: Count = whole_number("Where it ends (the first character after it).", unit="Unicode code points", least=1)
    text: Text = column("The words, as they stand in the raw text.", str_matches=SOME_TEXT, example="NdPr oxide")

    @pandera.dataframe_check(name="start_before_end", description="start < end")
    def _start_before_end(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["start"] < rows["end"]

    @pandera.dataframe_check(name="length_of_text", description="end - start is the length of the text")
    def _length_of_text(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["text"].str.len() == rows["end"] - rows["start"]

    class Config:
        """Key, order and title of the table."""

        name = "mineral_mentions"
        title = "Mentions of minerals"
        unique = ("article_id", "start", "mineral_id")
        metadata = {"row": "mention of a mineral", "sort": ("article_id", "start", "mineral_id")}  # noqa: RUF012
