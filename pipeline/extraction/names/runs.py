"""Stretches of capitalised words that may be names, cut with the help of the gazetteer and the offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extraction.names.cutter import Cutter, ends_as_organisation
from pipeline.extraction.names.gazetteer import Hit, WordHits, city_countries, fold, given_names, officeholders
from pipeline.extraction.names.name_words import (
    company_heads,
    form_words,
    function_words,
    heads,
    honorific_at,
    honorific_words,
    is_company_noun,
    is_name_word,
    name_cues,
    name_suffixes,
    particles,
)
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.words import Word

_INITIAL_AND_NAME = re.compile(r"[A-Z]\.[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:-[A-ZÀ-Þ]?[a-zà-ÿ]+)*")
"""A name with its initial written in one, as in Mongolia and Indonesia: "G.Zandanshatar", "L.Oyun-Erdene"."""


@dataclass(slots=True)
class Run:
    """A candidate name as words `[first, last)` of one sentence; `hit` where a lexicon knows the whole of it."""

    first: int
    last: int
    start: int
    end: int
    text: str
    sentence: int
    hit: Hit | None = None
    honorific: str | None = None
    title_start: int | None = None
    """Where the titles before the name begin."""
    office: Office | None = None
    extra_office: Office | None = None
    """The office in an apposition after or before the name."""
    votes: dict[str, float] = field(default_factory=dict)
    country: str | None = None
    country_rule: str = ""
    bloc: str | None = None
    local: bool = False
    """Whether the text calls it local or state-owned: of the country that the article is about."""
    hint: tuple[str, str] | None = None
    """Country and bloc of the holder of high office who bears this name."""
    listed: bool = False
    """Whether an exchange and a ticker follow it."""
    of_run: int | None = None
    """Index of the run of the body or company that the person acts for."""

    def vote(self, kind: str, weight: float) -> None:
        """Count `weight` in favour of reading the run as `kind`."""
        self.votes[kind] = self.votes.get(kind, 0.0) + weight


def in_full(name: str) -> bool:
    """Whether a person's name is more than a surname: several words, or an initial written in one with it."""
    return " " in name or bool(_INITIAL_AND_NAME.fullmatch(name))


def company_like(run: Run) -> bool:
    """Whether the evidence is strong that a company or body bears the name."""
    return (
        run.votes.get("company", 0) >= 6
        or run.votes.get("government_body", 0) >= 6
        or run.votes.get("organisation", 0) >= 6
    )


