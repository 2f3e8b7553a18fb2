"""Names of all articles brought to persons, countries, blocs, bodies, companies and organisations.

Each form that articles use gets a node; nodes are joined where normal forms, lexicons, an
abbreviation or a spelling of the same sounds say that they mean one party, and nothing known (state,
public or company office) speaks against it. A likeness of letters alone never joins two nodes, nor
does a family name. A join that could go to several candidates is not made at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.resolution.disjoint_sets import DisjointSets
from pipeline.resolution.names_in_use import (
    ORGANISED,
    KnownName,
    NameForm,
    every_state_has,
    known,
    may_be_short,
    state_name,
    state_of,
)
from pipeline.resolution.normal_forms import (
    acronym_of,
    generic_company_words,
    initials,
    organisation_name,
    person_name,
    sound_of,
    words,
)
from pipeline.resolution.office_kinds import bloc_of_body, bloc_of_office, sphere, stretches_of

_LIKE_ENOUGH = 85.0
"""Similarity (rapidfuzz ratio, 0 to 100) that spellings of the same sounds need besides their other signs."""

Node = tuple[str, ...]


@dataclass(slots=True)
class Entity:
    """One party over all articles."""

    forms: list[int]
    """Indices of its name forms."""
    name: str
    entity_type: str
    country: str | None
    aliases: tuple[str, ...]
    key: str
    """What its id is derived from: unchanged by further names, articles or their order."""
    side: str
    """For whom it acts: a state's code, `B:` and a bloc's name, or `K:` and its own key."""


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """All entities, and for each name form the index of its entity."""

    entities: list[Entity]
    entity_of: list[int]
    form_keys: list[str]
    """What the id of an entity would be derived from, were a form its first one."""


class _Nodes:
    """The nodes of the forms, with what joins need to know of them, and the joins made so far."""

    def __init__(self, forms: Sequence[NameForm]) -> None:
        self.forms = forms
        self.of_form: list[Node] = []
        self.known: dict[Node, KnownName] = {}
        self.states: dict[Node, set[str]] = defaultdict(set)
        self.spheres: dict[Node, set[str]] = defaultdict(set)
        self.offices: dict[Node, set[str]] = defaultdict(set)
        self.vague: set[Node] = set()
        """Bodies that every state has, given without the state: nobody knows whose they are."""
        for form in forms:
            node = self._node(form)
            self.of_form.append(node)
            if form.country:
                self.states[node].add(form.country)
            if form.office:
                self.offices[node].add(form.office)
                found = sphere(form.office)
                if found:
                    self.spheres[node].add(found)
        self.sets: DisjointSets[Node] = DisjointSets(sorted(set(self.of_form)))

    def _node(self, form: NameForm) -> Node:
        if form.entity_type == "person":
            name = person_name(form.name)
            return ("person", name.key, form.country or "", sphere(form.office) if name.is_full else "")
        if form.entity_type == "country":
            code = state_of(form)
            return ("state", code) if code else ("state", "", " ".join(words(form.name)))
        entry = known(form)
        if entry is not None:
            self.known[entry.key] = entry
            return entry.key
        of_state = form.entity_type == "government_body"
        name_of = organisation_name(form.name, of_state=of_state)
        state = name_of.state or form.country or ""
        if form.entity_type == "company":
            state = ""
        node = ("organised", name_of.key, state)
        if of_state and not state and every_state_has(form.name):
            self.vague.add(node)
        return node

    def with_prefix(self, kind: str) -> list[Node]:
        return [node for node in self.sets.items if node[0] == kind]

    def states_agree(self, first: Node, second: Node) -> bool:
        one, other = self.states[first], self.states[second]
        return not one or not other or bool(one & other)

    def spheres_agree(self, first: Node, second: Node) -> bool:
        one, other = self.spheres[first], self.spheres[second]
        return not one or not other or bool(one & other)


def _only(candidates: Iterable[Node]) -> Node | None:
    """The one candidate, or None where there is none or several."""
    found = list(candidates)
    return found[0] if len(found) == 1 else None


def _join_stateless(nodes: _Nodes) -> None:
    """A body or organisation given without its state joins the one of that name that has a state, if there is one."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.with_prefix("organised"):
        groups[node[1]].append(node)
    for group in groups.values():
        target = _only(node for node in group if node[2])
        for node in (node for node in group if not node[2] and node not in nodes.vague):
            if target is not None:
                nodes.sets.join(node, target)


