"""Fields in the names of bodies: "Ministry of Trade, Industry and Resources", "Council on Supply Chain Resilience"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.names.gazetteer import WordHits, given_names
from pipeline.extraction.names.name_words import function_words, heads, is_name_word, sentence_openers
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.words import Word

ADJECTIVAL = ("al", "ic", "ive", "ary", "ory", "able", "ible", "ous", "foreign", "public")
"""How adjectives end that can't end the name of a body."""

_PUBLIC = frozenset({"government_body", "organisation"})
_SUBJECT = ("tion", "ment", "ity", "ence", "ance", "ure", "ness", "ship", "ology", "ogy", "ing", "ries", "ics", "ies")
"""How nouns end that a body may be for, and that are no person's family name."""
_MOST_SUBJECT = 3
"""Words behind a body's field that may still say what the body is for."""


class BodyFields:
    """Reads the fields of bodies in one sentence."""

    def __init__(self, text: str, words: Sequence[Word], first: int, end: int, hits: WordHits) -> None:
        """Words `[first, end)` of `words` are the sentence."""
        self.text, self.words, self.first, self.end, self.hits = text, words, first, end, hits

    def gap(self, at: int) -> str:
        """Text between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def fields(self, at: int) -> int:
        """End of a list of fields ("Trade, Industry and Resources") that starts at word `at`."""
        known = portfolio_words()
        words = self.words
        last = at
        i = at
        while i < self.end:
            if words[i].low in known and is_name_word(words[i]):
                last = i = i + 1
            elif i > at and words[i].low in {"and"} and i + 1 < self.end and self.gap(i - 1) in {" ", ", "}:
                ahead = next(
                    (j for j in range(i + 1, min(self.end, i + 4)) if words[j].low in known and is_name_word(words[j])),
                    None,
                )
                if ahead is not None and words[i + 1].low == "the" and self._field_after_article(i):
                    last = i = i + 3
                    break
                if ahead is None or not all(is_name_word(words[j]) for j in range(i + 1, ahead)):
                    break
                if any(self.hits.starting.get(words[j].start) for j in range(i + 1, ahead)):
                    break
                last = i = ahead + 1
            elif i > at and self.gap(i - 1) == ", " and i + 1 < self.end and words[i].low in known:
                continue
            elif last == i > at and self._field_after_article(i):
                last = i = i + (3 if words[i].low == "and" else 2)
            elif i > at and self._qualified(i):
                last = i = i + 1
            else:
                break
            if i < self.end and self.gap(i - 1) not in {" ", ", ", " & "}:
                break
            if (
                i < self.end
                and self.gap(i - 1) == ", "
                and not (words[i].low in known and is_name_word(words[i]))
                and words[i].low != "and"
                and not self._field_after_article(i)
            ):
                break
        return last

    def _field_after_article(self, at: int) -> bool:
        """Whether word `at` opens "the Environment" or "and the Environment", a field and no name: no head follows."""
        words = self.words
        if words[at].low == "and" and at + 1 < self.end and self.gap(at) == " ":
            at += 1
        if at + 1 >= self.end or words[at].low != "the" or self.gap(at) != " ":
            return False
        field, after = words[at + 1], words[at + 2] if at + 2 < self.end else None
        if field.low not in portfolio_words() or not is_name_word(field) or field.start in self.hits.starting:
            return False
        return after is None or self.gap(at + 1) != " " or not is_name_word(after)

    def unfinished(self, at: int) -> bool:
        """Whether the adjective before word `at` needs a noun: "(Center for Strategic and International) Studies"."""
        before, word = self.words[at - 1], self.words[at]
        return (
            is_name_word(word)
            and before.low.endswith(ADJECTIVAL)
            and word.low not in sentence_openers()
            and word.text not in given_names()
            and word.start not in self.hits.starting
            and (word.text not in heads() or heads()[word.text][0] == "other")
        )

    def two_fields(self, at: int) -> bool:
        """Whether "and" at word `at` joins the fields of one body: "Trade and Technology Council"."""
        known = portfolio_words()
        if at + 1 >= self.end or self.words[at - 1].low not in known or self.gap(at) != " ":
            return False
        for i in range(at + 1, min(self.end, at + 5)):
            hit = self.hits.starting.get(self.words[i].start)
            if hit is not None and hit.kind == "company" and self.words[i].low in known:
                hit = None  # "Energy and Mineral Resources Ministry", and Mineral Resources Ltd
            if self.gap(i - 1) != " " or not is_name_word(self.words[i]) or hit is not None:
                return False
            if i > at + 1 and heads().get(self.words[i].text, ("other", False))[0] in _PUBLIC:
                return True
            if i == at + 1 and self.words[i].low not in known:
                return False
        return False

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
            if self.gap(j - 1) != " " or not is_name_word(self.words[j]):
                return False
            if self.words[j].low in portfolio_words():
                return True
        return False

    def subject_end(self, at: int) -> int:
        """Where what a body is for ends behind its field: "(Coalition for Disaster) Resilient Infrastructure"."""
        i = at
        while i < min(self.end, at + _MOST_SUBJECT) and self.gap(i - 1) in {" ", "\n"}:
            word = self.words[i]
            known = word.start in self.hits.starting or word.text in given_names() or word.low in sentence_openers()
            if known or not is_name_word(word) or not word.text.istitle():
                break
            i += 1
        whole = i > at and (i >= self.end or self.gap(i - 1) not in {" ", "\n"} or not is_name_word(self.words[i]))
        last = self.words[i - 1]
        event = heads().get(last.text, ("", False)) == ("other", True)  # "National League of Cities City Conference"
        return i if whole and last.low.endswith(_SUBJECT) and not event else at
