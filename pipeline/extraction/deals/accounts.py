"""One deal told several times is one: tellings gathered into accounts."""

from __future__ import annotations

from pipeline.extraction.deals.account import STRENGTHS, Account, clause_after, same_sum, says_nothing, to_another
from pipeline.extraction.deals.considerations import with_paid_seller
from pipeline.extraction.deals.frames import type_rank
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.owners import with_owner
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.parts_taken import takes_part, with_part
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.roles import settled_roles
from pipeline.extraction.deals.second_papers import is_second_paper
from pipeline.extraction.deals.sequels import with_givers_told_after, with_side_told_after
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.told_again import (
    adds_up,
    is_final_paper,
    is_funding_of_venture,
    is_loose_word,
    is_option_to_earn,
    is_provision,
    is_sale_beside_pact,
    is_takeover_again,
    on_one_ground,
)
from pipeline.extraction.deals.topic import completed, retyped, with_borrowing_buyers
from pipeline.records import PartyRole

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"acquisition", "equity_investment"}),
    frozenset({"joint_venture", "equity_investment"}),
    frozenset({"joint_venture", "partnership"}),
    frozenset({"offtake", "purchase", "partnership"}),
    frozenset({"intergovernmental_agreement", "partnership", "mou", "action_plan"}),
    frozenset({"financing", "equity_investment"}),
)
"""Types by which one deal may be called in different sentences."""
LEAD_PARAGRAPHS = 2
BROAD = 0.3
"""Share of sentences on minerals below which a pact on them is told apart from others of the same parties."""
ISSUER: frozenset[PartyRole] = frozenset({"recipient", "target"})
"""One part under two names: the issuer with no investor named, and with one."""
LONG = 12
"""Sentences from which a text of governments is a list of many items."""
SAME_WORD = 3
"""Paragraphs within which a deal is taken up by its noun."""


def _compatible(account: Account, telling: Telling) -> bool:
    if telling.generic or all(t.generic for t in account.tellings):
        return True
    mine, other = account.deal_type, telling.deal_type
    if mine == other:
        return True
    if "mou" in (mine, other) or is_option_to_earn((*account.tellings, telling)):
        return True
    return any(mine in family and other in family for family in FAMILIES)


def _clash(account: Account, telling: Telling) -> bool:
    """Different dates or sums show different deals."""
    for told in account.tellings:
        if told.date and telling.date and not told.in_title and not telling.in_title:
            same_month = told.date.start.replace(day=1) == telling.date.start.replace(day=1)
            vague = "year" in (told.date.precision, telling.date.precision)
            if not same_month and not (vague and telling.definite and told.date.start.year == telling.date.start.year):
                return True
        if told.value and telling.value:
            low, high = sorted((told.value.amount, telling.value.amount))
            near = {told.value.currency.lower(), telling.value.currency.lower()} <= cue_words("near_par")
            if high > 1.05 * low if told.value.currency == telling.value.currency else near and high > 2.2 * low:
                return True
    return False


