"""A ledger that has grown: its figures, its pruning, and a backup of it and back.

    python benchmarks/ledger.py [--count 400000] [--engine sqlite|postgresql]

Five billed periods of an invented company, each notice by chat and by mail, all sent but the last
few. Times stand beside one another, so that their ratios can be read: the figures from the index
and from a join of the whole ledger, as they were read before. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

TREE = Path(__file__).parents[1]
sys.path.insert(0, str(TREE))

from tortoise.transactions import in_transaction  # noqa: E402

from domain.clock import ZONE  # noqa: E402
from storage import tables  # noqa: E402
from storage.backup.backup_file import BackupFile, write_backup  # noqa: E402
from storage.backup.rebuilding import rebuild  # noqa: E402
from storage.backup.snapshot_reading import open_snapshot  # noqa: E402
from storage.engine.compacting import compact  # noqa: E402
from storage.engine.database import is_sqlite, open_database, run, sqlite_file  # noqa: E402
from storage.engine.moments import stored  # noqa: E402
from storage.engine.upgrades import upgrade  # noqa: E402
from storage.notices.announcements import announced  # noqa: E402
from storage.notices.ledger import StoredLedger  # noqa: E402
from storage.notices.planning import plan_notices  # noqa: E402
from storage.retention import prune_batches  # noqa: E402
from tests.postgres_server import PostgresServer  # noqa: E402

PERIODS = 5
BEGIN = datetime(2026, 1, 10, 12, tzinfo=ZONE)
END = datetime(2026, 12, 1, 12, tzinfo=ZONE)
KEEP = timedelta(days=90)
BEFORE = """
    SELECT i.year, i.bimester, i.part, n.kind, n.channel, COUNT(*) AS planned,
           SUM(CASE WHEN o.sent_at IS NOT NULL AND o.failed_at IS NULL THEN 1 ELSE 0 END) AS sent,
           SUM(CASE WHEN n.in_time_until IS NOT NULL AND o.failed_at IS NULL
               AND COALESCE(o.sent_at, ?) >= n.in_time_until THEN 1 ELSE 0 END) AS late
    FROM notices n
    JOIN invoices i ON i.receipt = n.invoice_id
    JOIN outbox o ON o.key = n.key
    GROUP BY i.year, i.bimester, i.part, n.kind, n.channel
