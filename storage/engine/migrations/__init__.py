"""The tables' history, a file a step.

After a change in `storage.tables`, the next step is written by

    python -m tortoise -c storage.engine.migrations.TORTOISE_ORM makemigrations --name NAME

and then read, formatted and tested like other code. A new column is nullable or has `db_default`;
`tests/storage/engine/test_migration_rules.py` has the rules, `docs/decisions/0005-*.md` why.
"""

from storage.engine.database import tortoise_config

TORTOISE_ORM = tortoise_config(
    {"engine": "storage.engine.sqlite", "credentials": {"file_path": ":memory:"}}
)
