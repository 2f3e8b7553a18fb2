"""Where the jobs of a test run: a landing folder, an output folder and a Dagster instance; two articles to land."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from pipeline.definitions import definitions
from pipeline.resources import Workspace

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

ZAMBIA = (
    "Zambia and Japan sign copper and cobalt memorandum\n\n"
    "LUSAKA, March 3, 2025 - Zambia and Japan signed a memorandum of understanding on copper and cobalt in Lusaka "
    "on Monday, the Zambian mines ministry said.\n\n"
    "The memorandum was signed in the presence of officials of both governments.\n"
)
CHILE = (
    "Chile and South Korea agree to work together on lithium\n\n"
    "SANTIAGO, April 8, 2025 - Chile and South Korea signed a memorandum of understanding on lithium in Santiago "
    "on Tuesday, the Chilean mining ministry said.\n\n"
    "The two governments want more lithium to be refined in Chile.\n"
)


@dataclass
class Site:
    """What a test works with."""

    landing: Path
    out: Path
    instance: dg.DagsterInstance

    @property
    def workspace(self) -> Workspace:
        return Workspace(out=str(self.out), landing=str(self.landing), workers=1)

    def definitions(self) -> dg.Definitions:
        return definitions(self.workspace, stages=str(self.out / "stages"))

    def land(self, path: str, text: str | bytes) -> Path:
        """Put a file into the landing folder."""
        file = self.landing / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def run(self, job: str, partition: str | None = None, **options: object) -> dg.ExecuteInProcessResult:
        """Run a job of the code location in this process."""
        if partition is not None:
            self.instance.add_dynamic_partitions("batches", [partition])
        return (
            self.definitions()
            .resolve_job_def(job)
            .execute_in_process(QUIET, self.instance, partition_key=partition, **options)
        )
