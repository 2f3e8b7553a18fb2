"""All tables with their columns, keys and checks, read off the models: what everything else is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandera.pandas as pandera
import pyarrow as pa

from schemas.articles import Articles
from schemas.columns import TableModel
from schemas.deals import DealMinerals, DealParties, Deals
from schemas.entities import Entities
from schemas.enumerations import Enumeration
from schemas.meetings import MeetingMinerals, Meetings, Participants
from schemas.minerals import MineralMentions, Minerals
from schemas.segments import Segments
from schemas.statements import Statements
from schemas.superseded_ids import SupersededIds
from schemas.version import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds values of `parent_column` of the table `parent`."""

    column: str
    parent: str
    parent_column: str


@dataclass(frozen=True, slots=True)
class ColumnSchema:
    """One column: name, Arrow type, meaning, and the values it may take."""

    name: str
    arrow_type: pa.DataType
    nullable: bool
    description: str
    enumeration: Enumeration | None = None
    unit: str | None = None
    example: str | None = None
    checks: tuple[str, ...] = ()
    """Further checks on single values, in words such as `greater_than_or_equal_to(0)`."""


@dataclass(frozen=True)
class TableSchema:
    """One published table, as its pandera model declares it."""

    model: type[TableModel]

    @cached_property
    def pandera(self) -> pandera.DataFrameSchema:
        """The pandera schema that checks a pandas frame of Arrow-backed columns."""
        return self.model.to_schema()

    @cached_property
    def _declared(self) -> Mapping[str, Any]:
        """The metadata of the model's `Config`."""
        return dict(self.model.get_metadata()[self.pandera.name]["dataframe"])

    @property
    def name(self) -> str:
        """Name of the table and of its file."""
        return str(self.pandera.name)

    @property
    def title(self) -> str:
        """Its title, for people."""
        return str(self.pandera.title)

    @property
    def description(self) -> str:
        """What the table holds; the model's docstring."""
        return " ".join((self.model.__doc__ or "").split())

    @property
    def row(self) -> str:
        """What one row stands for."""
        return str(self._declared["row"])

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        return tuple(self.pandera.unique or ())

    @property
    def sort(self) -> tuple[str, ...]:
        """The columns that the published rows are sorted by, the usual filter first; it ends with the key."""
        wanted = tuple(self._declared["sort"])
        return (*wanted, *(name for name in self.key if name not in wanted))

    @cached_property
    def columns(self) -> tuple[ColumnSchema, ...]:
        """The columns in their order."""
        found = []
        for name, declared in self.pandera.columns.items():
            about = declared.metadata or {}
            enumeration = about["enumeration"]
            checks = [str(check.error or check.name) for check in declared.checks]
            long_list = next((c for c in checks if c.startswith("isin(") and len(c) > 200), None)
            found.append(
                ColumnSchema(
                    name=name,
                    arrow_type=declared.dtype.type.pyarrow_dtype,
                    nullable=declared.nullable,
                    description=declared.description or "",
                    enumeration=enumeration,
                    unit=about["unit"],
                    example=about["example"],
                    checks=tuple(c for c in checks if c != long_list and not (enumeration and c.startswith("isin("))),
                )
            )
        return tuple(found)

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """Columns that point to another table."""
        found = []
        for name, declared in self.pandera.columns.items():
            references = (declared.metadata or {})["references"]
            if references:
                parent, parent_column = references.split(".")
                found.append(ForeignKey(name, parent, parent_column))
        return tuple(found)

    @cached_property
    def row_checks(self) -> Mapping[str, str]:
        """Checks over several columns of a row: name, and what holds in words."""
        return {str(check.name): check.description or str(check.name) for check in self.pandera.checks}

    def column(self, name: str) -> ColumnSchema:
        """The column of this name. Raises KeyError where there is none."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(f"table {self.name!r} has no column {name!r}")


TABLES: Mapping[str, TableSchema] = MappingProxyType(
    {
        schema.name: schema
        for schema in (
            TableSchema(model)
            for model in (
                Articles,
                Segments,
                Meetings,
                Participants,
                MeetingMinerals,
                Minerals,
                MineralMentions,
                Deals,
                DealParties,
                DealMinerals,
                Entities,
                Statements,
                SupersededIds,
            )
        )
    }
)
"""Every published table by name, in the order in which they are documented."""


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table: types, nullability, descriptions of fields, and the table's own in its metadata."""
    schema = TABLES[table]
    fields = []
    for column in schema.columns:
        about = {"description": column.description}
        if column.unit:
            about["unit"] = column.unit
        if column.enumeration:
            about["values"] = "|".join(column.enumeration.values)
        fields.append(pa.field(column.name, column.arrow_type, nullable=column.nullable, metadata=about))
    return pa.schema(
        fields,
        metadata={
            "title": schema.title,
            "description": schema.description,
            "row": schema.row,
            "key": ",".join(schema.key),
            "sort": ",".join(schema.sort),
            "schema_version": SCHEMA_VERSION,
        },
    )
