"""Nouns that point back: "both sides", "the three countries", "the leaders", "the latter", "the company"."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.attributes import PUBLIC_KINDS
from pipeline.extraction.names.binding import own_subject
from pipeline.extraction.names.body_nouns import body_named
from pipeline.extraction.names.company_homes import of_country
from pipeline.extraction.names.gazetteer import city_countries
from pipeline.extraction.names.led_parties import led_party
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import company_nouns, is_company_noun, name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.ranks import singular_office
from pipeline.extraction.names.resolver import Resolver, across
from pipeline.lexicons import table, values

POINTING = frozenset({"both", "two", "pair", "duo", "trio", "latter", "sides", "parties", "each", "either"})
"""Words at which a nominal is looked for, beside the nouns of the lexicons."""
PAIR_WINDOW = 10
"""How many sentences back "the two leaders" may look."""
"""Words after "the two" by which two persons are meant."""


_SPOKEN_BACK = 25
"""How many sentences back it may look where people speak by turns: a briefing goes from one subject to the next."""


def _of_rank(walker: Resolver, entities: list[int], offices: str) -> list[int]:
    """Those of the persons who hold an office of these kinds, where at least two do; else all."""
    kinds = set(values(offices))
    entities = [entity for entity in entities if "press" not in (walker.drafts[entity].office or "").lower()]
    fits = [entity for entity in entities if walker.drafts[entity].office_kind in kinds]
    if not kinds or len(fits) >= 2:
        return fits or entities
    listed = walker.listed(frozenset({"person"}), 2)  # "Trump and Xi", whose offices all know
    if listed and set(fits) <= set(listed) <= set(entities):
        return list(listed)
    return [] if walker.spoken else entities


@cache
def numbers() -> dict[str, int]:
    """Whole numbers above two by their words."""
    return {
        word: int(row["value"])
        for row in table("number_words")
        for word in values(row["words"])
        if row["value"].isdigit() and int(row["value"]) > 2 and " " not in word
    }


def _of_kinds(walker: Resolver, kinds: frozenset[str], size: int, sentence: int, before: int) -> tuple[int, ...]:
    """So many entities of these kinds: the last list of them, else all that were named lately, or at all."""
    listed = walker.listed(kinds, size)
    if listed:
        return listed
    for window in (PAIR_WINDOW, sentence):
        recent = walker.last(kinds, sentence, before, window=window)
        if len(recent) == size:
            return tuple(recent)
    return ()


def _counted(
    walker: Resolver, sentence: NamedSentence, at: int, nominals: dict[str, dict[str, str]]
) -> NameMention | None:
    """ "The three governments", "all four countries", "each country", "either side"."""
    words = walker.words
    low = words[at].low
    size = numbers().get(low, 0)
    if size:
        if at == sentence.first or words[at - 1].low not in {"the", "all", "our"}:
            return None
        first = at - 1
    else:
        first = at
    for noun_at in (at + 1, at + 2):
        if noun_at >= sentence.end or walker.gap(noun_at - 1) != " ":
            return None
        noun = words[noun_at].low
        row = nominals.get(noun) if size else _singular_of(noun, nominals)
        if row is None:
            continue
        kinds = frozenset(row["kinds"].split("|"))
        start = words[first].start
        if size:
            found = _of_kinds(walker, kinds, size, sentence.index, start)
        else:
            fits = walker.pointed and all(walker.drafts[entity].kind in kinds for entity in walker.pointed)
            found = walker.pointed if fits else walker.lists[-1] if walker.lists else ()
            if not all(walker.drafts[entity].kind in kinds for entity in found):
                found = ()
        if len(found) < 2:
            return None
        span = (start, words[noun_at].end)
        return NameMention(*span, tuple(sorted(found)), "nominal", "the-number" if size else "each", span)
    return None


def _singular_of(noun: str, nominals: dict[str, dict[str, str]]) -> dict[str, str] | None:
    """The row of the plural of a noun."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return nominals.get(plural)


def nominal(
    walker: Resolver, sentence: NamedSentence, at: int, nominals: dict[str, dict[str, str]]
) -> NameMention | None:
    """The mention at word `at` that a noun makes by pointing back; None where it does not."""
    low = walker.words[at].low
    if low in {"each", "either"} or low in numbers():
        found = _counted(walker, sentence, at, nominals)
    else:
        found = body_named(walker, sentence, at) or led_party(walker, sentence, at)
        found = found or _nominal(walker, sentence, at, nominals)
    if found is not None and len(found.entities) > 1:
        walker.pointed, walker.pointed_in = found.entities, sentence.index
    return found


