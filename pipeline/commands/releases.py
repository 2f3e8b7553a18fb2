"""Commands that make, compare, fetch and check releases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline.commands.application import RELEASES, Out, UserError, app, example, no_dataset
from pipeline.terminal import notes, print_rows, screen


@app.command(
    "release",
    rich_help_panel=RELEASES,
    epilog=example("minerals release", "minerals release --version 2026.03.0 --max-loss 0.05"),
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
        raise no_dataset(out)
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
    rich_help_panel=RELEASES,
    epilog=example("minerals diff outputs/releases/2026.02.0 outputs/releases/2026.03.0"),
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
    rich_help_panel=RELEASES,
    epilog=example("minerals download latest --from outputs/releases --to data"),
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


@app.command("verify", rich_help_panel=RELEASES, epilog=example("minerals verify outputs/releases/2026.03.0"))
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


@app.command("releases", rich_help_panel=RELEASES, epilog=example("minerals releases --from outputs/releases"))
def releases_command(
    source: Annotated[str, typer.Option("--from", help="Web address or folder of the releases.")] = "outputs/releases",
) -> None:
    """List the releases that a web address or folder offers."""
    from pipeline.publishing.download import list_releases

    entries = list_releases(source)
    columns = ["version", "data through", "bytes", "SHA-256 of the archive"]
    print_rows(columns, [(e.version, e.data_through, f"{e.bytes:,}", e.sha256) for e in entries])
