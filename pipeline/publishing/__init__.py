"""Tables in; Parquet, DuckDB catalog, releases and documents out."""
