"""The time expression by which a sentence dates its deal."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import first_verb
from pipeline.extraction.deals.triggers import NounTrigger
from pipeline.extraction.document import DateExpression


def date_in(view: SentenceView, frame: Frame) -> DateExpression | None:
    """The time expression that dates the deal: it hangs on its words or stands close, and is no deadline or term."""
    words = cue_words("not_when")
    ends = {
        t.support
        for t in frame.triggers
        if isinstance(t, NounTrigger) and t.support_sense and t.support_sense.use == "end"
    }
    anchors = {t.head for t in frame.triggers} | ({frame.verb} if frame.verb is not None else set())
    best: tuple[int, DateExpression] | None = None
    for date in view.dates:
        if date.past is None and date.future is None:
            continue
        first = view.token_at(date.start)
        before = range(max(0, first - 3), first)
        if _dates_clause(view, date, anchors) or _was_made(view, frame, first):
            return date
        if any(view.lemmas[i] in words or view.lower[i] in words for i in before) and not _goes_back(view, frame, date):
            continue
        verb = first_verb(view, first)
        if verb is not None and verb not in anchors and view.lemmas[verb] in cue_words("commenting"):
            continue
        distance = min(abs(first - anchor) for anchor in anchors)
        chain = set(_own_chain(view, first, anchors))
        if verb is not None and verb in ends:
            if _in_noun_phrase(view, frame, first):
                return date  # "called off the sale agreement of 2024"
            if frame.deal_type != "acquisition":
                continue  # the day of its end is not that of the deal
        if verb is not None and verb in ends and len(view.dates) > 1:
            distance += 40
        elif verb is not None and _of_verb_beside(view, verb, anchors):
            continue
        elif verb in anchors or chain & anchors:
            distance = min(distance, 3)
        elif verb is not None and (view.lemmas[verb] in cue_words("announcing") or verb in _governors(view, anchors)):
            distance = min(distance, 8)
        elif distance > 8 or _in_another_clause(view, verb, anchors):
            continue
        low, high = sorted((first, min(anchors, key=lambda a: abs(a - first))))
        if ";" in view.lower[low:high]:
            continue
        if best is None or distance < best[0]:
            best = (distance, date)
    if best is None:
        return _closing(view, anchors)
    return best[1] if best[0] <= 30 else None


def _closing(view: SentenceView, anchors: set[int]) -> DateExpression | None:
    """The day that ends a sentence on the deal behind what somebody runs or builds: "agreed to put $9m into a plant run
    by X on Monday"."""
    if len(view.dates) != 1 or view.dates[0].past is None or view.dates[0].past.precision != "day":
        return None
    date = view.dates[0]
    first = view.token_at(date.start)
    verb = first_verb(view, first)
    if verb is None or len(view.lower) - view.token_at(date.end - 1) > 2:
        return None
    token = view.parse.tokens[verb]
    reduced = token.dep == "acl" and token.tag == "VBN" and view.lemmas[verb] not in cue_words("making_known")
    above = {h for h, _ in clauses.climb(view.parse, verb, 6)}
    return date if reduced and anchors & above else None


def _was_made(view: SentenceView, frame: Frame, first: int) -> bool:
    """Whether a date is of the making of what is now done: "completed the stream that it announced in May", "voted for
    the takeover agreed in May"; or of the pact under which it is: "delivered it under a contract signed in 2023".

    Shares are placed on the day on which a placing closes: "raised £42m in a placing that closed on Thursday".
    """
    verb = first_verb(view, first)
    placed = frame.scheme == "issue" and verb is not None and view.lemmas[verb] in ("close", "complete")
    if verb is None or not (placed or view.lemmas[verb] in cue_words("making_known")):
        return False
    token = view.parse.tokens[verb]
    if token.dep not in ("relcl", "acl") or token.tag not in ("VBN", "VBD"):
        return False
    nouns = {t.head for t in frame.triggers if isinstance(t, NounTrigger)}
    return token.head in nouns or _under_which(view, frame, token.head)


