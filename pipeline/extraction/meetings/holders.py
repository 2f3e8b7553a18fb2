"""Who holds the office that a noun tells: its rank, and the person whom an apposition or the words behind it name."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, Rank, groups, mention_at, of_mention, only_people
from pipeline.extraction.meetings.grammar import coordination
from pipeline.extraction.meetings.name_lists import listed_after
from pipeline.extraction.meetings.reading import Reading

_TITLE_GAP = re.compile(r"(?:\s(?:of|to|for|in|at|and)\s[^,;:()]{2,60})?,\s")
_LONGEST_TITLE = 80
_BEFORE_NAMES = frozenset({", ", " – ", " — ", " - ", " (", ": "})
_BELONGING = frozenset({"of", "from", "for"})


def rank_of(reading: Reading, i: int) -> Rank | None:
    """Rank of the people that noun `i` names, alone or with the word before it ("prime ministers")."""
    known = groups()
    lemma = reading.lemmas[i]
    if lemma == "head" and after_state(reading, i) > i + 1:
        return "leader"
    if i and (pair := f"{reading.lemmas[i - 1]} {lemma}") in known:
        return known[pair][0]
    return known[lemma][0] if lemma in known else None


def other_holder(document: Document, reading: Reading, i: int, mention: NameMention) -> NameMention | None:
    """Who is named in apposition to an office that was taken for somebody else's: "the President of the Council of
    Ministers, X"."""
    for c in reading.children[i]:
        named = mention_at(reading, c) if reading.tokens[c].dep == "appos" and c > i else None
        if named is None or named.form != "name" or set(named.entities) & set(mention.entities):
            continue
        if named.entities and all(document.entities[e].entity_type == "person" for e in named.entities):
            return named
    return None


def one_of_a_nation(document: Document, reading: Reading, i: int, mention: NameMention) -> Found | None:
    """Who is meant by "the American" or "the Americans" as the head of a phrase: the last one named before who stands
    for the nation, or those named with them."""
    if i == 0 or reading.words[i - 1] != "the":
        return None
    several = reading.tokens[i].tag in ("NNPS", "NNS")
    alike = reading.words[i + 1 : i + 2] in (("are",), ("were",), ("have",))  # "the French were received by X"
    codes = {document.entities[e].country_code for e in mention.entities}
    meant: list[int] = []
    low = 0
    for earlier in reversed(document.mentions):
        if earlier.start >= mention.start or len(earlier.entities) != 1 or earlier.form == "pronoun":
            continue
        if earlier.start < low:
            break
        entity = document.entities[earlier.entities[0]]
        if entity.entity_type != "person" or entity.country_code not in codes:
            continue
        if not meant:
            low = max((s.start for s in document.sentences if s.start <= earlier.start), default=0)
            if several and document.text.count(".", earlier.end, mention.start) > _NATION_BACK:
                return None
        if earlier.entities[0] not in meant:
            meant.append(earlier.entities[0])
        if not several and not alike:
            break
    if not meant or (several and len(meant) < 2):
        return None
    return Found(tuple(sorted(meant)), mention.start, mention.end, "one_of_a_nation")


_NATION_BACK = 2
"""Full stops over which "the Americans" takes up people named."""


def appositive_people(document: Document, reading: Reading, i: int) -> list[Found]:
    """The person named in apposition to noun `i`, also where the model hung the name on a later noun."""
    near = [(i, c) for c in reading.children[i]]
    steps = 0
    while near and steps < 24:
        steps += 1
        above, c = near.pop(0)
        token = reading.tokens[c]
        if token.dep == "appos":
            for one in coordination(reading, c):
                mention = mention_at(reading, one)
                if mention and any(document.entities[e].entity_type == "person" for e in mention.entities):
                    return [of_mention(mention, "appositive", rank_of(reading, i))]
        if token.dep == "prep" and reading.words[c] not in _BELONGING and reading.lemmas[i] not in groups():
            continue
        if token.dep in ("prep", "pobj", "conj", "nummod") and c > i and (above == i or reading.lemmas[i] in groups()):
            near += [(c, g) for g in reading.children[c]]
    return []


def is_plural(reading: Reading, i: int) -> bool:
    """Whether noun `i` stands in the plural, also where the model takes it for a name: "the Foreign Ministers"."""
    known = reading.lemmas[i] in groups() and reading.words[i] == reading.lemmas[i] + "s"
    return known or reading.tokens[i].tag in ("NNS", "NNPS")


