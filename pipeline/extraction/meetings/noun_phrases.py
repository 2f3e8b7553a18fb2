"""Parties told in phrases behind the noun for a gathering, where the model hung them elsewhere: "between X and Y",
"on a pact with Z", "a courtesy call on W", "the visit this week by V"."""

from __future__ import annotations

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, mention_at, of_mention
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE, coordination, governed, is_verb, objects
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.name_lists import after_preposition
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.names.gazetteer import city_countries

_MADE_WITHIN = 7
"""Words behind "visit" in which "by X" may stand."""


def between(document: Document, reading: Reading, a: int) -> list[Found]:
    """The two sides of "a meeting planned for Thursday between X and Y", where the model hung "between" elsewhere."""
    for t in range(a + 1, min(a + 12, len(reading.words) - 1)):
        if reading.tokens[t].tag in ("VBD", "VBZ", "VBP", "MD") or reading.words[t] in (";", ":", "—"):
            break
        if reading.words[t] == "between" and reading.tokens[t].dep == "prep":
            behind = [p for p in reading.children[t] if reading.tokens[p].dep == "pobj"]
            return parties(document, reading, [q for p in behind for q in coordination(reading, p)])
    return []


def counterparts(document: Document, frame: Frame, heads: list[int]) -> None:
    """With whom people in office told without a name met: "was held between the Secretaries with their Chilean
    counterparts"."""
    for head in heads:
        others = parties(document, frame.reading, governed(frame.reading, head, ("with", "alongside")))
        frame.add(others, "attendee", "with")
        rank = rank_of(frame.reading, head)
        if others and rank:
            frame.ranks.add(rank)


_PAPER_WITHIN = 12
"""Words behind "talks" in which the paper that they are on may stand."""


def under_paper(document: Document, reading: Reading, a: int) -> list[Found]:
    """With whom the paper is made that is negotiated: "the third round of talks on a trilateral pact with X and Y"."""
    paper = False
    for t in range(a + 1, min(a + 15, len(reading.words) - 1)):
        if reading.tokens[t].tag in ("VBD", "VBZ", "MD") or reading.words[t] in (";", ":", "—", ","):
            break
        paper = paper or reading.lemmas[t] in cues("paper_of_talks")
        if paper and reading.words[t] == "with":
            return after_preposition(document, reading, t)
    return []


def sides_of_paper(document: Document, reading: Reading, a: int) -> list[Found]:
    """The two states whose paper is negotiated: "talks on a US-Ukraine minerals deal", "over an EU–Chile accord"."""
    for t in range(a + 1, min(a + _PAPER_WITHIN, len(reading.words))):
        if reading.tokens[t].tag in FINITE or reading.words[t] in (";", ":", ",", "with", "between"):
            return []
        if reading.lemmas[t] not in cues("paper_of_talks"):
            continue
        inside = [m for m in reading.mentions if reading.tokens[a].end < m.start < reading.tokens[t].start]
        joined = len(inside) == 2 and document.text[inside[0].end : inside[1].start] in ("-", "–", "—", "/")
        kinds = {document.entities[e].entity_type for m in inside for e in m.entities}
        return [of_mention(m, "their_paper") for m in inside] if joined and kinds <= {"country", "bloc"} else []
    return []


def paid_to(document: Document, reading: Reading, a: int) -> list[Found]:
    """On whom a call is paid, or to which person or body a visit: "a courtesy call on the Speaker, X"."""
    above = reading.tokens[a].head
    goals = governed(reading, a, ("on", "upon"))
    if reading.tokens[a].dep == "dobj" and is_verb(reading, above):
        goals += governed(reading, above, ("on", "upon"))
    return [
        f
        for f in parties(document, reading, goals)
        if all(document.entities[e].entity_type != "country" for e in f.entities)
    ]


def made_by(document: Document, reading: Reading, a: int) -> list[Found]:
    """Who makes a trip, read off the words behind it: "the visit this week by the mining minister, X"."""
    for t in range(a + 1, min(a + _MADE_WITHIN, len(reading.words) - 1)):
        if reading.tokens[t].tag in FINITE or reading.words[t] in (",", ";", ":"):
            break
        if reading.words[t] == "by":
            return parties(document, reading, [p for p in reading.children[t] if reading.tokens[p].dep == "pobj"])[:1]
    return []


_OWNER = 5
"""Words before "honour" in which "in" may stand: "in Li Qiang's honour"."""


def honoured(document: Document, frame: Frame) -> None:
    """The guest in whose honour it is given: "a lunch in his honour", "a dinner in honour of X"."""
    reading, t = frame.reading, frame.trigger.token
    for i in range(t + 2, min(t + 8, len(reading.tokens))):
        if reading.words[i] not in ("honor", "honour") or not {"in", "to"} & set(reading.words[i - _OWNER : i]):
            continue
        whose = [c for c in reading.children[i] if reading.tokens[c].dep == "poss"]
        whose += governed(reading, i, ("of",))
        if reading.words[i - 1] == "to":
            whose = objects(reading, i)
        guests = parties(document, reading, whose)
        theirs = {e for f in guests for e in f.entities}
        if theirs & frame.entities or not guests:
            frame.flags.add("honoured_guests")  # "Y will give a banquet in their honour": those told of before
        else:
            frame.add(guests, "attendee", "honoured")


def town_of(document: Document, reading: Reading, mention: NameMention) -> bool:
    """Whether a city state named behind two joined states is where they met and no third party."""
    at = next(n for n, m in enumerate(reading.mentions) if m.start == mention.start)
    if at < 2 or document.text[reading.mentions[at - 1].end : mention.start] != " ":
        return False
    between = document.text[reading.mentions[at - 2].end : reading.mentions[at - 1].start]
    return between.strip() in ("-", "–", "—", "/") and document.text[mention.start : mention.end] in city_countries()


def premises(document: Document, reading: Reading, heads: list[int]) -> list[Found]:
    """Whose works or offices somebody visits: "toured Lynas's plant", "a visit to the plant of Cummins"."""
    out: list[Found] = []
    for i in heads:
        if reading.mention_of[i] >= 0 or reading.lemmas[i] not in cues("premises"):
            continue
        owners = [c for c in reading.children[i] if reading.tokens[c].dep in ("poss", "compound", "nmod")]
        for c in [*owners, *governed(reading, i, ("of",))]:
            mention = mention_at(reading, c)
            kinds = {document.entities[e].entity_type for e in mention.entities} if mention else set()
            if mention is not None and kinds and kinds <= {"company", "organisation", "government_body"}:
                out.append(of_mention(mention, "premises"))
    return out


def loose_with(document: Document, reading: Reading, v: int, t: int) -> list[Found]:
    """ "with X" after the noun where the model hung it on another phrase of the same clause."""
    for i in range(max(v, t) + 1, min(len(reading.words), max(v, t) + 14)):
        if reading.words[i] in (";", ":") or (is_verb(reading, i) and reading.tokens[i].tag in ("VBD", "VBZ", "VBP")):
            return []
        if reading.words[i] == "with":
            return parties(document, reading, [p for p in reading.children[i] if reading.tokens[p].dep == "pobj"])
    return []
