"""Everybody and everything that an article names, and every stretch of text that refers to them.

`find_names` is the room's door. Inside: `words` cuts the text, `gazetteer` knows names from the lexicons,
`ranks` and `offices` are a grammar of offices, `cutter` and `runs` cut capitalised stretches, `evidence` weighs what
stands around them, `linking` joins them into entities, `attributes` finds whom a person represents, and `references`
resolves "the minister", "both sides", "Washington" and "he".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.document import Entity, NameMention, Parse, Sentence
from pipeline.extraction.names.addressed import after_question_mark, asks_questions
from pipeline.extraction.names.attributes import fill_attributes
from pipeline.extraction.names.common_bodies import common_bodies
from pipeline.extraction.names.evidence import read_surroundings
from pipeline.extraction.names.false_ranks import surnames_like_ranks
from pipeline.extraction.names.family import family_name
from pipeline.extraction.names.gazetteer import BOUND_KINDS, WordHits, find_hits, fold, given_names, settle_hits
from pipeline.extraction.names.interviews import ANSWERED, lend_office
from pipeline.extraction.names.joint_ministries import one_by_one
from pipeline.extraction.names.linking import decide, draft_entities, issuer
from pipeline.extraction.names.mentions import NamedSentence, name_mentions
from pipeline.extraction.names.name_words import form_words, heads, name_cues, sentence_openers
from pipeline.extraction.names.offices import find_offices
from pipeline.extraction.names.references import refer
from pipeline.extraction.names.runs import Run, cut_runs
from pipeline.extraction.names.scene import Scene
from pipeline.extraction.names.shape import weigh_form, weigh_laws, weigh_model, weigh_place
from pipeline.extraction.names.signs import weigh_signs
from pipeline.extraction.names.speakers import one_voice, publishing_country, read_turns, speaker_at, with_labels
from pipeline.extraction.names.words import Word, part_at, part_glued, read_words
from pipeline.lexicons import table
from pipeline.records import CleanArticle

__all__ = ["family_name", "find_names"]

_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2010": "-", "\u2011": "-"})
"""Spaces and hyphens that only look different; one character for one, so that offsets stay."""

_ABBREVIATION = re.compile(r"\(\s?[“\"']?(?:the [“\"']?)?([A-Z][\w.&-]{1,14}(?: [A-Z][\w-]{2,14})?)[”\"']?\s?\)")

_DEFINITION = re.compile(r"(?: ?\([^()“”\"]{1,60}\)){0,3},? ?\([^()]{0,60}?[“\"][^()]{2,90}\)")
"""Short names given together, tickers before them: "Acme Corp. (TSXV: ACM) (“Acme” or the “Company”)"."""
_QUOTED = re.compile(r"[“\"']([A-Z][^“”\"]{1,40})[”\"']")

_LISTED = re.compile(r" ?\([A-Z][A-Za-z.-]{1,10}(?: [A-Z][a-z]{1,9})?: ?([A-Z]{2,5})\b")
"""An exchange and a ticker: "Ucore (TSXV: UCU)"."""


def _title_case(words: Sequence[Word]) -> bool:
    """Whether a heading is written in title case or capitals, so that capitals tell nothing."""
    long_words = [word for word in words if len(word.text) > 3]
    return len(long_words) >= 4 and sum(word.capitalised for word in long_words) >= 0.7 * len(long_words)


def _abbreviations(text: str, runs: Sequence[Run]) -> dict[str, str]:
    """Short forms given in parentheses after a name: "International Resources Holding (IRH)"."""
    by_end = {run.end: run for run in runs}
    found: dict[str, str] = {}
    for match in _LISTED.finditer(text):
        run = by_end.get(match.start())
        if run is not None:
            found.setdefault(match.group(1), run.text)
    for match in _ABBREVIATION.finditer(text):
        end = match.start()
        while end > 0 and text[end - 1] in " \"”'’":
            end -= 1
        run = by_end.get(end)
        thing = heads().get(match.group(1), ("", False))[0] == "other"  # "(the "Agreement")"
        if run is not None and run.text != match.group(1) and not thing:
            found.setdefault(match.group(1), run.text)
    for match in _DEFINITION.finditer(text):
        run = by_end.get(match.start())
        if run is not None:
            for name in _QUOTED.findall(match.group()):
                if name != run.text and _names_party(name, run.text):
                    found.setdefault(name, run.text)
    return found


@cache
def _party_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("defined_parties"))


def _names_party(short: str, full: str) -> bool:
    """Whether a short name is the party's: a word of its name, its letters, or "Purchaser"; not "Agreement"."""
    words = fold(full).split()
    return (
        short in _party_words()
        or fold(short).split()[:1] == words[:1]
        or fold(short) in words
        or (short.isupper() and short[0] == full[0])
    )


