"""Frames of one sentence that tell one gathering: "sat down with X for the 24th round of talks"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame, verbal
from pipeline.extraction.meetings.grammar import (
    agents,
    finite_governor,
    is_verb,
    objects,
    subjects,
)
from pipeline.extraction.meetings.joining import companion, joined_in_signing, joined_on_trip, joins_those
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.states_plans import meant_by_leaders
from pipeline.extraction.meetings.told_on import antecedent, object_before, put_on_by


def _absorb(into: Frame, other: Frame) -> None:
    """Take over all that another frame tells of the same gathering."""
    for claim in other.claims:
        if not any((c.start, c.end) == (claim.start, claim.end) for c in into.claims):
            into.claims.append(Claim(claim.entities, claim.role, claim.start, claim.end, claim.rule, claim.rank))
    into.kind = into.kind or other.kind
    into.phone = into.phone or other.phone
    into.ranks |= other.ranks
    told = {"present"} if into.status_rule in ("future", "past") else set()
    into.flags |= other.flags - {"setting", "mentioned"} - told
    into.start, into.end = min(into.start, other.start), max(into.end, other.end)


def _name_after(frame: Frame, other: Frame) -> None:
    """Give a frame the proper name that another frame of the same gathering bears."""
    named = other.trigger
    if named.name and not frame.trigger.name:
        frame.trigger = replace(frame.trigger, name=named.name, name_start=named.name_start, name_end=named.name_end)


def _under(reading: Reading, i: int, above: int, steps: int = 4) -> list[int] | None:
    """Tokens on the way from `i` up to `above`, or None where it isn't above within so many steps."""
    path = []
    for _ in range(steps):
        up = reading.tokens[i].head
        if up == i:
            return None
        path.append(up)
        if up == above:
            return path
        i = up
    return None


def _invited_to(frame: Frame, other: Frame) -> bool:
    """ "X invited Y to visit Z": the invitation and the visit are one meeting."""
    token = other.reading.tokens[other.trigger.token]
    return (
        frame.trigger.words == "invite"
        and verbal(other)
        and token.head == frame.trigger.token
        and token.dep in ("xcomp", "ccomp", "advcl")
    )


def _to_talk_over(frame: Frame, other: Frame) -> bool:
    """Whether a verb of talking only tells what people come together for: "X and Y hosted Z to discuss supplies"."""
    reading, o = frame.reading, other.trigger.token
    token = reading.tokens[o]
    if not verbal(frame) or not verbal(other) or other.trigger.words not in cues("debating") or token.tag != "VB":
        return False
    aim = token.dep in ("advcl", "xcomp", "relcl", "acl") and any(reading.words[c] == "to" for c in reading.children[o])
    return aim and other.entities <= frame.entities and _under(reading, o, frame.trigger.token) is not None


def _where_met(frame: Frame, other: Frame) -> bool:
    """ "A visit to the mine, where he was to meet X": the meeting is what the visit was for."""
    reading, t = frame.reading, frame.trigger.token
    verb = reading.tokens[t].head if reading.tokens[t].dep == "xcomp" else t
    works = other.trigger.shape == "calling" and not any(
        c.rule.startswith("visited") and not c.rule.endswith(":premises") for c in other.claims
    )  # "toured the plant, where he was greeted by X"
    if not (other.trigger.shape == "trip" or (works and frame.entities & other.entities)):
        return False
    if reading.tokens[verb].dep != "relcl":
        return False
    where = [c for v in (t, verb) for c in reading.children[v] if reading.words[c] == "where"]
    if not where:
        return False
    o = other.trigger.token
    told_on = range(o + 1, where[0])  # "a visit to Lima on Friday, where …", which the model hangs on the day
    on_it = o < where[0] and not any(reading.tokens[i].tag in _FINITE or reading.words[i] == "and" for i in told_on)
    return on_it or _under(reading, verb, o) is not None


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _held_at(frame: Frame, other: Frame, steps: list[str]) -> bool:
    """ "Met at a meeting convened by X": the noun names what the verb tells."""
    if not steps or steps[-1] not in ("at", "in", "during") or len(steps) > 2:
        return False
    surer = other.trigger.weight > 1 or frame.trigger.weight == 1
    plain = other.trigger.name is None and "indefinite" in other.flags and surer
    return plain and frame.trigger.shape in ("reciprocal", "assembly", "reception") and frame.kind == ""


