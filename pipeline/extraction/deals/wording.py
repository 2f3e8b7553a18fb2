"""What the words right at a deal tell of it: whether it is known already, denied, one of a kind, on minerals."""

from __future__ import annotations

from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger

ON_WITHIN, ON_REACH = 7, 7
"""Words from a pact's noun to its "on", and from there to the minerals."""


def definite(view: SentenceView, frame: Frame) -> bool:
    """Whether the deal's noun is told as one known already: "the agreement", "its loan"."""
    for trigger in frame.triggers:
        if isinstance(trigger, NounTrigger):
            children = [*view.parse.children[trigger.head], *range(max(0, trigger.first - 1), trigger.first)]
            if any(view.lower[i] in ("the", "this", "that", "these", "its", "their", "both") for i in children):
                return True
    return False


def on_minerals(view: SentenceView, frame: Frame) -> bool:
    """Whether the deal's own noun phrase names minerals."""
    for trigger in frame.triggers:
        if not isinstance(trigger, NounTrigger):
            continue
        for i in range(max(0, trigger.first - 3), trigger.head + 1):
            start = view.parse.tokens[i].start
            if cue_at("subject", view.lower, i) or any(m.start <= start < m.end for m in view.minerals):
                return True
        if trigger.sense.scheme == "pact" and _told_on_minerals(view, trigger.head):
            return True
    return False


def _told_on_minerals(view: SentenceView, noun: int) -> bool:
    """Whether minerals are among what a pact is told to be on: "cooperation with X on space and critical minerals"."""
    tokens = view.parse.tokens
    on = next((i for i in range(noun + 1, min(len(tokens), noun + ON_WITHIN)) if view.lower[i] in ("on", "for")), None)
    if on is None:
        return False
    for i in range(noun + 1, min(len(tokens), on + ON_REACH)):
        if tokens[i].pos in ("VERB", "AUX") or view.lower[i] in (";", ".", ":"):
            return False
        mineral = any(m.start <= tokens[i].start < m.end for m in view.minerals)
        other = cue_at("off_subject", view.lower, i - 1) > 1  # "on space exploration"
        if i > on and not other and (mineral or cue_at("subject", view.lower, i)):
            return True
    return False


def another(view: SentenceView, frame: Frame) -> bool:
    """Whether the sentence says that it is one more deal: "also adopted"."""
    if frame.verb is None or definite(view, frame):
        return False
    return any(view.lower[i] in cue_words("another") for i in view.parse.children[frame.verb])


def negated(view: SentenceView, frame: Frame) -> bool:
    """Whether the deal's words are denied."""
    around = {i for t in frame.triggers for i in view.parse.children[t.head]}
    if frame.verb is not None:
        around |= set(view.parse.children[frame.verb])
    if any(view.parse.tokens[i].dep == "neg" for i in around):
        return True
    first = frame.main.first if isinstance(frame.main, NounTrigger) else frame.main.head
    return any(view.lower[i] in ("no", "without", "nor", "any") for i in range(max(0, first - 2), first))


def made_with(view: SentenceView, frame: Frame) -> bool:
    """Whether a weak noun's deal is made with a named counterpart: "announced a partnership with X"."""
    with_named = any(a.role and a.place in ("with", "between") and a.rule == "noun_place" for a in frame.arguments)
    return "conclude" in frame.uses and with_named and not definite(view, frame)


def about(view: SentenceView, frame: Frame) -> str:
    """What the words at the deal's noun speak of; the nearer to the right wins, else those before."""
    low = max(0, min(t.head for t in frame.triggers) - 4)
    last = max(t.head for t in frame.triggers)
    high = min(len(view.lower), last + 14)
    tokens = view.parse.tokens

    def speaks(name: str, i: int) -> bool:
        mineral = name == "subject" and any(m.start <= tokens[i].start < m.end for m in view.minerals)
        said = cue_at(name, view.lower, i) or cue_at(name, view.lemmas, i)
        return mineral or ((name == "subject" or i not in view.at) and said > 0)

    inside = [
        c
        for t in frame.triggers
        for c in view.parse.children[t.head]
        if tokens[c].dep in ("compound", "amod", "nmod") and c < t.head
    ]
    if view.sentence.kind == "title":  # whose words the model often hangs elsewhere
        inside += [t.head - 1 for t in frame.triggers if t.head and tokens[t.head - 1].tag in ("NN", "NNS", "JJ")]
    for i in [*inside, *range(last, high), *range(last - 1, low - 1, -1)]:
        for name, said in (("subject", "subject"), ("off_subject", "off")):
            if speaks(name, i):
                return said
    return ""


def kind_only(view: SentenceView, frame: Frame) -> bool:
    """Whether an adjective shows that only a kind of deals is named: "similar agreements"."""
    children = {i for t in frame.triggers if isinstance(t, NounTrigger) for i in view.parse.children[t.head]}
    return any(view.lower[i] in cue_words("kind_only") for i in children)
