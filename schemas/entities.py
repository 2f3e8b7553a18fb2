"""Table `entities`: who is named, over all articles."""

from __future__ import annotations

from schemas import codes
from schemas.columns import IDENTIFIER, SOME_TEXT, Count, TableModel, Text, Texts, column, whole_number
from schemas.enumerations import ENTITY_TYPE


class Entities(TableModel):
    """Persons, countries, blocs, bodies, companies and organisations that take part in meetings and deals."""

    entity_id: Text = column("Id of the entity, stable from release to release.", str_matches=IDENTIFIER)
    name: Text = column("Its fullest usual name, without titles.", str_matches=SOME_TEXT)
    entity_type: Text = column("What it is.", values=ENTITY_TYPE)
    country_code: Text = column(
        "Country that it is or represents, or where it is based, ISO 3166-1 alpha-3.",
        nullable=True,
        isin=list(codes.countries()),
        example="COD",
    )
    aliases: Texts = column("Other names that articles give it, in alphabetical order.")
    article_count: Count = whole_number("How many articles name it as participant or party.")

    class Config:
        """Key, order and title of the table."""

        name = "entities"
        title = "Entities"
        unique = ("entity_id",)
        metadata = {"row": "person, country, bloc, body, company or organisation", "sort": ("entity_id",)}  # noqa: RUF012