def cut_runs(
    text: str, words: Sequence[Word], first: int, end: int, sentence: int, hits: WordHits, offices: Sequence[Office]
) -> list[Run]:
    """Runs of one sentence in order; a run never holds an office, and a lexicon hit is never cut."""
    cutter = Cutter(text, words, first, end, hits)
    taken = {  # "Chinese ministers" leaves the country to be named: nobody holds an office in the plural
        i: office
        for office in offices
        for i in range(office.core_first if office.plural else office.first, office.last)
    }
    found: list[Run] = []

    def add(a: int, b: int, hit: Hit | None = None, honorific: str | None = None, title: int | None = None) -> None:
        half = (b - a) // 2
        twice = half > 1 and [w.text for w in words[a : a + half]] == [w.text for w in words[a + half : b]]
        b = a + half if twice else b  # "Ann Berg Ann Berg", a caption that ran into the text
        start, stop = words[a].start, words[b - 1].end
        if b == end and b - a > 1 and len(words[b - 1].text) == 2 and text[stop - 1] == ".":
            stop -= 1  # "(sold to) Posco Future M", where the stop is the sentence's
        found.append(Run(a, b, start, stop, text[start:stop], sentence, hit, honorific, title))

    i = first
    pending: tuple[int, str] | None = None  # (start, gender) of honorifics right before
    while i < end:
        if (
            not words[i].capitalised
            and words[i].start not in hits.starting
            and i not in taken
            and words[i].low not in particles()
        ):
            pending = None
            i += 1
            continue
        if i in taken:
            i = taken[i].last
            pending = None
            continue
        state = hits.starting.get(words[i].start)
        size = honorific_at(text, words, i, end)
        size = 0 if state is not None and state.end > words[i].end else size  # "Sri Lanka's"
        if size and i + size < end and text[words[i + size - 1].end : words[i + size].start] in {" "}:
            gender = honorific_words()[tuple(word.text for word in words[i : i + size])]
            pending = (pending[0] if pending else words[i].start, gender or (pending[1] if pending else ""))
            i += size
            continue
        if words[i].low in particles() and not words[i].capitalised:
            j = i + 1
            while j < end and j - i < 3 and words[j].low in particles() | {"the"} and not words[j].capitalised:
                j += 1
            titled = pending is not None or any(office.last == i for office in offices)
            if titled and j < end and words[j].capitalised:
                add(i, cutter.extend(j), None, pending[1] if pending else None, pending[0] if pending else None)
                i, pending = cutter.extend(j), None
            else:
                i, pending = i + 1, None
            continue
        hit = hits.starting.get(words[i].start)
        if hit is not None and hit.kind == "government_body" and _opens_holder(words, i, end):
            hit = None  # "Duma Boko"
        if (
            hit is not None
            and hit.kind == "company"
            and _titled_bearer(words, offices, i, end, hit, pending is not None)
        ):
            hit = None  # "Premier Ford"
        if words[i].end < len(text) and text[words[i].end] == "$":  # "US$", "C$", "NT$"
            pending = None
            i += 1
            continue
        follows = found and found[-1].last == i and words[i].text in name_suffixes()
        if hit is None and (follows or not is_name_word(words[i])):  # "Joseph Biden, Jr. said"
            pending = None
            i += 1
            continue
        word = words[i]
        titled = word.text in name_cues("titled_names") and _ends_office(words, offices, i, end)
        if hit is None and word.low in function_words() and not titled and not cutter.opens_name(i):
            pending = None
            i += 1
            continue
        last = cutter.extend(i) if is_name_word(word) else i + 1
        last = min([last, *(j for j in range(i, last) if j in taken)])
        hit_last = i
        if hit is not None:
            while hit_last < end and words[hit_last].start < hit.end:
                hit_last += 1
            last = max(last, hit_last)
        if hit is None and last - 1 > i and words[last - 1].low in {"of", "the"} and last in taken:
            last = taken[last].last  # "Office of the Under Secretary of Defense"
        # a known name inside the run is kept whole
        for j in range(i, last):
            inner = hits.starting.get(words[j].start)
            if inner and inner.end > words[last - 1].end:
                while last < end and words[last].start < inner.end:
                    last += 1
        cuts = _cuts(cutter, i, last, hit_last, hit)
        holder = None
        held = i - 2 if words[i - 1].low == "the" else i - 1
        if len(cuts) == 1 and ((held > first and words[held].low == "of" and held - 1 in taken) or i - 1 in taken):
            holder = _given_after_body(words, i, last)
            cuts = cuts if holder is None else [(i, holder, hit if hit_last == holder else None), (holder, last, None)]
        if _joint_body(cutter, cuts):
            cuts = [(i, last, None)]
        for a, b, known in cuts:
            add(a, b, known, pending[1] if pending and a == i else None, pending[0] if pending and a == i else None)
            if holder is not None and a == holder:
                found[-1].of_run = len(found) - 2
        pending = None
        i = max(last, i + 1)
    for run in found:
        _take_number(text, words, first, run)
    return found


def _ends_office(words: Sequence[Word], offices: Sequence[Office], at: int, end: int) -> bool:
    """Whether one office stands right before word `at`: "(will see Vice Premier) He in Paris"."""
    if not words[at - 1].capitalised or (at + 1 < end and words[at + 1].capitalised):
        return False
    return any(office.last == at and not office.plural for office in offices)


