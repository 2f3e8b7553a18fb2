"""Every command as a user runs it: what it prints, writes, and says when something is wrong."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.cli import _failed, app, main
from pipeline.ingest import samples

COMMANDS = sorted(str(command.name or command.callback.__name__) for command in app.registered_commands)
ARTICLE = """Ministers meet over lithium

Canada's Energy Minister Tim Hodgson met German Economy Minister Katherina Reiche in Berlin on August 26, 2025.
Canada and Germany signed a memorandum of understanding on lithium.

Subscribe to our newsletter!
"""
SIDECAR = """file,published_date,publisher,locale
pact.txt,2025-08-27,The Paper,en-CA
undated.txt,sometime soon,The Paper,en-CA
gone.txt,2025-08-27,The Paper,en-CA
"""


@dataclass
class Ran:
    status: int
    out: str
    err: str


def minerals(*arguments: object) -> Ran:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["minerals", *map(str, arguments)])
        patch.delenv("MINERALS_OUT", raising=False)
        patch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as stop:
            main()
    assert isinstance(stop.value.code, int)
    return Ran(stop.value.code, out.getvalue(), err.getvalue())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "pact.txt"
    file.write_text(ARTICLE)
    (tmp_path / "articles.csv").write_text(SIDECAR.splitlines()[0] + "\n" + SIDECAR.splitlines()[1] + "\n")
    return file


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold folder of two of the samples."""
    folder = tmp_path / "gold"
    for part in ("articles", "ann"):
        (folder / part).mkdir(parents=True)
    for name in ("greatlakes-g7-toronto.txt", "signalboard-mp-apple.txt"):
        shutil.copy(samples() / name, folder / "articles")
        shutil.copy(samples().parent / "ann" / f"{name}.json", folder / "ann")
    shutil.copy(samples() / "articles.csv", folder / "articles")
    return folder


# ---- help, version, errors --------------------------------------------------------------------------


def test_the_help_names_every_command_and_where_to_start():
    ran = minerals("--help")
    assert ran.status == 0
    assert all(f" {name} " in ran.out for name in COMMANDS)
    assert "minerals build" in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    ran = minerals(name, "--help")
    assert ran.status == 0
    assert f"minerals {name}" in ran.out[ran.out.index("Example") :]


def test_version():
    assert minerals("--version").out.startswith("minerals-diplomacy ")


