"""Whether an article tells a deal as the news of its day, or speaks of one made some other time."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.accounts import LEAD_PARAGRAPHS
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.no_news import is_aside, is_had, is_taken_for_granted
from pipeline.extraction.deals.reading import COMPANY_LIKE, Reading
from pipeline.extraction.deals.sentence_dates import dated_verb
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.tense import aspect_of
from pipeline.extraction.deals.triggers import senses_of
from pipeline.extraction.document import ResolvedDate
from pipeline.extraction.named_within import dates_in
from pipeline.extraction.names.speakers import publishing_country

NEWS_PARAGRAPHS = 6
FAR_PARAGRAPHS = 15
"""Paragraphs from which even what "has been signed" is no longer the news of the day."""
RECENT = timedelta(days=10)


def is_news(reading: Reading, telling: Telling, today: bool) -> bool:
    """Whether a telling has its deal as news, by its words and by how far into the article it stands."""
    if telling.background or telling.aspect == "pluperfect" or (telling.plural and not telling.supported):
        return False
    if (
        is_aside(reading, telling)
        or is_had(reading, telling)
        or is_taken_for_granted(reading, telling, opens(reading, telling))
    ):
        return False
    if telling.aspect == "perfect" and telling.another and not telling.news:
        return False  # "has also partnered with X": by the way, of another time
    rank = _rank(reading, telling)
    if telling.in_title or (telling.news and rank < FAR_PARAGRAPHS):
        return True
    if telling.status == "completed":
        told_whole = telling.value is not None or len(telling.parties) > 1
        if telling.aspect == "past" and rank == 0:
            return told_whole  # "X sold its mine to Y for $5m", as the article's first sentence
        return telling.aspect == "perfect" and rank < (FAR_PARAGRAPHS if told_whole else LEAD_PARAGRAPHS)
    if telling.aspect == "past":
        return rank < LEAD_PARAGRAPHS or today
    if telling.aspect in ("perfect", "future"):
        return rank < FAR_PARAGRAPHS or today
    if telling.aspect == "none" and not telling.supported and not _of_the_title(reading, telling):
        return rank < LEAD_PARAGRAPHS or today
    return rank < NEWS_PARAGRAPHS or today


def _of_the_title(reading: Reading, telling: Telling) -> bool:
    """Whether the article is about one of a deal's parties, so that even what only a noun tells is its news."""
    return bool({p.entity for p in telling.parties} & set(reading.title_focus))


def closed_before(reading: Reading, account: Account) -> bool:
    """Whether a deal was done some time before the news: "X sold its mine to Y. The sale was completed last April"."""
    published = reading.document.source.article.published_date
    for telling in account.tellings:
        if published is None or telling.in_title:
            continue
        if "complete" not in telling.uses:
            if _completed_long_ago(reading, telling.sentence + 1, published):
                return True
            continue
        view = reading.views[telling.sentence]
        for expression in view.dates:
            verb = dated_verb(view, expression, None)
            closes = verb is not None and any(sense.use == "complete" for sense in senses_of(view, verb))
            past = expression.past
            if closes and past is not None and _long_before(past, published):
                return True
    return False


def _long_before(past: ResolvedDate, published: date) -> bool:
    return past.start < published - RECENT and past.start.month != published.month


def _completed_long_ago(reading: Reading, number: int, published: date) -> bool:
    """Whether a sentence that tells no deal of its own says when one was completed: "The sale closed last April"."""
    document = reading.document
    if number >= len(document.sentences) or number in reading.views:
        return False
    sentence = document.sentences[number]
    words = document.text[sentence.start : sentence.end].lower().rstrip(".").split()
    if words[:1] != ["the"] or not cue_words("closed") & set(words):
        return False
    told = [d.past for d in dates_in(document, sentence.start, sentence.end)]
    return any(past is not None and _long_before(past, published) for past in told)


def was_news(reading: Reading, account: Account) -> bool:
    """Whether the headline itself speaks of a deal as of one made before: "X applauds the recent deal of Y and Z"."""
    titled = any(t.in_title and t.background for t in account.tellings)
    return titled and not any(is_news(reading, t, today=False) for t in account.tellings)


def is_news_of_firms(reading: Reading, account: Account) -> bool:
    """Whether a government's own paper speaks of what firms alone have made with each other, which is no news of its
    day, but where it says "today"."""
    entities = reading.document.entities
    if publishing_country(reading.document.source) is None or len(account.parties) < TWO:
        return False
    said = any(t.in_title or "today" in reading.views[t.sentence].lower for t in account.tellings)
    return not said and all(entities[e].entity_type in COMPANY_LIKE for e in account.parties)


TWO = 2


def says_today(reading: Reading) -> bool:
    """Whether the article's first sentences speak of today, as a release of the day does."""
    numbers = [i for i in sorted(reading.views) if reading.views[i].sentence.kind == "body"][:3]
    return any("today" in reading.views[i].lower for i in numbers)


def announces(reading: Reading, telling: Telling) -> bool:
    """Whether a plan is itself what has been announced: "X has announced plans to raise $2m", "X announces a bid"."""
    view = reading.views[telling.sentence]
    heads = [head for head, _dep in clauses.climb(view.parse, telling.frame, 6)]
    told = any(view.lemmas[h] in cue_words("making_known") and aspect_of(view, h) in MADE_KNOWN for h in heads)
    return told and not telling.background and not telling.in_title and _rank(reading, telling) < NEWS_PARAGRAPHS


MADE_KNOWN = frozenset({"perfect", "present"})


def _rank(reading: Reading, telling: Telling) -> int:
    return reading.body_rank.get(reading.document.sentences[telling.sentence].paragraph, 99)


def offers(reading: Reading, telling: Telling) -> bool:
    """Whether the lead tells an offer that has been made: "X has offered to buy Y"."""
    view = reading.views[telling.sentence]
    tokens = view.parse.tokens
    made = any(view.lemmas[i] in cue_words("offering") and tokens[i].tag in ("VBD", "VBN") for i in range(len(tokens)))
    return made and not telling.in_title and not telling.background and leads(reading, telling)


def hands_over_letter(telling: Telling) -> bool:
    """Whether a lender's letter of interest is told as written: "has received a letter of interest from X"."""
    letter = telling.deal_type == "financing" and "letter" in telling.words
    written = letter and bool(telling.uses & {"conclude", "give", "get", "own"})
    return written and telling.aspect in ("past", "perfect", "present") and not telling.background


def opens(reading: Reading, telling: Telling) -> bool:
    """Whether the article's first sentence tells it, where even a clause of time has news: "fell after it sold"."""
    sentences = reading.document.sentences
    before = telling.sentence - 1
    first = before < 0 or sentences[before].paragraph != sentences[telling.sentence].paragraph
    return _rank(reading, telling) == 0 and first


def leads(reading: Reading, telling: Telling) -> bool:
    """Whether one of the article's first paragraphs tells it."""
    return _rank(reading, telling) < LEAD_PARAGRAPHS
