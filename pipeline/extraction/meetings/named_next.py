"""People told by their office first and named in the next sentence: "Guinea's prime minister has met the head of Rio
Tinto. Bah Oury and Simon Trott discussed …", "The two leaders met in Astana. Kazakhstan's X had brought …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.extraction.dates.grammar import word_values
from pipeline.extraction.document import Document, Entity, MentionForm, NameMention
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.found_parties import only_people
from pipeline.extraction.meetings.grammar import coordination, governed, is_verb, subtree
from pipeline.extraction.meetings.held_offices import FIRM, PUBLIC, Named, Unnamed, all_of_several, fits, surely
from pipeline.extraction.meetings.holders import appositive_people, is_plural, name_follows, named_behind
from pipeline.extraction.meetings.office_holders import pronoun_of_holder
from pipeline.extraction.meetings.reading import Reading, readings
from pipeline.extraction.meetings.triggers import triggers

RULE = "named-next"
"""Rule of the mentions made here."""
_NEXT = 3
"""Sentences behind the one that tells the offices in which their holders may be named."""
_OPENING = 45
"""Characters before the first name of a sentence that goes on about its bearer ("On Tuesday in Lima, X told …")."""
_ASIDE = re.compile(r",\s(?:an?|one|of|from)\s")
"""What is said behind a name of somebody who is told of for the first time: "X, an analyst at Y, said"."""
_MOST_COUNTED = 6
"""So many people told by their number are looked for by name."""


def with_next_named(document: Document) -> Document:
    """The document with offices read as those whom the sentences behind name; itself where there are none."""
    if not any(m.rule == "unnamed-holder" for m in document.mentions) and not _hint().search(document.text):
        return document
    parsed = [r for r in readings(document) if r.sentence.kind == "body"]
    firsts = _first_named(document)
    taken: set[int] = set()
    made: list[NameMention] = []
    entities = list(document.entities)
    for reading in parsed:
        told: list[tuple[Unnamed, list[Named]]] = []
        near = _close_behind(document, reading, firsts, taken)
        if not near:
            continue
        for phrase, holders in (*_counted(document, reading, near), *_in_office(document, reading, near)):
            if taken & {h.entity for h in holders}:
                continue
            for holder in holders:
                taken.add(holder.entity)
                entities[holder.entity] = _in_that_office(document, entities[holder.entity], phrase)
            told.append((phrase, holders))
        made += _mentions(told)
    if not made:
        return document
    kept = [
        pronoun_of_holder(document, m, made)
        for m in document.mentions
        if not any(n.start <= m.start and m.end <= n.end for n in made)
    ]
    mentions = sorted((*kept, *made), key=lambda m: (m.start, m.end))
    return replace(document, entities=tuple(entities), mentions=tuple(mentions))


def _mentions(told: list[tuple[Unnamed, list[Named]]]) -> list[NameMention]:
    """A mention for each office, one for those of a phrase that tells several and whose holders are all named."""
    out: list[NameMention] = []
    joint: dict[tuple[int, int], list[int]] = {}
    for phrase, holders in told:
        ids = [h.entity for h in holders]
        if phrase.shared is not None:
            joint.setdefault(phrase.shared, []).extend(ids)
            continue
        form: MentionForm = "nominal" if len(ids) > 1 else "office"
        out.append(NameMention(phrase.start, phrase.end, tuple(sorted(ids)), form, RULE, (phrase.start, phrase.end)))
    for span, ids in joint.items():
        if len(ids) > 1:
            out.append(NameMention(*span, tuple(sorted(ids)), "nominal", RULE, span))
    return out


@cache
def _hint() -> re.Pattern[str]:
    """Words without which no sentence tells people whom the next one may name."""
    heads, many = alternatives("in_office"), alternatives("counted_people", "people_told")
    counts = "|".join(sorted(_counts()))
    return re.compile(rf"(?:{heads})s?\b|\b(?:{counts})\s(?:\w+\s){{0,2}}(?:{many})\b", re.IGNORECASE)


def _first_named(document: Document) -> list[Named]:
    """The first mention of each person in the body, where it is by name, in the order of the text."""
    seen: set[int] = set()
    out: list[Named] = []
    sentences, n = document.sentences, 0
    for at, mention in enumerate(document.mentions):
        while n < len(sentences) and sentences[n].end <= mention.start:
            n += 1
        if mention.form == "office" and name_follows(document, at):
            continue  # "his Chilean counterpart, X"
        if n >= len(sentences) or sentences[n].kind != "body" or not only_people(document, mention):
            continue
        new = [e for e in mention.entities if e not in seen]
        seen.update(new)
        old = document.text[mention.start : mention.end].lower().split()[0] in cues("no_longer")
        if len(new) == len(mention.entities) == 1 and mention.form in ("name", "short") and not old:
            out.append(Named(new[0], mention, n))
    return out


def _close_behind(document: Document, reading: Reading, firsts: list[Named], taken: set[int]) -> list[Named]:
    """Who is first named in the sentences right behind one, from the first of them that names anybody."""
    last = min(reading.index + _NEXT, len(document.sentences) - 1)
    near = [f for f in firsts if reading.index < f.sentence <= last and f.entity not in taken]
    apart = document.sentences[near[0].sentence].paragraph - reading.sentence.paragraph if near else 2
    return near if apart <= 1 else []


def _opens(document: Document, named: Named) -> bool:
    """Whether a sentence begins with a name, or with no more than a time or place before it."""
    start = document.sentences[named.sentence].start
    before = document.text[start : named.mention.start]
    return (
        not before
        or (len(before) <= _OPENING and before.endswith(", "))
        or before in ("“", '"')
        or _beside_another(document, start, before)
    )


def _beside_another(document: Document, start: int, before: str) -> bool:
    """Whether no more stands before a name than that of somebody told of already: "Lin and Petr Macinka also spoke"."""
    first = next((m for m in document.mentions if m.start >= start), None)
    known = first is not None and first.start == start and only_people(document, first) and first.form != "pronoun"
    return known and first is not None and before[first.end - start :] == " and "


def _introduced(document: Document, named: Named) -> bool:
    """Whether the text says behind the name who it is, as of somebody not told of before."""
    return bool(_ASIDE.match(document.text, named.mention.end))


def _in_office(document: Document, reading: Reading, near: list[Named]) -> list[tuple[Unnamed, list[Named]]]:
    """The offices of a sentence with those who hold them: the first where the next sentence begins with a name, the
    others who are named in it, or who are known to act for the same."""
    phrases = sorted(_phrases(document, reading), key=lambda p: p.start)
    if not phrases:
        return []
    if not _opens(document, near[0]) or _introduced(document, near[0]):
        return all_of_several(document, phrases, near)
    here = [n for n in near if n.sentence == near[0].sentence]
    out: list[tuple[Unnamed, list[Named]]] = []
    free = list(near)
    for phrase in phrases:
        fit = [n for n in free if fits(document, n, phrase)]
        sure = [n for n in fit if surely(document, n, phrase)]
        others = [p for p in phrases if p is not phrase]
        plain = [n for n in fit if n in here and not any(surely(document, n, p) for p in others)]
        plain = [n for n in plain if not _introduced(document, n)]
        chosen = next(iter(sure or plain), None)
        if chosen is not None and (chosen is not here[0] or _begins(document, chosen)):
            free.remove(chosen)
            out.append((phrase, [chosen]))
    first = any(holders[0] is near[0] for _, holders in out)
    return out if first else all_of_several(document, phrases, near)


def _begins(document: Document, named: Named) -> bool:
    """Whether the name is that of who acts, and no owner's ("Ana Rey's office said")."""
    return document.text[named.mention.end : named.mention.end + 2] not in ("'s", "’s")


