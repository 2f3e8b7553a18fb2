"""Whom a person or a body represents, and the person's office."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.document import Sentence
from pipeline.extraction.names.companions import guests_of, of_companion
from pipeline.extraction.names.gazetteer import find_hits, fold, given_names, officeholders, organ_blocs
from pipeline.extraction.names.home import Home
from pipeline.extraction.names.linking import Draft, most_common
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.ranks import country_of_office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.stand_for import stands_for
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table
from pipeline.records import CleanArticle

PUBLIC_KINDS = frozenset({"state", "minister", "official", "envoy", "royal", "military"})
"""Kinds of office whose holder speaks for a state."""


def _genders() -> dict[str, str]:
    return {row["word"]: row["gender"] for row in table("gender_words")}


def _offices(draft: Draft) -> list[tuple[Run, Office]]:
    return [
        (run, office)
        for run in sorted(draft.runs, key=lambda run: run.start)
        for office in (run.office, run.extra_office)
        if office is not None
    ]


def _label(office: Office) -> str:
    label = office.text
    return label.title() if label.isupper() and len(label) > 4 else label


def _before(sentence: NamedSentence, words: Sequence[Word], office: Office) -> Run | None:
    """The run right before an office: "BHP chief executive", "Danantara's chairman"; not "BHP met Minister …"."""
    for run in sentence.runs:
        owned = run.last == office.first - 1 and words[run.last].low in {"'s", "’s", "'", "’"}
        if run.last == office.first or owned:
            return run
    return None


def _antecedent(sentence: NamedSentence, words: Sequence[Word], office: Office) -> Run | None:
    """The country, company or body that "its" before an office means: "Brazil sent its vice-president, X"."""
    at = office.first - 1
    if at < sentence.first or words[at].low != "its":
        return None
    earlier = [run for run in sentence.runs if run.last <= at]
    return earlier[-1] if earlier else None


def _superior(
    run: Run,
    sentence: NamedSentence,
    words: Sequence[Word],
    office: Office,
    owner: dict[int, int],
    drafts: Sequence[Draft],
) -> Run | None:
    """The person whom "his" before an office means: "President X and his mining minister, Y"."""
    at = office.first - 1
    if at < sentence.first or words[at].low not in {"his", "her"} or office.kind == "counterpart" or office.country:
        return None
    people = [
        each
        for each in sentence.runs
        if each.last <= at and each is not run and id(each) in owner and drafts[owner[id(each)]].kind == "person"
    ]
    return people[0] if people else None


def _after(sentence: NamedSentence, words: Sequence[Word], office: Office) -> Run | None:
    """The run that "of", "at", "for" joins to an office: "chief executive of Lynas"."""
    i = office.last
    if i >= sentence.end or words[i].low not in {"of", "at", "for", "with"}:
        return None
    i += 1
    if i < sentence.end and words[i].low == "the":
        i += 1
    return next((run for run in sentence.runs if run.first == i), None)


def _leading(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """The country of "X headed the Brazilian delegation"."""
    at = run.last
    if at + 3 >= sentence.end or words[at].low not in name_cues("leads") or words[at + 1].low not in {"the", "a", "an"}:
        return None
    led = next((each for each in sentence.runs if each.first == at + 2), None)
    if led is None or led.hit is None or led.hit.kind not in {"adjective", "country", "short"}:
        return None
    near = {words[i].low for i in range(led.last, min(sentence.end, led.last + 3))}
    return led.hit.key if near & {"delegation", "team", "mission", "side", "one"} else None


def _of_delegation(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """The country whose delegation somebody leads: "a Korean delegation, led by Trade Minister X"."""
    leading = _leading(run, sentence, words)
    if leading is not None:
        return leading
    at = run.office.first if run.office is not None else run.first
    if at - 2 < sentence.first or words[at - 1].low != "by":
        return None
    if words[at - 2].low not in {"led", "headed", "represented", "chaired"}:
        return None
    for other in sentence.runs:
        if other.hit is None or not at - 12 <= other.first < at - 2:
            continue
        if other.hit.kind in {"country", "short", "adjective"}:
            near = {words[i].low for i in range(max(sentence.first, other.first - 4), at - 2)}
            return other.hit.key if near & {"delegation", "team", "mission", "side"} else None
    return None


def _fill_person(
    index: int,
    draft: Draft,
    text: str,
    sentences: dict[int, NamedSentence],
    words: Sequence[Word],
    owner: dict[int, int],
    drafts: list[Draft],
) -> None:
    held = _offices(draft)
    current = [(run, office) for run, office in held if office.kind != "counterpart"]
    if current:
        higher = [item for item in current if item[1].rank not in name_cues("lesser_title")]
        current = higher or current
        best = max(current, key=lambda item: (not item[1].former, len(item[1].text.split()) > 1, -item[0].start))
        first = current[0]
        chosen = first if len(first[1].text.split()) > 1 or first[1].kind in {"state", "royal"} else best
        draft.office = _label(chosen[1])
        draft.office_kind = chosen[1].kind
        draft.rank = chosen[1].rank
    elif held:
        draft.rank = "counterpart"
    own_words = [
        run.country for run in draft.runs if run.country and run.country_rule in {"possessive", "of", "demonym"}
    ]
    told = [
        office.country
        for _, office in held
        if office.country and not (own_words and country_of_office(office.text) == office.country)
    ]  # "National Security Advisor X of India": where the text says whose it is, the office alone doesn't
    for run, office in held:
        whose = _antecedent(sentences[run.sentence], words, office)
        if whose is not None and whose.hit is not None and whose.hit.kind in {"country", "short"}:
            told.append(whose.hit.key)
    told += own_words
    if not told:
        led = [
            _of_delegation(run, sentences[run.sentence], words) or stands_for(text, run, sentences[run.sentence], words)
            for run in draft.runs
        ]
        told = [code for code in led if code]
    draft.country = most_common([code for code in told if code])
    draft.explicit = draft.country is not None
    draft.hint = next(
        (run.hint for run in draft.runs if run.hint is not None and len(run.text.split()) > 1), None
    ) or next((run.hint for run in draft.runs if run.hint is not None), None)
    draft.bloc = most_common(
        [bloc for bloc in (*(office.bloc for _, office in held), *(run.bloc for run in draft.runs)) if bloc]
    )
    draft.gender = given_names().get(draft.name.split()[0], "")
    for run in draft.runs:
        if run.honorific:
            draft.gender = run.honorific
    for _, office in held:
        draft.gender = draft.gender or _genders().get(office.rank, "")
    # body or company acted for
    for run, office in held:
        sentence = sentences[run.sentence]
        own = sentence.runs[run.of_run] if run.of_run is not None and run.of_run < len(sentence.runs) else None
        for near in (
            own,
            _before(sentence, words, office),
            _after(sentence, words, office),
            _antecedent(sentence, words, office),
            _superior(run, sentence, words, office, owner, drafts),
        ):
            if near is None or near is run:
                continue
            target = owner.get(id(near))
            if target is not None and drafts[target].kind == "person" and near.last < office.first:
                draft.serves = target if target != index else None
            if target is not None and drafts[target].kind in {"company", "government_body", "organisation"}:
                draft.represents = target
                break
        if draft.represents is not None:
            break
    if draft.represents is None:
        for run in draft.runs:
            if run.of_run is not None:
                sentence = sentences[run.sentence]
                target = owner.get(id(sentence.runs[run.of_run])) if run.of_run < len(sentence.runs) else None
                if target is not None and drafts[target].kind in {"company", "government_body", "organisation"}:
                    draft.represents = target


def fill_attributes(
    source: CleanArticle,
    text: str,
    words: Sequence[Word],
    parts: Sequence[Sentence],
    laid_out: Sequence[NamedSentence],
    drafts: list[Draft],
) -> Home:
    """Set office, country and `represents` of every draft that the article tells them of.

    Gives what tells the country of those who get an office later.
    """
    sentences = {sentence.index: sentence for sentence in laid_out}
    owner = {id(run): index for index, draft in enumerate(drafts) for run in draft.runs}
    for index, draft in enumerate(drafts):
        if draft.kind == "person":
            _fill_person(index, draft, text, sentences, words, owner, drafts)
        elif draft.kind in {"company", "government_body", "organisation"}:
            told = [run.country for run in sorted(draft.runs, key=lambda run: run.start) if run.country]
            if draft.kind == "government_body" and draft.country is None and told:
                told = [_named_for(draft.name, draft.kind) or told[0]]
            if draft.country is None and told:
                draft.country, draft.explicit = told[0], True
            if draft.country is None:
                draft.country = _named_for(draft.name, draft.kind)
                draft.explicit = draft.country is not None
            draft.bloc = most_common([run.bloc for run in draft.runs if run.bloc])
    home = Home(source, text, words, parts, laid_out, drafts)
    _counterparts(drafts)
    _hinted(drafts)
    for draft in drafts:
        if draft.kind in {"company", "organisation"} and draft.country is None and any(run.local for run in draft.runs):
            draft.country = home.country(draft, draft.runs)
        common = _bloc_organ(draft) or _above_nations(draft.name)
        if draft.kind == "government_body" and draft.country is None and draft.bloc is None and not common:
            draft.country = home.country(draft, draft.runs)
    for draft in drafts:
        if draft.kind != "person":
            continue
        if draft.country is None and draft.represents is not None:
            body = drafts[draft.represents]
            if body.kind == "government_body":
                draft.country = body.country
                if body.country is None:
                    continue
        if _of_a_firm(draft, drafts):
            draft.country, draft.explicit = None, False
            continue
        if draft.country is None and draft.bloc is None and draft.office_kind in PUBLIC_KINDS:
            draft.country = of_companion(draft, words, sentences, drafts)
        if draft.country is None and draft.bloc is None and draft.office_kind in PUBLIC_KINDS:
            held = [run for run, office in _offices(draft) if office.kind in PUBLIC_KINDS]
            draft.country = home.country(draft, held or draft.runs, guests_of(words, sentences, held, drafts))
    for draft in drafts:
        if draft.serves is not None and not draft.explicit and draft.represents is None:
            draft.country = drafts[draft.serves].country or draft.country
    by_key = {(draft.kind, draft.key): index for index, draft in enumerate(drafts) if draft.key}
    for draft in drafts:
        if (
            draft.kind == "person"
            and draft.represents is None
            and draft.office_kind in PUBLIC_KINDS | {"bloc", "counterpart"}
        ):
            if draft.bloc:
                draft.represents = by_key.get(("bloc", draft.bloc))
            elif draft.country:
                draft.represents = by_key.get(("country", draft.country))
    return home


def _of_a_firm(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether somebody acts for a company, so that no state is theirs: "president of Acme Metals"."""
    if draft.represents is None or draft.hint is not None or draft.rank in _STATE_RANKS:
        return False
    return drafts[draft.represents].kind == "company"


