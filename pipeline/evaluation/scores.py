"""Precision, recall and F1 of each kind of record, and how many of their fields are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.evaluation.gold import GoldArticle, Told, Who, extracted, read_gold
from pipeline.evaluation.matching import pair_parties, pair_records, same_city, same_value
from pipeline.records import KEPT_KINDS, Extraction, Segment


@dataclass(slots=True)
class Counts:
    """Records found rightly, found wrongly and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, right: int = 0, spurious: int = 0, missed: int = 0) -> None:
        """Count further ones."""
        self.right += right
        self.spurious += spurious
        self.missed += missed

    @property
    def precision(self) -> float:
        """Share of the found ones that are right; 1 where nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of the annotated ones that were found; 1 where there are none."""
        return self.right / self.annotated if self.annotated else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def annotated(self) -> int:
        """How many the annotation holds."""
        return self.right + self.missed


@dataclass(slots=True)
class FieldCounts:
    """A field's values that are right, of those on paired records."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one value."""
        self.right += right
        self.total += 1

    @property
    def accuracy(self) -> float:
        """Share of the values that are right; 1 where there are none."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that the extraction got wrong: `what` is `missed`, `spurious` or a field's name."""

    file: str
    subject: str
    what: str
    gold: str
    found: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A stated confidence, and whether what it was stated of proved right.

    `subject` is `meeting` or `deal` (right: it has a counterpart), `participant`, `deal party` or
    `field`; these three are judged within records that have a counterpart.
    """

    subject: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Scores:
    """All figures of one evaluation; scores of several folders can be added up."""

    documents: int = 0
    found: dict[str, Counts] = field(default_factory=dict)
    """By kind of record: `relevant`, `removed lines`, `kept characters`, `minerals`, `meetings`, `participants`,
    `deals`, `deal parties`, `deal minerals`."""
    fields: dict[str, FieldCounts] = field(default_factory=dict)
    """By kind of record and field (`meetings: status`), on paired records."""
    mistakes: list[Mistake] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def of(self, kind: str) -> Counts:
        """The counts of a kind of record."""
        return self.found.setdefault(kind, Counts())

    def field_of(self, name: str) -> FieldCounts:
        """The counts of a field."""
        return self.fields.setdefault(name, FieldCounts())

    def add(self, other: Scores) -> None:
        """Add the figures of another evaluation."""
        self.documents += other.documents
        for kind, counts in other.found.items():
            self.of(kind).add(counts.right, counts.spurious, counts.missed)
        for name, values in other.fields.items():
            mine = self.field_of(name)
            mine.right += values.right
            mine.total += values.total
        self.mistakes += other.mistakes
        self.outcomes += other.outcomes


def evaluate(gold_dir: Path, extractions: Iterable[Extraction]) -> Scores:
    """Compare extractions with the annotations of a gold folder.

    Extractions are told by their article's file name; an annotated article without one counts as
    if nothing had been found in it, an extraction without an annotation is left out of account.
    Records are paired one to one, best pair first; a record without a counterpart is missed or
    spurious with all its parties. Raises GoldError where the folder can't be read.
    """
    by_file = {PurePosixPath(item.source.article.file).name: item for item in extractions}
    scores = Scores()
    for kind in _KINDS:
        scores.of(kind)
    for article in read_gold(gold_dir):
        _score_article(scores, article, by_file.get(article.file))
    return scores


_KINDS = (
    "relevant",
    "removed lines",
    "kept characters",
    "minerals",
    "meetings",
    "participants",
    "deals",
    "deal parties",
    "deal minerals",
)


def _score_article(scores: Scores, gold: GoldArticle, extraction: Extraction | None) -> None:
    scores.documents += 1
    relevant = extraction is not None and extraction.relevant
    scores.of("relevant").add(
        right=int(gold.relevant and relevant),
        spurious=int(relevant and not gold.relevant),
        missed=int(gold.relevant and not relevant),
    )
    if relevant != gold.relevant:
        scores.mistakes.append(Mistake(gold.file, "article", "relevant", str(gold.relevant), str(relevant)))
    _score_lines(scores, gold, extraction.source.segments if extraction else ())
    minerals = frozenset(mention.mineral_id for mention in extraction.minerals) if extraction else frozenset()
    _score_sets(scores, "minerals", gold.minerals, minerals)
    for mineral in sorted(gold.minerals ^ minerals):
        what = "missed" if mineral in gold.minerals else "spurious"
        scores.mistakes.append(Mistake(gold.file, "mineral", what, *_sides(what, mineral)))
    meetings, deals = extracted(extraction) if extraction else ((), ())
    _score_records(scores, gold.file, "meetings", "participants", gold.meetings, meetings)
    _score_records(scores, gold.file, "deals", "deal parties", gold.deals, deals)


def _sides(what: str, value: str) -> tuple[str, str]:
    return (value, "") if what == "missed" else ("", value)


def _score_sets(scores: Scores, kind: str, gold: frozenset[str], found: frozenset[str]) -> None:
    scores.of(kind).add(len(gold & found), len(found - gold), len(gold - found))


def _score_lines(scores: Scores, gold: GoldArticle, segments: Sequence[Segment]) -> None:
    """Each annotated line against the segment that covers most of it."""
    ordered = sorted(segments, key=lambda segment: segment.start)
    position = 0
    for start, end, kind in gold.lines:
        while position < len(ordered) and ordered[position].end <= start:
            position += 1
        covering = [s for s in ordered[position : position + _NEAR] if s.start < end and s.end > start]
        best = max(covering, key=lambda s: min(end, s.end) - max(start, s.start), default=None)
        removed, removed_in_gold = best is not None and not best.kept, kind not in KEPT_KINDS
        scores.of("removed lines").add(
            right=int(removed and removed_in_gold),
            spurious=int(removed and not removed_in_gold),
            missed=int(removed_in_gold and not removed),
        )
        size = end - start
        scores.of("kept characters").add(
            right=size * (not removed_in_gold and not removed),
            spurious=size * (removed_in_gold and not removed),
            missed=size * (removed and not removed_in_gold),
        )
        scores.field_of("segments: kind").add(best is not None and best.kind == kind)
        if removed != removed_in_gold:
            what = "lost line" if removed else "left in"
            scores.mistakes.append(Mistake(gold.file, "line", what, kind, gold.text[start:end][:_SHOWN]))


_NEAR = 64
"""Segments to look at from the first that may cover a line."""
_SHOWN = 90
"""Characters of a line or a title in a list of mistakes."""


def _score_records(
    scores: Scores, file: str, kind: str, party_kind: str, gold: Sequence[Told], found: Sequence[Told]
) -> None:
    pairs = pair_records(gold, found)
    scores.of(kind).add(len(pairs), len(found) - len(pairs), len(gold) - len(pairs))
    paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    subject = kind.rstrip("s")
    for index, record in enumerate(gold):
        if index not in paired_gold:
            scores.of(party_kind).add(missed=len(record.parties))
            scores.mistakes.append(Mistake(file, subject, "missed", record.title[:_SHOWN], ""))
    for index, record in enumerate(found):
        scores.outcomes.append(Outcome(subject, record.confidence, index in paired_found))
        if index not in paired_found:
            scores.of(party_kind).add(spurious=len(record.parties))
            scores.mistakes.append(Mistake(file, subject, "spurious", "", record.title[:_SHOWN]))
    for i, j in pairs:
        _score_parties(scores, file, kind, party_kind, gold[i], found[j])
        _score_fields(scores, file, kind, gold[i], found[j])
        if kind == "deals":
            _score_sets(scores, "deal minerals", gold[i].minerals, found[j].minerals)


def _score_parties(scores: Scores, file: str, kind: str, party_kind: str, gold: Told, found: Told) -> None:
    same = pair_parties(gold.parties, found.parties)
    scores.of(party_kind).add(len(same), len(found.parties) - len(same), len(gold.parties) - len(same))
    matched_gold, matched_found = {i for i, _ in same}, {j for _, j in same}
    type_field = "participant_type" if kind == "meetings" else "party_type"
    for i, j in same:
        one, other = gold.parties[i], found.parties[j]
        for name, right in _party_fields(one, other, type_field):
            scores.field_of(f"{party_kind}: {name}").add(right)
    subject = party_kind.rstrip("s").replace("partie", "party")
    for index, who in enumerate(found.parties):
        scores.outcomes.append(Outcome(subject, who.confidence, index in matched_found))
        if index not in matched_found:
            scores.mistakes.append(Mistake(file, subject, "spurious", gold.title[:_SHOWN], who.name))
    for index, who in enumerate(gold.parties):
        if index not in matched_gold:
            scores.mistakes.append(Mistake(file, subject, "missed", who.name, gold.title[:_SHOWN]))


def _party_fields(gold: Who, found: Who, type_field: str) -> tuple[tuple[str, bool], ...]:
    return (
        (type_field, gold.entity_type == found.entity_type),
        ("role", gold.role == found.role),
        ("country_code", gold.country_code == found.country_code),
    )


def _score_fields(scores: Scores, file: str, kind: str, gold: Told, found: Told) -> None:
    stated = dict(found.field_confidences)
    for name, (expected, got, right) in _record_fields(kind, gold, found).items():
        scores.field_of(f"{kind}: {name}").add(right)
        if name in stated:
            scores.outcomes.append(Outcome("field", stated[name], right))
        if not right:
            scores.mistakes.append(Mistake(file, kind.rstrip("s"), name, str(expected), str(got)))


def _record_fields(kind: str, gold: Told, found: Told) -> Mapping[str, tuple[object, object, bool]]:
    def plain(one: object, other: object) -> tuple[object, object, bool]:
        return one, other, one == other

    if kind == "meetings":
        return {
            "meeting_type": plain(gold.record_type, found.record_type),
            "status": plain(gold.status, found.status),
            "start_date": plain(gold.start, found.start),
            "end_date": plain(gold.end, found.end),
            "city": (gold.city, found.city, same_city(gold.city, found.city)),
            "country_code": plain(gold.country_code, found.country_code),
        }
    amounts = gold.value_amount, found.value_amount
    return {
        "deal_type": plain(gold.record_type, found.record_type),
        "status": plain(gold.status, found.status),
        "date": plain(gold.start, found.start),
        "value_amount": (*amounts, same_value(*amounts)),
        "value_currency": plain(gold.value_currency, found.value_currency),
    }
