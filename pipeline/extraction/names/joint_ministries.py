"""Ministries that one plural names together: "the Departments of Energy, Labor, and the Interior" are three bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.names.gazetteer import Hit, find_hits
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_OF = re.compile(r"(?:U\.?S\.? )?(\w+) (of|for) (?=(?:the )?[A-Z])")
_COMMA = re.compile(r", (?:and |& )?")
_AND = re.compile(r" (?:and|&) ")
_LAST = re.compile(r", (?:and|&) ")


def _singulars() -> dict[str, str]:
    """The plural nouns for ministries with their singulars, as names write them."""
    return {row["plural"]: row["singular"] for row in table("joint_ministries")}


def one_by_one(runs: Sequence[Run], words: Sequence[Word]) -> list[Run]:
    """The runs of a sentence, with one for each ministry where a plural names several."""
    return [part for run in runs for part in _parts(run, words)]


def _parts(run: Run, words: Sequence[Word]) -> list[Run]:
    """A run for each of the ministries that a run names together; the run itself where it names but one."""
    opened = _OF.match(run.text)
    singular = _singulars().get(opened.group(1)) if opened is not None else None
    if opened is None or singular is None:
        return [run]
    spans = _fields(run.text, opened.end(), f"{singular} {opened.group(2)}")
    if len(spans) < 2:
        return [run]
    out: list[Run] = []
    for a, b in spans:
        name = f"{singular} {opened.group(2)} {run.text[a:b]}"
        start = run.start if not out else run.start + a
        inside = [i for i in range(run.first, run.last) if start <= words[i].start < run.start + b]
        known = _body(name)
        hit = replace(known, start=start, end=run.start + b) if known is not None else None
        part = Run(inside[0], inside[-1] + 1, start, run.start + b, name, run.sentence, hit)
        part.country, part.country_rule = run.country, run.country_rule
        part.vote("government_body", 14)
        out.append(part)
    return out


def _fields(text: str, low: int, noun: str) -> list[tuple[int, int]]:
    """Where the fields stand that a list of ministries names behind an offset, each from its "the" on; `noun` is what
    stands before the field where one alone is named."""
    commas = list(_COMMA.finditer(text, low))
    cuts = [(match.start(), match.end()) for match in commas]
    if not any(_LAST.match(text, match.start()) for match in commas):  # "Energy, Labor and the Treasury"
        behind = cuts[-1][1] if cuts else low
        joints = list(_AND.finditer(text, behind))
        named = [m for m in joints if _body(f"{noun} {text[behind : m.start()]}") or _body(f"{noun} {text[m.end() :]}")]
        cuts += [(m.start(), m.end()) for m in (named or joints)[-1:]]
    starts, ends = [low, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text)]
    spans = list(zip(starts, ends, strict=True))
    return spans if all(_known(text[a:b]) for a, b in spans) else []


def _body(name: str) -> Hit | None:
    """The lexicon's hit on the whole of a name; None where it doesn't know it."""
    return next((hit for hit in find_hits(name) if hit.start == 0 and hit.end == len(name)), None)


def _known(field: str) -> bool:
    """Whether words name fields of government alone."""
    parts = [part.lower() for part in re.findall(r"[\w-]+", field) if part not in ("and", "the", "of")]
    return bool(parts) and all(part in portfolio_words() for part in parts)
