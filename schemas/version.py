"""Version of the tables' shape."""

SCHEMA_VERSION = "1.0.0"
"""SemVer of the schemas: major when a column, key or value goes or changes its meaning, minor when one
is added, patch when only descriptions change."""
