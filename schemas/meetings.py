"""Tables `meetings`, `participants` and `meeting_minerals`."""

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
from schemas.enumerations import DATE_PRECISION, ENTITY_TYPE, MEETING_STATUS, MEETING_TYPE, PARTICIPANT_ROLE


class Meetings(TableModel):
    """Meetings: gatherings and direct interactions of two or more parties, each once, whatever number of articles."""

    meeting_id: Text = column("Id of the meeting, stable from release to release.", str_matches=IDENTIFIER)
    title: Text = column("The name it bears, or a short description.", str_matches=SOME_TEXT)
    meeting_type: Text = column("Kind of meeting.", values=MEETING_TYPE)
    status: Text = column("Whether it took place, as of the latest report.", values=MEETING_STATUS)
    start_date: Day = column("Its day, or its first day; see `date_precision`.", nullable=True)
    end_date: Day = column("Its last day; null for a meeting of one day.", nullable=True)
    date_precision: Text = column("How exact `start_date` is.", values=DATE_PRECISION)
    city: Text = column("English name of the city where it takes place, where stated.", nullable=True)
    country_code: Text = column(
        "Country where it takes place, ISO 3166-1 alpha-3.", nullable=True, isin=list(codes.countries()), example="USA"
    )
    article_count: Count = whole_number("How many articles tell of it.", least=1)
    first_reported: Day = column("Publication date of the first dated article that tells of it.", nullable=True)
    last_reported: Day = column("Publication date of the last.", nullable=True)
    confidence: Real = probability("this is a meeting and the row describes it rightly")

    @pandera.dataframe_check(name="end_after_start", description="end_date >= start_date, and none without it")
    def _end_after_start(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return in_order(rows["start_date"], rows["end_date"]) & (rows["start_date"].notna() | rows["end_date"].isna())

    @pandera.dataframe_check(name="date_fits_precision", description="start_date agrees with date_precision")
    def _date_fits_precision(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return fits_precision(rows["start_date"], rows["date_precision"])

    @pandera.dataframe_check(name="reports_in_order", description="first_reported <= last_reported")
    def _reports_in_order(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return in_order(rows["first_reported"], rows["last_reported"])

    class Config:
        """Key, order and title of the table."""

        name = "meetings"
        title = "Meetings"
        unique = ("meeting_id",)
        metadata = {"row": "real-world meeting", "sort": ("start_date", "meeting_id")}  # noqa: RUF012


class Participants(TableModel):
    """Who took part in which meeting, and in which role."""

    meeting_id: Text = column("The meeting.", references="meetings.meeting_id", str_matches=IDENTIFIER)
    entity_id: Text = column("The participant.", references="entities.entity_id", str_matches=IDENTIFIER)
    name: Text = column("The participant's name, without titles.", str_matches=SOME_TEXT, example="Scott Bessent")
    participant_type: Text = column("What the participant is.", values=ENTITY_TYPE)
    role: Text = column("Role in this meeting.", values=PARTICIPANT_ROLE)
    office: Text = column("Office of a person, as reported.", nullable=True, example="Treasury Secretary")
    country_code: Text = column(
        "Country that a person or body represents, or the country itself, ISO 3166-1 alpha-3; null for blocs.",
        nullable=True,
        isin=list(codes.countries()),
        example="KOR",
    )
    article_count: Count = whole_number("How many articles name this participant of this meeting.", least=1)
    confidence: Real = probability("this entity took part in this meeting in this role")

    @pandera.dataframe_check(name="office_of_person", description="only a person has an office")
    def _office_of_person(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["office"].isna() | (rows["participant_type"] == "person")

    @pandera.dataframe_check(name="bloc_without_country", description="a bloc has no country_code")
    def _bloc_without_country(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["country_code"].isna() | (rows["participant_type"] != "bloc")

    class Config:
        """Key, order and title of the table."""

        name = "participants"
        title = "Participants of meetings"
        unique = ("meeting_id", "entity_id")
        metadata = {"row": "party to a meeting", "sort": ("meeting_id", "entity_id")}  # noqa: RUF012


class MeetingMinerals(TableModel):
    """Minerals named in the articles that tell of a meeting."""

    meeting_id: Text = column("The meeting.", references="meetings.meeting_id", str_matches=IDENTIFIER)
    mineral_id: Text = column("The mineral.", references="minerals.mineral_id", str_matches=IDENTIFIER)
    article_count: Count = whole_number("How many of the meeting's articles name the mineral.", least=1)

    class Config:
        """Key, order and title of the table."""

        name = "meeting_minerals"
        title = "Minerals of meetings"
        unique = ("meeting_id", "mineral_id")
        metadata = {"row": "mineral of a meeting", "sort": ("mineral_id", "meeting_id")}  # noqa: RUF012
