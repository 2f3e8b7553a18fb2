"""Times in a sentence that are no gathering's: a paper's date, the term of an aim, the day on which it was put off."""

from __future__ import annotations

from pipeline.extraction.document import DateExpression, Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, is_passive, is_verb
from pipeline.extraction.meetings.reading import Reading


def rank_date(expression: DateExpression) -> int:
    """How finely a time is told: 2 = to the day, 1 = to the month, 0 = less."""
    read = expression.past or expression.future
    return {"day": 2, "month": 1}.get(read.precision, 0) if read else 0


def of_a_paper(reading: Reading, expression: DateExpression) -> bool:
    """Whether a time is only the date that an order or law bears: "in Proclamation 10328 of May 4, 2021, I noted …"."""
    of = reading.tokens[reading.token_at(expression.start)].head
    if reading.words[of] != "of":
        return False
    paper = reading.tokens[of].head
    number = any(reading.tokens[c].tag in ("CD", "NNP") for c in range(paper + 1, of))
    return reading.lemmas[paper] in cues("dated_paper") and (number or of == paper + 1)


def far_year(document: Document, expression: DateExpression) -> bool:
    """Whether a bare year lies so far ahead that it is the term of an aim ("net zero in 2030"), and no gathering's."""
    published, read = document.source.article.published_date, expression.future
    return bool(published and read and read.precision == "year" and read.start.year > published.year + 1)


def year_of_something(reading: Reading, expression: DateExpression, own: dict[int, int]) -> bool:
    """Whether a bare year is only that of something recalled: "in Hiroshima, a reminder of the bombings of 1945"."""
    read = expression.past
    token = reading.tokens[reading.token_at(expression.start)]
    if read is None or read.precision != "year" or token.dep != "pobj" or reading.words[token.head] != "of":
        return False
    noun = reading.tokens[token.head].head
    return noun not in own and reading.tokens[noun].tag in ("NN", "NNS", "NNP", "NNPS")


def in_name_alone(frame: Frame, expression: DateExpression) -> bool:
    """Whether a time is only the year in the proper name of a gathering."""
    named = frame.trigger.name is not None and frame.trigger.name_start <= expression.start < frame.trigger.name_end
    return named and rank_date(expression) == 0


def day_it_was_put_off(frame: Frame, expression: DateExpression, others: list[DateExpression]) -> bool:
    """Whether a time is that on which a gathering told before or set for another day was put off: "The ceremony was
    put off on Monday", "the signing, planned for Friday, was called off on Monday"."""
    reading = frame.reading
    if frame.status not in ("cancelled", "postponed") or frame.verb is None or not is_passive(reading, frame.verb):
        return False
    t = reading.token_at(expression.start)
    set_for = any(frame.start < other.start < reading.tokens[frame.verb].start for other in others)
    if not set_for and (frame.claims or not frame.definite):
        return False
    return t > frame.verb and next((a for a in ancestors(reading, t) if is_verb(reading, a)), t) == frame.verb
