"""Rulings by people that two records are one, or two, brought down to the mentions and names they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipeline.resolution.corrections import RULINGS, Correction, CorrectionOutcome
from pipeline.resolution.entities import ResolvedNames
from pipeline.resolution.identifiers import entity_id
from pipeline.resolution.working_tables import WorkingTables, quoted


@dataclass(slots=True)
class Rulings:
    """Pairs of mention numbers and of name forms that are ruled to be one, or two."""

    same_mentions: list[tuple[int, int]] = field(default_factory=list)
    different_mentions: list[tuple[int, int]] = field(default_factory=list)
    same_forms: list[tuple[int, int]] = field(default_factory=list)
    different_forms: list[tuple[int, int]] = field(default_factory=list)
    outcomes: list[CorrectionOutcome] = field(default_factory=list)


def read_rulings(
    database: duckdb.DuckDBPyConnection,
    tables: WorkingTables,
    corrections: Sequence[Correction],
    names: ResolvedNames,
    previous: Path | None,
) -> Rulings:
    """The rulings among corrections.

    An id of a meeting or deal stands for the report that it is derived from, or for the first report
    of that record in the previous dataset; a statement's id for the report that makes it; an id of an
    entity for the name that it is derived from.
    """
    found = Rulings()
    wanted = [correction for correction in corrections if correction.field in RULINGS]
    if not wanted:
        return found
    ids = sorted({one for correction in wanted for one in (correction.record, correction.value)})
    mentions = _mentions_of(database, tables, ids, previous)
    forms = _forms_of(database, tables, ids, names, previous)
    for correction in wanted:
        same = correction.field == "same"
        for of, pairs in (
            (mentions, found.same_mentions if same else found.different_mentions),
            (forms, found.same_forms if same else found.different_forms),
        ):
            first, second = of.get(correction.record), of.get(correction.value)
            if first is not None and second is not None:
                if first != second:
                    pairs.append((first, second))
                    found.outcomes.append(CorrectionOutcome(correction, "applied"))
                else:
                    detail = "both ids stand for one report or name"
                    found.outcomes.append(CorrectionOutcome(correction, "bad_value", detail))
                break
        else:
            unknown = [one for one in (correction.record, correction.value) if one not in mentions and one not in forms]
            detail = f"no such record: {', '.join(unknown)}" if unknown else "the two ids are of different kinds"
            found.outcomes.append(CorrectionOutcome(correction, "unknown_record", detail))
    return found


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(quoted(one) for one in ids)


def _mentions_of(
    database: duckdb.DuckDBPyConnection, tables: WorkingTables, ids: Sequence[str], previous: Path | None
) -> dict[str, int]:
    queries = [
        f"""SELECT mention_id, mention_no, 0 AS rank FROM {tables.source("mentions")}
            WHERE mention_id IN ({_listed(ids)})""",
        f"""SELECT 's-' || statement_id, mention_no, 0 FROM {tables.source("statements")}
            WHERE 's-' || statement_id IN ({_listed(ids)})""",
    ]
    if previous is not None:
        queries.append(
            f"""SELECT p.record_id, s.mention_no, 1
            FROM read_parquet({quoted(previous / "statements.parquet")}) p
            JOIN {tables.source("statements")} s ON 's-' || s.statement_id = p.statement_id
            WHERE p.record_type IN ('meeting', 'deal') AND p.record_id IN ({_listed(ids)})"""
        )
    rows = database.execute(" UNION ALL ".join(queries) + " ORDER BY 3 DESC, 2 DESC").fetchall()
    return {str(one): int(number) for one, number, _ in rows}


def _forms_of(
    database: duckdb.DuckDBPyConnection,
    tables: WorkingTables,
    ids: Sequence[str],
    names: ResolvedNames,
    previous: Path | None,
) -> dict[str, int]:
    found: dict[str, int] = {}
    if previous is not None:
        rows = database.execute(
            f"""SELECT split_part(p.record_id, '/', 2) AS old, min(f.form_no)
            FROM read_parquet({quoted(previous / "statements.parquet")}) p
            JOIN {tables.source("statements")} s ON 's-' || s.statement_id = p.statement_id
            JOIN {tables.source("party_forms")} f ON f.mention_no = s.mention_no AND f.party = s.party
            WHERE p.record_type IN ('participant', 'deal_party') AND old IN ({_listed(ids)}) GROUP BY 1"""
        ).fetchall()
        found.update((str(one), int(number)) for one, number in rows)
    wanted = set(ids)
    for number, key in enumerate(names.form_keys):
        own = entity_id(key)
        if own in wanted:
            found[own] = min(number, found.get(own, number))
    return found