def _titled_bearer(
    words: Sequence[Word], offices: Sequence[Office], at: int, end: int, hit: Hit, honoured: bool
) -> bool:
    """Whether one word that is a company's short name is a person's behind a title: "Premier Ford", "Mr. Ford"."""
    word = words[at]
    if hit.end > word.end or word.text.isupper() or (at + 1 < end and words[at + 1].capitalised):
        return False
    return honoured or _ends_office(words, offices, at, end)


def _take_number(text: str, words: Sequence[Word], low: int, run: Run) -> None:
    """Take a number that opens a name along: "92 Energy Limited", whose other words alone are nobody's name."""
    at = run.first - 1
    if run.hit is not None or run.title_start is not None or at < low:
        return
    before = words[at]
    numbered = before.text.isdigit() and 6 <= len(before.text) <= 8  # "1302343 B.C. Ltd."
    if not (before.text.isdigit() and (numbered or len(before.text) < 4)) or text[before.end : run.start] != " ":
        return
    if before.start and text[before.start - 1] in "$€£¥.,-–":
        return
    parts = run.text.replace(",", " ").split()
    nameless = (numbered and len(parts) == 2) or all(part in company_heads() or part in form_words() for part in parts)
    if nameless and parts[-1] in form_words():
        run.first, run.start = at, before.start
        run.text = text[run.start : run.end]


def _cuts(cutter: Cutter, first: int, last: int, hit_last: int, hit: Hit | None) -> list[tuple[int, int, Hit | None]]:
    """Cut a run where a country or demonym only stands before a name ("Chinese GEM", "US President")."""
    words = cutter.words
    whole = cutter.text[words[first].start : words[last - 1].end]
    if hit is None:
        for j in range(first + 1, last):
            inner = cutter.hits.starting.get(words[j].start)
            if inner and inner.kind in {"government_body", "bloc"} and inner.end == words[last - 1].end and j > first:
                left = words[first:j]
                if all(word.text.isupper() or word.low in {"federal", "national"} for word in left):
                    continue
                return [(first, j, None), (j, last, inner)]
        given = _given_after_field(words, first, last) or _given_after_city(cutter, first, last)
        return [(first, last, None)] if given is None else [(first, given, None), (given, last, None)]
    if hit_last >= last:
        return [(first, last, hit)]
    if hit.kind == "adjective" and cutter.inseparable(first, hit_last, last):
        return [(first, last, None)]
    rest = cutter.text[words[hit_last].start : words[last - 1].end]
    joined = cutter.gap(hit_last - 1)
    if joined in {"-", "–"}:
        rest_cuts = _cuts(cutter, hit_last, last, *_hit_at(cutter, hit_last, last))
        return [(first, hit_last, hit), *rest_cuts]
    if hit.kind in {"company", "organisation"} and joined == " " and _bears_a_gathering(words, hit_last):
        return [(first, hit_last, hit)]
    if hit.kind in {"company", "organisation"}:
        if ends_as_organisation(rest) or hit.kind == "company":
            return [(first, last, None)]
        return [(first, hit_last, hit), (hit_last, last, None)]
    if hit.kind == "government_body" and (joined == ", " or words[hit_last].low == "and"):
        return [(first, last, None)]  # "Department of Agriculture, Water and the Environment"
    if hit.kind == "government_body":
        return [(first, last, hit if not rest else None)] if ends_as_organisation(rest) else [
            (first, hit_last, hit), *_cuts(cutter, hit_last, last, *_hit_at(cutter, hit_last, last)),
        ]  # fmt: skip
    paired = first > cutter.first and cutter.gap(first - 1) in {"-", "–"} and words[first - 1].end in cutter.hits.ending
    if not paired and (
        ends_as_organisation(whole)
        or any(words[j].text in heads() and heads()[words[j].text][0] != "other" for j in range(hit_last, last))
    ):
        return [(first, last, None)]
    if hit.kind in {"division", "capital"}:
        person = (
            words[hit_last].text in given_names() and last - hit_last > 1 and words[first].text not in given_names()
        )
        if person and not ends_as_organisation(rest):
            return [(first, hit_last, hit), (hit_last, last, None)]  # "for the Indo-Pacific Kurt Campbell"
        return [(first, last, None)]
    if hit.kind in {"country", "short"} and first > cutter.first and is_company_noun(words[first - 1].low):
        return [(first, last, None)]
    if hit.kind == "country" and last - first == 2 and words[first].text in given_names() and joined == " ":
        return [(first, last, None)]  # "Chad Becker", "Jordan Hale"
    return [(first, hit_last, hit), *_cuts(cutter, hit_last, last, *_hit_at(cutter, hit_last, last))]