def _stem(name: str) -> str:
    """A name in lower case without its legal form."""
    words = name.lower().replace(",", " ").split(" ")
    while len(words) > 1 and words[-1] in _low_forms():
        words.pop()
    return " ".join(words).strip()


@cache
def _low_forms() -> frozenset[str]:
    return frozenset(word.lower() for word in form_words())


def _strong(run: Run) -> bool:
    return run.votes.get("person", 0) >= 8 or run.votes.get("company", 0) >= 10


_PARTY_LINE = re.compile(r"(?:[A-Z][a-z]+: )?[-–—•*]? ?")
"""What stands before the name where a line names one party and no more: "Target: Acme plc, of Perth"."""


def _settled(run: Run, text: str, low_text: str) -> bool:
    """Whether a name in a heading, whose capitals tell nothing, is one: named again below, or alone with its form."""
    title = text[run.title_start : run.start].split() if run.office is not None and run.title_start is not None else []
    if title and title[-1].islower():
        return True  # "Mining minister G. Bat on Oyu Tolgoi"
    if not _strong(run):
        return False
    stem = _stem(run.text)
    if low_text.count(stem) > 1 or _bears_title(run, text):
        return True
    if stem != run.text.lower() and low_text.count(" ".join(stem.split()[:2])) > 1 and len(stem.split()) > 2:
        return True  # "Larkspur Bay Holdings Ltd.", "Larkspur Bay" below
    start = text.rfind("\n", 0, run.start) + 1
    alone = _PARTY_LINE.fullmatch(text, start, run.start) is not None and len(run.text.split()) > 1
    return alone and run.text.split()[-1] in form_words() and text[run.end : run.end + 1] in {"", "\n", ","}


def _bears_title(run: Run, text: str) -> bool:
    """Whether a person's title stands by the name: "and Taoiseach Leo Varadkar", "President Macron", or a line of its
    own "Chris Wright, Secretary of Energy"."""
    parts = run.text.split()
    if run.votes.get("person", 0) < 9 or (run.office is None and run.extra_office is None):
        return False
    if not 1 < len(parts) < 4 or any(part not in given_names() for part in parts[: len(parts) - 1]):
        return False  # "Mark Carney Meets" too
    if run.office is not None and run.title_start is not None:
        return True
    start = text.rfind("\n", 0, run.start) + 1
    return _PARTY_LINE.fullmatch(text, start, run.start) is not None and text[run.end : run.end + 1] == ","


@cache
def _circumstance() -> re.Pattern[str]:
    """The words of a title in title case behind the names: where or when those spoke."""
    words = "|".join(sorted(name_cues("title_circumstance")))
    return re.compile(rf"(?<=\w) (?:(?:{words})\b|An? (?=[A-Z]))")  # "… by Minister X A New Path for Trade"


def _people_in_title(title: str) -> list[Run]:
    """Those whom the document's own title names with their titles: "Remarks by President X and Prime Minister Y"."""
    return _people_in(_circumstance().split(title.translate(_PLAIN), maxsplit=1)[0])


