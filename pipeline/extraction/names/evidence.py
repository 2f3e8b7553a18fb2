"""What the words around a run tell: titles, offices in apposition, countries, company nouns, the model's label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.extraction.document import Parse, Token
from pipeline.extraction.names.gazetteer import Hit, city_countries, fold, given_names, officeholders
from pipeline.extraction.names.offices import Office, WordHits, singular_office
from pipeline.extraction.names.runs import (
    Run,
    company_heads,
    form_words,
    forms,
    heads,
    is_company_noun,
    sentence_openers,
)
from pipeline.extraction.names.words import Word, hyphen_tails
from pipeline.lexicons import table

_TICKER = re.compile(
    r"\s?[(\[]\s?(?:[A-Z][A-Za-z]{1,12}(?:[-\s][A-Z][A-Za-z]{0,9}){0,2}|[A-Z]{2,6})\s?:\s?[A-Z0-9.\s]{1,12}"
)
_BRACKETS = re.compile(r"(?:\s?[(\[][^()\[\]]{1,60}[)\]]){1,4}(?:,| –| —) ")
"""Tickers between a company's name and the words that describe it."""
_SUM = re.compile(r"\s(?:[A-Z]{1,3})?[$€£¥]")
_COUNTRY_KINDS = frozenset({"country", "short", "adjective", "people"})
_MODEL_KINDS = {"PERSON": "person", "ORG": "organised", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_COMPANY_THINGS = frozenset(
    {"shares", "stock", "shareholders", "bid", "offer", "takeover", "subsidiary", "smelter", "refinery"}
)
_BEFORE_OFFICE = frozenset({"a", "an", "the", "its", "his", "her", "their", "then", "also", "now", "one"})
_ABSTRACT = ("tion", "tions", "ment", "ments", "ness", "ities", "ism", "ships")
"""Endings of nouns that are seldom the whole name of anybody."""
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "around", "across", "into", "inside"})


@cache
def _non_names() -> frozenset[str]:
    return frozenset(row["word"] for row in table("non_names"))


def weigh_form(run: Run, common: frozenset[str]) -> None:
    """Votes from the run's own shape: legal forms, head nouns, lexicon.

    `common` holds the words that the article also writes in lower case: they are seldom names.
    """
    if run.hit is not None:
        if run.hit.kind in {"government_body", "organisation", "company", "bloc"}:
            run.vote(run.hit.kind, 12)
        return
    words = run.text.replace(",", " ").split()
    tail = words[-1]
    if len(words) > 1 and (tail in form_words() or any(run.text.endswith(" " + form) for form in forms())):
        run.vote("company", 12)
    if words[0] in {"PT", "OOO", "TOO", "JSC"} and len(words) > 1:
        run.vote("company", 12)
    head = next(
        (heads()[word] for word in words[:-1] if word in heads() and heads()[word][1] and _joined(run.text, word)), None
    )
    if head is not None:
        run.vote(head[0], 9)
    elif tail in heads():
        kind = heads()[tail][0]
        if kind == "other" and tail in company_heads():
            kind = "company"
        run.vote(kind, 6)
    if len(words) > 1 and tail in company_heads():
        run.vote("company", 6 if company_heads()[tail] else 1.5)
    elif len(words) > 1 and any(word in company_heads() and company_heads()[word] for word in words[1:]):
        run.vote("company", 1.5)
    if re.search(r"\d", run.text):
        run.vote("person", -4)
    if " & " in run.text:
        run.vote("company", 2)
    if len(words) == 1 and run.text.isupper() and len(run.text) > 1:
        run.vote("person", -3)
        run.vote("nothing", 1.5)
    if len(words) == 1 and (len(run.text) <= 2 or any(char.isdigit() for char in run.text)):
        run.vote("nothing", 3)
    if run.text in _non_names() and run.honorific is None:
        run.vote("nothing", 12)
    elif len(words) == 1 and run.text.endswith(_ABSTRACT) and not run.text.isupper():
        run.vote("nothing", 2.5)
    if run.honorific is None and all(word.lower() in common for word in words):
        if len(words) == 1:
            run.vote("nothing", 5)
        elif not any(word in company_heads() for word in words):
            run.vote("nothing", 3)
    if run.honorific is not None:
        run.vote("person", 8)
    if 2 <= len(words) <= 5 and words[0] in given_names() and not run.votes.get("company") and tail not in heads():
        run.vote("person", 4)
    holder = officeholders().get(fold(run.text))
    if holder is not None:
        run.vote("person", 7)
        run.hint = holder
    elif run.text in city_countries() or run.text.title() in city_countries():
        run.vote("place", 4)


