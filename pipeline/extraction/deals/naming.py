"""From the head of a phrase to the names that stand in it."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import climb, with_conjuncts
from pipeline.extraction.deals.lexicon import cue_words, object_kinds
from pipeline.extraction.deals.reading import SentenceView, acts_here, is_standing_in

BESIDE = frozenset({"compound", "nmod", "poss", "amod", "appos"})
GAP_POS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "SYM"})
REACH = 14
QUALIFYING = frozenset({"compound", "nmod", "amod", "npadvmod"})
"""Places of the words that say what a named thing is, right before its name."""


def _single(view: SentenceView, head: int, depth: int = 0) -> list[int]:
    parse = view.parse
    if head in view.at:
        if view.mentions[view.at[head]].form == "nominal":
            for child in parse.children[head]:
                apposed = parse.tokens[child].dep == "appos" and child in view.at
                if apposed and view.mentions[view.at[child]].form == "name":
                    return [view.at[child]]
        body = _body_of(view, head) if view.at[head] in view.unattached else None
        if body is not None:
            return [body]
        return [view.at[head]] if acts_here(view, head) else []
    lemma = view.lemmas[head]
    if parse.tokens[head].dep == "appos" and parse.tokens[head].head in view.at and depth == 0:
        return [view.at[parse.tokens[head].head]]
    found: list[int] = []
    adjectives: list[int] = []
    for child in parse.children[head]:
        dep = parse.tokens[child].dep
        if dep not in BESIDE or not (dep == "appos" or is_standing_in(lemma)):
            continue
        if dep == "poss" and lemma in cue_words("of_another"):
            continue
        if dep == "appos" and child not in view.at and {"–", "—"} & set(view.lower[head:child]):
            continue  # "a loan to restart a plant – a customer for X"
        if child not in view.at:
            found += _single(view, child, depth + 1) if depth < 2 else []
        elif not view.is_state(child) and view.mentions[view.at[child]].form != "demonym":
            found.append(view.at[child])
        elif dep == "appos" or is_standing_in(lemma, state=True):
            adjectives.append(view.at[child])
    if len(found) > 1 and lemma in cue_words("enterprise"):
        found = [m for m in found if m not in _parents(view, head)] or found
    own = lemma in cue_words("of_another") and any(parse.tokens[c].tag == "PRP$" for c in parse.children[head])
    found = found or ([] if own else adjectives)  # "its Chinese partner" is no country
    if not found and object_kinds().get(lemma) == "equity" and depth < 2:
        for child in parse.children[head]:
            if parse.tokens[child].dep == "prep" and view.lower[child] in ("of", "in"):
                for grand in parse.children[child]:
                    if parse.tokens[grand].dep == "pobj":
                        for each in with_conjuncts(parse, grand):  # "10% of nickel and copper miner X"
                            found += _single(view, each, depth + 1)
    programme = lemma in cue_words("programme") and not is_standing_in(lemma)
    leading = cue_words("running") if programme else cue_words("leading")
    if not found and (programme or is_standing_in(lemma)):
        for child in parse.children[head]:
            if parse.tokens[child].dep == "prep" and not programme and view.lower[child] in cue_words("made_of"):
                grands = [g for g in parse.children[child] if parse.tokens[g].dep == "pobj"]
            elif parse.tokens[child].dep in ("acl", "relcl") and view.lower[child] in cue_words("made_of"):
                grands = [g for g in parse.children[child] if parse.tokens[g].dep == "dobj"]
            elif parse.tokens[child].dep in ("acl", "relcl") and view.lemmas[child] in leading:
                agents = [a for a in parse.children[child] if parse.tokens[a].dep == "agent"]
                grands = [g for a in agents for g in parse.children[a] if parse.tokens[g].dep == "pobj"]
            else:
                continue
            for grand in grands:
                for each in with_conjuncts(parse, grand):
                    if each in view.at and (not view.is_state(each) or is_standing_in(lemma, state=True)):
                        found.append(view.at[each])
                    elif each not in view.at and depth < 2:
                        found += _single(view, each, depth + 1)  # "a group of investors including X"
    return found


def _parents(view: SentenceView, head: int) -> set[int]:
    """Whose unit or company it is that is named beside it, and acts for itself: A, in "A's unit B"."""
    owners = [c for c in view.parse.children[head] if view.parse.tokens[c].dep == "poss" and c in view.at]
    return {view.at[child] for child in owners if view.mentions[view.at[child]].form == "name"}


def _body_of(view: SentenceView, head: int) -> int | None:
    """The body that a person is said to act for right after the name: "X, head of Y"."""
    person = view.at[head]
    at = head
    while at + 1 < len(view.lower) and view.at.get(at + 1) == person:
        at += 1
    beside = view.at.get(at + 2)
    if view.lower[at + 1 : at + 2] == ("of",) and beside is not None and not view.is_state(at + 2):
        return beside  # "X of Y signed"
    if at + 1 >= len(view.lower) or view.lower[at + 1] != ",":
        return None
    linked = False
    for i in range(at + 2, min(len(view.lower), at + 12)):
        if view.lower[i] in (",", ";") or view.parse.tokens[i].pos in ("VERB", "CCONJ"):
            return None
        linked = linked or view.lower[i] in ("of", "at", "from", "for")
        mention = view.at.get(i)
        if linked and mention is not None and mention != person and mention not in view.unattached:
            return mention
    return None


def named_under(view: SentenceView, head: int) -> list[int]:
    """Mentions named by a noun phrase, its coordinated parts included, in order, each once."""
    found: list[int] = []
    for part in _listed(view, with_conjuncts(view.parse, head)):
        if part in view.at and view.is_state(part) and view.lower[part + 1 : part + 2] in (("'s",), ("’s",)):
            part = _owned(view, part)  # "with Japan's A and South Korea's B", read as A and South Korea
        for mention in [*_joined_before(view, part), *_single(view, part)]:
            if mention not in found:
                found.append(mention)
    return found


def _joined_before(view: SentenceView, part: int) -> list[int]:
    """The name joined by "and" to the one at a token, of which the parse made a part of it: A, in "of A and B"."""
    if part not in view.at:
        return []
    gap = view.first_token(part) - 1
    while gap > 1 and gap not in view.at and (view.parse.tokens[gap].dep in QUALIFYING or view.lower[gap] == "-"):
        gap -= 1  # "A and state-backed B"
    if gap < 1 or view.lower[gap] not in ("and", "&") or gap - 1 not in view.at:
        return []
    last = gap - 1
    inner = [last, *(head for head, _ in climb(view.parse, last, 3))]
    joined = view.at[last] != view.at[part] and any(view.at.get(i) == view.at[part] for i in inner)
    return [view.at[last]] if joined and acts_here(view, last) else []


def whose(view: SentenceView, head: int, scheme: str, place: str) -> list[int]:
    """Whose the works are that money goes to or ore comes from: "a loan for X's refinery", "graphite from X's mine"."""
    bought = scheme in ("take", "offtake", "supply") and place == "from" and view.lemmas[head] in cue_words("ground")
    paid = scheme in ("lend", "transfer", "invest") and place in ("to", "for", "into", "in", "toward")
    paid = paid or (scheme == "lend" and place == "object")
    if not bought and not paid:
        return []
    return [
        view.at[child]
        for child in view.parse.children[head]
        if view.parse.tokens[child].dep == "poss"
        and child in view.at
        and view.parse.tokens[child].tag != "PRP$"
        and not view.is_state(child)
    ]


def _listed(view: SentenceView, parts: list[int]) -> list[int]:
    """The parts of a list, with the countries that the parse took for appositions: "with A, B and others"."""
    found = list(parts)
    for part in parts:
        if part in view.at and view.is_state(part):
            for child in view.parse.children[part]:
                beside = view.parse.tokens[child].dep == "appos" and child in view.at and view.is_state(child)
                if beside and view.lower[view.first_token(child) - 1] == ",":
                    found += [t for t in with_conjuncts(view.parse, child) if t not in found]
    return sorted(found)


def _list_from(view: SentenceView, token: int) -> list[int]:
    """The mention at a token and those listed after it with commas and `and`."""
    found = [view.at[token]]
    at = token
    size = len(view.lower)
    while True:
        while at < size and view.at.get(at) == found[-1]:
            at += 1
        gap = at
        linked = False
        while gap < size and gap - at <= 6 and gap not in view.at:
            if view.lower[gap] == "and" or view.lower[gap] == "&":
                linked = True
            elif view.lower[gap] == ",":
                pass
            elif not (linked and view.parse.tokens[gap].pos in GAP_POS):
                return found
            gap += 1
        if gap >= size or gap not in view.at or gap == at:
            return found
        if not linked and "and" not in view.lower[gap : gap + 25]:
            return found
        found.append(view.at[gap])
        at = gap


def _next_deed(view: SentenceView, at: int) -> bool:
    """Whether a finite verb tells the next thing that the same subject did: "closed a placement, received approval"."""
    token = view.parse.tokens[at]
    if token.tag == "VBG" and token.dep == "advcl" and view.lower[at - 1] in (",", "and"):
        return True  # "a loan was made, promising more to Y"
    return token.tag in ("VBD", "VBZ") and token.dep == "conj" and view.lower[at - 1] in (",", "and", "but")


def _of_no_deal(view: SentenceView, preposition: int) -> bool:
    """Whether a preposition goes with another word before it: "adjacent to X", "peace between X and Y"."""
    if view.lower[preposition] == "between" and view.lemmas[preposition - 1] in cue_words("between_others"):
        return True
    return preposition > 0 and view.lower[preposition - 1] in cue_words("beside")


def scan_right(
    view: SentenceView, head: int, prepositions: frozenset[str], stops: frozenset[int]
) -> list[tuple[str, int]]:
    """(preposition, mention) for names that follow a preposition to the right of a token, nearest first."""
    found: list[tuple[str, int]] = []
    size = len(view.lower)
    limit = min(size, head + 40)
    at = last = head + 1
    while at < limit:
        word = view.lower[at]
        if word in (";", ":", "–", "—") or at in stops or _next_deed(view, at):
            break
        if word in prepositions:
            gap = at + 1
            while gap < min(size, at + REACH) and gap not in view.at and view.parse.tokens[gap].pos in GAP_POS:
                gap += 1
            if (
                gap < size
                and gap in view.at
                and view.is_state(gap)
                and view.lower[gap + 1 : gap + 2] in (("'s",), ("’s",))
            ):
                gap = _owned(view, gap)
            elif gap < size and gap in view.at and view.parse.tokens[gap].tag == "PRP$":
                gap = _own_name(view, gap)
            if gap < size and gap in view.at and acts_here(view, gap) and not _of_no_deal(view, at):
                if found and at - last > 3:
                    break
                listed = _list_from(view, gap)
                found += [(word, mention) for mention in listed]
                at = gap
                while at + 1 < size and view.at.get(at + 1) in listed:
                    at += 1
                last = at
        at += 1
    return found


def _own_name(view: SentenceView, whose: int) -> int:
    """The name of what is somebody's: "shares of its subsidiary X"; the pronoun where the noun has none."""
    at = whose + 1
    while at < min(len(view.lower), whose + REACH) and at not in view.at and view.lower[at] != ",":
        if view.parse.tokens[at].pos not in GAP_POS and view.parse.tokens[at].tag != "VBN":
            break
        at += 1
    named = at < len(view.lower) and at in view.at and is_standing_in(view.lemmas[at - 1])
    return at if named else whose


