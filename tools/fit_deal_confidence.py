"""Fit the weights of `pipeline/lexicons/deal_weights.csv` on folders of annotated articles.

    python tools/fit_deal_confidence.py GOLD_DIR [GOLD_DIR ...] [--write]

Each folder holds `articles/` and `ann/`. Every account that the extractor makes of an article and that
nothing in the codebook excludes is an example: right where it overlaps the quotation of a gold deal, or
shares two parties and the type with one, and no better account does. A logistic model with an L2 penalty
is cross-validated by article.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.cleaning import clean
from pipeline.extraction import minerals
from pipeline.extraction.article import read_document
from pipeline.extraction.deals import scored_accounts
from pipeline.extraction.document import Parser
from pipeline.extraction.parsing import spacy_parser
from pipeline.ingest import read_articles
from pipeline.records import Article

WEIGHTS = Path(__file__).resolve().parents[1] / "pipeline" / "lexicons" / "deal_weights.csv"


def quote_span(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quotation stands in a text, whatever stands between its words."""
    words = re.findall(r"\w+", quote)
    found = re.search(r"[\W_]+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else None


def key(name: str) -> str:
    """A name's first two letters-only words, for a rough comparison."""
    return " ".join(re.findall(r"[a-z]+", name.lower().removeprefix("the "))[:2])


def examples(folder: Path, parser: Parser) -> tuple[list[dict[str, float]], list[int], list[str], int]:
    """Feature rows, labels, article of each row and the number of gold deals of one folder."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    groups: list[str] = []
    total = 0
    for article in read_articles(folder / "articles"):
        if not isinstance(article, Article):
            continue
        name = Path(article.file).name
        annotated = folder / "ann" / f"{name}.json"
        if not annotated.exists():
            continue
        gold: dict[str, Any] = json.loads(annotated.read_text())
        total += len(gold["deals"])
        source = clean(article)
        found = minerals.find_minerals(source)
        if not source.readable or not minerals.is_relevant(source, found):
            continue
        reading, scored = scored_accounts(read_document(source, found, parser))
        spans = [quote_span(article.text, deal.get("quote") or "") for deal in gold["deals"]]
        wanted = [{key(p["name"]) for p in deal["parties"]} for deal in gold["deals"]]
        pairs = []
        for i, (account, _, chance) in enumerate(scored):
            if not chance:
                continue
            names = {key(reading.document.entities[e].name) for e in account.parties}
            for j, deal in enumerate(gold["deals"]):
                overlap = any(
                    spans[j] is not None and a < spans[j][1] and spans[j][0] < b
                    for a, b in (source.clean.raw_span(t.start, t.end) for t in account.tellings)
                )
                shared = len(names & wanted[j])
                same = deal["deal_type"] == account.deal_type
                if (overlap and (shared or same)) or (shared >= 2 and same):
                    pairs.append((2 * overlap + shared + 0.5 * same, i, j))
        used: set[int] = set()
        right: set[int] = set()
        for _, i, j in sorted(pairs, reverse=True):
            if i not in right and j not in used:
                right.add(i)
                used.add(j)
        for i, (_, values, chance) in enumerate(scored):
            if chance:
                rows.append(values)
                labels.append(int(i in right))
                groups.append(f"{folder.name}/{name}")
    return rows, labels, groups, total


SLACK = 0.005
"""Difference of F1 below which thresholds count as equally good."""


def thresholds(chances: np.ndarray, labels: np.ndarray, total: int) -> tuple[float, float]:
    """The middle of the thresholds of best F1 out of fold against all gold deals, and its F1."""
    found: list[tuple[float, float]] = []
    for step in np.arange(0.3, 0.75, 0.025):
        kept = chances >= step
        right = int((kept & (labels == 1)).sum())
        found.append((2 * right / max(1, int(kept.sum()) + total), float(step)))
    best = max(f1 for f1, _ in found)
    level = [item for item in found if item[0] >= best - SLACK]
    f1, step = level[(len(level) - 1) // 2]
    return round(step, 3), f1


def main() -> None:
    """Fit, report, and with `--write` replace the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="replace pipeline/lexicons/deal_weights.csv")
    parser.add_argument("--penalty", type=float, default=0.3, help="inverse of the L2 strength")
    options = parser.parse_args()
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    groups: list[str] = []
    total = 0
    model_of_language = spacy_parser()
    for folder in options.gold:
        some = examples(folder, model_of_language)
        rows, labels, groups, total = rows + some[0], labels + some[1], groups + some[2], total + some[3]
    names = sorted(set().union(*rows))
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.array(labels)
    print(f"{len(y)} accounts, {int(y.sum())} right, {total} gold deals; recall cannot pass {y.sum() / total:.3f}")
    out = np.zeros(len(y))
    for train, test in GroupKFold(n_splits=8).split(x, y, groups):
        fold = LogisticRegression(C=options.penalty, max_iter=2000).fit(x[train], y[train])
        out[test] = fold.predict_proba(x[test])[:, 1]
    threshold, f1 = thresholds(out, y, total)
    kept = out >= threshold
    print(f"out of fold: threshold {threshold:.3f} precision {y[kept].mean():.3f} F1 {f1:.3f}")
    for low in np.arange(0, 1, 0.2):
        inside = (out >= low) & (out < low + 0.2)
        if inside.any():
            print(f"  said {out[inside].mean():.2f}  was {y[inside].mean():.2f}  n {int(inside.sum())}")
    model = LogisticRegression(C=options.penalty, max_iter=2000).fit(x, y)
    weights = sorted(zip(names, model.coef_[0], strict=True), key=lambda item: -abs(item[1]))
    for name, weight in weights:
        print(f"{name:24}{weight:8.3f}  seen {int(x[:, names.index(name)].sum())}")
    if options.write:
        stream = io.StringIO()
        stream.write("# Weights of the logistic score that says how likely an account is a deal.\n")
        stream.write(
            "# feature: as in pipeline/extraction/deals/confidence.py; `intercept` is the constant, "
            "`threshold` the probability from which a deal is published\n"
        )
        stream.write(
            f"# Fitted by tools/fit_deal_confidence.py on {len(y)} accounts of {len(set(groups))} annotated articles, "
            f"L2 penalty 1/{options.penalty}; out of fold F1 {f1:.3f}\n"
        )
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerow(["intercept", f"{model.intercept_[0]:.4f}"])
        writer.writerow(["threshold", f"{threshold:.3f}"])
        for name, weight in weights:
            writer.writerow([name, f"{weight:.4f}"])
        WEIGHTS.write_text(stream.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