def test_without_a_command_the_help_is_shown():
    ran = minerals()
    assert ran.status == 2
    assert "Commands" in ran.out + ran.err or "Make and query" in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bulid"], "No such command 'bulid'"),
        (["build", "--workers", "many"], "--workers"),
        (["build", "--workers", "0"], "--workers"),
        (["build", "--engine", "spark", "--articles", "{here}"], "no engine 'spark'"),
        (["build", "--articles", "{here}/nowhere"], "no file or folder"),
        (["build", "--articles", "{here}/empty", "--out", "{here}/out"], "no article could be read"),
        (["build", "--articles", "{here}/bad", "--out", "{here}/out"], "1 refused (empty_file)"),
        (["build", "--articles", "{here}/letter.txt", "--out", "{here}/letter.txt"], "letter.txt"),
        (["extract"], "Missing argument"),
        (["extract", "{here}/nowhere.txt"], "no file or folder"),
        (["clean", "{here}/bad"], "no article could be read"),
        (["explain", "{here}/letter.txt", "--html", "{here}/letter.txt"], "letter.txt"),
        (["explain-link", "a", "b", "--out", "{here}"], "minerals build"),
        (["query", "SELECT 1", "--out", "{here}"], "minerals build"),
        (["evaluate", "--gold", "{here}/nowhere"], "no annotations"),
        (["evaluate", "--gold", "{here}/empty"], "no annotations"),
        (["release", "--out", "{here}"], "minerals build"),
        (["diff", "{here}/empty", "{here}/empty"], "empty"),
        (["releases", "--from", "{here}/empty"], "empty"),
        (["download", "--from", "{here}/empty", "--to", "{here}/got"], "empty"),
        (["verify", "{here}/nowhere"], "nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_the_user_can_mend_is_one_line_and_status_2(tmp_path, arguments, says):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "nothing.txt").touch()
    (tmp_path / "letter.txt").write_text(ARTICLE)
    ran = minerals(*(part.format(here=tmp_path) for part in arguments))
    assert ran.status == 2
    assert ran.out == ""
    *before, last, end = ran.err.split("\n")
    assert end == ""
    assert last.startswith("minerals: ")
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert all(line.startswith(("refused ", "release ")) or not line.strip() for line in before)


def test_a_fault_of_the_program_is_one_line_and_status_1(capsys):
    assert _failed(KeyError("x")) == 1
    told = capsys.readouterr().err
    assert told.startswith("minerals: KeyError")
    assert told.count("\n") == 1


# ---- build ------------------------------------------------------------------------------------------

BAD_INPUTS = {
    "empty.txt": (b"", "empty_file"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "binary_file"),
    "line.txt": (b"lithium " * 150_000, "long_line"),
    "open.md": (b"---\ntitle: [never closed\n---\nCobalt text of an article.\n", "broken_front_matter"),
    "nothing.html": (b"<html><body></body></html>", "broken_html"),
    "list.jsonl": (b'["no", "object"]\n', "broken_row"),
    "columns.csv": (b"title,date\nA pact,2025-01-02\n", "missing_text_column"),
    "zero.parquet": (b"\0" * 64, "broken_table"),
    "copy.txt": (ARTICLE.encode(), "identical_copy"),
    "huge.txt": (b"line of text\n" * 500_000, "too_large"),
    "letter.docx": (b"PK\x03\x04", "unknown_suffix"),
    "undated.txt": (b"A talk about cobalt and nothing more than that.\n", "bad_date"),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> tuple[Path, Ran]:
    """Good articles beside bad inputs, and the build over them."""
    folder = tmp_path_factory.mktemp("mixed")
    articles = folder / "articles"
    articles.mkdir()
    for name, (content, _) in BAD_INPUTS.items():
        (articles / name).write_bytes(content)
    (articles / "a-pact.txt").write_text(ARTICLE)
    (articles / "page.html").write_text(
        "<html><head><title>Chile and France sign</title></head><body><article><p>"
        + "Chile and France signed a lithium agreement in Paris on Monday, officials said. " * 4
        + "</p></article></body></html>"
    )
    (articles / "articles.csv").write_text(SIDECAR.replace("pact.txt", "a-pact.txt"))
    return folder / "out", minerals("build", "--articles", articles, "--out", folder / "out", "--workers", 1)


def test_bad_inputs_are_quarantined_with_their_reason_and_the_good_ones_published(mixed):
    out, ran = mixed
    assert ran.status == 0, ran.err
    refused = pq.read_table(out / "quarantine" / "inputs.parquet").to_pylist()
    found = {(row["source"].split("#")[0], row["reason"]) for row in refused}
    expected = {(name, reason) for name, (_, reason) in BAD_INPUTS.items() if reason != "bad_date"}
    assert expected <= found
    assert {reason for source, reason in found if source == "articles.csv"} == {"bad_date", "sidecar_row_without_file"}
    assert all(row["detail"].endswith(".") for row in refused)
    files = set(pq.read_table(out / "dataset" / "articles.parquet", columns=["file"])["file"].to_pylist())
    assert {"a-pact.txt", "page.html", "undated.txt", "open.md"} == files


def test_the_summary_counts_what_was_refused(mixed):
    out, ran = mixed
    reasons = Counter(row["reason"] for row in pq.read_table(out / "quarantine" / "inputs.parquet").to_pylist())
    line = next(line for line in ran.out.splitlines() if "in quarantine" in line)
    assert line.startswith(f"{reasons.total()} inputs")
    assert all(f"{count} {reason}" in line for reason, count in reasons.items())
    assert "4 articles (4 read anew, 0 from the cache)" in ran.out


def test_the_quarantine_can_be_queried(mixed):
    out, _ = mixed
    sql = f"SELECT source, reason FROM '{out}/quarantine/inputs.parquet' WHERE reason = 'too_large'"
    assert minerals("query", sql, "--out", out).out.splitlines()[-1].split() == ["huge.txt", "too_large"]


# ---- query ------------------------------------------------------------------------------------------


def test_query_prints_an_aligned_table(sample_outputs):
    sql = "SELECT * FROM (VALUES ('a', 5, 1e9, NULL), ('longer', 50, 0.25, ['x', 'y'])) AS t(name, n, value, list)"
    ran = minerals("query", sql, "--out", sample_outputs)
    assert ran.status == 0
    head, rule, *rows = ran.out.splitlines()
    assert set(rule) == {"─"}
    assert head.split() == ["name", "n", "value", "list"]
    assert rows[0].split() == ["a", "5", "1,000,000,000"]
    assert rows[1].split() == ["longer", "50", "0.25", "x,", "y"]
    assert rows[0].index("5") == rows[1].index("50") + 1
    assert all(line == line.rstrip() for line in ran.out.splitlines())


def test_query_gives_the_same_rows_as_duckdb_and_as_csv(sample_outputs):
    sql = "SELECT title, start_date FROM meetings ORDER BY ALL"
    with duckdb.connect(str(sample_outputs / "minerals.duckdb"), read_only=True) as catalog:
        expected = catalog.execute(sql).fetchall()
    rows = list(csv.reader(io.StringIO(minerals("query", sql, "--csv", "--out", sample_outputs).out)))
    assert rows[0] == ["title", "start_date"]
    assert [tuple(row) for row in rows[1:]] == [(title, str(day or "")) for title, day in expected]
    assert len(minerals("query", sql, "--out", sample_outputs).out.splitlines()) == len(expected) + 2


def test_query_says_when_it_shows_only_some_rows(sample_outputs):
    ran = minerals("query", "FROM range(5)", "--limit", 3, "--out", sample_outputs)
    assert len(ran.out.splitlines()) == 5
    assert "more than 3 rows" in ran.err


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("selec 1", "syntax error"),
        ("FROM nothing_like_it", "does not exist"),
        ("DROP VIEW timeline", "read-only"),
        ("", ""),
    ],
)
def test_a_query_that_fails_is_one_line(sample_outputs, sql, says):
    ran = minerals("query", sql, "--out", sample_outputs)
    if sql:
        assert ran.status == 2
        assert says in ran.err
    assert ran.err.count("\n") <= 1