def people_met(title: str) -> list[Run]:
    """Those whom the title of a speech names as met at it: "Remarks by X Before a Meeting with Prime Minister Y"."""
    if one_voice(title) is None:
        return []
    _, met, behind = title.translate(_PLAIN).rpartition(" with ")
    told = [run for run in _people_in(behind) if run.office is not None] if met else []
    first = next((run for run in told if run.title_start == 0), None)
    return [first] if first is not None else []


def _people_in(text: str) -> list[Run]:
    """The people named in a line of words in title case."""
    hits = settle_hits(text, find_hits(text))
    words = read_words(text)
    by_word = WordHits({hit.start: hit for hit in hits}, {hit.end: hit for hit in hits})
    offices = find_offices(text, words, 0, len(words), by_word)
    runs = cut_runs(text, words, 0, len(words), 0, by_word, offices)
    for run in runs:
        weigh_form(run, frozenset())
    read_surroundings(Scene(text, words, 0, len(words), by_word, offices, runs))
    return [run for run in runs if run.hit is None and decide(run.votes, 2) == "person"]


def find_names(
    source: CleanArticle, sentences: Sequence[Sentence], parses: Sequence[Parse | None]
) -> tuple[tuple[Entity, ...], tuple[NameMention, ...]]:
    """Entities of one article in order of first mention, and all mentions of them in order of start.

    `parses` is aligned with `sentences`; where a sentence was not parsed its names are found by the
    lexicons and by capitals alone. Spans count in the clean text. Pure and deterministic.
    """
    text = source.clean.text.translate(_PLAIN)
    hits = settle_hits(text, find_hits(text))
    bounds = frozenset(offset for hit in hits if hit.kind in BOUND_KINDS for offset in (hit.start, hit.end))
    words = part_glued(part_at(read_words(text), bounds), sentence_openers(), name_cues("glued_title"))
    starts = [word.start for word in words]
    common = frozenset(word.text for word in words if word.text.islower())
    by_word = WordHits({hit.start: hit for hit in hits}, {hit.end: hit for hit in hits})
    low_text = text.lower()
    surnames = surnames_like_ranks(text, words)
    laid_out: list[NamedSentence] = []
    runs: list[Run] = []
    asked = asks_questions(text, [paragraph.start for paragraph in source.clean.paragraphs])
    for index, sentence in enumerate(sentences):
        first, end = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        first = after_question_mark(text, words, first, end) if asked else first
        offices = find_offices(text, words, first, end, by_word, surnames)
        shouting = sentence.kind in {"title", "heading"} and _title_case(words[first:end])
        own = one_by_one(cut_runs(text, words, first, end, index, by_word, offices), words)
        own += common_bodies(text, words, first, end, index, by_word, offices)
        own.sort(key=lambda run: run.first)
        for run in own:
            weigh_form(run, common)
            weigh_place(run, text, words, first)
        weigh_laws(own, text)
        if not shouting:
            weigh_model(own, parses[index])
        scene = Scene(text, words, first, end, by_word, offices, own)
        read_surroundings(scene)
        weigh_signs(scene, None if shouting else parses[index])
        if shouting:
            own = [run for run in own if run.hit is not None or _settled(run, text, low_text)]
        laid_out.append(NamedSentence(index, first, end, offices, own, shouting))
        runs += own
    short_forms = _abbreviations(text, runs)
    drafts = draft_entities(runs, short_forms)
    fill_attributes(source, text, words, sentences, laid_out, drafts)
    title = source.article.title or ""
    turns = read_turns(source, text, _people_in_title(title), drafts, people_met(title))
    for turn in turns[:2]:
        if turn.entity is not None and text[turn.start : turn.end] in ANSWERED:
            lend_office(drafts[turn.entity], words, laid_out, turns[0].start)
    named = with_labels(name_mentions(text, words, by_word, laid_out, drafts), turns)
    return refer(
        text,
        words,
        by_word,
        laid_out,
        sentences,
        parses,
        drafts,
        named,
        speaker_at(turns),
        issuer(drafts, short_forms),
        publishing_country(source),
    )
