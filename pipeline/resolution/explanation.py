"""Why two reports are one event, or two: the comparisons with their weights, as linking made them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.resolution.comparisons import outcomes, score
from pipeline.resolution.contradictions import contradiction
from pipeline.resolution.entities import resolve_names
from pipeline.resolution.loading import load_forms, load_mentions, load_parties, sides_of
from pipeline.resolution.mentions import Mention
from pipeline.resolution.weights import weights
from pipeline.resolution.working_tables import connect, flatten


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of two reports: its name, its outcome and the weight of the outcome."""

    comparison: str
    outcome: str
    weight: float


@dataclass(frozen=True, slots=True)
class LinkExplanation:
    """The comparison of the two reports that speak most for a link between two records."""

    first: str
    second: str
    """The ids asked for."""
    kind: str
    first_report: str
    second_report: str
    """Title and article of the two reports."""
    compared: tuple[Compared, ...]
    start: float
    enough: float
    total: float
    contradiction: str | None
    one_record: bool
    """Whether both ids mean one record."""

    @property
    def linked(self) -> bool:
        """Whether the two reports by themselves speak for one event."""
        return self.contradiction is None and self.total >= self.enough

    def lines(self) -> list[str]:
        """The explanation as lines of text for people."""
        found = [
            f"{self.first} and {self.second}: {'one record' if self.one_record else 'two records'} ({self.kind}s)",
            f"  {self.first_report}",
            f"  {self.second_report}",
            f"  {'start':<12}{'':<24}{self.start:+.1f}",
        ]
        found += [f"  {c.comparison:<12}{c.outcome:<24}{c.weight:+.1f}" for c in self.compared]
        found.append(f"  {'sum':<12}{'':<24}{self.total:+.1f}  (enough: {self.enough:+.1f})")
        if self.contradiction:
            found.append(f"  contradiction: {self.contradiction}")
        return found


def _members(dataset: Path, mentions: Sequence[Mention], one: str) -> list[Mention]:
    file = dataset / "workings" / "members.parquet"
    own = {mention.mention_id: mention for mention in mentions}
    if file.is_file():
        rows = pq.read_table(file, filters=[("record_id", "=", one)])["mention_id"].to_pylist()
        found = [own[mention_id] for mention_id in rows if mention_id in own]
        if found:
            return found
    if one in own:
        return [own[one]]
    raise KeyError(f"no meeting or deal has the id {one!r}")


def explain_link(first: str, second: str, extractions: Sequence[Path], dataset: Path) -> LinkExplanation:
    """Explain why two meetings or two deals are, or are not, one event.

    `first` and `second` are ids of records or of single reports (the id a record had it but that one
    report); of records with several reports, the two that speak most for a link are shown.
    `extractions` are the files that `resolve` read, `dataset` the folder it wrote.

    Raises KeyError where an id is unknown, ValueError where one is a meeting and the other a deal.
    """
    with tempfile.TemporaryDirectory(prefix="explain-") as folder, connect(Path(folder)) as database:
        tables = flatten(database, extractions, None, Path(folder))
        names = resolve_names(load_forms(tables))
        sides = sides_of(names)
        mentions = load_mentions(tables, load_parties(tables), names, sides)
    some, others = _members(dataset, mentions, first), _members(dataset, mentions, second)
    if some[0].kind != others[0].kind:
        raise ValueError(f"{first!r} is a {some[0].kind} and {second!r} a {others[0].kind}")
    pairs = [(a, b) for a in some for b in others if a is not b] or [(some[0], others[0])]

    def strength(pair: tuple[Mention, Mention]) -> tuple[bool, float, str, str]:
        one, other = pair
        free = contradiction(one, other, sides) is None
        return free, score(one, other, sides), one.mention_id, other.mention_id

    a, b = max(pairs, key=strength)
    declared = weights(a.kind)
    compared = tuple(Compared(name, outcome, declared.of[name, outcome]) for name, outcome in outcomes(a, b, sides))
    against = contradiction(a, b, sides)
    if a is not b and a.article == b.article:
        against = "one article tells both as two"
    return LinkExplanation(
        first=first,
        second=second,
        kind=a.kind,
        first_report=f"{a.title} (article {a.article_id})",
        second_report=f"{b.title} (article {b.article_id})",
        compared=compared,
        start=declared.start,
        enough=declared.enough,
        total=declared.start + sum(c.weight for c in compared),
        contradiction=against,
        one_record={m.mention_id for m in some} == {m.mention_id for m in others},
    )
