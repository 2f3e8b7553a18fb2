"""Stretches of capitalised words that may be names, cut with the help of the gazetteer and the offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.extraction.names.gazetteer import Hit, given_names
from pipeline.extraction.names.offices import Office, WordHits, portfolio_words
from pipeline.extraction.names.words import Word, hyphen_tails
from pipeline.lexicons import table

_SPACES = frozenset({" ", "", "\n"})
_GRAMMAR = frozenset({"and", "of", "the", "in", "with", "at", "to", "for", "by", "on"})
"""Words that capitals throughout a heading hide: "PRESIDENT TRUMP AND PRIME MINISTER MODI OF THE REPUBLIC"."""
_ORDINALS = frozenset({"first", "next", "one"})
"""Words that open sentences and names of companies alike: "First Phosphate Corp."."""


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


@cache
def honorific_words() -> dict[tuple[str, ...], str]:
    """Forms of address as word tuples, with the gender they tell ("" where none)."""
    return {tuple(row["word"].split()): row["gender"] for row in table("honorifics")}


@cache
def _honorific_starts() -> frozenset[str]:
    return frozenset(words[0] for words in honorific_words())


@cache
def function_words() -> frozenset[str]:
    """Words that are no names though a sentence or headline capitalises them."""
    return frozenset(row["word"] for row in table("function_words"))


@cache
def sentence_openers() -> frozenset[str]:
    """Those of them that open sentences and never continue a name."""
    return frozenset(row["word"] for row in table("function_words") if row["opens"] == "yes")


@cache
def particles() -> frozenset[str]:
    """Lower-case words that stand inside names."""
    return frozenset(row["word"] for row in table("name_particles"))


@cache
def heads() -> dict[str, tuple[str, bool]]:
    """What a head noun makes of a name, and whether "of", "for" may follow inside the name."""
    return {row["word"]: (row["type"], row["joins"] == "yes") for row in table("name_heads")}


@cache
def form_words() -> frozenset[str]:
    """Single words (with their stops) of which legal forms of companies are made."""
    return frozenset(word.strip(",") for row in table("company_forms") for word in row["form"].split())


@cache
def forms() -> frozenset[str]:
    """Legal forms as they stand at the end of a name."""
    return frozenset(row["form"] for row in table("company_forms") if row["place"] == "end")


@cache
def company_heads() -> dict[str, bool]:
    """Nouns in names of companies; True where the noun alone shows a company."""
    return {row["word"]: row["weight"] == "strong" for row in table("company_heads")}


@cache
def company_fronts() -> frozenset[str]:
    """Words that open names of companies."""
    return frozenset(row["word"] for row in table("company_fronts"))


@cache
def company_nouns() -> dict[str, bool]:
    """Common nouns for companies, singular; True where "the NOUN" may refer back."""
    return {row["word"]: row["refers"] == "yes" for row in table("company_nouns")}


@cache
def _people_who_make() -> frozenset[str]:
    """Nouns in "-maker" for persons: "lawmaker"."""
    return frozenset(row["word"] for row in table("person_nouns"))


def is_company_noun(word: str) -> bool:
    """Whether the lower-case word is a common noun for a company, alone or as last part of a compound."""
    last = word.rsplit("-", 1)[-1]
    forms_ = (
        word,
        last,
        word.removesuffix("s"),
        last.removesuffix("s"),
        word[:-3] + "y" if word.endswith("ies") else word,
    )
    return any(form in company_nouns() for form in forms_) or (
        word.removesuffix("s").endswith("maker") and word.removesuffix("s") not in _people_who_make()
    )


def honorific_at(text: str, words: Sequence[Word], at: int, end: int) -> int:
    """Number of words of the honorific that starts at word `at`; 0 where there is none."""
    if words[at].text not in _honorific_starts():
        return 0
    known = honorific_words()
    for size in (3, 2, 1):
        if at + size <= end and tuple(word.text for word in words[at : at + size]) in known:
            return size
    return 0


def _is_name_word(word: Word) -> bool:
    return word.capitalised


class Cutter:
    """Cuts one sentence into runs; holds what is known of its words."""

    def __init__(self, text: str, words: Sequence[Word], first: int, end: int, hits: WordHits) -> None:
        """Words `[first, end)` of `words` are the sentence."""
        self.text, self.words, self.first, self.end, self.hits = text, words, first, end, hits

    def gap(self, at: int) -> str:
        """Text between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def _joined(self, at: int) -> int | None:
        """Where the name goes on after a head noun at word `at` followed by "of", "for", "on": the word after."""
        words = self.words
        i = at + 1
        if i + 1 >= self.end or words[i].low not in {"of", "for", "on", "to"} or self.gap(at) != " ":
            return None
        if self.gap(i) != " ":
            return None
        j = i + 1
        if words[j].low in {"the", "la", "le"}:
            if j + 1 >= self.end or self.gap(j) != " ":
                return None
            j += 1
        if not _is_name_word(words[j]):
            return None
        inner = self.hits.starting.get(words[j].start)
        if words[at].text in {"Government", "Governments"} and inner and inner.kind in {"country", "short"}:
            return None  # the government of a country is the country
        return j

    def _fields(self, at: int) -> int:
        """End of a list of fields ("Trade, Industry and Resources") that starts at word `at`."""
        known = portfolio_words()
        words = self.words
        last = at
        i = at
        while i < self.end:
            if words[i].low in known and _is_name_word(words[i]):
                last = i = i + 1
            elif i > at and words[i].low in {"and"} and i + 1 < self.end and self.gap(i - 1) in {" ", ", "}:
                ahead = next(
                    (
                        j
                        for j in range(i + 1, min(self.end, i + 4))
                        if words[j].low in known and _is_name_word(words[j])
                    ),
                    None,
                )
                if ahead is None or not all(_is_name_word(words[j]) for j in range(i + 1, ahead)):
                    break
                if any(self.hits.starting.get(words[j].start) for j in range(i + 1, ahead)):
                    break
                last = i = ahead + 1
            elif i > at and self.gap(i - 1) == ", " and i + 1 < self.end and words[i].low in known:
                continue
            elif i > at and self._qualified(i):
                last = i = i + 1
            else:
                break
            if i < self.end and self.gap(i - 1) not in {" ", ", ", " & "}:
                break
            if (
                i < self.end
                and self.gap(i - 1) == ", "
                and not (words[i].low in known and _is_name_word(words[i]))
                and words[i].low != "and"
            ):
                break
        return last

    def _qualified(self, at: int) -> bool:
        """Whether a word after a field belongs to it: "(Office of Energy) Efficiency and Renewable Energy"."""
        word = self.words[at]
        return (
            self.gap(at - 1) == " "
            and word.text[:1].isupper()
            and word.text[1:].islower()
            and word.text not in given_names()
            and word.low not in function_words()
            and heads().get(word.text, ("other", False))[0] == "other"
            and word.start not in self.hits.starting
            and (at + 1 >= self.end or self.words[at + 1].low in {"and", "&"})
            and self._ahead_is_field(at + 1)
        )

    def _ahead_is_field(self, at: int) -> bool:
        """Whether "and" at word `at` is followed by a field of government within three capitalised words."""
        for j in range(at + 1, min(self.end, at + 4)):
            if self.gap(j - 1) != " " or not _is_name_word(self.words[j]):
                return False
            if self.words[j].low in portfolio_words():
                return True
        return False

    def extend(self, at: int) -> int:
        """End of the run that starts at word `at` (a capitalised word)."""
        words = self.words
        i = at
        while True:
            word = words[i]
            head = heads().get(word.text)
            i += 1
            if head and head[1]:
                joined = self._joined(i - 1)
                if joined is not None:
                    fields = self._fields(joined)
                    i = max(fields, joined + 1)
                    if fields > joined:
                        more = self._joined(i - 1)
                        if more is not None:
                            hit = self.hits.starting.get(words[more].start)
                            if hit is not None:
                                while more < self.end and words[more].end <= hit.end:
                                    more += 1
                                i = more
                    if i >= self.end:
                        return i
                    if self.gap(i - 1) not in _SPACES:
                        return self._form_after(i)
                    if _is_name_word(words[i]) and fields <= joined:
                        continue
                    if fields > joined:
                        return i
            if i >= self.end:
                return i
            gap = self.gap(i - 1)
            nxt = words[i]
            if gap not in {" ", "-", " & ", ".", " + "}:
                return self._form_after(i)
            if nxt.text in {"'s", "’s", "'S"}:
                return i
            if nxt.low in hyphen_tails() and gap == "-":
                return i
            if nxt.text.isdigit() and gap == " " and self._numbered(i):
                continue
            if _is_name_word(nxt):
                if (
                    nxt.low in sentence_openers()
                    and len(nxt.text) > 1
                    and (nxt.text[1:2].islower() or (nxt.text.isupper() and nxt.low in _GRAMMAR))
                    and not self._inside(i)
                ):
                    return i
                continue
            if nxt.low in particles() and gap == " ":
                j = i + 1
                while j < self.end and words[j].low in particles() | {"the"} and self.gap(j - 1) == " ":
                    j += 1
                if j < self.end and _is_name_word(words[j]) and self.gap(j - 1) in {" ", ""} and j - i <= 3:
                    i = j
                    continue
                return i
            if nxt.low == "and" and self._gold_and_silver(i):
                i += 1
                continue
            return i

    def _inside(self, at: int) -> bool:
        """A function word inside a name ("First Quantum", "Less Common Metals") has name words on both sides."""
        return (
            at + 1 < self.end
            and self.gap(at) == " "
            and _is_name_word(self.words[at + 1])
            and any(self.words[at + 1].text in known for known in (company_heads(), heads(), form_words()))
        )

    def opens_name(self, at: int) -> bool:
        """Whether a word that mostly is no name opens one here: "Ministry of Mines", "Global Advanced Materials"."""
        word = self.words[at]
        front = word.text in company_fronts() and word.text.isupper()
        if word.low in sentence_openers() and not front:
            return (at > self.first and self._inside(at)) or (word.low in _ORDINALS and self._formed(at))
        if word.text in heads() and self._joined(at) is not None:
            return True
        if at + 1 >= self.end or self.gap(at) not in {" ", "-"} or not _is_name_word(self.words[at + 1]):
            return False
        nxt = self.words[at + 1]
        if front:
            return nxt.text[1:2].islower()  # "AS Maardu"
        if nxt.low in sentence_openers() or honorific_at(self.text, self.words, at + 1, self.end):
            return False
        last = self.extend(at)
        return _ends_as_organisation(self.text[word.start : self.words[last - 1].end])

    def _numbered(self, at: int) -> bool:
        """Whether a number stands inside a company's name: "South 8 Technologies"."""
        if at + 1 >= self.end or self.gap(at) != " " or len(self.words[at].text) > 3:
            return False
        return self.words[at + 1].text in company_heads() or self.words[at + 1].text in form_words()

    def inseparable(self, first: int, hit_last: int, last: int) -> bool:
        """Whether what follows a demonym is never named without it: "American Salars", unlike "Chinese GEM"."""
        if self.words[hit_last].text in given_names() or last - hit_last > 3 or self.gap(hit_last - 1) != " ":
            return False
        whole = self.text[self.words[first].start : self.words[last - 1].end]
        rest = self.text[self.words[hit_last].start : self.words[last - 1].end]
        known = company_heads()
        if not any(word.text in known for word in self.words[hit_last:last]) and self.text.count(whole) < 3:
            return False
        return len(rest) > 2 and 1 < self.text.count(whole) == self.text.count(rest)

    def _formed(self, at: int) -> bool:
        """Whether the capitalised words after word `at` end in a legal form within four words."""
        for i in range(at + 1, min(self.end, at + 5)):
            if self.gap(i - 1) != " " or not _is_name_word(self.words[i]) or self.words[i].low in sentence_openers():
                return False
            if i > at + 1 and self.words[i].text in form_words():
                return True
        return False

    def _gold_and_silver(self, at: int) -> bool:
        """Whether "and" at word `at` joins two nouns of a company's name: "Americas Gold and Silver"."""
        if at + 1 >= self.end or self.gap(at) != " ":
            return False
        left, right = self.words[at - 1].text, self.words[at + 1].text
        known = company_heads()
        return left in known and right in known and left != "Group" and right != "Group"

    def _form_after(self, at: int) -> int:
        """Take a legal form after a comma or a country along: "Lomiko Metals, Inc.", "X (Australia) Pty Ltd"."""
        inner = self.hits.starting.get(self.words[at].start) if at < self.end else None
        if inner is not None and inner.country is not None and self.gap(at - 1) == " (":
            i = at
            while i < self.end and self.words[i].end <= inner.end:
                i += 1
            if i < self.end and self.gap(i - 1) == ") " and self.words[i].text in form_words():
                while i < self.end and self.words[i].text in form_words():
                    i += 1
                    if i < self.end and self.gap(i - 1) not in {" ", ""}:
                        break
                return i
        if at < self.end and self.gap(at - 1) == ", " and self.words[at].text in form_words() - {"Company", "Trust"}:
            i = at + 1
            while i < self.end and self.gap(i - 1) in {" ", ", ", ","} and self.words[i].text in form_words():
                i += 1
            return i
        return at


