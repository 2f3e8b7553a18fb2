"""Who answers in an interview printed as questions and answers: "Q: …", "A: …".

The one who answers is named in the lines above the first question, as a rule with the office held.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.words import Word
from pipeline.records import CleanArticle

_ASKED = re.compile(r"Q[:.](?=\s)")
_ANSWERED = re.compile(r"A[:.](?=\s)")
ANSWERED = ("A:", "A.")
"""Labels of answers."""
_LEAST = 2
"""Questions, and answers, that make it an interview."""


def interview_turns(source: CleanArticle, text: str, drafts: Sequence[Draft]) -> list[tuple[int, int, int | None]]:
    """Span of the label of each question and answer in order, with the draft who answers, None for a question; empty
    for other articles and where nobody is named above the questions."""
    starts = [paragraph.start for paragraph in source.clean.paragraphs]
    asked = [hit for start in starts if (hit := _ASKED.match(text, start)) is not None]
    answered = [hit for start in starts if (hit := _ANSWERED.match(text, start)) is not None]
    if min(len(asked), len(answered)) < _LEAST:
        return []
    first = asked[0].start()
    above = [i for i, draft in enumerate(drafts) if draft.kind == "person" and draft.runs and draft.start < first]
    who = min(above, key=lambda i: (drafts[i].office is None, drafts[i].start), default=None)
    if who is None:
        return []
    turns = [(hit.start(), hit.end(), None) for hit in asked]
    return sorted([*turns, *((hit.start(), hit.end(), who) for hit in answered)])


def lend_office(draft: Draft, words: Sequence[Word], laid_out: Sequence[NamedSentence], first: int) -> None:
    """Give who answers, where no office is told with the name, the one office of a state told without a name above the
    first question, which is at offset `first`: "Q&A with Ghana's lands minister"."""
    if draft.office is not None:
        return
    above = [each for each in laid_out if each.end > each.first and words[each.first].start < first]
    runs = [run for each in above for run in each.runs]
    borne = {id(office) for run in runs for office in (run.office, run.extra_office)}
    told = [o for each in above for o in each.offices if o.country and not o.plural and not o.former]
    free = [office for office in told if id(office) not in borne]
    if len({(office.rank, office.country) for office in free}) != 1 or draft.country not in {None, free[0].country}:
        return
    draft.office, draft.office_kind, draft.rank = free[0].text, free[0].kind, free[0].rank
    draft.country = free[0].country
    draft.explicit = True
