"""House rules that code can check: direction of imports, purity of the rooms, lexicons that explain themselves."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PIPELINE = PROJECT / "pipeline"

ORDER = (
    "records", "lexicons", "samples", "printable",
    "ingest", "cleaning", "arrow_articles", "arrow_records", "extraction", "engine", "resolution", "publishing",
    "terminal", "finished_build", "build", "evaluation", "benchmarks", "commands", "cli",
)  # fmt: skip
"""What stands in `pipeline`, lowest first: each may import only what stands before it."""
DAGSTER_LAYER = ("stage_schemas", "presentation", "resources", "assets", "checks", "definitions", "main_job")
"""Stands over all of `ORDER`, lowest first too, and nothing of `ORDER` imports it. Only these import Dagster."""
PURE = ("ingest", "cleaning", "extraction", "resolution", "lexicons")
"""Rooms whose results depend on their input alone."""
IMPURE_MODULES = re.compile(r"(random|secrets|time|uuid|socket|urllib\.request|http|requests|locale)(\.|$)")
CLOCKS = frozenset({"now", "today", "utcnow"})
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|--(extra-)?index-url|--find-links|--trusted-host|^-[if] ", re.MULTILINE)


def part_of(file: Path, package: Path) -> str:
    """The room or module of the package that a file belongs to."""
    relative = file.relative_to(package)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def sources(package: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    for file in sorted(package.rglob("*.py")):
        if file != package / "__init__.py":
            yield part_of(file, package), file, ast.parse(file.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of imported modules, wherever in the file; `from pipeline import x` gives `pipeline.x`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports name their module in full"
            yield node.module
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)


def wrong_imports(package: Path) -> list[str]:
    """Imports of the package `pipeline` that run against the order, as sentences."""
    found = []
    for part, file, tree in sources(package):
        if part not in ORDER + DAGSTER_LAYER:
            found.append(f"{file.name}: {part} has no place in ORDER")
            continue
        whole = ORDER + DAGSTER_LAYER
        may = set(whole[: whole.index(part)])
        for name in imported(tree):
            top, *rest = name.split(".")
            if top.startswith("dagster") and part not in DAGSTER_LAYER:
                found.append(f"{part}/{file.name} imports {name}")
            if top == "pipeline" and rest and rest[0] != part and rest[0] not in may:
                found.append(f"{part}/{file.name} imports {name}")
    return found


def impurities(package: Path) -> list[str]:
    """Imports and calls that bring a clock, chance, network or locale into a pure room."""
    found = []
    for part, file, tree in sources(package):
        if part not in PURE:
            continue
        found += [f"{part}/{file.name} imports {n}" for n in imported(tree) if IMPURE_MODULES.match(n)]
        found += [
            f"{part}/{file.name}:{node.lineno} asks a clock"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        ]
    return found


def unexplained(text: str) -> list[str]:
    """What the first lines of a lexicon leave unsaid: all of it, or the meaning of a column."""
    lines = text.splitlines()
    head = []
    while lines and lines[0].startswith("#"):
        head.append(lines.pop(0).lstrip("# "))
    said = " ".join(head)
    if len(said) < 40:
        return ["what it is"]
    columns = lines[0].split(",") if lines else []
    if "other columns" in said:  # a matrix: its columns are values, told of together
        columns = columns[:1]
    return [column for column in columns if not re.search(rf"\b{re.escape(column)}s?\b", said, re.IGNORECASE)]


def unused(package: Path) -> list[str]:
    """Modules of the package that nothing imports or names and that are not run by themselves."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    trees = {file: ast.parse(text) for file, text in texts.items()}
    wanted: dict[str, set[Path]] = {}
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    wanted.setdefault(f"{node.module}.{alias.name}", set()).add(file)
                wanted.setdefault(node.module, set()).add(file)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    wanted.setdefault(alias.name, set()).add(file)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                wanted.setdefault(node.value, set()).add(file)
    found = []
    for file, text in texts.items():
        name = ".".join([package.name, *file.relative_to(package).with_suffix("").parts])
        runs = file.name == "__main__.py" or '__name__ == "__main__"' in text
        if file.name != "__init__.py" and not runs and not wanted.get(name, set()) - {file}:
            found.append(name)
    return found


@pytest.mark.parametrize("package", [PIPELINE, PROJECT / "schemas"], ids=lambda package: package.name)
def test_every_module_is_used(package):
    entries = {"pipeline.cli", "pipeline.definitions"}  # named in pyproject.toml and workspace.yaml
    assert set(unused(package)) - entries == set()


