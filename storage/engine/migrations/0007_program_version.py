# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state_apps import StateApps

from storage.engine.moments import MomentField

WITHOUT_DEFAULT = {
    "chats": ("at_night_too", "wants_payments", "wants_reminders"),
    "outbox": ("bulk", "by_day"),
}
"""Columns that version 0.1.0 added without a default in the database."""


async def give_defaults(_: StateApps, editor: BaseSchemaEditor) -> None:
    """Make a database of version 0.1.0 like one made today; no row is rewritten."""
    for table, columns in WITHOUT_DEFAULT.items():
        if editor.DIALECT == "sqlite":
            await _edit_definition(editor, table, columns)
            continue
        for column in columns:
            await editor.client.execute_query(
                f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET DEFAULT FALSE'
            )


async def _edit_definition(editor: BaseSchemaEditor, table: str, columns: tuple[str, ...]) -> None:
    """SQLite's own way to change a default without copying the table (lang_altertable, 7)."""
    query = editor.client.execute_query_dict
    named = "type = 'table' AND name = ?"
    [found] = await query(f"SELECT sql FROM sqlite_schema WHERE {named}", [table])  # noqa: S608
    definition = found["sql"]
    for column in columns:
        bare = f'"{column}" INT NOT NULL'
        if f"{bare} DEFAULT" not in definition:
            definition = definition.replace(bare, f"{bare} DEFAULT 0")
    if definition == found["sql"]:
        return
    [cookie] = await query("PRAGMA schema_version")
    await query("PRAGMA writable_schema = ON")
    await query(f"UPDATE sqlite_schema SET sql = ? WHERE {named}", [definition, table])  # noqa: S608
    await query(f"PRAGMA schema_version = {cookie['schema_version'] + 1}")
    await query("PRAGMA writable_schema = RESET")


class Migration(migrations.Migration):
    """Which version of the program uses the tables."""

    dependencies = [("office", "0007_announcements")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ProgramVersion",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.CharField(max_length=32)),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "program_versions",
                "app": "office",
                "pk_attr": "id",
                "table_description": "A version of the program that used these tables first at `at`. The newest row is the last.",
            },
            bases=["Model"],
        ),
        ops.RunPython(give_defaults),
    ]
