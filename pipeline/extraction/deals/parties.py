"""Who is party to a deal as one sentence tells it: the entities behind a frame's arguments, and their roles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extraction.deals.arguments import Argument
from pipeline.extraction.deals.clauses import objects, places
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import COMPANY_LIKE, GOVERNMENTAL, Reading, SentenceView, stands_for
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger
from pipeline.extraction.document import Document, MoneyAmount, NameMention
from pipeline.records import PartyRole

PERSON_SCHEMES = frozenset({"buy", "sell", "invest", "issue", "stream"})
"""Schemes of deals in which a person can be party."""
DUG = frozenset({"offtake", "joint_venture"})
"""Kinds of deals in which "from" and a country say where ore is dug."""
BARE_PAST = ("VBD", "VBN")
OWN_SUM = 8
"""Words between a sum and the one who gets it, at most."""


@dataclass(frozen=True, slots=True)
class TellingParty:
    """An entity of the document as party, and the words (clean offsets) that name it here."""

    entity: int
    role: PartyRole
    start: int
    end: int
    rule: str
    place: str


def _teller(document: Document, view: SentenceView, mention: int, buyers: set[int]) -> int | None:
    """The company that tells that another is to buy "the company": the one named before both in the sentence."""
    for other in view.mentions[:mention]:
        entity = other.entities[0]
        named = other.form == "name" and len(other.entities) == 1
        if named and document.entities[entity].entity_type in COMPANY_LIKE and entity not in buyers:
            return entity
    return None


def _acting(document: Document, view: SentenceView, mention: int, scheme: str) -> tuple[int, ...]:
    """Who acts at a mention; a pronoun that was taken for a country buys and sells for the company named before it.

    "Argentina’s mines, such as Kestrel's Larkspur, and its purchase of the Tarn property": Kestrel buys.
    """
    named = view.mentions[mention]
    found = stands_for(document, named)
    if scheme not in ("buy", "sell", "invest", "issue") or named.form != "pronoun":
        return found
    if not all(document.entities[e].entity_type == "country" for e in found):
        return found
    tokens = view.parse.tokens
    before = [
        m.entities
        for m in view.mentions[:mention]
        if m.form == "name" and len(m.entities) == 1 and document.entities[m.entities[0]].entity_type == "company"
    ]
    owning = [
        view.mentions[view.at[i]].entities
        for i in sorted(view.at)
        if tokens[i].dep in ("poss", "nsubj") and view.at[i] < mention and view.mentions[view.at[i]].entities in before
    ]
    return (owning or before or [found])[-1]


def parties_of(reading: Reading, view: SentenceView, frame: Frame) -> list[TellingParty]:
    """The parties of a frame: whoever stands at a place of its words that gives a role and can take it."""
    document = reading.document
    found: dict[int, TellingParty] = {}
    buyers = {
        entity
        for a in frame.arguments
        if a.place == "subject" and a.role in ("buyer", "investor")
        for entity in view.mentions[a.mention].entities
    }
    itself = {view.at[t.head] for t in frame.triggers if isinstance(t, NounTrigger) and t.head in view.at}
    for argument in frame.arguments:
        if argument.role is None or argument.mention in itself:
            continue
        mention = view.mentions[argument.mention]
        if argument.role == "target" and mention.form in ("nominal", "pronoun") and set(mention.entities) <= buyers:
            bought = _teller(document, view, argument.mention, buyers)
            if bought is not None:
                found[bought] = TellingParty(
                    bought, "target", mention.start, mention.end, argument.rule, argument.place
                )
            continue
        if mention.form == "capital" and argument.place in ("in", "at"):
            continue
        if argument.role == "target" and _is_ground_of_its_own(document, view, frame, argument):
            continue
        if (
            argument.role == "lender"
            and argument.rule == "name_before_noun"
            and _names_programme(document, view, frame, mention)
        ):
            continue
        if argument.place == "with" and _filed_with(view, argument.mention):
            continue
        for entity in _acting(document, view, argument.mention, frame.scheme):
            record = document.entities[entity]
            owner = argument.place == "from" and frame.deal_type == "joint_venture"
            if record.entity_type == "person" and (record.office or not (owner or frame.scheme in PERSON_SCHEMES)):
                continue
            if record.entity_type == "country" and argument.place in ("in", "at", "of", "for"):
                continue
            if record.entity_type in GOVERNMENTAL and _only_approves(view, frame, argument):
                continue
            plain = record.entity_type == "country" and mention.form == "name" and argument.place == "from"
            if plain and frame.scheme in ("buy", "sell") and not frame.uses and argument.rule.startswith("scan"):
                continue  # where it comes from, not who sells
            if plain and frame.deal_type in DUG and argument.rule != "noun_place":
                continue  # "a joint venture to sell copper from Peru"
            role = argument.role
            if role == "target" and argument.place == "with" and record.entity_type not in COMPANY_LIKE:
                role = "party"  # "an investment agreement with the state's fund"
            if role == "target" and (record.entity_type not in COMPANY_LIKE or _names_ground(view, argument.mention)):
                continue
            held = found.get(entity)
            taken_over = held is not None and held.role == "buyer" and role == "target"
            if held is None or taken_over or (held.role == "party" and role != "party"):
                found[entity] = TellingParty(entity, role, mention.start, mention.end, argument.rule, argument.place)
    return _without_the_two(view, _without_spokesmen(document, list(found.values())))


def _is_ground_of_its_own(document: Document, view: SentenceView, frame: Frame, argument: Argument) -> bool:
    """Whether "its plant", into which somebody invests, was taken for that of a company of another sentence."""
    mention = view.mentions[argument.mention]
    if frame.scheme != "invest" or mention.form != "pronoun" or argument.place not in ("in", "into", "at"):
        return False
    if not any(a.role == "investor" and a.place == "subject" for a in frame.arguments):
        return False
    owned = any(view.parse.tokens[t].dep == "poss" for t, m in view.at.items() if m == argument.mention)
    here = {e for m in view.mentions if m.form != "pronoun" for e in m.entities}
    return owned and not here & set(mention.entities)


def _without_spokesmen(document: Document, parties: list[TellingParty]) -> list[TellingParty]:
    """Parties without the persons who tell of their company's deal: "X joined us to tell of its purchase"."""
    companies = {p.role for p in parties if document.entities[p.entity].entity_type in COMPANY_LIKE}
    return [
        p
        for p in parties
        if document.entities[p.entity].entity_type != "person"
        or p.role not in companies
        or p.place != "subject"
        or p.rule not in ("support_verb", "scan_left")
    ]


