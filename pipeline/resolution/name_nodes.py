"""The nodes that names of parties get, what is known of each, and which of them were joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.resolution.disjoint_sets import DisjointSets
from pipeline.resolution.names_in_use import KnownName, NameForm, every_state_has, known, state_of
from pipeline.resolution.normal_forms import organisation_name, person_name, words
from pipeline.resolution.office_kinds import sphere

Node = tuple[str, ...]
"""Its kind ("person", "state", "organised", "known"), a normal form, and what tells namesakes apart."""


class Nodes:
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
        """The nodes of one kind."""
        return [node for node in self.sets.items if node[0] == kind]

    def states_agree(self, first: Node, second: Node) -> bool:
        """Whether no state is known of one of them, or one is that both have."""
        one, other = self.states[first], self.states[second]
        return not one or not other or bool(one & other)

    def spheres_agree(self, first: Node, second: Node) -> bool:
        """Whether nothing is known of the kind of office of one of them, or they share one."""
        one, other = self.spheres[first], self.spheres[second]
        return not one or not other or bool(one & other)


def only(candidates: Iterable[Node]) -> Node | None:
    """The one candidate, or None where there is none or several."""
    found = list(candidates)
    return found[0] if len(found) == 1 else None
