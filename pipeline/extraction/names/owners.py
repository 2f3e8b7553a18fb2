"""The country that stands before a name: "China's GEM", "Chinese battery-materials maker GEM", "Perth-based Lynas"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipeline.extraction.names.name_words import is_company_noun
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import COUNTRY_KINDS, Scene, country_of
from pipeline.extraction.names.words import hyphen_tails
from pipeline.lexicons import table


@cache
def public_bodies() -> frozenset[tuple[str, str]]:
    """Common nouns of two words for bodies of the state: "state lender"."""
    return frozenset((words[0], words[1]) for row in table("public_finance") if (words := row["words"].split()))


def shared_country(scene: Scene) -> None:
    """ "China's Baowu and Ansteel", "Canadian companies A (“A”) and B": the country goes to each of the list."""
    outside = [run for run in scene.runs if not scene.text.startswith(("(", "“", '"'), run.start - 1)]
    for left, right in pairwise(outside):
        if left.country is None or right.country is not None or left.country_rule not in {"possessive", "demonym"}:
            continue
        if left.hit is not None and left.hit.kind in COUNTRY_KINDS:
            continue
        if scene.text.startswith(("'s ", "’s "), right.end):
            continue  # "Peru's Ana Rey, Vale's Luis Sá"
        between = scene.text[left.end : right.start]
        if re.fullmatch(r"(?: \([^()]{1,40}\))?(?:,| and|, and) ", between) and right.title_start is None:
            right.country, right.country_rule = left.country, left.country_rule
            if left.votes.get("company", 0) > 0:
                right.vote("company", 1.5)


def owner(scene: Scene, run: Run) -> None:
    """Country before the name: "China's GEM", "Chinese battery-materials maker GEM", "Perth-based Lynas"."""
    i = run.first - 1
    if run.title_start is not None or i < scene.first:
        return
    if scene.gap(i, run.first) == ", " and scene.words[i].low == "side" and i > scene.first:
        hit = scene.hits.ending.get(scene.words[i - 1].end)  # "on the Canadian side, X"
        if hit is not None and hit.kind == "adjective":
            run.country, run.country_rule = hit.key, "demonym"
        return
    noun = False
    steps = 0
    while i >= scene.first and steps < 6:
        if scene.gap(i, i + 1) not in {" ", "", "-"}:
            break
        word = scene.words[i]
        hit = scene.hits.ending.get(word.end)
        if word.text in {"'s", "’s"}:
            owner = scene.hits.ending.get(scene.words[i - 1].end) if i > scene.first else None
            code = country_of(owner)
            if code and (noun or i == run.first - 1) and owner is not None and owner.kind in {"country", "short"}:
                run.country, run.country_rule = code, "possessive"
                if not noun and 2 <= len(run.text.split()) <= 4 and run.hit is None:
                    run.vote("person", 1.5)
                if not noun and run.text.isalpha() and run.text.isupper() and len(run.text) > 2 and run.hit is None:
                    run.vote("company", 4)  # "Argentina's CAMYEN"
                if noun:
                    run.title_start = owner.start
            elif owner is not None and owner.kind in {"bloc"}:
                run.bloc = owner.key
            elif owner is not None and owner.kind in {"capital", "seat"} and (noun or i == run.first - 1):
                run.country, run.country_rule = owner.key, "possessive"
            elif owner is not None and owner.kind == "division" and owner.country and (noun or i == run.first - 1):
                run.country, run.country_rule = owner.country, "possessive"
            elif scene.words[i - 1].low == "government" and i == run.first - 1:
                run.local = True
                run.vote("government_body", 8)
            elif owner is None and i > scene.first and scene.city_before(i) and (noun or i == run.first - 1):
                run.country, run.country_rule = scene.city_before(i), "city"
            break
        if (
            hit is not None
            and hit.kind in {"adjective", "country", "short"}
            and (hit.kind == "adjective" or hit.key in {"USA", "GBR", "ARE"} or noun)
        ):
            if noun or i == run.first - 1:
                run.country, run.country_rule = hit.key, "demonym"
                if noun or i == run.first - 1:
                    run.title_start = hit.start
            break
        if word.low in hyphen_tails():
            if hyphen_tails()[word.low] and scene.gap(i - 1, i) in {"-", ""} and i > scene.first:
                place = scene.words[i - 1]
                code = scene.based_country(i - 1)
                if code:
                    run.country, run.country_rule = code, "based"
                    run.title_start = place.start if noun or i == run.first - 1 else run.title_start
                i -= 2
                steps += 2
                continue
            i -= 2
            steps += 2
            continue
        if word.low in {"state", "state-owned", "state-run", "state-controlled", "local", "domestic"}:
            run.local = run.local or noun or i == run.first - 1
        if word.low in {"state", "government"} and i + 1 < run.first and scene.words[i + 1].low in {"run", "owned"}:
            run.local = True
        public = i > scene.first and (scene.words[i - 1].low, word.low) in public_bodies()
        if (public or is_company_noun(word.low)) and i == run.first - 1:
            noun = True
            run.vote("company", 4)
            if public:
                run.vote("government_body", 8)
                run.local = True
        elif (
            (is_company_noun(word.low) and noun is False)
            or word.text[0].isupper()
            or word.low
            in {
                "the",
                "a",
                "an",
                "and",
                "with",
                "by",
                "from",
                "of",
                "to",
                "in",
                "between",
                "that",
                "its",
                "their",
                "his",
                "said",
            }
        ):
            break
        i -= 1
        steps += 1