def _owned(view: SentenceView, state: int) -> int:
    """The name that a country's possessive stands before: "Canada's Department of Y"; the country where none does."""
    at = state + 2
    while at < min(len(view.lower), state + REACH) and at not in view.at and view.parse.tokens[at].pos in GAP_POS:
        at += 1
    return at if at < len(view.lower) and at in view.at else state


def scan_before(view: SentenceView, left: int) -> list[tuple[str, int]]:
    """The counterpart named before the deal's noun: "talks with X on a loan"."""
    for at in range(left - 1, max(-1, left - 14), -1):
        if view.lower[at] in (";", ":", ",") or view.parse.tokens[at].pos == "VERB":
            return []
        if view.lower[at] in ("with", "between") and at:
            if view.lemmas[at - 1] not in cue_words("negotiating") or at + 1 >= left:
                return []
            gap = at + 1
            while gap < left and gap not in view.at:
                gap += 1
            if gap >= left or not acts_here(view, gap):
                return []
            return [(view.lower[at], m) for m in _list_from(view, gap)]
    return []


def scan_relative(view: SentenceView, head: int, concluding: frozenset[int]) -> tuple[list[int], int | None]:
    """The subject and verb of a relative clause that the parse lost: "that X and Y signed"."""
    size = len(view.lower)
    for at in range(head + 1, min(size, head + 12)):
        if view.lower[at] in (";", ":", "."):
            break
        if view.lower[at] in ("that", "which"):
            gap = at + 1
            while gap < size and gap - at <= 3 and gap not in view.at:
                gap += 1
            if gap >= size or gap not in view.at or not acts_here(view, gap):
                continue
            listed = _list_from(view, gap)
            end = gap
            while end + 1 < size and (view.at.get(end + 1) in listed or (view.lower[end + 1] in ("and", ",", "the"))):
                end += 1
            verb = next((i for i in range(end + 1, min(size, end + 5)) if i in concluding), None)
            if verb is not None:
                return listed, verb
    return [], None


def scan_left(view: SentenceView, left: int) -> list[int]:
    """The name (or list of names) that stands as subject to the left of a token; empty where none does."""
    at = left - 1
    while at >= 0:
        if view.lower[at] in (";", ":"):
            return []
        if at in view.at:
            mention = view.at[at]
            first = at
            while first and view.at.get(first - 1) == mention:
                first -= 1
            before = first - 1
            while before >= 0 and view.parse.tokens[before].pos in ("DET", "ADJ", "NOUN", "PROPN"):
                if before in view.at:
                    break
                before -= 1
            if before >= 0 and view.parse.tokens[before].pos == "ADP" and before not in view.at:
                at = before - 1
                continue
            if not acts_here(view, at) or view.parse.tokens[at].tag == "PRP$":
                at = first - 1
                continue
            found = [mention]
            while before >= 0 and view.lower[before] in ("and", ",", "&") and before - 1 in view.at:
                found.append(view.at[before - 1])
                before -= 1
                while before >= 0 and view.at.get(before) == found[-1]:
                    before -= 1
            return list(reversed(found))
        at -= 1
    return []