def _bears_a_gathering(words: Sequence[Word], at: int) -> bool:
    """Whether the words from `at` on go on with the name of a gathering: "(the BMO) Mining Conference"."""
    for word in words[at : at + _LONGEST_EVENT]:
        if word.text in name_cues("gathering_heads"):
            return True
        if not word.capitalised and word.low not in {"and", "of", "for", "&"}:
            return False
    return False


_LONGEST_EVENT = 8
"""Words that the name of a gathering may have behind that of the body that holds it."""


def _opens_holder(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether the words from `at` on are the name of a holder of high office."""
    return at + 1 < end and fold(f"{words[at].text} {words[at + 1].text}") in officeholders()


def _joint_body(cutter: Cutter, cuts: Sequence[tuple[int, int, Hit | None]]) -> bool:
    """Whether two states or blocs with a hyphen and what follows name a body of both: "the U.S.-ASEAN Center"."""
    if len(cuts) < 3 or cuts[0][2] is None or cuts[1][2] is None:
        return False
    hyphen = cutter.gap(cuts[0][1] - 1) in {"-", "–"}
    return hyphen and cutter.words[cuts[-1][1] - 1].text in name_cues("joint_heads")


def _given_after_field(words: Sequence[Word], first: int, last: int) -> int | None:
    """Where a person's name begins after an office's last words: "(Adviser for International) Policy Anna Berg"."""
    for j in range(first + 1, last - 1):
        before = words[j - 1]
        if before.low not in portfolio_words() and heads().get(before.text, ("", False))[0] != "other":
            return None
        after = words[j + 1].text
        institution = after in company_heads() or after in form_words() or after in heads()
        if words[j].text in given_names() and not institution:
            return j
    return None


def _given_after_body(words: Sequence[Word], first: int, last: int) -> int | None:
    """Where a person's name begins after that of the body he heads: "(chief executive of) Vestre Robert Holm"."""
    for j in range(first + 1, last - 1):
        if words[j].low == "of" or (j == first + 1 and len(words[first].text.rstrip(".")) == 1):
            continue  # "the Group of Seven", "(Minister) G. Ravi Rao"
        headed = heads().get(words[j - 1].text, ("other", False))[0] != "other" and 1 < last - j < 5
        if (words[j].text in given_names() or headed) and words[first].text not in given_names():
            institution = any(
                word.text in company_heads() or word.text in form_words() or word.text in heads()
                for word in words[j:last]
            )
            return None if institution else j
    return None


def _given_after_city(cutter: Cutter, first: int, last: int) -> int | None:
    """Where a person's name begins after a city's: "(mayor of Los Angeles) Karen Bass"."""
    words = cutter.words
    for j in (first + 2, first + 1):
        if j + 1 >= last or words[j].text not in given_names() or words[first].text in given_names():
            continue
        if any(
            word.text in company_heads() or word.text in form_words() or word.text in heads() for word in words[j:last]
        ):
            return None
        if cutter.text[words[first].start : words[j - 1].end] in city_countries():
            return j
    return None


def _hit_at(cutter: Cutter, at: int, last: int) -> tuple[int, Hit | None]:
    hit = cutter.hits.starting.get(cutter.words[at].start)
    if hit is None or hit.end > cutter.words[last - 1].end:
        return at, None
    j = at
    while j < last and cutter.words[j].start < hit.end:
        j += 1
    return j, hit
