"""The README holds what the project gives: its queries are run, its figures compared, its links followed.

`python tests/test_readme.py --write` renews the answers to the queries.
"""

import io
import re
import shlex
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from pipeline.build import BuildSettings, build
from pipeline.cli import app, main
from pipeline.evaluation.quality_document import BEGIN, END
from pipeline.ingest import samples
from pipeline.publishing.card import measured_quality
from pipeline.publishing.queries import queries
from schemas import TABLES

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
QUERY = re.compile(r'(?<=^```console\n)(\$ [^\n]*?minerals query "[^"]*"\n)(.*?)(?=^```$)', re.DOTALL | re.MULTILINE)


def answer(command: str, outputs: Path) -> str:
    """What a command of the README prints over the dataset of the samples."""
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == ".venv/bin/minerals"
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setattr(sys, "argv", ["minerals", *arguments, "--out", str(outputs)])
        with pytest.raises(SystemExit) as stop:
            main()
    assert stop.value.code == 0
    return printed.getvalue()


def renewed(text: str, ask: Callable[[str], str]) -> str:
    """The README with the answers to its queries made anew."""
    return QUERY.sub(lambda found: found[1] + ask(found[1]), text)


def test_queries_of_the_readme_give_what_it_shows(sample_outputs):
    text = README.read_text(encoding="utf-8")
    assert len(QUERY.findall(text)) >= 1
    assert all(len(shown.splitlines()) > 2 for _, shown in QUERY.findall(text))
    assert renewed(text, lambda command: answer(command, sample_outputs)) == text, (
        "README.md is stale: run `python tests/test_readme.py --write`"
    )


def test_what_the_readme_shows_fits_a_page():
    shown = "\n".join(shown for _, shown in QUERY.findall(README.read_text(encoding="utf-8")))
    assert max(map(len, shown.splitlines())) <= 150


def test_a_changed_answer_is_noticed():
    text = README.read_text(encoding="utf-8")
    assert renewed(text, lambda command: "something else\n") != text


def figures(document: Path) -> str:
    """The table of figures that the README and the quality document share."""
    _, found, rest = document.read_text(encoding="utf-8").partition(BEGIN)
    assert found, document
    return rest.partition(END)[0].strip()


def test_figures_are_those_of_the_quality_document():
    table = figures(README)
    assert table.count("\n") >= 7
    assert table == figures(PROJECT / "docs" / "quality.md")


def test_the_dataset_card_has_the_figures_of_the_quality_document():
    head, _, *rows = [line.strip("| ").split(" | ") for line in figures(PROJECT / "docs" / "quality.md").splitlines()]
    sets = [heading.rsplit(", ", 1)[0] for heading in head]
    shown = {row[0]: dict(zip(sets, row, strict=True)) for row in rows}
    assert measured_quality()
    for row in measured_quality():
        assert shown[row["what"]][row["measured_on"]] == row["f1"]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/quality.md", "docs/architecture.md"])
def test_links_lead_to_files_and_headings(document):
    path = PROJECT / document
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, heading = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


def test_every_table_view_and_command_is_told_of():

    text = README.read_text(encoding="utf-8")
    names = [*TABLES, *(view.name for view in queries("views"))]
    assert [name for name in names if f"`{name}`" not in text] == []
    commands = [str(command.name or command.callback.__name__) for command in app.registered_commands]
    assert [name for name in commands if not re.search(rf"`(minerals )?{name}\b", text)] == []


def write() -> None:
    """Renew the answers in the README."""

    with tempfile.TemporaryDirectory() as folder:
        build(samples(), Path(folder), BuildSettings(workers=1))
        text = renewed(README.read_text(encoding="utf-8"), lambda command: answer(command, Path(folder)))
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_readme.py --write")
    write()
