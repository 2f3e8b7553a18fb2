"""Offices that go with a name: before it, in apposition, shared by several, or dealt out over a list."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.names.name_words import heads, name_cues, sentence_openers
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.offices_of import office_of_body
from pipeline.extraction.names.ranks import singular_office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import Scene
from pipeline.lexicons import table

_BEFORE_OFFICE = frozenset({"a", "an", "the", "its", "his", "her", "their", "then", "also", "now", "one"})


@cache
def _past_forms() -> frozenset[str]:
    """Past forms of irregular verbs."""
    return frozenset(row["word"] for row in table("past_forms"))


_OF_EITHER = frozenset({"owner", "partner"})
"""What people and companies are alike."""


def titles(scene: Scene, run: Run) -> None:
    """The office right before a name, as its title or with a comma between."""
    first = scene.title_first(run)
    office = scene.ending.get(first)
    if office is None and run.hit is None and first > scene.first and scene.gap(first - 1, first) == ", ":
        office = _of_something(scene, first) or office_of_body(scene, first)
    if office is None or run.text.split()[-1] in heads():
        return
    if not office.alone and scene.words[office.last - 1].capitalised:
        return  # "Head Start Program": no title
    if _served(scene, office):
        return
    gap = scene.gap(first - 1, first)
    if gap == " " and office.rank in _OF_EITHER and run.text.split()[0] not in given_names():
        run.vote("company", 2)
        return
    if gap in {" "} and not office.plural and (run.hit is None or run.hit.kind == "division"):
        run.office = office
        run.vote("person", 9 if office.alone else 4)
        run.title_start = scene.words[office.first].start
        fuller = scene.ending.get(office.first)
        if fuller is not None and scene.gap(fuller.last - 1, fuller.last) == " " and not fuller.plural:
            run.office = fuller  # "Secretary for Strategic Affairs Secretary Gustavo Beliz"
            run.title_start = scene.words[fuller.first].start
    elif gap in {", ", " – ", " — "} and not office.plural and run.hit is None:
        text = run.text
        looks = len(text.split()) > 1 or run.honorific is not None
        preceded = (
            office.first > scene.first
            and scene.run_ending.get(office.first) is not None
            and scene.gap(office.first - 1, office.first) == ", "
        )
        if looks and not preceded and not _company_like(run):
            if office.rank in _OF_EITHER and run.text.split()[0] not in given_names() and run.honorific is None:
                return  # "the terminal's owner, Acme Black Mass,"
            run.extra_office = run.extra_office or office
            run.vote("person", 3)


def _served(scene: Scene, office: Office) -> bool:
    """Whether the holder of an office is whom somebody serves: "Counselor to the President Ann Holm"."""
    before = [word.low for word in scene.words[max(scene.first, office.first - 3) : office.first]]
    return len(before) == 3 and before[1:] == ["to", "the"] and before[0] in name_cues("serving")


def _of_something(scene: Scene, end: int) -> Office | None:
    """An office with its field in common words right before word `end`: "BHP's head of potash (, X)"."""
    at = end - 1
    while at > scene.first and end - at <= 5 and not scene.words[at].capitalised:
        if scene.gap(at - 1, at) not in {" ", "-"}:
            return None
        office = scene.ending.get(at)
        if office is not None:
            return office if scene.words[at].low in {"of", "for"} and not office.plural else None
        at -= 1
    return None


def _company_like(run: Run) -> bool:
    return (
        run.votes.get("company", 0) >= 6
        or run.votes.get("government_body", 0) >= 6
        or run.votes.get("organisation", 0) >= 6
    )


def apposition(scene: Scene, run: Run) -> None:
    """ ", the US Treasury Secretary," and " (Treasury Secretary)" after a name."""
    i = run.last
    if i >= scene.end or run.hit is not None:
        return
    gap = scene.gap(i - 1, i)
    if gap not in {", ", " (", " – ", " — ", " - "}:
        return
    # an age, a role word or an article may stand between
    steps = 0
    while i < scene.end and steps < 7 and i not in scene.starting:
        word = scene.words[i]
        if i > run.last and scene.gap(i - 1, i) not in {" ", "-", ""}:
            return
        inner = scene.run_starting.get(i)
        if word.low in sentence_openers() - _BEFORE_OFFICE and inner is None:
            return
        if (word.low.endswith(("ed", "ing")) or word.low in _past_forms()) and inner is None:
            return
        i += 1
        steps += 1
    office = scene.starting.get(i)
    if office is None or i >= scene.end or _titles_another(scene, office):
        return
    if run.first == scene.first and scene.text[max(0, run.start - 2) : run.start] == "Q ":
        return  # a reporter's form of address
    goes_on = office.last < scene.end and scene.gap(office.last - 1, office.last) == " "
    following = scene.words[office.last].low if goes_on else ""
    told = following in name_cues("predicate")
    told = told or (following.endswith("ed") and following not in name_cues("chosen"))
    if gap == ", " and told:
        return  # "Jen, the President said that …"
    if office.last < scene.end and scene.words[office.last].low in {"'s", "’s"}:
        return  # "Jennifer Granholm, the president's economic council"
    if office.plural:
        _shared_office(scene, run, office)
        return
    if _company_like(run):
        return
    run.extra_office = run.extra_office or office
    run.vote("person", 5 if len(run.text.split()) > 1 else 3)


def _titles_another(scene: Scene, office: Office) -> bool:
    """Whether an office stands as title before the name that follows it."""
    if office.last >= scene.end or office.plural or scene.gap(office.last - 1, office.last) != " ":
        return False
    run = next((run for run in scene.runs if scene.title_first(run) == office.last), None)
    return run is not None and (run.hit is None or run.hit.kind == "division")


def _shared_office(scene: Scene, last: Run, office: Office) -> None:
    """ "X and Y, the foreign ministers of Denmark and Greenland": one office, country by country."""
    group = [last]
    for earlier in reversed([run for run in scene.runs if run.last < last.first]):
        between = scene.text[earlier.end : group[-1].start]
        if between not in {" and ", ", ", ", and "} or _company_like(earlier) or earlier.hit is not None:
            break
        group.append(earlier)
    group.reverse()
    if len(group) < 2:
        return
    codes: list[str] = [office.country] if office.country else []
    for run in scene.runs:
        if run.first >= office.last - 2 and run.hit is not None and run.hit.kind in {"country", "short"}:
            if run.hit.key not in codes:
                codes.append(run.hit.key)
        elif run.first > office.last:
            break
    for index, run in enumerate(group):
        code = codes[index] if len(codes) == len(group) else None
        run.extra_office = replace(office, plural=False, country=code, text=singular_office(office.text))
        run.vote("person", 5)


def plural_titles(scene: Scene) -> None:
    """ "Presidents Xi Jinping and Donald Trump": the office goes to each of the list."""
    for office_end, office in sorted(scene.ending.items()):
        if not office.plural:
            continue
        at = office_end
        while True:
            index = scene.run_starting.get(at)
            if index is None:
                break
            run = scene.runs[index]
            if run.hit is not None and run.hit.kind != "division":
                break
            if scene.gap(at - 1, at) not in {" ", ", "}:
                break
            single = len(run.text.split()) == 1 and run.hint is None and run.honorific is None
            listed = run.last < scene.end and scene.words[run.last].low in {"and", "&"}
            if single and not listed and at == office_end:
                break
            if run.text.split()[-1] not in heads():
                run.office = run.office or replace(office, plural=False, text=singular_office(office.text))
                run.vote("person", 6)
            at = run.last
            # "of China", "of Bolivia"
            if at + 1 < scene.end and scene.words[at].low == "of":
                hit = scene.hits.starting.get(scene.words[at + 1].start)
                if hit and hit.kind in {"country", "short"}:
                    at += 1
                    while at < scene.end and scene.words[at].start < hit.end:
                        at += 1
            if at < scene.end and scene.words[at].low in {"and", "&"}:
                at += 1


def counterparts_listed(scene: Scene) -> None:
    """ "Her counterparts from Canada and Sweden, Tim Hodgson and Ebba Busch": country by country, in their order."""
    for office in scene.ending.values():
        if not office.plural or office.last >= scene.end or scene.words[office.last].low not in {"from", "of"}:
            continue
        codes: list[str] = []
        people: list[Run] = []
        at = office.last
        for run in scene.runs:
            if run.first < office.last:
                continue
            between = scene.text[scene.words[at].end : run.start] if run.first > at else ""
            if between.strip() not in {"", ",", "and", ", and", "the", "and the", ", and the"}:
                break
            if run.hit is not None and run.hit.kind in {"country", "short"} and not people:
                codes.append(run.hit.key)
            elif run.hit is None and codes and (people or between.strip() == ","):
                people.append(run)
            else:
                break
            at = run.last - 1
        if len(codes) > 1 and len(codes) == len(people):
            for run, code in zip(people, codes, strict=True):
                run.extra_office = replace(office, plural=False, country=code, text=singular_office(office.text))
                run.vote("person", 5)
