"""From frames to tellings: one telling is one deal as one sentence has it, with entities for parties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.extraction.deals.frames import Frame, sentence_frames
from pipeline.extraction.deals.kinds import deal_type_of
from pipeline.extraction.deals.lexicon import DEALING, NounSense
from pipeline.extraction.deals.parties import (
    TellingParty,
    awarded,
    deals_apart,
    lender_first,
    own_sums,
    parties_of,
    with_issuer,
    with_seller_as_issuer,
    without_announcers,
)
from pipeline.extraction.deals.reading import Reading, SentenceView
from pipeline.extraction.deals.sentence_dates import date_in, dated_verb
from pipeline.extraction.deals.statuses import status_of
from pipeline.extraction.deals.sums import value_in
from pipeline.extraction.deals.tense import aspect_of, is_background, is_modal, is_news, is_ordered, tense_of
from pipeline.extraction.deals.triggers import NounTrigger
from pipeline.extraction.deals.wording import about, another, definite, kind_only, made_with, negated, on_minerals
from pipeline.extraction.document import DateExpression, MoneyAmount, ResolvedDate
from pipeline.records import DealStatus, DealType, PartyRole

LONG_AGO = timedelta(days=270)
"""A takeover named with an older date, with no verb that says how it stands, is taken as done."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One deal as one sentence tells it."""

    sentence: int
    frame: int
    """Token of the frame's main trigger; tellings of one frame are different deals."""
    start: int
    end: int
    rule: str
    deal_type: DealType
    action_plan: bool
    """Whether its noun is that of a plan, whatever its parties make of it."""
    generic: bool
    """Whether the words themselves do not show the type."""
    status: DealStatus
    parties: tuple[TellingParty, ...]
    date: ResolvedDate | None
    date_words: DateExpression | None
    value: MoneyAmount | None
    background: bool
    news: bool
    strength: str
    supported: bool
    concluded: bool
    """Whether a verb of concluding, giving, getting or completing governs the deal's noun."""
    definite: bool
    on_minerals: bool
    """Whether the deal's own noun phrase names minerals: "a critical minerals framework"."""
    another: bool
    """Whether the sentence says that it is one more deal: "also adopted"."""
    plural: bool
    kind_only: bool
    bare_state: bool
    in_title: bool
    scheme: str
    about: str
    """`subject` where words of minerals stand near, `off` where only those of other matters do, else empty."""
    aspect: str
    """`past`, `pluperfect`, `perfect`, `present`, `future` or `none`: the tense of the deal's verb."""
    uses: frozenset[str]
    modal: bool
    """Whether its verbs are of what may, must or is to be done: the terms of a deal, or a plan."""
    ordered: bool
    """Whether its verb stands under "shall", as in laws and orders."""
    words: tuple[str, ...]
    """Lemmas of the deal's nouns and verbs, by which it may be taken up again."""
    siblings: tuple[int, ...] = ()
    """Parties of the other deals that the same words tell: B, for the deal with A, in "deals with A and B"."""


def _span(view: SentenceView, frame: Frame, parties: list[TellingParty]) -> tuple[int, int]:
    tokens = view.parse.tokens
    heads = [t.first if isinstance(t, NounTrigger) else t.head for t in frame.triggers] + [
        t.head for t in frame.triggers
    ]
    if frame.verb is not None:
        heads.append(frame.verb)
    start = min([tokens[i].start for i in heads] + [p.start for p in parties])
    end = max([tokens[i].end for i in heads] + [p.end for p in parties])
    return start, end


def _long_ago(reading: Reading, expression: DateExpression | None) -> bool:
    published = reading.document.source.article.published_date
    past = expression.past if expression else None
    return published is not None and past is not None and published - past.start > LONG_AGO


def _is_right(frame: Frame) -> bool:
    """Whether a deal gives a right to buy, which its age doesn't make a purchase: "the 2021 option agreement"."""
    return any(isinstance(t, NounTrigger) and "option" in t.sense.phrase for t in frame.triggers)


def _awaited(view: SentenceView, frame: Frame, expression: DateExpression) -> bool:
    """Whether a time is that of an event in whose course a deal is to come: "hope to sign it when X visits in June"."""
    verb = dated_verb(view, expression, None)
    clause = verb is not None and view.parse.tokens[verb].dep == "advcl"
    present = verb is not None and aspect_of(view, verb) in ("present", "future")
    return clause and present and aspect_of(view, frame.verb) == "future"


def _strength(view: SentenceView, frame: Frame, status: DealStatus) -> str:
    if status != "terminated" and negated(view, frame):
        return "negated"
    if frame.strength == "weak" and frame.scheme == "pact" and made_with(view, frame):
        return "medium"
    return "medium" if frame.strength in ("sum", "share", "talked", "target", "adopted", "formed") else frame.strength


