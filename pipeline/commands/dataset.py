"""Commands that make and query a dataset."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline.commands.application import DATASET, Out, UserError, app, example, no_dataset
from pipeline.printable import printable
from pipeline.terminal import article_bar, notes, plain_table, print_rows, screen

if TYPE_CHECKING:
    from pipeline.build import BuildReport


def _summary(report: BuildReport) -> None:
    screen.print(Text(f"Dataset in {report.out}\n", style="bold"), soft_wrap=True)
    table = plain_table("table", numbers=("rows",))
    for name, rows in report.rows.items():
        table.add_row(name, f"{rows:,}")
    screen.print(table)
    made = f"{report.processed:,} read anew, {report.articles - report.processed:,} from the cache"
    screen.print(f"\n{report.articles:,} articles ({made})", soft_wrap=True)
    for outcome in report.corrections:
        if outcome.result != "applied":
            notes.print(Text(f"correction {outcome.result}: {printable(outcome.detail)}", style="yellow"))
    refused = Counter(rejection.reason for rejection in report.rejections)
    if refused:
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(refused.items()))
        file = report.out / "quarantine" / "inputs.parquet"
        screen.print(
            Text(f"{refused.total():,} inputs in quarantine: {told}. Each with its reason: {file}"), soft_wrap=True
        )
    for name, rows in sorted(report.rejected_rows.items()):
        file = report.out / "quarantine" / f"{name}.parquet"
        screen.print(Text(f"{rows:,} rows of {name} failed a check: {file}"), soft_wrap=True)
    if not report.changed:
        screen.print("Nothing has changed since the last build: the dataset was left as it is.")


@app.command(
    "build",
    rich_help_panel=DATASET,
    epilog=example(
        "minerals build",
        "minerals build --articles my-articles --out my-dataset",
        "minerals build --articles articles.parquet --engine ray --address auto",
    ),
)
def build_command(
    articles: Annotated[
        Path | None,
        typer.Option("--articles", help="A folder or file of articles; the embedded samples by default."),
    ] = None,
    out: Out = Path("outputs"),
    workers: Annotated[int | None, typer.Option(min=1, help="Processes to use; all cores by default.")] = None,
    engine: Annotated[str, typer.Option(help="`local` or `ray`.")] = "local",
    address: Annotated[str | None, typer.Option(help="Address of a Ray cluster, for --engine ray.")] = None,
    cache: Annotated[bool, typer.Option(help="Keep and use the results of earlier runs.")] = True,
) -> None:
    """Make the dataset of a folder or file of articles: Parquet tables, DuckDB catalog, quarantine.

    Reads text, Markdown, HTML, JSON Lines, CSV and Parquet; metadata from a sidecar articles.csv, front matter
    or the page itself. What can't be read goes to the quarantine with its reason.
    """
    from pipeline.build import BuildSettings, build
    from pipeline.ingest import samples

    if engine not in ("local", "ray"):
        raise UserError(f"there is no engine {engine!r}: it is local or ray")
    settings = BuildSettings(
        engine="ray" if engine == "ray" else "local", workers=workers, address=address, use_cache=cache
    )
    with article_bar("{task.description:>8}") as bar:
        task = bar.add_task("read", total=None, rate="")

        def progress(stage: str, done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.0f} articles/s" if speed and total else ""
            bar.update(task, description=stage, completed=done, total=total or None, rate=rate)

        report = build(articles or samples(), out, settings, progress)
    _summary(report)


@app.command(
    rich_help_panel=DATASET,
    epilog=example(
        'minerals query "SELECT start_date, title, city FROM meetings ORDER BY start_date"',
        'minerals query --csv "FROM deals_full" > deals.csv',
        "minerals query \"SELECT source, reason, detail FROM 'outputs/quarantine/inputs.parquet'\"",
    ),
)
def query(
    sql: Annotated[str, typer.Argument(help="A query in DuckDB's SQL, over the tables and views of the dataset.")],
    out: Out = Path("outputs"),
    limit: Annotated[int, typer.Option(min=1, help="Rows to show at the most; --csv writes all.")] = 200,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write all rows as CSV.")] = False,
) -> None:
    """Query the built dataset, and print the answer as a table.

    SHOW TABLES lists the tables and views, DESCRIBE deals the columns of one.
    """
    import duckdb

    catalog = out / "minerals.duckdb"
    if not catalog.exists():
        raise no_dataset(out)
    try:
        with duckdb.connect(str(catalog), read_only=True) as connection:
            answer = connection.execute(sql)
            columns = [column[0] for column in answer.description or []]
            rows = answer.fetchall() if as_csv else answer.fetchmany(limit + 1)
    except duckdb.Error as error:
        # The lines below point at the place with a caret; the first paragraph says what is wrong.
        raise UserError(str(error).split("\n\n")[0]) from error
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return
    print_rows(columns, rows[:limit])
    if len(rows) > limit:
        notes.print(f"more than {limit} rows: the rest is not shown (--limit)")


@app.command(
    "explain-link",
    rich_help_panel=DATASET,
    epilog=example("minerals explain-link m-0123456789ab m-ba9876543210"),
)
def explain_link_command(
    first: Annotated[str, typer.Argument(help="Id of a meeting or deal.")],
    second: Annotated[str, typer.Argument(help="Id of another, or of a report of the same.")],
    out: Out = Path("outputs"),
) -> None:
    """Say why two meetings or deals are, or are not, one event."""
    from pipeline.build import workings
    from pipeline.resolution import explain_link

    kept = workings(out)
    if not (kept / "extractions.parquet").is_file():
        raise UserError(f"{out} keeps no workings of a build: run `minerals build` first")
    try:
        explanation = explain_link(first, second, [kept / "extractions.parquet"], kept)
    except KeyError as error:
        raise UserError(str(error.args[0])) from None
    for line in explanation.lines():
        screen.print(Text(line))
