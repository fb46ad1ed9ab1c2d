"""The utility that is asked: invented accounts in a database, and customers who have linked theirs.

The customers and what they owe are the same however large the company is, so that answers can be
compared between sizes. The others have an account each as well; every fourth has registered.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.import_data import write_files
from domain.clock import ZONE
from storage.engine.database import connection, is_sqlite, numbered, open_database, run
from storage.engine.moments import stored
from storage.engine.upgrades import upgrade
from storage.imports import import_file
from storage.sample import generate_sample
from tests.postgres_server import PostgresServer

CUSTOMERS = 200
FIRST_CHAT = 10**9
NEIGHBOURHOOD = 1_000  # accounts with three years of bills; the customers' are among them
ENGINES = ("sqlite", "postgresql")

_KINDS = ("cuentas", "facturas", "pagos", "conceptos", "cuotas", "tasas")
_PAID_UNTIL = "2026-04"
# The sample's first accounts are its special ones, such as the one whose debt no voucher can carry.
_OVERDUE = """
    SELECT i.account_id AS number
    FROM invoices i LEFT JOIN payments p ON p.invoice_id = i.receipt
    WHERE p.id IS NULL AND i.due < ? AND i.account_id > '00100020'
    GROUP BY i.account_id HAVING COUNT(*) BETWEEN 2 AND 8
    ORDER BY i.account_id LIMIT ?
"""
_USER = """
    INSERT INTO users (
        id, first_names, surnames, document, email, email_key, username, username_key, phone,
        registered_chat, registered_at, confirmed_at
    ) VALUES (?, 'Ana', 'Paz', ?, ?, ?, ?, ?, '', ?, ?, ?)
"""
_CHAT = "INSERT INTO chats (id, user_id, settings) VALUES (?, ?, '{}')"
_LINK = """
    INSERT INTO linked_accounts (user_id, account_id, linked_at, last_used_at) VALUES (?, ?, ?, ?)
"""


@contextmanager
def databases(engine: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Makes empty databases of the engine: gives what comes to a new one's address by a name."""
    if engine == "sqlite":
        yield lambda name: f"sqlite://{folder / name}.sqlite3"
        return
    with PostgresServer.running() as server:

        def create(name: str) -> str:
            server.create_database(name)
            return server.url(name)

        yield create


async def found(url: str, accounts: int) -> list[str]:
    """Fill an empty database; returns the customers' accounts, in the order of their chats."""
    if accounts < NEIGHBOURHOOD:
        raise SystemExit(f"a company has at least {NEIGHBOURHOOD:,} accounts")
    await upgrade(url)
    async with open_database(url):
        with TemporaryDirectory() as name:
            folder = Path(name)
            generate_sample(folder, 1, NEIGHBOURHOOD, datetime.now(ZONE).date())
            for kind in _KINDS:
                await _load(kind, folder)
        others = accounts - NEIGHBOURHOOD
        if others:
            with TemporaryDirectory() as name:
                folder = Path(name)
                _write_others(folder, others)
                for kind in _KINDS[:3]:
                    await _load(kind, folder)
        rows = await run(_OVERDUE, [datetime.now(ZONE).date(), CUSTOMERS])
        numbers = [row["number"] for row in rows]
        if len(numbers) < CUSTOMERS:
            raise SystemExit(f"only {len(numbers)} accounts of the sample are overdue")
        await _register([*numbers, *(f"{number:08}" for number in range(0, others, 4))])
        if not is_sqlite():  # as its own cleaning up would have done by the next morning
            await run("VACUUM ANALYZE")
            await run("CHECKPOINT")
    return numbers


async def _load(kind: str, folder: Path) -> None:
    report = await import_file(kind, folder / f"{kind}.csv")
    if not report.accepted:
        raise SystemExit(f"{kind} was not loaded as it should be: {report}")


def _write_others(folder: Path, accounts: int) -> None:
    """Six bills for each of the others, at another point of sale than the sample's, some paid."""
    write_files(folder, accounts)
    bills = folder / "facturas.csv"
    bills.write_text(bills.read_text().replace("B 0012-", "B 0013-"))
    with bills.open(newline="") as file, (folder / "pagos.csv").open("w", newline="") as written:
        payments = csv.writer(written, delimiter=";")
        payments.writerow(["comprobante", "fecha", "importe", "medio"])
        payments.writerows(
            [bill["comprobante"], bill["vencimiento"], bill["importe"], "Rapipago"]
            for bill in csv.DictReader(file, delimiter=";")
            if bill["periodo"] <= _PAID_UNTIL
        )


async def _register(numbers: Sequence[str]) -> None:
    """A confirmed user with a chat for each of these accounts, which are linked."""
    at = stored(datetime.now(ZONE) - timedelta(days=30))
    people = [(user, FIRST_CHAT + user - 1, number) for user, number in enumerate(numbers, 1)]
    await _run_many(
        _USER,
        (
            [user, str(98_000_000 + user), mail, mail, f"ana.{user}", f"ana.{user}", chat, at, at]
            for user, chat, _ in people
            for mail in [f"ana{user}@example.org"]
        ),
    )
    await _run_many(_CHAT, ([chat, user] for user, chat, _ in people))
    await _run_many(_LINK, ([user, number, at, at] for user, _, number in people))


async def _run_many(statement: str, values: Iterable[list[object]]) -> None:
    await connection().execute_many(numbered(statement), list(values))