def _belongs(reading: Reading, account: Account, telling: Telling) -> bool:
    if any(t.sentence == telling.sentence and t.frame == telling.frame for t in account.tellings):
        return False
    mine, theirs = set(account.parties), {p.entity for p in telling.parties}
    headed = telling.in_title and theirs == mine and len(mine) > 1
    if not headed and not _compatible(account, telling):
        return False
    last = account.tellings[-1]
    sentences = reading.document.sentences
    near = sentences[telling.sentence].paragraph - sentences[last.sentence].paragraph <= 1
    shared = mine & theirs
    again = theirs == mine and len(mine) > 1 and telling.deal_type == account.deal_type == "partnership"
    again = again and not _governments(reading, mine)
    if telling.strength == "weak" and not telling.definite and telling.sentence != last.sentence and not again:
        return False
    if _placed_beside(account, telling):
        return False
    if telling.strength == "weak" and account.first.strength == "strong" and not near and _governments(reading, theirs):
        return False
    if theirs == mine and _governments(reading, mine) and is_sale_beside_pact(account.deal_type, telling.deal_type):
        return False
    if {telling.about, account.first.about} == {"subject", "off"}:
        return False
    if telling.another and telling.value and any(t.value and t.value != telling.value for t in account.tellings):
        return False
    if telling.another and telling.words[-1:] != last.words[-1:] and not telling.generic:
        return False
    if is_second_paper(telling):
        return False
    aside = telling.sentence == last.sentence and telling.frame != last.frame and telling.scheme != last.scheme
    if (
        theirs
        and aside
        and not (last.definite and last.generic)
        and not telling.definite
        and not telling.in_title
        and theirs == mine
    ):
        return False
    title = telling.in_title or any(t.in_title for t in account.tellings)
    if _crosses(reading, last, telling) and (len(shared) < 2 or not _same_item_again(reading, account, telling)):
        return False
    if not theirs:
        taken_up = telling.definite or telling.sentence == last.sentence
        near = near or _by_the_same_word(reading, account, telling)
        same = telling.deal_type == account.deal_type
        return bool((taken_up and ((near and telling.generic) or same)) or (title and same)) and not (
            telling.value and _clash(account, telling)
        )
    if (
        telling.sentence == last.sentence
        and not (last.definite and last.generic)
        and theirs != mine
        and len(shared) < 2
    ):
        return False
    headed = telling.in_title and len(shared) >= 2 and telling.deal_type == account.deal_type
    if _clash(account, telling) and not headed and not (shared and adds_up(reading, telling)):
        return False
    if shared and telling.sentence == last.sentence and not _same_part(account, telling, shared):
        return False
    if len(shared) >= 2 and _other_item(reading, account, telling):
        return False
    if len(shared) >= 2:
        lead = _in_lead(reading, account.first) or account.first.sentence == telling.sentence
        return not _governments(reading, theirs) or telling.definite or title or near or lead
    paper = set(telling.words) <= cue_words("paper_itself")
    dated = telling.date is not None and not paper
    if shared and telling.definite and near and not dated and not _with_another(account, telling, shared):
        return True
    again = telling.deal_type == account.deal_type and telling.words[-1:] == account.first.words[-1:]
    if shared and telling.in_title and again and len(mine) == len(theirs) == 2:
        return True
    if not shared:
        return title and not mine and len(theirs) <= 2 and not account.first.plural
    if len(mine) == 1 or len(theirs) == 1:
        same = telling.deal_type == account.deal_type
        known = telling.definite and not _with_another(account, telling, shared)
        return _same_part(account, telling, shared) and (
            known or same or title or (near and (telling.generic or all(t.generic for t in account.tellings)))
        )
    return False


def _with_another(account: Account, telling: Telling, shared: set[int]) -> bool:
    """Whether "its agreement with C" is another deal than that with B told before: other words, another counterpart."""
    theirs = {p.entity for p in telling.parties}
    words = {w for t in account.tellings for w in t.words}
    other = [p for p in telling.parties if p.entity not in shared and p.rule != "topic"]
    if len(theirs) < 2 or not any(p.place in ("with", "to", "from") for p in other):
        return False
    if (telling.generic and account.deal_type != "mou") or words & set(telling.words):
        return False
    return theirs != shared and (len(account.parties) > 1 or telling.deal_type != account.deal_type)


def _by_the_same_word(reading: Reading, account: Account, telling: Telling) -> bool:
    """Whether "the pact", some paragraphs on, takes up the deal by its noun."""
    sentences = reading.document.sentences
    gap = sentences[telling.sentence].paragraph - sentences[account.tellings[-1].sentence].paragraph
    return gap <= SAME_WORD and telling.words[-1:] in {t.words[-1:] for t in account.tellings}


def _placed_beside(account: Account, telling: Telling) -> bool:
    """Whether one is a placing of shares and the other a purchase or pact: "a placement to fund its option"."""
    placed = {telling.scheme == "issue", account.first.scheme == "issue"}
    if len(placed) == 1 or telling.generic or account.first.generic:
        return False
    return {telling.scheme, account.first.scheme} & {"buy", "sell", "pact", "offtake"} != set() and (
        telling.deal_type != account.first.deal_type
    )


def _crosses(reading: Reading, one: Telling, other: Telling) -> bool:
    """Whether two tellings stand in different items of a list."""
    sentences = reading.document.sentences
    places = {reading.items.get(sentences[t.sentence].paragraph) for t in (one, other)}
    return len(places) == 2 and None not in places


