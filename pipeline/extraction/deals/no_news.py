"""Words by which a sentence only speaks of a deal that there is, and doesn't tell its making as news."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.outcomes import is_judged
from pipeline.extraction.deals.reading import Reading, SentenceView
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.tense import aspect_of, first_verb


def is_known_already(reading: Reading, telling: Telling) -> bool:
    """Whether a deal is only named, as one known or somebody's, with no verb that makes it: "X's agreement with Y"."""
    parse = reading.views[telling.sentence].parse
    owned = any(parse.tokens[c].dep == "poss" for c in parse.children[telling.frame])
    return not telling.supported and (telling.definite or owned)


def is_let_through(reading: Reading, telling: Telling) -> bool:
    """Whether a takeover made before has only been approved, by holders of shares, a court or an authority, and not by
    a board, whose approval makes it: "shareholders approved X's acquisition of Y"."""
    view = reading.views[telling.sentence]
    verb = first_verb(view, telling.frame)
    if telling.deal_type not in ("acquisition", "equity_investment") or verb is None:
        return False
    if view.lemmas[verb] not in cue_words("letting_through") or telling.aspect not in ("past", "perfect", "pluperfect"):
        return False
    passive = clauses.is_passive(view.parse, verb)
    who = clauses.places(view.parse, verb).get("by", []) if passive else clauses.subjects(view.parse, verb)
    named = {view.lemmas[w] for w in who} | {view.lemmas[c] for w in who for c in view.parse.children[w]}
    return not named & cue_words("board")


def is_aside(reading: Reading, telling: Telling) -> bool:
    """Whether a clause on somebody only says what is going on with them: "X, which is acquiring Y, also reported"."""
    view = reading.views[telling.sentence]
    tokens = view.parse.tokens
    at = telling.frame if tokens[telling.frame].pos == "VERB" else first_verb(view, telling.frame)
    if at is None or telling.aspect not in ("present", "none") or telling.news or tokens[at].tag not in PRESENT:
        return False
    over = tokens[at].head if tokens[at].dep == "conj" else at
    return tokens[over].dep == "relcl" and tokens[over].pos == "VERB"


def is_taken_for_granted(reading: Reading, telling: Telling, leads: bool) -> bool:
    """Whether a sentence speaks of a deal as of something there: what backs a plan, under which a mine stands, what was
    a milestone, what came before the sentence's own news."""
    if telling.news or telling.in_title:
        return False
    view = reading.views[telling.sentence]
    if telling.modal and telling.aspect == "none" and telling.status == "agreed" and not telling.uses & MAKING:
        return True  # "the property, which it can acquire under an option agreement with X"
    return (
        _backs(view, telling.frame)
        or _stands_under(view, telling.frame)
        or is_judged(view, telling.frame)
        or (not leads and (_came_before(view, telling.frame) or _spoken_of(reading, telling)))
    )


def _backs(view: SentenceView, frame: int) -> bool:
    """Whether money only carries what else is told: "backed by a loan from X, the plant", "is supported by a grant"."""
    tokens = view.parse.tokens
    for at in (frame, *(head for head, _dep in clauses.climb(view.parse, frame, 4))):
        if tokens[at].pos in ("VERB", "AUX"):
            by = any(view.lower[c] in ("by", "through", "with") for c in view.parse.children[at])
            stands = aspect_of(view, at) in ("none", "present") and tokens[at].tag == "VBN"
            return by and stands and view.lemmas[at] in cue_words("backing")
    return False


def _stands_under(view: SentenceView, frame: int) -> bool:
    """Whether something is said to stand under a pact at present: "the project, currently under option to X"."""
    over = view.parse.tokens[frame].head
    if view.parse.tokens[frame].dep != "pobj" or view.lower[over] != "under":
        return False
    return view.lower[over - 1] in cue_words("at_present") if over else False


