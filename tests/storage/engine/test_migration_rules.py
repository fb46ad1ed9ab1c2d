"""What a migration may do: an upgrade is quick on a full database, and older replicas go on.

While a migration runs its tables are locked; the replicas of the version before still run
afterwards, until each is replaced. So a step only adds. What must be otherwise is named in
`ACCEPTED`, with the reason why it does no harm.
"""

import pytest
from tortoise import fields
from tortoise.context import require_context
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.migration import Migration

from storage.engine.database import apps, connection, open_database
from tests.storage.engine.table_states import history

SMALL = {"Announcement", "Phrasing", "ProgramVersion", "Rate", "Understood"}
"""Tables that stay small, whoever uses the office: the others grow with accounts or years."""

ACCEPTED = (
    {
        ("0003_claims_and_change_of_email", "AddIndex User"): "older than the rules",
        ("0004_notices", "AlterField OutboxItem.due_at"): "older than the rules",
        ("0004_notices", "AddIndex OutboxItem"): "older than the rules",
        ("0010_imports", "AddIndex OutboxItem"): "of the failed rows alone: 0.6 s at 500,000 rows",
        ("0014_inbox", "AddIndex Dialogue"): "of chats that are owed something: 0.2 s at 500,000",
        ("0007_program_version", "RunPython"): "sets defaults, reads and rewrites no row",
    }
    | {
        ("0011_retention", f"AddIndex {model}"): "a second in all, for 400,000 notices"
        for model in (
            *("OutboxItem", "User", "Link", "WrongPair", "WrongPassword", "AskedMail", "Dialogue"),
            *("SentVoucher", "Document"),
        )
    }
    | {
        ("0015_keys_of_a_person", f"AddIndex {model}"): "0.1 s each, at 200,000 messages"
        for model in ("Subscription", "Voucher", "OutboxItem")
    }
)


def faults(migration: Migration) -> dict[str, str]:
    """What a migration must not do, by operation."""
    made = {one.name for one in migration.operations if isinstance(one, ops.CreateModel)}
    found = {}
    for operation in migration.operations:
        model = getattr(operation, "model_name", None)
        name = _name(operation)
        fault = _fault(operation, grown=model is not None and model not in made | SMALL)
        if fault and (migration.name, name) not in ACCEPTED:
            found[name] = fault
    return found


def _name(operation: ops.Operation) -> str:
    parts = (getattr(operation, part, None) for part in ("model_name", "name"))
    return f"{type(operation).__name__} {'.'.join(filter(None, parts))}".strip()


def _fault(operation: ops.Operation, *, grown: bool) -> str | None:
    if isinstance(operation, ops.CreateModel | ops.RemoveIndex):
        return None
    if isinstance(operation, ops.AddField):
        return _fault_of_column(operation.field, grown=grown)
    if isinstance(operation, ops.AddIndex | ops.AddConstraint):
        return "nobody can write to a grown table while it is indexed" if grown else None
    return "it may rewrite a table, or take away what older replicas use"


def _fault_of_column(field: object, *, grown: bool) -> str | None:
    assert isinstance(field, fields.Field)
    if not field.null and not field.has_db_default():
        return "rows that are there have no value: null=True, or db_default=..."
    if field.has_db_default() and hasattr(field.db_default, "get_sql"):
        return "SQLite adds no column with a calculated default"
    if isinstance(field, ForeignKeyFieldInstance) and not field.null:
        return "rows that are there refer to nothing"
    if grown and (field.unique or field.index):
        return "nobody can write to a grown table while it is indexed"
    return None


@pytest.mark.parametrize("migration", history(), ids=lambda migration: str(migration.name))
def test_every_migration_keeps_the_rules(migration: Migration) -> None:
    assert faults(migration) == {}


def test_what_is_accepted_is_there() -> None:
    names = {migration.name for migration in history()}
    assert {name for name, _ in ACCEPTED} <= names


def test_each_migration_follows_one_and_is_followed_by_one() -> None:
    """Two that follow the same one were made side by side: let one follow the other."""
    steps = history()
    parents = [[parent for _, parent in migration.dependencies] for migration in steps]
    assert parents == [[], *([migration.name] for migration in steps[:-1])]


async def test_the_migrations_make_the_tables_that_the_program_uses(sqlite_url: str) -> None:
    async with open_database(sqlite_url, create=True):
        models = require_context().apps
        assert models is not None
        detector = MigrationAutodetector(models, apps(connection().connection_name))
        assert await detector.changes() == []


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        (ops.AddField("OutboxItem", "x", fields.BooleanField(default=False)), "db_default"),
        (ops.AddField("Rate", "x", fields.IntField()), "db_default"),
        (ops.AddField("OutboxItem", "x", fields.BooleanField(db_default=False)), None),
        (ops.AddField("OutboxItem", "x", fields.TextField(null=True)), None),
        (ops.AddField("OutboxItem", "x", fields.IntField(null=True, unique=True)), "indexed"),
        (ops.AddField("Account", "x", fields.IntField(null=True, db_index=True)), "indexed"),
        (ops.AddField("Rate", "x", fields.IntField(null=True, db_index=True)), None),
        (
            ops.AddField("Claim", "x", fields.ForeignKeyField("office.User", null=True)),
            None,
        ),
        (ops.AddIndex("Payment", Index(fields=["paid_on"])), "indexed"),
        (ops.AddIndex("Phrasing", Index(fields=["label"])), None),
        (ops.AlterField("Rate", "yearly", fields.FloatField()), "rewrite"),
        (ops.RemoveField("Chat", "settings"), "take away"),
        (ops.RenameField("Chat", "settings", "choices"), "take away"),
        (ops.DeleteModel("Document"), "take away"),
        (ops.RunPython(ops.RunPython.noop), "rewrite"),
        (ops.RunSQL("UPDATE outbox SET bulk = TRUE"), "rewrite"),
    ],
)
def test_the_rules_find_what_is_against_them(operation: ops.Operation, fault: str | None) -> None:
    class Step(Migration):
        operations = [operation]  # noqa: RUF012

    found = list(faults(Step("9999_step", "office")).values())
    assert found == [] if fault is None else fault in found[0]
