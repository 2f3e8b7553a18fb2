"""Where the name that opens at a word ends, and whether a word opens one."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.names.body_fields import ADJECTIVAL, BodyFields
from pipeline.extraction.names.gazetteer import fold, given_names, officeholders
from pipeline.extraction.names.name_words import (
    company_fronts,
    company_heads,
    form_words,
    function_words,
    heads,
    honorific_at,
    is_name_word,
    name_cues,
    particles,
    sentence_openers,
)
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.words import BEFORE_MONTH, MONTH, WEEKDAY, hyphen_tails, time_words
from pipeline.lexicons import table

_SPACES = frozenset({" ", "", "\n"})

_GRAMMAR = frozenset({"and", "of", "the", "in", "with", "at", "to", "for", "by", "on"})
"""Words that capitals throughout a heading hide: "PRESIDENT TRUMP AND PRIME MINISTER MODI OF THE REPUBLIC"."""

_POSSESSIVE = frozenset({"'s", "’s"})
_PUBLIC = frozenset({"government_body", "organisation"})

_ORDINALS = frozenset({"first", "next", "one"})
"""Words that open sentences and names of companies alike: "First Phosphate Corp."."""


@cache
def _gatherings() -> frozenset[str]:
    """Nouns for gatherings and for papers that states make together, which are heads of names too."""
    return frozenset(row["noun"] for row in table("meeting_nouns")) | name_cues("state_paper")


class Cutter(BodyFields):
    """Cuts one sentence into runs; holds what is known of its words."""

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
        if not is_name_word(words[j]) or words[j].text in time_words():
            return None  # "the Council on Friday"
        inner = self.hits.starting.get(words[j].start)
        if words[at].text in {"Government", "Governments"} and inner and inner.kind in {"country", "short"}:
            return None  # the government of a country is the country
        head = heads().get(words[at].text)
        if words[i].low == "for" and j > i + 1 and head is not None and head[0] == "company":
            return None  # "a loan from Kestrel Bank for the Larch project"
        if words[i].low == "to" and (head is None or (inner and head[0] == "other")):
            return None  # "a grant from the Department of Defense to X", "paid a State Visit to Canada"
        if inner and inner.kind in {"country", "short", "bloc"} and self._of_states(at, j):
            return None
        return j

    def _of_states(self, at: int, j: int) -> bool:
        """Whether the state or bloc at word `j` is no part of the name whose head stands at word `at`: "the High-Level
        Meeting of Chile and Peru", "the Council of the U.S.-Japan Dialogue"."""
        if self.words[at].low in _gatherings() and heads()[self.words[at].text][0] == "other":
            return True
        last = j
        while last + 1 < self.end and self.gap(last) in {"", "."}:
            last += 1
        other = self.hits.starting.get(self.words[last + 1].start) if last + 1 < self.end else None
        return other is not None and other.kind in {"country", "short", "bloc"} and self.gap(last) in {"-", "–"}

    def extend(self, at: int) -> int:
        """End of the run that starts at word `at` (a capitalised word)."""
        words = self.words
        i = at
        institution = False
        while True:
            word = words[i]
            head = heads().get(word.text)
            i += 1
            if head and head[1]:
                joined = self._joined(i - 1)
                if joined is not None:
                    institution = head[0] != "other"
                    fields = self.fields(joined)
                    i = max(fields, joined + 1)
                    if fields > joined:
                        more = self._joined(i - 1)
                        if more is not None and self.words[more].low in portfolio_words():
                            i = self.fields(more)  # "Commission on Science and Technology for Development"
                        elif more is not None:
                            hit = self.hits.starting.get(words[more].start)
                            if hit is not None:
                                while more < self.end and words[more].end <= hit.end:
                                    more += 1
                                i = more
                    if i >= self.end:
                        return i
                    if self.gap(i - 1) not in _SPACES:
                        return self._form_after(i)
                    if is_name_word(words[i]) and fields <= joined:
                        continue
                    if fields > joined and not (self.gap(i - 1) == " " and self.unfinished(i)):
                        return self.subject_end(i)
            if i >= self.end:
                return i
            gap = self.gap(i - 1)
            nxt = words[i]
            if gap not in {" ", "-", " & ", ".", " + "} and not (gap == "–" and self._dashed(i)):
                return self._form_after(i)
            if nxt.text in {"'s", "’s", "'S"}:
                return i
            if nxt.low in hyphen_tails() and gap == "-":
                return i
            if nxt.text.isdigit() and gap == " " and self._numbered(i):
                continue
            if is_name_word(nxt):
                if self.text.startswith("$", nxt.end):
                    return i  # "(lent Alpha HPA) A$175 million"
                if nxt.low in name_cues("headline_verb") and nxt.text.istitle():
                    return i  # "(President Biden) Announces New Initiatives"
                form = words[i - 1].text
                closed = i - at > 1 and len(form) > 2 and form.endswith(".") and form in form_words()
                if closed and nxt.text not in form_words():
                    return i  # "to acquire Bengal Mining Pty Ltd. Bengal, through its subsidiary, …"
                if (
                    nxt.low in sentence_openers()
                    and not (nxt.text == "One" and i - at < 3 and words[i - 1].text.istitle())  # "Graphite One"
                    and len(nxt.text) > 1
                    and (nxt.text[1:2].islower() or (nxt.text.isupper() and nxt.low in _GRAMMAR))
                    and not self._inside(i)
                    and not self._surname(i)
                ):
                    return i
                continue
            if gap == " " and nxt.text.islower() and nxt.text in form_words() and len(nxt.text.rstrip(".")) > 2:
                return i + 1  # "Steelpoort Refining plc"
            if nxt.low in particles() and gap == " ":
                j = i + 1
                while j < self.end and words[j].low in particles() | {"the"} and self.gap(j - 1) == " ":
                    j += 1
                if j < self.end and is_name_word(words[j]) and self.gap(j - 1) in {" ", ""} and j - i <= 3:
                    i = j
                    continue
                return i
            if nxt.low == "and" and (
                self._gold_and_silver(i)
                or self.two_fields(i)
                or (
                    institution
                    and i + 1 < self.end
                    and self.gap(i) == " "
                    and words[i - 1].low.endswith(ADJECTIVAL)
                    and words[i + 1].text[:1].isupper()
                    and words[i + 1].start not in self.hits.starting
                    and words[i + 1].low not in sentence_openers()
                )
            ):
                i += 1
                continue
            return i

    def _dashed(self, at: int) -> bool:
        """Whether a dash before word `at` stands inside the name of a body: "Export–Import Bank"."""
        if at + 1 >= self.end or self.gap(at) != " " or not is_name_word(self.words[at]):
            return False
        left, right, head = self.words[at - 1], self.words[at], self.words[at + 1].text
        states = left.start in self.hits.starting or right.start in self.hits.starting
        return head in heads() and heads()[head][0] in _PUBLIC | {"company"} and not states

    def _surname(self, at: int) -> bool:
        """Whether a word of grammar is the surname behind a given name: "John May", not "John May 3"."""
        dated = at + 1 < self.end and self.words[at + 1].text[0].isdigit()
        given = self.words[at - 1].text in given_names()
        return given and not dated and self.words[at].text in name_cues("surname_words")

    def _inside(self, at: int) -> bool:
        """A function word inside a name ("First Quantum", "Less Common Metals") has name words on both sides."""
        return (
            at + 1 < self.end
            and self.gap(at) == " "
            and is_name_word(self.words[at + 1])
            and any(self.words[at + 1].text in known for known in (company_heads(), heads(), form_words()))
        )

    def opens_name(self, at: int) -> bool:
        """Whether a word that mostly is no name opens one here: "Ministry of Mines", "Global Advanced Materials"."""
        word = self.words[at]
        if at + 1 < self.end and self.words[at + 1].text.isdigit() and self.gap(at) == " " and self._numbered(at + 1):
            return True  # "South 8 Technologies"
        front = word.text in company_fronts() and word.text.isupper()
        if self._tells_when(at):
            return False
        if at + 1 < self.end and word.text in name_cues("name_openers") and self.gap(at) == " ":
            if self._opens_person(at):
                return True
            if word.text == "He":
                return False
        if word.low in sentence_openers() and not front:
            if word.low not in _ORDINALS and not (
                at + 2 < self.end and self.gap(at + 1) == " " and is_name_word(self.words[at + 2])
            ):
                return False  # "The Company"
            return (at > self.first and self._inside(at)) or (word.low in _ORDINALS and self._formed(at))
        if word.text in heads() and self._joined(at) is not None:
            return True
        if at + 1 < self.end and self.words[at + 1].low == "and" and self.gap(at) == " " and self.two_fields(at + 1):
            return True  # "Energy and Mining Ministry"
        if at + 1 >= self.end or self.gap(at) not in {" ", "-"} or not is_name_word(self.words[at + 1]):
            return False
        nxt = self.words[at + 1]
        if front:
            return nxt.text[1:2].islower()  # "AS Maardu"
        if nxt.low in sentence_openers() or honorific_at(self.text, self.words, at + 1, self.end):
            return False
        last = self.extend(at)
        inner = [self.words[i].text for i in range(at + 1, last)]
        if word.low in name_cues("quarter"):  # "North Bay Resources CEO"
            return any(map(ends_as_organisation, inner))
        return not form_words().isdisjoint(inner[:-1]) or ends_as_organisation(" ".join([word.text, *inner]))

    def _opens_person(self, at: int) -> bool:
        """Whether a word of grammar opens a person's name: "met He Lifeng", "Vietnam's To Lam", "chief Will Dawes"."""
        word, nxt = self.words[at], self.words[at + 1]
        if fold(f"{word.text} {nxt.text}") in officeholders():
            return True
        if not nxt.text.istitle() or nxt.low in function_words() or nxt.text in time_words():
            return False
        before = self.words[at - 1] if at > self.first else None
        if before is None or self.text[before.end : word.start] != " ":
            return False
        if before.low != before.text:
            return False
        third = self.words[at + 2] if at + 2 < self.end and self.gap(at + 1) == " " else None
        long_ = third is not None and third.text.istitle() and third.low not in function_words()
        return (
            len(before.text) > 3 or before.text in _POSSESSIVE or (long_ and before.low not in _GRAMMAR - {"and", "by"})
        )

    def _tells_when(self, at: int) -> bool:
        """Whether a word is the day or month before a name: "on Monday Kestrel Lithium", "in May Kestrel Lithium"."""
        word = self.words[at]
        if word.text in time_words(WEEKDAY):
            return True
        dated = at > self.first and self.words[at - 1].low in BEFORE_MONTH and self.gap(at - 1) == " "
        return dated and word.text in time_words(MONTH)

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
        if not any(word.text in known for word in self.words[hit_last:last]) and self.text.count(whole) < 2:
            return self._acts_bare(first, last) and len(rest) > 2 and self.text.count(rest) == 1
        return len(rest) > 2 and 1 < self.text.count(whole) == self.text.count(rest)

    def _acts_bare(self, first: int, last: int) -> bool:
        """Whether a name without an article does something: "reports that American Salars has relinquished"."""
        if last >= self.end or self.gap(last - 1) != " " or self.words[last].low not in name_cues("singular_verb"):
            return False
        if first == self.first:
            return True
        return self.gap(first - 1) == " " and self.words[first - 1].low in {"that", "and", "as", "while", "when"}

    def _formed(self, at: int) -> bool:
        """Whether the capitalised words after word `at` end in a legal form within four words."""
        for i in range(at + 1, min(self.end, at + 5)):
            if self.gap(i - 1) != " " or not is_name_word(self.words[i]) or self.words[i].low in sentence_openers():
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
            initial = i == at + 1 and len(self.words[at].text.rstrip(".")) == 1
            return at if initial else i  # "met Penny Wong, S. Jaishankar and Z"
        return at


def ends_as_organisation(text: str) -> bool:
    """Whether the last word of a name shows a company, body or organisation."""
    tail = text.split()[-1] if text.split() else text
    return tail in form_words() or company_heads().get(tail, False) or (tail in heads() and heads()[tail][0] != "other")
