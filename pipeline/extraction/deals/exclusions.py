"""What looks like a deal and is none by the codebook, each with the reason that the error browser shows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.accounts import LEAD_PARAGRAPHS
from pipeline.extraction.deals.grounds import purpose_of
from pipeline.extraction.deals.hire import for_a_service
from pipeline.extraction.deals.lexicon import (
    DEALING,
    HANDLING,
    PACT_HANDLING,
    cue_at,
    cue_words,
    is_miner,
    pattern,
    plain_reasons,
)
from pipeline.extraction.deals.no_news import is_new
from pipeline.extraction.deals.public_works import WORKS
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling

BROAD = 0.25
"""Share of sentences on minerals below which a text is on much else besides."""
BARELY = 0.08
"""Share of sentences on minerals below which a text, however short, is on other matters."""
MANY = 30
"""Sentences from which a text has room for other matters than those of its title."""
TWO = 2
TRADE_BEFORE, TRADE_AFTER = 4, 10
"""Words before and after a pact's noun in which it is told to be on trade."""
MUTUAL = frozenset({"mou", "joint_venture", "partnership", "intergovernmental_agreement", "other"})


def _codes(reading: Reading, account: Account) -> set[str | None]:
    return {reading.document.entities[e].country_code for e in account.parties}


def _one_government(reading: Reading, account: Account) -> bool:
    """Whether all parties are organs of one country."""
    records = [reading.document.entities[e] for e in account.parties]
    codes = {record.country_code for record in records}
    return (
        len(records) > 1
        and all(record.entity_type in GOVERNMENTAL for record in records)
        and len(codes) == 1
        and None not in codes
    )


def untied(reading: Reading, account: Account) -> bool:
    """Whether, in a text on much else, neither the words around a deal nor its parties have to do with minerals."""
    states = {reading.document.entities[e].entity_type for e in account.parties} <= GOVERNMENTAL
    short = len(reading.document.sentences) < MANY
    if reading.density >= BROAD or (short and (states or reading.density >= BARELY)):
        return False
    if any(is_miner(reading.document.entities[e].name) for e in account.parties):
        return False
    sentences = reading.document.sentences
    pact = account.deal_type in MUTUAL | {"action_plan"}
    for told in account.tellings:
        if pact and told is not account.first and not told.on_minerals:
            continue
        here = sentences[told.sentence].paragraph
        for number in (told.sentence - 1, told.sentence, told.sentence + 1):
            if number in reading.subject_sentences and sentences[number].paragraph == here:
                return False
    if is_trade_pact_told(reading, account):
        return False
    lead = any(reading.body_rank.get(sentences[t.sentence].paragraph, 99) < LEAD_PARAGRAPHS for t in account.tellings)
    return not (pact and lead and reading.density >= BARELY)


def is_trade_pact_told(reading: Reading, account: Account) -> bool:
    """Whether a text is of a trade pact of two governments, so that what it says of minerals is under the pact."""
    entities = reading.document.entities
    if len(account.parties) < TWO or not all(entities[e].entity_type in ("country", "bloc") for e in account.parties):
        return False
    for told in account.tellings:
        view = reading.views[told.sentence]
        rank = reading.body_rank.get(view.sentence.paragraph, 99)
        words = view.lower[max(0, told.frame - TRADE_BEFORE) : told.frame + TRADE_AFTER]
        leads = told.in_title or rank < LEAD_PARAGRAPHS
        if leads and told.generic and told.concluded and cue_words("trade_pact") & set(words):
            return True
    return False


def outdone(reading: Reading, account: Account, accounts: Sequence[Account]) -> bool:
    """Whether a pact on other matters stands, in a text on much else, beside one that is on minerals by name."""
    if reading.density >= BROAD or account.deal_type not in MUTUAL | {"action_plan"}:
        return False
    if not all(reading.document.entities[e].entity_type in GOVERNMENTAL for e in account.parties):
        return False
    if any(t.on_minerals or t.about == "subject" for t in account.tellings):
        return False
    mine = set(account.parties)
    return any(
        other is not account and len(mine & set(other.parties)) >= 2 and any(t.on_minerals for t in other.tellings)
        for other in accounts
    )