def _joined(text: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)} (?:of|for|on|to) ", text))


def weigh_model(runs: Sequence[Run], parse: Parse | None) -> None:
    """Votes from the language model's entity labels, by the share of the run that they cover."""
    if parse is None:
        return
    tokens = parse.tokens
    at = 0
    for run in runs:
        while at < len(tokens) and tokens[at].end <= run.start:
            at += 1
        i = at
        cover: dict[str, int] = {}
        size = 0
        while i < len(tokens) and tokens[i].start < run.end:
            length = min(tokens[i].end, run.end) - max(tokens[i].start, run.start)
            size += length
            kind = _MODEL_KINDS.get(tokens[i].entity, "")
            if kind:
                cover[kind] = cover.get(kind, 0) + length
            i += 1
        for kind, length in sorted(cover.items()):
            run.vote(kind, 3.0 * length / max(size, 1))
        if i - at == 1 and run.text.isupper() and len(run.text) > 2 and _acts(tokens, at):
            run.vote("organised", 2.0)
        if not cover and size:
            run.vote("nothing", 1.0)
        first = at
        if (
            first < len(tokens)
            and tokens[first].start <= run.start < tokens[first].end
            and run.start <= parse.tokens[0].start + 2
            and tokens[first].pos not in {"PROPN", "X"}
            and i - first == 1
        ):
            # a word that only opens the sentence may be a common one
            run.vote("nothing", 4.0)


