"""The documents of a release: dataset card, citation, licence, codebook and data dictionary."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from pipeline.publishing.facts import CATALOG_FILE
from pipeline.publishing.manifest import TITLE, ReleaseManifest
from pipeline.publishing.queries import queries
from schemas import TABLES, data_dictionary_markdown

ABSTRACT = (
    "Who met whom, and which deals came of it, where critical minerals are concerned: meetings with their "
    "participants, deals with their parties, values and minerals, read from news articles, company press releases "
    "and government documents. Every value is tied to the words of the articles that give it, and where articles "
    "disagree all values are kept."
)

_SHOWN_FILL = (
    "articles.published_date", "articles.publisher", "meetings.start_date", "meetings.city", "meetings.country_code",
    "participants.office", "participants.country_code", "deals.date", "deals.value_amount",
    "deal_parties.country_code",
)  # fmt: skip


def citation(version: str) -> str:
    """How to cite a release, as one line."""
    return f"minerals-diplomacy contributors. {TITLE} (version {version}) [data set]. CC BY 4.0."


def document(name: str) -> str:
    """A document of this package as text."""
    return files(__package__).joinpath("documents", name).read_text(encoding="utf-8")


def measured_quality() -> tuple[Mapping[str, str], ...]:
    """The rows of the table of measured accuracy; empty where nothing was measured."""
    lines = [line for line in document("quality.csv").splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


def write_documents(folder: Path, manifest: ReleaseManifest) -> None:
    """Write the documents that tell people what a release is into its folder, which holds the catalog."""
    # Markdown and YAML, not HTML; the values are counts, dates and names of this project.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701
    values: dict[str, Any] = {
        "manifest": manifest,
        "title": TITLE,
        "abstract": ABSTRACT,
        "citation": citation(manifest.version),
        "folder": manifest.version,
        "tables": TABLES,
        "views": queries("views"),
        "quality": measured_quality(),
        **_figures(folder / CATALOG_FILE),
    }
    for name in ("README.md", "CITATION.cff"):
        text = environment.from_string(document(f"{name}.j2")).render(values)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "LICENSE").write_text(document("LICENSE.txt"), encoding="utf-8")
    (folder / "CODEBOOK.md").write_text(document("CODEBOOK.md"), encoding="utf-8")
    (folder / "data-dictionary.md").write_text(data_dictionary_markdown(), encoding="utf-8")


def _figures(catalog: Path) -> dict[str, Any]:
    """Counts and fill rates for the card, read from the catalog."""
    with duckdb.connect(str(catalog), read_only=True) as database:
        articles = database.execute(
            "SELECT count(*), count(DISTINCT publisher), count(*) FILTER (WHERE relevant), count(duplicate_of), "
            "min(published_date), max(published_date), string_agg(DISTINCT language, ', ' ORDER BY language) "
            "FROM articles"
        ).fetchall()[0]
        events = database.execute(
            "SELECT count(*), count(*) FILTER (WHERE article_count > 1) FROM timeline"
        ).fetchall()[0]
        conflicts = database.execute("SELECT count(*) FROM conflicts").fetchall()[0][0]
        rates = database.execute("SELECT table_name || '.' || column_name, fill_rate FROM coverage").fetchall()
    shares = dict(rates)
    names = ("articles", "publishers", "relevant", "copies", "first", "last", "languages")
    return {
        "coverage": {
            **dict(zip(names, articles, strict=True)),
            "events": events[0],
            "multiple": events[1],
            "conflicts": conflicts,
        },
        "fill": [(column, shares[column]) for column in _SHOWN_FILL],
    }
