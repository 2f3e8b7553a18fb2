"""YAML front matter at the head of a text: read for metadata, left in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"""["']?[\w.@ -]{0,80}["']?[ \t]{0,4}:(?:\s|$)""")
_SHORT = 12
"""Lines between two rules of dashes that are taken for a front matter even where nothing looks like `key:`."""


class _AliasFound(yaml.YAMLError):
    pass


class _PlainLoader(yaml.SafeLoader):
    """Every scalar a string, no tags obeyed, no aliases: nothing in a front matter can act or grow."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _AliasFound("it refers back to itself (an alias), which is not allowed")
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.construct_object(child, deep=True) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return {
                str(self.construct_object(key, deep=True)): self.construct_object(value) for key, value in node.value
            }
        raise yaml.YAMLError("it holds something that is neither value, list nor mapping")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a front matter says, or why it can't be read (`problem`, the end of a sentence)."""

    fields: dict[str, object] = field(default_factory=dict)
    problem: str | None = None


def find_front_matter(text: str, max_chars: int) -> FrontMatter | None:
    """The front matter that `text` begins with, or None where it begins with none.

    A front matter is opened by a first line `---` with something like `key:` below it and closed
    by `---` or `...`; rules of dashes around plain text are none. One that opens and never closes
    within `max_chars`, or that is no YAML mapping, comes back with a `problem`.
    """
    opened = _FENCE.match(text)
    if opened is None:
        return None
    block = re.sub(r"\r\n?", "\n", text[opened.end() : opened.end() + max_chars])
    closed = _END.search(block)
    lines = [line for line in (block[: closed.start()] if closed else block).split("\n") if line.strip()]
    keyed = any(_KEY.match(line.strip()) for line in lines[:3])
    if not keyed and (closed is None or len(lines) > _SHORT):
        return None
    if closed is None:
        return FrontMatter(problem=f"it is not closed by a line '---' within {max_chars:,} characters")
    try:
        fields = _PlainLoader(block[: closed.start()]).get_single_data()
    except yaml.MarkedYAMLError as error:
        where = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        return FrontMatter(problem=f"it is no valid YAML{where}: {error.problem or 'unreadable'}")
    except (yaml.YAMLError, ValueError) as error:
        return FrontMatter(problem=f"it is no valid YAML: {' '.join(str(error).split())[:200]}")
    except RecursionError:
        return FrontMatter(problem="it is nested too deeply")
    if not keyed and not isinstance(fields, dict):
        return None
    if not isinstance(fields, dict):
        return FrontMatter(problem="it is no mapping of names to values")
    return FrontMatter(fields=fields)
