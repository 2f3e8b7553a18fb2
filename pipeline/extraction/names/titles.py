"""Offices that go with a name: before it, in apposition, shared by several, or dealt out over a list."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.names.family import ends_in_surname
from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.names.name_words import heads, name_cues, sentence_openers
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.offices_of import office_of_body
from pipeline.extraction.names.runs import Run, company_like, in_full
from pipeline.extraction.names.scene import Scene
from pipeline.extraction.names.shared_titles import shared_office
from pipeline.lexicons import table

_BEFORE_OFFICE = frozenset({"a", "an", "the", "its", "his", "her", "their", "then", "also", "now", "one"})


@cache
def _past_forms() -> frozenset[str]:
    """Past forms of irregular verbs."""
    return frozenset(row["word"] for row in table("past_forms"))


_JOINS = frozenset({" - ", " – ", " — ", "/", " / ", "-", "–", " & "})
"""What joins two offices of one person."""
_PUBLIC = frozenset({"state", "minister", "official", "envoy", "royal", "military"})
_OF_EITHER = frozenset({"owner", "partner"})
"""What people and companies are alike."""


def _heads_body(scene: Scene, office: Office) -> bool:
    """Whether somebody named right behind the body that an office is of holds it: "Director of the Mint Ann Holm"."""
    if scene.words[office.last].low != "of" or office.last + 2 >= scene.end:
        return False
    at = office.last + (2 if scene.words[office.last + 1].low == "the" else 1)
    body = next((run for run in scene.runs if run.first == at), None)
    if body is None or body.last >= scene.end or scene.gap(body.last - 1, body.last) != " ":
        return False
    holder = next((run for run in scene.runs if run.first == body.last), None)
    return holder is not None and holder.hit is None and holder.text.split()[0] in given_names()


def titles(scene: Scene, run: Run) -> None:
    """The office right before a name, as its title or with a comma between."""
    first = scene.title_first(run)
    office = scene.ending.get(first)
    if office is None and run.hit is None and first > scene.first and scene.gap(first - 1, first) == ", ":
        office = _of_something(scene, first) or office_of_body(scene, first)
        office = None if office is not None and _follows_person(scene, office) else office
    words = run.text.split()
    if office is None or (words[-1] in heads() and not ends_in_surname(words)):
        return
    if not office.alone and scene.words[office.last - 1].capitalised:
        return  # "Head Start Program": no title
    if _served(scene, office):
        own = scene.ending.get(office.first - 2)  # "Diplomatic Adviser to the Prime Minister Ann Holm"
        if own is not None and not own.plural and run.hit is None and scene.gap(first - 1, first) == " ":
            run.office, run.title_start = own, scene.words[own.first].start
            run.vote("person", 4)
        return
    gap = scene.gap(first - 1, first)
    if gap == " " and office.rank in _OF_EITHER and run.text.split()[0] not in given_names():
        run.vote("company", 2)
        return
    if gap in {" "} and not office.plural and (run.hit is None or run.hit.kind == "division"):
        run.office = office
        run.vote("person", 9 if office.alone else 4)
        run.title_start = scene.words[office.first].start
        higher = scene.ending.get(office.first) if office.rank in name_cues("lesser_title") else None
        if higher is not None and scene.gap(higher.last - 1, higher.last) == ", " and not higher.plural:
            run.extra_office = run.extra_office or higher  # "the country's new leader, Colonel X"
        fuller = _joined_office(scene, office)
        if fuller is not None:
            run.office = fuller
            run.title_start = scene.words[fuller.first].start
    elif gap in {", ", " – ", " — "} and not office.plural and run.hit is None:
        text = run.text
        looks = in_full(text) or run.honorific is not None or _only_name(scene, run, office)
        preceded = (
            office.first > scene.first
            and scene.run_ending.get(office.first) is not None
            and scene.gap(office.first - 1, office.first) == ", "
        )
        if looks and not preceded and not company_like(run):
            if office.rank in _OF_EITHER and run.text.split()[0] not in given_names() and run.honorific is None:
                return  # "the terminal's owner, Acme Black Mass,"
            run.extra_office = run.extra_office or office
            run.vote("person", 3)


def _only_name(scene: Scene, run: Run, office: Office) -> bool:
    """Whether one word between commas names the minister told before it: "his Indonesian counterpart, Sugiono, …"."""
    if run.last - run.first != 1 or run.last >= scene.end or office.kind not in _PUBLIC | {"counterpart"} or run.votes:
        return False
    behind = scene.words[run.last : run.last + 3]
    listed = behind[0].low in {"and", "or"} and any(word.capitalised for word in behind)
    return scene.gap(run.last - 1, run.last).startswith(", ") and not (behind[0].capitalised or listed)


def _joined_office(scene: Scene, office: Office) -> Office | None:
    """The office that the same person holds too, told before it: "Deputy Prime Minister and Foreign Minister X"."""
    before = scene.ending.get(office.first)
    if before is None:
        before = scene.ending.get(office.first - 1)
        joined = office.first - 1 > scene.first and scene.words[office.first - 1].low == "and"
        if before is None or not joined or scene.gap(office.first - 2, office.first - 1) != " ":
            return None
        if office.country or office.bloc or before.kind not in _PUBLIC or office.kind not in _PUBLIC:
            return None  # "the Kazakh president and U.S. Secretary X"
        if not scene.words[before.last - 1].capitalised or before.rank == office.rank:
            return None  # "the president and Foreign Minister X", "Energy Minister and Trade Minister X"
        if _told_before(scene, before):
            return None  # "the President and Prime Minister X"
        return before if scene.gap(office.first - 1, office.first) == " " and not before.plural else None
    told = office.country or office.bloc
    near = scene.gap(before.last - 1, before.last)
    return before if not before.plural and (near == " " or (near in _JOINS and not told)) else None


def _told_before(scene: Scene, office: Office) -> bool:
    """Whether an office stands alone behind "the" for somebody named before: "the Vice President (and President X)"."""
    first = office.core_first
    told = scene.words[first].low == "the" or (first > scene.first and scene.words[first - 1].low == "the")
    bare = " ".join(word.low for word in scene.words[first : office.last] if word.low != "the") == office.rank
    return told and bare and office.rank in name_cues("principals")


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


def _follows_person(scene: Scene, office: Office) -> bool:
    """Whether an office stands in apposition to the person before it: "Ann Berg, the head of Acme, Tom Holm, …"."""
    at = office.first
    if at > scene.first and scene.words[at - 1].low in _BEFORE_OFFICE and scene.gap(at - 1, at) == " ":
        at -= 1
    index = scene.run_ending.get(at)
    if index is None or scene.gap(at - 1, at) not in {", ", " – ", " — "}:
        return False
    run = scene.runs[index]
    if run.office is not None or run.extra_office not in {None, office}:
        return False  # "the head of Acme, Ann Berg, the head of Zenith, Tom Holm": she has one already
    return run.hit is None and (run.votes.get("person", 0) > 0 or run.honorific is not None)


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
        shared_office(scene, run, office)
        return
    if company_like(run):
        return
    if run.office is not None and run.office.rank != office.rank and office.kind in {"state", "royal"}:
        return  # "Ambassador Ann Holm, the First Lady, and the President"
    run.extra_office = run.extra_office or office
    run.vote("person", 5 if in_full(run.text) else 3)


def _titles_another(scene: Scene, office: Office) -> bool:
    """Whether an office stands as title before the name that follows it."""
    if office.last >= scene.end or office.plural or scene.gap(office.last - 1, office.last) != " ":
        return False
    if _heads_body(scene, office):
        return True
    run = next((run for run in scene.runs if scene.title_first(run) == office.last), None)
    return run is not None and (run.hit is None or run.hit.kind == "division")
