"""Words that point back: "the secretary", "the Chinese premier", "both sides", "the company", "he"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from pipeline.extraction.document import Entity, NameMention, Parse, Sentence
from pipeline.extraction.names.addressed import is_addressed
from pipeline.extraction.names.attributes import PUBLIC_KINDS, bloc_of
from pipeline.extraction.names.binding import clause_above, fronted, own_subject
from pipeline.extraction.names.bodies_as_people import told_as_people
from pipeline.extraction.names.body_words import body_nouns
from pipeline.extraction.names.companions import accompanied
from pipeline.extraction.names.gazetteer import WordHits
from pipeline.extraction.names.led_parties import joined_before, led_before
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence, outermost
from pipeline.extraction.names.name_chains import going_on, note_group, note_lists, state_and_bloc
from pipeline.extraction.names.name_words import company_nouns, name_cues
from pipeline.extraction.names.nominals import POINTING, holders, nominal, numbers
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.resolver import Resolver
from pipeline.extraction.names.unnamed_holders import (
    NOBODY,
    body_behind,
    name_behind,
    nobody_known,
    of_another,
    since,
    unnamed_holder,
    whose_holder,
)
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table, values

_DETERMINERS = frozenset({"the", "his", "her", "its", "their", "this", "that"})
_HYPOTHETICAL = frozenset({"would", "could", "should", "might", "may", "can"})
_FAR_WINDOW = 6
"""How many sentences back "he" may look where nobody is named nearer."""


def refer(
    text: str,
    words: Sequence[Word],
    hits: WordHits,
    laid_out: Sequence[NamedSentence],
    sentences: Sequence[Sentence],
    parses: Sequence[Parse | None],
    drafts: list[Draft],
    named: Sequence[NameMention],
    speaker: Callable[[int], int | None],
    issuer: int | None = None,
    home: str | None = None,
) -> tuple[tuple[Entity, ...], tuple[NameMention, ...]]:
    """Add the mentions that point back, number the entities by first mention, and build both tables."""
    walker = Resolver(text, words, hits, drafts, named)
    walker.parses = parses
    walker.issuer = issuer
    walker.home = home
    walker.spoken = any(mention.rule == "speaker-label" for mention in named)
    labels = (m for m in named if m.rule == "speaker-label" and m.end - m.start == 1)
    walker.answering = frozenset(m.entities[0] for m in labels)
    media = {mention.entities[0] for mention in named if mention.rule == "media"}
    walker.reporters = frozenset(
        index
        for index, draft in enumerate(drafts)
        if draft.kind == "person" and draft.office is None and draft.represents in media
    )
    pronouns = {row["word"]: row for row in table("pronouns")}
    nominals = {row["word"]: row for row in table("plural_nominals")}
    first_person = {word for word, row in pronouns.items() if row["gender"] == "self"}
    pointers = pronouns.keys() | company_nouns().keys() | body_nouns().keys() | nominals.keys()
    pointers |= POINTING | numbers().keys() | name_cues("travelling_party")
    found: list[NameMention] = list(named)
    at = 0
    for sentence in laid_out:
        events: list[tuple[int, NameMention | Office | int]] = []
        low, high = sentences[sentence.index].start, sentences[sentence.index].end
        at = bisect_left(walker.starts, low)
        covered: list[tuple[int, int]] = []
        while at < len(walker.named) and walker.named[at].start < high:
            events.append((walker.named[at].start, walker.named[at]))
            covered.append((walker.named[at].start, walker.named[at].end))
            at += 1
        note_lists(walker, [event for _, event in events if isinstance(event, NameMention)], sentence.index)
        for office in sentence.offices:
            start, end = words[office.first].start, words[office.last - 1].end
            if not any(a < end and start < b for a, b in covered):
                events.append((start, office))
        events += [(words[i].start, i) for i in range(sentence.first, sentence.end) if _stem(words[i].low) in pointers]
        events.sort(key=lambda event: (event[0], not isinstance(event[1], NameMention)))
        until = low
        for offset, event in events:
            if isinstance(event, NameMention):
                compared = text[low : event.start].strip().lower() in name_cues("compared")
                if compared or (walker.spoken and _only_spoken_to(walker, event, low, high)):
                    walker.addressed.add(event.start)
                for entity in event.entities:
                    walker.note(sentence.index, event.start, entity)
                until = max(until, event.end)
            elif offset < until:
                continue
            elif isinstance(event, Office):
                mention = _office_mention(walker, sentence, event) or unnamed_holder(walker, sentence, event)
                head_of = body_behind(walker, sentence, event) if mention is None else None
                if mention is None and head_of is None and nobody_known(walker, sentence, event):
                    head_of = NOBODY
                if head_of is not None:
                    walker.holders.append((sentence.index, offset, head_of))
                if mention is not None:
                    found.append(mention)
                    if mention.rule == "unnamed-holder":
                        walker.holders.append((sentence.index, mention.start, mention.entities[0]))
                    for entity in mention.entities:
                        walker.note(sentence.index, mention.start, entity)
                    until = max(until, mention.end)
            else:
                if _stem(words[event].low) in first_person:
                    said = _speaker_word(walker, sentence, event, speaker(offset))
                    found += [said] if said is not None else []
                    continue
                walker.speaking = speaker(offset)
                mention = _pronoun(walker, sentence, event, pronouns) or nominal(walker, sentence, event, nominals)
                if mention is not None:
                    found.append(mention)
                    note_group(walker, mention, sentence.index)
                    for entity in mention.entities:
                        walker.note(sentence.index, mention.start, entity)
                    until = max(until, mention.end)
    _act_for_it(text, drafts, found)
    return _number(drafts, outermost(found))


def _act_for_it(text: str, drafts: Sequence[Draft], found: Sequence[NameMention]) -> None:
    """Let people act for the company whose office they are told to hold: "X, the miner's head", "its chairman, Y"."""
    owners = {
        m.end: m.entities[0]
        for m in found
        if (m.rule == "the-company" or (m.rule == "possessive-pronoun" and text[m.start].isupper()))
        and len(m.entities) == 1
        and drafts[m.entities[0]].kind == "company"
    }
    for mention in found:
        if mention.rule != "apposition":
            continue
        draft = drafts[mention.entities[0]]
        joined = [size for size in (1, 3) if text[mention.start - size : mention.start] in {" ", "'s ", "’s "}]
        owner = next((owners[mention.start - n] for n in joined if mention.start - n in owners), None)
        if owner is not None and draft.kind == "person" and draft.represents is None and draft.country is None:
            draft.represents = owner


def _only_spoken_to(walker: Resolver, mention: NameMention, low: int, high: int) -> bool:
    """Whether a transcript names somebody only as who speaks there or is spoken to."""
    if mention.rule == "speaker-label":
        return True
    person = all(walker.drafts[entity].kind == "person" for entity in mention.entities)
    return person and is_addressed(walker.text, low, high, mention.start, mention.end)


def _stem(low: str) -> str:
    """A pronoun without the verb that is drawn together with it: "they’ve"."""
    return low.replace("’", "'").partition("'")[0]


def _speaker_word(walker: Resolver, sentence: NamedSentence, at: int, speaker: int | None) -> NameMention | None:
    """ "I" or "my" of whoever speaks there, where an office-holder tells what was or will be: not "I would say"."""
    word = walker.words[at]
    text = _stem(word.text)
    if speaker is None or (text.isupper() and len(text) > 1):
        return None
    draft = walker.drafts[speaker]
    following = walker.words[at + 1].low if at + 1 < sentence.end else ""
    acted = {walker.words[i].low for i in range(at + 1, min(at + 3, sentence.end))} & name_cues("speaker_did")
    public = PUBLIC_KINDS | {"company", "bloc", "body"}
    answers = speaker in walker.answering
    if not acted and not answers and (draft.office_kind not in public or "press" in (draft.office or "").lower()):
        return None
    if following in _HYPOTHETICAL or word.low.endswith(("’d", "'d")):
        return None
    span = (word.start, word.start + len(text))
    return NameMention(*span, (speaker,), "pronoun", "possessive-pronoun" if text.lower() == "my" else "speaker", span)


def _office_mention(walker: Resolver, sentence: NamedSentence, office: Office) -> NameMention | None:
    words = walker.words
    start, end = words[office.first].start, words[office.last - 1].end
    first = office.first
    determined = False
    if (
        first > sentence.first
        and words[first - 1].low in _DETERMINERS
        and walker.text[words[first - 1].end : start] == " "
    ):
        determined = words[first - 1].low in {"the", "this", "that"}
        start = words[first - 1].start if determined else start
    # an apposition stands next to the name it goes with
    for run in sentence.runs:
        if run.extra_office is not None and run.extra_office.first == office.first:
            owner = next((i for i, draft in enumerate(walker.drafts) if any(each is run for each in draft.runs)), None)
            if owner is not None:
                return NameMention(start, end, (owner,), "office", "apposition", (start, end))
    if office.plural:
        both = [] if office.country or office.bloc or not determined else holders(walker, office, sentence.index, start)
        following = words[office.last].low if office.last < sentence.end else ""
        if (
            len(both) != 2
            or following in {"of", "from"}
            or (office.last < sentence.end and words[office.last].capitalised)
        ):
            return None
        return NameMention(start, end, tuple(sorted(both)), "nominal", "the-leaders", (start, end))
    if not determined and office.country is None and not words[office.first].text[0].isupper():
        return None
    if office.kind == "counterpart" or (not determined and name_behind(walker, sentence, office)):
        return None
    person = walker.by_office(office, start, sentence.index)
    if person is None:
        return None
    draft = walker.drafts[person]
    if office.kind in {"body", "company"} and of_another(walker, sentence, office, person):
        return None
    if office.country and draft.country is None:
        draft.country = office.country
    return NameMention(start, end, (person,), "office", "office-reference", (start, end))


def _pronoun(
    walker: Resolver, sentence: NamedSentence, at: int, pronouns: dict[str, dict[str, str]]
) -> NameMention | None:
    word = walker.words[at]
    row = pronouns.get(_stem(word.low))
    if row is None or (word.text.isupper() and len(word.text) > 1):
        return None
    kinds = frozenset(row["kinds"].split("|"))
    himself = walker.reporters if walker.speaking is None else walker.reporters | {walker.speaking}
    near = walker.last(kinds, sentence.index, word.start, window=2, skip=himself, called=False)
    rule = "possessive-pronoun" if row["possessive"] == "yes" else "pronoun"
    if row["number"] == "plural":
        if row["possessive"] == "no" and _people_before(walker, sentence, at):
            return None  # "the leaders agreed that they would meet"
        crowd = told_as_people(walker, sentence, at)
        if crowd is not None:
            return NameMention(word.start, word.end, (crowd,), "pronoun", rule, (word.start, word.end))
        recent = walker.pair(kinds, sentence.index, word.start, himself | _bound(walker, sentence, word.start))
        if "person" in kinds and row["possessive"] == "no":
            group = (
                led_before(walker, sentence, word.start)
                or joined_before(walker, sentence, word.start)
                or going_on(walker, sentence.index, word.start)
            )
            if group and not set(group) & himself:
                return NameMention(word.start, word.end, group, "pronoun", rule, (word.start, word.end))
        if len(recent) < 2 and "country" in kinds:
            recent = state_and_bloc(walker, sentence.index)
        if len(recent) < 2:
            return None
        listed = walker.lists[-1] if walker.lists else ()
        recent = list(listed) if set(recent) < set(listed) else recent
        if len(set(recent) & set(walker.acting)) == 1:
            recent = list(walker.acting)  # "Chile and Peru welcomed the end of the Bolivia talks at their meeting"
        if row["possessive"] == "no":
            recent = [*recent, *(e for e in accompanied(walker, recent) if e not in recent)]
        return NameMention(word.start, word.end, tuple(sorted(recent)), "pronoun", rule, (word.start, word.end))
    gender = row["gender"]
    led = led_before(walker, sentence, word.start) if not gender and row["possessive"] == "no" else ()
    if led:
        return NameMention(word.start, word.end, led, "pronoun", rule, (word.start, word.end))
    if not near and gender and kinds == {"person"}:
        near = walker.last(kinds, sentence.index, word.start, window=_FAR_WINDOW, skip=himself, called=False)
    fits = [entity for entity in near if not gender or walker.drafts[entity].gender in {"", gender}]
    fits = _unbound(walker, sentence, word.start, fits)
    if gender and (walker.home or row["possessive"] == "no"):
        holder = whose_holder(walker, sentence, word.start, fits, row["possessive"] == "yes")
        if holder == NOBODY:
            return None
        if holder is not None:
            walker.holders.append((sentence.index, word.start, holder))
            return NameMention(word.start, word.end, (holder,), "pronoun", rule, (word.start, word.end))
    if not fits:
        return None
    chosen = _just_named(walker, sentence, at, fits) if row["possessive"] == "yes" else None
    if chosen is None and not gender and len(fits) > 1:
        chosen = _clause_subject(walker, sentence, word.start, fits)
    if chosen is None:
        chosen = walker.topic(fits, word.start)
    if not gender and walker.drafts[chosen].kind == "country" and _unnamed_body(walker, sentence):
        return None  # "The Committee visited Chile. It met …"
    if gender and not walker.drafts[chosen].gender and len(fits) == 1:
        walker.drafts[chosen].gender = gender
    return NameMention(word.start, word.end, (chosen,), "pronoun", rule, (word.start, word.end))


def _clause_subject(walker: Resolver, sentence: NamedSentence, at: int, fits: list[int]) -> int | None:
    """Which of them is the subject of the clause over that of the pronoun at an offset, where just one is."""
    span = clause_above(walker.parses[sentence.index] if walker.parses else None, at)
    if span is None:
        return None
    doing = {e for where, offset, e in walker.history if where == sentence.index and span[0] <= offset < span[1]}
    found = [entity for entity in fits if entity in doing]
    return found[0] if len(found) == 1 else None


def _unnamed_body(walker: Resolver, sentence: NamedSentence) -> bool:
    """Whether the sentence before is about a body or delegation that has no name: "The Committee visited Chile"."""
    parse = walker.parses[sentence.index - 1] if walker.parses and sentence.index else None
    if parse is None:
        return False
    meant = {offset for _, offset, _ in since(walker, sentence.index - 1)}
    for index, token in enumerate(parse.tokens):
        if token.dep == "nsubj" and parse.tokens[token.head].dep == "ROOT":
            bodies = body_nouns().keys() | name_cues("travelling_party")
            parts = {token.start, *(parse.tokens[c].start for c in parse.children[index])}
            return token.text.lower() in bodies and not parts & meant
    return False


def _unbound(walker: Resolver, sentence: NamedSentence, at: int, fits: list[int]) -> list[int]:
    """Those of them whom the pronoun at an offset can mean by where it stands in its sentence."""
    bound = _bound(walker, sentence, at)
    return [entity for entity in fits if entity not in bound]


def _bound(walker: Resolver, sentence: NamedSentence, at: int) -> frozenset[int]:
    """Those named in the subject of the verb whose object the pronoun at an offset is ("X met him", "X dined with
    them"), and those beside whom its subject is told to be."""
    parse = walker.parses[sentence.index] if walker.parses else None
    span = own_subject(parse, at) or fronted(parse, at)
    if span is None:
        return frozenset()
    return frozenset(
        e for where, offset, e in walker.history if where == sentence.index and span[0] <= offset < span[1]
    )


@cache
def _plural_people() -> frozenset[str]:
    return frozenset(row["word"] for row in table("plural_nominals") if "person" in values(row["kinds"]))


def _people_before(walker: Resolver, sentence: NamedSentence, at: int) -> bool:
    """Whether the nearest plural before "they" in its sentence is a noun for people whom nobody names."""
    meant = {offset for _, offset, _ in since(walker, sentence.index)}
    for i in range(at - 1, sentence.first - 1, -1):
        word = walker.words[i]
        if word.start in meant:
            return False
        if word.low in _plural_people():
            return not {walker.words[j].start for j in range(max(sentence.first, i - 3), i)} & meant
    return False


def _just_named(walker: Resolver, sentence: NamedSentence, at: int, fits: list[int]) -> int | None:
    """Who is named right before "and its": "Ukraine and its people"."""
    if at - 2 < sentence.first or walker.words[at - 1].low not in {"and", "or"}:
        return None
    end = walker.words[at - 2].end
    low = walker.words[at - 2].start
    named = [m for m in walker.named if m.end == end and m.start <= low] if low else []
    return named[0].entities[0] if named and named[0].entities[0] in fits else None


def _aliases(draft: Draft) -> tuple[str, ...]:
    """Other names of an entity in order of first use."""
    in_order = dict.fromkeys(run.text for run in sorted(draft.runs, key=lambda run: run.start))
    return tuple(name for name in in_order if name in draft.names and name != draft.name)


def _number(drafts: list[Draft], mentions: list[NameMention]) -> tuple[tuple[Entity, ...], tuple[NameMention, ...]]:
    """Entities in order of first mention; those without a mention last, in order of their first run."""
    order: list[int] = []
    for mention in mentions:
        for entity in mention.entities:
            if entity not in order:
                order.append(entity)
    kept = set(order)
    needed = [draft.represents for i, draft in enumerate(drafts) if i in kept and draft.represents is not None]
    order += [i for i in sorted(set(needed)) if i not in kept]
    new = {old: index for index, old in enumerate(order)}
    entities = tuple(
        Entity(
            name=drafts[old].name,
            entity_type=drafts[old].kind,
            country_code=drafts[old].country,
            office=drafts[old].office if drafts[old].kind == "person" else None,
            aliases=_aliases(drafts[old]),
            represents=new.get(drafts[old].represents) if drafts[old].represents is not None else None,  # type: ignore[arg-type]
            bloc=bloc_of(drafts[old]),
        )
        for old in order
    )
    renumbered = tuple(
        NameMention(m.start, m.end, tuple(sorted(new[e] for e in m.entities)), m.form, m.rule, m.core) for m in mentions
    )
    return entities, renumbered
