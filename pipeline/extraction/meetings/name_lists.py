"""Lists of names read off the text, where the parse breaks them: "X, Y and Z", "the G7 (Canada, France …)"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, groups, is_people, of_mention, only_people
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.people_lists import office_in, people_after, people_before
from pipeline.extraction.meetings.reading import Reading

_PAIR_GAP = re.compile(r",?\s(?:Jr\.\s)?(?:and|&)\s(?:the\s)?")
_OWNER_GAP = re.compile(r"(?:'s|’s)?\s(?:[a-z-]+\s){0,4}(?:[a-z-]+,\s)?")
_DESCRIBED_GAP = re.compile(r",\s[^,.;:]{3,70},\sand\s")
_COMMA_GAP = re.compile(r",\s(?:Jr\.,?\s)?(?:the\s)?")
_MEMBERS_GAP = re.compile(r"\s*\)?\s*(?:[–—(:-]|,\s*including)\s*(?:the\s+)?")
_LEAVES = frozenset(
    {"at", "on", "in", "during", "after", "before", "under", "to", "when", "while", ";", "which", "who"}
)
_LONGEST_GAP = 64
_BODIES = frozenset({"company", "organisation", "government_body"})


@cache
def _list_gap() -> re.Pattern[str]:
    """What stands between two names of a list, nouns for people and "countries like" included."""
    people = "|".join(sorted({re.escape(noun) + "e?s" for noun in groups() if " " not in noun}))
    forms = "|".join(sorted(re.escape(form) for form in cues("state_form")))
    many = people + "|countries|economies|nations|companies|parties|allies|authorities|ministries"
    return re.compile(
        rf"(?:\s?\)|\s\([^()]{{1,24}}\))?(?:\s(?:[a-z]+\s)?(?:{many}))?"
        r"\s*(?:,|;|,?\s*(?:and|&|as well as|along with|together with|plus))\s*"
        rf"(?:(?:also\s|with\s)?(?:the\s)?(?:other\s)?(?:[a-z]+\s)?(?:{many})\s(?:like|such as|including|from|of)\s)?"
        rf"(?:[A-Za-z]{{1,12}}-\s—\s)?(?:the\s+|both\s+|also\s+|from\s+(?:the\s+)?)?(?:(?:{forms})\s+of\s+(?:the\s+)?)?"
    )


@cache
def _officials_gap() -> re.Pattern[str]:
    """What stands between a person and the states whose people come along: "X and the foreign ministers of Ghana"."""
    people = "|".join(sorted({re.escape(noun) + "e?s" for noun in groups()}))
    link = r",?\s(?:and|as well as|along with)\s(?:the\s)?(?:[a-z]+\s)?"
    return re.compile(rf"{link}(?:{people})\s(?:of|from)\s(?:the\s)?")


def listed_after(document: Document, reading: Reading, i: int) -> list[Found]:
    """Names that a list goes on with after the mention at token `i`, read off the text where the parse breaks."""
    at = reading.mention_of[i]
    if at < 0:
        return []
    out: list[Found] = []
    current = reading.mentions[at]
    owners: set[int] = set()
    for n in range(at + 1, len(reading.mentions)):
        if n in owners:
            continue
        following = reading.mentions[n]
        gap = document.text[current.end : following.start]
        owned = _owned_person(document, reading, n)
        if owned is not None and only_people(document, current):
            owners.add(n + 1)  # "X, Brazil's Y and BHP boss Z"
            following = owned
        members = _MEMBERS_GAP.fullmatch(gap) and _bloc_or_state(document, current, following)
        if len(gap) > _LONGEST_GAP or not (_list_gap().fullmatch(gap) or members):
            break
        head = reading.token_at(following.end - 1)
        after = reading.words[head + 1] if head + 1 < len(reading.words) else ""
        if after in ("'s", "’s") or following.form == "pronoun":
            break
        kinds = {document.entities[e].entity_type for e in current.entities}
        more = {document.entities[e].entity_type for e in following.entities}
        if ("person" in kinds) != ("person" in more) and not (
            kinds == {"person"} and more == {"country"} and _officials_gap().fullmatch(gap)
        ):
            break
        if reading.tokens[head].dep in ("nsubj", "nsubjpass") and not _same_role(reading, head, i):
            break
        out.append(of_mention(following, "listed"))
        current = following
    if only_people(document, reading.mentions[at]):
        seen = {found.start for found in out}
        chain = []
        for mention in people_after(document, reading, at):
            if _of_phrase_in_front(reading, reading.mentions[at], mention):
                break  # "after talks with X and Y, V and W said"
            chain += [of_mention(mention, "listed")] if mention.start not in seen else []
        out = sorted([*out, *chain], key=lambda found: found.start)
    return out


def _owned_person(document: Document, reading: Reading, n: int) -> NameMention | None:
    """The person whose country, body or firm the `n`-th mention only names: "Brazil's X", "BHP boss X"."""
    if n + 1 >= len(reading.mentions) or not _is_state(document, reading.mentions[n]):
        return None
    owner, owned = reading.mentions[n], reading.mentions[n + 1]
    between = document.text[owner.end : owned.start]
    if not _OWNER_GAP.fullmatch(between) or _PAIR_GAP.fullmatch(between) or not only_people(document, owned):
        return None
    return owned


def _bloc_or_state(document: Document, one: NameMention, other: NameMention) -> bool:
    kinds = {document.entities[e].entity_type for m in (one, other) for e in m.entities}
    return kinds <= {"bloc", "country"}


def _same_role(reading: Reading, one: int, other: int) -> bool:
    return reading.tokens[one].head == reading.tokens[other].head


def listed_before(document: Document, reading: Reading, i: int) -> list[Found]:
    """The name that a pair begins with before the mention at token `i` ("X and Y"; "X, Y" as a headline begins),
    where the parse breaks it."""
    at = own = reading.mention_of[i]
    if at < 0:
        return []
    out: list[Found] = []
    pattern = _PAIR_GAP
    while at > 0:
        current, before = reading.mentions[at], reading.mentions[at - 1]
        between = document.text[before.end : current.start]
        owns = _OWNER_GAP.fullmatch(between) and not _PAIR_GAP.fullmatch(between)
        if at > 1 and owns and _is_state(document, before):
            at -= 1  # "X and Congo's Y": the country only says whose Y is
            current = NameMention(before.start, current.end, current.entities, current.form, current.rule, current.core)
            before = reading.mentions[at - 1]
        if at > 1 and before.form == "office" and reading.mentions[at - 2].entities == before.entities:
            at -= 1  # "X, German chancellor at the time, and Y"
            before = reading.mentions[at - 1]
        gap = document.text[before.end : current.start]
        kinds = [{document.entities[e].entity_type for e in m.entities} for m in (before, current)]
        members = _MEMBERS_GAP.fullmatch(gap) and kinds[0] == {"bloc"} and kinds[1] == {"country"}
        if members:
            out.append(of_mention(before, "listed"))
            break
        if pattern is _COMMA_GAP and _place_in_front(reading, before):
            break
        if _of_clause_before(reading, before, current) or _of_phrase_in_front(reading, before, current):
            return out
        described = kinds[0] == {"person"} and _DESCRIBED_GAP.fullmatch(gap)
        headline = at == 1 and before.start == reading.sentence.start and _COMMA_GAP.fullmatch(gap)
        alike = kinds[0] == kinds[1] or kinds[0] | kinds[1] <= _BODIES
        if not (pattern.fullmatch(gap) or described or headline) or not alike or not kinds[0]:
            break
        if not set(before.entities) & set(current.entities):
            out.append(of_mention(before, "listed"))
        pattern = _COMMA_GAP
        at -= 1
    if only_people(document, reading.mentions[own]):
        seen = {found.start for found in out}
        out += [of_mention(m, "listed") for m in people_before(document, reading, own) if m.start not in seen]
    return sorted(out, key=lambda found: found.start)


def _of_clause_before(reading: Reading, one: NameMention, other: NameMention) -> bool:
    """Whether two names stand on either side of the "and" of two clauses: "X met Y, and Z received W"."""
    patient, doer = reading.token_at(one.end - 1), reading.token_at(other.end - 1)
    v = reading.tokens[doer].head
    if reading.tokens[patient].dep == "appos":
        patient = reading.tokens[patient].head  # "X met the minister, Y, and Z received W"
    verb_before = reading.tokens[patient].head
    return (
        reading.tokens[doer].dep in ("nsubj", "nsubjpass")
        and reading.tokens[patient].dep == "dobj"
        and reading.tokens[v].dep == "conj"
        and reading.tokens[v].head == verb_before
    )


def _of_phrase_in_front(reading: Reading, one: NameMention, other: NameMention) -> bool:
    """Whether a comma between two names ends the phrase before a subject: "After talks with X and Y, V and W said"."""
    told, doer = reading.token_at(one.end - 1), reading.token_at(other.end - 1)
    if reading.tokens[doer].dep not in ("nsubj", "nsubjpass"):
        return False
    while reading.tokens[told].dep == "conj" and reading.tokens[told].head < told:
        told = reading.tokens[told].head
    over = reading.tokens[reading.tokens[told].head].start
    if one.start <= over < one.end:
        return False  # "Assistant Secretary for Africa X, Ambassador Y and Z met": "for" is of his office
    return reading.tokens[told].dep == "pobj" and reading.words[reading.token_at(one.end - 1) + 1] == ","


def _place_in_front(reading: Reading, mention: NameMention) -> bool:
    """Whether a state in front of a pair only says where something was: "in Japan, Canada and China reached a deal"."""
    first = reading.token_at(mention.start)
    words = [w for w in reading.words[max(0, first - 2) : first] if w != "the"]
    return bool(words) and words[-1] == "in"


def _is_state(document: Document, mention: NameMention) -> bool:
    owners = ("country", "company", "government_body", "bloc")
    return bool(mention.entities) and all(document.entities[e].entity_type in owners for e in mention.entities)


def after_preposition(document: Document, reading: Reading, p: int) -> list[Found]:
    """The names that follow the preposition at token `p`, in a list, read off the text."""
    for t in range(p + 1, min(p + 9, len(reading.tokens))):
        if reading.mention_of[t] >= 0:
            mention = reading.mentions[reading.mention_of[t]]
            after = reading.token_at(mention.end - 1) + 1
            if after < len(reading.words) and reading.words[after] in ("'s", "’s"):
                owned = reading.mention_of[after + 1] if after + 1 < len(reading.words) else -1
                if owned < 0:
                    return []
                whose = reading.mentions[owned]
                if not _is_state(document, whose) and not only_people(document, whose):
                    return []
                t, mention = after + 1, whose  # "from Japan's JOGMEC", "beside Zambia's Hakainde Hichilema"
            elif after < len(reading.words) and reading.lemmas[after] in cues("presiding_noun"):
                continue  # "with G20 host Indonesia"
            return [of_mention(mention, "following"), *listed_after(document, reading, t)]
        if reading.tokens[t].pos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or reading.tokens[t].tag in ("NNS",):
            return []
    return []


def _only_whose(document: Document, reading: Reading, mention: NameMention) -> bool:
    """Whether a name only says whose head follows: "the boss of Rio Tinto, X"."""
    first = reading.token_at(mention.start)
    if first < 2 or document.text[mention.end : mention.end + 2] != ", ":
        return False
    if not office_in(reading, mention.start):
        return False
    at = reading.mention_of[first]
    following = reading.mentions[at + 1] if at + 1 < len(reading.mentions) else None
    if following is None or following.start != mention.end + 2:
        return False
    return any(document.entities[e].entity_type == "person" for e in following.entities)


def _firm_of(document: Document, reading: Reading, mention: NameMention, listed: bool) -> bool:
    """Whether a body's name only says whose somebody is: "Siemens board member X", "X, head of the firm Vale"."""
    if only_people(document, mention):
        return False
    at = reading.mention_of[reading.token_at(mention.start)]
    if at < 0 or reading.mentions[at] != mention:
        return False
    if at + 1 < len(reading.mentions) and only_people(document, reading.mentions[at + 1]):
        between = document.text[mention.end : reading.mentions[at + 1].start]
        if between == " " or (_OFFICE_GAP.fullmatch(between) and not set(between.split()) & _NO_OFFICE):
            return True
    if not listed or not at or not only_people(document, reading.mentions[at - 1]):
        return False
    before = document.text[reading.mentions[at - 1].end : mention.start]
    return bool(_HEAD_OF_GAP.fullmatch(before)) and any(word in groups() for word in before.lower().split())