def _phrases(document: Document, reading: Reading) -> Iterator[Unnamed]:
    """The phrases for people in office whom a sentence does not name."""
    held: list[tuple[int, int]] = []
    for mention in reading.mentions:
        if mention.rule == "unnamed-holder" and len(mention.entities) == 1:
            held.append((mention.start, mention.end))
            if not _possessor(document, mention.end):
                yield Unnamed(mention.start, mention.end, mention.entities[0], _office(document, mention))
    for i, lemma in enumerate(reading.lemmas if held or triggers(reading) else ()):
        token = reading.tokens[i]
        if (
            token.dep in ("attr", "appos")
            or token.pos not in ("NOUN", "PROPN")
            or any(a <= token.start < b for a, b in held)
        ):
            continue
        pair = f"{reading.lemmas[i - 1]} {lemma}" if i else ""
        if (lemma not in cues("in_office") and pair not in cues("in_office")) or reading.mention_of[
            i
        ] in reading.people:
            continue
        if named_behind(document, reading, i) or appositive_people(document, reading, i) or token.dep == "compound":
            continue
        if i + 1 < len(reading.words) and reading.mention_of[i + 1] in reading.people:
            continue
        owners = _owners(document, reading, i)
        if is_plural(reading, i):
            if len(owners) > 1:
                whole = min(owners[0].start, token.start), max(owners[-1].end, token.end)
                for owner in owners:
                    yield Unnamed(owner.start, owner.end, owner.entities[0], _noun(reading, i), whole)
            continue
        first, last = _extent(reading, i)
        if owners:
            low = min(reading.tokens[first].start, owners[0].start)
            high = max(reading.tokens[last].end, owners[0].end if owners[0].start > token.start else 0)
            yield Unnamed(low, high, owners[0].entities[0], _noun(reading, i))
        elif any(reading.words[c] == "of" for c in reading.children[i]) and _subject(reading, i):
            yield Unnamed(reading.tokens[first].start, reading.tokens[last].end, None, _noun(reading, i))


def _possessor(document: Document, end: int) -> bool:
    return document.text[end : end + 1] in ("'", "’")


