# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """What was announced, so that its figures can be told and a mail can follow a blocked note."""

    dependencies = [("office", "0006_notes_by_day")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Announcement",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=24),
                ),
                ("title", fields.TextField(unique=False)),
                ("text", fields.TextField(unique=False)),
                ("begun_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "announcements",
                "app": "office",
                "pk_attr": "name",
                "table_description": "What was announced. Its messages stand in the outbox, under keys that begin with its name.",
            },
            bases=["Model"],
        ),
    ]
