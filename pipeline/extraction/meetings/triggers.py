"""Words that may tell a gathering, found in a sentence by lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.grammar import is_passive, of_a_firm
from pipeline.extraction.meetings.proper_names import capital, proper_name
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import (
    SeriesSense,
    Shape,
    is_held,
    joined_by,
    noun_senses,
    real_round,
    role_senses,
    series_senses,
    spent_with,
    verb_senses,
)
from pipeline.extraction.meetings.verb_particles import CLAUSE_WORDS, follows
from pipeline.extraction.names.descriptors import site_nouns
from pipeline.extraction.names.name_words import name_cues


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word at token `token` that may tell a gathering; `name` is set where it is the end of a proper name."""

    token: int
    shape: Shape
    kind: str
    weight: int
    words: str
    plural: bool = False
    plural_ok: bool = False
    alone: str = ""
    name: str | None = None
    name_start: int = 0
    name_end: int = 0


SERIES = "by its short name"
"""The `words` of a trigger that is the short name of a series (lexicon `meeting_series`)."""


TRAVELS = ("trip", "journey", "calling")
"""Shapes of triggers that tell that somebody goes somewhere."""


def _head_of(reading: Reading, first: int, last: int) -> int:
    """The token of a hyphened noun that the rest of the sentence governs: the first "one" of "a one-on-one with X"."""
    inside = range(first, last + 1)
    return next((t for t in inside if reading.tokens[t].head == t or reading.tokens[t].head not in inside), last)


def _noun_trigger(reading: Reading, i: int, title: bool) -> Trigger | None:
    """The noun that ends at token `i`, where the lexicon knows it for one of a gathering."""
    lemma = reading.lemmas[i]
    known = noun_senses()
    if lemma not in known:
        lemma = next((form for form in (reading.words[i], lemma.removesuffix("s")) if form in known), "")
        if not lemma:
            return None
    token = reading.tokens[i]
    if _participle(reading, i):
        return None
    if token.pos in ("VERB", "AUX") and token.dep not in ("pobj", "dobj", "nsubj", "nsubjpass"):
        return None
    for sense in known[lemma]:
        size = len(sense.words)
        if i + 1 < size:
            continue
        before = (*tuple(reading.lemmas[i - size + 1 : i]), lemma)
        spelled = (*tuple(reading.words[i - size + 1 : i]), lemma)
        if sense.words not in (before, spelled):
            continue
        if sense.words == ("round",) and not real_round(reading, i):
            continue
        if sense.kind == "call" and joined_by(reading, i, size):
            continue
        if lemma in cues("wants_with") and not {"with", "between"} & set(reading.words[i + 1 : i + 2]):
            continue  # "a candid exchange of views", told by "views"
        if " ".join(sense.words) in cues("sitting_body") and not is_held(reading, i):
            continue
        if lemma in cues("span") and not spent_with(reading, i):
            continue
        if lemma in cues("opening_noun") and not _of_a_site(reading, i):
            continue
        plural = token.tag in ("NNS", "NNPS") or (reading.words[i].endswith("s") and reading.words[i] != lemma)
        span = proper_name(reading, i, title)
        name = None
        start = end = 0
        if span is None and lemma in cues("name_only"):
            return None
        if span is not None:
            start, end = reading.tokens[span[0]].start, reading.tokens[span[1]].end
            name = reading.spelled(span[0], span[1])
        return Trigger(
            _head_of(reading, i - size + 1, i) if "-" in sense.words else i,
            sense.shape,
            sense.kind,
            sense.weight,
            " ".join(sense.words).replace(" - ", "-"),
            plural,
            sense.plural_ok,
            sense.alone,
            name,
            start,
            end,
        )
    return None


