"""From a noun phrase to the parties that it stands for.

"Finance ministers from Australia and India" are the two countries, "a delegation from IRH, led by its chief
executive, Ali Alrashdi" is the person, "the trade ministers of the G7" the bloc.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.delegations import members
from pipeline.extraction.meetings.found_parties import Found, Rank, groups, mention_at, of_mention, owned_name
from pipeline.extraction.meetings.grammar import FINITE, agents, coordination, first_part, governed, subjects, subtree
from pipeline.extraction.meetings.holders import (
    after_state,
    appositive_people,
    first_of_the_holders,
    holders_named,
    is_plural,
    named_behind,
    named_counterparts,
    one_of_a_nation,
    other_holder,
    rank_of,
)
from pipeline.extraction.meetings.kinds import rank_of_person
from pipeline.extraction.meetings.mixed_lists import person_after_states, states_before_person, without_part
from pipeline.extraction.meetings.name_lists import (
    after_preposition,
    listed_after,
    listed_before,
    named_in_turn,
    run_after,
)
from pipeline.extraction.meetings.people_lists import owns_person, whose_man
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.named_within import of_a_town

_BEHALF = frozenset({"of", "from", "for", "representing", "including", "at", "with"})
_LED_WITHIN = 20
"""Words after "delegation" in which "led by" may stand."""
_FIRMS = frozenset({"company", "organisation", "government_body"})
_NAMED_AFTER = frozenset({"appositive", "named_behind", "named"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "appos"})


def _span(reading: Reading, i: int) -> tuple[int, int]:
    return reading.tokens[i].start, reading.tokens[i].end


def _led_by(document: Document, reading: Reading, i: int, depth: int) -> list[Found]:
    """Who leads the delegation that noun `i` names."""
    for c in reading.children[i]:
        token = reading.tokens[c]
        if token.dep in ("acl", "relcl") and reading.lemmas[c] in cues("leading_party"):
            found = [f for a in agents(reading, c) for f in party_at(document, reading, a, depth + 1)]
            if not found and c + 1 < len(reading.words) and reading.words[c + 1] == "by":
                found = run_after(document, reading, c + 1)  # "by coordinating minister X"
            people = [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]
            if people:
                return people
        if (
            token.dep == "prep" and reading.words[c] == "by" and reading.lemmas[i] in cues("led_side")
        ):  # "and the other side by X"
            found = [f for p in reading.children[c] for f in party_at(document, reading, p, depth + 1)]
            if any(document.entities[e].entity_type == "person" for f in found for e in f.entities):
                return found
        if token.dep == "prep" and reading.words[c] in ("under", "of", "from"):
            for p in reading.children[c]:
                nested = _led_by(document, reading, p, depth + 1) if depth < 3 else []
                if nested:
                    return nested
    return _led_behind(document, reading, i) if reading.lemmas[i] in cues("led_side") else []


def _led_behind(document: Document, reading: Reading, i: int) -> list[Found]:
    """Who leads a delegation, read off the words behind it where the model hung "led by" elsewhere."""
    for t in range(i + 1, min(i + _LED_WITHIN, len(reading.words) - 1)):
        if reading.lemmas[t] in cues("leading_party") and reading.words[t + 1] == "by":
            found = run_after(document, reading, t + 1)[:1]
            return [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]
        if reading.tokens[t].tag in FINITE or reading.words[t] in (";", ":"):
            break
    return []


def party_at(document: Document, reading: Reading, i: int, depth: int = 0) -> list[Found]:
    """The parties that the noun phrase headed by token `i` stands for, without what is coordinated with it."""
    if depth > 4:
        return []
    mention = owned_name(document, reading, i) or mention_at(reading, i)
    if mention is not None and mention.form == "demonym":
        alone = one_of_a_nation(document, reading, i, mention)
        if alone is not None:
            return [alone]
    if mention is not None and mention.entities:
        person = any(document.entities[e].entity_type == "person" for e in mention.entities)
        if not person:
            led = [*_led_by(document, reading, i, depth), *members(document, reading, i)]
            if led:
                return led
            people = named_behind(document, reading, i) or appositive_people(document, reading, i)
            if people and (reading.lemmas[i] in groups() or mention.form == "office"):
                return people
        elif mention.form == "office":
            holder = other_holder(document, reading, i, mention)
            if holder is not None:
                return [of_mention(holder, "appositive", rank_of(reading, i))]
            people = named_behind(document, reading, i)
            if people and people[0].entities == mention.entities:
                return people  # the list goes on behind the name, not behind the office
        return [of_mention(mention, "named", rank_of(reading, i))]
    if reading.words[i] in ("we", "us", "they"):
        heads = [c for c in reading.children[i] if reading.tokens[c].dep == "appos"]
        told = [
            f for c in heads for one in coordination(reading, c) for f in party_at(document, reading, one, depth + 1)
        ]
        if told:
            return told  # "we, the ministers of X and Y"
    rank = rank_of(reading, i)
    short = next(
        (c for c in reading.children[i] if reading.tokens[c].dep == "appos" and reading.mention_of[c] >= 0), None
    )
    if short is not None and reading.tokens[i].tag == "NNP" and reading.words[short - 1] == "(":
        return party_at(document, reading, short, depth + 1)
    led = [*_led_by(document, reading, i, depth), *members(document, reading, i)]
    if led:
        return led
    people = named_counterparts(document, reading, i) or named_behind(document, reading, i)
    people = people or appositive_people(document, reading, i)
    if people:
        return people
    if rank is None and reading.lemmas[i] not in groups():
        behind = mention_at(reading, i + 1) if i + 1 < len(reading.words) and reading.tokens[i].tag == "NNS" else None
        head = reading.token_at(behind.end - 1) if behind is not None and behind.entities else i
        if behind is not None and reading.tokens[head].dep == "appos" and reading.tokens[head].head == i:
            return [of_mention(behind, "appositive")]  # "trading houses X and Y"
        return []
    named = next(
        (c for c in reading.children[i] if reading.tokens[c].dep == "appos" and reading.mention_of[c] >= 0), None
    )
    owned = any(reading.mention_of[c] >= 0 for c in reading.children[i] if c < i)
    if named is not None and not (owned and reading.tokens[i].tag == "NNS"):  # "G7 nations, the EU" is a list
        mention = mention_at(reading, named)
        if mention is not None and mention.entities:
            return [of_mention(mention, "appositive", rank)]
    plural = is_plural(reading, i)
    if not plural and not groups().get(reading.lemmas[i], ("other", True))[1]:
        return []
    return _on_behalf(document, reading, i, rank, plural, depth)


def _on_behalf(
    document: Document, reading: Reading, i: int, rank: Rank | None, plural: bool, depth: int
) -> list[Found]:
    """Countries, bodies or companies that the people named by noun `i` are tied to."""
    out: list[Found] = []
    seen: set[tuple[int, ...]] = set()

    pair = reading.lemmas[max(0, i - 1) : i + 1] if reading.mention_of[max(0, i - 1)] < 0 else ()  # not "EU leaders"
    private = reading.lemmas[i] in cues("private") or " ".join(pair) in cues("private")

    def add(found: Found) -> None:
        if private and _is_public(document, found.entities):
            return
        if found.entities not in seen:
            seen.add(found.entities)
            out.append(Found(found.entities, found.start, found.end, "on_behalf", rank, plural))

    tied: list[int] = []
    for word in _BEHALF:
        tied.extend(governed(reading, i, (word,)))
    tied = [t for t in tied if reading.lemmas[t] not in noun_senses()]  # "the leaders at their meeting"
    for t in sorted(set(tied)):
        for found in listed_before(document, reading, t):
            kinds = {document.entities[e].entity_type for e in found.entities}
            if kinds == {"bloc"} or (kinds <= _FIRMS and found.start > reading.tokens[i].end):
                add(found)  # "ministers of the Quad – Australia, India …", "the heads of Vale and Codelco"
        for found in party_at(document, reading, t, depth + 1):
            add(found)
            for listed in listed_after(document, reading, reading.token_at(found.end - 1)):
                add(listed)
    others = reading.lemmas[i] in cues("others_than_owner")  # "our allies" are not ourselves
    if not out:
        for c in reading.children[i]:
            if reading.tokens[c].dep in _MODIFIERS and not (others and reading.tokens[c].dep == "poss"):
                for one in subtree(reading, c, skip=("relcl", "acl", "prep")):
                    mention = mention_at(reading, one)
                    if mention is not None and mention.entities:
                        found = of_mention(mention, "on_behalf", rank)
                        whose = reading.tokens[one].dep == "poss" and rank != "leader"
                        add(_whose_state(document, found) if whose else found)
        if len(out) > 1:
            named_only = [f for f in out if mention_form(reading, f) != "pronoun"]
            out = named_only or out
    if not out:
        for t in sorted(set(tied)):
            private = private or reading.lemmas[t] in cues("private")
            for c in reading.children[t]:
                mention = mention_at(reading, c) if reading.tokens[c].dep in _MODIFIERS else None
                if mention is not None and mention.entities and mention.form != "pronoun":
                    add(of_mention(mention, "on_behalf", rank))
    for t in tied if not out else ():
        for one in governed(reading, t, ("including",)):  # "participants from 35 countries, including X and Y"
            for found in (*party_at(document, reading, one, depth + 1), *listed_after(document, reading, one)):
                add(found)
    behind = after_state(reading, i)
    if not out and behind < len(reading.words) and reading.words[behind] in _BEHALF:
        for found in after_preposition(document, reading, behind):
            add(found)
    if not out and i:
        mention = mention_at(reading, i - 1)
        if mention is not None and mention.entities and mention.form in ("demonym", "name", "short"):
            add(of_mention(mention, "on_behalf", rank))
    in_turn = named_in_turn(document, reading, i, out) if plural and len(out) > 1 else []
    return in_turn or (holders_named(document, out) if plural else out)


def _whose_state(document: Document, found: Found) -> Found:
    """The states of persons by whom other people are told: "their ministers", "my government"."""
    out = []
    several = len({document.entities[e].country_code for e in found.entities}) > 1  # of states, if of more than one
    for e in found.entities:
        entity = document.entities[e]
        state = None
        official = several or rank_of_person(document, e) is not None
        if entity.entity_type == "person" and entity.country_code and official:
            state = next(
                (
                    n
                    for n, other in enumerate(document.entities)
                    if other.entity_type == "country" and other.country_code == entity.country_code
                ),
                None,
            )
        out.append(e if state is None else state)
    return replace(found, entities=tuple(dict.fromkeys(out)))


def _is_public(document: Document, entities: tuple[int, ...]) -> bool:
    return all(document.entities[e].entity_type in ("country", "bloc") for e in entities)


def mention_form(reading: Reading, found: Found) -> str:
    """How the words of a found party refer to it; empty where they aren't a mention."""
    return next((m.form for m in reading.mentions if m.start == found.start), "")


