"""Table `superseded_ids`: where ids of earlier runs went."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.columns import IDENTIFIER, SOME_TEXT, Day, TableModel, Text, column
from schemas.enumerations import SUPERSEDED_TYPE


class SupersededIds(TableModel):
    """Ids of earlier runs that now mean another record, so that a citation of an old id still leads somewhere."""

    old_id: Text = column("The id that is no longer used.", str_matches=IDENTIFIER)
    new_id: Text = column("The id of the record that took its place.", str_matches=IDENTIFIER)
    record_type: Text = column("What kind of id it is.", values=SUPERSEDED_TYPE)
    reason: Text = column("Why it was replaced.", str_matches=SOME_TEXT, example="merged")
    since: Day = column("Newest publication date in the data of the run that replaced it.", nullable=True)

    @pandera.dataframe_check(name="another_id", description="old_id is not new_id")
    def _another_id(cls, rows: pd.DataFrame) -> pd.Series[bool]:
        return rows["old_id"] != rows["new_id"]

    class Config:
        """Key, order and title of the table."""

        name = "superseded_ids"
        title = "Superseded ids"
        unique = ("old_id",)
        metadata = {"row": "id of an earlier run that now means another record", "sort": ("old_id",)}  # noqa: RUF012
