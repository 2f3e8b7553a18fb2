"""Who speaks where: the labels of a transcript ("MR. SULLIVAN:", "THE PRESIDENT:"), and the one voice of a speech.

A label is resolved by its surname among the people of the article, and "THE PRESIDENT" by the document's title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.gazetteer import fold
from pipeline.extraction.names.interviews import interview_turns
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.name_words import honorific_words
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.same_names import short_of
from pipeline.lexicons import table
from pipeline.records import CleanArticle

_LABEL = re.compile(r"(?:Q(?=\s)|[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,60}?:(?=\s|$))")
_TITLED = re.compile(r"(?P<word>[\w-]+(?: [\w-]+){0,2}?)(?: as (?:prepared|delivered)[^,]{0,40}?)? (?:by|from|of|for) ")


@dataclass(frozen=True, slots=True)
class Turn:
    """From `start` on somebody speaks; `entity` is None for a reporter or somebody unnamed. `label` is its span."""

    start: int
    end: int
    entity: int | None


@cache
def _suffixes() -> dict[str, str]:
    return {row["suffix"]: row["country"] for row in table("government_hosts")}


def publishing_country(source: CleanArticle) -> str | None:
    """ISO alpha-3 of the government on whose pages the article stands, by the host name of its address or publisher."""
    for address in (source.article.url, source.article.publisher):
        if not address:
            continue
        try:
            host = (urlsplit(address).hostname or "") if "://" in address else address.split("/")[0]
        except ValueError:
            continue
        parts = host.lower().split(".")
        for at in range(len(parts)):
            country = _suffixes().get(".".join(parts[at:]))
            if country:
                return country
    return None


@cache
def _speech_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("document_speech"))


def one_voice(title: str) -> int | None:
    """Where, in the title of a speech or statement, the speaker's titles and name begin; None for other documents."""
    match = _TITLED.match(title.lower())
    if match is None or match["word"] not in _speech_words():
        return None
    return match.end()


def _person(drafts: Sequence[Draft], surname: str) -> int | None:
    wanted = fold(surname).split()
    for index, draft in enumerate(drafts):
        if draft.kind == "person" and any(fold(name).split()[-len(wanted) :] == wanted for name in draft.names):
            return index
    return next(
        (
            index
            for index, draft in enumerate(drafts)
            if draft.kind == "person" and any(wanted[-1] in fold(name).split() for name in draft.names)
        ),
        None,
    )


def _drafted(drafts: list[Draft], run: Run, home: str | None) -> int:
    """The draft of a person named in the title; a new one where the text never names them."""
    known = _person(drafts, run.text)
    if known is None:
        known = next(
            (
                index
                for index, draft in enumerate(drafts)
                if draft.kind == "person"
                and any(short_of(name, run.text, True) or short_of(run.text, name, True) for name in draft.names)
            ),
            None,
        )
    office = run.office or run.extra_office
    if known is None:
        drafts.append(Draft("person", run.text, names={run.text: 0}))
        known = len(drafts) - 1
    draft = drafts[known]
    if office is not None and draft.office is None:
        draft.office, draft.office_kind, draft.rank = office.text, office.kind, office.rank
    bloc = (office.bloc if office else None) or run.bloc
    if bloc and not draft.explicit:
        draft.country, draft.bloc = None, bloc
        draft.represents = next((i for i, each in enumerate(drafts) if (each.kind, each.key) == ("bloc", bloc)), None)
    if draft.country is None and draft.bloc is None:
        draft.country = (office.country if office else None) or run.country
        if draft.country is None and office is not None and office.bloc is None and not run.bloc:
            draft.country = home
        draft.explicit = draft.country is not None
    return known