_OFFICE_GAP = re.compile(r"(?:\s[a-z][a-z-]*){1,4}\s")
_NO_OFFICE = frozenset({"and", "or", "with", "to", "of", "by", "for", "from", "at", "in", "on", "as", "who", "which"})
_HEAD_OF_GAP = re.compile(r",\s(?:the\s)?(?:[A-Za-z-]+\s){1,4}(?:of|at|for|with|from)\s(?:[A-Za-z-]+\s){0,6}")


def run_after(document: Document, reading: Reading, p: int, states: bool = False) -> list[Found]:
    """People, bodies and companies named one after the other behind the preposition at token `p`, with their offices
    between them ("by the minister, X, and his Brazilian counterpart, Y"); states too where `states` says so."""
    out: list[Found] = []
    at = reading.tokens[p].end
    for mention in reading.mentions:
        if mention.start < at or not mention.entities:
            continue
        first, last = reading.token_at(at), reading.token_at(mention.start)
        between = range(first if out else p + 1, last)
        own = reading.token_at(mention.end - 1)
        aside = own + 1 < len(reading.words) and reading.words[own + 1] == ","  # "by X and Y, one of them said"
        named = between if aside else (*between, own)
        if out and any(reading.tokens[t].dep in ("nsubj", "nsubjpass") for t in named):
            break  # "hosted by X, executives from Y discussed …"
        if out and any(reading.words[t] == "by" and reading.tokens[t - 1].tag == "VBN" for t in between):
            break  # "organised by X and attended by Y"
        if out and mention.start - at <= 90 and _only_whose(document, reading, mention):
            at = mention.end  # "and her counterpart at Vale, X"
            continue
        if (
            any(reading.tokens[t].tag in FINITE or reading.words[t] in _LEAVES for t in between)
            or mention.start - at > 90
        ):
            break
        after = document.text[mention.end : mention.end + 2]
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if _only_whose(document, reading, mention) or _firm_of(document, reading, mention, bool(out)):
            continue
        owner = bool(out) and document.text[at : mention.start].split() in (["of"], ["of", "the"])
        at = mention.end
        if owner and kinds == {"country"}:
            continue  # "by the Geological Survey of Finland"
        if after in ("'s", "’s") or mention.form in ("demonym", "pronoun") or (kinds == {"country"} and not states):
            continue
        out.append(of_mention(mention, "run"))
    return out


def named_in_turn(document: Document, reading: Reading, i: int, told: list[Found]) -> list[Found]:
    """The people named right behind a noun that tells them by as many states or firms: "the heads of Vale and Codelco,
    Ana Rey and Luis Paz"."""
    last = max(i, *(reading.token_at(f.end - 1) for f in told))
    if reading.words[last + 1 : last + 2] != (",",):
        return []
    named = run_after(document, reading, last + 1)
    people = [f for f in named if f.start - reading.tokens[last + 1].end <= 1 or f is not named[0]]
    alike = len(named) == len(people) == len(told) and all(is_people(document, f) for f in people)
    return people if alike else []
