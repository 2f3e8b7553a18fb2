"""Days of deals that other sentences than their own tell: a signing told after, an entry, what went before."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import Reading, SentenceView
from pipeline.extraction.deals.sentence_dates import dated_verb
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.tense import aspect_of
from pipeline.extraction.document import DateExpression
from pipeline.extraction.named_within import dates_in

_AFTER = 2
"""Sentences after a deal in which "it was signed on Monday" still speaks of it."""
_OPENING = 8
"""Words at the start of a sentence in which its subject and verb stand."""
_BACK = 4
"""Sentences back to the day on which what followed was done."""


def day_of_signing(reading: Reading, account: Account) -> DateExpression | None:
    """The day that the next sentence of the paragraph gives: "It was signed on April 15 in the presence of X"."""
    sentences = reading.document.sentences
    last = max((t.sentence for t in account.tellings if not t.in_title), default=None)
    if last is None:
        return None
    for number in range(last + 1, last + 1 + _AFTER):
        view = reading.views.get(number)
        if number >= len(sentences) or sentences[number].paragraph != sentences[last].paragraph:
            return None
        if view is None or not view.lower:
            continue
        pointing = view.lower[0] in cue_words("pointing")
        for at in range(1, min(_OPENING if pointing else _SUBJECT, len(view.lower))):
            if _signs_it(view, at, pointing):
                for expression in view.dates:
                    if expression.past is not None and expression.past.precision in ("day", "month"):
                        return expression
    return None


def _signs_it(view: SentenceView, at: int, pointing: bool) -> bool:
    """Whether a verb tells the signing of what went before: "it was signed", "X signed for Y", "X broke the news"."""
    token = view.parse.tokens[at]
    if token.tag not in ("VBN", "VBD"):
        return False
    told = [c for c in view.parse.children[at] if view.parse.tokens[c].dep in ("dobj", "nsubjpass")]
    if view.lemmas[at] in cue_words("signing"):
        return pointing or (token.dep == "ROOT" and token.tag == "VBD" and not told)
    return token.dep == "ROOT" and any(view.lemmas[c] in cue_words("the_news") for c in told)


_SUBJECT = 14
"""Words within which the verb stands whose subject is somebody's name with his office."""


def day_of_entry(reading: Reading, account: Account) -> DateExpression | None:
    """The day that heads the entry of a diary or chronicle which tells the deal."""
    if not reading.entries:
        return None
    main = account.first
    day, _ = reading.entries.get(reading.document.sentences[main.sentence].paragraph, (None, None))
    told = (day.past or day.future) if day is not None else None
    if day is None or told is None or told.precision == "year" or main.background:
        return None
    published = reading.document.source.article.published_date
    ahead = published is not None and day.future is not None and day.future.start >= published
    return None if ahead and (account.status == "proposed" or not main.concluded) else day


def day_of_list(reading: Reading, account: Account) -> DateExpression | None:
    """The day that the line above a list gives to its items: "Also Tuesday:", "In other news on Monday:"."""
    sentences = reading.document.sentences
    first = sentences[account.first.sentence].paragraph
    if first not in reading.items or account.first.background:
        return None
    while first in reading.items:
        first -= 1
    above = [s for s in sentences if s.paragraph == first]
    text = reading.document.text[above[0].start : above[-1].end] if above else ""
    if not text.rstrip().endswith(":") or len(text.split()) > _LEAD_IN_WORDS:
        return None
    told = [d for d in dates_in(reading.document, above[0].start, above[-1].end) if d.past is not None]
    return told[0] if len(told) == 1 and told[0].past is not None and told[0].past.precision == "day" else None


_LEAD_IN_WORDS = 8
"""Words of a line above a list that only says when."""


