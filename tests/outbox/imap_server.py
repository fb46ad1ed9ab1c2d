"""A real IMAP server on loopback, in a process of its own, with one empty mailbox."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from imap_tools import MailBoxUnencrypted

USER, PASSWORD = "oficina", "clave:de prueba"


@dataclass(frozen=True)
class ImapServer:
    port: int

    @property
    def url(self) -> str:
        return f"imap://{USER}:clave%3Ade%20prueba@127.0.0.1:{self.port}/INBOX"

    async def deliver(self, *letters: str) -> None:
        def append() -> None:
            with self._opened() as box:
                for letter in letters:
                    box.append(letter.replace("\n", "\r\n").encode())

        await asyncio.to_thread(append)

    async def unread(self) -> list[str]:
        """The subjects of the letters that nobody read."""

        def look() -> list[str]:
            with self._opened() as box:
                return [one.subject for one in box.fetch("UNSEEN", mark_seen=False)]

        return await asyncio.to_thread(look)

    def _opened(self) -> MailBoxUnencrypted:
        return MailBoxUnencrypted("127.0.0.1", self.port, 10).login(USER, PASSWORD, "INBOX")


@asynccontextmanager
async def imap_server() -> AsyncIterator[ImapServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(
            Path(sys.executable).with_name("pymap"),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-tls",
        ),
        *("dict", "--demo-user", USER, "--demo-password", PASSWORD),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        while True:
            assert process.returncode is None, "the IMAP server ended"
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            break
        yield ImapServer(port)
    finally:
        process.terminate()
        await process.wait()
