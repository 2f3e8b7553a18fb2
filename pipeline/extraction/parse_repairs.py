"""Verbs that the model takes for adjectives or participles in a sentence that is left without a verb: "Oman's energy
minister, Salim Al Aufi, on Sunday hosted colleagues", "Prime Minister Ana Rey hosted mining bosses in Perth"; and whom
a verb has for object: "saw X to talk", "met Acme head Ann Berg"; and with whom talks are held: "talks on copper with
X"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.extraction.clause_repairs import with_clauses_of_as
from pipeline.extraction.document import Parse, Token
from pipeline.lexicons import table

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_MARKS = frozenset({"-", "--", "–", "—", ":", "|"})


def repaired(parse: Parse) -> Parse:
    """The parse with the day of saying under the verb of saying, and the verb that tells the news as its root, where
    the model found none; else as it is."""
    parse = _held_beside(_talked_with(_titled(_met_to_talk(_said_then(_after_talks(_infinitives(parse)))))))
    parse = _of_their_bodies(_doers_behind_opening(_all_of_them(parse)))
    clauses = with_clauses_of_as(parse)
    parse = parse if clauses == parse.tokens else _with_children(clauses)
    tokens = parse.tokens
    root = next((i for i, token in enumerate(tokens) if token.head == i), None)
    if root is None or len(tokens) < 5 or tokens[-1].text not in (".", "”", '"', "’"):
        return parse
    if any(_tells(tokens, token) for token in tokens):
        return parse
    found = next((v for v in range(1, len(tokens)) if _told_by(tokens, v, root)), None)
    return parse if found is None else _with_root(tokens, found, root)


def _infinitives(parse: Parse) -> Parse:
    """The parse with a verb where the tagger took an infinitive for a noun and the parser did not: "a deal to supply
    ore to X"."""
    tokens = parse.tokens
    marked = {
        t.head
        for t in tokens
        if t.tag == "TO" and t.dep == "aux" and tokens[t.head].tag == "NN" and tokens[t.head].dep not in _MODIFIERS
    }
    finite = {i for i, t in enumerate(tokens) if t.tag == "NN" and t.dep == "ROOT" and _does(parse, i)}
    if not (marked or finite):
        return parse
    tags = {**dict.fromkeys(marked, "VB"), **dict.fromkeys(finite, "VBP")}
    return _with_children(tuple(replace(t, tag=tags[i], pos="VERB") if i in tags else t for i, t in enumerate(tokens)))


def _does(parse: Parse, i: int) -> bool:
    """Whether a noun of the tagger's has a subject and is completed by an infinitive: "ministers of A and B plan to
    meet"."""
    below = {parse.tokens[c].dep: c for c in parse.children[i]}
    completed = below.get("xcomp", -1)
    return "nsubj" in below and completed > i and any(parse.tokens[c].tag == "TO" for c in parse.children[completed])


def _after_talks(parse: Parse) -> Parse:
    """The parse with "following" before a gathering as a preposition: "was optimistic following talks with X"."""
    tokens = parse.tokens
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.tag != "VBG" or token.text.lower() != "following" or not i or tokens[i - 1].dep in ("det", "poss"):
            continue
        modified = token.dep == "amod" and token.head > i
        held = token.head if modified else next((t for t in parse.children[i] if tokens[t].dep == "dobj"), -1)
        if (
            held < 0
            or tokens[held].lemma not in _gatherings()
            or (not modified and token.dep not in ("acl", "advcl", "prep"))
        ):
            continue
        above = tokens[held].head if modified else token.head
        out[i] = replace(token, tag="IN", pos="ADP", dep="prep", head=above)
        out[held] = replace(out[held], dep="pobj", head=i)
    return _with_children(tuple(out)) if tuple(out) != tokens else parse


def _said_then(parse: Parse) -> Parse:
    """The parse with "on Wednesday" hung on "said" and not on what was said: "said on Wednesday he would meet X"."""
    tokens = parse.tokens
    moved = {p for p in range(1, len(tokens)) if _of_the_saying(tokens, p)}
    if not moved:
        return parse
    return _with_children(tuple(replace(t, head=p - 1) if p in moved else t for p, t in enumerate(tokens)))


def _of_the_saying(tokens: tuple[Token, ...], p: int) -> bool:
    """Whether a time right behind a verb of saying hangs on what was said, whose subject comes only after it."""
    said, token, clause = tokens[p - 1], tokens[p], tokens[p].head
    if clause <= p + 1 or tokens[clause].dep != "ccomp" or tokens[clause].head != p - 1 or said.tag not in _FINITE:
        return False
    timed = token.dep == "npadvmod" or (token.dep == "prep" and token.text.lower() == "on")
    return timed and any(t.head == clause and t.dep in ("nsubj", "nsubjpass") for t in tokens[p + 1 : clause])


