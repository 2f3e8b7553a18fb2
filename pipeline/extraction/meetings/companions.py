"""Who comes along with those that meet, told in the same sentence: "flanked by X", "among them Y", "Z in tow"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, of_mention
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE, ancestors, is_passive, is_verb, objects
from pipeline.extraction.meetings.name_lists import listed_before, run_after
from pipeline.extraction.meetings.official_lists import officials_by
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.run_by import PRESIDED


def add_companions(document: Document, frames: list[Frame]) -> None:
    """Who comes along with those that meet, in the same sentence: "flanked by X", "together with Y", "led by Z";
    and who presides: "under the chairmanship of W"."""
    if not frames:
        return
    reading = frames[0].reading
    first, last = reading.sentence.start, reading.sentence.end
    for name, part in (("companions", "attendee"), ("presiding", "host"), ("in_partnership", "partner")):
        for hit in cue_pattern(name).finditer(document.text, first, last):
            p = reading.token_at(hit.end() - 1)
            # "Italy's presidency of the G7"
            of_another = document.text[hit.start() - 3 : hit.start()] in ("'s ", "’s ")
            if name == "presiding" and (reading.words[p] != "of" or of_another):
                continue
            free = [f for f in frames if not _only_when(f, p)]
            if not free:
                continue
            told = [f for f in free if f.trigger.token < p] if name == "presiding" else []
            frame = min(told or free, key=lambda f: abs(f.trigger.token - p))
            if cue_pattern("margins").search(document.text, frame.end, hit.start()):
                continue  # "our talks on the margins of the summit convened by X"
            governed_here = [c for c in reading.children[p] if reading.tokens[c].dep == "pobj"]
            hosted = frame.trigger.shape == "event" and any(c.role == "host" for c in frame.claims)
            if part == "partner" and not hosted:
                continue
            role = "attendee" if part == "attendee" else "host"
            found = [*parties(document, reading, governed_here), *run_after(document, reading, p)]
            frame.flags |= {PRESIDED} if name == "presiding" and found else set()
            frame.add([f for f in found if not set(f.entities) & frame.entities], role, name)
    for v, lemma in enumerate(reading.lemmas):
        if lemma in cues("accompanied") and is_passive(reading, v):
            others = [f for f in frames if f.trigger.token != v]  # "joined by X when he met Y": of the meeting
            frame = min(others or frames, key=lambda f: abs(f.trigger.token - v))
            frame.add(
                [f for f in officials_by(document, reading, v) if not set(f.entities) & frame.entities],
                "attendee",
                "companions",
            )
    for hit in _AMONG_THEM.finditer(document.text, first, last):
        frame = min(frames, key=lambda f: abs(f.trigger.token - reading.token_at(hit.start())))
        near = [m for m in reading.mentions if m.end == hit.start() and m.entities and m.form != "pronoun"]
        for m in near if frame.ranks or "crowd" in frame.flags else []:
            found = [*listed_before(document, reading, reading.token_at(m.end - 1)), of_mention(m, "among_them")]
            frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")
    for t, found in _of_the_party(document, reading):
        frame = min(frames, key=lambda f: abs(f.trigger.token - t))
        frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")
    for frame in frames:
        found = _some_of_them(document, frame)
        frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")
    for hit in cue_pattern("beside").finditer(document.text, first, last):
        found = _beside(document, reading, hit.start())
        frame = min(frames, key=lambda f: abs(f.trigger.token - reading.token_at(hit.start())))
        frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")


def _some_of_them(document: Document, frame: Frame) -> list[Found]:
    """Those named of a group that somebody meets, told at the end of the clause: "met a group of investors in Lima on
    Friday, including X", "dined with five ministers, among them Y and Z"."""
    reading, t = frame.reading, frame.trigger.token
    verb = frame.verb if frame.verb is not None else t
    group = bool(frame.ranks) or "crowd" in frame.flags or any(f.startswith("group:") for f in frame.flags)
    first = verb if "subject" in frame.flags and verb > t else t  # "the forum drew ministers …, among them X"
    for i in range(first + 1, len(reading.words) - 1):
        group = group or (
            reading.tokens[i].tag == "NNS" and reading.lemmas[i] in groups() and reading.mention_of[i] < 0
        )
        if reading.tokens[i].tag in FINITE or reading.words[i] in (";", ":"):
            return []
        if reading.words[i : i + 2] in (("among", "them"), ("among", "others")) and group:
            states = i > 1 and reading.words[i - 2] in cues("states_told")  # "from 60 countries, among them X"
            return [f for f in run_after(document, reading, i + 1) if states or _is_party(document, f)]
        if reading.words[i] == "including" and reading.words[i - 1] == ",":
            met = [o for o in objects(reading, verb) if reading.mention_of[o] < 0 and reading.lemmas[o] in groups()]
            if not {t, verb, *met} & set(ancestors(reading, i)):
                return []
            told = [p for p in reading.children[i] if reading.tokens[p].dep == "pobj"]
            return parties(document, reading, told) if met else []
    return []


def _of_the_party(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """Those named of a group with whom somebody travels: "flew to Lima with three governors, among them X"."""
    out = []
    for t in range(3, len(reading.words) - 2):
        group = reading.tokens[t - 2].tag == "NNS" and reading.mention_of[t - 2] < 0
        if reading.words[t - 1 : t + 2] == (",", "among", "them") and group and reading.lemmas[t - 2] in groups():
            low = next((p for p in range(t - 3, max(t - 8, -1), -1) if reading.words[p] == "with"), None)
            found = run_after(document, reading, t + 1) if low is not None else []
            out.append((t, [f for f in found if _is_party(document, f)]))
    return out


def _is_party(document: Document, found: Found) -> bool:
    return any(document.entities[e].entity_type != "country" for e in found.entities)


def _only_when(frame: Frame, p: int) -> bool:
    """Whether a gathering only tells when something was done that token `p` belongs to: "since that meeting, we
    signed a pact alongside X"."""
    if not frame.flags & {"prep:since", "prep:after", "prep:before", "prep:following"}:
        return False
    reading, t = frame.reading, frame.trigger.token
    return t < p and any(is_verb(reading, a) and t < a for a in ancestors(reading, p))


_AMONG_THEM = re.compile(r"(?:'s|’s|s['’])?\s(?:among (?:them|others)|included)\b")
"""Words behind one of those who are there: "gathered six ministers, Namibia's among them"."""


def _beside(document: Document, reading: Reading, position: int) -> list[Found]:
    """Who is there besides those that meet: "with the premier, X, in tow", "with Y and Z looking on"."""
    near = [m for m in reading.mentions if 0 < position - m.end <= 3 and m.entities]
    if not near or near[0].form == "pronoun":
        return []
    found = [*listed_before(document, reading, reading.token_at(near[0].end - 1)), of_mention(near[0], "beside")]
    t = reading.token_at(found[0].start)
    for p in range(t - 1, max(t - 8, -1), -1):
        if reading.words[p] == "with":
            return found
        if reading.tokens[p].tag in ("VBD", "VBZ", "VBP", "MD") or reading.words[p] in (";", ":"):
            break
    return []
