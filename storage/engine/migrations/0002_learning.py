# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """What is learnt from messages: not understood, added phrasings, counts."""

    dependencies = [("office", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Phrasing",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("label", fields.CharField(max_length=64)),
                ("phrasing", fields.CharField(unique=True, max_length=400)),
                ("added_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "phrasings",
                "app": "office",
                "pk_attr": "id",
                "table_description": "A way of asking that staff added to an answer.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Unanswered",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("masked", fields.TextField(unique=False)),
                ("guess", fields.CharField(default="", max_length=64)),
                ("at", MomentField(db_index=True, auto_now=False, auto_now_add=False)),
                ("settled_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "unanswered",
                "app": "office",
                "pk_attr": "id",
                "table_description": "A message that the bot did not understand, without personal data.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Understood",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("label", fields.CharField(max_length=64)),
                ("on", fields.DateField()),
                ("asked", fields.IntField(default=0)),
                ("helped", fields.IntField(default=0)),
                ("did_not_help", fields.IntField(default=0)),
            ],
            options={
                "table": "understood",
                "app": "office",
                "unique_together": (("label", "on"),),
                "pk_attr": "id",
                "table_description": "How often an answer was given on a day, and whether it helped.",
            },
            bases=["Model"],
        ),
    ]
