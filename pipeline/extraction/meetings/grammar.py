"""Who does what in a parsed sentence: subjects, objects, agents, coordination and clause.

Labels are those of the ClearNLP scheme that the spaCy models for English use (`nsubj`, `dobj`, `relcl` …).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.reading import Reading

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that make a clause of their own."""
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OPEN_CLAUSE = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "acl", "prep", "acomp", "oprd"})


def child(reading: Reading, i: int, *labels: str) -> int | None:
    """The first child of token `i` with one of the dependency labels."""
    return next((c for c in reading.children[i] if reading.tokens[c].dep in labels), None)


def coordination(reading: Reading, i: int) -> list[int]:
    """Token `i` and all that are coordinated with it after it."""
    out = [i]
    for c in reading.children[i]:
        if reading.tokens[c].dep == "conj":
            out.extend(coordination(reading, c))
    return out


def subtree(reading: Reading, i: int, skip: Collection[str] = ()) -> list[int]:
    """Token `i` and all that it governs, in order, leaving out branches with the labels in `skip`."""
    out: list[int] = []
    stack = [i]
    while stack:
        t = stack.pop()
        out.append(t)
        stack.extend(c for c in reading.children[t] if reading.tokens[c].dep not in skip)
    return sorted(out)


def ancestors(reading: Reading, i: int) -> Iterator[int]:
    """The governors of token `i`, nearest first."""
    seen = {i}
    while reading.tokens[i].head not in seen:
        i = reading.tokens[i].head
        seen.add(i)
        yield i


def is_verb(reading: Reading, i: int) -> bool:
    """Whether the model takes token `i` for a verb."""
    return reading.tokens[i].pos in ("VERB", "AUX")


def is_passive(reading: Reading, v: int) -> bool:
    """Whether verb `v` stands in the passive, a reduced relative ("a forum organised by X") included."""
    first = first_part(reading, v)
    labels = {reading.tokens[c].dep for part in {v, first} for c in reading.children[part]}
    if labels & {"nsubjpass", "auxpass"} or (first != v and first and reading.lemmas[first - 1] == "be"):
        return True
    token = reading.tokens[v]
    if "agent" in labels and (token.dep == "acl" or (reading.words[v - 1] == "," and not labels & {"dobj", "aux"})):
        return True  # "A forum, opened on Monday by X, …", whatever the model makes of the rest
    if reading.lemmas[v] == "invite" and token.tag in ("VBD", "VBN") and not labels & {"dobj", "aux"}:
        return reading.words[v + 1 : v + 2] == ("to",)  # "Chairman Invited to Speak at the Conference"
    return token.tag == "VBN" and (token.dep == "acl" or ("agent" in labels and "nsubj" not in labels))


def finite_governor(reading: Reading, i: int) -> int | None:
    """The nearest verb above token `i`."""
    for a in ancestors(reading, i):
        if is_verb(reading, a):
            return a
    return None


def first_part(reading: Reading, v: int) -> int:
    """The token on which subject and auxiliaries of "co-host" hang, which the model takes for three."""
    return v - 2 if v > 1 and reading.words[v - 1] == "-" and reading.words[v - 2] == "co" else v


def last_part(reading: Reading, v: int) -> int:
    """The verb proper of "co-host", on whose first part or auxiliary the model hangs the subject."""
    for first in (v, v + 1):
        if reading.words[first : first + 2] == ("co", "-") and first + 2 < len(reading.words):
            return first + 2 if reading.tokens[first + 2].tag.startswith("VB") else v
        if reading.tokens[v].pos != "AUX":
            break
    return v


