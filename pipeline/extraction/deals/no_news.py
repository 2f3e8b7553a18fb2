"""Words by which a sentence only speaks of a deal that there is, and doesn't tell its making as news."""

from __future__ import annotations

from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.tense import first_verb


def is_known_already(reading: Reading, telling: Telling) -> bool:
    """Whether a deal is only named, as one known or somebody's, with no verb that makes it: "X's agreement with Y"."""
    parse = reading.views[telling.sentence].parse
    owned = any(parse.tokens[c].dep == "poss" for c in parse.children[telling.frame])
    return not telling.supported and (telling.definite or owned)


def is_aside(reading: Reading, telling: Telling) -> bool:
    """Whether a clause on somebody only says what is going on with them: "X, which is acquiring Y, also reported"."""
    view = reading.views[telling.sentence]
    tokens = view.parse.tokens
    at = telling.frame if tokens[telling.frame].pos == "VERB" else first_verb(view, telling.frame)
    if at is None or telling.aspect not in ("present", "none") or telling.news or tokens[at].tag not in PRESENT:
        return False
    over = tokens[at].head if tokens[at].dep == "conj" else at
    return tokens[over].dep == "relcl" and tokens[over].pos == "VERB"


PRESENT = frozenset({"VBZ", "VBP", "VBG"})
"""Forms of verbs of what goes on."""
