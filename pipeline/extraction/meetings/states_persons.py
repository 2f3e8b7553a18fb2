"""Who of the states that met is named in the sentences behind: "Ministers of Chile and Peru met. Chile's X warned"."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, of_mention
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import agents, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.kinds import rank_of_person
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.lexicons import table, values


@cache
def _members() -> dict[str, frozenset[str]]:
    """Member states of each bloc, by its name."""
    return {row["name"]: frozenset(values(row["members"])) for row in table("blocs")}


def told_of_states(document: Document, gathering: Gathering, reading: Reading) -> list[tuple[Found, str]]:
    """Persons who act in the sentence and are of a state or bloc whose officials met."""
    codes: set[str] = set()
    blocs: set[int] = set()
    for claim in gathering.claims:
        for e in claim.entities:
            entity = document.entities[e]
            if claim.rank is not None and entity.entity_type == "country" and entity.country_code:
                codes.add(entity.country_code)
            elif claim.rank is not None and entity.entity_type == "bloc":
                codes |= _members().get(entity.name, frozenset())
                blocs.add(e)
    codes -= {
        document.entities[e].country_code or ""
        for e in gathering.entities
        if document.entities[e].entity_type == "person"
    }
    if not codes:
        return []
    out = []
    for v in range(len(reading.tokens)):
        if not is_verb(reading, v) or reading.tokens[v].tag not in ("VBD",):
            continue
        for s in (named for doer in subjects(reading, v) for named in (doer, *_called(reading, doer))):
            at = reading.mention_of[s]
            if at < 0:
                continue
            mention = reading.mentions[at]
            if mention.form not in ("name", "short") or len(mention.entities) != 1:
                continue
            entity = document.entities[mention.entities[0]]
            for_them = entity.country_code in codes or entity.represents in blocs
            if entity.entity_type == "person" and for_them and not _above_it(document, gathering, mention.entities[0]):
                out.append((of_mention(mention, "of_state"), "attendee"))
    return out


def _above_it(document: Document, gathering: Gathering, person: int) -> bool:
    """Whether a leader goes on about what the states' officials are to hold: "our governments will hold a dialogue.
    Presidents X and Y reaffirmed"."""
    officials = all(f.trigger.words.split()[-1] in cues("of_officials") for f in gathering.frames)
    return officials and rank_of_person(document, person) == "leader"


def _called(reading: Reading, s: int) -> list[int]:
    """Who an office is told to be of: "Niger's minister, X, toured"."""
    return [c for c in reading.children[s] if reading.tokens[c].dep == "appos"]


def spoken_to(document: Document, gathering: Gathering, reading: Reading) -> list[tuple[Found, str]]:
    """Whom of the unnamed people met somebody is told to have spoken to: "X met executives. He told Vale's Y"."""
    unnamed = any(
        frame.ranks or any(flag.startswith(("group:", "receives:")) for flag in frame.flags)
        for frame in gathering.frames
    )
    if not unnamed:
        return []
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("spoken_to") or reading.tokens[v].tag != "VBD" or not is_verb(reading, v):
            continue
        speaking = {e for f in parties(document, reading, subjects(reading, v)) for e in f.entities}
        if not speaking & gathering.entities:
            continue
        heard = [f for f in parties(document, reading, objects(reading, v)) if set(f.entities) - speaking]
        return [(f, "attendee") for f in heard if _placed_person(document, f)]
    return []


def signed_there(document: Document, gathering: Gathering, reading: Reading) -> list[tuple[Found, str]]:
    """Persons whom a sentence behind a told ceremony of signing names as those who signed: "X and Y signed the
    agreement", "It was signed by X for the firm"."""
    if not any(f.kind == "signing" and f.trigger.shape == "event" and f.status == "held" for f in gathering.frames):
        return []
    out: list[tuple[Found, str]] = []
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("signing_it") or not is_verb(reading, v) or negated(reading, v):
            continue
        passive = is_passive(reading, v)
        paper = subjects(reading, v) if passive else objects(reading, v)
        if any(reading.words[c] in _SOME for o in paper for c in reading.children[o]):
            continue  # another paper: "has since signed a lease"
        who = parties(document, reading, agents(reading, v) if passive else subjects(reading, v))
        out += [(f, "attendee") for f in who if _all_people(document, f)]
    return out


_SOME = frozenset({"a", "an", "another"})


def _all_people(document: Document, found: Found) -> bool:
    return all(document.entities[e].entity_type == "person" for e in found.entities)


def _placed_person(document: Document, found: Found) -> bool:
    """Whether a person is told to act for somebody who is no newsroom."""
    reporters = {e for m in document.mentions if m.rule == "media" for e in m.entities}
    return all(
        document.entities[e].entity_type == "person"
        and (_told_whose(document, found) or document.entities[e].office is not None)
        and document.entities[e].represents not in reporters
        for e in found.entities
    )


def _told_whose(document: Document, found: Found) -> bool:
    """Whether the words beside a name say whose man he is: "Vale's X", "X of Vale"."""
    before, after = document.text[max(0, found.start - 3) : found.start], document.text[found.end : found.end + 4]
    return before in ("'s ", "’s ") or before.endswith("s' ") or after == " of "
