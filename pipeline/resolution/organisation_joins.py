"""Which names of bodies, companies and organisations mean one party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.resolution.name_nodes import Node, Nodes, only
from pipeline.resolution.names_in_use import ORGANISED, NameForm, may_be_short
from pipeline.resolution.normal_forms import acronym_of, generic_company_words, initials, organisation_name, words


def join_organisations(nodes: Nodes, forms: Sequence[NameForm]) -> None:
    """Join the nodes of bodies, companies and organisations that mean one party."""
    _join_stateless(nodes)
    _join_orders_of_words(nodes, forms)
    _join_abbreviations(nodes, forms)
    _join_short_company_names(nodes, forms)


def _join_stateless(nodes: Nodes) -> None:
    """A body or organisation given without its state joins the one of that name that has a state, if there is one."""
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.with_prefix("organised"):
        groups[node[1]].append(node)
    for group in groups.values():
        target = only(node for node in group if node[2])
        for node in (node for node in group if not node[2] and node not in nodes.vague):
            if target is not None:
                nodes.sets.join(node, target)


def _join_orders_of_words(nodes: Nodes, forms: Sequence[NameForm]) -> None:
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


def _join_abbreviations(nodes: Nodes, forms: Sequence[NameForm]) -> None:
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
            target = only(candidates)
            if target is not None:
                nodes.sets.join(node, target)


def _join_short_company_names(nodes: Nodes, forms: Sequence[NameForm]) -> None:
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
        target = only(candidates)
        if target is None or target[0] == "more":
            continue
        for node in sorted(nodes_of_short):
            if node[0] != "known" and nodes.states_agree(node, target):
                nodes.sets.join(node, target)
