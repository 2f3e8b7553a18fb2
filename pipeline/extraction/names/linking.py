"""Runs of the whole article joined into entities: what kind each is, which names mean the same one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extraction.names.body_words import body_nouns
from pipeline.extraction.names.gazetteer import country_names, fold, given_gender, officeholders
from pipeline.extraction.names.ministries import WHOSE, ministry_fields, of_one_country
from pipeline.extraction.names.name_words import heads, name_cues
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.same_names import bare, name_tokens, same_person, short_of
from pipeline.records import EntityType

_BY_LEXICON: dict[str, EntityType] = {
    "government_body": "government_body",
    "organisation": "organisation",
    "company": "company",
    "bloc": "bloc",
}


_OFFICIAL = frozenset({"organisation", "government_body"})


@dataclass(slots=True)
class Draft:
    """An entity in the making."""

    kind: EntityType
    name: str
    runs: list[Run] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """Names in order of first use, with counts."""
    country: str | None = None
    bloc: str | None = None
    office: str | None = None
    office_kind: str | None = None
    rank: str | None = None
    gender: str = ""
    represents: int | None = None
    serves: int | None = None
    """The person for whom somebody works: "President X's adviser Y"."""
    hint: tuple[str, str] | None = None
    key: str = ""
    """Country code of a country, the record name of a bloc or a known body."""
    explicit: bool = False
    """Whether the article itself tells the country."""

    @property
    def start(self) -> int:
        """Where the first run starts."""
        return min(run.start for run in self.runs) if self.runs else 0


def decide(votes: dict[str, float], words: int) -> str:
    """The kind that a bundle of votes speaks for: an entity type, or "" for no party.

    `organised` is the model's ORG, which does not tell companies from others.
    """
    score = {kind: votes.get(kind, 0.0) for kind in ("person", "company", "government_body", "organisation", "bloc")}
    organised = votes.get("organised", 0.0)
    against = max(votes.get("place", 0.0), votes.get("group", 0.0), votes.get("nothing", 0.0), votes.get("other", 0.0))
    institutional = max(score["company"], score["government_body"], score["organisation"], score["bloc"])
    best = max(score, key=lambda kind: (score[kind], kind))
    if institutional + organised > score["person"] and institutional + organised > against:
        if institutional > 0:
            return max(("company", "government_body", "organisation", "bloc"), key=lambda kind: score[kind])
        return "company"
    if score["person"] > against and best == "person" and score["person"] >= 1.5:
        return "person"
    return ""


def _bundle(runs: Sequence[Run]) -> dict[str, list[Run]]:
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(fold(run.text), []).append(run)
    return groups


def _total(runs: Sequence[Run]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for run in runs:
        for kind, weight in run.votes.items():
            votes[kind] = votes.get(kind, 0.0) + weight
    return votes


def _add(draft: Draft, runs: Sequence[Run]) -> None:
    for run in runs:
        draft.runs.append(run)
        draft.names[run.text] = draft.names.get(run.text, 0) + 1


def _is_committee(name: str) -> bool:
    """Whether a committee or council bears a field of government: a parliament's or a government's own."""
    words = name.split()
    if words[0] in {"Committee", "Subcommittee"} and len(words) > 2 and words[1] in {"on", "for"}:
        return True
    if words[-1] == "Committee" and len(words) > 1 and not {"House", "Senate"} & set(words):
        return all(word.lower() in portfolio_words() | name_cues("committee") for word in words[:-1])
    return "Committee" in words and ("House" in words or "Senate" in words)


def _of_two_states(left: Draft, right: Draft) -> bool:
    """Whether two ministries are told to be of different countries."""
    told = [{run.country for run in each.runs if run.country and run.country_rule in WHOSE} for each in (left, right)]
    return bool(told[0] and told[1] and not told[0] & told[1]) and ministry_fields(left.name) is not None


def _same_body(text: str, group: Sequence[Run], draft: Draft) -> bool:
    """Whether runs of one name mean the body or company of a draft: the same name, or a ministry of the same fields."""
    told = {run.country for run in (*group, *draft.runs) if run.country and run.country_rule in WHOSE}
    if draft.country and draft.explicit:
        told.add(draft.country)
    if bare(text) in {bare(name) for name in [*draft.names, draft.key] if name}:
        return len(told) < 2 or ministry_fields(text) is None
    fields = ministry_fields(text)
    return bool(fields) and len(told) < 2 and any(ministry_fields(name) == fields for name in draft.names)


def draft_entities(runs: Sequence[Run], abbreviations: dict[str, str]) -> list[Draft]:
    """Join runs into entities. `abbreviations` maps a short form to the full name it is given beside."""
    drafts: list[Draft] = []
    countries: dict[str, Draft] = {}
    blocs: dict[str, Draft] = {}
    known: dict[str, Draft] = {}
    free: list[Run] = []
    for run in runs:
        hit = run.hit
        if hit is None or hit.kind == "division":
            if hit is None or run.office is not None or run.honorific is not None:
                free.append(run)
            continue
        if hit.kind in {"country", "short", "adjective", "people", "capital", "seat"}:
            draft = countries.get(hit.key)
            if draft is None:
                draft = countries[hit.key] = Draft("country", country_names()[hit.key], country=hit.key, key=hit.key)
                drafts.append(draft)
            draft.runs.append(run)
            if hit.kind == "country":
                draft.names[run.text] = draft.names.get(run.text, 0) + 1
        elif hit.kind in {"bloc", "bloc_adjective", "bloc_seat"}:
            draft = blocs.get(hit.key)
            if draft is None:
                draft = blocs[hit.key] = Draft("bloc", hit.key, key=hit.key)
                drafts.append(draft)
            draft.runs.append(run)
        else:
            draft = known.get(hit.key)
            if draft is None:
                draft = known[hit.key] = Draft(
                    _BY_LEXICON[hit.kind], run.text, country=hit.country, key=hit.key, explicit=hit.country is not None
                )
                drafts.append(draft)
            _add(draft, [run])
    for draft in countries.values():
        full = [name for name in draft.names if not name.isupper() or len(name) > 4]
        if full:
            draft.name = _in_small_letters(full[0]) if full[0].isupper() else full[0]
    groups = sorted(_bundle(free).items(), key=lambda item: item[1][0].start)
    long_groups = [(key, group) for key, group in groups if len(key.split()) > 1]
    single_groups = [(key, group) for key, group in groups if len(key.split()) == 1]
    people: list[Draft] = []
    bodies: list[Draft] = list(known.values())
    undecided: list[list[Run]] = []
    for group in (part for _, whole in long_groups for part in of_one_country(whole)):
        votes = _total(group)
        kind = decide(votes, 2)
        text = group[0].text
        if kind == "person":
            draft = next((each for each in people if any(same_person(text, name) for name in each.names)), None)
            if draft is None:
                draft = Draft("person", text)
                people.append(draft)
                drafts.append(draft)
            _add(draft, group)
        elif kind:
            matching = [each for each in bodies if _same_body(text, group, each)]
            if matching:
                _add(matching[0], group)
            else:
                if kind == "organisation" and _is_committee(text):
                    kind = "government_body"
                draft = Draft(kind, text)  # type: ignore[arg-type]
                bodies.append(draft)
                drafts.append(draft)
                _add(draft, group)
        else:
            undecided.append(group)
    for group in undecided:
        text = group[0].text
        person = next((each for each in people if any(same_person(text, name) for name in each.names)), None)
        place = heads().get(text.split()[-1], ("", False))[0] == "other"  # "the Imperial Valley"
        near = [each for each in bodies if each.kind == "company"] if place else bodies
        body = next((each for each in near if any(short_of(text, name, False) >= 2.5 for name in each.names)), None)
        if person is not None:
            _add(person, group)
        elif body is not None:
            _add(body, group)
    for _, group in single_groups:
        _link_single(group, people, bodies, drafts, abbreviations)
    _merge_short_bodies(bodies, drafts, abbreviations)
    for draft in drafts:
        _name(draft)
    return [draft for draft in drafts if draft.runs]


def _in_small_letters(name: str) -> str:
    """The name of a country without its capitals: "United States of America"."""
    return re.sub(r" (?:Of|The|And|De)(?= )", lambda match: match.group().lower(), name.title())


def _link_single(
    group: list[Run], people: list[Draft], bodies: list[Draft], drafts: list[Draft], abbreviations: dict[str, str]
) -> None:
    text = group[0].text
    votes = _total(group)
    full = abbreviations.get(text)
    if full:
        for draft in bodies:
            if any(fold(name) == fold(full) or bare(name) == bare(full) for name in draft.names):
                _add(draft, group)
                return
    if text.lower() in body_nouns() and text in heads():
        return  # "the Ministry" is the one named last
    person = max(
        ((max(short_of(text, name, True) for name in draft.names), -i) for i, draft in enumerate(people)),
        default=(0.0, 0),
    )
    body = max(
        (
            (max((short_of(text, name, False) for name in [*draft.names, draft.key] if name), default=0.0), -i)
            for i, draft in enumerate(bodies)
        ),
        default=(0.0, 0),
    )
    institutional = votes.get("company", 0) + votes.get("organisation", 0) + votes.get("government_body", 0)
    if not institutional and votes.get("nothing", 0) >= 2.5 and body[0] and bodies[-body[1]].kind in _OFFICIAL:
        body = (0.0, 0)  # "Equality" is no short name of the Global Equality Fund
    if person[0] >= 2 and _other_person(group, [d for d in people if any(short_of(text, n, True) for n in d.names)]):
        draft = Draft("person", text)
        people.append(draft)
        drafts.append(draft)
        _add(draft, group)
        return
    if person[0] >= 2 and (person[0] >= body[0] or votes.get("person", 0) > institutional) and institutional < 8:
        chosen = people[-person[1]]
        rivals = [draft for draft in people if max(short_of(text, name, True) for name in draft.names) == person[0]]
        rivals = [draft for draft in rivals if not _other_person(group, [draft])] or rivals
        chosen = chosen if chosen in rivals else rivals[0]
        if len(rivals) > 1:
            for run in group:
                before = [draft for draft in rivals if draft.start <= run.start]
                near = (
                    max(before, key=lambda draft: max(r.start for r in draft.runs if r.start <= run.start))
                    if before
                    else rivals[0]
                )
                titled = [
                    d
                    for d in rivals
                    if run.office and any(r.office and r.office.rank == run.office.rank for r in d.runs)
                ]
                _add(titled[0] if len(titled) == 1 else near, [run])
            return
        _add(chosen, group)
        return
    if body[0] >= 2 and votes.get("person", 0) < 8:
        _add(bodies[-body[1]], group)
        return
    if person[0] >= 1 and votes.get("person", 0) >= 3:
        _add(people[-person[1]], group)
        return
    kind = decide(votes, 1)
    if body[0] >= 1 and kind != "person":
        _add(bodies[-body[1]], group)
        return
    if not kind or (text in heads() and text not in name_cues("lone_body")):
        return
    if kind == "person" and votes.get("person", 0) < 3 * min(2, len(group)):
        return
    draft = Draft(kind, text)  # type: ignore[arg-type]
    (people if kind == "person" else bodies).append(draft)
    drafts.append(draft)
    _add(draft, group)


def _other_person(group: Sequence[Run], namesakes: Sequence[Draft]) -> bool:
    """Whether a surname with its titles is none of the people of that surname: "President Biden" is not Jill Biden."""
    genders = {run.honorific for run in group if run.honorific}
    state = any(run.office is not None and run.office.kind == "state" and not run.office.former for run in group)
    holder = officeholders().get(fold(group[0].text)) if state else None
    for draft in namesakes:
        given = given_gender(draft.name)
        if len(genders) == 1 and given and given not in genders:
            continue
        if holder is not None and len(draft.name.split()) > 1 and not _holds(draft):
            continue
        if state and _only_spouse(draft):
            continue
        return False
    return bool(namesakes)


def _only_spouse(draft: Draft) -> bool:
    """Whether somebody is told only as the spouse of who holds an office: "President Berg and First Lady Ada Berg"."""
    offices = [run.office or run.extra_office for run in draft.runs]
    ranks = [office.rank for office in offices if office is not None]
    return bool(ranks) and all(rank in name_cues("spouse_rank") for rank in ranks)


def _holds(draft: Draft) -> bool:
    """Whether a person of this full name has held high office, or is given one by the article."""
    if any(fold(name) in officeholders() for name in draft.names):
        return True
    return any(run.office is not None and run.office.kind == "state" for run in draft.runs)


def _merge_short_bodies(bodies: list[Draft], drafts: list[Draft], abbreviations: dict[str, str]) -> None:
    """Join "MIIF" or "Lynas" that was drafted apart with the fuller name drafted elsewhere."""
    for short in list(bodies):
        if not short.runs:
            continue
        defined = {fold(abbreviations[name]) for name in short.names if name in abbreviations}
        defined &= {fold(name) for each in bodies if each is not short for name in each.names}
        for full in bodies:
            if full is short or not full.runs:
                continue
            names = list(short.names)
            told = any(
                fold(abbreviations.get(name, "")) in {fold(each) for each in full.names}
                for name in names
                if name in abbreviations
            )
            if told or (
                not _of_two_states(short, full)
                and not defined  # what the article calls "CNNC" is not "CNNC Overseas"
                and len(short.name) < len(full.name)
                and all(max((short_of(name, each, False) for each in full.names), default=0) >= 2.5 for name in names)
                and not (short.key and full.key and short.key != full.key)
                and (short.kind == full.kind or short.kind == "company" or not short.key)
                and not (short.kind == "government_body" and short.key)
            ):
                for run in short.runs:
                    full.runs.append(run)
                for name, count in short.names.items():
                    full.names[name] = full.names.get(name, 0) + count
                if full.country is None and short.explicit:
                    full.country, full.explicit = short.country, True
                if short.key and not full.key:
                    full.key = short.key
                short.runs = []
                short.names = {}
                break


def _name(draft: Draft) -> None:
    """The fullest form as first given; persons by most words, others by most letters without acronyms."""
    if draft.kind in {"country", "bloc"} or not draft.names:
        return
    if draft.kind == "person":
        draft.name = max(
            draft.names, key=lambda name: (len(name_tokens(name)), not name.isupper(), -list(draft.names).index(name))
        )
        if len(draft.name) > 3 and draft.name.isupper():
            draft.name = " ".join(word.title() if len(word) > 2 else word for word in draft.name.split())
    else:
        draft.name = max(
            draft.names, key=lambda name: (len(bare(name).split()), len(name), -list(draft.names).index(name))
        )
        if draft.name.lower().startswith("the "):
            draft.name = draft.name[4:]


def issuer(drafts: Sequence[Draft], abbreviations: dict[str, str]) -> int | None:
    """The company that a press release calls "the Company": so introduced, else the first that bears a ticker."""
    named = abbreviations.get("Company")
    companies = [index for index, draft in enumerate(drafts) if draft.kind == "company"]
    if named:
        for index in companies:
            if any(fold(name) == fold(named) for name in drafts[index].names):
                return index
    listed = [(run.start, index) for index in companies for run in drafts[index].runs if run.listed]
    return min(listed)[1] if listed else None


def most_common(values: Sequence[str]) -> str | None:
    """The commonest value, the first one where several are."""
    if not values:
        return None
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], -values.index(value)))