def test_values_cannot_steer_the_terminal(sample_outputs):
    ran = minerals("query", "SELECT chr(27) || '[2J' || chr(10) || '[red]x' AS v", "--out", sample_outputs)
    assert "\x1b" not in ran.out
    assert "[red]x" in ran.out.splitlines()[2]


# ---- reading articles -------------------------------------------------------------------------------


def test_extract_shows_records_and_prints_json(article):
    shown = minerals("extract", article)
    assert shown.status == 0
    assert "Katherina Reiche" in shown.out
    (line,) = minerals("extract", "--json", article).out.splitlines()
    found = json.loads(line)
    assert found["file"] == "pact.txt"
    assert found["published_date"] == "2025-08-27"
    assert [mineral["mineral_id"] for mineral in found["minerals"]] == ["lithium"]
    assert found["meetings"][0]["city"] == "Berlin"
    assert {ARTICLE[m["start"] : m["end"]] for m in found["minerals"][0]["mentions"]} == {"lithium"}


def test_extract_goes_on_past_what_it_cannot_read(article):
    (article.parent / "empty.txt").touch()
    ran = minerals("extract", "--json", article.parent)
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 1
    assert "refused empty.txt: empty_file" in ran.err


@pytest.mark.parametrize(
    ("command", "shown", "page"),
    [
        ("clean", ["Subscribe to our newsletter!", "subscription"], "<del>Subscribe to our newsletter!</del>"),
        ("explain", ["Berlin", "meetings.", "confidence"], "Content-Security-Policy"),
    ],
)
def test_clean_and_explain_show_articles_and_write_pages(article, tmp_path, command, shown, page):
    ran = minerals(command, article)
    assert ran.status == 0
    assert all(words in ran.out for words in shown)
    ran = minerals(command, article, "--html", tmp_path / "pages")
    assert ran.status == 0
    (file,) = (tmp_path / "pages").iterdir()
    assert file.name in ran.out
    assert page in file.read_text(encoding="utf-8")


# ---- evaluate ---------------------------------------------------------------------------------------


