"""What follows a name: a ticker, "of Vietnam", "based in Perth", ", a Canadian explorer,", a site noun."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.names.name_words import company_heads, heads, is_company_noun, name_cues
from pipeline.extraction.names.owners import public_bodies
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import COUNTRY_KINDS, Scene
from pipeline.lexicons import table

_BARE = frozenset({"and", "with", "by", "from", "to", "for", "between", "that", "while", "when", "where"})
"""Words right before the name of a party: no article, no adjective."""
TICKER = re.compile(
    r"\s?[(\[]\s?(?:[A-Z][A-Za-z]{1,12}(?:[-.\s][A-Z][A-Za-z]{0,9}){0,2}|[A-Z]{2,6})\s?:\s?[A-Z0-9.\s]{1,12}"
)
SECOND_TICKER = re.compile(r"[;,] ?[A-Z][A-Za-z]{1,9} ?: ?[A-Z0-9]{2,6}\b")
"""A further ticker in the same brackets: "(ASX: ABC; OTCQX: ABCDF)"."""
_BRACKETS = re.compile(r"(?:\s?[(\[][^()\[\]]{1,60}[)\]]){1,4}(?:,| –| —) ")
"""Tickers between a company's name and the words that describe it."""
_OPENING = frozenset({"a", "an", "the", "one", "which", "based", "headquartered", "whose"})
"""Words that open a description."""
_PARTIES = frozenset({"company", "government_body", "organisation", "bloc"})
"""Kinds of hit that name a party of their own."""
_SUM = re.compile(r"\s(?:[A-Z]{1,3})?[$€£¥]")


@cache
def site_nouns() -> frozenset[str]:
    """Common nouns that show a name to be that of a site or place."""
    return frozenset(row["word"] for row in table("site_nouns"))


def after(scene: Scene, run: Run) -> None:
    """Ticker, "of Vietnam", "based in Perth", ", a Canadian explorer," after the name; body a person acts for."""
    words, text = scene.words, scene.text
    if TICKER.match(text, run.end):
        run.vote("company", 10)
        run.listed = True
        brackets = _BRACKETS.match(text, run.end)
        if brackets is not None:
            after = next((j for j in range(run.last, scene.end) if words[j].start >= brackets.end()), None)
            if after is not None:
                _descriptor(scene, run, after)
    titled = run.office is not None or run.extra_office is not None or run.honorific is not None
    i = run.last
    if i + 2 < scene.end and words[i].text in {"'s", "’s"} and _SUM.match(text, words[i].end):
        run.vote("company", 6)
    if i < scene.end and words[i].text in {"'s", "’s"}:
        office = scene.starting.get(i + 1)
        if office is not None and office.kind in {"company", "body"}:
            named = run.text.split()[0] in given_names()
            run.vote("company", 1 if named or office.kind == "body" or office.plural else 5)
        return
    if i >= scene.end:
        return
    gap = scene.gap(i - 1, i)
    if gap == " " and words[i].low in {"of", "from"} and i + 1 < scene.end:
        j = i + 2 if words[i + 1].low == "the" and i + 2 < scene.end else i + 1
        hit = scene.hits.starting.get(words[j].start)
        if hit is not None and hit.kind in {"country", "short"}:
            run.country, run.country_rule = run.country or hit.key, run.country_rule or "of"
            first = scene.title_first(run)
            bare = first == scene.first or scene.gap(first - 1, first) != " " or words[first - 1].low in _BARE
            if not titled and bare and words[i].low == "of" and run.text.split()[0] not in given_names():
                run.vote("company", 2.5)  # "Fjordcell of Norway", not "the Independence of Peru"
        elif hit is not None and hit.kind == "bloc":
            run.bloc = hit.key
        else:
            run.of_run = scene.run_starting.get(j)
            code = scene.place_country(j) if words[i].low == "of" else None
            if code and run.votes.get("company", 0) > 0:
                run.country, run.country_rule = run.country or code, run.country_rule or "of-place"
    if gap == " " and words[i].low == "in" and i + 1 < scene.end and run.votes.get("company", 0) >= 3:
        hit = scene.hits.starting.get(words[i + 1].start)
        if hit is not None and hit.kind == "division" and hit.country:
            run.country, run.country_rule = run.country or hit.country, run.country_rule or "in-division"
    if gap == ", " and words[i].low in {"of", "from"} and i + 1 < scene.end:
        code = scene.place_country(i + 1)
        if code and run.office is None:
            run.country, run.country_rule = run.country or code, run.country_rule or "of-place"
            if not titled and words[i].low == "of":
                run.vote("company", 1.5)
    if gap == ", " and words[i].low == "who" and i + 2 < scene.end and words[i + 1].low in name_cues("leads"):
        j = i + 3 if words[i + 2].low in {"the", "its"} else i + 2
        run.of_run = scene.run_starting.get(_behind_state(scene, j), run.of_run)  # "X, who heads Acme"
    if gap in {", ", " (", " – ", " — "}:
        _descriptor(scene, run, i)
        _site(scene, run, i)
    elif gap == " " and words[i].low == "and":
        _shared_site(scene, run, i + 1)
    elif gap == " ":
        ahead = [words[j].low for j in range(i, min(scene.end, i + 3)) if not words[j].capitalised]
        if any(word in site_nouns() for word in ahead[:1]) or (len(ahead) > 1 and ahead[1] in site_nouns()):
            run.vote("place", 2.5)
    if i in scene.starting and gap == " " and scene.starting[i].kind in {"company", "body"} and run.office is None:
        after = scene.starting[i].last
        acts = scene.starting[i].plural and run.text.split()[0] in given_names()  # "Alan Berg heads Acme"
        if after < scene.end and after in scene.run_starting and not acts:
            run.vote("organised", 4)
            run.vote("person", -6)


