"""Pronouns that can't mean whom the names room took them for: nobody meets himself ("X saw her", of two women)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document, NameMention, Token
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import subjects
from pipeline.extraction.names.gazetteer import given_names

_GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_BACK = 3
"""Sentences over which a pronoun looks back."""
_BACK_IN_TALK = 12
"""The same where people ask and answer."""


def untangle(document: Document, frame: Frame) -> None:
    """Give a pronoun that another part of the same clause has taken the last other person named before, one before
    its name the subject that follows, and leave "the two ministers" to the names that say who they are."""
    _named_after(document, frame)
    _told_behind(document, frame)
    objects_first = sorted(range(len(frame.claims)), key=lambda n: not _other_side(frame.claims[n].rule))
    reading = frame.reading
    for n in objects_first:
        claim = frame.claims[n]
        if reading.tokens[reading.token_at(claim.start)].dep == "poss":
            continue
        gender = _GENDERS.get(document.text[claim.start : claim.end].lower())
        if gender is None or len(claim.entities) != 1:
            continue
        other = _named_here(document, frame, claim, gender)
        if not _met_by_itself(frame, claim):
            if other is None or not _at_home(document, frame, claim, other):
                continue
        elif other is None:
            other = _named_before(document, frame, claim.entities[0], gender)
        if other is not None:
            frame.claims[n] = replace(claim, entities=(other,))


def _named_after(document: Document, frame: Frame) -> None:
    """ "After two days in Lima, where she met X, Ana Rey flew on": the pronoun stands before its name."""
    reading, v = frame.reading, frame.trigger.token
    doer = next((s for s in subjects(reading, v) if reading.words[s] in _GENDERS), None)
    if doer is None or reading.mention_of[doer] >= 0 or reading.tokens[v].dep not in ("relcl", "advcl"):
        return
    main = next(
        (i for i, token in enumerate(reading.tokens) if i > v and (token.head == i or _next_clause(token, v))), None
    )
    for s in subjects(reading, main) if main is not None else []:
        mention = reading.mentions[reading.mention_of[s]] if s > v and reading.mention_of[s] >= 0 else None
        if mention is None or len(mention.entities) != 1 or set(mention.entities) & frame.entities:
            continue
        if document.entities[mention.entities[0]].entity_type == "person":
            start, end = reading.tokens[doer].start, reading.tokens[doer].end
            frame.claims.append(Claim(mention.entities, "attendee", start, end, "subject:before_its_name"))


def _next_clause(token: Token, v: int) -> bool:
    """Whether a verb with a past form is taken for the second of two, whose first is `v`."""
    return token.dep == "conj" and token.head == v and token.tag in ("VBD", "VBZ", "VBP")


def _told_behind(document: Document, frame: Frame) -> None:
    """Drop "the two prime ministers" where a comma and their names follow."""
    for claim in list(frame.claims):
        words = document.text[claim.start : claim.end].lower().split()
        if len(claim.entities) != 2 or not {"two", "both"} & set(words[:2]):
            continue
        behind = [c for c in frame.claims if claim.end < c.start < claim.end + _BEHIND]
        if behind and document.text[claim.end : behind[0].start].strip() == "," and len(behind) > 1:
            frame.claims.remove(claim)


_BEHIND = 60
"""Characters behind "the two ministers" in which their names stand."""


def _met_by_itself(frame: Frame, claim: Claim) -> bool:
    return any(
        c is not claim and c.entities == claim.entities and _other_side(c.rule) != _other_side(claim.rule)
        for c in frame.claims
    )


def _at_home(document: Document, frame: Frame, claim: Claim, other: int) -> bool:
    """Whether the one met would be of the very country of those who meet him, and another named before him is not:
    "King Charles received President Subianto, and Prime Minister Starmer held talks with him"."""
    if not _other_side(claim.rule) or (frame.trigger.shape != "event" and frame.trigger.shape != "reciprocal"):
        return False
    acting = {document.entities[e].country_code for c in frame.claims if c is not claim for e in c.entities}
    taken, instead = document.entities[claim.entities[0]].country_code, document.entities[other].country_code
    return taken is not None and acting == {taken} and instead is not None and instead != taken


def _other_side(rule: str) -> bool:
    """Whether a claim by this rule is that of somebody met, and not of somebody who acts in the clause."""
    return rule.partition(":")[0] in ("object", "guest", "with", "visited", "caller", "hosted", "joined_by", "met")


def _named_here(document: Document, frame: Frame, claim: Claim, gender: str) -> int | None:
    """The last other person named in the clauses before: "X called on Y on Monday and will see him on Friday"."""
    object_ = document.text[claim.start : claim.end].lower() in ("him", "her")
    acting = {e for c in frame.claims if c is not claim for e in c.entities}
    here = [
        m
        for m in frame.reading.mentions
        if m.end <= frame.start
        and m.form != "pronoun"
        and _fits(document, m, claim.entities[0], gender)
        and not acting & set(m.entities)
    ]
    return here[-1].entities[0] if here and object_ else None


def _named_before(document: Document, frame: Frame, taken: int, gender: str) -> int | None:
    """The last person of that gender, as far as told, in the sentences before, who isn't `taken`; subjects first."""
    index = frame.reading.index
    labels = [m.start for m in document.mentions if m.rule == "speaker-label"]
    back = _BACK_IN_TALK if labels else _BACK
    first = document.sentences[max(0, index - back)].start
    here = frame.reading.sentence.start
    speaking = {e for m in document.mentions if m.rule == "speaker-label" and m.start <= here for e in m.entities}
    fits = [
        mention
        for mention in document.mentions
        if first <= mention.start < here
        and _fits(document, mention, taken, gender)
        and mention.rule != "speaker-label"
        and not (mention.form != "office" and speaking & set(mention.entities))
    ]
    doing = _subject_starts(document, max(0, index - back), index)
    for mention in reversed(fits):
        if any(mention.start <= start < mention.end for start in doing):
            return mention.entities[0]
    return next((m.entities[0] for m in reversed(fits) if m.form != "pronoun"), None)


def _fits(document: Document, mention: NameMention, taken: int, gender: str) -> bool:
    if len(mention.entities) != 1 or mention.entities[0] == taken:
        return False
    entity = document.entities[mention.entities[0]]
    return entity.entity_type == "person" and given_names().get(entity.name.split()[0], "") in ("", gender)


def _subject_starts(document: Document, first: int, last: int) -> list[int]:
    """Where the words stand that are subjects in the sentences from `first` up to `last`."""
    parses = [parse for parse in document.parses[first:last] if parse is not None]
    return [token.start for parse in parses for token in parse.tokens if token.dep in ("nsubj", "nsubjpass")]