def _subject(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    return token.dep in ("nsubj", "nsubjpass") and is_verb(reading, token.head)


def _extent(reading: Reading, i: int) -> tuple[int, int]:
    """First and last token of the phrase of noun `i` with what "of" joins to it."""
    whole = [
        t
        for t in subtree(reading, i, skip=("relcl", "acl", "appos", "punct", "conj", "cc"))
        if t <= i or _joined_by_of(reading, i, t)
    ]
    return min(whole), max(whole)


def _joined_by_of(reading: Reading, i: int, t: int) -> bool:
    at = t
    while reading.tokens[at].head != i:
        at = reading.tokens[at].head
    return reading.words[at] in ("of", "at")


def _owners(document: Document, reading: Reading, i: int) -> list[NameMention]:
    """For whom the office at noun `i` is held: states, bodies and companies, each by its mention."""
    tied: list[int] = []
    for c in reading.children[i]:
        adjective = reading.tokens[c].dep == "amod" and reading.mention_of[c] >= 0
        if (reading.tokens[c].dep in ("poss", "compound", "nmod") or adjective) and c < i:
            tied += coordination(reading, c)
    tied += governed(reading, i, ("of", "at"))
    if reading.tokens[i].dep == "conj" and i and _joint_owner(reading, i) is not None:
        tied.append(_joint_owner(reading, i) or 0)
    out: list[NameMention] = []
    for t in sorted(set(tied)):
        mention = reading.mentions[reading.mention_of[t]] if reading.mention_of[t] >= 0 else None
        if mention is None or mention.form == "pronoun" or len(mention.entities) != 1 or mention in out:
            continue
        if document.entities[mention.entities[0]].entity_type in PUBLIC | FIRM:
            out.append(mention)
    return out


def _joint_owner(reading: Reading, i: int) -> int | None:
    """The first of two owners, which the model coordinates with what they own: "Spain's and Portugal's ministers"."""
    head = reading.tokens[i].head
    owned = any(reading.tokens[c].dep == "case" for c in reading.children[head])
    return head if owned and reading.mention_of[head] >= 0 else None


def _noun(reading: Reading, i: int) -> str:
    """The office at noun `i` in the singular, with the words that say of what it is."""
    parts = [
        reading.words[c] for c in reading.children[i]
        if c < i and reading.tokens[c].dep in ("compound", "amod") and reading.mention_of[c] < 0
    ]  # fmt: skip
    return " ".join((*parts, reading.lemmas[i]))


def _office(document: Document, mention: NameMention) -> str:
    """The words of an office without those that say whose it is: of "Canada's energy minister", "energy minister"."""
    words = document.text[mention.start : mention.end].split()
    while len(words) > 1 and words[0][:1].isupper():
        words.pop(0)
    return " ".join(words)


def _counted(document: Document, reading: Reading, near: list[Named]) -> list[tuple[Unnamed, list[Named]]]:
    """People told by their number, with as many who act in the sentences behind: "The two leaders met. X …, Y …"."""
    hit = _told_by_number().search(document.text, reading.sentence.start, reading.sentence.end)
    if hit is None or reading.mention_of[reading.token_at(hit.end() - 1)] >= 0:
        return []
    count = _counts()[hit["count"].lower()]
    acting = [n for n in near if _acts(document, n)]
    if len(acting) > count and acting[count].sentence == acting[count - 1].sentence:
        return []
    chosen = acting[:count]
    if len(chosen) < count or chosen[0] is not near[0] or chosen[-1].sentence - near[0].sentence > 1:
        return []
    plain = hit["what"].lower() in cues("people_told") or hit["adjective"] is None
    return [(Unnamed(hit.start(), hit.end(), None, None), chosen)] if plain or len(chosen) == count else []


@cache
def _counts() -> dict[str, int]:
    return {
        word: count for word, count in word_values("number").items() if word.isalpha() and 2 <= count <= _MOST_COUNTED
    }


@cache
def _told_by_number() -> re.Pattern[str]:
    people, counts = alternatives("counted_people", "people_told"), "|".join(sorted(_counts()))
    return re.compile(rf"\b(?:the\s)?(?P<count>{counts})\s(?P<adjective>[a-z-]+\s)?(?P<what>{people})\b", re.IGNORECASE)


def _acts(document: Document, named: Named) -> bool:
    """Whether somebody named is told with whose he is ("Chile's X"), or is the subject of a clause."""
    before = document.text[max(0, named.mention.start - 3) : named.mention.start]
    if before in ("'s ", "’s ") and document.entities[named.entity].country_code:
        return True
    parse = document.parses[named.sentence]
    if parse is None:
        return _opens(document, named)
    t = next((n for n, token in enumerate(parse.tokens) if token.end >= named.mention.end), 0)
    for _ in range(4):
        token = parse.tokens[t]
        if token.dep in ("nsubj", "nsubjpass"):
            return True
        if token.dep not in ("conj", "compound", "appos"):
            return False
        t = token.head
    return False


def _in_that_office(document: Document, person: Entity, phrase: Unnamed) -> Entity:
    """A person with the office by which he was told, and the state or company that it is of."""
    owner = document.entities[phrase.owner] if phrase.owner is not None else None
    return replace(
        person,
        office=person.office or phrase.office,
        country_code=person.country_code
        or (owner.country_code if owner is not None and owner.entity_type in PUBLIC else None),
        represents=person.represents if person.represents is not None else phrase.owner,
    )