def _tellings_of(reading: Reading, view: SentenceView, frame: Frame, others: list[Frame]) -> list[Telling]:
    document = reading.document
    everyone = parties_of(reading, view, frame)
    expression = date_in(view, frame)
    told = []
    sums = own_sums(reading, frame, everyone, view)
    for parties in deals_apart(reading, frame, everyone, view):
        own_sum = next((sums[p.entity] for p in parties if p.entity in sums), None)
        parties = with_issuer(parties, frame.scheme)
        types = {document.entities[p.entity].entity_type for p in parties}
        start, end = _span(view, frame, parties)
        status = status_of(view, frame)
        if (
            status == "agreed"
            and frame.verb is None
            and frame.deal_type == "acquisition"
            and _long_ago(reading, expression)
            and not _is_right(frame)
        ):
            status = "completed"
        if status == "agreed" and frame.scheme in ("issue", "stream") and _long_ago(reading, expression):
            status = "completed"
        tense = tense_of(view, frame.verb if expression is None else dated_verb(view, expression, frame.verb))
        if status == "completed":
            tense = "past"
        elif status == "proposed" and expression is not None and _awaited(view, frame, expression):
            tense = "future"
        deal_type = deal_type_of(view, frame, set(types))
        at_once = deal_type == "purchase" or (deal_type == "financing" and frame.scheme in ("buy", "sell", "take"))
        if at_once and status == "agreed" and aspect_of(view, frame.verb) in ("past", "perfect", "pluperfect"):
            status = "completed"
        if deal_type == "equity_investment":
            parties = [replace(p, role="investor") if p.role in ("buyer", "lender") else p for p in parties]
            parties = with_issuer(parties, "issue") if any(p.role == "investor" for p in parties) else parties
            parties = with_seller_as_issuer(view, frame, parties)
        if deal_type in ("mou", "joint_venture", "partnership", "intergovernmental_agreement", "action_plan"):
            parties = [replace(p, role="party") if p.role in ("lender", "recipient") else p for p in parties]
            if len(parties) > 1 and len({p.role for p in parties}) == 1:
                parties = [replace(p, role="party") for p in parties]
        if deal_type == "financing":
            parties = awarded(reading, view, frame, parties)
            parties = without_announcers(reading, lender_first(reading, parties, frame.scheme, frame.uses))
        if deal_type == "financing" and frame.scheme in ("invest", "buy", "sell", "take"):
            lends: dict[PartyRole, PartyRole] = {
                "investor": "lender",
                "buyer": "lender",
                "target": "recipient",
                "seller": "recipient",
            }
            parties = [replace(p, role=lends.get(p.role, p.role)) for p in parties]
        told.append(
            Telling(
                sentence=view.index,
                frame=frame.main.head,
                start=start,
                end=end,
                rule=frame.rule,
                deal_type=deal_type,
                action_plan=frame.deal_type == "action_plan",
                generic=frame.deal_type == "generic",
                status=status,
                parties=tuple(parties),
                date=expression.resolve(tense) if expression else None,
                date_words=expression,
                value=own_sum or value_in(view, frame, others),
                background=is_background(view, frame),
                news=is_news(view),
                strength=_strength(view, frame, status),
                supported=frame.verb is not None,
                concluded=bool(frame.uses & (DEALING | {"complete"})),
                definite=definite(view, frame),
                on_minerals=on_minerals(view, frame),
                another=another(view, frame),
                plural=frame.plural,
                kind_only=kind_only(view, frame),
                bare_state=frame.bare_state,
                in_title=view.sentence.kind == "title",
                scheme=frame.scheme,
                about=about(view, frame),
                aspect=aspect_of(view, frame.verb),
                uses=frame.uses,
                modal=is_modal(view, frame),
                ordered=is_ordered(view, frame),
                words=tuple(view.lemmas[t.head] for t in frame.triggers),
                siblings=tuple(p.entity for p in everyone if p.entity not in {q.entity for q in parties}),
            )
        )
    return told


def tellings(reading: Reading) -> list[Telling]:
    """All tellings of the document, in the order of its sentences."""
    found: list[Telling] = []
    last: NounSense | None = None
    where = -1
    for index in sorted(reading.views):
        frames = sentence_frames(reading, index, last, index - where == 1)
        for frame in frames:
            if isinstance(frame.main, NounTrigger) and frame.main.sense.scheme in ("pact", "offtake"):
                last, where = frame.main.sense, index
        for frame in frames:
            found += _tellings_of(reading, reading.views[index], frame, frames)
    return found