def _join_orders_of_words(nodes: _Nodes, forms: Sequence[NameForm]) -> None:
    """Articles differ over whether a party is a body, a company or an organisation; the name in its order decides."""
    by_name: dict[str, set[Node]] = defaultdict(set)
    for form, node in zip(forms, nodes.of_form, strict=True):
        if form.entity_type in ORGANISED:
            by_name[organisation_name(form.name, of_state=False).key].add(node)
    for same in by_name.values():
        states = {state for node in same for state in nodes.states[node]}
        if len(states) <= 1 and not (states and same & nodes.vague):
            first, *rest = sorted(same)
            for node in rest:
                nodes.sets.join(first, node)


def _join_abbreviations(nodes: _Nodes, forms: Sequence[NameForm]) -> None:
    by_initials: dict[str, set[Node]] = defaultdict(set)
    short: dict[str, set[Node]] = defaultdict(set)
    for form, node in zip(forms, nodes.of_form, strict=True):
        if form.entity_type not in ORGANISED:
            continue
        acronym = acronym_of(form.name)
        if acronym:
            short[acronym].add(node)
            continue
        name = words(form.name)
        if len(name) >= 3:
            for letters in initials(name[1:] if name[0] == "the" else name):
                by_initials[letters].add(node)
    for acronym, nodes_of_short in sorted(short.items()):
        for node in sorted(nodes_of_short):
            if node[0] == "known":
                continue
            candidates = {
                nodes.sets.find(other) for other in by_initials.get(acronym, ()) if nodes.states_agree(node, other)
            }
            target = _only(candidates)
            if target is not None:
                nodes.sets.join(node, target)


def _join_short_company_names(nodes: _Nodes, forms: Sequence[NameForm]) -> None:
    """ "Ganfeng" joins "Ganfeng Lithium" where that is the one company that adds only a line of business."""
    longer: dict[tuple[str, ...], set[Node]] = defaultdict(set)
    short: dict[tuple[str, ...], set[Node]] = defaultdict(set)
    everyday = generic_company_words()
    for form, node in zip(forms, nodes.of_form, strict=True):
        if form.entity_type != "company" or not form.name.split():
            continue
        name = organisation_name(form.name, of_state=False).words
        # One word alone must be written the same way: "MAX" is not "Max".
        written = tuple(form.name.split()[:1])
        if len(name) > 1 and not everyday.issuperset(name):
            short[name].add(node)
        elif may_be_short(name):
            short[written].add(node)
        for length in range(1, len(name)):
            if length == 1 and not may_be_short(name[:1]):
                continue
            beginning = written if length == 1 else name[:length]
            longer[beginning].add(node if everyday.issuperset(name[length:]) else ("more", *name))
    for written, nodes_of_short in sorted(short.items()):
        candidates = {nodes.sets.find(node) if node in nodes.sets else node for node in longer.get(written, ())}
        target = _only(candidates)
        if target is None or target[0] == "more":
            continue
        for node in sorted(nodes_of_short):
            if node[0] != "known" and nodes.states_agree(node, target):
                nodes.sets.join(node, target)


