"""Holders of offices whom nobody names: for whom they speak, and which "he" or "she" means them."""

from __future__ import annotations

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.home import may_have
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.resolver import Resolver

NOBODY = -1
"""Stands for an office-holder whom the article neither names nor places: "the Secretary-General"."""
_HOLDER_AT_HOME = 3
"""How many sentences back a government's own page may have said "the Vice President" whom "she" means."""


def unnamed_holder(walker: Resolver, sentence: NamedSentence, office: Office) -> NameMention | None:
    """ "India's mines minister", whom nobody names: the country or bloc that the holder speaks for."""
    words = walker.words
    own = office.kind in {"state", "royal"} and office.rank != "leader" and words[office.last - 1].capitalised
    own = own and (office.last >= sentence.end or words[office.last].low != "of")  # "President of the Bank"
    country = office.country or (walker.home if own and not office.bloc else None)
    if office.plural or office.former or not (country or office.bloc):
        return None
    if office.kind == "company" and not office.bloc:
        return None  # "its Chinese partner"
    if country and not office.country and not may_have(Draft("person", "", rank=office.rank), country):
        return None  # "the Prime Minister" on the pages of a state that has none
    if any(run.office is office or run.extra_office is office for run in sentence.runs):
        return None
    if office.rank.split()[-1] in name_cues("local_office"):
        return None
    if name_behind(walker, sentence, office):
        return None
    span = (words[office.first].start, words[office.last - 1].end)
    index = _own_body(walker, words[office.first].text)
    if index is None and office.rank in name_cues("head_of_government"):
        index = walker.leader_of(office)
    if index is None:
        index = walker.represented(country, office.bloc)
    return NameMention(*span, (index,), "office", "unnamed-holder", span)


def _own_body(walker: Resolver, word: str) -> int | None:
    """The body whose head an office names by its initials: "the NASA Administrator"."""
    if not word.isupper() or len(word) < 3:
        return None
    kinds = ("government_body", "organisation", "company")
    return next((i for i, draft in enumerate(walker.drafts) if draft.kind in kinds and word in draft.names), None)


def body_behind(walker: Resolver, sentence: NamedSentence, office: Office) -> int | None:
    """The body or company whose unnamed head an office tells: "the head of the Export-Import Bank"."""
    at = office.last
    if office.plural or at + 1 >= sentence.end or walker.words[at].low not in {"of", "at"}:
        return None
    at += 2 if walker.words[at + 1].low == "the" else 1
    run = next((run for run in sentence.runs if run.first == at), None)
    kinds = ("government_body", "organisation", "company")
    if run is None:
        return None
    drafts = enumerate(walker.drafts)
    return next((i for i, d in drafts if d.kind in kinds and any(each is run for each in d.runs)), None)


def nobody_known(walker: Resolver, sentence: NamedSentence, office: Office) -> bool:
    """Whether a high office, told with "the" on a government's page, is that of somebody unknown, whom "he" may mean
    next."""
    if office.plural or office.former or not walker.home or office.first == sentence.first:
        return False
    words = walker.words
    told = words[office.first - 1].low == "the" and words[office.first].capitalised
    return told and office.kind in {"state", "royal", "minister", "bloc"} and not name_behind(walker, sentence, office)


def of_another(walker: Resolver, sentence: NamedSentence, office: Office, person: int) -> bool:
    """Whether "of" behind an office names another body than the one that a person heads: "the director of NASA"."""
    at = office.last
    if at + 1 >= sentence.end or walker.words[at].low != "of":
        return False
    named = walker.words[at + 2 if walker.words[at + 1].low == "the" and at + 2 < sentence.end else at + 1]
    if not named.capitalised:
        return False
    headed = walker.drafts[person].represents
    told = {*walker.drafts[headed].names, walker.drafts[headed].key} if headed is not None else set()
    return not any(named.text in name.split() for name in told if name)


def name_behind(walker: Resolver, sentence: NamedSentence, office: Office) -> bool:
    """Whether a name stands behind an office that was not read as one: "Administrator Power"."""
    if office.last >= sentence.end:
        return False
    return walker.words[office.last].text[0].isupper() and walker.gap(office.last - 1) == " "


def whose_holder(
    walker: Resolver, sentence: NamedSentence, before: int, fits: list[int], possessive: bool
) -> int | None:
    """For whom the unnamed office-holder speaks that "he" means: "Chile's minister arrives today. He will meet …"."""
    last = next(((where, at, e) for where, at, e in reversed(walker.holders) if at < before), None)
    if last is None or sentence.index - last[0] > (_HOLDER_AT_HOME if walker.home else 1):
        return None
    named = [
        (where, offset)
        for where, offset, entity in reversed(since(walker, last[0]))
        if offset < before and entity in fits and offset not in walker.addressed
    ]
    if named and (named[-1][0] > last[0] or (possessive and named[-1][1] > last[1])):
        return None
    if named and last[0] == sentence.index and _fronted(walker, sentence.index, last[1], named[0]):
        return None  # "A day after hosting Chile's president, X flew to Lima, where he will meet Y"
    first = next(each for each in walker.holders if each[0] == last[0])
    return first[2] if not named or first[1] < named[0][1] else None


def _fronted(walker: Resolver, sentence: int, holder: int, named: tuple[int, int]) -> bool:
    """Whether an office-holder is told before the subject of a sentence, and somebody named is that subject."""
    parse = walker.parses[sentence] if walker.parses else None
    if parse is None or named[1] < holder or named[0] != sentence or not walker.acts(sentence, named[1]):
        return False
    doing = [t for t in parse.tokens if t.dep in ("nsubj", "nsubjpass") and parse.tokens[t.head].dep == "ROOT"]
    return any(holder < token.start and named[1] <= token.start for token in doing)


def since(walker: Resolver, sentence: int) -> list[tuple[int, int, int]]:
    """What has been mentioned from a sentence on, latest first, as (sentence, offset, entity)."""
    out = []
    for told in reversed(walker.history):
        if told[0] < sentence:
            break
        out.append(told)
    return out
