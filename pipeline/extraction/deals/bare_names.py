"""Names that nothing but their place in a deal tells: whoever signs, buys, lends or is sold to is somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.bids import bidders
from pipeline.extraction.deals.borrowers import borrowers_taken_for_persons
from pipeline.extraction.deals.lexicon import SETTLING, cue_words, noun_senses, object_kinds
from pipeline.extraction.deals.noun_triggers import bids_for_share, noun_triggers
from pipeline.extraction.deals.reading import SentenceView, is_standing_in
from pipeline.extraction.deals.subjects import supplied_under
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger, senses_of
from pipeline.extraction.deals.verb_triggers import verb_triggers
from pipeline.extraction.document import Document, Entity, NameMention
from pipeline.extraction.names.gazetteer import country_names, division_countries, seat_countries
from pipeline.extraction.names.name_words import particles
from pipeline.extraction.names.same_names import initials
from pipeline.lexicons import table, values

COUNTERPARTS = ("with", "from", "to", "by", "between")
NOBODY = frozenset(
    {"DATE", "TIME", "LAW", "EVENT", "NORP", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "FAC"}
)
SIGNED = frozenset({"mou", "offtake", "financing", "joint_venture"})
"""Types of deals whose possessor has made them: "Finnfund's loan", "its offtake with"."""
LEAST_INITIALS = 3
"""Letters of the shortest name that stands for a longer one."""
SHORTEST = 4
"""Letters that a sentence's first word needs more than to be a name by what it does alone."""
GIVEN = frozenset({"lend", "supply"})
"""Schemes whose verbs have the one who is given for object: "lends X $5m", "to supply X with nickel"."""
LONGEST = 6
"""Words of the longest name that is taken for somebody's without further signs."""


@cache
def _no_names() -> frozenset[str]:
    """Lower-case words that show a capitalised stretch to be no party."""
    heads = {row["word"] for row in table("name_heads") if row["type"] == "other"}
    sites = {row["word"] for row in table("site_nouns")}
    common = {row["word"] for row in table("function_words")} | {row["word"] for row in table("non_names")}
    offices = {word for row in table("office_ranks") for word in row["rank"].split()}
    calendar = {
        form for row in table("calendar_words") for form in (*values(row["forms"]), *values(row["short_forms"]))
    }
    deals = {word for senses in noun_senses().values() for sense in senses for word in sense.phrase}
    standing = {word for row in table("company_nouns") for word in (row["word"], f"{row['word']}s")}
    kinds = {word for word, kind in object_kinds().items() if kind in ("asset", "commodity")}
    found = heads | sites | common | offices | calendar | deals | standing | kinds
    found |= cue_words("no_name") | cue_words("heading_verb")
    return frozenset(word.lower() for word in found)


def _capital(text: str) -> bool:
    return text[:1].isupper()


def _stretch(view: SentenceView, head: int, short: Mapping[str, int]) -> tuple[int, int] | None:
    """Tokens `[first, last]` of the capitalised stretch around a head, or None where it can be no party's name.

    What begins the name of a company of the text (`short`) can.
    """
    tokens = view.parse.tokens
    named = tokens[head].tag in ("NNP", "NNPS") and head and _capital(tokens[head - 1].text) and head - 1 not in view.at
    if not (_capital(tokens[head].text) and tokens[head].tag in ("NNP", "NNPS", "FW", "NN")) and not named:
        return None
    first = last = head
    while (
        first
        and first - 1 not in view.at
        and (
            _capital(tokens[first - 1].text)
            or (tokens[first - 1].text in particles() and first > 1 and _capital(tokens[first - 2].text))
        )
    ):
        first -= 1
    while last + 1 < len(tokens) and last + 1 not in view.at and _capital(tokens[last + 1].text):
        last += 1
    words = [t.text for t in tokens[first : last + 1]]
    if " ".join(words).lower() in short:
        return first, last
    before = tokens[first - 1].text.lower() if first else ""
    if len(words) > LONGEST or before in ("the", "a", "an", "this", "-", "/", "“", '"', "'"):
        return None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and (after.text in ("-", "/", ":", ")") or after.tag in ("NN", "NNS") or last + 1 in view.at):
        return None
    if _is_town(view, last):
        return None
    telling = words[1:] if _is_bank(view, first, last) else words
    if any(word.lower().rstrip(".") in _no_names() for word in telling):
        return None
    if any(t.entity in NOBODY for t in tokens[first : last + 1]) or not any(len(w) > 2 for w in words):
        return None
    if first == 0 and len(words) == 1 and tokens[0].tag not in ("NNP", "NNPS") and not _acts_alone(view):
        return None
    return first, last