def _join_persons(nodes: _Nodes) -> None:
    """Persons of one full name: the same state is the same person, unless one holds public, the other company office.

    A person given without state or office joins the one that has them, where there is just one.
    """
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.with_prefix("person"):
        if " " in node[1]:
            groups[node[1]].append(node)
    for group in groups.values():
        for node in (node for node in group if node[2] and not node[3]):
            target = _only(other for other in group if other[2] == node[2] and other[3])
            if target is not None:
                nodes.sets.join(node, target)
        with_state = [node for node in group if node[2]]
        for node in (node for node in group if not node[2] and node[3]):
            spheres: dict[Node, set[str]] = defaultdict(set)
            for other in with_state:
                spheres[nodes.sets.find(other)].add(other[3])
            target = _only(root for root, found in spheres.items() if node[3] in found or found == {""})
            if target is not None:
                nodes.sets.join(node, target)
        for node in (node for node in group if not node[2] and not node[3]):
            target = _only({nodes.sets.find(other) for other in group if other != node})
            if target is not None:
                nodes.sets.join(node, target)


def _office_words(nodes: _Nodes, node: Node) -> set[str]:
    return {word for office in nodes.offices[node] for word in words(office) if len(word) > 3}


def _spelt_alike(nodes: _Nodes, first: Node, second: Node, names: dict[Node, tuple[str, ...]]) -> bool:
    one, other = names[first], names[second]
    if fuzz.ratio(first[1], second[1]) < _LIKE_ENOUGH:
        return False
    same_given = one[0] == other[0]
    same_family = one[-1] == other[-1]
    return same_given or (same_family and bool(_office_words(nodes, first) & _office_words(nodes, second)))


def _join_spellings_of_persons(nodes: _Nodes, forms: Sequence[NameForm]) -> None:
    """Persons of one state: names of the same sounds, and longer and shorter forms of one name."""
    names: dict[Node, tuple[str, ...]] = {}
    for form, node in zip(forms, nodes.of_form, strict=True):
        if form.entity_type == "person" and node[2] and " " in node[1]:
            name = person_name(form.name).words
            names[node] = min(names.get(node, name), name)
    by_sound: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    by_letters: dict[tuple[str, str], list[Node]] = defaultdict(list)
    by_ends: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in sorted(names):
        by_sound[node[2], *(sound_of(word) for word in sorted(names[node]))].append(node)
        by_letters[node[2], "".join(names[node])].append(node)
        for end in {f"{names[node][0]} …", f"… {names[node][-1]}"}:
            by_ends[node[2], end].append(node)
    for same in by_letters.values():
        _join_all(nodes, [(first, second) for first in same[:1] for second in same[1:]])
    for same in by_sound.values():
        for position, first in enumerate(same[:50]):
            _join_all(
                nodes, [(first, other) for other in same[position + 1 : 50] if _spelt_alike(nodes, first, other, names)]
            )
    for _, same in sorted(by_ends.items()):
        for node in same:
            own = set(names[node])
            longer = {
                nodes.sets.find(other)
                for other in same[:200]
                if len(names[other]) > len(own) and own < set(names[other])
            } - {nodes.sets.find(node)}
            target = _only(longer)
            if target is not None:
                _join_all(nodes, [(node, target)])


def _join_all(nodes: _Nodes, pairs: Iterable[tuple[Node, Node]]) -> None:
    for first, second in pairs:
        if nodes.spheres_agree(first, second):
            nodes.sets.join(first, second)


def _majority(votes: Counter[str]) -> str | None:
    """The value with most votes; the first in alphabetical order among equals; None without votes."""
    return min(votes, key=lambda value: (-votes[value], value)) if votes else None


def _usual_name(forms: Sequence[NameForm], entry: KnownName | None, entity_type: str, country: str | None) -> str:
    if entry is not None:
        return entry.name
    if entity_type == "country" and country:
        return state_name(country) or forms[0].name
    votes: Counter[str] = Counter()
    for form in forms:
        votes[form.name] += form.articles
    full = [name for name in votes if acronym_of(name) is None] or list(votes)
    if entity_type == "person":
        full = [name for name in full if person_name(name).is_full] or full
    return min(full, key=lambda name: (-votes[name], -len(name), name))


def _key(node: Node) -> str:
    return "\x1f".join(node)


