"""What the words around the names of a sentence tell of each: titles, offices, countries, descriptions."""

from __future__ import annotations

from pipeline.extraction.names.descriptors import SECOND_TICKER, TICKER, after
from pipeline.extraction.names.name_words import is_company_noun
from pipeline.extraction.names.owned_names import owned_by_companies
from pipeline.extraction.names.owners import owner, shared_country
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import COUNTRY_KINDS, Scene
from pipeline.extraction.names.seats import hosts_at_seats
from pipeline.extraction.names.shared_titles import counterparts_listed, dealt_out, heads_listed, plural_titles
from pipeline.extraction.names.titles import apposition, titles

_GOVERNMENTS = COUNTRY_KINDS | {"capital", "bloc_adjective", "bloc_seat", "seat"}
"""Kinds of hit that stand for a government and need no evidence."""


def _tickers(scene: Scene) -> None:
    """Exchanges and tickers in parentheses are nobody: "(TSX.V: UCU) (OTCQX: UURAF)"."""
    if scene.end <= scene.first:
        return
    low, high = scene.words[scene.first].start, scene.words[scene.end - 1].end + 1
    for pattern in (TICKER, SECOND_TICKER):
        for match in pattern.finditer(scene.text, low, high):
            for run in scene.runs:
                if match.start() <= run.start < match.end():
                    run.votes = {"nothing": 50.0}


def _called_so(scene: Scene, run: Run) -> None:
    """ "Namibia's state miner, Epangelo," and "the Belgian refiner, Umicore,": a noun of a company before a comma."""
    at = scene.title_first(run) - 1
    if run.hit is not None or at <= scene.first or scene.gap(at, at + 1) not in {", ", " – ", " — "}:
        return
    low = scene.words[at].low
    if scene.words[at].capitalised:
        return  # "the head of the Acme Corporation, X"
    if not is_company_noun(low) or low.endswith("s") or run.honorific is not None or run.office or run.extra_office:
        return
    after = scene.text[run.end : run.end + 2]
    if after[:1] not in {",", ")"} and not after.startswith((" –", " —", ".", ";")):
        return
    country: str | None = None
    for i in range(at - 1, max(scene.first - 1, at - 7), -1):
        word = scene.words[i]
        if scene.gap(i, i + 1) not in {" ", "-", ""}:
            return
        hit = scene.hits.ending.get(word.end)
        if hit is not None and hit.kind in COUNTRY_KINDS:
            country = hit.key
            break
        if word.low in {"the", "a", "an", "its", "their"}:
            break
        if word.capitalised and hit is None and word.low not in {"'s", "’s"}:
            break
    else:
        return
    run.vote("company", 5)
    if country and run.country is None:
        run.country, run.country_rule = country, "demonym"


def _listed_companies(scene: Scene) -> None:
    """A single word between companies of a list is one: "Walmart, Target, FedEx and UPS"."""
    chain: list[Run] = []
    for run in [*scene.runs, None]:
        if run is not None and chain and scene.text[chain[-1].end : run.start] in {", ", " and ", ", and "}:
            chain.append(run)
            continue
        strong = [each for each in chain if each.votes.get("company", 0) >= 6]
        if len(chain) > 1 and strong and len(strong) * 3 >= len(chain):
            for each in chain:
                open_ = not each.votes.get("place") and not each.votes.get("person", 0) > 0 and each.hit is None
                if open_ and each.office is None and each.extra_office is None and " " not in each.text:
                    each.vote("company", 4)
        chain = [run] if run is not None else []


def read_surroundings(scene: Scene) -> None:
    """Fill votes, offices and countries of all runs of the sentence."""
    _tickers(scene)
    hosts_at_seats(scene)
    for run in scene.runs:
        if run.hit is not None and run.hit.kind in _GOVERNMENTS:
            continue
        titles(scene, run)
        apposition(scene, run)
        owner(scene, run)
        after(scene, run)
        _called_so(scene, run)
    owned_by_companies(scene)
    _listed_companies(scene)
    plural_titles(scene)
    heads_listed(scene)
    counterparts_listed(scene)
    dealt_out(scene)
    shared_country(scene)