_STATE_RANKS = frozenset({"minister", "prime minister", "ambassador", "secretary"})


def _hinted(drafts: list[Draft]) -> None:
    """Give a holder of high office, whom the article does not place, the country or bloc that he speaks for."""
    named = {draft.country for draft in drafts if draft.kind == "country"}
    for draft in drafts:
        if draft.kind != "person" or draft.hint is None or draft.country is not None or draft.bloc is not None:
            continue
        country, bloc = draft.hint
        if country:
            draft.country, draft.explicit = country, country in named
        elif bloc:
            draft.bloc = bloc


def _counterparts(drafts: list[Draft]) -> None:
    """ "His Brazilian counterpart, X": the office of the person named last before."""
    people = [draft for draft in drafts if draft.kind == "person"]
    for draft in people:
        held = _offices(draft)
        if draft.office is not None or not held:
            continue
        run, office = held[0]
        if office.kind != "counterpart":
            continue
        before = [
            (other.end, index)
            for index, person in enumerate(people)
            if person is not draft and person.office
            for other in person.runs
            if other.end <= run.start
        ]
        if before:
            model = people[max(before)[1]]
            draft.office, draft.office_kind, draft.rank = model.office, model.office_kind, model.rank
            if (
                office.rank == "colleague"
                and draft.country is None
                and not (office.plural and model.office_kind == "state")
            ):
                draft.country, draft.explicit = model.country, model.explicit


