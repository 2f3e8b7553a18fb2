"""`docs/quality.md`, the figures in `README.md` and those of the dataset card, made in one run over gold folders.

    python -m pipeline.evaluation.quality_document --worked-on NAME=FOLDER --held-back NAME=FOLDER --also NAME=FOLDER

Each option may be given several times; the embedded samples are always measured too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from jinja2 import Environment, StrictUndefined, Template

from pipeline.engine.code_version import code_version
from pipeline.evaluation.gold import GoldError
from pipeline.evaluation.measuring import Measured, measure
from pipeline.evaluation.reliability import calibration_error, reliability
from pipeline.evaluation.scores import Counts, Scores
from pipeline.ingest import samples
from pipeline.publishing.swap import write_whole
from pipeline.terminal import article_bar, notes

Standing = Literal["worked on", "held back", "also"]

SAMPLES = "embedded samples"
BEGIN, END = "<!-- figures: made, not written by hand -->", "<!-- end of figures -->"
"""Between these lines stands the same table in `docs/quality.md` and in `README.md`."""
_SHORT = ("relevant", "minerals", "meetings", "participants", "deals", "deal parties")
"""Kinds of record of the short table and of the dataset card."""
_FEW = 10
"""A share of fewer values is not called weak or strong."""
_WEAKEST = 5


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold folder and what it is to this project.

    `worked on`: its articles were read while rules were written and weights fitted; `held back`: they
    were not; `also`: neither can be claimed of it. `one_event_one_key` says that an event has the same
    key in all articles of the folder, so that links can be measured.
    """

    name: str
    standing: Standing
    folder: Path
    one_event_one_key: bool = True

    @property
    def label(self) -> str:
        """Name with its standing, as tables head their columns."""
        return self.name if self.standing == "also" else f"{self.name} ({self.standing})"


def pooled(measured: Iterable[tuple[GoldSet, Measured]], standing: Standing) -> Scores:
    """The figures of all sets of one standing, added up."""
    total = Scores()
    for gold, one in measured:
        if gold.standing == standing:
            total.add(one.scores)
    return total


