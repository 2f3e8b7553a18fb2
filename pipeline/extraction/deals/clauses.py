"""Who does what to whom: subjects, objects and prepositional places of a verb or noun, from the parse.

All functions count in token indices of one sentence. They forgive what a small model often gets
wrong: subjects are inherited along coordination and infinitives, and lists are followed to their end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.extraction.deals.lexicon import cue_words, object_kinds
from pipeline.extraction.document import Parse

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "DET", "X"})
FAVOUR = frozenset({"favour", "favor"})
RELATIVES = frozenset({"that", "which", "who", "whom", "whose"})
LYING_IN = frozenset({"in", "near", "outside", "within"})


def with_conjuncts(parse: Parse, head: int) -> list[int]:
    """The head and all nouns coordinated with it, in order."""
    found: list[int] = []
    todo = [head]
    while todo:
        token = todo.pop(0)
        if token in found or len(found) > 40:
            continue
        found.append(token)
        todo += [
            child
            for child in parse.children[token]
            if parse.tokens[child].dep == "conj" and parse.tokens[child].pos in NOMINAL
        ]
    return sorted(found)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb is in the passive, participles after a noun included."""
    token = parse.tokens[verb]
    if any(parse.tokens[child].dep in ("nsubjpass", "auxpass") for child in parse.children[verb]):
        return True
    lies = lying_before(parse, verb) is not None
    if token.dep == "advcl" and (token.tag == "VBN" or (lies and token.tag == "VBD")):  # "Chosen by X for a grant, Y"
        inner = {parse.tokens[child].dep for child in parse.children[verb]}
        opens = (verb == 0 or lies) and "dobj" not in inner
        return ("agent" in inner or opens) and not inner & {"aux", "nsubj"}  # "Acquired in 2022, the mine"
    if token.dep != "acl" or token.tag != "VBN":
        return False
    return not any(parse.tokens[child].dep in ("nsubj", "aux") for child in parse.children[verb])  # "news that it has"


def _own_subjects(parse: Parse, verb: int) -> list[int]:
    return [child for child in parse.children[verb] if parse.tokens[child].dep in SUBJECTS]


def antecedent(parse: Parse, token: int) -> int:
    """The noun that a relative pronoun stands for; the token itself for anything else."""
    if parse.tokens[token].text.lower() not in RELATIVES:
        return token
    at = token
    for _ in range(6):
        head = parse.tokens[at].head
        if parse.tokens[at].dep == "relcl" and head != at:
            return what_lies_there(parse, head)
        if head == at:
            break
        at = head
    return token


def what_lies_there(parse: Parse, place: int) -> int:
    """The thing on whose place the parse hung a clause: the mine, in "the mine in Nevada, which it bought"; the token
    itself for anything but the place in which a thing that can be bought lies."""
    at = place
    while parse.tokens[at].dep == "appos" and parse.tokens[parse.tokens[at].head].pos == "PROPN":
        at = parse.tokens[at].head
    prep = parse.tokens[parse.tokens[at].head]
    thing = parse.tokens[prep.head].lemma.lower()
    lies = parse.tokens[at].dep == "pobj" and prep.text.lower() in LYING_IN and parse.tokens[at].pos == "PROPN"
    return prep.head if lies and object_kinds().get(thing) == "asset" else place


def lying_before(parse: Parse, participle: int) -> int | None:
    """The thing that a participle behind its place is said of: "the mine in Nevada, acquired from X"."""
    if participle < 2 or parse.tokens[participle - 1].text != ",":
        return None
    thing = what_lies_there(parse, participle - 2)
    return thing if thing != participle - 2 else None


def subjects(parse: Parse, verb: int) -> list[int]:
    """Heads of the verb's subject, its own or inherited; for a passive these are what it is done to."""
    at = verb
    for step in range(6):
        own = _own_subjects(parse, at)
        if own:
            if step and is_passive(parse, at) and not is_passive(parse, verb):
                agents = places(parse, at).get("by", [])
                if agents and parse.tokens[at].lemma.lower() not in cue_words("choosing"):
                    return agents
            return [antecedent(parse, token) for token in own]
        token = parse.tokens[at]
        head = token.head
        if head == at:
            return []
        if token.dep in ("relcl",):
            return []
        if token.dep == "acl":
            if token.tag in ("VBG",):
                return [head]
            if token.tag == "VB":
                deciders = _whose_intent(parse, head)
                if deciders:
                    return deciders
                at = head
                continue
            return []
        if token.dep == "pcomp" and (kept := _prevented(parse, head)):
            return kept
        if token.dep in (
            "xcomp",
            "conj",
            "advcl",
            "ccomp",
            "aux",
            "auxpass",
            "pcomp",
            "prep",
            "dobj",
            "pobj",
            "prt",
            "advmod",
        ):
            at = head
            continue
        return []
    return []