def _participle(reading: Reading, i: int) -> bool:
    """Whether "meeting" after a comma is a participle that the model takes for a noun: "X and Y, meeting in Z"."""
    if reading.words[i] != "meeting" or not i or reading.words[i - 1] != "," or i + 1 >= len(reading.words):
        return False
    return reading.words[i + 1] in ("in", "at", "on", "for", "with", "from", "over") and not any(
        c < i and reading.tokens[c].dep in ("det", "poss", "amod", "compound") for c in reading.children[i]
    )


def _of_people(reading: Reading, i: int) -> Trigger | None:
    """ "Attended the G7 Finance Ministers meeting", of which the model makes ministers who are meeting."""
    if reading.words[i] != "meeting" or not i or reading.tokens[i].tag != "VBG":
        return None
    if reading.tokens[i - 1].tag not in ("NNS", "NNPS") or not capital(reading, i - 1):
        return None
    first = i - 1
    while first and (capital(reading, first - 1) or reading.words[first - 1] in ("and", "&", "of")):
        first -= 1
    if not first or reading.words[first - 1] not in ("the", "a", "an", "this", "its", "their", "first", "next"):
        return None
    before = first - 2
    taken = role_senses().get((reading.lemmas[before], "")) if before >= 0 else None
    if before < 0 or not (taken is not None or reading.words[before] in ("at", "during", "for", "in", "to")):
        return None
    span = reading.tokens[first].start, reading.tokens[i].end
    return Trigger(i, "event", "", 3, "meeting", name=reading.spelled(first, i), name_start=span[0], name_end=span[1])


def _verb_trigger(reading: Reading, i: int, title: bool) -> Trigger | None:
    """The verb at token `i`, where the lexicon knows it for one of meeting and the words it needs follow."""
    token = reading.tokens[i]
    if _participle(reading, i):
        return Trigger(i, "reciprocal", "", 3, "meet", alone="bilateral")
    joint = i > 1 and reading.words[i - 1] == "-" and reading.words[i - 2] == "co"
    finite = token.tag in ("NNS", "NN") and any(
        c < i and reading.tokens[c].dep == "nsubj" and reading.tokens[c].tag not in ("WDT", "WP")
        for c in reading.children[i]
    )
    if (
        token.pos != "VERB"
        and not (joint or finite)
        and not (token.tag.startswith("VB") or (title and token.tag in ("NNS", "NNPS")))
    ):
        return None
    lemma = reading.lemmas[i].removesuffix("ed") if joint else reading.lemmas[i]
    known = verb_senses()
    if lemma not in known and token.tag in ("VBD", "VBN") and reading.words[i][:-1] in known:
        lemma = reading.words[i][:-1]  # "dined", of which the model makes "din"
    if lemma not in known:
        lemma = lemma[:-1] if title and lemma.endswith("s") and lemma[:-1] in known else ""
        if not lemma:
            return None
    for sense in known[lemma]:
        if sense.following == ("on",) and lemma == "call" and reading.mention_of[i + 1 : i + 2] > (-1,):
            continue  # "called X on Sunday"
        if sense.following[:1] == ("on",) and lemma == "call" and "on" not in reading.words[i + 1 : i + 4]:
            continue  # "called the heads of X and Y to his office on Friday"
        if follows(reading, i, sense.following):
            words = " ".join((lemma, *sense.following))
            if words in cues("ringing") and not _names_after(reading, i):
                continue
            if words in cues("opening_site") and not _of_a_site(reading, i):
                continue
            if words in cues("heard_by_panel") and not panel_hears(reading, i):
                continue
            if words in cues("errand") and not on_errand(reading, i) and not _to_somebody_in(reading, i):
                continue
            alone = "bilateral" if sense.shape in ("reciprocal", "reception", "calling") else ""
            return Trigger(i, sense.shape, sense.kind, sense.weight, words, alone=alone)
    return None