def test_a_module_that_nobody_uses_is_noticed(tmp_path):
    package = tmp_path / "pipeline"
    (package / "names" / "names").mkdir(parents=True)
    (package / "names" / "cutter.py").write_text("from pipeline.names.words import x\n")
    (package / "names" / "words.py").write_text("x = 1\n")
    (package / "names" / "names" / "cutter.py").write_text("from pipeline.names.cutter import y\n")
    (package / "main.py").write_text('import pipeline.names.cutter\nif __name__ == "__main__":\n    pass\n')
    assert unused(package) == ["pipeline.names.names.cutter"]


def test_imports_run_in_one_direction():
    assert wrong_imports(PIPELINE) == []


def test_schemas_import_nothing_of_the_pipeline():
    names = {name for _, _, tree in sources(PROJECT / "schemas") for name in imported(tree)}
    assert names, "no schemas were found"
    assert not {name for name in names if name.split(".")[0] in ("pipeline", "dagster")}


def test_rooms_between_articles_and_records_are_pure():
    assert impurities(PIPELINE) == []


def test_every_part_of_the_order_exists():
    parts = {part for part, _, _ in sources(PIPELINE)}
    assert set(ORDER + DAGSTER_LAYER) == parts


@pytest.mark.parametrize("file", sorted((PIPELINE / "lexicons").glob("*.csv")), ids=lambda file: file.stem)
def test_a_lexicon_says_what_it_is_and_what_its_columns_mean(file):
    assert unexplained(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", sorted((PIPELINE / "lexicons").glob("*.csv")), ids=lambda file: file.stem)
def test_a_lexicon_is_one_table_that_holds_no_row_twice(file):
    lines = [
        line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    header, *rows = csv.reader(lines)
    assert [row for row in rows if len(row) != len(header)] == []
    assert [row for row, times in Counter(map(tuple, rows)).items() if times > 1] == []


def test_requirements_and_lock_files_hold_no_address():
    files = sorted({*PROJECT.glob("*.lock"), *PROJECT.glob("requirements*"), PROJECT / "pyproject.toml"})
    assert len(files) >= 4
    assert {file.name: ADDRESS.findall(file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("ingest/reading.py", "from pipeline.cleaning import clean", "imports pipeline.cleaning"),
        ("cleaning/article.py", "def f():\n    import pipeline.extraction.names", "imports pipeline.extraction.names"),
        ("extraction/article.py", "from pipeline import resolution", "imports pipeline.resolution"),
        ("resolution/run.py", "from pipeline.publishing.parquet import publish", "imports pipeline.publishing"),
        ("publishing/release.py", "from pipeline.assets import tables", "imports pipeline.assets"),
        ("publishing/release.py", "import dagster as dg", "imports dagster"),
        ("cli.py", "from dagster_webserver import app", "imports dagster_webserver"),
        ("helpers.py", "x = 1", "has no place"),
    ],
)
def test_an_import_against_the_order_is_noticed(tmp_path, file, line, complaint):
    target = tmp_path / file
    target.parent.mkdir(exist_ok=True)
    target.write_text(line + "\n")
    (found,) = {complaint_found for complaint_found in wrong_imports(tmp_path) if complaint in complaint_found}
    assert found


def test_imports_with_the_order_are_fair(tmp_path):
    for file, line in {
        "extraction/article.py": "from pipeline.extraction import dates\nfrom pipeline.records import Article",
        "assets/tables.py": "import dagster as dg\nfrom pipeline.build import build\nfrom pipeline.resources import x",
        "cli.py": "from pipeline.build import build",
    }.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(line + "\n")
    assert wrong_imports(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    ["import random", "import urllib.request", "from time import monotonic", "x = date.today()", "y = datetime.now()"],
)
def test_an_impure_line_is_noticed(tmp_path, line):
    (tmp_path / "extraction").mkdir()
    (tmp_path / "extraction" / "dates.py").write_text(line + "\n")
    assert len(impurities(tmp_path)) == 1


def test_an_unexplained_lexicon_is_noticed():
    assert unexplained("name,code\na,b\n") == ["what it is"]
    head = "# Countries of the world as articles call them.\n# name: as it is written\n"
    assert unexplained(head + "name,code\na,b\n") == ["code"]
    assert unexplained(head + "# code: three letters\nname,code\na,b\n") == []


@pytest.mark.parametrize(
    "line",
    ["a @ https://host/a.whl", "--index-url x", "-i https://x", "b @ git+ssh://x", "--find-links y", "c @ file:///x"],
)
def test_an_address_is_noticed(line):
    assert ADDRESS.search(f"numpy==2.0\n{line}\n")


def test_hashes_and_versions_are_no_addresses():
    assert not ADDRESS.search("numpy==2.0 \\\n    --hash=sha256:06ab\n    # via -r requirements.in\n")