@cache
def _regions() -> frozenset[tuple[str, ...]]:
    """States and provinces, in full and short, as words."""
    return frozenset(tuple(name.split()) for row in table("place_regions") for name in values(row["names"]))


def _is_town(view: SentenceView, last: int) -> bool:
    """Whether the state or province of a town stands after a name and a comma: "its Elko, Nevada plant"."""
    after = tuple(token.text for token in view.parse.tokens[last + 1 : last + 4])
    return after[:1] == (",",) and (after[1:2] in _regions() or after[1:3] in _regions())


def _is_bank(view: SentenceView, first: int, last: int) -> bool:
    """Whether a name that holds a place's is a bank's: "Bank Muscat"."""
    return last > first and view.lower[first] in cue_words("bank_front")


def _acts_alone(view: SentenceView) -> bool:
    """Whether a sentence's first word, read as a common noun, acts or owns with no article: "Corvane has agreed"."""
    first = view.parse.tokens[0]
    bare = not view.parse.children[0] or all(
        view.parse.tokens[c].dep in ("case", "punct") for c in view.parse.children[0]
    )
    return first.tag == "NN" and first.dep in ("nsubj", "poss") and bare and len(first.text) > SHORTEST


def _parts(view: SentenceView, head: int) -> Iterator[int]:
    """A head, what is coordinated with it, and what is put in apposition to a nominal."""
    for part in clauses.with_conjuncts(view.parse, head):
        yield part
        for child in view.parse.children[part]:
            if view.parse.tokens[child].dep == "appos":
                yield child


def _around_deal(view: SentenceView, trigger: NounTrigger) -> Iterator[tuple[int, str]]:
    """Who stands at a noun above the deal's, or hung too low under it: "talks with Y on", "a loan for a mine from"."""
    parse = view.parse
    for token, dep in clauses.climb(parse, trigger.head, 3):
        if dep not in ("prep", "pobj") or token in view.at:
            break
        if parse.tokens[token].pos == "NOUN" and view.lemmas[token] in cue_words("container"):
            for place, heads in clauses.places(parse, token).items():
                yield from ((head, place) for head in heads if place in ("between", "with"))
    if trigger.sense.deal_type == "financing":
        for thing in clauses.places(parse, trigger.head).get("for", []):
            yield from ((head, "from") for head in clauses.places(parse, thing).get("from", []))