def _goes_back(view: SentenceView, frame: Frame, date: DateExpression) -> bool:
    """Whether the words say from when a deal is: "a pact that dates from 2023", "a guarantee from 2022"."""
    first = view.token_at(date.start)
    if date.past is None or view.lower[max(0, first - 1)] not in ("from", "to"):
        return False
    over = view.parse.tokens[first - 1].head
    nouns = {t.head for t in frame.triggers if isinstance(t, NounTrigger)}
    if over in nouns:
        return view.lower[first - 1] == "from" and date.past.precision == "year"
    back = view.lower[first - 2 : first - 1] == ("back",)
    if back and view.parse.tokens[over].pos == "ADV":
        over = view.parse.tokens[over].head
    token = view.parse.tokens[over]
    dates = view.lemmas[over] in cue_words("dating_from") or (back and view.lemmas[over] in cue_words("going_back"))
    subjects = {c for c in view.parse.children[over] if view.parse.tokens[c].dep == "nsubj"}
    return dates and (token.head in nouns or bool(subjects & nouns))


def _of_verb_beside(view: SentenceView, verb: int, anchors: set[int]) -> bool:
    """Whether a time belongs to a verb beside the deal's, of another tense: "which lent it $9m in 2020 and takes all
    its ore"."""
    tag = view.parse.tokens[verb].tag
    return verb not in anchors and any(
        view.parse.tokens[a].dep == "conj"
        and view.parse.tokens[a].head == verb
        and {tag, view.parse.tokens[a].tag} in ({"VBD", "VBZ"}, {"VBD", "VBP"})
        for a in anchors
    )


def _under_which(view: SentenceView, frame: Frame, paper: int) -> bool:
    """Whether a noun is the pact under which a deal's verb does something: "delivered it under a contract"."""
    under = view.parse.tokens[paper].head
    if view.parse.tokens[paper].dep != "pobj" or view.lower[under] not in cue_words("under"):
        return False
    return frame.verb is not None and view.parse.tokens[under].head == frame.verb


def _in_noun_phrase(view: SentenceView, frame: Frame, first: int) -> bool:
    """Whether a time stands in the phrase of the deal's noun, with no verb between: "its contract of 2022"."""
    nouns = {t.head for t in frame.triggers if isinstance(t, NounTrigger)}
    for head, _ in clauses.climb(view.parse, first, 4):
        if head in nouns:
            return True
        if view.parse.tokens[head].pos in ("VERB", "AUX"):
            return False
    return False


def _own_chain(view: SentenceView, first: int, anchors: set[int]) -> list[int]:
    """The tokens above a time expression, up to a clause that tells of another thing: "X, which reopened it in May"."""
    above: list[int] = []
    last = first
    for head, dep in clauses.climb(view.parse, first, 6):
        if dep == "relcl" and head not in anchors and last not in _governors(view, anchors):
            break
        above.append(head)
        last = head
    return above


def _dates_clause(view: SentenceView, date: DateExpression, anchors: set[int]) -> bool:
    """Whether the deal's verb stands in a clause on the time expression: "since May 2024, when it bought the mine"."""
    last = view.token_at(max(date.start, date.end - 1))
    return any(
        view.parse.tokens[anchor].dep == "relcl"
        and date.start <= view.parse.tokens[view.parse.tokens[anchor].head].start < date.end
        and last < anchor
        for anchor in anchors
    )


def _in_another_clause(view: SentenceView, verb: int | None, anchors: set[int]) -> bool:
    """Whether a time expression's verb stands in a clause beside the deal's: "X, which reopened it two years ago"."""
    if verb is None or any(verb in {h for h, _ in clauses.climb(view.parse, anchor, 6)} for anchor in anchors):
        return False
    token = view.parse.tokens[verb]
    if token.dep in ("relcl", "acl") and view.lemmas[token.head] in cue_words("gathering"):
        return False
    return token.dep in ("relcl", "acl", "advcl", "ccomp", "conj")


def dated_verb(view: SentenceView, date: DateExpression, default: int | None) -> int | None:
    """The verb on which a time expression hangs, in whose tense it is to be read."""
    found = first_verb(view, view.token_at(date.start))
    return default if found is None else found


def _governors(view: SentenceView, anchors: set[int]) -> set[int]:
    return {head for anchor in anchors for head, _ in clauses.climb(view.parse, anchor, 4)}
