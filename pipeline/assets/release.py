"""The last stage: versioned releases of the dataset, which never change."""

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.batches import OWNER
from pipeline.engine.code_version import code_version
from pipeline.presentation import described_columns, markdown_table
from pipeline.publishing.facts import DatasetFacts
from pipeline.publishing.index import latest_version
from pipeline.publishing.manifest import ReleaseManifest
from pipeline.publishing.release import ReleaseRefused, next_version
from pipeline.publishing.release import release as make_release
from pipeline.resources import Workspace

RELEASE_COLUMNS = described_columns(
    ("file", "string", "File of the release."),
    ("kilobytes", "double", "Its size."),
    ("sha256", "string", "Its SHA-256, as in SHA256SUMS."),
)


@dg.asset(
    group_name="release",
    deps=["dataset"],
    kinds={"parquet", "duckdb"},
    owners=[OWNER],
    code_version=code_version("publishing"),
    metadata={"dagster/column_schema": RELEASE_COLUMNS},
    output_required=False,
)
def release(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult[None]]:
    """A release of the dataset in a folder of its own: tables, catalog, documents, checksums, archive.

    Its version is the year and month of the data and a number. Where the dataset is what the latest
    release holds, none is made; one that fails a check, or loses too many rows, is refused.
    """
    releases = workspace.out_folder / "releases"
    try:
        facts = DatasetFacts.read(workspace.out_folder / "dataset")
    except (FileNotFoundError, ValueError) as problem:
        raise dg.Failure(f"no release: {problem}", allow_retries=False) from problem
    latest = latest_version(releases)
    if latest is not None and ReleaseManifest.read(releases / latest).files.items() >= facts.files.items():
        context.log.info(f"release {latest} holds this dataset already: none is made")
        return
    if facts.data_through is None:
        raise dg.Failure("no release: no article has a date, which its version is made of", allow_retries=False)
    try:
        made = make_release(workspace.out_folder / "dataset", releases, next_version(releases, facts.data_through))
    except ReleaseRefused as problem:
        raise dg.Failure(str(problem), allow_retries=False) from problem
    changes = made.diff.tables if made.diff else {}
    yield dg.MaterializeResult(
        metadata={
            "version": made.manifest.version,
            "previous": made.manifest.previous or "none",
            "dagster/row_count": sum(made.manifest.rows.values()),
            "files": len(made.manifest.files),
            "kilobytes": sum(each.bytes for each in made.manifest.files.values()) / 1000,
            "path": dg.MetadataValue.path(str(made.folder)),
            "archive": dg.MetadataValue.path(str(made.archive)),
            "preview": markdown_table(
                ["file", "kilobytes", "sha256"],
                [[name, each.bytes / 1000, each.sha256] for name, each in sorted(made.manifest.files.items())],
            ),
            "changes": markdown_table(
                ["table", "rows before", "rows removed"],
                [[name, table.before, table.removed] for name, table in changes.items()],
            ),
        },
        data_version=dg.DataVersion(made.manifest.version),
    )