def subject_parties(document: Document, reading: Reading, v: int) -> list[Found]:
    """The parties of the subject of verb `v`; the names right before it where the model sees no subject."""
    heads = subjects(reading, v)
    found = parties(document, reading, heads)
    token = reading.tokens[v]
    finite = token.tag in FINITE or any(reading.tokens[c].tag == "MD" for c in reading.children[v])
    if found or heads or not finite or token.dep not in ("ROOT", "conj", "ccomp", "advcl", "relcl"):
        return found
    return before_verb(document, reading, v)


def _taken_for_owner(document: Document, reading: Reading, i: int) -> list[Found]:
    """The first of a pair that the model takes for the owner of the second: "met Ana Rey and Vale's head, Luis Sá"."""
    if reading.lemmas[i] not in groups():
        return []
    for c in reading.children[i]:
        mention = mention_at(reading, c)
        if reading.tokens[c].dep != "poss" or mention is None:
            continue
        person = any(document.entities[e].entity_type == "person" for e in mention.entities)
        bare = not any(reading.tokens[g].dep == "case" for g in reading.children[c])
        if person and bare and len(coordination(reading, c)) > 1:
            return [of_mention(mention, "named")]
    return []


def before_verb(document: Document, reading: Reading, v: int) -> list[Found]:
    """The names right before verb `v`, for a subject that the model doesn't see."""
    v = first_part(reading, v)
    fronted = _after_fronted(document, reading, v)
    if fronted:
        return fronted
    for t in range(without_part(reading, v) - 1, max(v - 9, -1), -1):
        if reading.mention_of[t] >= 0:
            if reading.tokens[t].dep == "pobj" and reading.words[v - 1] == "and":
                return []  # "they met on the margins of the Assembly and had …"
            mention = whose_man(document, reading, reading.mention_of[t])
            if of_a_town(document, mention.start):
                return []  # "the congress in Lima, Peru, convened …"
            last = reading.token_at(mention.end - 1)
            return [*listed_before(document, reading, last), of_mention(mention, "before_verb")]
        if reading.tokens[t].tag == "NNS" and reading.lemmas[t] in groups():
            return party_at(document, reading, t)
        if reading.tokens[t].pos in ("VERB", "NOUN", "ADP", "SCONJ", "PRON") or reading.words[t] in (";", ":"):
            return []
    return []