def _of_their_bodies(parse: Parse) -> Parse:
    """The parse with a name over the body that "of" ties to it, where the model took the name for a part of the body's:
    "met with Ann Berg of Acme Capital"."""
    out = list(parse.tokens)
    for i in range(1, len(out) - 1):
        h, k = i - 1, out[i - 1].head
        if out[i].lemma != "of" or out[i].head != h or out[h].tag != "NNP" or out[h].dep not in ("nmod", "compound"):
            continue
        if k <= i or any(out[t].tag != "NNP" for t in range(i + 1, k + 1)):
            continue
        out[h] = replace(out[h], dep=out[k].dep, head=out[k].head)
        out[k] = replace(out[k], dep="pobj", head=i)
        for t in range(i + 1, k):
            out[t] = replace(out[t], dep="compound", head=k)
        for t in (t for t in range(h) if out[t].head == k):
            out[t] = replace(out[t], head=h)
    return _with_children(tuple(out)) if tuple(out) != parse.tokens else parse


def _all_of_them(parse: Parse) -> Parse:
    """The parse with those meant by "both of them" in the place of "both": "had dinner with both of them"."""
    tokens = parse.tokens
    out = list(tokens)
    for i in range(3, len(tokens)):
        q = i - 2
        if tokens[i].tag != "PRP" or tokens[i - 1].text != "of" or tokens[q].text.lower() not in _ALL:
            continue
        before = q - 2 if tokens[q - 1].text == "the" else q - 1
        if tokens[before].dep == "prep" and tokens[before].tag == "IN":
            out[i] = replace(tokens[i], head=before, dep="pobj")
        elif tokens[q].dep == "dobj":
            out[i] = replace(tokens[i], head=tokens[q].head, dep="dobj")
        else:
            continue
        out[q] = replace(tokens[q], head=i, dep="predet")
        out[i - 1] = replace(tokens[i - 1], head=i, dep="prep")
    return parse if tuple(out) == tokens else _with_children(tuple(out))


_ALL = frozenset({"both", "all", "each", "two", "three"})
"""Words before "of them"."""


def _doers_behind_opening(parse: Parse) -> Parse:
    """The parse with a subject where the model lists it with the names of the phrase in front: "Following the talks
    between X and Y, V and W agreed"."""
    tokens = parse.tokens
    root = next((i for i, token in enumerate(tokens) if token.head == i), 0)
    if not tokens or tokens[root].tag not in _FINITE or any(t.head == root and t.dep in _SUBJECTS for t in tokens[1:]):
        return parse
    if tokens[0].tag not in ("IN", "VBG") or tokens[0].head != root:
        return parse
    comma = _end_of_opening(tokens, root)
    inside = [
        i for i in range(comma + 1, root) if tokens[i].dep in ("conj", "appos") and tokens[i].head < comma
    ] if comma else []  # fmt: skip
    if not inside or any(t.pos in ("VERB", "ADP", "SCONJ", "PRON") for t in tokens[comma + 1 : inside[0] + 1]):
        return parse
    out = list(tokens)
    out[0] = replace(tokens[0], dep="prep")  # "Building on", too
    out[inside[0]] = replace(tokens[inside[0]], dep="nsubj", head=root)
    for i in inside[1:]:
        out[i] = replace(tokens[i], dep="conj", head=inside[0])
    return _with_children(tuple(out))


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def _end_of_opening(tokens: tuple[Token, ...], root: int) -> int:
    """The comma that ends the phrase in front of the main clause: the first one behind "between X and Y", else the last
    one, unless it goes on with "and"; 0 where there is none."""
    commas = [i for i in range(1, root) if tokens[i].text == ","]
    between = next((i for i in range(1, root) if tokens[i].text == "between"), None)
    if between is not None:
        both = next((i for i in range(between, root) if tokens[i].dep == "cc"), root)
        return next((i for i in commas if i > both), 0)
    return commas[-1] if commas and tokens[commas[-1] + 1].dep != "cc" else 0


