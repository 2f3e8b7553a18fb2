"""When a deal was made: its own time words, those of the occasion, or the day of the news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.news_of_day import (
    RECENT,
    TWO,
    announces,
    closed_before,
    hands_over_letter,
    is_news,
    is_news_of_firms,
    leads,
    offers,
    opens,
    says_today,
    was_news,
)
from pipeline.extraction.deals.no_news import is_known_already, is_let_through, is_taken_for_granted
from pipeline.extraction.deals.occasions import dates_by_nearness
from pipeline.extraction.deals.other_days import (
    day_before,
    day_of_announcing,
    day_of_entry,
    day_of_list,
    day_of_signing,
    day_they_met,
    listed_as_news,
)
from pipeline.extraction.deals.reading import Reading, SentenceView
from pipeline.extraction.deals.sentence_dates import dated_verb
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.tense import first_verb, is_told_as_past, was_to_be
from pipeline.extraction.deals.triggers import senses_of
from pipeline.extraction.document import DateExpression, ResolvedDate

LOOK_BACK = 8
SIGNED_NEAR = 20
"""Characters around a deal's words within which a verb of signing is its own."""
OPENING = 4
"""First words of a sentence in which a deal told before it is taken up."""
SHIFTS = {"same_time": timedelta(0), "day_after": timedelta(1), "day_before": timedelta(-1)}
"""By a row of cues, how far from the day of the occasion told before."""
PRECISIONS = ("unknown", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class Dating:
    """A date, the clean range of the words it comes from, and the rule."""

    when: ResolvedDate
    start: int
    end: int
    rule: str


def _news_day(reading: Reading) -> Dating | None:
    """The day of the article's news: a recent day named in its first sentences, else that of publication."""
    published = reading.document.source.article.published_date
    if published is None:
        return None
    bodies = 0
    for number in sorted(reading.views):
        view = reading.views[number]
        if view.sentence.kind != "body":
            continue
        bodies += 1
        if bodies > 3:
            break
        for expression in view.dates:
            found = expression.past
            if found is None or found.precision != "day" or found.end is not None:
                continue
            first = view.token_at(expression.start)
            if not _tells(reading, number, first):
                continue
            if published - RECENT <= found.start <= published:
                return Dating(found, expression.start, expression.end, "day_of_the_news")
    return Dating(ResolvedDate(published, None, "day"), 0, 0, "news_of_the_day")


def _tells(reading: Reading, number: int, token: int) -> bool:
    """Whether a time expression hangs on a verb of announcing or making a deal."""
    view = reading.views[number]
    if view.parse.tokens[token].dep == "poss":
        return True  # "packed them all into Monday's filing"
    for head, _dep in clauses.climb(view.parse, token, 5):
        if view.parse.tokens[head].pos in ("VERB", "AUX"):
            return view.lemmas[head] in cue_words("announcing") or _changes_hands(view, head)
    return False


def _changes_hands(view: SentenceView, verb: int) -> bool:
    """Whether a verb says without a buyer that something was sold: "a third of the mine changed hands yesterday"."""
    return any(view.lemmas[c] == "hand" and view.parse.tokens[c].dep == "dobj" for c in view.parse.children[verb])


def _own(reading: Reading, account: Account) -> Dating | None:
    """The most precise of the dates that the tellings give, the first of equals."""
    published = reading.document.source.article.published_date
    found: list[tuple[int, bool, int, Telling]] = []
    for number, telling in enumerate(account.tellings):
        if telling.date is None or telling.date_words is None or telling.in_title or is_let_through(reading, telling):
            continue
        made = telling.status in ("agreed", "completed")
        if published and telling.date.start > published and (made or telling.aspect != "future"):
            continue
        if (
            telling.date.precision == "year"
            and published
            and telling.date.start.year == published.year
            and not (telling.background or telling.aspect == "pluperfect")
        ):
            continue
        coming = published is not None and (telling.date.start > published or telling.date.precision != "day")
        to_come = coming and telling.aspect == "future"
        if account.status == "negotiating" and not (telling.status == "negotiating" and (telling.news or to_come)):
            continue
        if telling.status == "negotiating" and (not (telling.news or to_come) or _was_to_be_made(reading, telling)):
            continue
        old = published and telling.date.precision == "year" and telling.date.start.year < published.year - 1
        if old and telling is not account.first and is_news(reading, account.first, today=False):
            continue
        if telling.plural and telling.definite and telling.strength == "weak" and telling is not account.first:
            continue  # "Both texts go back to a summit in March"
        if telling.background and telling.aspect == "none" and telling.date.start == published:
            continue  # "announced today that it applauds the recent purchase"
        closed = "complete" in telling.uses and telling.status == "completed" and not telling.news
        if closed and not _made_known(reading, telling):
            continue
        if telling.status == "terminated" and _of_its_end(reading, telling):
            continue
        signed = _signs(reading, telling)
        found.append((-PRECISIONS.index(telling.date.precision), not signed, number, telling))
    if not found:
        return None
    first = min(found, key=lambda item: item[2])[3].date
    assert first is not None
    for *_, telling in sorted(found, key=lambda item: item[:3]):
        when, words = telling.date, telling.date_words
        assert when is not None
        assert words is not None
        same_year = when.start.year == first.start.year
        if (
            when is first
            or (same_year and first.precision == "year")
            or (same_year and when.start.month == first.start.month)
        ):
            return Dating(when, words.start, words.end, words.rule)
    return None


def _was_to_be_made(reading: Reading, telling: Telling) -> bool:
    """Whether a day is only that for which the deal's making had been set: "were to sign a grant on Thursday"."""
    view = reading.views[telling.sentence]
    verb = telling.frame if view.parse.tokens[telling.frame].pos == "VERB" else first_verb(view, telling.frame)
    return verb is not None and was_to_be(view, verb)


def _of_its_end(reading: Reading, telling: Telling) -> bool:
    """Whether the date of a deal that is over is that of its end or of the news of it: "ended it on Friday, it said on
    Monday"."""
    view = reading.views[telling.sentence]
    words = telling.date_words
    assert words is not None
    for head, _dep in clauses.climb(view.parse, view.token_at(words.start), 4):
        token = view.parse.tokens[head]
        if words.start <= token.start < words.end or token.pos in ("ADP", "DET"):
            continue
        ends = any(sense.use == "end" for sense in senses_of(view, head))
        told = view.lemmas[head] in cue_words("teller") and token.dep not in ("relcl", "acl")
        return token.pos in ("VERB", "AUX") and (ends or told)
    return False


def _made_known(reading: Reading, telling: Telling) -> bool:
    """Whether the date of a deal told as closed is that of its announcing: "closed the sale announced in March"."""
    view = reading.views[telling.sentence]
    assert telling.date_words is not None
    verb = dated_verb(view, telling.date_words, None)
    return verb is not None and view.lemmas[verb] in cue_words("making_known")


def _signs(reading: Reading, telling: Telling) -> bool:
    """Whether a telling has the deal signed, rather than spoken of."""
    view = reading.views[telling.sentence]
    return any(
        view.lemmas[i] in cue_words("signing") and view.parse.tokens[i].pos == "VERB"
        for i in range(len(view.lemmas))
        if telling.start - SIGNED_NEAR <= view.parse.tokens[i].start < telling.end + SIGNED_NEAR
    )


def _of_the_occasion(reading: Reading, telling: Telling) -> Dating | None:
    """The date of the occasion told before: "was signed there", "that day too", "the next day"."""
    words = reading.views[telling.sentence].lower
    said = next((name for name in SHIFTS for i in range(len(words)) if cue_at(name, words, i)), None)
    if said is None:
        return None
    shift = SHIFTS[said]
    older: Dating | None = None
    for number in range(telling.sentence - 1, max(-1, telling.sentence - LOOK_BACK), -1):
        earlier = reading.views.get(number)
        if earlier is None:
            continue
        for expression in reversed(earlier.dates):
            found = expression.past
            if found is None or found.precision not in (("day", "month") if not shift else ("day",)):
                continue
            when = ResolvedDate(found.start + shift, None, "day") if shift else found
            dating = Dating(when, expression.start, expression.end, "same_occasion")
            verb = dated_verb(earlier, expression, None)
            if found.precision == "day" and not is_told_as_past(earlier, verb):
                return dating
            older = older or dating  # what had been before, or some time that month, only where no day is told
    return older


def _signed_after(reading: Reading, telling: Telling) -> Dating | None:
    """The day that the next sentence of the paragraph gives for the signing: "It was signed on April 15 in Ottawa"."""
    number = telling.sentence + 1
    view = reading.views.get(number)
    sentences = reading.document.sentences
    if view is None or sentences[number].paragraph != sentences[telling.sentence].paragraph:
        return None
    if not cue_words("taken_up") & set(view.lower[:OPENING]) or telling.status not in ("agreed", "completed"):
        return None
    for expression in view.dates:
        found = expression.past
        verb = dated_verb(view, expression, None)
        if found is None or verb is None or not _past(reading, found) or view.parse.tokens[verb].dep != "ROOT":
            continue
        told = [t for t in clauses.objects(view.parse, verb) if view.lower[t] in cue_words("taken_up") and t < OPENING]
        if told and clauses.is_passive(view.parse, verb) and view.lemmas[verb] in cue_words("signing"):
            return Dating(found, expression.start, expression.end, "signed_after")
    return None


def _of_the_gathering(reading: Reading, telling: Telling) -> Dating | None:
    """The date of the gathering at which the deal was made, told with it before: "The leaders agreed on a plan"."""
    view = reading.views[telling.sentence]
    if telling.date is not None or telling.status != "agreed" or telling.aspect not in ("past", "perfect", "none"):
        return None
    at_it = next((w for i, w in enumerate(view.lemmas) if w in cue_words("gathering") and _taken_up(view.lower, i)), "")
    met_before = bool(telling.parties) and all(p.rule == "two_sides" for p in telling.parties)
    if not at_it and not met_before and not any(cue_at("gathered", view.lower, i) for i in range(len(view.lower))):
        return None
    if not at_it and not telling.concluded and not (met_before and telling.rule.startswith("verb:")):
        return None
    sittings = cue_words("gathering") | (cue_words("meeting") if met_before else frozenset())
    back = LOOK_BACK if at_it else 2
    for number in range(telling.sentence - 1, max(-1, telling.sentence - back - 1), -1):
        earlier = reading.views.get(number)
        if earlier is None:
            continue
        met = sittings & set(earlier.lemmas)
        if not met or (at_it and at_it not in met):
            continue
        for expression in dates_by_nearness(earlier, {at_it} if at_it else met):
            found = expression.past
            if found is not None and found.precision in ("day", "month") and _past(reading, found):
                return Dating(found, expression.start, expression.end, "same_occasion")
    return None


def _taken_up(words: Sequence[str], at: int) -> bool:
    """Whether a gathering's noun stands as the place of something: "at the summit", "on the sidelines of the forum"."""
    before = words[max(0, at - 4) : at]
    return bool({"the", "that", "this"} & set(before)) and bool({"at", "during", "of", "in"} & set(before))


def _past(reading: Reading, when: ResolvedDate) -> bool:
    published = reading.document.source.article.published_date
    return published is None or when.start <= published


def _of_the_lead(reading: Reading, account: Account, beside: Sequence[Account]) -> Dating | None:
    """The day of the deal that the article opens with, for another that it tells of the same parties a little further
    on: "signed a memorandum on Thursday. … A second paper, the Fjord Partnership, is to open …"."""
    sentences = reading.document.sentences
    published = reading.document.source.article.published_date
    first = min((t.sentence for t in account.tellings if not t.in_title), default=None)
    if first is None or published is None:
        return None
    for other in beside:
        opening = next((t for t in other.tellings if not t.in_title), None)
        if other is account or opening is None or opening.sentence >= first or not leads(reading, opening):
            continue
        near = sentences[first].paragraph - sentences[opening.sentence].paragraph <= LEAD_BACK
        if near and len(account.parties.keys() & other.parties.keys()) >= TWO:
            found = date_of(reading, other)
            recent = found is not None and published - RECENT <= found.when.start <= published
            if found is not None and recent and found.when.precision == "day" and found.when.end is None:
                return replace(found, rule="day_of_the_lead")
    return None


LEAD_BACK = 4
"""Paragraphs over which another deal of the same parties is of the day of the one told first."""


def date_of(reading: Reading, account: Account, beside: Sequence[Account] = ()) -> Dating | None:
    """The date of signing or announcement; None where the article gives none. `beside` are the article's deals."""
    own = _own(reading, account)
    if own is not None:
        return own
    entry = day_of_entry(reading, account)
    if entry is not None:
        return _of_expression(reading, entry, "entry")
    listed = day_of_list(reading, account)
    if listed is not None:
        return _of_expression(reading, listed, "listed")
    if account.status in ("terminated", "negotiating"):
        return None
    if account.status == "proposed" and not any(
        (t.news and leads(reading, t)) or offers(reading, t) or announces(reading, t) or hands_over_letter(t)
        for t in account.tellings
    ):
        return None
    for telling in account.tellings:
        if not telling.in_title and not telling.background:
            found = (
                _signed_after(reading, telling)
                or _of_the_occasion(reading, telling)
                or _of_the_gathering(reading, telling)
            )
            if found is not None:
                return found
            told = day_before(reading, telling) or day_they_met(reading, telling)
            if told is not None:
                return _of_expression(reading, told, "day_before")
    signed_after = day_of_signing(reading, account) or day_of_announcing(reading, account)
    if signed_after is not None:
        return _of_expression(reading, signed_after, "signed_after")
    body = [t for t in account.tellings if not t.in_title]
    passed = all(t.background or t.aspect == "pluperfect" for t in body) or account.first.background
    if body and passed and not any((t.news and not t.background) or t.in_title for t in account.tellings):
        return _of_the_occasion(reading, body[0])
    if any(is_let_through(reading, t) for t in body):
        return None
    closed = all("complete" in t.uses and t.status != "proposed" for t in body)
    if closed and body and not leads(reading, body[0]):
        return None
    main = account.first
    if "complete" in main.uses and main.background and main.status == "completed" and not main.in_title:
        return None
    if all(is_known_already(reading, t) and not t.news and not t.in_title for t in account.tellings):
        return None  # "the field programme under its option agreement with X"
    as_news = any(t.in_title or (t.news and not t.background) for t in account.tellings)
    if body and not as_news and is_taken_for_granted(reading, body[0], opens(reading, body[0])):
        return None  # "now backed by a loan from X. The loan runs for ten years"
    if closed_before(reading, account) or was_news(reading, account) or is_news_of_firms(reading, account):
        return None
    today = says_today(reading)
    news = next((t for t in account.tellings if is_news(reading, t, today) or listed_as_news(reading, t)), None)
    if news is None:
        return None
    lead = _of_the_lead(reading, account, beside)
    if lead is not None:
        return lead
    day = _news_day(reading)
    if day is None:
        return None
    if not _of_that_news(reading, account, day) or any(
        "today" in reading.views[t.sentence].lower for t in account.tellings
    ):
        published = reading.document.source.article.published_date
        assert published is not None
        return Dating(ResolvedDate(published, None, "day"), news.start, news.end, "news_of_the_day")
    return day


def _of_that_news(reading: Reading, account: Account, day: Dating) -> bool:
    """Whether the day named in the lead is that of this deal's news too: it is told under the same heading, or a party
    of it is named in the paragraph of that day."""
    if day.start == day.end:
        return False
    sentences = reading.document.sentences
    lead = next(n for n, s in enumerate(sentences) if s.end > day.start)
    first = min((t.sentence for t in account.tellings if not t.in_title), default=lead)
    if not any(sentences[n].kind == "heading" for n in range(lead, first)):
        return True
    parties = {p.entity for t in account.tellings for p in t.parties}
    there = (v for n, v in reading.views.items() if sentences[n].paragraph == sentences[lead].paragraph)
    return any(not parties.isdisjoint(m.entities) for view in there for m in view.mentions)


def _of_expression(reading: Reading, told: DateExpression, rule: str) -> Dating | None:
    """The day of a time expression: the coming one where that is what an entry of a diary can mean."""
    published = reading.document.source.article.published_date
    ahead = rule == "entry" and published is not None and told.future is not None and told.future.start >= published
    when = told.future if ahead else told.past
    return Dating(when, told.start, told.end, rule) if when is not None else None
