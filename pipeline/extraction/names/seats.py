"""Seats of government that act as bodies of their own: "the White House hosted X", not "the White House said"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.scene import Scene


def hosts_at_seats(scene: Scene) -> None:
    """Take a seat of government that puts on a gathering as the body that does so, and not for its state."""
    for run in scene.runs:
        if run.hit is None or run.hit.kind != "seat":
            continue
        if _puts_on(scene, run.last) or _put_on_by(scene, run.first):
            run.hit = replace(run.hit, kind="government_body", key=run.text, country=run.hit.key)


def _puts_on(scene: Scene, i: int) -> bool:
    """Whether a verb of putting something on stands at word `i`, or behind another body joined by "and"."""
    if i + 1 < scene.end and scene.words[i].low == "and":
        j = i + 2 if scene.words[i + 1].low == "the" else i + 1
        beside = scene.run_starting.get(j)
        i = scene.runs[beside].last if beside is not None else i
    while i < scene.end and scene.words[i].low in name_cues("before_putting_on"):
        i += 1
    return i < scene.end and scene.words[i].low in name_cues("putting_on")


def _put_on_by(scene: Scene, i: int) -> bool:
    """Whether "hosted by the" stands before word `i`."""
    before = [scene.words[t].low for t in range(max(scene.first, i - 3), i)]
    return len(before) == 3 and before[0] in name_cues("putting_on") and before[1:] == ["by", "the"]
