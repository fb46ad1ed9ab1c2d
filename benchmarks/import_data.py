"""How fast, and within what memory, a whole company's data is imported.

    python benchmarks/import_data.py                  100,000 accounts, 600,000 invoices, SQLite
    python benchmarks/import_data.py --url postgres://user:password@127.0.0.1:5432/empty
    python benchmarks/import_data.py --accounts 10000

Invents the two files, loads them into a new database, then loads them again (nothing changes).
Prints a line a step and one JSON object at the end; writes only into a temporary folder.
"""

import argparse
import asyncio
import csv
import json
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.imports import import_file

INVOICES_OF_AN_ACCOUNT = 6


def write_files(folder: Path, accounts: int) -> None:
    """Write `cuentas.csv` and `facturas.csv`, in an order that is not the tables'."""
    chance = Random(1)
    numbers = list(range(accounts))
    chance.shuffle(numbers)
    with (folder / "cuentas.csv").open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["cuenta", "titular", "documento", "domicilio", "codigo_pago_electronico"])
        for number in numbers:
            street = f"Sarmiento {number} (ejemplo)"
            writer.writerow(
                [f"{number:08}", "Ana Paz", f"99{number:06}", street, f"00{number:010}"]
            )
    with (folder / "facturas.csv").open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["comprobante", "cuenta", "periodo", "emision", "vencimiento", "importe"])
        for bimester in range(1, INVOICES_OF_AN_ACCOUNT + 1):
            issued = date(2026, 2 * bimester - 1, 1)
            chance.shuffle(numbers)
            for number in numbers:
                due = issued + timedelta(20 + number % 20)
                amount = f"{10 + number % 90}.{chance.randrange(1000):03},{number % 100:02}"
                receipt = f"B 0012-{bimester * accounts + number:08}"
                writer.writerow(
                    [
                        receipt,
                        f"{number:08}",
                        f"2026-{bimester:02}",
                        issued,
                        f"{due:%d/%m/%Y}",
                        amount,
                    ]
                )


async def measure(folder: Path, url: str) -> dict[str, float]:
    """Load the files twice; seconds for each step and the peak of memory in MiB."""
    await upgrade(url)
    figures: dict[str, float] = {}
    async with open_database(url):
        for turn in ("first", "again"):
            for kind in ("cuentas", "facturas"):
                began = time.perf_counter()
                report = await import_file(kind, folder / f"{kind}.csv")
                seconds = round(time.perf_counter() - began, 1)
                if not report.accepted or (turn == "again" and report.new + report.changed):
                    raise SystemExit(f"{kind} was not loaded as it should be: {report}")
                figures[f"{kind}_{turn}_s"] = seconds
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(f"{kind:<9}{turn:<6}{report.lines:>9,} lines {seconds:>6} s {memory:>5} MiB")
    figures["first_s"] = round(figures["cuentas_first_s"] + figures["facturas_first_s"], 1)
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--url", help="an empty PostgreSQL database (default: a new SQLite file)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, options.accounts)
        url = options.url or f"sqlite://{folder / 'oficina.sqlite3'}"
        print(json.dumps(asyncio.run(measure(folder, url))))


if __name__ == "__main__":
    main()
