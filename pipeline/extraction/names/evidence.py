"""What the words around the names of a sentence tell of each: titles, offices, countries, descriptions."""

from __future__ import annotations

from pipeline.extraction.names.descriptors import SECOND_TICKER, TICKER, after
from pipeline.extraction.names.owners import owner, shared_country
from pipeline.extraction.names.scene import COUNTRY_KINDS, Scene
from pipeline.extraction.names.titles import apposition, counterparts_listed, plural_titles, titles

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


def read_surroundings(scene: Scene) -> None:
    """Fill votes, offices and countries of all runs of the sentence."""
    _tickers(scene)
    for run in scene.runs:
        if run.hit is not None and run.hit.kind in _GOVERNMENTS:
            continue
        titles(scene, run)
        apposition(scene, run)
        owner(scene, run)
        after(scene, run)
    plural_titles(scene)
    counterparts_listed(scene)
    shared_country(scene)
