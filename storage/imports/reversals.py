"""Which payment a line with a negative amount takes back."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from storage.engine.database import run
from storage.imports.staging import RefusedLine
from texts.common.formats import money
from texts.staff import imports as texts

_CANDIDATES = """
    SELECT lines.line, lines.invoice_id, lines.operation_key AS wanted, lines.paid_on AS day,
           lines.cents AS back, held.id, held.operation_key, held.paid_on, held.cents,
           held.reversed_on
    FROM lines LEFT JOIN held
      ON held.invoice_id = lines.invoice_id AND held.means_key = lines.means_key
    WHERE lines.cents < 0 ORDER BY lines.line, held.id
"""


class _NotFound(Exception):
    """No payment, or not one, is meant; with the reason."""


async def reversals() -> tuple[list[RefusedLine], dict[int, date]]:
    """The lines that take back nothing that is known, and the payments to take back, with the day.

    One that is taken back already is among them.
    """
    refused: list[RefusedLine] = []
    targets: dict[int, date] = {}
    by: dict[int, int] = {}
    for line, rows in groupby(await run(_CANDIDATES), key=lambda row: int(row["line"])):
        candidates = list(rows)
        try:
            payment = _meant(candidates)
            if payment in by:
                raise _NotFound(f"{texts.REVERSED_TWICE}{by[payment]}")
        except _NotFound as error:
            refused.append((line, "comprobante", candidates[0]["invoice_id"], str(error)))
            continue
        by[payment] = line
        targets[payment] = date.fromisoformat(candidates[0]["day"])
    return refused, targets


def _meant(candidates: list[dict[str, Any]]) -> int:
    line = candidates[0]
    known = [one for one in candidates if one["id"] is not None]
    if line["wanted"]:
        named = [one for one in known if one["operation_key"] == line["wanted"]]
        if named and all(one["cents"] != -line["back"] for one in named):
            amount = money(Decimal(named[0]["cents"]) / 100)
            raise _NotFound(f"{texts.REVERSAL_OF_ANOTHER_AMOUNT}{amount}")
        known = named or [one for one in known if not one["operation_key"]]
    equal = [one for one in known if one["cents"] == -line["back"]]
    if not line["wanted"] or not all(one["operation_key"] for one in equal):
        equal = [one for one in equal if one["paid_on"] <= line["day"]]
    if not equal:
        raise _NotFound(texts.NO_PAYMENT_TO_REVERSE)
    if done := [one for one in equal if one["reversed_on"] == line["day"]]:
        return int(done[0]["id"])
    counting = [one for one in equal if one["reversed_on"] is None]
    meant = [one for one in counting if one["paid_on"] == line["day"]] or counting
    if len(meant) > 1:
        raise _NotFound(texts.SEVERAL_TO_REVERSE)
    return int((meant or equal)[0]["id"])
