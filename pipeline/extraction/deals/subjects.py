"""Who is party by another clause or noun than the deal's own: who does what it provides for, who is in talks on it,
who chose somebody for a grant, whose the shares are that a sum buys."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.talks import come_to_nothing
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger, senses_of


def doing_under(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Subjects of a clause that tells what a deal provides for: "under a new memorandum, X and Y will"."""
    parse = view.parse
    prep = parse.tokens[trigger.head].head
    if parse.tokens[trigger.head].dep != "pobj" or view.lower[prep] not in cue_words("under"):
        return []
    verb = parse.tokens[prep].head
    for token, dep in clauses.climb(parse, prep, 3):
        # "process the ore at Olen under an agreement": hung on the place
        verb = token
        if parse.tokens[token].pos in VERBAL or dep not in ("prep", "pobj"):
            break
    if parse.tokens[verb].pos not in ("VERB", "AUX"):
        return []
    if clauses.is_passive(parse, verb):
        return _brought_to(view, verb)
    doing = [verb, *(c for c in parse.children[verb] if parse.tokens[c].dep == "xcomp")]
    worked = [
        owner
        for each in doing
        for head in clauses.objects(parse, each)
        for part in (head, *(c for c in parse.children[head] if parse.tokens[c].dep == "compound"))
        for owner in clauses.possessors(parse, part)
        if owner in view.at and parse.tokens[owner].tag != "PRP$" and not view.is_state(owner)
    ]
    if view.lemmas[verb] in cue_words("bringing_ore"):
        for place, heads in clauses.places(parse, verb).items():
            if place in ("for", "from", "to"):
                worked += [h for h in heads if h in view.at and not view.is_state(h)]
                owning = [o for h in heads if h not in view.at for o in clauses.possessors(parse, h)]
                worked += [o for o in owning if o in view.at and parse.tokens[o].tag != "PRP$" and not view.is_state(o)]
    doers = clauses.subjects(parse, verb)
    beside = [head for head in clauses.places(parse, verb).get("with", []) if head in view.at]
    return [*(doers or _named_before(view, trigger.head, verb)), *worked, *beside]


def _named_before(view: SentenceView, deal: int, verb: int) -> list[int]:
    """Names between the comma after "under a memorandum of understanding" and the verb, hung on the deal's noun."""
    commas = [at for at in range(deal + 1, min(deal + 5, verb)) if view.lower[at] == ","]
    if not commas:
        return []
    last = {mention: at for at, mention in view.at.items() if commas[0] < at < verb}
    return sorted(last.values())


def joined_with(view: SentenceView, verb: int) -> list[int]:
    """With whom somebody makes a deal, told before it: "in partnership with X, Y has signed an agreement"."""
    return [
        head
        for noun in clauses.places(view.parse, verb).get("in", [])
        if noun < verb and view.lemmas[noun] in cue_words("joining")
        for head in clauses.places(view.parse, noun).get("with", [])
    ]