def day_before(reading: Reading, telling: Telling) -> DateExpression | None:
    """The day told before a deal which its words take up: "X came away with a memorandum", "they then signed"."""
    view = reading.views[telling.sentence]
    carried = any(cue_at("taken_home", view.lower, i) for i in range(len(view.lower)))
    in_order = bool(cue_words("in_order") & set(view.lower[:_OPENING]))
    if telling.date is not None or not (carried or in_order) or telling.aspect not in ("past", "perfect", "none"):
        return None
    sentences = reading.document.sentences
    for number in range(telling.sentence, max(-1, telling.sentence - _BACK - 1), -1):
        earlier = reading.views.get(number)
        if earlier is None:
            continue
        near = sentences[telling.sentence].paragraph - sentences[number].paragraph
        if near > (2 if carried else 0):
            return None
        for expression in _done(earlier, telling.start if number == telling.sentence else earlier.sentence.end):
            return expression
    return None


def _done(view: SentenceView, until: int) -> Iterator[DateExpression]:
    """The days, the last first, on which a sentence tells of something done, up to a clean offset."""
    for expression in reversed(view.dates):
        past = expression.past
        if past is None or past.precision != "day" or expression.start >= until:
            continue
        if aspect_of(view, dated_verb(view, expression, None)) not in ("future", "present"):
            yield expression


def day_they_met(reading: Reading, telling: Telling) -> DateExpression | None:
    """The day that the sentence before gives, where those of whom it tells do something on: "They signed a pact"."""
    view = reading.views[telling.sentence]
    earlier = reading.views.get(telling.sentence - 1)
    if earlier is None or telling.date is not None or telling.aspect != "past" or not telling.concluded:
        return None
    sentences = reading.document.sentences
    if sentences[telling.sentence - 1].paragraph != sentences[telling.sentence].paragraph:
        return None
    if not any(cue_at("gathered", view.lower, at) for at in (0, 1)):
        return None
    for expression in earlier.dates:
        past = expression.past
        if past is not None and past.precision == "day" and _is_told(earlier, expression):
            return expression
    return None


def _is_told(view: SentenceView, expression: DateExpression) -> bool:
    """Whether what a time expression dates is told as done in the course of the story."""
    return aspect_of(view, dated_verb(view, expression, None)) in ("past", "none")


def day_of_announcing(reading: Reading, account: Account) -> DateExpression | None:
    """The day that a later sentence of the paragraph gives for the deal's making: "The purchase, first announced in
    June, was delayed", "The seller, which announced the sale on 9 May"."""
    sentences = reading.document.sentences
    last = max((t.sentence for t in account.tellings if not t.in_title), default=None)
    if last is None:
        return None
    for number in range(last, last + 1 + _AFTER):
        view = reading.views.get(number)
        if number >= len(sentences) or sentences[number].paragraph != sentences[last].paragraph:
            return None
        for expression in view.dates if view is not None else ():
            past = expression.past
            if view is not None and past is not None and past.precision in ("day", "month"):
                verb = dated_verb(view, expression, None)
                if verb is not None and _makes_it_known(view, verb):
                    return expression
    return None


def _makes_it_known(view: SentenceView, verb: int) -> bool:
    """Whether a verb tells the making of the deal named before: "the sale, announced", "announced the takeover"."""
    token = view.parse.tokens[verb]
    if view.lemmas[verb] not in cue_words("making_known") or token.tag not in ("VBN", "VBD"):
        return False
    told = [c for c in view.parse.children[verb] if view.parse.tokens[c].dep in ("dobj", "nsubjpass")]
    told += [token.head] if token.dep == "acl" else []
    return any(_taken_up(view, noun) for noun in told)


def _taken_up(view: SentenceView, noun: int) -> bool:
    """Whether a noun means the deal told before: "the sale", "that takeover"."""
    before = {view.lower[c] for c in view.parse.children[noun]}
    return view.lemmas[noun] in cue_words("deal_again") and bool(before & {"the", "this", "that"})


def listed_as_news(reading: Reading, telling: Telling) -> bool:
    """Whether a list tells it whose lead-in says that they were made: "Among the agreements concluded were:"."""
    first = reading.document.sentences[telling.sentence].paragraph
    if first not in reading.items:
        return False
    while first in reading.items:
        first -= 1
    said = [reading.views[n] for n in reading.by_paragraph.get(first, ()) if n in reading.views]
    if not said or not reading.document.text[: said[-1].sentence.end].rstrip().endswith((":", "following")):
        return False
    return bool(cue_words("announcing") & set(said[-1].lemmas))