def read_turns(
    source: CleanArticle, text: str, in_title: Sequence[Run], drafts: list[Draft], met: Sequence[Run] = ()
) -> list[Turn]:
    """The turns of a transcript or speech in order; empty for a document that nobody speaks.

    `in_title` are the people that the document's title names, `met` those whom the speaker meets by it. Those who
    speak or are met without being named in the text are added to `drafts`.
    """
    home = publishing_country(source)
    for run in met:
        _drafted(drafts, run, None)
    labels: list[tuple[int, int, str]] = []
    for paragraph in source.clean.paragraphs:
        match = _LABEL.match(text, paragraph.start, min(paragraph.end, paragraph.start + 70))
        if match:
            labels.append((match.start(), match.end(), match.group().rstrip(":").strip()))
    offset = one_voice(source.article.title or "")
    first = next((run for run in in_title if offset is not None and offset in {run.title_start, run.start}), None)
    known: dict[str, int | None] = {"Q": None}
    turns: list[Turn] = []
    for start, end, label in labels:
        if label not in known:
            known[label] = _speaker(label, in_title, drafts, home)
        turns.append(Turn(start, end, known[label]))
    if all(entity is None for entity in known.values()):
        turns = []
    if not turns:
        turns = [Turn(*turn) for turn in interview_turns(source, text, drafts)]
    if first is not None:
        turns.insert(0, Turn(0, 0, _drafted(drafts, first, home)))
    return turns


@cache
def _spoken_by_office() -> frozenset[str]:
    """Labels that name an office alone."""
    return frozenset("THE " + row["rank"].upper() for row in table("office_ranks") if row["kind"] in {"state", "royal"})


@cache
def _label_titles() -> frozenset[str]:
    """Words of titles and forms of address as labels write them."""
    ranks = {word.upper() for row in table("office_ranks") for word in row["rank"].split()}
    forms = {word.upper() for words in honorific_words() for word in words}
    return frozenset(ranks | forms | {"THE"})


def _speaker(label: str, in_title: Sequence[Run], drafts: list[Draft], home: str | None) -> int | None:
    words = label.split()
    at = 0
    while at < len(words) and words[at] in _label_titles():
        at += 1
    name = " ".join(words[at:])
    if name:
        surname = fold(name).split()[-1] if fold(name) else ""
        for run in in_title:
            if surname and surname in fold(run.text).split():
                return _drafted(drafts, run, home)
        return _person(drafts, name) if at else None
    if label not in _spoken_by_office():
        return None
    rank = label.removeprefix("THE ").lower()
    held = [run for run in in_title if run.office is not None and run.office.rank == rank]
    own = [run for run in held if run.office is not None and run.office.country in {None, home}] or held
    if own:
        return _drafted(drafts, own[0], home)
    fits = [i for i, draft in enumerate(drafts) if draft.kind == "person" and draft.rank == rank]
    fits = [i for i in fits if drafts[i].country in {None, home}] if home else fits
    return fits[0] if len(fits) == 1 else None


def speaker_at(turns: Sequence[Turn]) -> Callable[[int], int | None]:
    """A function that tells who speaks at an offset of the text."""
    starts = [turn.start for turn in turns]

    def at(offset: int) -> int | None:
        index = bisect_right(starts, offset) - 1
        return turns[index].entity if index >= 0 else None

    return at


def with_labels(named: Sequence[NameMention], turns: Sequence[Turn]) -> list[NameMention]:
    """The mentions by name and the labels of speakers as mentions of them, in order of start."""
    labels = [turn for turn in turns if turn.end > turn.start]
    starts = [turn.start for turn in labels]

    def inside(mention: NameMention) -> bool:
        index = bisect_right(starts, mention.start) - 1
        return index >= 0 and mention.start < labels[index].end

    kept = [mention for mention in named if not inside(mention)]
    for turn in labels:
        if turn.entity is not None:
            span = (turn.start, turn.end - 1)
            kept.append(NameMention(*span, (turn.entity,), "office", "speaker-label", span))
    return sorted(kept, key=lambda mention: (mention.start, mention.end))
