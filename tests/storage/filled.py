"""Rows for every table there is, whatever its columns: to try a copy of a whole database on."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tortoise import Tortoise, fields
from tortoise.fields.relational import BackwardFKRelation, ForeignKeyFieldInstance
from tortoise.models import Model

from domain.clock import ZONE
from storage.backup.snapshots import in_order
from storage.engine.database import run
from storage.tables import ProgramVersion

MOMENT = datetime(2026, 11, 24, 12, 30, 15, 123456, tzinfo=ZONE)
WORDS = "Ñandú «á» \\ \" ' \t\n, {} 🚰"


def models() -> dict[str, type[Model]]:
    """The office's models by their tables, each after those that it refers to."""
    by_table = {model._meta.db_table: model for model in Tortoise.apps["office"].values()}
    order = in_order(
        {
            name: {
                field.related_model._meta.db_table
                for field in model._meta.fields_map.values()
                if isinstance(field, ForeignKeyFieldInstance)
            }
            for name, model in by_table.items()
        }
    )
    return {name: by_table[name] for name in order}


async def fill_every_table(rows: int = 3) -> None:
    """Write so many rows into each table of the open database; the last lacks what it can."""
    for model in models().values():
        for number in range(1, rows + 1):
            values: dict[str, Any] = {}
            for name, field in model._meta.fields_map.items():
                if isinstance(field, BackwardFKRelation) or field.reference or field.generated:
                    continue
                if not (number == rows and field.null):
                    values |= _value(name, field, number)
            await model.create(**values)


async def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as Python's values: the same from either engine.

    But for the programs that used the tables: who makes a database again is one of them.
    """
    found = {}
    for name, model in models().items():
        if model is ProgramVersion:
            continue
        rows = await model.all().order_by(model._meta.pk_attr)
        columns = list(model._meta.db_fields)
        attributes = [model._meta.fields_db_projection_reverse[column] for column in columns]
        found[name] = [tuple(getattr(row, attribute) for attribute in attributes) for row in rows]
    return found


async def empty_every_table() -> None:
    for name in reversed(models()):
        await run(f'DELETE FROM "{name}"')


def _value(name: str, field: Any, number: int) -> dict[str, Any]:
    match field:
        case ForeignKeyFieldInstance():
            refers_to_itself = field.related_model is field.model
            key = field.related_model._meta.pk
            if refers_to_itself:
                return {} if number == 1 else {f"{name}_id": number - 1}
            return {f"{name}_id": _value("", key, number)[""]}
        case fields.BooleanField():
            return {name: number == 1}
        case fields.SmallIntField() | fields.IntField():
            return {name: number}
        case fields.BigIntField():
            return {name: number}
        case fields.DecimalField():
            return {name: Decimal("1234.50") + number}
        case fields.DatetimeField():
            return {name: MOMENT.replace(microsecond=0 if number == 1 else 123456)}
        case fields.DateField():
            return {name: date(2026, 11, 24) + timedelta(days=number)}
        case fields.TextField():
            return {name: f"{WORDS}{number}"}
        case fields.CharField(max_length=longest):
            return {name: f"{number}ñ"[:longest]}
    raise AssertionError(f"no value is known for {name}: {field}")
