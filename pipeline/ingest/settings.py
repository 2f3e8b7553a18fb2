"""What a run may set about reading its input."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """Limits that keep hostile or broken input from taking the memory or the time of a run."""

    max_file_bytes: int = 5_000_000
    """Largest article in bytes: a file that is one article, or one row of a table. A table may be any size."""
    max_line_chars: int = 200_000
    """Longest line of an article in characters; the longest in 8,000 press releases has 16,000."""
    max_front_matter_chars: int = 16_384
    """How far the end of a front matter is looked for."""
    batch_rows: int = 64
    """Rows of a Parquet table that are held in memory at once."""