def _behind_state(scene: Scene, at: int) -> int:
    """The word behind the possessive or adjective of a country that stands at word `at`, else `at`."""
    if at >= scene.end:
        return at
    hit = scene.hits.starting.get(scene.words[at].start)
    if hit is None or hit.kind not in COUNTRY_KINDS:
        return at
    while at < scene.end and (scene.words[at].end <= hit.end or scene.words[at].text in {"'s", "’s"}):
        at += 1
    return at


def _shared_site(scene: Scene, run: Run, at: int) -> None:
    """The other half of a site's name: "(Estelle Gold) and Critical Minerals Project"."""
    for i in range(at, min(scene.end, at + 4)):
        word = scene.words[i]
        if scene.gap(i - 1, i) != " " or not word.capitalised:
            return
        if i > at and word.low in site_nouns() and word.text in heads():
            run.vote("place", 9)
            return
        if word.text not in company_heads() and word.low not in portfolio_words():
            return


def _site(scene: Scene, run: Run, at: int) -> None:
    """An apposition that describes a site: ", the country's largest gold complex"."""
    if scene.words[at].low not in {"a", "an", "the"}:
        return
    for i in range(at, min(scene.end, at + 8)):
        if i > at and scene.gap(i - 1, i) not in {" ", "-", ""}:
            break
        if scene.words[i].low in site_nouns():
            run.vote("place", 4)
            break
        if scene.words[i].low in {"of", "which", "that", "in", "for"} or is_company_noun(scene.words[i].low):
            break


def _descriptor(scene: Scene, run: Run, at: int) -> None:
    """An apposition that describes a company: ", a lithium developer based in Perth,"."""
    country: str | None = None
    noun = other = False
    rule = "descriptor"
    opening = scene.hits.starting.get(scene.words[at].start)
    if opening is None and scene.words[at].low not in _OPENING:
        return
    named = (
        opening
        if scene.words[at].low != "the"
        else scene.hits.starting.get(scene.words[min(at + 1, scene.end - 1)].start)
    )
    if named is not None and named.kind in _PARTIES:
        return  # "(YLB) signed with the Russian firm", ", the World Bank and the Polish fund"
    for i in range(at, min(scene.end, at + 14)):
        if i > at and scene.gap(i - 1, i) not in {" ", "-", "", "’", "'", "%-", "% ", " (", ") "}:
            break
        word = scene.words[i]
        hit = scene.hits.starting.get(word.start)
        if (
            hit is not None
            and country is None
            and (
                (hit.kind in {"adjective", "country", "short"} and not noun)
                or (hit.kind in {"country", "short"} and i > at and scene.words[i - 1].low in {"of", "from"})
            )
        ):
            country = hit.key
        elif hit is not None and hit.kind == "division" and country is None and not noun:
            country = hit.country
        if is_company_noun(word.low):
            if not noun and country is None and i > at and word.capitalised is False:
                country = scene.city_before(i)  # "the Perth explorer"
            noun = True
        if i > at and not other and (scene.words[i - 1].low, word.low) in public_bodies():
            run.vote("government_body", 10)
            run.local = True
        other = other or (noun and word.low == "of")  # what follows tells of another company
        if word.low in {"state", "state-owned", "state-run", "national", "local"} and country is None:
            run.local = True
        if word.low == "from" and noun and country is None:
            country = scene.place_country(i + 1)
        elif word.low == "in" and noun and country is None and i > at and is_company_noun(scene.words[i - 1].low):
            country = scene.city_at(i + 1)  # "a smelter in Ulsan", not "an explorer in Zambia"
        if word.low in {"based", "headquartered", "incorporated", "domiciled"}:
            j = i + 1
            if j < scene.end and scene.words[j].low in {"in", "at"}:
                code = scene.place_country(j + 1)
            elif i > at and scene.gap(i - 1, i) == "-":
                code = scene.based_country(i - 1)
            else:
                code = None
            if code and not other and not (run.office or run.extra_office):
                country, rule = code, "based"
        if word.low in {"that", "who", "where", "with"} or i in scene.starting:
            break
    if noun and not (run.votes.get("place", 0) >= 1.5 and scene.words[at].low == "which"):
        run.vote("company", 6)
    titled = run.office or run.extra_office
    if country and not titled and (rule == "based" or (noun and run.country is None)):
        run.country, run.country_rule = country, rule
