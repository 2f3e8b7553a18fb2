"""The figures of a benchmark run as a table for the terminal and as `docs/performance.md` with its plots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.benchmarks.results import Machine, Measure, find

_TARGETS: tuple[tuple[str, str, str, str, float], ...] = (
    ("clean", "one core", "text cleaning on one core", ">=", 10.0),
    ("extract, times plain spaCy", "relevant", "extraction of relevant articles, times plain spaCy", ">=", 3.0),
    ("extract, times plain spaCy", "irrelevant", "extraction of irrelevant articles, times plain spaCy", ">=", 30.0),
)


def _sizes(measures: Sequence[Measure]) -> list[int]:
    return sorted(
        int(m.subject.split()[0].replace(",", "")) for m in measures if m.what == "build" and "articles" in m.subject
    )


def goals(measures: Sequence[Measure]) -> list[tuple[str, str, str, bool]]:
    """What was aimed at, what came out, and whether it was reached."""
    rows = []
    for what, subject, name, sign, limit in _TARGETS:
        try:
            value = find(measures, what, subject)
        except KeyError:
            continue
        rows.append((name, f"{sign} {limit:g}", f"{value:.1f}", value >= limit))
    sizes = _sizes(measures)
    small, large = (f"{sizes[0]:,} articles", f"{sizes[-1]:,} articles")
    ratio = find(measures, "build, times plain spaCy", large)
    rows.append((f"whole build of {large}, times plain spaCy", ">= 10", f"{ratio:.1f}", ratio >= 10))
    peak = max(m.value for m in measures if m.what == "build, largest process")
    rows.append(("peak memory of a process", "< 2,000 MB", f"{peak:,.0f} MB", peak < 2000))
    whole = find(measures, "build", large)
    growth = (whole / sizes[-1]) / (find(measures, "build", small) / sizes[0])
    rows.append((f"time an article at {large}, of that at {small}", "<= 1.25", f"{growth:.2f}", growth <= 1.25))
    for subject, limit in (("unchanged", 0.05), ("1% new", 0.10)):
        share = find(measures, "build", subject) / whole
        rows.append((f"build again, {subject}, of the first", f"< {limit:.0%}", f"{share:.1%}", share < limit))
    times = [m.value for m in measures if m.what == "cookbook query"]
    quick = sum(value < 200 for value in times)
    records = find(measures, "records", "made-up dataset")
    name = f"cookbook queries over {records:,.0f} records"
    rows.append((name, "< 200 ms", f"{quick} of {len(times)}", quick == len(times)))
    return rows


def table(measures: Sequence[Measure]) -> str:
    """All figures, aligned, and the goals."""
    lines = []
    for m in measures:
        note = f"   {m.note}" if m.note else ""
        lines.append(f"{m.what:30} {m.subject[:44]:44} {m.value:>12,.2f} {m.unit}{note}".rstrip())
    lines.append("")
    for name, wanted, came, reached in goals(measures):
        lines.append(f"{'reached' if reached else 'MISSED':8} {name:62} {wanted:>12} {came:>12}")
    return "\n".join(lines)


def write_document(measures: Sequence[Measure], where: Machine, docs: Path) -> Path:
    """Write `performance.md` and its pictures into the folder `docs`."""
    images = docs / "images"
    images.mkdir(parents=True, exist_ok=True)
    _plot_builds(measures, images / "performance-builds.svg")
    _plot_queries(measures, images / "performance-queries.svg")
    target = docs / "performance.md"
    target.write_text(_document(measures, where), encoding="utf-8")
    return target


def _document(measures: Sequence[Measure], where: Machine) -> str:
    sizes = _sizes(measures)
    corpus = next(m for m in measures if m.what == "corpus")
    plain = [m.value for m in measures if m.what == "plain spaCy, all cores"]
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; not to be edited. One run on one machine:",
        "",
        f"- {where.processor}, {where.cores} cores, {where.memory_gb:g} GB; {where.system}",
        f"- Python {where.python}; {where.libraries}",
        f"- load of the machine before the run: {where.load_before:g}"
        + (" (other programs were running: times are longer than they need be)" if where.load_before > 0.5 else ""),
        f"- {corpus.value:,.0f} articles, {corpus.subject}",
        "",
        "## Goals",
        "",
        "| figure | goal | measured | |",
        "|---|---:|---:|---|",
    ]
    lines += [f"| {a} | {b} | {c} | {'reached' if ok else 'missed'} |" for a, b, c, ok in goals(measures)]
    lines += [
        "",
        "## Whole builds",
        "",
        "`minerals build` with an empty cache, from starting the command to its end, on all cores. Plain spaCy is the",
        "whole pipeline of the same model as it loads by default, over the raw text of a sample of the same articles,",
        "on the same cores in the same run, with its models loaded before the clock starts; its time for all articles",
        "is reckoned from the sample by characters. It took",
        f"{plain[0]:.1f} s for a million characters before the builds and {plain[1]:.1f} s after them;",
        "the ratios use the mean of both.",
        "",
        "![Time of a build by number of articles](images/performance-builds.svg)",
        "",
        "| articles | seconds | processor s | articles/s | largest process | all processes | plain spaCy | ratio |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for subject in [*(f"{size:,} articles" for size in sizes), "unchanged", "1% new"]:
        row = {m.what: m.value for m in measures if m.subject == subject}
        expected, times = row.get("plain spaCy, whole text"), row.get("build, times plain spaCy")
        lines.append(
            f"| {subject.removesuffix(' articles')} | {row['build']:,.1f} | {row['build, processor time']:,.1f} "
            f"| {row['build, articles']:,.1f} | {row['build, largest process']:,.0f} MB "
            f"| {row['build, all processes']:,.0f} MB | {f'{expected:,.0f} s' if expected else ''} "
            f"| {f'{times:.1f}' if times else ''} |"
        )
    lines += [
        "",
        "## One core",
        "",
        "By processor time, models loaded before.",
        "",
        "| figure | | value |",
        "|---|---|---:|",
    ]
    for m in measures:
        if m.what in ("clean", "extract", "plain spaCy", "extract, times plain spaCy"):
            lines.append(f"| {m.what} | {m.subject} | {m.value:,.1f} {m.unit} |")
    records = find(measures, "records", "made-up dataset")
    lines += [
        "",
        "## Queries",
        "",
        f"The cookbook's queries over a made-up dataset of {records:,.0f} records (meetings, deals, their",
        "participants, parties and minerals, and entities; statements, articles and mentions beside them):",
        "the median of three runs after a first one, in DuckDB on the catalog file.",
        "",
        "![Time of each query](images/performance-queries.svg)",
        "",
        "| query | ms |",
        "|---|---:|",
    ]
    for m in measures:
        if m.what == "cookbook query":
            value = m.note if m.note.startswith("given up") else f"{m.value:,.0f}"
            lines.append(f"| {m.subject[3:].replace('-', ' ')} | {value} |")
    return "\n".join(lines) + "\n"


def _plot_builds(measures: Sequence[Measure], target: Path) -> None:
    sizes = _sizes(measures)
    subjects = [f"{size:,} articles" for size in sizes]
    lines = {
        "plain spaCy": [find(measures, "plain spaCy, whole text", subject) for subject in subjects],
        "minerals build": [find(measures, "build", subject) for subject in subjects],
    }
    figure, axes = _figure(3.2)
    for (name, values), colour in zip(lines.items(), ("#999999", "#0b6e99"), strict=True):
        axes.plot(sizes, values, marker="o", color=colour, label=name)
        axes.annotate(f"{values[-1]:,.0f} s", (sizes[-1], values[-1]), textcoords="offset points", xytext=(-4, 7))
    axes.set(xlabel="articles", ylabel="seconds", ylim=(0, None))
    axes.legend(frameon=False, loc="upper left")
    _save(figure, target)


def _plot_queries(measures: Sequence[Measure], target: Path) -> None:
    times = [(m.subject[3:].replace("-", " "), max(m.value, 1.0)) for m in measures if m.what == "cookbook query"]
    figure, axes = _figure(5.2)
    axes.barh([name for name, _ in times], [value for _, value in times], color="#0b6e99")
    axes.axvline(200, color="#c0392b", linewidth=1)
    axes.set_xscale("log")
    axes.invert_yaxis()
    axes.set(xlabel="milliseconds (line: 200)")
    _save(figure, target)


def _figure(height: float) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "performance", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, height), layout="constrained")
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Any, target: Path) -> None:
    from matplotlib import pyplot

    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)
