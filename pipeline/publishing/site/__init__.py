"""The page that a release carries: one static file that needs no server and no network.

Whatever comes from articles reaches the page as JSON in a data block, in which no character can
end the block, and from there as text, never as markup; addresses become links only when they are
`http` or `https`. A content security policy lets only the page's own scripts run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.publishing.card import ABSTRACT, citation
from pipeline.publishing.facts import CATALOG_FILE
from pipeline.publishing.manifest import NAME, TITLE, ReleaseManifest, archive_name
from pipeline.publishing.site.page_data import MAX_RECORDS, page_data
from schemas import TABLES

LIBRARIES = ("d3-7.9.2.min.js", "observable-plot-0.6.17.min.js")
"""The chart library and what it stands on, as shipped in `vendor/` with their licences (ISC)."""

LICENSES = ("d3-LICENSE.txt", "observable-plot-LICENSE.txt")


def render_site(folder: Path, manifest: ReleaseManifest) -> str:
    """The page of a release as HTML text.

    `folder` holds the catalog; `manifest.files` names the files that the page offers. The same
    release gives the same bytes.
    """
    data = page_data(folder)
    scripts = [_resource(f"vendor/{name}") for name in LIBRARIES] + [_resource("page.js")]
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True)
    return environment.from_string(_resource("page.html.j2")).render(
        title=TITLE,
        abstract=ABSTRACT,
        manifest=manifest,
        counts=data["counts"],
        citation=citation(manifest.version),
        catalog=CATALOG_FILE,
        archive=archive_name(manifest.version),
        downloads=_downloads(manifest),
        max_records=MAX_RECORDS,
        style=Markup(_resource("style.css")),  # noqa: S704 (the project's own)
        scripts=[Markup(script) for script in scripts],  # noqa: S704 (the project's own, and the shipped library)
        policy="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        "script-src " + " ".join(_source_hash(script) for script in scripts),
        licenses=[_resource(f"vendor/{name}") for name in LICENSES],
        data=json_block(data),
        linked_data=json_block(_linked_data(manifest, data["counts"])),
    )


def json_block(content: Any) -> Markup:
    """JSON for a data block of an HTML page: nothing in it can end the block, open a comment or break a line."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (escaped above)


def _resource(name: str) -> str:
    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8")


def _source_hash(script: str) -> str:
    """The hash by which a content security policy knows an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _downloads(manifest: ReleaseManifest) -> list[dict[str, Any]]:
    """The data files with what they are: the catalog first, then the tables, then descriptions for machines."""
    about = {CATALOG_FILE: "DuckDB catalog: all tables and the analytical views"}
    about |= {f"{table.name}.parquet": f"{table.title}, Parquet" for table in TABLES.values()}
    about |= {"datapackage.json": "Data Package description", "croissant.json": "Croissant description"}
    return [
        {
            "name": name,
            "about": meaning,
            "bytes": manifest.files[name].bytes,
            "sha256": manifest.files[name].sha256,
            "rows": manifest.rows.get(name.removesuffix(".parquet")),
        }
        for name, meaning in about.items()
        if name in manifest.files
    ]


def _linked_data(manifest: ReleaseManifest, counts: dict[str, Any]) -> dict[str, Any]:
    """The release as a schema.org Dataset."""
    dataset: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": TITLE,
        "alternateName": NAME,
        "description": ABSTRACT,
        "version": manifest.version,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "minerals-diplomacy contributors"},
        "keywords": ["critical minerals", "diplomacy", "meetings", "deals", "news"],
        "variableMeasured": ["meetings", "participants", "deals", "parties", "minerals"],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": name,
                "encodingFormat": "application/vnd.apache.parquet"
                if name.endswith(".parquet")
                else "application/vnd.duckdb",
                "contentSize": f"{about.bytes} B",
                "sha256": about.sha256,
            }
            for name, about in manifest.files.items()
            if name.endswith((".parquet", ".duckdb"))
        ],
    }
    if manifest.data_through:
        dataset["datePublished"] = manifest.data_through.isoformat()
    if counts["first_published"]:
        dataset["temporalCoverage"] = f"{counts['first_published']}/{counts['last_published']}"
    return dataset