def _signed_at(frame: Frame, other: Frame) -> bool:
    """ "A ceremony in Lima at which X and Y signed a pact": the signing is what the ceremony was for."""
    reading, v = frame.reading, frame.trigger.token
    at = frame.trigger.shape == "signing" and reading.tokens[v].dep == "relcl"
    return at and other.kind == "signing" and reading.tokens[v].head == other.trigger.token


def _opens_with(reading: Reading, t: int, o: int) -> bool:
    """Whether the gathering named at `t` opens with the event at `o`: "talks that kick off with a dinner"."""
    head = reading.tokens[o].head
    verb = reading.tokens[head].head
    if reading.tokens[o].dep != "pobj" or reading.words[head] != "with" or reading.lemmas[verb] not in cues("opening"):
        return False
    return t in subjects(reading, verb)


def _next_in_list(frame: Frame, other: Frame) -> bool:
    """Whether two names are items of a list and don't mean one gathering: "the 2nd X Dialogue, the 21st Y Dialogue"."""
    reading = frame.reading
    if not frame.trigger.name or not other.trigger.name or other.trigger.name_start <= frame.trigger.name_end:
        return False
    between = reading.words[reading.token_at(frame.trigger.name_end) : reading.token_at(other.trigger.name_start)]
    return "," in between and "the" in between


def _its_round(reading: Reading, t: int, o: int) -> bool:
    """Whether `o` is a round of what is its verb's subject: "the talks got through their first round"."""
    v = reading.tokens[o].head
    if reading.tokens[o].dep == "pobj":
        v = reading.tokens[v].head
    owned = any(reading.words[c] in ("its", "their") for c in reading.children[o])
    return owned and reading.lemmas[o] in cues("session") and t in subjects(reading, v)


def _bound_for(journey: Frame, frames: list[Frame]) -> None:
    """Give what somebody travels for the day and the place of the journey: "flies to Lima on 14 April for talks"."""
    reading = journey.reading
    for frame in frames:
        p = reading.tokens[frame.trigger.token].head
        if reading.words[p] != "for" or reading.tokens[p].head != journey.trigger.token:
            continue
        if frame.date is None:
            frame.date, frame.date_rule = journey.date, journey.date_rule
        if frame.place is None:
            frame.place, frame.place_rule = journey.place, journey.place_rule


def _only_where(frame: Frame) -> bool:
    """Whether a visit without its visitor is that on which something was done: "X, on a visit to Y, met Z"."""
    to = all(c.rule.startswith("destination") for c in frame.claims)
    return frame.trigger.shape == "trip" and "prep:on" in frame.flags and to and frame.date is None


ON_THE_WAY = "on the way to what is told with it"
"""Why a journey for something told in the same sentence is no gathering of its own."""


