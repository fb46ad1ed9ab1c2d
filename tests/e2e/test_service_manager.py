"""The running office under a service manager with a watchdog."""

import asyncio
from pathlib import Path

from bot.monitoring.service_notification import DATABASE_AWAY
from simulator.server import Simulator
from storage.sample import Sample
from tests.database_relay import relay
from tests.e2e.whole_office import WholeOffice
from tests.service_manager import ServiceManager


async def test_the_watchdog_is_not_fed_while_the_database_stands_still(
    fresh_postgres_url: str, sample: Sample, tmp_path: Path
) -> None:
    flows = asyncio.Event()
    flows.set()
    manager = ServiceManager(tmp_path / "notify", watchdog_seconds=1.5)
    async with (
        Simulator() as simulator,
        relay(fresh_postgres_url, flows) as database,
        manager.listening(),
    ):
        office = WholeOffice(simulator, database, sample, tmp_path)
        office.settings |= manager.environment
        async with office:
            await manager.hears("READY=1")
            await manager.hears("WATCHDOG=1")

            flows.clear()
            await manager.hears(f"STATUS={DATABASE_AWAY}")
            assert await manager.told.get() == [f"STATUS={DATABASE_AWAY}"]

            flows.set()
            await manager.hears("WATCHDOG=1")
        await manager.hears("STOPPING=1")
