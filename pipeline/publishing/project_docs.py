"""The documents under `docs/` that are made from code: `python -m pipeline.publishing.project_docs [CATALOG]`."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.publishing.card import document
from pipeline.publishing.cookbook import cookbook
from pipeline.publishing.swap import write_whole
from schemas import data_dictionary_markdown


def write_docs(docs: Path, catalog: Path | None = None) -> None:
    """Write the data dictionary and the codebook into `docs`, and the cookbook where `catalog` is given.

    `catalog` is the DuckDB catalog of the dataset that the samples give.
    """
    write_whole(docs / "data-dictionary.md", data_dictionary_markdown().encode())
    write_whole(docs / "codebook.md", document("CODEBOOK.md").encode())
    if catalog is not None:
        write_whole(docs / "cookbook.md", cookbook(catalog).encode())


if __name__ == "__main__":
    write_docs(Path("docs"), Path(sys.argv[1]) if len(sys.argv) > 1 else None)
