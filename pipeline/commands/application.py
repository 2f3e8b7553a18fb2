"""The command line's application: what its commands share, and what they raise."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

DATASET = "Make and query a dataset"
LOOK = "Read articles"
RELEASES = "Releases"

app = typer.Typer(
    name="minerals",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Start with: minerals build, then: minerals query "FROM timeline LIMIT 10"',
)
Out = Annotated[
    Path, typer.Option("--out", envvar="MINERALS_OUT", help="Folder that holds the built dataset.", show_default=True)
]


def example(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "Example" + "s" * (len(lines) > 1) + ":\n\n" + "\n\n".join(lines)


class UserError(Exception):
    """Something that the user can mend; shown as one line."""


def no_dataset(out: Path) -> UserError:
    """What to say where a command needs a built dataset and the folder `out` holds none."""
    return UserError(f"there is no dataset in {out}: run `minerals build` first")


def _version(wanted: bool) -> None:
    if wanted:
        try:
            number = version("minerals-diplomacy")
        except PackageNotFoundError:
            number = "(not installed)"
        sys.stdout.write(f"minerals-diplomacy {number}\n")
        raise typer.Exit


@app.callback()
def minerals(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """From raw news articles to a dataset of who met whom about critical minerals, and which deals came of it."""
