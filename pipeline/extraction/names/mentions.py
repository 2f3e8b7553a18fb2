"""Mentions by name: every run that became part of an entity, with the titles before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.extraction.document import MentionForm, NameMention
from pipeline.extraction.names.gazetteer import WordHits, fold
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.name_words import name_cues, official_nouns
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.same_names import bare
from pipeline.extraction.names.words import Word, hyphen_tails
from pipeline.lexicons import table

_PLACE_WORDS = frozenset(
    {"in", "at", "near", "outside", "around", "to", "from", "into", "via", "through", "across", "inside"}
)
_TELLING = frozenset({"told", "tells", "telling"})


SEATED = "government-in-capital"
"""The rule of a mention by which a state is told by where its government sits: "the government in Quito"."""


@dataclass(slots=True)
class NamedSentence:
    """One sentence as word range `[first, end)` with the offices and runs found in it."""

    index: int
    first: int
    end: int
    offices: list[Office]
    runs: list[Run]
    shouting: bool = False


@cache
def _city_nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in table("city_nouns"))


def _capital_is_place(text: str, words: Sequence[Word], run: Run, sentence: NamedSentence) -> bool:
    """Whether a capital is the city here: after "in", "to", "from", in a dateline, before "-based" or its country."""
    i = run.first - 1
    if i >= sentence.first:
        before = words[i]
        gap = text[before.end : run.start]
        if gap == " " and before.low in _PLACE_WORDS:
            sent = before.low == "from" and i - 1 >= sentence.first and words[i - 1].low in official_nouns()
            return not sent  # "officials from Tokyo" act for Japan
        if gap == " " and before.low == "and" and i - 1 >= sentence.first:
            for earlier in sentence.runs:
                if earlier.last == i and earlier.hit is not None and earlier.hit.kind in {"capital", "bloc_seat"}:
                    return _capital_is_place(text, words, earlier, sentence)
        if (
            gap == ", "
            and before.low not in {"but", "so", "however", "meanwhile"}
            and any(earlier.last == run.first and earlier.hit is None for earlier in sentence.runs)
        ):
            return True
    if run.first == sentence.first:
        after = text[run.end : run.end + 3]
        if after.startswith((", ", " (", " -", " —", " –")):
            return True
    if text[run.end : run.end + 2] == ", " and run.last < sentence.end and words[run.last].text[0].isupper():
        return run.first != sentence.first or True
    if (
        run.last < sentence.end
        and text[run.end : words[run.last].start] == "-"
        and words[run.last].low in hyphen_tails()
    ):
        return True
    return (
        run.last < sentence.end
        and text[run.end : words[run.last].start] == " "
        and words[run.last].low in _city_nouns()
    )


def _government_in(text: str, words: Sequence[Word], run: Run, sentence: NamedSentence) -> int | None:
    """Where "the government in Quito" starts, which is the state; None where a capital stands otherwise."""
    i = run.first - 2
    if i < sentence.first or words[i + 1].low != "in" or words[i].low not in name_cues("seated_government"):
        return None
    return words[i].start if text[words[i].end : run.start] == " in " else None


def _country_mention(
    text: str, words: Sequence[Word], sentence: NamedSentence, run: Run, index: int
) -> NameMention | None:
    hit = run.hit
    if hit is None:
        return None
    following = words[run.last] if run.last < sentence.end else None
    gap = text[run.end : following.start] if following else ""
    form: MentionForm = "name"
    rule = "country-name"
    if following is not None and following.low in hyphen_tails() and gap in {"-", "‑"}:
        return NameMention(run.start, following.end, (index,), "demonym", "hyphen-modifier", (run.start, run.end))
    if hit.kind in {"adjective", "bloc_adjective"}:
        form, rule = "demonym", "demonym-modifier"
        near = [words[i].low for i in range(run.last, min(sentence.end, run.last + 3))]
        if hit.kind == "bloc_adjective" and name_cues("wider_than_bloc") & set(near[:2]):
            return None  # "European leaders" are not the Union
        if any(word in official_nouns() for word in near):
            rule = "demonym-officials"
        elif not near or gap not in {" ", "-"}:
            rule = "demonym-people"
    elif hit.kind == "people":
        form, rule = "demonym", "demonym-people"
    elif hit.kind in {"capital", "bloc_seat"}:
        seated = _government_in(text, words, run, sentence)
        if seated is not None:
            return NameMention(seated, run.end, (index,), "nominal", SEATED, (run.start, run.end))
        if _capital_is_place(text, words, run, sentence):
            return None
        form, rule = "capital", "capital-as-government"
    elif hit.kind == "seat":
        i = run.first - 1
        before = words[i] if i >= sentence.first else None
        if before is not None and before.low == "the" and i - 1 >= sentence.first:
            before = words[i - 1]
        if before is not None and before.low in _PLACE_WORDS:
            return None
        form, rule = "capital", "seat-as-government"
    elif hit.kind == "short":
        rule = "country-short"
    elif hit.kind == "bloc":
        rule = "bloc-name"
    return NameMention(run.start, run.end, (index,), form, rule, (run.start, run.end))


@cache
def _media() -> tuple[frozenset[str], frozenset[str]]:
    """Bare names of news outlets, and the last words of their names."""
    rows = table("media_outlets")
    outlets = frozenset(bare(row["name"]) for row in rows if row["kind"] == "outlet")
    return outlets, frozenset(row["name"] for row in rows if row["kind"] == "head")


def _is_media(draft: Draft, words: Sequence[Word], text: str) -> bool:
    """Whether a company or organisation is a news outlet: by name, or because people "told" it something."""
    if draft.kind not in {"company", "organisation"}:
        return False
    outlets, last_words = _media()
    if bare(draft.name) in outlets or bare(draft.key) in outlets:
        return True
    if len(draft.name.split()) > 1 and draft.name.split()[-1] in last_words:
        return True
    told = 0
    for run in draft.runs:
        before = run.first - 1
        if before >= 0 and words[before].low == "the":
            before -= 1
        if before >= 0 and words[before].low in _TELLING and text[words[before].end] == " ":
            told += 1
    return told > 0 and 2 * told >= len(draft.runs) and sum(run.votes.get("company", 0) for run in draft.runs) < 3


def name_mentions(
    text: str, words: Sequence[Word], hits: WordHits, laid_out: Sequence[NamedSentence], drafts: Sequence[Draft]
) -> list[NameMention]:
    """Mentions of all runs that belong to a draft, in order; none inside another."""
    owner = {id(run): index for index, draft in enumerate(drafts) for run in draft.runs}
    media = frozenset(index for index, draft in enumerate(drafts) if _is_media(draft, words, text))
    found: list[NameMention] = []
    for sentence in laid_out:
        for run in sentence.runs:
            index = owner.get(id(run))
            if index is None:
                continue
            draft = drafts[index]
            if draft.kind in {"country", "bloc"} and run.hit is not None:
                mention = _country_mention(text, words, sentence, run, index)
                if mention is not None:
                    found.append(mention)
                continue
            start = run.title_start if run.title_start is not None else run.start
            form: MentionForm = "name" if fold(run.text) == fold(draft.name) else "short"
            rule = "title" if run.office else "honorific" if run.honorific is not None else "name"
            end = run.end
            if draft.kind == "person" and run.country_rule == "of":
                hit = next(
                    (
                        hits.starting[words[j].start]
                        for j in range(run.last, min(sentence.end, run.last + 3))
                        if words[j].start in hits.starting
                    ),
                    None,
                )
                if hit is not None:
                    end = hit.end
            following = words[run.last] if run.last < sentence.end else None
            if following is not None and following.low in hyphen_tails() and text[run.end : following.start] == "-":
                rule = "hyphen-modifier"
            if index in media:
                rule = "media"
            found.append(NameMention(start, end, (index,), form, rule, (run.start, run.end)))
    found += _in_headings(text, words, laid_out, drafts, found)
    return outermost(found)


def _in_headings(
    text: str,
    words: Sequence[Word],
    laid_out: Sequence[NamedSentence],
    drafts: Sequence[Draft],
    found: Sequence[NameMention],
) -> list[NameMention]:
    """Names that the body has settled, in headings whose capitals tell nothing."""
    names: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        if draft.kind not in {"country", "bloc"}:
            for name in draft.names:
                if len(name) > 2:
                    names.setdefault(name, index)
                    if len(name) > 4:
                        names.setdefault(name.upper(), index)
    if not names:
        return []
    matcher = AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
    keys = list(names)
    covered = {mention.core for mention in found}
    extra: list[NameMention] = []
    for sentence in laid_out:
        if not sentence.shouting or sentence.first >= sentence.end:
            continue
        base, last = words[sentence.first].start, words[sentence.end - 1].end
        piece = text[base:last]
        for key, start, end in matcher.find_matches_as_indexes(piece):
            if (start and piece[start - 1].isalnum()) or (end < len(piece) and piece[end].isalnum()):
                continue
            span = (base + start, base + end)
            if not any(a < span[1] and span[0] < b for a, b in covered):
                extra.append(NameMention(*span, (names[keys[key]],), "name", "heading", span))
    return extra


def outermost(mentions: Sequence[NameMention]) -> list[NameMention]:
    """The mentions that do not lie inside another, in order of start."""
    kept: list[NameMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.core)):
        if kept and mention.end <= kept[-1].end:
            continue
        if kept and mention.start < kept[-1].end:
            # overlapping titles: the later keeps only its core
            if mention.core[0] < kept[-1].end:
                continue
            mention = NameMention(
                mention.core[0], mention.end, mention.entities, mention.form, mention.rule, mention.core
            )
        kept.append(mention)
    return kept