def _without_the_two(view: SentenceView, parties: list[TellingParty]) -> list[TellingParty]:
    """Parties without those for whom "the two agencies" was taken, where the sentence names two of its own before."""
    several = {(m.start, m.end) for m in view.mentions if m.form == "nominal" and len(m.entities) > 1}
    named = [p for p in parties if (p.start, p.end) not in several]
    pointed = [p for p in parties if (p.start, p.end) in several]
    if len(named) < 2 or not pointed or min(p.start for p in pointed) < max(p.start for p in named[:2]):
        return parties
    return named


def own_sums(reading: Reading, frame: Frame, parties: list[TellingParty], view: SentenceView) -> dict[int, MoneyAmount]:
    """The sum of each of several, where each has its own before it: "$50m to A and $75m to B", "$9m from C"."""
    taking = sorted((p for p in parties if p.place in ("to", "for", "into", "in")), key=lambda p: p.start)
    if len(taking) < 2:
        taking = sorted((p for p in parties if p.place in ("from", "by") and p.role == "lender"), key=lambda p: p.start)
    if len(taking) < 2 or frame.scheme not in ("lend", "transfer", "invest", "borrow"):
        return {}
    found = {}
    after = 0
    for party in taking:
        before = [m for m in view.money if after <= m.start and m.end <= party.start]
        # a sum in brackets is the one before it in another currency
        text = reading.document.text
        before = [m for m in before if text[max(0, m.start - 1) : m.start] != "("] or before
        if not before or view.token_at(party.start) - view.token_at(before[-1].end) > OWN_SUM:
            return {}
        found[party.entity] = before[-1]
        after = party.end
    return found


