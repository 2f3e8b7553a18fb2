"""Deals whose sentence names nobody: the company that an article is of, or "the two" that were named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals.adopters import adopted
from pipeline.extraction.deals.clauses import climb, is_passive, places, subjects
from pipeline.extraction.deals.lexicon import cue_words, role_of
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.passages import PASSAGE, topic_of
from pipeline.extraction.deals.reading import COMPANY_LIKE, Reading, is_standing_in
from pipeline.extraction.deals.sides_told import sides_told, two_meant
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.told_again import grounds_named
from pipeline.records import PartyRole

PAIRED = frozenset({"company", "government_body", "organisation", "country"})
"""Types of those whom "the two" can stand for."""
RAISING = frozenset({"issue", "borrow", "invest"})
LOANS = frozenset({"transfer", "lend"})
MADE = frozenset({"conclude", "get", "end", "complete"})
"""Uses of verbs by which an offtake was made, and whoever sells did so."""
MIGHT = frozenset({"would", "could", "may", "might", "should", "can"})
OFFTAKES = ("offtake", "off -")
"""How the phrases begin that name the sale of a mine's output, whose buyer sells nothing itself."""


def done_by_another(reading: Reading, telling: Telling) -> bool:
    """Whether a name that nothing is known of does it, and not the one the passage is about: "the State of X gave"."""
    view = reading.views[telling.sentence]
    above = (t for t, _ in climb(view.parse, telling.frame, 3) if view.parse.tokens[t].pos == "VERB")
    verb = telling.frame if view.parse.tokens[telling.frame].pos == "VERB" else next(above, None)
    for head in [] if verb is None or is_passive(view.parse, verb) else subjects(view.parse, verb):
        places_named = places(view.parse, head).get("of", []) if head not in view.at else []
        if any(view.parse.tokens[t].tag == "NNP" and t not in view.at for t in places_named):
            return True  # "the state of X"
        named = view.parse.tokens[head].tag == "NNP" and head not in view.at
        if named and head and not is_standing_in(view.lemmas[head]):
            return True
    return False


def with_unnamed_parties(reading: Reading, telling: Telling, before: Sequence[Telling]) -> Telling:
    """A deal whose parties the sentence leaves unnamed: the issuer goes without saying, "the two" were named before."""
    document = reading.document
    view = reading.views[telling.sentence]
    two = bool(two_meant(view))
    if (
        (telling.scheme in ("pact", "stream", "offtake") or "conclude" in telling.uses)
        and telling.strength != "weak"
        and two
        and (telling.supported or telling.strength == "strong")
    ):
        told = _two_told(reading, telling, before) or sides_told(reading, telling)
        if told:
            return replace(telling, parties=told)
        role: PartyRole = "party"
        seen: dict[int, TellingParty] = {}
        for mention in reversed([m for m in document.mentions if m.start < telling.start]):
            for entity in mention.entities:
                kind = document.entities[entity].entity_type
                kinds = ("company", "country", "bloc", "government_body") if telling.scheme == "pact" else ("company",)
                if kind in kinds and mention.form != "demonym":
                    seen.setdefault(
                        entity, TellingParty(entity, role, mention.start, mention.end, "two_sides", "subject")
                    )
            if len(seen) >= 2:
                break
        if len(seen) == 2:
            return replace(telling, parties=tuple(reversed(list(seen.values()))))
    sides = sides_told(reading, telling)
    if sides:
        return replace(telling, parties=sides)
    part = _part_of_the_company(reading, telling, before)
    if part is not None and not done_by_another(reading, telling):
        found = _issuing(reading, telling) if telling.scheme == "issue" else None
        found = found or topic_of(reading, telling, -1, ("company",), part, before)
        if found is not None and not _others_beside(reading, telling, found[0]):
            company = TellingParty(found[0], part, found[1], found[2], "topic", "topic")
            return replace(telling, parties=(company,), plural=telling.plural and part != "buyer")
    if telling.deal_type == "action_plan" or telling.action_plan:
        gathered = adopted(reading, telling)
        if gathered is not None:
            return gathered
        for mention in reversed([m for m in document.mentions if m.start < telling.end]):
            if document.entities[mention.entities[0]].entity_type == "bloc" and len(mention.entities) == 1:
                adopter = TellingParty(
                    mention.entities[0], "party", mention.start, mention.end, "topic_bloc", "subject"
                )
                return replace(telling, parties=(adopter,), deal_type="action_plan")
    return telling


def _issuing(reading: Reading, telling: Telling) -> tuple[int, int, int] | None:
    """The company that acts where shares are placed: A, in "A has agreed with the bank B to sell a bought deal"."""
    view = reading.views[telling.sentence]
    for verb, _ in climb(view.parse, telling.frame, 8):
        if view.parse.tokens[verb].pos != "VERB" or is_passive(view.parse, verb):
            continue
        for head in subjects(view.parse, verb):
            mention = view.mentions[view.at[head]] if head in view.at else None
            if mention is None or len(mention.entities) != 1:
                continue
            if reading.document.entities[mention.entities[0]].entity_type == "company":
                return mention.entities[0], mention.start, mention.end
    return None


def _part_of_the_company(reading: Reading, telling: Telling, before: Sequence[Telling]) -> PartyRole | None:
    """The part that the company an article is of plays in a deal with no name beside it; None if it need not.

    Who issues shares or gets a loan, buys the ground told of or sells its output goes without saying in its release.
    """
    if _raises(telling, before):
        return "recipient"
    if telling.scheme == "buy" and _is_ground_bought(reading, telling):
        return "buyer"
    if telling.scheme == "offtake" and not telling.plural and _sells(reading, telling):
        return "seller"
    return _our_part(reading, telling)


