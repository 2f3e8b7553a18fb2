"""The command line: the same functions that the Dagster assets call, without Dagster."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline.printable import printable
from pipeline.records import Article, Rejection
from pipeline.terminal import article_bar, notes, plain_table, print_rows, screen

if TYPE_CHECKING:
    from pipeline.build import BuildReport

_DATASET = "Make and query a dataset"
_LOOK = "Read articles"
_RELEASES = "Releases"

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
Files = Annotated[list[Path], typer.Argument(help="Article files, tables of articles, or folders of them.")]


def _example(*lines: str) -> str:
    """The examples at the end of a command's help."""
    return "Example" + "s" * (len(lines) > 1) + ":\n\n" + "\n\n".join(lines)


class UserError(Exception):
    """Something that the user can mend; shown as one line."""


def _articles(paths: list[Path]) -> Iterator[Article]:
    """The articles at the paths; what is refused is told on standard error.

    Raises UserError where there is none at all.
    """
    from pipeline.ingest import read_articles

    for path in paths:
        if not path.exists():
            raise UserError(f"there is no file or folder {path}")
    found = False
    for path in paths:
        for item in read_articles(path):
            if isinstance(item, Rejection):
                notes.print(_refusal(item), soft_wrap=True)
            else:
                found = True
                yield item
    if not found:
        raise UserError(f"no article could be read at {', '.join(map(str, paths))}")


def _refusal(refused: Rejection) -> Text:
    return Text(printable(f"refused {refused.source}: {refused.reason}. {refused.detail}"), style="yellow")


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
    rich_help_panel=_DATASET,
    epilog=_example(
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
    rich_help_panel=_LOOK,
    epilog=_example("minerals extract article.txt", "minerals extract --json my-articles > records.jsonl"),
)
def extract(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each article, one a line.")] = False,
) -> None:
    """Show the meetings, deals and minerals in articles, with the evidence marked in the text."""
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