@cache
def name_suffixes() -> frozenset[str]:
    """Words after a person's name that are no part of the family name: "Jr."."""
    return frozenset(row["word"] for row in table("name_suffixes"))


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
        size = honorific_at(text, words, i, end)
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
        if words[i].end < len(text) and text[words[i].end] == "$":  # "US$", "C$", "NT$"
            pending = None
            i += 1
            continue
        follows = found and found[-1].last == i and words[i].text in name_suffixes()
        if hit is None and (follows or not _is_name_word(words[i])):  # "Joseph Biden, Jr. said"
            pending = None
            i += 1
            continue
        word = words[i]
        if hit is None and word.low in function_words() and not cutter.opens_name(i):
            pending = None
            i += 1
            continue
        last = cutter.extend(i) if _is_name_word(word) else i + 1
        last = min([last, *(j for j in range(i, last) if j in taken)])
        hit_last = i
        if hit is not None:
            while hit_last < end and words[hit_last].start < hit.end:
                hit_last += 1
            last = max(last, hit_last)
        # a known name inside the run is kept whole
        for j in range(i, last):
            inner = hits.starting.get(words[j].start)
            if inner and inner.end > words[last - 1].end:
                while last < end and words[last].start < inner.end:
                    last += 1
        cuts = _cuts(cutter, i, last, hit_last, hit)
        for a, b, known in cuts:
            add(a, b, known, pending[1] if pending and a == i else None, pending[0] if pending and a == i else None)
        pending = None
        i = max(last, i + 1)
    for run in found:
        _take_number(text, words, first, run)
    return found


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