def link_frames(document: Document, frames: list[Frame]) -> tuple[list[Frame], list[tuple[Frame, str]]]:
    """Merge the frames of a sentence that tell one gathering; say which were merged away."""
    gone: list[tuple[Frame, str]] = []
    alive = list(frames)
    for frame in list(alive):
        if frame.trigger.shape == "journey" and any(
            f is not frame and (f.entities & frame.entities or not f.entities) and f.trigger.shape != "journey"
            for f in alive
        ):
            alive.remove(frame)
            gone.append((frame, ON_THE_WAY))
            _bound_for(frame, alive)
    for frame in list(alive):
        if len(alive) > 1 and _only_where(frame):
            alive.remove(frame)
            gone.append((frame, "on a visit on which what is told with it took place"))
    for frame in frames:
        if frame not in alive:
            continue
        reading, t = frame.reading, frame.trigger.token
        for other in frames:
            if other is frame or other not in alive or frame not in alive:
                continue
            o = other.trigger.token
            if _invited_to(frame, other):
                for claim in other.claims:
                    guest = not any(set(c.entities) & set(claim.entities) for c in frame.claims if c.role == "host")
                    frame.claims.append(replace(claim, role="invitee" if guest else "host"))
                other.claims = [c for c in frame.claims if c.role == "host"] + [
                    replace(c, role="invitee") for c in frame.claims if c.role != "host"
                ]
                alive.remove(frame)
                gone.append((frame, "invited to a meeting told by another verb"))
                break
            if verbal(frame) and _where_met(frame, other):
                _absorb(other, frame)
                alive.remove(frame)
                gone.append((frame, "met where a visit led"))
                break
            if joined_on_trip(frame, other):
                along = [c for c in frame.claims if not set(c.entities) & other.entities]
                other.claims += [replace(c, rule="companions:joined") for c in along]
                alive.remove(frame)
                gone.append((frame, "joined on a trip"))
                break
            if joined_in_signing(document, frame, other):
                _absorb(other, frame)
                other.flags.add("ceremony")
                alive.remove(frame)
                gone.append((frame, "joined in signing"))
                break
            if joins_those(frame, other):
                for claim in frame.claims:
                    if claim.rule.startswith("subject") and not set(claim.entities) & other.entities:
                        other.claims.append(replace(claim, rule="joined_by"))
                alive.remove(frame)
                gone.append((frame, "joins those who meet as told before"))
                break
            if companion(frame, other):
                other.add(parties(document, reading, agents(reading, t)), "attendee", "joined_by")
                alive.remove(frame)
                gone.append((frame, "joined by somebody at a gathering told by another verb"))
                break
            if _to_talk_over(frame, other):
                alive.remove(other)
                gone.append((other, "purpose of a meeting told by its verb"))
                continue
            if verbal(frame) and not verbal(other):
                path = _under(reading, o, t)
                joined = frame.trigger.words == "join" and reading.tokens[t].tag == "VBN"
                done = finite_governor(reading, o) if "outcome" in other.flags else other.verb
                if joined and done is not None and reading.tokens[t].head == done:
                    other.add(parties(document, reading, agents(reading, t)), "attendee", "joined_by")
                    alive.remove(frame)
                    gone.append((frame, "joined at a gathering that is named"))
                    break
                if frame.trigger.shape in ("summons", "assembly") and o in subjects(reading, t):
                    _absorb(other, frame)
                    other.verb = other.verb if other.verb is not None else t
                    alive.remove(frame)
                    gone.append((frame, "what a gathering that is named does"))
                    break
                asked = reading.tokens[o].dep == "xcomp" and reading.tokens[o].head == t and not other.claims
                if frame.trigger.shape == "summons" and frame.claims and asked:
                    _absorb(frame, other)  # "has invited A and B to talks in Lima", read as a verb
                    alive.remove(other)
                    gone.append((other, "purpose of a meeting told by its verb"))
                    continue
                if _signed_at(frame, other):
                    _absorb(other, frame)
                    alive.remove(frame)
                    gone.append((frame, "what was signed at the ceremony"))
                    break
                if path is None:
                    continue
                steps = [reading.words[p] for p in path[:-1]]
                apart = steps[-1] in _AT_OTHER_TIME if steps else False
                if (
                    frame.trigger.shape == "signing"
                    and other.definite
                    and not apart
                    and reading.lemmas[o] in cues("retold_noun")
                ):
                    _absorb(other, frame)
                    other.kind = ""
                    alive.remove(frame)
                    gone.append((frame, "a signing at a gathering told before"))
                    break
                if frame.trigger.shape == "signing" and reading.lemmas[o] in cues("signing_noun"):
                    _absorb(frame, other)
                    alive.remove(other)
                    gone.append((other, "ceremony of a signing"))
                    continue
                if other.kind == "call" and frame.trigger.words.split()[0] in cues("spoken_verb") and steps == ["in"]:
                    frame.phone = True
                    frame.flags |= {f for f in other.flags if f == "indefinite"}
                    alive.remove(other)
                    gone.append((other, "another word for the same gathering"))
                    continue
                if _held_at(frame, other, steps):
                    _absorb(other, frame)
                    other.verb = other.verb if other.verb is not None else t
                    if other.status_rule == "bare":
                        other.status, other.status_rule = frame.status, frame.status_rule
                    alive.remove(frame)
                    gone.append((frame, "met at a meeting that the sentence names"))
                    break
                direct = reading.tokens[o].dep == "dobj" and reading.tokens[o].head == t
                asked_to = frame.trigger.words == "invite" and len(path) > 1 and is_verb(reading, path[-2])
                if frame.trigger.shape == "summons" and steps and (steps[-1] in ("to", "for") or asked_to):
                    alive.remove(frame)
                    gone.append((frame, "brings people to a gathering that is named"))
                    break
                occasion = bool(steps) and steps[-1] == "on" and "occasion" in steps
                behind = len(steps) > 1 and steps[-2] == "for" and path[-2] in objects(reading, t)
                purpose = (steps and steps[-1] == "for") or behind  # hung on the guests: "hosted colleagues for talks"
                if steps[:1] == ["for"] and steps[-1] in ("at", "in") and frame.trigger.shape == "reception":
                    purpose = True  # hung on the place: "hosted X at the ministry for their third meeting"
                if purpose and frame.trigger.words == "join" and other.definite:
                    frame.definite = True  # "X joined Y for the talks" that were told before
                if direct or occasion or (purpose and "setting" not in other.flags):
                    if direct and frame.trigger.words in cues("debating"):
                        alive.remove(frame)  # "discussed the summit now underway": its topic
                        gone.append((frame, "talks about a gathering"))
                        break
                    keep_name = other.trigger.name or other.kind
                    if direct:
                        if meant_by_leaders(document, other, t):
                            frame.claims = [c for c in frame.claims if not c.rule.startswith(("host", "subject"))]
                        _absorb(other, frame)
                        other.verb = other.verb if other.verb is not None else t
                        alive.remove(frame)
                        gone.append((frame, "told by the noun it governs"))
                    elif keep_name or not frame.claims:
                        frame.flags.add("purpose")
                        _absorb(frame, other)
                        if frame.trigger.shape == "assembly" and other.kind in ("conference", "summit"):
                            _name_after(frame, other)
                        alive.remove(other)
                        gone.append((other, "purpose of a meeting told by its verb"))
                    else:
                        _absorb(frame, other)
                        frame.flags.add("purpose")
                        alive.remove(other)
                        gone.append((other, "purpose of a meeting told by its verb"))
            elif not verbal(frame) and not verbal(other):
                dep, head = reading.tokens[o].dep, reading.tokens[o].head
                same = dep in ("appos", "compound", "amod", "nmod") and head == t and not _next_in_list(frame, other)
                inside = dep == "pobj" and reading.words[head] == "of" and reading.tokens[head].head == t
                if same or inside or _its_round(reading, t, o) or (not other.entities and _opens_with(reading, t, o)):
                    _absorb(frame, other)
                    _name_after(frame, other)
                    alive.remove(other)
                    gone.append((other, "another word for the same gathering"))
    for frame in list(alive):
        if frame.trigger.shape == "invitation" and "prep:at" in frame.flags:
            alive.remove(frame)
            gone.append((frame, "at somebody's invitation"))
            for other in alive:
                # "At the invitation of X, Prime Minister Y flew" reads as a list
                coming = {e for c in other.claims if c.rule.startswith(("subject", "visitor")) for e in c.entities}
                for claim in frame.claims:
                    if claim.rule.startswith("of") and not set(claim.entities) & coming:
                        other.claims.append(replace(claim, role="host", rule="inviter"))
    for frame in list(alive):
        if frame.trigger.words == "invite" and len(alive) > 1:
            main = next((f for f in alive if f is not frame and f.trigger.token < frame.trigger.token), None)
            if (main is not None and _under(frame.reading, frame.trigger.token, main.trigger.token, 6) is not None) or (
                main is not None and main.verb is not None and _under(frame.reading, frame.trigger.token, main.verb, 6)
            ):
                for claim in frame.claims:
                    main.claims.append(replace(claim, role="invitee"))
                alive.remove(frame)
                gone.append((frame, "invited to a gathering named before"))
        elif frame.trigger.shape in ("trip", "calling") and any(
            f.trigger.shape == "invitation"
            and f.trigger.token < frame.trigger.token
            and (frame.trigger.words == "visit" or _under(frame.reading, frame.trigger.token, f.trigger.token, 6))
            for f in alive
        ):
            invitation = next(f for f in alive if f.trigger.shape == "invitation")
            for claim in frame.claims:
                if not set(claim.entities) & invitation.entities:
                    invitation.claims.append(claim)
            alive.remove(frame)
            gone.append((frame, "what an invitation is for"))
    for frame in list(alive):
        noun = object_before(frame, alive) or antecedent(frame, alive)
        if noun is not None:
            if put_on_by(frame):
                frame.claims = [c for c in frame.claims if c.role == "host"]
            _absorb(noun, frame)
            if noun.status_rule == "bare":
                noun.status, noun.status_rule, noun.verb = frame.status, frame.status_rule, frame.verb
            noun.flags.add("role_verb")
            alive.remove(frame)
            gone.append((frame, "hosting of a gathering named before"))
            continue
        told = [f for f in alive if f is not frame and verbal(f) and f.trigger.token < frame.trigger.token]
        if put_on_by(frame) and frame.trigger.words in cues("calling_together") and told and not told[-1].phone:
            hosts = [c for c in frame.claims if c.role == "host" and not set(c.entities) & told[-1].entities]
            told[-1].claims += hosts  # "signed a text in Lima, hosted by X"
            alive.remove(frame)
            gone.append((frame, "hosting of what another verb tells"))
    return alive, gone


_AT_OTHER_TIME = frozenset({"since", "after", "before", "following"})
