"""The service manager is told that the office is open, works, and closes."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.monitoring.service_notification import CLOSING, DATABASE_AWAY, OPEN, ServiceNotification
from tests.service_manager import ServiceManager


@pytest.fixture
async def manager(tmp_path: Path) -> AsyncIterator[ServiceManager]:
    async with ServiceManager(tmp_path / "notify", watchdog_seconds=0.03).listening() as manager:
        yield manager


async def works() -> bool:
    return True


async def fails() -> bool:
    raise OSError("the disk is gone")


async def test_it_is_told_that_the_office_opens_works_and_closes(manager: ServiceManager) -> None:
    stop = asyncio.Event()
    async with ServiceNotification(manager.environment).announced(works, stop):
        assert await manager.told.get() == ["READY=1", f"STATUS={OPEN}"]
        assert await manager.told.get() == ["WATCHDOG=1", f"STATUS={OPEN}"]
        stop.set()
        await manager.hears("STOPPING=1")
        assert await manager.told.get() == ["WATCHDOG=1", f"STATUS={CLOSING}"], "it still works"


async def test_there_are_no_pings_while_the_event_loop_stands_still(
    manager: ServiceManager,
) -> None:
    async with ServiceNotification(manager.environment).announced(works, asyncio.Event()):
        await manager.hears("WATCHDOG=1")
        time.sleep(0.3)  # noqa: ASYNC251 - it is meant to stand still: ten pings are due meanwhile
        late = manager.told.qsize()
        await manager.hears("WATCHDOG=1")
        assert late == 0


async def test_there_are_no_pings_while_whether_it_works_can_not_be_told(
    manager: ServiceManager, caplog: pytest.LogCaptureFixture
) -> None:
    async with ServiceNotification(manager.environment).announced(fails, asyncio.Event()):
        await manager.hears("READY=1")
        for _ in range(3):
            assert await manager.told.get() == [f"STATUS={DATABASE_AWAY}"]
    assert "the disk is gone" in caplog.text


@pytest.mark.parametrize(
    "other", [{"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_PID": "1"}]
)
async def test_without_a_watchdog_of_its_own_there_are_no_pings(
    manager: ServiceManager, other: dict[str, str]
) -> None:
    environment = manager.environment | other
    stop = asyncio.Event()
    async with ServiceNotification(environment).announced(works, stop):
        await manager.hears("READY=1")
        await asyncio.sleep(0.1)
        stop.set()
        assert "STOPPING=1" in await manager.told.get(), "nothing was said in between"


async def test_without_a_service_manager_nobody_is_told() -> None:
    async with ServiceNotification({}).announced(works, asyncio.Event()):
        pass


async def test_a_service_manager_that_is_gone_does_not_end_the_office(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    environment = {"NOTIFY_SOCKET": str(tmp_path / "gone")}
    async with ServiceNotification(environment).announced(works, asyncio.Event()):
        pass
    assert "the service manager could not be told READY=1" in caplog.text


async def test_a_socket_without_a_file_is_reached(tmp_path: Path) -> None:
    name = f"oficina{tmp_path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hears:
        hears.bind(f"\0{name}")
        async with ServiceNotification({"NOTIFY_SOCKET": f"@{name}"}).announced(
            works, asyncio.Event()
        ):
            assert hears.recv(100) == b"READY=1\nSTATUS=open"
