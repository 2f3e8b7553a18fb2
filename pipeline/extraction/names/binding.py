"""What the grammar of a sentence forbids a pronoun to mean: the subject of its own verb ("X lends it money")."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extraction.document import Parse
from pipeline.extraction.names.name_words import name_cues

_OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WITHIN_NAME = frozenset({"compound", "nmod", "amod", "poss", "conj", "appos", "flat"})
_HIGHEST = 8
"""Steps up in the grammar from a pronoun to the clause over it, at most."""
_SHORTEST_FRONT = 3


def _verb_over(parse: Parse, at: int) -> int | None:
    """The verb whose object the token is, through a preposition or without, also in what its object is with: "held
    talks with them"; None for other tokens."""
    token = parse.tokens[at]
    if token.dep in _OBJECTS:
        return token.head
    if token.dep != "pobj":
        return None
    above = parse.tokens[token.head].head
    if parse.tokens[above].dep in _OBJECTS and parse.tokens[token.head].text == "with":
        above = parse.tokens[above].head
    return above if parse.tokens[above].pos in {"VERB", "AUX"} else None


def own_subject(parse: Parse | None, start: int) -> tuple[int, int] | None:
    """The range of the subject of the clause in which the pronoun that starts at an offset is an object."""
    if parse is None:
        return None
    at = bisect_left(parse.tokens, start, key=lambda token: token.start)
    if at >= len(parse.tokens) or parse.tokens[at].start != start:
        return None
    verb = _verb_over(parse, at)
    if verb is None:
        return None
    return _subject_range(parse, verb)


def _subject_range(parse: Parse, verb: int) -> tuple[int, int] | None:
    """Where the subject of a verb starts and ends."""
    for child in parse.children[verb]:
        if parse.tokens[child].dep in _SUBJECTS:
            first = last = child
            todo = [child]
            while todo:
                here = todo.pop()
                first, last = min(first, here), max(last, here)
                todo += parse.children[here]
            return parse.tokens[first].start, parse.tokens[last].end
    return None


def clause_above(parse: Parse | None, start: int) -> tuple[int, int] | None:
    """The range of the subject of the nearest clause over that in which the pronoun that starts at an offset is the
    subject: "while X climbed on news that it has sold a mine"."""
    at = bisect_left(parse.tokens, start, key=lambda token: token.start) if parse is not None else 0
    if parse is None or at >= len(parse.tokens) or parse.tokens[at].start != start:
        return None
    if parse.tokens[at].dep not in _SUBJECTS:
        return None
    own = parse.tokens[at].head
    for _ in range(_HIGHEST):
        above = parse.tokens[at].head
        if above == at:
            return None
        if above != own and parse.tokens[above].pos in {"VERB", "AUX"}:
            found = _subject_range(parse, above)
            if found is not None and not found[0] <= start < found[1]:
                return found
        at = above
    return None


def subject_beside(parse: Parse | None, start: int) -> tuple[int, int] | None:
    """The range of the subject of the verb with which "with" goes that has the name at an offset: "X flew to Lima with
    Y and Z"."""
    at = bisect_left(parse.tokens, start, key=lambda token: token.start) if parse is not None else 0
    if parse is None or at >= len(parse.tokens):
        return None
    while parse.tokens[at].dep in _WITHIN_NAME and parse.tokens[at].head != at:
        at = parse.tokens[at].head
    above = parse.tokens[parse.tokens[at].head]
    if parse.tokens[at].dep != "pobj" or above.text.lower() not in ("with", "alongside"):
        return None
    verb = above.head
    return _subject_range(parse, verb) if parse.tokens[verb].pos == "VERB" else None


def fronted(parse: Parse | None, start: int) -> tuple[int, int] | None:
    """The range before a comma of those whom the pronoun that starts at an offset joins or meets: "besides X, he saw",
    "after meeting Y, she flew"; None where the sentence doesn't begin so."""
    if parse is None:
        return None
    at = bisect_left(parse.tokens, start, key=lambda token: token.start)
    if at < _SHORTEST_FRONT or at >= len(parse.tokens) or parse.tokens[at].dep not in _SUBJECTS:
        return None
    words = [token.text.lower() for token in parse.tokens[:at]]
    going_on = words[0] in name_cues("at_times") and parse.tokens[1].tag == "VBG"
    if words[-1] != "," or not (words[0] in name_cues("beside") or going_on):
        return None
    if any(token.tag in _FINITE for token in parse.tokens[:at]):
        return None
    return parse.tokens[0].start, parse.tokens[at].start


def subjects(parse: Parse | None) -> frozenset[int]:
    """Offsets at which the subjects of a sentence start, each word before and at the head, and their appositions."""
    if parse is None:
        return frozenset()
    found: set[int] = set()
    for index, token in enumerate(parse.tokens):
        if token.dep not in _SUBJECTS:
            continue
        heads = [index, *(child for child in parse.children[index] if parse.tokens[child].dep == "appos")]
        for head in heads:
            found.add(parse.tokens[head].start)
            found.update(
                parse.tokens[child].start
                for child in parse.children[head]
                if child < head and parse.tokens[child].dep in {"compound", "det", "amod", "nmod"}
            )
    return frozenset(found)
