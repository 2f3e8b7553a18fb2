"""Names that are nobody's who could sign: wires, projects, products, tickers; and whom "it" then stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals.lexicon import any_of, cue_at, cue_words, is_miner, pattern
from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.names.name_words import form_words
from pipeline.lexicons import table

ACTING = frozenset({"company", "organisation", "person"})
POINTING = frozenset({"pronoun", "nominal"})
TICKER = re.compile(r"[A-Z]{2,6}")
QUOTED = re.compile(r"[:,;]\s*$")
ADVERB = re.compile(r"[A-Z][a-z]+ly")
BETWEEN = (
    r"(?:[ -](?!(?:and|or|as|by|to|in|its|for|from|has|is|of|with|the|a|an|their|his|her|our|this|that|these|those|on"
    r"|at|will|had|have|are|was|were|would|which|who|where|says|said)\b)[\w-]+){0,3}"
)
LEADS = re.compile(r"[*_]{0,3}:")
PLACED = re.compile(r",[^\n]{0,70} (?:--?|–|—) ")
"""What follows the place in capitals at the head of a dateline."""
BEFORE = 60


@cache
def _ground_after() -> re.Pattern[str]:
    """A noun of a mine or property right after a name: "the Thacker Pass lithium development"."""
    ore = any_of("material_name", "streamed")
    return re.compile(rf"(?:,(?= (?:{ore}) ))?{BETWEEN}[ -](?:{any_of('ground_name')})s?\b", re.IGNORECASE)


@cache
def _programme_after() -> re.Pattern[str]:
    """What makes the name of a programme of the name before it: "Clean Materials and Recycling Grant Program"."""
    nouns = any_of("programme_name")
    word = r"(?:and|of|for|&)|[A-Z][\w-]+|\([A-Z][\w&-]{1,9}\)"
    return re.compile(rf"\)?(?:\s{{1,6}}(?:{word})){{0,5}}\s{{1,6}}(?i:{nouns})\b")


@cache
def _plain_forms() -> frozenset[str]:
    """Words of legal forms as they are compared: in small letters, with no stop."""
    return frozenset(word.lower().rstrip(".") for word in form_words())


@cache
def _known() -> frozenset[str]:
    """Companies known by name, which may be all of words for materials ("Critical Metals")."""
    return frozenset(row["name"] for row in table("companies"))


def _is_product(text: str, name: str) -> bool:
    """Whether an abbreviation stands for a thing by its small letters: "anode active materials (AAM)"."""
    if not TICKER.fullmatch(name):
        return False
    match = re.search(rf"((?:\b[a-z]+[ -]+){{{len(name) - 1}}}[a-z]+) \({name}s?\)", text)
    return match is not None and "".join(w[0] for w in re.split(r"[ -]+", match[1])) == name.lower()


def _is_matter(words: list[str]) -> bool:
    """Whether a name is only of a material or a figure: "Lithium Iron Phosphate", "Maiden Inferred Resource"."""
    lower = [word.lower() for word in words]
    if any(cue_at("resource_name", lower, i) for i in range(len(lower))):
        return True
    return len(lower) > 1 and all(word in cue_words("material_name") for word in lower)


def _is_heading(text: str, words: list[str], named: list[NameMention]) -> bool:
    """Whether a name is only the title of a programme or of an item in a list.

    "Assisting Federal Facilities with ... grants", "Critical Materials & EV Batteries: The law provided".
    """
    lower = [word.lower() for word in words]
    if len(words) > 1 and not set(lower) & (_plain_forms() - cue_words("no_form")):
        if lower[0] in cue_words("heading_verb"):
            return True
        topics = cue_words("heading_words") | cue_words("material_name")
        return set(lower) <= topics and all(LEADS.match(text, m.end) for m in named)
    return False


def _is_nobody(document: Document, name: str, kind: str, named: list[NameMention]) -> bool:
    text = document.text
    words = name.split()
    if not words or not named:
        return False
    if words[0] in ("This", "That", "These", "Those"):
        return True
    if words[-1].lower() in cue_words("ground_name") and kind in ("company", "person"):
        return True
    if kind == "company" and _is_matter(words) and name not in _known():
        return True
    if name.lower() in cue_words("unnamed_group"):
        return True
    if kind == "company" and _is_heading(text, words, named):
        return True
    if kind == "company" and all(_programme_after().match(text, m.end) for m in named):
        return True
    if len(words) > 1 and {w.capitalize() for w in cue_words("nobody_name")} & set(words[-2:]):
        return True
    if kind == "person" or {w.lower().strip(".,") for w in words} & _plain_forms():
        return False
    if len(words) == 1 and ADVERB.fullmatch(name) and all(text[m.end : m.end + 1] == "," for m in named):
        return True
    if _is_product(text, name):
        return True
    if name.isupper() and all(text[: m.start][-1:] in ("", "\n") and PLACED.match(text, m.end) for m in named):
        return True
    if TICKER.fullmatch(name) and all(QUOTED.search(text[max(0, m.start - 3) : m.start]) for m in named):
        return all(_in_brackets(text, m.start) for m in named)
    if all(
        pattern("head of a list").search(text[max(0, m.start - 40) : m.start]) and ":" in text[m.end : m.end + 3]
        for m in named
    ):
        return True
    grounds = sum(bool(_ground_after().match(text, m.end)) for m in named)
    often = grounds > 1 and 3 * grounds >= 2 * len(named) and not is_miner(name)
    return kind == "company" and (grounds == len(named) or often)


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - BEFORE) : at]
    return before.rfind("(") > before.rfind(")")


def without_nobodies(document: Document, datelines: list[tuple[int, int]]) -> Document:
    """The document with no mention of what can be no party; a pronoun taken for one stands for the company told of.

    "(SOMEWIRE) - Brightwater Ltd announces that it has amended": "it" is Brightwater.
    """
    named: dict[int, list[NameMention]] = {}
    wires: set[int] = set()
    for mention in document.mentions:
        if mention.form in POINTING or len(mention.entities) != 1:
            continue
        entity = mention.entities[0]
        if mention.rule == "media" or any(low <= mention.start < high for low, high in datelines):
            wires.add(entity)
        else:
            named.setdefault(entity, []).append(mention)
    none = {entity for entity in wires if entity not in named}
    for entity, mentions in named.items():
        record = document.entities[entity]
        if record.entity_type in ACTING and _is_nobody(document, record.name, record.entity_type, mentions):
            none.add(entity)
    if not none:
        return document
    kept: list[NameMention] = []
    for mention in document.mentions:
        if len(mention.entities) != 1 or mention.entities[0] not in none or mention.rule == "media":
            kept.append(mention)
        elif mention.form in POINTING:
            other = _told_of(document, mention, none)
            if other is not None:
                kept.append(replace(mention, entities=(other,)))
    entities = tuple(replace(e, represents=None) if e.represents in none else e for e in document.entities)
    return replace(document, entities=entities, mentions=tuple(kept))


def _told_of(document: Document, mention: NameMention, none: set[int]) -> int | None:
    """The company last named before a pronoun in its paragraph, else the first that the article names."""
    first: int | None = None
    near: int | None = None
    sentence = next((s for s in document.sentences if s.start <= mention.start < s.end), None)
    if sentence is None:
        return None
    low = document.source.clean.paragraphs[sentence.paragraph].start
    for other in document.mentions:
        if other.start >= mention.start:
            break
        if other.form in POINTING or other.rule == "media" or len(other.entities) != 1:
            continue
        entity = other.entities[0]
        if entity in none or document.entities[entity].entity_type != "company":
            continue
        first = entity if first is None else first
        near = entity if other.start >= low else near
    return first if near is None else near
