"""Who was at a gathering, each once and in one role: a person takes the place of the party that they stand for."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.kinds import offices, rank_of_person


def present(document: Document, gathering: Gathering) -> list[tuple[int, str, Claim]]:
    """Participants once each with their role: a person takes the place of the party that they stand for."""
    roles: dict[int, tuple[str, Claim]] = {}
    for claim in gathering.claims:
        for e in claim.entities:
            if e not in roles or (claim.role == "host" and roles[e][0] != "host"):
                roles[e] = (claim.role, roles[e][1] if e in roles else claim)
            elif roles[e][0] == "invitee" and claim.role == "attendee":
                roles[e] = ("attendee", roles[e][1])
    people = [e for e in roles if document.entities[e].entity_type == "person"]
    if not any(role == "host" for role, _ in roles.values()):
        for e in _hosts_at_home(document, gathering, people) or _holders(gathering):
            roles[e] = ("host", roles[e][1])
    covered: dict[int, int] = {}
    codes: dict[str, int] = {}
    for e in people:
        entity = document.entities[e]
        if entity.represents is not None:
            covered[entity.represents] = e
        if entity.country_code:
            codes.setdefault(entity.country_code, e)
    out: list[tuple[int, str, Claim]] = []
    bodies = {
        document.entities[e].country_code
        for e in roles
        if document.entities[e].entity_type == "government_body" and _holds(gathering, e)
    }
    codes |= _last_side(document, gathering, roles, codes)
    covered |= _head_of_firm(document, gathering, roles)
    covered |= _speakers_of_firm(document, gathering, roles)
    ranked = {e for c in gathering.claims for e in c.entities if c.rank == "leader" and c.plural}
    for e, (role, claim) in roles.items():
        entity = document.entities[e]
        if entity.entity_type == "country" and entity.country_code in bodies and _by_name_alone(gathering, e):
            continue  # "the ministries of X and Y held the X–Y dialogue"
        stand_in = covered.get(e)
        if stand_in is None and entity.entity_type == "country" and entity.country_code in codes:
            stand_in = codes[entity.country_code]
        if stand_in is None and entity.entity_type == "government_body":
            stand_in = next((p for p in people if _heads(document, p, e)), None)
        if stand_in is not None and e in ranked and rank_of_person(document, stand_in) not in ("leader", None):
            stand_in = None  # "heads of state from the U.S." are not its finance minister
        if stand_in is not None and e in ranked and entity.entity_type == "bloc":
            stand_in = None  # "EU leaders" are more than who chairs them
        if stand_in is not None and entity.entity_type != "person":
            if role == "host" and roles[stand_in][0] != "host":
                out = [(p, "host" if p == stand_in else r, c) for p, r, c in out]
                roles[stand_in] = ("host", roles[stand_in][1])
            continue
        out.append((e, role, claim))
    return [(e, roles[e][0], claim) for e, _, claim in out]


def _heads(document: Document, person: int, body: int) -> bool:
    """Whether a person is the minister of an unnamed ministry of their state: "the mines ministries of X and Y met,
    with ministers A and B"."""
    one, ministry = document.entities[person], document.entities[body]
    words = ministry.name.lower().split()
    if words[-1] != "ministry" or one.country_code is None or one.country_code != ministry.country_code:
        return False
    held = (one.office or "").lower().split()
    return held[-1:] == ["minister"] and (len(held) == 1 or bool({*held} & {*words[:-1]}))


def _last_side(
    document: Document, gathering: Gathering, roles: dict[int, tuple[str, Claim]], codes: dict[str, int]
) -> dict[str, int]:
    """The last of the sides told by unnamed people ("Malaysian and American negotiators") with the only person who is
    told for none, where the other sides have theirs."""
    told = {e for c in gathering.claims if c.plural and "on_behalf" in c.rule for e in c.entities}
    states = {document.entities[e].country_code for e in told if document.entities[e].entity_type == "country"}
    open_sides = sorted(code for code in states - {None} if code not in codes and code is not None)
    free = [
        e
        for e in roles
        if document.entities[e].entity_type == "person"
        and document.entities[e].country_code is None
        and document.entities[e].represents is None
    ]
    return {open_sides[0]: free[0]} if len(open_sides) == 1 and len(free) == 1 and len(states) > 1 else {}