def _whose_intent(parse: Parse, noun: int) -> list[int]:
    """Who is to do what a noun's infinitive tells: "the decision by X to buy", "X's plan to buy"."""
    named = [*places(parse, noun).get("by", []), *possessors(parse, noun)]
    return [token for token in named if parse.tokens[token].pos == "PROPN"]


def _prevented(parse: Parse, prep: int) -> list[int]:
    """Who may not do what a verb after "from" tells: B, in "A blocked B from buying"."""
    verb = parse.tokens[prep].head
    if parse.tokens[prep].text.lower() != "from" or parse.tokens[verb].lemma.lower() not in cue_words("preventing"):
        return []
    return objects(parse, verb)


def places(parse: Parse, head: int) -> dict[str, list[int]]:
    """What stands at each preposition of a verb or noun: preposition to heads, coordination followed.

    `with X and with Y` gives both; a preposition that governs another (`from within`) gives none.
    """
    found: dict[str, list[int]] = {}

    def read(prep: int) -> None:
        name = parse.tokens[prep].text.lower()
        for child in parse.children[prep]:
            dep = parse.tokens[child].dep
            if dep == "pobj" and parse.tokens[child].text.lower() in FAVOUR:
                for inner in parse.children[child]:
                    of = (g for g in parse.children[inner] if parse.tokens[g].dep == "pobj")
                    found.setdefault("favour", []).extend(of)
            elif dep == "pobj":
                found.setdefault(name, []).append(child)
            elif dep in ("prep", "conj") and parse.tokens[child].pos == "ADP":
                read(child)

    for child in parse.children[head]:
        if parse.tokens[child].dep in ("prep", "agent", "dative") and parse.tokens[child].pos == "ADP":
            read(child)
    return found


def places_of_noun(parse: Parse, noun: int) -> dict[str, list[int]]:
    """What stands at the prepositions of a noun, and the counterparts hung on what it is about.

    "a letter of intent on rhenium between X and Y", "a memorandum on raw materials with Z".
    """
    found = places(parse, noun)
    for subject in (*found.get("on", []), *found.get("for", []), *found.get("of", [])):
        if parse.tokens[subject].pos == "PROPN":
            continue
        below = places(parse, subject)
        for place, heads in below.items():
            if place in ("between", "with") and place not in found:
                found[place] = heads
        found.update({"between": _between_below(parse, below)} if "between" not in found else {})
    if not found.get("between"):
        found["between"] = _between_below(parse, found)
    return {place: heads for place, heads in found.items() if heads}


def _between_below(parse: Parse, at: Mapping[str, list[int]]) -> list[int]:
    """Those between whom something is, hung on the last noun before: "on lithium from brine between X and Y"."""
    nouns = [token for heads in at.values() for token in heads if parse.tokens[token].pos == "NOUN"]
    return next((between for noun in nouns if (between := places(parse, noun).get("between"))), [])


def objects(parse: Parse, verb: int) -> list[int]:
    """Heads of the direct object; of the subject in the passive."""
    if is_passive(parse, verb):
        own = [child for child in parse.children[verb] if parse.tokens[child].dep == "nsubjpass"]
        if own:
            return [antecedent(parse, token) for token in own]
        if parse.tokens[verb].dep == "acl":
            return [_name_before(parse, verb)]
        lying = lying_before(parse, verb)
        if lying is not None and parse.tokens[verb].dep == "advcl":
            return [lying]
        if parse.tokens[verb].dep in ("advcl", "xcomp"):  # "agreed to be acquired by"
            return subjects(parse, parse.tokens[verb].head)
    found = [child for child in parse.children[verb] if parse.tokens[child].dep in OBJECTS] or _shared(parse, verb)
    if not found and parse.tokens[verb].dep == "relcl":
        relative = [c for c in parse.children[verb] if parse.tokens[c].text.lower() in RELATIVES]
        if not relative or parse.tokens[relative[0]].dep in OBJECTS:
            return [what_lies_there(parse, parse.tokens[verb].head)]
    return [antecedent(parse, token) for token in found or _up_to(parse, verb)]


