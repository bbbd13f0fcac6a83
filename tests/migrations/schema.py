"""What a database is made of, read from its own catalogue: tables, columns, defaults, constraints, indexes, triggers.

Columns stand by name: SQLite puts one that was changed behind the others, and nothing reads them by their place.
"""

from __future__ import annotations

import re
from typing import Any

# One line for each thing.
POSTGRESQL = """
SELECT format('column %s %s %s %s default %s %s %s', c.relname, a.attname,
        format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
        pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity, ''), nullif(a.attgenerated, ''))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace
UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT format('trigger %s %s', tgenabled, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public'
"""


def read(connection: Any) -> list[str]:
    """Return a line for each thing that the database of this connection is made of, sorted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return sorted(row[0] for row in cursor.fetchall())
        lines: list[str] = []
        # Without what ANALYZE has counted.
        cursor.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
        )
        for kind, name, table, sql in cursor.fetchall():
            if kind == "table" and sql.startswith("CREATE TABLE"):
                lines += _table(cursor, name, sql)
            else:
                lines.append(f"{kind} {name} on {table}: {sql}")
        return sorted(lines)


def _table(cursor: Any, name: str, sql: str) -> list[str]:
    """A table of SQLite: it keeps the words by which each was made, and those that were added later stand elsewhere."""
    lines = []
    for pragma in ("table_xinfo", "foreign_key_list", "index_list"):
        cursor.execute(f'PRAGMA {pragma}("{name}")')
        for row in cursor.fetchall():
            lines.append(f"{pragma} {name} {row[1:]}")  # the first is its place
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    lines += [f"part {name} {' '.join(part.split())}" for part in _parts(body)]
    lines.append(f"after {name} {sql[sql.rindex(')') :]}")
    return lines


def _parts(body: str) -> list[str]:
    """The definitions between a table's brackets, parted at the commas outside all others."""
    parts, depth = [""], 0
    for piece in re.findall(r"'(?:[^']|'')*'|\"[^\"]*\"|[^'\"(),]+|[(),]", body):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