def test_evaluate_prints_figures_and_writes_them(gold, tmp_path):
    ran = minerals("evaluate", "--gold", gold, "--errors", "--parquet", tmp_path / "figures")
    assert ran.status == 0, ran.err
    for words in ("2 articles", "precision", "meetings", "deals: status", "Confidence", "Mistakes"):
        assert words in ran.out
    rows = pq.read_table(tmp_path / "figures" / "scores.parquet").to_pylist()
    assert {row["gold"] for row in rows} == {"gold"}
    assert {"scores", "reliability", "mistakes", "linking"} == {p.stem for p in (tmp_path / "figures").iterdir()}
    again = minerals("evaluate", "--gold", gold, "--parquet", tmp_path / "figures")
    assert again.status == 0
    assert "Mistakes" not in again.out


def test_evaluate_measures_links_where_articles_share_events(gold):
    for path in (gold / "ann").iterdir():
        annotation = json.loads(path.read_text())
        for deal in annotation["deals"]:
            deal["event"] = "one-event"
        path.write_text(json.dumps(annotation))
    ran = minerals("evaluate", "--gold", gold)
    assert "given annotated records" in ran.out
    assert "end to end" in ran.out


def test_evaluate_without_a_sidecar_says_that_links_were_not_measured(gold):
    (gold / "articles" / "articles.csv").unlink()
    ran = minerals("evaluate", "--gold", gold)
    assert ran.status == 0
    assert "links were not measured" in ran.err
    assert "meetings" in ran.out


def test_evaluate_does_not_write_over_a_folder_of_other_things(gold):
    ran = minerals("evaluate", "--gold", gold, "--parquet", gold)
    assert ran.status == 2
    assert "holds other things" in ran.err
    assert (gold / "ann").exists()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / "ann" / "signalboard-mp-apple.txt.json").write_text("{"), "signalboard"),
        (lambda folder: (folder / "articles" / "signalboard-mp-apple.txt").unlink(), "article is missing"),
        (lambda folder: shutil.rmtree(folder / "articles"), "article is missing"),
    ],
)
def test_gold_that_cannot_be_read_is_named(gold, spoil, says):
    spoil(gold)
    ran = minerals("evaluate", "--gold", gold)
    assert ran.status == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1


# ---- links and releases -----------------------------------------------------------------------------


def test_explain_link_tells_why_two_deals_are_two(sample_outputs):
    rows = list(
        csv.reader(
            io.StringIO(minerals("query", "--csv", "SELECT deal_id FROM deals ORDER BY 1", "--out", sample_outputs).out)
        )
    )
    ran = minerals("explain-link", rows[1][0], rows[2][0], "--out", sample_outputs)
    assert ran.status == 0, ran.err
    assert rows[1][0] in ran.out
    unknown = minerals("explain-link", rows[1][0], "no-such-id", "--out", sample_outputs)
    assert unknown.status == 2
    assert "no-such-id" in unknown.err


def test_release_diff_releases_download_verify(sample_outputs, tmp_path):
    out = tmp_path / "outputs"
    shutil.copytree(sample_outputs / "dataset", out / "dataset", symlinks=True)
    for version in ("2026.01.0", "2026.01.1"):
        ran = minerals("release", "--out", out, "--version", version)
        assert ran.status == 0, ran.err
    releases = out / "releases"
    listed = minerals("releases", "--from", releases).out
    assert "2026.01.0" in listed
    assert "2026.01.1" in listed
    same = minerals("diff", releases / "2026.01.0", releases / "2026.01.1", "--json")
    assert same.status == 0
    assert json.loads(same.out)
    ran = minerals("download", "latest", "--from", releases, "--to", tmp_path / "got")
    assert ran.status == 0, ran.err
    (folder,) = {file.parent for file in (tmp_path / "got").rglob("SHA256SUMS")}
    assert minerals("verify", folder).status == 0
    (folder / "deals.parquet").write_bytes(b"x")
    ran = minerals("verify", folder)
    assert ran.status == 2
    assert "deals.parquet" in ran.err


def test_a_reader_that_goes_away_is_no_error(sample_outputs):
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "query",
        "--csv",
        "FROM range(300000)",
        "--out",
        str(sample_outputs),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"range\n"
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