def _same_item_again(reading: Reading, account: Account, telling: Telling) -> bool:
    """Whether another item of a list tells of the deal again: of governments, only by the same word."""
    if not _governments(reading, {p.entity for p in telling.parties}):
        return True
    return telling.words[-1:] == account.first.words[-1:] and telling.on_minerals == account.first.on_minerals


def _other_item(reading: Reading, account: Account, telling: Telling) -> bool:
    """Whether a long communique passes on to another of its items, in other words and about other things."""
    sentences = reading.document.sentences
    last = account.tellings[-1]
    states = _governments(reading, {p.entity for p in telling.parties})
    if len(sentences) < LONG or telling.in_title or telling.definite or not states:
        return False
    named = any(t.on_minerals for t in account.tellings)
    if reading.density < BROAD and telling.on_minerals != named and (telling.concluded or account.first.concluded):
        return True
    elsewhere = sentences[telling.sentence].paragraph != sentences[last.sentence].paragraph
    return elsewhere and telling.about != account.first.about and telling.words[-1:] != account.first.words[-1:]


def _same_part(account: Account, telling: Telling, shared: set[int]) -> bool:
    """Whether those named by both play the same part in both, as far as the parts are told."""
    roles = {p.entity: p.role for p in telling.parties}
    if len(shared) > 1 and len(set(roles.values())) == 1:
        return True  # "a merger between A and B": no part is told
    return all(
        "party" in (account.parties[e].role, roles[e])
        or account.parties[e].role == roles[e]
        or {account.parties[e].role, roles[e]} == ISSUER
        for e in shared
    )


def _in_lead(reading: Reading, telling: Telling) -> bool:
    paragraph = reading.document.sentences[telling.sentence].paragraph
    return reading.body_rank.get(paragraph, 99) < LEAD_PARAGRAPHS


def _governments(reading: Reading, entities: set[int]) -> bool:
    return all(reading.document.entities[e].entity_type in GOVERNMENTAL for e in entities)


def _absorbs(reading: Reading, big: Account, small: Account) -> bool:
    """Whether the smaller account is only a part of the bigger one told again in other words."""
    mine, theirs = set(big.parties), set(small.parties)
    if is_second_paper(small.first):
        return False
    if _governments(reading, mine | theirs) and is_sale_beside_pact(big.deal_type, small.deal_type):
        return False
    if mine & theirs and same_sum(big, small) and _compatible(big, small.first) and not to_another(big, small):
        return True
    if theirs and theirs <= mine and _told_again(reading, big, small):
        return True
    if not theirs or not theirs <= mine or (len(theirs) == len(mine) and len(big.tellings) < len(small.tellings)):
        return False
    first, other = big.first, small.first
    if STRENGTHS.index(other.strength) > STRENGTHS.index(first.strength):
        return False
    if len(theirs) < 2 and _crosses(reading, first, other):
        return False
    aside = first.sentence == other.sentence and {first.scheme, other.scheme} in ({"pact", "buy"}, {"pact", "sell"})
    if aside and _governments(reading, theirs) and not other.definite:
        return False
    if _placed_beside(big, other):
        return False
    if any(_clash(big, telling) for telling in small.tellings) or not all(
        _compatible(big, telling) for telling in small.tellings
    ):
        return False
    if any(t.frame == u.frame and t.sentence == u.sentence for t in big.tellings for u in small.tellings):
        return False
    if first.sentence != other.sentence and {first.about, other.about} == {"subject", "off"}:
        return False
    sentences = reading.document.sentences
    gap = min(
        abs(sentences[t.sentence].paragraph - sentences[u.sentence].paragraph)
        for t in big.tellings
        for u in small.tellings
    )
    named = other.rule.startswith("noun:") and other.strength == "strong" and not other.definite
    both_named = named and first.rule.startswith("noun:") and first.sentence != other.sentence
    same_word = bool(set(first.words) & set(other.words))
    if both_named and not (same_word and gap <= 1):
        return False
    if first.deal_type != other.deal_type and gap > 1:
        return False
    return gap <= 2 or (small.first.definite and first.deal_type == other.deal_type)


def _told_again(reading: Reading, big: Account, small: Account) -> bool:
    """Whether the smaller account tells the other's deal by another word, by its ground or by what it provides for."""
    if is_provision(big.tellings, small.tellings) or is_funding_of_venture(big.tellings, small.tellings):
        return True
    if set(small.parties) == set(big.parties):
        again = len(big.parties) > 1 and is_takeover_again(big.tellings, small.tellings)
        if again or is_loose_word(big.tellings, small.tellings):
            return True
    clash = any(_clash(big, telling) for telling in small.tellings)
    return not clash and on_one_ground(reading, big.tellings, small.tellings)