def _of_a_site(reading: Reading, v: int) -> bool:
    """Whether verb `v` is done to works or a mine: "opened the refinery", "the plant was inaugurated by X"."""
    if reading.tokens[v].dep in ("acl", "relcl"):
        return False  # "a plant opened by X last year": what is said of the plant
    first = v + 1 if not is_passive(reading, v) else max(0, v - CLAUSE_WORDS)
    behind = range(first, v if first < v else min(v + CLAUSE_WORDS, len(reading.words)))
    for t in behind:
        if t > v and (reading.words[t] in (",", ";", ":") or reading.tokens[t].tag in ("VBD", "VBZ", "MD")):
            return False
        if reading.words[t] in cues("premises") or reading.words[t] in site_nouns():
            return t + 1 >= len(reading.words) or reading.tokens[t + 1].tag not in ("NN", "NNS")
    return False


def panel_hears(reading: Reading, v: int) -> bool:
    """Whether the subject of verb `v` is a committee or inquiry: "a Senate subcommittee heard from X"."""
    return any(reading.words[s] in name_cues("panel") for s in reading.children[v] if s < v)


def on_errand(reading: Reading, v: int) -> bool:
    """Whether somebody goes somewhere to do it: "flew to Washington to tell X"."""
    head = reading.tokens[v].head
    if reading.tokens[v].dep in ("relcl", "advcl") and reading.tokens[v].tag == "VBD":
        return any(reading.words[c] == "where" and c < v for c in reading.children[v])  # "was in Lima, where he told X"
    to = any(reading.words[c] == "to" and reading.tokens[c].dep == "aux" for c in reading.children[v])
    return (
        to
        and reading.tokens[v].dep in ("advcl", "xcomp", "acl")
        and (reading.lemmas[head] in cues("motion") | cues("visiting") or _is_somewhere(reading, head))
    )


def _is_somewhere(reading: Reading, v: int) -> bool:
    """Whether somebody is at a place or awaited there: "was in Lima to tell X", "is due in Lima to brief Y"."""
    under = [c for c in reading.children[v] if reading.lemmas[c] in cues("due") or reading.words[c] == "in"]
    at = [p for c in (v, *under) for p in reading.children[c] if reading.words[p] == "in"] + under
    named = any(reading.tokens[o].tag == "NNP" for p in at for o in reading.children[p] if reading.words[p] == "in")
    return named and (reading.lemmas[v] == "be" or reading.lemmas[v] in cues("due") or reading.words[v] in cues("due"))


def _to_somebody_in(reading: Reading, v: int) -> bool:
    """Whether one named person does it to another, or to people of a firm, at a place: "X told Y in Lima that …", "X
    told bankers from Citi in London that …"."""
    met = [c for c in reading.children[v] if reading.tokens[c].dep in ("nsubj", "dobj", "dative")]
    under = [v, *reading.children[v], *(g for c in met for g in reading.children[c])]
    if reading.tokens[v].tag not in ("VBD", "VBZ", "MD") or not any(
        reading.words[g] == "in" and reading.tokens[g].dep == "prep" for c in under for g in reading.children[c]
    ):
        return False
    told = sum(reading.mention_of[c] in reading.people for c in met)
    return told >= 2 or (told == 1 and any(of_a_firm(reading, c) for c in met))


def _names_after(reading: Reading, v: int) -> bool:
    """Whether the object of verb `v` is somebody named, and no gathering ("called a meeting")."""
    patients = [c for c in reading.children[v] if reading.tokens[c].dep in ("dobj", "oprd", "dative")]
    named = any(reading.mention_of[t] >= 0 for t in range(v + 1, min(v + 4, len(reading.words))))
    return named and not any(reading.lemmas[c] in noun_senses() for c in patients)


def _ordinal_trigger(reading: Reading, i: int) -> Trigger | None:
    """ "A second is due in X", "the previous one took place in Y": words for a gathering of the kind told before."""
    ordinals = cues("one_again")
    told = {reading.words[i]} if reading.words[i] != "one" else {reading.words[c] for c in reading.children[i]}
    known = ordinals if reading.words[i] != "one" else ordinals | cues("gone")
    if not told & known or reading.tokens[i].dep not in ("nsubj", "nsubjpass"):
        return None
    if not cues("due") & set(reading.words[i + 1 : i + 6]):
        return None
    return Trigger(i, "event", "", 2, "another")