def reduced(reading: Reading, v: int) -> bool:
    """Whether verb `v` is a participle on the noun before it that the model coordinates with the clause above:
    "will work on the partnership, announced at the summit"."""
    token = reading.tokens[v]
    head = reading.tokens[token.head]
    if token.tag != "VBN" or token.dep != "conj" or head.tag == "VBN" or v == 0 or v + 1 >= len(reading.words):
        return False
    bare = not any(reading.tokens[c].dep in ("aux", "auxpass", "nsubj", "nsubjpass", "cc") for c in reading.children[v])
    here = reading.words[v - 1] in (",", ")") and reading.words[v + 1] in ("at", "by", "during", "in", "on", "under")
    return bare and here


def subjects(reading: Reading, v: int, depth: int = 0) -> list[int]:
    """The grammatical subject(s) of verb `v`, looked up through relative, open and coordinated clauses."""
    if depth > 6:
        return []
    whole, v = v, first_part(reading, v)
    token = reading.tokens[v]
    direct = [
        c for part in (v, whole) for c in reading.children[part] if reading.tokens[c].dep in ("nsubj", "nsubjpass")
    ]
    if not direct:  # in "will co-host" the model hangs the subject on the auxiliary
        direct = [
            g
            for c in reading.children[v]
            if reading.tokens[c].dep == "aux"
            for g in reading.children[c]
            if reading.tokens[g].dep == "nsubj"
        ]
    if direct:
        subject = next((c for c in reversed(direct) if reading.mention_of[c] >= 0), direct[-1])
        if reading.words[subject] in ("all", "both", "each") and subject and reading.mention_of[subject - 1] >= 0:
            subject -= 1  # "X, Y and Z all met"
        if reading.words[subject] in _RELATIVE and token.dep in ("relcl", "ccomp", "acl", "advcl"):
            head = token.head
            if is_verb(reading, head):
                cleft = child(reading, head, "attr")
                return [cleft] if cleft is not None else []
            among = reading.tokens[head].tag == "NNS" and reading.words[reading.tokens[head].head] == "among"
            if reading.words[head] == "those" or among:  # "X and Y were among the leaders who gathered"
                governor = finite_governor(reading, head)
                return subjects(reading, governor, depth + 1) if governor is not None else [head]
            return [_human(reading, head) if reading.words[subject] == "who" else head]
        return [*_also_before(reading, direct, subject), *coordination(reading, subject)]
    head = token.head
    if head == v:
        return []
    if token.dep == "conj":
        up = head
        if reduced(reading, v):
            return []
        if is_verb(reading, up):
            return subjects(reading, up, depth + 1)
        return []
    goes_on = is_passive(reading, head) or {"then", "later", "afterwards"} & set(reading.words[max(0, v - 3) : v])
    if token.dep == "dep" and head < v and token.tag == "VBD" and is_verb(reading, head) and goes_on:
        return subjects(reading, head, depth + 1)  # "X was received by Y, then conferred with Z"
    if token.dep == "relcl":
        if reading.words[head] == "those":
            governor = finite_governor(reading, head)
            return subjects(reading, governor, depth + 1) if governor is not None else [head]
        return [head]
    if token.dep in _OPEN_CLAUSE and token.tag in ("VB", "VBP") and reading.lemmas[head] in cues("watching"):
        seen = [o for o in objects(reading, head) if o < v]  # "watched the heads of X and Y sign"
        if seen and "to" not in reading.words[seen[-1] : v]:
            return seen
    looked_to = _looked_to(reading, v)
    if looked_to is not None:
        return [looked_to]
    whose = _holder(reading, v)
    if whose is not None:
        return coordination(reading, whose)
    if token.dep == "acl":
        if token.tag == "VBG" or _main_verb_after_aside(reading, v):
            return [head]
        governor = finite_governor(reading, head)
        return subjects(reading, governor, depth + 1) if governor is not None and token.tag != "VBN" else []
    if token.dep in _OPEN_CLAUSE and not _clause_before(reading, v):
        governor = head if is_verb(reading, head) else finite_governor(reading, head)
        if governor is None:
            return []
        thanked = token.tag == "VBG" and reading.lemmas[governor] in cues("thanks")  # "appreciates X convening it"
        thanked = thanked and reading.words[head] not in cues("done_in_time")  # not "praised it after meeting X"
        if thanked or (token.dep in ("xcomp", "ccomp") and reading.lemmas[governor] in cues("controlling")):
            objects_ = objects(reading, governor)
            if objects_:
                return objects_
        praised = _grateful_to(reading, v, governor)
        return praised or subjects(reading, governor, depth + 1)
    return []


