"""Tables in; Parquet, DuckDB catalog, releases and documents out."""

from pipeline.publishing.catalog import build_catalog
from pipeline.publishing.cookbook import cookbook
from pipeline.publishing.diff import Diff, DiffFailed, diff_releases
from pipeline.publishing.download import DownloadFailed, download, list_releases, progress_bar
from pipeline.publishing.facts import DatasetFacts, RunFacts
from pipeline.publishing.manifest import NoRelease, ReleaseManifest
from pipeline.publishing.parquet import PublishedDataset, publish
from pipeline.publishing.release import Release, ReleaseRefused, ReleaseSettings, next_version, release
from pipeline.publishing.site import render_site
from pipeline.publishing.verify import verify

__all__ = [
    "DatasetFacts",
    "Diff",
    "DiffFailed",
    "DownloadFailed",
    "NoRelease",
    "PublishedDataset",
    "Release",
    "ReleaseManifest",
    "ReleaseRefused",
    "ReleaseSettings",
    "RunFacts",
    "build_catalog",
    "cookbook",
    "diff_releases",
    "download",
    "list_releases",
    "next_version",
    "progress_bar",
    "publish",
    "release",
    "render_site",
    "verify",
]