def _ends_as_organisation(text: str) -> bool:
    tail = text.split()[-1] if text.split() else text
    return tail in form_words() or company_heads().get(tail, False) or (tail in heads() and heads()[tail][0] != "other")


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
        given = _given_after_field(words, first, last)
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
    if hit.kind in {"company", "organisation"}:
        if _ends_as_organisation(rest) or hit.kind == "company":
            return [(first, last, None)]
        return [(first, hit_last, hit), (hit_last, last, None)]
    if hit.kind == "government_body":
        return [(first, last, hit if not rest else None)] if _ends_as_organisation(rest) else [
            (first, hit_last, hit), *_cuts(cutter, hit_last, last, *_hit_at(cutter, hit_last, last)),
        ]  # fmt: skip
    if _ends_as_organisation(whole) or any(
        words[j].text in heads() and heads()[words[j].text][0] != "other" for j in range(hit_last, last)
    ):
        return [(first, last, None)]
    if hit.kind in {"division", "capital"}:
        return [(first, last, None)]
    if hit.kind in {"country", "short"} and first > cutter.first and is_company_noun(words[first - 1].low):
        return [(first, last, None)]
    return [(first, hit_last, hit), *_cuts(cutter, hit_last, last, *_hit_at(cutter, hit_last, last))]


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


def _hit_at(cutter: Cutter, at: int, last: int) -> tuple[int, Hit | None]:
    hit = cutter.hits.starting.get(cutter.words[at].start)
    if hit is None or hit.end > cutter.words[last - 1].end:
        return at, None
    j = at
    while j < last and cutter.words[j].start < hit.end:
        j += 1
    return j, hit
