"""Chemical symbols and formulas where they stand for the commodity: "Ni-Cu-Co", "0.8% WO3", "2.1 g/t Au"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extraction.minerals.vocabulary import Hit, plain_digits
from pipeline.lexicons import table, values


@cache
def _meanings() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """What each symbol means, and the pattern of a symbol that shows by its company that it is one."""
    symbols = {row["symbol"]: (row["mineral_id"],) for row in table("minerals") if row["symbol"]}
    formulas = {row["formula"]: values(row["minerals"]) for row in table("mineral_formulas")}
    sure = {row["formula"]: values(row["minerals"]) for row in table("mineral_formulas") if not row["graded"]}

    def any_of(names: dict[str, tuple[str, ...]]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))

    long = {name: meaning for name, meaning in {**symbols, **formulas}.items() if len(name) > 1}
    one = rf"(?:{any_of({**symbols, **formulas})})"
    unit = "|".join(re.escape(word) for row in table("assay_units") for word in values(row["units"]))
    group = rf"(?P<group>(?:{any_of(long)})(?:\s?[-–‑/+±]\s?{one}){{1,8}})"
    plain = {name: meaning for name, meaning in long.items() if name.lower() not in _words()}
    graded = rf"(?<=\d)\s?(?:{unit})\s(?P<graded>{any_of(plain)}|{one}(?=[,;)/]|$))"
    formula = rf"(?P<formula>{any_of(sure)})"
    return {**symbols, **formulas}, re.compile(rf"(?:(?<![\w-]){group}|{graded}|(?<![\w.]){formula})(?![\w])", re.ASCII)


@cache
def _words() -> frozenset[str]:
    """Symbols that are words too ("As", "In"), in small letters."""
    return frozenset(word for row in table("mineral_cues") if row["shows"] == "word" for word in values(row["words"]))


def find_symbols(text: str) -> Iterator[Hit]:
    """Symbols in groups, behind a grade or a weight, and formulas of products, in order of place."""
    meanings, pattern = _meanings()
    plain = plain_digits(text)
    for match in pattern.finditer(plain):
        start, end = match.span(match.lastgroup or 0)
        if match.lastgroup != "group":
            yield Hit(start, end, meanings[match[match.lastgroup or 0]], "symbol")
            continue
        for part in re.compile(r"[A-Za-z0-9]+").finditer(plain, start, end):
            if part[0] in meanings:
                yield Hit(part.start(), part.end(), meanings[part[0]], "symbol")
