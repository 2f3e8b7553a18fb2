"""Who adopted a plan that "leaders" or "members" agreed on: those gathered at the summit told before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.occasions import dates_by_nearness
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import Reading, SentenceView
from pipeline.extraction.deals.tellings import Telling

LOOK_BACK = 3
"""Sentences before the plan in which its summit may be named."""
LISTED = 3
"""Countries named in a row from which they are taken as those gathered."""


def adopted(reading: Reading, telling: Telling) -> Telling | None:
    """The telling with the blocs and countries gathered at the nearest summit before it, and the summit's date.

    None where the sentences before the plan name no summit of a bloc.
    """
    for number in range(telling.sentence, telling.sentence - LOOK_BACK - 1, -1):
        view = reading.views.get(number)
        if view is None or not cue_words("gathering") & set(view.lemmas):
            continue
        parties = _gathered(reading, view)
        if not any(reading.document.entities[p.entity].entity_type == "bloc" for p in parties):
            continue
        told = replace(telling, parties=tuple(parties), deal_type="action_plan")
        if telling.date is None:
            dates = dates_by_nearness(view, cue_words("gathering"))
            dated = next((d for d in dates if d.past is not None and d.past.precision in ("day", "month")), None)
            if dated is not None:
                told = replace(told, date=dated.past, date_words=dated)
        return told
    return None


def _gathered(reading: Reading, view: SentenceView) -> list[TellingParty]:
    """Blocs of the sentence, and its countries where they stand in a list."""
    found: dict[int, TellingParty] = {}
    row: list[TellingParty] = []
    last = -9
    for number, mention in enumerate(view.mentions):
        tokens = sorted(t for t, m in view.at.items() if m == number)
        if not tokens or len(mention.entities) != 1:
            continue
        entity = mention.entities[0]
        kind = reading.document.entities[entity].entity_type
        party = TellingParty(entity, "party", mention.start, mention.end, "summit", "subject")
        if kind == "bloc":
            found.setdefault(entity, party)
        if kind not in ("bloc", "country"):
            continue
        between = view.lower[last + 1 : tokens[0]]
        row = [*row, party] if set(between) <= {",", "and", "the", "&"} and len(between) <= 3 else [party]
        last = tokens[-1]
        if len(row) >= LISTED:
            for each in row:
                found.setdefault(each.entity, each)
    return sorted(found.values(), key=lambda p: p.start)