def named_behind(document: Document, reading: Reading, i: int) -> list[Found]:
    """ "The ambassador of Finland to Kazakhstan, X": the person named behind a single office and what it is of; the
    first of several behind one that they share ("Senators X, Y and Z")."""
    shared = mention_at(reading, i + 1) if is_plural(reading, i) and i + 1 < len(reading.words) else None
    beside = shared is not None and document.text[reading.tokens[i].end : shared.start] == " "
    if shared is not None and beside and shared.form == "name" and only_people(document, shared):
        return [of_mention(shared, "named_behind", rank_of(reading, i))]
    if reading.lemmas[i] not in groups() or is_plural(reading, i):
        return []
    here = reading.tokens[i].end
    for mention in reading.mentions:
        if mention.start < here or not mention.entities:
            continue
        gap = document.text[here : mention.start]
        if len(gap) > _LONGEST_TITLE or not _TITLE_GAP.fullmatch(gap):
            if len(gap) > _LONGEST_TITLE or any(mark in gap for mark in ",;:()"):
                return []
            continue
        if mention.form != "name" or any(document.entities[e].entity_type != "person" for e in mention.entities):
            return []
        head = reading.token_at(mention.end - 1)
        between = range(i + 1, reading.token_at(mention.start))
        if any(reading.tokens[t].tag == "VBD" and reading.lemmas[t] != "be" for t in between):
            return []  # "the head of Vale met Chile's minister, X"
        doing = reading.tokens[head].dep in ("nsubj", "nsubjpass")
        if doing and reading.tokens[i].dep not in ("nsubj", "nsubjpass"):
            return []  # "a call with the minister, X said"
        return [of_mention(mention, "named_behind", rank_of(reading, i))]
    return []


def named_counterparts(document: Document, reading: Reading, i: int) -> list[Found]:
    """Those named behind the adjectives of their states, or of the one state of all: "his Peruvian and Bolivian
    counterparts, X and Y", "their Peruvian counterparts, Minister X and Minister Y"."""
    if reading.lemmas[i] not in groups() or not is_plural(reading, i):
        return []
    here = reading.tokens[i].end
    behind = [m for m in reading.mentions if m.start >= here]
    if not behind or not only_people(document, behind[0]) or behind[0].form != "name":
        return []
    if document.text[here : behind[0].start] not in _BEFORE_NAMES:
        return []
    first = reading.token_at(behind[0].end - 1)
    people = [of_mention(behind[0], "named_behind", rank_of(reading, i)), *listed_after(document, reading, first)]
    states: list[NameMention] = []
    for m in reversed([m for m in reading.mentions if m.end < here]):
        following = states[-1].start if states else reading.tokens[i].start
        between = document.text[m.end : following]
        linked = between.strip() in (",", "and", ", and") if states else not set(between) & set(",;.:()")
        if m.form != "demonym" or not linked:
            break
        states.append(m)
    return people if states and len(people) > 1 and len(states) in (1, len(people)) else []


def after_state(reading: Reading, i: int) -> int:
    """The token after noun `i`, and after "of state" or "of state and government" behind it."""
    t = i + 1
    while t + 1 < len(reading.words) and reading.words[t] in ("of", "and", "or"):
        if reading.words[t + 1] not in cues("headed"):
            break
        t += 2
    return t


def first_of_the_holders(reading: Reading, i: int) -> list[int]:
    """Where the first holder of an office in the plural is named, whom the others follow: "the leaders of Armenia and
    Azerbaijan, X and Y"."""
    mention = mention_at(reading, i)
    if mention is None or mention.form != "office" or reading.tokens[i].tag not in ("NNS", "NNPS"):
        return []
    named = [
        m for m in reading.mentions if m.start > mention.end and m.form == "name" and m.entities == mention.entities
    ]
    return [reading.token_at(named[0].end - 1)] if named else []


def holders_named(document: Document, out: list[Found]) -> list[Found]:
    """Of "the heads of Vale and BHP, X and Y", which the model reads as one list, those who are named."""
    people = [f for f in out if {document.entities[e].entity_type for e in f.entities} == {"person"}]
    others = [f for f in out if f not in people]
    if len(people) < 2 or len(people) != len(others):
        return out
    last, first = max(f.end for f in others), min(f.start for f in people)
    return people if document.text[last:first] == ", " else out


def name_follows(document: Document, at: int) -> bool:
    """Whether the name of the holder stands right behind the `at`-th mention, an office."""
    office, named = document.mentions[at], document.mentions[at + 1 : at + 2]
    return bool(named) and named[0].entities == office.entities and named[0].start - office.end <= len(", ")
