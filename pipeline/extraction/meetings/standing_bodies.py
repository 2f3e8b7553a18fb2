"""Forums and dialogues that are bodies with members rather than occasions."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame


def standing_forum(frame: Frame) -> bool:
    """Whether a forum is a body with members and a chair: "as chair of the Economic Cooperation forum"."""
    reading, t = frame.reading, frame.trigger.token
    head = reading.tokens[t].head
    if frame.trigger.words != "forum" or reading.words[head] != "of" or frame.trigger.plural:
        return False
    return reading.lemmas[reading.tokens[head].head] in cues("gathering_body")


def standing_dialogue(frame: Frame) -> bool:
    """Whether a dialogue known by name is only where something belongs: "working groups in the Commercial Dialogue"."""
    named = frame.trigger.words == "dialogue" and frame.trigger.name is not None and frame.kind == ""
    bare = frame.date is None and frame.place is None and "role_verb" not in frame.flags
    of_it = bool(frame.flags & {"prep:in", "prep:of", "prep:under", "prep:through", "prep:via", "prep:within"})
    of_it = of_it or {"subject", "present"} <= frame.flags  # "the Human Rights Dialogue is an important channel"
    sitting = any(flag.startswith("ordinal:") for flag in frame.flags)
    told = ("modifier", "with", "circumstance")
    return named and bare and of_it and not sitting and all(c.rule.startswith(told) for c in frame.claims)
