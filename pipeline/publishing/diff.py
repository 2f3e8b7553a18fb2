"""What changed from one dataset to another: rows by key, and the tables' shape with its SemVer meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.cross_checks import quoted

Meaning = Literal["none", "patch", "minor", "major"]
_MEANINGS: tuple[Meaning, ...] = ("none", "patch", "minor", "major")

EXAMPLE_KEYS = 200
"""How many keys of each kind a diff names; counts are always complete."""

_ID_COLUMNS = ("meeting_id", "deal_id", "entity_id", "record_id")
"""Columns whose ids `superseded_ids` may retire."""


class DiffFailed(ValueError):
    """Two folders that can't be compared, and why."""


@dataclass(frozen=True, slots=True)
class TableDiff:
    """Rows of one table, compared by key."""

    before: int
    after: int
    added: int
    changed: int
    removed: int
    """Rows whose key is gone, superseded ones apart."""
    superseded: int
    """Rows whose key is gone because an id in it was replaced; `superseded_ids` tells by which."""
    changed_columns: Mapping[str, int]
    """In how many of the changed rows each column differs."""
    keys: Mapping[str, tuple[str, ...]]
    """The first keys of each kind (`added`, `changed`, `removed`, `superseded`), parts joined by a blank."""

    @property
    def unchanged(self) -> bool:
        """Whether no row differs."""
        return not (self.added or self.changed or self.removed or self.superseded)


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of the tables' shape, in words, and what it means for those who use them."""

    table: str
    change: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between two datasets."""

    tables: Mapping[str, TableDiff]
    schema: tuple[SchemaChange, ...]

    @property
    def schema_meaning(self) -> Meaning:
        """The weightiest schema change."""
        return max((change.meaning for change in self.schema), key=_MEANINGS.index, default="none")

    def to_json(self) -> str:
        """As JSON text with sorted keys."""
        plain = {
            "tables": {name: asdict(table) for name, table in self.tables.items()},
            "schema": [asdict(change) for change in self.schema],
            "schema_meaning": self.schema_meaning,
        }
        return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def diff_releases(before: Path, after: Path) -> Diff:
    """Compare two folders of `<table>.parquet` files (releases or datasets).

    Raises DiffFailed where one holds no tables, or a table can't be read or compared.
    """
    old, new = _tables(before), _tables(after)
    superseded = new.get("superseded_ids")
    schema = [change for name in sorted(old.keys() | new.keys()) for change in _schema_changes(name, old, new)]
    tables: dict[str, TableDiff] = {}
    with duckdb.connect(":memory:") as database:
        try:
            database.execute(
                "CREATE TABLE gone AS SELECT old_id FROM "
                + (f"read_parquet({quoted(str(superseded))})" if superseded else "(SELECT NULL AS old_id) WHERE false")
            )
            for name in sorted(old.keys() | new.keys()):
                tables[name] = _table_diff(database, name, old.get(name), new.get(name))
        except duckdb.Error as problem:
            raise DiffFailed(f"{before} and {after} can't be compared: {problem}") from problem
    return Diff(tables, tuple(schema))


def _tables(folder: Path) -> dict[str, Path]:
    files = {file.stem: file for file in sorted(folder.glob("*.parquet"))}
    if not files:
        raise DiffFailed(f"{folder} holds no tables")
    for file in files.values():
        try:
            schema = pq.read_schema(file)
        except (pa.ArrowInvalid, OSError) as problem:
            raise DiffFailed(f"{file} can't be read: {problem}") from problem
        if b"key" not in (schema.metadata or {}):
            raise DiffFailed(f"{file} does not say what its key is")
    return files


def _key(file: Path) -> tuple[str, ...]:
    return tuple((pq.read_schema(file).metadata or {})[b"key"].decode().split(","))


def _table_diff(database: duckdb.DuckDBPyConnection, name: str, old: Path | None, new: Path | None) -> TableDiff:
    if old is None or new is None:
        file = cast(Path, old or new)
        rows = pq.read_metadata(file).num_rows
        return TableDiff(
            before=rows if old else 0, after=rows if new else 0, added=rows if new else 0, changed=0,
            removed=rows if old else 0, superseded=0, changed_columns={}, keys={},
        )  # fmt: skip
    key = _key(new)
    if key != _key(old):
        raise DiffFailed(f"table {name!r} can't be compared: its key was {_key(old)} and is {key}")
    common = [column for column in pq.read_schema(new).names if column in pq.read_schema(old).names]
    compared = [column for column in common if column not in key]
    joined = " AND ".join(f'o."{column}" = n."{column}"' for column in key)
    label = " || ' ' || ".join(f'coalesce(n."{column}", o."{column}")::VARCHAR' for column in key)
    # record_id may join two ids by a slash
    gone = " OR ".join(
        f"list_has_any(string_split(o.\"{column}\"::VARCHAR, '/'), (SELECT list(old_id) FROM gone))"
        for column in pq.read_schema(old).names
        if column in _ID_COLUMNS
    )
    differs = [f'o."{column}" IS DISTINCT FROM n."{column}"' for column in compared]
    database.execute(
        f"CREATE OR REPLACE TABLE compared AS SELECT {label} AS key, CASE "
        f"WHEN o.\"{key[0]}\" IS NULL THEN 'added' "
        f'WHEN n."{key[0]}" IS NULL THEN '
        + (f"CASE WHEN {gone} THEN 'superseded' ELSE 'removed' END " if gone else "'removed' ")
        + "ELSE 'changed' END AS kind"
        + "".join(f', coalesce({test}, false) AS "c{i}"' for i, test in enumerate(differs))
        + f" FROM read_parquet({quoted(str(old))}) o FULL JOIN read_parquet({quoted(str(new))}) n ON {joined} "
        f'WHERE o."{key[0]}" IS NULL OR n."{key[0]}" IS NULL' + (f" OR {' OR '.join(differs)}" if differs else "")
    )
    counts = dict(database.execute("SELECT kind, count(*) FROM compared GROUP BY kind").fetchall())
    keys = {}
    for kind in ("added", "changed", "removed", "superseded"):
        found = database.execute("SELECT key FROM compared WHERE kind = ? ORDER BY key LIMIT ?", [kind, EXAMPLE_KEYS])
        keys[kind] = tuple(row[0] for row in found.fetchall())
    columns = {}
    if compared:
        sums = ", ".join(f'count(*) FILTER (WHERE "c{i}")' for i in range(len(compared)))
        row = database.execute(f"SELECT {sums} FROM compared WHERE kind = 'changed'").fetchall()[0]
        columns = {column: n for column, n in zip(compared, row, strict=True) if n}
    return TableDiff(
        before=pq.read_metadata(old).num_rows,
        after=pq.read_metadata(new).num_rows,
        added=counts.get("added", 0),
        changed=counts.get("changed", 0),
        removed=counts.get("removed", 0),
        superseded=counts.get("superseded", 0),
        changed_columns=columns,
        keys=keys,
    )


def _schema_changes(name: str, old: Mapping[str, Path], new: Mapping[str, Path]) -> list[SchemaChange]:
    """How one table's shape changed; `old` and `new` give the files of each release."""
    if name not in old:
        return [SchemaChange(name, "table added", "minor")]
    if name not in new:
        return [SchemaChange(name, "table removed", "major")]
    was, now = pq.read_schema(old[name]), pq.read_schema(new[name])
    found: list[SchemaChange] = []

    def note(change: str, meaning: Meaning) -> None:
        found.append(SchemaChange(name, change, meaning))

    if _key(old[name]) != _key(new[name]):
        note(f"key is {', '.join(_key(new[name]))}, was {', '.join(_key(old[name]))}", "major")
    for column in was.names:
        if column not in now.names:
            note(f"column {column} removed", "major")
    for column in now.names:
        if column not in was.names:
            note(f"column {column} added", "minor")
            continue
        before, after = was.field(column), now.field(column)
        if before.type != after.type:
            note(f"column {column} is {after.type}, was {before.type}", "major")
        if after.nullable and not before.nullable:
            note(f"column {column} may be null now", "major")
        if before.nullable and not after.nullable:
            note(f"column {column} is never null now", "minor")
        values_before, values_after = _about(before, "values").split("|"), _about(after, "values").split("|")
        if gone := [value for value in values_before if value not in values_after]:
            note(f"column {column} no longer takes {', '.join(gone)}", "major")
        if come := [value for value in values_after if value not in values_before]:
            note(f"column {column} takes {', '.join(come)} too", "minor")
        if _about(before, "unit") != _about(after, "unit"):
            note(f"column {column} counts {_about(after, 'unit')}, counted {_about(before, 'unit')}", "major")
        if _about(before, "description") != _about(after, "description"):
            note(f"column {column} is described anew", "patch")
    common_before = [column for column in was.names if column in now.names]
    common_after = [column for column in now.names if column in was.names]
    if common_before != common_after:
        note("columns stand in another order", "minor")
    if (was.metadata or {}).get(b"description") != (now.metadata or {}).get(b"description"):
        note("table is described anew", "patch")
    return found