def _joint_holders(walker: Resolver, sentence: NamedSentence, at: int, start: int, size: int) -> NameMention | None:
    """ "The two prime ministers", "both national security advisors": those named before who hold that office."""
    office = next((each for each in sentence.offices if each.plural and at < each.first <= at + 2), None)
    if (
        office is None
        or office.bloc
        or (office.first > at + 1 and walker.hits.starting.get(walker.words[at + 1].start))
    ):
        return None
    found = holders(walker, office, sentence.index, start)
    if len(found) < size:
        return None
    span = (start, walker.words[office.last - 1].end)
    return NameMention(*span, tuple(sorted(found[:size])), "nominal", "the-two", span)


def holders(walker: Resolver, office: Office, sentence: int, before: int) -> list[int]:
    """People named before who hold one office, of the same field where two of them do, the last named first."""
    named = walker.last(frozenset({"person"}), sentence, before, window=sentence)
    ranked = [entity for entity in named if walker.drafts[entity].rank == office.rank]
    label = singular_office(office.text).lower()
    same = [entity for entity in ranked if (walker.drafts[entity].office or "").lower() == label]
    return same if len(same) > 1 else ranked


def _where(walker: Resolver, first: int, last: int) -> tuple[str | None, bool]:
    """The country of which words tell that stand before a noun: "Korean", "North Carolina", "Las Vegas"; and whether
    they tell it by itself, and not by a place in it."""
    for at in range(first, last):
        hit = walker.hits.starting.get(walker.words[at].start)
        if hit is not None and hit.kind in {"adjective", "country", "short"}:
            return hit.key, True
        if hit is not None and hit.kind == "division":
            return hit.country, False
    for size in (2, 1):
        for at in range(first, last - size + 1):
            city = walker.text[walker.words[at].start : walker.words[at + size - 1].end]
            if city in city_countries():
                return city_countries()[city], False
    return None, False


def _not_subject(walker: Resolver, sentence: NamedSentence, at: int, fits: list[int]) -> list[int]:
    """Those of them who are not the subject of the verb whose object the noun is: "X signed with the miner"."""
    span = own_subject(walker.parses[sentence.index] if walker.parses else None, walker.words[at].start)
    if span is None:
        return fits
    doing = {e for where, offset, e in walker.history if where == sentence.index and span[0] <= offset < span[1]}
    return [entity for entity in fits if entity not in doing]