def _places(view: SentenceView) -> Iterator[tuple[int, str]]:
    """Heads of the phrases around a sentence's deals, with the place in which they stand."""
    parse = view.parse
    for trigger in noun_triggers(view):
        entered = [
            verb
            for verb in clauses.relative_verbs(parse, trigger.head, 0)
            if trigger.sense.scheme == "pact" and any(s.use == "conclude" for s in senses_of(view, verb))
        ]
        for verb in entered:
            yield from ((head, "with") for head in clauses.places(parse, verb).get("with", []))
        for verb in clauses.relative_verbs(parse, trigger.head, 0):
            if any(s.use == "give" for s in senses_of(view, verb)):
                yield from ((head, "by") for head in clauses.places(parse, verb).get("by", []))
        signed = trigger.support is not None and view.lemmas[trigger.support] in cue_words("signing")
        if trigger.sense.strength in ("share", "sum", "adopted", "formed") or (
            trigger.sense.strength == "weak" and not signed
        ):
            continue
        if trigger.sense.strength == "target":
            if bids_for_share(view, trigger) and trigger.support is not None:
                yield from ((head, "subject") for head in clauses.subjects(parse, trigger.support))
            yield from ((head, "subject") for head in bidders(view, trigger))
            yield from ((head, "possessor") for head in clauses.possessors(parse, trigger.head))
            continue
        for place, heads in clauses.places_of_noun(parse, trigger.head).items():
            if place in COUNTERPARTS:
                yield from ((head, place) for head in heads)
        for head in supplied_under(view, trigger):
            yield head, "recipient"
        yield from _around_deal(view, trigger)
        if trigger.sense.deal_type in SIGNED:
            for head in clauses.possessors(parse, trigger.head):
                yield head, "possessor"
                if parse.tokens[head].tag == "PRP$":  # "X expects its venture with Y to be formed"
                    above = next((t for t, _ in clauses.climb(parse, head) if parse.tokens[t].pos in VERBAL), None)
                    yield from ((s, "subject") for s in (clauses.subjects(parse, above) if above is not None else ()))
        if trigger.support is None:
            continue
        for head in clauses.recipients(parse, trigger.support):
            yield head, "recipient"
        if any(sense.use in SETTLING for sense in senses_of(view, trigger.support)):
            for head in clauses.subjects(parse, trigger.support):
                yield head, "subject"
                for part in clauses.with_conjuncts(parse, head) if signed or trigger.sense.strength == "strong" else ():
                    if part in view.at and view.at[part] in view.unattached:
                        yield from ((whose, "of") for whose in clauses.places(parse, part).get("of", []))
            for place, heads in clauses.places(parse, trigger.support).items():
                if place in ("with", "by", "from"):
                    yield from ((head, place) for head in heads)
    for verb, lemma in enumerate(view.lemmas):
        if lemma in cue_words("finding") and parse.tokens[verb].pos in VERBAL:
            for head in clauses.objects(parse, verb):
                if view.lemmas[head] in cue_words("customer"):
                    yield head, "recipient"
                    yield from ((subject, "subject") for subject in clauses.subjects(parse, verb))
    for own in verb_triggers(view):
        if own.sense.strength == "weak":
            continue
        passive = clauses.is_passive(parse, own.head)
        if not passive:
            for head in clauses.subjects(parse, own.head):
                yield head, "subject"
                if is_standing_in(view.lemmas[head]) and head not in view.at:
                    yield from ((whose, "of") for whose in clauses.places(parse, head).get("of", []))
        given = clauses.objects(parse, own.head) if own.sense.scheme in GIVEN and not passive else []
        for head in (*clauses.recipients(parse, own.head), *given):
            yield head, "recipient"
        for holder in (own.head, *clauses.objects(parse, own.head)):
            held = object_kinds().get(view.lemmas[holder]) == "equity" and holder != own.head
            for place, heads in clauses.places(parse, holder).items():
                if place in COUNTERPARTS or (held and place in ("in", "into", "of")):
                    yield from ((head, place) for head in heads)


def _short_names(document: Document) -> dict[str, int]:
    """Companies by the first words of their names in lower case, where these are only one company's; bodies and
    companies by their initials."""
    found: dict[str, set[int]] = {}
    for number, entity in enumerate(document.entities):
        letters = initials(entity.name) if " " in entity.name else ""
        if len(letters) >= LEAST_INITIALS and entity.entity_type in ("company", "organisation", "government_body"):
            found.setdefault(letters.lower(), set()).add(number)
        if entity.entity_type in ("company", "organisation") and " " in entity.name:
            words = entity.name.lower().split()
            for size in range(1, len(words)):
                found.setdefault(" ".join(words[:size]), set()).add(number)
    whole = {entity.name.lower() for entity in document.entities}
    return {
        name: min(numbers)
        for name, numbers in found.items()
        if len(numbers) == 1
        and name not in whole
        and len(name) >= LEAST_INITIALS
        and name.split()[-1] not in _no_names()
    }


def _province(view: SentenceView, head: int, place: str) -> tuple[int, int, str] | None:
    """Where a province stands as a party, and its name: "Salta province signed", "the province of Quebec", "Quebec".

    By its bare name it acts only as a side of what is agreed or paid: elsewhere it is where something lies.
    """
    tokens = view.parse.tokens
    last = head
    if view.lemmas[head] in cue_words("provincial"):
        under = [t for t in clauses.places(view.parse, head).get("of", []) if t not in view.at]
        last = under[0] if under else head - 1
        while not under and last > 0 and (view.lemmas[last] in cue_words("provincial") or tokens[last].tag == "POS"):
            last -= 1
    elif place not in ("subject", "with", "between", *(("by",) if view.money else ())) or not (
        view.money or noun_triggers(view)
    ):
        return None
    for first in range(max(0, last - 3), last + 1):
        name = " ".join(token.text for token in tokens[first : last + 1])
        if name in division_countries() and not any(t in view.at for t in range(first, last + 1)):
            return tokens[min(first, head)].start, tokens[max(last, head)].end, name
    return None


@cache
def _province_words() -> frozenset[str]:
    """The last words of the names of provinces."""
    return frozenset(name.split()[-1] for name in division_countries())