def _after_fronted(document: Document, reading: Reading, v: int) -> list[Found]:
    """The person that the model takes for an apposition to the place in front: "At the Chancellery, X, … said"."""
    for c in reading.children[v]:
        if c > v or reading.tokens[c].dep not in ("prep", "npadvmod"):
            continue
        fronts = [c, *(p for p in reading.children[c] if reading.tokens[p].dep == "pobj")]
        for a in (a for p in fronts for a in reading.children[p]):
            mention = mention_at(reading, a) if reading.tokens[a].dep == "appos" else None
            if mention is None or document.text[mention.start - 2 : mention.start] != ", ":
                continue
            if mention.entities and all(document.entities[e].entity_type == "person" for e in mention.entities):
                return [of_mention(mention, "before_verb")]
    return []


def _hung_on_verb(document: Document, reading: Reading, ends: list[int]) -> list[Found]:
    """Unnamed people that a list goes on with, hung on the verb: "for X and the ambassadors of Y"."""
    for t in ends:
        at = reading.mention_of[t]
        if at < 0:
            continue
        last = reading.token_at(reading.mentions[at].end - 1)
        behind = range(last + 2, min(last + 7, len(reading.words)))
        if last + 1 >= len(reading.words) or reading.words[last + 1] != "and":
            continue
        for c in behind:
            token = reading.tokens[c]
            if token.dep == "conj" and token.tag == "NNS" and reading.lemmas[c] in groups():
                return party_at(document, reading, c) if reading.tokens[token.head].pos == "VERB" else []
            if reading.mention_of[c] >= 0 or token.pos in ("VERB", "AUX", "ADP"):
                break
    return []


