"""What systemd is for a service: a socket that hears how it is."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

WITHIN = 60.0  # seconds


@dataclass
class ServiceManager(asyncio.DatagramProtocol):
    """Hears notifications; `environment` is what it starts the service with."""

    address: Path
    watchdog_seconds: float
    told: asyncio.Queue[list[str]] = field(default_factory=asyncio.Queue)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "NOTIFY_SOCKET": str(self.address),
            "WATCHDOG_USEC": str(round(self.watchdog_seconds * 1_000_000)),
        }

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["ServiceManager"]:
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=str(self.address), family=socket.AF_UNIX
        )
        yield self
        transport.close()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.told.put_nowait(data.decode().split("\n"))

    async def hears(self, line: str) -> list[str]:
        """Wait for a notification with this line, past all others; returns the notification."""
        async with asyncio.timeout(WITHIN):
            while line not in (lines := await self.told.get()):
                pass
        return lines