@cache
def site_nouns() -> frozenset[str]:
    """Common nouns that show a name to be that of a site or place."""
    return frozenset(row["word"] for row in table("site_nouns"))


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a lone abbreviation is somebody: it acts, or is acted with."""
    token = tokens[at]
    if token.tag not in {"NNP", "NNPS"}:
        return False
    partner = token.dep == "pobj" and tokens[token.head].text in {"with", "by", "between"}
    return partner or token.dep in {"nsubj", "nsubjpass"}


def _country_of(hit: Hit | None) -> str | None:
    return hit.key if hit is not None and hit.kind in _COUNTRY_KINDS else None


class Surroundings:
    """Reads what stands around the runs of one sentence."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        first: int,
        end: int,
        hits: WordHits,
        offices: Sequence[Office],
        runs: Sequence[Run],
    ) -> None:
        """Words `[first, end)` are the sentence; `offices` and `runs` are those in it, in order."""
        self.text, self.words, self.first, self.end, self.hits = text, words, first, end, hits
        self.ending: Mapping[int, Office] = {office.last: office for office in offices}
        self.starting: Mapping[int, Office] = {office.first: office for office in offices}
        self.runs = runs
        self.run_ending = {run.last: i for i, run in enumerate(runs)}
        self.run_starting = {run.first: i for i, run in enumerate(runs)}

    def gap(self, left: int, right: int) -> str:
        """Text between the end of word `left` and the start of word `right`."""
        return self.text[self.words[left].end : self.words[right].start]

    def _title_first(self, run: Run) -> int:
        """Index of the first word of the honorifics before the run, or of the run."""
        if run.title_start is None:
            return run.first
        i = run.first
        while i > self.first and self.words[i - 1].start >= run.title_start:
            i -= 1
        return i

    def _tickers(self) -> None:
        """Exchanges and tickers in parentheses are nobody: "(TSX.V: UCU) (OTCQX: UURAF)"."""
        if self.end <= self.first:
            return
        low, high = self.words[self.first].start, self.words[self.end - 1].end + 1
        for match in _TICKER.finditer(self.text, low, high):
            for run in self.runs:
                if match.start() <= run.start < match.end():
                    run.votes = {"nothing": 50.0}

    def read(self) -> None:
        """Fill votes, offices and countries of all runs of the sentence."""
        self._tickers()
        for index, run in enumerate(self.runs):
            if run.hit is not None and run.hit.kind in _COUNTRY_KINDS | {
                "capital",
                "bloc_adjective",
                "bloc_seat",
                "seat",
            }:
                continue
            self._titles(run)
            self._apposition(run)
            self._owner(index, run)
            self._after(index, run)
        self._plural_titles()
        self._shared_country()

    def _shared_country(self) -> None:
        """ "China's Baowu and Ansteel", "Canadian companies A (“A”) and B": the country goes to each of the list."""
        for left, right in zip(self.runs, self.runs[1:], strict=False):
            if left.country is None or right.country is not None or left.country_rule not in {"possessive", "demonym"}:
                continue
            if left.hit is not None and left.hit.kind in _COUNTRY_KINDS:
                continue
            between = self.text[left.end : right.start]
            if re.fullmatch(r"(?: \([^()]{1,40}\))?(?:,| and|, and) ", between) and right.title_start is None:
                right.country, right.country_rule = left.country, left.country_rule
                if left.votes.get("company", 0) > 0:
                    right.vote("company", 1.5)

    def _titles(self, run: Run) -> None:
        first = self._title_first(run)
        office = self.ending.get(first)
        if office is None or run.text.split()[-1] in heads():
            return
        if not office.alone and self.words[office.last - 1].capitalised:
            return  # "Head Start Program": no title
        gap = self.gap(first - 1, first)
        if gap in {" "} and not office.plural and (run.hit is None or run.hit.kind == "division"):
            run.office = office
            run.vote("person", 9 if office.alone else 4)
            run.title_start = self.words[office.first].start
            fuller = self.ending.get(office.first)
            if fuller is not None and self.gap(fuller.last - 1, fuller.last) == " " and not fuller.plural:
                run.office = fuller  # "Secretary for Strategic Affairs Secretary Gustavo Beliz"
                run.title_start = self.words[fuller.first].start
        elif gap in {", ", " – ", " — "} and not office.plural and run.hit is None:
            text = run.text
            looks = len(text.split()) > 1 or run.honorific is not None
            preceded = (
                office.first > self.first
                and self.run_ending.get(office.first) is not None
                and self.gap(office.first - 1, office.first) == ", "
            )
            if looks and not preceded and not self._company_like(run):
                run.extra_office = run.extra_office or office
                run.vote("person", 3)

    def _company_like(self, run: Run) -> bool:
        return (
            run.votes.get("company", 0) >= 6
            or run.votes.get("government_body", 0) >= 6
            or run.votes.get("organisation", 0) >= 6
        )

    def _apposition(self, run: Run) -> None:
        """ ", the US Treasury Secretary," and " (Treasury Secretary)" after a name."""
        i = run.last
        if i >= self.end or run.hit is not None:
            return
        gap = self.gap(i - 1, i)
        if gap not in {", ", " (", " – ", " — ", " - "}:
            return
        # an age, a role word or an article may stand between
        steps = 0
        while i < self.end and steps < 7 and i not in self.starting:
            word = self.words[i]
            if i > run.last and self.gap(i - 1, i) not in {" ", "-", ""}:
                return
            inner = self.run_starting.get(i)
            if word.low in sentence_openers() - _BEFORE_OFFICE and inner is None:
                return
            if word.low.endswith(("ed", "ing")) and inner is None:
                return
            i += 1
            steps += 1
        office = self.starting.get(i)
        if office is None or i >= self.end or self._titles_another(office):
            return
        if office.plural:
            self._shared_office(run, office)
            return
        if self._company_like(run):
            return
        run.extra_office = run.extra_office or office
        run.vote("person", 5 if len(run.text.split()) > 1 else 3)

    def _titles_another(self, office: Office) -> bool:
        """Whether an office stands as title before the name that follows it."""
        if office.last >= self.end or office.plural or self.gap(office.last - 1, office.last) != " ":
            return False
        run = next((run for run in self.runs if self._title_first(run) == office.last), None)
        return run is not None and (run.hit is None or run.hit.kind == "division")

    def _shared_office(self, last: Run, office: Office) -> None:
        """ "X and Y, the foreign ministers of Denmark and Greenland": one office, country by country."""
        group = [last]
        for earlier in reversed([run for run in self.runs if run.last < last.first]):
            between = self.text[earlier.end : group[-1].start]
            if between not in {" and ", ", ", ", and "} or self._company_like(earlier) or earlier.hit is not None:
                break
            group.append(earlier)
        group.reverse()
        if len(group) < 2:
            return
        codes: list[str] = [office.country] if office.country else []
        for run in self.runs:
            if run.first >= office.last - 2 and run.hit is not None and run.hit.kind in {"country", "short"}:
                if run.hit.key not in codes:
                    codes.append(run.hit.key)
            elif run.first > office.last:
                break
        for index, run in enumerate(group):
            code = codes[index] if len(codes) == len(group) else None
            run.extra_office = replace(office, plural=False, country=code, text=singular_office(office.text))
            run.vote("person", 5)

    def _plural_titles(self) -> None:
        """ "Presidents Xi Jinping and Donald Trump": the office goes to each of the list."""
        for office_end, office in sorted(self.ending.items()):
            if not office.plural:
                continue
            at = office_end
            while True:
                index = self.run_starting.get(at)
                if index is None:
                    break
                run = self.runs[index]
                if run.hit is not None and run.hit.kind != "division":
                    break
                if self.gap(at - 1, at) not in {" ", ", "}:
                    break
                single = len(run.text.split()) == 1 and run.hint is None and run.honorific is None
                listed = run.last < self.end and self.words[run.last].low in {"and", "&"}
                if single and not listed and at == office_end:
                    break
                if run.text.split()[-1] not in heads():
                    run.office = run.office or replace(office, plural=False, text=singular_office(office.text))
                    run.vote("person", 6)
                at = run.last
                # "of China", "of Bolivia"
                if at + 1 < self.end and self.words[at].low == "of":
                    hit = self.hits.starting.get(self.words[at + 1].start)
                    if hit and hit.kind in {"country", "short"}:
                        at += 1
                        while at < self.end and self.words[at].start < hit.end:
                            at += 1
                if at < self.end and self.words[at].low in {"and", "&"}:
                    at += 1

    def _owner(self, index: int, run: Run) -> None:
        """Country before the name: "China's GEM", "Chinese battery-materials maker GEM", "Perth-based Lynas"."""
        i = run.first - 1
        if run.title_start is not None or i < self.first:
            return
        noun = False
        steps = 0
        while i >= self.first and steps < 6:
            if self.gap(i, i + 1) not in {" ", "", "-"}:
                break
            word = self.words[i]
            hit = self.hits.ending.get(word.end)
            if word.text in {"'s", "’s"}:
                owner = self.hits.ending.get(self.words[i - 1].end) if i > self.first else None
                code = _country_of(owner)
                if code and (noun or i == run.first - 1) and owner is not None and owner.kind in {"country", "short"}:
                    run.country, run.country_rule = code, "possessive"
                    if not noun and 2 <= len(run.text.split()) <= 3 and run.hit is None:
                        run.vote("person", 1.5)
                    if noun:
                        run.title_start = owner.start
                elif owner is not None and owner.kind in {"bloc"}:
                    run.bloc = owner.key
                elif owner is not None and owner.kind in {"capital", "seat"} and (noun or i == run.first - 1):
                    run.country, run.country_rule = owner.key, "possessive"
                elif owner is None and i > self.first and self._city_before(i) and (noun or i == run.first - 1):
                    run.country, run.country_rule = self._city_before(i), "city"
                break
            if (
                hit is not None
                and hit.kind in {"adjective", "country", "short"}
                and (hit.kind == "adjective" or hit.key in {"USA", "GBR", "ARE"} or noun)
            ):
                if noun or i == run.first - 1:
                    run.country, run.country_rule = hit.key, "demonym"
                    if noun or i == run.first - 1:
                        run.title_start = hit.start
                break
            if word.low in hyphen_tails():
                if hyphen_tails()[word.low] and self.gap(i - 1, i) in {"-", ""} and i > self.first:
                    place = self.words[i - 1]
                    code = self._based_country(i - 1)
                    if code:
                        run.country, run.country_rule = code, "based"
                        run.title_start = place.start if noun or i == run.first - 1 else run.title_start
                    i -= 2
                    steps += 2
                    continue
                i -= 2
                steps += 2
                continue
            if word.low in {"state", "state-owned", "state-run", "state-controlled", "local", "domestic"}:
                run.local = run.local or noun or i == run.first - 1
            if word.low in {"state", "government"} and i + 1 < run.first and self.words[i + 1].low in {"run", "owned"}:
                run.local = True
            if is_company_noun(word.low) and i == run.first - 1:
                noun = True
                run.vote("company", 4)
            elif (
                (is_company_noun(word.low) and noun is False)
                or word.text[0].isupper()
                or word.low
                in {
                    "the",
                    "a",
                    "an",
                    "and",
                    "with",
                    "by",
                    "from",
                    "of",
                    "to",
                    "in",
                    "between",
                    "that",
                    "its",
                    "their",
                    "his",
                    "said",
                }
            ):
                break
            i -= 1
            steps += 1

    def _city_before(self, at: int) -> str | None:
        """Country of the city whose name ends right before word `at`."""
        for size in (3, 2, 1):
            if at - size >= self.first:
                name = self.text[self.words[at - size].start : self.words[at - 1].end]
                if name in city_countries():
                    return city_countries()[name]
        return None

    def _based_country(self, at: int) -> str | None:
        """Country of the place named right before "-based" at word `at`."""
        hit = self.hits.ending.get(self.words[at].end)
        if hit is not None and hit.country:
            return hit.country
        if hit is not None and hit.kind in {"country", "short", "capital"}:
            return hit.key
        for size in (3, 2, 1):
            if at - size + 1 >= self.first:
                name = self.text[self.words[at - size + 1].start : self.words[at].end]
                if name in city_countries():
                    return city_countries()[name]
        return None

    def _place_country(self, at: int) -> str | None:
        """Country of the place that starts at word `at`: a country, a division, a city (then maybe its country)."""
        if at >= self.end:
            return None
        for j in range(at, min(self.end, at + 6)):
            hit = self.hits.starting.get(self.words[j].start)
            if hit is not None and hit.kind in {"country", "short", "capital"}:
                return hit.key
            if hit is not None and hit.kind == "division" and hit.country:
                return hit.country
            if not self.words[j].text[0].isupper():
                break
        for size in (3, 2, 1):
            if at + size <= self.end:
                name = self.text[self.words[at].start : self.words[at + size - 1].end]
                if name in city_countries():
                    return city_countries()[name]
        return None

    def _after(self, index: int, run: Run) -> None:
        """Ticker, "of Vietnam", "based in Perth", ", a Canadian explorer," after the name; body a person acts for."""
        words, text = self.words, self.text
        if _TICKER.match(text, run.end):
            run.vote("company", 10)
            run.listed = True
            brackets = _BRACKETS.match(text, run.end)
            if brackets is not None:
                after = next((j for j in range(run.last, self.end) if words[j].start >= brackets.end()), None)
                if after is not None:
                    self._descriptor(run, after)
        i = run.last
        if (
            i + 2 < self.end
            and words[i].text in {"'s", "’s"}
            and (_SUM.match(text, words[i].end) or any(word.low in _COMPANY_THINGS for word in words[i + 1 : i + 4]))
        ):
            run.vote("company", 3)
        if i < self.end and words[i].text in {"'s", "’s"}:
            office = self.starting.get(i + 1)
            if office is not None and office.kind in {"company", "body"}:
                run.vote("company", 1)
            return
        if i >= self.end:
            return
        gap = self.gap(i - 1, i)
        if gap == " " and words[i].low in {"of", "from"} and i + 1 < self.end:
            j = i + 2 if words[i + 1].low == "the" and i + 2 < self.end else i + 1
            hit = self.hits.starting.get(words[j].start)
            if hit is not None and hit.kind in {"country", "short"}:
                run.country, run.country_rule = run.country or hit.key, run.country_rule or "of"
            elif hit is not None and hit.kind == "bloc":
                run.bloc = hit.key
            else:
                run.of_run = self.run_starting.get(j)
                code = self._place_country(j) if words[i].low == "of" else None
                if code and run.votes.get("company", 0) > 0:
                    run.country, run.country_rule = run.country or code, run.country_rule or "of-place"
        if gap == " " and words[i].low == "in" and i + 1 < self.end and run.votes.get("company", 0) >= 3:
            hit = self.hits.starting.get(words[i + 1].start)
            if hit is not None and hit.kind == "division" and hit.country:
                run.country, run.country_rule = run.country or hit.country, run.country_rule or "in-division"
        if gap == ", " and words[i].low in {"of", "from"} and i + 1 < self.end:
            code = self._place_country(i + 1)
            if code and run.office is None:
                run.country, run.country_rule = run.country or code, run.country_rule or "of-place"
        if gap in {", ", " (", " – ", " — "}:
            self._descriptor(run, i)
            self._site(run, i)
        elif gap == " ":
            ahead = [words[j].low for j in range(i, min(self.end, i + 3)) if not words[j].capitalised]
            if any(word in site_nouns() for word in ahead[:1]) or (len(ahead) > 1 and ahead[1] in site_nouns()):
                run.vote("place", 2.5)
        if i in self.starting and gap == " " and self.starting[i].kind in {"company", "body"} and run.office is None:
            after = self.starting[i].last
            if after < self.end and after in self.run_starting:
                run.vote("organised", 4)
                run.vote("person", -6)

    def _site(self, run: Run, at: int) -> None:
        """An apposition that describes a site: ", the country's largest gold complex"."""
        if self.words[at].low not in {"a", "an", "the"}:
            return
        for i in range(at, min(self.end, at + 8)):
            if i > at and self.gap(i - 1, i) not in {" ", "-", ""}:
                break
            if self.words[i].low in site_nouns():
                run.vote("place", 4)
                break
            if self.words[i].low in {"of", "which", "that", "in", "for"} or is_company_noun(self.words[i].low):
                break

    def _descriptor(self, run: Run, at: int) -> None:
        """An apposition that describes a company: ", a lithium developer based in Perth,"."""
        country: str | None = None
        noun = other = False
        rule = "descriptor"
        if self.words[at].low not in {"a", "an", "the", "one", "which", "based", "headquartered", "whose"} and not (
            self.hits.starting.get(self.words[at].start)
        ):
            return
        for i in range(at, min(self.end, at + 14)):
            if i > at and self.gap(i - 1, i) not in {" ", "-", "", "’", "'", "%-", "% ", " (", ") "}:
                break
            word = self.words[i]
            hit = self.hits.starting.get(word.start)
            if (
                hit is not None
                and country is None
                and (
                    (hit.kind in {"adjective", "country", "short"} and not noun)
                    or (hit.kind in {"country", "short"} and i > at and self.words[i - 1].low in {"of", "from"})
                )
            ):
                country = hit.key
            elif hit is not None and hit.kind == "division" and country is None and not noun:
                country = hit.country
            if is_company_noun(word.low):
                noun = True
            other = other or (noun and word.low == "of")  # what follows tells of another company
            if word.low in {"state", "state-owned", "state-run", "national", "local"} and country is None:
                run.local = True
            if word.low == "from" and noun and country is None:
                country = self._place_country(i + 1)
            if word.low in {"based", "headquartered", "incorporated", "domiciled"}:
                j = i + 1
                if j < self.end and self.words[j].low in {"in", "at"}:
                    code = self._place_country(j + 1)
                elif i > at and self.gap(i - 1, i) == "-":
                    code = self._based_country(i - 1)
                else:
                    code = None
                if code and not other and not (run.office or run.extra_office):
                    country, rule = code, "based"
            if word.low in {"that", "who", "where", "with"} or i in self.starting:
                break
        if noun:
            run.vote("company", 6)
        titled = run.office or run.extra_office
        if country and not titled and (rule == "based" or (noun and run.country is None)):
            run.country, run.country_rule = country, rule


def weigh_place(run: Run, text: str, words: Sequence[Word], first: int) -> None:
    """Votes against a party where the run stands as a place: "in Potosí", "near Kitwe"."""
    if (
        run.first > first
        and words[run.first - 1].low in _PLACE_PREPOSITIONS
        and text[words[run.first - 1].end : run.start] == " "
    ):
        run.vote("place", 1.5)