def _and_with(document: Document, reading: Reading, ends: list[int]) -> list[Found]:
    """The second of two phrases with one preposition, where the model hangs it elsewhere: "with X, and with Y"."""
    for t in ends[-1:]:
        at = reading.mention_of[t]
        last = reading.token_at(reading.mentions[at].end - 1) if at >= 0 else t
        behind = list(range(last + 1, min(last + 5, len(reading.words))))
        words = [reading.words[i] for i in behind]
        if "with" not in words or not {"and", "then"} & set(words[: words.index("with")]):
            continue
        p = behind[words.index("with")]
        if any(reading.words[i] not in (",", "and", "then", "also", "later", "after") for i in range(last + 1, p)):
            continue
        found = []
        for c in reading.children[p]:
            if reading.tokens[c].dep == "pobj":
                found += [*party_at(document, reading, c), *listed_after(document, reading, c)]
        return found
    return []


def _among(document: Document, reading: Reading, i: int) -> list[Found]:
    """Those named of unnamed people coordinated with `i`: "X and senior officials – including Y and Z – met"."""
    if mention_at(reading, i) is None or not any(reading.words[c] == "including" for c in reading.children[i]):
        return []
    unnamed = [t for t in coordination(reading, i)[1:] if rank_of(reading, t) and reading.mention_of[t] < 0]
    named = governed(reading, i, ("including",))
    if not unnamed or not named:
        return []
    found = [f for t in named for f in party_at(document, reading, t)]
    found += [f for t in named[-1:] for f in listed_after(document, reading, t)]
    return [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]


def parties(document: Document, reading: Reading, heads: list[int]) -> list[Found]:
    """The parties of several noun phrases and of the lists that they belong to, each once, in order."""
    out: list[Found] = []
    seen: set[tuple[int, int]] = set()
    for i in heads:
        for found in listed_before(document, reading, i):
            if (found.start, found.end) not in seen:
                seen.add((found.start, found.end))
                out.append(found)
        out += [f for f in _taken_for_owner(document, reading, i) if (f.start, f.end) not in seen]
        direct = party_at(document, reading, i)
        direct = [*states_before_person(document, reading, direct), *direct]
        ends = [i] if reading.mention_of[i] >= 0 else [reading.token_at(f.end - 1) for f in direct[-1:]]
        ends = first_of_the_holders(reading, i) or ends
        for f in direct:
            t = reading.token_at(f.end - 1)
            if f.rule in _NAMED_AFTER and t != i:
                direct = [*direct, *listed_before(document, reading, t)]
        listed = [f for t in ends for f in listed_after(document, reading, t)]
        listed += person_after_states(document, reading, [*direct, *listed])
        beside: list[Found] = []
        for f in (*direct, *listed):
            if f.rule in _NAMED_AFTER or f.rule == "listed":  # hung on the name instead of the office before it
                for also in coordination(reading, reading.token_at(f.end - 1))[1:]:
                    beside += party_at(document, reading, also)
        beside += _hung_on_verb(document, reading, ends)
        beside += _and_with(document, reading, [*ends, *(reading.token_at(f.end - 1) for f in (*direct, *listed)[-1:])])
        for found in (*direct, *listed, *beside, *_among(document, reading, i)):
            if (found.start, found.end) not in seen and not owns_person(document, reading, found):
                seen.add((found.start, found.end))
                out.append(found)
    return out