def elsewhere(reading: Reading, account: Account) -> bool:
    """Whether, in a text on much else, all sentences on a deal name other matters and nothing of minerals."""
    if reading.density >= BROAD or any(is_miner(reading.document.entities[e].name) for e in account.parties):
        return False
    for told in account.tellings:
        view = reading.views[told.sentence]
        words = [i for i in range(len(view.lower)) if i not in view.at]
        if view.minerals or any(cue_at("subject", view.lower, i) for i in range(len(view.lower))):
            return False
        if not any(cue_at("off_subject", view.lower, i) for i in words):
            return False
    return True


def _staked(reading: Reading, account: Account) -> bool:
    """Whether the sentence of a purchase or one beside it says that the claims were staked."""
    text, sentences = reading.document.text, reading.document.sentences
    for told in account.tellings:
        here = sentences[told.sentence].paragraph
        for number in (told.sentence - 1, told.sentence, told.sentence + 1):
            if 0 <= number < len(sentences) and 0 <= here - sentences[number].paragraph <= 1:
                words = " ".join(text[sentences[number].start : sentences[number].end].lower().split())
                if pattern("ground that nobody sells").search(words) and "purchase" not in words:
                    return True
    return False


def _own_spending(reading: Reading, account: Account) -> bool:
    """Whether somebody alone invests with no word of a company or share that it goes into: its own plant or plans."""
    if account.deal_type not in ("equity_investment", "financing") or len(account.parties) != 1:
        return False
    if next(iter(account.parties.values())).role not in ("investor", "lender"):
        return False
    text, sentences = reading.document.text, reading.document.sentences
    for told in account.tellings:
        sentence = sentences[told.sentence]
        if (
            told.scheme != "invest"
            or told.rule.startswith("verb:pay")
            or pattern("shares").search(text, sentence.start, sentence.end)
        ):
            return False
    return True


def _only_dates(reading: Reading, told: Telling) -> bool:
    """Whether an offering is only named to say since when something is so: "since its IPO", "at its IPO"."""
    view = reading.views[told.sentence]
    before = view.lower[max(0, told.frame - 6) : told.frame]
    return (
        told.scheme == "issue"
        and told.value is None
        and not told.supported
        and bool(set(before) & (cue_words("after") | {"at", "before", "prior"}))
    )


def _sentence(reading: Reading, told: Telling) -> str:
    sentence = reading.document.sentences[told.sentence]
    return reading.document.text[sentence.start : sentence.end]


def _by_its_words(reading: Reading, account: Account) -> str | None:
    """Why the sentences of all tellings show by their words that they tell no deal."""
    text, sentences = reading.document.text, reading.document.sentences
    said = [text[sentences[t.sentence].start : sentences[t.sentence].end].lower() for t in account.tellings]
    said = [" ".join(words.split()) for words in said]
    valued = any(t.value for t in account.tellings)
    for reason in plain_reasons(valued):
        if all(pattern(reason).search(words) for words in said):
            return reason
    if len(account.parties) == 1 and account.deal_type == "acquisition" and _staked(reading, account):
        return "ground that nobody sells"
    kinds = {reading.document.entities[e].entity_type for e in account.parties}
    if (
        all(t.ordered for t in account.tellings if t.parties)
        and kinds & GOVERNMENTAL
        and len(_codes(reading, account) - {None}) < 2
    ):
        return "what a government orders its own organs to do"
    if account.deal_type == "partnership" and all(pattern("work on a paper or permit").search(words) for words in said):
        return "work on a paper or permit"
    if account.deal_type == "partnership" and all(pattern("banks that place").search(words) for words in said):
        return "banks that place shares for others"
    paid = account.deal_type in ("financing", "equity_investment")
    body = [w for w, t in zip(said, account.tellings, strict=True) if not t.in_title]
    hoping = pattern("what is only looked into")
    if paid and len(account.parties) == 1 and body and all(hoping.search(words) for words in body):
        return "money that is only hoped for"
    if paid and len(account.parties) == 1 and all(pattern("another post").search(words) for words in said):
        return "what somebody did in another post"
    alone = len(account.parties) == 1
    if (paid or alone) and kinds <= GOVERNMENTAL and all("tax credit" in words for words in said):
        return "a programme or paper of one government"
    granting = "government_body" in kinds and account.deal_type in MUTUAL and not valued
    if granting and all(pattern("a permit prolonged").search(words) for words in said):
        return "a permit that an authority prolongs"
    return None