def _met_to_talk(parse: Parse) -> Parse:
    """The parse with a person as the object of "saw" and not as who is to do what follows: "saw X to talk about"."""
    tokens = parse.tokens
    out = list(tokens)
    for i, token in enumerate(tokens):
        clause = token.head
        verb = tokens[clause].head
        if token.dep != "nsubj" or token.pos != "PROPN" or not verb < i < clause or tokens[verb].lemma != "see":
            continue
        to = clause > 0 and tokens[clause - 1].text == "to" and tokens[clause - 1].head == clause
        if to and tokens[clause].dep in ("ccomp", "xcomp") and tokens[verb].pos == "VERB":
            out[i] = replace(token, dep="dobj", head=verb)
            out[clause] = replace(out[clause], dep="advcl")
    return _with_children(tuple(out)) if tuple(out) != tokens else parse


_TITLES = frozenset({"head", "chair"})
"""Titles between a company's name and a person's that are verbs too, though not with one subject in the present."""


def _titled(parse: Parse) -> Parse:
    """The parse with the object of "met" where the model takes the title for a verb: "met Acme head Ann Berg"."""
    tokens = parse.tokens
    for h in range(2, len(tokens) - 1):
        token, v = tokens[h], tokens[h].head
        if token.text not in _TITLES or token.pos != "VERB" or not v < h or tokens[v].pos != "VERB":
            continue
        inner = [c for c, t in enumerate(tokens) if t.head == h and c != h]
        person = next((c for c in inner if tokens[c].dep == "dobj" and c > h), None)
        named = tokens[h - 1].pos == "PROPN" and tokens[h + 1].pos == "PROPN"
        taken = any(t.head == v and t.dep == "dobj" and c != h - 1 for c, t in enumerate(tokens))
        if person is None or not named or taken:
            continue
        out = list(tokens)
        out[h] = replace(token, pos="NOUN", tag="NN", dep="compound", head=person)
        out[person] = replace(tokens[person], dep="dobj", head=v)
        for c in sorted({*inner, h - 1} - {person}):
            out[c] = replace(tokens[c], dep="compound", head=person) if c < h else replace(tokens[c], head=v)
        return _with_children(tuple(out))
    return parse


_ABOUT = frozenset({"on", "about", "over", "regarding", "concerning"})


def _talked_with(parse: Parse) -> Parse:
    """The parse with a counterpart under the talks and not under their subject: "a meeting on copper with Ann Berg".

    Subjects that join two sides keep theirs: "talks on relations with Peru".
    """
    tokens = parse.tokens
    moved: dict[int, int] = {}
    for p, token in enumerate(tokens[:-1]):
        if token.text.lower() not in ("with", "between") or token.dep != "prep" or tokens[token.head].pos != "NOUN":
            continue
        subject = tokens[token.head]
        about = tokens[subject.head]
        if subject.dep != "pobj" or about.text.lower() not in _ABOUT or about.head >= subject.head:
            continue
        if tokens[about.head].lemma in _gatherings() and _person_next(tokens, p) and subject.lemma not in _joining():
            moved[p] = about.head
    if not moved:
        return parse
    return _with_children(tuple(replace(t, head=moved[p]) if p in moved else t for p, t in enumerate(tokens)))


def _held_beside(parse: Parse) -> Parse:
    """The parse with a gathering as the object of its verb, where the model hangs it on who is named between them:
    "will hold, together with Norway, a forum", "co-hosts with Norway a forum"."""
    tokens = parse.tokens
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.dep != "appos" or token.lemma.lower() not in _gatherings() or token.head >= i:
            continue
        first = min((c for c in parse.children[i] if c < i), default=i)
        above = token.head
        while tokens[above].dep in ("pobj", "prep", "conj", "appos"):
            above = tokens[above].head
        doing = tokens[above].lemma in _verbs() and any(tokens[c].dep == "nsubj" for c in parse.children[above])
        beside = any(c < i and tokens[c].text in _BESIDE for c in parse.children[above])
        if doing and beside and tokens[first].dep in ("det", "poss") and not _has_object(parse, above):
            out[i] = replace(token, head=above, dep="dobj")
            out[above] = replace(out[above], pos="VERB")
    return parse if tuple(out) == tokens else _with_children(tuple(out))


_BESIDE = frozenset({"with", "together", "along", "alongside", "jointly"})


def _has_object(parse: Parse, v: int) -> bool:
    """Whether a verb has an object already."""
    return any(parse.tokens[c].dep == "dobj" for c in parse.children[v])


def _person_next(tokens: tuple[Token, ...], p: int) -> bool:
    """Whether a proper name, or "his counterpart", stands behind preposition `p`."""
    return any(t.tag in ("NNP", "NNPS") or t.dep == "poss" for t in tokens[p + 1 : p + 3])


@cache
def _gatherings() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("meeting_nouns") if row["shape"] == "event")


@cache
def _joining() -> frozenset[str]:
    return frozenset(row["cue"] for row in table("meeting_cues") if row["class"] == "between_sides")