def is_had(reading: Reading, telling: Telling) -> bool:
    """Whether a deal is told as one that somebody has: that with which something is done, what gives something, what is
    held: "with a grant from X, the plant can", "its pact with X provides a path", "holds an option on the claims"."""
    if telling.in_title:
        return False
    view = reading.views[telling.sentence]
    tokens = view.parse.tokens
    frame = telling.frame
    before = {view.lower[c] for c in view.parse.children[frame] if c < frame}
    if before & cue_words("in_place") and tokens[frame].pos in ("NOUN", "PROPN"):
        return True  # "the news builds on an existing contract with X"
    if telling.news:
        return False
    if is_new(reading, telling):
        return False
    if tokens[frame].pos == "VERB" and view.lemmas[frame] in cue_words("earned_by_option"):
        return telling.aspect == "present"  # "our partner, which is earning a 51% interest"
    made = "conclude" in telling.uses
    if "negotiate" in telling.uses and telling.status == "agreed" and not made:
        return True  # "the CEO discussed its partnership with X"
    if "hold" in telling.uses and not made and telling.aspect == "present":
        return True
    while tokens[frame].dep == "conj" and tokens[tokens[frame].head].pos in ("NOUN", "PROPN"):
        frame = tokens[frame].head
    if tokens[frame].pos not in ("NOUN", "PROPN"):
        return False
    if tokens[frame].dep == "nsubj" and aspect_of(view, tokens[frame].head) == "present":
        return not made
    over = tokens[frame].head
    if tokens[frame].dep != "pobj" or (telling.supported and not (telling.definite and view.lower[over] == "under")):
        return False
    subject_to = view.lower[over - 1 : over + 1] == ("subject", "to")
    return subject_to or view.lower[over] in cue_words("by_means_of")


def is_new(reading: Reading, telling: Telling) -> bool:
    """Whether words before a deal's noun say that it is new: "a new earn-in agreement with X"."""
    before = reading.views[telling.sentence].lower[max(0, telling.frame - _NEAR) : telling.frame]
    return bool(cue_words("unheard") & set(before))


_NEAR = 6
"""Words before a deal's noun among which one says that it is new."""


def _spoken_of(reading: Reading, telling: Telling) -> bool:
    """Whether somebody only speaks of a deal: "she pointed to an offtake agreement with X", "highlights its pact"."""
    view = reading.views[telling.sentence]
    tokens = view.parse.tokens
    at = telling.frame
    if tokens[at].dep == "pobj":
        at = tokens[at].head
    if tokens[at].dep not in ("dobj", "prep", "conj") or is_new(reading, telling):
        return False
    over = tokens[at].head
    return tokens[over].pos == "VERB" and view.lemmas[over] in cue_words("speaking_of")


def _came_before(view: SentenceView, frame: int) -> bool:
    """Whether a deal is told as done before what the sentence tells: "when we signed the pact", "is funded following a
    loan from X"."""
    tokens = view.parse.tokens
    while tokens[frame].dep in ("compound", "nmod") and tokens[frame].head > frame:
        frame = tokens[frame].head  # "a multi-tranche placement"
    if tokens[frame].dep in ("pobj", "dobj") and view.lower[tokens[frame].head] in cue_words("after_it"):
        return True
    for at in (frame, *(head for head, _dep in clauses.climb(view.parse, frame, 4))):
        if tokens[at].pos not in ("VERB", "AUX"):
            continue
        marks = {view.lower[c] for c in view.parse.children[at] if tokens[c].dep in ("mark", "advmod", "prep")}
        return (
            tokens[at].dep in ("advcl", "pcomp")
            and bool(marks & cue_words("clause_of_time"))
            and aspect_of(view, at) in ("past", "perfect", "pluperfect")
        )
    return False


MAKING = frozenset({"conclude", "complete", "give", "get"})
"""Uses of the verbs by which a deal is made."""
PRESENT = frozenset({"VBZ", "VBP", "VBG"})
"""Forms of verbs of what goes on."""
