"""One pandera model for each published table: the single source of truth for its columns."""

from schemas.registry import TABLES, ColumnSchema, ForeignKey, TableSchema, arrow_schema
from schemas.validation import REJECTED, TableFailed, Validated, validate
from schemas.version import SCHEMA_VERSION

__all__ = [
    "REJECTED",
    "SCHEMA_VERSION",
    "TABLES",
    "ColumnSchema",
    "ForeignKey",
    "TableFailed",
    "TableSchema",
    "Validated",
    "arrow_schema",
    "validate",
]