def _bloc_organ(draft: Draft) -> bool:
    return draft.key in organ_blocs()


def bloc_of(draft: Draft) -> str | None:
    """The bloc that a body is an organ of, or whose official somebody is told to be."""
    if draft.country is not None or draft.kind not in {"person", "government_body"}:
        return None
    if draft.bloc or not draft.office:
        return draft.bloc or (organ_blocs().get(draft.key) if draft.key else None)
    return next((bloc for organ, bloc in organ_blocs().items() if draft.office.startswith(f"{organ} ")), None)


@cache
def _shared_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("supranational_words"))


def _above_nations(name: str) -> bool:
    """Whether a body is several countries' by its first word: "Trilateral Secretariat", "European Defense Agency"."""
    return name.split()[0] in _shared_words()


def _named_for(name: str, kind: str) -> str | None:
    """Country whose name opens the name of a body or organisation, or ends that of a body ("… Canada").

    A company's name tells nothing of where it is based: "Korea Zinc", "United States Antimony".
    """
    words = name.split()
    body = kind == "government_body"
    if kind == "company":
        return None
    if kind == "organisation":
        hits = find_hits(name)
        told = [hit for hit in hits if hit.kind in {"country", "short", "adjective"}]
        first = len(told) == 1 and told[0].start == 0
        return told[0].key if first and not any(hit.kind == "bloc" for hit in hits) else None
    if body:
        for word in words:
            for part in word.split("-"):
                holder = officeholders().get(fold(part))
                if holder is not None and holder[0] and "Administration" in words:
                    return holder[0]
    for size in (3, 2, 1):
        start = " ".join(words[:size])
        hits = find_hits(start) if size < len(words) else ()
        if len(hits) == 1 and hits[0].end == len(start) and hits[0].start == 0 and hits[0].kind in {"country", "short"}:
            rest = [hit for hit in find_hits(" ".join(words[size:])) if hit.kind in {"country", "short"}]
            return None if rest else hits[0].key
    if body:
        inside = [
            hit for hit in find_hits(name) if hit.kind in {"country", "short", "division", "adjective"} and hit.country
        ]
        codes = {hit.country for hit in inside}
        if len(codes) == 1:
            return codes.pop()
    return None