def bound_by(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Those whom a pact obliges to something for each other: "the agreement commits X to ship ore to Y"."""
    parse = view.parse
    token = parse.tokens[trigger.head]
    if trigger.sense.scheme not in ("pact", "offtake") or token.dep != "nsubj":
        return []
    verb = token.head
    if view.lemmas[verb] not in cue_words("obliging"):
        return []
    bound, others = clauses.objects(parse, verb), []
    for child in parse.children[verb]:
        if parse.tokens[child].dep in ("xcomp", "ccomp"):
            bound = bound or clauses.subjects(parse, child)
            places = clauses.places(parse, child)
            others += [head for place in ("to", "with", "from") for head in places.get(place, []) if head in view.at]
    named = [head for head in bound if head in view.at]
    return [*named, *others] if named and others else []


def chosen_under(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Both sides where one chooses the other for work under a deal: "X picked Y to refine its ore under a contract"."""
    parse = view.parse
    if parse.tokens[trigger.head].dep != "pobj":
        return []
    for token, dep in clauses.climb(parse, parse.tokens[trigger.head].head, 6):
        if parse.tokens[token].pos in VERBAL and view.lemmas[token] in cue_words("choosing"):
            by = clauses.places(parse, token).get("by", []) if clauses.is_passive(parse, token) else []
            chosen = clauses.objects(parse, token)
            choosers = by or ([] if clauses.is_passive(parse, token) else clauses.subjects(parse, token))
            return [*choosers, *chosen] if choosers and chosen else []
        if dep not in ("prep", "pobj", "xcomp", "advcl", "ccomp", "dobj"):
            return []
    return []


def _brought_to(view: SentenceView, verb: int) -> list[int]:
    """Who takes or works the ore: "material will be trucked to X under the agreement", "processed at X's mill"."""
    if view.lemmas[verb] not in cue_words("bringing_ore"):
        return []
    found: list[int] = []
    for place, heads in clauses.places(view.parse, verb).items():
        if place in ("to", "by"):
            found += heads
        if place in ("to", "at"):
            owners = [owner for head in heads for owner in clauses.possessors(view.parse, head)]
            found += [owner for owner in owners if owner in view.at and view.parse.tokens[owner].tag != "PRP$"]
    return [head for head in found if head not in view.at or not view.is_state(head)]


def in_talks(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Subjects of a verb of being, with the deal at a preposition: "A and B are in merger talks"."""
    talked = trigger.sense.strength != "weak"  # to be in a partnership is no talks on one
    parse = view.parse
    near = cue_words("nearly")
    between = cue_words("container") | cue_words("negotiating") | near
    at_place = False
    below = ""
    for token, dep in clauses.climb(parse, trigger.head, 7):
        if parse.tokens[token].pos in VERBAL:
            talking = dep == "dobj" and below in cue_words("negotiating")  # "concluded negotiations on a pact"
            standing = at_place and view.lemmas[token] in cue_words("standing_at")
            return clauses.subjects(parse, token) if talked and (standing or talking) else []
        below = view.lemmas[token]
        talked = talked or below in cue_words("negotiating") | near
        if parse.tokens[token].pos == "ADP":
            at_place = at_place or view.lower[token] in ("in", "with", "to", "on")
        elif view.lemmas[token] not in near | between:
            return []
        if dep not in ("pobj", "prep", "compound", "nmod", "pcomp"):
            return []
    return []


def sellers_under(view: SentenceView, bought: list[int]) -> list[int]:
    """From whom something is bought, hung on the thing: "its purchase of the smelter from X"."""
    return [s for t in bought if t not in view.at for s in clauses.places(view.parse, t).get("from", [])]


def owner_meant(view: SentenceView, owner: int) -> int | None:
    """The mention of the one whose a deal is: where "its" was taken for a country, the company that acts before it.

    "Ghana: Kestrel Lithium expects its venture with Y to be formed": the venture is Kestrel's. In a phrase before the
    clause "its" is of the clause's subject: "Following its purchase of Y, Kestrel Lithium has started drilling".
    """
    ahead = _subject_ahead(view, owner)
    if ahead is not None:
        return ahead
    if owner not in view.at:
        return None
    if view.parse.tokens[owner].tag == "PRP$" and view.is_state(owner):
        for token, _ in clauses.climb(view.parse, owner, 6):
            if view.parse.tokens[token].pos in VERBAL:
                for head in clauses.subjects(view.parse, token):
                    if head in view.at and head < owner and _is_company(view, head):
                        return view.at[head]
    return view.at[owner]


def _subject_ahead(view: SentenceView, owner: int) -> int | None:
    """The company that is the subject of the clause before which a phrase with "its" stands, behind a comma."""
    if view.parse.tokens[owner].tag != "PRP$" or view.parse.tokens[owner].text.lower() != "its":
        return None
    for token, _ in clauses.climb(view.parse, owner, 8):
        if view.parse.tokens[token].pos in VERBAL:
            for head in clauses.subjects(view.parse, token):
                if head > owner and "," in view.lower[owner:head] and head in view.at and _is_company(view, head):
                    return view.at[head]
    return None


def _is_company(view: SentenceView, token: int) -> bool:
    """Whether a name stands for somebody who is no country and no official of one."""
    mention = view.at[token]
    return view.mentions[mention].form == "name" and not view.is_state(token) and mention not in view.unattached


def tells_of_talks(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Who tells that its talks with somebody are over: "X said talks with Y on an offtake had come to nothing"."""
    parse = view.parse
    if not come_to_nothing(view, trigger.head) or "between" in view.lower[: trigger.head]:
        return []
    for token, _ in clauses.climb(parse, trigger.head, 9):
        told = parse.tokens[token].pos in VERBAL and any(parse.tokens[c].dep == "ccomp" for c in parse.children[token])
        if told and view.lemmas[token] in cue_words("announcing"):
            return [s for s in clauses.subjects(parse, token) if s in view.at]
    return []


def supplied_under(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Whom a deal has somebody supply: "won a contract to supply X with nickel"."""
    if trigger.sense.scheme not in ("pact", "offtake"):
        return []
    verbs = [c for c in view.parse.children[trigger.head] if view.parse.tokens[c].dep in ("acl", "relcl")]
    return [
        head
        for verb in verbs
        if any(sense.scheme == "supply" for sense in senses_of(view, verb)) and not clauses.is_passive(view.parse, verb)
        for head in (
            *clauses.recipients(view.parse, verb),
            *clauses.objects(view.parse, verb),
            *clauses.places(view.parse, verb).get("to", []),
        )
        if head != trigger.head and view.parse.tokens[head].pos == "PROPN"
    ]


def producers(view: SentenceView, verb: int) -> list[int]:
    """Who makes what is bought or taken: "takes all the lithium that X is producing"."""
    return [
        maker
        for head in clauses.objects(view.parse, verb)
        for part in (head, *(t for of in clauses.places(view.parse, head).values() for t in of))
        for child in view.parse.children[part]
        if view.parse.tokens[child].dep == "relcl" and view.lemmas[child] in cue_words("producing")
        for maker in clauses.subjects(view.parse, child)
        if maker in view.at and not view.is_state(maker)
    ]


def chooser(view: SentenceView, verb: int) -> list[int]:
    """Who chooses somebody to get money, and gives it: "was selected by X to receive $20m"."""
    above = view.parse.tokens[verb].head
    if view.lemmas[above] not in cue_words("choosing") or not clauses.is_passive(view.parse, above):
        return []
    heads = clauses.places(view.parse, above).get("by", [])
    return [mention for head in heads for mention in named_under(view, head)]


def whose_shares(view: SentenceView, verb: int) -> list[int]:
    """The company whose shares are bought or subscribed for: "$35m of shares in X", "for $35m worth of X shares", "all
    of the shares of X"."""
    parse = view.parse
    for head in (*clauses.objects(parse, verb), *clauses.places(parse, verb).get("for", [])):
        if view.lemmas[head] in cue_words("company_shares"):
            issuer = [c for c in parse.children[head] if c in view.at and parse.tokens[c].dep == "compound"]
            issuer += clauses.places(parse, head).get("of", [])
            return [m for each in (*issuer, *_in_after_worth(view, head)) for m in named_under(view, each)]
        whole = cue_words("worth") | cue_words("whole_of_it")
        if parse.tokens[head].pos != "NUM" and view.lemmas[head] not in whole:
            continue
        for share in clauses.places(parse, head).get("of", []):
            if view.lemmas[share] not in cue_words("company_shares"):
                continue
            below = clauses.places(parse, share)
            inside = below.get("in") or below.get("of") or clauses.places(parse, verb).get("in", [])
            before = [c for c in parse.children[share] if c in view.at]
            return [m for each in (*before, *inside) for m in named_under(view, each)]
    return []


def before_quantity(view: SentenceView, verb: int) -> list[int]:
    """Who is sold or lent so much, hung on the amount that follows: "will sell X 50 tonnes of ore"."""
    found = []
    for head in clauses.objects(view.parse, verb):
        inner = view.parse.children[head]
        numbers = [c for c in inner if view.parse.tokens[c].dep == "nummod"]
        for child in inner if numbers and not clauses.is_passive(view.parse, verb) else []:
            if child in view.at and verb < child < numbers[0] and view.parse.tokens[child].dep in ("nmod", "compound"):
                found.append(child)
    return found


def places_of_object(view: SentenceView, head: int, scheme: str) -> dict[str, list[int]]:
    """Places of an object, with whom its ground is from: "earn a 60% interest in the property from X"."""
    found = clauses.places(view.parse, head)
    if scheme in ("buy", "pact") and "from" not in found:
        grounds = [t for place in ("in", "of") for t in found.get(place, []) if t not in view.at]
        low = [t for ground in grounds for t in clauses.places(view.parse, ground).get("from", [])]
        found.update({"from": low} if low else {})
    return found


def _in_after_worth(view: SentenceView, share: int) -> list[int]:
    """What stands after the worth of shares: "bought shares worth 8 million euros in X"."""
    parse = view.parse
    for child in parse.children[share]:
        if view.lemmas[child] in cue_words("worth"):
            sums = (*clauses.objects(parse, child), *(c for c in parse.children[child]))
            return [head for at in sums for head in clauses.places(parse, at).get("in", [])]
    return []


def giving_beside(view: SentenceView, holder: int) -> list[int]:
    """Who gives more beside: "granted X a loan, with A and B providing a further $120m"."""
    parse = view.parse
    verbs = [
        verb
        for prep in parse.children[holder]
        if view.lower[prep] == "with"
        for verb in parse.children[prep]
        if parse.tokens[verb].dep == "pcomp" and any(s.use == "give" for s in senses_of(view, verb))
    ]
    return [head for verb in verbs for head in clauses.subjects(parse, verb)]