def _share(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _f1(counts: Counts | None) -> float | None:
    return counts.f1 if counts and (counts.annotated or counts.spurious) else None


def _rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    lines = ["| " + " | ".join(headings) + " |", "|---" + "|--:" * (len(headings) - 1) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def short_table(measured: Sequence[tuple[GoldSet, Measured]]) -> str:
    """F1 by kind of record, a column for each set: the table that the README repeats."""
    headings = ["F1", *(f"{gold.label}, {one.scores.documents} articles" for gold, one in measured)]
    kinds = [kind for kind in _SHORT if any(kind in one.scores.found for _, one in measured)]
    return _rows(
        headings, ([kind, *(_share(_f1(one.scores.found.get(kind))) for _, one in measured)] for kind in kinds)
    )


def _records_table(scores: Scores) -> str:
    def row(kind: str, counts: Counts) -> list[str]:
        shares = (counts.precision, counts.recall, counts.f1)
        return [
            kind,
            *(_share(share, 3) for share in shares),
            str(counts.annotated),
            str(counts.right + counts.spurious),
        ]

    headings = ["", "precision", "recall", "F1", "annotated", "found"]
    return _rows(headings, (row(kind, counts) for kind, counts in scores.found.items()))


def _fields_table(measured: Sequence[tuple[GoldSet, Measured]]) -> str:
    names = sorted({name for _, one in measured for name in one.scores.fields})

    def cell(one: Measured, name: str) -> str:
        values = one.scores.fields.get(name)
        return f"{values.accuracy:.2f} ({values.total})" if values and values.total else "–"

    return _rows(
        ["right on paired records", *(gold.label for gold, _ in measured)],
        ([name, *(cell(one, name) for _, one in measured)] for name in names),
    )


def _gap_table(worked: Scores, held: Scores) -> str:
    def row(kind: str) -> list[str]:
        mine, other = _f1(worked.found.get(kind)), _f1(held.found.get(kind))
        gap = "–" if mine is None or other is None else f"{round(other - mine, 2) + 0.0:+.2f}"
        return [kind, _share(mine), _share(other), gap]

    headings = ["F1", f"worked on, {worked.documents} articles", f"held back, {held.documents} articles", "difference"]
    return _rows(headings, map(row, _SHORT))


def _reliability_table(worked: Scores, held: Scores) -> str:
    sides = [{(b.subject, b.lower): b for b in reliability(scores.outcomes)} for scores in (worked, held)]

    rows = []
    for subject, lower in sorted(set(sides[0]) | set(sides[1])):
        row = [subject, f"{lower:.1f} to {lower + 0.1:.1f}"]
        for side in sides:
            found = side.get((subject, lower))
            row += [str(found.count), _share(found.stated), _share(found.right)] if found else ["–"] * 3
        rows.append(row)
    return _rows(["of", "stated", "n, worked on", "mean", "right", "n, held back", "mean", "right"], rows)


def _linking_table(measured: Sequence[tuple[GoldSet, Measured]]) -> str:
    rows = [
        [
            gold.label,
            linked.kind,
            linked.way,
            *(_share(value, 3) for value in (linked.figures.precision, linked.figures.recall, linked.figures.f1)),
            str(linked.figures.items),
        ]
        for gold, one in measured
        for linked in one.linking
    ]
    return _rows(["", "of", "over", "precision", "recall", "F1", "reports"], rows) if rows else ""


def _weakest(scores: Scores) -> list[tuple[str, float, int]]:
    """The fields that are wrong most often, with accuracy and number of values."""
    known = [(values.accuracy, name, values.total) for name, values in scores.fields.items() if values.total >= _FEW]
    return [(name, accuracy, total) for accuracy, name, total in sorted(known)[:_WEAKEST]]


@cache
def _template() -> Template:
    text = files(__package__).joinpath("quality.md.j2").read_text(encoding="utf-8")
    # Markdown of figures and names of sets, not HTML.
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False, trim_blocks=True)  # noqa: S701
    return environment.from_string(text)


def quality_markdown(measured: Sequence[tuple[GoldSet, Measured]]) -> str:
    """`docs/quality.md` of the figures of gold sets; the same figures give the same text."""
    worked, held = pooled(measured, "worked on"), pooled(measured, "held back")
    judged = held if held.documents else pooled(measured, "also")
    return _template().render(
        begin=BEGIN,
        end=END,
        code=code_version("extraction"),
        sets=[(gold, one) for gold, one in measured],
        short=short_table(measured),
        gap=_gap_table(worked, held) if worked.documents and held.documents else "",
        records=[(gold.label, one.scores.documents, _records_table(one.scores)) for gold, one in measured],
        fields=_fields_table(measured),
        weakest=_weakest(judged),
        judged="held-back articles" if held.documents else "these articles",
        confidences=_reliability_table(*((worked, held) if held.documents else (worked, judged))),
        calibration=[
            (name, calibration_error(reliability(scores.outcomes)))
            for name, scores in (("worked-on", worked), ("held-back", held))
            if scores.outcomes
        ],
        linking=_linking_table(measured),
    )


def card_rows(measured: Sequence[tuple[GoldSet, Measured]]) -> Iterator[str]:
    """The lines of the dataset card's table of measured accuracy: held-back sets, else the embedded samples."""
    chosen = [pair for pair in measured if pair[0].standing == "held back"] or list(measured[-1:])
    for gold, one in chosen:
        for kind in _SHORT:
            counts = one.scores.found[kind]
            shares = ",".join(_share(value) for value in (counts.precision, counts.recall, counts.f1))
            yield f'"{gold.label}",{one.scores.documents},{kind},{shares}'


def between_markers(text: str, table: str) -> str:
    """A document with the table put between its two marker lines. Raises ValueError where it has none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the document has no place for figures between its two marker lines")
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def write_quality(measured: Sequence[tuple[GoldSet, Measured]], project: Path) -> None:
    """Write the document, the README's table and the card's figures into the checkout at `project`."""
    write_whole(project / "docs" / "quality.md", quality_markdown(measured).encode())
    readme = project / "README.md"
    shown = between_markers(readme.read_text(encoding="utf-8"), short_table(measured))
    write_whole(readme, shown.encode())
    figures = project / "pipeline" / "publishing" / "documents" / "quality.csv"
    head = [line for line in figures.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*head, "measured_on,articles,what,precision,recall,f1", *card_rows(measured)]
    write_whole(figures, ("\n".join(lines) + "\n").encode())


def _named(text: str) -> tuple[str, Path]:
    name, sign, folder = text.partition("=")
    if not (sign and name.strip() and folder.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=FOLDER")
    return name.strip(), Path(folder.strip())


def main(arguments: Sequence[str] | None = None, measure_folder: Callable[..., Measured] = measure) -> int:
    """Measure the gold folders that the command line names and write the documents; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation.quality_document", description=__doc__)
    for option, about in (
        ("--worked-on", "articles that were read while rules were written"),
        ("--held-back", "articles that were not"),
        ("--also", "articles of which neither can be said"),
    ):
        parser.add_argument(option, type=_named, action="append", default=[], metavar="NAME=FOLDER", help=about)
    parser.add_argument(
        "--keys-apart", action="store_true",
        help="one event may have different keys in different worked-on articles: their links are not measured",
    )  # fmt: skip
    parser.add_argument("--project", type=Path, default=Path(), help="the checkout to write into")
    given = parser.parse_args(arguments)
    standings: tuple[tuple[Standing, list[tuple[str, Path]]], ...] = (
        ("worked on", given.worked_on),
        ("held back", given.held_back),
        ("also", given.also),
    )
    sets = [
        GoldSet(name, standing, folder, not (standing == "worked on" and given.keys_apart))
        for standing, named in standings
        for name, folder in named
    ]
    sets.append(GoldSet(SAMPLES, "also", samples().parent))
    measured = []
    try:
        for gold in sets:
            with article_bar(gold.label) as bar:
                task = bar.add_task("read", total=None, rate="")

                def show(done: int, total: int, task: int = task, bar: object = bar) -> None:
                    bar.update(task, completed=done, total=total)  # type: ignore[attr-defined]

                measured.append((gold, measure_folder(gold.folder, show, with_linking=gold.one_event_one_key)))
            notes.print(f"{gold.label}: {measured[-1][1].scores.documents} articles", markup=False)
        write_quality(measured, given.project)
    except (GoldError, OSError, ValueError) as problem:
        notes.print(f"quality: {problem}", style="red", markup=False, soft_wrap=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
