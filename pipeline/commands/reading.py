"""Commands that read articles and show what was found in them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline.commands.application import LOOK, UserError, app, example
from pipeline.printable import printable
from pipeline.records import Article, Rejection
from pipeline.terminal import article_bar, notes, screen

Files = Annotated[list[Path], typer.Argument(help="Article files, tables of articles, or folders of them.")]


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


@app.command(
    rich_help_panel=LOOK,
    epilog=example("minerals extract article.txt", "minerals extract --json my-articles > records.jsonl"),
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


@app.command("clean", rich_help_panel=LOOK, epilog=example("minerals clean article.html --html pages"))
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
    rich_help_panel=LOOK,
    epilog=example("minerals explain article.txt", "minerals explain my-articles --html pages"),
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
    "evaluate",
    rich_help_panel=LOOK,
    epilog=example(
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