def _entity(nodes: _Nodes, indices: list[int]) -> Entity:
    forms = [nodes.forms[i] for i in indices]
    own = sorted({nodes.of_form[i] for i in indices})
    types: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for form in forms:
        types[form.entity_type] += form.articles
        if form.country:
            states[form.country] += form.articles
    entry = next((nodes.known[node] for node in own if node[0] == "known"), None)
    entity_type = entry.entity_type if entry else _majority(types) or "organisation"
    country = (entry.country if entry and entry.entity_type != "company" else None) or _majority(states)
    if country is None:
        country = next((node[2] for node in own if node[0] in ("organised", "person") and node[2]), None)
    if own[0][0] == "state":
        country = own[0][1] or None
    if entity_type == "bloc":
        country = None
    name = _usual_name(forms, entry, entity_type, country)
    first = min(indices, key=lambda i: (nodes.forms[i].first, nodes.of_form[i]))
    anchor = next((node for node in own if node[0] == "known"), nodes.of_form[first])
    aliases = tuple(sorted({form.name for form in forms} - {name}))
    return Entity(
        indices, name, entity_type, country, aliases, _key(anchor), _side(forms, entity_type, country, anchor)
    )


def _side(forms: Sequence[NameForm], entity_type: str, country: str | None, anchor: Node) -> str:
    """For whom the entity acts, as far as its own names and offices tell."""
    if entity_type in ("bloc", "government_body", "organisation"):
        bloc = next((found for form in forms if (found := bloc_of_body(form.name))), None)
        if bloc:
            return f"B:{bloc}"
    if entity_type in ("country", "government_body", "person") and country:
        return country
    if entity_type == "person":
        votes: Counter[str] = Counter()
        for form in forms:
            bloc = bloc_of_office(form.office)
            if bloc:
                votes[bloc] += form.articles
        bloc = _majority(votes)
        if bloc:
            return f"B:{bloc}"
    return f"K:{_key(anchor)}"


def _sides_of_company_persons(nodes: _Nodes, entities: list[Entity]) -> None:
    """A person whose office names a company or organisation of the data ("Glencore boss") acts for it."""
    organised: dict[str, str] = {}
    for entity in entities:
        if entity.entity_type in ORGANISED:
            for index in entity.forms:
                key = organisation_name(nodes.forms[index].name, of_state=False).key
                organised.setdefault(key, entity.side)
    for entity in entities:
        if entity.entity_type != "person" or not entity.side.startswith("K:"):
            continue
        offices = sorted({form.office for i in entity.forms if (form := nodes.forms[i]).office})
        named = (organised.get("".join(part)) for office in offices for part in stretches_of(office or ""))
        entity.side = next((side for side in named if side), entity.side)


def resolve_names(
    forms: Sequence[NameForm],
    same: Iterable[tuple[int, int]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> ResolvedNames:
    """Bring name forms to entities. The result does not depend on the order of `forms`.

    `same` and `different` are pairs of indices of forms that somebody has ruled to mean one party,
    or two; the first are joined whatever else holds, the second are never joined.
    """
    nodes = _Nodes(forms)
    for first, second in different:
        nodes.sets.keep_apart(nodes.of_form[first], nodes.of_form[second])
    for first, second in same:
        nodes.sets.join(nodes.of_form[first], nodes.of_form[second])
    _join_stateless(nodes)
    _join_orders_of_words(nodes, forms)
    _join_abbreviations(nodes, forms)
    _join_short_company_names(nodes, forms)
    _join_persons(nodes)
    _join_spellings_of_persons(nodes, forms)
    groups: dict[Node, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes.of_form):
        groups[nodes.sets.find(node)].append(index)
    entities = sorted((_entity(nodes, indices) for indices in groups.values()), key=lambda entity: entity.key)
    _sides_of_company_persons(nodes, entities)
    entity_of = [0] * len(forms)
    for number, entity in enumerate(entities):
        for index in entity.forms:
            entity_of[index] = number
    return ResolvedNames(entities, entity_of, [_key(node) for node in nodes.of_form])
