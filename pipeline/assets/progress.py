"""What the main job shows in the terminal: progress, warnings, and a summary at the end."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.publishing.quarantine import quarantine_counts
from pipeline.stage_schemas import TABLES_PREFIX
from schemas import TABLES


class Screen:
    """The terminal that a run is shown in."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._subject = ""
        self._since = time.monotonic()

    @contextmanager
    def busy(self, subject: str) -> Iterator[None]:
        """Show what is being worked on, with a moving mark where the output is a terminal."""
        self._subject = subject
        self._since = time.monotonic()
        with self.console.status(Text(subject)):
            yield

    def made(self, asset: str, rows: int | None) -> None:
        """Show that an asset has been made, and how long that took since the one before."""
        now = time.monotonic()
        line = Text.assemble(
            ("  ✓ ", "green"),
            f"{self._subject:<18.40} {asset:<20}",
            (f"{rows:>8,} rows" if rows is not None else " " * 13),
            (f"  {now - self._since:5.1f} s", "dim"),
        )
        self._since = now
        self.console.print(line, soft_wrap=True)

    def note(self, words: str) -> None:
        """Show a sentence."""
        self.console.print(Text(words), soft_wrap=True)

    def check(self, evaluation: dg.AssetCheckEvaluation) -> None:
        """Show a check that did not pass."""
        failures = evaluation.metadata.get("failures") or evaluation.metadata.get("rejected_rows")
        told = f": {failures.value} rows" if failures else ""
        self.console.print(
            Text.assemble(
                ("  ! ", "yellow"),
                f"check {evaluation.check_name} of {evaluation.asset_key.to_user_string()} "
                f"({evaluation.severity.value.lower()}){told}",
            ),
            soft_wrap=True,
        )

    def failed(self, reason: str) -> None:
        """Show on standard error why the job failed, in one line."""
        Console(stderr=True, highlight=False).print(Text(f"main job failed: {reason}", style="red"), soft_wrap=True)

    def logger(self) -> dg.LoggerDefinition:
        """Dagster's console logger for these runs: a line for each asset made, and warnings of the assets."""
        screen = self

        @dg.logger
        def progress(_context: object) -> logging.Logger:
            logger = logging.Logger("minerals")
            logger.addHandler(_Progress(screen))
            return logger

        return progress

    def summary(self, out: Path, stages: Path, batches: int, quality: Mapping[str, Any], seconds: float) -> None:
        """Show what stands in the output folder, and what to do next."""
        rows = Table(title="Dataset", title_justify="left")
        rows.add_column("table")
        rows.add_column("rows", justify="right")
        rows.add_column("one row per", style="dim")
        for table, about in TABLES.items():
            path = out / "dataset" / f"{table}.parquet"
            rows.add_row(table, f"{pq.read_metadata(path).num_rows:,}", about.row)
        self.console.print(rows)
        held = quarantine_counts(out)
        if held:
            refused = Table(title="Quarantine", title_justify="left")
            refused.add_column("file")
            refused.add_column("reason")
            refused.add_column("rows", justify="right")
            for file, reasons in held.items():
                for reason, count in reasons.items():
                    refused.add_row(file, Text(reason), f"{count:,}")
            self.console.print(refused)
        else:
            self.note("Quarantine: empty, every input and every row could be used.")
        if quality:
            figures = ", ".join(
                f"{kind} {quality[f'{kind}_f1']:.2f}"
                for kind in ("meetings", "deals", "minerals")
                if f"{kind}_f1" in quality
            )
            self.note(f"F1 on {quality.get('annotated_articles', 0)} annotated articles: {figures}")
        self.note(f"{batches} {'batch' if batches == 1 else 'batches'}, {seconds:.0f} s\n")
        places = {
            "Parquet tables": out / "dataset",
            "DuckDB catalog": out / "minerals.duckdb",
            "quarantine": out / "quarantine",
            "stage results": stages,
        }
        for name, path in places.items():
            if name != "quarantine" or held:
                self.note(f"  {name:<16} {path}")
        at = "" if str(out) == "outputs" else f" --out {out}"
        self.note(
            f'\nNext:\n  minerals query{at} "SELECT start_date, title, city FROM meetings ORDER BY 1"\n'
            f"  minerals build --articles YOUR_FOLDER{at}\n"
            "  make ui          the runs, assets, previews and checks in the Dagster UI"
        )


class _Progress(logging.Handler):
    """Turns Dagster's events into lines of the screen."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen

    def emit(self, record: logging.LogRecord) -> None:
        """Show an asset that was made, or a warning that an asset logged."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is not None and event.is_step_materialization:
            made = event.step_materialization_data.materialization
            rows = made.metadata.get("dagster/row_count")
            key = made.asset_key
            name = key.path[-1] if key.path[0] == TABLES_PREFIX else key.to_user_string()
            self._screen.made(name, int(rows.value) if rows else None)
        elif event is None and record.levelno >= logging.WARNING:
            self._screen.note(f"  ! {getattr(record, 'dagster_meta', {}).get('orig_message', record.getMessage())}")