def deals_apart(
    reading: Reading, frame: Frame, parties: list[TellingParty], view: SentenceView
) -> list[list[TellingParty]]:
    """One list of parties for each deal: "agreements with A, B" are two."""
    sums = own_sums(reading, frame, parties, view)
    if sums:
        givers = [p for p in parties if p.entity not in sums]
        return [[*givers, p] for p in parties if p.entity in sums]
    if not frame.plural:
        return [parties]
    by_place: dict[str, list[TellingParty]] = {}
    for party in parties:
        by_place.setdefault(party.place, []).append(party)
    for place in ("with", "from", "to", "of", "by", "object", "in"):
        many = by_place.get(place, [])
        others = [party for party in parties if party.place != place]
        if place == "to" and frame.scheme in ("lend", "transfer"):
            continue
        if len(many) >= 2 and (len(others) >= 1 or place in ("of", "by", "with", "from")):
            return [[*others, party] for party in many]
    return [parties]


def with_issuer(parties: list[TellingParty], scheme: str) -> list[TellingParty]:
    """The issuer of shares is `target` where an investor is named, `recipient` where none is."""
    investors = any(p.role in ("investor", "buyer") for p in parties)
    changed = []
    for party in parties:
        role = party.role
        if scheme in ("issue", "invest") and role in ("recipient", "target"):
            role = "target" if investors else "recipient"
        changed.append(TellingParty(party.entity, role, party.start, party.end, party.rule, party.place))
    return changed


def with_seller_as_issuer(view: SentenceView, frame: Frame, parties: list[TellingParty]) -> list[TellingParty]:
    """The parties, the seller of a stake with no word of whose as the one invested in: "X agreed to sell 15% to Y"."""
    sold = [t for t in frame.triggers if isinstance(t, VerbTrigger) and t.sense.scheme == "sell"]
    investors = [p for p in parties if p.role == "investor"]
    sellers = [p for p in parties if p.role == "seller" and p.place == "subject"]
    if not sold or not investors or len(sellers) != 1:
        return parties
    for head in objects(view.parse, sold[0].head):
        told = {view.lower[c] for c in view.parse.children[head]}
        if {"its", "their", "his", "her", "the", "'s", "in", "of"} & told or view.parse.children[head] == ():
            return parties
        if {"in", "of"} & set(places(view.parse, sold[0].head)):
            return parties
    return [replace(p, role="target") if p in sellers else p for p in parties]


def lender_first(
    reading: Reading, parties: list[TellingParty], scheme: str, uses: frozenset[str]
) -> list[TellingParty]:
    """Of those that are read as taking the money, with nobody giving it, the public body or bank gives it.

    "Canada announced a loan for Clearwater": who announces a public loan lends it. A bank that signs one with a
    company lends it too, though whoever signs one mostly takes it.
    """
    roles = {p.role for p in parties}
    bodies = [p for p in parties if reading.document.entities[p.entity].entity_type == "government_body"]
    if len(bodies) == len(parties) and roles == {"recipient"} and "conclude" in uses and scheme == "transfer":
        return [replace(p, role="lender") if p.place == "subject" else p for p in parties]  # "issued a commitment"
    if len(parties) < 2 or not roles <= {"recipient", "lender"}:
        return parties
    if roles == {"lender"} and any(p.place == "from" for p in parties):
        return [replace(p, role="recipient") if p.place == "possessor" else p for p in parties]
    entities, text = reading.document.entities, reading.document.text
    signing = all((p.place, p.role) in (("subject", "recipient"), ("with", "lender")) for p in parties)
    if len(roles) > 1 and not signing:
        return parties

    def public(party: TellingParty) -> bool:
        entity = entities[party.entity]
        words = f"{entity.name} {text[max(0, party.start - 16) : party.end]}".lower().split()
        return entity.entity_type == "government_body" or bool(cue_words("lending") & set(words))

    giving = [p for p in parties if public(p)] or [
        p for p in parties if p.place == "subject" and entities[p.entity].entity_type in ("country", "bloc")
    ]
    if not giving or len(giving) == len(parties):
        return parties
    if len(roles) > 1:  # "the Development Bank signed a loan with X"
        turned = all(p.place == "subject" and entities[p.entity].entity_type not in ("country", "bloc") for p in giving)
        return [replace(p, role="lender" if p in giving else "recipient") for p in parties] if turned else parties
    if roles == {"lender"}:
        signing = scheme == "transfer" and all(p.place == "subject" for p in parties)
        return [p if p in giving or not signing else replace(p, role="recipient") for p in parties]
    return [replace(p, role="lender") if p in giving else p for p in parties]