"""


async def measure(url: str, count: int) -> dict[str, Any]:
    """Fill the database, and take all the figures."""
    await upgrade(url)
    people = count // PERIODS // 2
    async with open_database(url):
        await subscribe(people)
        for period in range(PERIODS):
            await bill_and_tell(period, people)
        await run("VACUUM" if is_sqlite() else "VACUUM ANALYZE")
        figures: dict[str, Any] = {"notices": await tables.Notice.all().count()}
        figures["figures_before_s"] = await best(lambda: run(BEFORE, [stored(END)]))
        figures["figures_s"] = await best(lambda: StoredLedger().figures(END))
        figures["late_s"] = await best(lambda: StoredLedger().late(END))
        figures["announced_s"] = await best(announced)
        figures["ratio"] = round(figures["figures_before_s"] / figures["figures_s"], 1)
        figures["size_mb"] = await size(url)
        began, slowest, batches = time.monotonic(), 0.0, 0
        while True:
            one = time.monotonic()
            if not await prune_batches(END, KEEP):
                break
            slowest, batches = max(slowest, time.monotonic() - one), batches + 1
        figures["prune_s"] = round(time.monotonic() - began, 1)
        figures["prune_batches"] = batches
        figures["prune_slowest_batch_ms"] = round(1000 * slowest)
        figures["size_after_prune_mb"] = await size(url)
        if (file := sqlite_file(url)) is not None:
            began = time.monotonic()
            await asyncio.to_thread(compact, file)
            figures["compact_s"] = round(time.monotonic() - began, 1)
            figures["size_compacted_mb"] = await size(url)
    with tempfile.TemporaryDirectory() as folder:
        figures |= await back_up_and_restore(url, Path(folder) / "backup.jsonl.gz")
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


async def back_up_and_restore(url: str, file: Path) -> dict[str, Any]:
    """Write a backup of the database, and make it again from that."""
    began = time.monotonic()
    with file.open("wb") as opened:
        async with open_snapshot(url) as snapshot:
            rows = await write_backup(snapshot, opened, unseen)
        weight = opened.tell()
    backed_up = time.monotonic()
    with file.open("rb") as opened:
        await rebuild(url, BackupFile(opened), nothing, progress=unseen, replace=True)
    return {
        "rows": rows,
        "backup_s": round(backed_up - began, 1),
        "backup_mb": round(weight / 1e6, 1),
        "restore_s": round(time.monotonic() - backed_up, 1),
    }


async def subscribe(people: int) -> None:
    """So many accounts, each with its person, chat and subscription."""
    numbers = range(1, people + 1)
    accounts = [
        tables.Account(
            number=str(n), holder="Ejemplo", document="1", address=f"Calle {n}", payment_code="1"
        )
        for n in numbers
    ]
    users = [
        tables.User(
            id=n, first_names="Ejemplo", surnames=str(n), document="1", email=f"{n}@example.org",
            email_key=f"{n}@example.org", username=f"u{n}", username_key=f"u{n}",
            registered_at=BEGIN, confirmed_at=BEGIN,
        )
        for n in numbers
    ]  # fmt: skip
    chats = [tables.Chat(id=n, user_id=n) for n in numbers]
    subscriptions = [
        tables.Subscription(
            account_id=str(n), user_id=n, accepted_at=BEGIN, terms_version="1", by_email=True,
            by_telegram=True,
        )
        for n in numbers
    ]  # fmt: skip
    await tables.Account.bulk_create(accounts, batch_size=5000)
    await tables.User.bulk_create(users, batch_size=5000)
    await tables.Chat.bulk_create(chats, batch_size=5000)
    await tables.Subscription.bulk_create(subscriptions, batch_size=5000)


async def bill_and_tell(period: int, people: int) -> None:
    """An invoice to each account, planned as the office does, and all but a few sent."""
    now = BEGIN + timedelta(days=60 * period)
    rows = [
        tables.Invoice(
            receipt=f"{period:05}-{n:08}", account_id=str(n), year=2026, bimester=period + 1,
            part=0, parts=0, issued=now.date(), due=date(2026, 1, 30) + timedelta(days=60 * period),
            amount=Decimal("1234.50"),
        )
        for n in range(1, people + 1)
    ]  # fmt: skip
    await tables.Invoice.bulk_create(rows, batch_size=5000)
    await plan_notices(now)
    async with in_transaction():
        await run(
            "UPDATE outbox SET sent_at = ?, due_at = NULL, attempts = 1"
            " WHERE due_at IS NOT NULL AND id % 1000 <> 0",
            [stored(now + timedelta(hours=1))],
        )


async def best(work: Callable[[], Awaitable[object]]) -> float:
    """The quickest of three."""
    times = []
    for _ in range(3):
        began = time.monotonic()
        await work()
        times.append(time.monotonic() - began)
    return round(min(times), 4)


async def size(url: str) -> float:
    """How large the open database is, in MB."""
    file = sqlite_file(url)
    if file is not None:
        await run("PRAGMA wal_checkpoint(TRUNCATE)")
        return round(file.stat().st_size / 1e6, 1)
    await run("VACUUM")  # as autovacuum does by itself
    [row] = await run("SELECT pg_database_size(current_database()) AS size")
    return round(int(row["size"]) / 1e6, 1)


def unseen(table: str, rows: int) -> None:
    """Show no progress."""


async def nothing(url: str) -> None:
    """Have nothing more to do."""


@contextmanager
def database(engine: str) -> Iterator[str]:
    """A new database of that engine, thrown away in the end."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite://{folder}/oficina.sqlite3"
        return
    with PostgresServer.running() as server:
        server.create_database("oficina")
        yield server.url("oficina")


def main() -> None:
    """Read the arguments, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=400_000)
    arguments.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    chosen = arguments.parse_args()
    with database(chosen.engine) as url:
        figures = asyncio.run(measure(url, chosen.count))
    print(json.dumps({"engine": chosen.engine} | figures))


if __name__ == "__main__":
    main()