@app.command(
    rich_help_panel=_DATASET,
    epilog=_example(
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
        raise UserError(f"there is no dataset in {out}: run `minerals build` first")
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


@app.command("clean", rich_help_panel=_LOOK, epilog=_example("minerals clean article.html --html pages"))
def clean_command(
    files: Files,
    html: Annotated[Path | None, typer.Option("--html", help="Write pages into this folder instead.")] = None,
) -> None:
    """Show articles with what was removed struck through, and the rule that decided on each line."""
    from pipeline.cleaning import clean
    from pipeline.cleaning.view import as_html, as_terminal

    for article in _articles(files):
        cleaned = clean(article)
        if html:
            _write_page(html, article, "clean", as_html(cleaned))
        else:
            screen.print(as_terminal(cleaned))


@app.command(
    rich_help_panel=_LOOK,
    epilog=_example("minerals explain article.txt", "minerals explain my-articles --html pages"),
)
def explain(
    files: Files,
    html: Annotated[Path | None, typer.Option("--html", help="Write pages into this folder instead.")] = None,
) -> None:
    """Show why articles gave their records: words and rule of every field, and what nearly became a record.

    With --html, one page an article: point at a marked word to see what was read from it, and by which rule.
    """
    from pipeline.cleaning import clean
    from pipeline.extraction.explained_view import as_html, as_terminal
    from pipeline.extraction.explanation import explain_article

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
    screen.print(Text(printable(f"{article.file} → {target}")), soft_wrap=True)


@app.command(
    "explain-link",
    rich_help_panel=_DATASET,
    epilog=_example("minerals explain-link m-0123456789ab m-ba9876543210"),
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


@app.command(
    "evaluate",
    rich_help_panel=_LOOK,
    epilog=_example(
        "minerals evaluate",
        "minerals evaluate --gold my-gold --errors",
        "minerals evaluate --gold my-gold --parquet figures",
    ),
)
def evaluate_command(
    gold: Annotated[
        Path | None, typer.Option(help="Folder with articles/ and ann/; the embedded one by default.")
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option(help="Also write the figures as Parquet files into this folder of their own.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake.")] = False,
) -> None:
    """Measure extraction on annotated articles: precision, recall, F1, field accuracy, confidences, links.

    docs/quality.md says what the figures mean and how a gold folder is laid out.
    """
    from pipeline.evaluation.measuring import check_free, measure, write_figures
    from pipeline.evaluation.view import as_terminal
    from pipeline.ingest import samples

    folder = gold or samples().parent
    if parquet:
        check_free(parquet)  # before the work, not after it
    with article_bar("read") as bar:
        task = bar.add_task("read", total=None, rate="")
        measured = measure(folder, lambda done, total: bar.update(task, completed=done, total=total))
    for refused in measured.refused:
        notes.print(_refusal(refused), soft_wrap=True)
    if measured.note:
        notes.print(Text(printable(measured.note), style="yellow"), soft_wrap=True)
    title = f"Measured on {folder}" if gold else "Measured on the embedded samples"
    screen.print(as_terminal(measured, title, errors=errors))
    if parquet:
        write_figures({gold.name if gold else "embedded samples": measured}, parquet)
        notes.print(Text(f"figures written to {parquet}"), soft_wrap=True)


@app.command(
    "release",
    rich_help_panel=_RELEASES,
    epilog=_example("minerals release", "minerals release --version 2026.03.0 --max-loss 0.05"),
)
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


@app.command(
    "diff",
    rich_help_panel=_RELEASES,
    epilog=_example("minerals diff outputs/releases/2026.02.0 outputs/releases/2026.03.0"),
)
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


@app.command(
    "download",
    rich_help_panel=_RELEASES,
    epilog=_example("minerals download latest --from outputs/releases --to data"),
)
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


@app.command("verify", rich_help_panel=_RELEASES, epilog=_example("minerals verify outputs/releases/2026.03.0"))
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


@app.command("releases", rich_help_panel=_RELEASES, epilog=_example("minerals releases --from outputs/releases"))
def releases_command(
    source: Annotated[str, typer.Option("--from", help="Web address or folder of the releases.")] = "outputs/releases",
) -> None:
    """List the releases that a web address or folder offers."""
    from pipeline.publishing.download import list_releases

    entries = list_releases(source)
    columns = ["version", "data through", "bytes", "SHA-256 of the archive"]
    print_rows(columns, [(e.version, e.data_through, f"{e.bytes:,}", e.sha256) for e in entries])


def main() -> None:
    """Run the command line.

    What the user can mend is one line on standard error and exit status 2; a fault of the program
    is one line and exit status 1, with the traceback where MINERALS_TRACEBACK is set.
    """
    try:
        status = app(standalone_mode=False)
    except typer.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except (KeyboardInterrupt, typer.Abort):
        notes.print("minerals: interrupted")
        raise SystemExit(130) from None
    except Exception as error:
        raise SystemExit(_failed(error)) from None
    raise SystemExit(status if isinstance(status, int) else 0)


def _failed(error: Exception) -> int:
    """Tell an error in one line; the exit status that it means."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return 2  # the help has been shown
    told = str(error)
    expected = isinstance(error, UserError | OSError | ValueError | RuntimeError)
    if hasattr(error, "format_message"):  # a command line that can't be understood
        told, expected = f"{error.format_message().rstrip('. ')}. Try `minerals --help`.", True
    elif isinstance(error, OSError) and error.strerror and error.filename:
        told = f"{error.filename}: {error.strerror}"
    elif not expected:
        told = f"{type(error).__name__}: {told} (a fault of this program; set MINERALS_TRACEBACK=1 to see where)"
    if os.environ.get("MINERALS_TRACEBACK"):
        notes.print_exception()
    notes.print(Text(f"minerals: {printable(' '.join(told.split()))}", style="red"), soft_wrap=True)
    return 2 if expected else 1


if __name__ == "__main__":
    main()
