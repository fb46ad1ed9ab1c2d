"""The port for who looks after the office: `/metrics` and `/salud/detalle`, never on the pages'.

It asks for no password: it is for the inner network alone, so it listens on this machine unless
it is told another address.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.monitoring.health import AskWebhook, Health
from bot.settings import Settings, SettingsIncomplete
from web.site import serving

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def inner_site(
    settings: Settings, health: Health, ask_webhook: AskWebhook
) -> AsyncIterator[int | None]:
    """Serve it where it is to be served; gives the port.

    Raises:
        SettingsIncomplete: the port is taken or not allowed.
    """
    if settings.metrics_port is None:
        yield None
        return
    app = _app(health, ask_webhook)
    host, port = settings.metrics_host, settings.metrics_port
    async with AsyncExitStack() as opened:
        try:
            chosen = await opened.enter_async_context(serving(app, host, port, logged=False))
        except OSError as error:
            raise SettingsIncomplete(
                f"The metrics can't be served at {host}:{port} (OFICINA_METRICS_PORT): {error}"
            ) from None
        yield chosen


def _app(health: Health, ask_webhook: AskWebhook) -> web.Application:
    async def metrics(request: web.Request) -> web.Response:
        shown = health.metrics.shown(await health.figures())
        return web.Response(body=shown, headers={"Content-Type": CONTENT_TYPE})

    async def detail(request: web.Request) -> web.Response:
        return web.json_response(await health.detail(ask_webhook))

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/salud/detalle", detail)])
    return app
