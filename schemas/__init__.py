"""One pandera model for each published table: the single source of truth for its columns."""

from schemas.cross_checks import CROSS_CHECKS, CrossCheck, CrossCheckResult, cross_checks, text_checks
from schemas.dictionary import data_dictionary_markdown
from schemas.registry import TABLES, ColumnSchema, ForeignKey, TableSchema, arrow_schema
from schemas.validation import REJECTED, TableFailed, Validated, validate
from schemas.version import SCHEMA_VERSION

__all__ = [
    "CROSS_CHECKS",
    "REJECTED",
    "SCHEMA_VERSION",
    "TABLES",
    "ColumnSchema",
    "CrossCheck",
    "CrossCheckResult",
    "ForeignKey",
    "TableFailed",
    "TableSchema",
    "Validated",
    "arrow_schema",
    "cross_checks",
    "data_dictionary_markdown",
    "text_checks",
    "validate",
]
