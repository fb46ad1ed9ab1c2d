"""How much there is of everything, for those who look after the office."""

from dataclasses import dataclass

from domain.interest import Rate
from storage import tables


@dataclass(frozen=True, slots=True)
class DataFigures:
    """What is loaded, and who uses it."""

    accounts: int
    invoices: int
    users: int
    rates: tuple[Rate, ...]


async def data_figures() -> DataFigures:
    """Count what is in the open database."""
    return DataFigures(
        accounts=await tables.Account.all().count(),
        invoices=await tables.Invoice.all().count(),
        users=await tables.User.filter(confirmed_at__isnull=False).count(),
        rates=await known_rates(),
    )


async def known_rates() -> tuple[Rate, ...]:
    """The table of rates, by the day that they are in force from."""
    rows = await tables.Rate.all().order_by("since")
    return tuple(Rate(row.since, row.yearly, row.bna_passive) for row in rows)