def _nominal(
    walker: Resolver, sentence: NamedSentence, at: int, nominals: dict[str, dict[str, str]]
) -> NameMention | None:
    words, text = walker.words, walker.text
    low = words[at].low
    if low == "both" or (low == "two" and at > sentence.first and words[at - 1].low in {"the", "these", "those"}):
        start = words[at].start if low == "both" else words[at - 1].start
        code: str | None = None
        joint = _joint_holders(walker, sentence, at, start, 2)
        if joint is not None:
            return joint
        for size in (1, 2):
            noun_at = at + size
            if noun_at >= sentence.end:
                break
            hit = walker.hits.starting.get(words[noun_at].start)
            if hit is not None and hit.kind == "adjective":
                code = hit.key
            row = nominals.get(words[noun_at].low)
            if row is not None:
                kinds = frozenset(row["kinds"].split("|"))
                recent = walker.last(kinds, sentence.index, start, window=PAIR_WINDOW)
                recent = _of_rank(walker, recent, row["offices"])
                if at > sentence.first and words[at - 1].low in {"with", "to"} and len(recent) > 2:
                    # "X, who spoke with both men": others than the one that this sentence is about
                    here = {e for where, at_, e in walker.history if where == sentence.index and at_ < start}
                    others = [entity for entity in recent if entity not in here]
                    recent = others if len(others) >= 2 else recent
                if code:
                    recent = [
                        entity
                        for entity in walker.last(kinds, sentence.index, start, window=12)
                        if walker.drafts[entity].country == code
                    ]
                if len(recent) < 2 and not code:
                    back = _SPOKEN_BACK if walker.spoken else sentence.index
                    ever = walker.last(kinds, sentence.index, start, back)
                    ever = _of_rank(walker, ever, row["offices"]) if walker.spoken else ever
                    listed = list(walker.listed(kinds, 2))
                    recent = listed if set(listed) <= set(ever) and listed else ever
                if len(recent) < 2:
                    return None
                pair = tuple(sorted(across(walker, recent)))
                end = words[noun_at].end
                return NameMention(start, end, pair, "nominal", "the-two", (start, end))
        if low == "two" or (at + 1 < sentence.end and low == "both"):
            nxt = words[at + 1].low if at + 1 < sentence.end else ""
            if low == "two" and nxt in name_cues("two_do"):
                recent = walker.last(frozenset({"person"}), sentence.index, start, window=PAIR_WINDOW)
                drafts = walker.drafts
                public = [e for e in recent if drafts[e].office_kind in PUBLIC_KINDS or drafts[e].country]
                recent = public if len(public) >= 2 else recent
                if len(recent) >= 2:
                    span = (start, words[at].end)
                    return NameMention(*span, tuple(sorted(across(walker, recent))), "nominal", "the-two", span)
        return None
    row = nominals.get(low)
    if row is not None and row["offices"] and at > sentence.first and words[at - 1].low == "the":
        # "the leaders": the two that hold such offices, where there are only two
        held = frozenset(values(row["offices"]))
        recent = walker.last(frozenset({"person"}), sentence.index, words[at].start, window=PAIR_WINDOW)
        fits = [entity for entity in recent if walker.drafts[entity].office_kind in held]
        following = words[at + 1].low if at + 1 < sentence.end else ""
        if len(fits) == 2 and following not in {"of", "from"}:
            span = (words[at - 1].start, words[at].end)
            return NameMention(*span, tuple(sorted(fits)), "nominal", "the-leaders", span)
        return None
    if low in {"pair", "duo"} and at > sentence.first and words[at - 1].low == "the":
        recent = walker.last(frozenset({"person", "company"}), sentence.index, words[at].start)
        if len({walker.drafts[entity].kind for entity in recent[:2]}) == 2:  # two of a kind make a pair
            people = walker.last(frozenset({"person"}), sentence.index, words[at].start)
            recent = people if len(people) >= 2 else recent
        if len(recent) >= 2:
            span = (words[at - 1].start, words[at].end)
            return NameMention(*span, tuple(sorted(recent[:2])), "nominal", "the-two", span)
        return None
    if low == "trio" and at > sentence.first and words[at - 1].low == "the":
        recent = walker.last(frozenset({"person"}), sentence.index, words[at].start)
        recent = recent if len(recent) >= 3 else walker.last(frozenset({"company"}), sentence.index, words[at].start)
        span = (words[at - 1].start, words[at].end)
        return NameMention(*span, tuple(sorted(recent[:3])), "nominal", "the-three", span) if len(recent) >= 3 else None
    if low == "latter" and at > sentence.first and words[at - 1].low == "the":
        after = words[at + 1] if at + 1 < sentence.end else None
        recent = walker.last(frozenset({"person", "company", "country"}), sentence.index, words[at].start, window=1)
        if after is not None and is_company_noun(after.low) and walker.text[words[at].end : after.start] == " ":
            recent = [entity for entity in recent if walker.drafts[entity].kind == "company"]
        if len(recent) < 2:
            return None
        span = (words[at - 1].start, words[at].end)
        return NameMention(*span, (recent[0],), "nominal", "the-latter", span)
    if low in {"sides", "parties"} and at > sentence.first and words[at - 1].low == "the":
        recent = walker.last(frozenset({"country", "person", "bloc"}), sentence.index, words[at].start)
        if len(recent) >= 2:
            span = (words[at - 1].start, words[at].end)
            return NameMention(*span, tuple(sorted(recent[:2])), "nominal", "the-two", span)
        return None
    if low in company_nouns() and at > sentence.first:
        first = at - 1
        while (
            first > sentence.first
            and at - first <= 4
            and words[first].low not in {"the", "its"}
            and text[words[first].end : words[first + 1].start] in {" ", "-"}
        ):
            first -= 1
        refers = company_nouns()[low]
        theirs = refers == "whose" and words[first].low == "its"
        if not (theirs or words[first].low in {"the", "this"}) or text[words[at - 1].end : words[at].start] != " ":
            return None
        if (
            at + 1 < sentence.end
            and words[at + 1].text[0].isupper()
            and text[words[at].end : words[at + 1].start] == " "
        ):
            return None
        middle = words[first + 1 : at]
        span = (words[first].start, words[at].end)
        if words[at].text == "Company" and first == at - 1 and walker.issuer is not None:
            return NameMention(*span, (walker.issuer,), "nominal", "the-issuer", span)
        recent = walker.last(frozenset({"company"}), sentence.index, span[0], window=8)
        code, by_country = _where(walker, first + 1, at)
        unsaid = refers == "described" and (not middle or words[at].capitalised)  # "the White House"
        if refers == "no" or unsaid or (refers == "whose" and not (theirs and code)):
            return None
        if theirs:
            owner = next((e for _, offset, e in reversed(walker.history) if offset == span[0]), None)
            recent = [entity for entity in recent if entity != owner]
        if code:
            close = walker.last(frozenset({"company"}), sentence.index, span[0], window=2)
            # "the Minnesota developer" may be of a company listed elsewhere
            recent = of_country(walker.drafts, recent, close, code) or ([] if by_country else recent)
        recent = _not_subject(walker, sentence, at, recent)
        if not recent:
            return None
        chosen = walker.just_named(recent, span[0])
        if chosen is None:
            known = walker.called(recent, low) if refers != "any" else []
            chosen = walker.topic(known or recent, span[0])
        if code and walker.drafts[chosen].country is None:
            walker.drafts[chosen].country = code
        return NameMention(*span, (chosen,), "nominal", "the-company", span)
    return None
