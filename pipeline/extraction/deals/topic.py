"""Who goes without saying: whom a passage is about, beside the party that its sentence names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals.clauses import climb, subjects
from pipeline.extraction.deals.grounds import for_anothers_ground
from pipeline.extraction.deals.lexicon import cue_words, is_miner, pattern, role_of
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.passages import OURS, PASSAGE, topic_of
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.second_papers import with_parties_of_first
from pipeline.extraction.deals.sides_told import both_told, with_partners_told
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.unnamed import done_by_another, with_unnamed_parties
from pipeline.records import PartyRole

COUNTERPART_PLACES = frozenset({"with", "from", "to", "by", "recipient", "in", "into", "at", "for"})
REACH = 6
"""Sentences after a purchase in which a loan may be for it."""


def completed(reading: Reading, telling: Telling, before: Sequence[Telling] = ()) -> Telling:
    """Add the party that goes without saying: whoever the passage is about, beside a lone counterpart.

    `before` are the tellings before it, with their parties.
    """
    document = reading.document
    if telling.strength == "negated":
        return telling
    if not telling.parties and not telling.in_title:
        second = with_parties_of_first(reading, telling, before)
        return second if second.parties else with_unnamed_parties(reading, telling, before)
    if not telling.in_title:
        telling = with_partners_told(reading, telling)
    if telling.bare_state and len(telling.parties) in (1, 2) and telling.scheme in ("pact", "offtake"):
        state = _topic_state(reading, telling)
        if state is not None:
            telling = replace(telling, parties=(*telling.parties, state))
    if not telling.in_title and len(telling.parties) > 1 and _opens_item(reading, telling):
        part: PartyRole = role_of(telling.scheme, "subject", "") or "party"
        doing = topic_of(reading, telling, -1, ("company",), part, before)
        if doing is not None:
            first = TellingParty(doing[0], part, doing[1], doing[2], "topic", "topic")
            return replace(telling, parties=(first, *telling.parties))
    if telling.in_title or not _one_sided(telling) or _in_another_post(reading, telling):
        return telling
    lone = telling.parties[0]
    if len(telling.parties) == 1 and (both := both_told(reading, telling)):
        return replace(telling, parties=both)
    if lone.role == "investor" and lone.place in ("from", "by") and telling.scheme == "invest":
        found = topic_of(reading, telling, lone.entity, ("company",), "target", before)
        if found is not None:
            return replace(
                telling, parties=(lone, TellingParty(found[0], "target", found[1], found[2], "topic", "topic"))
            )
    ours = OURS & set(reading.views[telling.sentence].lower)
    if lone.role == "target" and telling.scheme == "buy" and ours and is_miner(document.entities[lone.entity].name):
        found = topic_of(reading, telling, lone.entity, ("company",), "buyer", before)
        if found is not None and found[0] in reading.title_focus:
            return replace(
                telling, parties=(TellingParty(found[0], "buyer", found[1], found[2], "topic", "topic"), lone)
            )
    owned = lone.place == "possessor" and (telling.strength == "strong" or telling.value is not None)
    if lone.role == "lender" and ((lone.place in ("subject", "by") and telling.value is not None) or owned):
        found = topic_of(reading, telling, lone.entity, ("company",), "recipient", before)
        here = document.sentences[telling.sentence].start
        if found is not None and found[1] < here and for_anothers_ground(reading, telling):
            return telling
        if found is not None:
            borrower = TellingParty(found[0], "recipient", found[1], found[2], "topic", "topic")
            return replace(telling, parties=(*telling.parties, borrower))
    if lone.role in ("investor", "buyer") and lone.place == "subject" and _into_the_topic(reading, telling):
        found = topic_of(reading, telling, lone.entity, ("company",), "target", before)
        if found is not None and found[1] < telling.start:
            issuer = TellingParty(found[0], "target", found[1], found[2], "topic", "topic")
            return replace(telling, parties=(lone, issuer))
    if lone.role == "buyer" and lone.place == "subject" and _of_the_topic(reading, telling):
        found = topic_of(reading, telling, lone.entity, ("company",), "seller", before)
        if found is not None and found[1] < telling.start:
            seller = TellingParty(found[0], "seller", found[1], found[2], "topic", "topic")
            return replace(telling, parties=(lone, seller))
    if "earn" in telling.words and lone.role in ("investor", "buyer") and lone.place == "subject":
        found = _partner_told(lone.entity, before)
        found = found or topic_of(reading, telling, lone.entity, ("company",), "party", before)
        if found is not None and found[0] in reading.title_focus:
            granting: PartyRole = "target" if lone.role == "investor" else "seller"
            granting = "party" if telling.deal_type == "joint_venture" else granting
            return replace(
                telling, parties=(lone, TellingParty(found[0], granting, found[1], found[2], "topic", "topic"))
            )
    if (
        lone.role == "buyer"
        and set(telling.words) <= cue_words("bidding")
        and (wanted := _wanted_too(reading, telling, before))
    ):
        return replace(telling, parties=(lone, wanted))
    if lone.role in ("buyer", "investor") and lone.place == "subject" and (teller := _teller(reading, telling)):
        return replace(telling, parties=(lone, teller))
    if lone.role in ("recipient", "seller") and lone.place != "subject" and telling.scheme not in ("issue", "borrow"):
        given = _teller(reading, telling, public=True)
        if given is not None:
            return replace(telling, parties=(given, *telling.parties))
    other = _teller(reading, telling) if lone.place == "with" and telling.scheme in ("pact", "offtake") else None
    if other is not None and _is_named(reading, other):
        return replace(telling, parties=(replace(other, role="party"), *telling.parties))
    if lone.place not in COUNTERPART_PLACES or lone.rule == "scan_left" or done_by_another(reading, telling):
        return telling
    stately = telling.scheme == "pact" and document.entities[lone.entity].entity_type in ("country", "bloc")
    bodies = telling.scheme in ("pact", "transfer", "lend")
    others = ("company", "government_body") if bodies else ("company",)
    role = role_of(telling.scheme, "subject", "")
    if role == lone.role == "lender" and lone.place == "from":
        role = "recipient"
    kinds: tuple[str, ...] = ("country", "bloc") if stately else others
    led = before[-1].parties[:1] if stately and before else ()
    if any(document.entities[p.entity].entity_type == "government_body" for p in led):
        kinds = (*kinds, "government_body")  # "a similar deal with Y", after one of the Commission's
    entity = topic_of(reading, telling, lone.entity, kinds, role or "party", before)
    if entity is None:
        return telling
    if role is None or (role == lone.role and role != "party"):
        return telling
    added = TellingParty(entity[0], role, entity[1], entity[2], "topic", "topic")
    return replace(telling, parties=(added, *telling.parties))


def _in_another_post(reading: Reading, telling: Telling) -> bool:
    """Whether a deal is what somebody did for another company before: "She previously led the sale of X to Y"."""
    sentence = reading.document.sentences[telling.sentence]
    words = " ".join(reading.document.text[sentence.start : telling.start].lower().split())
    return pattern("another post").search(words) is not None


def _wanted_too(reading: Reading, telling: Telling, before: Sequence[Telling]) -> TellingParty | None:
    """The target of the bid that the passage told before, for one more bidder: "Y has bid $240 million"."""
    here = reading.document.sentences[telling.sentence].paragraph
    for earlier in reversed(before):
        if here - reading.document.sentences[earlier.sentence].paragraph > PASSAGE:
            return None
        targets = [p for p in earlier.parties if p.role == "target"]
        if earlier.deal_type == "acquisition" and targets:
            return replace(targets[0], rule="topic", place="topic") if telling.value is not None else None
    return None


def _partner_told(entity: int, before: Sequence[Telling]) -> tuple[int, int, int] | None:
    """The other side of the venture or option that somebody made as told before: "under the agreement X can earn"."""
    for telling in reversed(before):
        named = {p.entity: p for p in telling.parties}
        if len(named) == 2 and entity in named and telling.deal_type in ("joint_venture", "acquisition", "partnership"):
            other = next(p for e, p in named.items() if e != entity)
            return other.entity, other.start, other.end
    return None


def with_borrowing_buyers(reading: Reading, told: list[Telling]) -> list[Telling]:
    """Tellings in which a loan for a purchase told shortly before goes to the buyer: "A lends it most"."""
    found: list[Telling] = []
    bought: Telling | None = None
    for telling in told:
        near = bought is not None and 0 <= telling.sentence - bought.sentence <= REACH
        if (
            bought is not None
            and near
            and telling.deal_type == "financing"
            and telling.parties
            and all(p.role == "lender" for p in telling.parties)
            and cue_words("bought_with") & set(reading.views[telling.sentence].lower)
        ):
            buyer = next(p for p in bought.parties if p.role == "buyer")
            if buyer.entity not in {p.entity for p in telling.parties}:
                borrower = replace(buyer, role="recipient", rule="topic", place="topic")
                telling = replace(telling, parties=(*telling.parties, borrower))
        found.append(telling)
        if telling.deal_type == "acquisition" and any(p.role == "buyer" for p in telling.parties):
            bought = telling
    return found


def _opens_item(reading: Reading, telling: Telling) -> bool:
    """Whether a list item begins with the deal's verb, its subject left to the lead-in: "- Partnered with X on"."""
    view = reading.views[telling.sentence]
    first = view.parse.tokens[0]
    listed = reading.document.sentences[telling.sentence].paragraph in reading.items
    told = first.tag in ("VBN", "VBD") and telling.start <= first.end and telling.rule.startswith("verb:")
    return listed and told and not any(p.place in ("subject", "possessor", "by") for p in telling.parties[:1])