def _provinces(views: Mapping[int, SentenceView]) -> list[tuple[int, int, str]]:
    """Where provinces stand as parties, with their names."""
    words = _province_words()
    naming = (
        view
        for _, view in sorted(views.items())
        if view.sentence.kind == "body" and any(token.text in words for token in view.parse.tokens)
    )
    return [
        found
        for view in naming
        for head, place in _places(view)
        for part in _parts(view, head)
        if part not in view.at and (found := _province(view, part, place)) is not None
    ]


def _paying_seats(views: Mapping[int, SentenceView]) -> list[tuple[int, int, str]]:
    """Where the seat of a government stands for it as it pays: "$50 million from Ottawa"; with the state's code."""
    found = []
    for _, view in sorted(views.items()):
        if not view.money or "from" not in view.lower or view.sentence.kind != "body":
            continue
        tokens = view.parse.tokens
        for at, token in enumerate(tokens):
            if token.dep != "pobj" or at in view.at or view.lower[token.head] != "from":
                continue
            first = at - 1 if at - 1 > token.head else at
            name = " ".join(each.text for each in tokens[first : at + 1])
            above = tokens[token.head].head
            paid = any(s.deal_type == "financing" for s in noun_senses().get(view.lemmas[above], ()))
            paid = paid or tokens[above].pos == "NUM" or any(s.use in ("own", "get") for s in senses_of(view, above))
            if token.head == first - 1 and name in seat_countries() and paid:
                found.append((tokens[first].start, token.end, seat_countries()[name]))
    return found


def _found(views: Mapping[int, SentenceView], document: Document) -> list[str]:
    """Names, as written, in order of their first place in a deal."""
    text = document.text
    names: list[str] = []
    short = _short_names(document)
    for number in sorted(views):
        view = views[number]
        if view.sentence.kind != "body":
            continue
        for head, place in _places(view):
            for part in _parts(view, head):
                if part in view.at:
                    continue
                stretch = _stretch(view, part, short)
                if stretch is None:
                    continue
                first, last = stretch
                start, end = view.parse.tokens[first].start, view.parse.tokens[last].end
                name = text[start:end]
                if name.lower() in short and "\n" not in name and name not in names:
                    names.append(name)
                    continue
                geographic = any(t.entity in ("GPE", "LOC") for t in view.parse.tokens[first : last + 1])
                if (
                    geographic
                    and place in ("from", "to", "by", "of", "in", "into")
                    and last == first
                    and not name.isupper()
                ):
                    continue
                if any(p.start < end and start < p.end for p in document.places) and not _is_bank(view, first, last):
                    continue
                if any(m.start < end and start < m.end for m in document.mentions):
                    continue
                if name not in names and "\n" not in name:
                    names.append(name)
    return names


def with_bare_names(document: Document, views: Mapping[int, SentenceView]) -> Document:
    """The document with companies that the names around no word of theirs tell, but their part in a deal does."""
    entities, mentions = list(document.entities), list(document.mentions)
    covered = sorted((m.start, m.end) for m in mentions)
    short = _short_names(document)
    for name in _found(views, document):
        if " " not in name and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", document.text):
            continue
        number = short.get(name.lower(), len(entities))
        if number == len(entities):
            entities.append(Entity(name, "company"))
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", document.text):
            start, end = match.span()
            if not any(low < end and start < high for low, high in covered):
                mentions.append(NameMention(start, end, (number,), "name", "deal_place", (start, end)))
    states: dict[str, int] = {}
    for start, end, name in sorted(set(_provinces(views))):
        if not any(low < end and start < high for low, high in covered):
            if name not in states:
                states[name] = len(entities)
                entities.append(Entity(name, "government_body", division_countries()[name]))
            mentions.append(NameMention(start, end, (states[name],), "name", "deal_place", (start, end)))
    countries = {e.country_code: i for i, e in enumerate(entities) if e.entity_type == "country"}
    for start, end, code in _paying_seats(views):
        if code not in countries:
            countries[code] = len(entities)
            entities.append(Entity(country_names()[code], "country", code))
        mentions.append(NameMention(start, end, (countries[code],), "capital", "deal_place", (start, end)))
    borrowers = borrowers_taken_for_persons(document, views)
    for number in sorted(borrowers):
        entities[number] = Entity(entities[number].name, "company")
    if len(mentions) == len(document.mentions) and not borrowers:
        return document
    mentions.sort(key=lambda m: (m.start, -m.end))
    return replace(document, entities=tuple(entities), mentions=tuple(mentions))
