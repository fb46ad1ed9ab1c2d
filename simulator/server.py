"""The simulator put together: a Bot API, a control API, a web chat and a mailbox on loopback."""

from types import TracebackType
from typing import Self

from aiohttp import web

from simulator.bot_api.api import BotApi
from simulator.bot_api.webhook import Webhook
from simulator.control.api import Control
from simulator.control.http import explain
from simulator.control.switches import Switches
from simulator.mailbox.control import MailControl
from simulator.mailbox.server import Mailbox
from simulator.web_chat import page
from simulator.world import BotProfile, World

TOKEN = "123456789:simulador-de-telegram-todo-de-mentira"  # noqa: S105 - opens nothing
_LARGEST_REQUEST = 51 * 1024 * 1024


class Simulator:
    """A Telegram of one's own.

    `async with Simulator() as sim:` serves until the block ends. `sim.root` is what the bot takes
    for Telegram's address, `sim.smtp_url` takes its mails, `sim.web_url` is the page to open.
    Port 0 means any free one. Everything is kept in memory.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        smtp_port: int = 0,
        token: str = TOKEN,
        name: str = "Oficina Virtual",
        username: str = "oficina_virtual_bot",
        history: int = 1000,
    ) -> None:
        self.host = host
        self.port = port
        self.smtp_port = smtp_port
        self.token = token
        self.world = World(BotProfile(token=token, username=username, name=name), history=history)
        self.webhook = Webhook(self.world.updates)
        self.api = BotApi(self.world, self.webhook)
        self.mailbox = Mailbox(self.world.feed)
        self._runner: web.AppRunner | None = None

    @property
    def root(self) -> str:
        """The Bot API's address: `{root}/bot{token}/{method}`."""
        return f"http://{self.host}:{self.port}"

    @property
    def web_url(self) -> str:
        """The web chat's address."""
        return f"{self.root}/"

    @property
    def smtp_url(self) -> str:
        """The mailbox's address."""
        return f"smtp://{self.host}:{self.smtp_port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_LARGEST_REQUEST, middlewares=[explain])
        app.add_routes(self.api.routes())
        app.add_routes(Control(self.world).routes())
        app.add_routes(Switches(self.api).routes())
        app.add_routes(MailControl(self.mailbox).routes())
        app.add_routes(page.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.smtp_port = await self.mailbox.start(self.host, self.smtp_port)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.world.feed.close()
        self.world.updates.stop()
        await self.webhook.stop()
        await self.mailbox.stop()
        if self._runner is not None:
            await self._runner.cleanup()
