"""Fit the weights by which told gatherings are recorded as meetings, on folders of annotated articles.

    python tools/fit_meeting_confidence.py GOLD_DIR... [--c 0.5] [--write]

Each folder holds `articles/` and `ann/` (a JSON annotation per article). Every gathering that the rules suggest is
labelled by whether an annotated meeting can be paired with it; a logistic model with an L2 penalty learns the
features of `pipeline.extraction.meetings.confidence`. The threshold follows from ten-fold
cross-validation over articles. `--write` puts the figures into `pipeline/lexicons/meeting_weights.csv`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.cleaning import clean
from pipeline.extraction import article as room
from pipeline.extraction import minerals
from pipeline.extraction.document import Document, Parser
from pipeline.extraction.meetings import weigh
from pipeline.extraction.meetings.records import meeting_of
from pipeline.extraction.parsing import spacy_parser
from pipeline.ingest import read_articles
from pipeline.records import Article, Meeting

_SLACK = 0.005
TABLE = Path(__file__).parent.parent / "pipeline" / "lexicons" / "meeting_weights.csv"
HEAD = """# Weights of the logistic model that says how likely a told gathering is a meeting in the codebook's sense.
# feature: name in pipeline/extraction/meetings/confidence.py (`bias` = intercept, `threshold` = probability from which
# one is recorded). Origin: fitted by tools/fit_meeting_confidence.py on {articles} annotated articles with
# {gatherings} suggested gatherings, {positives} of them meetings; L2 penalty with C = {c}.
feature,weight
"""


def documents(folder: Path, parser: Parser) -> Iterator[tuple[str, Document, list[dict[str, Any]]]]:
    """Relevant articles of a folder, laid out, with their annotated meetings."""
    for article in read_articles(folder / "articles"):
        if not isinstance(article, Article):
            continue
        source = clean(article)
        found = minerals.find_minerals(source)
        annotation = folder / "ann" / (Path(article.file).name + ".json")
        if annotation.exists() and source.readable and minerals.is_relevant(source, found):
            yield (
                article.file,
                room.read_document(source, found, parser),
                json.loads(annotation.read_text())["meetings"],
            )


def _tokens(name: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", name.lower()))


def likeness(gold: dict[str, Any], meeting: Meeting, text: str) -> float:
    """How well a suggested meeting answers an annotated one: shared parties, overlapping words, day."""
    names = [_tokens(p["name"]) for p in gold["participants"]]
    mine = [_tokens(p.name) for p in meeting.participants]
    shared = sum(any(a and b and (a <= b or b <= a) for b in mine) for a in names)
    score = 3.0 * shared / max(1, max(len(names), len(mine)))
    words = re.findall(r"\w+", gold["quote"] or "")
    found = re.search(r"[\W_]+".join(map(re.escape, words)), text) if words else None
    if found and any(e.field == "record" and e.start < found.end() and found.start() < e.end for e in meeting.evidence):
        score += 2.0
    day = meeting.start_date.isoformat() if meeting.start_date else None
    if gold["start_date"] and day:
        score += 1.5 if day == gold["start_date"] else -1.5 if day[:7] != gold["start_date"][:7] else 0.0
    return score


def labelled(document: Document, gold: list[dict[str, Any]]) -> list[tuple[dict[str, float], int]]:
    """Features of each suggested gathering and whether an annotated meeting is paired with it."""
    weighed = weigh(document)
    text = document.source.article.text
    records = [meeting_of(document, gathering, p) for gathering, _, p in weighed]
    pairs = sorted(
        ((likeness(g, m, text), i, j) for i, g in enumerate(gold) for j, m in enumerate(records)), reverse=True
    )
    used: set[int] = set()
    hit: set[int] = set()
    for score, i, j in pairs:
        if score < 2.0:
            break
        if i not in used and j not in hit:
            used.add(i)
            hit.add(j)
    return [(values, int(j in hit)) for j, (_, values, _) in enumerate(weighed)]


def fit(rows: list[dict[str, float]], labels: list[int], groups: list[int], told: int, c: float) -> dict[str, float]:
    """Weights by feature; `told` is the number of annotated meetings, the suggested ones and the missed.

    The threshold is the highest whose cross-validated F1 is within `_SLACK` of the best: with F1 about
    equal, the more precise choice.
    """
    names = [name for name in rows[0] if name != "bias"]
    x = np.array([[row[name] for name in names] for row in rows])
    y = np.array(labels)
    out_of_fold = np.zeros(len(y))
    for train, test in GroupKFold(10).split(x, y, groups):
        out_of_fold[test] = LogisticRegression(C=c, max_iter=2000).fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    scores = {}
    for cut in np.arange(0.2, 0.8, 0.01):
        chosen = out_of_fold >= cut
        hits = int((chosen & (y == 1)).sum())
        scores[round(float(cut), 2)] = 2 * hits / max(1, int(chosen.sum()) + told)
    best = max(scores.values())
    cut = max(c for c, score in scores.items() if score >= best - _SLACK)
    print(f"best cross-validated F1 {best:.3f}; threshold {cut:.2f}")
    for low in np.arange(0, 1, 0.1):
        inside = (out_of_fold >= low) & (out_of_fold < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}: n={int(inside.sum()):4d} share of meetings {y[inside].mean():.2f}")
    model = LogisticRegression(C=c, max_iter=2000).fit(x, y)
    weights = {"bias": float(model.intercept_[0]), "threshold": cut}
    weights.update(dict(zip(names, map(float, model.coef_[0]), strict=True)))
    return weights


def main(make_parser: Callable[[], Parser] = spacy_parser) -> int:
    """Fit, print, and write where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", type=Path, nargs="+")
    arguments.add_argument("--c", type=float, default=0.5)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    groups: list[int] = []
    articles = told = 0
    for folder in options.folders:
        for _, document, gold in documents(folder, make_parser()):
            articles += 1
            told += len(gold)
            for values, label in labelled(document, gold):
                rows.append(values)
                labels.append(label)
                groups.append(articles)
    weights = fit(rows, labels, groups, told, options.c)
    for name, weight in weights.items():
        print(f"{name:14} {weight:+.2f}")
    if options.write:
        head = HEAD.format(articles=articles, gatherings=len(rows), positives=sum(labels), c=options.c)
        TABLE.write_text(head + "".join(f"{name},{weight:.3f}\n" for name, weight in weights.items()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
