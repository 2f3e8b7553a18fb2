"""Whose "we" a joint statement says: the states or the bloc in whose name it is made.

"We, the leaders of Japan and Chile, …" says it in its first sentences, "Joint Statement of Japan and Chile" in its
title; "our foreign ministers" of such a paper are those states' ministers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import Document, Entity, NameMention, Sentence
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.kinds import offices
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.named_within import places_in
from pipeline.extraction.names.gazetteer import find_hits

SIGNED = "signatories"
"""Rule of the mentions added here."""
_OURS = re.compile(r"\b(?:[Ww]e|us|[Oo]ur)\b(?!['’.]?[sS]\.)(?!\s?[,–—(-])")
"""The words that stand for those who sign, but not where they are named right behind: "We, the leaders of …"."""
_NAMING = re.compile(r"\b[Ww]e\s?(?:, |[–—-]+\s?)(?=the |[A-Z])")
_FIRST = 3
"""Sentences of the body in which a paper is told to be issued."""
_OPENING = 6
"""Sentences of the body in which those who sign are named."""
_SUBJECTS = 2
"""Sentences of the body of which the subject may be those who make a joint paper."""
_PAIR = 2
_SURE = 3
"""Weight of the nouns that always mean a particular gathering."""
_MOST = 7
"""Blocs apart, a statement is read as one of so many states at most."""


def with_signatories(document: Document) -> Document:
    """The document with "we" and "our" of a joint statement read as those who make it; itself where it is none."""
    meant = signatories(document)
    if not meant:
        return document
    taken = {m.start for m in document.mentions}
    added = [
        NameMention(*hit.span(), meant, "pronoun", SIGNED, hit.span())
        for hit in _OURS.finditer(document.text)
        if hit.start() not in taken
    ]
    return replace(document, mentions=tuple(sorted((*document.mentions, *added), key=lambda m: (m.start, m.end))))


def signatories(document: Document) -> tuple[int, ...]:
    """The states, or the one bloc, that the opening or else the title names as those who make the statement."""
    opening = [n for n, s in enumerate(document.sentences) if s.kind == "body"][:_OPENING]
    for n in opening:
        sentence = document.sentences[n]
        hit = _NAMING.search(document.text, sentence.start, sentence.end)
        found = _made_by(document, hit.end(), _end_of_list(document, n, hit.end())) if hit else ()
        if found:
            return found
    for n in opening[:_FIRST]:
        sentence = document.sentences[n]
        issued = cue_pattern("issuing_paper").search(document.text, sentence.start, sentence.end)
        found = _made_by(document, sentence.start, _end_of_issue(document, n, issued.end())) if issued else ()
        if found:
            return found
    return _by_title(document) or (_by_first_subject(document, opening[:_SUBJECTS]) if _is_joint(document) else ())


def _is_joint(document: Document) -> bool:
    """Whether the title, in the text or beside it, calls the paper a joint one."""
    titles = [document.text[s.start : s.end] for s in document.sentences if s.kind == "title"]
    return any(cue_pattern("joint_paper").search(title) for title in [*titles, document.source.article.title or ""])


def _by_title(document: Document) -> tuple[int, ...]:
    """Those whom the title of a joint paper names as its makers."""
    title = next((s for s in document.sentences if s.kind == "title"), None)
    if title is not None and cue_pattern("joint_paper").search(document.text, title.start, title.end):
        return _made_by(document, title.start, title.end)
    outside = "" if title is not None else document.source.article.title or ""
    if not cue_pattern("joint_paper").search(outside):
        return ()
    hits = {hit.key for hit in find_hits(outside) if hit.kind in ("country", "short", "bloc")}
    return _of_makers(document, [e for e, x in enumerate(document.entities) if _stands_in(x, outside, hits)])


def _by_first_subject(document: Document, opening: list[int]) -> tuple[int, ...]:
    """The two with whom a joint paper begins, where its title names none: "Chile and the European Union share"."""
    for n in opening:
        start = document.sentences[n].start
        made = _made_by(document, start, _end_of_list(document, n, start))
        if len(made) == _PAIR:
            return made
    return ()


def _stands_in(entity: Entity, title: str, hits: set[str]) -> bool:
    """Whether a title that isn't part of the text, in which lexicons know `hits`, names an entity, a person by the
    surname."""
    if entity.entity_type == "person":
        return re.search(rf"\b{re.escape(entity.name.split()[-1])}\b", title) is not None
    return (entity.country_code if entity.entity_type == "country" else entity.name) in hits


def _end_of_list(document: Document, n: int, start: int) -> int:
    """Where the verb of those who sign stands, behind an offset of sentence `n`; the sentence's end where none is."""
    sentence: Sentence = document.sentences[n]
    parse = document.parses[n]
    for token in parse.tokens if parse is not None else ():
        if token.start > start and token.tag in FINITE:
            return token.start
    return sentence.end