def _one_sided(telling: Telling) -> bool:
    """Whether all parties stand at one place with one part: "a loan from A and B", "a partnership with A and B"."""
    places = {(p.place, p.role, p.rule.startswith("scan")) for p in telling.parties}
    if len(telling.parties) == 1 or len(places) != 1:
        return len(telling.parties) == 1
    place, role, _ = next(iter(places))
    if telling.scheme == "pact" and place == "by":
        return False  # "signed by A and by B": both sides
    return place in ("from", "with", "by") or (
        place == "subject" and role == "lender" and telling.rule.startswith("verb:")
    )


def _of_the_topic(reading: Reading, telling: Telling) -> bool:
    """Whether what somebody takes belongs to whom the passage is about: "will take the output", "buys all of it"."""
    if telling.scheme in ("take", "offtake") or (telling.scheme == "buy" and telling.deal_type == "offtake"):
        return True
    words = reading.document.text[telling.start : reading.document.sentences[telling.sentence].end]
    return telling.scheme == "buy" and pattern("all of what was told").search(words) is not None


def _into_the_topic(reading: Reading, telling: Telling) -> bool:
    """Whether somebody pays for a stake with no word of whose: "it paid $48m for 6 per cent"."""
    sentence = reading.document.sentences[telling.sentence]
    words = reading.document.text[telling.start : sentence.end].split(", which")[0]
    staked, elsewhere = pattern("a stake").search(words), pattern("paid into").search(words)
    return (
        (telling.value is not None or telling.words[-1:] == ("subscribe",) or "%" in words)
        and staked is not None
        and elsewhere is None
    )


