"""The command line: the same functions that the Dagster assets call, without Dagster."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich import box
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
screen = Console(width=None if sys.stdout.isatty() else 160)
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
    for outcome in report.corrections:
        if outcome.result != "applied":
            notes.print(Text(f"correction {outcome.result}: {outcome.detail}", style="yellow"))
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
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    screen.print(table)
    if len(rows) > limit:
        notes.print(f"more than {limit} rows: the rest is not shown (--limit)")


@app.command("clean")
def clean_command(
    files: Files,
    html: Annotated[Path | None, typer.Option("--html", help="Write pages into this folder instead.")] = None,
) -> None:
    """Show articles with what was removed struck through, and the rule that decided."""
    from pipeline.cleaning import clean
    from pipeline.cleaning.view import as_html, as_terminal

    for article in _articles(files):
        cleaned = clean(article)
        if html:
            _write_page(html, article, "clean", as_html(cleaned))
        else:
            screen.print(as_terminal(cleaned))


@app.command()
def explain(
    files: Files,
    html: Annotated[Path | None, typer.Option("--html", help="Write pages into this folder instead.")] = None,
) -> None:
    """Show an article with all records, spans and rules that fired, and the candidates that were turned down."""
    from pipeline.cleaning import clean
    from pipeline.extraction.explanation import as_html, as_terminal, explain_article

    for article in _articles(files):
        explained = explain_article(clean(article))
        if html:
            _write_page(html, article, "explained", as_html(explained))
        else:
            screen.print(as_terminal(explained))


def _write_page(folder: Path, article: Article, what: str, page: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # The name comes from the digest: a file's own name may hold anything.
    target = folder / f"{article.article_id}-{what}.html"
    target.write_text(page, encoding="utf-8")
    screen.print(f"{article.file} → {target}", soft_wrap=True, markup=False)


@app.command("explain-link")
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


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        Path | None, typer.Option(help="Folder with articles/ and ann/; the embedded one by default.")
    ] = None,
    parquet: Annotated[Path | None, typer.Option(help="Also write the figures to this Parquet file.")] = None,
    errors: Annotated[bool, typer.Option(help="List each error.")] = False,
) -> None:
    """Measure extraction on a folder of gold annotations: precision, recall, F1, field accuracy, calibration."""
    from pipeline.evaluation import evaluate_folder
    from pipeline.evaluation.view import as_terminal
    from pipeline.ingest import samples

    figures = evaluate_folder(gold or samples().parent)
    screen.print(as_terminal(figures, errors=errors))
    if parquet:
        figures.write(parquet)


@app.command("release")
def release_command(
    version: Annotated[str | None, typer.Option(help="YYYY.MM.N; by default the next one of the data's month.")] = None,
    out: Out = Path("outputs"),
    max_loss: Annotated[float, typer.Option(min=0, max=1, help="Largest share of rows that a table may lose.")] = 0.2,
    signing_key: Annotated[Path | None, typer.Option(help="Minisign secret key to sign the checksums with.")] = None,
) -> None:
    """Make a versioned release of the built dataset, with documents, checksums, a page and one archive."""
    from pipeline.build import published_facts
    from pipeline.publishing.release import ReleaseSettings, next_version, release

    facts = published_facts(out)
    if facts is None:
        raise UserError(f"there is no dataset in {out}: run `minerals build` first")
    releases = out / "releases"
    if version is None:
        if facts.data_through is None:
            raise UserError("no article has a date to name the release by: give it a --version YYYY.MM.N")
        version = next_version(releases, facts.data_through)
    made = release(out / "dataset", releases, version, ReleaseSettings(max_loss, signing_key))
    screen.print(f"Release {version} in {made.folder}", soft_wrap=True)
    screen.print(f"Archive {made.archive} ({made.archive.stat().st_size:,} bytes)", soft_wrap=True)
    if made.diff:
        from pipeline.publishing.diff import changelog_markdown

        screen.print(Text(changelog_markdown(made.diff)))


@app.command("diff")
def diff_command(
    before: Annotated[Path, typer.Argument(help="Folder of a release or dataset.")],
    after: Annotated[Path, typer.Argument(help="Folder of a later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Compare two releases: rows added, changed, removed and superseded, and schema changes."""
    from pipeline.publishing.diff import changelog_markdown, diff_releases

    difference = diff_releases(before, after)
    if as_json:
        sys.stdout.write(difference.to_json())
    else:
        screen.print(Text(changelog_markdown(difference)))


@app.command("download")
def download_command(
    version: Annotated[str, typer.Argument(help="A version, or `latest`.")] = "latest",
    source: Annotated[str, typer.Option("--from", help="Web address or folder of the releases.")] = "outputs/releases",
    to: Annotated[Path, typer.Option(help="Folder to put the release into.")] = Path(),
    public_key: Annotated[Path | None, typer.Option(help="Minisign public key to check the signature with.")] = None,
) -> None:
    """Fetch a release, check every file of it, and unpack it."""
    from pipeline.publishing.download import download, progress_bar

    with progress_bar(f"release {version}") as show:
        folder = download(source, to, version, public_key, show)
    screen.print(f"{folder}: complete, checksums verified", soft_wrap=True)


@app.command("verify")
def verify_command(
    folder: Annotated[Path, typer.Argument(help="Folder of a release.")],
    public_key: Annotated[Path | None, typer.Option(help="Minisign public key to check the signature with.")] = None,
) -> None:
    """Check that a release is whole and unchanged."""
    from pipeline.publishing.verify import verify

    problems = verify(folder, public_key)
    for problem in problems:
        notes.print(Text(problem, style="red"))
    if problems:
        raise UserError(f"{folder} is damaged: {len(problems)} problem{'s' * (len(problems) > 1)}")
    screen.print(f"{folder}: complete and unchanged", soft_wrap=True)


@app.command("releases")
def releases_command(
    source: Annotated[str, typer.Option("--from", help="Web address or folder of the releases.")] = "outputs/releases",
) -> None:
    """List the releases that a web address or folder offers."""
    from pipeline.publishing.download import list_releases

    table = Table()
    for column in ("version", "data through", "bytes", "SHA-256 of the archive"):
        table.add_column(column)
    for entry in list_releases(source):
        table.add_row(entry.version, str(entry.data_through or ""), f"{entry.bytes:,}", entry.sha256)
    screen.print(table)


def main() -> None:
    """Run the command line; what the user can mend is one line on standard error and exit status 2."""
    try:
        app(standalone_mode=False)
    except typer.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except (UserError, OSError, ValueError, RuntimeError) as error:
        notes.print(Text(f"minerals: {error}", style="red"))
        raise SystemExit(2) from None
