"""Lines that stand in many articles of one publisher: residue that no rule knows."""

from __future__ import annotations


class RecurringLines:
    """Counts of lines by publisher."""
