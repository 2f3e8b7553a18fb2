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

from pipeline.resolution.name_nodes import Node, Nodes
from pipeline.resolution.names_in_use import ORGANISED, KnownName, NameForm, state_name
from pipeline.resolution.normal_forms import acronym_of, organisation_name, person_name
from pipeline.resolution.office_kinds import bloc_of_body, bloc_of_office, stretches_of
from pipeline.resolution.organisation_joins import join_organisations
from pipeline.resolution.person_joins import join_persons


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


def _entity(nodes: Nodes, indices: list[int]) -> Entity:
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


def _sides_of_company_persons(nodes: Nodes, entities: list[Entity]) -> None:
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
    nodes = Nodes(forms)
    for first, second in different:
        nodes.sets.keep_apart(nodes.of_form[first], nodes.of_form[second])
    for first, second in same:
        nodes.sets.join(nodes.of_form[first], nodes.of_form[second])
    join_organisations(nodes, forms)
    join_persons(nodes, forms)
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
