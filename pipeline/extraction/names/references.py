"""Words that point back: "the secretary", "the Chinese premier", "both sides", "the company", "he"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from pipeline.extraction.document import Entity, NameMention, Parse, Sentence
from pipeline.extraction.names.attributes import PUBLIC_KINDS
from pipeline.extraction.names.gazetteer import city_countries, country_names
from pipeline.extraction.names.home import may_have
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence, outermost
from pipeline.extraction.names.offices import Office, WordHits
from pipeline.extraction.names.runs import company_nouns, is_company_noun
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table, values

_DETERMINERS = frozenset({"the", "his", "her", "its", "their", "this", "that"})
_PAIR_WORDS = frozenset({"both", "two", "pair", "duo", "trio", "latter", "sides", "parties"})
_HYPOTHETICAL = frozenset({"would", "could", "should", "might", "may", "can"})
_LOCAL = frozenset({"mayor", "governor", "councillor", "councilor", "senator", "lawmaker"})
_LEADERS = frozenset({"leader", "president", "prime minister", "premier", "chancellor"})
_PAIR_WINDOW = 10
"""How many sentences back "the two leaders" may look."""
_FAR_WINDOW = 6
"""How many sentences back "he" may look where nobody is named nearer."""
_WINDOW = 4
"""How many sentences back a pronoun or nominal may look."""


class Resolver:
    """Walks the article once, keeping what has been mentioned so far."""

    def __init__(
        self, text: str, words: Sequence[Word], hits: WordHits, drafts: list[Draft], named: Sequence[NameMention]
    ) -> None:
        """`named` are the mentions by name, in order."""
        self.text, self.words, self.hits, self.drafts = text, words, hits, drafts
        self.named = list(named)
        self.starts = [mention.start for mention in named]
        self.issuer: int | None = None
        self.home: str | None = None
        self.speaking: int | None = None
        self.found: list[NameMention] = []
        self.history: list[tuple[int, int, int]] = []  # (sentence, offset, entity)
        self.plurals = {(row["word"], row["number"]): row for row in table("plural_nominals")}

    def last(
        self,
        kinds: frozenset[str],
        sentence: int,
        before: int,
        window: int = _WINDOW,
        skip: frozenset[int] = frozenset(),
    ) -> list[int]:
        """Entities of these kinds in the last sentences, most recent first, each once."""
        out: list[int] = []
        for where, offset, entity in reversed(self.history):
            if sentence - where > window:
                break
            if offset < before and entity not in out and entity not in skip and self.drafts[entity].kind in kinds:
                out.append(entity)
        return out

    def note(self, sentence: int, offset: int, entity: int) -> None:
        """Remember a mention."""
        self.history.append((sentence, offset, entity))

    def leader_of(self, office: Office) -> int | None:
        """ "The Chinese leader": the one person named before, without an office, whom the article or a lexicon of
        office-holders ties to that country."""
        fits = {
            entity
            for _, _, entity in self.history
            if self.drafts[entity].kind == "person"
            and self.drafts[entity].office is None
            and self.drafts[entity].hint is not None
            and self.drafts[entity].country == office.country
        }
        return fits.pop() if len(fits) == 1 and office.country else None

    def represented(self, country: str | None, bloc: str | None) -> int:
        """The entity of a country or bloc; a new one where the article names it only inside offices."""
        kind, key = ("country", country) if country else ("bloc", bloc)
        for index, draft in enumerate(self.drafts):
            if draft.kind == kind and draft.key == key:
                return index
        if country:
            self.drafts.append(Draft("country", country_names()[country], country=country, key=country))
        else:
            self.drafts.append(Draft("bloc", bloc or "", key=bloc or ""))
        return len(self.drafts) - 1

    def unlabelled(self, office: Office, before: int, sentence: int) -> int | None:
        """A person without an office, just named, of whom "the prime minister" then tells; the office goes to them."""
        if office.kind not in {"state", "minister", "envoy", "company", "royal"} or office.former:
            return None
        known_country = office.country
        for where in range(sentence, max(-1, sentence - 3), -1):
            for at, offset, entity in self.history:
                draft = self.drafts[entity]
                if at != where or offset >= before or draft.kind != "person" or draft.office is not None:
                    continue
                if known_country and draft.country not in {None, known_country}:
                    continue
                if office.bloc and draft.country is not None:
                    continue
                probe = Draft("person", draft.name, rank=office.rank)
                if draft.country and not may_have(probe, draft.country):
                    continue
                if office.kind == "company" and draft.country is not None:
                    continue
                draft.office, draft.office_kind, draft.rank = office.text, office.kind, office.rank
                return entity
        return None

    def own_holder(self, office: Office) -> int | None:
        """Who holds a high office of the government that publishes the document: whom it calls "the President"."""
        if office.kind not in {"state", "royal"} or office.rank == "leader":
            return None
        fits = [
            index
            for index, draft in enumerate(self.drafts)
            if draft.kind == "person" and draft.rank == office.rank and draft.country == self.home
        ]
        if len(fits) > 1:
            seen = [entity for _, _, entity in reversed(self.history) if entity in fits]
            return seen[0] if seen else max(fits, key=lambda index: (len(self.drafts[index].runs), -index))
        return fits[0] if fits else None

    def by_office(self, office: Office, before: int, sentence: int) -> int | None:
        """The person that an office alone refers to, where only one fits."""
        own = self.own_holder(office) if self.home and not (office.country or office.bloc or office.former) else None
        if own is not None:
            return own
        rank_tail = office.rank.split()[-1]
        seen = [
            entity for _, offset, entity in self.history if offset < before and self.drafts[entity].kind == "person"
        ]
        order = list(dict.fromkeys(reversed(seen)))
        fits: list[int] = []
        for entity in order:
            draft = self.drafts[entity]
            if office.country and draft.country and draft.country != office.country:
                continue
            if (
                office.country
                and draft.country is None
                and draft.office is None
                and office.kind not in {"state", "royal"}
                and office.rank != "leader"
            ):
                continue
            if office.rank == "leader":
                if draft.office_kind in {"state", "royal"} and (
                    office.country is None or draft.country == office.country
                ):
                    fits.append(entity)
                continue
            if draft.office is None:
                continue
            same = draft.rank == office.rank or (
                (draft.rank or "").split()[-1:] == [rank_tail] and draft.office_kind == office.kind
            )
            if same:
                fits.append(entity)
        if not fits:
            return self.unlabelled(office, before, sentence)
        if len(fits) == 1:
            return fits[0]
        exact = [entity for entity in fits if (self.drafts[entity].office or "").lower() == office.text.lower()]
        if len(exact) == 1:
            return exact[0]
        pool = exact or fits
        if office.country:
            told = [entity for entity in pool if self.drafts[entity].country == office.country]
            pool = told or pool
        return pool[0]


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
    walker.issuer = issuer
    walker.home = home
    pronouns = {row["word"]: row for row in table("pronouns")}
    nominals = {row["word"]: row for row in table("plural_nominals")}
    first_person = {word for word, row in pronouns.items() if row["gender"] == "self"}
    pointers = pronouns.keys() | company_nouns().keys() | nominals.keys() | _PAIR_WORDS
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
        for office in sentence.offices:
            start, end = words[office.first].start, words[office.last - 1].end
            if not any(a < end and start < b for a, b in covered):
                events.append((start, office))
        events += [(words[i].start, i) for i in range(sentence.first, sentence.end) if _stem(words[i].low) in pointers]
        events.sort(key=lambda event: (event[0], not isinstance(event[1], NameMention)))
        until = low
        for offset, event in events:
            if isinstance(event, NameMention):
                for entity in event.entities:
                    walker.note(sentence.index, event.start, entity)
                until = max(until, event.end)
            elif offset < until:
                continue
            elif isinstance(event, Office):
                mention = _office_mention(walker, sentence, event) or _unnamed_holder(walker, sentence, event)
                if mention is not None:
                    found.append(mention)
                    for entity in mention.entities:
                        walker.note(sentence.index, mention.start, entity)
                    until = max(until, mention.end)
            else:
                if _stem(words[event].low) in first_person:
                    said = _speaker_word(walker, sentence, event, speaker(offset))
                    found += [said] if said is not None else []
                    continue
                walker.speaking = speaker(offset)
                mention = _pronoun(walker, sentence, event, pronouns) or _nominal(walker, sentence, event, nominals)
                if mention is not None:
                    found.append(mention)
                    for entity in mention.entities:
                        walker.note(sentence.index, mention.start, entity)
                    until = max(until, mention.end)
    return _number(drafts, outermost(found))


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
    if draft.office_kind not in PUBLIC_KINDS | {"company", "bloc", "body"} or "press" in (draft.office or "").lower():
        return None
    following = walker.words[at + 1].low if at + 1 < sentence.end else ""
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
        if run.extra_office is office:
            owner = next((i for i, draft in enumerate(walker.drafts) if any(each is run for each in draft.runs)), None)
            if owner is not None:
                return NameMention(start, end, (owner,), "office", "apposition", (start, end))
    if office.plural:
        if office.country or office.bloc:
            return None
        return None
    if not determined and office.country is None and not words[office.first].text[0].isupper():
        return None
    if office.rank == "counterpart":
        return None
    person = walker.by_office(office, start, sentence.index)
    if person is None:
        return None
    draft = walker.drafts[person]
    if office.country and draft.country is None:
        draft.country = office.country
    return NameMention(start, end, (person,), "office", "office-reference", (start, end))


def _unnamed_holder(walker: Resolver, sentence: NamedSentence, office: Office) -> NameMention | None:
    """ "India's mines minister", whom nobody names: the country or bloc that the holder speaks for."""
    if office.plural or office.former or not (office.country or office.bloc):
        return None
    if any(run.office is office or run.extra_office is office for run in sentence.runs):
        return None
    words = walker.words
    if office.rank.split()[-1] in _LOCAL:
        return None
    if (
        office.last < sentence.end
        and words[office.last].text[0].isupper()
        and walker.text[words[office.last].start - 1] == " "
    ):
        return None  # the name behind it was not read as one
    span = (words[office.first].start, words[office.last - 1].end)
    index = walker.leader_of(office) if office.rank in _LEADERS else None
    if index is None:
        index = walker.represented(office.country, office.bloc)
    return NameMention(*span, (index,), "office", "unnamed-holder", span)


def _pronoun(
    walker: Resolver, sentence: NamedSentence, at: int, pronouns: dict[str, dict[str, str]]
) -> NameMention | None:
    word = walker.words[at]
    row = pronouns.get(_stem(word.low))
    if row is None or (word.text.isupper() and len(word.text) > 1):
        return None
    kinds = frozenset(row["kinds"].split("|"))
    himself = frozenset() if walker.speaking is None else frozenset({walker.speaking})
    near = walker.last(kinds, sentence.index, word.start, window=2, skip=himself)
    rule = "possessive-pronoun" if row["possessive"] == "yes" else "pronoun"
    if row["number"] == "plural":
        recent = list(walker.last(kinds, sentence.index, word.start, window=1, skip=himself))[:2]
        if len(recent) < 2:
            return None
        return NameMention(word.start, word.end, tuple(sorted(recent)), "pronoun", rule, (word.start, word.end))
    gender = row["gender"]
    if not near and gender and kinds == {"person"}:
        near = walker.last(kinds, sentence.index, word.start, window=_FAR_WINDOW, skip=himself)
    fits = [entity for entity in near if not gender or walker.drafts[entity].gender in {"", gender}]
    if not fits:
        return None
    chosen = _salient(walker, sentence, word.start, fits)
    if gender and not walker.drafts[chosen].gender:
        walker.drafts[chosen].gender = gender
    return NameMention(word.start, word.end, (chosen,), "pronoun", rule, (word.start, word.end))


def _salient(walker: Resolver, sentence: NamedSentence, before: int, fits: list[int]) -> int:
    """The first of them named in this sentence, else the first of the last sentence that names one."""
    for index in dict.fromkeys(
        where for where, offset, entity in reversed(walker.history) if entity in fits and offset < before
    ):
        here = [
            entity for where, offset, entity in walker.history if where == index and offset < before and entity in fits
        ]
        if here:
            return here[0]
    return fits[0]


def _of_rank(walker: Resolver, entities: list[int], offices: str) -> list[int]:
    """Those of the persons who hold an office of these kinds, where at least two do; else all."""
    kinds = set(values(offices))
    fits = [entity for entity in entities if walker.drafts[entity].office_kind in kinds]
    return fits if kinds and len(fits) >= 2 else entities


def _nominal(
    walker: Resolver, sentence: NamedSentence, at: int, nominals: dict[str, dict[str, str]]
) -> NameMention | None:
    words, text = walker.words, walker.text
    low = words[at].low
    if low == "both" or (low == "two" and at > sentence.first and words[at - 1].low in {"the", "these", "those"}):
        start = words[at].start if low == "both" else words[at - 1].start
        code: str | None = None
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
                recent = walker.last(kinds, sentence.index, start, window=_PAIR_WINDOW)
                recent = _of_rank(walker, recent, row["offices"])
                if code:
                    recent = [
                        entity
                        for entity in walker.last(kinds, sentence.index, start, window=12)
                        if walker.drafts[entity].country == code
                    ]
                if len(recent) < 2:
                    return None
                pair = tuple(sorted(recent[:2]))
                end = words[noun_at].end
                return NameMention(start, end, pair, "nominal", "the-two", (start, end))
        if low == "two" or (at + 1 < sentence.end and low == "both"):
            nxt = words[at + 1].low if at + 1 < sentence.end else ""
            if low == "two" and nxt in {
                "met",
                "will",
                "had",
                "have",
                "also",
                "were",
                "are",
                "discussed",
                "agreed",
                "sat",
                "spoke",
                "held",
                "signed",
            }:
                recent = walker.last(frozenset({"person"}), sentence.index, start, window=_PAIR_WINDOW)
                public = [entity for entity in recent if walker.drafts[entity].office_kind in PUBLIC_KINDS]
                recent = public if len(public) >= 2 else recent
                if len(recent) >= 2:
                    return NameMention(
                        start, words[at].end, tuple(sorted(recent[:2])), "nominal", "the-two", (start, words[at].end)
                    )
        return None
    row = nominals.get(low)
    if row is not None and row["offices"] and at > sentence.first and words[at - 1].low == "the":
        # "the leaders": the two that hold such offices, where there are only two
        held = frozenset(values(row["offices"]))
        recent = walker.last(frozenset({"person"}), sentence.index, words[at].start, window=_PAIR_WINDOW)
        fits = [entity for entity in recent if walker.drafts[entity].office_kind in held]
        following = words[at + 1].low if at + 1 < sentence.end else ""
        if len(fits) == 2 and following not in {"of", "from"}:
            span = (words[at - 1].start, words[at].end)
            return NameMention(*span, tuple(sorted(fits)), "nominal", "the-leaders", span)
        return None
    if low in {"pair", "duo"} and at > sentence.first and words[at - 1].low == "the":
        recent = walker.last(frozenset({"person", "company"}), sentence.index, words[at].start)
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
            and words[first].low != "the"
            and text[words[first].end : words[first + 1].start] in {" ", "-"}
        ):
            first -= 1
        if words[first].low not in {"the", "this"} or text[words[at - 1].end : words[at].start] != " ":
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
        code = next(
            (
                hit.key
                for word in middle
                if (hit := walker.hits.starting.get(word.start)) and hit.kind in {"adjective", "country", "short"}
            ),
            None,
        ) or next((city_countries()[word.text] for word in middle if word.text in city_countries()), None)
        if not company_nouns()[low]:
            return None
        if code:
            same = [entity for entity in recent if walker.drafts[entity].country == code]
            close = walker.last(frozenset({"company"}), sentence.index, span[0], window=2)
            unplaced = [entity for entity in close if walker.drafts[entity].country is None]
            recent = same or unplaced
        if not recent:
            return None
        if code and walker.drafts[recent[0]].country is None:
            walker.drafts[recent[0]].country = code
        return NameMention(*span, (recent[0],), "nominal", "the-company", span)
    return None


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
        )
        for old in order
    )
    renumbered = tuple(
        NameMention(m.start, m.end, tuple(sorted(new[e] for e in m.entities)), m.form, m.rule, m.core) for m in mentions
    )
    return entities, renumbered