def excluded(reading: Reading, account: Account, accounts: Sequence[Account] = ()) -> str | None:
    """Why the account is no deal, or None where nothing rules it out; `accounts` are all of the text."""
    told = account.tellings
    if outdone(reading, account, accounts):
        return "beside a pact on minerals, one on other matters"
    uses = frozenset().union(*(t.uses for t in told))
    verbs = any(t.rule.startswith("verb:") for t in told)
    if not account.parties:
        return "no named party"
    if (reason := _by_its_words(reading, account)) is not None:
        return reason
    dated = account.deal_type != "joint_venture" and any(t.date for t in told)  # "the venture advanced in May"
    sure = any(t.strength == "strong" for t in told) and (bool(uses & HANDLING) or dated)
    blocs = account.deal_type == "action_plan" or (
        {reading.document.entities[e].entity_type for e in account.parties} == {"bloc"}
        and any(set(t.words) & cue_words("planlike") and t.concluded for t in told)
        and not any(
            cue_words("planlike") & set(reading.document.entities[e].name.lower().split()) for e in account.parties
        )
    )
    if account.deal_type in MUTUAL and len(account.parties) < 2 and not sure and not blocs:
        return "an agreement with no named counterpart"
    if account.deal_type in MUTUAL and [reading.document.entities[e].entity_type for e in account.parties] == [
        "country"
    ]:
        return "an agreement with no named counterpart"
    if account.deal_type in MUTUAL | {"action_plan", "financing"} and _one_government(reading, account):
        return "a programme or paper of one government"
    firms = any(reading.document.entities[e].entity_type == "company" for e in account.parties)
    tied = any(t.on_minerals or t.about == "subject" for t in told)
    tied = tied or (firms and any(reading.views[t.sentence].minerals and t.concluded for t in told))
    if account.deal_type in MUTUAL and account.first.about == "off" and not tied:
        return "about other matters than minerals"
    loose = not any(reading.views[t.sentence].minerals for t in told)
    miners = any(is_miner(reading.document.entities[e].name) for e in account.parties)
    if account.deal_type not in MUTUAL and account.first.about == "off" and not tied and loose and not miners:
        return "about other matters than minerals"
    if untied(reading, account) or elsewhere(reading, account):
        return "nothing near it speaks of minerals"
    if for_a_service(reading, account):
        return "work or services that a company takes"
    if _own_spending(reading, account):
        return "what somebody spends on plans of its own"
    bare = all(t.rule in ("noun:memorandum", "noun:memoranda", "noun:memorandums") for t in told)
    if account.deal_type == "mou" and bare and len(account.parties) < 2 and not uses & (PACT_HANDLING | DEALING):
        return "a memorandum that nobody is said to have signed"
    types = {reading.document.entities[e].entity_type for e in account.parties}
    works = all(t.rule.endswith(f" {WORKS}") for t in told)
    if works and not types <= GOVERNMENTAL:
        return "what somebody spends on plans of its own"
    hoped = all(t.aspect == "future" and t.value is None and t.date is None for t in told)
    if (
        account.deal_type in ("acquisition", "equity_investment")
        and types <= {"country", "bloc"}
        and not (sure and any(t.value for t in told))
    ):
        return "what is bought or sold has no buyer or seller but countries"
    if account.deal_type == "offtake" and len(account.parties) == 1 and types <= {"country", "bloc"}:
        return "what is bought or sold has no buyer or seller but countries"  # "Chile keeps supplying minerals"
    if (
        types <= {"country", "bloc"}
        and len(account.parties) == 1
        and account.deal_type in ("offtake", "purchase")
        and hoped
    ):
        return "what a country only wants"
    if account.deal_type == "acquisition" and len(account.parties) == 1 and all(t.plural for t in told):
        return "named only by its kind"
    if all(t.plural and t.kind_only for t in told) and not uses & {"conclude", "complete", "get"}:
        return "named only by its kind"
    parties = list(account.parties.values())
    purpose = works or any(purpose_of(reading, t) for t in told if t.value)
    if (
        account.deal_type in ("financing", "equity_investment")
        and types <= GOVERNMENTAL
        and len(_codes(reading, account) - {None}) < 2  # bodies of two states sign with each other
        and not (purpose and parties[0].role == "lender")
        and ((len(parties) == 1 and "government_body" not in types) or {p.role for p in parties} == {"recipient"})
    ):
        return "a programme or paper of one government"
    sums = any(t.value for t in told)
    made = bool(uses & HANDLING) and account.deal_type == "financing"
    right = any(t.scheme == "stream" and (t.concluded or t.rule.startswith("verb:")) for t in told)
    given = sums or made or right or works
    offered = sums and types == {"government_body"} and any(t.rule.endswith(" of interest") for t in told)
    if [p.role for p in parties] == ["lender"] and (
        (types <= GOVERNMENTAL and not (right or purpose or offered)) or not given
    ):
        return "money that nobody is named to receive"
    staked = any(pattern("shares").search(_sentence(reading, t)) for t in told)
    if [p.role for p in parties] == ["investor"] and types <= GOVERNMENTAL and not (right or purpose or staked):
        return "money that nobody is named to receive"
    if len(parties) == 1 and account.deal_type in ("financing", "equity_investment") and hoped and not works:
        return "money that is only hoped for"
    if len(parties) == 1 and all(t.plural and t.value is None and t.date is None for t in told):
        return "named only by its kind"
    near = any(abs(i - t.sentence) <= 1 for t in told for i in reading.subject_sentences)
    if (
        (account.deal_type == "joint_venture" or (account.deal_type in MUTUAL and not near))
        and types <= {"country", "bloc"}
        and all(t.rule.startswith("verb:") for t in told)
    ):
        return "governments that act together, with no agreement named"
    sought = len(parties) > 1 and any(t.status in ("negotiating", "proposed") for t in told)
    made_or_sought = PACT_HANDLING | {"get"} if len(parties) > 1 else PACT_HANDLING
    weak = not sought and all(t.strength == "weak" and not (t.parties and t.uses & made_or_sought) for t in told)
    if weak and account.deal_type in ("partnership", "intergovernmental_agreement"):
        return "a standing partnership"
    standing = all(t.strength == "weak" or t.deal_type == "joint_venture" for t in told)
    terms_told = any(pattern("terms of a venture").search(_sentence(reading, t).lower()) for t in told)
    if (
        (account.deal_type == "joint_venture" or (account.deal_type == "partnership" and standing))
        and not verbs
        and not sought
        and not uses & HANDLING
        and not any((t.in_title and t.uses & HANDLING) or t.date is not None or t.generic for t in told)
        and not any(t.status == "terminated" for t in told)
        and not terms_told
        and not any(is_new(reading, t) for t in told)
    ):
        return "a standing joint venture"
    if account.deal_type == "equity_investment" and all(_only_dates(reading, t) for t in told):
        return "only the time of something else"
    if len(parties) == 1 and account.deal_type == "offtake" and all(t.rule == "verb:take" for t in told):
        return "ore that a company takes, with nobody it takes it from"
    main = account.first
    if all(set(t.words) <= cue_words("holdings") and not t.uses & HANDLING and t.date is None for t in told):
        return "a holding"
    merely_had = main.scheme == "invest" and main.uses == {"hold"} and main.rule.startswith("noun:")
    pact = main.scheme in ("pact", "offtake") and main.strength != "weak" and len(parties) > 1
    raised = any(t.scheme == "issue" and t.value and t.date for t in told)  # "holds $9m after a placing in May"
    only_had = bool(uses) and uses <= {"hold"} and not verbs and not raised and not terms_told
    if merely_had or (only_had and (not pact or account.deal_type == "joint_venture")):
        return "a holding"
    return None