def _absorb(reading: Reading, accounts: list[Account]) -> list[Account]:
    kept: list[Account] = []
    order = sorted(accounts, key=lambda a: (-len(a.parties), -STRENGTHS.index(a.first.strength)))
    for account in order:
        loose = next((a for a in kept if set(a.parties) == set(account.parties)), None)
        if loose is not None and is_loose_word(account.tellings, loose.tellings):
            kept[kept.index(loose)] = account
            account.tellings += loose.tellings
            continue
        big = next((a for a in kept if _absorbs(reading, a, account)), None)
        if big is None:
            kept.append(account)
        else:
            big.tellings += account.tellings
            if {p.role for p in big.parties.values()} == {"party"} and set(account.parties) == set(big.parties):
                big.parties = account.parties
    return kept


def _state_of(reading: Reading, account: Account, party: TellingParty) -> int | None:
    """The country that an account has in the part which another sentence gives to a body of it: who gives a loan."""
    entities = reading.document.entities
    body = entities[party.entity]
    if party.role != "lender" or body.entity_type != "government_body" or party.entity in account.parties:
        return None
    found = (e for e, p in account.parties.items() if p.role == "lender" and entities[e].entity_type == "country")
    return next((e for e in found if entities[e].country_code == body.country_code), None)


def gather(reading: Reading, told: list[Telling]) -> list[Account]:
    """Accounts in the order in which the article first tells them, body before title."""
    accounts: list[Account] = []
    kinds: list[Account] = []
    body = [t for t in told if not t.in_title]
    done: list[Telling] = []
    for telling in body:
        whole = with_givers_told_after(
            reading,
            retyped(
                reading,
                completed(
                    reading,
                    with_paid_seller(reading, with_owner(reading, with_side_told_after(reading, telling))),
                    done,
                ),
            ),
        )
        done.append(whole)
    for telling in with_borrowing_buyers(reading, done) + [t for t in told if t.in_title]:
        if telling.strength == "negated":
            continue
        theirs = {p.entity for p in telling.parties}
        if telling.plural and telling.kind_only and len(theirs) < 2 and not telling.in_title:
            kinds.append(Account([telling], {p.entity: p for p in telling.parties}))
            continue
        if telling.strength == "weak" and telling.scheme == "pact" and len(theirs) == 1 and says_nothing(telling):
            continue
        if any(is_final_paper(reading, a.tellings, telling) for a in accounts):
            continue
        placing = next((a for a in reversed(accounts) if takes_part(reading, a, telling)), None)
        if placing is not None:
            with_part(placing, telling)
            continue
        homes = [
            (
                not theirs and clause_after(a, telling),
                len(theirs & set(a.parties)),
                not _clash(a, telling),
                a.deal_type == telling.deal_type,
                -i if telling.in_title else i,
                i,
            )
            for i, a in enumerate(accounts)
            if _belongs(reading, a, telling)
        ]
        home = accounts[max(homes)[-1]] if homes else None
        if home is None:
            accounts.append(Account([telling], {p.entity: p for p in telling.parties}))
            continue
        home.tellings.append(telling)
        more = any(_state_of(reading, home, p) is not None for p in telling.parties)
        if more or len(home.parties) < 2 or len({p.entity for p in telling.parties} & set(home.parties)) >= 2:
            for party in telling.parties:
                state = _state_of(reading, home, party)
                if state is not None:
                    home.parties = {party.entity if e == state else e: p for e, p in home.parties.items()}
                    home.parties[party.entity] = party
                    continue
                held = home.parties.get(party.entity)
                if held is None or (held.role == "party" and party.role != "party"):
                    home.parties[party.entity] = party
    accounts = [*_absorb(reading, accounts), *kinds]
    for account in accounts:
        account.parties = settled_roles(reading, account.deal_type, account.tellings, account.parties)
        account.tellings.sort(key=lambda t: (t.sentence, t.start, type_rank(t.deal_type)))
    return sorted(accounts, key=lambda a: (a.tellings[0].sentence, a.tellings[0].start))