def _grateful_to(reading: Reading, v: int, governor: int) -> list[int]:
    """Whose act somebody is glad of: "I am grateful to X for inviting me"."""
    token = reading.tokens[v]
    if token.tag != "VBG" or token.dep != "pcomp" or reading.words[token.head] != "for":
        return []
    for c in reading.children[governor]:
        if reading.tokens[c].dep == "acomp" and reading.lemmas[c] in cues("glad"):
            return governed(reading, c, ("to",))
    return []


def _human(reading: Reading, head: int) -> int:
    """Whom "who" means where the model hangs it on a body's name: "said X, chief executive of Vale, who came"."""
    at = reading.mention_of[head]
    if at < 0 or at in reading.people or not reading.mentions[at].entities:
        return head
    t = head
    for _ in range(5):
        up = reading.tokens[t].head
        if up == t or is_verb(reading, up) or up > head:
            return head
        if reading.tokens[t].dep not in ("pobj", "prep", "compound", "nmod", "poss", "appos", "conj"):
            return head
        t = up
        if reading.mention_of[t] in reading.people:
            return t
    return head


def _also_before(reading: Reading, direct: list[int], subject: int) -> list[int]:
    """The first of two subjects joined by "and", where the model hangs both on the verb: "the heads of state of X and Y
    and the chancellor, Z, sat down"."""
    first = direct[0]
    if first >= subject or reading.mention_of[first] >= 0 or reading.words[first] in _RELATIVE:
        return []
    between = range(first + 1, subject)
    joined = any(reading.words[t] in ("and", "&") for t in between)
    apart = any(is_verb(reading, t) or reading.words[t] in (";", ":") for t in between)
    many = reading.tokens[first].tag in ("NNS", "NNPS")
    return [first] if joined and many and not apart else []


def _looked_to(reading: Reading, v: int) -> int | None:
    """Whose act is looked forward to or praised, where the model hangs the act on the verb above: "look forward to
    India hosting the workshop"."""
    token = reading.tokens[v]
    if token.tag != "VBG" or token.dep not in ("advcl", "pcomp", "acl") or not v or reading.mention_of[v - 1] < 0:
        return None
    above = reading.tokens[v - 1]
    by = reading.tokens[above.head]
    over = by.head if by.dep == "prep" else above.head
    if above.dep not in ("pobj", "dobj") or not is_verb(reading, over) or over != finite_governor(reading, v):
        return None
    return v - 1 if reading.lemmas[over] in cues("anticipating") | cues("attitude") | cues("thanks") else None


def _holder(reading: Reading, v: int) -> int | None:
    """Whose bid, offer, decision or leadership it is that verb `v` completes, where that is told by a noun: "Chile's
    bid to host the forum", "X's leadership in convening the summit"."""
    token = reading.tokens[v]
    head = token.head
    if token.dep == "pcomp" and reading.tokens[head].dep == "prep":
        head = reading.tokens[head].head
    elif token.dep not in ("acl", "xcomp", "relcl", "advcl") or "to" not in reading.words[max(0, v - 2) : v]:
        return None
    if reading.lemmas[head] not in cues("undertaking"):
        return None
    owners = [c for c in reading.children[head] if reading.tokens[c].dep == "poss"]
    return next((c for c in owners if reading.tokens[c].pos in ("NOUN", "PROPN")), None)


