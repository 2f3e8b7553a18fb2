import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.evaluation import GoldError
from pipeline.evaluation import quality_document as document
from pipeline.evaluation.measuring import END_TO_END, GIVEN_GOLD, Measured, measure, write_figures
from pipeline.evaluation.quality_document import BEGIN, END, GoldSet, between_markers, quality_markdown, write_quality
from pipeline.ingest import samples

FILES = ("greatlakes-g7-toronto.txt", "signalboard-mp-apple.txt")
NO_SHARED_EVENT = FILES
ONE_EVENT = ("swanriver-gallium.txt", "northline-framework.txt")


def gold_of(folder: Path, files: tuple[str, ...]) -> Path:
    for part in ("articles", "ann"):
        (folder / part).mkdir(parents=True)
    for name in files:
        shutil.copy(samples() / name, folder / "articles")
        shutil.copy(samples().parent / "ann" / f"{name}.json", folder / "ann")
    head, *rows = (samples() / "articles.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith(files)]
    (folder / "articles" / "articles.csv").write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def apart(tmp_path_factory) -> tuple[Path, Measured]:
    folder = gold_of(tmp_path_factory.mktemp("gold") / "apart", NO_SHARED_EVENT)
    return folder, measure(folder)


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> tuple[Path, Measured]:
    folder = gold_of(tmp_path_factory.mktemp("gold") / "shared", ONE_EVENT)
    return folder, measure(folder)


def checkout(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "README.md").write_text(f"# A\n\n{BEGIN}\nold\n{END}\n\nrest\n")
    figures = folder / "pipeline" / "publishing" / "documents" / "quality.csv"
    figures.parent.mkdir(parents=True)
    figures.write_text("# what it is\nmeasured_on,articles,what,precision,recall,f1\nold,1,x,0,0,0\n")
    return folder


def test_links_are_measured_where_articles_share_events(apart, shared):
    assert apart[1].linking == ()
    ways = {(linked.kind, linked.way) for linked in shared[1].linking}
    assert ways == {(kind, way) for kind in ("meetings", "deals") for way in (GIVEN_GOLD, END_TO_END)}
    assert all(0 <= linked.figures.f1 <= 1 for linked in shared[1].linking)


def test_progress_reaches_the_number_of_annotated_articles(apart):
    steps = []
    measure(apart[0], lambda done, total: steps.append((done, total)), with_linking=False)
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_a_folder_that_is_no_gold_folder_is_refused_before_anything_is_read(tmp_path):
    steps = []
    with pytest.raises(GoldError, match="no annotations"):
        measure(tmp_path, lambda *step: steps.append(step))
    assert steps == []


def test_a_file_that_cannot_be_read_counts_as_missed(apart, tmp_path):
    folder = tmp_path / "gold"
    shutil.copytree(apart[0], folder)
    (folder / "articles" / FILES[1]).write_bytes(b"")
    measured = measure(folder)
    assert [refused.reason for refused in measured.refused] == ["empty_file"]
    assert measured.scores.of("relevant").missed == 1


def test_figures_are_written_as_a_whole_and_over_nothing_else(shared, tmp_path):
    write_figures({"mine": shared[1]}, tmp_path / "figures")
    rows = pq.read_table(tmp_path / "figures" / "linking.parquet").to_pylist()
    assert [row["reports"] for row in rows] == [linked.figures.items for linked in shared[1].linking]
    write_figures({"mine": shared[1]}, tmp_path / "figures")
    (tmp_path / "figures" / "letter.txt").touch()
    with pytest.raises(FileExistsError, match=r"letter\.txt"):
        write_figures({"mine": shared[1]}, tmp_path / "figures")


def test_the_document_tells_worked_on_from_held_back(apart, shared):
    sets = [(GoldSet("press", "worked on", apart[0]), apart[1]), (GoldSet("press", "held back", shared[0]), shared[1])]
    text = quality_markdown(sets)
    assert text == quality_markdown(sets)
    assert "| F1 | press (worked on), 2 articles | press (held back), 2 articles |" in text
    assert "side by side" in text
    assert "Links between articles" in text
    f1 = shared[1].scores.of("meetings").f1
    row = next(line for line in text.splitlines() if line.startswith("| meetings |"))
    assert row.split(" | ")[2].rstrip(" |") == f"{f1:.2f}"


def test_without_gold_folders_there_is_nothing_side_by_side(apart):
    text = quality_markdown([(GoldSet("embedded samples", "also", apart[0]), apart[1])])
    assert "side by side" not in text
    assert "Links between articles" not in text
    assert "embedded samples, 2 articles" in text


def test_document_readme_and_card_get_the_same_figures(apart, shared, tmp_path):
    project = checkout(tmp_path)
    write_quality(
        [(GoldSet("a, b", "held back", shared[0]), shared[1]), (GoldSet("samples", "also", apart[0]), apart[1])],
        project,
    )
    readme = (project / "README.md").read_text()
    table = readme.partition(BEGIN)[2].partition(END)[0]
    assert table in (project / "docs" / "quality.md").read_text()
    assert readme.startswith("# A\n")
    assert readme.endswith(f"{END}\n\nrest\n")
    assert "old" not in readme
    lines = (project / "pipeline" / "publishing" / "documents" / "quality.csv").read_text().splitlines()
    assert lines[:2] == ["# what it is", "measured_on,articles,what,precision,recall,f1"]
    assert {line.rsplit(",", 5)[0] for line in lines[2:]} == {'"a, b (held back)"'}


def test_a_document_without_its_markers_is_refused():
    with pytest.raises(ValueError, match="marker"):
        between_markers("# A\n", "| a |")


def test_the_command_measures_what_it_is_given_and_the_samples(apart, tmp_path, capsys):
    project = checkout(tmp_path)
    asked = []

    def stand_in(folder, progress, *, with_linking):
        asked.append((folder, with_linking))
        return apart[1]

    arguments = ["--worked-on", "x=gold/x", "--held-back", "y=gold/y", "--keys-apart", "--project", str(project)]
    assert document.main(arguments, stand_in) == 0
    assert asked == [(Path("gold/x"), False), (Path("gold/y"), True), (samples().parent, True)]
    assert "x (worked on), 2 articles" in (project / "docs" / "quality.md").read_text()
    with pytest.raises(SystemExit):
        document.main(["--held-back", "no-folder"], stand_in)
    assert "NAME=FOLDER" in capsys.readouterr().err


def test_the_command_says_what_is_wrong_in_one_line(tmp_path, capsys):
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "a.json").write_text(json.dumps({"file": "a.txt"}))
    assert document.main(["--held-back", f"mine={tmp_path}", "--project", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "a.json" in told
    assert "Traceback" not in told
