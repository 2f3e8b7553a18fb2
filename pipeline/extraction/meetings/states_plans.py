"""What leaders mean their states to hold: "the two agreed to hold the 3rd Canada–Chile Space Dialogue".

Those who agree on it won't sit in it: its parties are their states, also where its name doesn't tell them.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors
from pipeline.extraction.meetings.reading import Reading


def only_meant(reading: Reading, v: int) -> bool:
    """Whether verb `v` is what somebody intends or announces rather than does: "reaffirmed their plan to hold"."""
    token = reading.tokens[v]
    to = any(reading.words[c] == "to" and reading.tokens[c].dep == "aux" for c in reading.children[v])
    return (to and token.dep in ("acl", "xcomp", "relcl")) or (token.tag == "VBG" and token.dep == "pcomp")


def between_states(document: Document, frame: Frame) -> bool:
    """Whether the words before the noun name two states or blocs whose gathering it is: "the India–Chile dialogue"."""
    named = {e for c in frame.claims if c.rule.startswith("modifier") for e in c.entities}
    return sum(document.entities[e].entity_type in ("country", "bloc") for e in named) >= 2


def only_awaited(document: Document, frame: Frame, v: int) -> bool:
    """Whether verb `v` says that somebody welcomes or awaits what two states' officials hold: "the leaders looked
    forward to signing it at the forthcoming U.S.–India Commercial Dialogue"."""
    lemmas = {frame.reading.lemmas[a] for a in (v, *ancestors(frame.reading, v))}
    told = bool(lemmas & (cues("anticipating") | cues("attitude")))
    return told and frame.kind != "summit" and between_states(document, frame)


def state_of(document: Document, e: int) -> int | None:
    """The state for which a person speaks, where the article names it."""
    entity = document.entities[e]
    if entity.entity_type != "person" or not entity.country_code:
        return None
    return next(
        (
            n
            for n, other in enumerate(document.entities)
            if other.entity_type == "country" and other.country_code == entity.country_code
        ),
        None,
    )


def meant_by_leaders(document: Document, frame: Frame, v: int) -> bool:
    """Whether those who mean to do `v` with a gathering of officials are told by their states, read off its noun."""
    if not only_meant(frame.reading, v):
        return False
    return between_states(document, frame) or frame.trigger.words.split()[-1] in cues("of_officials")


def by_their_states(document: Document, frame: Frame, v: int, who: list[Found]) -> list[Found]:
    """`who` with the states of leaders in their place, where verb `v` tells what they mean officials to hold."""
    people = {e for f in who for e in f.entities if document.entities[e].entity_type == "person"}
    officials = frame.trigger.words.split()[-1] in cues("of_officials")
    if len(people) < 2 or not officials or not only_meant(frame.reading, v):
        return who
    states = {e: state_of(document, e) for e in people}
    if None in states.values() or len(set(states.values())) < 2:
        return who
    out = []
    for found in who:
        entities = tuple(dict.fromkeys(s if (s := states.get(e)) is not None else e for e in found.entities))
        out.append(replace(found, entities=entities))
    return out
