"""Names that a sentence lists, and the several people of whom "they" goes on to tell in the sentences behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.resolver import Resolver

_JOINT = re.compile(r",? (?:and |& )?(?:the )?")
"""What stands between two names of a list."""
_TITLED = re.compile(
    r"(?:, |,? (?:and|&) )(?:and )?(?:the )?[A-Z][\w.’'-]*(?:,? (?:[A-Z][\w.’'-]*|of|for|and|the|to|in|&)){0,14} ?"
)
"""What stands between two people of a list where the office of the second isn't read as part of his name."""
_GOING_ON = 2
"""How many sentences back the group may stand of which "they" goes on to tell."""


def note_lists(walker: Resolver, mentions: Sequence[NameMention], sentence: int) -> None:
    """Remember the lists among the mentions of one sentence, and the last one that is a subject there."""
    walker.acting = ()
    chain: list[NameMention] = []
    state: NameMention | None = None
    for at, mention in enumerate([*mentions, None]):
        if chain and mention is not None and _body_of_next(walker, mentions, at):
            continue  # "X, Africa Command head General Y"
        if chain and mention is not None and state is None and _state_of_next(walker, mentions, at):
            state = mention  # "India's X and Chile's Y"
            continue
        alike = mention is not None and chain and _alike(walker, mention, chain[0])
        if alike and mention is not None and side_by_side(walker, chain[-1], state or mention):
            chain.append(mention)
            state = None
            continue
        state = None
        entities = tuple(dict.fromkeys(each.entities[0] for each in chain))
        if len(entities) > 1:
            walker.lists.append(entities)
            if walker.acts(sentence, chain[0].start):
                walker.acting = entities
                walker.acted.append((entities, sentence))
        chain = [mention] if mention is not None else []


def _body_of_next(walker: Resolver, mentions: Sequence[NameMention], at: int) -> bool:
    """Whether a name only says whose official the person right behind it is."""
    if at + 1 >= len(mentions) or walker.drafts[mentions[at].entities[0]].kind == "person":
        return False
    following = mentions[at + 1]
    between = walker.text[mentions[at].end : following.start]
    return between == " " and walker.drafts[following.entities[0]].kind == "person"


def _state_of_next(walker: Resolver, mentions: Sequence[NameMention], at: int) -> bool:
    """Whether a state's name only says whose the person right behind it is: "Chile's" in "Peru's X and Chile's Y"."""
    if at + 1 >= len(mentions) or walker.drafts[mentions[at].entities[0]].kind != "country":
        return False
    following = mentions[at + 1]
    owned = walker.text[mentions[at].end : following.start] in _OWNED
    return owned and walker.drafts[following.entities[0]].kind == "person"


_OWNED = ("'s ", "’s ")


def side_by_side(walker: Resolver, one: NameMention, other: NameMention) -> bool:
    """Whether nothing but a joint stands between two names, or the office of the second of two people."""
    person = walker.drafts[other.entities[0]].kind == "person"
    joints = (_JOINT, _TITLED) if person else (_JOINT,)
    return any(joint.fullmatch(walker.text, one.end, other.start) for joint in joints)


def _alike(walker: Resolver, one: NameMention, other: NameMention) -> bool:
    """Whether two names may be items of one list: of one kind, or states and groups of states."""
    kinds = {walker.drafts[each.entities[0]].kind for each in (one, other)}
    return len(kinds) == 1 or kinds == {"country", "bloc"}


def note_group(walker: Resolver, mention: NameMention, sentence: int) -> None:
    """Remember several people for whom the subject of a clause stands by one word: "they", "the delegation"."""
    people = all(walker.drafts[entity].kind == "person" for entity in mention.entities)
    if people and len(mention.entities) > 1 and walker.acts(sentence, mention.start):
        walker.acted.append((mention.entities, sentence))


def going_on(walker: Resolver, sentence: int, start: int) -> tuple[int, ...]:
    """The several people that a sentence shortly before has for its subject, of whom "they" as a subject goes on to
    tell where nobody else has done anything since; empty where there are none."""
    group, where = walker.acted[-1] if walker.acted else ((), sentence)
    people = all(walker.drafts[entity].kind == "person" for entity in group)
    if not people or not 0 < sentence - where <= _GOING_ON or not walker.acts(sentence, start):
        return ()
    for told, offset, entity in reversed(walker.history):
        if told < where:
            break
        doing = told == sentence or walker.acts(told, offset)  # "X called Y, and they agreed"
        if entity not in group and walker.drafts[entity].kind == "person" and doing:
            return ()
    return tuple(sorted(group))


def state_and_bloc(walker: Resolver, sentence: int) -> list[int]:
    """A state and a group of states that were told last, side by side: "Chile and the EU said they had begun talks"."""
    listed = walker.lists[-1] if walker.lists else ()
    told = [(where, e) for where, _, e in walker.history[-2:]]
    if {walker.drafts[e].kind for e in listed} != {"country", "bloc"} or {e for _, e in told} != set(listed):
        return []
    return list(listed) if all(sentence - where <= 1 for where, _ in told) else []
