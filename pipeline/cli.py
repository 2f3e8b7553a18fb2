"""The command line: the same functions that the Dagster assets call, without Dagster."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.build import BuildReport, BuildSettings, build
from pipeline.records import Article, Rejection

app = typer.Typer(
    name="minerals",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From raw news articles to a dataset of who met whom about critical minerals, and which deals came of it.",
)
screen = Console()
notes = Console(stderr=True)

Out = Annotated[
    Path, typer.Option("--out", envvar="MINERALS_OUT", help="Folder that holds the built dataset.", show_default=True)
]
Files = Annotated[list[Path], typer.Argument(help="Article files, tables of articles, or folders of them.")]


class UserError(Exception):
    """Something that the user can mend; shown as one line."""


def _articles(paths: list[Path]) -> Iterator[Article]:
    """The articles at the paths; what is refused is told on standard error."""
    from pipeline.ingest import read_articles

    for path in paths:
        if not path.exists():
            raise UserError(f"there is no file or folder {path}")
        for item in read_articles(path):
            if isinstance(item, Rejection):
                notes.print(Text(f"refused {item.source}: {item.reason}. {item.detail}", style="yellow"))
            else:
                yield item


def _summary(report: BuildReport) -> None:
    table = Table(title=f"Dataset in {report.out}", title_justify="left")
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, rows in report.rows.items():
        table.add_row(name, f"{rows:,}")
    screen.print(table)
    made = f"{report.processed:,} read anew, {report.articles - report.processed:,} from the cache"
    screen.print(f"{report.articles:,} articles ({made})", soft_wrap=True)
    refused = Counter(rejection.reason for rejection in report.rejections)
    refused.update({f"{table} rows": rows for table, rows in report.rejected_rows.items()})
    if refused:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(refused.items()))
        screen.print(Text(f"In quarantine, with the reason for each: {reasons}"), soft_wrap=True)
    if not report.changed:
        screen.print("Nothing has changed since the last build: the dataset was left as it is.")


@app.command("build")
def build_command(
    articles: Annotated[
        Path | None, typer.Option("--articles", help="A folder or file of articles; the embedded samples by default.")
    ] = None,
    out: Out = Path("outputs"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to use; all cores by default.")] = None,
    engine: Annotated[str, typer.Option(help="`local` or `ray`.")] = "local",
    address: Annotated[str | None, typer.Option(help="Address of a Ray cluster, for --engine ray.")] = None,
    cache: Annotated[bool, typer.Option(help="Keep and use the results of earlier runs.")] = True,
) -> None:
    """Make the dataset of a folder or file of articles: Parquet tables, DuckDB catalog, quarantine."""
    from pipeline.ingest import samples

    if engine not in ("local", "ray"):
        raise UserError(f"there is no engine {engine!r}: it is local or ray")
    settings = BuildSettings(
        engine="ray" if engine == "ray" else "local", workers=workers, address=address, use_cache=cache
    )
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=notes,
        transient=True,
    ) as bar:
        task = bar.add_task("read", total=None, rate="")

        def progress(stage: str, done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.0f} articles/s" if speed and total else ""
            bar.update(task, description=stage, completed=done, total=total or None, rate=rate)

        report = build(articles or samples(), out, settings, progress)
    _summary(report)


@app.command()
def extract(
    files: Files, as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False
) -> None:
    """Read articles and show the records in them, with the evidence marked in the text."""
    from pipeline.cleaning import clean
    from pipeline.extraction.article import extract as read
    from pipeline.extraction.json_lines import as_json as to_json
    from pipeline.extraction.view import as_terminal

    for article in _articles(files):
        extraction = read(clean(article))
        if as_json:
            sys.stdout.write(json.dumps(to_json(extraction), ensure_ascii=False) + "\n")
        else:
            screen.print(as_terminal(extraction))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="A query in DuckDB's SQL, over the tables and views of the dataset.")],
    out: Out = Path("outputs"),
    limit: Annotated[int, typer.Option(min=1, help="Rows to show at the most.")] = 200,
) -> None:
    """Query the built dataset, and print the answer as a table."""
    import duckdb

    catalog = out / "minerals.duckdb"
    if not catalog.exists():
        raise UserError(f"there is no dataset in {out}: run `minerals build` first")
    try:
        with duckdb.connect(str(catalog), read_only=True) as connection:
            answer = connection.execute(sql)
            columns = [column[0] for column in answer.description or []]
            rows = answer.fetchmany(limit + 1)
    except duckdb.Error as error:
        raise UserError(str(error)) from error
    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    screen.print(table)
    if len(rows) > limit:
        notes.print(f"more than {limit} rows: the rest is not shown (--limit)")


def main() -> None:
    """Run the command line; what the user can mend is one line on standard error and exit status 2."""
    try:
        app(standalone_mode=False)
    except typer.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except (UserError, FileNotFoundError) as error:
        notes.print(Text(f"minerals: {error}", style="red"))
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
