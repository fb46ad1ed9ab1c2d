"""Brings a table up to what a file's lines say, by their key."""

from storage.engine.database import is_sqlite, run
from storage.imports.staging import Loaded, Staging, count


async def update(staged: Staging) -> Loaded:
    """Add the lines whose key is new, and change what others say otherwise.

    Of a kind that is `whole`, what the file no longer holds is removed first.
    """
    kind, table = staged.kind, staged.kind.table
    held = before = await count(f'"{table}"')
    if kind.whole is not None:
        await run(_removal(staged, kind.whole))
        before = await count(f'"{table}"')
    changed, action = 0, "NOTHING"
    if updated := _updated(staged):
        changed = await count(
            f'staged JOIN "{table}" ON {_same_key(staged)}'
            f" WHERE {_differs(staged, updated, 'staged')}"
        )
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in updated)
        action = f"UPDATE SET {changes} WHERE {_differs(staged, updated, 'excluded')}"
    names = ", ".join(f'"{name}"' for name in staged.types)
    values = ", ".join(_value(staged, name) for name in staged.types)
    key = ", ".join(f'"{name}"' for name in kind.key)
    await run(
        f"""
        INSERT INTO "{table}" ({names}) SELECT {values} FROM staged WHERE true
        ORDER BY {key} ON CONFLICT ({key}) DO {action}
        """  # noqa: S608
    )
    new = await count(f'"{table}"') - before
    return Loaded(new, changed, await count("staged") - new - changed, held - before)


def _removal(staged: Staging, whole: str) -> str:
    """Removes lines that a file no longer holds of what it holds otherwise."""
    return f"""
        DELETE FROM "{staged.kind.table}" WHERE "{whole}" IN (SELECT "{whole}" FROM staged)
        AND NOT EXISTS (SELECT 1 FROM staged WHERE {_same_key(staged)})
    """  # noqa: S608


def _updated(staged: Staging) -> list[str]:
    return [name for name in staged.types if name in staged.given.difference(staged.kind.key)]


def _same_key(staged: Staging) -> str:
    return " AND ".join(
        f'"{staged.kind.table}"."{name}" = {_value(staged, name)}' for name in staged.kind.key
    )


def _differs(staged: Staging, updated: list[str], source: str) -> str:
    """Whether the table says otherwise than the source, in what the file gives."""
    distinct = "IS NOT" if is_sqlite() else "IS DISTINCT FROM"
    return " OR ".join(
        f'"{staged.kind.table}"."{name}" {distinct} {_value(staged, name, source)}'
        for name in updated
    )


def _value(staged: Staging, name: str, source: str = "staged") -> str:
    """A staged value with its column's type; SQLite's columns take text as it is."""
    type_ = staged.types[name]
    if type_ == "TEXT" or source == "excluded" or is_sqlite():
        return f'{source}."{name}"'
    return f'CAST({source}."{name}" AS {type_})'