def _pointing_trigger(reading: Reading, i: int) -> Trigger | None:
    """ "It will be held in Lima on Monday", "It takes place in X": the gathering that the sentence before names."""
    if i or reading.words[i] != "it" or reading.tokens[i].dep not in ("nsubj", "nsubjpass"):
        return None
    v = reading.tokens[i].head
    held = is_passive(reading, v) and reading.lemmas[v] in cues("holding_it")
    place = any(reading.words[c] == "place" and reading.tokens[c].dep == "dobj" for c in reading.children[v])
    return Trigger(i, "event", "", 1, "event") if held or (place and reading.lemmas[v] == "take") else None


_NUMBERED = re.compile(r"([A-Za-z]+)-?(\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _series_sense(reading: Reading, i: int) -> tuple[SeriesSense, int] | None:
    """The sense of a short name that starts at token `i`, and its last token."""
    known = series_senses()
    text = reading.tokens[i].text
    if text in known:
        return known[text], i
    numbered = _NUMBERED.fullmatch(text)
    if numbered and f"{numbered[1]}#" in known:
        return known[f"{numbered[1]}#"], i
    if f"{text}#" in known and i + 1 < len(reading.tokens):
        after = i + 2 if reading.words[i + 1] == "-" and i + 2 < len(reading.tokens) else i + 1
        if reading.words[after].isdigit() and len(reading.words[after]) <= 2:
            return known[f"{text}#"], after
    return None


def _series_trigger(reading: Reading, i: int) -> Trigger | None:
    """ "At COP28", "hosted the G7", "attending PDAC 2026": a gathering by its short name alone."""
    found = _series_sense(reading, i)
    if found is None:
        return None
    sense, last = found
    head = reading.tokens[i].head
    if reading.tokens[i].dep in ("compound", "amod", "nmod", "poss") and head > last:
        return None
    after = reading.words[last + 1] if last + 1 < len(reading.words) else ""
    if after in ("'s", "’s", "-", "–", "/") or (sense.bloc and after[:1].isalpha() and _nominal(reading, last + 1)):
        return None
    if sense.bloc and not _as_event(reading, i):
        return None
    end = last
    if after and _YEAR.fullmatch(after):
        end = last + 1
    name = reading.spelled(i, end)
    span = reading.tokens[i].start, reading.tokens[end].end
    return Trigger(i, "event", sense.kind, sense.weight, SERIES, name=name, name_start=span[0], name_end=span[1])


def _nominal(reading: Reading, i: int) -> bool:
    return reading.tokens[i].pos in ("NOUN", "PROPN") and reading.tokens[i].tag not in ("CD",)


def _as_event(reading: Reading, i: int) -> bool:
    """Whether the words before the name of a group of states make it a gathering: "at the", "to host the first"."""
    t = i - 1
    while t >= 0 and (reading.tokens[t].pos in ("DET", "ADJ", "NUM") or reading.words[t] in cues("gone")):
        t -= 1
    if t < 0:
        return False
    word, before = reading.words[t], reading.lemmas[t - 1] if t else ""
    going = word in ("for", "to") and reading.lemmas[reading.tokens[t].head] in cues("motion")
    hosts = word == "of" and before in cues("series_host")
    return word == "at" or going or reading.lemmas[t] in cues("series_verb") or hosts


def triggers(reading: Reading) -> list[Trigger]:
    """All words of a sentence that may tell a gathering, in order."""
    title = reading.sentence.kind == "title"
    out: list[Trigger] = []
    for i in range(len(reading.tokens)):
        found = (
            _series_trigger(reading, i)
            or _of_people(reading, i)
            or _noun_trigger(reading, i, title)
            or _verb_trigger(reading, i, title)
            or _ordinal_trigger(reading, i)
            or _pointing_trigger(reading, i)
        )
        if found is not None:
            out.append(found)
    return out
