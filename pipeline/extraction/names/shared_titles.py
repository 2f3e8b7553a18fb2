"""Offices that several share: "Presidents X and Y", "the ambassadors of Peru, X, and Japan, Y"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.names.family import ends_in_surname
from pipeline.extraction.names.name_words import heads
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.ranks import singular_office
from pipeline.extraction.names.runs import Run, company_like, in_full
from pipeline.extraction.names.scene import Scene

_PARTIES = frozenset({"company", "government_body", "organisation"})
"""Kinds of hit whose heads may be dealt out."""


def _one_of(office: Office, country: str | None) -> Office:
    """The office of one of its holders."""
    return replace(office, plural=False, country=country, text=singular_office(office.text))


def shared_office(scene: Scene, last: Run, office: Office) -> None:
    """ "X and Y, the foreign ministers of Denmark and Greenland": one office, country by country."""
    group = [last]
    for earlier in reversed([run for run in scene.runs if run.last < last.first]):
        between = scene.text[earlier.end : group[-1].start]
        if between not in {" and ", ", ", ", and "} or company_like(earlier) or earlier.hit is not None:
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
        run.extra_office = _one_of(office, code)
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
            if scene.gap(at - 1, at) not in {" ", ", ", "), ", ") "}:
                break
            single = not in_full(run.text) and run.hint is None and run.honorific is None
            listed = _goes_on(scene, run)
            if single and not listed and at == office_end:
                break
            parts = run.text.split()
            if parts[-1] not in heads() or ends_in_surname(parts):
                run.office = run.office or _one_of(office, office.country)
                run.vote("person", 6)
            at = _past_mark(scene, run.last)
            # "of China", "of Bolivia"
            if at + 1 < scene.end and scene.words[at].low == "of":
                hit = scene.hits.starting.get(scene.words[at + 1].start)
                if hit and hit.kind in {"country", "short"}:
                    at += 1
                    while at < scene.end and scene.words[at].start < hit.end:
                        at += 1
            if at < scene.end and scene.words[at].low in {"and", "&"}:
                at += 1


def _past_mark(scene: Scene, at: int) -> int:
    """The word after a party or state in brackets that begins at word `at`: "Senators X (D-OH) and Y"."""
    if at >= scene.end or not scene.gap(at - 1, at).endswith(" ("):
        return at
    closed = next((t for t in range(at + 1, min(at + _MARK, scene.end)) if ")" in scene.gap(t - 1, t)), at)
    return closed


def _goes_on(scene: Scene, run: Run) -> bool:
    """Whether names follow behind a first one: "Senators X and Y", "Senators X, Y and Z"."""
    at = _past_mark(scene, run.last)
    for _ in range(_LONGEST_LIST):
        if at >= scene.end:
            return False
        if scene.words[at].low in {"and", "&"}:
            return True
        index = scene.run_starting.get(at)
        if index is None or scene.gap(at - 1, at) not in {", ", "), "} or scene.runs[index].hit is not None:
            return False
        at = _past_mark(scene, scene.runs[index].last)
    return False


_LONGEST_LIST = 20
"""Names of a list behind one office."""
_MARK = 5
"""Words in brackets behind a name of such a list."""


def heads_listed(scene: Scene) -> None:
    """ "Acme and Zenith heads X and Y", "the heads of Acme and Zenith, X and Y": body by body, in their order."""
    for office in scene.ending.values():
        if not office.plural or office.kind not in _HEADED:
            continue
        before = _listed_back(scene, office.first)
        after, at = _listed_on(scene, office.last + 1, bodies=True) if _of(scene, office.last) else ([], office.last)
        bodies = before or after
        if len(bodies) < 2 or (after and (at >= scene.end or scene.gap(at - 1, at) not in _OPENING_GAPS)):
            continue
        people, _ = _listed_on(scene, at if after else office.last, bodies=False)
        if len(people) != len(bodies):
            continue
        for run, body in zip(people, bodies, strict=True):
            run.extra_office = _one_of(office, None)
            run.vote("person", 6)
            run.of_run = scene.runs.index(body)
            body.vote("company", 3 if body.hit is None else 0)
        if not after and people[0].title_start is None:
            people[0].title_start = scene.words[office.first].start


def _of(scene: Scene, at: int) -> bool:
    return at < scene.end and scene.words[at].low in {"of", "from", "at"}


def _body(run: Run) -> bool:
    return run.hit is None or run.hit.kind in _PARTIES


def _listed_back(scene: Scene, at: int) -> list[Run]:
    """The companies and bodies of the list that ends right before word `at`."""
    found: list[Run] = []
    for run in reversed([run for run in scene.runs if run.last <= at]):
        between = scene.text[run.end : found[-1].start if found else scene.words[at].start]
        if not _body(run) or between not in ({", ", " and ", ", and ", " and the "} if found else {" "}):
            break
        found.append(run)
    return found[::-1]


def _listed_on(scene: Scene, at: int, bodies: bool) -> tuple[list[Run], int]:
    """The names of the list that begins at word `at`, of companies and bodies or of people, and the word after it."""
    found: list[Run] = []
    for run in scene.runs:
        if run.first < at:
            continue
        between = scene.text[scene.words[at - 1].end : run.start].strip()
        fits = _body(run) if bodies else run.hit is None and in_full(run.text) and not company_like(run)
        if not fits or between not in (_LINKS if found or bodies else _LINKS | _OPENING):
            break
        found.append(run)
        at = run.last
        if "and" in between:
            break
    return found, at


_OPENING_GAPS = frozenset({", ", " – ", " — ", " (", ": "})
_HEADED = frozenset({"company", "body"})
"""Kinds of office whose holders head a company or body each."""
_LINKS = frozenset({"", ",", "and", ", and", "the", "and the", ", and the"})
_OPENING = frozenset({",", "–", "—", "-", ":", "("})
"""What stands before the names of those whose states were told."""


def _states_behind(scene: Scene, office: Office) -> tuple[list[str], int]:
    """The states listed behind an office in the plural ("of France, Germany and Poland"), and the word after them."""
    codes: list[str] = []
    at = office.last
    if at >= scene.end or scene.words[at].low not in {"from", "of"}:
        return [], at
    for run in scene.runs:
        if run.first < office.last:
            continue
        between = scene.text[scene.words[at].end : run.start] if run.first > at else ""
        if between.strip() not in _LINKS or run.hit is None or run.hit.kind not in {"country", "short"}:
            break
        codes.append(run.hit.key)
        at = run.last - 1
    return codes, at + 1


def _states_before(scene: Scene, office: Office) -> list[str]:
    """The states whose adjectives stand before an office in the plural: "her Peruvian and Bolivian counterparts"."""
    codes: list[str] = []
    last = scene.words[office.last - 1]
    hits = [
        hit
        for start, hit in sorted(scene.hits.starting.items())
        if scene.words[scene.first].start <= start and hit.end < last.start and hit.kind in {"adjective", "short"}
    ]
    following = last.start
    for hit in reversed(hits):
        between = scene.text[hit.end : following]
        if codes and between.strip() not in {",", "and", ", and"}:
            break
        if not codes and not between.replace(" ", "").replace("-", "").isalpha() and between.strip():
            break
        codes.append(hit.key)
        following = hit.start
    codes.reverse()
    return codes if len(codes) == len(set(codes)) else []


def counterparts_listed(scene: Scene) -> None:
    """ "Her counterparts from Canada and Sweden, Tim Hodgson and Ebba Busch": country by country, in their order."""
    for office in scene.ending.values():
        if not office.plural:
            continue
        codes, at = _states_behind(scene, office)
        if not codes:
            codes, at = _states_before(scene, office), office.last
        people: list[Run] = []
        for run in scene.runs:
            if run.first < at:
                continue
            between = scene.text[scene.words[at - 1].end : run.start].strip()
            if run.hit is not None or between not in (_LINKS if people else _OPENING) or company_like(run):
                break
            people.append(run)
            at = run.last
        if len(codes) > 1 and len(codes) == len(people):
            for run, code in zip(people, codes, strict=True):
                run.extra_office = _one_of(office, code)
                if run.office is not None and run.office.text == run.extra_office.text:
                    run.office = run.extra_office
                run.vote("person", 5)


def dealt_out(scene: Scene) -> None:
    """ "The ambassadors of Peru, Ann Berg, and Japan, Ken Mori", "chief executives of Acme, X, and Zenith, Y"."""
    for office in scene.ending.values():
        if not office.plural or office.last >= scene.end or scene.words[office.last].low not in {"of", "from"}:
            continue
        pairs: list[tuple[Run, Run]] = []
        owner: Run | None = None
        at = office.last + 1
        for run in scene.runs:
            if run.first < at:
                continue
            first = scene.title_first(run)
            between = scene.text[scene.words[at - 1].end : scene.words[first].start].strip(" ,")
            commas = scene.text[scene.words[at - 1].end : scene.words[first].start].count(",")
            if owner is None:
                if between not in {"", "and", "the", "and the"} or (pairs and not (commas or between)):
                    break
                if run.hit is not None and run.hit.kind not in _PARTIES | {"country", "short"}:
                    break
                owner = run
            else:
                if between or commas != 1 or run.hit is not None or not in_full(run.text) or company_like(run):
                    break
                pairs.append((owner, run))
                owner = None
            at = run.last
        if len(pairs) < 2:
            continue
        for whose, run in pairs:
            state = whose.hit is not None and whose.hit.kind in {"country", "short"}
            run.extra_office = _one_of(office, whose.hit.key if state and whose.hit is not None else None)
            run.vote("person", 6)
            if not state:
                whose.vote("company", 3 if whose.hit is None else 0)
                run.of_run = scene.runs.index(whose)
