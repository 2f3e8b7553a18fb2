"""Tables `deals`, `deal_parties` and `deal_minerals`."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas import codes
from schemas.columns import (
    IDENTIFIER,
    SOME_TEXT,
    Count,
    Day,
    Real,
    TableModel,
    Text,
    column,
    probability,
    whole_number,
)
from schemas.dated import fits_precision, in_order
from schemas.enumerations import DATE_PRECISION, DEAL_STATUS, DEAL_TYPE, ENTITY_TYPE, PARTY_ROLE


class Deals(TableModel):
    """Deals: agreements and transactions whose subject is minerals, each once, whatever number of articles."""

    deal_id: Text = column("Id of the deal, stable from release to release.", str_matches=IDENTIFIER)
    title: Text = column("The name it bears, or a short description.", str_matches=SOME_TEXT)
    deal_type: Text = column("Kind of deal.", values=DEAL_TYPE)
    status: Text = column("How far it has come, as of the latest report.", values=DEAL_STATUS)
    date: Day = column("Day of signing or announcement; see `date_precision`.", nullable=True)
    date_precision: Text = column("How exact `date` is.", values=DATE_PRECISION)
    value_amount: Real = column(
        "Headline value in money; null where none is given.", nullable=True, unit="units of value_currency", ge=0
    )
    value_currency: Text = column(
        "Currency of the value, ISO 4217.", nullable=True, isin=list(codes.currencies()), example="USD"
    )
    article_count: Count = whole_number("How many articles tell of it.", least=1)
    first_reported: Day = column("Publication date of the first dated article that tells of it.", nullable=True)
    last_reported: Day = column("Publication date of the last.", nullable=True)
    confidence: Real = probability("this is a deal over minerals and the row describes it rightly")

    @pandera.dataframe_check(name="date_fits_precision", description="date agrees with date_precision")
    def _date_fits_precision(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return fits_precision(rows["date"], rows["date_precision"])

    @pandera.dataframe_check(name="value_has_currency", description="an amount and its currency come together")
    def _value_has_currency(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["value_amount"].isna() == rows["value_currency"].isna()

    @pandera.dataframe_check(name="reports_in_order", description="first_reported <= last_reported")
    def _reports_in_order(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return in_order(rows["first_reported"], rows["last_reported"])

    class Config:
        """Key, order and title of the table."""

        name = "deals"
        title = "Deals"
        unique = ("deal_id",)
        metadata = {"row": "real-world deal", "sort": ("date", "deal_id")}  # noqa: RUF012


class DealParties(TableModel):
    """Who is party to which deal, and in which role; one party may have several roles."""

    deal_id: Text = column("The deal.", references="deals.deal_id", str_matches=IDENTIFIER)
    entity_id: Text = column("The party.", references="entities.entity_id", str_matches=IDENTIFIER)
    role: Text = column("Role in this deal.", values=PARTY_ROLE)
    name: Text = column("The party's name.", str_matches=SOME_TEXT, example="Lynas Rare Earths")
    party_type: Text = column("What the party is.", values=ENTITY_TYPE)
    country_code: Text = column(
        "Country that the party is or represents, or where the articles say it is based, ISO 3166-1 alpha-3.",
        nullable=True,
        isin=list(codes.countries()),
        example="AUS",
    )
    article_count: Count = whole_number("How many articles name this party in this role.", least=1)

    @pandera.dataframe_check(name="bloc_without_country", description="a bloc has no country_code")
    def _bloc_without_country(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["country_code"].isna() | (rows["party_type"] != "bloc")

    class Config:
        """Key, order and title of the table."""

        name = "deal_parties"
        title = "Parties of deals"
        unique = ("deal_id", "entity_id", "role")
        metadata = {"row": "party to a deal in a role", "sort": ("deal_id", "entity_id", "role")}  # noqa: RUF012


class DealMinerals(TableModel):
    """Minerals that a deal covers, where an article says so."""

    deal_id: Text = column("The deal.", references="deals.deal_id", str_matches=IDENTIFIER)
    mineral_id: Text = column("The mineral.", references="minerals.mineral_id", str_matches=IDENTIFIER)
    article_count: Count = whole_number("How many articles say that the deal covers the mineral.", least=1)

    class Config:
        """Key, order and title of the table."""

        name = "deal_minerals"
        title = "Minerals of deals"
        unique = ("deal_id", "mineral_id")
        metadata = {"row": "mineral of a deal", "sort": ("mineral_id", "deal_id")}  # noqa: RUF012
