"""What an article has mentioned so far, in order, and whom an office alone refers to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.extraction.document import NameMention, Parse
from pipeline.extraction.names.binding import subjects
from pipeline.extraction.names.gazetteer import WordHits, country_names
from pipeline.extraction.names.home import may_have
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.words import Word

_COORDINATED = re.compile(
    r"(?:’s|'s)?,? (?:and|with|to|or|from|as well as|alongside|met|meets|told|hosted|visited|called)"
    r"(?: with| the| his| her| a)* ?"
)
"""What stands between two who take part alike: "Blinken and", "Rubio met with the"."""
_NOUN_BEFORE = re.compile(r"(?<![\w-])([A-Za-z][a-z-]+) $")
"""The word right before a name: "carmaker BMW"."""
_NOUN_REACH = 20
"""Characters before a name in which that word is looked for."""
_POINTED_BACK = 3
"""How many sentences back "they" may take up "the two leaders"."""
_WINDOW = 4
"""How many sentences back a pronoun or nominal may look."""


def _is_vice(rank: str) -> bool:
    """Whether a rank is that of a deputy: "the President" is no Vice President named before."""
    return rank.startswith("vice")


class Resolver:
    """Walks the article once, keeping what has been mentioned so far."""

    def __init__(
        self, text: str, words: Sequence[Word], hits: WordHits, drafts: list[Draft], named: Sequence[NameMention]
    ) -> None:
        """`named` are the mentions by name, in order."""
        self.text, self.words, self.hits, self.drafts = text, words, hits, drafts
        self.named = list(named)
        self.starts = [mention.start for mention in named]
        self.parses: Sequence[Parse | None] = ()
        self._subjects: dict[int, frozenset[int]] = {}
        self._called: dict[str, set[int]] | None = None
        self.issuer: int | None = None
        self.home: str | None = None
        self.speaking: int | None = None
        self.spoken = False
        """Whether it is a transcript: "the Taoiseach" there is somebody all know, not who was named last."""
        self.answering: frozenset[int] = frozenset()
        """Who answers under the label "A:" of an interview, whose every "I" is meant."""
        self.addressed: set[int] = set()
        """Where somebody is only called by name, or labelled as the speaker: no antecedent of "he"."""
        self.joint: set[int] = set()
        """Where one word stands for several: "the leaders"."""
        self.holders: list[tuple[int, int, int]] = []
        """Unnamed holders of offices, as (sentence, offset, the country or bloc they speak for)."""
        self.reporters: frozenset[int] = frozenset()
        """People of news outlets: they ask, and others are told of."""
        self.found: list[NameMention] = []
        self.history: list[tuple[int, int, int]] = []  # (sentence, offset, entity)
        self.lists: list[tuple[int, ...]] = []
        """Entities named one after the other ("Canada, Mexico and Peru"), in order of the text."""
        self.acting: tuple[int, ...] = ()
        """The last list of the sentence at hand that is the subject of a verb."""
        self.acted: list[tuple[tuple[int, ...], int]] = []
        """Such lists of all sentences so far, each with its sentence."""
        self.pointed: tuple[int, ...] = ()
        """What the last plural noun ("the two sides") stood for."""
        self.pointed_in = 0
        """The sentence of that noun."""

    def last(
        self,
        kinds: frozenset[str],
        sentence: int,
        before: int,
        window: int = _WINDOW,
        skip: frozenset[int] = frozenset(),
        called: bool = True,
    ) -> list[int]:
        """Entities of these kinds in the last sentences, most recent first, each once; without those who are only
        spoken to there unless `called`."""
        out: list[int] = []
        for where, offset, entity in reversed(self.history):
            if sentence - where > window:
                break
            if offset in self.addressed and not called:
                continue
            if offset < before and entity not in out and entity not in skip and self.drafts[entity].kind in kinds:
                out.append(entity)
        return out

    def topic(self, fits: Sequence[int], before: int) -> int:
        """Which of them the last sentence that names any tells of: its subject, else the first one named there."""
        last: int | None = None
        chosen, acting = fits[0], False
        for where, offset, entity in reversed(self.history):
            if entity not in fits or offset >= before or offset in self.addressed:
                continue
            if offset in self.joint:
                continue  # "the leaders will discuss trade": both of them alike
            if last is not None and where != last:
                break
            acts = self.acts(where, offset)
            if acts or not acting:
                chosen, acting = entity, acts
            last = where
        return chosen

    def just_named(self, fits: Sequence[int], before: int) -> int | None:
        """Which of them is named right before a comma and this offset: "Cogne, the steelmaker"."""
        if not self.text.endswith((", ", " – ", " — "), 0, before):
            return None
        end = before
        while end > 0 and self.text[end - 1] in " ,–—":
            end -= 1
        index = bisect_left(self.starts, end) - 1
        named = self.named[index] if index >= 0 else None
        return named.entities[0] if named is not None and named.end == end and named.entities[0] in fits else None

    def called(self, fits: Sequence[int], noun: str) -> list[int]:
        """Those of them that the article introduces by a noun: "the carmaker BMW"; none where it calls all so."""
        if self._called is None:
            self._called = {}
            for mention in self.named:
                before = _NOUN_BEFORE.search(self.text, max(0, mention.start - _NOUN_REACH), mention.start)
                if before is not None:
                    self._called.setdefault(before[1].lower(), set()).update(mention.entities)
        return [entity for entity in fits if entity in self._called.get(noun, ())]

    def only_qualifies(self, entity: int, before: int) -> bool:
        """Whether the last mention of somebody only says whose or where another is: "Norway's REEtec", "Lynas chief
        executive X", "Torngat Metals of Canada"."""
        start = max((offset for _, offset, e in self.history if e == entity and offset < before), default=-1)
        index = bisect_left(self.starts, start)
        if index >= len(self.named) or self.named[index].start != start:
            return False
        end, kind = self.named[index].end, self.drafts[entity].kind
        if index + 1 < len(self.named):
            other = self.named[index + 1]
            between = self.text[end : other.start]
            person = self.drafts[other.entities[0]].kind == "person"
            if between in ("'s ", "’s ", "' ", "’ ") or (between == " " and person and kind != "person"):
                return True
        if index and kind == "country":
            one = self.named[index - 1]
            firm = self.drafts[one.entities[0]].kind not in ("country", "bloc", "person")
            return firm and self.text[one.end : start] in (" of ", " of the ", ", ")
        return False

    def acts(self, sentence: int, start: int) -> bool:
        """Whether what starts at an offset is the subject of a verb, as far as the sentence was parsed."""
        found = self._subjects.get(sentence)
        if found is None:
            found = self._subjects[sentence] = subjects(self.parses[sentence] if self.parses else None)
        return start in found

    def gap(self, at: int) -> str:
        """Text between word `at` and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def listed(self, kinds: frozenset[str], size: int) -> tuple[int, ...]:
        """The last list of so many entities of these kinds; empty where there is none."""
        for entities in reversed(self.lists):
            if len(entities) == size and all(self.drafts[entity].kind in kinds for entity in entities):
                return entities
        return ()

    def pair(self, kinds: frozenset[str], sentence: int, before: int, skip: frozenset[int]) -> list[int]:
        """The two whom "they" takes up: those that "the two leaders" just stood for, unless two people of two sides
        have been named since; else the last two that are not one side."""
        told = self.last(kinds, sentence, before, window=1, skip=skip, called=False)
        recent = [entity for entity in told if not self.only_qualifies(entity, before)]
        near = recent[:2]
        if len({self.drafts[e].country for e in near}) == 1 and len({self.drafts[e].kind for e in near}) == 2:
            others = [e for e in recent if self.drafts[e].kind != "country"]
            near = others[:2] if len(others) > 1 else near  # "the Prime Minister" and his own country
        if {self.drafts[e].kind for e in near} == {"person", "country"}:
            people = [e for e in recent if self.drafts[e].kind == "person"]
            near = people[:2] if len(people) > 1 else near  # "X told Y that Moscow would pay. They …"
        people = [entity for entity in near if self.drafts[entity].kind == "person"]
        if len(people) == 2 and self.drafts[near[0]].country != self.drafts[near[1]].country:
            return near
        both = self.pointed if sentence - self.pointed_in <= _POINTED_BACK else ()
        if len(both) == 2 and all(self.drafts[entity].kind == "person" for entity in both) and not set(both) & skip:
            return list(both)
        return near

    def note(self, sentence: int, offset: int, entity: int) -> None:
        """Remember a mention."""
        if self.history and self.history[-1][1] == offset and self.history[-1][2] != entity:
            self.joint.add(offset)
        self.history.append((sentence, offset, entity))

    def leader_of(self, office: Office) -> int | None:
        """ "The Chinese leader": the one person named before, without an office, whom the article or a lexicon of
        office-holders ties to that country."""
        fits = {
            entity
            for _, _, entity in self.history
            if self.drafts[entity].kind == "person"
            and self.drafts[entity].office is None
            and self.drafts[entity].hint is not None
            and self.drafts[entity].country == office.country
        }
        return fits.pop() if len(fits) == 1 and office.country else None

    def represented(self, country: str | None, bloc: str | None) -> int:
        """The entity of a country or bloc; a new one where the article names it only inside offices."""
        kind, key = ("country", country) if country else ("bloc", bloc)
        for index, draft in enumerate(self.drafts):
            if draft.kind == kind and draft.key == key:
                return index
        if country:
            self.drafts.append(Draft("country", country_names()[country], country=country, key=country))
        else:
            self.drafts.append(Draft("bloc", bloc or "", key=bloc or ""))
        return len(self.drafts) - 1

    def unlabelled(self, office: Office, before: int, sentence: int) -> int | None:
        """A person without an office, just named, of whom "the prime minister" then tells; the office goes to them."""
        if self.spoken or office.kind not in {"state", "minister", "envoy", "company", "royal"} or office.former:
            return None
        known_country = office.country
        for where in range(sentence, max(-1, sentence - 3), -1):
            for at, offset, entity in self.history:
                draft = self.drafts[entity]
                if at != where or offset >= before or draft.kind != "person" or draft.office is not None:
                    continue
                if known_country and draft.country not in {None, known_country}:
                    continue
                if office.bloc and draft.country is not None:
                    continue
                abroad = draft.hint is not None and draft.hint[0] not in {"", self.home}
                if self.home and abroad and not known_country and office.kind in {"state", "royal"}:
                    continue  # a government's page that speaks of Putin, and then of "the Vice President"
                if known_country and draft.hint is not None and draft.hint[0] not in {"", known_country}:
                    continue
                if where == sentence and _COORDINATED.fullmatch(self.text, self._end_of(offset), before):
                    continue  # "between Tony Blinken and Egypt's foreign minister"
                probe = Draft("person", draft.name, rank=office.rank)
                if draft.country and not may_have(probe, draft.country):
                    continue
                if office.kind == "company" and draft.country is not None:
                    continue
                draft.office, draft.office_kind, draft.rank = office.text, office.kind, office.rank
                return entity
        return None

    def _end_of(self, start: int) -> int:
        """Where the mention by name that starts at an offset ends."""
        index = bisect_left(self.starts, start)
        at_start = index < len(self.named) and self.named[index].start == start
        return self.named[index].end if at_start else start

    def own_holder(self, office: Office) -> int | None:
        """Who holds a high office of the government that publishes the document: whom it calls "the President"."""
        if office.kind not in {"state", "royal"} or office.rank == "leader":
            return None
        fits = [
            index
            for index, draft in enumerate(self.drafts)
            if draft.kind == "person" and draft.rank == office.rank and draft.country == self.home
        ]
        in_office = [index for index in fits if not self._left_office(index)]
        # Of those who held it in turn, the one in office is he of whom the government's page speaks most.
        return max(in_office, key=lambda index: (len(self.drafts[index].runs), -index), default=None)

    def _left_office(self, index: int) -> bool:
        """Whether somebody is only told to have held their office before: "former Vice President X"."""
        offices = [run.office or run.extra_office for run in self.drafts[index].runs]
        told = [office for office in offices if office is not None]
        return bool(told) and all(office.former for office in told)

    def _of_other_field(self, draft: Draft, office: Office) -> bool:
        """Whether somebody called by the bare rank alone would be taken for one of many with a field of their own:
        "the Secretary of Education" on a government's page that names a "Secretary Ruiz"."""
        field, of, whole = office.text.lower().partition(" of ")
        bare = (draft.office or "").lower() == field and field in name_cues("rank_of_many") and of != ""
        own = self.home is not None and draft.country in (None, self.home)
        return bare and own and whole not in name_cues("called_by_rank")

    def _at_own_podium(self, office: Office) -> bool:
        """Whether an office told with no state is that of the government whose podium it is told at."""
        bare = office.country is None and office.bloc is None and office.rank in name_cues("own_office")
        return self.spoken and self.home is not None and bare

    def by_office(self, office: Office, before: int, sentence: int) -> int | None:
        """The person that an office alone refers to, where only one fits."""
        own = self.own_holder(office) if self.home and not (office.country or office.bloc or office.former) else None
        if own is not None:
            return own
        rank_tail = office.rank.split()[-1]
        seen = [
            entity for _, offset, entity in self.history if offset < before and self.drafts[entity].kind == "person"
        ]
        order = list(dict.fromkeys(reversed(seen)))
        fits: list[int] = []
        for entity in order:
            draft = self.drafts[entity]
            if office.country and (draft.country or draft.bloc) and draft.country != office.country:
                continue
            if (
                office.country
                and draft.country is None
                and draft.office is None
                and office.kind not in {"state", "royal"}
                and office.rank != "leader"
            ):
                continue
            if office.rank == "leader":
                if draft.office_kind in {"state", "royal"} and (
                    office.country is None or draft.country == office.country
                ):
                    fits.append(entity)
                continue
            if draft.office is None or (self.home and not office.former and self._left_office(entity)):
                continue
            if self._of_other_field(draft, office):
                continue
            if self._at_own_podium(office) and draft.country not in (None, self.home):
                continue
            # "the Secretary", after "Secretary of State X"
            same = (
                (draft.rank or "").startswith(f"{office.rank} of ")
                or draft.rank == office.rank
                or (
                    (draft.rank or "").split()[-1:] == [rank_tail]
                    and draft.office_kind == office.kind
                    and _is_vice(draft.rank or "") == _is_vice(office.rank)
                )
            )
            if same:
                fits.append(entity)
        if not fits:
            return self.unlabelled(office, before, sentence)
        if len(fits) == 1:
            return fits[0]
        exact = [entity for entity in fits if (self.drafts[entity].office or "").lower() == office.text.lower()]
        if len(exact) == 1:
            return exact[0]
        pool = exact or fits
        if office.country:
            told = [entity for entity in pool if self.drafts[entity].country == office.country]
            pool = told or pool
        return self.topic(pool, before)


def across(walker: Resolver, recent: Sequence[int]) -> list[int]:
    """The two that "the two" are of those named lately, last first: people of two states rather than of one."""
    first, *others = recent
    drafts = walker.drafts
    home = drafts[first].country
    same = drafts[others[0]].country == home and home is not None and drafts[first].kind == "person"
    abroad = [e for e in others if drafts[e].country not in (None, home) and drafts[e].kind == "person"]
    return [first, abroad[0]] if same and abroad else [first, others[0]]
