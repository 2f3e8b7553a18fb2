"""Lists of people with what each of them stands for, read off the words where the parse breaks them: "Haruki Mori of
Sakura and Colin Thackeray of Rio Tinto", "Ann Holm, Sweden's energy minister, and BHP boss Mike Henry"."""

from __future__ import annotations

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.found_parties import Found, groups, only_people
from pipeline.extraction.meetings.reading import Reading

_LONGEST = 110
"""Characters between two people of a list."""
_JOINS = frozenset({"and", "&", "plus"})
_TITLE_LINKS = frozenset({"of", "for", "from"})
_FIRM_LINKS = frozenset({"at", "with", "in"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "PUNCT", "CCONJ", "SYM", "X", "PRON"})
_MARKS = frozenset({",", ";", "and", "&", "plus"})


def people_before(document: Document, reading: Reading, at: int) -> list[NameMention]:
    """The people of the list that the `at`-th mention closes or goes on with, in order; empty where it is in none."""
    out: list[NameMention] = []
    current = at
    while True:
        before = next((n for n in range(current - 1, -1, -1) if _stands(document, reading.mentions[n])), None)
        joined = None if before is None else _joined(document, reading, before, current)
        if before is None or joined is None or (not out and joined != "and"):
            return out[::-1]
        out.append(reading.mentions[before])
        current = before


def people_after(document: Document, reading: Reading, at: int) -> list[NameMention]:
    """The people with whom a list goes on after the `at`-th mention, up to the one that "and" brings in."""
    out: list[NameMention] = []
    current, closed = at, False
    while not closed:
        following = next(
            (n for n in range(current + 1, len(reading.mentions)) if _stands(document, reading.mentions[n])), None
        )
        joined = None if following is None else _joined(document, reading, current, following)
        if (
            following is None
            or joined is None
            or _acts_alone(reading, reading.mentions[following], reading.mentions[at])
        ):
            return []
        out.append(reading.mentions[following])
        current, closed = following, joined == "and"
    return out


def whose_man(document: Document, reading: Reading, at: int) -> NameMention:
    """The person whom a name behind him only places ("X of Pinar Norte signed"); else the name itself."""
    mention = reading.mentions[at]
    first = reading.token_at(mention.start)
    if not at or first < 2 or _stands(document, mention):
        return mention
    linked = reading.words[first - 1] in _TITLE_LINKS | _FIRM_LINKS or (
        reading.words[first - 1] == "the" and reading.words[first - 2] in _TITLE_LINKS
    )
    before = reading.mentions[at - 1]
    near = first - reading.token_at(before.end - 1) <= 3
    return before if linked and near and _stands(document, before) else mention


def _stands(document: Document, mention: NameMention) -> bool:
    """Whether a mention is a person by name who owns nothing of what follows."""
    person = bool(mention.entities) and all(document.entities[e].entity_type == "person" for e in mention.entities)
    owner = document.text[mention.end : mention.end + 1] in ("'", "’")
    return person and mention.form in ("name", "short") and not owner


def _acts_alone(reading: Reading, mention: NameMention, first: NameMention) -> bool:
    """Whether somebody is the subject of another clause: "met X, and Y said"."""
    head = reading.token_at(mention.end - 1)
    token, own = reading.tokens[head], reading.tokens[reading.token_at(first.end - 1)]
    return token.dep in ("nsubj", "nsubjpass") and token.head > head and own.dep not in ("nsubj", "nsubjpass")


def _joined(document: Document, reading: Reading, one: int, other: int) -> str | None:
    """How two people of a list are joined: by "and" or by a comma; None where they aren't."""
    left, right = reading.mentions[one], reading.mentions[other]
    if set(left.entities) & set(right.entities) or right.start - left.end > _LONGEST:
        return None
    first, last = reading.token_at(left.end - 1) + 1, reading.token_at(right.start)
    marks = [t for t in range(first, last) if reading.words[t] in _MARKS and reading.mention_of[t] < 0]
    if not marks:
        return None
    for t in range(first, last):
        token, word = reading.tokens[t], reading.words[t]
        named = t + 1 < last and any(reading.mention_of[n] >= 0 for n in range(t + 1, min(t + 3, last)))
        link = word in _TITLE_LINKS or (word == "to" and reading.tokens[t - 1].text[:1].isupper())  # "Adviser to"
        link = link or (word in _FIRM_LINKS and named and t < marks[-1])
        if not link and (token.pos not in _NOMINAL or token.tag in ("WP", "WDT", "WRB")):
            return None
    if marks[-1] + 1 < last and reading.words[last - 1] in _TITLE_LINKS | _FIRM_LINKS:
        return None  # "X, an ally of Y"
    if reading.words[last - 1] == "," and len(marks) > 1 and reading.words[marks[-2] + 1] in _TITLE_LINKS:
        marks.pop()  # "…, and of Namibia, Modestus Amutse"
    return "and" if any(reading.words[t] in _JOINS for t in marks if t >= marks[-1]) else ","


def office_in(reading: Reading, start: int) -> bool:
    """Whether the words before a body's name are an office in it: "the head of the state agency (Corfo)"."""
    t = reading.token_at(start) - 1
    for of in range(t, max(t - _OFFICE_WITHIN, 0), -1):
        if reading.words[of] in _TITLE_LINKS | _FIRM_LINKS:
            return reading.lemmas[of - 1] in groups() and reading.tokens[of - 1].tag != "NNS"
        if reading.tokens[of].pos not in ("DET", "ADJ", "NOUN", "PROPN", "PART"):
            return False
    return False


_OFFICE_WITHIN = 7
"""Words from "head of" to the body's name."""


def owns_person(document: Document, reading: Reading, found: Found) -> bool:
    """Whether a company or body is only named as that of whoever is named right behind it: "Acme's Ann Berg", "the
    head of the agency Corfo, Luis Sá"."""
    if {document.entities[e].entity_type for e in found.entities} & {"person", "country", "bloc"}:
        return False
    if document.text[found.end : found.end + 2] == ", " and office_in(reading, found.start):
        return any(m.start == found.end + 2 and only_people(document, m) for m in reading.mentions)
    if document.text[found.end : found.end + 3] not in ("'s ", "’s "):
        return False
    return any(m.start == found.end + 3 and only_people(document, m) for m in reading.mentions)