def _shared(parse: Parse, verb: int) -> list[int]:
    """The object that stands after the verb joined right behind: "bought and reopened the mine"."""
    after = [t.text.lower() for t in parse.tokens[verb + 1 : verb + 2]]
    joined = [c for c in parse.children[verb] if parse.tokens[c].dep == "conj" and c == verb + 2]
    tag = parse.tokens[verb].tag
    if after != ["and"] or not joined or tag == "VBG" or parse.tokens[joined[0]].tag != tag:
        return []
    return [child for child in parse.children[joined[0]] if parse.tokens[child].dep == "dobj"]


def _name_before(parse: Parse, participle: int) -> int:
    """The noun that a participle stands on: the name right before its comma, where the parse hung it farther up.

    "building upon work done by X, acquired by Y in June": X is acquired, and not the work.
    """
    head = parse.tokens[participle].head
    name = participle - 2
    if name <= head or parse.tokens[participle - 1].text != "," or parse.tokens[name].pos != "PROPN":
        return head
    prep = parse.tokens[name].head
    low = parse.tokens[name].dep == "pobj" and parse.tokens[prep].head > head
    return name if low and parse.tokens[head].pos != "PROPN" else head


def _up_to(parse: Parse, verb: int) -> list[int]:
    """The object behind "up to", which the parse takes for a particle and a place: "to earn up to a 70% interest"."""
    words = [token.text.lower() for token in parse.tokens[verb + 1 : verb + 3]]
    return places(parse, verb).get("to", []) if words == ["up", "to"] else []


def undergoers(parse: Parse, verb: int) -> list[int]:
    """Heads of what is done to in a passive, also under another verb: "X is to be lent", "X hopes to be granted"."""
    own = [child for child in parse.children[verb] if parse.tokens[child].dep == "nsubjpass"]
    if own or parse.tokens[verb].dep not in ("xcomp", "conj"):
        return objects(parse, verb)
    return subjects(parse, verb) or objects(parse, verb)


def recipients(parse: Parse, verb: int) -> list[int]:
    """Heads of the indirect object without a preposition."""
    return [
        child
        for child in parse.children[verb]
        if parse.tokens[child].dep == "dative" and parse.tokens[child].pos != "ADP"
    ]


def possessors(parse: Parse, noun: int) -> list[int]:
    """Heads of the noun's possessor: "Mercuria" in "Mercuria's stake", "its"."""
    return [child for child in parse.children[noun] if parse.tokens[child].dep == "poss"]


def listed_before(parse: Parse, noun: int) -> int | None:
    """The name that the parse hung on the next noun's possessor: B, in "A's sale of B and C's sale of D"."""
    for owner in possessors(parse, noun):
        linked = any(parse.tokens[c].dep == "cc" for c in parse.children[owner])
        for child in parse.children[owner]:
            linked_too = linked or any(parse.tokens[c].dep == "cc" for c in parse.children[child])
            if parse.tokens[child].dep in ("nmod", "conj") and child < owner and linked_too:
                return child
    return None


def climb(parse: Parse, noun: int, limit: int = 6) -> Iterator[tuple[int, str]]:
    """The tokens above a noun with the relation by which each was reached, nearest first."""
    at = noun
    for _ in range(limit):
        token = parse.tokens[at]
        if token.head == at:
            return
        yield token.head, token.dep
        at = token.head


def relative_verbs(parse: Parse, noun: int, depth: int = 3) -> list[int]:
    """Verbs of relative and participle clauses on a noun or on the nouns of its prepositional phrases."""
    found = [c for c in parse.children[noun] if parse.tokens[c].dep in ("relcl", "acl")]
    if depth:
        for child in parse.children[noun]:
            if parse.tokens[child].dep in ("prep", "pobj"):
                found += relative_verbs(parse, child, depth - 1)
    return sorted(found)
