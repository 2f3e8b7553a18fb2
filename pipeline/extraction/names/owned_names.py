"""What a company's possessive stands before: one of its people ("Norsk Hydro's Eivind Kallevik") or a mine of its own,
hardly another company."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extraction.names.name_words import company_heads, form_words, heads, name_cues
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import Scene

_POSSESSIVES = frozenset({"'s ", "’s ", "' ", "’ "})
_JOINTS = frozenset({", ", " and ", ", and "})
_COMPANY = 6.0
"""Votes from which an owner is surely a company."""
_LABELLED = 1.5
"""Votes that the language model gives for a person when it labels half of a name so."""
_TALK = 4
"""Words before "with" in which a meeting is told: "held brief talks in Lima with"."""


def owned_by_companies(scene: Scene) -> None:
    """Votes on names behind a company's possessive; a person's stands for one beside it in a list of the same form."""
    before: Run | None = None
    for owner, run in pairwise(scene.runs):
        if scene.text[owner.end : run.start] not in _POSSESSIVES or owner.votes.get("company", 0.0) < _COMPANY:
            continue
        words = run.text.split()
        told = run.hit is not None or run.title_start is not None or run.office is not None
        if told or not 2 <= len(words) <= 3 or words[-1] in form_words() or words[-1] in company_heads():
            continue
        beside = any(
            scene.text[each.end : owner.start] in _JOINTS
            and (each is before or each.votes.get("person", 0.0) >= _COMPANY)
            for each in scene.runs
        )
        run.vote("company", -3.0)
        run.vote("organised", -3.0)
        if run.votes.get("person", 0.0) >= _LABELLED or beside or _met(scene, owner, run):
            run.vote("person", 3.0)
            before = run
    for run, owner in pairwise(scene.runs):
        if scene.text[run.end : owner.start] != " of " or owner.votes.get("company", 0.0) < _COMPANY:
            continue
        words = run.text.split()
        told = run.hit is not None or run.title_start is not None or run.office is not None
        named = 2 <= len(words) <= 3 and words[-1] not in form_words() and words[-1] not in company_heads()
        if not told and named and _met(scene, run, run):  # "met with Tamsin Berg of Acme Metals"
            run.vote("person", 3.0)


def _met(scene: Scene, opens: Run, run: Run) -> bool:
    """Whether somebody meets whom a company's name stands beside, so that it is a person: "met Eramet's Christel
    Bories"; `opens` is the first of the two names."""
    if run.votes.get("place", 0.0) > 0 or any(word in heads() for word in run.text.split()):
        return False
    first = scene.title_first(opens) - 1
    low = scene.words[first].low if first >= scene.first and scene.gap(first, first + 1) == " " else ""
    if low in name_cues("meets"):
        return True
    before = {scene.words[i].low for i in range(max(scene.first, first - _TALK), first)}
    if low == "with" and before & name_cues("meets_with"):
        return True  # "sat down with Eramet's Christel Bories"
    after = scene.words[run.last].low if run.last < scene.end and scene.gap(run.last - 1, run.last) == " " else ""
    return after in name_cues("speaks")
