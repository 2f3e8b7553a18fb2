"""Which names of persons mean one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from pipeline.resolution.name_nodes import Node, Nodes, only
from pipeline.resolution.names_in_use import NameForm
from pipeline.resolution.normal_forms import person_name, sound_of, words

_LIKE_ENOUGH = 85.0
"""Similarity (rapidfuzz ratio, 0 to 100) that spellings of the same sounds need besides their other signs."""


def join_persons(nodes: Nodes, forms: Sequence[NameForm]) -> None:
    """Join the nodes that mean one person: those of one name, then those of its spellings."""
    _join_namesakes(nodes)
    _join_spellings(nodes, forms)


def _join_namesakes(nodes: Nodes) -> None:
    """Persons of one full name: the same state is the same person, unless one holds public, the other company office.

    A person given without state or office joins the one that has them, where there is just one.
    """
    groups: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.with_prefix("person"):
        if " " in node[1]:
            groups[node[1]].append(node)
    for group in groups.values():
        for node in (node for node in group if node[2] and not node[3]):
            target = only(other for other in group if other[2] == node[2] and other[3])
            if target is not None:
                nodes.sets.join(node, target)
        with_state = [node for node in group if node[2]]
        for node in (node for node in group if not node[2] and node[3]):
            spheres: dict[Node, set[str]] = defaultdict(set)
            for other in with_state:
                spheres[nodes.sets.find(other)].add(other[3])
            target = only(root for root, found in spheres.items() if node[3] in found or found == {""})
            if target is not None:
                nodes.sets.join(node, target)
        for node in (node for node in group if not node[2] and not node[3]):
            target = only({nodes.sets.find(other) for other in group if other != node})
            if target is not None:
                nodes.sets.join(node, target)


def _office_words(nodes: Nodes, node: Node) -> set[str]:
    return {word for office in nodes.offices[node] for word in words(office) if len(word) > 3}


def _spelt_alike(nodes: Nodes, first: Node, second: Node, names: dict[Node, tuple[str, ...]]) -> bool:
    one, other = names[first], names[second]
    if fuzz.ratio(first[1], second[1]) < _LIKE_ENOUGH:
        return False
    same_given = one[0] == other[0]
    same_family = one[-1] == other[-1]
    return same_given or (same_family and bool(_office_words(nodes, first) & _office_words(nodes, second)))


def _join_spellings(nodes: Nodes, forms: Sequence[NameForm]) -> None:
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
            target = only(longer)
            if target is not None:
                _join_all(nodes, [(node, target)])


def _join_all(nodes: Nodes, pairs: Iterable[tuple[Node, Node]]) -> None:
    for first, second in pairs:
        if nodes.spheres_agree(first, second):
            nodes.sets.join(first, second)