def _end_of_issue(document: Document, n: int, start: int) -> int:
    """Where what is issued begins, behind a colon; the sentence's end where there is none."""
    colon = document.text.find(":", start, document.sentences[n].end)
    return colon if colon >= 0 else document.sentences[n].end


def _made_by(document: Document, start: int, end: int) -> tuple[int, ...]:
    """The states named between two offsets, themselves or by who speaks for them, or the one bloc named there."""
    named = [m for m in document.mentions if m.start >= start and m.end <= end and m.form != "pronoun"]
    return _of_makers(document, [e for mention in named for e in mention.entities])


def _of_makers(document: Document, named: list[int]) -> tuple[int, ...]:
    """The states and blocs that make a statement, of those named as its makers."""
    states = {x.country_code: e for e, x in reversed(list(enumerate(document.entities))) if x.entity_type == "country"}
    blocs = [e for e in named if document.entities[e].entity_type == "bloc"]
    codes = [
        entity.country_code
        for entity in (document.entities[e] for e in named)
        if entity.entity_type in ("country", "person") and entity.country_code
    ]
    known = [states[code] for code in dict.fromkeys(codes) if code in states]
    made = tuple(dict.fromkeys((*known, *blocs)))
    if 2 <= len(made) <= _MOST and len(blocs) < 2:
        return tuple(sorted(made))
    return (blocs[0],) if len(set(blocs)) == 1 and not codes else ()


def settle_signatories(document: Document, frame: Frame) -> None:
    """Take those who sign off a gathering of others that they only welcome, await, or each went to."""
    said = {m.start for m in frame.reading.mentions if m.rule == SIGNED}
    ours = [c for c in frame.claims if c.start in said]
    if not ours:
        return
    theirs = {e for c in frame.claims if c not in ours and not c.rule.startswith("with") for e in c.entities}
    above = {frame.reading.lemmas[c] for c in ([frame.verb] if frame.verb is not None else [])}
    own = [c for c in ours if frame.reading.words[frame.reading.token_at(c.start)] == "our"]
    # "at our meeting today we agreed", and not "prepare for COP30"
    owned = len(own) == len(ours) or any(c.rule.startswith("possessive") for c in own)
    if not frame.kind and not frame.trigger.name and _leaders_make(document):
        frame.ranks.add("leader")
    going = frame.trigger.shape in TRAVELS
    going_on = frame.trigger.weight < _SURE and all(c.rule.startswith("possessive") for c in ours)  # "our dialogue"
    done_there = all(c.rule.startswith("outcome") for c in ours)  # "the commitment made at the WTO's conference"
    toward = any(f.startswith("prep:") and f != "prep:in" for f in frame.flags) and not owned  # "prepare for COP30"
    if (
        theirs
        or going
        or going_on
        or done_there
        or toward
        or (above & (cues("anticipating") | cues("attitude")) and not owned)
    ):
        frame.claims = [c for c in frame.claims if c not in ours]


def _leaders_make(document: Document) -> bool:
    """Whether heads of state or government make the statement, by its title or by those who issue it."""
    opening = [s for s in document.sentences if s.kind == "body"][:_FIRST]
    issued = [
        s
        for s in opening
        if cue_pattern("issuing_paper").search(document.text, s.start, s.end)
        or _NAMING.search(document.text, s.start, s.end)
    ]
    makers = [s for s in document.sentences if s.kind == "title"] + issued
    outside = document.source.article.title or ""
    return any(offices("leader").search(document.text, s.start, s.end) for s in makers) or bool(
        cue_pattern("joint_paper").search(outside) and offices("leader").search(outside)
    )


def settle_place_of_paper(document: Document, gatherings: list[Gathering]) -> None:
    """Put the meeting at which a joint statement was made where those who sign say that they are: "Here in Nairobi,
    Kenya, we resolve …"."""
    makers = {e for m in document.mentions if m.rule == SIGNED for e in m.entities}
    for gathering in gatherings if makers else []:
        first = gathering.frames[0]
        placed = first.trigger.name is not None or any(f.place for f in gathering.frames)
        if placed or first.status != "held" or not makers <= gathering.entities:
            continue
        here = next(
            (
                p
                for hit in cue_pattern("here_in").finditer(document.text)
                for p in places_in(document, hit.end(), hit.end() + _PLACE_WITHIN)
                if p.start == hit.end() + 1
            ),
            None,
        )
        if here is not None:
            gathering.inherited_city, gathering.inherited_country = here.city, here.country_code
            gathering.inherited_place_span, gathering.inherited_place_rule = (here.start, here.end), "here_in"


_PLACE_WITHIN = 60
"""Characters behind "here in" in which the place stands."""