def _with_children(tokens: tuple[Token, ...]) -> Parse:
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            children[token.head].append(i)
    return Parse(tokens, tuple(tuple(each) for each in children))


def _tells(tokens: tuple[Token, ...], token: Token) -> bool:
    """Whether a token is a finite verb of the main clause, or the auxiliary of one."""
    if token.tag not in _FINITE:
        return False
    if token.dep in ("aux", "auxpass"):
        return tokens[token.head].dep in _MAIN
    return token.dep in _MAIN


def _told_by(tokens: tuple[Token, ...], v: int, root: int) -> bool:
    """Whether token `v` is the verb of the sentence: a past form behind a name or a day, with its object after it."""
    token, before = tokens[v], tokens[v - 1]
    if not (token.text.endswith("ed") or token.tag == "VBD") or not token.text.islower():
        return False
    if token.dep == "amod" and token.tag in ("VBN", "VBD", "JJ") and token.head > v:
        named = before.tag == "NNP" or (before.text == "," and tokens[v - 2].tag == "NNP")
        return named and _subject(tokens, v) is not None
    if token.dep == "acl" and token.head == root and token.tag in ("VBN", "VBD") and tokens[root].tag == "NNP":
        aside = before.text == "," and any(tokens[t].text == "," for t in range(root + 1, v - 1))
        told = token.tag == "VBD" or any(t.head == v and t.dep in ("dobj", "ccomp") for t in tokens[v + 1 :])
        return aside and told
    return False


def _subject(tokens: tuple[Token, ...], v: int) -> int | None:
    """The noun before verb `v` that is its subject: the one hung on it, or what the name before it stands beside."""
    hung = next((t for t in range(v) if tokens[t].head == v and tokens[t].dep == "nsubj"), None)
    if hung is not None:
        return hung
    near = next((t for t in range(v - 1, -1, -1) if tokens[t].pos in _NOUNS and not _of_the_day(tokens, t, v)), None)
    while near is not None and tokens[near].head < near and tokens[tokens[near].head].pos in _NOUNS:
        head = tokens[near].head
        if any(tokens[t].text in _MARKS for t in range(head + 1, near)):
            break  # a dateline
        near = head
    return near if near is None or tokens[v - 1].text != "," else _before_aside(tokens, near)


def _before_aside(tokens: tuple[Token, ...], t: int) -> int:
    """The noun that an aside between commas is told of, where token `t` closes the aside: of "Ana Rey, accompanied by
    Luis Paz, held talks", Rey."""
    i = t
    while tokens[i].head < i and tokens[i].dep in ("pobj", "agent", "prep", "dobj", "conj"):
        i = tokens[i].head
    return tokens[i].head if tokens[i].dep == "acl" and i and tokens[i - 1].text == "," else t


def _of_the_day(tokens: tuple[Token, ...], t: int, v: int) -> bool:
    """Whether a noun says on which day verb `v` was done: "on Sunday hosted"."""
    return tokens[t].dep in ("npadvmod", "nummod", "tmod") or (t == v - 1 and t > 0 and tokens[t - 1].text == "on")


def _object(tokens: tuple[Token, ...], v: int) -> int | None:
    """The head of the noun phrase that verb `v` was taken to modify."""
    if tokens[v].dep != "amod":
        return None
    head = tokens[v].head
    for _ in range(6):
        if tokens[head].dep not in _MODIFIERS:
            break
        head = tokens[head].head
    return head


def _with_root(tokens: tuple[Token, ...], v: int, root: int) -> Parse:
    out = list(tokens)
    subject = root if tokens[v].dep == "acl" else _subject(tokens, v)
    patient = _object(tokens, v)
    out[v] = replace(tokens[v], pos="VERB", tag="VBD", dep="ROOT", head=v, lemma=_lemma(tokens[v]))
    if root != v:
        kind = "xcomp" if tokens[root].tag == "VB" else "dep"
        out[root] = replace(tokens[root], dep=kind, head=v)
    if patient is not None and patient != subject:
        out[patient] = replace(out[patient], dep="dobj", head=v)
    if subject is not None:
        out[subject] = replace(out[subject], dep="nsubj", head=v)
    return _with_children(tuple(out))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["verb"] for name in ("meeting_verbs", "meeting_roles") for row in table(name))


def _lemma(token: Token) -> str:
    if not token.lemma.endswith("ed"):
        return token.lemma
    word = token.text.lower()
    return next((form for form in (word[:-2], word[:-1], word[:-3]) if form in _verbs()), word[:-2])