def _clause_before(reading: Reading, v: int) -> bool:
    """Whether verb `v` tells a clause of its own before a semicolon: "On Monday X receives Y; then it is …"."""
    token = reading.tokens[v]
    return token.dep == "ccomp" and token.head > v and ";" in reading.words[v : token.head]


def _main_verb_after_aside(reading: Reading, v: int) -> bool:
    """Whether a verb that the model hangs on a noun is the sentence's own: "X, who flew to Lima, called on Y"."""
    head = reading.tokens[v].head
    if reading.tokens[v].tag != "VBD" or not v or reading.words[v - 1] != ",":
        return False
    aside = any(reading.tokens[c].dep in ("relcl", "appos") and head < c < v for c in reading.children[head])
    return aside and reading.tokens[head].dep in ("ROOT", "nsubj", "ccomp", "conj")


def objects(reading: Reading, v: int) -> list[int]:
    """Direct objects of verb `v`, persons whom the model takes for a time among them ("met Vice-President X"); the
    antecedent where a relative pronoun is the object."""
    out: list[int] = []
    for c in reading.children[v]:
        taken = reading.tokens[c].dep == "npadvmod" and c > v and reading.mention_of[c] in reading.people
        if (taken or reading.tokens[c].dep in ("dobj", "dative", "oprd")) and is_nominal(reading, c):
            if reading.words[c] in _RELATIVE and reading.tokens[v].dep == "relcl":
                out.append(reading.tokens[v].head)
            else:
                out.extend(coordination(reading, c))
    return out


def is_nominal(reading: Reading, i: int) -> bool:
    """Whether token `i` can head a noun phrase."""
    return reading.tokens[i].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X")


def governed(reading: Reading, i: int, words: Collection[str]) -> list[int]:
    """Nouns that hang on token `i` by one of the prepositions `words`."""
    out: list[int] = []
    for c in reading.children[i]:
        if reading.tokens[c].dep not in ("prep", "agent", "dative", "prt", "conj"):
            continue
        if reading.words[c] in words:
            for p in reading.children[c]:
                if reading.tokens[p].dep in ("pobj", "pcomp"):
                    out.extend(coordination(reading, p))
            for again in reading.children[c]:
                if reading.tokens[again].dep == "conj" and reading.words[again] in words:
                    for p in reading.children[again]:
                        if reading.tokens[p].dep == "pobj":
                            out.extend(coordination(reading, p))
    return out


def agents(reading: Reading, v: int) -> list[int]:
    """Who does it, in the passive: what follows "by"."""
    out = governed(reading, v, ("by",))
    for c in reading.children[v]:
        if reading.tokens[c].dep == "conj" and reading.words[c] == "by":
            out.extend(p for p in reading.children[c] if reading.tokens[p].dep == "pobj")
    if out:
        return out
    for i in range(v + 1, min(v + 16, len(reading.words))):
        if reading.words[i] in (";", ":") or reading.tokens[i].tag in ("VBD", "VBZ", "VBP"):
            break
        if is_verb(reading, i) and reading.tokens[i].dep == "conj" and reading.tokens[i].tag == "VB":
            break  # "welcome the forum hosted there and look forward to one held by X"
        if reading.words[i] == "by" and i - 1 > v and reading.tokens[i - 1].tag == "VBN":
            break  # "was held in Lima, chaired by X"
        if reading.words[i] == "by":
            return [q for p in reading.children[i] if reading.tokens[p].dep == "pobj" for q in coordination(reading, p)]
    return out


def of_a_firm(reading: Reading, i: int) -> bool:
    """Whether unnamed people who have business with others are told to be somebody's: "bankers from Citi"."""
    if reading.lemmas[i] not in cues("side_of_its_own"):
        return False
    behind = [*reading.children[i], *(c for c in reading.children[reading.tokens[i].head] if c == i + 1)]
    whose = [g for c in behind if reading.words[c] in ("from", "at", "of") for g in reading.children[c]]
    return any(reading.mention_of[g] >= 0 for g in whose)
