"""One pandera model for each published table: the single source of truth for its columns."""