def _about(field: pa.Field[pa.DataType], what: str) -> str:
    return (field.metadata or {}).get(what.encode(), b"").decode()


def bump(before: str, after: str) -> Meaning:
    """What kind of step leads from one SemVer number to another; `none` where it is no step up.

    Raises ValueError where one is no SemVer number.
    """
    old, new = ([int(part) for part in text.split(".")] for text in (before, after))
    if len(old) != 3 or len(new) != 3:
        raise ValueError(f"not SemVer numbers: {before!r}, {after!r}")
    for i, meaning in enumerate(("major", "minor", "patch")):
        if new[i] != old[i]:
            return cast(Meaning, meaning) if new[i] > old[i] else "none"
    return "none"


def at_least(meaning: Meaning, wanted: Meaning) -> bool:
    """Whether a step of kind `meaning` covers a change of kind `wanted`."""
    return _MEANINGS.index(meaning) >= _MEANINGS.index(wanted)


def changelog_markdown(diff: Diff) -> str:
    """A diff in words: the schema's changes, a table of counts, and the records that came and went."""
    lines: list[str] = []
    if diff.schema:
        lines += [f"Schema changes ({diff.schema_meaning}):", ""]
        lines += [f"- `{change.table}`: {change.change} ({change.meaning})" for change in diff.schema] + [""]
    else:
        lines += ["The schema is unchanged.", ""]
    if all(table.unchanged for table in diff.tables.values()):
        return "\n".join([*lines, "No row differs.", ""])
    lines += ["| table | before | after | added | changed | removed | superseded |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, table in diff.tables.items():
        if not table.unchanged:
            counts = (table.before, table.after, table.added, table.changed, table.removed, table.superseded)
            lines.append(f"| `{name}` | " + " | ".join(str(count) for count in counts) + " |")
    lines.append("")
    for name in ("meetings", "deals"):
        changes = diff.tables.get(name)
        if changes is None:
            continue
        for kind, total in (("removed", changes.removed), ("superseded", changes.superseded)):
            if total:
                shown = ", ".join(f"`{key}`" for key in changes.keys[kind][:20])
                lines.append(f"- {name} {kind}: {shown}{' …' if total > 20 else ''}")
        if changes.changed_columns:
            columns = ", ".join(f"{column} ({count})" for column, count in changes.changed_columns.items())
            lines.append(f"- {name} changed in: {columns}")
    return "\n".join(lines).rstrip() + "\n"