def _our_part(reading: Reading, telling: Telling) -> PartyRole | None:
    """The part of those who say "we" at the verb of the deal: "we have entered into an option to earn 80%"."""
    view = reading.views[telling.sentence]
    if telling.strength == "weak" or telling.modal or telling.kind_only:
        return None
    verb = telling.rule.startswith("verb:")
    if not verb and not telling.concluded:
        return None
    for at in [telling.frame, *(head for head, _ in climb(view.parse, telling.frame, 4))]:
        if view.parse.tokens[at].pos in ("VERB", "AUX"):
            if any(view.lower[head] == "we" for head in subjects(view.parse, at)):
                giving = "get" if "get" in telling.uses else "give" if "give" in telling.uses else ""
                return role_of(telling.scheme, "subject", giving)
            if view.lemmas[at] not in cue_words("announcing"):
                return None
    return None


def _others_beside(reading: Reading, telling: Telling, company: int) -> bool:
    """Whether somebody else does what is told, or could be the one whom an offtake with no verb of making is with."""
    view, entities = reading.views[telling.sentence], reading.document.entities
    if telling.scheme == "offtake" and not telling.uses & MADE:
        named = {e for m in view.mentions for e in m.entities if entities[e].entity_type in COMPANY_LIKE}
        first = entities[company].name.split()[0]
        return any(entities[e].name.split()[0] != first for e in named)
    verb = next((t for t, _ in climb(view.parse, telling.frame) if view.parse.tokens[t].pos == "VERB"), None)
    if verb is None or is_passive(view.parse, verb):
        return False
    doing = [view.mentions[view.at[head]] for head in subjects(view.parse, verb) if head in view.at]
    return any(m.form == "name" and company not in m.entities for m in doing)


def _raises(telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether shares are placed or a loan is got: "the offering of shares for $5m", where none was told before."""
    told = any(t.scheme == telling.scheme and (t.parties or t.in_title) for t in before)
    if telling.definite and (told or telling.value is None):
        return False
    raised = telling.words[-1] in cue_words("financed") or telling.strength == "strong"
    if telling.scheme in LOANS:
        return telling.value is not None and raised
    offered = telling.words[-1] in cue_words("offered") and telling.value is not None
    return (telling.scheme in ("issue", "borrow") and telling.strength != "weak") or (
        telling.scheme in RAISING and offered
    )


def _is_ground_bought(reading: Reading, telling: Telling) -> bool:
    """Whether a mine or property is bought with no word of who buys it: "the Tarn project, acquired in 2022"."""
    if telling.rule == "noun:acquisition":
        return _one_ground(reading, telling)
    view = reading.views[telling.sentence]
    token = view.parse.tokens[telling.frame]
    if not telling.rule.startswith("verb:") or telling.strength != "strong" or token.tag != "VBN":
        return False
    idle = is_passive(view.parse, telling.frame) or token.dep == "advcl"
    inner = view.parse.children[telling.frame]
    helped = any(view.parse.tokens[c].dep == "aux" and view.lower[c] != "been" for c in inner)
    by = "by" in places(view.parse, telling.frame)
    return (
        idle
        and not by
        and (not helped or telling.aspect in ("past", "perfect"))
        and bool(grounds_named(reading, [telling]))
    )


def _sells(reading: Reading, telling: Telling) -> bool:
    """Whether an offtake is one that there is, and not only wished for."""
    if telling.uses & MADE:
        return True
    if telling.modal or telling.aspect == "future" or telling.uses & {"propose", "give"} or telling.definite:
        return False
    view = reading.views[telling.sentence]
    verb = next((t for t, _ in climb(view.parse, telling.frame) if view.parse.tokens[t].pos in ("VERB", "AUX")), None)
    if verb is not None and any(view.lower[c] in MIGHT for c in view.parse.children[verb]):
        return False
    offtake = telling.rule.removeprefix("noun:").startswith(OFFTAKES)
    return offtake and " " in telling.rule and not telling.kind_only


def _one_ground(reading: Reading, telling: Telling) -> bool:
    """Whether a purchase is of one mine or property, named after its noun: "acquisitions like the $9m Tarn project"."""
    view = reading.views[telling.sentence]
    after = view.lower[telling.frame + 1 : telling.frame + 3]
    led = cue_words("for_example") & set(after) if telling.plural else after[:1] == ("of",)
    return bool(led) and len(grounds_named(reading, [telling])) == 1


def _two_told(reading: Reading, telling: Telling, before: Sequence[Telling]) -> tuple[TellingParty, ...]:
    """The two of the last deal of two that the passage told, for "the two": none where it told none."""
    here = reading.document.sentences[telling.sentence].paragraph
    for earlier in reversed(before):
        if here - reading.document.sentences[earlier.sentence].paragraph > PASSAGE:
            break
        if len(earlier.parties) == 2:
            pair = {p.entity for p in earlier.parties}
            since = [m for m in reading.document.mentions if earlier.end < m.start < telling.start]
            if any(
                reading.document.entities[m.entities[0]].entity_type in PAIRED - {"country"}
                and not pair & set(m.entities)
                for m in since
            ):
                return ()
            return tuple(replace(p, role="party", rule="two_sides", place="subject") for p in earlier.parties)
    return ()