def retyped(reading: Reading, telling: Telling) -> Telling:
    """The type anew, now that the parties are known: a pact of governments is one of governments."""
    types = {reading.document.entities[p.entity].entity_type for p in telling.parties}
    if not types or not types <= GOVERNMENTAL:
        return telling
    if telling.deal_type == "partnership" and (telling.generic or types <= {"country", "bloc"}):
        return replace(telling, deal_type="intergovernmental_agreement")
    return telling


def _teller(reading: Reading, telling: Telling, *, public: bool = False) -> TellingParty | None:
    """The company that tells what another buys: "X said on Monday that Y would buy 30% of its project".

    With `public`, the body or bank that tells what it gives or buys: "a loan to Y has been approved, X said".
    """
    view = reading.views[telling.sentence]
    for verb, dep in climb(view.parse, telling.frame):
        if dep == "ccomp" and view.lemmas[verb] in cue_words("teller"):
            for head in subjects(view.parse, verb):
                for mention in named_under(view, head):
                    entity = view.mentions[mention].entities[0]
                    record = reading.document.entities[entity]
                    lends = bool(cue_words("lending") & set(record.name.lower().split()))
                    tells = (
                        record.entity_type == "government_body" or lends if public else record.entity_type == "company"
                    )
                    if not tells or entity == telling.parties[0].entity:
                        return None
                    role: PartyRole = "seller" if telling.deal_type in ("acquisition", "offtake") else "target"
                    if public:
                        role = "lender" if telling.parties[0].role == "recipient" else "buyer"
                    start, end = view.mentions[mention].start, view.mentions[mention].end
                    return TellingParty(entity, role, start, end, "teller", "subject")
    return None


def _is_named(reading: Reading, party: TellingParty) -> bool:
    return any(m.start == party.start and m.form == "name" for m in reading.document.mentions)


def _topic_state(reading: Reading, telling: Telling) -> TellingParty | None:
    """The country that an unnamed government governs: the last named before in the passage, else in the article."""
    document = reading.document
    have = {p.entity for p in telling.parties}
    seen = [m for m in document.mentions if m.start < telling.end and len(m.entities) == 1]
    for mention in reversed(seen):
        entity = mention.entities[0]
        if document.entities[entity].entity_type == "country" and mention.form in ("name", "demonym", "short"):
            if entity in have:
                return None
            return TellingParty(entity, "party", mention.start, mention.end, "topic_state", "with")
    return None