def awarded(reading: Reading, view: SentenceView, frame: Frame, parties: list[TellingParty]) -> list[TellingParty]:
    """Parties of a headline that leaves out "was": "Kestrel awarded $9m state grant" - Kestrel takes it."""
    given = [t.head for t in frame.triggers if not isinstance(t, NounTrigger)]
    given += [t.support for t in frame.triggers if isinstance(t, NounTrigger) and t.support is not None]
    verbs = {v for v in given if view.lemmas[v] in cue_words("awarding") and view.parse.tokens[v].tag in BARE_PAST}
    helped = any(view.parse.tokens[c].dep in ("aux", "auxpass", "prt") for v in verbs for c in view.parse.children[v])
    if not verbs or helped or any(p.place in ("to", "for", "into", "recipient", "object") for p in parties):
        return parties
    entities = reading.document.entities

    def takes(party: TellingParty) -> bool:
        record = entities[party.entity]
        bank = cue_words("lending") & set(record.name.lower().split())
        return party.place == "subject" and party.role == "lender" and record.entity_type == "company" and not bank

    if not any(takes(p) for p in parties):
        return parties
    found = [replace(p, role="recipient", place="object") if takes(p) else p for p in parties]
    if any(p.role == "lender" for p in found):
        return found
    owners = [c for v in sorted(verbs) for grant in objects(view.parse, v) for c in view.parse.children[grant]]
    for mention in (view.mentions[view.at[c]] for c in owners if c in view.at):
        if entities[mention.entities[0]].entity_type in GOVERNMENTAL and len(mention.entities) == 1:
            giver = mention.entities[0]
            return [TellingParty(giver, "lender", mention.start, mention.end, "name_before_noun", "possessor"), *found]
    return found


def without_announcers(reading: Reading, parties: list[TellingParty]) -> list[TellingParty]:
    """Parties without the government that merely announces what another of its organs gives to somebody."""
    given = [p for p in parties if p.role == "recipient" and p.place in ("to", "for", "recipient", "object")]
    if not given or not any(p.role == "lender" for p in parties):
        return parties
    kinds = reading.document.entities
    return [
        p
        for p in parties
        if not (p.role == "recipient" and p.place == "subject" and kinds[p.entity].entity_type in ("country", "person"))
    ]


def _only_approves(view: SentenceView, frame: Frame, argument: Argument) -> bool:
    """Whether a government or court only lets others deal: "the ministry approved the sale", "blocked the takeover"."""
    court = any(m == argument.mention and view.lower[t] in cue_words("court") for t, m in view.at.items())
    if argument.place != "subject" or argument.rule != "support_verb":
        return False
    if not court and frame.scheme not in ("buy", "sell"):
        return False
    return frame.verb is not None and view.lemmas[frame.verb] in cue_words("approving")


def _filed_with(view: SentenceView, mention: int) -> bool:
    """Whether papers are only filed with a body: "a prospectus filed with the Commission"."""
    first = min(t for t, m in view.at.items() if m == mention)
    before = view.lower[max(0, first - 14) : first]
    return "with" in before[-3:] and bool(cue_words("filing") & set(before))


def _names_programme(document: Document, view: SentenceView, frame: Frame, mention: NameMention) -> bool:
    """Whether a name before "grants" is no giver's but the programme's: "Clean Hubs awards"."""
    given = any(view.lemmas[t.head] in cue_words("granting") for t in frame.triggers)
    return given and all(document.entities[e].entity_type == "company" for e in mention.entities)


def _names_ground(view: SentenceView, mention: int) -> bool:
    """Whether a name only says which mine, property or licence is meant: "the Cerro Bayo and La Flora properties"."""
    at = max((t for t, m in view.at.items() if m == mention), default=None)
    if at is None:
        return False
    for i in range(at + 1, min(at + 7, len(view.lower))):
        if view.lemmas[i] in cue_words("ground"):
            return True
        if view.parse.tokens[i].pos not in ("PROPN", "CCONJ", "ADJ", "NOUN", "NUM") and view.lower[i] != "-":
            return False
    return False