def _head_of_firm(document: Document, gathering: Gathering, roles: dict[int, tuple[str, Claim]]) -> dict[int, int]:
    """The one firm whose unnamed people take part, with the only person who holds an office that isn't told to be
    another's: "received a delegation from Vale. Chairman X led the delegation"."""
    firms = {e for c in gathering.claims if c.rule.endswith(":on_behalf") for e in c.entities}
    firms = {e for e in firms if document.entities[e].entity_type == "company"}
    heads = [
        e
        for e, (role, claim) in roles.items()
        if document.entities[e].entity_type == "person"
        and document.entities[e].office is not None
        and document.entities[e].country_code is None
        and document.entities[e].represents is None
        and role != "host"
        and claim.rule == "attendance"
    ]
    return {firms.pop(): heads[0]} if len(firms) == 1 and len(heads) == 1 else {}


def _speakers_of_firm(document: Document, gathering: Gathering, roles: dict[int, tuple[str, Claim]]) -> dict[int, int]:
    """The one firm that is to take part in a conference, with the first of those in office whom the sentences behind
    name as its speakers: "X Corp. will attend the Forum. CEO Y will present"."""
    if gathering.frames[0].kind not in ("conference", "summit"):
        return {}
    firms = [
        e
        for e, (role, claim) in roles.items()
        if document.entities[e].entity_type == "company" and role != "host" and claim.rule != "attendance"
    ]
    speakers = [
        e
        for e, (_, claim) in roles.items()
        if document.entities[e].entity_type == "person"
        and claim.rule == "attendance"
        and document.entities[e].office is not None
        and document.entities[e].country_code is None
        and document.entities[e].represents is None
        and not offices("minister").search(document.entities[e].office or "")
    ]
    others = len(roles) - len(firms) - len(speakers) - sum(role == "host" for role, _ in roles.values())
    return {firms[0]: speakers[0]} if len(firms) == 1 and speakers and not others else {}


def _holds(gathering: Gathering, e: int) -> bool:
    """Whether a body holds the gathering or is told to be there with others, and has not only done something there."""
    return any(
        c.rule.partition(":")[0].endswith(("_subject", "_by")) or c.rule.startswith("with")
        for c in gathering.claims
        if e in c.entities
    )


def _by_name_alone(gathering: Gathering, e: int) -> bool:
    """Whether only the name of a gathering tells that somebody takes part: "the Chile–Peru dialogue"."""
    return all(c.rule.startswith("modifier") for c in gathering.claims if e in c.entities)


def _hosts_at_home(document: Document, gathering: Gathering, people: list[int]) -> list[int]:
    """The leader at whose seat of government they meet."""
    seats = {
        f.place.country_code for f in gathering.frames if f.place is not None and f.place.rule in ("venue", "seat")
    }
    at_home = [
        e for e in people if document.entities[e].country_code in seats and rank_of_person(document, e) == "leader"
    ]
    return at_home if len(at_home) == 1 and len(people) > 1 else []


def _holders(gathering: Gathering) -> list[int]:
    """Whoever alone holds a gathering of many: "the committee held a briefing with X and Y"."""
    for frame in gathering.frames:
        reading, v = frame.reading, frame.verb
        if (
            v is None
            or reading.lemmas[v] != "hold"
            or frame.trigger.words not in cues("open_to_many") | cues("convened")
        ):
            continue
        subjects = [c for c in reading.children[v] if reading.tokens[c].dep == "nsubj"]
        before = [c for c in frame.claims if subjects and c.start <= reading.tokens[subjects[0]].start < c.end]
        alone = len(subjects) == 1 and not any(reading.tokens[c].dep == "conj" for c in reading.children[subjects[0]])
        if alone and len(before) == 1 and len(before[0].entities) == 1:
            return list(before[0].entities)
    return []
