"""How likely a told gathering is one that the codebook records: a small logistic model over readable features."""

from __future__ import annotations

import math
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, resolved
from pipeline.extraction.meetings.grammar import is_verb
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.name_bearers import BEARER
from pipeline.extraction.meetings.triggers import SERIES
from pipeline.lexicons import table

THRESHOLD_ROW = "threshold"


@cache
def weights() -> dict[str, float]:
    """Weight of each feature, the intercept (`bias`) and the acceptance threshold (lexicon `meeting_weights`)."""
    return {row["feature"]: float(row["weight"]) for row in table("meeting_weights")}


def features(document: Document, gathering: Gathering) -> dict[str, float]:
    """Readable facts about a gathering that bear on whether it is a particular meeting of identified parties."""
    frames = gathering.frames
    first = frames[0]
    flags = set().union(*(f.flags for f in frames))
    claims = [c for c in gathering.claims if not c.rule.startswith(BEARER)]
    entities = {e for c in claims for e in c.entities}
    people = [e for e in entities if document.entities[e].entity_type == "person"]
    apart = sides(document, entities)
    roles = {c.role for c in claims}
    firm = any("role_verb" in f.flags or f.trigger.shape in ("reciprocal", "reception", "calling") for f in frames)
    verbal = first.trigger.shape not in ("event", "trip", "invitation")
    settings = all("setting" in f.flags for f in frames)
    mentioned = all("mentioned" in f.flags for f in frames)
    out = {
        "bias": 1.0,
        "parties_0": float(not apart),
        "parties_1": float(len(apart) == 1),
        "parties_3": float(len(apart) >= 3),
        "one_weak": float(len(apart) == 1 and max(f.trigger.weight for f in frames) == 1),
        "one_undated": float(len(apart) == 1 and not (gathering.scheduled or any(f.date is not None for f in frames))),
        "context_parties": float(any("context_parties" in f.flags for f in frames)),
        "owner_party": float(all("owner_party" in f.flags for f in frames)),
        "crowd": float(any("crowd" in f.flags for f in frames)),
        "people": min(len(people), 3) / 3.0,
        "host": float("host" in roles),
        "company_only": float(bool(entities) and all(document.entities[e].entity_type == "company" for e in entities)),
        "dated": float(
            gathering.scheduled
            or any(resolved(document, f) is not None and f.date_rule[:4] in ("tie5", "tie4", "tie3") for f in frames)
        ),
        "placed": float(
            any(f.place is not None and f.place_rule[:4] in ("tie5", "tie4", "tie3") for f in frames)
            or any(_where_it_is(f) for f in frames)
        ),
        "loose_date": float(gathering.scheduled or any(f.date is not None for f in frames)),
        "named": float(bool(gathering.names)),
        "weight_3": float(max(f.trigger.weight for f in frames) == 3),
        "weight_1": float(max(f.trigger.weight for f in frames) == 1),
        "verb": float(verbal),
        "signing": float(any(f.kind == "signing" for f in frames)),
        "series": float(any(f.trigger.words == SERIES for f in frames)),
        "phone": float(any(f.phone for f in frames)),
        "trip": float(first.trigger.shape == "trip"),
        "invitation": float(first.trigger.shape == "invitation"),
        "role_verb": float(firm),
        "outcome": float("outcome" in flags),
        "speech": float("speech" in flags),
        "several": float(len(frames) > 1),
        "title": float(any(f.reading.sentence.kind == "title" for f in frames)),
        "setting": float(settings),
        "mentioned": float(mentioned),
        "plural": float(all(f.trigger.plural and not f.trigger.plural_ok for f in frames)),
        "bare_noun": float(not verbal and not firm and not gathering.names),
        "present": float("present" in flags),
        "planned": float(first.status == "planned"),
    }
    return out


def _where_it_is(frame: Frame) -> bool:
    """Whether the clause only tells what is done at a place named before it, which may be no town: "will speak at the
    university, where she will be joined by X and Y"."""
    reading, v = frame.reading, frame.trigger.token
    return is_verb(reading, v) and any(reading.words[c] == "where" for c in reading.children[v])


def probability(values: dict[str, float]) -> float:
    """Probability that the gathering is a meeting, from its features."""
    known = weights()
    score = sum(known.get(name, 0.0) * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def threshold() -> float:
    """Probability from which a gathering is recorded."""
    return weights().get(THRESHOLD_ROW, 0.5)
